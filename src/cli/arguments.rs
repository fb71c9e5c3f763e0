//! The commands and their arguments, in both languages, options in the order of use. What the commands do is in their own
//! files.

mod export;
mod register;

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};

use crate::domain::text::Lang;

use super::words::Words;

/// A report, wherever it is.
const ONE: [&str; 2] = ["单位 年度 | 文件", "AGENCY YEAR | FILE"];

const FILE: [&str; 2] = ["文件", "FILE"];

pub fn names() -> Vec<String> {
    command(Lang::default()).get_subcommands().map(|command| command.get_name().to_string()).collect()
}

pub fn command(lang: Lang) -> Command {
    let words = Words(lang);
    let root = words.command(
        "gouji",
        "勾稽：录入、核对、导入、导出政府信息公开工作年度报告",
        "Edits, checks, imports and exports yearly reports on the disclosure of government information",
    );
    let version = words.flag("version", "显示版本", "Show the version").short('V').action(ArgAction::Version);
    let root = root
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(words.pick(
            "每个命令的用法和示例：gouji help 命令；使用手册：gouji manual。\n\n\
             “单位 年度”指报告库里的报告；“文件”是 .ron 报告或任何能导入的文档。\n\
             一个词后面紧跟四位数年度的，是报告库里的报告；两个词都是现有文件时才当作文件。\n\
             退出码：0 没有问题；1 有错误级问题、有差异，或未获准导出、定稿；\n        2 无法执行，原因见屏幕提示。\n\
             结果写到标准输出，提示写到标准错误。",
            "Usage and examples of each command: gouji help COMMAND; the manual: gouji manual.\n\n\
             AGENCY YEAR names a report of the library; FILE is a .ron report or any document that can be imported.\n\
             A word before a year of four digits names a report of the library, unless both words are existing files.\n\
             Exit codes: 0 nothing to report; 1 findings of severity error, differences, or a refused export; 2 could \
             not run; see stderr.\n\
             Results go to stdout, messages to stderr.",
        ))
        .arg(
            words
                .report(ONE, "要打开的报告；不写则打开报告库", "The report to open; without it, the library")
                .num_args(0..=2)
                .required(false),
        )
        .arg(words.part())
        .arg(words.aggregated())
        .arg(words.ascii())
        .args(general(words))
        .arg(words.general(version))
        .subcommands(editing(words))
        .subcommands(judging(words))
        .subcommand(super::collect::arguments::command(words))
        .subcommand(register::register(words))
        .subcommands(informing(words));
    words.usage(root, "[单位 年度 | 文件] [选项]\n命令 …", "[AGENCY YEAR | FILE] [OPTIONS]\nCOMMAND ...")
}

/// The options that every command has.
fn general(words: Words) -> [Arg; 4] {
    let library = words.folder(
        "library",
        "报告库所在的文件夹；未指定时依次为：环境变量 GOUJI_LIBRARY、程序所在文件夹的 gouji-library、系统的数据文件夹",
        "The library's folder; else GOUJI_LIBRARY, the folder gouji-library next to the program, the system's data folder",
    );
    let forms = words.folder(
        "forms",
        "其他报告格式所在的文件夹；未指定时为报告库里的 forms 文件夹",
        "The folder of further editions of the form; else the folder forms in the library",
    );
    let settings = words.file(
        "settings",
        FILE,
        "设置文件；未指定时依次为：环境变量 GOUJI_SETTINGS、程序所在文件夹的 gouji-settings.ron、系统的设置文件夹",
        "The settings file; else GOUJI_SETTINGS, gouji-settings.ron next to the program, the system's settings folder",
    );
    let lang = words.choice("lang", &["zh", "en"], "语言：zh 中文，en 英文", "The language").default_value(None);
    [library, lang, settings, forms].map(|arg| words.general(arg).global(true))
}

/// Commands that change or hand out reports.
fn editing(words: Words) -> [Command; 5] {
    let edit = words
        .command("edit", "打开编辑器（不写命令时的默认命令）", "Open the editor (as without a command)")
        .arg(
            words
                .report(
                    ONE,
                    "要打开的报告；不在报告库里的文件先预览再导入；不写则打开报告库",
                    "The report to open; a FILE that is not in the library is imported after a preview; without it, the library",
                )
                .num_args(0..=2)
                .required(false),
        )
        .arg(words.part())
        .arg(words.aggregated())
        .arg(words.ascii());
    let new = words
        .command("new", "在报告库里新建一份空白报告", "Create an empty report in the library")
        .arg(words.key("单位全称和四位数的年度", "The agency's full name, and the year in four digits"))
        .arg(words.flag(
            "from-last-year",
            "提取上年报告的结转数和各章标题，不提取办理结果",
            "Bring forward last year's carried-over figures and headings, never outcomes",
        ))
        .arg(words.aggregated());
    let import = words
        .command(
            "import",
            "把文件导入报告库；已有的报告不会被覆盖",
            "Import files into the library; an existing report is never overwritten",
        )
        .arg(
            words
                .report(
                    ["文件 | 文件夹", "FILE | DIR"],
                    "要导入的文件或文件夹，可以有多个",
                    "The files or folders to import, any number",
                )
                .num_args(1..),
        )
        .arg(words.flag("dry-run", "只显示读出的内容，不写入", "Only show what was read; write nothing"))
        .arg(words.agency("单位全称，代替文件里写的", "Agency name (overrides the file)"))
        .arg(words.year("年度，代替文件里写的", "Year (overrides the file)"))
        .arg(words.part())
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "csv"]));
    [
        words.usage(edit, "edit [单位 年度 | 文件] [选项]", "edit [AGENCY YEAR | FILE] [OPTIONS]"),
        words.usage(new, "new 单位 年度 [选项]", "new AGENCY YEAR [OPTIONS]"),
        words.usage(import, "import (文件 | 文件夹)… [选项]", "import (FILE | DIR)... [OPTIONS]"),
        export::command(words),
        finalise(words),
    ]
}

fn finalise(words: Words) -> Command {
    let name = ["姓名", "NAME"];
    let finalise = words
        .command("finalise", "定稿：记录姓名、日期和校验码，报告转为只读", "Finalise a report: names, date, checksum; read-only")
        .after_help(words.pick(
            "还有未填的格或未填写说明的错误时，不能定稿（退出码 1）。\n已定稿的报告如需修改，请在编辑器里填写理由，撤销定稿。",
            "With empty cells, or errors not accepted with a reason, it is refused (exit code 1). A finalised report is \
             reopened in the editor, with a reason.",
        ))
        .arg(words.key("要定稿的报告", "The report to finalise"))
        .arg(words.value("keyer", name, "填报人姓名", "Name of the preparer").required(true))
        .arg(words.value("reviewer", name, "审核人姓名", "Name of the reviewer").required(true))
        .arg(words.aggregated());
    words.usage(
        finalise,
        "finalise 单位 年度 --keyer 姓名 --reviewer 姓名 [选项]",
        "finalise AGENCY YEAR --keyer NAME --reviewer NAME [OPTIONS]",
    )
}

/// Commands that look at reports.
fn judging(words: Words) -> [Command; 5] {
    let show = words
        .command("show", "显示一份报告", "Show a report")
        .arg(words.report(ONE, "要看的报告", "The report to show").num_args(1..=2))
        .arg(words.flag(
            "summary",
            "只看一页概况：各章、未填和问题、与上年相差较大的数字、批注、填报和审核",
            "One page: chapters, empty cells and findings, figures far from last year's, comments, names",
        ))
        .arg(
            words
                .flag(
                    "reconcile",
                    "只列出要与司法行政部门核对的数字，留出对方数和差数的位置",
                    "Only the figures to be agreed with the justice department, with room for theirs",
                )
                .conflicts_with_all(["summary", "part"]),
        )
        .arg(words.part())
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "ron"]));
    let verify = words
        .command(
            "verify",
            "把报告的数字与另一份分别录入的文件逐格核对",
            "Compare a report's figures with a separately keyed file, cell by cell",
        )
        .arg(words.report(ONE, "要核对的报告", "The report to verify").num_args(1..=2))
        .arg(words.file("with", FILE, "用来核对的文件", "The file to compare it with").required(true))
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "csv"]));
    let diff = words
        .command("diff", "比较两份报告的数字和正文", "Compare the figures and text of two reports")
        .arg(
            words
                .report(
                    ONE,
                    "两份报告，各为“单位 年度”或文件；只写一份“单位 年度”并加 --aggregated，是本机关的与汇总的比较",
                    "Two reports, each AGENCY YEAR or FILE; one AGENCY YEAR with --aggregated is its own against the aggregated one",
                )
                .num_args(2..=4),
        )
        .arg(words.aggregated())
        .arg(words.format(&["text", "json"]));
    [
        words.usage(show, "show (单位 年度 | 文件) [选项]", "show (AGENCY YEAR | FILE) [OPTIONS]"),
        check(words),
        words.usage(
            verify,
            "verify (单位 年度 | 文件) --with 文件 [选项]",
            "verify (AGENCY YEAR | FILE) --with FILE [OPTIONS]",
        ),
        words.usage(
            diff,
            "diff (单位 年度 | 文件) (单位 年度 | 文件) [选项]",
            "diff (AGENCY YEAR | FILE) (AGENCY YEAR | FILE) [OPTIONS]",
        ),
        history(words),
    ]
}

fn check(words: Words) -> Command {
    let any = words.report(
        ["单位 年度 | 文件 | 文件夹", "AGENCY YEAR | FILE | DIR"],
        "要校验的报告，可以有多个；不写则校验报告库里的全部报告",
        "The reports to check, any number; without any, all reports of the library",
    );
    let level = words.choice(
        "level",
        &["info", "note", "warning", "error"],
        "只显示这一级别及以上的问题：error 错误，warning 警告，note（或 info）提示；写明 note 时逐条列出合理性提示",
        "Show findings of this severity or higher; with an explicit note (or info) plausibility notes are listed one by one",
    );
    let last_year = words.file(
        "last-year",
        FILE,
        "上年度的报告（不写则从报告库里查找）",
        "Last year's report (by default looked for in the library)",
    );
    let out = words.output(
        "结果写入这个文件；不写 --format 时，类型由扩展名（csv、json）决定，csv 可直接用 Excel、WPS 打开",
        "Write the results into this file; without --format its extension (csv, json) decides; spreadsheets open the csv as it is",
    );
    let check = words
        .command("check", "校验报告、文件，或文件夹里的全部报告", "Check reports, files, or all reports of a folder")
        .after_help(words.pick(
            "退出码：0 没有错误；1 有错误级问题；2 有报告无法读取。",
            "Exit codes: 0 no error; 1 findings of severity error; 2 a report could not be read.",
        ))
        .arg(any.num_args(0..).required(false))
        .arg(level)
        .arg(last_year)
        .arg(out)
        .arg(words.part())
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "csv", "ess"]));
    words.usage(check, "check [单位 年度 | 文件 | 文件夹]… [选项]", "check [AGENCY YEAR | FILE | DIR]... [OPTIONS]")
}

fn history(words: Words) -> Command {
    let number = |name, zh, en| words.value(name, ["N", "N"], zh, en).value_parser(value_parser!(usize));
    let history = words
        .command(
            "history",
            "列出、查看、比较、恢复一份报告的历史版本",
            "List, show, compare or restore the earlier versions of a report",
        )
        .after_help(words.pick(
            "版本从 1 数起，1 是最近的。\n\
             恢复时，现在的版本先留进 history，所以恢复也可以再换回来；\n\
             报告已定稿的，恢复时要写明姓名和理由（--by、--reason），记入报告。\n\
             删除了的报告，没有保存、后来也没有要的录入（标为“未保存”），也这样找回。",
            "States are numbered, the newest being 1. Before one is restored the present one is kept, so that restoring is \
             undone by restoring again; over a finalised report it takes --by and --reason, which are recorded; a deleted report is brought back in the same way, and so is what was keyed, not \
             saved and declined (\"unsaved\").",
        ))
        .arg(words.key("要查看的报告", "The report"))
        .arg(number("show", "显示第 N 个历史版本", "Show version N"))
        .arg(
            number("diff", "比较第 N 个历史版本与现在的报告（或第 M 个）", "Compare version N with the present report, or with version M")
                .num_args(1..=2)
                .value_names(["N", "M"]),
        )
        .arg(number("restore", "恢复第 N 个历史版本", "Restore version N"))
        .args(words.grounds())
        .group(ArgGroup::new("done").args(["show", "diff", "restore"]))
        .arg(words.aggregated())
        .arg(words.format(&["text", "json"]));
    words.usage(
        history,
        "history 单位 年度 [--show N | --diff N [M] | --restore N] [选项]",
        "history AGENCY YEAR [--show N | --diff N [M] | --restore N] [OPTIONS]",
    )
}

/// Commands that tell about gouji and the library.
fn informing(words: Words) -> [Command; 9] {
    let rule = words
        .argument("rule", "规则", "RULE")
        .help(words.pick("规则编号，如 T3-01", "The id of a rule, such as T3-01"));
    let explain =
        words.command("explain", "说明一条校验规则：依据和处理办法", "Explain a rule: its basis, and what to do");
    let list = words.command("list", "列出报告库里的报告", "List the reports of the library");
    let forms = words.command("forms", "列出报告格式（各版）", "List the editions of the form");
    let shell = words.argument("shell", "SHELL", "SHELL").value_parser(value_parser!(clap_complete::Shell));
    let shell =
        shell.help(words.pick("命令行程序：bash elvish fish powershell zsh", "bash, elvish, fish, powershell or zsh"));
    let completions = words.command("completions", "输出命令行补全脚本", "Print a completion script");
    let name = words.argument("command", "命令", "COMMAND").required(false);
    let name = name.help(words.pick("命令名", "The command"));
    let help = words.command("help", "显示命令的帮助", "Show the help of a command");
    let manual = words.command("manual", "显示使用手册", "Show the manual");
    let html = words.flag("html", "输出为网页", "As a web page");
    let rules = words.flag("rules", "同时列出各格式的校验规则", "With the rules of each");
    let rules_as = words.choice(
        "format",
        &["text", "sql", "vtl", "csv"],
        "输出格式；sql、vtl、csv 输出其中的算术规则，供其他程序校验数据集",
        "Output format; sql, vtl and csv print the arithmetic rules, for other programs to check a data set by",
    );
    [
        backup(words),
        words.usage(explain.arg(rule), "explain 规则", "explain RULE"),
        words.usage(list.arg(words.format(&["text", "json"])), "list [选项]", "list [OPTIONS]"),
        words.usage(forms.arg(rules).arg(rules_as), "forms [选项]", "forms [OPTIONS]"),
        words.usage(words.command("keys", "显示按键表", "Show the table of keys"), "keys", "keys"),
        words.usage(manual.arg(html), "manual [选项]", "manual [OPTIONS]"),
        words.usage(completions.arg(shell), "completions SHELL", "completions SHELL"),
        words.usage(words.command("man", "输出 man 手册页", "Print the man page"), "man", "man"),
        words.usage(help.arg(name), "help [命令]", "help [COMMAND]"),
    ]
}

fn backup(words: Words) -> Command {
    let target = words
        .argument("target", "文件夹", "DIR")
        .help(words.pick(
            "备份到这个文件夹或 U 盘（在里面建 gouji-backup）",
            "The folder or USB drive (gouji-backup is created in it)",
        ))
        .value_parser(value_parser!(PathBuf))
        .required(false)
        .required_unless_present("restore");
    let restore = words
        .folder("restore", "从这个文件夹里的备份取回，而不是备份", "Bring back from the backup in this folder instead")
        .conflicts_with("target");
    let differing = Arg::new("differing")
        .long("differing")
        .value_name("mine|theirs|both")
        .value_parser(["mine", "theirs", "both"])
        .hide_possible_values(true)
        .requires("restore")
        .help(words.pick(
            "两边不同时的处理办法，不逐份询问：mine 保留报告库的，theirs 换成备份里的，both 备份里的留作历史版本",
            "What to do where the two differ, without asking: keep mine, use theirs, or keep theirs as an earlier version",
        ));
    let backup = words
        .command("backup", "把整个报告库备份到文件夹或 U 盘，或从备份取回", "Back up the whole library to a folder or USB drive, or bring it back")
        .after_help(words.pick(
            "备份包括报告、尚未保存的录入、历史版本、已删除的报告、单位资料（agency.ron）和 forms 文件夹；每个文件写入后回读比对。\n\
             再次备份到同一处，只补充新的；备份里较新的不改动；两边各有改动的，备份里原有的移入备份的 history 文件夹。\n\
             取回时，报告库里没有的直接取回，两边不同的逐份询问；换下的移入 history 文件夹；正在编辑的报告不改动，\n\
             已定稿的也不改动，除非用 --by 和 --reason 写明谁换下、为什么。",
            "Reports, unsaved edits, earlier versions, deleted reports, agency profiles and the folder forms are included; each \
             file is read back.\n\
             Backing up to the same place again adds what is new; newer files there are kept, and where both were changed, the \
             backup's own goes to its history folder.\n\
             When bringing back, missing reports are copied and differing ones are asked about, one by one; replaced files go to \
             the history folder, and a report that is being edited is left alone; so is a finalised one, unless --by and --reason say who \
             replaces it and why.",
        ))
        .arg(target)
        .arg(restore)
        .arg(differing)
        .args(words.grounds());
    words.usage(
        backup,
        "backup 文件夹\n       gouji backup --restore 文件夹 [--differing mine|theirs|both] [选项]",
        "backup DIR\n       gouji backup --restore DIR [--differing mine|theirs|both] [OPTIONS]",
    )
}
