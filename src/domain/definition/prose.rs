//! What a rule on the prose looks for, as it is written in `assets/rules`. Reading and judging are in `prose`.

use serde::Deserialize;

/// What must be true of the prose.
#[derive(Debug, Clone, Deserialize)]
pub enum ProseCheck {
    /// A part is not empty.
    NotEmpty(String),
}

impl ProseCheck {
    /// The sums of cells that it speaks of, as patterns; they are resolved with the form, in this order.
    pub fn sums(&self) -> Vec<&[String]> {
        match self {
            ProseCheck::NotEmpty(_) => Vec::new(),
        }
    }
}
