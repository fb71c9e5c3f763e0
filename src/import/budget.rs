//! What reading one document may take. Every reader charges what it makes: bytes unpacked, characters, cells, looks at what
//! was made before. A unit is about a byte that is kept, or as much time as it takes to write a few. A report has a
//! fiftieth of it or less; a small file that would grow beyond all reason comes to its end here, however it does that.

use std::cell::Cell;
use std::rc::Rc;

use super::ImportError;

/// The units of one document.
const MOST: usize = 96 << 20;

/// The units that are left, the same for all who hold it.
#[derive(Debug, Clone)]
pub struct Budget(Rc<Cell<usize>>);

impl Default for Budget {
    fn default() -> Budget {
        Budget(Rc::new(Cell::new(MOST)))
    }
}

impl Budget {
    /// Takes units away.
    ///
    /// # Errors
    /// Where there are none left; then there are none for anybody.
    pub fn charge(&self, units: usize) -> Result<(), ImportError> {
        if self.spend(units) { Ok(()) } else { Err(ImportError::Unpacked) }
    }

    /// Takes units away, where the error is told further up; whether any are left.
    pub fn spend(&self, units: usize) -> bool {
        let left = self.0.get().saturating_sub(units);
        self.0.set(left);
        left > 0
    }

    /// Whether nothing was overdrawn.
    ///
    /// # Errors
    /// Where it was.
    pub fn check(&self) -> Result<(), ImportError> {
        self.charge(0)
    }
}
