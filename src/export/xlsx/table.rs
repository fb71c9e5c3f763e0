//! The sheet of a chapter with a table: its heading, what is written beside the table, the official grid, check rows.
//! What a total says is worked out in `formula`.

use rust_xlsxwriter::{DataValidation, Format, Formula, IgnoreError, Note, ProtectionOptions, Worksheet, XlsxError};

use super::formula::{self, Figures};
use super::look::{self, Looks, SMALL, TYPE_AREA};
use super::prose::Rows;
use super::{checks, number, prose};
use crate::domain::figure::{Figure, Kind};
use crate::domain::form::CellId;
use crate::domain::number::MAX_PLACES;
use crate::export::document::{Chapter, Content, Document, Table, TableCell};
use crate::export::page;
use crate::export::wrap::{self, wrap};

/// The pitch of lines in a table, in points.
const PITCH: u32 = 15;

/// The least height of a grid row, in points.
const LEAST: u32 = 19;

/// A table that is wider than this many tenths of an upright page is printed across.
const TURNED: u32 = 14;

/// The most display columns that a figure widens its column to; nothing that is printed sensibly has more.
const WIDEST: u32 = 40;

/// The first grid row of a chapter's table on its sheet.
pub fn top(document: &Document, chapter: usize) -> u32 {
    2 + prose::size(&document.chapters[chapter].paragraphs).0
}

pub fn write(
    sheet: &mut Worksheet,
    document: &Document,
    chapter: usize,
    figures: &Figures<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let Chapter { heading, paragraphs, table: Some(table), .. } = &document.chapters[chapter] else { return Ok(()) };
    let form = figures.form();
    let Some(index) = form.table_of_chapter(chapter) else { return Ok(()) };
    let (widths, turned) = widths(table);
    for (column, &width) in (0..).zip(&widths) {
        sheet.set_column_width_pixels(column, look::pixels(width))?;
    }
    let mut rows = Rows::default();
    prose::heading(sheet, &mut rows, heading, looks)?;
    let columns = u16::try_from(table.columns()).unwrap_or(u16::MAX).max(1);
    prose::paragraphs(sheet, &mut rows, columns, paragraphs, looks)?;
    prose::blank(sheet, &mut rows)?;
    let top = rows.next();
    let heights = heights(table, &widths);
    for (row, &height) in (top..).zip(&heights) {
        sheet.set_row_height(row, height)?;
    }
    // A total that waits for cells shows nothing.
    sheet.set_formula_result_default("");
    for cell in &table.cells {
        write_cell(sheet, top, cell, &widths, figures, looks)?;
    }
    validate(sheet, index, figures)?;
    let below = top + u32::from(table.rows);
    // The checks are not printed; a blank row parts them from what is.
    checks::write(sheet, below + 1, index, &widths, figures, looks)?;
    sheet.set_print_area(0, 0, below - 1, columns - 1)?;
    sheet.ignore_error_range(top, 0, below - 1, columns - 1, IgnoreError::NumberStoredAsText)?;
    let sizes = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&sizes);
    let above = prose::size(paragraphs).1 + 2 * look::points(page::LINE);
    let grid: u32 = heights.iter().sum();
    let first = form.table_cells(index).map(|cell| form.cell(cell).at.1).min().unwrap_or(0);
    set_up(sheet, top, (u32::from(table.head_rows), first), (above, grid), turned);
    Ok(())
}

/// What repeats and what stays in sight, whether the sheet is one page and whether that lies across. Heights are in points.
fn set_up(sheet: &mut Worksheet, top: u32, heads: (u32, u16), (above, below): (u32, u32), turned: bool) {
    /// The most pages' worth that is shrunk to one, in tenths: of a page upright, and of one across.
    const SHRUNK: (u32, u32) = (15, 25);
    /// The most points above a table's rows that stay in sight.
    const IN_SIGHT: u32 = 200;
    let (page, shrunk) = match turned {
        false => (look::points(page::HEIGHT - page::TOP - page::BOTTOM), SHRUNK.0),
        true => (look::points(TYPE_AREA), SHRUNK.1),
    };
    if turned {
        sheet.set_landscape();
        number::set_margins(sheet, [page::TOP, page::BOTTOM, page::RIGHT, page::LEFT]);
    }
    sheet.set_print_fit_to_pages(1, if (above + below) * 10 <= page * shrunk { 1 } else { 0 });
    let (rows, column) = heads;
    if rows > 0 {
        // Both can only fail outside of a sheet's bounds.
        let _ = sheet.set_repeat_rows(top, top + rows - 1);
        if above <= IN_SIGHT {
            let _ = sheet.set_freeze_panes(top + rows, column);
        }
    }
}

/// Writes a label or a figure with its borders, over all grid cells that it covers.
fn write_cell(
    sheet: &mut Worksheet,
    top: u32,
    cell: &TableCell,
    widths: &[u32],
    figures: &Figures<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let at = (top + u32::from(cell.at.0), cell.at.1);
    let merge = |sheet: &mut Worksheet, text: &str, format: &Format| match cell.span {
        (1, 1) => sheet.write_string_with_format(at.0, at.1, text, format).map(drop),
        (rows, columns) => {
            let end = (at.0 + u32::from(rows.max(1)) - 1, at.1 + columns.max(1) - 1);
            sheet.merge_range(at.0, at.1, end.0, end.1, text, format).map(drop)
        }
    };
    let (id, figure) = match &cell.content {
        Content::Label { text, .. } | Content::Note(text) => {
            let look = match (cell.shaded, cell.centred) {
                (true, _) => &looks.banner,
                (false, true) => &looks.label,
                (false, false) => &looks.row_label,
            };
            // A cell knows no narrower lines than its own: the head of a column is parted where that leaves no character alone.
            let least = wrap::balanced(text, columns(cell, widths)).filter(|_| cell.centred && cell.span.1 == 1);
            let lines =
                least.map(|least| wrap(text, least)).filter(|lines| lines.iter().all(|line| wrap::width(line) > 2));
            return merge(sheet, &lines.map_or_else(|| text.clone(), |lines| lines.join("\n")), look);
        }
        Content::Figure { cell, figure, .. } => (*cell, *figure),
    };
    let about = figures.form().cell(id);
    let total = figures.form().is_total(id);
    let remark = cell.remark();
    let mut look = looks.figure(figure, about.kind == Kind::Amount, !total, remark.as_deref());
    if let Some(printed) = figures.differing(id) {
        look = Looks::differing(look);
        let note = format!("原件总计 {printed}，各格相加 {figure}。");
        sheet.insert_note(at.0, at.1, &Note::new(note).set_author("").add_author_prefix(false))?;
    }
    merge(sheet, "", &look)?;
    match (figures.formula(id), figure) {
        (Some(formula), figure) => {
            let formula = Formula::new(formula).set_result(figure.to_string());
            sheet.write_formula_with_format(at.0, at.1, formula, &look)?;
        }
        (None, Figure::Unfilled) => {
            // Keying replaces it, and no sum counts a text.
            if let Some(remark) = remark.filter(|_| !total) {
                sheet.write_string_with_format(at.0, at.1, remark, &look)?;
            }
        }
        (None, Figure::Number(number)) => number::write(sheet, at, number, &look)?,
        (None, Figure::NotApplicable) => {
            sheet.write_string_with_format(at.0, at.1, Figure::NOT_APPLICABLE_SIGN, &look)?;
        }
    }
    Ok(())
}

/// Says what each keyed cell takes: a number of its kind, or `/`.
fn validate(sheet: &mut Worksheet, table: usize, figures: &Figures<'_>) -> Result<(), XlsxError> {
    let form = figures.form();
    for kind in [Kind::Count, Kind::Signed, Kind::Amount] {
        let keyed = |cell: &CellId| !form.is_total(*cell) && form.cell(*cell).kind == kind;
        let cells: Vec<CellId> = form.table_cells(table).filter(keyed).collect();
        for area in figures.areas(&cells) {
            let cell = formula::name((area.rows.0, area.columns.0));
            let (admits, message) = match kind {
                Kind::Count => (
                    format!("AND({cell}>=0,{cell}=INT({cell}))"),
                    "请填不小于 0 的整数；没有发生的填 0，不适用的填 /。",
                ),
                Kind::Signed => {
                    (format!("{cell}=INT({cell})"), "请填整数，减少的填负数；没有变化的填 0，不适用的填 /。")
                }
                Kind::Amount => (
                    format!("AND({cell}>=0,{cell}=ROUND({cell},{MAX_PLACES}))"),
                    "请填不小于 0 的金额，最多六位小数；没有发生的填 0，不适用的填 /。",
                ),
            };
            let sign = Figure::NOT_APPLICABLE_SIGN;
            let rule = Formula::new(format!("IF(ISNUMBER({cell}),{admits},{cell}=\"{sign}\")"));
            let validation = DataValidation::new().allow_custom(rule).set_error_title("填报不符合要求")?;
            let validation = validation.set_error_message(message)?;
            sheet.add_data_validation(area.rows.0, area.columns.0, area.rows.1, area.columns.1, &validation)?;
        }
    }
    Ok(())
}

/// The widths of the grid columns, in twentieths of a point: over the width between the margins, wider where a figure
/// has more digits than fit. Printing shrinks the sheet to the page; a table much wider than that lies across it, where
/// its labels have more room too.
fn widths(table: &Table) -> (Vec<u32>, bool) {
    let upright = widths_over(table, TYPE_AREA);
    match upright.iter().sum::<u32>() * 10 > TYPE_AREA * TURNED {
        true => (widths_over(table, TYPE_AREA * 3 / 2), true),
        false => (upright, false),
    }
}

/// The widths of the grid columns that share out an area, each at least as wide as its figures.
fn widths_over(table: &Table, area: u32) -> Vec<u32> {
    let total: u32 = table.widths.iter().copied().map(u32::from).sum::<u32>().max(1);
    let mut before = 0;
    let edge = |before: u32| u32::try_from(u64::from(area) * u64::from(before) / u64::from(total)).unwrap_or(0);
    let width = |&width: &u16| {
        let start = edge(before);
        before += u32::from(width);
        edge(before) - start
    };
    let mut widths: Vec<u32> = table.widths.iter().map(width).collect();
    for cell in table.cells.iter().filter(|cell| matches!(cell.content, Content::Figure { .. })) {
        let columns = u32::try_from(wrap::width(&cell.text())).unwrap_or(u32::MAX).min(WIDEST);
        // Digits of some typefaces are wider than half their size; what last year said may shrink.
        let (digit, margins) = if cell.remark().is_some() { (SMALL * 3 / 8, 0) } else { (SMALL * 11 / 20, SMALL / 2) };
        let from = usize::from(cell.at.1);
        let Some(own) = widths.get_mut(from..from + usize::from(cell.span.1)) else { continue };
        let lacking = (columns * digit + margins).saturating_sub(own.iter().sum());
        if let Some(last) = own.last_mut() {
            *last += lacking;
        }
    }
    widths
}

/// The heights of the grid rows, in points, so that every label fits into the rows that it covers.
fn heights(table: &Table, widths: &[u32]) -> Vec<u32> {
    let mut heights = vec![LEAST; usize::from(table.rows)];
    let mut cells: Vec<&TableCell> = table.cells.iter().collect();
    cells.sort_by_key(|cell| cell.span.0);
    for cell in cells {
        let text = match &cell.content {
            Content::Label { text, .. } | Content::Note(text) => text,
            Content::Figure { .. } => continue,
        };
        let need = PITCH * u32::try_from(wrap(text, columns(cell, widths)).len()).unwrap_or(1) + 6;
        let rows = usize::from(cell.at.0)..usize::from(cell.at.0 + cell.span.0);
        let Some(rows) = heights.get_mut(rows) else { continue };
        let lacking = need.saturating_sub(rows.iter().sum());
        let count = u32::try_from(rows.len()).unwrap_or(1).max(1);
        rows.iter_mut().for_each(|height| *height += lacking.div_ceil(count));
    }
    heights
}

/// How many display columns a label has on a line; the cell's own margins take about a quarter of a character on either side.
fn columns(cell: &TableCell, widths: &[u32]) -> usize {
    let width: u32 = widths.get(cell.across()).map_or(0, |widths| widths.iter().sum());
    ((width.saturating_sub(SMALL / 2) / (SMALL / 2)) as usize).max(2)
}
