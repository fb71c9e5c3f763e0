//! What may be wrong where identities fail, as the editor shows it: words for a line, and the figures that would restore
//! them. The search and its order are `domain::localisation`'s; nothing here changes a figure.

use crate::domain::definition::Severity;
use crate::domain::figure::Figure;
use crate::domain::form::CellId;
use crate::domain::localisation::{Correction, Likely, offer, words};
use crate::domain::rule::Outcome;
use crate::domain::session::Session;
use crate::domain::text::Lang;

/// One thing that may have happened where identities fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// What to check, and what is offered.
    pub words: String,
    /// The cells to change, each with the value that is offered, where evidence singles one out.
    pub changes: Vec<(CellId, Option<Figure>)>,
    /// Whether it is a slip that touches several cells at once.
    pub is_operation: bool,
}

impl Suspect {
    /// The figures to write; `None` unless a value is offered for every cell.
    pub fn offered(&self) -> Option<Vec<(CellId, Figure)>> {
        let offered = self.changes.iter().map(|&(cell, value)| Some((cell, value?)));
        offered.collect::<Option<Vec<_>>>().filter(|offered| !offered.is_empty())
    }
}

/// Failed identities that one mistake may have broken, with what may have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The failed instances.
    pub restores: Vec<usize>,
    /// What may have happened, the likeliest first.
    pub suspects: Vec<Suspect>,
    /// How many of these are shown before the rest is asked for.
    pub leading: usize,
    /// How many of the failed instances need words of their own.
    pub told: usize,
}

/// What may be wrong where something fails now, fault by fault, and whether the search came to its end. Where nothing
/// fails, nothing is searched.
pub fn faults(session: &Session, lang: Lang) -> (Vec<Fault>, bool) {
    let form = session.form();
    let fails = form.instances().iter().zip(session.outcomes()).any(|(instance, outcome)| {
        *outcome == Outcome::Fail && form.definition().rules[instance.rule].severity == Severity::Error
    });
    if !fails {
        return (Vec::new(), true);
    }
    let found = session.localise();
    let of_cells = |corrections: &[Correction]| {
        let parts: Vec<String> = corrections.iter().map(|change| offer(form, change, lang)).collect();
        Suspect { words: parts.join(lang.pick("；", "; ")), changes: changes(corrections), is_operation: false }
    };
    let suspect = |likely: &Likely| match *likely {
        Likely::Suspect(at) => of_cells(&found.suspects[at].changes),
        Likely::Operation(at) => {
            let operation = &found.operations[at];
            let words = words::slip(form, operation, lang);
            Suspect { words, changes: changes(&operation.changes), is_operation: true }
        }
    };
    let faults = found.faults().into_iter().map(|fault| Fault {
        suspects: fault.likely.iter().map(suspect).collect(),
        restores: fault.restores,
        leading: fault.leading,
        told: fault.told,
    });
    (faults.collect(), found.complete)
}

fn changes(corrections: &[Correction]) -> Vec<(CellId, Option<Figure>)> {
    corrections.iter().map(|change| (change.cell, change.to.map(Figure::Number))).collect()
}
