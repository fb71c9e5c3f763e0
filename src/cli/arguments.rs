//! The commands, their arguments and their help, in both languages. What the commands do is in their own files.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

use crate::domain::text::Lang;

/// The words that name a report: `AGENCY YEAR` or `FILE`.
pub const REPORT: &str = "report";

/// The formats that later versions write.
pub const LATER_FORMATS: [&str; 3] = ["docx", "xlsx", "pdf"];

/// The options of `export` that later versions know, and whether they take a value.
pub const LATER_OPTIONS: [(&str, bool); 5] =
    [("template", true), ("fragment", false), ("font", true), ("with-last-year", false), ("blank", true)];

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let words = Words(lang);
    let root = words.command(
        "gouji",
        (
            "勾稽：录入、核对、导入、导出政府信息公开工作年度报告",
            "Edits, checks, imports and exports the yearly report on disclosure of government information",
        ),
        (
            "gouji [edit] [单位 年度 | 文件]\n       gouji 命令 …",
            "gouji [edit] [AGENCY YEAR | FILE]\n       gouji COMMAND …",
        ),
    );
    root.version(env!("CARGO_PKG_VERSION"))
        .after_help(words.pick(
            "“单位 年度”指资料库里的报告，“文件”可以是 .ron 报告或任何能导入的文档。单位后面紧跟四位数年度的，就是资料库里的\
             报告；两个词都是现有文件时才当作两个文件。\n退出码：0 没有问题，1 有错误级问题、有差异或导出被拒绝，2 无法执行（原因见提示）。\n\
             结果写到标准输出，提示写到标准错误。",
            "AGENCY YEAR names a report of the library; FILE may be a .ron report or any document that can be imported. A word \
             followed by a year of four digits is a report of the library, unless both words are existing files.\n\
             Exit codes: 0 nothing to report, 1 findings of severity error, differences or a refused export, 2 could not run \
             (the reason is said).\nResults go to stdout, messages to stderr.",
        ))
        .arg(words.report("单位 年度，或文件", "AGENCY YEAR, or FILE").num_args(0..=2))
        .arg(words.aggregated())
        .arg(words.ascii())
        .arg(words.flag("version", "显示版本", "Show the version").short('V').action(ArgAction::Version))
        .arg(
            words.value("library", "文件夹", "DIR", "资料库所在的文件夹（缺省依次为：环境变量 GOUJI_LIBRARY、程序旁边的 gouji-library 文件夹、系统的数据文件夹）",
                "The library's folder (else GOUJI_LIBRARY, else the folder gouji-library beside the program, else the system's folder for data)")
            .value_parser(value_parser!(PathBuf))
            .global(true),
        )
        .arg(
            words.value("lang", "zh|en", "zh|en", "语言：zh 中文，en 英文", "The language: zh Chinese, en English")
                .value_parser(PossibleValuesParser::new(["zh", "en"]))
                .global(true),
        )
        .subcommands(editing(words))
        .subcommands(judging(words))
        .subcommands(informing(words))
}

/// Commands that change or hand out reports.
fn editing(words: Words) -> [Command; 5] {
    [
        words
            .command("edit", ("打开编辑器（缺省命令）", "Open the editor (the default)"), ("gouji edit [单位 年度 | 文件]", "gouji edit [AGENCY YEAR | FILE]"))
            .arg(words.report("单位 年度，或文件；不在资料库里的文件先预览再导入", "AGENCY YEAR, or FILE; a FILE that is not in the library is imported after a preview").num_args(0..=2))
            .arg(words.aggregated())
            .arg(words.ascii()),
        words
            .command("new", ("在资料库里新建一份空白报告", "Make an empty report in the library"), ("gouji new 单位 年度 [--from-last-year] [--aggregated]", "gouji new AGENCY YEAR [--from-last-year] [--aggregated]"))
            .arg(words.report("单位 年度", "AGENCY YEAR").num_args(2).required(true))
            .arg(words.flag("from-last-year", "沿用上一年度的报告（以后的版本提供）", "Take over from last year's report (in a later version)"))
            .arg(words.aggregated()),
        words
            .command("import", ("把文件导入资料库；已有的报告不会被覆盖", "Import files into the library; an existing report is never overwritten"), ("gouji import 文件… [--agency 单位] [--year 年度] [--dry-run] [--format text|json|csv]", "gouji import FILE... [--agency A] [--year Y] [--dry-run] [--format text|json|csv]"))
            .arg(words.report("要导入的文件", "The files to import").num_args(1..).required(true))
            .arg(words.value("agency", "单位", "A", "单位名称，代替文件里写的", "Whose report it is, instead of what the file says"))
            .arg(words.value("year", "年度", "Y", "报告年度，代替文件里写的", "The report year, instead of what the file says").value_parser(value_parser!(i32).range(1000..=9999)))
            .arg(words.flag("dry-run", "只显示读到的内容，不写入", "Only show what was read; write nothing"))
            .arg(words.format(&["text", "json", "csv"]))
            .arg(words.aggregated()),
        words
            .command("export", ("导出一份报告；已有的同名文件会被替换", "Export a report; an existing file of that name is replaced"), ("gouji export (单位 年度 | 文件) -o 输出.{html,md,txt,csv,json} [--draft]", "gouji export (AGENCY YEAR | FILE) -o OUT.{html,md,txt,csv,json} [--draft]"))
            .after_help(words.pick("docx、xlsx、pdf，以及 --template、--fragment、--font、--with-last-year、--blank 由以后的版本提供。有未填的格时拒绝导出（退出码 1），草稿和 csv、json 除外。",
                "docx, xlsx, pdf, and --template, --fragment, --font, --with-last-year, --blank come with a later version. With unfilled cells an export is refused (exit code 1), except drafts, csv and json."))
            .arg(words.report("单位 年度，或文件", "AGENCY YEAR, or FILE").num_args(0..=2))
            .arg(words.value("output", "输出", "OUT", "写到这个文件，格式看扩展名", "The file to write; its ending says the format").short('o').value_parser(value_parser!(PathBuf)).required(true))
            .arg(words.flag("draft", "导出草稿：标明“草稿”，允许有未填的格", "A draft: marked as one, unfilled cells allowed"))
            .args(LATER_OPTIONS.map(|(name, takes_value)| {
                let arg = Arg::new(name).long(name).hide(true);
                if takes_value { arg.value_parser(value_parser!(OsString)) } else { arg.action(ArgAction::SetTrue) }
            }))
            .arg(words.aggregated()),
        words
            .command("history", ("列出一份报告以前保存的各个版本", "List a report's earlier saved states"), ("gouji history 单位 年度 [--aggregated]", "gouji history AGENCY YEAR [--aggregated]"))
            .arg(words.report("单位 年度", "AGENCY YEAR").num_args(2).required(true))
            .arg(words.aggregated()),
    ]
}

/// Commands that look at reports.
fn judging(words: Words) -> [Command; 4] {
    let one = || words.report("单位 年度，或文件", "AGENCY YEAR, or FILE").num_args(1..=2).required(true);
    [
        words
            .command("show", ("显示一份报告", "Show a report"), ("gouji show (单位 年度 | 文件) [--format text|json|ron]", "gouji show (AGENCY YEAR | FILE) [--format text|json|ron]"))
            .arg(one())
            .arg(words.format(&["text", "json", "ron"]))
            .arg(words.aggregated()),
        words
            .command("check", ("核对报告、文件或文件夹里的全部报告", "Check reports, files, or all reports of a folder"), ("gouji check (单位 年度 | 文件 | 文件夹)… [--format text|json|csv] [--level error|warning|info] [--last-year 文件]", "gouji check (AGENCY YEAR | FILE | DIR)... [--format text|json|csv] [--level error|warning|info] [--last-year FILE]"))
            .arg(words.report("单位 年度、文件或文件夹，可以有多个", "AGENCY YEAR, FILE or DIR, any number").num_args(1..).required(true))
            .arg(words.format(&["text", "json", "csv"]))
            .arg(words.value("level", "级别", "LEVEL", "只显示这一级及更重的问题：error 错误、warning 警告、info 提示", "Show findings of this severity and graver: error, warning, info").value_parser(PossibleValuesParser::new(["error", "warning", "info"])).default_value("info").hide_default_value(true).hide_possible_values(true))
            .arg(words.value("last-year", "文件", "FILE", "上一年度的报告（用到它的规则由以后的版本提供）", "Last year's report (the rules that use it come with a later version)").value_parser(value_parser!(PathBuf)))
            .arg(words.aggregated()),
        words
            .command("verify", ("把报告的数字与另一份文件逐格核对", "Hold a report's figures against another file, cell by cell"), ("gouji verify 单位 年度 --with 文件", "gouji verify AGENCY YEAR --with FILE"))
            .arg(one())
            .arg(words.value("with", "文件", "FILE", "用来核对的文件", "The file to hold it against").value_parser(value_parser!(PathBuf)).required(true))
            .arg(words.aggregated()),
        words
            .command("diff", ("比较两份报告的数字和文字", "Compare the figures and prose of two reports"), ("gouji diff (单位 年度 | 文件) (单位 年度 | 文件) [--format text|json]", "gouji diff (AGENCY YEAR | FILE) (AGENCY YEAR | FILE) [--format text|json]"))
            .arg(words.report("两份报告，各为“单位 年度”或文件", "Two reports, each AGENCY YEAR or FILE").num_args(2..=4).required(true))
            .arg(words.format(&["text", "json"]))
            .arg(words.aggregated()),
    ]
}

/// Commands that tell about gouji and the library.
fn informing(words: Words) -> [Command; 8] {
    [
        words
            .command(
                "explain",
                ("解释一条规则：依据和怎么改", "Explain a rule: what it rests on and what to do"),
                ("gouji explain 规则", "gouji explain RULE"),
            )
            .arg(
                Arg::new("rule")
                    .required(true)
                    .value_name(words.pick("规则", "RULE"))
                    .help(words.pick("规则编号，如 T3-01", "The rule's id, such as T3-01")),
            ),
        words
            .command(
                "list",
                ("列出资料库里的报告", "List the reports of the library"),
                ("gouji list [--format text|json]", "gouji list [--format text|json]"),
            )
            .arg(words.format(&["text", "json"])),
        words
            .command(
                "forms",
                ("列出各版报告格式", "List the editions of the form"),
                ("gouji forms [--rules]", "gouji forms [--rules]"),
            )
            .arg(words.flag("rules", "连同每一版的规则", "With the rules of each")),
        words.command("keys", ("显示按键表", "Show the table of keys"), ("gouji keys", "gouji keys")),
        words.command("manual", ("显示使用手册", "Show the manual"), ("gouji manual", "gouji manual")),
        words
            .command(
                "completions",
                ("输出命令行补全脚本", "Print a completion script"),
                (
                    "gouji completions bash|elvish|fish|powershell|zsh",
                    "gouji completions bash|elvish|fish|powershell|zsh",
                ),
            )
            .arg(
                Arg::new("shell")
                    .required(true)
                    .value_name("SHELL")
                    .help(words.pick("命令行的种类", "The shell"))
                    .hide_possible_values(true)
                    .value_parser(value_parser!(clap_complete::Shell)),
            ),
        words.command("man", ("输出 man 手册页", "Print the man page"), ("gouji man", "gouji man")),
        words
            .command(
                "help",
                ("显示一个命令的帮助", "Show the help of a command"),
                ("gouji help [命令]", "gouji help [COMMAND]"),
            )
            .arg(Arg::new("command").value_name(words.pick("命令", "COMMAND")).help(words.pick("命令", "The command"))),
    ]
}

/// Makes commands and arguments that speak one language.
#[derive(Clone, Copy)]
struct Words(Lang);

impl Words {
    fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        self.0.pick(zh, en)
    }

    fn command(
        self,
        name: &'static str,
        about: (&'static str, &'static str),
        usage: (&'static str, &'static str),
    ) -> Command {
        let template = self.pick(
            "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        );
        Command::new(name)
            .about(self.pick(about.0, about.1))
            .override_usage(self.pick(usage.0, usage.1))
            .help_template(template)
            .disable_help_flag(true)
            .disable_version_flag(true)
            .disable_help_subcommand(true)
            .subcommand_help_heading(self.pick("命令", "Commands"))
            .subcommand_value_name(self.pick("命令", "COMMAND"))
            .next_help_heading(self.pick("选项", "Options"))
            .arg(self.flag("help", "显示帮助", "Show help").short('h').action(ArgAction::Help))
    }

    fn report(self, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(REPORT)
            .value_name(self.pick("报告", "REPORT"))
            .help(self.pick(zh, en))
            .help_heading(self.pick("参数", "Arguments"))
            .value_parser(value_parser!(OsString))
    }

    fn flag(self, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(name).long(name).help(self.pick(zh, en)).action(ArgAction::SetTrue)
    }

    fn value(
        self,
        name: &'static str,
        zh_value: &'static str,
        en_value: &'static str,
        zh: &'static str,
        en: &'static str,
    ) -> Arg {
        Arg::new(name)
            .long(name)
            .value_name(self.pick(zh_value, en_value))
            .help(self.pick(zh, en))
            .hide_possible_values(true)
    }

    fn format(self, names: &'static [&'static str]) -> Arg {
        let list = names.join("|");
        self.value("format", "", "", "输出格式", "The format of the output")
            .value_name(list)
            .value_parser(PossibleValuesParser::new(names))
            .default_value("text")
            .hide_default_value(true)
    }

    fn aggregated(self) -> Arg {
        self.flag(
            "aggregated",
            "指汇总报告，而不是本单位自己的报告",
            "The aggregated report instead of the agency's own",
        )
    }

    fn ascii(self) -> Arg {
        self.flag(
            "ascii",
            "编辑器只用 ASCII 字符画线（终端对不齐时用）",
            "The editor draws with ASCII only (where a terminal misaligns)",
        )
    }
}
