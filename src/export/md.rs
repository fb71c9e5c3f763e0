//! Markdown (CommonMark with pipe tables). A pipe table has no merged cells: a label or figure stands in the first grid
//! cell of its own, the others that it covers stay empty, so figures stay below and beside their labels.
//!
//! Whatever a paragraph says, it comes out as a paragraph: signs that Markdown would read are escaped. The closing lines
//! stand below a rule.

use super::document::{Document, Paragraph, Table};

pub fn write(document: &Document) -> String {
    let mut text = String::new();
    if let Some(mark) = document.mark {
        text.push_str("**");
        text.push_str(mark);
        text.push_str("**\n\n");
    }
    for line in document.agency.as_deref().into_iter().chain([document.title.as_str()]) {
        heading(&mut text, "# ", line);
    }
    block(&mut text, &document.preamble);
    for chapter in &document.chapters {
        heading(&mut text, "## ", &chapter.heading);
        block(&mut text, &chapter.paragraphs);
        if let Some(table) = &chapter.table {
            pipes(&mut text, table);
        }
    }
    if !document.closing.is_empty() {
        text.push_str("---\n\n");
        block(&mut text, &document.closing);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn heading(text: &mut String, sign: &str, words: &str) {
    text.push_str(sign);
    escape(text, words);
    text.push_str("\n\n");
}

fn block(text: &mut String, paragraphs: &[Paragraph]) {
    for paragraph in paragraphs {
        escape(text, &paragraph.text);
        text.push_str("\n\n");
    }
}

fn pipes(text: &mut String, table: &Table) {
    for (row, line) in table.lines() {
        let mut cells = line.iter().peekable();
        for column in 0..table.columns() {
            text.push_str("| ");
            if let Some(cell) = cells.next_if(|cell| usize::from(cell.at.1) == column) {
                let before = text.len();
                escape(text, &cell.text());
                if text.len() > before {
                    text.push(' ');
                }
            }
        }
        text.push_str("|\n");
        if row == 0 {
            text.extend(std::iter::repeat_n("| --- ", table.columns()));
            text.push_str("|\n");
        }
    }
    text.push('\n');
}

/// Puts a backslash before every sign that Markdown would otherwise read: anywhere what marks up words, and at the
/// start of a line what makes it something else than a paragraph.
pub fn escape(text: &mut String, words: &str) {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in words.char_indices() {
        let rest = &words[at + c.len_utf8()..];
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '~' => true,
            '&' => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#'),
            '#' | '=' | '-' | '+' => at == 0 || (c == '#' && rest.is_empty()),
            '.' | ')' => at > 0 && at == digits && (rest.is_empty() || rest.starts_with(' ')),
            _ => false,
        };
        if escaped {
            text.push('\\');
        }
        text.push(c);
    }
}
