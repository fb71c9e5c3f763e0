//! The path of a file: to import it, to compare with it, or to save a copy to it; and why the file was not taken.

use std::path::Path;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::canvas::{Canvas, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::brief;
use super::super::dropped::{DOCUMENTS, is_document};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Leave, Msg};
use super::act::{Act, Did, Help, Modal};

#[derive(Debug, Clone)]
pub struct PathEntry {
    /// What the file is wanted for: the command that asked.
    wish: Command,
    path: Field,
    /// What is wrong with it; empty until Enter was pressed.
    problem: String,
    /// Whether it comes by itself, of a file that was dropped, so that its end need not be said with Enter.
    is_arriving: bool,
    /// What of it was tried already.
    tried: String,
}

impl PathEntry {
    fn new(wish: Command, path: Field) -> PathEntry {
        PathEntry { wish, path, problem: String::new(), is_arriving: false, tried: String::new() }
    }

    /// The import of a file that is known.
    pub fn importing(path: &str) -> PathEntry {
        PathEntry::new(Command::Import, Field::proposal(path))
    }

    /// The import of a file of whose path this is the beginning.
    pub fn arriving(text: &str) -> PathEntry {
        PathEntry { is_arriving: true, ..PathEntry::new(Command::Import, Field::line(text)) }
    }

    /// The path, without the quotes that a terminal puts round a file that is dropped on it.
    fn text(&self) -> String {
        self.path.text().trim().trim_matches(['"', '\'']).to_string()
    }

    /// Whether a path that arrives letter by letter may have come to its end.
    pub fn has_arrived(&self) -> bool {
        let text = self.text();
        self.is_arriving && is_document(&text) && text != self.tried
    }

    /// Reads the file, once no more of its path comes.
    pub fn arrive(&mut self, desk: &mut Desk) -> Did {
        self.tried = self.text();
        desk.is_fresh_drop = true;
        self.enter(desk)
    }

    /// Takes the file. What was typed stays where that fails, and its success closes the dialog.
    pub fn enter(&mut self, desk: &mut Desk) -> Did {
        let text = self.text();
        match self.wish {
            // The open report would be left with what it holds unsaved.
            Command::Import if desk.report().is_some_and(|report| report.is_unsaved()) => {
                return Did::Act(Act::Leave(Leave::Import(text)));
            }
            Command::Import => desk.want(Effect::Read(desk.expanded(&text))),
            Command::CompareFile => desk.want(Effect::Compare(text.into())),
            _ => self.copy(&text, desk),
        }
        Did::Stay
    }

    /// Saves a copy. A copy is a report of ours; documents are exported.
    fn copy(&mut self, text: &str, desk: &mut Desk) {
        let ending = Path::new(text).extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if let Some(ending) = ending.filter(|ending| DOCUMENTS.contains(&ending.as_str())) {
            let keys = desk.keys(Command::Export);
            self.problem = match desk.lang() {
                Lang::Zh => format!("另存的是本程序的报告文件（.ron），不是 .{ending}：按 Esc，再用导出（{keys}）。"),
                Lang::En => {
                    format!("a copy is a report of gouji (.ron), no .{ending}: press Esc, then export ({keys}).")
                }
            };
        } else if let Some(report) = desk.report() {
            let report = Box::new(report.session.report().clone());
            desk.want(Effect::SaveCopy { report, path: desk.expanded(text) });
        }
    }
}

impl Modal for PathEntry {
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<PathEntry, Did> {
        let mut path = Field::line("");
        if command == Command::SaveCopy {
            // A file beside where the program was started is proposed.
            let report = desk.settled().ok_or(Did::Close)?.session.report();
            let year = report.year.map_or_else(String::new, |year| year.to_string());
            let name = format!("{}{year}.ron", report.agency.as_deref().unwrap_or_default().replace(['/', '\\'], " "));
            path = Field::proposal(&desk.setting.here.join(name).display().to_string());
        }
        Ok(PathEntry::new(command, path))
    }

    fn help(&self) -> Help {
        match self.wish {
            Command::Import => [
                ("导入文件", "输入或粘贴文件的路径，按 Enter 读取；读出的数先给看，确认后才写入。"),
                (
                    "Import a file",
                    "type or paste its path and press Enter; what was read is shown before anything is written.",
                ),
            ],
            Command::CompareFile => [
                ("与文件对照", "输入或粘贴另一份报告或文件的路径，按 Enter 看有哪些不同；不改这份报告。"),
                (
                    "Compare with a file",
                    "type or paste its path; Enter shows how it differs. This report stays as it is.",
                ),
            ],
            _ => [
                ("另存到别处", "输入新文件的路径，按 Enter 另存一份。"),
                ("Save a copy elsewhere", "type the path of a new file; Enter saves a copy there."),
            ],
        }
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Enter if self.text().is_empty() => {
                let words = desk.lang().pick(
                    "先输入文件的路径；把文件拖进窗口，有的终端会替你填好",
                    "type the file's path first; some terminals fill it in when the file is dropped on the window",
                );
                self.problem = words.to_string();
            }
            Code::Enter => return self.enter(desk),
            _ => {
                self.is_arriving &= chord.character().is_some();
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
            Command::Import => (
                lang.pick("导入文件", "Import a file"),
                lang.pick(
                    "文件路径（Word、Excel、PDF、网页、文字、CSV 单元格表，或本程序的报告）：",
                    "Path of a Word, Excel, PDF, web page, text or cell list (CSV) file, or of a report of gouji:",
                ),
                lang.pick("Enter 读取并预览  Esc 放弃", "Enter reads and previews  Esc gives up"),
            ),
            Command::CompareFile => (
                lang.pick("与文件对照", "Compare with a file"),
                lang.pick(
                    "报告或文件（Word、Excel、PDF、网页、文字、CSV）的路径：",
                    "Path of a report or document (Word, Excel, PDF, web page, text, CSV):",
                ),
                lang.pick("Enter 对照  Esc 放弃", "Enter compares  Esc gives up"),
            ),
            _ => (
                lang.pick("另存到别处", "Save a copy elsewhere"),
                lang.pick("新文件的路径（如另一个盘）：", "Path of a new file, such as on another disk:"),
                lang.pick("Enter 另存  Esc 放弃", "Enter saves  Esc gives up"),
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

/// What is wrong, in as many lines as there are.
pub fn problem(words: &str, canvas: &mut Canvas<'_, '_>, area: Rect) {
    if words.is_empty() || area.height == 0 {
        return;
    }
    let lines = brief(&format!("! {words}"), area.width.into(), area.height.into());
    canvas.lines(area, &lines, canvas.theme.error());
}
