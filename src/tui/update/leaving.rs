//! Saving the open report, leaving it, and deleting one: nothing is lost without a question.

use std::path::{Path, PathBuf};

use crate::domain::remaining::Remaining;
use crate::domain::report::Key;
use crate::domain::text::Lang;

use super::super::command::Command;
use super::super::deleted::{Deleted, DeletedList};
use super::super::dialog::{Action, Dialog, Leave, Question};
use super::super::dropped::DOCUMENTS;
use super::super::model::{Durability, Effect, Model, Parting, Screen};
use super::super::path_entry::PathEntry;
use super::{refuse, say};

/// The report is on disk; what saving was for comes next.
pub(super) fn saved(model: &mut Model) -> Vec<Effect> {
    if let Screen::Report(report) = &mut model.screen {
        report.session.end_save(true);
        // What was keyed meanwhile is in the journal, which says by itself where it is.
        if !report.session.is_changed() {
            model.durability = Durability::OnDisk;
        }
        let open = Remaining::of(&report.session).words(report.form(), model.setting.lang);
        let lang = model.setting.lang;
        // Another save is under way, and what there is to be said is said of that.
        if report.session.is_saving() {
            return Vec::new();
        }
        say(
            model,
            match (lang, open) {
                (_, None) => lang.pick("已保存", "saved").to_string(),
                (Lang::Zh, Some(open)) => format!("已保存（{open}）"),
                (Lang::En, Some(open)) => format!("saved ({open})"),
            },
        );
    }
    let leaving = model.leaving.take();
    // What was keyed behind the save was not wanted, or leaving would have asked.
    let is_unsaved = matches!(&model.screen, Screen::Report(report) if report.is_unsaved());
    let parting = if is_unsaved { Parting::Discarded } else { Parting::Saved };
    leaving.map_or_else(Vec::new, |leave| go_away(model, &leave, parting))
}

/// The report is not on disk, for a reason that another place may not have.
pub(super) fn not_saved(model: &mut Model, words: &str) -> Vec<Effect> {
    model.leaving = None;
    if let Screen::Report(report) = &mut model.screen {
        report.session.end_save(false);
    }
    refuse(model, format!("{words}{}", elsewhere(model)))
}

/// How a copy is saved elsewhere from where the clerk is: a letter is text in prose. It follows a sentence.
pub(super) fn elsewhere(model: &Model) -> String {
    let lang = model.lang();
    let shown = |command| model.setting.keymap.keys(&model.scopes(), command).first().map(ToString::to_string);
    let title = Command::SaveCopy.title(lang);
    match (shown(Command::SaveCopy), shown(Command::Palette).unwrap_or_default(), lang) {
        (Some(key), _, Lang::Zh) => format!("按 {key} {title}。"),
        (Some(key), _, Lang::En) => format!(" {key}: {title}."),
        (None, palette, Lang::Zh) => format!("按 {palette} 选“{title}”。"),
        (None, palette, Lang::En) => format!(" {palette}, then “{title}”."),
    }
}

/// Saves the open report, over a file that others changed where that was asked for.
pub(super) fn save(model: &mut Model, overwrite: bool) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        model.leaving = None;
        return refuse(model, problem);
    }
    report.session.begin_save();
    let effect = Effect::Save { report: Box::new(report.session.report().clone()), overwrite };
    say(model, model.lang().pick("正在保存…", "saving…").to_string());
    vec![effect]
}

/// Asks for the file to save a copy to; one beside where the program was started is proposed.
pub(super) fn ask_copy(model: &mut Model) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    if let Err(problem) = report.settle() {
        return refuse(model, problem);
    }
    let data = report.session.report();
    let year = data.year.map_or_else(String::new, |year| year.to_string());
    let name = format!("{}{year}.ron", data.agency.as_deref().unwrap_or_default().replace(['/', '\\'], " "));
    let proposed = model.setting.here.join(name).display().to_string();
    model.dialog = Some(Dialog::CopyPath(Box::new(PathEntry::proposing(&proposed))));
    Vec::new()
}

/// A path as the system wants it: `~` stands for the home folder.
pub(super) fn expanded(model: &Model, path: &str) -> PathBuf {
    let rest = path.strip_prefix('~').filter(|rest| rest.starts_with(['/', '\\']));
    match (rest, &model.setting.home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(path),
    }
}

/// Saves a copy to the file that was named. A copy is a report of ours; documents are exported.
pub(super) fn copy(model: &mut Model, mut entry: Box<PathEntry>) -> Vec<Effect> {
    let typed = entry.text();
    let ending = Path::new(&typed).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if let Some(ending) = ending.filter(|ending| DOCUMENTS.contains(&ending.as_str())) {
        let keys = model.setting.keymap.shown(&model.scopes(), Command::Export);
        entry.problem = match model.lang() {
            Lang::Zh => format!("另存的是本程序的报告文件（.ron），不是 .{ending}：按 Esc，再用导出（{keys}）。"),
            Lang::En => format!("a copy is a report of gouji (.ron), no .{ending}: press Esc, then export ({keys})."),
        };
        model.dialog = Some(Dialog::CopyPath(entry));
        return Vec::new();
    }
    model.dialog = Some(Dialog::CopyPath(entry));
    let Screen::Report(report) = &model.screen else { return Vec::new() };
    let path = expanded(model, &typed);
    vec![Effect::SaveCopy { report: Box::new(report.session.report().clone()), path }]
}

/// A copy is on disk. The report itself is as unsaved as before.
pub(super) fn copied(model: &mut Model, path: &Path) -> Vec<Effect> {
    model.dialog = None;
    let path = path.display();
    let words = match model.lang() {
        Lang::Zh => format!("已另存：{path}（报告库里的仍是原来的）"),
        Lang::En => format!("a copy was saved: {path} (the library's report is as before)"),
    };
    say(model, words)
}

/// Leaves a report, asking only where something would be lost.
pub(super) fn leave(model: &mut Model, to: Leave) -> Vec<Effect> {
    let lang = model.lang();
    let Screen::Report(report) = &model.screen else { return go_away(model, &to, Parting::Saved) };
    if !report.is_unsaved() {
        if !report.session.is_saving() {
            return go_away(model, &to, Parting::Saved);
        }
        model.leaving = Some(to);
        return say(model, lang.pick("正在保存，存好就离开…", "saving, then leaving…").to_string());
    }
    let text = match (model.durability, lang) {
        (Durability::Refused, Lang::Zh) => {
            format!("有修改还没有保存，日志也没有写成：不保存就离开，会丢失。存不下时先按 Esc，再{}", elsewhere(model))
        }
        (Durability::Refused, Lang::En) => format!(
            "There are changes that are not saved, and the journal could not be written: leaving without saving loses them. Where saving fails, press Esc, then{}",
            elsewhere(model)
        ),
        (_, lang) => lang.pick("有修改还没有保存。", "There are changes that are not saved.").to_string(),
    };
    let answers = vec![
        ('s', lang.pick("保存后离开", "save and leave").to_string(), Action::SaveThen(to.clone())),
        ('d', lang.pick("不保存，离开", "leave without saving").to_string(), Action::Discard(to)),
    ];
    model.dialog = Some(Dialog::Question(Question::new(text, answers)));
    Vec::new()
}

/// Leaves without what is not saved, once a save under way has come to its end.
pub(super) fn discard(model: &mut Model, to: Leave) -> Vec<Effect> {
    if !matches!(&model.screen, Screen::Report(report) if report.session.is_saving()) {
        return go_away(model, &to, Parting::Discarded);
    }
    model.leaving = Some(to);
    say(model, model.lang().pick("正在保存，存好就离开…", "saving, then leaving…").to_string())
}

/// Leaves without asking.
pub(super) fn go_away(model: &mut Model, to: &Leave, parting: Parting) -> Vec<Effect> {
    match to {
        Leave::Program => vec![Effect::Part(parting), Effect::Quit],
        Leave::Library | Leave::Import(_) => {
            if let Screen::Report(report) = &model.screen
                && let Some(key) = report.session.report().key()
            {
                model.library.select(key);
            }
            model.screen = Screen::Library;
            let mut effects = vec![Effect::Part(parting), Effect::List];
            if let Leave::Import(path) = to {
                model.dialog = Some(Dialog::ImportPath(Box::new(PathEntry::proposing(path))));
                effects.push(Effect::Read(expanded(model, path)));
            }
            effects
        }
    }
}

/// Asks before a report of the library is deleted.
pub(super) fn ask_delete(model: &mut Model) {
    let Some(listed) = model.library.current() else { return };
    let (lang, key) = (model.lang(), listed.key.clone());
    let text = match lang {
        Lang::Zh => format!("删除 {} {} 年的报告？文件移入 history，可以取回。", key.agency, key.year),
        Lang::En => {
            format!(
                "Delete the report {} {}? Its file is moved into history and can be had back.",
                key.agency, key.year
            )
        }
    };
    let answers = vec![('y', lang.pick("删除", "delete").to_string(), Action::Delete(key))];
    model.dialog = Some(Dialog::Question(Question::new(text, answers)));
}

/// A report was deleted: how it comes back is said with it.
pub(super) fn deleted(model: &mut Model, key: &Key) -> Vec<Effect> {
    let keys = model.setting.keymap.shown(&model.scopes(), Command::Deleted);
    let words = match model.lang() {
        Lang::Zh => format!("已删除 {} {}（文件移入 history）；按 {keys} 取回", key.agency, key.year),
        Lang::En => format!("deleted {} {} (its file is in history); {keys} brings it back", key.agency, key.year),
    };
    say(model, words);
    vec![Effect::List]
}

/// Shows which reports were deleted.
pub(super) fn list_deleted(model: &mut Model, deleted: Vec<Deleted>) -> Vec<Effect> {
    if deleted.is_empty() {
        let words = model.lang().pick("没有删除过的报告", "no report was deleted");
        return refuse(model, words.to_string());
    }
    model.dialog = Some(Dialog::Deleted(DeletedList::new(deleted)));
    Vec::new()
}

/// A deleted report is in the library again.
pub(super) fn undeleted(model: &mut Model, key: Key, unsaved: bool) -> Vec<Effect> {
    let words = match (model.lang(), unsaved) {
        (Lang::Zh, false) => format!("已取回 {} {}", key.agency, key.year),
        (Lang::Zh, true) => format!("已取回 {} {}，没有保存的录入也在，打开时恢复", key.agency, key.year),
        (Lang::En, false) => format!("{} {} is back", key.agency, key.year),
        (Lang::En, true) => {
            format!("{} {} is back, with edits that were not saved; opening it recovers them", key.agency, key.year)
        }
    };
    say(model, words);
    model.library.select(key);
    vec![Effect::List]
}

/// Asks before the sample report is made.
pub(super) fn ask_sample(model: &mut Model) {
    let lang = model.lang();
    let text = lang.pick(
        "建一份示例报告来试用？它是已填好的，按 Ctrl-S 保存以前不进报告库。",
        "Make a sample report to try things on? It is filled already, and is not in the library before Ctrl-S saves it.",
    );
    let answers = vec![('y', lang.pick("建示例报告", "make it").to_string(), Action::Sample)];
    model.dialog = Some(Dialog::Question(Question::new(text.to_string(), answers)));
}
