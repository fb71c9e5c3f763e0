//! Classes of words as sets. Which words are of a class stands in `vocabulary`.

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(pub u128);

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
