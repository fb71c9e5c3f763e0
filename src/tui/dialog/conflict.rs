//! What is asked when somebody else changed the file of the open report: what differs, and for each cell that both changed
//! whose figure is to stand.

use crate::domain::report::{Reopening, Report};
use crate::domain::seal;
use crate::domain::session::Edit;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, FoundFile, Msg, There};
use super::act::{Act, Did, Help, Modal};
use super::changes::ChangesList;
use super::grounds::Grounds;
use super::joining::{Joining, Side, Source};

#[derive(Debug, Clone)]
enum Stage {
    Asked,
    Looking(ChangesList),
    Choosing,
    /// Who joins it with a finished report, and why.
    Naming(Box<Grounds>),
}

#[derive(Debug, Clone)]
pub struct Conflict {
    words: Vec<String>,
    /// What the file holds now.
    there: There,
    /// How the two can be joined, where they can.
    joining: Option<Joining>,
    /// Whether what the file holds is finished, and this side did not reopen it.
    is_finished: bool,
    stage: Stage,
}

impl Conflict {
    /// Of what was found; `ours` is the report on the screen.
    pub fn new(found: FoundFile, ours: &Report, lang: Lang) -> Conflict {
        let mut words = vec![found.words];
        if let There::Unreadable(why) = &found.there {
            words.push(why.clone());
        }
        let joining = match (&found.there, &found.base) {
            (There::Report(theirs), Some(base)) => {
                let joining = Joining::new(Source::Screen, base, ours, theirs, lang);
                let finished = "Yours is finalised, so the two cannot be merged.";
                let finished = lang.pick("本机的报告已定稿，不能合并。", finished);
                let joining = if ours.seal.is_some() { joining.and(Err(finished)) } else { joining };
                words.extend(joining.as_ref().err().map(ToString::to_string));
                joining.ok()
            }
            _ => None,
        };
        let is_finished = matches!(&found.there, There::Report(theirs)
            if theirs.seal.is_some() && !seal::reopens(ours, theirs));
        if is_finished {
            let reopen = lang.pick(
                "对方的报告已定稿，不能覆盖。合并会撤销定稿，须填写姓名和理由；合并后请再定稿。",
                "The file is finalised and cannot be overwritten. Merging reopens it and needs your name and a reason; finalise it again afterwards.",
            );
            words.push(reopen.to_string());
        }
        if let Some(joining) = &joining {
            let (mine, theirs, both) = (joining.mine(), joining.theirs, joining.collisions().len());
            words.push(lang.say(
                format!("只有本机改的 {mine} 处，只有对方改的 {theirs} 处，双方都改且不同的 {both} 处。"),
                format!("Changed only by you: {mine}; only in the file: {theirs}; by both, differently: {both}."),
            ));
        }
        Conflict { words, there: found.there, joining, is_finished, stage: Stage::Asked }
    }

    fn title(&self, lang: Lang) -> &'static str {
        match self.there {
            There::Nothing => lang.pick("文件已被移动或删除", "The file was moved or deleted"),
            _ => lang.pick("文件在别处有改动", "The file was changed elsewhere"),
        }
    }

    fn answers(&self, lang: Lang) -> Vec<(char, &'static str)> {
        let mut answers = Vec::new();
        if matches!(self.there, There::Report(_)) {
            answers.push(('v', lang.pick("查看差异", "show the differences")));
        }
        if self.joining.is_some() {
            answers.push(match self.joining.as_ref().is_some_and(Joining::opens) {
                true => ('m', lang.pick("合并双方的改动（撤销定稿）", "merge what both changed (reopens it)")),
                false => ('m', lang.pick("合并双方的改动", "merge what both changed")),
            });
        }
        answers.extend(match self.there {
            // A finished report gives way to nothing without a name and a reason.
            There::Report(_) if self.is_finished => None,
            There::Nothing => Some(('o', lang.pick("重新写入", "write the file again"))),
            _ => {
                Some(('o', lang.pick("覆盖（对方的移入历史文件夹）", "overwrite (the file as it is goes to history)")))
            }
        });
        if matches!(self.there, There::Report(_)) {
            answers
                .push(('r', lang.pick("采用对方版本（本机的移入历史文件夹）", "use theirs (yours goes to history)")));
        }
        answers
    }

    /// Opens the file as it is now, and does an edit on it. What is here is kept where it was not saved.
    fn reopen(edit: Option<Edit>, desk: &mut Desk) -> Did {
        let session = desk.report().map(|report| &report.session);
        let mine = session.filter(|session| session.is_changed()).map(|session| Box::new(session.report().clone()));
        if let Some(key) = session.and_then(|session| session.report().key()) {
            desk.want(Effect::Reopen { key, mine, edit });
        }
        Did::Close
    }

    fn merge(&self, by: Option<Reopening>, desk: &mut Desk) -> Did {
        // Where nothing of this side stands, theirs is what they come to.
        let edit = self.joining.as_ref().map(|joining| joining.edit(by)).filter(|edit| !edit.changes.is_empty());
        Conflict::reopen(edit, desk)
    }

    /// Joins the two once all is decided: at once, or when it is said who opens a finished report and why.
    fn decided(&mut self, desk: &mut Desk) -> Did {
        if self.joining.as_ref().is_some_and(Joining::wants_grounds) {
            self.stage = Stage::Naming(Box::new(Grounds::new()));
            return Did::Stay;
        }
        self.merge(None, desk)
    }

    fn answer(&mut self, letter: char, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        match (letter, &self.there, desk.report()) {
            ('v', There::Report(theirs), Some(report)) => {
                let title = lang.say("对方与本机的差异", "The file and yours");
                let (before, now) = (lang.pick("文件", "file"), report.session.report());
                let names = [Side::Theirs, Side::Mine].map(|side| Source::Screen.name(side, lang));
                let list = ChangesList::between(title, before, theirs, now, lang);
                self.stage = Stage::Looking(list.of_two(theirs, now, names, lang));
                Did::Stay
            }
            ('m', ..) if self.joining.as_ref().is_some_and(|joining| joining.collisions().is_empty()) => {
                self.decided(desk)
            }
            ('m', ..) => {
                self.stage = Stage::Choosing;
                Did::Stay
            }
            ('o', ..) => Did::Act(Act::Overwrite),
            ('r', ..) => Conflict::reopen(None, desk),
            _ => Did::Stay,
        }
    }
}

impl Modal for Conflict {
    const HELP: Help = [
        ("文件在别处有改动", "这份报告的文件在别处有改动。请先查看差异，再决定如何处理；双方的内容都不会丢失。"),
        (
            "Changed elsewhere",
            "the report's file was changed elsewhere. Look at the differences, then decide; neither side is lost.",
        ),
    ];

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let is_left = match (&mut self.stage, &mut self.joining) {
            (Stage::Looking(list), _) => list.look(chord),
            (Stage::Choosing, Some(joining)) => match joining.key(chord, desk) {
                Some(true) => return self.decided(desk),
                left => left.is_some(),
            },
            (Stage::Naming(grounds), _) => match grounds.key(chord) {
                Some(true) => {
                    // What bears a date waits for it.
                    desk.want(Effect::Today);
                    false
                }
                left => left.is_some(),
            },
            _ if chord.code == Code::Esc => return Did::Close,
            _ => {
                let answer = self.answers(desk.lang()).into_iter().find(|(letter, _)| chord.is_letter(*letter));
                return answer.map_or(Did::Stay, |(letter, _)| self.answer(letter, desk));
            }
        };
        if is_left {
            self.stage = Stage::Asked;
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        match (msg, &self.stage) {
            (Msg::Today(today), Stage::Naming(grounds)) => Ok(self.merge(Some(grounds.on(today)), desk)),
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
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        match (&self.stage, &self.joining) {
            (Stage::Looking(list), _) => list.draw_to_look(canvas, lang),
            (Stage::Choosing, Some(joining)) => joining.draw(report.session.report(), canvas, lang),
            (Stage::Naming(grounds), _) => {
                let said = lang.pick(
                    "对方的报告已定稿。合并会撤销定稿，姓名、日期和理由记入报告；合并后请核对，再定稿。",
                    "The file is finalised. Merging reopens it, and who did so, when and why is kept in the report. Check it afterwards, then finalise it again.",
                );
                grounds.draw(said, canvas, lang);
            }
            _ => {
                let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
                let below = canvas.ask(62, self.title(lang), &words, &self.answers(lang));
                canvas.or_back(below, lang.pick("稍后处理，继续录入", "later; go on keying"));
            }
        }
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        match (&mut self.stage, &mut self.joining) {
            (Stage::Looking(list), _) => drop(list.pick(line)),
            (Stage::Choosing, Some(joining)) => joining.point(line),
            _ => {}
        }
        None
    }
}
