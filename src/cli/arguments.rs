//! The commands and their arguments, in both languages, options in the order of use. What the commands do is in their own
//! files.

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
        "Edits, checks, imports and exports the yearly report on disclosure of government information",
    );
    let version = words.flag("version", "显示版本", "Show the version").short('V').action(ArgAction::Version);
    let root = root
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(words.pick(
            "每个命令的用法和例子：gouji help 命令；使用手册：gouji manual。\n\n\
             “单位 年度”指报告库里的报告；“文件”是 .ron 报告或任何能导入的文档。\n\
             一个词后面紧跟四位数年度的，是报告库里的报告；两个词都是现有文件时才当作文件。\n\
             退出码：0 没有问题；1 有错误级问题、有差异，或导出被拒绝；\n        2 无法执行，原因见提示。\n\
             结果写到标准输出，提示写到标准错误。",
            "Usage and examples of each command: gouji help COMMAND; the manual: gouji manual.\n\n\
             AGENCY YEAR names a report of the library; FILE is a .ron report or any document that can be imported.\n\
             A word before a year of four digits names a report of the library, unless both words are existing files.\n\
             Exit codes: 0 nothing to report; 1 findings of severity error, differences, or a refused export; 2 could \
             not run, and the reason is said.\n\
             Results go to stdout, messages to stderr.",
        ))
        .arg(
            words
                .report(ONE, "要打开的报告；不写就打开报告库", "The report to open; without it, the library")
                .num_args(0..=2)
                .required(false),
        )
        .arg(words.aggregated())
        .arg(words.ascii())
        .args(general(words))
        .arg(words.general(version))
        .subcommands(editing(words))
        .subcommands(judging(words))
        .subcommands(informing(words));
    words.usage(root, "[单位 年度 | 文件] [选项]\n命令 …", "[AGENCY YEAR | FILE] [OPTIONS]\nCOMMAND ...")
}

/// The options that every command has.
fn general(words: Words) -> [Arg; 4] {
    let library = words.folder(
        "library",
        "报告库所在的文件夹；没有指定时依次为：环境变量 GOUJI_LIBRARY、程序旁边的 gouji-library 文件夹、系统的数据文件夹",
        "The library's folder; else GOUJI_LIBRARY, the folder gouji-library beside the program, the system's data folder",
    );
    let forms = words.folder(
        "forms",
        "另有的各版报告格式所在的文件夹；没有指定时是报告库里的 forms 文件夹",
        "The folder of further editions of the form; else the folder forms in the library",
    );
    let settings = words.file(
        "settings",
        FILE,
        "设置文件；没有指定时依次为：环境变量 GOUJI_SETTINGS、程序旁边的 gouji-settings.ron、系统的设置文件夹",
        "The file of settings; else GOUJI_SETTINGS, gouji-settings.ron beside the program, the system's settings folder",
    );
    let lang = words.choice("lang", &["zh", "en"], "语言：zh 中文，en 英文", "The language").default_value(None);
    [library, lang, settings, forms].map(|arg| words.general(arg).global(true))
}

/// Commands that change or hand out reports.
fn editing(words: Words) -> [Command; 5] {
    let edit = words
        .command("edit", "打开编辑器（不写命令时就是它）", "Open the editor (as without a command)")
        .arg(
            words
                .report(
                    ONE,
                    "要打开的报告；不在报告库里的文件先预览再导入；不写就打开报告库",
                    "The report to open; a FILE that is not in the library is imported after a preview; without it, the library",
                )
                .num_args(0..=2)
                .required(false),
        )
        .arg(words.aggregated())
        .arg(words.ascii());
    let new = words
        .command("new", "在报告库里新建一份空白报告", "Make an empty report in the library")
        .arg(words.key("单位全称和四位数的年度", "The agency's full name, and the year in four digits"))
        .arg(words.flag(
            "from-last-year",
            "带入上年报告的结转数和各章标题，不带结果",
            "Take over what last year's report carries, and its headings, never results",
        ))
        .arg(words.aggregated());
    let year = value_parser!(i32).range(1000..=9999);
    let import = words
        .command(
            "import",
            "把文件导入报告库；已有的报告不会被覆盖",
            "Import files into the library; a report that is there is never overwritten",
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
        .arg(words.flag("dry-run", "只显示读到的内容，不写入", "Only show what was read; write nothing"))
        .arg(words.value(
            "agency",
            ["单位", "AGENCY"],
            "单位名称，代替文件里写的",
            "Whose report it is, whatever the file says",
        ))
        .arg(
            words
                .value("year", ["年度", "YEAR"], "年度，代替文件里写的", "The year, whatever the file says")
                .value_parser(year),
        )
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "csv"]));
    [
        words.usage(edit, "edit [单位 年度 | 文件] [选项]", "edit [AGENCY YEAR | FILE] [OPTIONS]"),
        words.usage(new, "new 单位 年度 [选项]", "new AGENCY YEAR [OPTIONS]"),
        words.usage(import, "import (文件 | 文件夹)… [选项]", "import (FILE | DIR)... [OPTIONS]"),
        export(words),
        finalise(words),
    ]
}

fn export(words: Words) -> Command {
    let out = words.file(
        "output",
        ["输出文件", "OUT"],
        "写到这个文件，格式看扩展名：docx xlsx html pdf md txt csv json",
        "The file to write; its ending is its format: docx xlsx html pdf md txt csv json",
    );
    let template = words.file(
        "template",
        ["表样", "FORM"],
        "填一份现成的 docx 或 xlsx 表",
        "Fill a docx or xlsx form that you have",
    );
    let release = words.value(
        "release",
        ["规则=理由", "RULE=REASON"],
        "写明理由，放行一条不通过的规则，可以写多次",
        "Release a rule that fails, with a reason; may be said more than once",
    );
    let sheet = words.file("check-sheet", FILE, "另写一份核对单", "Write a check sheet as well");
    let font = words.file("font", FILE, "pdf 用的字体文件", "The font file of a pdf");
    let last_year = words.file("last-year", FILE, "带上年数，取自这个文件", "With last year's figures, from this file");
    let blank = words.value(
        "blank",
        ["版", "EDITION"],
        "某一版的空白表（如 2021），供手工填写",
        "A blank form of an edition (such as 2021), to be filled by hand",
    );
    let export = words
        .command(
            "export",
            "导出一份报告；已有的同名文件会被替换",
            "Export a report; an existing file of that name is replaced",
        )
        .after_help(words.pick(
            "有未填的格、或有没有放行的错误时，拒绝导出（退出码 1），草稿和 csv、json 除外。\n\
             写出的文件先读回逐格核对，一致才保存。\n\
             --blank 后面可以再写“单位 年度”，空白表就带上单位和年度；加 --with-last-year 还带上年数。",
            "With unfilled cells, or errors that are not released, an export is refused (exit code 1), except drafts, csv \
             and json.\n\
             What was written is read back and compared, cell by cell, before it is saved.\n\
             With --blank EDITION AGENCY YEAR the blank form is the agency's own; --with-last-year adds last year's figures.",
        ))
        .arg(
            words
                .report(ONE, "要导出的报告", "The report to export")
                .num_args(1..=2)
                .required(false)
                .required_unless_present("blank"),
        )
        .arg(out.short('o').required(true))
        .arg(words.flag("draft", "草稿：标明“草稿”，允许有未填的格", "A draft: marked as one, unfilled cells allowed"))
        .arg(words.flag("with-last-year", "带上年数，取自报告库", "With last year's figures, from the library"))
        .arg(last_year)
        .arg(template.conflicts_with_all(["with-last-year", "last-year"]))
        .arg(release.action(ArgAction::Append))
        .arg(sheet)
        .arg(words.flag("fragment", "html 只写贴进网站编辑器的一段", "Of html, only the piece for a portal's editor"))
        .arg(words.flag("with-chart", "html 里带上历年图，取自报告库", "Of html, with a picture of the years, from the library"))
        .arg(font)
        .arg(words.aggregated())
        .arg(blank.conflicts_with_all(["draft", "template", "release", "check-sheet", "with-chart"]));
    words.usage(
        export,
        "export (单位 年度 | 文件) -o 输出文件 [选项]\nexport --blank 版 [单位 年度] -o 输出文件 [选项]",
        "export (AGENCY YEAR | FILE) -o OUT [OPTIONS]\nexport --blank EDITION [AGENCY YEAR] -o OUT [OPTIONS]",
    )
}

fn finalise(words: Words) -> Command {
    let name = ["姓名", "NAME"];
    let finalise = words
        .command("finalise", "定稿：记下姓名、日期和摘要，报告从此只读", "Finish a report: names, date, digest; read-only")
        .after_help(words.pick(
            "有未填的格、或有没有放行的错误时，拒绝定稿（退出码 1）。\n要改已定稿的报告，在编辑器里写明理由重新打开。",
            "With unfilled cells, or errors that are not released, it is refused (exit code 1). A finished report is reopened \
             in the editor, with a reason.",
        ))
        .arg(words.key("要定稿的报告", "The report to finish"))
        .arg(words.value("keyer", name, "填报人", "Who keyed it").required(true))
        .arg(words.value("reviewer", name, "审核人", "Who reviewed it").required(true))
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
            "只看一页概况：各章，未填和问题，与上年相差大的数，批注，填报和审核",
            "On one page: chapters, what is open, figures far from last year's, notes, names",
        ))
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "ron"]));
    let verify = words
        .command(
            "verify",
            "把报告的数字与另一份分别录入的文件逐格核对",
            "Hold a report's figures against a separately keyed file, cell by cell",
        )
        .arg(words.report(ONE, "要核对的报告", "The report to verify").num_args(1..=2))
        .arg(words.file("with", FILE, "用来核对的文件", "The file to hold it against").required(true))
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "csv"]));
    let diff = words
        .command("diff", "比较两份报告的数字和文字", "Compare the figures and prose of two reports")
        .arg(
            words
                .report(ONE, "两份报告，各为“单位 年度”或文件", "Two reports, each AGENCY YEAR or FILE")
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
        "要核对的报告，可以有多个；不写就核对报告库里的全部报告",
        "The reports to check, any number; without any, all reports of the library",
    );
    let level = words.choice(
        "level",
        &["info", "warning", "error"],
        "只显示这一级和更重的：error 错误，warning 警告，info 提示（写明 info 时逐条列出合理性提示）",
        "Show findings of this severity and graver; info, where it is said, also lists what is only plausible",
    );
    let last_year = words.file(
        "last-year",
        FILE,
        "上一年度的报告（不写则从报告库里找）",
        "Last year's report (looked for in the library where it is not named)",
    );
    let check = words
        .command("check", "核对报告、文件，或文件夹里的全部报告", "Check reports, files, or all reports of a folder")
        .after_help(words.pick(
            "退出码：0 没有错误；1 有错误级问题；2 有报告读不了。",
            "Exit codes: 0 no error; 1 findings of severity error; 2 a report could not be read.",
        ))
        .arg(any.num_args(0..).required(false))
        .arg(level)
        .arg(last_year)
        .arg(words.aggregated())
        .arg(words.format(&["text", "json", "csv"]));
    words.usage(check, "check [单位 年度 | 文件 | 文件夹]… [选项]", "check [AGENCY YEAR | FILE | DIR]... [OPTIONS]")
}

fn history(words: Words) -> Command {
    let number = |name, zh, en| words.value(name, ["N", "N"], zh, en).value_parser(value_parser!(usize));
    let history = words
        .command(
            "history",
            "列出、查看、比较、恢复一份报告以前保存的版本",
            "List, show, compare or restore a report's earlier saved states",
        )
        .after_help(words.pick(
            "版本从 1 数起，1 是最近的。\n\
             恢复时，现在的版本先留进 history，所以恢复也可以再换回来；\n\
             删除了的报告，没有保存、后来也没有要的录入（标为“未保存”），也这样找回。",
            "States are numbered, the newest being 1. Before one is restored the present one is kept, so that restoring is \
             undone by restoring again; a deleted report is brought back in the same way, and so is what was keyed, not \
             saved and declined (\"unsaved\").",
        ))
        .arg(words.key("哪一份报告", "Which report"))
        .arg(number("show", "显示第 N 个版本", "Show state N"))
        .arg(
            number("diff", "第 N 个版本与现在的（或第 M 个）有何不同", "Compare state N with the present one, or with M")
                .num_args(1..=2)
                .value_names(["N", "M"]),
        )
        .arg(number("restore", "恢复第 N 个版本", "Restore state N"))
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
    let rule = words.argument("rule", "规则", "RULE").help(words.pick("编号，如 T3-01", "Its id, such as T3-01"));
    let explain = words.command("explain", "解释一条规则：依据和怎么改", "Explain a rule: its basis, and what to do");
    let list = words.command("list", "列出报告库里的报告", "List the reports of the library");
    let forms = words.command("forms", "列出各版报告格式", "List the editions of the form");
    let shell = words.argument("shell", "SHELL", "SHELL").value_parser(value_parser!(clap_complete::Shell));
    let shell = shell
        .help(words.pick("命令行的种类：bash elvish fish powershell zsh", "bash, elvish, fish, powershell or zsh"));
    let completions = words.command("completions", "输出命令行补全脚本", "Print a completion script");
    let name = words.argument("command", "命令", "COMMAND").required(false);
    let name = name.help(words.pick("哪一个命令", "Which command"));
    let help = words.command("help", "显示一个命令的帮助", "Show the help of a command");
    let rules = words.flag("rules", "连同每一版的规则", "With the rules of each");
    [
        backup(words),
        words.usage(explain.arg(rule), "explain 规则", "explain RULE"),
        words.usage(list.arg(words.format(&["text", "json"])), "list [选项]", "list [OPTIONS]"),
        words.usage(forms.arg(rules), "forms [选项]", "forms [OPTIONS]"),
        words.usage(words.command("keys", "显示按键表", "Show the table of keys"), "keys", "keys"),
        words.usage(words.command("manual", "显示使用手册", "Show the manual"), "manual", "manual"),
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
            "The folder or stick (gouji-backup is made in it)",
        ))
        .value_parser(value_parser!(PathBuf))
        .required(false)
        .required_unless_present("restore");
    let restore = words
        .folder("restore", "从这里的备份取回，而不是备份", "Bring back from the backup here instead")
        .conflicts_with("target");
    let differing = Arg::new("differing")
        .long("differing")
        .value_name("mine|theirs|both")
        .value_parser(["mine", "theirs", "both"])
        .hide_possible_values(true)
        .requires("restore")
        .help(words.pick(
            "两边不同的怎么办，不逐份问：mine 留报告库的，theirs 换成备份里的，both 备份里的留作历史版本",
            "What to do where both differ, without asking: keep mine, take theirs, or keep theirs as an earlier version",
        ));
    let backup = words
        .command("backup", "把整个报告库备份到文件夹或 U 盘，或取回来", "Copy the whole library to a folder or a stick, or back")
        .after_help(words.pick(
            "报告、没有保存的录入、历史版本、删除了的报告、单位资料和 forms 文件夹都在内；每个文件写完读回核对。\n\
             再备份到同一处，只补新的；备份里较新的不动，两边各有改动的，原来的留在备份的 history 里。\n\
             取回时，库里没有的直接取回，两边不同的逐份问；换下的留在 history 里；正在编辑的报告不动。",
            "Reports, edits that were not saved, earlier versions, deleted reports, profiles and the folder forms go along; each \
             file is read back.\n\
             Backing up to the same place again adds what is new; what is newer there stays, and where both went on, what \
             was there is kept in the backup's history.\n\
             On the way back, what the library lacks is brought back and what differs is asked about, one by one; what gives \
             way stays in history, and a report that is being edited is left alone.",
        ))
        .arg(target)
        .arg(restore)
        .arg(differing);
    words.usage(
        backup,
        "backup 文件夹\n       gouji backup --restore DIR [--differing mine|theirs|both]",
        "backup DIR\n       gouji backup --restore DIR [--differing mine|theirs|both]",
    )
}
