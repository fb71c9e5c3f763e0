//! `gouji history`: the earlier saved states of a report and what was keyed without being saved, newest first; one of them
//! shown, held against the present state or another one, or put back in its place.

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::domain::report::{Key, Reopening, Report, Scope};
use crate::domain::text::Lang;
use crate::work::past::{Restored, SavedState, Unrestored, is_ahead};
use crate::work::showing::{json as json_of, text};
use crate::work::source::{Named, Opened};
use crate::work::{Office, clock};

use super::context::{Context, Format, format};
use super::{Exit, Failure, compare, output, show, source};

/// Lists the states, or does what an option asks for with those that it numbers.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let key = source::key(context, matches)?;
    let office = context.office()?;
    let states = office.library.history(&key).map_err(Failure::store(lang))?;
    let past = Past { key, office, states };
    let numbers = |option: &str| matches.get_many::<usize>(option).map(|numbers| numbers.copied().collect::<Vec<_>>());
    if let Some([number]) = numbers("show").as_deref() {
        let state = past.open(context, *number)?;
        return Ok(past.show(context, &state, format(matches)));
    }
    if let Some(numbers) = numbers("diff") {
        let earlier = past.open(context, numbers.first().copied().unwrap_or_default())?;
        let later = match numbers.get(1) {
            Some(number) => past.open(context, *number)?,
            None => source::open(context, &Named::Library(past.key.clone()))?,
        };
        return Ok(compare::between(context, &earlier, &later, format(matches)));
    }
    match numbers("restore").as_deref() {
        Some([number]) => past.restore(context, *number, reopening(matches, lang)?),
        _ => past.list(context, format(matches)),
    }
}

struct Past {
    key: Key,
    office: Office,
    states: Vec<SavedState>,
}

impl Past {
    fn list(&self, context: &mut Context, format: Format) -> Result<Exit, Failure> {
        let lang = context.lang;
        if self.states.is_empty() {
            // Says what is there instead where there is no such report.
            source::open(context, &Named::Library(self.key.clone()))?;
            output::message(lang.pick(
                "这份报告还没有历史版本；每次保存时，换下的内容留作历史版本。",
                "The report has no earlier versions yet; each save keeps what it replaces as one.",
            ));
        } else {
            context.tell(self.office.journal_of(&self.key));
        }
        if let Some(state) = self.states.iter().find(|state| is_ahead(state)) {
            output::message(&lang.say(
                format!("有 {} 的历史版本，晚于电脑现在的时间。请检查电脑的日期和时间。", state.time),
                format!(
                    "There is a version of {}, which is later than the computer's clock. Check its date and time.",
                    state.time
                ),
            ));
        }
        let read: Vec<Result<Report, String>> = self.states.iter().map(|state| self.read(state)).collect();
        let numbered = self.states.iter().zip(&read).enumerate().map(|(index, (state, read))| (index + 1, state, read));
        if format == Format::Json {
            let list: Vec<Value> = numbered.map(|(number, state, read)| value(number, state, read)).collect();
            let Key { agency, year, scope } = &self.key;
            let value = json!({ "agency": agency, "year": year, "scope": scope.name(), "states": list });
            context.out.line(&format!("{value:#}"));
        } else {
            numbered.for_each(|(number, state, read)| context.out.line(&line(number, state, read, lang)));
        }
        Ok(Exit::Clean)
    }

    fn read(&self, state: &SavedState) -> Result<Report, String> {
        let opened = self.office.open_state(&self.key, state);
        opened.map(|opened| opened.report).map_err(|error| error.message(self.office.lang))
    }

    /// The complaint about a state that is not there.
    fn no_state(&self, number: usize) -> Failure {
        let count = self.states.len();
        Failure::new(
            self.office.lang,
            match count {
                0 => "这份报告还没有历史版本。".to_string(),
                _ => {
                    format!("没有第 {number} 个历史版本：共 {count} 个，1 是最近的。用“gouji history 单位 年度”列出。")
                }
            },
            match count {
                0 => "The report has no earlier versions yet.".to_string(),
                _ => format!(
                    "There is no version {number}; there are {count}, 1 being the latest. gouji history AGENCY YEAR lists them."
                ),
            },
        )
    }

    /// The state of a number, the newest being 1.
    fn open(&self, context: &mut Context, number: usize) -> Result<Opened, Failure> {
        let state = number.checked_sub(1).and_then(|index| self.states.get(index));
        let state = state.ok_or_else(|| self.no_state(number))?;
        let opened = self.office.open_state(&self.key, state).map_err(Failure::store(context.lang))?;
        Ok(source::told(context, opened))
    }

    /// That the present report is finished, and what is to be said before another one takes its place.
    fn is_finished(&self, number: usize, date: &str) -> Failure {
        let Key { agency, year, scope } = &self.key;
        let aggregated = if *scope == Scope::Aggregated { " --aggregated" } else { "" };
        Failure::new(
            self.office.lang,
            format!(
                "报告已于 {date} 定稿，没有改动。确需恢复历史版本的，请写明姓名和理由，例如：gouji history {agency} {year}{aggregated} --restore {number} --by 张三 --reason 更正收费信息"
            ),
            format!(
                "The report was finalised on {date} and is left as it is. To restore a version all the same, give a name and a reason. Example: gouji history {agency} {year}{aggregated} --restore {number} --by Zhang --reason \"fees corrected\""
            ),
        )
    }

    fn show(&self, context: &mut Context, state: &Opened, format: Format) -> Exit {
        if format == Format::Json {
            let value = json_of::value(&state.report, Some(&state.file));
            context.out.line(&format!("{value:#}"));
        } else {
            context.out.text(&text(&state.report, false));
            show::notes(state, context.lang);
        }
        Exit::Clean
    }

    fn restore(&self, context: &mut Context, number: usize, by: Option<Reopening>) -> Result<Exit, Failure> {
        let lang = context.lang;
        let restored = self.office.restore(&self.key, number, by).map_err(|error| match error {
            Unrestored::Store(error) => Failure::store(lang)(error),
            Unrestored::Finished(date) => self.is_finished(number, &date),
        })?;
        let Restored { opened, state, path, before, remark, has_lost_its_seal } =
            restored.ok_or_else(|| self.no_state(number))?;
        source::told(context, opened);
        context.out.line(&path.display().to_string());
        let time = &state.time;
        let restored_words = match (lang, state.unsaved) {
            (Lang::Zh, false) => format!("已恢复 {time} 换下的历史版本"),
            (Lang::Zh, true) => format!("已恢复 {time} 移入历史文件夹的录入"),
            (Lang::En, false) => format!("Restored the version replaced at {time}"),
            (Lang::En, true) => format!("Restored the edits moved to the history folder at {time}"),
        };
        output::message(&match (lang, before.map(|(number, kept)| (number, kept.display().to_string()))) {
            (Lang::Zh, Some((number, kept))) => {
                format!("{restored_words}；恢复前的内容留在 {kept}，用 --restore {number} 可以换回。")
            }
            (Lang::En, Some((number, kept))) => {
                format!("{restored_words}; what it replaced is kept in {kept}, and --restore {number} brings it back.")
            }
            (Lang::Zh, None) => format!("{restored_words}。"),
            (Lang::En, None) => format!("{restored_words}."),
        });
        context.tell(remark);
        if has_lost_its_seal {
            output::message(lang.pick(
                "恢复前的报告已经定稿，恢复后的没有定稿。请核对后再定稿。",
                "The report was finalised before, and the restored version is not. Check it and finalise it again.",
            ));
        }
        Ok(Exit::Clean)
    }
}

/// Who restores over a finished report, and why.
pub fn reopening(matches: &ArgMatches, lang: Lang) -> Result<Option<Reopening>, Failure> {
    let words = |option: &str| matches.get_one::<String>(option).map(|words| words.trim());
    match (words("by"), words("reason")) {
        (None, None) => Ok(None),
        (Some(by), Some(reason)) if !by.is_empty() && !reason.is_empty() => {
            Ok(Some(Reopening { by: by.into(), date: clock::today(), reason: reason.into() }))
        }
        _ => Err(Failure::new(
            lang,
            "姓名和理由须一并写明，例如：--by 张三 --reason 更正收费信息。没有恢复。",
            "Give both a name and a reason, as in --by Zhang --reason \"fees corrected\". Nothing was restored.",
        )),
    }
}

fn value(number: usize, state: &SavedState, read: &Result<Report, String>) -> Value {
    let report = read.as_ref().ok();
    let mut value = json!({
        "number": number,
        "time": state.time,
        "bytes": state.len,
        "sealed": report.map(|report| report.seal.is_some()),
        "keyer": report.map(|report| &report.sign_off.keyer),
        "file": state.path.display().to_string(),
    });
    if state.unsaved {
        value["unsaved"] = true.into();
    }
    if let Err(error) = read {
        value["error"] = error.as_str().into();
    }
    value
}

/// Columns that can be read by eye; who keyed it is last but the file, since names differ in width.
fn line(number: usize, state: &SavedState, read: &Result<Report, String>, lang: Lang) -> String {
    let how = match read {
        Err(_) => lang.pick("无法读取", "unreadable"),
        Ok(_) if state.unsaved => lang.pick("未保存  ", "unsaved   "),
        Ok(report) if report.seal.is_some() => lang.pick("定稿    ", "final     "),
        Ok(_) => lang.pick("未定稿  ", "open      "),
    };
    let keyer = read.as_ref().map(|report| report.sign_off.keyer.as_str()).unwrap_or_default();
    let (time, bytes, file) = (&state.time, state.len, state.path.display());
    let keyer = if keyer.is_empty() { "—" } else { keyer };
    let unit = lang.pick("字节", "bytes");
    format!("{number:>3}  {time}  {bytes:>7} {unit}  {how}  {keyer}  {file}")
}
