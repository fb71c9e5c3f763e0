//! What is said when the arguments make no sense, in both languages: what is wrong, what was likely meant, how the command is
//! used, an example. And where help was asked for, the help.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::domain::text::Lang;

use super::output::{self, Output};
use super::{Exit, Failure, arguments, examples, near};

/// Answers what the parser did not take for a command: help and version on stdout, everything else as a message.
pub fn answer(error: &Error, args: &[OsString], out: &mut Output, lang: Lang) -> Exit {
    if !error.use_stderr() {
        out.text(&in_full(&error.render().to_string(), lang));
        return match out.finish() {
            Ok(()) => Exit::Clean,
            Err(error) => {
                output::unwritten(&error, lang);
                Exit::Failed
            }
        };
    }
    output::message(&complaint(error, args, lang));
    Exit::Failed
}

/// The help of a command as it is printed.
pub fn help(command: &mut Command, lang: Lang) -> String {
    in_full(&command.render_help().to_string(), lang)
}

/// A help with colons of its language: the parser puts its own behind every heading.
fn in_full(help: &str, lang: Lang) -> String {
    let lines = help.lines().map(|line| match (lang, line.strip_suffix(':')) {
        (Lang::Zh, Some(heading)) => format!("{heading}：\n"),
        _ => format!("{}\n", line.trim_end()),
    });
    lines.collect()
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

/// That there is no such command, and which one is meant.
pub fn no_command(word: &str, lang: Lang) -> String {
    match near::command(word) {
        Some(name) => lang.say(
            format!("没有命令 {word}，是不是 {name}？用法和例子：gouji help {name}"),
            format!("there is no command {word}; is {name} meant? Usage and examples: gouji help {name}"),
        ),
        None => lang.say(
            format!("没有命令 {word}。全部命令：gouji --help"),
            format!("there is no command {word}. All commands: gouji --help"),
        ),
    }
}

fn complaint(error: &Error, args: &[OsString], lang: Lang) -> String {
    let words = given(args);
    let names = arguments::names();
    let command = words.iter().find(|word| names.contains(word));
    // `gouji exprot 某某局 2025 -o x.docx`: the slip is in the command, and not in its option.
    if let (None, Some(word)) = (command, words.first().filter(|word| near::command(word).is_some())) {
        return no_command(word, lang);
    }
    let name = command.map_or("gouji", String::as_str);
    let example = format!("\n{}{}", lang.pick("例如：", "Example: "), examples::first(name, lang));
    let help = command.map_or_else(|| "gouji --help".to_string(), |name| format!("gouji {name} --help"));
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let usage = usage.trim().replace("Usage: ", lang.pick("用法：", "Usage: "));
    let usage = if usage.is_empty() { usage } else { format!("\n{usage}") };
    lang.say(
        format!("{}。{usage}{example}\n详见 {help}", what(error, lang)),
        format!("{}.{usage}{example}\nMore: {help}", what(error, lang)),
    )
}

/// The words without a dash, values of the options that every command has left out.
fn given(args: &[OsString]) -> Vec<String> {
    let mut words = Vec::new();
    let mut args = args.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = args.next() {
        match &*word {
            "--library" | "--forms" | "--settings" | "--lang" => drop(args.next()),
            word if word.starts_with('-') => {}
            word => words.push(word.to_string()),
        }
    }
    words
}

/// An argument as the usage has it: the parser adds points where there may be more, and says a name for each word.
fn plainly(argument: &str) -> String {
    let argument = argument.replace("...", "").replace("--output", "-o");
    match argument.split_once("> <") {
        Some((one, other)) if other == format!("{}>", one.trim_start_matches('<')) => format!("{one}>"),
        _ => argument,
    }
}

/// What is wrong.
fn what(error: &Error, lang: Lang) -> String {
    let all = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(lang.pick("、", ", ")),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (argument, value) = (plainly(&all(ContextKind::InvalidArg)), all(ContextKind::InvalidValue));
    let or_empty = |text: String, words: fn(String) -> [String; 2]| match text.is_empty() {
        true => text,
        false => {
            let [zh, en] = words(text);
            lang.say(zh, en)
        }
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let meant = or_empty(all(ContextKind::SuggestedArg), |arg| {
                [format!("，是不是 {arg}"), format!("; perhaps {arg} is meant")]
            });
            lang.say(format!("不认识参数 {argument}{meant}"), format!("there is no argument {argument}{meant}"))
        }
        ErrorKind::InvalidSubcommand => no_command(&all(ContextKind::InvalidSubcommand), lang),
        ErrorKind::InvalidValue if value.is_empty() => {
            lang.say(format!("{argument} 后面缺少内容"), format!("{argument} lacks its value"))
        }
        ErrorKind::InvalidValue => {
            let values = or_empty(all(ContextKind::ValidValue), |values| {
                [format!("，可以是 {values}"), format!("; it is one of {values}")]
            });
            lang.say(format!("{argument} 不能是“{value}”{values}"), format!("{argument} cannot be \"{value}\"{values}"))
        }
        ErrorKind::ValueValidation if argument.contains("--year") => lang.say(
            format!("{argument} 不能是“{value}”，要写四位数的年度"),
            format!("{argument} cannot be \"{value}\": it is a year in four digits"),
        ),
        ErrorKind::ValueValidation => lang.say(
            format!("{argument} 不能是“{value}”，要写一个整数"),
            format!("{argument} cannot be \"{value}\": it is a whole number"),
        ),
        ErrorKind::TooManyValues => lang.say(format!("多了“{value}”"), format!("\"{value}\" is too much")),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let wanted = [ContextKind::ExpectedNumValues, ContextKind::MinValues].map(all).concat();
            let given = all(ContextKind::ActualNumValues);
            lang.say(
                format!("{argument} 要有 {wanted} 个词，只给了 {given} 个"),
                format!("{argument} takes {wanted} words, and {given} was given"),
            )
        }
        ErrorKind::MissingRequiredArgument => lang.say(format!("缺少 {argument}"), format!("{argument} is missing")),
        ErrorKind::ArgumentConflict => match plainly(&all(ContextKind::PriorArg)) {
            other if other == argument => {
                lang.say(format!("{argument} 写了两次"), format!("{argument} was said twice"))
            }
            other => lang.say(
                format!("{argument} 与 {other} 不能同时使用"),
                format!("{argument} and {other} do not go together"),
            ),
        },
        ErrorKind::InvalidUtf8 => lang.say("参数不是 UTF-8 文字", "an argument is not UTF-8 text"),
        _ => {
            let text = error.render().to_string();
            text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_string()
        }
    }
}
