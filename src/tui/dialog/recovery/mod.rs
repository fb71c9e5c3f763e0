//! What a journal holds that the report's file does not, shown before it is decided what becomes of it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::comparison::excerpts;
use crate::domain::journal::{Ground, Merged, Recovered, replay};
use crate::domain::report::Reopening;
use crate::domain::seal;
use crate::domain::session::Edit;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, above};
use super::super::desk::Desk;
use super::super::display::{short, wrap};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Leave, Msg, Parting};
use super::act::{Act, Did, Help, Modal};
use super::changes::{ChangedLine, ChangesList, difference_name};
use super::grounds::Grounds;
use super::joining::{Joining, Source};
use words::{Extent, words};

mod words;

/// How many characters of a passage a line shows of either side.
const SHOWN: usize = 8;

#[derive(Debug, Clone)]
enum Stage {
    Looking,
    Choosing,
    /// Who recovers into a finished report, and why.
    Naming(Box<Grounds>),
    /// Whether a report that is nowhere else is really not wanted.
    AskedAgain,
}

#[derive(Debug, Clone)]
pub struct Recovery {
    recovered: Recovered,
    /// What taking it over applies, and what the file and the journal disagree about.
    merged: Merged,
    /// What the clerk has to choose where both changed the same, or has to give a reason for; `None` where there is nothing to
    /// ask.
    joining: Option<Joining>,
    stage: Stage,
    /// What is to be applied afterwards, whatever is decided.
    then: Option<Edit>,
    words: Vec<String>,
    list: ChangesList,
}

impl Recovery {
    pub fn new(recovered: Recovered, then: Option<Edit>, lang: Lang) -> Recovery {
        let joining = recovered
            .saved
            .as_ref()
            .and_then(|saved| Joining::new(Source::Journal, &recovered.base, &recovered.report(), saved, lang).ok());
        let merged = joining.as_ref().map_or_else(|| recovered.merged(), |joining| joining.merged().clone());
        let joining = joining.filter(|joining| joining.is_finished() || !joining.collisions().is_empty());
        let before = recovered.opening();
        let after = replay(before.clone(), merged.edits.iter().cloned());
        let mut list = ChangesList::between(String::new(), lang.pick("原来", "before"), before, &after, lang);
        let others = Extent::between(before, &after, lang).others.into_iter();
        let changed = lang.say("有改动", "changed");
        list.lines.extend(others.map(|what| ChangedLine {
            what: what.into(),
            words: changed.clone(),
            sides: None,
            names: None,
            lit: None,
        }));
        list.lines.extend(merged.collisions.iter().map(|collision| {
            let what = difference_name(before, &collision.what, lang);
            let [theirs, ours] = excerpts(&collision.left, &collision.right, SHOWN, lang);
            let words = match (joining.is_some(), lang) {
                (true, Lang::Zh) => format!("! 自动保存 {ours}，文件 {theirs}"),
                (true, Lang::En) => format!("! autosave {ours}, file {theirs}"),
                (false, Lang::Zh) => format!("! 保留 {theirs}，不恢复 {ours}"),
                (false, Lang::En) => format!("! {theirs} is kept, not {ours}"),
            };
            ChangedLine { what, words, sides: None, names: None, lit: None }
        }));
        list.title = lang.say("恢复未保存的录入", "Recover unsaved work");
        let words = words(&recovered, &merged, joining.as_ref(), &Extent::between(before, &after, lang), lang);
        Recovery { recovered, merged, joining, stage: Stage::Looking, then, words, list }
    }

    /// The edits that recovering applies, each undoable for itself; `by` is who opens a finished report by them and why.
    fn edits(&self, by: Option<Reopening>) -> Vec<Edit> {
        match &self.joining {
            Some(joining) => Some(joining.edit(by)).filter(|edit| !edit.changes.is_empty()).into_iter().collect(),
            None => self.merged.edits.clone(),
        }
    }

    /// Whether there is no such report without its journal.
    fn is_alone(&self) -> bool {
        !matches!(self.recovered.ground, Ground::File | Ground::Changed)
    }

    /// Whether there is anything that Enter brings back or asks about.
    fn recovers(&self) -> bool {
        self.joining.is_some() || self.merged.edits.iter().any(|edit| !edit.changes.is_empty()) || self.is_alone()
    }

    /// How many of the things that both changed are still to be decided.
    fn undecided(&self) -> usize {
        self.joining.as_ref().map_or(0, Joining::undecided)
    }

    /// Recovers once all is decided: at once, or when it is said who opens a finished report and why.
    fn go_ahead(&mut self, desk: &mut Desk) -> Did {
        if self.joining.as_ref().is_some_and(Joining::wants_grounds) {
            self.stage = Stage::Naming(Box::new(Grounds::new()));
            return Did::Stay;
        }
        self.accept(None, desk)
    }

    fn accept(&mut self, by: Option<Reopening>, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        let edits = self.edits(by);
        let Some(report) = desk.report_mut() else { return Did::Close };
        let before = report.session.report().clone();
        let count = edits.len();
        for edit in edits {
            report.session.repeat(edit);
        }
        report.is_tampered = seal::state(report.session.report()) == seal::State::Broken;
        // The text on the screen is the report's as it was opened.
        report.show_anew();
        let done = Extent::between(&before, report.session.report(), lang).words(lang);
        match self.recovered.ground {
            // It is not offered again.
            Ground::Changed if count == 0 => desk.want(Effect::Decline),
            // What was recovered begins another journal, and this one goes among the earlier states then.
            Ground::Changed => {}
            _ => {
                // They are in the journal already, which goes on behind them.
                report.session.take_committed();
                desk.want(Effect::TakeUp);
            }
        }
        desk.say(match (lang, done, count > 1) {
            (Lang::Zh, None, _) => "没有需要恢复的录入".to_string(),
            (Lang::En, None, _) => "There was nothing to recover".to_string(),
            (Lang::Zh, Some(done), false) => format!("已恢复 {done}（‹undo› 撤销）；请核对后按 ‹save› 保存"),
            (Lang::Zh, Some(done), true) => format!("已恢复 {done}（‹undo› 逐步撤销）；请核对后按 ‹save› 保存"),
            (Lang::En, Some(done), false) => {
                format!("Recovered: {done} (‹undo› undoes it); check it, then save with ‹save›")
            }
            (Lang::En, Some(done), true) => {
                format!("Recovered: {done} (‹undo› undoes it step by step); check it, then save with ‹save›")
            }
        });
        self.decided(desk)
    }

    fn decline(&mut self, desk: &mut Desk) -> Did {
        desk.want(Effect::Decline);
        desk.say(desk.lang().pick("未恢复，录入已移入历史文件夹", "Not recovered; kept in history"));
        // There is no such report without its journal.
        if self.is_alone() { Did::Act(AWAY) } else { self.decided(desk) }
    }

    fn decided(&mut self, desk: &mut Desk) -> Did {
        if let (Some(edit), Some(report)) = (self.then.take(), desk.report_mut()) {
            report.session.apply(edit);
        }
        Did::Close
    }
}

/// Back to the library, with the journal as it is.
const AWAY: Act = Act::Away(Leave::Library, Parting::Undecided);

impl Modal for Recovery {
    const HELP: Help = [
        (
            "恢复未保存的录入",
            "上次退出前未保存、已自动留存的录入。按 Enter 恢复，可撤销；按 Esc 以后处理，内容不会丢失。",
        ),
        (
            "Recovery",
            "work that was saved automatically but never saved to the report. Enter recovers it and can be undone; Esc leaves it for later, and nothing is lost.",
        ),
    ];

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match (&mut self.stage, &mut self.joining) {
            (Stage::Choosing, Some(joining)) => {
                match joining.key(chord, desk) {
                    Some(true) => return self.go_ahead(desk),
                    Some(false) => self.stage = Stage::Looking,
                    None => {}
                }
                return Did::Stay;
            }
            (Stage::Naming(grounds), _) => {
                match grounds.key(chord) {
                    // What bears a date waits for it.
                    Some(true) => desk.want(Effect::Today),
                    Some(false) => self.stage = Stage::Looking,
                    None => {}
                }
                return Did::Stay;
            }
            (Stage::AskedAgain, _) => {
                self.stage = Stage::Looking;
                return if chord.is_letter('d') { self.decline(desk) } else { Did::Stay };
            }
            _ => {}
        }
        match chord.code {
            Code::Esc => return Did::Act(AWAY),
            Code::Enter | Code::Char('y' | 'Y') if self.undecided() > 0 => self.stage = Stage::Choosing,
            Code::Enter | Code::Char('y' | 'Y') => return self.go_ahead(desk),
            Code::Char('d' | 'D') if self.is_alone() => self.stage = Stage::AskedAgain,
            Code::Char('d' | 'D') => return self.decline(desk),
            code => self.list.step(code),
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        match (msg, &self.stage) {
            (Msg::Today(today), Stage::Naming(grounds)) => Ok(self.accept(Some(grounds.on(today)), desk)),
            (msg, _) => Err(msg),
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        match &mut self.stage {
            Stage::Naming(grounds) => grounds.field(),
            _ => None,
        }
    }

    fn takes_text(&self) -> bool {
        matches!(self.stage, Stage::Naming(_))
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        match (&self.stage, &self.joining) {
            (Stage::Choosing, Some(chosen)) => return chosen.draw(self.recovered.opening(), canvas, lang),
            (Stage::Naming(grounds), _) => {
                let said = lang.pick(
                    "报告文件已定稿。恢复会撤销定稿，姓名、日期和理由记入报告；恢复后请核对，再定稿。",
                    "The report's file is finalised. Recovering reopens it, and who did so, when and why is kept in the report. Check it afterwards, then finalise it again.",
                );
                return grounds.draw(said, canvas, lang);
            }
            _ => {}
        }
        let inside = canvas.open_wide(&self.list.title);
        let wrapped = self.words.iter().flat_map(|words| wrap(words, inside.width.into()));
        // On a small screen the words give way to some lines of changes.
        let lines: Vec<String> = wrapped.take(usize::from(inside.height.saturating_sub(5))).collect();
        canvas.lines(inside, &lines, Style::new());
        let used = short(lines.len()) + 1;
        let below = Rect { y: inside.y + used, height: above(inside, used).height, ..inside };
        self.list.draw_lines(canvas, above(below, 1), lang);
        if matches!(self.stage, Stage::AskedAgain) {
            let again = lang.pick(
                "! 这份报告只存于自动保存文件：再按 d 舍弃（移入历史文件夹）  其他键返回",
                "! Only the autosave file has this report: d again discards; other keys back",
            );
            let y = inside.bottom().saturating_sub(1);
            return canvas.put(inside.x, y, inside.width, again, canvas.theme.warning());
        }
        let keys = match (self.undecided() > 0, self.is_alone()) {
            _ if !self.recovers() => lang.pick(
                "Enter 继续  d 舍弃（移入历史文件夹）  Esc 以后处理  ↑↓ 滚动",
                "Enter goes on  d discards (kept in history)  Esc later  ↑↓ scroll",
            ),
            (true, _) => lang.pick(
                "Enter 逐处选择  d 舍弃（移入历史文件夹）  Esc 以后处理  ↑↓ 滚动",
                "Enter chooses  d discards (kept in history)  Esc later  ↑↓ scroll",
            ),
            (false, false) => lang.pick(
                "Enter 恢复（可撤销）  d 舍弃（移入历史文件夹）  Esc 以后处理  ↑↓ 滚动",
                "Enter recovers (undoable)  d discards (kept in history)  Esc later  ↑↓ scroll",
            ),
            (false, true) => lang.pick(
                "Enter 恢复  d 舍弃（移入历史文件夹）  Esc 以后处理  ↑↓ 滚动",
                "Enter recovers  d discards (kept in history)  Esc later  ↑↓ scroll",
            ),
        };
        canvas.keys_line(inside, keys);
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        match (&self.stage, &mut self.joining) {
            (Stage::Choosing, Some(joining)) => joining.point(line),
            _ => drop(self.list.pick(line)),
        }
        None
    }
}
