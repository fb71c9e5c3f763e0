//! How far the long texts over a screen can be scrolled: help, manual, the preview of a paste. Both `update` (to stop at
//! the end) and `view` (to draw) ask here. It draws nothing.

use super::block::Plan;
use super::dialog::{Dialog, Reading};
use super::help;
use super::manual;
use super::model::Model;

/// The most columns of a text: longer lines read badly.
const COLUMNS: u16 = 96;

/// Columns and rows that the box of help or manual asks for on a screen of a size.
pub fn page(size: (u16, u16)) -> (u16, u16) {
    (size.0.saturating_sub(4).min(COLUMNS), size.1.saturating_sub(4))
}

/// The lines of a paste's preview, with the one that says its keys.
pub fn preview_rows(plan: &Plan) -> u16 {
    u16::try_from(plan.lines.len() + 1).unwrap_or(u16::MAX).min(200)
}

/// Keeps a dialog's first line where there is text below it.
pub fn hold(model: &Model, dialog: &mut Dialog) {
    let (columns, rows) = page(model.size);
    // The last line of a box says its keys.
    let shown = usize::from(rows.min(model.size.1.saturating_sub(2)).saturating_sub(1));
    let columns = usize::from(columns.min(model.size.0.saturating_sub(4)));
    let (top, all, shown) = match dialog {
        Dialog::Help(Reading { top, under }) if *top > 0 => {
            (top, help::lines(model, under.as_deref(), columns).len(), shown)
        }
        Dialog::Manual(Reading { top, .. }) if *top > 0 => (top, manual::lines(model.lang(), columns).len(), shown),
        Dialog::Paste(plan, top) => {
            let all = plan.lines.len();
            (top, all, usize::from(preview_rows(plan).min(model.size.1.saturating_sub(2)).saturating_sub(1)))
        }
        _ => return,
    };
    *top = (*top).min(all.saturating_sub(shown));
}
