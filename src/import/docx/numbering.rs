//! The numbers that a word processor sets before paragraphs of its lists by itself: what a reader sees before a label, and
//! what no text says. Only numbers that labels of a form have are made, in digits and Chinese numerals.

use std::collections::{HashMap, HashSet};

use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Walker};

/// Lists have no more levels.
const LEVELS: usize = 9;

/// Which list a paragraph belongs to and on which level; `None` is inherited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InList {
    pub list: Option<usize>,
    pub level: Option<usize>,
}

impl InList {
    /// What is said here, and of anything else what is said there.
    pub fn over(self, other: InList) -> InList {
        InList { list: self.list.or(other.list), level: self.level.or(other.level) }
    }
}

/// How the numbers of a level are written.
#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<usize>,
    format: String,
    /// The signs around the numbers, `%1` for that of the first level.
    text: String,
}

type Levels = [Level; LEVELS];

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Lists {
    kinds: HashMap<usize, Levels>,
    /// For every list its kind, and what it says of levels itself.
    lists: HashMap<usize, (usize, Levels)>,
}

/// How far the lists of a document have been counted.
#[derive(Debug, Default)]
pub struct Counts {
    /// By kind of list, since lists of a kind go on with each other's numbers.
    last: HashMap<usize, [Option<usize>; LEVELS]>,
    /// The levels of lists that have begun.
    begun: HashSet<(usize, usize)>,
}

impl Lists {
    pub fn new(text: &str, budget: &Budget) -> Result<Lists, ImportError> {
        let mut lists = Lists::default();
        let mut walker = Walker::within(text, budget);
        let (mut kind, mut list, mut level) = (None, None, 0);
        while let Some(step) = walker.step()? {
            let Step::Open(tag) = step else { continue };
            match tag.local() {
                "abstractNum" => (kind, list) = (tag.number("abstractNumId"), None),
                "num" => (kind, list) = (None, tag.number("numId")),
                "abstractNumId" => {
                    if let Some((list, of)) = list.zip(tag.number("val")) {
                        budget.charge(size_of::<Levels>())?;
                        lists.lists.insert(list, (of, Levels::default()));
                    }
                }
                "lvl" | "lvlOverride" => level = tag.number("ilvl").unwrap_or(0),
                "start" | "startOverride" | "numFmt" | "lvlText" => {
                    let own = match (kind, list) {
                        (Some(kind), _) => {
                            budget.charge(size_of::<Level>())?;
                            Some(lists.kinds.entry(kind).or_default())
                        }
                        (_, Some(list)) => lists.lists.get_mut(&list).map(|(_, levels)| levels),
                        _ => None,
                    };
                    let value = tag.attribute("val").unwrap_or_default();
                    match (own.and_then(|levels| levels.get_mut(level)), tag.local()) {
                        (Some(level), "numFmt") => level.format = value,
                        (Some(level), "lvlText") => level.text = value,
                        (Some(level), _) => level.start = value.parse().ok(),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        Ok(lists)
    }

    /// Counts a paragraph and gives its number as it is printed; `None` where it has none, or a sign instead.
    pub fn number(&self, counts: &mut Counts, of: InList) -> Option<String> {
        let (list, at) = (of.list?, of.level.unwrap_or(0));
        let (kind, own) = self.lists.get(&list)?;
        let kinds = self.kinds.get(kind);
        let level = |at: usize| {
            let (own, of_kind) = (own.get(at)?, kinds.and_then(|levels| levels.get(at)));
            Some(if own.format.is_empty() { of_kind.unwrap_or(own) } else { own })
        };
        let start = |at: usize| own[at].start.or(level(at)?.start);
        level(at)?;
        let last = counts.last.entry(*kind).or_default();
        let is_new = counts.begun.insert((list, at)) && own[at].start.is_some();
        last[at] = Some(match last[at].filter(|_| !is_new) {
            Some(last) => last.saturating_add(1),
            None => start(at).unwrap_or(0),
        });
        last[at + 1..].fill(None);
        let mut text = level(at)?.text.clone();
        for (outer, last) in last.iter().enumerate().take(at + 1) {
            let sign = format!("%{}", outer + 1);
            if text.contains(&sign) {
                let number = last.or_else(|| start(outer)).unwrap_or(0);
                text = text.replace(&sign, &written(number, &level(outer)?.format)?);
            }
        }
        Some(text).filter(|text| !text.is_empty() && level(at).is_some_and(|level| level.format != "bullet"))
    }
}

/// A number as it is written in a format.
fn written(number: usize, format: &str) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match format {
        "" | "decimal" | "decimalFullWidth" | "decimalHalfWidth" => Some(number.to_string()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => {
            let (tens, ones) = (number / 10, number % 10);
            match tens {
                _ if number == 0 => None,
                0 => Some(DIGITS[ones].to_string()),
                1 => Some(format!("十{}", DIGITS[ones])),
                _ => Some(format!("{}十{}", DIGITS.get(tens)?, DIGITS[ones])),
            }
        }
        _ => None,
    }
}
