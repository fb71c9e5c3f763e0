//! The list of findings and the rules of a cell between their keys and the session: opening them, jumping, accepting
//! with a reason, applying what is offered.

use crate::domain::definition::Severity;
use crate::domain::figure::{Entry, Origin};
use crate::domain::session::{Edit, Purpose};

use super::super::cell_rules::CellRules;
use super::super::dialog::Dialog;
use super::super::findings_list::{FindingsList, Stage, Taken};
use super::super::model::{Effect, Model, Screen};
use super::super::report::jumps::Lit;
use super::{answer_reply, refuse, say};

/// Opens the list for the open report.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    model.dialog = Some(Dialog::Findings(Box::new(FindingsList::new(&report.session, lang))));
    Vec::new()
}

/// Opens the rules of the current cell.
pub(super) fn rules(model: &mut Model) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    if let Some((_, _, cell)) = report.table() {
        model.dialog = Some(Dialog::Rules(CellRules::new(&report.session, cell)));
    }
    Vec::new()
}

/// The date for a reason, which the list asked for.
pub(super) fn ask(model: &mut Model, today: String) -> Vec<Effect> {
    if let Some(Dialog::Findings(list)) = &mut model.dialog {
        list.ask(today);
    }
    Vec::new()
}

/// Lights the cells of a rule where the cursor is.
pub(super) fn light(model: &mut Model, lit: Lit) -> Vec<Effect> {
    if let Screen::Report(report) = &mut model.screen {
        report.lit = Some(lit);
    }
    Vec::new()
}

/// What the list was told. But for a jump it stays open.
pub(super) fn given(model: &mut Model, list: FindingsList, taken: Taken) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let entry = list.entry().map(|entry| entry.finding.clone());
    let writes = matches!(taken, Taken::Ask | Taken::Accept | Taken::Withdraw | Taken::Apply);
    if let Some(refusal) = report.refused_as_read_only().filter(|_| writes) {
        model.dialog = Some(Dialog::Findings(Box::new(list.renewed(&report.session))));
        return answer_reply(model, refusal);
    }
    let (edit, words) = match taken {
        Taken::Jump(lit, to_words) => {
            report.jump(lit, to_words);
            return Vec::new();
        }
        Taken::Ask => {
            model.dialog = Some(Dialog::Findings(Box::new(list)));
            return vec![Effect::Today];
        }
        Taken::Refused(words) => {
            model.dialog = Some(Dialog::Findings(Box::new(list)));
            return refuse(model, words);
        }
        Taken::Accept => {
            let by = report.session.report().sign_off.keyer.clone();
            let reason = match &list.stage {
                Stage::Reason { reason, today, .. } => Some((reason.text(), today)),
                Stage::List | Stage::Checked => None,
            };
            let edit = entry.as_ref().zip(reason);
            let edit = edit.and_then(|(entry, (reason, today))| report.session.accepting(entry, &reason, &by, today));
            let released = entry.is_some_and(|entry| entry.severity == Severity::Error);
            let words = if released {
                lang.pick("已放行，理由已记下（Ctrl-Z 撤销）", "released; the reason is kept (Ctrl-Z undoes)")
            } else {
                lang.pick("已接受，理由已记下（Ctrl-Z 撤销）", "accepted; the reason is kept (Ctrl-Z undoes)")
            };
            (edit, words)
        }
        Taken::Withdraw => {
            let words = lang.pick("已撤回接受（Ctrl-Z 撤销）", "open again (Ctrl-Z undoes)");
            (entry.map(|entry| report.session.withdrawing(&entry)), words)
        }
        Taken::Apply => {
            let offered = list.suspect().and_then(|suspect| suspect.offered()).unwrap_or_default();
            let entries = offered.into_iter().map(|(cell, figure)| (cell, Entry::new(figure, Origin::Proposal)));
            let words = lang.pick("已采用建议的数（Ctrl-Z 撤销）", "the offered value is applied (Ctrl-Z undoes)");
            (Some(Edit::figures(Purpose::Propose, entries)), words)
        }
        Taken::Travel { back } => {
            let reply = report.travel(back);
            model.dialog = Some(Dialog::Findings(Box::new(list.renewed(&report.session))));
            return answer_reply(model, reply);
        }
        Taken::Open | Taken::Closed => return Vec::new(),
    };
    let done = edit.is_some_and(|edit| report.session.apply(edit));
    model.dialog = Some(Dialog::Findings(Box::new(list.renewed(&report.session))));
    if done {
        return say(model, words.to_string());
    }
    let words = lang.pick(
        "有格未填，或数太大、无法比较，不能接受；请先改正",
        "cells are unfilled, or figures too large to compare; correct them first",
    );
    refuse(model, words.to_string())
}
