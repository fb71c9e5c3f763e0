//! What is to be said of the files that were used: that a journal counted in, or could not, what was left out of it, and which
//! names in a profile no form has. Whoever asked for a report is told so of every report that was read for it.

use crate::domain::background::ReportingBody;
use crate::domain::journal::{End, Ground, Recovered};
use crate::domain::text::Lang;
use crate::store::forms::Forms;
use crate::store::journal::Joined;

/// What is to be said of a report's journal, where there is one that matters.
pub fn of_journal(joined: &Joined, lang: Lang) -> Option<String> {
    if let Some(error) = &joined.trouble {
        let words = error.message(lang);
        return Some(lang.say(
            format!("有自动保存文件，但未采用：{words}"),
            format!("There is an autosave file, but it was not used: {words}"),
        ));
    }
    let recovered = joined.recovered.as_ref()?;
    let (file, count) = (&recovered.file, recovered.edits().len());
    let edits = if count == 1 { "unsaved edit" } else { "unsaved edits" };
    let mut words = match recovered.ground {
        Ground::Changed => lang.say(
            format!("自动保存文件 {file} 里有 {count} 处尚未保存的录入；报告文件在那之后另有改动，所以没有计入。请在编辑器里打开这份报告，合并两者。"),
            format!("The autosave file {file} holds {count} {edits}; the report was changed after that, so they are left out. Open the report in the editor to merge the two."),
        ),
        Ground::Unreadable => lang.say(
            format!("报告文件无法读取；以下内容取自自动保存文件 {file}：上次保存时的内容和 {count} 处尚未保存的录入。请在编辑器里打开这份报告，即可恢复。"),
            format!("The report cannot be read; what is shown is from the autosave file {file}: the content as last saved, and {count} {edits}. Open the report in the editor to recover it."),
        ),
        _ => lang.say(
            format!("已计入自动保存文件 {file} 里 {count} 处尚未保存的录入。"),
            format!("{count} {edits} from the autosave file {file} {} included.", if count == 1 { "is" } else { "are" }),
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
    let edits = if count == 1 { "unsaved edit is" } else { "unsaved edits are" };
    let words = lang.say(
        format!("{file} 是自动保存文件：已计入其中 {count} 处尚未保存的录入。"),
        format!("{file} is an autosave file: its {count} {edits} included."),
    );
    let parts: Vec<String> = std::iter::once(words).chain(left_out(recovered, lang)).collect();
    parts.join(lang.pick("", " "))
}

/// What is to be said of a journal that is not as it was written.
pub fn left_out(recovered: &Recovered, lang: Lang) -> Vec<String> {
    let damaged = match (recovered.end, lang) {
        (End::Damaged(line), Lang::Zh) => Some(format!("自动保存文件第 {line} 行起已损坏，没有计入。")),
        (End::Damaged(line), Lang::En) => {
            Some(format!("From line {line} on the autosave file is damaged; that part is left out."))
        }
        (End::Torn, Lang::Zh) => Some("自动保存文件的最后一处录入没有写完，没有计入。".into()),
        (End::Torn, Lang::En) => Some("The last edit in the autosave file is incomplete and is left out.".into()),
        (End::Whole, _) => None,
    };
    let mended = recovered.mended.then(|| {
        let words = "The beginning of the autosave file is damaged; its copy was used. Check the disk.";
        lang.say("自动保存文件的开头已损坏，采用了其中的副本。请检查磁盘。", words)
    });
    damaged.into_iter().chain(mended).collect()
}

/// The names in a body's profile that no form has, in words; `None` where there are none.
pub fn mistyped(body: &ReportingBody, forms: &Forms, lang: Lang) -> Option<String> {
    // Most profiles name nothing, and then no form need be read.
    let names = body.powers.iter().chain([&body.skipped]).any(|names| !names.is_empty());
    let unknown = if names { body.unknown(forms.all()) } else { Vec::new() };
    (!unknown.is_empty()).then(|| lang.say(
        format!(
            "单位资料（agency.ron）的 powers、skipped 里有无法识别的代码：{}。请改正（行如 proactive.licensing，列如 requests.research）。",
            unknown.join("、")
        ),
        format!(
            "Unknown codes under powers or skipped in the agency profile (agency.ron): {}. Correct them; rows have codes like proactive.licensing, columns like requests.research.",
            unknown.join(", ")
        ),
    ))
}
