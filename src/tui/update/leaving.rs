//! Saving the open report, leaving it, and what is said once something was saved, written or deleted: nothing is lost
//! without a question.

use std::path::Path;

use crate::domain::remaining::Remaining;
use crate::domain::report::Key;
use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::dialog::PathEntry;
use super::super::dialog::act::{Act, Question};
use super::super::message::{Durability, Effect, Leave, Parting};
use super::super::model::{Model, Screen};
use super::collecting;

/// The report is on disk; what saving was for comes next.
pub fn saved(model: &mut Model) {
    let lang = model.lang();
    if let Some(report) = model.report_mut() {
        report.session.end_save(true);
        let (is_changed, is_saving) = (report.session.is_changed(), report.session.is_saving());
        let open = Remaining::of(&report.session).words(report.form(), lang);
        // What was keyed meanwhile is in the journal, which says by itself where it is.
        if !is_changed {
            model.durability = Durability::OnDisk;
        }
        // Another save is under way, and what there is to be said is said of that.
        if is_saving {
            return;
        }
        model.say(match (lang, open) {
            (_, None) => lang.say("已保存", "Saved"),
            (Lang::Zh, Some(open)) => format!("已保存（{open}）"),
            (Lang::En, Some(open)) => format!("Saved ({open})"),
        });
    }
    if let Some(leave) = model.leaving.take() {
        // What was keyed behind the save was not wanted, or leaving would have asked.
        let is_unsaved = model.report().is_some_and(|report| report.is_unsaved());
        go_away(model, &leave, if is_unsaved { Parting::Discarded } else { Parting::Saved });
    }
}

/// The report is not on disk, for a reason that another place may not have.
pub fn not_saved(model: &mut Model, words: &str) {
    model.leaving = None;
    if let Some(report) = model.report_mut() {
        report.session.end_save(false);
    }
    let words = format!("{words}{}", elsewhere(model));
    model.refuse(words);
}

/// How a copy is saved elsewhere from where the clerk is: a letter is text in prose. It follows a sentence.
pub fn elsewhere(model: &Model) -> String {
    let lang = model.lang();
    let title = Command::SaveCopy.title(lang);
    match (model.key(Command::SaveCopy), model.key(Command::Palette).unwrap_or_default(), lang) {
        (Some(key), _, Lang::Zh) => format!("可按 {key} 另存到其他位置。"),
        (Some(key), _, Lang::En) => format!(" Press {key} to save a copy elsewhere."),
        (None, palette, Lang::Zh) => format!("可按 {palette} 选“{title}”。"),
        (None, palette, Lang::En) => format!(" Press {palette} and choose “{title}”."),
    }
}

/// Saves the open report, over a file that others changed where that was asked for.
pub fn save(model: &mut Model, overwrite: bool) {
    let lang = model.lang();
    if matches!(model.screen, Screen::Library | Screen::Collecting) {
        return;
    }
    let Some(report) = model.settled() else {
        model.leaving = None;
        return;
    };
    report.session.begin_save();
    let report = Box::new(report.session.report().clone());
    model.say(lang.pick("正在保存…", "Saving…"));
    model.want(Effect::Save { report, overwrite });
}

pub fn copied(model: &mut Model, path: &Path) {
    model.close();
    let path = path.display();
    let words = model.lang().say(
        format!("已另存：{path}（报告库中的报告不变）"),
        format!("Copy saved: {path} (the library's report is unchanged)"),
    );
    model.say(words);
}

/// Leaves a report, asking only where something would be lost.
pub fn leave(model: &mut Model, to: Leave) {
    let lang = model.lang();
    let (is_unsaved, is_saving) =
        model.report().map_or((false, false), |report| (report.is_unsaved(), report.session.is_saving()));
    match (is_unsaved, is_saving) {
        (true, _) => {}
        (false, true) => return wait_for_save(model, to),
        (false, false) if to == Leave::Program && model.library.copying.is_some() => {
            let text = lang.pick(
                "正在备份或取回，尚未完成。已复制的文件都是完整的，下次再做一次即可补齐。",
                "A backup is under way and not complete. What was copied is whole; run it again later to complete it.",
            );
            let words = lang.say("现在退出", "Quit now");
            return model
                .ask(Question { text: text.to_string(), answers: vec![('q', words, Act::Away(to, Parting::Saved))] });
        }
        (false, false) => return go_away(model, &to, Parting::Saved),
    }
    let text = match (model.durability, lang) {
        (Durability::Refused, Lang::Zh) => {
            format!(
                "有修改尚未保存，自动保存文件也未写入：不保存就离开，修改会丢失。无法保存时，先按 Esc。{}",
                elsewhere(model)
            )
        }
        (Durability::Refused, Lang::En) => format!(
            "There are unsaved changes, and the autosave file could not be written: leaving without saving loses them. If saving fails, press Esc.{}",
            elsewhere(model)
        ),
        (_, lang) => {
            let words = lang.pick("有修改尚未保存。", "There are unsaved changes.");
            let left = if let Leave::Import(imports) = &to { imports.left() } else { 0 };
            match (left, lang) {
                (0 | 1, _) => words.to_string(),
                (left, Lang::Zh) => format!("{words}之后还有 {left} 个文件要导入。"),
                (left, Lang::En) => format!("{words} {left} files are to be imported next."),
            }
        }
    };
    let answers = vec![
        ('s', lang.say("保存后离开", "Save and leave"), Act::SaveThen(to.clone())),
        ('d', lang.say("不保存，离开", "Leave without saving"), Act::Discard(to)),
    ];
    model.ask(Question { text, answers });
}

/// Leaves without what is not saved, once a save under way has come to its end.
pub fn discard(model: &mut Model, to: Leave) {
    if !model.report().is_some_and(|report| report.session.is_saving()) {
        return go_away(model, &to, Parting::Discarded);
    }
    wait_for_save(model, to);
}

fn wait_for_save(model: &mut Model, to: Leave) {
    model.leaving = Some(to);
    let words = model.lang().pick("正在保存，完成后离开…", "Saving, then leaving…");
    model.say(words);
}

pub fn go_away(model: &mut Model, to: &Leave, parting: Parting) {
    model.want(Effect::Part(parting));
    if *to == Leave::Program {
        return model.want(Effect::Quit);
    }
    if let Some(key) = model.report().and_then(|report| report.session.report().key()) {
        model.library.select(key);
    }
    if !collecting::back(model) {
        model.screen = Screen::Library;
    }
    model.want(Effect::List);
    // Of files that were chosen together, the next one comes once the report of the one before is left.
    let waiting = (model.imports.left() > 0).then(|| model.imports.clone());
    let imports = if let Leave::Import(imports) = to { Some(imports.clone()) } else { waiting };
    if let Some(imports) = imports {
        let entry = PathEntry::importing(imports, &mut model.desk);
        model.open(entry);
    }
}

/// It was written and read back. What is open is said with it, so that nobody takes that for "without mistakes".
pub fn exported(model: &mut Model, path: &Path, is_draft: bool, remark: Option<String>) {
    model.use_folder_of(path);
    let lang = model.lang();
    let open = model.report().and_then(|report| Remaining::of(&report.session).words(report.form(), lang));
    let open = open.map_or_else(String::new, |open| format!("{}{open}", lang.pick("；", "; ")));
    let (path, draft) = (path.display(), if is_draft { lang.pick("草稿", " a draft") } else { "" });
    let words = lang.say(
        format!("已导出{draft}：{path}\n经回读比对，内容一致{open}"),
        format!("Exported{draft}: {path}\nRead back: the file agrees with the report{open}"),
    );
    model.say([Some(words), remark].into_iter().flatten().collect::<Vec<_>>().join("\n"));
}

/// A report was deleted: how it comes back is said with it.
pub fn deleted(model: &mut Model, key: &Key) {
    let words = model.lang().say(
        format!("已删除 {} {}（文件移入历史文件夹）；按 ‹deleted› 可取回", key.agency, key.year),
        format!("Deleted {} {} (its file is in the history folder); ‹deleted› restores it", key.agency, key.year),
    );
    model.say(words);
    model.want(Effect::List);
}

pub fn undeleted(model: &mut Model, key: Key, unsaved: bool) {
    let words = match (model.lang(), unsaved) {
        (Lang::Zh, false) => format!("已取回 {} {}", key.agency, key.year),
        (Lang::Zh, true) => format!("已取回 {} {}，未保存的录入也在，打开时可恢复", key.agency, key.year),
        (Lang::En, false) => format!("Restored {} {}", key.agency, key.year),
        (Lang::En, true) => {
            format!("Restored {} {}, with unsaved edits; open it to recover them", key.agency, key.year)
        }
    };
    model.say(words);
    model.library.select(key);
    model.want(Effect::List);
}
