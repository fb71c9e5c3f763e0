//! The shape of a report file as the RON reader takes it in: names and figures stay borrowed from the file's text, so
//! that a complaint about any of them can name its place. Whether the form knows them is not asked here.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{self, Deserializer, EnumAccess, MapAccess, VariantAccess, Visitor};

use crate::domain::figure::Origin;

/// The word for a cell in which nothing was entered.
pub const UNFILLED: &str = "unfilled";

/// The file of version 1.
#[derive(Deserialize)]
#[serde(rename = "Report", deny_unknown_fields)]
pub struct Document<'a> {
    pub version: u64,
    #[serde(borrow)]
    pub edition: &'a str,
    #[serde(default)]
    pub agency: Option<String>,
    #[serde(default)]
    pub year: Option<i32>,
    #[serde(default)]
    pub scope: Scope,
    #[serde(default)]
    pub hand_in: u32,
    #[serde(default)]
    pub sign_off: SignOff,
    #[serde(default)]
    pub verification: Verification,
    #[serde(default)]
    pub seal: Option<Seal>,
    #[serde(default)]
    pub reopenings: Vec<Reopening>,
    #[serde(borrow)]
    pub figures: Pairs<'a, RawEntry<'a>>,
    #[serde(borrow, default)]
    pub controls: Pairs<'a, RawEntry<'a>>,
    #[serde(borrow, default)]
    pub lapsed: Pairs<'a, RawEntry<'a>>,
    #[serde(default)]
    pub preamble: String,
    #[serde(borrow, default)]
    pub chapters: Pairs<'a, String>,
    #[serde(default)]
    pub closing: String,
    #[serde(borrow, default)]
    pub notes: Vec<Note<'a>>,
    #[serde(borrow, default)]
    pub departures: Vec<Departure<'a>>,
    #[serde(borrow, default)]
    pub unplaced: Vec<Unplaced<'a>>,
    #[serde(borrow, default)]
    pub accepted: Vec<Accepted<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    #[default]
    Own,
    Aggregated,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct SignOff {
    pub keyer: String,
    pub reviewer: String,
    pub date: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Verification {
    pub verifier: String,
    pub cells: u32,
    pub differences: u32,
    pub corrections: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    pub sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    pub by: String,
    pub date: String,
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note<'a> {
    #[serde(borrow, default)]
    pub cell: Option<&'a str>,
    #[serde(default)]
    pub place: String,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure<'a> {
    #[serde(borrow)]
    pub manner: &'a str,
    #[serde(borrow, default)]
    pub cell: Option<&'a str>,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unplaced<'a> {
    pub label: String,
    pub figures: Vec<String>,
    #[serde(borrow)]
    pub cells: Vec<&'a str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted<'a> {
    pub rule: String,
    #[serde(borrow)]
    pub figures: Vec<(&'a str, String)>,
    #[serde(default)]
    pub quote: String,
    pub reason: String,
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub date: String,
}

/// A map in its written order, with everything that is written twice: serde's maps would keep the last silently.
pub struct Pairs<'a, V>(pub Vec<(&'a str, V)>);

impl<V> Default for Pairs<'_, V> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<'de: 'a, 'a, V: Deserialize<'de>> Deserialize<'de> for Pairs<'a, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<'a, V>(PhantomData<(&'a str, V)>);
        impl<'de: 'a, 'a, V: Deserialize<'de>> Visitor<'de> for InOrder<'a, V> {
            type Value = Pairs<'a, V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry::<&'de str, V>()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

/// `unfilled`, or an origin around a figure's text: `keyed("7")`.
pub struct RawEntry<'a>(pub Option<(Origin, &'a str)>);

const ORIGINS: usize = Origin::NAMES.len();

/// The words that an entry may begin with, for the parser's complaint about others.
const WORDS: [&str; ORIGINS + 1] = {
    let mut words = [UNFILLED; ORIGINS + 1];
    let mut index = 0;
    while index < ORIGINS {
        words[index + 1] = Origin::NAMES[index].1;
        index += 1;
    }
    words
};

impl<'de: 'a, 'a> Deserialize<'de> for RawEntry<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OriginAround;
        impl<'de> Visitor<'de> for OriginAround {
            type Value = RawEntry<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{UNFILLED}, or an origin with a figure as in {}(\"7\")", Origin::Keyed.name())
            }
            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Self::Value, A::Error> {
                match data.variant::<Word>()? {
                    (Word(None), variant) => variant.unit_variant().map(|()| RawEntry(None)),
                    (Word(Some(origin)), variant) => {
                        variant.newtype_variant::<&'de str>().map(|text| RawEntry(Some((origin, text))))
                    }
                }
            }
        }
        deserializer.deserialize_enum("Figure", &WORDS, OriginAround)
    }
}

/// The word that an entry begins with.
struct Word(Option<Origin>);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Identifier;
        impl Visitor<'_> for Identifier {
            type Value = Word;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an origin")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Word, E> {
                if word == UNFILLED {
                    return Ok(Word(None));
                }
                let known = Origin::NAMES.iter().find(|(_, name)| *name == word);
                known.map(|(origin, _)| Word(Some(*origin))).ok_or_else(|| E::unknown_variant(word, &WORDS))
            }
        }
        deserializer.deserialize_identifier(Identifier)
    }
}
