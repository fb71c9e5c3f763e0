//! Draws the model. It changes nothing: the same model always gives the same picture.

mod canvas;

mod verifying;

mod findings;

mod notes;

mod grid;

mod panel;

mod prose;

mod report;

mod library;

mod help;

mod preview;

mod import;

mod export;

mod rules;

mod changes;

mod writing;

mod signing;

mod dialog;

use ratatui::Frame;

use super::model::{Model, Screen};
use canvas::Canvas;

pub use canvas::clear_halves;
pub use help::keys_table;

/// Draws the whole screen.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < 4 || area.height < 2 {
        return;
    }
    let mut canvas = Canvas::new(frame, model.setting.theme);
    match &model.screen {
        Screen::Library => library::draw(model, &mut canvas, area),
        Screen::Report(report) => report::draw(model, report, &mut canvas, area),
    }
    if let Some(open) = &model.dialog {
        dialog::draw(model, open, &mut canvas, area);
    }
    canvas.finish();
}
