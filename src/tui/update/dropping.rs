//! A file that was dropped on the window, be it pasted, typed at once or letter by letter, and keys that came at once and may
//! be a pasted text: neither may do what its letters would do as commands.

use crate::domain::text::Lang;

use super::super::dialog::{Action, Dialog, Leave, Question};
use super::super::dropped::{Start, is_document};
use super::super::key::{Chord, Code, Input};
use super::super::model::{Effect, Model, Msg, Screen};
use super::super::path_entry::PathEntry;
use super::{leaving, refuse, say, update};

/// Opens the import of a file that was dropped. Of a path that was typed at once more may come, so that it is read once
/// nothing does.
pub(super) fn dropped(model: &mut Model, path: &str, is_whole: bool) -> Vec<Effect> {
    model.trail.clear();
    if let Screen::Report(report) = &mut model.screen {
        if report.verifying.is_some() {
            let words = model.lang().pick(
                "复录中不能导入文件；先按 Esc 结束复录",
                "no file is imported while keying a second time; Esc ends that",
            );
            return refuse(model, words.to_string());
        }
        if let Err(problem) = report.settle() {
            return refuse(model, problem);
        }
    }
    if !is_whole {
        model.dialog = Some(Dialog::ImportPath(Box::new(PathEntry::arriving(path))));
        return Vec::new();
    }
    model.dialog = Some(Dialog::ImportPath(Box::new(PathEntry::proposing(path))));
    model.is_fresh_drop = true;
    import(model, path)
}

/// Reads the file of the open dialog, asking first where the open report would be left with what it holds unsaved.
pub(super) fn import(model: &mut Model, path: &str) -> Vec<Effect> {
    match &model.screen {
        Screen::Report(report) if report.is_unsaved() => leaving::leave(model, Leave::Import(path.to_string())),
        _ => vec![Effect::Read(leaving::expanded(model, path))],
    }
}

/// Watches characters where they are commands: once they are the beginning of a path, the rest of it is typed into the
/// dialog that asks for one, and what the first letter opened is closed.
pub(super) fn watch(model: &mut Model, chord: Chord) -> Option<Vec<Effect>> {
    let Some(character) = chord.character() else {
        model.trail.clear();
        return None;
    };
    if model.trail.is_empty() && !model.hears_paths() {
        return None;
    }
    model.trail.push(character);
    match Start::of(&model.trail) {
        Start::Open => None,
        Start::Other => {
            model.trail.clear();
            if model.hears_paths() && Start::of(&character.to_string()) == Start::Open {
                model.trail.push(character);
            }
            None
        }
        Start::Path => {
            let text = std::mem::take(&mut model.trail);
            if let Screen::Report(report) = &mut model.screen {
                report.typing = None;
            }
            model.message = None;
            model.dialog = Some(Dialog::ImportPath(Box::new(PathEntry::arriving(&text))));
            Some(Vec::new())
        }
    }
}

/// Whether a path that arrives letter by letter may have come to its end.
pub fn has_arrived(model: &Model) -> bool {
    let is_new = |entry: &PathEntry| entry.arriving && is_document(&entry.text()) && entry.text() != entry.tried;
    matches!(&model.dialog, Some(Dialog::ImportPath(entry)) if is_new(entry))
}

/// No more of the path came: the file is read, and stands there where it is none.
pub(super) fn arrived(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::ImportPath(entry)) = &mut model.dialog else { return Vec::new() };
    let path = entry.text();
    entry.tried.clone_from(&path);
    model.is_fresh_drop = true;
    import(model, &path)
}

/// Holds back the Enter that ends a dropped path, so that nothing is taken in unseen.
pub(super) fn holds_back(model: &mut Model, chord: Chord) -> bool {
    let is_fresh = std::mem::take(&mut model.is_fresh_drop);
    let is_shown = matches!(model.dialog, Some(Dialog::Import(_) | Dialog::Report(_)));
    if !(is_fresh && is_shown && chord == Chord::plain(Code::Enter)) {
        return false;
    }
    let words = model
        .lang()
        .pick("这是读出的内容：看过之后再按 Enter 采用", "this is what was read: look at it, then Enter takes it over");
    match &mut model.dialog {
        // It covers the line in which things are said.
        Some(Dialog::Import(preview)) => preview.refusal = Some(words.to_string()),
        _ => drop(say(model, words.to_string())),
    }
    true
}

/// Asks whether what came at once is a pasted text.
pub(super) fn burst(model: &mut Model, text: String, keys: Vec<Input>) -> Vec<Effect> {
    let lang = model.lang();
    let lines = text.trim_end_matches('\n').lines().count();
    let words = match lang {
        Lang::Zh => format!("一次到了 {lines} 行，中间有制表符：是粘贴的一块表格吗？"),
        Lang::En => format!("{lines} lines with tabs came at once: is it a pasted block of cells?"),
    };
    let answers = vec![
        ('p', lang.pick("是粘贴，先预览", "yes, preview it").to_string(), Action::Paste(text)),
        ('k', lang.pick("是逐键录入", "no, it was keyed").to_string(), Action::Keys(keys)),
    ];
    model.dialog = Some(Dialog::Question(Question::new(words, answers)));
    Vec::new()
}

/// Keys that were taken for something else, one after another.
pub(super) fn replay(model: &mut Model, keys: Vec<Input>) -> Vec<Effect> {
    keys.into_iter().flat_map(|key| update(model, Msg::Input(key))).collect()
}

/// What there is to be said of a text that was pasted where nothing can be pasted.
pub(super) fn nothing_to_paste(model: &mut Model) -> Vec<Effect> {
    let words = model.lang().pick(
        "这里没有可粘贴的地方；拖进来的文件会打开导入",
        "there is nothing to paste into here; a file that is dropped opens its import",
    );
    say(model, words.to_string())
}
