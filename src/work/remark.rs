//! What is to be said of the files that were used: that a journal counted in, or could not, what was left out of it, and which
//! names in a profile no form has. Whoever asked for a report is told so of every report that was read for it.

use crate::domain::background::Body;
use crate::domain::journal::{End, Ground, Recovered};
use crate::domain::text::Lang;
use crate::store::forms::Forms;
use crate::store::journal::Joined;

/// What is to be said of a report's journal, where there is one that matters.
pub fn of_journal(joined: &Joined, lang: Lang) -> Option<String> {
    if let Some(error) = &joined.trouble {
        let words = error.message(lang);
        return Some(
            lang.say(
                format!("有日志，但没有用上：{words}"),
                format!("there is a journal, and it was not used: {words}"),
            ),
        );
    }
    let recovered = joined.recovered.as_ref()?;
    let (file, count) = (&recovered.file, recovered.edits().len());
    let mut words = match recovered.ground {
        Ground::Changed => lang.say(
            format!("{file} 里有 {count} 处没有保存的录入，但报告文件后来被改过，没有计入。请用编辑器打开这份报告来合并。"),
            format!("{file} holds {count} edits that were not saved; since the report's file was changed later they are left out. Open the report in the editor to join the two."),
        ),
        Ground::Unreadable => lang.say(
            format!("报告文件读不了，这里是 {file} 里的内容：保存时的状态和没有保存的 {count} 处录入。请用编辑器打开来恢复。"),
            format!("the report's file cannot be read; what is shown is from {file}: the state as it was saved, and {count} edits that were not. Open the report in the editor to recover it."),
        ),
        _ => lang.say(
            format!("已计入 {file} 里没有保存的 {count} 处录入。"),
            format!("{count} edits that were not saved are counted in, from {file}."),
        ),
    };
    for more in left_out(recovered, lang) {
        words.push_str(lang.pick("", " "));
        words.push_str(&more);
    }
    Some(words)
}

/// What is to be said of a journal that is read by itself.
pub fn of_alone(recovered: &Recovered, lang: Lang) -> String {
    let (file, count) = (&recovered.file, recovered.edits().len());
    let words = lang.say(
        format!("{file} 是日志：已计入其中没有保存的 {count} 处录入。"),
        format!("{file} is a journal: {count} edits in it that were not saved are counted in."),
    );
    let parts: Vec<String> = std::iter::once(words).chain(left_out(recovered, lang)).collect();
    parts.join(lang.pick("", " "))
}

/// What is to be said of a journal that is not as it was written.
pub fn left_out(recovered: &Recovered, lang: Lang) -> Vec<String> {
    let damaged = match (recovered.end, lang) {
        (End::Damaged(line), Lang::Zh) => Some(format!("日志第 {line} 行第 1 列起与写入时不符，没有计入。")),
        (End::Damaged(line), Lang::En) => {
            Some(format!("From line {line}, column 1, of the journal on it is not what was written; that is left out."))
        }
        (End::Torn, Lang::Zh) => Some("日志的最后一处没有写完，没有计入。".into()),
        (End::Torn, Lang::En) => {
            Some("The last edit in the journal was not written to its end and is left out.".into())
        }
        (End::Whole, _) => None,
    };
    let mended = recovered.mended.then(|| {
        let words = "Its beginning is damaged, and the copy of it was used. Check the disk.";
        lang.say("日志开头损坏，已用它的副本。请检查磁盘。", words)
    });
    damaged.into_iter().chain(mended).collect()
}

/// The names in a body's profile that no form has, in words; `None` where there are none.
pub fn mistyped(body: &Body, forms: &Forms, lang: Lang) -> Option<String> {
    // Most profiles name nothing, and then no form need be read.
    let names = body.powers.iter().chain([&body.skipped]).any(|names| !names.is_empty());
    let unknown = if names { body.unknown(forms.all()) } else { Vec::new() };
    (!unknown.is_empty()).then(|| lang.say(
        format!(
            "agency.ron 的 powers、skipped 里有表格没有的名称：{}。请改正（行如 proactive.licensing，列如 requests.research）。",
            unknown.join("、")
        ),
        format!(
            "powers or skipped in agency.ron name what no form has: {}. Correct them: rows are named like proactive.licensing, columns like requests.research.",
            unknown.join(", ")
        ),
    ))
}
