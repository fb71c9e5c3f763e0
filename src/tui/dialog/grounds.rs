//! Who does something to a finished report that gives way by it, and why: two lines that other dialogs ask for before they go
//! on. What is done then is theirs.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Reopening;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::display::{short, width, wrap};
use super::super::field::Field;
use super::super::key::{Chord, Code};

const WIDTH: u16 = 70;

#[derive(Debug, Clone)]
pub struct Grounds {
    /// The name and the reason.
    fields: [Field; 2],
    focus: usize,
    /// The line that Enter found empty, where it stood on it.
    missing: Option<usize>,
}

impl Grounds {
    pub fn new() -> Grounds {
        Grounds { fields: ["", ""].map(Field::proposal), focus: 0, missing: None }
    }

    /// Takes a key: whether both lines are written, or the question is left.
    pub fn key(&mut self, chord: Chord) -> Option<bool> {
        match chord.code {
            Code::Esc => return Some(false),
            Code::Enter => match self.written().iter().position(String::is_empty) {
                None => return Some(true),
                // The first Enter only goes on to an empty line; one on that line asks for it.
                Some(line) => {
                    self.missing = (self.focus == line).then_some(line);
                    self.focus = line;
                }
            },
            Code::Up => self.focus = 0,
            Code::Down => self.focus = 1,
            Code::Tab => self.focus = 1 - self.focus,
            _ => drop(self.field().map(|field| field.key(chord))),
        }
        None
    }

    /// The line that is written.
    pub fn field(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// What was written, for the report to tell.
    pub fn on(&self, today: String) -> Reopening {
        let [by, reason] = self.written();
        Reopening { by, date: today, reason }
    }

    fn written(&self) -> [String; 2] {
        [&self.fields[0], &self.fields[1]].map(|field| field.text().trim().to_string())
    }

    /// Draws the two lines below what is said of them.
    pub fn draw(&self, said: &str, canvas: &mut Canvas<'_, '_>, lang: Lang) {
        let said = wrap(said, canvas.columns(WIDTH));
        let title = lang.pick("撤销定稿", "Reopen a finalised report");
        let area = canvas.open_box(WIDTH, short(said.len() + 5), title);
        let theme = canvas.theme;
        let spare = usize::from(area.height).saturating_sub(5);
        let rest = canvas.lines(area, said.iter().take(spare), Style::new());
        let labels = [lang.pick("姓名", "Name"), lang.pick("理由", "Reason")];
        let y = draw_written(labels, &self.fields, Some(self.focus), canvas, rest);
        let missing = match self.missing {
            Some(0) => lang.pick("! 请填写姓名", "! Enter the name"),
            Some(_) => lang.pick("! 请填写理由", "! Enter the reason"),
            None => "",
        };
        canvas.put(area.x, y, area.width, missing, theme.error());
        let keys = lang.pick("↑↓ 换项  Enter 下一项/确定  Esc 返回", "↑↓ lines  Enter next/goes on  Esc goes back");
        canvas.keys_line(area, keys);
    }
}

/// Draws two lines to be written, with a sign before the one that has the cursor; the row below them.
pub fn draw_written(
    labels: [&str; 2],
    fields: &[Field; 2],
    focus: Option<usize>,
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
) -> u16 {
    let column = short(labels.iter().map(|label| width(label)).max().unwrap_or(0) + 4);
    for ((line, (label, field)), y) in labels.iter().zip(fields).enumerate().zip(area.y..) {
        let is_here = focus == Some(line);
        let (mark, style) = if is_here { ("> ", canvas.theme.key()) } else { ("  ", Style::new()) };
        canvas.put(area.x, y, column, &format!("{mark}{label}"), style);
        if y < area.bottom() {
            let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
            canvas.field(field, place, is_here);
        }
    }
    area.y + 2
}
