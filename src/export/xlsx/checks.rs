//! Check rows below a table: for every identity of the form that defines no total, whether it holds, live. They are
//! gouji's own words and no part of the official table.

use rust_xlsxwriter::{ConditionalFormatFormula, Formula, Worksheet, XlsxError};

use super::formula::{self, Figures};
use super::look::{Looks, TINY};
use crate::domain::definition::Rule;
use crate::domain::form::{Along, CellId, Form, Instance, Relation, Term};
use crate::domain::number::MAX_PLACES;
use crate::domain::rule::Outcome;
use crate::export::wrap::wrap;

/// What is said of an identity that holds.
const HOLDS: &str = "平";

/// What is said while cells are still unfilled.
const WAITS: &str = "待填";

/// What is said of sums that nobody can compare.
const TOO_LARGE: &str = "过大";

/// What stands before a difference.
const DIFFERS: &str = "差";

/// An identity of a table, in the column where its result is shown.
struct Check<'a> {
    rule: &'a Rule,
    /// Which row it is about, where it is not the rule that says so.
    about: Option<&'a str>,
    column: u16,
    instance: &'a Instance,
    left: &'a [Term],
    right: &'a [Term],
}

/// Writes the check rows of a table from a row on. The label stands in the column before the first figure, so wide.
pub fn write(
    sheet: &mut Worksheet,
    row: u32,
    table: usize,
    widths: &[u32],
    figures: &Figures<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let form = figures.form();
    let checks = checks(form, table);
    let first = form.table_cells(table).map(|cell| form.cell(cell).at.1).min().unwrap_or(0);
    let mut row = row;
    // Results of one rule stand side by side as long as each has a column of its own.
    let together =
        |a: &Check<'_>, b: &Check<'_>| std::ptr::eq(a.rule, b.rule) && a.about == b.about && a.column < b.column;
    for line in checks.chunk_by(together) {
        let [Check { rule, about, .. }, ..] = line else { continue };
        let about = about.map_or_else(String::new, |about| format!("（{about}）"));
        let label = format!("校验：{}{about}", rule.title.zh);
        match first.checked_sub(1) {
            Some(before) => {
                let columns = widths.get(usize::from(before)).map_or(1, |width| width / (TINY / 2));
                let lines = wrap(&label, (columns as usize).saturating_sub(1).max(2)).len();
                sheet.set_row_height(row, 12 * u32::try_from(lines).unwrap_or(1) + 6)?;
                sheet.write_string_with_format(row, before, &label, &looks.check_label)?;
            }
            None => {
                let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(0);
                match last {
                    0 => drop(sheet.write_string_with_format(row, 0, &label, &looks.check_label)?),
                    _ => drop(sheet.merge_range(row, 0, row, last, &label, &looks.check_label)?),
                }
                row += 1;
            }
        }
        for check in line {
            result(sheet, (row, check.column), table, check, figures, looks)?;
        }
        let columns = (line.first().map_or(0, |check| check.column), line.last().map_or(0, |check| check.column));
        let first = formula::name((row, columns.0));
        let fails = format!("OR(ISNUMBER({first}),LEFT({first},1)=\"{DIFFERS}\")");
        let fails = ConditionalFormatFormula::new().set_rule(fails.as_str()).set_format(&looks.failed);
        sheet.add_conditional_format(row, columns.0, row, columns.1, &fails)?;
        row += 1;
    }
    Ok(())
}

/// The identities of a table, in the form's order.
fn checks(form: &Form, table: usize) -> Vec<Check<'_>> {
    form.instances().iter().filter_map(|instance| check(form, table, instance)).collect()
}

fn check<'a>(form: &'a Form, table: usize, instance: &'a Instance) -> Option<Check<'a>> {
    let Relation::Equal { left, right, defines: None } = &instance.relation else { return None };
    let first = form.table_cells(table).map(|cell| form.cell(cell).at.1).min().unwrap_or(0);
    let cell = |term: &Term| form.cell(term.cell);
    let (home, about, column) = match instance.along {
        Along::Column(home, index) => {
            let own = left.iter().chain(right).map(cell).find(|cell| (cell.table, cell.column) == (home, index));
            (home, None, own.map_or(first, |cell| cell.at.1))
        }
        Along::Row(home, index) => (home, Some(form.tables()[home].rows[index].short.zh.as_str()), first),
        Along::Once | Along::Cell(_) => (left.first().or(right.first()).map(cell)?.table, None, first),
    };
    let rule = &form.definition().rules[instance.rule];
    (home == table).then_some(Check { rule, about, column, instance, left, right })
}

/// Writes whether an identity holds: as a formula, where a workbook can compute with its cells.
fn result(
    sheet: &mut Worksheet,
    at: (u32, u16),
    table: usize,
    check: &Check<'_>,
    figures: &Figures<'_>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let judged = figures.judged();
    let [left, right] = [check.left, check.right].map(|terms| judged.side_in(check.instance, terms));
    let difference = left.plus(right, true);
    let cached = match judged.evaluate(check.instance) {
        Outcome::Pass => HOLDS.to_string(),
        Outcome::Pending(_) | Outcome::Silent => WAITS.to_string(),
        Outcome::Overflow => TOO_LARGE.to_string(),
        Outcome::Fail if difference.overflow => TOO_LARGE.to_string(),
        Outcome::Fail => difference.known.to_string(),
    };
    let terms: Vec<Term> = check.left.iter().chain(check.right).copied().collect();
    let cells: Vec<CellId> = terms.iter().map(|term| term.cell).collect();
    if !figures.are_exact(&terms) {
        let text = if judged.evaluate(check.instance) == Outcome::Fail { format!("{DIFFERS}{cached}") } else { cached };
        sheet.write_string_with_format(at.0, at.1, text, &looks.check(figures.is_amount(&cells)))?;
        return Ok(());
    }
    let side = |negative: bool| -> Vec<CellId> {
        let left = check.left.iter().filter(|term| term.negative == negative);
        let right = check.right.iter().filter(|term| term.negative != negative);
        left.chain(right).map(|term| term.cell).collect()
    };
    let [plus, minus] = [false, true].map(|negative| match &side(negative)[..] {
        [] => "0".to_string(),
        cells => figures.sum(table, cells),
    });
    let difference = match figures.is_amount(&cells) {
        true => format!("ROUND({plus}-{minus},{MAX_PLACES})"),
        false => format!("{plus}-{minus}"),
    };
    let waiting = figures.waiting(table, &cells);
    let formula = format!("IF({waiting},\"{WAITS}\",IF({difference}=0,\"{HOLDS}\",{difference}))");
    sheet.write_formula_with_format(
        at.0,
        at.1,
        Formula::new(formula).set_result(cached),
        &looks.check(figures.is_amount(&cells)),
    )?;
    Ok(())
}
