//! Second keying, finishing and reopening between their forms and the session.

use crate::domain::finding::message;
use crate::domain::seal::{self, Obstacles, State};
use crate::domain::text::Lang;
use crate::domain::verification::Choice;

use super::super::dialog::{Action, Dialog, Question};
use super::super::model::{Effect, Model, Screen};
use super::super::report::ReportScreen;
use super::super::report::jumps::Lit;
use super::super::signing::{Asked, Signing};
use super::{answer_reply, refuse, say};

/// How many errors a refusal names before it only counts.
const NAMED: usize = 4;

/// Opens the form for a second keying.
pub(super) fn verify(model: &mut Model) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    model.dialog = Some(Dialog::Signing(Box::new(Signing::second_keying(&report.session))));
    Vec::new()
}

/// Opens the form for finishing the report, or says what keeps it from being finished; a finished one is reopened.
pub(super) fn finish(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    if report.session.is_final() {
        model.dialog = Some(Dialog::Signing(Box::new(Signing::reopen())));
        return Vec::new();
    }
    model.dialog = Some(match seal::obstacles(&report.session) {
        Some(obstacles) => Dialog::Question(unfinished(report, &obstacles, lang)),
        None => {
            let remarks = seal::remarks(&report.session, lang);
            Dialog::Signing(Box::new(Signing::finish(&report.session, remarks)))
        }
    });
    Vec::new()
}

/// What keeps the report from being finished, and the ways there.
fn unfinished(report: &ReportScreen, obstacles: &Obstacles, lang: Lang) -> Question {
    let session = &report.session;
    let (cells, errors) = (obstacles.unfilled.len(), obstacles.errors.len());
    let mut lines = vec![lang.pick("还不能定稿：", "It cannot be finished yet:").to_string()];
    let mut answers = Vec::new();
    if let Some(&first) = obstacles.unfilled.first() {
        lines.push(match (lang, cells) {
            (Lang::Zh, _) => format!("有 {cells} 格没有填（没有发生的填 0）。"),
            (Lang::En, 1) => "1 cell is unfilled (enter 0 where there was nothing).".to_string(),
            (Lang::En, _) => format!("{cells} cells are unfilled (enter 0 where there was nothing)."),
        });
        let words = lang.pick("去第一个未填的格", "go to the first unfilled cell").to_string();
        answers.push(('u', words, Action::Go(Lit { cells: vec![first], passage: None })));
    }
    if let Some(first) = obstacles.errors.first() {
        lines.push(match (lang, errors) {
            (Lang::Zh, _) => format!("有 {errors} 个错误没有改正，也没有写明理由放行："),
            (Lang::En, 1) => "1 error is neither corrected nor released with a reason:".to_string(),
            (Lang::En, _) => format!("{errors} errors are neither corrected nor released with a reason:"),
        });
        let named = obstacles.errors.iter().take(NAMED);
        lines.extend(named.map(|finding| {
            format!("{} {}", finding.rule(report.form()).id, message(session.figures(), finding, lang))
        }));
        if errors > NAMED {
            let more = errors - NAMED;
            lines.push(match lang {
                Lang::Zh => format!("另有 {more} 个，见问题清单（F7 或 w）。"),
                Lang::En => format!("{more} more are in the list of findings (F7 or w)."),
            });
        }
        let words = lang.pick("去第一个错误", "go to the first error").to_string();
        answers.push(('n', words, Action::Go(Lit::of(first))));
        let words =
            lang.pick("问题清单（改正，或按 a 写明理由放行）", "the list of findings (a releases with a reason)");
        answers.push(('w', words.to_string(), Action::Findings));
    }
    Question::new(lines.join("\n"), answers)
}

/// Goes to what keeps the report from being finished.
pub(super) fn go(model: &mut Model, lit: Lit) -> Vec<Effect> {
    if let Screen::Report(report) = &mut model.screen {
        report.jump(lit, false);
    }
    Vec::new()
}

/// The form is filled in. What bears a date waits for it, the form staying open.
pub(super) fn given(model: &mut Model, form: Box<Signing>) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Asked::SecondKeying { offers, chosen } = &form.asked {
        let [keyer, verifier] = form.written();
        let choice = offers.get(*chosen).map_or(Choice::All, |offer| offer.choice);
        let reply = report.verify(choice, &keyer, &verifier);
        return answer_reply(model, reply);
    }
    model.dialog = Some(Dialog::Signing(form));
    vec![Effect::Today]
}

/// The date for finishing or reopening.
pub(super) fn dated(model: &mut Model, form: &Signing, today: &str) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let [first, second] = form.written();
    let data = report.session.report();
    let (edit, words) = match form.asked {
        Asked::SecondKeying { .. } => return Vec::new(),
        Asked::Finish { .. } => {
            let words = lang.pick(
                "已定稿，从现在起只读（Ctrl-S 保存；Ctrl-E 导出）",
                "finished and read-only from now on (Ctrl-S saves, Ctrl-E exports)",
            );
            (seal::finishing(data, &first, &second, today), words)
        }
        Asked::Reopen => {
            let words = lang.pick(
                "已重新打开，理由已记下；改完要再定稿",
                "reopened, and the reason is kept; finish it again after the change",
            );
            (seal::reopening(data, &first, today, &second), words)
        }
    };
    if report.session.apply(edit) {
        report.is_tampered = seal::state(report.session.report()) == State::Broken;
    }
    say(model, words.to_string())
}

/// Says of a report that was opened what its seal says, where that is bad news, and that what was to be taken over into
/// a finished one was not.
pub(super) fn opened(report: &ReportScreen, refused: bool, lang: Lang) -> Option<String> {
    if refused {
        let words = lang.pick(
            "报告已定稿，没有导入；先按 Ctrl-D 写明理由，重新打开",
            "the report is finished and nothing was imported; press Ctrl-D and give a reason to reopen it first",
        );
        return Some(words.to_string());
    }
    let words = lang.pick(
        "定稿之后，文件里的数字或文字被改过；核对后按 Ctrl-D 重新打开，再定稿",
        "figures or prose were changed in the file after it was finished; check it, press Ctrl-D to reopen it, finish it again",
    );
    report.is_tampered.then(|| words.to_string())
}
