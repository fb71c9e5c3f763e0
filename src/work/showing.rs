//! A report in the shapes in which it is looked at, and handed to other programs, without a file.

pub use crate::export::{cell_list, json};
pub use crate::store::document::to_ron as ron;

use crate::domain::report::Report;
use crate::export;

/// The report as its tables and prose would be printed, or as the document that it was read from has them.
pub fn text(report: &Report, as_printed: bool) -> String {
    export::plain_text(report, report.unfilled() > 0, as_printed)
}
