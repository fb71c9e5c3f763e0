//! How far labels differ, bounded, and how broken lines are joined. How they are compared is `domain::spelling`'s. It knows
//! no label by name.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub use crate::domain::spelling::{fold, is_blank, is_blank_char, letters, one_number, shows_nothing};

/// Display columns of a text; ambiguous characters count one.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Display columns before the first character that shows.
pub fn indent(text: &str) -> usize {
    text.chars().take_while(|&c| is_blank_char(c)).map(|c| c.width().unwrap_or(0)).sum()
}

/// Whether a character is set without blanks around it: Han, kana, and their punctuation.
pub fn is_wide(c: char) -> bool {
    c.width() == Some(2) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Appends a line that a page had broken off: with a blank only between words that need one.
pub fn join(text: &mut String, line: &str) {
    if needs_blank(text, line) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether two lines of one paragraph are words that need a blank between them.
pub fn needs_blank(before: &str, behind: &str) -> bool {
    let joint = before.chars().next_back().zip(behind.chars().next());
    joint.is_some_and(|(last, first)| {
        !(is_wide(last) || is_wide(first) || last.is_whitespace() || last.is_ascii_digit() && first.is_ascii_digit())
    })
}

/// Appends a line of a cell: labels go on as broken lines do, but two lines of digits do not make one figure.
pub fn join_cell(text: &mut String, line: &str) {
    join_line(text, line.trim_end_matches(is_blank_char));
}

/// As [`join_cell`], with the blanks behind the line kept: another one may follow.
pub fn join_line(text: &mut String, line: &str) {
    let line = line.trim_start_matches(is_blank_char);
    let digit = |c: Option<char>| c.is_some_and(|c| fold(c).is_ascii_digit());
    if digit(text.chars().next_back()) && digit(line.chars().next()) {
        text.push('\n');
        text.push_str(line);
    } else {
        join(text, line);
    }
}

/// The number of insertions, deletions and replacements between two texts, `None` where it is over `most`
/// (Levenshtein, by rows, given up as soon as a whole row is over).
pub fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
        if row.iter().all(|&cost| cost > most) {
            return None;
        }
    }
    row.last().copied().filter(|&cost| cost <= most)
}

/// The most characters of a reading with its brackets.
const LONGEST_READING: usize = 12;

/// A text without the readings that a program set in brackets behind its characters, as in `規(guī)章`; `None` where there
/// are none.
pub fn without_readings(text: &str) -> Option<String> {
    let (mut plain, mut rest, mut found) = (String::new(), text, false);
    while let Some(open) = rest.find(['(', '（']) {
        let (before, bracket) = rest.split_at(open);
        // A reading is short; an end further away is not looked for.
        let close =
            bracket.char_indices().take(LONGEST_READING).find(|(_, c)| matches!(c, ')' | '）')).map(|(at, _)| at);
        let inner = close.map(|close| bracket[..close].trim_start_matches(['(', '（']));
        let is_reading = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphabetic() && c < '\u{1EFF}');
        let behind = close.and_then(|close| {
            bracket[close..].char_indices().nth(1).map_or(Some(""), |(at, _)| bracket[close..].get(at..))
        });
        plain.push_str(before);
        match (inner.filter(|inner| is_reading(inner)), behind) {
            (Some(_), Some(behind)) if before.chars().next_back().is_some_and(is_wide) => {
                (rest, found) = (behind, true)
            }
            _ => {
                let end = bracket.chars().next().map_or(0, char::len_utf8);
                plain.push_str(&bracket[..end]);
                rest = &bracket[end..];
            }
        }
    }
    plain.push_str(rest);
    found.then_some(plain)
}

/// Whether one text occurs in another.
pub fn contains(whole: &[char], part: &[char]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}
