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
        let none = || lang.say("（未写明年度）", "(no year named)");
        let year = report.year.map_or_else(none, |year| year.to_string());
        let scope = report.scope.behind(lang);
        let (edition, all) = (report.form().edition(), report.form().inputs().count());
        let filled = all - report.unfilled();
        let open = Remaining::of(&Session::new(report.clone())).words(report.form(), lang);
        let mut words = match lang {
            Lang::Zh => vec![
                format!("{agency}{scope}  {year}  {edition}年版"),
                format!("已填 {filled}/{all} 格，批注 {} 条。", report.notes.len()),
                open.map_or_else(|| "没有未完成事项。".to_string(), |open| format!("未完成：{open}。")),
            ],
            Lang::En => vec![
                format!("{agency}{scope}  {year}  edition {edition}"),
                format!("{filled}/{all} cells filled, comments: {}.", report.notes.len()),
                open.map_or_else(|| "Nothing is open.".to_string(), |open| format!("Open: {open}.")),
            ],
        };
        words.extend(match seal::state(report) {
            State::Open => None,
            State::Intact => Some(lang.say("已定稿。", "It is finalised.")),
            State::Broken => {
                let words = lang.pick("定稿后有改动。", "It was changed after it was finalised.");
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
                "报告库中没有这份报告；导入后按 Ctrl-S 保存，批注、来源、说明、填报人和审核人都保留。",
                "The library has no such report. Once imported, it keeps its comments, origins, reasons and names; Ctrl-S saves it.",
            );
            return words.to_string();
        };
        let changes = self.changes;
        match (self.obstacle(lang), lang) {
            (Some(obstacle), _) => obstacle.to_string(),
            (None, _) if changes == 0 => {
                lang.say("报告库中已有这份报告，完全相同。", "The library has the very same report.")
            }
            (None, Lang::Zh) => match ChangesList::between(String::new(), "", existing, &self.report, lang).lines.len() {
                0 => "报告库中已有这份报告，数字和正文相同，来源、批注、说明或填报人、审核人不同。".to_string(),
                count => format!("报告库中已有这份报告，数字和正文有 {count} 处不同。"),
            },
            (None, Lang::En) => match ChangesList::between(String::new(), "", existing, &self.report, lang).lines.len() {
                0 => "The library has this report with the same figures and text, but other origins, comments, reasons or names."
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
                "报告库中已有这份报告，但报告格式不同，不能合并。",
                "The library has this report in another edition; the two cannot be merged.",
            ));
        }
        existing.seal.is_some().then(|| {
            lang.pick(
                "报告库中的这份报告已定稿，不能写入；如需写入，请按 o 打开它，再按 Alt-d 撤销定稿。",
                "The library's report is finalised and takes no changes; press o to open it, then Alt-d to reopen it first.",
            )
        })
    }

    fn answers(&self, lang: Lang) -> Vec<(char, &'static str, Answer)> {
        if self.existing.is_none() {
            return vec![('i', lang.pick("导入（Enter）", "import (Enter)"), Answer::Take)];
        }
        let takes = self.changes > 0 && self.obstacle(lang).is_none();
        let look = ('v', lang.pick("查看差异", "show the differences"), Answer::Look);
        let words = lang.pick(
            "写入报告库中的这份报告（可撤销，保存后生效）",
            "apply it to the library's report (undoable until saved)",
        );
        let ours = ('o', lang.pick("打开报告库中的，不导入", "open the library's, import nothing"), Answer::Ours);
        let first = takes.then_some([look, ('i', words, Answer::Take)]);
        first.into_iter().flatten().chain([ours]).collect()
    }

    fn answer(&mut self, answer: Answer, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        match (answer, &self.existing, self.report.key()) {
            (Answer::Look, Some(existing), _) => {
                let title = lang.say("报告库与文件的差异", "The library's and the file's");
                let before = lang.pick("报告库", "library");
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
        ("报告文件预览", "报告库以外的一份报告的内容。按所列字母决定如何处理；此前不写入任何内容。"),
        (
            "A report from outside",
            "what it holds. One of the letters decides what becomes of it; nothing is written before.",
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
        let below = canvas.ask(70, &title, &words, &answers);
        canvas.keys_line(below, lang.pick("Esc 取消，不导入", "Esc cancels, nothing is imported"));
    }
}
