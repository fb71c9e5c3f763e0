//! Short forms that ask for names: before a second keying, before a report is finished, and before a finished one is
//! opened again.

mod draw;

use crate::domain::remaining::{OpenItem, OpenPoint, Remaining};
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::domain::summary::Summary;
use crate::domain::text::Lang;
use crate::domain::verification::{self, Choice};

use super::super::canvas::Canvas;
use super::super::command::{Command, Reach};
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Msg};
use super::super::report::ReportScreen;
use super::act::{Act, Did, Help, Modal, Question};
use super::export::{go, leading_to};
use super::summary::gist;
use crate::domain::report_place::ReportPlace;

/// A choice of cells with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choosable {
    choice: Choice,
    /// How many of them hold a figure.
    cells: usize,
    /// How many of those are verified already.
    verified: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Asked {
    /// A second keying: which cells, who keyed, who keys again.
    SecondKeying { offers: [Choosable; 3], chosen: usize },
    /// Finishing: who keyed, who reviewed; and what is open and does not keep the report from being finished.
    Finish {
        open: Vec<OpenItem>,
        chosen: usize,
        /// Open warnings by their words.
        named: Vec<String>,
        /// What there is to know besides, in a line.
        gist: String,
    },
    /// Reopening: who, and why.
    Reopen,
}

#[derive(Debug, Clone)]
pub struct Signing {
    asked: Asked,
    /// The two lines of text: two names, or a name and a reason.
    texts: [Field; 2],
    /// What has the cursor: the list above the names, where there is one, counts as the first.
    focus: usize,
    /// What is missing, once Enter was pressed.
    problem: &'static str,
    /// Whether it was said that one person keyed both times.
    is_warned: bool,
}

impl Signing {
    /// Before a second keying. Names that are known are proposed, and Enter begins at once.
    fn second_keying(session: &Session) -> Signing {
        let report = session.report();
        let offers = Choice::ALL.map(|choice| {
            let cells = verification::cells(session, choice);
            let verified = cells.iter().filter(|&&cell| verification::is_verified(report, cell)).count();
            Choosable { choice, cells: cells.len(), verified }
        });
        let names = [&report.sign_off.keyer, &report.verification.verifier];
        Signing::new(Asked::SecondKeying { offers, chosen: 0 }, names.map(|name| name.as_str()))
    }

    fn finish(session: &Session, remaining: &Remaining, gist: String, lang: Lang) -> Signing {
        let names = &session.report().sign_off;
        let named = remaining.named(OpenPoint::Warnings, session, lang).into_iter().map(|item| item.words).collect();
        let asked = Asked::Finish { open: remaining.items(session.form(), lang), chosen: 0, named, gist };
        let form = Signing::new(asked, [&names.keyer, &names.reviewer]);
        Signing { focus: form.above(), ..form }
    }

    fn reopen() -> Signing {
        Signing::new(Asked::Reopen, ["", ""])
    }

    fn new(asked: Asked, texts: [&str; 2]) -> Signing {
        Signing { asked, texts: texts.map(Field::proposal), focus: 0, problem: "", is_warned: false }
    }

    /// Whether a list stands above the two lines of text: 1 or 0, as the focus counts it.
    fn above(&self) -> usize {
        usize::from(self.listed() > 0)
    }

    fn listed(&self) -> usize {
        match &self.asked {
            Asked::SecondKeying { offers, .. } => offers.len(),
            Asked::Finish { open, .. } => open.len(),
            Asked::Reopen => 0,
        }
    }

    /// Moves the choice in the list above, as one sees it; `false` where it is not there or stands at the end.
    fn move_choice(&mut self, down: bool) -> bool {
        let count = self.listed();
        let is_there = self.focus < self.above();
        let (Asked::SecondKeying { chosen, .. } | Asked::Finish { chosen, .. }) = &mut self.asked else { return false };
        let next = if down { *chosen + 1 } else { chosen.wrapping_sub(1) };
        let moves = is_there && next < count;
        if moves {
            *chosen = next;
        }
        moves
    }

    /// Whether it comes before a second keying.
    pub fn keys_again(&self) -> bool {
        matches!(self.asked, Asked::SecondKeying { .. })
    }

    fn written(&self) -> [String; 2] {
        [&self.texts[0], &self.texts[1]].map(|field| field.text().trim().to_string())
    }

    /// Enter finishes, or goes to the first line that is missing.
    fn enter(&mut self, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        match &self.asked {
            Asked::Finish { open, chosen, .. } if self.focus < self.above() => {
                return open.get(*chosen).map_or(Did::Stay, |item| go(item, desk));
            }
            Asked::SecondKeying { offers, chosen }
                if offers.get(*chosen).is_none_or(|offer| offer.cells <= offer.verified) =>
            {
                self.focus = 0;
                self.problem = lang.pick(
                    "这些格均已复核或未填：请选择另一类格，或按 Esc 取消",
                    "These are all verified or empty: choose another set, or Esc cancels",
                );
                return Did::Stay;
            }
            _ => {}
        }
        if let Some(line) = self.written().iter().position(String::is_empty) {
            // The first Enter only goes on to an empty line; one on that line asks for it.
            let is_on_it = self.focus == self.above() + line;
            self.focus = self.above() + line;
            self.problem = match (is_on_it, line, &self.asked) {
                (false, _, _) => "",
                (true, 1, Asked::Reopen) => lang.pick("请填写理由", "Enter the reason"),
                (true, _, _) => lang.pick("请填写姓名", "Enter the name"),
            };
            return Did::Stay;
        }
        let [first, second] = self.written();
        let Asked::SecondKeying { offers, chosen } = &self.asked else {
            // What bears a date waits for it.
            desk.want(Effect::Today);
            return Did::Stay;
        };
        if first == second && !self.is_warned {
            self.is_warned = true;
            self.problem = lang.pick(
                "初录人和复核人相同；如确实如此，请再按 Enter",
                "The same person twice; press Enter again if that is so",
            );
            self.focus = self.above() + 1;
            return Did::Stay;
        }
        let choice = offers.get(*chosen).map_or(Choice::All, |offer| offer.choice);
        match desk.report_mut() {
            Some(report) => Did::Act(Act::Hear(report.begin_second_keying(choice, &first, &second))),
            None => Did::Close,
        }
    }

    /// Finishes or reopens the report on a day.
    fn date(&self, today: &str, desk: &mut Desk) {
        let lang = desk.lang();
        let Some(report) = desk.report_mut() else { return };
        let [first, second] = self.written();
        let data = report.session.report();
        let (edit, words) = match self.asked {
            Asked::SecondKeying { .. } => return,
            Asked::Finish { .. } => {
                let open = Remaining::of(&report.session).words(report.form(), lang);
                let open = open.map_or_else(String::new, |open| format!("{}{open}", lang.pick("；", "; ")));
                let words = lang.pick(
                    "已定稿，此后只读（‹save› 保存；‹export› 导出）",
                    "Finalised and read-only from now on (‹save› saves, ‹export› exports)",
                );
                (seal::finishing(data, &first, &second, today), format!("{words}{open}"))
            }
            Asked::Reopen => {
                let words = lang.pick(
                    "已撤销定稿，理由已记录；修改后请再次定稿",
                    "Reopened, and the reason is kept; finalise it again after the change",
                );
                (seal::reopening(data, &first, today, &second), words.to_string())
            }
        };
        if report.session.apply(edit) {
            report.is_tampered = seal::state(report.session.report()) == State::Broken;
        }
        desk.say(words);
    }
}

/// What keeps the report from being finished, what is open besides, and the ways there.
fn unfinished(report: &ReportScreen, open: &Remaining, desk: &Desk) -> Question {
    let lang = desk.lang();
    let mut lines = Vec::new();
    if !open.is_filled() {
        let cells = report.session.report().unfilled();
        let keys = desk.setting.keymap.keys(&[Reach::Grid], Command::FillReport);
        let is_letter = |chord: &&Chord| chord.character().is_some_and(char::is_alphabetic);
        let key = keys.iter().find(is_letter).or(keys.first()).map_or_else(String::new, ToString::to_string);
        lines.push(match (lang, cells) {
            (Lang::Zh, _) => format!("还有 {cells} 格未填。没有发生的填 0（表格中按 {key} 可全部补 0）。"),
            (Lang::En, 1) => format!("1 cell is empty. Enter 0 where there was nothing (in a table, {key} fills all)."),
            (Lang::En, _) => {
                format!("{cells} cells are empty. Enter 0 where there was nothing (in a table, {key} fills all).")
            }
        });
    }
    if !open.errors.is_empty() {
        let words = lang.pick(
            "有错误未改正，也未填写说明：",
            "There are errors that are neither corrected nor accepted with a reason:",
        );
        lines.push(words.to_string());
        lines.extend(open.named(OpenPoint::Errors, &report.session, lang).into_iter().map(|item| item.words));
    }
    let to = lang.pick("定位：", "go to: ");
    let go = |item: OpenItem| (item.kind.letter(), format!("{to}{}", item.words), Act::Go(ReportPlace::of_item(&item)));
    let mut answers: Vec<_> = open.items(report.form(), lang).into_iter().map(go).collect();
    let words = lang.pick("问题清单（改正，或按 a 填写说明）", "the list of findings (a accepts with a reason)");
    answers.push(('w', words.to_string(), Act::Give(Command::Findings)));
    Question { text: lines.join("\n"), answers }
}

impl Modal for Signing {
    const HELP: Help = [
        ("填写姓名", "填写各项，在最后一项按 Enter 开始或完成；按 Esc 取消。"),
        ("Names", "fill in the lines; Enter on the last one goes ahead, Esc cancels."),
    ];
    const TAKES_TEXT: bool = true;

    fn open(command: Command, desk: &mut Desk) -> Result<Signing, Did> {
        let lang = desk.lang();
        desk.settled().ok_or(Did::Close)?;
        let report = desk.report().ok_or(Did::Close)?;
        let session = &report.session;
        if command == Command::SecondKeying {
            return Ok(Signing::second_keying(session));
        }
        if session.is_final() {
            return Ok(Signing::reopen());
        }
        let summary = Summary::of(session);
        match summary.open.hinders() {
            true => {
                let title = lang.pick("还不能定稿", "Cannot be finalised yet");
                Err(Did::Refuse(title, unfinished(report, &summary.open, desk)))
            }
            false => Ok(Signing::finish(session, &summary.open, gist(&summary, session.report(), desk), lang)),
        }
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let last = self.above() + 1;
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Enter => return self.enter(desk),
            Code::F(7) if matches!(self.asked, Asked::Finish { .. }) => {
                return Did::Act(Act::Give(Command::Findings));
            }
            Code::Up | Code::Down if self.move_choice(chord.code == Code::Down) => {}
            Code::Up => self.focus = self.focus.saturating_sub(1),
            Code::Tab if chord.shift => self.focus = self.focus.saturating_sub(1),
            Code::Down | Code::Tab => self.focus = (self.focus + 1).min(last),
            _ => match &mut self.asked {
                Asked::SecondKeying { chosen, .. } if self.focus == 0 && is_choice(chord) => choose(chord, chosen),
                Asked::Finish { open, .. } if leading_to(open, chord, self.focus > 0).is_some() => {
                    return leading_to(open, chord, self.focus > 0).map_or(Did::Stay, |item| go(item, desk));
                }
                _ => {
                    if let Some(field) = self.field() {
                        self.is_warned &= !field.key(chord);
                    }
                }
            },
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        let Msg::Today(today) = msg else { return Err(msg) };
        self.date(&today, desk);
        Ok(Did::Close)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        draw::draw(self, canvas, desk.lang());
    }

    /// What is typed or pasted on the choice of cells is meant for the first name that is
    /// missing, or else for that of who keys again.
    fn field(&mut self) -> Option<&mut Field> {
        if self.focus < self.above() {
            let missing = self.written().iter().position(String::is_empty);
            self.focus = self.above() + missing.unwrap_or(1);
        }
        let line = self.focus - self.above();
        self.texts.get_mut(line)
    }
}

/// Whether a key chooses cells; any other character belongs to a name.
fn is_choice(chord: Chord) -> bool {
    match chord.code {
        Code::Char(' ') => true,
        Code::Char(_) => chord.character().is_none_or(|typed| typed.is_ascii_digit()),
        _ => true,
    }
}

fn choose(chord: Chord, chosen: &mut usize) {
    let last = Choice::ALL.len() - 1;
    match chord.code {
        Code::Left => *chosen = chosen.saturating_sub(1),
        Code::Right => *chosen = (*chosen + 1).min(last),
        Code::Char(' ') => *chosen = if *chosen == last { 0 } else { *chosen + 1 },
        _ => {
            let digit = chord.character().and_then(|typed| typed.to_digit(10)).and_then(|digit| digit.checked_sub(1));
            *chosen = digit.map(|digit| digit as usize).filter(|&index| index <= last).unwrap_or(*chosen);
        }
    }
}
