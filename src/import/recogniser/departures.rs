//! Where a document departs from the prescribed form though it was understood: how figures are written, labels with a
//! slip, headings in other words, chapters that are missing, rows that do not belong. It changes nothing of the reading.

use crate::domain::figure::{Figure, Kind};
use crate::domain::form::{CellId, Form};
use crate::domain::number::Number;
use crate::domain::proposal::ProposedFigure;
use crate::domain::report::{Departure, Manner};
use crate::domain::text::Lang;
use crate::import::block::Block;
use crate::import::normal::{is_blank_char, letters};
use crate::import::value::without_last_year;

use super::heading::Heading;
use super::table::TableReading;

/// How many printed figures one departure names.
const NAMED: usize = 3;

/// The yuan, in which amounts may be printed with their unit: the form asks for none there.
const YUAN: &str = "元";

/// All departures of a document: notation table by table, labels, headings in other words or out of order, missing
/// chapters, rows. `headings` are those in the form's order, and those of other chapters that stand elsewhere.
pub fn of(
    form: &Form,
    [headings, strays]: [&[Heading]; 2],
    blocks: &[Block],
    tables: &[TableReading],
    lang: Lang,
) -> Vec<Departure> {
    let mut all = Vec::new();
    for table in tables {
        all.extend(notation(form, &table.figures));
        let label = |(cell, label): &(CellId, String)| (Some(*cell), label.clone());
        let misprints = table.misprints.iter().map(label);
        all.extend(misprints.map(|(cell, text)| Departure { manner: Manner::Label, cell, text }));
        let foreign = table.foreign.iter().map(|(_, words)| words.clone());
        let rows = foreign.chain(table.unplaced.iter().map(|row| row.label.clone()));
        all.extend(rows.map(|text| Departure { manner: Manner::Rows, cell: None, text }));
    }
    // A table alone, as in a workbook, has no chapters at all.
    if headings.is_empty() {
        return all;
    }
    for (index, chapter) in form.definition().chapters.iter().enumerate() {
        let official = format!("{}、{}", chapter.numeral, chapter.heading);
        let of_chapter = |heading: &&Heading| heading.chapter == index;
        let (manner, text) = match (headings.iter().find(of_chapter), strays.iter().find(of_chapter)) {
            (None, None) => (Manner::Missing, official),
            (None, Some(stray)) => {
                let words = lang.pick("（不在规定的位置）", " (not in its place)");
                (Manner::Heading, printed(stray, blocks) + words)
            }
            (Some(heading), _) => {
                let printed = printed(heading, blocks);
                if is_as_prescribed(&printed, &official) {
                    continue;
                }
                (Manner::Heading, printed)
            }
        };
        all.push(Departure { manner, cell: None, text });
    }
    all
}

/// The heading as printed, without what follows it on its line.
fn printed(heading: &Heading, blocks: &[Block]) -> String {
    let lines = blocks[heading.block..heading.end].iter().filter_map(Block::line);
    let text: String = lines.map(|line| line.text.as_str()).collect();
    let text = text.strip_suffix(heading.rest.as_str()).unwrap_or(&text);
    text.trim_matches(|c: char| is_blank_char(c) || "。：:".contains(c)).to_string()
}

/// Whether a heading has the prescribed words and numeral; blanks, brackets and page numbers do not matter.
fn is_as_prescribed(printed: &str, official: &str) -> bool {
    let printed = printed.split(['（', '(']).next().unwrap_or_default();
    let words = |text: &str| letters(text).into_iter().filter(|c| !c.is_ascii_digit()).collect::<Vec<_>>();
    words(printed) == words(official)
}

/// Figures of one table that are not written as plain half-width digits.
fn notation(form: &Form, figures: &[ProposedFigure]) -> Option<Departure> {
    let odd: Vec<&ProposedFigure> = figures.iter().filter(|figure| !is_plain(form, figure)).collect();
    let first = odd.first()?;
    let named: Vec<String> = odd.iter().take(NAMED).map(|figure| format!("“{}”", figure.source.printed)).collect();
    let rest = if odd.len() > NAMED { format!(" …({})", odd.len()) } else { String::new() };
    Some(Departure { manner: Manner::Notation, cell: Some(first.cell), text: named.join(" ") + &rest })
}

fn is_plain(form: &Form, figure: &ProposedFigure) -> bool {
    let column = form.column(figure.cell);
    let Figure::Number(number) = figure.figure else { return true };
    if column.kind == Kind::Signed || column.unit == YUAN {
        return true;
    }
    let printed = without_last_year(&figure.source.printed).trim_matches(is_blank_char);
    let zeros = printed.len() > 1 && printed.starts_with('0') && !printed.starts_with("0.");
    !zeros && !printed.starts_with('+') && printed.parse::<Number>() == Ok(number)
}
