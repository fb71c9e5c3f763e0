//! Where the labels of a table stand among the tokens: whole or in pieces, exactly or nearly. A label broken over lines
//! is put together from pieces in reading order, over figures and over pieces of other labels that float between them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::index::place_in_a_list;
use super::token::{StripId, Strips, TokenId, TokenKind};
use super::vocabulary::{GroupId, Label, Named, Vocabulary};
use crate::domain::form::Form;
use crate::import::normal::{distance, letters, without_readings};

place_in_a_list! {
    /// A label that was seen, in the order of first tokens.
    SightingId: Sightings<'_>, all of Sighting
}

/// A label that was seen.
#[derive(Debug, Clone)]
pub struct Sighting {
    pub named: Named,
    /// Its pieces in reading order, at least one.
    pub tokens: Vec<TokenId>,
    /// How many letters differ from the form's wording.
    pub edits: usize,
}

impl Sighting {
    pub fn first(&self) -> TokenId {
        self.tokens[0]
    }

    pub fn last(&self) -> TokenId {
        self.tokens[self.tokens.len() - 1]
    }

    pub fn printed(&self, strips: &Strips) -> String {
        strips.printed(&self.tokens).concat()
    }
}

/// The labels of one table that were seen in a piece of a document, with the words of both.
pub struct Sightings<'a> {
    pub form: &'a Form,
    pub vocabulary: &'a Vocabulary,
    pub strips: &'a Strips,
    /// The labels in the order of their first tokens.
    pub all: Vec<Sighting>,
    /// For every token, the label that it is a piece of.
    owner: Vec<Option<SightingId>>,
}

/// Figures or cells in a row, left to right, and the label that they belong to.
#[derive(Debug, Clone)]
pub struct Labelled {
    pub named: Named,
    /// Where the label was seen; `None` where it stands above, or where only the neighbours tell whose figures these are.
    pub label: Option<SightingId>,
    pub tokens: Vec<TokenId>,
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

impl<'a> Sightings<'a> {
    /// Finds the labels of a table.
    pub fn new(form: &'a Form, vocabulary: &'a Vocabulary, strips: &'a Strips) -> Sightings<'a> {
        let owner = vec![None; strips.tokens.len()];
        let mut found = Sightings { form, vocabulary, strips, all: Vec::new(), owner };
        found.claim(exact(&found));
        found.claim(near(&found));
        found.claim(cut(&found));
        found.all.sort_by_key(Sighting::first);
        for (index, sighting) in found.all.iter().enumerate() {
            sighting.tokens.iter().for_each(|token| found.owner[token.0] = Some(SightingId(index)));
        }
        found
    }

    pub fn ids(&self) -> impl Iterator<Item = SightingId> + use<> {
        (0..self.all.len()).map(SightingId)
    }

    /// The label that a token is a piece of.
    pub fn owner(&self, token: TokenId) -> Option<SightingId> {
        self.owner[token.0]
    }

    /// Whether a token is a piece of the label of a line of figures.
    pub fn is_of_unit(&self, token: TokenId) -> bool {
        self.owner(token).is_some_and(|label| matches!(self[label].named, Named::Unit(_)))
    }

    /// Whether a unit or group was seen.
    pub fn saw(&self, named: Named) -> bool {
        self.all.iter().any(|sighting| sighting.named == named)
    }

    /// Whether a group is printed without its members, so that it may be one row of its own.
    pub fn is_single(&self, group: GroupId) -> bool {
        let about = &self.vocabulary[group];
        let unseen = about.members.iter().all(|&unit| !self.saw(Named::Unit(unit)));
        !about.outer && !about.banner && !about.members.is_empty() && unseen
    }

    /// Whether a strip without a label of a line of figures has words that belong to no head of the table either.
    pub fn is_foreign(&self, strip: StripId) -> bool {
        let foreign = |token: TokenId| {
            let words = &self.strips[token];
            words.kind == TokenKind::Text
                && self.owner(token).is_none()
                && (words.printed.contains('。') || !self.vocabulary.floats(&words.letters))
        };
        let mut tokens = self.strips[strip].token_ids();
        !tokens.clone().any(|token| self.is_of_unit(token)) && tokens.any(foreign)
    }

    /// Takes candidates in, the best first; a token is a piece of one label only.
    fn claim(&mut self, mut candidates: Vec<Candidate>) {
        let rank = |c: &Candidate| {
            let span = c.sighting.last().0 - c.sighting.first().0;
            (c.sighting.edits, Reverse(c.letters), c.skipped, span, c.sighting.first())
        };
        candidates.sort_by_key(rank);
        for Candidate { sighting, .. } in candidates {
            if sighting.tokens.iter().all(|&token| self.owner(token).is_none()) {
                sighting.tokens.iter().for_each(|token| self.owner[token.0] = Some(SightingId(self.all.len())));
                self.all.push(sighting);
            }
        }
    }
}

/// Labels whose pieces are there to the letter.
fn exact(seen: &Sightings) -> Vec<Candidate> {
    let mut by_first: HashMap<char, Vec<&Label>> = HashMap::new();
    for label in &seen.vocabulary.labels {
        label.letters.first().into_iter().for_each(|&c| by_first.entry(c).or_default().push(label));
    }
    let mut candidates = Vec::new();
    for start in seen.strips.token_ids() {
        let labels = seen.strips[start].letters.first().and_then(|first| by_first.get(first));
        for label in labels.into_iter().flatten() {
            if let Some((tokens, skipped)) = assemble(seen, start, &label.letters) {
                // A reading in brackets is a slip, though the label is clear.
                let slip = tokens.iter().any(|&token| without_readings(&seen.strips[token].printed).is_some());
                let sighting = Sighting { named: label.named, tokens, edits: usize::from(slip) };
                candidates.push(Candidate { sighting, letters: label.letters.len(), skipped });
            }
        }
    }
    candidates
}

/// The tokens that make up a label from a first one on, and how many others float between them.
fn assemble(seen: &Sightings, start: TokenId, label: &[char]) -> Option<(Vec<TokenId>, usize)> {
    let last_strip = StripId(seen.strips[start].strip.0 + REACH);
    let (mut rest, mut used, mut skipped, mut figures) = (label, Vec::new(), 0, None);
    for index in seen.strips.token_ids_from(start).take(REACH_TOKENS) {
        let token = &seen.strips[index];
        if token.strip > last_strip {
            return None;
        }
        match token.kind {
            // One line of figures may stand between the lines of a label, not two.
            TokenKind::Value => match figures {
                Some(strip) if strip != token.strip => return None,
                _ => figures = Some(token.strip),
            },
            TokenKind::Blank => {}
            TokenKind::Text => match rest.strip_prefix(token.letters.as_slice()) {
                Some(after) => {
                    used.push(index);
                    rest = after;
                    if rest.is_empty() {
                        return Some((used, skipped));
                    }
                }
                None if used.is_empty() || skipped == FLOATING => return None,
                None if seen.vocabulary.begins_unit(&token.letters) => return None,
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
fn near(seen: &Sightings) -> Vec<Candidate> {
    let strips = seen.strips;
    let free = strips.token_ids().filter(|&token| seen.owner(token).is_none() && strips[token].kind == TokenKind::Text);
    let free: Vec<Free> = free.map(|id| Free { id, floats: seen.vocabulary.floats(&strips[id].letters) }).collect();
    let mut candidates = Vec::new();
    for label in seen.vocabulary.labels.iter().filter(|label| !seen.saw(label.named)) {
        let most = tolerance(label.letters.len());
        if most == 0 {
            continue;
        }
        for start in 0..free.len() {
            let head = &strips[free[start].id].letters;
            if head.len() > label.letters.len() + most {
                continue;
            }
            let shared = head.iter().filter(|c| label.letters.contains(c)).count();
            if shared * 2 < head.len() {
                continue;
            }
            for leave_floats in [false, true] {
                let spelled = spell(strips, &free[start..], leave_floats, &label.letters, most);
                if let Some((tokens, edits, spelled)) = spelled
                    && !rivalled(seen.vocabulary, label.named, &spelled, edits + 1)
                {
                    let sighting = Sighting { named: label.named, tokens, edits };
                    candidates.push(Candidate { sighting, letters: label.letters.len(), skipped: 0 });
                }
            }
        }
    }
    candidates
}

/// A token with words that are a piece of no label yet.
struct Free {
    id: TokenId,
    /// Whether it may be a piece of a head or a remark.
    floats: bool,
}

/// The tokens from the first free one on that come nearest to a label.
fn spell(
    strips: &Strips,
    free: &[Free],
    leave_floats: bool,
    label: &[char],
    most: usize,
) -> Option<(Vec<TokenId>, usize, Vec<char>)> {
    let last_strip = StripId(strips[free.first()?.id].strip.0 + REACH / 2);
    let (mut tokens, mut spelled) = (Vec::new(), Vec::new());
    let mut best: Option<(Vec<TokenId>, usize, Vec<char>)> = None;
    for &Free { id, floats } in free.iter().take(REACH * 2) {
        let token = &strips[id];
        if token.strip > last_strip || tokens.len() > FLOATING {
            break;
        }
        if leave_floats && floats && !tokens.is_empty() {
            continue;
        }
        tokens.push(id);
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
fn cut(seen: &Sightings) -> Vec<Candidate> {
    const LEAST: usize = 4;
    let mut candidates = Vec::new();
    let lines = seen.strips.strip_ids().filter(|&strip| seen.strips.has_figures(strip));
    let with_figures: BTreeSet<StripId> = lines.collect();
    for index in seen.strips.token_ids() {
        let token = &seen.strips[index];
        let piece = &token.letters;
        if seen.owner(index).is_some() || piece.len() < LEAST || !with_figures.contains(&token.strip) {
            continue;
        }
        // A remark in brackets behind a label changes nothing, however short the label is.
        let remarked = token.printed.find(['（', '(']).filter(|&at| at > 0).map(|at| letters(&token.printed[..at]));
        let fits = |label: &&Label| {
            let words = &label.letters;
            words.starts_with(piece)
                || (words.len() >= LEAST && piece.starts_with(words))
                || remarked.as_ref() == Some(words)
        };
        let mut named: Vec<Named> = seen.vocabulary.labels.iter().filter(fits).map(|label| label.named).collect();
        named.sort_unstable();
        named.dedup();
        if let [named @ Named::Unit(_)] = named[..]
            && !seen.saw(named)
        {
            let sighting = Sighting { named, tokens: vec![index], edits: 1 };
            candidates.push(Candidate { sighting, letters: piece.len(), skipped: 0 });
        }
    }
    candidates
}
