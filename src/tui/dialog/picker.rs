//! A list narrowed by typing, as every dialog has it in which something is found by its words.

use ratatui::layout::Rect;

use super::super::canvas::{Canvas, above};
use super::super::desk::Desk;
use super::super::display::{short, wrap};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::act::{Did, choose};

#[derive(Debug, Clone)]
pub struct Picker<T> {
    pub query: Field,
    pub items: Vec<T>,
    selected: usize,
}

impl<T: Copy> Picker<T> {
    pub fn new(items: Vec<T>) -> Picker<T> {
        Picker { query: Field::line(""), items, selected: 0 }
    }

    /// The list with one of its items chosen.
    pub fn at(items: Vec<T>, selected: usize) -> Picker<T> {
        Picker { selected, ..Picker::new(items) }
    }

    /// Takes a key; `matching` finds the items for a query. The item that was chosen, or what the key did otherwise.
    pub fn key(&mut self, chord: Chord, matching: impl Fn(&str) -> Vec<T>) -> Result<T, Did> {
        match chord.code {
            Code::Esc => return Err(Did::Close),
            // Where there is none, the list says that nothing matches, and what can be typed.
            Code::Enter => return self.items.get(self.selected).copied().ok_or(Did::Stay),
            Code::Up | Code::Down | Code::PageUp | Code::PageDown | Code::Tab => {
                let code = if chord.code == Code::Tab { Code::Down } else { chord.code };
                code.choose(&mut self.selected, self.items.len());
            }
            _ if self.query.key(chord) => {
                self.items = matching(&self.query.text());
                self.selected = 0;
            }
            _ => {}
        }
        Err(Did::Stay)
    }

    pub fn point(&mut self, line: usize) -> Option<Code> {
        choose(&mut self.selected, line).then_some(Code::Enter)
    }

    pub fn chosen(&self) -> Option<T> {
        self.items.get(self.selected).copied()
    }

    /// Draws the list below its query, with its items in words; below it what there is to say of the chosen one. `typed` says
    /// what can be typed where nothing is listed yet.
    pub fn draw(&self, [title, typed, about]: [&str; 3], items: Vec<String>, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let area = canvas.open_box(84, 20, title);
        canvas.prompt(&self.query, area);
        let mut about = wrap(about, area.width.into());
        about.truncate(2);
        if items.is_empty() {
            let (words, style) = match self.query.text().trim().is_empty() {
                true => (typed, canvas.theme.quiet()),
                // Why there is none is said below.
                false if about.iter().any(|line| !line.is_empty()) => ("", canvas.theme.quiet()),
                false => (
                    lang.pick(
                        "! 没有匹配：请减少几个字，或换个说法",
                        "! Nothing matches: delete some letters, or try other words",
                    ),
                    canvas.theme.warning(),
                ),
            };
            canvas.text(Rect { y: area.y + 1, ..above(area, 1) }, words, style);
        }
        let lines = short(about.len()).max(1);
        let list = Rect { y: area.y + 1, ..above(area, 2 + lines) };
        canvas.list(list, items.into_iter(), self.selected);
        for (line, y) in about.iter().zip(area.bottom().saturating_sub(1 + lines).max(area.y)..) {
            canvas.put(area.x, y, area.width, line, canvas.theme.quiet());
        }
        let keys = lang.pick(
            "输入关键字筛选  ↑↓ 选择  Enter 确定  Ctrl-C 复制  Esc 关闭",
            "type to filter  ↑↓ choose  Enter takes it  Ctrl-C copies  Esc closes",
        );
        canvas.keys_line(area, keys);
    }
}
