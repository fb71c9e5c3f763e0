//! Whose a hand-in is, and what becomes of it: the body of the roster by its full name or a former one; names that are only
//! near are asked about and never taken. It reads no file and changes no collection.

use std::collections::{BTreeMap, HashMap};

use super::roster::Collection;
use crate::domain::figure::Figure;
use crate::domain::report::Report;
use crate::domain::seal::digest;
use crate::domain::spelling::letters;
use crate::domain::text::Lang;

/// What a hand-in's name says of the roster. Bodies are given by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// It is this body's full or former name.
    Body(usize),
    /// It is no name of the roster but near some, the nearest first: whoever takes it in is asked.
    Near(Vec<usize>),
    /// No name of the roster is near.
    None,
}

/// What becomes of a hand-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 新收.
    New,
    /// 重报.
    Resubmission,
    /// 重复: the same bytes, or a report that says the same.
    Duplicate,
    /// 不在名单.
    NotInRoster,
    /// 年度不符.
    WrongYear,
    /// 版本不符.
    WrongEdition,
    /// 无法读取.
    Unreadable,
}

impl Outcome {
    /// The word in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::New => "new",
            Outcome::Resubmission => "resubmission",
            Outcome::Duplicate => "duplicate",
            Outcome::NotInRoster => "not_in_roster",
            Outcome::WrongYear => "wrong_year",
            Outcome::WrongEdition => "wrong_edition",
            Outcome::Unreadable => "unreadable",
        }
    }

    /// The word for people.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Outcome::New => lang.pick("新收", "new"),
            Outcome::Resubmission => lang.pick("重报", "resubmitted"),
            Outcome::Duplicate => lang.pick("重复", "duplicate"),
            Outcome::NotInRoster => lang.pick("不在名单", "not in roster"),
            Outcome::WrongYear => lang.pick("年度不符", "wrong year"),
            Outcome::WrongEdition => lang.pick("版本不符", "wrong edition"),
            Outcome::Unreadable => lang.pick("无法读取", "unreadable"),
        }
    }

    /// Whether the hand-in is with the office now, be it since before.
    pub fn is_in(self) -> bool {
        matches!(self, Outcome::New | Outcome::Resubmission | Outcome::Duplicate)
    }
}

/// Why somebody's name for a body is none of the roster: it has no such name; those near it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct NoBody {
    /// As the hand-in says it, which no body of the roster has.
    pub name: String,
    /// Names of the roster that are near.
    pub near: Vec<String>,
}

impl NoBody {
    /// The error in words.
    pub fn message(&self, lang: Lang) -> String {
        let NoBody { name, near } = self;
        let perhaps = match &near[..] {
            [] => String::new(),
            near => lang.say(format!("可能是：{}。", near.join("、")), format!(" Perhaps: {}.", near.join(", "))),
        };
        lang.say(format!("名单里没有“{name}”。{perhaps}"), format!("“{name}” is not in the roster.{perhaps}"))
    }
}

/// The body that somebody named by its full or a former name, by its place.
///
/// # Errors
/// [`NoBody`], with the names that are near.
pub fn named(collection: &Collection, name: &str) -> Result<usize, NoBody> {
    let near = match find(collection, name) {
        Match::Body(index) => return Ok(index),
        Match::Near(near) => near.into_iter().map(|index| collection.bodies[index].name.clone()).collect(),
        Match::None => Vec::new(),
    };
    Err(NoBody { name: name.into(), near })
}

/// How many near names are asked about at most.
const MOST_NEAR: usize = 5;

/// The fewest letters by which a part of a name is taken for it.
const LEAST_PART: usize = 2;

/// What names of bodies end with that were renamed, long ones first: reforms change these and leave what stands before.
const ENDINGS: [&str; 16] = [
    "人民政府办公室",
    "街道办事处",
    "管理委员会",
    "人民政府",
    "办公室",
    "委员会",
    "管理局",
    "政府",
    "中心",
    "局",
    "委",
    "办",
    "厅",
    "处",
    "队",
    "站",
];

/// What the name of a place ends with.
const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];

/// The body of a name.
pub fn find(collection: &Collection, name: &str) -> Match {
    Names::new(collection).find(name)
}

/// The names of a roster, for many that are looked up in it.
#[derive(Debug, Clone, Default)]
pub struct Names {
    full: HashMap<Vec<char>, usize>,
    /// Of a body that was divided, its successors have the same former name.
    former: HashMap<Vec<char>, Vec<usize>>,
}

impl Names {
    /// Those of a roster.
    pub fn new(collection: &Collection) -> Names {
        let mut names = Names::default();
        for (index, body) in collection.bodies.iter().enumerate() {
            names.full.entry(letters(&body.name)).or_insert(index);
            for former in &body.former {
                let bodies = names.former.entry(letters(former)).or_default();
                if bodies.last() != Some(&index) {
                    bodies.push(index);
                }
            }
        }
        names
    }

    /// The body of a name.
    pub fn find(&self, name: &str) -> Match {
        let wanted = letters(name);
        if wanted.is_empty() {
            return Match::None;
        }
        if let Some(&index) = self.full.get(&wanted) {
            return Match::Body(index);
        }
        match self.former.get(&wanted).map(Vec::as_slice) {
            Some(&[index]) => return Match::Body(index),
            Some(several) => return Match::Near(several.to_vec()),
            None => {}
        }
        let full = self.full.iter().map(|(name, index)| (name, std::slice::from_ref(index)));
        let former = self.former.iter().map(|(name, bodies)| (name, bodies.as_slice()));
        let mut nearest: BTreeMap<usize, usize> = BTreeMap::new();
        for (name, bodies) in full.chain(former) {
            let Some(distance) = distance(&wanted, name) else { continue };
            for &index in bodies {
                let known = nearest.entry(index).or_insert(distance);
                *known = distance.min(*known);
            }
        }
        let mut near: Vec<(usize, usize)> = nearest.into_iter().map(|(index, distance)| (distance, index)).collect();
        near.sort_unstable();
        match near.is_empty() {
            true => Match::None,
            false => Match::Near(near.into_iter().take(MOST_NEAR).map(|(_, index)| index).collect()),
        }
    }
}

/// The bodies whose full or former name stands in a text, such as the name of a file: offered, never taken. The longest name
/// first.
pub fn named_in(collection: &Collection, text: &str) -> Vec<usize> {
    let text = letters(text);
    let stands = |name: &String| {
        let name = letters(name);
        let found = name.len() > LEAST_PART && text.windows(name.len()).any(|part| part == name);
        found.then_some(name.len())
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, body) in collection.bodies.iter().enumerate() {
        let longest = std::iter::once(&body.name).chain(&body.former).filter_map(stands).max();
        found.extend(longest.map(|length| (length, index)));
    }
    found.sort_unstable_by_key(|&(length, index)| (usize::MAX - length, index));
    found.into_iter().take(MOST_NEAR).map(|(_, index)| index).collect()
}

/// How far two names are apart, 0 for the nearest; `None` where they are not near. A place before the name, left off or added,
/// is the least; then comes what a body is called (局, 委员会); then a slip or two in what is left.
fn distance(one: &[char], other: &[char]) -> Option<usize> {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() > LEAST_PART && long.ends_with(short) {
        return Some(0);
    }
    let shared = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let place = one[..shared].iter().rposition(|c| PLACES.contains(c)).map_or(0, |at| at + 1);
    let [one, other] = [&one[place..], &other[place..]].map(core);
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() >= LEAST_PART && (long.starts_with(short) || long.ends_with(short)) {
        return Some(1 + long.len() - short.len());
    }
    let apart = strsim::generic_damerau_levenshtein(one, other);
    (apart <= long.len() / 3).then_some(long.len() + apart)
}

/// A name without what its body is called.
fn core(name: &[char]) -> &[char] {
    let without = |ending: &&str| -> Option<usize> {
        let left = name.len().checked_sub(ending.chars().count()).filter(|left| *left > 0)?;
        name[left..].iter().copied().eq(ending.chars()).then_some(left)
    };
    &name[..ENDINGS.iter().find_map(without).unwrap_or(name.len())]
}

/// A digest of the keyed figures that are not 0, equal for reports whose tables were copied; `None` where there are none.
pub fn likeness(report: &Report) -> Option<String> {
    let (form, mut words) = (report.form(), String::new());
    for cell in form.inputs() {
        if let Figure::Number(number) = report.entry(cell).figure()
            && !number.is_zero()
        {
            words.push_str(&format!("{}={}\n", form.cell(cell).name, number.plain()));
        }
    }
    (!words.is_empty()).then(|| digest(words.as_bytes()))
}
