//! Plain text: title lines in the middle, headings at the edge, one line for each paragraph, tables drawn with box
//! characters.
//!
//! The edge tells lines apart, so that no words of a paragraph can pass for anything else: a paragraph begins with two
//! full-width blanks, title and closing lines with ASCII blanks, a heading or a rule of a table stands at the edge.

use super::boxes::{self, BUDGET};
use super::document::{Document, Paragraph};
use super::wrap::width;

/// The first-line indent of a paragraph.
const INDENT: &str = "　　";

/// The least indent of a title or closing line, whatever its length.
const LEAST: usize = 4;

pub fn write(document: &Document) -> String {
    let mut text = String::new();
    if let Some(mark) = document.mark {
        text.push_str(INDENT);
        text.push_str(mark);
        text.push_str("\n\n");
    }
    for line in document.agency.as_deref().into_iter().chain([document.title.as_str()]) {
        indented(&mut text, BUDGET.saturating_sub(width(line)) / 2, line);
    }
    block(&mut text, &document.preamble);
    for chapter in &document.chapters {
        text.push('\n');
        text.push_str(&chapter.heading);
        text.push('\n');
        block(&mut text, &chapter.paragraphs);
        if let Some(table) = &chapter.table {
            text.push('\n');
            text.push_str(&boxes::draw(table));
        }
    }
    if !document.closing.is_empty() {
        text.push('\n');
    }
    for line in &document.closing {
        indented(&mut text, BUDGET.saturating_sub(width(&line.text)), &line.text);
    }
    text
}

/// The bytes of a text, in UTF-8; for the editor of Windows with its mark and ends of lines.
pub fn encoded(text: &str, windows: bool) -> Vec<u8> {
    if !windows {
        return text.as_bytes().to_vec();
    }
    format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes()
}

fn block(text: &mut String, paragraphs: &[Paragraph]) {
    if !paragraphs.is_empty() {
        text.push('\n');
    }
    for paragraph in paragraphs {
        text.push_str(INDENT);
        text.push_str(&paragraph.text);
        text.push('\n');
    }
}

fn indented(text: &mut String, blanks: usize, line: &str) {
    text.extend(std::iter::repeat_n(' ', blanks.max(LEAST)));
    text.push_str(line);
    text.push('\n');
}
