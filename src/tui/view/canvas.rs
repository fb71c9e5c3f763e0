//! Puts text onto the frame by display columns, with the theme's substitutions, and draws the frames of dialogs. It
//! knows nothing of reports.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Clear, Widget};

use super::super::display::{clusters, fit, left, width};
use super::super::field::Field;
use super::super::theme::Theme;

/// A frame being drawn.
pub(super) struct Canvas<'a, 'b> {
    frame: &'a mut Frame<'b>,
    /// Colours and signs.
    pub theme: Theme,
    cursor: Option<Position>,
}

impl<'a, 'b> Canvas<'a, 'b> {
    pub(super) fn new(frame: &'a mut Frame<'b>, theme: Theme) -> Canvas<'a, 'b> {
        Canvas { frame, theme, cursor: None }
    }

    /// Puts a text at a place, cut to `columns` and to the frame.
    pub(super) fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) {
        let area = self.frame.area();
        if x >= area.right() || y >= area.bottom() {
            return;
        }
        let columns = columns.min(area.right() - x);
        let text = self.theme.shown(text);
        let text = fit(&text, columns.into());
        let buffer = self.frame.buffer_mut();
        let mut at = x;
        for (cluster, wide) in
            clusters(&text).filter(|(cluster, wide)| *wide > 0 && !cluster.contains(char::is_control))
        {
            let end = at.saturating_add(u16::try_from(wide).unwrap_or(u16::MAX));
            if end > x + columns {
                break;
            }
            buffer[(at, y)].set_symbol(cluster).set_style(style);
            (at + 1..end).for_each(|half| buffer[(half, y)].reset());
            at = end;
        }
    }

    /// Puts a text that fills a whole line of an area.
    pub(super) fn bar(&mut self, area: Rect, text: &str, style: Style) {
        let text = left(&self.theme.shown(text), area.width.into());
        self.put(area.x, area.y, area.width, &text, style);
    }

    /// Puts pieces of different styles one behind the other; returns the column behind the last.
    pub(super) fn run(&mut self, x: u16, y: u16, right: u16, pieces: &[(String, Style)]) -> u16 {
        let mut at = x;
        for (text, style) in pieces {
            let text = self.theme.shown(text);
            let text = fit(&text, right.saturating_sub(at).into());
            self.put(at, y, right.saturating_sub(at), &text, *style);
            at += u16::try_from(super::super::display::width(&text)).unwrap_or(0);
        }
        at
    }

    /// Draws a field and lets the terminal's cursor stand in it.
    pub(super) fn field(&mut self, field: &Field, area: Rect, focused: bool) {
        let area = area.intersection(self.frame.area());
        if area.is_empty() {
            return;
        }
        field.widget().render(area, self.frame.buffer_mut());
        if focused {
            self.cursor = Some(field.cursor(area));
        }
    }

    /// Puts one character at a place and gives it exactly so many columns, whatever the theme makes of it.
    pub(super) fn character(&mut self, x: u16, y: u16, columns: u16, character: &str, style: Style) {
        let shown = self.theme.shown(character);
        let fits = width(&shown) == usize::from(columns);
        let shown = if fits { &*shown } else { shown.get(..1).unwrap_or(character) };
        self.put(x, y, columns, if character.contains(char::is_control) { " " } else { shown }, style);
    }

    /// Lets the terminal's cursor stand at a place, so that input methods open there.
    pub(super) fn cursor_at(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position { x, y });
    }

    /// Opens a framed box in the middle of the screen, as large as wanted and possible; returns its inside.
    pub(super) fn open_box(&mut self, columns: u16, rows: u16, title: &str) -> Rect {
        let screen = self.frame.area();
        let (width, height) = ((columns + 4).min(screen.width), (rows + 2).min(screen.height));
        let area = Rect {
            x: screen.x + (screen.width - width) / 2,
            y: screen.y + (screen.height - height) / 2,
            width,
            height,
        };
        clear_halves(self.frame.buffer_mut(), area);
        self.cursor = None;
        Clear.render(area, self.frame.buffer_mut());
        let title = format!(" {} ", self.theme.shown(title));
        let block = Block::bordered().border_set(self.theme.border()).title(title).title_style(self.theme.head());
        let inside = block.inner(area);
        block.render(area, self.frame.buffer_mut());
        Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
    }

    /// Shows the cursor where it was put.
    pub(super) fn finish(self) {
        if let Some(position) = self.cursor {
            self.frame.set_cursor_position(position);
        }
    }
}

/// Makes way for what is drawn over other things: a wide character that the area's left edge would cut in half would
/// take the edge with it, so it goes first.
pub fn clear_halves(buffer: &mut Buffer, area: Rect) {
    for y in area.top()..area.bottom() {
        if area.x > buffer.area.x && width(buffer[(area.x - 1, y)].symbol()) > 1 {
            buffer[(area.x - 1, y)].set_symbol(" ");
        }
    }
}
