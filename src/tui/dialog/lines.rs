//! Lines of a form, each typed into or chosen in: what every form of the collecting desk is made of. It knows nothing of what
//! stands in them.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::super::canvas::{Canvas, Hit};
use super::super::super::display::{short, width};
use super::super::super::field::Field;
use super::super::super::key::{Chord, Code};
use super::super::act::choose;

#[derive(Debug, Clone)]
pub enum Line {
    /// A label, and what is typed.
    Text(&'static str, Box<Field>),
    /// A label, what can be chosen, and what is.
    Choice(&'static str, Vec<&'static str>, usize),
}

impl Line {
    pub fn text(label: &'static str, text: &str) -> Line {
        Line::Text(label, Box::new(Field::line(text)))
    }

    /// A line that the first character replaces.
    pub fn proposal(label: &'static str, text: &str) -> Line {
        Line::Text(label, Box::new(Field::proposal(text)))
    }

    fn label(&self) -> &'static str {
        match self {
            Line::Text(label, _) | Line::Choice(label, ..) => label,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Lines {
    lines: Vec<Line>,
    pub focus: usize,
    pub problem: String,
}

impl Lines {
    pub fn new(lines: Vec<Line>) -> Lines {
        Lines { lines, focus: 0, problem: String::new() }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// What is typed in a line, without blanks around it.
    pub fn text(&self, line: usize) -> String {
        match self.lines.get(line) {
            Some(Line::Text(_, field)) => field.text().trim().to_string(),
            _ => String::new(),
        }
    }

    /// What is chosen in a line.
    pub fn chosen(&self, line: usize) -> usize {
        match self.lines.get(line) {
            Some(Line::Choice(_, _, chosen)) => *chosen,
            _ => 0,
        }
    }

    /// Says what is wrong with a line, which is gone to.
    pub fn refuse(&mut self, line: usize, words: impl Into<String>) {
        (self.focus, self.problem) = (line, words.into());
    }

    /// Takes a key; whether Enter was pressed on the last line, so that the form is done.
    pub fn key(&mut self, chord: Chord) -> bool {
        let last = self.lines.len().saturating_sub(1);
        match chord.code {
            Code::Up => self.focus = self.focus.saturating_sub(1),
            Code::Tab if chord.shift => self.focus = self.focus.saturating_sub(1),
            Code::Down | Code::Tab => self.focus = (self.focus + 1).min(last),
            Code::Enter if self.focus < last => self.focus += 1,
            Code::Enter => return true,
            code => {
                let changed = match &mut self.lines[self.focus] {
                    Line::Text(_, field) => field.key(chord),
                    Line::Choice(_, options, chosen) => {
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
        false
    }

    pub fn field(&mut self) -> Option<&mut Field> {
        match self.lines.get_mut(self.focus) {
            Some(Line::Text(_, field)) => Some(field),
            _ => None,
        }
    }

    pub fn point(&mut self, line: usize) -> Option<Code> {
        let again = choose(&mut self.focus, line);
        (again && matches!(self.lines.get(line), Some(Line::Choice(..)))).then_some(Code::Char(' '))
    }

    /// Draws the lines; what is left of the area below them. Whether any has the cursor.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Rect, has_cursor: bool, from: usize) -> Rect {
        let column = short(self.lines.iter().map(|line| width(line.label())).max().unwrap_or(0) + 2);
        for ((index, line), y) in self.lines.iter().enumerate().zip(area.y..area.bottom()) {
            let is_here = has_cursor && index == self.focus;
            let style = if is_here { canvas.theme.key() } else { Style::new() };
            canvas.put(area.x, y, column, line.label(), style);
            canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(from + index));
            let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
            match line {
                Line::Text(_, field) => canvas.field(field, place, is_here),
                Line::Choice(_, options, chosen) => {
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
