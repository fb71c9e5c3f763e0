//! Others who work on the open report: one who has it, so that it is only looked at here, and one who changed its file.

use crate::domain::session::Purpose;
use crate::domain::text::Lang;

use super::super::dialog::Conflict;
use super::super::message::{Durability, Effect, FoundFile};
use super::super::model::Model;
use super::super::report::{Lent, ReportScreen};

/// The clerk comes back to the window: somebody may have changed the file, or closed it. While something else is asked, or
/// figures are keyed a second time, that is left for the next time.
pub fn look(model: &mut Model) {
    let Some(report) = model.report().filter(|report| report.second_keying.is_none()) else { return };
    if model.dialog.is_some() {
        return;
    }
    if matches!(report.lent, Some(Lent::Collected(_))) {
        return;
    }
    let (key, reading) = (report.session.report().key(), report.lent.is_some());
    // A USB drive may be back, or a disk may have room again.
    if model.durability == Durability::Refused {
        model.want(Effect::Journal(Vec::new()));
    }
    if let Some(key) = key {
        model.want(Effect::LookAgain { key, reading });
    }
}

/// Asks what is to become of what is here and what is there.
pub fn ask(model: &mut Model, found: FoundFile) {
    let lang = model.lang();
    model.leaving = None;
    let Some(report) = model.report_mut() else { return };
    if found.of_save {
        report.session.end_save(false);
    }
    // What somebody is in the middle of is not taken away; saving asks again.
    if model.dialog.is_some() {
        let words = "The file was changed elsewhere: saving asks what to do";
        return model.refuse(lang.pick("文件在别处有改动：保存时再选择处理办法", words));
    }
    let Some(report) = model.settled() else { return };
    let conflict = Conflict::new(found, report.session.report(), lang);
    model.open(conflict);
}

/// Tries to get a report that somebody else had.
pub fn take_over(model: &mut Model) {
    let lang = model.lang();
    let Some(report) = model.report() else { return };
    match report.session.report().key().filter(|_| report.lent.is_some()) {
        Some(key) => model.want(Effect::Open(key)),
        None => model.refuse(lang.pick("本报告就在这里编辑，不用接管", "The report is already being edited here")),
    }
}

/// Whoever had the report has closed it.
pub fn free(model: &mut Model) {
    let words = model.lang().pick(
        "对方已关闭本报告：按 ‹take-over› 接管编辑",
        "The report is free: press ‹take-over› to take over editing",
    );
    model.say(words);
}

/// Tells what there is to be said of a report that was opened, good news or bad, and what is wrong besides.
pub fn tell(model: &mut Model, said: Option<Result<String, String>>, trouble: Option<String>) {
    match (said, trouble) {
        (Some(Ok(words) | Err(words)), Some(trouble)) => model.refuse(format!("{words}\n{trouble}")),
        (Some(Err(words)), None) | (None, Some(words)) => model.refuse(words),
        (Some(Ok(words)), None) => model.say(words),
        (None, None) => {}
    }
}

/// What there is to be said of a report that was opened in the place of one on the screen: that it is only looked at, that
/// it was got, or that two were joined. `before` was on the screen.
pub fn opened(
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
    if let Some(why) = &screen.lent {
        let is_still = before.is_some_and(|before| before.lent.is_some());
        if applied.is_some() {
            let nothing = lang.pick("没有写入。", "Nothing was written. ");
            return Some(Err(format!("{nothing}{}", screen.lent_words(why))));
        }
        return Some(Err(match (why, is_still, lang) {
            (Lent::Held(holder), true, Lang::Zh) => format!("还不能接管：正由{holder}编辑"),
            (Lent::Held(holder), true, Lang::En) => format!("Not possible yet: {holder} is editing it"),
            _ => screen.lent_words(why),
        }));
    }
    let is_joined = applied == Some(Purpose::Merge);
    if is_joined {
        return Some(Ok(lang
            .pick(
                "已合并（‹undo› 撤销）；请核对后按 ‹save› 保存",
                "Merged (‹undo› undoes); check it, then press ‹save›",
            )
            .into()));
    }
    let before = before?;
    Some(Ok(match before.lent {
        Some(_) => lang.say("已接管，可以编辑", "The report is yours to edit now"),
        None => lang.say("现在是磁盘上的报告", "This is now the report as it is on the disk"),
    }))
}
