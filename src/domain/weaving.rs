//! Two versions of a text held against each other: paragraph by paragraph where both were made of a third one, so that each
//! keeps what only one of them changed, and word by word for those who read how they differ. It knows no report.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How many characters that two texts share stand between two differences, at the least; fewer belong to the difference, since
/// nobody reads words out of single characters.
const SHARED: usize = 3;

/// The most words, or paragraphs, between what two texts begin and end with that are held against each other one by one: it
/// takes the time of their square where nothing is the same. Of more of them all differs.
const MOST: usize = 3_000;

/// Some paragraphs of a text that two made of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// What stands without asking: what nobody changed, or only one did.
    Settled(Vec<String>),
    /// What both changed, each in another way.
    Open {
        /// What it is here.
        ours: Vec<String>,
        /// What it is there.
        theirs: Vec<String>,
    },
}

/// The paragraphs of two versions of a text. Paragraphs that were taken away are no paragraphs of it, and those that one
/// of them put in stand where they were put.
pub fn weave(base: &str, ours: &str, theirs: &str) -> Vec<Piece> {
    let [base, ours, theirs] = [base, ours, theirs].map(paragraphs);
    let tagged = |text, is_ours| hunks(&base, text).into_iter().map(move |hunk| (is_ours, hunk));
    let mut all: Vec<(bool, Hunk)> = tagged(&ours, true).chain(tagged(&theirs, false)).collect();
    // What is put in before a paragraph comes before what that became.
    all.sort_by_key(|(_, hunk)| (hunk.old.start, hunk.old.end));
    let mut all = all.into_iter().peekable();
    let (mut pieces, mut at) = (Vec::new(), 0);
    while let Some((is_ours, first)) = all.next() {
        settle(&mut pieces, base.get(at..first.old.start));
        // All that touches the same paragraphs is one piece.
        let mut whole = first.old.clone();
        let mut touching = vec![(is_ours, first)];
        while let Some(next) = all.next_if(|(_, hunk)| meets(&hunk.old, &whole)) {
            whole.end = whole.end.max(next.1.old.end);
            touching.push(next);
        }
        let outcome = |side: bool, text| {
            let of_side = touching.iter().filter(|(is_ours, _)| *is_ours == side).map(|(_, hunk)| hunk);
            made(&base, &whole, of_side, text)
        };
        let (here, there) = (outcome(true, &ours), outcome(false, &theirs));
        let was = base.get(whole.clone()).unwrap_or_default();
        match (here == there || there == was, here == was) {
            (true, _) => settle(&mut pieces, Some(&here)),
            (_, true) => settle(&mut pieces, Some(&there)),
            _ => pieces.push(Piece::Open { ours: owned(&here), theirs: owned(&there) }),
        }
        at = whole.end;
    }
    settle(&mut pieces, base.get(at..));
    pieces
}

/// The text of pieces; for each open one, in their order, whether ours is to stand.
pub fn woven(pieces: &[Piece], mut is_ours: impl FnMut(usize) -> bool) -> String {
    let mut open = 0;
    let paragraphs = pieces.iter().flat_map(|piece| match piece {
        Piece::Settled(paragraphs) => paragraphs,
        Piece::Open { ours, theirs } => {
            open += 1;
            if is_ours(open - 1) { ours } else { theirs }
        }
    });
    paragraphs.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The paragraphs of a text; an empty one has none.
fn paragraphs(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split('\n').collect() }
}

fn owned(paragraphs: &[&str]) -> Vec<String> {
    paragraphs.iter().map(ToString::to_string).collect()
}

fn settle(pieces: &mut Vec<Piece>, paragraphs: Option<&[&str]>) {
    let Some(paragraphs) = paragraphs.filter(|paragraphs| !paragraphs.is_empty()) else { return };
    match pieces.last_mut() {
        Some(Piece::Settled(settled)) => settled.extend(owned(paragraphs)),
        _ => pieces.push(Piece::Settled(owned(paragraphs))),
    }
}

/// Paragraphs that came in the place of others.
#[derive(Debug, Clone)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// How a text came about. As many paragraphs as were there before are taken one by one.
fn hunks(base: &[&str], text: &[&str]) -> Vec<Hunk> {
    let changed = differences(base, text).into_iter().filter(|(is_same, ..)| !is_same);
    changed
        .flat_map(|(_, old, new)| match old.len() == new.len() {
            true => old.zip(new).map(|(old, new)| Hunk { old: old..old + 1, new: new..new + 1 }).collect(),
            false => vec![Hunk { old, new }],
        })
        .collect()
}

/// Where two lists are the same and where they differ, from the first to the last entry.
fn differences(left: &[&str], right: &[&str]) -> Vec<(bool, Range<usize>, Range<usize>)> {
    let same = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let behind = left.len().min(right.len()) - same;
    let tail = left.iter().rev().zip(right.iter().rev()).take(behind).take_while(|(left, right)| left == right).count();
    let (one, other) = (same..left.len() - tail, same..right.len() - tail);
    let whole = DiffOp::Replace { old_index: 0, old_len: one.len(), new_index: 0, new_len: other.len() };
    let ops = match (left.get(one.clone()), right.get(other.clone())) {
        (Some(one), Some(other)) if one.len().max(other.len()) <= MOST => {
            capture_diff_slices(Algorithm::Myers, one, other)
        }
        _ => vec![whole],
    };
    let moved = |range: Range<usize>| range.start + same..range.end + same;
    let ops =
        ops.into_iter().map(|op| (matches!(op, DiffOp::Equal { .. }), moved(op.old_range()), moved(op.new_range())));
    let first = (true, 0..same, 0..same);
    let last = (true, one.end..left.len(), other.end..right.len());
    std::iter::once(first).chain(ops).chain([last]).filter(|(_, old, new)| !old.is_empty() || !new.is_empty()).collect()
}

/// Whether two stretches of the base have a paragraph in common, or are the same place between two.
fn meets(one: &Range<usize>, other: &Range<usize>) -> bool {
    one == other || one.start < other.end && other.start < one.end
}

/// What became of a stretch of the base.
fn made<'a, 'h>(
    base: &[&'a str],
    whole: &Range<usize>,
    hunks: impl Iterator<Item = &'h Hunk>,
    text: &[&'a str],
) -> Vec<&'a str> {
    let (mut made, mut at) = (Vec::new(), whole.start);
    for hunk in hunks {
        made.extend(base.get(at..hunk.old.start).unwrap_or_default());
        made.extend(text.get(hunk.new.clone()).unwrap_or_default());
        at = hunk.old.end;
    }
    made.extend(base.get(at..whole.end).unwrap_or_default());
    made
}

/// A stretch of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// Both have it.
    Shared(String),
    /// What the left and the right one have in its place, be that nothing.
    Differs([String; 2]),
}

/// Two texts, stretch by stretch. A number is one word, and is not shared by its first digits.
pub fn stretches(left: &str, right: &str) -> Vec<Stretch> {
    let (left, right) = (words(left), words(right));
    let differences = differences(&left, &right);
    let last = differences.len().saturating_sub(1);
    let mut stretches = Vec::new();
    for (index, (is_same, old, new)) in differences.into_iter().enumerate() {
        let sides = [left.get(old), right.get(new)].map(|words| words.unwrap_or_default().concat());
        let is_end = index == 0 || index == last;
        match stretches.last_mut() {
            _ if is_same && (is_end || sides[0].chars().count() >= SHARED) => {
                let [shared, _] = sides;
                stretches.push(Stretch::Shared(shared));
            }
            Some(Stretch::Differs(before)) => {
                before.iter_mut().zip(sides).for_each(|(before, words)| before.push_str(&words));
            }
            _ => stretches.push(Stretch::Differs(sides)),
        }
    }
    stretches
}

/// Numbers and Latin words of a text, and each other character.
fn words(text: &str) -> Vec<&str> {
    let is_of_word = |character: char| character.is_ascii_alphanumeric();
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_of_word(first) {
            rest.find(|next| !is_of_word(next)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, behind) = rest.split_at(length);
        words.push(word);
        rest = behind;
    }
    words
}
