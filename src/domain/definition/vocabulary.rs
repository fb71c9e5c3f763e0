//! The words of reports' prose and what is stated with them, as they are written in `assets/words`. Reading is in `prose`.
//!
//! Words are kept in classes. A statement is found by patterns of classes: `receive request #` is a word of `receive`, a
//! word of `request` and a number, with nothing between them but passed words; `a|b` is either, `a?` may be missing, `^`
//! is the beginning of what belongs to the number, `$` the end of the clause, `,` a sign between members of a list.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bodies::{Bodies, Kind};
pub use super::classes::Classes;

/// The vocabulary of a form, read when the first prose is: it is nearly half of all that is known of a form, and of a report
/// without prose nobody asks for it.
#[derive(Debug, Clone)]
pub struct Words {
    read: OnceLock<Vocabulary>,
    source: fn() -> Vocabulary,
}

impl Words {
    /// Words that a source gives when they are asked for.
    pub fn from_source(source: fn() -> Vocabulary) -> Words {
        Words { read: OnceLock::new(), source }
    }

    /// The vocabulary.
    pub fn get(&self) -> &Vocabulary {
        self.read.get_or_init(self.source)
    }
}

/// People write words by classes and statements by patterns; what the build prepared is the vocabulary itself.
impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        let vocabulary = match deserializer.is_human_readable() {
            true => Written::deserialize(deserializer)?.try_into().map_err(D::Error::custom)?,
            false => Vocabulary::deserialize(deserializer)?,
        };
        Ok(Words { read: OnceLock::from(vocabulary), source: Vocabulary::default })
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

/// The words of such prose and what is stated with them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// All words, with the index of their class.
    pub words: WordList,
    /// Units behind numbers, with the index of the unit.
    pub units: WordList,
    /// Words before a number, and behind it, that make it no exact number.
    pub vague: (WordList, WordList),
    /// Classes that are passed over between the words of a pattern.
    pub passed: Classes,
    /// Classes that keep a statement from being understood where they stand in its clause.
    pub doubts: Classes,
    /// Those of them by which a number speaks of something else, and all that is said of it in the sentence.
    pub lasting: Classes,
    /// Classes that count where they stand in parentheses, as doubts do.
    pub remarks: Classes,
    /// Words that take doubts back, and which: several channels and “等渠道” are all of them.
    pub pardons: (Classes, Classes),
    /// Words that what follows is part of what stands before.
    pub among: Classes,
    /// Classes that speak of another period until one of `present` is met.
    pub absent: Classes,
    /// Classes that speak of the report's own period.
    pub present: Classes,
    /// The names of the body that reports and of others.
    pub bodies: Bodies,
    /// What a passage speaks of, until something else is spoken of.
    pub topics: Vec<Topic>,
    /// What is stated.
    pub statements: Vec<Statement>,
    /// The names of statements.
    pub meanings: Vec<String>,
    /// The units of a date.
    pub calendar: Calendar,
    /// The unit of a percentage.
    pub percent: u8,
}

/// The indices of the units of a date, and of a number without a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calendar {
    /// Of a year.
    pub year: u8,
    /// Of a month.
    pub month: u8,
    /// Of a day.
    pub day: u8,
}

/// What a passage speaks of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Topic {
    /// Classes that must all stand in the clause, or others.
    pub any: Vec<Classes>,
    /// Classes none of which may.
    pub unless: Classes,
    /// Whether it ends with the sentence.
    pub brief: bool,
}

/// Something that prose states, with a number or, as far as 0 is stated, without one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Statement {
    /// Its meaning, an index into [`Vocabulary::meanings`].
    pub means: u16,
    /// How it is said.
    pub says: Vec<Pattern>,
    /// The unit of its number.
    pub unit: u8,
    /// The topic that must be spoken of, an index into [`Vocabulary::topics`].
    pub under: Option<u8>,
    /// Meanings one of which must have been stated just before.
    pub follows: Vec<u16>,
    /// Classes none of which may stand in the clause.
    pub unless: Classes,
    /// Classes none of which may stand earlier in the sentence.
    pub unless_before: Classes,
    /// Classes none of which may stand later in the sentence.
    pub unless_behind: Classes,
    /// Classes none of which may, where the body decides on disputes of others.
    pub unless_reviewer: Classes,
    /// Classes that are no doubt here though they are elsewhere.
    pub despite: Classes,
    /// Whether its number may stand without a unit.
    pub bare: bool,
    /// Whether its own words may name another year than the report's.
    pub any_year: bool,
    /// The parts in which it is looked for.
    pub parts: Vec<String>,
}

/// One way to say something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pattern {
    /// Its place among the patterns of all statements.
    pub index: u16,
    /// What stands before the number; all of it where there is none.
    pub before: Vec<Element>,
    /// What stands behind it.
    pub behind: Vec<Element>,
    /// Whether there is a number.
    pub number: bool,
    /// Whether nothing else belongs to the number.
    pub begins: bool,
    /// Whether the clause ends with it.
    pub ends: bool,
}

/// One word of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// The classes it may be of.
    pub classes: Classes,
    /// Whether it may be missing.
    pub optional: bool,
    /// Whether it is the sign between members of a list.
    pub sign: bool,
}

/// Words with what each stands for, quickly found at a place of a text.
#[derive(Debug, Clone, Default)]
pub struct WordList(Heaps);

/// Words by heaps, those of a heap one behind the other, the longest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Heaps {
    /// All words in a row.
    letters: String,
    /// Where each word ends among the letters, and what it stands for; it begins where the one before it ends.
    words: Vec<(u32, u8)>,
    /// How many words are in this heap and those before it.
    heaps: Vec<u32>,
}

/// As many heaps at most as words are spread over by their first character; a power of two.
const MOST_HEAPS: usize = 512;

impl<'de> Deserialize<'de> for WordList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WordList, D::Error> {
        match deserializer.is_human_readable() {
            true => Vec::deserialize(deserializer).map(WordList::from),
            false => Heaps::deserialize(deserializer).map(WordList),
        }
    }
}

impl Serialize for WordList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> WordList {
        WordList::new(words.iter().map(|word| (word.as_str(), 0)))
    }
}

impl WordList {
    /// Makes a list; of words that begin alike the longest is found first.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, u8)>) -> WordList {
        let words: Vec<(&str, u8)> = words.into_iter().collect();
        let count = (4 * words.len()).next_power_of_two().min(MOST_HEAPS);
        let mut heaps: Vec<Vec<(String, u8)>> = vec![Vec::new(); count];
        for (word, meaning) in words {
            let word: String = word.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
            if let Some(first) = word.chars().next() {
                heaps[first as usize & (count - 1)].push((word, meaning));
            }
        }
        let mut list = Heaps::default();
        let end = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        for heap in &mut heaps {
            heap.sort_by_key(|(word, _)| usize::MAX - word.chars().count());
            for (word, meaning) in heap {
                list.letters += word;
                list.words.push((end(list.letters.len()), *meaning));
            }
            list.heaps.push(end(list.words.len()));
        }
        WordList(list)
    }

    /// The longest word that a text of this first character begins with, as `begins` tells: its length in characters, and
    /// what it stands for.
    pub fn find(&self, first: char, begins: impl Fn(&str) -> bool) -> Option<(usize, u8)> {
        let Heaps { letters, words, heaps } = &self.0;
        let heap = first as usize & heaps.len().wrapping_sub(1);
        let behind = *heaps.get(heap)? as usize;
        let from = heap.checked_sub(1).map_or(0, |before| heaps[before] as usize);
        let mut start = from.checked_sub(1).map_or(0, |before| words[before].0 as usize);
        for &(end, meaning) in words.get(from..behind)? {
            let word = letters.get(start..end as usize)?;
            if begins(word) {
                return Some((word.chars().count(), meaning));
            }
            start = end as usize;
        }
        None
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.0.words.is_empty()
    }
}

/// A character in the width that words are compared in: full-width signs, digits and letters, and small signs, as their plain twins.
pub fn plain(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{fe50}' => ',',
        '\u{fe51}' => '、',
        '\u{fe52}' => '.',
        '\u{fe54}' => ';',
        '\u{fe55}' => ':',
        '\u{fe6a}' => '%',
        other => other,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    words: BTreeMap<String, Vec<String>>,
    sets: BTreeMap<String, Vec<String>>,
    units: BTreeMap<String, Vec<String>>,
    vague_before: Vec<String>,
    vague_behind: Vec<String>,
    passed: Vec<String>,
    doubts: Vec<String>,
    lasting: Vec<String>,
    remarks: Vec<String>,
    pardons: (Vec<String>, Vec<String>),
    among: Vec<String>,
    absent: Vec<String>,
    present: Vec<String>,
    bodies: WrittenBodies,
    topics: Vec<WrittenTopic>,
    statements: Vec<WrittenStatement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenBodies {
    own: String,
    others: Vec<String>,
    acts: Vec<String>,
    of_areas: Vec<String>,
    of_offices: Vec<String>,
    of_reviewers: Vec<String>,
    places: String,
    near: String,
    kinds: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTopic {
    name: String,
    any: Vec<Vec<String>>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    brief: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStatement {
    means: String,
    says: Vec<String>,
    #[serde(default = "count")]
    unit: String,
    #[serde(default)]
    under: Option<String>,
    #[serde(default)]
    follows: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    unless_before: Vec<String>,
    #[serde(default)]
    unless_behind: Vec<String>,
    #[serde(default)]
    unless_reviewer: Vec<String>,
    #[serde(default)]
    despite: Vec<String>,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    any_year: bool,
    parts: Vec<String>,
}

fn count() -> String {
    "count".to_string()
}

impl TryFrom<Written> for Vocabulary {
    type Error = String;

    fn try_from(written: Written) -> Result<Vocabulary, String> {
        let classes: Vec<&String> = written.words.keys().collect();
        let units: Vec<&String> = written.units.keys().collect();
        if classes.len() > 128 {
            return Err("more than 128 classes of words".into());
        }
        let mut seen = BTreeMap::new();
        for (class, word) in written.words.iter().flat_map(|(class, words)| words.iter().map(move |word| (class, word)))
        {
            if let Some(other) = seen.insert(word, class) {
                return Err(format!("`{word}` stands in `{other}` and in `{class}`"));
            }
        }
        let one = |name: &str| index(&classes, name).map(Classes::of);
        let class = |name: &str| match written.sets.get(name) {
            Some(names) => names.iter().try_fold(Classes::default(), |set, name| one(name).map(|class| set.and(class))),
            None => one(name),
        };
        let set = |names: &[String]| {
            names.iter().try_fold(Classes::default(), |set, name| class(name).map(|class| set.and(class)))
        };
        let mut meanings: Vec<String> = written.statements.iter().map(|statement| statement.means.clone()).collect();
        meanings.sort();
        meanings.dedup();
        let topics: Vec<&String> = written.topics.iter().map(|topic| &topic.name).collect();
        let means = |name: &str| {
            let known = meanings.iter().position(|known| known == name).and_then(|index| u16::try_from(index).ok());
            known.ok_or_else(|| format!("nothing means `{name}`"))
        };
        let mut statements = Vec::new();
        let mut indices = 0..;
        for statement in &written.statements {
            let indexed = |(text, index): (&String, u16)| Ok(Pattern { index, ..pattern(text, class)? });
            let says = statement.says.iter().zip(&mut indices).map(indexed).collect::<Result<_, String>>()?;
            statements.push(Statement {
                means: means(&statement.means)?,
                says,
                unit: index(&units, &statement.unit)?,
                under: statement.under.as_ref().map(|name| index(&topics, name)).transpose()?,
                follows: statement.follows.iter().map(|name| means(name)).collect::<Result<_, _>>()?,
                unless: set(&statement.unless)?,
                unless_before: set(&statement.unless_before)?,
                unless_behind: set(&statement.unless_behind)?,
                unless_reviewer: set(&statement.unless_reviewer)?,
                despite: set(&statement.despite)?,
                bare: statement.bare,
                any_year: statement.any_year,
                parts: statement.parts.clone(),
            });
        }
        let listed = |lists: &BTreeMap<String, Vec<String>>| {
            let words = (0_u8..)
                .zip(lists.values())
                .flat_map(|(index, list)| list.iter().map(move |word| (word.as_str(), index)));
            WordList::new(words)
        };
        let topics = written.topics.iter().map(|topic| {
            let any = topic.any.iter().map(|all| set(all)).collect::<Result<_, _>>()?;
            Ok::<_, String>(Topic { any, unless: set(&topic.unless)?, brief: topic.brief })
        });
        Ok(Vocabulary {
            words: listed(&written.words),
            units: listed(&written.units),
            vague: (written.vague_before.into(), written.vague_behind.into()),
            passed: set(&written.passed)?,
            doubts: set(&written.doubts)?,
            lasting: set(&written.lasting)?,
            remarks: set(&written.remarks)?,
            pardons: (set(&written.pardons.0)?, set(&written.pardons.1)?),
            among: set(&written.among)?,
            absent: set(&written.absent)?,
            present: set(&written.present)?,
            bodies: Bodies {
                own: index(&classes, &written.bodies.own)?,
                others: set(&written.bodies.others)?,
                acts: set(&written.bodies.acts)?,
                of_areas: set(&written.bodies.of_areas)?,
                of_offices: set(&written.bodies.of_offices)?,
                of_reviewers: set(&written.bodies.of_reviewers)?,
                places: written.bodies.places,
                near: written.bodies.near,
                kinds: written.bodies.kinds,
            },
            topics: topics.collect::<Result<_, _>>()?,
            statements,
            meanings,
            calendar: Calendar {
                year: index(&units, "year")?,
                month: index(&units, "month")?,
                day: index(&units, "day")?,
            },
            percent: index(&units, "percent")?,
        })
    }
}

fn index(names: &[&String], name: &str) -> Result<u8, String> {
    let known = names.iter().position(|known| *known == name).and_then(|index| u8::try_from(index).ok());
    known.ok_or_else(|| format!("there is no `{name}`"))
}

fn pattern(text: &str, class: impl Fn(&str) -> Result<Classes, String>) -> Result<Pattern, String> {
    let mut pattern = Pattern::default();
    for part in text.split_whitespace() {
        match part {
            "^" => pattern.begins = true,
            "$" => pattern.ends = true,
            "#" => pattern.number = true,
            _ => {
                let (names, optional) = part.strip_suffix('?').map_or((part, false), |names| (names, true));
                if names == "," {
                    let sign = Element { classes: Classes::default(), optional: true, sign: true };
                    if pattern.number { &mut pattern.behind } else { &mut pattern.before }.push(sign);
                    continue;
                }
                let classes =
                    names.split('|').try_fold(Classes::default(), |set, name| class(name).map(|c| set.and(c)));
                let element = Element {
                    classes: classes.map_err(|problem| format!("`{text}`: {problem}"))?,
                    optional,
                    sign: false,
                };
                if pattern.number { &mut pattern.behind } else { &mut pattern.before }.push(element);
            }
        }
    }
    let firm = pattern.before.iter().chain(&pattern.behind).any(|element| !element.optional);
    if firm { Ok(pattern) } else { Err(format!("`{text}` names no word")) }
}
