//! FormLines of a form, each typed into or chosen in: what a form is made of that is filled in from top to bottom. It knows nothing of what
//! stands in them.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, Hit, above};
use super::super::display::{brief, short, width};
use super::super::field::Field;
use super::super::key::{Chord, Code};

#[derive(Debug, Clone)]
pub enum FormLine {
    /// A label, and what is typed.
    Text(&'static str, Box<Field>),
    /// A label, what can be chosen, and what is.
    Choice(&'static str, Vec<&'static str>, usize),
}

impl FormLine {
    pub fn text(label: &'static str, text: &str) -> FormLine {
        FormLine::Text(label, Box::new(Field::line(text)))
    }

    /// A line that the first character replaces.
    pub fn proposal(label: &'static str, text: &str) -> FormLine {
        FormLine::Text(label, Box::new(Field::proposal(text)))
    }

    fn label(&self) -> &'static str {
        match self {
            FormLine::Text(label, _) | FormLine::Choice(label, ..) => label,
        }
    }
}

#[derive(Debug, Clone)]
pub struct FormLines {
    lines: Vec<FormLine>,
    pub focus: usize,
    pub problem: String,
}

impl FormLines {
    pub fn new(lines: Vec<FormLine>) -> FormLines {
        FormLines { lines, focus: 0, problem: String::new() }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// What is typed in a line, to the letter.
    pub fn typed(&self, line: usize) -> String {
        match self.lines.get(line) {
            Some(FormLine::Text(_, field)) => field.text(),
            _ => String::new(),
        }
    }

    /// What is typed in a line, without blanks around it.
    pub fn text(&self, line: usize) -> String {
        self.typed(line).trim().to_string()
    }

    /// What is chosen in a line.
    pub fn chosen(&self, line: usize) -> usize {
        match self.lines.get(line) {
            Some(FormLine::Choice(_, _, chosen)) => *chosen,
            _ => 0,
        }
    }

    /// Empties a line that is typed into.
    pub fn clear(&mut self, line: usize) {
        if let Some(FormLine::Text(_, field)) = self.lines.get_mut(line) {
            **field = Field::line("");
        }
    }

    /// Says what is wrong with a line, which is gone to.
    pub fn refuse(&mut self, line: usize, words: impl Into<String>) {
        (self.focus, self.problem) = (line, words.into());
    }

    /// Goes on to the next line; `false` on the last one, where the form is done.
    pub fn go_on(&mut self) -> bool {
        let has_more = self.focus + 1 < self.lines.len();
        self.focus += usize::from(has_more);
        has_more
    }

    /// Takes a key, other than Enter and Esc.
    pub fn key(&mut self, chord: Chord) {
        match chord.code {
            Code::Up => self.focus = self.focus.saturating_sub(1),
            Code::Tab if chord.shift => self.focus = self.focus.saturating_sub(1),
            Code::Down | Code::Tab => drop(self.go_on()),
            code => {
                let changed = match &mut self.lines[self.focus] {
                    FormLine::Text(_, field) => field.key(chord),
                    FormLine::Choice(_, options, chosen) => {
                        let count = options.len().max(1);
                        let step = match code {
                            Code::Left => count - 1,
                            Code::Right | Code::Char(' ') => 1,
                            _ => 0,
                        };
                        *chosen = (*chosen + step) % count;
                        step > 0
                    }
                };
                if changed {
                    self.problem.clear();
                }
            }
        }
    }

    pub fn field(&mut self) -> Option<&mut Field> {
        match self.lines.get_mut(self.focus) {
            Some(FormLine::Text(_, field)) => Some(field),
            _ => None,
        }
    }

    pub fn point(&mut self, line: usize) -> Option<Code> {
        let again = std::mem::replace(&mut self.focus, line) == line;
        (again && matches!(self.lines.get(line), Some(FormLine::Choice(..)))).then_some(Code::Char(' '))
    }

    /// Draws the lines as all that a form has, with what is wrong below them and the keys at the foot of its box.
    pub fn draw_in(&self, canvas: &mut Canvas<'_, '_>, area: Rect, inside: Rect, keys: &str) {
        let rest = self.draw(canvas, area, true, 0);
        problem(&self.problem, canvas, above(rest, 1));
        canvas.keys_line(inside, keys);
    }

    /// Draws the lines, pointed at by numbers from `from`; what is left of the area below them. Whether any has the cursor.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Rect, has_cursor: bool, from: usize) -> Rect {
        let column = short(self.lines.iter().map(|line| width(line.label())).max().unwrap_or(0) + 2);
        for ((index, line), y) in self.lines.iter().enumerate().zip(area.y..area.bottom()) {
            let is_here = has_cursor && index == self.focus;
            let style = if is_here { canvas.theme.key() } else { Style::new() };
            canvas.put(area.x, y, column, line.label(), style);
            canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(from + index));
            let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
            match line {
                FormLine::Text(_, field) => canvas.field(field, place, is_here),
                FormLine::Choice(_, options, chosen) => {
                    let mark = |at: usize| if at == *chosen { "[x]" } else { "[ ]" };
                    let options = options.iter().enumerate().map(|(at, words)| format!("{} {words}", mark(at)));
                    canvas.put(place.x, y, place.width, &options.collect::<Vec<_>>().join("   "), style);
                    if is_here {
                        canvas.cursor_at(place.x + 1, y);
                    }
                }
            }
        }
        let used = short(self.lines.len()).min(area.height);
        Rect { y: area.y + used, height: area.height - used, ..area }
    }
}

/// What is wrong, in as many lines as there are.
pub fn problem(words: &str, canvas: &mut Canvas<'_, '_>, area: Rect) {
    if words.is_empty() || area.height == 0 {
        return;
    }
    let lines = brief(&format!("! {words}"), area.width.into(), area.height.into());
    canvas.lines(area, &lines, canvas.theme.error());
}
