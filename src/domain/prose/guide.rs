//! What a part of the prose is expected to be, for whoever writes it: the aspects it speaks of, how long it is as a rule,
//! the cells that it cites. All of it is what rules ask for; nothing here judges a report.

use super::super::definition::Check;
use super::super::definition::prose::{ProseCheck, Trace};
use super::super::form::{CellId, Form, Relation, Term};
use super::glyph::{glyphs, words};
use super::passage;

/// Something that a part is expected to speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aspect<'a> {
    /// What it is called officially.
    pub name: &'a str,
    /// What it is called in English.
    pub gloss: &'a str,
    /// Whether a text speaks of it.
    pub is_there: bool,
}

fn checks(form: &Form) -> impl Iterator<Item = &ProseCheck> {
    form.definition().rules.iter().filter_map(|rule| match &rule.check {
        Check::Prose(check) => Some(check),
        _ => None,
    })
}

/// What rules ask a text of a part to speak of, in their order; some is asked only of bodies whose names end in a certain
/// way.
fn traces<'a>(form: &'a Form, agency: &str, part: &str) -> impl Iterator<Item = &'a Trace> {
    let traces = checks(form).filter_map(move |check| match check {
        ProseCheck::Traces { part: of_part, of, .. } if of_part == part => Some(of),
        _ => None,
    });
    traces.flatten().filter(move |trace| trace.is_asked(agency))
}

/// How long a text of a part is and what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist<'a> {
    /// How long the text is, as rules count: Chinese characters, and runs of digits or letters.
    pub length: usize,
    /// What rules expect it to speak of, in their order.
    pub aspects: Vec<Aspect<'a>>,
}

impl<'a> Gist<'a> {
    /// That of a text of an agency's part.
    pub fn of(form: &'a Form, agency: &str, part: &str, text: &str) -> Gist<'a> {
        let text = glyphs(text);
        let aspect = |trace: &'a Trace| Aspect {
            name: &trace.name,
            gloss: if trace.gloss.is_empty() { &trace.name } else { &trace.gloss },
            is_there: words(&trace.words, &text).next().is_some(),
        };
        Gist { length: passage::length(&text), aspects: traces(form, agency, part).map(aspect).collect() }
    }
}

/// The length that a part has at most as a rule, where there is such a rule.
pub fn usual_length(form: &Form, part: &str) -> Option<u32> {
    checks(form).find_map(|check| match check {
        ProseCheck::Length { part: of_part, most, .. } if of_part == part => *most,
        _ => None,
    })
}

/// The cells that statements are held against one by one, in form order.
pub fn cited(form: &Form) -> Vec<CellId> {
    let mut cells = cells_of(form, |_| true);
    cells.sort();
    cells.dedup();
    cells
}

/// The single cells that statements of certain meanings are held against, in the order of the rules.
pub(super) fn cells_of(form: &Form, means: impl Fn(&str) -> bool) -> Vec<CellId> {
    let mut cells = Vec::new();
    for instance in form.instances() {
        let (Relation::Prose(sums), Check::Prose(check)) =
            (&instance.relation, &form.definition().rules[instance.rule].check)
        else {
            continue;
        };
        let mut single = |terms: &[Term]| {
            if let [Term { cell, negative: false }] = terms {
                cells.push(*cell);
            }
        };
        let mut sums = sums.iter();
        match check {
            ProseCheck::Stated(claims) => {
                for claim in claims {
                    let own = sums.by_ref().take(claim.equal.len());
                    let is_meant = claim.means.iter().any(|name| means(name));
                    own.filter(|_| is_meant).for_each(|terms| single(terms));
                }
            }
            ProseCheck::Shares(shares) => {
                for shares in shares {
                    let own = shares.groups.iter().zip(sums.by_ref());
                    own.filter(|((name, _), _)| means(name)).for_each(|(_, terms)| single(terms));
                    sums.by_ref().take(shares.sums() - shares.groups.len()).for_each(drop);
                }
            }
            _ => {}
        }
    }
    cells
}
