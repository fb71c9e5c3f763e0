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
        format!("命令 {name} 前面有多余的词。请把命令写在最前面；单位名称与命令相同时，请用：gouji edit 单位 年度"),
        format!(
            "There are words before the command {name}. The command comes first; for an agency with the name of a command use: gouji edit AGENCY YEAR"
        ),
    )
}

/// That there is no such command, and which one is meant.
pub fn no_command(word: &str, lang: Lang) -> String {
    match near::command(word) {
        Some(name) => lang.say(
            format!("没有名为“{word}”的命令，您要用的可能是 {name}。用法和示例：gouji help {name}"),
            format!("Unknown command '{word}'. Did you mean '{name}'? Usage and examples: gouji help {name}"),
        ),
        None => lang.say(
            format!("没有名为“{word}”的命令。全部命令：gouji --help"),
            format!("Unknown command '{word}'. All commands: gouji --help"),
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
    // What is missing, or too much, is told by one example.
    if is_too_much(error) {
        return lang.say(
            format!(
                "多写了词；名称中有空格的，请加引号。例如：{}\n全部选项：gouji help {name}",
                examples::first(name, lang)
            ),
            format!(
                "Too many words; a name with spaces takes quotes. Example: {}\nAll options: gouji help {name}",
                examples::first(name, lang)
            ),
        );
    }
    if let Some(missing) = missing(error, name, lang) {
        return lang.say(
            format!("请写明{missing}，例如：{}\n全部选项：gouji help {name}", examples::first(name, lang)),
            format!("Missing {missing}. Example: {}\nAll options: gouji help {name}", examples::first(name, lang)),
        );
    }
    let example = format!("\n{}{}", lang.pick("例如：", "Example: "), examples::first(name, lang));
    let help = command.map_or_else(|| "gouji --help".to_string(), |name| format!("gouji {name} --help"));
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let usage = usage.trim().replace("Usage: ", lang.pick("用法：", "Usage: "));
    let usage = if usage.is_empty() { usage } else { format!("\n{usage}") };
    lang.say(
        format!("{}。{usage}{example}\n全部选项：{help}", what(error, lang)),
        format!("{}{usage}{example}\nAll options: {help}", stopped(what(error, lang))),
    )
}

/// A sentence with its stop.
fn stopped(words: String) -> String {
    if words.ends_with('?') { words } else { words + "." }
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

/// Whether there are more words than belong there.
fn is_too_much(error: &Error) -> bool {
    let number = |kind| match error.get(kind) {
        Some(ContextValue::Number(number)) => Some(*number),
        _ => None,
    };
    error.kind() == ErrorKind::WrongNumberOfValues
        && number(ContextKind::ActualNumValues) > number(ContextKind::ExpectedNumValues)
}

/// What was left out, in words; `None` where nothing was.
fn missing(error: &Error, command: &str, lang: Lang) -> Option<String> {
    let arguments = match error.kind() {
        ErrorKind::MissingRequiredArgument | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            match error.get(ContextKind::InvalidArg)? {
                ContextValue::String(argument) => vec![argument.clone()],
                ContextValue::Strings(arguments) => arguments.clone(),
                _ => return None,
            }
        }
        _ => return None,
    };
    let words = |argument: &String| {
        let plain = plainly(argument).replace(['<', '>'], "");
        match (command, lang, plain.as_str()) {
            ("diff", Lang::Zh, _) => "要比较的两份报告".into(),
            ("diff", Lang::En, _) => "the second report".into(),
            (_, Lang::Zh, "单位 年度") => "单位和年度".into(),
            (_, Lang::Zh, "单位 年度 | 文件") => "单位和年度（或一个文件）".into(),
            (_, Lang::Zh, "文件 | 文件夹") => "要导入的文件或文件夹".into(),
            (_, Lang::Zh, "规则") => "规则编号".into(),
            (_, Lang::Zh, "SHELL") => "命令行程序".into(),
            ("backup", Lang::Zh, "文件夹") => "备份到哪个文件夹".into(),
            (_, Lang::Zh, "-o 输出文件") => "输出文件（-o）".into(),
            (_, Lang::Zh, "--with 文件") => "用来核对的文件（--with）".into(),
            (_, Lang::Zh, "--keyer 姓名") => "填报人（--keyer）".into(),
            (_, Lang::Zh, "--reviewer 姓名") => "审核人（--reviewer）".into(),
            _ => plain.replace(" | ", lang.pick("或", " or ")),
        }
    };
    let mut words: Vec<String> = arguments.iter().map(words).collect();
    words.dedup();
    // Whose report it is comes first, as it is written.
    words.sort_by_key(|word| word.contains("（-") || word.starts_with('-'));
    (!words.is_empty()).then(|| words.join(lang.pick("、", ", ")))
}

/// An argument as the usage has it: the parser adds points where there may be more, and says a name for each word.
fn plainly(argument: &str) -> String {
    let argument = argument.replace("...", "").replace("--output", "-o");
    match argument.split_once("> <") {
        Some((one, other)) if other == format!("{}>", one.trim_start_matches('<')) => format!("{one}>"),
        Some(_) => argument.replace("> <", " "),
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
    // An option by its name alone.
    let argument = match argument.split_once(' ') {
        Some((option, _)) if option.starts_with('-') => option.to_string(),
        _ => argument,
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let meant = or_empty(all(ContextKind::SuggestedArg), |arg| {
                [format!("，您要用的可能是 {arg}"), format!(". Did you mean '{arg}'?")]
            });
            lang.say(format!("无法识别的参数 {argument}{meant}"), format!("Unknown argument '{argument}'{meant}"))
        }
        ErrorKind::InvalidSubcommand => no_command(&all(ContextKind::InvalidSubcommand), lang),
        ErrorKind::InvalidValue if value.is_empty() => {
            lang.say(format!("{argument} 后面没有写内容"), format!("{argument} needs a value"))
        }
        ErrorKind::InvalidValue => {
            let values = or_empty(all(ContextKind::ValidValue), |values| {
                [format!("，可以是 {values}"), format!("; use one of {values}")]
            });
            lang.say(format!("{argument} 不能是“{value}”{values}"), format!("{argument} cannot be \"{value}\"{values}"))
        }
        ErrorKind::ValueValidation if argument.contains("--year") => lang.say(
            format!("{argument} 不能是“{value}”，请写四位数的年度"),
            format!("{argument} cannot be \"{value}\"; give a year in four digits"),
        ),
        ErrorKind::ValueValidation => lang.say(
            format!("{argument} 不能是“{value}”，请写一个整数"),
            format!("{argument} cannot be \"{value}\"; give a whole number"),
        ),
        ErrorKind::TooManyValues => lang.say(
            format!("“{value}”是多余的，请去掉（名称中有空格的，请加引号）"),
            format!("\"{value}\" is one word too many; remove it (a name with spaces takes quotes)"),
        ),
        ErrorKind::ArgumentConflict => match plainly(&all(ContextKind::PriorArg)) {
            other if other == argument => lang.say(format!("{argument} 写了两次"), format!("{argument} appears twice")),
            other => lang.say(
                format!("{argument} 与 {other} 不能同时使用"),
                format!("{argument} and {other} cannot be used together"),
            ),
        },
        ErrorKind::InvalidUtf8 => lang.say("参数编码有误（不是 UTF-8）", "An argument is not valid UTF-8"),
        _ => {
            let text = error.render().to_string();
            text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_string()
        }
    }
}
