//! Draws the model. It changes nothing: the same model always gives the same picture.

mod second_keying;

mod panel;

mod last_text;

mod prose;

mod title;

mod report;

mod library;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, Hit};
use super::model::{Model, Screen};
use super::report::Pointed;

pub use super::canvas::clear_halves;
pub use super::help::keys_table;

pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < 4 || area.height < 2 {
        return;
    }
    if let Some(position) = draw(model, Canvas::new(frame.buffer_mut(), model.setting.theme, None), area) {
        frame.set_cursor_position(position);
    }
}

/// What stands at a place of the screen, where that is anything that can be pointed at.
pub fn hit(model: &Model, column: u16, row: u16) -> Option<Hit> {
    let area = Rect { x: 0, y: 0, width: model.size.0, height: model.size.1 };
    if area.width < 4 || area.height < 2 {
        return None;
    }
    let (mut buffer, mut hits) = (Buffer::empty(area), Vec::new());
    draw(model, Canvas::new(&mut buffer, model.setting.theme, Some(&mut hits)), area);
    let (area, hit) = hits.into_iter().rev().find(|(area, _)| area.contains(Position { x: column, y: row }))?;
    Some(match hit {
        Hit::Report(Pointed::Text(_, top)) => Hit::Report(Pointed::Text(column - area.x, top + row - area.y)),
        hit => hit,
    })
}

/// Draws the whole screen; where the terminal's cursor is to stand.
fn draw(model: &Model, mut canvas: Canvas<'_, '_>, area: Rect) -> Option<Position> {
    match &model.screen {
        Screen::Library => library::draw(model, &mut canvas, area),
        Screen::Report(report) => report::draw(model, report, &mut canvas, area),
    }
    if let Some(open) = &model.dialog {
        open.draw(&model.desk, &mut canvas);
    }
    canvas.finish()
}
