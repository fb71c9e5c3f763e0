//! The reports of a file that holds several, to choose the one to import.

use std::path::PathBuf;

use ratatui::style::Style;

use super::super::canvas::{Canvas, above};
use super::super::desk::Desk;
use super::super::display::{brief, short};
use super::super::message::Effect;
use super::act::{Did, Help, Modal, give_up};

#[derive(Debug, Clone)]
pub struct SeveralList {
    path: PathBuf,
    names: Vec<String>,
    selected: usize,
}

impl SeveralList {
    pub fn new(path: PathBuf, names: Vec<String>) -> SeveralList {
        SeveralList { path, names, selected: 0 }
    }
}

impl Modal for SeveralList {
    const HELP: Help = [
        ("文件里有几份报告", "选择要导入的一份，按 Enter 读取；其余的可再次导入这个文件时选择。"),
        (
            "Several reports in one file",
            "choose the one to import; Enter reads it. Import the file again for the others.",
        ),
    ];

    fn list_lines(&mut self) -> Option<(&mut usize, usize)> {
        Some((&mut self.selected, self.names.len()))
    }

    fn enter(&mut self, desk: &mut Desk) -> Did {
        desk.want(Effect::Read(self.path.clone(), Some(self.selected + 1)));
        Did::Stay
    }

    fn escape(&mut self, desk: &mut Desk) -> Did {
        give_up(desk)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let rows = short(self.names.len() + 3).min(20);
        let area = canvas.open_box(76, rows, self.title(lang));
        let file = self.path.file_name().unwrap_or_default().to_string_lossy();
        let asked = lang.say(
            format!("{file} 里有 {} 份报告，请选择要导入的一份：", self.names.len()),
            format!("{file} holds {} reports. Choose the one to import:", self.names.len()),
        );
        let lines = brief(&asked, area.width.into(), 2);
        let rest = canvas.lines(area, &lines, Style::new());
        let names = (1..).zip(&self.names).map(|(number, name)| format!("{number}  {name}"));
        canvas.list(above(rest, 1), names, self.selected);
        let keys = lang.pick("Enter 读取  ↑↓ 选择  Esc 取消", "Enter reads it  ↑↓ choose  Esc cancels");
        canvas.keys_line(area, &format!("{keys}  {}/{}", self.selected + 1, self.names.len()));
    }
}
