//! Which of a form's words are its own, which only hold the place of words to come, and which may be prose. It decides by the
//! words alone, which are data; what becomes of them is said by `besides`, and where a form is filled by the export's `plan`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::import::block::Block;
use crate::import::normal::is_blank_char;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Own(Own),
    /// Blanks, and words that say what is to be written there.
    Room,
    /// A sentence, of which nothing tells whose it is.
    Doubtful,
}

/// What a form says besides the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// How it is to be filled in.
    Instruction,
    /// A note, which may as well be the report's.
    Note,
    /// Labels with room behind them, for names and a seal.
    Names,
    /// A unit, the heading of an annex.
    Caption,
}

const EMBEDDED: &str = include_str!("../../../assets/lines.ron");

/// The words by which lines are told apart.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    instructions: Vec<String>,
    notes: Vec<String>,
    others: Vec<String>,
    annexes: Vec<String>,
    signed: Vec<String>,
    asks: Vec<String>,
    asks_first: Vec<String>,
    gaps: String,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| ron::from_str(EMBEDDED).unwrap_or_default());

/// The longest label before a colon, in characters.
const LABEL: usize = 14;

/// What some blocks are, in order, tables left out: those are the form's own. What a note has begun goes on in numbered lines.
pub fn kinds(blocks: &[Block], some: &[usize]) -> Vec<(usize, Kind)> {
    let (mut kinds, mut goes_on, mut whose, mut before) = (Vec::new(), Begun::Nothing, Own::Note, None);
    for &index in some.iter().filter(|&&index| !matches!(blocks[index], Block::Grid(_))) {
        let whole = text(&blocks[index]);
        let words = whole.trim_matches(is_blank_char);
        // A table ends what stands above it.
        if before.is_some_and(|before: usize| blocks[before..index].iter().any(|b| matches!(b, Block::Grid(_)))) {
            goes_on = Begun::Nothing;
        }
        before = Some(index);
        let begun = note(words);
        let kind = match goes_on {
            _ if words.is_empty() => Kind::Room,
            _ if begun.is_some() => {
                (goes_on, whose) = begun.unwrap_or((Begun::Nothing, Own::Note));
                Kind::Own(whose)
            }
            // What stands directly below the head belongs to it, and numbered lines behind that.
            Begun::List => {
                goes_on = Begun::Note;
                Kind::Own(whose)
            }
            Begun::Note if is_numbered(words) => Kind::Own(whose),
            _ => {
                goes_on = Begun::Nothing;
                kind(whole)
            }
        };
        kinds.push((index, kind));
    }
    kinds
}

/// What goes on in the next lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begun {
    Nothing,
    /// A note with words of its own; numbered lines belong to it.
    Note,
    /// The head of notes; the line below it is one, whatever it is.
    List,
}

fn note(words: &str) -> Option<(Begun, Own)> {
    let head = |some: &[String]| some.iter().find_map(|note| words.strip_prefix(note.as_str()));
    let (head, whose) = match head(&WORDS.instructions) {
        Some(head) => (head, Own::Instruction),
        None => (head(&WORDS.notes)?, Own::Note),
    };
    let rest = head.trim_start_matches(is_blank_char);
    let behind = rest.trim_start_matches(['：', ':']).trim_matches(is_blank_char);
    match rest.chars().next() {
        _ if behind.is_empty() => Some((Begun::List, whose)),
        Some('：' | ':' | '、' | '.' | '．' | '（' | '(') => Some((Begun::Note, whose)),
        Some(c) if c.is_numeric() => Some((Begun::Note, whose)),
        _ => None,
    }
}

fn kind(whole: &str) -> Kind {
    let words = whole.trim_matches(is_blank_char);
    let bracketed = words.starts_with(['（', '(', '【', '[']) && words.ends_with(['）', ')', '】', ']']);
    if is_for_names(whole) {
        return Kind::Own(Own::Names);
    }
    if begins(words, &WORDS.others) {
        return Kind::Own(Own::Caption);
    }
    let asks = |words: &str| WORDS.asks.iter().any(|asks| words.contains(asks.as_str()));
    let gaps = words.chars().collect::<Vec<_>>().windows(2).any(|pair| pair[0] == pair[1] && is_gap(pair[0]));
    match bracketed && asks(words) || gaps || begins(words, &WORDS.asks_first) {
        true => Kind::Room,
        false => Kind::Doubtful,
    }
}

/// Whether a line is labels with room behind them: `填报单位（盖章）：      填报人：`.
fn is_for_names(whole: &str) -> bool {
    if whole.contains(['。', '；', '，']) {
        return false;
    }
    let signed = WORDS.signed.iter().any(|signed| whole.contains(signed.as_str()));
    let mut pieces = whole.split(['：', ':']);
    let label = pieces.next().unwrap_or_default().trim_matches(is_blank_char);
    let rest: Vec<&str> = pieces.collect();
    let is_label = !label.is_empty() && label.chars().count() <= LABEL;
    let room = |piece: &&str| piece.chars().next().is_some_and(|c| is_blank_char(c) || is_gap(c));
    is_label && !rest.is_empty() && (signed || rest.iter().any(room) && rest.len() > 1)
}

/// Whether a line is the heading of something behind the report.
pub fn is_annex(words: &str) -> bool {
    begins(words, &WORDS.annexes)
}

fn begins(words: &str, some: &[String]) -> bool {
    some.iter().any(|start| words.starts_with(start.as_str()))
}

/// A sign that leaves room for words to come.
fn is_gap(c: char) -> bool {
    WORDS.gaps.contains(c)
}

fn is_numbered(words: &str) -> bool {
    words.starts_with(|c: char| c.is_numeric() || matches!(c, '（' | '(' | '①'..='⑳'))
}

/// The words of a block that is no table.
pub fn text(block: &Block) -> &str {
    block.line().map_or("", |line| &line.text)
}
