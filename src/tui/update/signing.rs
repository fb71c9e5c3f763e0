//! Second keying, finishing and reopening between their forms and the session.

use crate::domain::remaining::{Item, OpenPoint, Remaining};
use crate::domain::seal::{self, State};
use crate::domain::text::Lang;
use crate::domain::verification::Choice;

use super::super::dialog::{Action, Dialog, Question};
use super::super::model::{Effect, Model, Screen};
use super::super::report::ReportScreen;
use super::super::report::jumps::Lit;
use super::super::signing::{Asked, Signing};
use super::{answer_reply, refuse, say};

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
    let open = Remaining::of(&report.session);
    model.dialog = Some(match open.hinders() {
        true => Dialog::Question(unfinished(report, &open, lang)),
        false => Dialog::Signing(Box::new(Signing::finish(&report.session, &open, lang))),
    });
    Vec::new()
}

/// What keeps the report from being finished, what is open besides, and the ways there.
fn unfinished(report: &ReportScreen, open: &Remaining, lang: Lang) -> Question {
    let mut lines = vec![lang.pick("还不能定稿：", "It cannot be finished yet:").to_string()];
    if !open.is_filled() {
        let words =
            lang.pick("有没填的格（没有发生的填 0）。", "There are unfilled cells (enter 0 where there was nothing).");
        lines.push(words.to_string());
    }
    if !open.errors.is_empty() {
        let words = lang.pick(
            "有错误没有改正，也没有写明理由放行：",
            "There are errors that are neither corrected nor released with a reason:",
        );
        lines.push(words.to_string());
        lines.extend(open.named(OpenPoint::Errors, &report.session, lang));
    }
    let go = |item: Item| (item.kind.letter(), item.words.clone(), Action::Go(Lit::of_item(&item)));
    let mut answers: Vec<_> = open.items(report.form(), lang).into_iter().map(go).collect();
    let words = lang.pick("问题清单（改正，或按 a 写明理由放行）", "the list of findings (a releases with a reason)");
    answers.push(('w', words.to_string(), Action::Findings));
    Question::new(lines.join("\n"), answers)
}

/// Goes to what keeps the report from being finished.
pub(super) fn go(model: &mut Model, lit: Lit) -> Vec<Effect> {
    if let Screen::Report(report) = &mut model.screen {
        report.jump(lit, false);
    }
    Vec::new()
}

/// The same from the form for finishing.
pub(super) fn go_from(model: &mut Model, form: &Signing, kind: OpenPoint) -> Vec<Effect> {
    let Asked::Finish { open, .. } = &form.asked else { return Vec::new() };
    let lit = open.iter().find(|item| item.kind == kind).map(Lit::of_item);
    lit.map_or_else(Vec::new, |lit| go(model, lit))
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
            let open = Remaining::of(&report.session).words(report.form(), lang);
            let open = open.map_or_else(String::new, |open| format!("{}{open}", lang.pick("；", "; ")));
            let words = lang.pick(
                "已定稿，从现在起只读（Ctrl-S 保存；Ctrl-E 导出）",
                "finished and read-only from now on (Ctrl-S saves, Ctrl-E exports)",
            );
            (seal::finishing(data, &first, &second, today), format!("{words}{open}"))
        }
        Asked::Reopen => {
            let words = lang.pick(
                "已重新打开，理由已记下；改完要再定稿",
                "reopened, and the reason is kept; finish it again after the change",
            );
            (seal::reopening(data, &first, today, &second), words.to_string())
        }
    };
    if report.session.apply(edit) {
        report.is_tampered = seal::state(report.session.report()) == State::Broken;
    }
    say(model, words)
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
