//! A report of ours from outside the library, before it is taken in: what it says, what is open of it, and what the
//! library's report of the same agency and year has otherwise.

use std::path::PathBuf;

use crate::domain::remaining::Remaining;
use crate::domain::report::Report;
use crate::domain::seal::{self, State};
use crate::domain::session::{Edit, Purpose, Session};
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::desk::Desk;
use super::super::key::{Chord, Code};
use super::super::message::Effect;
use super::act::{Act, Did, Help, Modal, Origin, give_up};
use super::changes::ChangesList;

#[derive(Debug, Clone, Copy)]
enum Answer {
    /// It is taken in: as a new one, or over the library's as one edit.
    Take,
    /// The library's report is opened, and nothing taken in.
    Ours,
    Look,
}

#[derive(Debug, Clone)]
pub struct ReportPreview {
    path: PathBuf,
    report: Report,
    /// The library's report of the same agency, year and scope.
    existing: Option<Report>,
    words: Vec<String>,
    /// How much taking it in would change the library's report.
    changes: usize,
    /// What differs, while it is looked at.
    looking: Option<ChangesList>,
}

impl ReportPreview {
    pub fn new(
        path: PathBuf,
        report: Report,
        existing: Option<Report>,
        remark: Option<String>,
        lang: Lang,
    ) -> ReportPreview {
        let is_same_form = |ours: &&Report| ours.form().edition() == report.form().edition();
        let edit = existing.as_ref().filter(is_same_form).map(|ours| Edit::replacing(Purpose::Import, ours, &report));
        let changes = edit.map_or(0, |edit| edit.changes.len());
        let mut preview = ReportPreview { path, report, existing, words: Vec::new(), changes, looking: None };
        preview.words = preview.said(remark, lang);
        preview
    }

    fn said(&self, remark: Option<String>, lang: Lang) -> Vec<String> {
        let report = &self.report;
        let agency = report.agency.as_deref().unwrap_or(lang.pick("（未写明单位）", "(no agency named)"));
        let none = || lang.pick("（未写明年份）", "(no year named)").to_string();
        let year = report.year.map_or_else(none, |year| year.to_string());
        let scope = report.scope.behind(lang);
        let (edition, all) = (report.form().edition(), report.form().inputs().count());
        let filled = all - report.unfilled();
        let open = Remaining::of(&Session::new(report.clone())).words(report.form(), lang);
        let mut words = match lang {
            Lang::Zh => vec![
                format!("{agency}{scope}  {year}  {edition}版"),
                format!("已填 {filled}/{all} 格，批注 {} 条。", report.notes.len()),
                open.map_or_else(|| "没有未完成的。".to_string(), |open| format!("未完成：{open}。")),
            ],
            Lang::En => vec![
                format!("{agency}{scope}  {year}  form {edition}"),
                format!("{filled}/{all} cells filled, {} notes.", report.notes.len()),
                open.map_or_else(|| "Nothing is open.".to_string(), |open| format!("Open: {open}.")),
            ],
        };
        words.extend(match seal::state(report) {
            State::Open => None,
            State::Intact => Some(lang.pick("已定稿。", "It is finished.").to_string()),
            State::Broken => {
                let words = lang.pick("定稿之后被改过。", "It was changed after it was finished.");
                Some(words.to_string())
            }
        });
        words.extend(remark);
        words.push(self.said_of_existing(lang));
        words
    }

    fn said_of_existing(&self, lang: Lang) -> String {
        let Some(existing) = &self.existing else {
            let words = lang.pick(
                "报告库里还没有这份报告；导入后按 Ctrl-S 保存，批注、来源、说明和签名都在。",
                "The library has no such report. Taken in, it keeps its notes, origins, reasons and names; Ctrl-S saves it.",
            );
            return words.to_string();
        };
        let changes = self.changes;
        match (self.obstacle(lang), lang) {
            (Some(obstacle), _) => obstacle.to_string(),
            (None, _) if changes == 0 => {
                lang.pick("报告库里已有这份报告，完全相同。", "The library has the very same report.").to_string()
            }
            (None, Lang::Zh) => match ChangesList::between(String::new(), "", existing, &self.report, lang).lines.len() {
                0 => "报告库里已有这份报告，数字和文字相同，来源、批注、说明或签名不同。".to_string(),
                count => format!("报告库里已有这份报告，数字和文字有 {count} 处不同。"),
            },
            (None, Lang::En) => match ChangesList::between(String::new(), "", existing, &self.report, lang).lines.len() {
                0 => "The library has this report with the same figures and prose, and other origins, notes, reasons or names."
                    .to_string(),
                1 => "The library has this report; 1 figure or text differs.".to_string(),
                count => format!("The library has this report; {count} figures or texts differ."),
            },
        }
    }

    /// Why it cannot be taken in over the library's report.
    fn obstacle(&self, lang: Lang) -> Option<&'static str> {
        let existing = self.existing.as_ref()?;
        if existing.form().edition() != self.report.form().edition() {
            return Some(lang.pick(
                "报告库里已有这份报告，用的是另一版表，不能合并。",
                "The library has this report on another form; the two cannot be joined.",
            ));
        }
        existing.seal.is_some().then(|| {
            lang.pick(
                "报告库里的已经定稿，不能写入；要写入，先打开它，按 Alt-d 重新打开。",
                "The library's report is finished and takes nothing in; open it and reopen it with Alt-d first.",
            )
        })
    }

    fn answers(&self, lang: Lang) -> Vec<(char, &'static str, Answer)> {
        if self.existing.is_none() {
            return vec![('i', lang.pick("导入（Enter）", "take it in (Enter)"), Answer::Take)];
        }
        let takes = self.changes > 0 && self.obstacle(lang).is_none();
        let look = ('v', lang.pick("看有哪些不同", "look at the differences"), Answer::Look);
        let words = lang.pick(
            "写到库里的上面：一次可撤销的修改，保存才算",
            "put it over the library's: one undoable edit, until it is saved",
        );
        let ours = ('o', lang.pick("打开库里的，不导入", "open the library's, take nothing in"), Answer::Ours);
        let first = takes.then_some([look, ('i', words, Answer::Take)]);
        first.into_iter().flatten().chain([ours]).collect()
    }

    fn answer(&mut self, answer: Answer, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        match (answer, &self.existing, self.report.key()) {
            (Answer::Look, Some(existing), _) => {
                let title = lang.pick("库里的与文件里的", "the library's and the file's").to_string();
                let before = lang.pick("库里", "library");
                self.looking = Some(ChangesList::between(title, before, existing, &self.report, lang));
                return Did::Stay;
            }
            (Answer::Take, _, Some(_)) => desk.want(Effect::Take(Box::new(self.report.clone()))),
            // Of one that does not say whose it is, that is asked.
            (Answer::Take, _, None) => return Did::Act(Act::Name(Origin::Report(Box::new(self.report.clone())))),
            (Answer::Ours, _, Some(key)) => desk.want(Effect::Open(key)),
            (Answer::Ours | Answer::Look, ..) => {}
        }
        Did::Close
    }
}

impl Modal for ReportPreview {
    const HELP: Help = [
        ("报告文件预览", "报告库外的一份报告说了什么。按所列的字母决定怎么办；在此之前什么也没有写入。"),
        (
            "A report from outside",
            "what it says. One of the letters decides what becomes of it; nothing is written before.",
        ),
    ];

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if let Some(list) = &mut self.looking {
            if list.look(chord) {
                self.looking = None;
            }
            return Did::Stay;
        }
        let answers = self.answers(desk.lang());
        let answer = match chord.code {
            Code::Esc => return give_up(desk),
            Code::Enter => answers.first().filter(|_| answers.len() == 1),
            _ => answers.iter().find(|(letter, ..)| chord.is_letter(*letter)),
        };
        answer.map_or(Did::Stay, |(.., answer)| self.answer(*answer, desk))
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        if let Some(list) = &self.looking {
            return list.draw_to_look(canvas, lang);
        }
        let name = self.path.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
        let place = desk.imports.place().map_or_else(String::new, |place| format!("{place} "));
        let title = format!("{}{place}{name}", lang.pick("导入 ", "Import "));
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let answers: Vec<_> = self.answers(lang).into_iter().map(|(letter, words, _)| (letter, words)).collect();
        let below = canvas.ask(70, 68, &title, &words, &answers);
        canvas.keys_line(below, lang.pick("Esc 放弃，什么也不导入", "Esc gives up; nothing is taken in"));
    }
}
