//! What reading one document may take. Every reader charges what it makes: bytes unpacked, characters, cells, looks at what
//! was made before. A unit is about a byte that is kept, or as much time as it takes to write a few. A report has a
//! fiftieth of it or less; a small file that would grow beyond all reason comes to its end here, however it does that.

use std::cell::Cell;
use std::rc::Rc;

use super::ImportError;

/// The units of one report.
const MOST: usize = 96 << 20;

/// The units of a register, which has a line for every request of many years: about 200,000 lines of twenty columns.
const MOST_OF_REGISTER: usize = 640 << 20;

/// The most bytes of one unpacked part of a report's package; a report's largest has a tenth of it.
const MOST_PART: u64 = 24 << 20;

/// The same of a register, whose sheet is one part.
const MOST_PART_OF_REGISTER: u64 = 160 << 20;

/// The units that are left, the same for all who hold it.
#[derive(Debug, Clone)]
pub struct Budget {
    left: Rc<Cell<usize>>,
    part: u64,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { left: Rc::new(Cell::new(MOST)), part: MOST_PART }
    }
}

impl Budget {
    /// What reading a register may take.
    pub fn of_register() -> Budget {
        Budget { left: Rc::new(Cell::new(MOST_OF_REGISTER)), part: MOST_PART_OF_REGISTER }
    }

    /// The most bytes of one part of a package.
    pub fn most_part(&self) -> u64 {
        self.part
    }

    /// Takes units away.
    ///
    /// # Errors
    /// Where there are none left; then there are none for anybody.
    pub fn charge(&self, units: usize) -> Result<(), ImportError> {
        if self.spend(units) { Ok(()) } else { Err(ImportError::Unpacked) }
    }

    /// Takes units away, where the error is told further up; whether any are left.
    pub fn spend(&self, units: usize) -> bool {
        let left = self.left.get().saturating_sub(units);
        self.left.set(left);
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
