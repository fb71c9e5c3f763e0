//! Others who work on the open report: one who has it, so that it is only looked at here, and one who changed its file.

use crate::domain::report::Report;
use crate::domain::session::{Edit, Purpose};
use crate::domain::text::Lang;

use super::super::dialog::Dialog;
use super::super::merging::{Conflict, Found, Taken};
use super::super::model::{Durability, Effect, Model, Screen};
use super::super::report::ReportScreen;
use super::{leaving, refuse, say};

/// The clerk comes back to the window: somebody may have changed the file, or closed it. While something else is asked, or
/// figures are keyed a second time, that is left for the next time.
pub(super) fn look(model: &mut Model) -> Vec<Effect> {
    let Screen::Report(report) = &model.screen else { return Vec::new() };
    if model.dialog.is_some() || report.verifying.is_some() {
        return Vec::new();
    }
    let reading = report.lent.is_some();
    // A stick may be back, or a disk may have room again.
    let retry = (model.durability == Durability::Refused).then(|| Effect::Journal(Vec::new()));
    let look = report.session.report().key().map(|key| Effect::LookAgain { key, reading });
    retry.into_iter().chain(look).collect()
}

/// Asks what is to become of what is here and what is there.
pub(super) fn ask(model: &mut Model, found: Found) -> Vec<Effect> {
    let lang = model.lang();
    model.leaving = None;
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if found.of_save {
        report.session.end_save(false);
    }
    // What somebody is in the middle of is not taken away; saving asks again.
    if model.dialog.is_some() {
        let words =
            lang.pick("文件在别处被改过：保存时再选怎么办", "the file was changed elsewhere: saving asks what to do");
        return refuse(model, words.to_string());
    }
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    let conflict = Conflict::new(found, report.session.report(), lang);
    model.dialog = Some(Dialog::Conflict(Box::new(conflict)));
    Vec::new()
}

/// What was decided.
pub(super) fn decided(model: &mut Model, conflict: Box<Conflict>, taken: Taken) -> Vec<Effect> {
    let lang = model.lang();
    match taken {
        Taken::Overwrite => leaving::save(model, true),
        Taken::Reload => reopen(model, None),
        Taken::Merge => {
            let edit = conflict.joining.as_ref().map(|joining| joining.edit());
            // Where nothing of this side stands, theirs is what they come to.
            reopen(model, edit.filter(|edit| !edit.changes.is_empty()))
        }
        Taken::Undecided(_) => {
            let words = conflict.joining.as_ref().map(|joining| joining.undecided_words(lang));
            model.dialog = Some(Dialog::Conflict(conflict));
            words.map_or_else(Vec::new, |words| refuse(model, words))
        }
        Taken::Open | Taken::Closed => Vec::new(),
    }
}

/// Opens the file as it is now, and does an edit on it. What is here is kept where it was not saved.
fn reopen(model: &mut Model, edit: Option<Edit>) -> Vec<Effect> {
    let Screen::Report(report) = &model.screen else { return Vec::new() };
    let ours: &Report = report.session.report();
    let mine = report.session.is_changed().then(|| Box::new(ours.clone()));
    ours.key().map(|key| Effect::Reopen { key, mine, edit }).into_iter().collect()
}

/// Tries to get a report that somebody else had.
pub(super) fn take_over(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &model.screen else { return Vec::new() };
    match report.session.report().key().filter(|_| report.lent.is_some()) {
        Some(key) => vec![Effect::Open(key)],
        None => refuse(model, lang.pick("这份报告就在这里编辑，不用接手", "the report is edited here already").into()),
    }
}

/// Whoever had the report has closed it.
pub(super) fn free(model: &mut Model) -> Vec<Effect> {
    let words = model.lang().pick("对方已关闭这份报告：按 Ctrl-T 接手编辑", "the report is free: Ctrl-T takes it over");
    say(model, words.to_string())
}

/// Tells what there is to be said of a report that was opened, good news or bad, and what is wrong besides.
pub(super) fn tell(model: &mut Model, said: Option<Result<String, String>>, trouble: Option<String>) -> Vec<Effect> {
    match (said, trouble) {
        (Some(Ok(words) | Err(words)), Some(trouble)) => refuse(model, format!("{words}\n{trouble}")),
        (Some(Err(words)), None) | (None, Some(words)) => refuse(model, words),
        (Some(Ok(words)), None) => say(model, words),
        (None, None) => Vec::new(),
    }
}

/// What there is to be said of a report that was opened in the place of one on the screen: that it is only looked at, that
/// it was got, or that two were joined. `before` was on the screen.
pub(super) fn opened(
    before: Option<&ReportScreen>,
    screen: &mut ReportScreen,
    applied: Option<Purpose>,
    lang: Lang,
) -> Option<Result<String, String>> {
    let before = before.filter(|before| {
        let [old, new] = [before.session.report(), screen.session.report()];
        old.key().is_some() && old.key() == new.key() && old.form().edition() == new.form().edition()
    });
    if let Some(before) = before {
        screen.stand_where(before);
    }
    if let Some(holder) = &screen.lent {
        let is_still = before.is_some_and(|before| before.lent.is_some());
        if applied.is_some() {
            let nothing = lang.pick("没有写入。", "Nothing was taken over. ");
            return Some(Err(format!("{nothing}{}", screen.lent_words(holder))));
        }
        return Some(Err(match (is_still, lang) {
            (true, Lang::Zh) => format!("还不能接手：正由{holder}编辑"),
            (true, Lang::En) => format!("it cannot be taken over yet: {holder} has it"),
            (false, _) => screen.lent_words(holder),
        }));
    }
    let is_joined = applied == Some(Purpose::Merge);
    if is_joined {
        return Some(Ok(lang
            .pick("已合并（Ctrl-Z 撤销）；核对后请保存", "joined (Ctrl-Z undoes); check it, then save")
            .into()));
    }
    let before = before?;
    Some(Ok(match before.lent {
        Some(_) => lang.pick("已接手，可以编辑了", "taken over; it can be edited now").to_string(),
        None => lang.pick("现在是磁盘上的版本", "this is the file's state now").to_string(),
    }))
}
