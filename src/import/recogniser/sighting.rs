//! Where the labels of a table stand among the tokens: whole or in pieces, exactly or nearly. A label broken over lines
//! is put together from pieces in reading order, over figures and over pieces of other labels that float between them.

use std::collections::HashMap;

use super::token::{Kind, Strips};
use super::vocabulary::{Named, Vocabulary};
use crate::import::normal::{distance, letters};

/// A label found.
#[derive(Debug, Clone)]
pub struct Sighting {
    /// What the label names.
    pub named: Named,
    /// Its pieces, as tokens in reading order.
    pub tokens: Vec<usize>,
    /// How many letters differ from the form's wording.
    pub edits: usize,
}

impl Sighting {
    /// The first token.
    pub fn first(&self) -> usize {
        self.tokens.first().copied().unwrap_or(0)
    }

    /// The last token.
    pub fn last(&self) -> usize {
        self.tokens.last().copied().unwrap_or(0)
    }

    /// The label as printed.
    pub fn printed(&self, strips: &Strips) -> String {
        self.tokens.iter().map(|&token| strips.tokens[token].printed.as_str()).collect()
    }
}

/// All labels found, in reading order, and which tokens they took.
#[derive(Debug, Clone, Default)]
pub struct Sightings {
    /// The labels in the order of their first tokens.
    pub all: Vec<Sighting>,
    /// For every token, the label that it is a piece of.
    pub owner: Vec<Option<usize>>,
}

/// How many strips a broken label may reach over.
const REACH: usize = 8;

/// How many tokens a broken label may reach over, figures between its lines included.
const REACH_TOKENS: usize = 100;

/// How many foreign pieces may float between those of a broken label.
const FLOATING: usize = 5;

struct Candidate {
    sighting: Sighting,
    letters: usize,
    skipped: usize,
}

impl Sightings {
    /// Finds the labels of a table.
    pub fn new(strips: &Strips, vocabulary: &Vocabulary) -> Sightings {
        let mut found = Sightings { all: Vec::new(), owner: vec![None; strips.tokens.len()] };
        let starts = row_starts(strips, vocabulary);
        found.claim(exact(strips, vocabulary, &starts));
        let near = near(strips, vocabulary, &found);
        found.claim(near);
        let cut = cut(strips, vocabulary, &found);
        found.claim(cut);
        found.all.sort_by_key(Sighting::first);
        found.owner.fill(None);
        for (index, sighting) in found.all.iter().enumerate() {
            sighting.tokens.iter().for_each(|&token| found.owner[token] = Some(index));
        }
        found
    }

    /// Whether a unit or group was seen.
    pub fn saw(&self, named: Named) -> bool {
        self.all.iter().any(|sighting| sighting.named == named)
    }

    /// Takes candidates in, the best first; a token is a piece of one label only.
    fn claim(&mut self, mut candidates: Vec<Candidate>) {
        let rank = |c: &Candidate| {
            let span = c.sighting.last() - c.sighting.first();
            (c.sighting.edits, std::cmp::Reverse(c.letters), c.skipped, span, c.sighting.first())
        };
        candidates.sort_by_key(rank);
        for candidate in candidates {
            if candidate.sighting.tokens.iter().all(|&token| self.owner[token].is_none()) {
                for &token in &candidate.sighting.tokens {
                    self.owner[token] = Some(self.all.len());
                }
                self.all.push(candidate.sighting);
            }
        }
    }
}

/// Tokens with which the label of a line of figures begins, so that no other label continues behind them.
fn row_starts(strips: &Strips, vocabulary: &Vocabulary) -> Vec<bool> {
    let units: Vec<&[char]> = vocabulary
        .labels
        .iter()
        .filter(|label| matches!(label.named, Named::Unit(_)))
        .map(|label| label.letters.as_slice())
        .collect();
    let begins =
        |piece: &[char]| piece.len() > 2 && units.iter().any(|unit| unit.starts_with(piece) || piece.starts_with(unit));
    strips.tokens.iter().map(|token| begins(&token.letters)).collect()
}

/// Labels whose pieces are there to the letter.
fn exact(strips: &Strips, vocabulary: &Vocabulary, starts: &[bool]) -> Vec<Candidate> {
    let mut by_first: HashMap<char, Vec<usize>> = HashMap::new();
    for (index, label) in vocabulary.labels.iter().enumerate() {
        label.letters.first().into_iter().for_each(|&c| by_first.entry(c).or_default().push(index));
    }
    let mut candidates = Vec::new();
    for (start, token) in strips.tokens.iter().enumerate() {
        let labels = token.letters.first().and_then(|c| by_first.get(c)).map_or(&[] as &[usize], Vec::as_slice);
        for label in labels.iter().map(|&index| &vocabulary.labels[index]) {
            if let Some((tokens, skipped)) = assemble(strips, starts, start, &label.letters) {
                let sighting = Sighting { named: label.named, tokens, edits: 0 };
                candidates.push(Candidate { sighting, letters: label.letters.len(), skipped });
            }
        }
    }
    candidates
}

/// The tokens that make up a label from a first one on, and how many others float between them.
fn assemble(strips: &Strips, starts: &[bool], start: usize, label: &[char]) -> Option<(Vec<usize>, usize)> {
    let first_strip = strips.tokens[start].strip;
    let (mut rest, mut used, mut skipped, mut figures) = (label, Vec::new(), 0, None);
    for (index, token) in strips.tokens.iter().enumerate().skip(start).take(REACH_TOKENS) {
        if token.strip > first_strip + REACH {
            return None;
        }
        match token.kind {
            // One line of figures may stand between the lines of a label, not two.
            Kind::Value => match figures {
                Some(strip) if strip != token.strip => return None,
                _ => figures = Some(token.strip),
            },
            Kind::Blank => {}
            Kind::Text => match rest.strip_prefix(token.letters.as_slice()) {
                Some(after) => {
                    used.push(index);
                    rest = after;
                    if rest.is_empty() {
                        return Some((used, skipped));
                    }
                }
                None if used.is_empty() || starts[index] || skipped == FLOATING => return None,
                None => skipped += 1,
            },
        }
    }
    None
}

/// The most letters that may differ in a label of this length.
fn tolerance(length: usize) -> usize {
    if length < 4 { 0 } else { (length / 4).clamp(1, 5) }
}

/// Labels not yet seen that tokens not yet taken spell nearly, where no other label is nearly as near.
fn near(strips: &Strips, vocabulary: &Vocabulary, found: &Sightings) -> Vec<Candidate> {
    let free: Vec<usize> = (0..strips.tokens.len())
        .filter(|&token| found.owner[token].is_none() && strips.tokens[token].kind == Kind::Text)
        .collect();
    let floats: Vec<bool> = free.iter().map(|&token| vocabulary.floats(&strips.tokens[token].letters)).collect();
    let mut candidates = Vec::new();
    for label in vocabulary.labels.iter().filter(|label| !found.saw(label.named)) {
        let most = tolerance(label.letters.len());
        if most == 0 {
            continue;
        }
        for start in 0..free.len() {
            let head = &strips.tokens[free[start]].letters;
            if head.len() > label.letters.len() + most {
                continue;
            }
            let shared = head.iter().filter(|c| label.letters.contains(c)).count();
            if shared * 2 < head.len() {
                continue;
            }
            for leave_floats in [false, true] {
                let spelled = spell(strips, &free[start..], &floats[start..], leave_floats, &label.letters, most);
                if let Some((tokens, edits, spelled)) = spelled
                    && !rivalled(vocabulary, label.named, &spelled, edits + 1)
                {
                    let sighting = Sighting { named: label.named, tokens, edits };
                    candidates.push(Candidate { sighting, letters: label.letters.len(), skipped: 0 });
                }
            }
        }
    }
    candidates
}

/// The tokens from the first free one on that come nearest to a label.
fn spell(
    strips: &Strips,
    free: &[usize],
    floats: &[bool],
    leave_floats: bool,
    label: &[char],
    most: usize,
) -> Option<(Vec<usize>, usize, Vec<char>)> {
    let first_strip = strips.tokens[*free.first()?].strip;
    let (mut tokens, mut spelled) = (Vec::new(), Vec::new());
    let mut best: Option<(Vec<usize>, usize, Vec<char>)> = None;
    for (&index, &float) in free.iter().zip(floats).take(REACH * 2) {
        let token = &strips.tokens[index];
        if token.strip > first_strip + REACH / 2 || tokens.len() > FLOATING {
            break;
        }
        if leave_floats && float && !tokens.is_empty() {
            continue;
        }
        tokens.push(index);
        spelled.extend_from_slice(&token.letters);
        if spelled.len() > label.len() + most {
            break;
        }
        if let Some(edits) = distance(&spelled, label, most)
            && best.as_ref().is_none_or(|(_, least, _)| edits < *least)
        {
            best = Some((tokens.clone(), edits, spelled.clone()));
        }
    }
    best
}

/// Whether another label is as near as this, or nearly.
fn rivalled(vocabulary: &Vocabulary, named: Named, spelled: &[char], most: usize) -> bool {
    let others = vocabulary.labels.iter().filter(|label| label.named != named).map(|label| &label.letters);
    others.chain(&vocabulary.furniture).any(|letters| distance(spelled, letters, most).is_some())
}

/// Labels not yet seen of which a line with figures shows the beginning only, or with a remark behind it.
fn cut(strips: &Strips, vocabulary: &Vocabulary, found: &Sightings) -> Vec<Candidate> {
    const LEAST: usize = 4;
    let has_values =
        |strip: usize| strips.tokens[strips.strips[strip].tokens.clone()].iter().any(|t| t.kind == Kind::Value);
    let mut candidates = Vec::new();
    for (index, token) in strips.tokens.iter().enumerate() {
        if found.owner[index].is_some() || token.letters.len() < LEAST || !has_values(token.strip) {
            continue;
        }
        let piece = &token.letters;
        let fits =
            |letters: &Vec<char>| letters.starts_with(piece) || (letters.len() >= LEAST && piece.starts_with(letters));
        let mut named: Vec<Named> = vocabulary.labels.iter().filter(|l| fits(&l.letters)).map(|l| l.named).collect();
        // A remark in brackets behind a label changes nothing, however short the label is.
        let remarked = token.printed.find(['（', '(']).filter(|&at| at > 0).map(|at| letters(&token.printed[..at]));
        if let Some(label) = remarked {
            named.extend(vocabulary.labels.iter().filter(|l| l.letters == label).map(|l| l.named));
        }
        named.sort_unstable();
        named.dedup();
        if let [named @ Named::Unit(_)] = named[..]
            && !found.saw(named)
        {
            let sighting = Sighting { named, tokens: vec![index], edits: 1 };
            candidates.push(Candidate { sighting, letters: piece.len(), skipped: 0 });
        }
    }
    candidates
}
