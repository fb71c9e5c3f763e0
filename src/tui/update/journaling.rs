//! The edits on their way into a journal and onto the disk, and what is said of them and of what else was kept.

use std::path::PathBuf;

use crate::domain::text::Lang;

use super::super::message::{Durability, Effect};
use super::super::model::Model;
use super::leaving::elsewhere;

/// A journal, or a copy of it, is among the earlier states now, in this file. That is said behind what was said already.
pub fn shelved(model: &mut Model, file: &str) {
    let words = model.lang().say(
        format!("自动保存文件在 {file}（在报告库按 ‹import› 导入它，即可取回）"),
        format!("The autosave file is {file} (import it in the library with ‹import› to get it back)"),
    );
    model.add(&words);
}

/// Edits are in the journal, on their way to the disk, or nowhere.
pub fn journaled(model: &mut Model, durability: Durability, trouble: Option<String>, shelved: Option<&str>) {
    model.durability = durability;
    match (trouble, shelved) {
        (Some(words), _) => {
            let words = format!("{words}{}", elsewhere(model));
            model.refuse(words);
        }
        (None, Some(file)) => {
            let words = model.lang().say(
                format!("原有的自动保存文件已移到 {file}"),
                format!("The autosave file that was there is now {file}"),
            );
            model.add(&words);
        }
        (None, None) => {}
    }
}

/// What was committed since the last look, on its way into the journal; a text that is being written as it stands with it,
/// since some write for minutes without a pause, and windows are closed in the middle of a word.
pub fn committed(model: &mut Model) -> Option<Effect> {
    let report = model.report_mut()?;
    report.draft();
    let commits = report.session.take_committed();
    (!commits.is_empty()).then_some(Effect::Journal(commits))
}

/// Whether a text is being written that was not judged as it stands.
pub fn has_unjudged(model: &Model) -> bool {
    model.report().is_some_and(|report| report.has_unjudged())
}

pub fn kept(model: &mut Model, moved: Option<PathBuf>) {
    let file = &model.setting.file;
    let words = match (model.lang(), moved) {
        (Lang::Zh, None) => format!("设置已保存：{file}"),
        (Lang::En, None) => format!("Settings saved: {file}"),
        (Lang::Zh, Some(moved)) => {
            format!("设置已保存：{file}。原来的文件在本程序以外有改动，没有覆盖，已改名为 {}", moved.display())
        }
        (Lang::En, Some(moved)) => format!(
            "Settings saved: {file}. The file there had been changed by another program; it was kept as {}",
            moved.display()
        ),
    };
    model.add(&words);
}

/// Says how many lapsed by what was just changed, wherever that was.
pub fn tell_lapsed(model: &mut Model) {
    let count = model.report_mut().map_or(0, |report| report.session.take_lapsed());
    let words = match (count, model.lang()) {
        (0, _) => return,
        (count, Lang::Zh) => format!("数字已改：{count} 个原件总计不再校验（‹undo› 撤销）"),
        (1, Lang::En) => "Figures changed: 1 printed total is no longer checked (‹undo› undoes)".to_string(),
        (count, Lang::En) => format!("Figures changed: {count} printed totals are no longer checked (‹undo› undoes)"),
    };
    model.add(&words);
}
