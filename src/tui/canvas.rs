//! Puts text into a picture by display columns, with the theme's substitutions, and draws the frames of dialogs. It
//! knows nothing of reports.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, Clear, Widget};

use super::command::Command;
use super::display::{clusters, fit, left, short, width, wrap};
use super::field::Field;
use super::key::{Chord, Code};
use super::report::Pointed;
use super::theme::Theme;

/// The most columns of a text: longer lines read badly.
const WIDEST: u16 = 112;

/// The most lines of a message.
const MESSAGE_LINES: usize = 4;

/// What a place of the screen stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    Report(Pointed),
    /// A report of the library, by index.
    Listed(usize),
    /// A line of the open dialog that can be chosen, by index.
    Item(usize),
    Key(Chord),
    Command(Command),
}

/// Rows of wrapped lines, each with its style; a chosen row is shown reversed.
pub type Rows = Vec<Vec<(String, Style)>>;

/// A picture being drawn.
pub struct Canvas<'a, 'b> {
    buffer: &'a mut Buffer,
    pub theme: Theme,
    cursor: Option<Position>,
    /// What places stand for, the uppermost last; only where somebody asks.
    hits: Option<&'b mut Vec<(Rect, Hit)>>,
    /// The line that is chosen in a list, in words.
    chosen: Option<String>,
}

impl<'a, 'b> Canvas<'a, 'b> {
    pub fn new(buffer: &'a mut Buffer, theme: Theme, hits: Option<&'b mut Vec<(Rect, Hit)>>) -> Canvas<'a, 'b> {
        Canvas { buffer, theme, cursor: None, hits, chosen: None }
    }

    /// Says what an area stands for when it is pointed at.
    pub fn hit(&mut self, area: Rect, hit: Hit) {
        if let Some(hits) = &mut self.hits {
            hits.push((area, hit));
        }
    }

    /// Puts a text at a place, cut to `columns` and to the frame.
    pub fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) {
        let text = self.theme.shown(text);
        self.verbatim(x, y, columns, &text, style);
    }

    /// Like [`Canvas::put`], without the theme's substitutions. Everything on the screen goes through here at every key, so
    /// it goes through a text once and finds a line of cells once.
    pub fn verbatim(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) {
        let mut rest = self.line(x, y, columns);
        let text = fit(text, rest.len());
        for (cluster, wide) in clusters(&text) {
            if wide == 0 || cluster.starts_with(char::is_control) {
                continue;
            }
            let Some((cells, behind)) = std::mem::take(&mut rest).split_at_mut_checked(wide) else { break };
            cells[0].set_symbol(cluster).set_style(style);
            cells[1..].iter_mut().for_each(Cell::reset);
            rest = behind;
        }
    }

    /// Cells of one line, as many as the frame has of them.
    fn line(&mut self, x: u16, y: u16, columns: u16) -> &mut [Cell] {
        let area = self.buffer.area;
        if x >= area.right() || y >= area.bottom() {
            return &mut [];
        }
        let from = self.buffer.index_of(x, y);
        &mut self.buffer.content[from..][..columns.min(area.right() - x).into()]
    }

    /// Puts a text that fills a whole line of an area.
    pub fn bar(&mut self, area: Rect, text: &str, style: Style) {
        for cell in self.line(area.x, area.y, area.width) {
            cell.reset();
            cell.set_style(style);
        }
        self.put(area.x, area.y, area.width, text, style);
    }

    /// Draws a thin line below what stands on a line of an area, in a style of its own where nothing stands.
    pub fn underline(&mut self, area: Rect, style: Style) {
        for cell in self.line(area.x, area.y, area.width) {
            cell.modifier.insert(Modifier::UNDERLINED);
            // Where colours are reversed, a line's colour would be the ground's.
            if cell.symbol() == " " && !cell.modifier.contains(Modifier::REVERSED) {
                cell.fg = style.fg.unwrap_or(cell.fg);
            }
        }
    }

    /// Puts pieces of different styles one behind the other; returns the column behind the last.
    pub fn run(&mut self, x: u16, y: u16, right: u16, pieces: &[(String, Style)]) -> u16 {
        let mut at = x;
        for (text, style) in pieces {
            let text = self.theme.shown(text);
            let text = fit(&text, right.saturating_sub(at).into());
            self.put(at, y, right.saturating_sub(at), &text, *style);
            at += u16::try_from(super::display::width(&text)).unwrap_or(0);
        }
        at
    }

    /// Draws a field and lets the terminal's cursor stand in it.
    pub fn field(&mut self, field: &Field, area: Rect, focused: bool) {
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
    pub fn widget(&mut self, widget: impl Widget, area: Rect) {
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
    pub fn character(&mut self, x: u16, y: u16, columns: u16, character: &str, style: Style) {
        let shown = self.theme.shown(character);
        let fits = width(&shown) == usize::from(columns);
        let shown = if fits { &*shown } else { shown.get(..1).unwrap_or(character) };
        self.put(x, y, columns, if character.contains(char::is_control) { " " } else { shown }, style);
    }

    /// Lets the terminal's cursor stand at a place, so that input methods open there.
    pub fn cursor_at(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position { x, y });
    }

    pub fn screen(&self) -> Rect {
        self.buffer.area
    }

    /// Columns of text in a box that asks for so many.
    pub fn columns(&self, most: u16) -> usize {
        most.min(self.buffer.area.width.saturating_sub(4)).into()
    }

    /// Puts lines one below the other, as many as the area has; what is left of it below them.
    pub fn lines<'t>(&mut self, area: Rect, lines: impl IntoIterator<Item = &'t String>, style: Style) -> Rect {
        let mut rest = area;
        for line in lines.into_iter().take(area.height.into()) {
            self.put(area.x, rest.y, area.width, line, style);
            rest = Rect { y: rest.y + 1, height: rest.height - 1, ..rest };
        }
        rest
    }

    /// Puts a text, wrapped; what is left of the area below it.
    pub fn text(&mut self, area: Rect, text: &str, style: Style) -> Rect {
        self.lines(area, &wrap(text, area.width.into()), style)
    }

    /// Takes note of the line that is chosen in a list, in words.
    pub fn choose(&mut self, line: &str) {
        self.chosen = Some(line.trim().to_string());
    }

    /// The words of the line that is chosen in what was drawn last.
    pub fn chosen(self) -> Option<String> {
        self.chosen
    }

    /// Draws a list of which the chosen line is in sight.
    pub fn list(&mut self, area: Rect, items: impl Iterator<Item = String>, selected: usize) {
        let room = usize::from(area.height);
        let first = (selected + 1).saturating_sub(room.max(1));
        for ((index, text), y) in items.enumerate().skip(first).take(room).zip(area.y..) {
            let style = if index == selected { self.theme.cursor() } else { Style::new() };
            if index == selected {
                self.choose(&text);
            }
            let line = Rect { y, height: 1, ..area };
            self.put(area.x, y, area.width, &left(&text, area.width.into()), style);
            self.hit(line, Hit::Item(index));
        }
    }

    /// Draws rows into an area so that the chosen one stands in its middle, as far as there are rows on both sides.
    pub fn rows(&mut self, area: Rect, rows: &Rows, chosen: usize) {
        if let Some(lines) = rows.get(chosen) {
            self.choose(&unwrapped(lines.iter().map(|(text, _)| text.trim())));
        }
        let height = usize::from(area.height);
        let total: usize = rows.iter().map(Vec::len).sum();
        let start: usize = rows.iter().take(chosen).map(Vec::len).sum();
        let length = rows.get(chosen).map_or(1, Vec::len);
        // The rows above the first one that can be chosen are captions; they stay in sight.
        let middle = start.saturating_sub(height.saturating_sub(length) / 2);
        let top = middle.min(total.saturating_sub(height));
        let lines = rows.iter().enumerate().flat_map(|(index, lines)| lines.iter().map(move |line| (index, line)));
        for ((index, (text, style)), y) in lines.skip(top).take(height).zip(area.y..) {
            let line = Rect { y, height: 1, ..area };
            self.hit(line, Hit::Item(index));
            match index == chosen {
                true => self.bar(line, text, self.theme.cursor()),
                false => self.put(area.x, y, area.width, text, *style),
            }
        }
    }

    /// Opens a box with what is asked and the answers, each with its letter; what is left of it below them. On a small
    /// screen the end of what is asked gives way to the answers.
    pub fn ask(&mut self, columns: u16, title: &str, asked: &[&str], answers: &[(char, &str)]) -> Rect {
        let room = usize::from(self.buffer.area.height).saturating_sub(answers.len() + 4);
        let within = self.columns(columns - 2);
        let mut lines: Vec<String> = asked.iter().flat_map(|words| wrap(words, within)).collect();
        lines.truncate(room);
        let area = self.open_box(columns, short(lines.len() + answers.len() + 2), title);
        let below = self.lines(area, &lines, Style::new());
        let mut y = below.y + 1;
        for (letter, words) in answers {
            self.hit(Rect { y, height: 1, ..area }, Hit::Key(Chord::plain(Code::Char(*letter))));
            let pieces = [(format!("{letter}  "), self.theme.key()), (words.to_string(), Style::new())];
            self.run(area.x, y, area.right(), &pieces);
            y += 1;
        }
        Rect { y, height: area.bottom().saturating_sub(y), ..area }
    }

    /// Says below the answers of a question what Esc does.
    pub fn or_back(&mut self, below: Rect, words: &str) {
        let pieces = [("Esc  ".to_string(), self.theme.key()), (words.to_string(), Style::new())];
        self.run(below.x, below.y, below.right(), &pieces);
    }

    /// A field with a sign before it, on the first line of an area.
    pub fn prompt(&mut self, field: &Field, area: Rect) {
        self.put(area.x, area.y, area.width, "> ", self.theme.key());
        let place = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1.min(area.height), ..area };
        self.field(field, place, true);
    }

    /// Opens a box over nearly the whole screen, leaving the hint line free.
    pub fn open_wide(&mut self, title: &str) -> Rect {
        let rows = self.buffer.area.height.saturating_sub(4);
        self.open_box(short(self.columns(WIDEST)), rows, title)
    }

    /// Opens a framed box in the middle of the screen, as large as wanted and possible; returns its inside.
    pub fn open_box(&mut self, columns: u16, rows: u16, title: &str) -> Rect {
        let screen = self.buffer.area;
        let (width, height) = ((columns + 4).min(screen.width), (rows + 2).min(screen.height));
        let (x, y) = (screen.x + (screen.width - width) / 2, screen.y + (screen.height - height) / 2);
        self.open_at(Rect { x, y, width, height }, title)
    }

    /// Opens a framed box at a place of its own; returns its inside.
    pub fn open_at(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buffer.area);
        self.cover(area);
        let title = format!(" {} ", self.theme.shown(title));
        let block = Block::bordered().border_set(self.theme.border()).title(title).title_style(self.theme.head());
        let inside = block.inner(area);
        block.render(area, self.buffer);
        Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside }
    }

    /// Says something on a line. A long message takes the lines above too: what to do about something stands at its end.
    pub fn said(&mut self, line: Rect, text: &str, refused: bool) {
        let style = if refused { self.theme.error() } else { self.theme.good() };
        let mark = if refused { "! " } else { "" };
        let mut lines = wrap(&format!("{mark}{text}"), line.width.into());
        // What was refused stands at its beginning.
        let most = MESSAGE_LINES.min(usize::from(line.y) + 1);
        if lines.len() > most && most > 1 {
            lines.drain(1..=lines.len() - most);
            lines[0] = fit(&format!("{}…", lines[0]), line.width.into()).into_owned();
        }
        for (text, y) in lines.iter().rev().zip((0..=line.y).rev()) {
            self.bar(Rect { y, ..line }, text, style);
        }
    }

    /// Clears an area for something that stands over everything below it.
    pub fn cover(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        clear_halves(self.buffer, area);
        (self.cursor, self.chosen) = (None, None);
        if let Some(hits) = &mut self.hits {
            hits.clear();
        }
        Clear.render(area, self.buffer);
    }

    /// Says a dialog's keys on the last line of its inside, closer together where they would not fit.
    pub fn keys_line(&mut self, area: Rect, text: &str) {
        if area.height == 0 {
            return;
        }
        let gap = if width(&self.theme.shown(text)) > area.width.into() { " " } else { "  " };
        let (mut x, y) = (area.x, area.bottom() - 1);
        for piece in text.split("  ") {
            let columns = short(width(&self.theme.shown(piece))).min(area.right().saturating_sub(x));
            self.put(x, y, columns, piece, self.theme.key());
            if let Some(chord) = key_of(piece) {
                self.hit(Rect { x, y, width: columns, height: 1 }, Hit::Key(chord));
            }
            x = (x + columns + short(gap.len())).min(area.right());
        }
    }

    /// Where the terminal's cursor is to stand; nowhere where it is hidden.
    pub fn finish(self) -> Option<Position> {
        self.cursor
    }
}

/// The key that a piece of a line of keys begins with, the first of several that do the same.
fn key_of(piece: &str) -> Option<Chord> {
    let key = piece.split([' ', '/']).next()?;
    match key.len() {
        1 => key.parse().ok(),
        // What is one character, and longer, is an arrow or a word.
        _ => key.to_lowercase().parse().ok().filter(|_| key.is_ascii()),
    }
}

/// The lines of a wrapped text as one; where words with blanks between them were parted, a blank comes back.
fn unwrapped<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    lines.fold(String::new(), |text, line| {
        let parted = text.ends_with(|c: char| c.is_ascii()) || line.starts_with(|c: char| c.is_ascii());
        format!("{text}{}{line}", if parted && !text.is_empty() { " " } else { "" })
    })
}

/// A text wrapped behind a lead; the lines below it are indented as far.
pub fn hanging(lead: &str, indent: usize, text: &str, columns: usize) -> Vec<String> {
    let lines = wrap(text, columns.saturating_sub(indent).max(8));
    let lines = lines.into_iter().enumerate();
    lines.map(|(index, line)| if index == 0 { format!("{lead}{line}") } else { " ".repeat(indent) + &line }).collect()
}

/// Lines that look alike.
pub fn styled(lines: Vec<String>, style: Style) -> Vec<(String, Style)> {
    lines.into_iter().map(|line| (line, style)).collect()
}

/// Columns and lines of an area without its last lines.
pub fn above(area: Rect, lines: u16) -> Rect {
    Rect { height: area.height.saturating_sub(lines), ..area }
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
