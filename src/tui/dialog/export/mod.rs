//! The export dialog: what its keys do, what Enter orders, and what is done where the file is there already or the report
//! cannot be final.

mod target;

mod draw;

use std::path::Path;

use crate::domain::remaining::{OpenItem, OpenPoint};
use crate::domain::summary::Summary;

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::folder::Wanted;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Msg};
use super::act::{Did, Help, Modal};
use super::files::{Choice, FileList};
use super::summary::gist;
use crate::domain::report_place::ReportPlace;
use target::{ExportLine, Stage};

pub use target::ExportTarget;

impl ExportTarget {
    fn choose(&mut self, chord: Chord, toggles_draft: bool, desk: &mut Desk) -> Did {
        (self.overwrite, self.replaces_prose) = (false, None);
        let step = |back: bool| if back { -1 } else { 1 };
        let ticks = matches!(chord.code, Code::Left | Code::Right | Code::Char(' '));
        match (chord.code, self.focus) {
            (Code::Esc, _) => return Did::Close,
            (Code::Enter, ExportLine::Open(kind)) => {
                let item = self.open.iter().find(|item| item.kind == kind);
                return item.map_or(Did::Close, |item| go(item, desk));
            }
            (Code::Enter, _) => self.export(desk),
            (Code::F(4), _) => self.look_for_file(desk),
            (Code::Char('o'), _) if chord.ctrl => self.look_for_file(desk),
            _ if toggles_draft => self.toggle_draft(),
            (Code::Tab, _) => self.next_format(step(chord.shift)),
            (Code::Up, _) => self.move_focus(-1),
            (Code::Down, _) => self.move_focus(1),
            (_, ExportLine::Format) if ticks => self.next_format(step(chord.code == Code::Left)),
            (_, ExportLine::Draft) if ticks => self.toggle_draft(),
            (_, ExportLine::LastYear) if ticks => self.last_year = self.last_year.map(|on| !on),
            (_, ExportLine::CheckSheet) if ticks => self.check_sheet = !self.check_sheet,
            (_, ExportLine::Then) if ticks => self.then = self.then.next(chord.code == Code::Left),
            (_, ExportLine::Chart) if ticks => self.chart = !self.chart,
            _ => {
                if let Some(item) = leading_to(&self.open, chord, self.is_writing()) {
                    return go(item, desk);
                }
                if let Some(field) = self.field() {
                    field.key(chord);
                }
                self.follow_name();
            }
        }
        Did::Stay
    }

    /// Opens the list of files: for the form to fill on its line, for the folder elsewhere.
    fn look_for_file(&mut self, desk: &mut Desk) {
        let list = match (self.focus, self.offer()) {
            (ExportLine::Form, Some(offer)) => {
                FileList::of_last(Wanted::Endings([offer.ending, offer.fills.unwrap_or(offer.ending)]), desk)
            }
            _ => {
                let folder = desk.expanded(self.folder.text().trim());
                FileList::new(Wanted::Folder, &folder, desk)
            }
        };
        self.choosing = Some(Box::new(list));
    }

    /// A key in the list of files. A file that is chosen where a folder is looked for gives its name besides, and is asked
    /// about before it is replaced.
    fn choose_file(&mut self, choice: Choice, desk: &mut Desk) {
        let line = |path: &Path| Field::line(&path.display().to_string());
        let is_form = self.focus == ExportLine::Form;
        match choice {
            Choice::Stay => return,
            Choice::Nothing => {
                let words = "Choose a line first; Backspace goes to the folder above";
                return desk.refuse(desk.lang().pick("请先选择一项；按 Backspace 回上一级", words));
            }
            Choice::Close => {}
            Choice::Typed(text) if is_form => self.form = Field::line(&text),
            Choice::Typed(text) => self.folder = Field::line(&text),
            Choice::Folder(folder) => self.folder = line(&folder),
            Choice::Files(files) => {
                let Some(file) = files.first() else { return };
                match (is_form, file.parent(), file.file_name()) {
                    (false, Some(folder), Some(name)) => {
                        (self.folder, self.name) = (line(folder), line(Path::new(name)));
                        self.follow_name();
                    }
                    _ => self.form = line(file),
                }
            }
        }
        self.choosing = None;
    }

    /// Orders what was chosen, or says what is missing.
    fn export(&mut self, desk: &mut Desk) {
        let Some(report) = desk.report() else { return };
        let report = Box::new(report.session.report().clone());
        match self.order(desk.setting.chosen.plain_banners, desk.lang()) {
            Ok(order) => desk.want(Effect::Export { report, order: Box::new(order) }),
            Err(problem) => desk.refuse(problem),
        }
    }

    fn release(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        let Stage::Refused { reason: Some(reason), today, .. } = &self.stage else { return };
        let reason = reason.text();
        if desk.is_refused_as_read_only() {
            return;
        }
        if reason.trim().is_empty() {
            let words = "Write the reason first, then press Enter";
            return desk.refuse(lang.pick("请先填写说明，再按 Enter", words));
        }
        let Some(report) = desk.report_mut() else { return };
        let by = report.session.report().sign_off.keyer.clone();
        let edit = report.session.releasing(&reason, &by, today);
        report.session.apply(edit);
        if !report.session.open_errors().is_empty() {
            return desk.refuse(lang.pick(
                "数字过大、无法比较的错误不能只作说明：请按 Esc 返回，检查是否多打了位数",
                "Errors whose figures are too large to compare cannot be accepted: press Esc and check for extra digits",
            ));
        }
        self.stage = Stage::Choosing;
        self.export(desk);
    }

    /// Whether characters are written into a line.
    pub fn is_writing(&self) -> bool {
        match &self.stage {
            Stage::Exists(_) | Stage::Asks(_) => false,
            Stage::Refused { reason, .. } => reason.is_some(),
            Stage::Choosing => matches!(self.focus, ExportLine::Folder | ExportLine::Name | ExportLine::Form),
        }
    }

    fn move_focus(&mut self, step: isize) {
        let lines = self.lines();
        let at = lines.iter().position(|line| *line == self.focus).unwrap_or(0);
        let to = at.saturating_add_signed(step).min(lines.len() - 1);
        self.focus = lines.get(to).copied().unwrap_or(ExportLine::Name);
    }
}

/// Goes to what is open.
pub fn go(item: &OpenItem, desk: &mut Desk) -> Did {
    if let Some(report) = desk.report_mut() {
        report.jump(ReportPlace::of_item(item), false);
    }
    Did::Close
}

/// What a key leads to of what is open: the keys that lead there in a table too, or, where nothing is being written, the
/// letter of its line.
pub fn leading_to(open: &[OpenItem], chord: Chord, is_writing: bool) -> Option<&OpenItem> {
    let first = |kinds: &[OpenPoint]| open.iter().find(|item| kinds.contains(&item.kind));
    match chord.code {
        Code::F(8) => first(&[OpenPoint::Errors, OpenPoint::Warnings]),
        Code::F(9) => first(&[OpenPoint::Unfilled]),
        _ => open.iter().find(|item| !is_writing && chord.is_letter(item.kind.letter())),
    }
}

/// The key that leads to what is open, as it is shown: its letter, or where a letter would be written the key that leads there
/// in a table too, or else the way to its line.
pub fn leading_key(kind: OpenPoint, is_writing: bool) -> String {
    match kind {
        _ if !is_writing => kind.letter().to_string(),
        OpenPoint::Unfilled => Chord::plain(Code::F(9)).to_string(),
        OpenPoint::Errors | OpenPoint::Warnings => Chord::plain(Code::F(8)).to_string(),
        _ => "↓".to_string(),
    }
}

impl Modal for ExportTarget {
    const HELP: Help = [
        (
            "导出",
            "选择格式、文件夹和文件名，按 Enter 生成文件，随后回读比对。按 F4 或 Ctrl-O 在列表中选择文件夹，在“套用表样”一行上选择表样。",
        ),
        (
            "Export",
            "choose format, folder and file name; Enter writes the file and verifies it. F4 or Ctrl-O lists the folders, and on the template's line the templates to fill.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<ExportTarget, Did> {
        let lang = desk.lang();
        let report = desk.settled().ok_or(Did::Close)?;
        let summary = Summary::of(&report.session);
        let open = summary.open.items(report.form(), lang);
        let data = report.session.report().clone();
        let has_last_year = report.session.background().precedent().is_some();
        let mut target = ExportTarget::new(&data, &desk.setting, has_last_year, open);
        target.gist = gist(&summary, &data, desk);
        Ok(target)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if let Some(list) = &mut self.choosing {
            let choice = list.key(chord, desk);
            self.choose_file(choice, desk);
            return Did::Stay;
        }
        let toggles_draft = chord.code == Code::F(2) || (chord.ctrl && chord.code == Code::Char('d'));
        match &mut self.stage {
            Stage::Choosing => return self.choose(chord, toggles_draft, desk),
            Stage::Exists(_) if chord.is_letter('o') => {
                (self.stage, self.overwrite) = (Stage::Choosing, true);
                self.export(desk);
            }
            Stage::Asks(_) if chord.is_letter('r') || chord.is_letter('k') => {
                (self.stage, self.replaces_prose) = (Stage::Choosing, Some(chord.is_letter('r')));
                self.export(desk);
            }
            Stage::Exists(_) | Stage::Asks(_) | Stage::Refused { .. } if chord.code == Code::Esc => {
                self.stage = Stage::Choosing
            }
            Stage::Refused { .. } if toggles_draft => {
                (self.stage, self.draft) = (Stage::Choosing, true);
                self.propose();
                self.export(desk);
            }
            Stage::Refused { reason: Some(_), .. } if chord.code == Code::Enter => self.release(desk),
            Stage::Refused { reason: Some(reason), .. } => drop(reason.key(chord)),
            Stage::Exists(_) | Stage::Asks(_) | Stage::Refused { .. } => {}
        }
        Did::Stay
    }

    /// The file is there already, or the report cannot be final. Where only errors keep it, they can be released.
    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        let msg = match &mut self.choosing {
            Some(list) => match list.told(msg, desk) {
                Ok(()) => return Ok(Did::Stay),
                Err(msg) => msg,
            },
            None => msg,
        };
        self.stage = match msg {
            Msg::ExportExists(path) => Stage::Exists(path),
            Msg::ExportAsks(lines) => Stage::Asks(lines),
            Msg::ExportRefused { lines, releasable, today } => {
                let reason = releasable.then(|| Box::new(Field::line("")));
                Stage::Refused { lines, reason, today }
            }
            msg => return Err(msg),
        };
        Ok(Did::Stay)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        draw::draw(self, desk, canvas);
    }

    fn field(&mut self) -> Option<&mut Field> {
        match (&mut self.stage, self.focus) {
            (Stage::Exists(_) | Stage::Asks(_), _) => None,
            (Stage::Refused { reason, .. }, _) => reason.as_deref_mut(),
            (Stage::Choosing, ExportLine::Folder) => Some(&mut self.folder),
            (Stage::Choosing, ExportLine::Name) => Some(&mut self.name),
            (Stage::Choosing, ExportLine::Form) => Some(&mut self.form),
            (Stage::Choosing, _) => None,
        }
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) {
        if let Some(list) = &mut self.choosing {
            return list.paste(text, desk);
        }
        if let Some(field) = self.field() {
            field.paste(text);
        }
        self.follow_name();
    }

    /// A line to tick that was chosen already is ticked.
    fn point(&mut self, line: usize) -> Option<Code> {
        if let Some(list) = &mut self.choosing {
            return list.point(line);
        }
        let line = self.lines().get(line).copied().filter(|_| matches!(self.stage, Stage::Choosing))?;
        let again = std::mem::replace(&mut self.focus, line) == line;
        match line {
            ExportLine::Folder | ExportLine::Form => again.then_some(Code::F(4)),
            ExportLine::Name => None,
            ExportLine::Open(_) => again.then_some(Code::Enter),
            _ => again.then_some(Code::Char(' ')),
        }
    }
}
