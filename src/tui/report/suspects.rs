//! What may be wrong where identities fail, as the editor shows it: words for a line, and the figures that would restore
//! them. It searches nothing itself and changes no figure.

use crate::domain::figure::Figure;
use crate::domain::form::CellId;
use crate::domain::session::Session;

/// One explanation of failed identities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// The failed identities that belong together, numbered from 0.
    pub group: usize,
    /// What to check, and what is offered.
    pub words: String,
    /// The cells to change, each with the value that is offered, where evidence singles one out.
    pub changes: Vec<(CellId, Option<Figure>)>,
    /// The failed instances that it would restore.
    pub restores: Vec<usize>,
}

impl Suspect {
    /// The figures to write; `None` unless a value is offered for every cell.
    pub fn offered(&self) -> Option<Vec<(CellId, Figure)>> {
        let offered = self.changes.iter().map(|&(cell, value)| Some((cell, value?)));
        offered.collect::<Option<Vec<_>>>().filter(|offered| !offered.is_empty())
    }
}

/// The explanations of what fails now, by group, the best first.
pub fn suspects(_session: &Session) -> Vec<Suspect> {
    Vec::new()
}
