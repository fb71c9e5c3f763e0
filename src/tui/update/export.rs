//! The export dialog between its keys and the effect: opening it, what Enter orders, a refusal, a release, the result.

use std::path::{Path, PathBuf};

use crate::domain::remaining::Remaining;
use crate::domain::text::Lang;

use super::super::dialog::Dialog;
use super::super::export_target::{ExportTarget, Stage, Taken};
use super::super::field::Field;
use super::super::model::{Effect, Model, Screen};
use super::super::report::jumps::Lit;
use super::{answer_reply, refuse, say};

/// Opens the dialog for the open report.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    let data = report.session.report();
    let has_last_year = report.session.background().precedent().is_some();
    let setting = &model.setting;
    let open = Remaining::of(&report.session).items(report.form(), setting.lang);
    let mut target = ExportTarget::new(data, setting.offers, &setting.here, setting.home.as_deref(), setting.lang);
    target.last_year = has_last_year.then_some(false);
    target.open = open;
    model.dialog = Some(Dialog::Export(Box::new(target)));
    Vec::new()
}

/// What the dialog was answered with.
pub(super) fn given(model: &mut Model, mut target: Box<ExportTarget>, taken: Taken) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Taken::Go(kind) = taken {
        let item = target.open.iter().find(|item| item.kind == kind);
        if let Some(item) = item {
            report.jump(Lit::of_item(item), item.cells.is_empty());
        }
        return Vec::new();
    }
    let release = match (&target.stage, taken) {
        (Stage::Refused { reason: Some(reason), today, .. }, Taken::Release) => Some((reason.text(), today.clone())),
        _ => None,
    };
    if let Some(refusal) = report.refused_as_read_only().filter(|_| release.is_some()) {
        model.dialog = Some(Dialog::Export(target));
        return answer_reply(model, refusal);
    }
    if let Some((reason, today)) = release {
        if reason.trim().is_empty() {
            model.dialog = Some(Dialog::Export(target));
            let words = lang.pick("先写明放行的理由，再按 Enter", "write the reason for the release first, then Enter");
            return refuse(model, words.to_string());
        }
        let by = report.session.report().sign_off.keyer.clone();
        let edit = report.session.releasing(&reason, &by, &today);
        report.session.apply(edit);
        if !report.session.open_errors().is_empty() {
            model.dialog = Some(Dialog::Export(target));
            let words = lang.pick(
                "数太大、无法比较的错误不能放行，请改正",
                "errors whose figures are too large to compare cannot be released; correct them",
            );
            return refuse(model, words.to_string());
        }
        target.stage = Stage::Choosing;
    }
    let order = target.order(lang);
    model.dialog = Some(Dialog::Export(target));
    match order {
        Ok(order) => vec![Effect::Export { report: Box::new(report.session.report().clone()), order }],
        Err(problem) => refuse(model, problem),
    }
}

/// The report cannot be final. Where only errors keep it, they can be released with a reason.
pub(super) fn refused(model: &mut Model, lines: Vec<String>, releasable: bool, today: String) -> Vec<Effect> {
    if let Some(Dialog::Export(target)) = &mut model.dialog {
        let reason = releasable.then(|| Box::new(Field::line("")));
        target.stage = Stage::Refused { lines, reason, today };
    }
    Vec::new()
}

/// The file is there already.
pub(super) fn exists(model: &mut Model, path: PathBuf) -> Vec<Effect> {
    if let Some(Dialog::Export(target)) = &mut model.dialog {
        target.stage = Stage::Exists(path);
    }
    Vec::new()
}

/// It was written and read back. What is open is said with it, so that nobody takes that for "without mistakes".
pub(super) fn exported(model: &mut Model, path: &Path, is_draft: bool, remark: Option<String>) -> Vec<Effect> {
    let lang = model.lang();
    let open = match &model.screen {
        Screen::Report(report) => Remaining::of(&report.session).words(report.form(), lang),
        Screen::Library => None,
    };
    let open = open.map_or_else(String::new, |open| format!("{}{open}", lang.pick("；", "; ")));
    let (path, draft) = (path.display(), if is_draft { lang.pick("草稿", " a draft") } else { "" });
    let words = match lang {
        Lang::Zh => format!("已导出{draft}：{path}\n写出的文件与报告一致{open}"),
        Lang::En => format!("exported{draft}: {path}\nthe file written agrees with the report{open}"),
    };
    say(model, [Some(words), remark].into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
