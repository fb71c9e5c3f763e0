//! Text whose edge tells its lines apart, as gouji itself writes it: headings and drawn tables at the edge, paragraphs
//! of one line behind two full-width blanks, title and closing lines further in. Nothing that a paragraph says is taken
//! for anything else there.

use super::{Raw, boxes};
use crate::domain::proposal::Place;
use crate::import::block::{Block, Line, Mark};
use crate::import::normal::{is_blank, is_blank_char};

const PARAGRAPH: &str = "　　";

/// The least indent of a title or closing line.
const CENTRED: &str = "    ";

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Heading,
    Paragraph,
    Centred,
    Drawing,
}

/// Reads such a text; `None` for any other.
pub fn read(text: &str) -> Option<Vec<Block>> {
    let lines = lines(text);
    let kinds = kinds(&lines)?;
    let first_heading = kinds.iter().position(|kind| *kind == LineKind::Heading)?;
    kinds.contains(&LineKind::Drawing).then_some(())?;
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if kinds[at] == LineKind::Drawing
            && let Some(end) = boxes::region(&lines, at)
        {
            blocks.extend(boxes::grid(&lines[at..end], true).map(Block::Grid));
            at = end;
            continue;
        }
        let mark = match kinds[at] {
            LineKind::Heading => Mark::Heading,
            LineKind::Centred if at < first_heading => Mark::Heading,
            LineKind::Centred => Mark::Foot,
            LineKind::Paragraph | LineKind::Drawing => Mark::None,
        };
        let text = line.text.trim_matches(is_blank_char).to_string();
        blocks.push(Block::Paragraph(Line {
            place: Place::Line(line.number),
            text,
            gap: line.gap,
            mark,
            broken: false,
        }));
        at += 1;
    }
    Some(blocks)
}

/// The lines that show something, whatever page they may have stood on.
pub fn lines(text: &str) -> Vec<Raw<'_>> {
    let (mut lines, mut gap) = (Vec::new(), 0);
    for (index, line) in text.split('\n').enumerate() {
        if is_blank(line) {
            gap += 1;
        } else {
            let text = line.trim_end_matches(is_blank_char).trim_start_matches('\u{FEFF}');
            lines.push(Raw { number: index + 1, text, gap, edge: false });
            gap = 0;
        }
    }
    lines
}

/// What every line is; `None` where one of them fits nowhere.
fn kinds(lines: &[Raw]) -> Option<Vec<LineKind>> {
    let kind = |(index, line): (usize, &Raw)| {
        let apart = line.gap > 0 && lines.get(index + 1).is_none_or(|next| next.gap > 0);
        match line.text {
            text if text.starts_with(boxes::is_rule) => Some(LineKind::Drawing),
            text if text.starts_with(CENTRED) => Some(LineKind::Centred),
            text if text.strip_prefix(PARAGRAPH).is_some_and(|rest| !rest.starts_with(is_blank_char)) => {
                Some(LineKind::Paragraph)
            }
            text if !text.starts_with(is_blank_char) && apart => Some(LineKind::Heading),
            _ => None,
        }
    };
    lines.iter().enumerate().map(kind).collect()
}
