//! What is sent to the terminal: a ratatui backend over crossterm's that writes few bytes and leaves no half characters.
//!
//! Crossterm's own `draw` moves the cursor before every character that follows a wide one, which makes a line of Chinese
//! four times as long, and trusts the terminal to blank the second half of a wide character that is overwritten by a
//! narrow one, which not every terminal does. Everything but `draw` is crossterm's.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::display::width;
use super::layout::drawn;

/// Attributes that the theme uses, and the codes that switch them on (ECMA-48, SGR).
const ATTRIBUTES: [(Modifier, u8); 4] =
    [(Modifier::BOLD, 1), (Modifier::DIM, 2), (Modifier::UNDERLINED, 4), (Modifier::REVERSED, 7)];

/// The code of a foreground colour; ten more is the background's. The first number is the one to add to.
fn code(colour: Color) -> (u8, Option<(u8, u8, u8)>) {
    let code = match colour {
        Color::Reset => 39,
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Rgb(red, green, blue) => return (38, Some((red, green, blue))),
        // The theme has no others.
        Color::Indexed(_) => 39,
    };
    (code, None)
}

/// From how many blanks on erasing them is shorter than writing them and moving on.
const ERASED_AT_ONCE: u16 = 12;

/// How a character looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

impl Look {
    fn of(cell: &Cell) -> Look {
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether a blank looks the same either way: unless it is reversed or underlined, only its background shows.
    fn same_blank(self, other: Look) -> bool {
        let shows = |look: Look| {
            let modifier = look.modifier & (Modifier::REVERSED | Modifier::UNDERLINED);
            (look.bg, modifier, (!modifier.is_empty()).then_some(look.fg))
        };
        shows(self) == shows(other)
    }
}

/// A backend that writes to a terminal.
#[derive(Debug)]
pub struct Wire<W: Write> {
    inner: CrosstermBackend<W>,
    /// Where wide characters stand on the terminal, row by row.
    wide: Vec<Vec<bool>>,
    look: Look,
    /// Where the cursor is, once the blanks that are held back are written.
    at: Option<(u16, u16)>,
    /// Blanks not written yet: a long run of them is erased at once instead.
    blanks: u16,
    /// Where the cursor was put last.
    put_at: Position,
    /// Whether the cursor is shown, once that is known.
    cursor: Option<bool>,
    /// The terminal's size. Asking for it opens the terminal's device, which is too much for every key.
    size: Option<Size>,
}

impl<W: Write> Wire<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Wire<W> {
        Wire {
            inner: CrosstermBackend::new(out),
            wide: Vec::new(),
            look: PLAIN,
            at: None,
            blanks: 0,
            put_at: Position::ORIGIN,
            cursor: None,
            size: None,
        }
    }

    /// The terminal's size, from the terminal's own message that it changed.
    pub fn resized(&mut self, columns: u16, rows: u16) {
        self.size = Some(drawn((columns, rows)).into());
    }

    /// Writes one character, moving and changing the look only where needed.
    fn put(&mut self, x: u16, y: u16, symbol: &str, look: Look) -> io::Result<()> {
        if self.at != Some((x, y)) {
            self.write_blanks()?;
            queue!(self.inner, MoveTo(x, y))?;
            self.at = Some((x, y));
        }
        if symbol == " " && look.same_blank(self.look) {
            self.blanks += 1;
            self.at = Some((x + 1, y));
            return Ok(());
        }
        self.write_blanks()?;
        if self.at != Some((x, y)) {
            queue!(self.inner, MoveTo(x, y))?;
        }
        self.change_look(look)?;
        let columns = u16::try_from(width(symbol)).unwrap_or(1);
        self.at = (columns > 0).then_some((x + columns, y));
        queue!(self.inner, Print(symbol))
    }

    /// Changes how characters look, in one sequence.
    fn change_look(&mut self, look: Look) -> io::Result<()> {
        if look == self.look {
            return Ok(());
        }
        self.look = look;
        write!(self.inner, "\x1b[0")?;
        for (modifier, code) in ATTRIBUTES {
            if look.modifier.contains(modifier) {
                write!(self.inner, ";{code}")?;
            }
        }
        for (colour, ground) in [(look.fg, 0), (look.bg, 10)] {
            match code(colour) {
                (39, _) => {}
                (code, None) => write!(self.inner, ";{}", code + ground)?,
                (code, Some((red, green, blue))) => write!(self.inner, ";{};2;{red};{green};{blue}", code + ground)?,
            }
        }
        write!(self.inner, "m")
    }

    /// Writes the blanks that were held back. Erasing does not move the cursor and knows no reversed blanks.
    fn write_blanks(&mut self) -> io::Result<()> {
        let count = std::mem::take(&mut self.blanks);
        if count >= ERASED_AT_ONCE && PLAIN.same_blank(self.look) {
            self.at = None;
            return write!(self.inner, "\x1b[{count}X");
        }
        (0..count).try_for_each(|_| queue!(self.inner, Print(' ')))
    }

    /// Whether a wide character stands at a place.
    fn wide(&mut self, x: u16, y: u16) -> &mut bool {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.wide.len() <= y {
            self.wide.resize(y + 1, Vec::new());
        }
        let row = &mut self.wide[y];
        if row.len() <= x {
            row.resize(x + 1, false);
        }
        &mut row[x]
    }

    fn forget(&mut self) {
        self.wide.clear();
        self.at = None;
    }
}

impl<W: Write> Write for Wire<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.at = None;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for Wire<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        (self.at, self.look, self.blanks) = (None, PLAIN, 0);
        let mut halves: Vec<(u16, u16)> = Vec::new();
        for (x, y, cell) in content {
            halves.retain(|half| *half != (x, y));
            let look = Look::of(cell);
            let columns = u16::try_from(width(cell.symbol())).unwrap_or(1).max(1);
            // Whatever wide character stood here, or under the second half of a new one, loses its second half too. Ratatui
            // holds that half to be a plain blank, or it would be in `content`.
            for column in x..x + columns {
                if std::mem::take(self.wide(column, y)) {
                    halves.push((column + 1, y));
                }
            }
            if columns > 1 {
                *self.wide(x, y) = true;
                halves.retain(|half| *half != (x + 1, y));
            }
            // A half that comes before this character is written in passing.
            while let Some(&(hx, hy)) = halves.first().filter(|(hx, hy)| (*hy, *hx) < (y, x)) {
                halves.remove(0);
                self.put(hx, hy, " ", PLAIN)?;
            }
            self.put(x, y, cell.symbol(), look)?;
        }
        for (x, y) in halves {
            self.put(x, y, " ", PLAIN)?;
        }
        self.write_blanks()?;
        if self.look != PLAIN {
            queue!(self.inner, SetAttribute(Attribute::Reset))?;
            self.look = PLAIN;
        }
        Ok(())
    }

    // Cursor changes wait for `flush`, so that a picture is sent in one write.

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(false) {
            self.cursor = Some(false);
            queue!(self.inner, Hide)?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(true) {
            self.cursor = Some(true);
            queue!(self.inner, Show)?;
        }
        Ok(())
    }

    /// Where the cursor was put last. The terminal is not asked: one that does not answer would hold everything up for
    /// seconds, and then fail.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.put_at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.put_at = position;
        queue!(self.inner, MoveTo(position.x, position.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.forget();
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.forget();
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        let asked = || self.inner.size().map(|size| drawn((size.width, size.height)).into());
        self.size.map_or_else(asked, Ok)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}
