//! What there is to be said of a journal before it is decided what becomes of it, and how much it would change.

use std::ffi::OsStr;
use std::path::Path;

use crate::domain::journal::{End, Ground, Merged, Recovered};
use crate::domain::report::Report;
use crate::domain::text::Lang;

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
            (before.notes != after.notes, lang.pick("批注", "notes")),
            (before.unplaced != after.unplaced, lang.pick("未归位的行", "unplaced rows")),
            (before.accepted != after.accepted, lang.pick("接受与放行", "acceptances")),
            (before.sign_off != after.sign_off, lang.pick("签名", "signatures")),
            (before.verification != after.verification, lang.pick("复录", "second keying")),
            (before.seal != after.seal, lang.pick("定稿", "finishing")),
            (before.reopenings != after.reopenings, lang.pick("重新打开", "reopening")),
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
        let passages = counted(self.passages, "段文字", "passage", "passages");
        let all = cells.into_iter().chain(passages).chain(self.others.iter().map(ToString::to_string));
        let all: Vec<String> = all.collect();
        (!all.is_empty()).then(|| all.join(lang.pick("、", ", ")))
    }
}

/// What is said above the list of changes.
pub fn words(recovered: &Recovered, merged: &Merged, has_choice: bool, extent: &Extent, lang: Lang) -> Vec<String> {
    let say = |zh: String, en: String| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let file = Path::new(&recovered.file).file_name().map_or(recovered.file.as_str().into(), OsStr::to_string_lossy);
    let mut words = vec![match recovered.ground {
        Ground::File => say(
            format!("上次没有保存就结束了，录入留在 {file}。"),
            format!("The program ended before saving; what was keyed is in {file}."),
        ),
        Ground::NeverSaved => say(
            format!("这份报告还没有保存过，录入都在 {file}。"),
            format!("The report was never saved; what was keyed is in {file}."),
        ),
        Ground::Gone => say(
            format!("报告文件不见了；{file} 里有它原来的内容和之后的录入。"),
            format!("The report's file is gone; {file} has what it held, and what was keyed since."),
        ),
        Ground::Unreadable => say(
            format!("报告文件读不了，没有改动它；{file} 里有它原来的内容和之后的录入。"),
            format!(
                "The report's file cannot be read and is left as it is; {file} has what it held, and what was keyed since."
            ),
        ),
        Ground::Changed if merged.collisions.is_empty() => say(
            format!("报告文件在 {file} 开始之后被改过：两边的改动没有冲突，都收。日志留在 history。"),
            format!(
                "The report's file was changed since {file} was begun: nothing collides, and all is taken over. The journal stays in history."
            ),
        ),
        Ground::Changed if has_choice => say(
            format!("报告文件在 {file} 开始之后被改过：没有冲突的照收，都改过的由你选。日志留在 history。"),
            format!(
                "The report's file was changed since {file} was begun: what does not collide is taken over, the rest is for you to choose. The journal stays in history."
            ),
        ),
        Ground::Changed => say(
            format!("报告文件在 {file} 开始之后被改过，而且已经定稿或是另一版格式：什么也带不进去。日志移入 history。"),
            format!(
                "The report's file was changed since {file} was begun, and is finished or has another form: it takes nothing. The journal goes to history."
            ),
        ),
    }];
    words.push(match extent.words(lang) {
        Some(extent) => say(format!("可恢复 {extent}。"), format!("To be recovered: {extent}.")),
        None if has_choice => String::new(),
        None => say("没有可以恢复的。".into(), "There is nothing to be recovered.".into()),
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
            "最后一处没有写完，不取。".into(),
            "The last edit was not written to its end and is left out.".into(),
        )),
        End::Damaged(line) => words.push(say(
            format!("第 {line} 行第 1 列起不是写入时的样子，不取；原文件留在 history。"),
            format!("From line {line}, column 1, on it is not what was written; that is left out, and the file stays in history."),
        )),
    }
    if recovered.mended {
        words.push(say(
            format!("{file} 的开头损坏，已用它的副本。请检查磁盘。"),
            format!("The beginning of {file} is damaged, and the copy of it was used. Check the disk."),
        ));
    }
    let count = merged.collisions.len();
    if has_choice {
        words.push(say(
            format!("两边都改过的 {count} 处（列在末尾），按 Enter 后逐处选。"),
            format!("Changed on both sides: {count} (at the end of the list); Enter asks for each."),
        ));
    } else if count > 0 {
        words.push(say(
            format!("与文件不同、不取的：{count} 处（列在末尾）。"),
            format!("Not as the file has it, and left out: {count} (at the end of the list)."),
        ));
    }
    if recovered.saved.as_ref().is_some_and(|saved| saved.seal.is_none()) && recovered.report().seal.is_some() {
        words.push(say(
            "日志里做过的定稿不带过来：核对后请重新定稿。".into(),
            "The journal has the report finished; that is not taken over: check it, then finish it once more.".into(),
        ));
    }
    words.retain(|line| !line.is_empty());
    words
}
