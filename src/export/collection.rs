//! The 汇总表 of a collection as a workbook: a sheet for each table of the form, a line for each body, a column for each cell,
//! subtotals by groups and the sum over all as live formulas. A body that is waited for has an empty line, and every formula
//! over it says so instead of a smaller number. Exempt bodies stand below, without figures.

use std::fmt::Write;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

use super::ExportError;
use super::xlsx::number;
use crate::domain::collection::roster::{Collection, State};
use crate::domain::collection::sum::{Member, Sum};
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form};
use crate::domain::text::Lang;

/// What stands in a sum that is not known yet.
const PENDING: &str = "待定";

/// Lines above the bodies: title, state of the sum, row labels, column labels.
const HEAD: u32 = 4;

/// Columns before the figures: body, group, state.
const SIDE: u16 = 3;

/// The workbook over all bodies, or those of one group.
///
/// # Errors
/// What the writer refuses.
pub fn write(
    collection: &Collection,
    members: &[Member],
    sum: &Sum,
    group: Option<&str>,
    lang: Lang,
) -> Result<Vec<u8>, ExportError> {
    let sheet = Sheets { collection, members, sum, form: sum.form(), group, lang };
    sheet.workbook().map_err(|error| ExportError::Unwritable(error.to_string()))
}

struct Sheets<'a> {
    collection: &'a Collection,
    members: &'a [Member],
    sum: &'a Sum,
    form: &'a Form,
    group: Option<&'a str>,
    lang: Lang,
}

/// The formats of a sheet.
struct Looks {
    head: Format,
    body: Format,
    figure: Format,
    sum: Format,
}

impl Looks {
    fn new() -> Looks {
        let cell = Format::new().set_border(FormatBorder::Thin);
        let head = cell.clone().set_bold().set_align(FormatAlign::Center).set_text_wrap();
        let sum = cell.clone().set_bold().set_background_color(Color::RGB(0x00F0_F0F0));
        Looks { head: head.set_align(FormatAlign::VerticalCenter), body: cell.clone(), figure: cell, sum }
    }
}

impl Sheets<'_> {
    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let (mut workbook, looks) = (Workbook::new(), Looks::new());
        for (table, about) in self.form.tables().iter().enumerate() {
            let sheet = workbook.add_worksheet();
            sheet.set_name(about.short.get(self.lang))?;
            self.table(sheet, table, &looks)?;
        }
        workbook.save_to_buffer()
    }

    fn table(&self, sheet: &mut Worksheet, table: usize, looks: &Looks) -> Result<(), XlsxError> {
        let cells: Vec<CellId> = self.form.table_cells(table).collect();
        let place = |cell: CellId| cells.iter().position(|known| *known == cell);
        self.heads(sheet, &cells, looks)?;
        let mut row = HEAD;
        let mut subtotals = Vec::new();
        for group in self.groups() {
            let first = row;
            for body in self.bodies(&group) {
                self.body(sheet, row, body, &cells, looks)?;
                row += 1;
            }
            if row == first {
                continue;
            }
            let of_group = Sum::new(&self.form_of(), self.collection, self.members, Some(&group));
            let name = if group.is_empty() { self.lang.pick("未分组", "no group") } else { &group };
            let label = self.lang.say(format!("小计：{name}"), format!("Subtotal: {name}"));
            self.label(sheet, row, &label, looks)?;
            for (index, &cell) in cells.iter().enumerate() {
                let formula = match parts(self.form, cell, place) {
                    Some(parts) => of_parts(row, &parts),
                    None => over(&format!("{0}{1}:{0}{2}", letters(column(index)), first + 1, row), row - first),
                };
                live(sheet, (row, column(index)), &formula, (of_group.figure(cell), PENDING), &looks.sum)?;
            }
            subtotals.push(row);
            row += 1;
        }
        if self.group.is_none() {
            row = self.all(sheet, row, &subtotals, &cells, looks)?;
        }
        self.exempt(sheet, row, looks)?;
        sheet.set_freeze_panes(HEAD, SIDE)?;
        sheet.set_column_width(0, 28)?;
        Ok(())
    }

    /// Adjustments, and the sum over all groups with them.
    fn all(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        subtotals: &[u32],
        cells: &[CellId],
        looks: &Looks,
    ) -> Result<u32, XlsxError> {
        let place = |cell: CellId| cells.iter().position(|known| *known == cell);
        self.label(sheet, row, self.lang.pick("汇总调整", "Adjustments"), looks)?;
        self.label(sheet, row + 1, self.lang.pick("合计", "Sum"), looks)?;
        for (index, &cell) in cells.iter().enumerate() {
            let at = column(index);
            let adjusted = self.sum.cell(cell).adjusted;
            if self.form.is_total(cell) || adjusted.is_zero() {
                sheet.write_blank(row, at, &looks.figure)?;
            } else {
                number::write(sheet, (row, at), adjusted, &looks.figure)?;
            }
            let formula = match parts(self.form, cell, place) {
                Some(parts) => of_parts(row + 1, &parts),
                None => {
                    let letters = letters(at);
                    let refs: Vec<String> = subtotals.iter().map(|sub| format!("{letters}{}", sub + 1)).collect();
                    let is =
                        |word: &str| refs.iter().map(|one| format!("{one}=\"{word}\"")).collect::<Vec<_>>().join(",");
                    let sum = format!("ROUND(SUM({},{letters}{}),6)", refs.join(","), row + 1);
                    match refs.is_empty() {
                        true => format!("=\"{PENDING}\""),
                        false => format!(
                            "=IF(OR({}),\"{PENDING}\",IF(AND({},{letters}{}=\"\"),\"/\",{sum}))",
                            is(PENDING),
                            is("/"),
                            row + 1
                        ),
                    }
                }
            };
            live(sheet, (row + 1, at), &formula, (self.sum.figure(cell), PENDING), &looks.sum)?;
        }
        Ok(row + 2)
    }

    fn heads(&self, sheet: &mut Worksheet, cells: &[CellId], looks: &Looks) -> Result<(), XlsxError> {
        let Collection { agency, year, .. } = self.collection;
        let group = self.group.map(|group| format!("（{group}）")).unwrap_or_default();
        let title = self
            .lang
            .say(format!("{agency}{group} {year} 年度汇总表"), format!("{agency}{group} {year}: sums over bodies"));
        sheet.write_string(0, 0, title)?;
        let (count, of) = (self.sum.bodies.len(), self.sum.of());
        let missing = self.sum.missing.iter().map(|&body| self.collection.bodies[body].name.as_str());
        let missing = missing.collect::<Vec<_>>().join(self.lang.pick("、", ", "));
        let mut state = self.lang.say(format!("{of} 家中 {count} 家"), format!("{count} of {of} bodies"));
        if !missing.is_empty() {
            state += &self.lang.say(format!("，缺 {missing}"), format!(", without {missing}"));
        }
        if self.sum.provisional {
            state += self.lang.pick("；暂计数", "; provisional");
        }
        sheet.write_string(1, 0, state)?;
        for (at, words) in [(0, ("单位", "Body")), (1, ("组别", "Group")), (2, ("状态", "State"))] {
            sheet.merge_range(2, at, 3, at, self.lang.pick(words.0, words.1), &looks.head)?;
        }
        for (index, &cell) in cells.iter().enumerate() {
            sheet.write_string_with_format(2, column(index), self.form.row(cell).named(self.lang), &looks.head)?;
            let unit = self.form.unit(cell, self.lang);
            let label = format!("{}（{unit}）", self.form.column(cell).in_text(self.lang));
            sheet.write_string_with_format(3, column(index), label, &looks.head)?;
        }
        Ok(())
    }

    fn label(&self, sheet: &mut Worksheet, row: u32, label: &str, looks: &Looks) -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, 0, label, &looks.sum)?;
        sheet.write_blank(row, 1, &looks.sum)?;
        sheet.write_blank(row, 2, &looks.sum)?;
        Ok(())
    }

    /// A body's line: what it keyed as numbers, its totals as formulas.
    fn body(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        body: usize,
        cells: &[CellId],
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let place = |cell: CellId| cells.iter().position(|known| *known == cell);
        let (about, member) = (&self.collection.bodies[body], &self.members[body]);
        for (at, words) in [(0, about.name.as_str()), (1, &about.group), (2, member.state.words(self.lang))] {
            sheet.write_string_with_format(row, at, words, &looks.body)?;
        }
        for (index, &cell) in cells.iter().enumerate() {
            let at = column(index);
            let figure = member.counted().map_or(Figure::Unfilled, |held| held.value(cell));
            match (parts(self.form, cell, place), figure) {
                (Some(parts), figure) => {
                    live(sheet, (row, at), &of_parts(row, &parts), (figure, ""), &looks.figure)?;
                }
                (None, Figure::Unfilled) => {
                    sheet.write_blank(row, at, &looks.figure)?;
                }
                (None, Figure::Number(value)) => number::write(sheet, (row, at), value, &looks.figure)?,
                (None, Figure::NotApplicable) => {
                    sheet.write_string_with_format(row, at, Figure::NOT_APPLICABLE_SIGN, &looks.figure)?;
                }
            }
        }
        Ok(())
    }

    /// Bodies that do not count, below everything else.
    fn exempt(&self, sheet: &mut Worksheet, row: u32, looks: &Looks) -> Result<(), XlsxError> {
        let all = self.collection.bodies.iter().zip(self.members);
        let exempt = all.filter(|(_, member)| member.state == State::Exempt);
        let meant = exempt.filter(|(body, _)| self.group.is_none_or(|group| body.group == group));
        for ((body, member), row) in meant.zip(row + 1..) {
            for (at, words) in [(0, body.name.as_str()), (1, &body.group), (2, member.state.words(self.lang))] {
                sheet.write_string_with_format(row, at, words, &looks.body)?;
            }
        }
        Ok(())
    }

    /// The groups in the roster's order, bodies without one last.
    fn groups(&self) -> Vec<String> {
        if let Some(group) = self.group {
            return vec![group.to_string()];
        }
        let mut groups: Vec<String> = self.collection.groups().into_iter().map(String::from).collect();
        groups.push(String::new());
        groups
    }

    /// The bodies of a group that count or are waited for.
    fn bodies(&self, group: &str) -> Vec<usize> {
        let all = self.sum.bodies.iter().chain(&self.sum.missing).copied();
        let mut bodies: Vec<usize> = all.filter(|&body| self.collection.bodies[body].group == group).collect();
        bodies.sort_unstable();
        bodies
    }

    fn form_of(&self) -> std::sync::Arc<Form> {
        std::sync::Arc::clone(self.sum.form())
    }
}

/// The columns of what a total adds up; `None` for a keyed cell.
fn parts(form: &Form, cell: CellId, place: impl Fn(CellId) -> Option<usize>) -> Option<Vec<u16>> {
    let total = form.totals().iter().find(|total| total.cell == cell)?;
    Some(total.of.iter().filter_map(|part| place(*part)).map(column).collect())
}

/// A total over cells of its own line; nothing while one of them is empty.
fn of_parts(row: u32, parts: &[u16]) -> String {
    let refs: Vec<String> = parts.iter().map(|part| format!("{}{}", letters(*part), row + 1)).collect();
    let is = |word: &str| refs.iter().map(|one| format!("{one}=\"{word}\"")).collect::<Vec<_>>().join(",");
    format!("=IF(OR({}),\"\",IF(OR({}),\"{PENDING}\",ROUND(SUM({}),6)))", is(""), is(PENDING), refs.join(","))
}

/// A sum over a range; not known while one of its cells is empty, `/` where all of them are.
fn over(range: &str, rows: u32) -> String {
    let mut formula = String::new();
    // Writing to a string cannot fail.
    let _ = write!(formula, "=IF(COUNTBLANK({range})>0,\"{PENDING}\",");
    let _ = write!(formula, "IF(COUNTIF({range},\"/\")={rows},\"/\",ROUND(SUM({range}),6)))");
    formula
}

/// Writes a formula with what comes of it, `blank` where that is not known; a number that a spreadsheet does not hold exactly as a text instead.
fn live(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    formula: &str,
    (figure, blank): (Figure, &str),
    format: &Format,
) -> Result<(), XlsxError> {
    let result = if figure.is_unfilled() { blank.to_string() } else { figure.to_string() };
    match figure {
        Figure::Number(value) if !number::fits(value) => sheet.write_string_with_format(row, at, result, format)?,
        _ => sheet.write_formula_with_format(row, at, Formula::new(formula).set_result(result), format)?,
    };
    Ok(())
}

/// The column of the n-th cell of a table.
fn column(index: usize) -> u16 {
    SIDE.saturating_add(u16::try_from(index).unwrap_or(u16::MAX))
}

/// What a column is called: `A`, `AB`.
fn letters(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}
