//! The names by which a text calls the body that reports: its full name, what is short for it, and "we". That any of them
//! counts something is found in `statement`.

use super::super::definition::bodies::Bodies;
use super::super::definition::vocabulary::{Classes, WordList};
use super::super::spelling::simplified;
use super::glyph::{Glyph, word};

/// The names of one body.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// The class of the words.
    pub class: Classes,
    name: Vec<char>,
    /// How short names end.
    short: Vec<Vec<char>>,
    ours: WordList,
}

/// The fewest characters of a short name: two may be part of anything.
const LEAST: usize = 3;

impl Own {
    /// The names of an agency.
    pub fn new(bodies: &Bodies, agency: Option<&str>) -> Own {
        let agency: String = agency.unwrap_or_default().chars().filter(|c| !c.is_whitespace()).map(simplified).collect();
        let Some((kind, stem)) = bodies.kind_of(&agency) else { return Own::default() };
        let place = agency[..stem].chars().next_back().map(String::from).unwrap_or_default();
        let ours: Vec<String> = kind.ours.iter().map(|name| name.replace("{}", &place)).collect();
        let with = ours.iter().flat_map(|ours| kind.with.iter().map(move |with| format!("{ours}{with}")));
        let ours: Vec<String> = with.chain(ours.iter().cloned()).collect();
        let short = kind.short.iter().map(|ending| ending.chars().collect()).collect();
        let class = Classes::of(bodies.own);
        Own { class, name: agency.chars().collect(), short, ours: ours.into() }
    }

    /// How many characters at the beginning of a text name the body; 0 where none do.
    pub fn at(&self, text: &[Glyph]) -> usize {
        let ours = word(&self.ours, text).map_or(0, |(length, _)| length);
        self.short(text).max(ours)
    }

    /// The longest beginning of a text that is short for the name: some of its characters, in their order, up to an ending.
    fn short(&self, text: &[Glyph]) -> usize {
        let (mut rest, mut longest) = (self.name.as_slice(), 0);
        for (length, glyph) in (1_usize..).zip(text) {
            let Some(next) = rest.iter().position(|letter| *letter == glyph.plain) else { break };
            rest = &rest[next + 1..];
            let ends = |ending: &Vec<char>| {
                let from = length.checked_sub(ending.len());
                from.is_some_and(|from| text[from..length].iter().map(|glyph| glyph.plain).eq(ending.iter().copied()))
            };
            if length >= LEAST && self.short.iter().any(ends) {
                longest = length;
            }
        }
        longest
    }
}
