//! The cell list: a line `cell,value` for every cell in form order. It holds figures and nothing else.

use crate::domain::recalculation::{Totals, shown};
use crate::domain::report::Report;

/// All cells of a report: totals as printed on the source where it prints them, else as computed; an unfilled cell has an
/// empty value.
pub fn write(report: &Report) -> String {
    let form = report.form();
    let totals = Totals::new(form, report.entries());
    let mut list = String::from("cell,value\n");
    for cell in form.cells() {
        // Names are ASCII words and dots, figures digits, `-`, `.` and `/`: nothing here ever needs a quotation mark.
        list.push_str(&form.cell(cell).name);
        list.push(',');
        list.push_str(&shown(form, report.entries(), &totals, cell).to_string());
        list.push('\n');
    }
    list
}
