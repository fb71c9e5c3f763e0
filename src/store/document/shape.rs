//! The shape of a report file as the RON reader takes it in: names and figures stay borrowed from the file's text, so
//! that a complaint about any of them can name its place. Whether the form knows them is not asked here.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::domain::figure::Origin;
use crate::domain::report::{Reopening, Scope, Seal, SignOff, Verification};

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
#[derive(Deserialize)]
#[serde(rename = "Figure", rename_all = "snake_case")]
#[serde(expecting = "unfilled, or an origin with a figure as in keyed(\"7\")")]
pub enum RawEntry<'a> {
    Unfilled,
    Keyed(&'a str),
    Filled(&'a str),
    Carried(&'a str),
    Imported(&'a str),
    Proposal(&'a str),
    Verified(&'a str),
    Counted(&'a str),
    Summed(&'a str),
}

impl<'a> RawEntry<'a> {
    /// The origin and the figure's text; `None` for a cell in which nothing was entered.
    pub fn entered(&self) -> Option<(Origin, &'a str)> {
        Some(match self {
            RawEntry::Unfilled => return None,
            RawEntry::Keyed(text) => (Origin::Keyed, text),
            RawEntry::Filled(text) => (Origin::Filled, text),
            RawEntry::Carried(text) => (Origin::Carried, text),
            RawEntry::Imported(text) => (Origin::Imported, text),
            RawEntry::Proposal(text) => (Origin::Proposal, text),
            RawEntry::Verified(text) => (Origin::Verified, text),
            RawEntry::Counted(text) => (Origin::Counted, text),
            RawEntry::Summed(text) => (Origin::Summed, text),
        })
    }
}
