//! Lines of a text without what belongs to its pages: page numbers and running heads.

use std::collections::{BTreeSet, HashMap};

use super::Raw;
use crate::import::block::{Block, Mark};
use crate::import::normal::{fold, is_blank, is_blank_char};

/// The lines that show something and belong to the document.
pub fn lines(text: &str) -> Vec<Raw<'_>> {
    let mut lines = Vec::<(Raw, usize)>::new();
    let (mut gap, mut page) = (0, 0);
    // Where form feeds are lost, a page number is where a page ends.
    let lost = !text.contains('\u{c}');
    for (index, line) in text.split('\n').enumerate() {
        page += line.matches('\u{c}').count();
        let shown = line.trim_matches(|c: char| is_blank_char(c) && !matches!(c, ' ' | '\u{3000}' | '\t'));
        if is_blank(shown) {
            gap += 1;
        } else {
            lines.push((Raw { number: index + 1, text: shown, gap, edge: false }, page));
            page += usize::from(lost && is_page_number(shown));
            gap = 0;
        }
    }
    let heads = running_heads(&lines);
    let numbered = bare_page_numbers(&lines, &heads);
    for index in doubtful_numbers(&lines, &heads) {
        lines[index].0.edge = true;
    }
    let mut kept = Vec::<Raw>::with_capacity(lines.len());
    let mut lost = 0;
    for (index, (mut line, _)) in lines.into_iter().enumerate() {
        if heads.contains(&index) || numbered.contains(&index) {
            // The blank lines round a page's end say nothing about the text.
            lost = line.gap + 1;
            continue;
        }
        line.gap = if lost > 0 { 0 } else { line.gap };
        lost = 0;
        kept.push(line);
    }
    kept
}

/// Whether a line is a page number beyond doubt: `- 3 -`, `— 3 —`, `第 3 页`, `第3页 共12页`, `3 / 12`,
/// `- 3/12 -`, `Page 3 of 12`.
pub fn is_page_number(text: &str) -> bool {
    let text: String = text.chars().map(fold).filter(|&c| !is_blank_char(c)).collect();
    let dashes = |c: char| matches!(c, '-' | '—' | '–' | '−' | '―' | '─' | '·' | '~');
    let inner = text.trim_matches(dashes);
    let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(inner) {
        return text.starts_with(dashes) && text.ends_with(dashes);
    }
    let inner = inner.to_ascii_lowercase().replace("of", "/");
    let named = inner.strip_prefix("page");
    if named.is_some_and(digits) {
        return true;
    }
    let parts = named.unwrap_or(&inner).split_once('/');
    if let Some((page, pages)) = parts.filter(|(page, pages)| digits(page) && digits(pages)) {
        let number = |part: &str| part.parse::<u32>().unwrap_or(0);
        return (1..=number(pages)).contains(&number(page));
    }
    let counted = |part: &str| {
        let number = part.strip_prefix('第').and_then(|rest| rest.strip_suffix('页'));
        number.is_some_and(digits)
    };
    let (page, rest) = text.split_at(text.find('页').map_or(0, |at| at + '页'.len_utf8()));
    let pages = rest.trim_start_matches([',', '/', '(']).trim_end_matches(')').strip_prefix('共');
    counted(page) && (rest.is_empty() || pages.and_then(|rest| rest.strip_suffix('页')).is_some_and(digits))
}

/// Blocks without the paragraphs that are page numbers and count the pages, as programs leave them where they take the text
/// off pages. A first page by itself needs no number, and what looks like one may be anything.
pub fn without_page_numbers(mut blocks: Vec<Block>) -> Vec<Block> {
    let number = |block: &Block| match block {
        Block::Paragraph(line) if line.mark != Mark::Heading && is_page_number(&line.text) => {
            let digits = line.text.chars().map(fold).skip_while(|c| !c.is_ascii_digit());
            digits.take_while(char::is_ascii_digit).collect::<String>().parse::<usize>().ok()
        }
        _ => None,
    };
    let numbers: Vec<usize> = blocks.iter().filter_map(number).collect();
    if numbers.last() > Some(&1) && numbers.windows(2).all(|pair| pair[0] < pair[1]) {
        blocks.retain(|block| number(block).is_none());
    }
    blocks
}

/// First and last lines of the pages, by index, where form feeds mark pages; running heads do not count.
fn edges(lines: &[(Raw, usize)], heads: &BTreeSet<usize>) -> (Vec<usize>, Vec<usize>) {
    let kept: Vec<usize> = (0..lines.len()).filter(|index| !heads.contains(index)).collect();
    let pages = || kept.chunk_by(|&a, &b| lines[a].1 == lines[b].1);
    (pages().map(|page| page[0]).collect(), pages().map(|page| page[page.len() - 1]).collect())
}

/// How many lines a running head or foot may have.
const HEAD_LINES: usize = 2;

/// Page numbers beyond doubt, and lines of words that stand first, or last, on three pages or more: alike, or but for a
/// number that counts the pages.
fn running_heads(lines: &[(Raw, usize)]) -> BTreeSet<usize> {
    let mut heads: BTreeSet<usize> = (0..lines.len()).filter(|&index| is_page_number(lines[index].0.text)).collect();
    for layer in 0..2 * HEAD_LINES {
        let (first, last) = edges(lines, &heads);
        let edge = if layer % 2 == 0 { first } else { last };
        let mut seen = HashMap::<Vec<&str>, Vec<usize>>::new();
        for index in edge {
            let text = lines[index].0.text;
            if text.chars().any(char::is_alphabetic) {
                seen.entry(words(text)).or_default().push(index);
            }
        }
        let counting = |places: &Vec<usize>| {
            let numbers = |&index: &usize| numbers(lines[index].0.text, lines[index].1);
            let rows: Vec<Vec<(usize, usize)>> = places.iter().map(numbers).collect();
            let same = |at: usize, part: fn(&(usize, usize)) -> usize| {
                rows.iter().all(|row| row.get(at).map(part) == rows[0].get(at).map(part))
            };
            places.len() > 2 && (0..rows[0].len()).all(|at| same(at, |n| n.0) || same(at, |n| n.1))
        };
        heads.extend(seen.into_values().filter(counting).flatten());
    }
    heads
}

/// What stands between the numbers of a line, blanks left out.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_ascii_digit())
        .flat_map(|part| part.split(is_blank_char))
        .filter(|part| !part.is_empty())
        .collect()
}

/// The numbers of a line, each with its distance from the number of its page.
fn numbers(text: &str, page: usize) -> Vec<(usize, usize)> {
    let number = |part: &str| part.parse::<usize>().ok();
    text.split(|c: char| !c.is_ascii_digit()).filter_map(number).map(|n| (n, n.wrapping_sub(page))).collect()
}

/// Bare numbers that may be those of pages: at their edges, or between blank lines where other numbers have none.
fn doubtful_numbers(lines: &[(Raw, usize)], heads: &BTreeSet<usize>) -> Vec<usize> {
    let is_number = |index: usize| lines[index].0.text.trim().parse::<u32>().is_ok_and(|number| number < 1000);
    let (first, last) = edges(lines, heads);
    // Where the whole text begins and ends, no page does.
    let edges = first.into_iter().skip(1).chain(last.into_iter().rev().skip(1));
    let apart = |index: usize| lines[index].0.gap > 0 && lines.get(index + 1).is_some_and(|(next, _)| next.gap > 0);
    let numbers: Vec<usize> = (0..lines.len()).filter(|&index| is_number(index)).collect();
    let alone: Vec<usize> = numbers.iter().copied().filter(|&index| apart(index)).collect();
    let rare = alone.len() * 10 < numbers.len();
    let counting = counts_pages(lines, &numbers);
    let alone = alone.into_iter().filter(|_| rare).chain(numbers.iter().copied().filter(|_| counting));
    edges.filter(|&index| is_number(index)).chain(alone).collect()
}

/// Whether bare numbers count the pages of a text that keeps nothing else of them: one by one from the first or second on,
/// each a good part of a page behind the one before, and there is no other bare number.
fn counts_pages(lines: &[(Raw, usize)], numbers: &[usize]) -> bool {
    const FEWEST: usize = 3;
    const LINES: usize = 15;
    let number = |&index: &usize| lines[index].0.text.trim().parse::<usize>().unwrap_or(0);
    let follows = |pair: &[usize]| number(&pair[1]) == number(&pair[0]) + 1 && pair[1] - pair[0] >= LINES;
    numbers.len() >= FEWEST && (1..=2).contains(&number(&numbers[0])) && numbers.windows(2).all(follows)
}

/// Bare numbers that stand first, or last, on pages and count them.
fn bare_page_numbers(lines: &[(Raw, usize)], heads: &BTreeSet<usize>) -> Vec<usize> {
    let (first, last) = edges(lines, heads);
    let counting = |edge: Vec<usize>| {
        let number = |&index: &usize| lines[index].0.text.trim().parse::<usize>().ok().filter(|n| *n < 1000);
        let numbers: Vec<(usize, usize)> = edge.iter().filter_map(|i| Some((*i, number(i)?))).collect();
        let shift = |&(index, number): &(usize, usize)| number.wrapping_sub(lines[index].1);
        let constant = numbers.windows(2).all(|pair| shift(&pair[0]) == shift(&pair[1]));
        if numbers.len() > 1 && constant { numbers.into_iter().map(|(index, _)| index).collect() } else { Vec::new() }
    };
    let mut found = counting(first);
    found.extend(counting(last));
    found
}
