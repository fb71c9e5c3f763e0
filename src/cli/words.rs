//! Builds commands and arguments whose help speaks one language, the parser's own headings included.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};

use crate::domain::text::Lang;

use super::examples;

/// The words that name a report: `AGENCY YEAR` or `FILE`.
pub const REPORT: &str = "report";

/// The argument that says which report of a file is meant.
pub const PART: &str = "part";

/// Makes commands and arguments in one language. Of two texts, the first is Chinese and the second English.
#[derive(Clone, Copy)]
pub struct Words(pub Lang);

impl Words {
    pub fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        self.0.pick(zh, en)
    }

    /// A command; its usage is set by [`Words::usage`].
    pub fn command(self, name: &'static str, zh: &'static str, en: &'static str) -> Command {
        let template = self.pick(
            "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        );
        Command::new(name)
            .about(self.pick(zh, en))
            .help_template(template)
            .disable_help_flag(true)
            .disable_version_flag(true)
            .disable_help_subcommand(true)
            .subcommand_help_heading(self.pick("命令", "Commands"))
            .subcommand_value_name(self.pick("命令", "COMMAND"))
            .next_help_heading(self.pick("选项", "Options"))
    }

    /// How a command is used, after `gouji `, its examples, and the flag for help: the last to be said of a command.
    pub fn usage(self, command: Command, zh: &'static str, en: &'static str) -> Command {
        let help = self.general(self.flag("help", "显示帮助", "Show help").short('h').action(ArgAction::Help));
        let examples = examples::shown(command.get_name(), self.0);
        // As it was written: taking the styles out that it does not have costs more than all the rest of a command.
        let notes = command.get_after_help().map(|notes| format!("\n\n{}", notes.ansi())).unwrap_or_default();
        let usage = format!("gouji {}", self.pick(zh, en)).replace('\n', "\n       gouji ");
        let command = command.after_help(format!("{}\n{examples}{notes}", self.pick("示例：", "Examples:")));
        command.override_usage(usage.trim_end().to_string()).arg(help)
    }

    /// An option that every command has: behind its own, in the order in which they are said here.
    pub fn general(self, arg: Arg) -> Arg {
        const ORDER: [&str; 6] = ["library", "lang", "settings", "forms", "help", "version"];
        let place = ORDER.iter().position(|name| arg.get_id() == name).unwrap_or(ORDER.len());
        arg.help_heading(self.pick("通用选项", "General options")).display_order(900 + place)
    }

    /// A word without a dash.
    pub fn argument(self, name: &'static str, zh_value: &'static str, en_value: &'static str) -> Arg {
        let arg = Arg::new(name).value_name(self.pick(zh_value, en_value));
        arg.help_heading(self.pick("参数", "Arguments")).hide_possible_values(true).required(true)
    }

    /// The words that name reports, under what they are called where they are used.
    pub fn report(self, called: [&'static str; 2], zh: &'static str, en: &'static str) -> Arg {
        let arg = self.argument(REPORT, called[0], called[1]).help(self.pick(zh, en));
        arg.value_parser(value_parser!(OsString)).value_hint(ValueHint::AnyPath)
    }

    /// The option that says which report of a file with several is meant.
    pub fn part(self) -> Arg {
        let arg =
            self.value(PART, ["N", "N"], "文件里有几份报告时，取第 N 份", "Which report of a file that holds several");
        arg.long("report").value_parser(value_parser!(usize))
    }

    /// The two words of a report of the library.
    pub fn key(self, zh: &'static str, en: &'static str) -> Arg {
        let names = self.pick("单位 年度", "AGENCY YEAR").split(' ');
        self.report(["", ""], zh, en).num_args(2).value_names(names).value_hint(ValueHint::Other)
    }

    pub fn flag(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(name).long(name).help(self.pick(zh, en)).action(ArgAction::SetTrue)
    }

    /// An option with a value, and what that is called.
    pub fn value(self, name: &'static str, called: [&'static str; 2], zh: &'static str, en: &'static str) -> Arg {
        let arg = Arg::new(name).long(name).value_name(self.pick(called[0], called[1])).help(self.pick(zh, en));
        arg.value_hint(ValueHint::Other)
    }

    /// An option whose value is a file.
    pub fn file(self, name: &'static str, called: [&'static str; 2], zh: &'static str, en: &'static str) -> Arg {
        self.value(name, called, zh, en).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath)
    }

    /// The option that names the file to be written.
    pub fn output(self, zh: &'static str, en: &'static str) -> Arg {
        self.file("output", ["输出文件", "OUT"], zh, en).short('o')
    }

    /// The option that names an agency in full.
    pub fn agency(self, zh: &'static str, en: &'static str) -> Arg {
        self.value("agency", ["单位", "AGENCY"], zh, en)
    }

    /// The option that names a report year, in four digits.
    pub fn year(self, zh: &'static str, en: &'static str) -> Arg {
        self.value("year", ["年度", "YEAR"], zh, en).value_parser(value_parser!(i32).range(1000..=9999))
    }

    /// Who does what is recorded.
    pub fn by(self, zh: &'static str, en: &'static str) -> Arg {
        self.value("by", ["姓名", "NAME"], zh, en)
    }

    /// Why what is recorded is done.
    pub fn reason(self, zh: &'static str, en: &'static str) -> Arg {
        self.value("reason", ["理由", "REASON"], zh, en)
    }

    /// An option whose value is a folder.
    pub fn folder(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        let arg = self.value(name, ["文件夹", "DIR"], zh, en);
        arg.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::DirPath)
    }

    /// An option that takes one of a few words; without it, the first of them counts.
    pub fn choice(self, name: &'static str, words: &'static [&'static str], zh: &'static str, en: &'static str) -> Arg {
        let arg = Arg::new(name).long(name).value_name(words.join("|")).help(self.pick(zh, en));
        let arg =
            arg.value_parser(PossibleValuesParser::new(words)).default_value(words.first().copied().unwrap_or(""));
        arg.hide_default_value(true).hide_possible_values(true)
    }

    pub fn format(self, words: &'static [&'static str]) -> Arg {
        self.choice("format", words, "输出格式", "Output format")
    }

    pub fn aggregated(self) -> Arg {
        self.flag(
            "aggregated",
            "指地区汇总报告，而不是本机关的报告",
            "The aggregated report instead of the agency's own",
        )
    }

    /// Who puts something in the place of a finished report, and why.
    pub fn grounds(self) -> [Arg; 2] {
        [
            self.by("报告已定稿的：由谁恢复", "Where the report is finalised: who restores"),
            self.reason("报告已定稿的：为什么恢复", "Where the report is finalised: why"),
        ]
        .map(|arg| arg.requires("restore"))
    }

    pub fn ascii(self) -> Arg {
        self.flag(
            "ascii",
            "编辑器只用 ASCII 字符画线（显示错位时使用）",
            "Draw with ASCII characters only (for terminals that misalign)",
        )
    }
}
