//! Text in columns: display width, fitting, wrapping. It measures ambiguous characters as narrow, as ratatui does;
//! where a terminal shows them wide, the ASCII mode avoids them. It knows no colours.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Marks that must not stand at the start of a line.
const CLOSING: &str = "，。、；：？！）》〉】〕”’…—,.;:?!)]}%％";

/// Display columns of a text.
pub fn width(text: &str) -> usize {
    // Most of a table is figures and blanks, at every key.
    let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if plain { text.len() } else { text.width() }
}

/// The beginning of a text that fits into `columns`, with `~` at its end where something was cut.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let (mut kept, mut used) = (String::new(), 1);
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > columns {
            break;
        }
        kept.push_str(grapheme);
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
    text.split('\n').flat_map(|line| wrap_line(line, columns.max(2))).collect()
}

fn wrap_line(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        let too_long = !line.is_empty() && width(&line) + width(piece.trim_end()) > columns;
        if too_long {
            lines.push(std::mem::take(&mut line).trim_end().to_string());
        }
        if line.is_empty() && !lines.is_empty() && piece.trim().is_empty() {
            continue;
        }
        for grapheme in piece.graphemes(true) {
            if width(&line) + width(grapheme) > columns {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(grapheme);
        }
    }
    lines.push(line);
    lines
}

/// The stretches of a text between which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let (mut pieces, mut start) = (Vec::new(), 0);
    for pair in graphemes.windows(2) {
        let [(_, before), (at, after)] = pair else { continue };
        let breaks = *before == " " || width(before) > 1 || width(after) > 1;
        let opens = matches!(*before, "（" | "《" | "“" | "‘" | "〔" | "【" | "(");
        if breaks && !opens && !CLOSING.contains(after) {
            pieces.push(&text[start..*at]);
            start = *at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_and_filled_by_display_width() {
        assert_eq!(left("总计", 6), "总计  ");
        assert_eq!(right("总计", 5), " 总计");
        assert_eq!(fit("商业企业", 5), "商业~");
        assert_eq!(fit("商业企业", 8), "商业企业");
        assert_eq!(fit("商业", 0), "");
        assert_eq!(end_of("/home/公开/库", 8), "~公开/库");
        assert_eq!(end_of("/library", 8), "/library");
    }

    #[test]
    fn lines_break_beside_wide_characters_and_never_before_a_closing_mark() {
        assert_eq!(wrap("一二三四，五", 8), ["一二三", "四，五"]);
        assert_eq!(wrap("see the 2022 report", 8), ["see the", "2022", "report"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        for line in wrap("（一）部分公开（区分处理的，只计这一情形，不计其他情形）：2022年7件。", 10)
        {
            assert!(width(&line) <= 10, "{line}");
        }
    }
}
