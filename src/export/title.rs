//! The lines of a report's title, after GB/T 9704: the unit first, year and title below it, a long name parted by sense, in
//! lines about as long, three at most. The words by which a name is parted are data. It measures in display columns and
//! draws nothing.

use std::sync::LazyLock;

use serde::Deserialize;

use super::document::Document;
use super::page;
use super::wrap::{clusters, is_joint, width, wrap_to_be_joined};

const EMBEDDED: &str = include_str!("../../assets/seams.ron");

/// Type sizes in twentieths of a point, as large as the name allows: 二号, 小二, 三号, 小三, 四号, 小四.
const SIZES: [u32; 6] = [page::TITLE, 18 * 20, 16 * 20, 15 * 20, 14 * 20, 12 * 20];

/// A title as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title<'a> {
    /// Type size in twentieths of a point.
    pub size: u32,
    /// The unit's name; no lines where the document names none.
    pub agency: Vec<&'a str>,
    /// Year and title.
    pub title: Vec<&'a str>,
}

impl<'a> Title<'a> {
    /// The title of a document on a page; a place that is narrower by `less` display columns has less on a line.
    pub fn new(document: &'a Document, less: usize) -> Title<'a> {
        let room = |size: u32| (page::TEXT_WIDTH * 2 / size) as usize - less;
        let named = document.agency.as_deref().map(|name| parted(name, room));
        let size = named.as_ref().map_or(page::TITLE, |(size, _)| *size);
        let title = wrap_to_be_joined(&document.title, room(size), room(size), |_, piece| width(piece));
        Title { size, agency: named.map(|(_, lines)| lines).unwrap_or_default(), title }
    }
}

/// A text in the pieces between which a line ends best, for what is set by whoever shows it. A single character belongs to the
/// piece before it, so that it does not stand alone on a line.
pub fn pieces(text: &str) -> Vec<&str> {
    let ends = seams(text).into_iter().filter(|(_, seam)| *seam < Seam::Within).map(|(at, _)| at);
    let mut ends: Vec<usize> = std::iter::once(0).chain(ends).chain([text.len()]).collect();
    ends.dedup();
    let mut at = 0;
    while at + 1 < ends.len() {
        if at > 0 && text[ends[at]..ends[at + 1]].chars().count() < 2 {
            ends.remove(at);
        } else {
            at += 1;
        }
    }
    ends.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

/// How well a line ends somewhere, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seam {
    /// Behind the name of a place.
    Place,
    /// Before or behind a word of the list.
    Word,
    /// Within what is no known word.
    Within,
}

impl Seam {
    /// What ending a line there costs, in columns by which lines may differ instead.
    fn cost(self) -> usize {
        match self {
            Seam::Place => 0,
            Seam::Word => 6,
            Seam::Within => 24,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
struct Words {
    /// What a body is named by or what it deals with.
    begins: Vec<String>,
    /// What kind of body it is.
    ends: Vec<String>,
    whole: Vec<String>,
    /// By rank, the highest first.
    places: Vec<Vec<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| ron::from_str(EMBEDDED).unwrap_or_default());

/// A name in as many lines as it needs and the size they have: one line, or the two that are best, for which letters get smaller
/// where large ones would tear a name. One that is longer than any is parted as prose is.
fn parted(name: &str, room: impl Fn(u32) -> usize) -> (u32, Vec<&str>) {
    /// What the next smaller size costs, in columns as a seam does.
    const SMALLER: usize = 8;
    if width(name) <= room(SIZES[0]) {
        return (SIZES[0], vec![name]);
    }
    let halves = seams(name).into_iter().filter_map(|(at, seam)| {
        let (first, second) = name.split_at(at);
        let (first, second) = (width(first), width(second));
        let smaller = SIZES.iter().position(|&size| first.max(second) <= room(size))?;
        Some((seam.cost() + first.abs_diff(second) + smaller * SMALLER, smaller, at))
    });
    if let Some((_, smaller, at)) = halves.min() {
        return (SIZES[smaller], vec![&name[..at], &name[at..]]);
    }
    let size = SIZES[SIZES.len() - 1];
    (size, wrap_to_be_joined(name, room(size), room(size), |_, piece| width(piece)))
}

/// Where a line of a text may end, by byte.
fn seams(text: &str) -> Vec<(usize, Seam)> {
    let words = &*WORDS;
    let found = |words: &[String]| -> Vec<std::ops::Range<usize>> {
        words.iter().flat_map(|word| text.match_indices(word)).map(|(at, word)| at..at + word.len()).collect()
    };
    let (begins, ends, whole) = (found(&words.begins), found(&words.ends), found(&words.whole));
    let all = || begins.iter().chain(&ends).chain(&whole);
    let begins_word = |at: usize| all().any(|word| word.start == at);
    let (mut seams, mut at, mut named, mut enclosed) = (Vec::new(), 0, 0, false);
    for cluster in clusters(text) {
        at += cluster.len();
        enclosed = !cluster.ends_with(['）', ')']) && (enclosed || cluster.starts_with(['（', '(']));
        // What reads lines puts them together as they were only there.
        if at == text.len() || !is_joint(text, at) || all().any(|word| word.start < at && at < word.end) {
            continue;
        }
        let named_by = place(|place| text[named..at].ends_with(place) && named + place.len() < at);
        // 乡 before 市 is part of a name, as one of 旗 before 区; 市 behind 市 begins one.
        let goes_on = place(|place| text[at..].starts_with(place) && !text[..at].ends_with(place) && !begins_word(at));
        let is_place = named_by.is_some_and(|rank| goes_on.is_none_or(|next| next > rank));
        let bracket = cluster.ends_with(['）', ')']) || text[at..].starts_with(['（', '(']);
        let seam = match () {
            () if is_place && !enclosed => {
                named = at;
                Seam::Place
            }
            () if enclosed => Seam::Within,
            () if bracket || begins.iter().any(|word| word.start == at) || ends.iter().any(|word| word.end == at) => {
                Seam::Word
            }
            () => Seam::Within,
        };
        seams.push((at, seam));
    }
    seams
}

/// The rank of the first word for a place of which something holds.
fn place(holds: impl Fn(&str) -> bool) -> Option<usize> {
    WORDS.places.iter().position(|rank| rank.iter().any(|place| holds(place)))
}
