//! A report that was opened comes on the screen: what was chosen for keying, what is still to be written over it, and what
//! there is to be said of it.

use std::path::PathBuf;

use crate::domain::report::Scope;
use crate::domain::seal;
use crate::domain::session::Purpose;
use crate::domain::settings::KeyingOrder;
use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::dialog::act::{Act, Origin, Question};
use super::super::dialog::{Dialog, NewReport, Recovery};
use super::super::display::counted;
use super::super::message::{Durability, Effect, Leave, Msg};
use super::super::model::{Model, Screen};
use super::super::report::{Lent, ReportScreen};
use super::{leaving, sharing};

pub fn opened(model: &mut Model, msg: Msg) {
    let Msg::Opened { report, edit, new, background, recovered, remark, lent } = msg else { return };
    let mut screen = ReportScreen::new(*report, *background, model.size, model.lang());
    let chosen = &model.setting.chosen;
    screen.keying.by_column = chosen.keying_order == KeyingOrder::ByColumn;
    screen.keying.with_totals = chosen.key_with_totals;
    let is_collected = matches!(lent, Some(Lent::Collected(_)));
    if let Some(why) = lent {
        screen.lend(why);
    } else if new {
        screen.session.mark_unsaved();
    }
    // What a journal holds comes before anything that is written over it.
    let (edit, then) = if recovered.is_some() { (None, edit) } else { (edit, None) };
    let was_final = screen.session.is_final();
    let mut applied = None;
    if let Some(edit) = edit {
        applied = Some(edit.purpose);
        let is_filled = new && edit.purpose == Purpose::Fill;
        screen.session.apply(edit);
        screen.is_tampered = seal::state(screen.session.report()) == seal::State::Broken;
        // What a report without requests has to be keyed stands elsewhere than in the table that was filled.
        if is_filled {
            screen.run(Command::NextUnfilled);
        }
    }
    let refused = applied.is_some() && was_final && screen.session.is_final();
    let shared = sharing::opened(model.report(), &mut screen, applied, model.lang());
    let trouble = sealed(&screen, refused, model.lang()).or(remark);
    model.screen = Screen::Report(Box::new(screen));
    model.close();
    model.durability = Durability::OnDisk;
    if let Some(recovered) = recovered {
        model.open(Recovery::new(*recovered, then, model.lang()));
    }
    sharing::tell(model, shared, trouble);
    // Whoever looks at a report that was handed in wants to know what is wrong with it.
    let has_findings = model.report().is_some_and(|report| !report.session.open_findings().is_empty());
    if is_collected && has_findings && model.collecting.is_some() && model.dialog.is_none() {
        let said = model.message.take();
        super::run(model, Command::Findings);
        model.message = said;
    }
    count(model);
    if model.dialog.is_none() {
        go_on(model);
    }
}

/// A file that was to be imported is a register: it is counted for the open report, or for one that is asked for.
pub fn is_register(model: &mut Model, path: PathBuf) {
    let lang = model.lang();
    let report = model.report().map(|report| report.session.report().key());
    let Some(key) = report else { return model.open(NewReport::new(Origin::Register(path), &model.desk)) };
    let Some(key) = key.filter(|key| key.scope == Scope::Own) else {
        model.close();
        return model.refuse(lang.pick(
            "这是依申请公开台账；本报告是地区汇总，或还没有单位、年度，不能为它计数",
            "This is a register of requests; the open report is aggregated, or lacks agency or year, so it cannot be counted for it",
        ));
    };
    let text = lang.say(
        format!("这是依申请公开台账，不是报告。为打开的报告 {} {} 年度计数？采用以前不改动报告。", key.agency, key.year),
        format!(
            "This is a register of requests, not a report. Count it for the open report {} {}? The report is not changed before you apply the figures.",
            key.agency, key.year
        ),
    );
    let count = Act::Want(Effect::CountRegister { path, key });
    model.ask(Question::yes(text, lang.pick("计数", "count it"), count));
}

/// A register that was named when the program was started was asked about before the library was read.
pub fn propose_agency(model: &mut Model) {
    let waiting = if let Some(Dialog::New(new)) = &model.dialog { new.waiting() } else { None };
    if let Some(path) = waiting {
        model.open(NewReport::new(Origin::Register(path), &model.desk));
    }
}

/// The register that a report was opened for is counted. What a journal holds is decided first.
fn count(model: &mut Model) {
    let Some(path) = model.counting.take() else { return };
    let key = model.report().and_then(|report| report.session.report().key());
    match (key, &model.dialog) {
        (Some(key), None) => model.want(Effect::CountRegister { path, key }),
        _ => {
            let words = model.lang().pick(
                "请先处理未保存的录入，再按 ‹count-register› 计数",
                "Decide on the unsaved work first, then press ‹count-register›",
            );
            model.add(words);
        }
    }
}

/// Of files that were chosen together the next one comes, once it is asked what becomes of this one. Where nothing was taken
/// over, there is something to be read first, and the next one comes when this report is left.
fn go_on(model: &mut Model) {
    let left = model.imports.left();
    if left == 0 {
        return;
    }
    if model.report().is_some_and(ReportScreen::is_unsaved) {
        let imports = model.imports.clone();
        return leaving::leave(model, Leave::Import(imports));
    }
    let words = model.lang().say(
        format!("选中的文件还有 {left} 个，离开本报告后继续导入"),
        format!("Still to import when this report is left: {}", counted(left, "file")),
    );
    model.add(&words);
}

/// Says of a report that was opened what its seal says, where that is bad news, and that what was to be taken over into
/// a finished one was not.
fn sealed(report: &ReportScreen, refused: bool, lang: Lang) -> Option<String> {
    if refused {
        let words = lang.pick(
            "报告已定稿，没有导入；如需导入，先按 ‹finish› 填写理由，撤销定稿",
            "The report is finalised and nothing was imported; press ‹finish› to reopen it with a reason first",
        );
        return Some(words.to_string());
    }
    let words = lang.pick(
        "定稿后，文件中的数字或正文有改动；请核对，按 ‹finish› 撤销定稿，再定稿",
        "Figures or text in the file were changed after it was finalised; check it, press ‹finish› to reopen it, then finalise it again",
    );
    report.is_tampered.then(|| words.to_string())
}
