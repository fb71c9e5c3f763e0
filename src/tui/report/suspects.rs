//! What may be wrong where identities fail, as the editor shows it: words for a line, and the figures that would restore
//! them. The search is `domain::localisation`'s; nothing here changes a figure.

use crate::domain::definition::Severity;
use crate::domain::figure::Figure;
use crate::domain::form::CellId;
use crate::domain::localisation::{Correction, offer};
use crate::domain::rule::Outcome;
use crate::domain::session::Session;
use crate::domain::text::Lang;

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

/// The explanations of what fails now, by group, the best first, slips that touch several cells behind them; and
/// whether the search came to its end. Where nothing fails, nothing is searched.
pub fn suspects(session: &Session, lang: Lang) -> (Vec<Suspect>, bool) {
    let form = session.form();
    let fails = form.instances().iter().zip(session.outcomes()).any(|(instance, outcome)| {
        *outcome == Outcome::Fail && form.definition().rules[instance.rule].severity == Severity::Error
    });
    if !fails {
        return (Vec::new(), true);
    }
    let found = session.localise();
    let words = |changes: &[Correction]| {
        let parts: Vec<String> = changes.iter().map(|change| offer(form, change, lang)).collect();
        parts.join(lang.pick("；", "; "))
    };
    let mut suspects: Vec<Suspect> = found
        .suspects
        .iter()
        .map(|one| Suspect {
            group: one.group,
            words: words(&one.changes),
            changes: changes(&one.changes),
            restores: one.restores.clone(),
        })
        .collect();
    let colon = lang.pick("：", ": ");
    for one in &found.operations {
        let about = |suspect: &&Suspect| suspect.restores.iter().any(|instance| one.restores.contains(instance));
        let Some(group) = suspects.iter().find(about).map(|suspect| suspect.group) else { continue };
        suspects.push(Suspect {
            group,
            words: format!("{}{colon}{}", one.kind.words(lang), words(&one.changes)),
            changes: changes(&one.changes),
            restores: one.restores.clone(),
        });
    }
    (suspects, found.complete)
}

fn changes(corrections: &[Correction]) -> Vec<(CellId, Option<Figure>)> {
    corrections.iter().map(|change| (change.cell, change.to.map(Figure::Number))).collect()
}
