//! Whole reports for the tests of containers: a form's tables with another figure in every cell, as a web page, as rows of
//! plain text, and how what was read of them is held against that.

use std::collections::BTreeMap;
use std::fmt::Write;

use gouji::domain::form::{CellId, Form};
use gouji::domain::proposal::Proposal;

use crate::support::{figures, forms, import};

pub const AGENCY: &str = "甲区人民政府办公室";
pub const TITLE: &str = "甲区人民政府办公室2022年政府信息公开工作年度报告";

/// A cell of a table: row and column, rows and columns that it covers, its words.
pub type Cell = ((usize, usize), (usize, usize), String);

/// Another figure for every cell.
pub fn numbered(cell: CellId) -> String {
    (1000 + cell.index()).to_string()
}

/// The form of these reports.
pub fn form() -> &'static Form {
    &forms()[1]
}

/// The cells of a table as the form prints it.
pub fn cells(form: &Form, table: usize) -> Vec<Cell> {
    let size = |(rows, columns): (u16, u16)| (usize::from(rows), usize::from(columns));
    let labels = form.printed_labels(table).iter().map(|label| (size(label.at), size(label.span), label.text.clone()));
    let figures = form.table_cells(table).map(|id| (size(form.cell(id).at), size(form.cell(id).span), numbered(id)));
    labels.chain(figures).collect()
}

/// What a report holds, in order: its lines, and its tables.
pub enum Piece {
    Line(String),
    Table(Vec<Cell>),
}

pub fn pieces(form: &Form, title: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::Line(title.to_string())];
    for (index, chapter) in form.definition().chapters.iter().enumerate() {
        pieces.push(Piece::Line(format!("{}、{}", chapter.numeral, chapter.heading)));
        pieces.push(match form.table_of_chapter(index) {
            Some(table) => Piece::Table(cells(form, table)),
            None => Piece::Line(format!("第{index}章的文字，没有别的。")),
        });
    }
    pieces
}

/// A report as a web page.
pub fn page(title: &str) -> String {
    let mut page = format!("<!DOCTYPE html><html><head><title>{title}</title></head><body>");
    for piece in pieces(form(), title) {
        match piece {
            Piece::Line(words) => writeln!(page, "<p>{words}</p>").unwrap(),
            Piece::Table(cells) => {
                let mut rows: BTreeMap<usize, BTreeMap<usize, Cell>> = BTreeMap::new();
                for cell in cells {
                    rows.entry(cell.0.0).or_default().insert(cell.0.1, cell);
                }
                page += "<table border=\"1\">";
                for row in rows.values() {
                    page += "<tr>";
                    for (_, (down, across), words) in row.values() {
                        writeln!(page, "<td rowspan=\"{down}\" colspan=\"{across}\">{words}</td>").unwrap();
                    }
                    page += "</tr>";
                }
                page += "</table>";
            }
        }
    }
    page + "</body></html>"
}

/// A report as rows of cells, all of one width; quotes around what holds breaks.
pub fn rows(form: &Form, delimiter: char, end: &str) -> String {
    const WIDTH: usize = 16;
    let mut text = String::new();
    let mut row = |cells: &BTreeMap<usize, String>| {
        let cells: Vec<&str> = (0..WIDTH).map(|column| cells.get(&column).map_or("", String::as_str)).collect();
        text += &cells.join(&delimiter.to_string());
        text += end;
    };
    for piece in pieces(form, TITLE) {
        match piece {
            Piece::Line(words) => row(&BTreeMap::from([(0, words)])),
            Piece::Table(cells) => {
                let mut lines: BTreeMap<usize, BTreeMap<usize, String>> = BTreeMap::new();
                for ((at, column), _, words) in cells {
                    let middle = words.char_indices().nth(8).map(|(at, _)| at).filter(|_| words.contains('（'));
                    let words = match middle {
                        Some(at) => format!("\"{}\n{}\"", &words[..at], &words[at..]),
                        None => words,
                    };
                    lines.entry(at).or_default().insert(column, words);
                }
                lines.values().for_each(&mut row);
            }
        }
    }
    text
}

/// Every figure is read, of the year and the agency of the title.
#[track_caller]
pub fn assert_whole(bytes: &[u8], what: &str) -> Proposal {
    let proposal = import(bytes).unwrap_or_else(|error| panic!("{what}: {error:?}"));
    assert_figures(&proposal, what);
    assert_eq!((proposal.agency.as_deref(), proposal.year), (Some(AGENCY), Some(2022)), "{what}");
    proposal
}

/// Every figure is read.
#[track_caller]
pub fn assert_figures(proposal: &Proposal, what: &str) {
    let found = figures(proposal);
    for cell in proposal.form.cells() {
        let name = &proposal.form.cell(cell).name;
        assert_eq!(found.get(name).map(ToString::to_string), Some(numbered(cell)), "{what}: {name}");
    }
}
