//! The list of reports that were deleted, to bring one back: the one deleted last comes first.

use crate::domain::text::Lang;

use super::super::canvas::{Canvas, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::short;
use super::super::message::{Deleted, Effect};
use super::act::{Did, Help, Modal};

#[derive(Debug, Clone)]
pub struct DeletedList {
    items: Vec<Deleted>,
    selected: usize,
}

impl DeletedList {
    /// `None`, and that it is said, where no report was deleted.
    pub fn new(items: Vec<Deleted>, desk: &mut Desk) -> Option<DeletedList> {
        if items.is_empty() {
            desk.refuse(desk.lang().pick("没有已删除的报告", "No report was deleted"));
            return None;
        }
        Some(DeletedList { items, selected: 0 })
    }
}

/// When, which, and what of it was never saved: the name, which may be long, comes last.
fn words(item: &Deleted, lang: Lang) -> String {
    let Deleted { key, time, unsaved } = item;
    let scope = key.scope.behind(lang);
    let unsaved = if *unsaved { lang.pick("（有未保存的录入）", " (with unsaved work)") } else { "" };
    format!("{time}  {}{scope}  {}{unsaved}", key.year, key.agency)
}

impl Modal for DeletedList {
    const HELP: Help = [
        ("已删除的报告", "最近删除的在前；按 Enter 取回。"),
        ("Deleted reports", "the last one first; Enter restores one."),
    ];

    fn open(_command: Command, desk: &mut Desk) -> Result<DeletedList, Did> {
        desk.want(Effect::ListDeleted);
        Err(Did::Close)
    }

    fn list_lines(&mut self) -> Option<(&mut usize, usize)> {
        Some((&mut self.selected, self.items.len()))
    }

    fn enter(&mut self, desk: &mut Desk) -> Did {
        if let Some(item) = self.items.get(self.selected) {
            desk.want(Effect::Undelete(item.key.clone()));
        }
        Did::Close
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let rows = short(self.items.len() + 1).min(20);
        let area = canvas.open_box(76, rows, self.title(lang));
        canvas.list(above(area, 1), self.items.iter().map(|item| words(item, lang)), self.selected);
        let keys = lang.pick("Enter 取回  ↑↓ 选择  Esc 关闭", "Enter restores it  ↑↓ choose  Esc closes");
        canvas.keys_line(area, &format!("{keys}  {}/{}", self.selected + 1, self.items.len()));
    }
}
