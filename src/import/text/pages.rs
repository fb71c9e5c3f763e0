//! Lines of a text without what belongs to its pages: page numbers and running heads.

use std::collections::HashMap;

use super::Raw;
use crate::import::normal::{fold, is_blank, is_blank_char};

/// The lines that show something and belong to the document.
pub(super) fn lines(text: &str) -> Vec<Raw<'_>> {
    let mut lines = Vec::<(Raw, usize)>::new();
    let (mut gap, mut page) = (0, 0);
    for (index, line) in text.split('\n').enumerate() {
        page += line.matches('\u{c}').count();
        let shown = line.trim_matches(|c: char| is_blank_char(c) && !matches!(c, ' ' | '\u{3000}' | '\t'));
        if is_blank(shown) {
            gap += 1;
        } else {
            lines.push((Raw { number: index + 1, text: shown, gap }, page));
            gap = 0;
        }
    }
    let heads = running_heads(&lines);
    let numbered = bare_page_numbers(&lines);
    let mut kept = Vec::<Raw>::with_capacity(lines.len());
    let mut lost = 0;
    for (index, (mut line, _)) in lines.into_iter().enumerate() {
        if heads.contains_key(&index) || numbered.contains(&index) || is_page_number(line.text) {
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

/// Whether a line is a page number beyond doubt: `- 3 -`, `— 3 —`, `第 3 页`, `第3页 共12页`, `3 / 12`.
fn is_page_number(text: &str) -> bool {
    let text: String = text.chars().map(fold).filter(|&c| !is_blank_char(c)).collect();
    let dashes = |c: char| matches!(c, '-' | '—' | '–' | '−' | '―' | '─' | '·' | '~');
    let inner = text.trim_matches(dashes);
    let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(inner) {
        return text.starts_with(dashes) && text.ends_with(dashes);
    }
    if let Some((page, pages)) = text.split_once('/').filter(|(page, pages)| digits(page) && digits(pages)) {
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

/// First and last lines of the pages, by index, where form feeds mark pages.
fn edges(lines: &[(Raw, usize)]) -> (Vec<usize>, Vec<usize>) {
    let first = (0..lines.len()).filter(|&i| i == 0 || lines[i - 1].1 != lines[i].1).collect();
    let last = (0..lines.len()).filter(|&i| i + 1 == lines.len() || lines[i + 1].1 != lines[i].1).collect();
    (first, last)
}

/// Lines of words that stand first, or last, on three pages or more.
fn running_heads(lines: &[(Raw, usize)]) -> HashMap<usize, ()> {
    let (first, last) = edges(lines);
    let mut heads = HashMap::new();
    for edge in [first, last] {
        let mut seen = HashMap::<&str, Vec<usize>>::new();
        for index in edge {
            let words = lines[index].0.text.trim();
            if words.chars().any(|c| c.is_alphabetic()) {
                seen.entry(words).or_default().push(index);
            }
        }
        heads.extend(seen.into_values().filter(|places| places.len() > 2).flatten().map(|index| (index, ())));
    }
    heads
}

/// Bare numbers that stand first, or last, on pages and count them.
fn bare_page_numbers(lines: &[(Raw, usize)]) -> Vec<usize> {
    let (first, last) = edges(lines);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<&str> {
        lines(text).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn page_numbers_are_told_from_figures() {
        for text in ["-1-", "— 12 —", "第 3 页", "第3页 共12页", "第3页/共12页", "3 / 12", "－ 4 －"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["-1", "12", "0 0", "0/0", "5/3", "--253", "-", "/", "第三页", "1-", "3页"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn bare_numbers_go_only_where_they_count_pages() {
        assert_eq!(kept("一\n1\n\u{c}二\n2\n\u{c}三\n3\n"), ["一", "二", "三"]);
        assert_eq!(kept("一\n5\n\u{c}二\n0\n"), ["一", "5", "二", "0"]);
    }

    #[test]
    fn running_heads_go_and_blank_lines_at_a_page_end_are_no_gap() {
        assert_eq!(kept("某局报告\n一\n\u{c}某局报告\n二\n\u{c}某局报告\n三"), ["一", "二", "三"]);
        assert_eq!(lines("一\n\n-1-\n\n二").iter().map(|line| line.gap).collect::<Vec<_>>(), [0, 0]);
    }
}
