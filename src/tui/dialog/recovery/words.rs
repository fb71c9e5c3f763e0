//! What there is to be said of a journal before it is decided what becomes of it, and how much it would change.

use std::ffi::OsStr;
use std::path::Path;

use crate::domain::journal::{End, Ground, Merged, Recovered};
use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::super::joining::Joining;

#[derive(Debug, Clone)]
pub struct Extent {
    cells: usize,
    passages: usize,
    /// What differs besides figures and prose.
    pub others: Vec<&'static str>,
}

impl Extent {
    pub fn between(before: &Report, after: &Report, lang: Lang) -> Extent {
        let others = [
            (before.notes != after.notes, lang.pick("批注", "comments")),
            (before.unplaced != after.unplaced, lang.pick("未归位的行", "unplaced rows")),
            (before.accepted != after.accepted, lang.pick("问题的说明", "accepted findings")),
            (before.sign_off != after.sign_off, lang.pick("填报人和审核人", "names")),
            (before.verification != after.verification, lang.pick("二次录入记录", "verification keying")),
            (before.seal != after.seal, lang.pick("定稿", "finalising")),
            (before.reopenings != after.reopenings, lang.pick("撤销定稿", "reopening")),
        ];
        let is_same = before.form().edition() == after.form().edition();
        Extent {
            // A printed total that lapses with a figure is still kept.
            cells: before
                .form()
                .cells()
                .filter(|&cell| is_same && before.printed_total(cell) != after.printed_total(cell))
                .count(),
            passages: before.parts().filter(|&part| before.text(part) != after.text(part)).count(),
            others: others.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect(),
        }
    }

    /// In words, as `2 格、1 段文字、批注`; `None` where nothing differs.
    pub fn words(&self, lang: Lang) -> Option<String> {
        let counted = |count: usize, zh: &str, one: &str, many: &str| match (count, lang) {
            (0, _) => None,
            (_, Lang::Zh) => Some(format!("{count} {zh}")),
            (1, Lang::En) => Some(format!("1 {one}")),
            (_, Lang::En) => Some(format!("{count} {many}")),
        };
        let cells = counted(self.cells, "格", "cell", "cells");
        let passages = counted(self.passages, "段正文", "passage", "passages");
        let all = cells.into_iter().chain(passages).chain(self.others.iter().map(ToString::to_string));
        let all: Vec<String> = all.collect();
        (!all.is_empty()).then(|| all.join(lang.pick("、", ", ")))
    }
}

/// What is said above the list of changes.
pub fn words(
    recovered: &Recovered,
    merged: &Merged,
    joining: Option<&Joining>,
    extent: &Extent,
    lang: Lang,
) -> Vec<String> {
    let has_choice = joining.is_some_and(|joining| !joining.collisions().is_empty());
    let say = |zh: String, en: String| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let file = Path::new(&recovered.file).file_name().map_or(recovered.file.as_str().into(), OsStr::to_string_lossy);
    let mut words = vec![match recovered.ground {
        Ground::File => say(
            format!("上次退出前有录入未保存，已自动留存，可以恢复。（{file}）"),
            format!("The program ended before saving; the work was saved automatically and can be recovered. ({file})"),
        ),
        Ground::NeverSaved => say(
            format!("这份报告从未保存，录入已自动留存，可以恢复。（{file}）"),
            format!("The report was never saved; the work was saved automatically and can be recovered. ({file})"),
        ),
        Ground::Gone => say(
            format!("报告文件已被移动或删除；原有内容和之后的录入已自动留存，可以恢复。（{file}）"),
            format!(
                "The report's file was moved or deleted; what it held and all later work can be recovered. ({file})"
            ),
        ),
        Ground::Unreadable => say(
            format!("报告文件无法读取，未作改动；原有内容和之后的录入已自动留存，可以恢复。（{file}）"),
            format!(
                "The report's file cannot be read and is left as it is; what it held and all later work can be recovered. ({file})"
            ),
        ),
        Ground::Changed if joining.is_some_and(Joining::opens) => say(
            format!(
                "报告文件在自动保存（{file}）之后有改动，并已定稿。恢复会撤销定稿，须填写姓名和理由。自动保存文件移入历史文件夹。"
            ),
            format!(
                "The report's file was changed and finalised after the autosave ({file}) began. Recovering reopens it and needs your name and a reason. The autosave file moves to history."
            ),
        ),
        Ground::Changed if merged.collisions.is_empty() => say(
            format!("报告文件在自动保存（{file}）之后有改动：双方没有冲突，全部保留。自动保存文件移入历史文件夹。"),
            format!(
                "The report's file was changed after the autosave ({file}) began: nothing conflicts, and all is kept. The autosave file moves to history."
            ),
        ),
        Ground::Changed if has_choice => say(
            format!(
                "报告文件在自动保存（{file}）之后有改动：没有冲突的全部保留，双方都改的逐处选择。自动保存文件移入历史文件夹。"
            ),
            format!(
                "The report's file was changed after the autosave ({file}) began: what does not conflict is kept, the rest is for you to choose. The autosave file moves to history."
            ),
        ),
        Ground::Changed => say(
            format!(
                "报告文件在自动保存（{file}）之后有改动，报告格式也不同，不能恢复进去。自动保存文件移入历史文件夹。"
            ),
            format!(
                "The report's file was changed after the autosave ({file}) began and has another edition: nothing can be recovered into it. The autosave file moves to history."
            ),
        ),
    }];
    words.push(match extent.words(lang) {
        Some(extent) => say(format!("可恢复 {extent}。"), format!("Can be recovered: {extent}.")),
        None if has_choice => String::new(),
        None => say(
            "没有需要恢复的录入，按 Enter 继续。".into(),
            "There is nothing to recover; press Enter to go on.".into(),
        ),
    });
    let times = match recovered.entries.as_slice() {
        [] => String::new(),
        [only] => only.time.clone(),
        [first, .., last] => format!("{}{}{}", first.time, lang.pick(" 至 ", " to "), last.time),
    };
    let by = if recovered.by.is_empty() { String::new() } else { format!("  {}", recovered.by) };
    // On a line of their own, where they are not broken.
    words.extend(Some(format!("{times}{by}")).filter(|line| !line.is_empty()));
    match recovered.end {
        End::Whole => {}
        End::Torn => words.push(say(
            "最后一处改动未写完整，不恢复。".into(),
            "The last edit was not written in full and is left out.".into(),
        )),
        End::Damaged(line) => words.push(say(
            format!("从第 {line} 行起已损坏，不恢复；原文件移入历史文件夹。"),
            format!("Damaged from line {line} on; that part is left out, and the file moves to history."),
        )),
    }
    if recovered.mended {
        words.push(say(
            format!("{file} 开头损坏，已改用副本。请检查磁盘。"),
            format!("The beginning of {file} is damaged; its copy was used. Check the disk."),
        ));
    }
    let count = merged.collisions.len();
    if has_choice {
        words.push(say(
            format!("双方都改的 {count} 处（列在末尾），按 Enter 逐处选择。"),
            format!("Changed on both sides: {count} (at the end of the list); Enter asks for each."),
        ));
    } else if count > 0 {
        words.push(say(
            format!("与文件不同、不恢复的 {count} 处（列在末尾）。"),
            format!("Different from the file, and left out: {count} (at the end of the list)."),
        ));
    }
    if recovered.saved.as_ref().is_some_and(|saved| saved.seal.is_none()) && recovered.report().seal.is_some() {
        words.push(say(
            "自动保存的内容中曾定稿，定稿不恢复：请核对后再定稿。".into(),
            "The autosaved report was finalised; that is not recovered: check it, then finalise it again.".into(),
        ));
    }
    words.retain(|line| !line.is_empty());
    words
}
