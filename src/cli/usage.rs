//! What is said when the arguments make no sense, in both languages, and where help was asked for.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::domain::text::Lang;

use super::output;
use super::{Exit, Failure};

/// Answers what the parser did not take for a command: help and version on stdout, everything else as a message.
pub fn answer(error: &Error, lang: Lang) -> Exit {
    if !error.use_stderr() {
        // A reader that stopped reading is no error.
        let _ = error.print();
        return Exit::Clean;
    }
    let message = match lang {
        Lang::Zh => chinese(error),
        Lang::En => english(error),
    };
    output::message(&message);
    Exit::Failed
}

/// The complaint about words before a command's name.
pub fn command_after_words(name: &str, lang: Lang) -> Failure {
    Failure::new(
        lang,
        format!("命令 {name} 前面有多余的词。命令要写在最前面；单位名与命令同名时，用 gouji edit 单位 年度。"),
        format!(
            "there are words before the command {name}. The command comes first; for an agency named like a command, say gouji edit AGENCY YEAR."
        ),
    )
}

fn english(error: &Error) -> String {
    let text = error.render().to_string();
    text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_string()
}

fn chinese(error: &Error) -> String {
    let all = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (argument, value) = (all(ContextKind::InvalidArg), all(ContextKind::InvalidValue));
    let hint = |kind: ContextKind, words: &str| match all(kind) {
        text if text.is_empty() => text,
        text => format!("{words} {text}"),
    };
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识参数 {argument}{}", hint(ContextKind::SuggestedArg, "，是不是")),
        ErrorKind::InvalidSubcommand => {
            format!(
                "没有命令 {}{}",
                all(ContextKind::InvalidSubcommand),
                hint(ContextKind::SuggestedSubcommand, "，是不是")
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少内容"),
        ErrorKind::InvalidValue => {
            format!("{argument} 不能是“{value}”{}", hint(ContextKind::ValidValue, "，可以是"))
        }
        ErrorKind::ValueValidation => format!("{argument} 不能是“{value}”"),
        ErrorKind::TooManyValues => format!("多了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!(
            "{argument} 要有 {} 个词，只给了 {} 个",
            [ContextKind::ExpectedNumValues, ContextKind::MinValues].map(all).concat(),
            all(ContextKind::ActualNumValues)
        ),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} 重复，或与 {} 不能同时使用", all(ContextKind::PriorArg)),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_string(),
        _ => return english(error),
    };
    match all_usage(error) {
        Some(usage) => format!("{what}。\n{usage}\n详见 gouji --help"),
        None => format!("{what}。详见 gouji --help"),
    }
}

/// The usage lines that the parser adds, with the Chinese word for usage.
fn all_usage(error: &Error) -> Option<String> {
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => Some(usage.to_string().replace("Usage: ", "用法：")),
        _ => None,
    }
}
