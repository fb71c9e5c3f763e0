//! Puts text into a picture by display columns, with the theme's substitutions, and draws the frames of dialogs. It
//! knows nothing of reports.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, Clear, Widget};

use super::super::display::{clusters, fit, left, width};
use super::super::field::Field;
use super::super::model::Hit;
use super::super::theme::Theme;

/// A picture being drawn.
pub(super) struct Canvas<'a, 'b> {
    buffer: &'a mut Buffer,
    /// Colours and signs.
    pub theme: Theme,
    cursor: Option<Position>,
    /// What places stand for, the uppermost last; only where somebody asks.
    hits: Option<&'b mut Vec<(Rect, Hit)>>,
}

impl<'a, 'b> Canvas<'a, 'b> {
    pub(super) fn new(buffer: &'a mut Buffer, theme: Theme, hits: Option<&'b mut Vec<(Rect, Hit)>>) -> Canvas<'a, 'b> {
        Canvas { buffer, theme, cursor: None, hits }
    }

    /// Says what an area stands for when it is pointed at.
    pub(super) fn hit(&mut self, area: Rect, hit: Hit) {
        if let Some(hits) = &mut self.hits {
            hits.push((area, hit));
        }
    }

    /// Puts a text at a place, cut to `columns` and to the frame.
    pub(super) fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) {
        let text = self.theme.shown(text);
        self.verbatim(x, y, columns, &text, style);
    }

    /// Like [`Canvas::put`], without the theme's substitutions.
    pub(super) fn verbatim(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) {
        let area = self.buffer.area;
        if x >= area.right() || y >= area.bottom() {
            return;
        }
        let columns = columns.min(area.right() - x);
        let text = fit(text, columns.into());
        let buffer = &mut *self.buffer;
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
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        field.widget().render(area, self.buffer);
        // A proposal is shown as one where it would be replaced by what is typed.
        if !focused {
            self.buffer.set_style(area, Style::new().remove_modifier(Modifier::REVERSED));
        }
        if self.theme.ascii {
            self.narrow(area);
        }
        if focused {
            self.cursor = Some(field.cursor(area));
        }
    }

    /// Lets a widget draw itself.
    pub(super) fn widget(&mut self, widget: impl Widget, area: Rect) {
        let area = area.intersection(self.buffer.area);
        if !area.is_empty() {
            widget.render(area, self.buffer);
        }
    }

    /// Replaces characters that could be drawn two columns wide, each by one that is not, so that every other stays where
    /// it is.
    fn narrow(&mut self, area: Rect) {
        for place in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(place)
                && let Some(plain) = self.theme.shown_in_place(cell.symbol())
            {
                cell.set_symbol(plain);
            }
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
        let screen = self.buffer.area;
        let (width, height) = ((columns + 4).min(screen.width), (rows + 2).min(screen.height));
        let area = Rect {
            x: screen.x + (screen.width - width) / 2,
            y: screen.y + (screen.height - height) / 2,
            width,
            height,
        };
        clear_halves(self.buffer, area);
        self.cursor = None;
        if let Some(hits) = &mut self.hits {
            hits.clear();
        }
        Clear.render(area, self.buffer);
        let title = format!(" {} ", self.theme.shown(title));
        let block = Block::bordered().border_set(self.theme.border()).title(title).title_style(self.theme.head());
        let inside = block.inner(area);
        block.render(area, self.buffer);
        Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
    }

    /// Says a dialog's keys on the last line of its inside, closer together where they would not fit.
    pub(super) fn keys_line(&mut self, area: Rect, text: &str) {
        if area.height > 0 {
            let mut text = self.theme.shown(text).into_owned();
            if width(&text) > area.width.into() {
                text = text.replace("  ", " ");
            }
            self.put(area.x, area.bottom() - 1, area.width, &text, self.theme.key());
        }
    }

    /// Where the terminal's cursor is to stand; nowhere where it is hidden.
    pub(super) fn finish(self) -> Option<Position> {
        self.cursor
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
