//! The cell list: a line `cell,value` for every cell in form order, where asked with a third column `last_year`. It
//! holds figures and nothing else.

use super::last_year::LastYear;
use crate::domain::recalculation::{Totals, printed, shown};
use crate::domain::report::Report;

/// All cells of a report, totals as computed, or where that is asked as printed on the source; an unfilled cell has an
/// empty value.
pub fn write(report: &Report, last_year: Option<&Report>, as_printed: bool) -> String {
    let standing = if as_printed { printed } else { shown };
    let form = report.form();
    let totals = Totals::new(form, report.entries());
    let last_year = last_year.map(LastYear::new);
    let mut list = String::from(if last_year.is_some() { "cell,value,last_year\n" } else { "cell,value\n" });
    for cell in form.cells() {
        // Names are ASCII words and dots, figures digits, `-`, `.` and `/`: nothing here ever needs a quotation mark.
        list.push_str(&form.cell(cell).name);
        list.push(',');
        list.push_str(&standing(form, report.entries(), &totals, cell).to_string());
        if let Some(last_year) = &last_year {
            list.push(',');
            list.push_str(&last_year.of(&form.cell(cell).name).unwrap_or_default().to_string());
        }
        list.push('\n');
    }
    list
}
