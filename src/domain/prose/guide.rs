//! What a part of the prose is expected to be, for whoever writes it: the aspects it speaks of, how long it is as a rule,
//! the cells that it cites. All of it is what rules ask for; nothing here judges a report.

use std::sync::Arc;

use super::super::definition::Check;
use super::super::definition::prose::{ProseCheck, Trace};
use super::super::form::{CellId, Form, Relation, Term};
use super::super::overlap::Overlap;
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

/// How long a text of a part is and what it speaks of. No word goes beyond the end of a paragraph, so that of a text that
/// changed only the paragraphs that did are read anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gist {
    text: Arc<str>,
    /// The agency and the part.
    about: (String, String),
    length: usize,
    /// For each aspect, how many paragraphs speak of it.
    spoken: Vec<usize>,
}

impl Gist {
    /// Whether it is that of a text of an agency's part.
    pub fn is_of(&self, agency: &str, part: &str, text: &str) -> bool {
        self.about.0 == agency && self.about.1 == part && *self.text == *text
    }

    /// The gist of a text; what it shares with the text of this one is not read again.
    pub fn followed(&self, form: &Form, agency: &str, part: &str, text: &Arc<str>) -> Gist {
        if self.is_of(agency, part, text) {
            return self.clone();
        }
        let traces: Vec<&Trace> = traces(form, agency, part).collect();
        let about = (agency.to_string(), part.to_string());
        if self.about != about {
            let (length, spoken) = tally(&traces, text);
            return Gist { text: Arc::clone(text), about, length, spoken };
        }
        let Overlap { front, behind } = Overlap::of(&self.text, text);
        let start = text[..front].rfind('\n').map_or(0, |end| end + 1);
        let rest = text[text.len() - behind..].find('\n').map_or(0, |end| behind - end);
        let (gone, lost) = tally(&traces, &self.text[start..self.text.len() - rest]);
        let (come, won) = tally(&traces, &text[start..text.len() - rest]);
        let counts = self.spoken.iter().zip(lost).zip(won);
        let spoken = counts.map(|((known, lost), won)| known + won - lost).collect();
        Gist { text: Arc::clone(text), about, length: self.length + come - gone, spoken }
    }

    /// How long the text is, as rules count: Chinese characters, and runs of digits or letters.
    pub fn length(&self) -> usize {
        self.length
    }

    /// What rules expect the text to speak of, in their order.
    pub fn aspects<'a>(&self, form: &'a Form) -> Vec<Aspect<'a>> {
        let (agency, part) = &self.about;
        let aspect = |(trace, spoken): (&'a Trace, &usize)| Aspect {
            name: &trace.name,
            gloss: if trace.gloss.is_empty() { &trace.name } else { &trace.gloss },
            is_there: *spoken > 0,
        };
        traces(form, agency, part).zip(&self.spoken).map(aspect).collect()
    }
}

/// The length of a text, and how many of its paragraphs speak of each aspect.
fn tally(traces: &[&Trace], text: &str) -> (usize, Vec<usize>) {
    let (mut length, mut spoken) = (0, vec![0; traces.len()]);
    for paragraph in text.split('\n') {
        let paragraph = glyphs(paragraph);
        length += passage::length(&paragraph);
        for (trace, count) in traces.iter().zip(&mut spoken) {
            *count += usize::from(words(&trace.words, &paragraph).next().is_some());
        }
    }
    (length, spoken)
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
                let own = shares.groups.iter().zip(sums);
                own.filter(|((name, _), _)| means(name)).for_each(|(_, terms)| single(terms));
            }
            _ => {}
        }
    }
    cells
}
