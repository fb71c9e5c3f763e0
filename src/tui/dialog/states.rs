//! The earlier states of a report: when each gave way and why, how it differs from what there is now, and going back to it
//! by one edit that can be undone.

use crate::domain::report::Report;
use crate::domain::session::{Edit, Purpose};
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::left;
use super::super::key::{Chord, Code};
use super::super::message::{Earlier, Effect};
use super::act::{Act, Did, Help, Modal, choose};
use super::changes::ChangesList;

/// The columns of why a state gave way.
const WHY: usize = 23;

#[derive(Debug, Clone)]
pub struct StatesList {
    /// What there is now.
    now: Report,
    /// The states, each with how many places it differs in.
    states: Vec<(Earlier, Option<usize>)>,
    selected: usize,
    /// How the chosen one differs.
    looking: Option<ChangesList>,
}

impl StatesList {
    /// `None`, and that it is said, where the report has no earlier states. What is open counts as it stands.
    pub fn new(now: Report, states: Vec<Earlier>, desk: &mut Desk) -> Option<StatesList> {
        let lang = desk.lang();
        if states.is_empty() {
            desk.refuse(lang.pick(
                "这份报告没有历史版本；以后每次保存都会留存原来的版本",
                "The report has no earlier versions yet; each save keeps the one before it",
            ));
            return None;
        }
        let now = desk.report().map_or(now, |open| open.session.report().clone());
        let counted = states.into_iter().map(|state| {
            let report = state.report.as_ref().ok();
            let count = report.map(|report| ChangesList::between(String::new(), "", report, &now, lang).lines.len());
            (state, count)
        });
        Some(StatesList { states: counted.collect(), now, selected: 0, looking: None })
    }

    fn chosen(&self) -> Option<(&Earlier, &Report)> {
        let (state, _) = self.states.get(self.selected)?;
        Some((state, state.report.as_ref().ok()?))
    }

    /// Shows how the chosen state differs, or says why it cannot be read.
    fn look(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        match self.states.get(self.selected) {
            Some((Earlier { report: Err(why), .. }, _)) => desk.refuse(why.clone()),
            Some((Earlier { report: Ok(report), time, .. }, _)) => {
                let title = lang.say(format!("{time} 的历史版本"), format!("Version of {time}"));
                let before = lang.pick("当时", "then");
                self.looking = Some(ChangesList::between(title, before, report, &self.now, lang));
            }
            None => {}
        }
    }

    /// Goes back to the chosen state by one edit of the report, which is opened for it where it is not.
    fn go_back(&self, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        let Some((state, report)) = self.chosen() else { return Did::Stay };
        if report.form().edition() != self.now.form().edition() {
            desk.refuse(lang.pick(
                "该版本的报告格式不同，不能在这里恢复；确需恢复的，请管理员用命令行处理（见手册）",
                "That version has another edition and cannot be restored here; an administrator can do so on the command line (see the manual)",
            ));
            return Did::Stay;
        }
        if self.now.seal.is_some() && desk.report().is_none() {
            desk.refuse(lang.pick(
                "报告已定稿，不能修改；如需恢复，请先打开报告，按 ‹finish› 撤销定稿",
                "The report is finalised; to restore a version, open it and press ‹finish› to reopen it first",
            ));
            return Did::Stay;
        }
        // What was finished then is not finished by going back to it, nor was it never reopened.
        let mut report = report.clone();
        (report.seal, report.reopenings) = (self.now.seal.clone(), self.now.reopenings.clone());
        let words = lang.say(
            format!("已恢复为 {} 的历史版本（‹undo› 撤销）；请核对后按 ‹save› 保存", state.time),
            format!("Restored the version of {} (‹undo› undoes it); check it, then save with ‹save›", state.time),
        );
        if desk.report().is_none() {
            desk.say(words);
            return Did::Act(Act::Want(Effect::GoBackTo(Box::new(report))));
        }
        if desk.is_refused_as_read_only() {
            return Did::Stay;
        }
        if let Some(open) = desk.report_mut() {
            let edit = Edit::replacing(Purpose::Recover, open.session.report(), &report);
            if !open.session.apply(edit) {
                desk.say(lang.pick("与现在相同，无需恢复", "It is the same as now; nothing to restore"));
                return Did::Close;
            }
            open.show_anew();
        }
        desk.say(words);
        Did::Close
    }
}

/// When, why it gave way, who keyed it, and in how many places it differs.
fn words((state, count): &(Earlier, Option<usize>), lang: Lang) -> String {
    let Earlier { time, unsaved, of_backup, report } = state;
    let why = match report {
        Err(_) => lang.pick("! 无法读取", "! unreadable"),
        Ok(_) if *unsaved => lang.pick("未保存的录入", "never saved"),
        Ok(_) if *of_backup => lang.pick("取回备份时留存", "kept at a restore"),
        Ok(report) if report.seal.is_some() => lang.pick("定稿，后有改动", "finalised, then changed"),
        Ok(_) => lang.pick("保存前的版本", "replaced by a save"),
    };
    let differs = match count {
        None => String::new(),
        Some(0) => lang.say("与现在相同", "same as now"),
        Some(1) => lang.say("与现在有 1 处不同", "1 difference"),
        Some(count) => lang.say(format!("与现在有 {count} 处不同"), format!("{count} differences")),
    };
    let keyer = report.as_ref().map(|report| report.sign_off.keyer.clone()).unwrap_or_default();
    format!("{time}  {}  {differs}  {keyer}", left(why, WHY))
}

impl Modal for StatesList {
    const HELP: Help = [
        (
            "历史版本",
            "每次保存前的版本，最近的在前；按 Enter 查看与现在的差异，再按 Enter 恢复。恢复可撤销，保存后生效；保存时现在的版本也留在这里。",
        ),
        (
            "Earlier versions",
            "those replaced by a save, the newest first; Enter shows how one differs from now, Enter again restores it. That can be undone until it is saved; the present version is then kept here.",
        ),
    ];

    fn open(command: Command, desk: &mut Desk) -> Result<StatesList, Did> {
        let lang = desk.lang();
        let key = match command {
            Command::States => desk.settled().and_then(|report| report.session.report().key()),
            _ => desk.library.current().map(|listed| listed.key.clone()),
        };
        match key {
            Some(key) => desk.want(Effect::States(key)),
            None if command == Command::States => {
                desk.refuse(lang.pick(
                    "这份报告尚未保存，没有历史版本；请先按 ‹save› 保存",
                    "The report was never saved and has no versions; press ‹save› to save it",
                ));
            }
            None => {}
        }
        Err(Did::Close)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if let Some(list) = &mut self.looking {
            match chord.code {
                Code::Enter => return self.go_back(desk),
                Code::Esc => self.looking = None,
                code => list.step(code),
            }
            return Did::Stay;
        }
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Enter => self.look(desk),
            code => drop(code.choose(&mut self.selected, self.states.len())),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        if let Some(list) = &self.looking {
            let area = canvas.open_wide(&list.title);
            list.draw_lines(canvas, above(area, 1), lang);
            let keys = lang.pick(
                "Enter 恢复此版本（可撤销）  ↑↓ 滚动  Esc 返回",
                "Enter restores it (undoable)  ↑↓ scroll  Esc goes back",
            );
            return canvas.keys_line(area, keys);
        }
        let agency = self.now.agency.as_deref().unwrap_or_default();
        let year = self.now.year.map_or_else(String::new, |year| year.to_string());
        let area = canvas.open_wide(&format!("{agency} {year} {}", lang.pick("历史版本", "earlier versions")));
        canvas.list(above(area, 1), self.states.iter().map(|state| words(state, lang)), self.selected);
        let keys = lang.pick("Enter 查看差异  ↑↓ 选择  Esc 关闭", "Enter shows the differences  ↑↓ choose  Esc closes");
        canvas.keys_line(area, &format!("{keys}  {}/{}", self.selected + 1, self.states.len()));
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        match &mut self.looking {
            Some(list) => {
                list.pick(line);
                None
            }
            None => choose(&mut self.selected, line).then_some(Code::Enter),
        }
    }
}
