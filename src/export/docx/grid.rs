//! The official tables as Word has them: a grid of columns, cells over several of them, and cells that go on downwards.
//! A table that fits a page is kept on one.

use super::xml::{Xml, run};
use crate::export::document::{Table, TableCell};
use crate::export::fit::{self, ABOVE, BESIDE, Fit, PITCH, SIZE, Type};
use crate::export::page;

/// The colour of last year's figures: light beside this year's, and yet to be read on paper.
const GREY: &str = "7F7F7F";

pub fn write(xml: &mut Xml, table: &Table) {
    let fit = Fit::new(table);
    xml.element("w:tbl", &[], |xml| {
        properties(xml, table, &fit);
        xml.element("w:tblGrid", &[], |xml| {
            (0..table.columns()).for_each(|column| xml.empty("w:gridCol", &[("w:w", &fit.column(column).to_string())]));
        });
        // What covers each column from above, and how many rows it still goes down.
        let mut above: Vec<&TableCell> = Vec::new();
        for (row, begun) in table.lines() {
            above.retain(|cell| row < cell.at.0 + cell.span.0);
            let mut cells: Vec<&TableCell> = above.iter().copied().chain(begun).collect();
            cells.sort_by_key(|cell| cell.at.1);
            above.extend(begun.iter().filter(|cell| cell.span.0 > 1));
            xml.element("w:tr", &[], |xml| {
                xml.element("w:trPr", &[], |xml| {
                    xml.empty("w:cantSplit", &[]);
                    let height = fit.setting.row.to_string();
                    xml.empty("w:trHeight", &[("w:val", &height), ("w:hRule", "atLeast")]);
                    if row < table.head_rows {
                        xml.empty("w:tblHeader", &[]);
                    }
                });
                let keep = fit.whole && row + 1 < table.rows;
                cells.into_iter().for_each(|cell| self::cell(xml, &fit, cell, row, keep));
            });
        }
    });
}

fn properties(xml: &mut Xml, table: &Table, fit: &Fit) {
    let width: u32 = (0..table.columns()).map(|column| fit.column(column)).sum();
    xml.element("w:tblPr", &[], |xml| {
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.value("w:jc", "center");
        xml.element("w:tblBorders", &[], |xml| {
            for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")]);
            }
        });
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.element("w:tblCellMar", &[], |xml| {
            for (side, margin) in [("w:top", ABOVE), ("w:left", BESIDE), ("w:bottom", ABOVE), ("w:right", BESIDE)] {
                xml.empty(side, &[("w:w", &margin.to_string()), ("w:type", "dxa")]);
            }
        });
        xml.value("w:tblCaption", &table.caption);
    });
}

/// A cell in one of the rows it covers: its words stand in the first, the others only say that it goes on.
fn cell(xml: &mut Xml, fit: &Fit, cell: &TableCell, row: u16, keep: bool) {
    let begins = row == cell.at.0;
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &fit.width(cell).to_string()), ("w:type", "dxa")]);
            if cell.span.1 > 1 {
                xml.value("w:gridSpan", &cell.span.1.to_string());
            }
            match cell.span.0 {
                1 => {}
                _ if begins => xml.value("w:vMerge", "restart"),
                _ => xml.empty("w:vMerge", &[]),
            }
            if cell.shaded {
                xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", page::BANNER_HEX)]);
            }
            xml.value("w:vAlign", "center");
        });
        let style = if cell.centred { "TableText" } else { "TableLabel" };
        let words = if begins { fit::words(cell) } else { String::new() };
        let indent = fit.indent(cell).filter(|_| begins);
        paragraph(xml, Paragraph { style, keep, set: fit.words(cell), indent, colour: None }, &words);
        if let Some(remark) = cell.remark().filter(|_| begins) {
            let set = fit.remark(cell, &remark);
            paragraph(xml, Paragraph { style, keep, set, indent: None, colour: Some(GREY) }, &remark);
        }
    });
}

/// What is particular to a paragraph of a cell.
struct Paragraph<'a> {
    style: &'a str,
    /// Whether it stays on the page of the next one.
    keep: bool,
    set: Type,
    /// How far it is set in on either side, where its style says otherwise.
    indent: Option<u32>,
    colour: Option<&'a str>,
}

/// A paragraph of a cell; only what differs from its style is said.
fn paragraph(xml: &mut Xml, about: Paragraph<'_>, words: &str) {
    let Paragraph { style, keep, set, indent, colour } = about;
    let own = |xml: &mut Xml| {
        if let Some(colour) = colour {
            xml.value("w:color", colour);
        }
        if set.size != SIZE {
            let size = set.size.to_string();
            xml.value("w:sz", &size);
            xml.value("w:szCs", &size);
        }
    };
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style);
            if keep {
                xml.empty("w:keepNext", &[]);
            }
            if set.pitch != PITCH {
                xml.empty("w:spacing", &[("w:line", &set.pitch.to_string()), ("w:lineRule", "exact")]);
            }
            if let Some(indent) = indent.map(|indent| indent.to_string()) {
                xml.empty("w:ind", &[("w:left", &indent), ("w:right", &indent)]);
            }
            if colour.is_some() || set.size != SIZE {
                xml.element("w:rPr", &[], own);
            }
        });
        if !words.is_empty() {
            run(xml, |_| {}, own, words);
        }
    });
}
