//! A file to import, to compare with, or to save a copy to: what becomes of what was chosen in the list of files or typed as
//! a path, and why the file was not taken.

use std::path::{Path, PathBuf};

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Scope;

use super::super::canvas::{Canvas, above};
use super::super::collecting::Wish;
use super::super::command::Command;
use super::super::desk::{Desk, Screen};
use super::super::display::end_of;
use super::super::dropped::{DOCUMENTS, is_document};
use super::super::field::Field;
use super::super::folder::Wanted;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Imports, Leave, Msg};
use super::act::{Act, Did, Help, Modal, give_up};
use super::files::{Choice, FileList, Heading};
use super::lines::problem;

#[derive(Debug, Clone)]
pub struct PathEntry {
    /// What the file is wanted for: the command that asked.
    wish: Command,
    list: FileList,
    /// The name of a copy and its folder, once that is chosen.
    target: Option<(PathBuf, Field)>,
    /// The file that was taken last.
    file: PathBuf,
    /// What is wrong with it; empty until Enter was pressed.
    problem: String,
    /// Whether it comes by itself, of a file that was dropped, so that its end need not be said with Enter.
    is_arriving: bool,
    /// What of it was tried already.
    tried: String,
}

const MANY: Wanted = Wanted::Documents { many: true };

/// What files are for that are dropped on the window: at the collecting desk they are handed in.
fn dropped_for(desk: &Desk) -> (Command, Wanted) {
    match desk.screen {
        Screen::Collecting => (Command::Receive, Wanted::HandIns),
        Screen::Library | Screen::Report(_) => (Command::Import, MANY),
    }
}

impl PathEntry {
    fn new(wish: Command, list: FileList) -> PathEntry {
        let (problem, tried) = (String::new(), String::new());
        PathEntry { wish, list, target: None, file: PathBuf::new(), problem, is_arriving: false, tried }
    }

    /// The import of files that are known, of which the first is read now.
    pub fn importing(mut imports: Imports, desk: &mut Desk) -> PathEntry {
        let file = imports.take().unwrap_or_default();
        desk.imports = imports;
        desk.want(Effect::Read(file.clone(), None));
        let list = FileList::typing(MANY, Field::proposal(&file.display().to_string()), desk);
        PathEntry { file, ..PathEntry::new(Command::Import, list) }
    }

    /// The import of files that were dropped, of which the first is read now.
    pub fn dropped(paths: &[String], desk: &mut Desk) -> (PathEntry, Did) {
        let first = paths.first().map_or("", String::as_str);
        let (wish, wanted) = dropped_for(desk);
        let list = FileList::typing(wanted, Field::proposal(first), desk);
        let mut entry = PathEntry::new(wish, list);
        let files = paths.iter().map(|path| entry.list.path(path)).collect();
        let did = entry.take(files, desk);
        (entry, did)
    }

    /// The import of a file of whose path this is the beginning.
    pub fn arriving(text: &str, desk: &mut Desk) -> PathEntry {
        let (wish, wanted) = dropped_for(desk);
        let list = FileList::typing(wanted, Field::line(text), desk);
        PathEntry { is_arriving: true, ..PathEntry::new(wish, list) }
    }

    /// Whether a path that arrives letter by letter may have come to its end.
    pub fn has_arrived(&self) -> bool {
        let text = self.list.text();
        self.is_arriving && is_document(&text) && text != self.tried
    }

    /// Reads the file, once no more of its path comes.
    pub fn arrive(&mut self, desk: &mut Desk) -> Did {
        self.tried = self.list.text();
        desk.is_fresh_drop = true;
        self.enter(desk)
    }

    /// Takes the file whose path was typed.
    pub fn enter(&mut self, desk: &mut Desk) -> Did {
        let path = self.list.path(&self.list.text());
        self.take(vec![path], desk)
    }

    /// Takes files. What was typed stays where that fails, and its success closes the dialog.
    fn take(&mut self, files: Vec<PathBuf>, desk: &mut Desk) -> Did {
        self.file = files.first().cloned().unwrap_or_default();
        let mut imports = Imports::of(files).before(desk.imports.clone());
        match self.wish {
            // The open report would be left with what it holds unsaved.
            Command::Import if desk.report().is_some_and(|report| report.is_unsaved()) => {
                // A register is counted for it, and it need not be left.
                if imports.left() > 1 {
                    return Did::Act(Act::Leave(Leave::Import(imports)));
                }
                desk.want(Effect::LookForRegister(imports));
            }
            Command::Import => {
                imports.take();
                desk.imports = imports;
                desk.want(Effect::Read(self.file.clone(), None));
            }
            Command::CompareFile => desk.want(Effect::Compare(self.file.clone())),
            Command::Receive => desk.collect(Wish::Receive { paths: imports.all(), body: None }),
            Command::ReadRoster => desk.collect(Wish::TakeRoster(self.file.clone())),
            Command::CountRegister => {
                if let Some(key) = desk.report().and_then(|report| report.session.report().key()) {
                    desk.want(Effect::CountRegister { path: self.file.clone(), key });
                }
            }
            _ => self.copy(desk),
        }
        Did::Stay
    }

    /// Saves a copy. A copy is a report of ours; documents are exported.
    fn copy(&mut self, desk: &mut Desk) {
        let ending = self.file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if let Some(ending) = ending.filter(|ending| DOCUMENTS.contains(&ending.as_str())) {
            let keys = desk.keys(Command::Export);
            self.problem = desk.lang().say(
                format!("另存为生成本程序的报告文件（.ron）。要生成 .{ending}，请按 Esc 返回，再按 {keys} 导出。"),
                format!("A copy is a gouji report (.ron). For .{ending}, press Esc, then {keys} to export."),
            );
        } else if let Some(report) = desk.report() {
            let report = Box::new(report.session.report().clone());
            desk.want(Effect::SaveCopy { report, path: self.file.clone() });
        }
    }

    /// Proposes the name of a copy in a folder.
    fn name(&mut self, folder: &Path, desk: &Desk) {
        let Some(report) = desk.report() else { return };
        let report = report.session.report();
        let year = report.year.map_or_else(String::new, |year| year.to_string());
        let name = format!("{}{year}.ron", report.agency.as_deref().unwrap_or_default().replace(['/', '\\'], " "));
        self.target = Some((folder.to_path_buf(), Field::proposal(&name)));
    }

    /// A key while the name of a copy is looked over.
    fn key_of_target(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let Some((folder, name)) = &mut self.target else { return Did::Stay };
        match chord.code {
            Code::Esc => {
                self.target = None;
                self.problem.clear();
            }
            Code::Enter => {
                let text = name.text().trim().to_string();
                if !text.is_empty() {
                    let path = folder.join(desk.expanded(&text));
                    return self.take(vec![path], desk);
                }
                let words = desk.lang().pick("请填写文件名", "Enter a file name");
                self.problem = words.to_string();
            }
            _ => {
                if name.key(chord) {
                    self.problem.clear();
                }
            }
        }
        Did::Stay
    }
}

impl Modal for PathEntry {
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<PathEntry, Did> {
        let wanted = match command {
            Command::Import => MANY,
            Command::CompareFile | Command::ReadRoster => Wanted::Documents { many: false },
            Command::Receive if !desk.has_roster() => return Err(Did::Close),
            Command::Receive => Wanted::HandIns,
            Command::CountRegister => {
                let report = desk.settled().ok_or(Did::Close)?.session.report();
                if report.key().is_none_or(|key| key.scope != Scope::Own) {
                    desk.refuse(desk.lang().pick(
                        "台账只能为一个单位自己的报告计数：本报告是地区汇总，或还没有单位、年度",
                        "A register is counted for an agency's own report: this one is aggregated, or lacks agency or year",
                    ));
                    return Err(Did::Close);
                }
                Wanted::Documents { many: false }
            }
            _ => {
                desk.settled().ok_or(Did::Close)?;
                Wanted::Folder
            }
        };
        desk.imports = Imports::default();
        Ok(PathEntry::new(command, FileList::of_last(wanted, desk)))
    }

    fn help(&self) -> Help {
        match self.wish {
            Command::Import => [
                (
                    "导入文件",
                    "在列表中选择文件，或输入、粘贴文件路径，按 Enter 读取；空格键可多选，逐个查看。读出的数字先显示，确认后才写入。",
                ),
                (
                    "Import files",
                    "choose in the list, or type or paste a path, and press Enter; Space marks several, which come one after another. What was read is shown before anything is written.",
                ),
            ],
            Command::Receive => [
                (
                    "收件",
                    "选择各单位报送的文件、压缩包或文件夹（空格键选取，可多选），按 Enter 收下；也可输入、粘贴路径。按名单认单位，原件另存，列出每个文件的结果。",
                ),
                (
                    "Receive",
                    "choose files, archives or folders that bodies handed in (Space marks them), and press Enter; or type a path. Bodies are known by the roster, files are kept as they came, and what became of each is listed.",
                ),
            ],
            Command::ReadRoster => [
                ("读入名单", "选择 csv 或 xlsx，表头为单位、组别、义务、应报日、原因、曾用名；已有的收件和决定不变。"),
                (
                    "Read a roster",
                    "choose a CSV or xlsx with the heads body, group, duty, due, reason, former; what was received and decided stays.",
                ),
            ],
            Command::CompareFile => [
                ("与其他文件比对", "在列表中选择另一份报告或文件，或输入路径，按 Enter 查看差异；不改动这份报告。"),
                (
                    "Compare with a file",
                    "choose it in the list, or type or paste its path; Enter shows the differences. This report is not changed.",
                ),
            ],
            Command::CountRegister => [
                (
                    "台账计数",
                    "选择依申请公开台账（Excel、CSV、Word、网页），按 Enter 读取并计数；采用以前不改动这份报告。",
                ),
                (
                    "Count the register",
                    "choose the list of requests (Excel, CSV, Word, web page); Enter reads and counts it. The report is not changed before you apply the figures.",
                ),
            ],
            _ => [
                ("另存为", "先选择文件夹，再确认文件名，按 Enter 另存一份；也可直接输入新文件的路径。"),
                (
                    "Save a copy",
                    "choose a folder, check the file name, and Enter saves a copy there; or type the path of a new file.",
                ),
            ],
        }
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if self.target.is_some() {
            return self.key_of_target(chord, desk);
        }
        self.is_arriving &= chord.character().is_some();
        if chord.code != Code::Enter {
            self.problem.clear();
        }
        match self.list.key(chord, desk) {
            Choice::Stay => {}
            Choice::Close => return give_up(desk),
            Choice::Nothing => {
                let words = desk.lang().pick(
                    "请先选择文件，或输入文件路径（部分终端可把文件拖入窗口）",
                    "Choose a file first, or type its path (some terminals accept a file dropped on the window)",
                );
                self.problem = words.to_string();
            }
            Choice::Typed(_) => return self.enter(desk),
            // A file that is there proposes its name; a copy never replaces it.
            Choice::Files(files) if self.list.is_for_folders() => {
                self.target = files.first().and_then(|file| {
                    let name = file.file_name()?.to_string_lossy();
                    Some((file.parent()?.to_path_buf(), Field::proposal(&name)))
                });
            }
            Choice::Files(files) => return self.take(files, desk),
            Choice::Folder(folder) => self.name(&folder, desk),
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        match msg {
            Msg::Failed(words) => self.problem = words,
            msg => {
                let is_taken = matches!(
                    msg,
                    Msg::Proposed { .. }
                        | Msg::Several { .. }
                        | Msg::ReportRead { .. }
                        | Msg::Compared { .. }
                        | Msg::Opened { .. }
                        | Msg::Counted { .. }
                        | Msg::IsRegister(_)
                        | Msg::Copied(_)
                        | Msg::Collecting(_)
                );
                if is_taken {
                    desk.use_folder_of(&self.file);
                }
                return self.list.told(msg, desk).map(|()| Did::Stay);
            }
        }
        Ok(Did::Stay)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let title = self.title(lang);
        let (asked, takes) = match self.wish {
            Command::Import => (
                lang.pick(
                    "选择文件（Word、Excel、PDF、网页、文本、CSV 单元格清单，或本程序的报告）：",
                    "Choose a Word, Excel, PDF, web, text or CSV file, or a gouji report:",
                ),
                lang.pick("读取", "reads"),
            ),
            Command::Receive => (
                lang.pick(
                    "选择各单位报送的文件、压缩包或文件夹：",
                    "Choose files, archives or folders that were handed in:",
                ),
                lang.pick("收下", "receives"),
            ),
            Command::ReadRoster => (
                lang.pick("选择名单（csv 或 xlsx）：", "Choose the roster (CSV or xlsx):"),
                lang.pick("读入", "reads it"),
            ),
            Command::CompareFile => (
                lang.pick(
                    "选择报告或文件（Word、Excel、PDF、网页、文本、CSV）：",
                    "Choose a report, or a document (Word, Excel, PDF, web, text, CSV):",
                ),
                lang.pick("比对", "compares"),
            ),
            Command::CountRegister => (
                lang.pick(
                    "选择依申请公开台账（Excel、CSV、Word、网页）：",
                    "Choose the list of requests (Excel, CSV, Word, web page):",
                ),
                lang.pick("读取", "reads"),
            ),
            _ => (
                lang.pick("选择文件夹，或输入新文件的路径：", "Choose a folder, or type the path of a new file:"),
                lang.pick("选定", "chooses"),
            ),
        };
        let Some((folder, name)) = &self.target else {
            let title = match desk.imports.place().filter(|_| !self.problem.is_empty()) {
                Some(place) => &format!("{title} {place}"),
                None => title,
            };
            let here = lang.pick("存到这个文件夹", "save in this folder");
            let problem = &self.problem;
            return self.list.draw(&Heading { title, asked, here, takes, problem }, desk, canvas);
        };
        let area = canvas.open_box(70, 8, title);
        let folder = end_of(&folder.display().to_string(), usize::from(area.width).saturating_sub(12));
        canvas.put(area.x, area.y, area.width, &format!("{}{folder}", lang.pick("存到 ", "In ")), Style::new());
        let rest = Rect { y: area.y + 1, ..above(area, 1) };
        let rest = canvas.text(rest, lang.pick("文件名：", "File name:"), Style::new());
        canvas.prompt(name, rest);
        problem(&self.problem, canvas, above(Rect { y: rest.y + 1, ..above(rest, 1) }, 1));
        canvas.keys_line(area, lang.pick("Enter 另存  Esc 换文件夹", "Enter saves  Esc chooses another folder"));
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) {
        match &mut self.target {
            Some((_, name)) => drop(name.paste(text)),
            None => self.list.paste(text, desk),
        }
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        if self.target.is_some() { None } else { self.list.point(line) }
    }
}
