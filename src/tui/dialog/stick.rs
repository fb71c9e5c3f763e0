//! The folder or USB drive that the library is copied to, or brought back from; and why that was not done.

use std::path::PathBuf;

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::folder::Wanted;
use super::super::key::{Chord, Code};
use super::super::library::already_copying;
use super::super::message::{Effect, Msg};
use super::act::{Did, Help, Modal};
use super::files::{Choice, FileList, Heading};

#[derive(Debug, Clone)]
pub struct StickEntry {
    /// What it is wanted for: the command that asked.
    wish: Command,
    list: FileList,
    /// The folder that was taken last.
    folder: PathBuf,
    /// What is wrong with it; empty until Enter was pressed.
    problem: String,
}

impl StickEntry {
    /// Begins with a folder. What was typed stays where it fails, and its success closes the dialog.
    fn take(&mut self, folder: PathBuf, desk: &mut Desk) {
        self.folder.clone_from(&folder);
        match self.wish {
            Command::Backup => desk.want(Effect::BackUp(folder)),
            _ => desk.want(Effect::LookAtBackup(folder)),
        }
    }
}

impl Modal for StickEntry {
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<StickEntry, Did> {
        if desk.library.copying.is_some() {
            desk.refuse(already_copying(desk.lang()));
            return Err(Did::Close);
        }
        let list = FileList::of_last(Wanted::Folder, desk);
        Ok(StickEntry { wish: command, list, folder: PathBuf::new(), problem: String::new() })
    }

    fn help(&self) -> Help {
        match self.wish {
            Command::Backup => [
                (
                    "备份报告库",
                    "选择或输入文件夹、U 盘的路径，按 Enter 开始；整个报告库复制到其中的 gouji-backup，写入后回读比对。再次备份到同一处只补新的。",
                ),
                (
                    "Back the library up",
                    "choose or type a folder or USB drive; Enter copies the whole library into gouji-backup there and verifies the copy. A later backup adds only what is new.",
                ),
            ],
            _ => [
                ("从备份取回", "选择或输入备份所在的文件夹或 U 盘，按 Enter 先查看差异，逐份决定后才取回。"),
                (
                    "Restore from a backup",
                    "choose or type the folder or USB drive that has it; Enter shows what differs, and nothing is restored before that is decided.",
                ),
            ],
        }
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if chord.code != Code::Enter {
            self.problem.clear();
        }
        match self.list.key(chord, desk) {
            Choice::Stay => {}
            Choice::Close => return Did::Close,
            Choice::Nothing | Choice::Files(_) => {
                let words = desk.lang().pick("请先选择或输入文件夹", "Choose or type a folder first");
                self.problem = words.to_string();
            }
            Choice::Typed(text) => self.take(self.list.path(&text), desk),
            Choice::Folder(folder) => self.take(folder, desk),
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        match msg {
            Msg::Failed(words) => {
                self.problem = words;
                Ok(Did::Stay)
            }
            msg => {
                if matches!(msg, Msg::Copying { .. }) {
                    desk.use_folder(&self.folder);
                }
                self.list.told(msg, desk).map(|()| Did::Stay)
            }
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let title = self.title(lang);
        let (asked, here, takes) = match self.wish {
            Command::Backup => (
                lang.pick("备份到哪个文件夹或 U 盘：", "The folder or USB drive to copy it to:"),
                lang.pick("备份到这个文件夹", "back up into this folder"),
                lang.pick("备份", "backs up"),
            ),
            _ => (
                lang.pick("备份在哪个文件夹或 U 盘：", "The folder or USB drive that has the backup:"),
                lang.pick("从这个文件夹取回", "restore from this folder"),
                lang.pick("查看差异", "shows what differs"),
            ),
        };
        self.list.draw(&Heading { title, asked, here, takes, problem: &self.problem }, desk, canvas);
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) {
        self.list.paste(text, desk);
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        self.list.point(line)
    }
}
