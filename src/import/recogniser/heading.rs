//! The chapters of a document: headings by their words, whatever their number says, and what stands between them.

use std::collections::BTreeSet;

use crate::domain::form::Form;
use crate::import::block::{Block, Mark};
use crate::import::normal::{distance, fold, is_blank_char, letters};

/// A chapter's heading in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub chapter: usize,
    /// The first block of the heading, and the first one behind it, by index.
    pub block: usize,
    pub end: usize,
    /// What stands behind the heading on its line.
    pub rest: String,
    markup: bool,
    /// Whether markup, or its place at the edge, sets it off.
    marked: bool,
}

/// The most letters of a line that may be a heading.
const LONGEST: usize = 60;

/// One wording of a chapter's heading.
struct Wording<'a> {
    chapter: usize,
    numeral: &'a str,
    text: &'a str,
    letters: Vec<char>,
}

fn wordings(form: &Form) -> Vec<Wording<'_>> {
    let mut wordings = Vec::new();
    for (chapter, about) in form.definition().chapters.iter().enumerate() {
        for text in std::iter::once(&about.heading).chain(&about.also) {
            wordings.push(Wording { chapter, numeral: &about.numeral, text, letters: letters(text) });
        }
    }
    wordings
}

#[derive(Debug, Clone, Default)]
pub struct Headings {
    /// The headings in order, each chapter at most once.
    pub chain: Vec<Heading>,
    /// Headings of chapters that stand out of the form's order.
    pub strays: Vec<Heading>,
    /// The blocks inside a chapter that repeat its heading.
    pub repeated: BTreeSet<usize>,
    /// The blocks of tables of contents.
    pub contents: BTreeSet<usize>,
}

/// All headings that are set off where any are, also such as come again.
pub fn set_off(form: &Form, blocks: &[Block]) -> Vec<Heading> {
    let mut found = all(form, blocks);
    retain_set_off(&mut found);
    found
}

/// All blocks with a heading's words.
fn all(form: &Form, blocks: &[Block]) -> Vec<Heading> {
    let wordings = wordings(form);
    (0..blocks.len()).filter_map(|block| heading(&wordings, blocks, block)).collect()
}

/// Where the headings that are set off make up all chapters, prose with a heading's words is prose.
fn retain_set_off(found: &mut Vec<Heading>) {
    let chapters = |headings: &[Heading], fits: fn(&Heading) -> bool| {
        let mut chapters: Vec<usize> = headings.iter().filter(|h| fits(h)).map(|h| h.chapter).collect();
        chapters.sort_unstable();
        chapters.dedup();
        chapters
    };
    let ways: [fn(&Heading) -> bool; 2] = [|heading| heading.markup, |heading| heading.marked];
    for fits in ways {
        if chapters(found, fits) == chapters(found, |_| true) {
            found.retain(fits);
        }
    }
}

/// The headings of a document, and what only repeats or announces them.
pub fn headings(form: &Form, blocks: &[Block]) -> Headings {
    let mut found = all(form, blocks);
    let again = |heading: &Heading| heading.rest.is_empty().then_some((heading.block, heading.chapter, heading.markup));
    let all: Vec<(usize, usize, bool)> = found.iter().filter_map(again).collect();
    retain_set_off(&mut found);
    let contents = drop_contents(&mut found, blocks);
    found.truncate(1000);
    let chain = chain(&found);
    let kept = |heading: &Heading| chain.iter().any(|other| other.chapter == heading.chapter);
    let strays = found.iter().filter(|heading| heading.rest.is_empty() && !kept(heading)).cloned().collect();
    // A repetition is set off by markup where the heading itself is.
    let repeats = |&&(block, chapter, markup): &&(usize, usize, bool)| {
        let around = chain.partition_point(|heading| heading.block < block).checked_sub(1).map(|index| &chain[index]);
        around.is_some_and(|heading| heading.chapter == chapter && heading.end <= block && (markup || !heading.markup))
    };
    let repeated = all.iter().filter(repeats).map(|(block, ..)| *block).collect();
    Headings { chain, strays, repeated, contents }
}

fn heading(wordings: &[Wording], blocks: &[Block], block: usize) -> Option<Heading> {
    let line = blocks[block].line()?;
    let text = line.text.trim_matches(is_blank_char);
    if text.len() > LONGEST * 60 || text.starts_with(['（', '(', '《']) {
        return None;
    }
    let markup = line.mark == Mark::Heading;
    let marked = line.mark == Mark::Heading || !line.text.starts_with('\u{3000}');
    let make = |(chapter, rest): (usize, &str), end| Heading { chapter, block, end, rest: rest.into(), markup, marked };
    if let Some(found) = chapter(wordings, text) {
        return Some(make(found, block + 1));
    }
    // A heading broken over two lines: the first must be the beginning of one.
    let next = blocks.get(block + 1).and_then(Block::line)?;
    let next = next.text.trim_matches(is_blank_char);
    let (numeral, title) = numbered(text);
    let title = letters(title);
    let begins = |wording: &Wording| title.len() > 5 && wording.letters.starts_with(&title);
    let cut = numeral.is_some() && wordings.iter().any(begins);
    if !cut || next.chars().count() > LONGEST {
        return None;
    }
    let whole = format!("{text}{next}");
    chapter(wordings, &whole).filter(|(_, rest)| rest.is_empty()).map(|(chapter, _)| make((chapter, ""), block + 2))
}

/// The numeral before a title, and the title: `二、主动公开…`, `2.主动公开…`, `表二：主动公开…`, `第二部分 主动公开…`.
fn numbered(text: &str) -> (Option<&str>, &str) {
    const NUMERALS: &str = "一二三四五六七八九十";
    let inner = text.trim_start_matches(['表', '第']);
    let is_numeral = |c: char| NUMERALS.contains(c) || c.is_ascii_digit();
    let rest = inner.trim_start_matches(is_numeral);
    let numeral = &inner[..inner.len() - rest.len()];
    let rest = rest.trim_start_matches("部分").trim_start_matches(is_blank_char);
    let title = rest.trim_start_matches(['、', '.', '．', '，', ',', '：', ':', '·']).trim_start_matches(is_blank_char);
    let separated = title.len() < rest.len() || text.starts_with(['表', '第']);
    if numeral.is_empty() || !separated { (None, text) } else { (Some(numeral), title) }
}

/// The chapter whose heading a text is, and what follows the heading.
fn chapter<'a>(wordings: &[Wording], text: &'a str) -> Option<(usize, &'a str)> {
    let (numeral, title) = numbered(text);
    let title = title.trim_end_matches(['。', '：', ':']);
    let bare = without_page(without_remark(title));
    let words = letters(bare);
    let mut best: Option<(usize, usize)> = None;
    let mut tie = false;
    for wording in wordings {
        let own = numeral == Some(wording.numeral);
        let most = if own { wording.letters.len() / 3 } else { wording.letters.len() / 8 };
        let Some(edits) = distance(&words, &wording.letters, most) else { continue };
        match best {
            Some((least, other)) if least < edits || (least == edits && other == wording.chapter) => {}
            Some((least, _)) if least == edits => tie = true,
            _ => (best, tie) = (Some((edits, wording.chapter)), false),
        }
    }
    if let Some((_, index)) = best {
        return (!tie).then_some((index, ""));
    }
    // The heading with its text on the same line: `六、其他需要报告的事项：无。`
    let numeral = numeral?;
    wordings.iter().filter(|wording| wording.numeral == numeral).find_map(|wording| {
        let rest = title.strip_prefix(wording.text)?;
        let text = rest.trim_start_matches(['。', '：', ':', '.', ' ', '\u{3000}']);
        (text.len() < rest.len() && !text.is_empty()).then_some((wording.chapter, text))
    })
}

/// A title without a remark in brackets behind it: `(重复率: 93%)`, `（续）`.
fn without_remark(title: &str) -> &str {
    let close = title.ends_with(['）', ')']);
    match title.rfind(['（', '(']) {
        Some(at) if close && at > 0 => title[..at].trim_end_matches(is_blank_char),
        _ => title,
    }
}

/// A title without the page number that a table of contents prints behind it: `…… 3`, `.....3`, a tab and `3`.
fn without_page(title: &str) -> &str {
    const LEADERS: [char; 8] = ['.', '…', '·', '．', '⋯', '-', '—', '_'];
    let leader = |c: char| is_blank_char(c) || LEADERS.contains(&c);
    let text = title.trim_end_matches(leader);
    let rest = text.trim_end_matches(|c: char| fold(c).is_ascii_digit());
    if (1..=3).contains(&text[rest.len()..].chars().count()) { rest.trim_end_matches(leader) } else { title }
}

/// Drops tables of contents: three headings or more on end, all of which come again. Returns their blocks, with the
/// word above them that says what they are.
fn drop_contents(headings: &mut Vec<Heading>, blocks: &[Block]) -> BTreeSet<usize> {
    let mut contents = BTreeSet::new();
    let mut start = 0;
    while start < headings.len() {
        let run = &headings[start..];
        let length = 1 + run
            .windows(2)
            .take_while(|pair| pair[1].block == pair[0].end && pair[0].chapter < pair[1].chapter)
            .count();
        let end = start + length;
        let again = |heading: &Heading| headings[end..].iter().any(|later| later.chapter == heading.chapter);
        if length > 2 && headings[start..end].iter().all(again) {
            let (first, last) = (headings[start].block, headings[end - 1].end);
            let word = first.checked_sub(1).filter(|&above| {
                blocks[above].line().is_some_and(|line| matches!(&letters(&line.text)[..], ['目', '录' | '次']))
            });
            contents.extend(word.into_iter().chain(first..last));
            headings.drain(start..end);
        } else {
            start = end;
        }
    }
    contents
}

/// The longest sequence of headings in the order of the form; of equally long ones the earliest.
fn chain(headings: &[Heading]) -> Vec<Heading> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(headings.len());
    for (index, heading) in headings.iter().enumerate() {
        let before = (0..index).filter(|&before| headings[before].chapter < heading.chapter);
        let before = before.max_by_key(|&before| (best[before].0, std::cmp::Reverse(before)));
        best.push((before.map_or(0, |before| best[before].0) + 1, before));
    }
    let mut at = (0..best.len()).max_by_key(|&index| (best[index].0, std::cmp::Reverse(index)));
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.push(headings[index].clone());
        at = best[index].1;
    }
    chain.reverse();
    chain
}
