//! The folder or stick that the library is copied to, or brought back from; and why that was not done.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::{Canvas, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Msg};
use super::act::{Did, Help, Modal};
use super::path::problem;

#[derive(Debug, Clone)]
pub struct StickEntry {
    /// What it is wanted for: the command that asked.
    wish: Command,
    path: Field,
    /// What is wrong with it; empty until Enter was pressed.
    problem: String,
}

impl Modal for StickEntry {
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<StickEntry, Did> {
        if desk.library.copying.is_some() {
            desk.refuse(desk.lang().pick("正在备份或取回，等它做完", "a backup is under way; wait until it is done"));
            return Err(Did::Close);
        }
        Ok(StickEntry { wish: command, path: Field::line(""), problem: String::new() })
    }

    fn help(&self) -> Help {
        match self.wish {
            Command::Backup => [
                (
                    "备份报告库",
                    "输入文件夹或 U 盘的路径，按 Enter 开始；整个报告库复制到里面的 gouji-backup，写完读回核对。再备份到同一处只补新的。",
                ),
                (
                    "Back the library up",
                    "type the path of a folder or a stick; Enter copies the whole library into gouji-backup there and reads it back. Doing it again adds what is new.",
                ),
            ],
            _ => [
                ("从备份取回", "输入备份所在的文件夹或 U 盘，按 Enter 先看有哪些不同，逐份决定以后才取回。"),
                (
                    "Bring back from a backup",
                    "type the folder or the stick that has it; Enter shows what differs, and nothing is brought back before that is decided.",
                ),
            ],
        }
    }

    /// What was typed stays where it fails, and its success closes the dialog.
    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let text = self.path.text().trim().trim_matches(['"', '\'']).to_string();
        match (chord.code, self.wish) {
            (Code::Esc, _) => return Did::Close,
            (Code::Enter, _) if text.is_empty() => {
                let words = desk.lang().pick("先输入文件夹或 U 盘的路径", "type the path of a folder or a stick first");
                self.problem = words.to_string();
            }
            (Code::Enter, Command::Backup) => desk.want(Effect::BackUp(desk.expanded(&text))),
            (Code::Enter, _) => desk.want(Effect::LookAtBackup(desk.expanded(&text))),
            _ => {
                if self.path.key(chord) {
                    self.problem.clear();
                }
            }
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, _desk: &mut Desk) -> Result<Did, Msg> {
        let Msg::Failed(words) = msg else { return Err(msg) };
        self.problem = words;
        Ok(Did::Stay)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let (title, asked, keys) = match self.wish {
            Command::Backup => (
                lang.pick("备份报告库", "Back the library up"),
                lang.pick("备份到哪个文件夹或 U 盘：", "The folder or stick to copy it to:"),
                lang.pick("Enter 备份  Esc 放弃", "Enter backs up  Esc gives up"),
            ),
            _ => (
                lang.pick("从备份取回", "Bring back from a backup"),
                lang.pick("备份在哪个文件夹或 U 盘：", "The folder or stick that has the backup:"),
                lang.pick("Enter 看有哪些不同  Esc 放弃", "Enter shows what differs  Esc gives up"),
            ),
        };
        let area = canvas.open_box(70, 8, title);
        let rest = canvas.text(area, asked, Style::new());
        canvas.prompt(&self.path, rest);
        problem(&self.problem, canvas, above(Rect { y: rest.y + 1, ..above(rest, 1) }, 1));
        canvas.keys_line(area, keys);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.path)
    }
}
