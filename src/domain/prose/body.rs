//! The names by which a text calls the body that reports: its full name, what is short for it, and "we". That any of them
//! counts something is found in `statement`.

use super::super::definition::bodies::{Bodies, Members};
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
    /// What ends the name of a place.
    places: String,
    ours: WordList,
    /// What may follow a name.
    within: WordList,
    /// Signs, offices, places and words for all, by their place in this list.
    members: WordList,
}

/// The fewest characters of a short name: two may be part of anything.
const LEAST: usize = 3;

impl Own {
    /// The names of an agency.
    pub fn new(bodies: &Bodies, agency: Option<&str>) -> Own {
        let agency: String =
            agency.unwrap_or_default().chars().filter(|c| !c.is_whitespace()).map(simplified).collect();
        let Some((kind, stem)) = bodies.kind_of(&agency) else { return Own::default() };
        let place = agency[..stem].chars().next_back().map(String::from).unwrap_or_default();
        let ours: Vec<String> = kind.ours.iter().map(|name| name.replace("{}", &place)).collect();
        let Members { signs, offices, places, all } = &kind.members;
        let members = (0_u8..).zip([signs, offices, places, all]);
        let members = members.flat_map(|(kind, words)| words.iter().map(move |word| (word.as_str(), kind)));
        let members = WordList::new(members);
        let short = kind.short.iter().map(|ending| ending.chars().collect()).collect();
        let class = Classes::of(bodies.own);
        let places = bodies.places.clone();
        let (ours, within) = (ours.into(), kind.within.clone().into());
        Own { class, places, name: agency.chars().collect(), short, ours, within, members }
    }

    /// How many characters at a place of a text name the body; 0 where none do.
    pub fn at(&self, whole: &[Glyph], at: usize) -> usize {
        let text = &whole[at..];
        let follows_place = at.checked_sub(1).is_some_and(|before| self.places.contains(whole[before].plain));
        if follows_place && self.name.first() != text.first().map(|glyph| &glyph.plain) {
            return 0;
        }
        let ours = word(&self.ours, text).map_or(0, |(length, _)| length + self.members(&text[length..]));
        let short = self.short(text);
        let behind = |short: usize| {
            let within = word(&self.within, &text[short..]).map_or(0, |(length, _)| length);
            within.max(self.members(&text[short..]))
        };
        let short = if short > 0 { short + behind(short) } else { 0 };
        short.max(ours)
    }

    /// How many characters list all bodies of the area: its offices and its places.
    fn members(&self, text: &[Glyph]) -> usize {
        let (mut end, mut met) = (0, [false; 4]);
        while let Some((length, kind)) = word(&self.members, &text[end..]) {
            met[usize::from(kind)] = true;
            end += length;
        }
        if met[3] || (met[1] && met[2]) { end } else { 0 }
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
