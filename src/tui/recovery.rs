//! What a journal holds that the report's file does not, shown before it is decided what becomes of it. It draws nothing and
//! changes nothing.

use std::ffi::OsStr;
use std::path::Path;

use crate::domain::comparison::excerpts;
use crate::domain::finding::cell_name;
use crate::domain::journal::{End, Ground, Merged, Recovered, replay};
use crate::domain::report::Report;
use crate::domain::session::{Change, Edit};
use crate::domain::text::Lang;

use super::changes::{self, ChangedLine, ChangesList};
use super::key::{Chord, Code};

/// How many characters of a passage a line shows.
const SHOWN: usize = 20;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The edits are taken over.
    Accepted,
    /// They are not wanted.
    Declined,
    /// It is decided another time.
    Later,
}

/// What was recovered, and what taking it over would change.
#[derive(Debug, Clone)]
pub struct Recovery {
    /// The journal.
    pub recovered: Recovered,
    /// What taking it over applies, and what the file and the journal disagree about.
    pub merged: Merged,
    /// What is to be applied afterwards, whatever is decided.
    pub then: Option<Edit>,
    /// What there is to be said.
    pub words: Vec<String>,
    /// The changes.
    pub list: ChangesList,
}

impl Recovery {
    /// Of what a journal holds.
    pub fn new(recovered: Recovered, then: Option<Edit>, lang: Lang) -> Recovery {
        let merged = recovered.merged();
        let before = recovered.opening();
        let after = replay(before.clone(), merged.edits.iter().cloned());
        let mut list = ChangesList::between(String::new(), lang.pick("原来", "before"), before, &after, lang);
        list.lines.extend(others(before, &after, lang));
        list.lines.extend(merged.collisions.iter().map(|collision| {
            let cell = before.form().find(&collision.what);
            let what = cell.map_or_else(|| collision.what.clone(), |cell| cell_name(before.form(), cell, lang));
            let [theirs, ours] = excerpts(&collision.left, &collision.right, SHOWN, lang);
            let words = match lang {
                Lang::Zh => format!("! 两边都改过：留 {theirs}，不取 {ours}"),
                Lang::En => format!("! changed on both sides: {theirs} stays, not {ours}"),
            };
            ChangedLine { what, words, lit: None }
        }));
        list.title = lang.pick("上次没有存进报告的录入", "What never reached the report's file").to_string();
        let words = words(&recovered, &merged, before, &after, lang);
        Recovery { recovered, merged, then, words, list }
    }

    /// Takes a key; what was decided, once it was.
    pub fn take(&mut self, chord: Chord) -> Option<Taken> {
        match chord.code {
            Code::Enter | Code::Char('y' | 'Y') => return Some(Taken::Accepted),
            Code::Char('d' | 'D') => return Some(Taken::Declined),
            Code::Esc => return Some(Taken::Later),
            _ => {}
        }
        // What the list itself would close for is decided above.
        let taken = self.list.take(chord);
        debug_assert!(taken == changes::Taken::Open, "only movements get here");
        None
    }
}

/// What differs besides figures and prose.
fn others(before: &Report, after: &Report, lang: Lang) -> Vec<ChangedLine> {
    let differs = [
        (before.notes != after.notes, lang.pick("批注", "notes")),
        (before.unplaced != after.unplaced, lang.pick("未归位的行", "unplaced rows")),
        (before.accepted != after.accepted, lang.pick("接受与放行", "acceptances")),
        (before.sign_off != after.sign_off, lang.pick("签名", "signatures")),
        (before.verification != after.verification, lang.pick("复录", "second keying")),
        (before.seal != after.seal, lang.pick("定稿", "finishing")),
        (before.reopenings != after.reopenings, lang.pick("重新打开", "reopening")),
    ];
    let words = lang.pick("有改动", "changed");
    let lines = differs.into_iter().filter(|(differs, _)| *differs);
    lines.map(|(_, what)| ChangedLine { what: what.to_string(), words: words.to_string(), lit: None }).collect()
}

fn words(recovered: &Recovered, merged: &Merged, before: &Report, after: &Report, lang: Lang) -> Vec<String> {
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
        Ground::Changed => say(
            format!("报告文件后来被改过，与 {file} 开始时不同：只带入没有冲突的；该文件留在 history。"),
            format!(
                "The report's file was changed since {file} was begun: what does not collide is taken over; that file stays in history."
            ),
        ),
    }];
    let form = before.form();
    let is_same = before.form().edition() == after.form().edition();
    let cells = form.cells().filter(|&cell| is_same && before.entry(cell) != after.entry(cell)).count();
    let passages = before.parts().filter(|&part| before.text(part) != after.text(part)).count();
    let times = match recovered.entries.as_slice() {
        [] => String::new(),
        [only] => only.time.clone(),
        [first, .., last] => format!("{}{}{}", first.time, lang.pick(" 至 ", " to "), last.time),
    };
    let by = if recovered.by.is_empty() { String::new() } else { format!("  {}", recovered.by) };
    words.push(say(
        format!("可恢复 {cells} 格、{passages} 段文字。"),
        format!("To be recovered: cells {cells}, passages {passages}."),
    ));
    // On a line of their own, where they are not broken.
    words.extend(Some(format!("{times}{by}")).filter(|line| !line.is_empty()));
    match recovered.end {
        End::Whole => {}
        End::Torn => words.push(say(
            "最后一处没有写完，不取。".into(),
            "The last edit was not written to its end and is left out.".into(),
        )),
        End::Damaged(line) => words.push(say(
            format!("第 {line} 行起不是写入时的样子，不取；原文件留在 history。"),
            format!("From line {line} on it is not what was written; that is left out, and the file stays in history."),
        )),
    }
    if recovered.mended {
        words.push(say(
            format!("{file} 的开头损坏，已用它的副本。请检查磁盘。"),
            format!("The beginning of {file} is damaged, and the copy of it was used. Check the disk."),
        ));
    }
    if !merged.collisions.is_empty() {
        let count = merged.collisions.len();
        words.push(say(
            format!("两边都改过、保留报告文件的：{count} 处（列在末尾）。"),
            format!("Changed on both sides, where the report's file stands: {count} (at the end of the list)."),
        ));
    }
    words
}

/// How many changes of figures and prose an edit list holds, for a line of words.
pub fn count(edits: &[Edit]) -> usize {
    edits.iter().flat_map(|edit| &edit.changes).filter(|c| matches!(c, Change::Figure(..) | Change::Text(..))).count()
}
