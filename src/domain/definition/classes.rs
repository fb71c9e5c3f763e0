//! Classes of words as sets. Which words are of a class stands in `vocabulary`.

use serde::{Deserialize, Serialize};

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Classes(pub u128);

/// As the build stores a set: most are of one class or of none.
#[derive(Serialize, Deserialize)]
enum Stored {
    None,
    One(u8),
    Several(u64, u64),
}

impl From<Stored> for Classes {
    fn from(stored: Stored) -> Classes {
        match stored {
            Stored::None => Classes::default(),
            Stored::One(class) => Classes::of(class),
            Stored::Several(high, low) => Classes(u128::from(high) << 64 | u128::from(low)),
        }
    }
}

impl From<Classes> for Stored {
    fn from(Classes(set): Classes) -> Stored {
        match set.count_ones() {
            0 => Stored::None,
            1 => Stored::One(set.trailing_zeros() as u8),
            _ => Stored::Several((set >> 64) as u64, set as u64),
        }
    }
}

impl Classes {
    /// The set of one class.
    pub fn of(class: u8) -> Classes {
        Classes(1 << class)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    /// These but for the others.
    #[must_use]
    pub fn without(self, others: Classes) -> Classes {
        Classes(self.0 & !others.0)
    }

    /// Whether any class is in both.
    pub fn meets(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all classes of the other are in this one.
    pub fn holds(self, other: Classes) -> bool {
        self.0 & other.0 == other.0
    }
}
