//! Text in columns: display width, fitting, wrapping. It measures ambiguous characters as narrow, as ratatui does;
//! where a terminal shows them wide, the ASCII mode avoids them. It knows no colours.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A count of lines or columns as the screen counts them.
pub fn short(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Marks that must not stand at the start of a line.
pub const CLOSING: &str = "，。、；：？！）》〉】〕」』”’…—,.;:?!)]}%％";

/// Marks that must not stand at the end of a line.
pub const OPENING: &str = "（《〈【〔「『“‘([{";

/// So many of something, in English: `1 cell`, `2 cells`.
pub fn counted<N: std::fmt::Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The display columns of a character that stands for itself wherever it meets another such character. Nearly all text
/// of a screen consists of them, and measuring them at every key needs no tables.
#[inline]
fn simple(character: char) -> Option<usize> {
    match character {
        ' '..='~' | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '─'..='╿' => Some(1),
        '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{3011}' | '\u{FF01}'..='\u{FF5E}' => Some(2),
        _ => None,
    }
}

pub fn width(text: &str) -> usize {
    let simple = text.chars().try_fold(0, |sum, character| Some(sum + simple(character)?));
    simple.unwrap_or_else(|| text.width())
}

/// A text character by character as people count them (grapheme clusters), each with its display columns.
#[inline]
pub fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        // A Chinese character (U+5000 to U+9FFF) before another one, which is most of what is laid out, is told by its bytes.
        if let [0xE5..=0xE9, _, _, 0xE5..=0xE9, ..] = rest.as_bytes() {
            let (cluster, behind) = rest.split_at(3);
            rest = behind;
            return Some((cluster, 2));
        }
        let mut characters = rest.chars();
        let first = characters.next()?;
        let columns = simple(first).filter(|_| characters.next().is_none_or(|next| simple(next).is_some()));
        let cluster = match columns {
            Some(_) => &rest[..first.len_utf8()],
            None => rest.graphemes(true).next().unwrap_or(rest),
        };
        rest = &rest[cluster.len()..];
        Some((cluster, columns.unwrap_or_else(|| cluster.width())))
    })
}

/// The beginning of a text that fits into `columns`, with `~` at its end where something was cut.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    // No character is wider than its bytes are many.
    if text.len() <= columns || width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let (mut kept, mut used) = (String::new(), 1);
    for (cluster, wide) in clusters(text) {
        used += wide;
        if used > columns {
            break;
        }
        kept.push_str(cluster);
    }
    if columns > 0 {
        kept.push('~');
    }
    Cow::Owned(kept)
}

/// The end of a text that fits into `columns`, with `~` at its beginning where something was cut.
pub fn end_of(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_string();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut used = 1;
    for grapheme in text.graphemes(true).rev() {
        used += width(grapheme);
        if used > columns {
            break;
        }
        kept.push(grapheme);
    }
    let end: String = kept.into_iter().rev().collect();
    if columns > 0 { format!("~{end}") } else { end }
}

/// Beginning and end of a text in `columns`, with `~` between them where something was cut: of names of offices, the one says
/// where and the other what.
pub fn ends_of(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_string();
    }
    let end = end_of(text, columns / 2 + 1);
    let (mut kept, mut used) = (String::new(), width(&end));
    for (cluster, wide) in clusters(text) {
        used += wide;
        if used > columns {
            break;
        }
        kept.push_str(cluster);
    }
    kept + &end
}

/// Marks at which a clause ends; a Latin one only before a blank.
const CLAUSE: &str = "，；。：！,;.:!";

/// A text in at most `count` lines. What does not fit goes from its end, the least important first: the aside in its last
/// sentence, whole clauses, words. A word or a number is never cut while anything before it fits; `…` stands for what went.
pub fn brief(text: &str, columns: usize, count: usize) -> Vec<String> {
    let whole = wrap(text, columns);
    if whole.len() <= count {
        return whole;
    }
    let shorter = without_aside(text).map(|shorter| wrap(&shorter, columns));
    if let Some(shorter) = shorter.filter(|shorter| shorter.len() <= count) {
        return shorter;
    }
    // In ASCII the sign of what went takes three columns.
    let within = |kept: &str| {
        if width(kept) > columns * count {
            return None;
        }
        let mut lines = wrap(&format!("{kept}..."), columns);
        let last = lines.last_mut()?;
        *last = format!("{}…", last.strip_suffix("...")?);
        (lines.len() <= count).then_some(lines)
    };
    // What is wider than the lines and one more, for blanks that are not seen, is not tried.
    let mut wide = 0;
    let fits = |(_, columns_of): &(&str, usize)| {
        wide += columns_of;
        wide <= columns * (count + 1)
    };
    let reach: usize = clusters(text).take_while(fits).map(|(cluster, _)| cluster.len()).sum();
    let mut ends = text[..reach].char_indices().rev().filter(|&(at, mark)| {
        let behind = text[at + mark.len_utf8()..].chars().next();
        CLAUSE.contains(mark) && (!mark.is_ascii() || behind == Some(' '))
    });
    let clauses = ends.find_map(|(at, _)| Some((width(&text[..at]), within(&text[..at])?)));
    if let Some((_, lines)) = clauses.filter(|(kept, _)| kept * 2 >= columns * count) {
        return lines;
    }
    let mut starts: Vec<usize> = pieces(text)
        .scan(0, |at, piece| {
            *at += piece.len();
            Some(*at)
        })
        .take_while(|at| *at <= reach)
        .collect();
    if starts.last() == Some(&text.len()) {
        starts.pop();
    }
    let words = starts.into_iter().rev().find_map(|at| within(text[..at].trim_end()));
    words.unwrap_or_else(|| {
        let mut cut: Vec<String> = whole.into_iter().take(count).collect();
        if let Some(last) = cut.last_mut() {
            *last = fit(&format!("{last}…"), columns).into_owned();
        }
        cut
    })
}

/// A text without the words in brackets at its very end.
fn without_aside(text: &str) -> Option<String> {
    let end = text.trim_end_matches(['。', '.']);
    let open = match end.chars().next_back()? {
        '）' => end.rfind('（')?,
        ')' => end.rfind(" (")?,
        _ => return None,
    };
    Some(format!("{}{}", &text[..open], &text[end.len()..]))
}

/// A text of exactly `columns`, cut or filled with blanks behind.
pub fn left(text: &str, columns: usize) -> String {
    let mut text = fit(text, columns).into_owned();
    text.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(&text))));
    text
}

/// A text of exactly `columns`, cut or filled with blanks before.
pub fn right(text: &str, columns: usize) -> String {
    let text = fit(text, columns);
    " ".repeat(columns.saturating_sub(width(&text))) + &*text
}

/// Lines of at most `columns`. A line breaks at a blank or beside a wide character, never before a closing mark.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
}

fn wrap_line(text: &str, columns: usize) -> Vec<String> {
    let lines = lines(text, columns);
    let last = lines.len() - 1;
    // The blanks at which a line breaks are not seen.
    let shown = |(index, line): (usize, &str)| if index == last { line } else { line.trim_end() }.to_string();
    lines.into_iter().map(|line| &text[line]).enumerate().map(shown).collect()
}

/// The lines of a paragraph as ranges of its bytes, one behind the other and nothing left out: at least one. They break
/// as those of [`wrap`]; blanks at which a line breaks hang beyond its end.
pub fn lines(text: &str, columns: usize) -> Vec<Range<usize>> {
    indented(text, columns, 0)
}

/// The lines of a paragraph whose first line is shorter by so many columns.
pub fn indented(text: &str, columns: usize, indent: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let columns = columns.max(2);
    let mut room = columns.saturating_sub(indent).max(2);
    let (mut start, mut at, mut used) = (0, 0, 0);
    for piece in measured(text) {
        let visible = piece.wide - piece.blank;
        if used > 0 && visible > 0 && used + visible > room {
            lines.push(start..at);
            (start, used, room) = (at, 0, columns);
        }
        if visible <= room {
            at += piece.text.len();
            used += piece.wide;
            continue;
        }
        for (cluster, wide) in clusters(piece.text) {
            if used > 0 && used + wide > room && !cluster.trim().is_empty() {
                lines.push(start..at);
                (start, used, room) = (at, 0, columns);
            }
            at += cluster.len();
            used += wide;
        }
    }
    lines.push(start..at);
    lines
}

/// A stretch of a text behind which a line may break.
#[derive(Default)]
struct Piece<'a> {
    text: &'a str,
    /// Its columns, and those of the blanks at its end among them.
    wide: usize,
    blank: usize,
}

/// The stretches of a text between which a line may break: at least one.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    measured(text).map(|piece| piece.text)
}

/// Those stretches with their columns. A text is laid out whole at every key, so each character is looked at once.
#[inline]
fn measured(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = clusters(text);
    let (mut start, mut at, mut is_done) = (0, 0, false);
    let (mut wide, mut blank) = (0, 0);
    // The character that the last cluster began with, and whether a line may break beside it.
    let mut before: Option<(char, bool)> = None;
    std::iter::from_fn(move || {
        for (cluster, columns) in rest.by_ref() {
            let sign = cluster.chars().next().unwrap_or_default();
            // Nearly every character is a Chinese one, a letter or a digit, and need not be looked for among the marks.
            let is_word =
                |sign: char| matches!(sign, '\u{4E00}'..='\u{9FFF}' | '0'..='9' | 'A'..='Z' | 'a'..='z' | ' ');
            let is_blank = sign.is_whitespace() && cluster.trim().is_empty();
            let parted = before.is_some_and(|(sign_before, breaks)| {
                (breaks || columns > 1)
                    && (is_word(sign_before) || !OPENING.contains(sign_before))
                    && (is_word(sign) || !CLOSING.contains(sign))
            });
            before = Some((sign, cluster == " " || columns > 1));
            let piece = Piece { text: &text[start..at], wide, blank };
            if parted {
                (start, wide, blank) = (at, 0, 0);
            }
            at += cluster.len();
            wide += columns;
            blank = if is_blank { blank + columns } else { 0 };
            if parted {
                return Some(piece);
            }
        }
        let last = Piece { text: &text[start..], wide, blank };
        (!std::mem::replace(&mut is_done, true)).then_some(last)
    })
}
