//! Help and the manual: long texts that are scrolled, over a screen or over another dialog, which waits below.

use ratatui::style::Style;

use super::super::canvas::{Canvas, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::help;
use super::super::key::{Chord, Code};
use super::super::manual::{self, Line, Manner};
use super::act::{Did, Help, Modal};

/// The most columns of a text: longer lines read badly.
const COLUMNS: u16 = 96;

#[derive(Debug, Clone)]
pub struct Reading {
    is_manual: bool,
    /// The line that it is scrolled to.
    top: usize,
    /// What help says of the dialog that waits below.
    over: Option<Help>,
}

impl Reading {
    pub fn over(command: Command, help: Help) -> Reading {
        Reading { is_manual: command == Command::Manual, top: 0, over: Some(help) }
    }

    fn lines(&self, desk: &Desk, columns: usize) -> Vec<Line> {
        match self.is_manual {
            true => manual::lines(desk.lang(), columns),
            false => help::lines(desk, self.over, columns),
        }
    }
}

/// Columns and rows that the box asks for on a screen of a size.
fn page(size: (u16, u16)) -> (u16, u16) {
    (size.0.saturating_sub(4).min(COLUMNS), size.1.saturating_sub(4))
}

/// Where a key scrolls a text from a line to, of which this line is the last that can be the first.
pub fn scrolled(top: usize, code: Code, most: usize) -> Option<usize> {
    if code == Code::Char(' ') { Code::PageDown } else { code }.moved(top.min(most), most)
}

impl Modal for Reading {
    const HELP: Help = [("帮助", "就是这一页。"), ("Help", "this page.")];

    fn open(command: Command, _desk: &mut Desk) -> Result<Reading, Did> {
        Ok(Reading { is_manual: command == Command::Manual, top: 0, over: None })
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if matches!(chord.code, Code::Esc | Code::F(1) | Code::Char('q') | Code::Enter) {
            return Did::Close;
        }
        let (columns, rows) = page(desk.size);
        // The last line of the box says its keys.
        let room = usize::from(rows.saturating_sub(1));
        let most = self.lines(desk, columns.into()).len().saturating_sub(room);
        self.top = scrolled(self.top, chord.code, most).unwrap_or(self.top);
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, theme) = (desk.lang(), canvas.theme);
        let (columns, rows) = page(desk.size);
        let title = match self.is_manual {
            true => lang.pick("使用手册", "Manual"),
            false => lang.pick("帮助", "Help"),
        };
        let area = canvas.open_box(columns, rows, title);
        let lines = self.lines(desk, area.width.into());
        let room = usize::from(above(area, 1).height);
        let top = self.top.min(lines.len().saturating_sub(room));
        for (line, y) in lines.iter().skip(top).take(room).zip(area.y..) {
            let style = |manner: &Manner| match manner {
                Manner::Plain => Style::new(),
                Manner::Heading => theme.head(),
                Manner::Strong => theme.strong(),
                Manner::Code => theme.key(),
            };
            let pieces: Vec<_> = line.0.iter().map(|(text, manner)| (text.clone(), style(manner))).collect();
            canvas.run(area.x, y, area.right(), &pieces);
        }
        let seen = (top + room).min(lines.len());
        let keys = lang.pick("↑↓ PageUp PageDown Home End 翻看  Esc ", "↑↓ PageUp PageDown Home End scroll  Esc ");
        let back = match self.over {
            Some(_) => lang.pick("返回", "goes back"),
            None => lang.pick("关闭", "closes"),
        };
        canvas.keys_line(area, &format!("{keys}{back}  {seen}/{}", lines.len()));
    }
}
