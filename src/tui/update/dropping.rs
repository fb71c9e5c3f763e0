//! A file that was dropped on the window, be it pasted, typed at once or letter by letter, and keys that came at once and may
//! be a pasted text: neither may do what its letters would do as commands.

use crate::domain::text::Lang;

use super::super::dialog::act::{Act, Did, Question};
use super::super::dialog::{Dialog, PathEntry};
use super::super::display::counted;
use super::super::dropped::Start;
use super::super::key::{Chord, Code, Input};
use super::super::model::Model;

/// Opens the import of files that were dropped, one after another. Of a path that was typed at once more may come, so that it
/// is read once nothing does.
pub fn dropped(model: &mut Model, paths: &[String], is_whole: bool) -> Option<Did> {
    model.trail.clear();
    if model.report().is_some_and(|report| report.second_keying.is_some()) {
        let words = model.lang().pick(
            "二次录入中不能导入文件；先按 Esc 结束二次录入",
            "No file can be imported while re-keying; press Esc to end that first",
        );
        model.refuse(words);
        return None;
    }
    if !model.settle() {
        return None;
    }
    if !is_whole {
        let entry = PathEntry::arriving(paths.first()?, &mut model.desk);
        model.open(entry);
        return None;
    }
    model.is_fresh_drop = true;
    let (entry, did) = PathEntry::dropped(paths, &mut model.desk);
    model.open(entry);
    Some(did)
}

/// Watches characters where they are commands: once they are the beginning of a path, the rest of it is typed into the
/// dialog that asks for one, and what the first letter opened is closed.
pub fn watch(model: &mut Model, chord: Chord) -> bool {
    let Some(character) = chord.character() else {
        model.trail.clear();
        return false;
    };
    if model.trail.is_empty() && !model.hears_paths() {
        return false;
    }
    model.trail.push(character);
    match Start::of(&model.trail) {
        Start::Open => {}
        Start::Other => {
            model.trail.clear();
            if model.hears_paths() && Start::of(&character.to_string()) == Start::Open {
                model.trail.push(character);
            }
        }
        Start::Path => {
            let text = std::mem::take(&mut model.trail);
            if let Some(report) = model.report_mut() {
                report.typing = None;
            }
            model.message = None;
            let entry = PathEntry::arriving(&text, &mut model.desk);
            model.open(entry);
            return true;
        }
    }
    false
}

/// Whether a path that arrives letter by letter may have come to its end.
pub fn has_arrived(model: &Model) -> bool {
    matches!(&model.dialog, Some(Dialog::Path(entry)) if entry.has_arrived())
}

/// No more of the path came: the file is read, and stands there where it is none.
pub fn arrived(model: &mut Model) -> Option<Did> {
    match &mut model.dialog {
        Some(Dialog::Path(entry)) => Some(entry.arrive(&mut model.desk)),
        _ => None,
    }
}

/// Holds back the Enter that ends a dropped path, so that nothing is taken in unseen.
pub fn holds_back(model: &mut Model, chord: Chord) -> bool {
    let is_fresh = std::mem::take(&mut model.is_fresh_drop) && chord == Chord::plain(Code::Enter);
    let words = model.lang().pick(
        "这是读出的内容：看过之后再按 Enter 采用",
        "This is what was read: look at it, then press Enter to apply it",
    );
    match &mut model.dialog {
        Some(Dialog::Import(preview)) if is_fresh => preview.say(words),
        Some(Dialog::Report(_)) if is_fresh => model.say(words),
        _ => return false,
    }
    true
}

/// Asks whether what came at once is a pasted text.
pub fn burst(text: String, keys: Vec<Input>, lang: Lang) -> Question {
    let lines = text.trim_end_matches('\n').lines().count();
    let words = lang.say(
        format!("一次收到 {lines} 行带制表符的内容：是粘贴的表格吗？"),
        format!("{} with tabs came at once: is this a pasted block of cells?", counted(lines, "line")),
    );
    let answers = vec![
        ('p', lang.say("是粘贴，先预览", "Yes, preview it"), Act::Paste(text)),
        ('k', lang.say("是逐键录入", "No, it was typed"), Act::Keys(keys)),
    ];
    Question { text: words, answers }
}
