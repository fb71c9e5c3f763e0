//! How each command is used, by examples: its help shows them, and who leaves something out is shown the first. A test holds
//! each to what the program understands.

use crate::domain::text::Lang;
use crate::tui::display::{left, width};

/// What is written after `gouji`, and what it does in Chinese and in English.
type Example = (&'static str, &'static str, &'static str);

/// The examples of a command, the plainest first; those of the program itself are under `gouji`.
fn of(command: &str) -> &'static [Example] {
    match command {
        "gouji" => &[
            ("", "打开报告库", "open the library"),
            ("某某局 2025", "打开报告库里的一份报告", "open a report of the library"),
            ("last-year.html", "打开一个文件，先预览再导入", "open a file, with a preview before it is imported"),
            ("check 某某局 2025", "校验一份报告", "check a report"),
            ("export 某某局 2025 -o report.docx", "导出 Word 文件", "export a Word file"),
        ],
        "edit" => &[
            ("edit 某某局 2025", "打开报告库里的一份报告", "open a report of the library"),
            ("edit 某某局 2025 --aggregated", "打开它的汇总报告", "open its aggregated report"),
            ("edit received.docx", "打开一个文件，先预览再导入", "open a file, with a preview before it is imported"),
        ],
        "new" => &[
            ("new 某某局 2025", "新建一份空白报告", "create an empty report"),
            (
                "new 某某局 2025 --from-last-year",
                "提取上年的结转数和各章标题",
                "bring forward last year's carried-over figures and headings",
            ),
        ],
        "import" => &[
            ("import received.docx", "导入一个文件", "import a file"),
            ("import received/", "导入一个文件夹里的全部报告", "import all reports of a folder"),
            ("import received.docx --dry-run", "只看读出的内容，不写入", "only show what was read"),
            (
                "import cells.csv --agency 某某局 --year 2025",
                "文件里没有写明单位和年度时",
                "a file that does not say whose it is",
            ),
        ],
        "export" => &[
            ("export 某某局 2025 -o report.docx", "导出 Word 文件", "export a Word file"),
            ("export 某某局 2025 -o draft.pdf --draft", "未填完也能导出的草稿", "a draft, which need not be complete"),
            (
                "export 某某局 2025 -o filled.docx --template template.docx",
                "套用上级下发的表样",
                "fill a template that you were sent",
            ),
            (
                "export 某某局 2025 --package package",
                "报送包：各种文档、ron 和校验码清单",
                "a package to hand in: the documents, ron and checksums",
            ),
            ("export 某某局 2025 -o web.html --fragment", "贴进网站编辑器的片段", "the fragment to paste into a CMS"),
            ("export 某某局 2025 -o report.docx --with-last-year", "每个数字后附上年数", "with last year's figures"),
            (
                "export 某某局 2025 -o report.docx --accept T3-01=上年更正",
                "为一条错误填写说明",
                "accept an error with a reason",
            ),
            ("export 某某局 --dataset tables", "一个单位的全部报告写成数据表", "all reports of an agency as tables"),
            (
                "export --dataset tables --by-year",
                "整个报告库，数字表按年度分开",
                "the whole library, figures in a file for each year",
            ),
            ("export --blank 2021 -o blank.docx", "供手工填写的空白表", "a blank form to fill in by hand"),
        ],
        "backup" => &[
            ("backup /media/usb", "把整个报告库备份到 U 盘", "back up the whole library to a USB drive"),
            (
                "backup --restore /media/usb",
                "从备份取回，两边不同的逐份询问",
                "bring it back, asking where the two differ",
            ),
            ("backup --restore /media/usb --differing both", "不询问，两份都保留", "without asking, keeping both"),
        ],
        "finalise" => &[(
            "finalise 某某局 2025 --keyer 李四 --reviewer 张三",
            "定稿，填报人李四，审核人张三",
            "finalise it, prepared by Li, reviewed by Zhang",
        )],
        "show" => &[
            ("show 某某局 2025", "显示全文", "show the whole text"),
            ("show 某某局 2025 --summary", "只看一页概况", "show it on one page"),
            (
                "show 某某局 2025 --reconcile",
                "列出要与司法行政部门核对的数字",
                "the figures to be agreed with the justice department",
            ),
            ("show received.docx --format json", "供其他程序使用", "for another program"),
        ],
        "check" => &[
            ("check", "校验报告库里的全部报告", "check all reports of the library"),
            ("check 某某局 2025", "校验一份报告", "check a report"),
            ("check received/", "校验一个文件夹里的全部报告", "check all reports of a folder"),
            ("check received.docx --last-year last-year.html", "连同上年报告一起校验", "check it against last year's"),
            (
                "check received/ --level error --format csv",
                "只列错误，供表格软件使用",
                "errors only, for a spreadsheet",
            ),
            (
                "check received/ --format ess -o findings.json",
                "欧洲统计系统的校验报告，供其他程序使用",
                "a validation report of the European Statistical System",
            ),
        ],
        "register" => &[
            (
                "register register.xlsx --agency 某某局 --year 2025",
                "从台账计数，只看结果",
                "count a register, and only look",
            ),
            (
                "register register.xlsx --agency 某某局 --year 2025 --map answers.csv --with-report",
                "用答复计数，并与报告比较",
                "count it by your answers, and compare it with the report",
            ),
            (
                "register register.xlsx --agency 某某局 --year 2025 --accept",
                "把数字写入报告，保存各件",
                "put the figures into the report and keep the cases",
            ),
        ],
        "verify" => &[
            (
                "verify 某某局 2025 --with second.csv",
                "与另一人分别录入的逐格核对",
                "compare it with a second person's keying",
            ),
            ("verify 某某局 2025 --with published.html", "与网上公开的逐格核对", "compare it with what was published"),
        ],
        "diff" => &[
            ("diff 某某局 2024 某某局 2025", "比较两年的报告", "compare the reports of two years"),
            ("diff 某某局 2025 received.docx", "与一个文件比较", "compare a report with a file"),
        ],
        "collect" => &[
            (
                "collect 某某县人民政府 2025",
                "名单上每家的状态、合计和汇总校验",
                "each body's state, the sum, and the checks between bodies",
            ),
            ("collect 某某县人民政府 2025 roster roster.csv", "读入名单", "read the roster"),
            (
                "collect 某某县人民政府 2025 receive inbox",
                "收进一个文件夹里的全部文件",
                "receive all files of a folder",
            ),
            (
                "collect 某某县人民政府 2025 return 某某局 -o slip.docx --by 张三 --due 2026-02-10",
                "退回并限期重报",
                "return a report, to be handed in again by that day",
            ),
            ("collect 某某县人民政府 2025 remind", "催报通知的文字", "who is waited for, as a text to paste"),
            ("collect 某某县人民政府 2025 accept 某某局 --by 张三", "核准一家的报告", "accept a body's report"),
            (
                "collect 某某县人民政府 2025 exempt 某某局 --reason 六月撤销 --by 张三",
                "一家免报，写明理由",
                "exempt a body, with a reason",
            ),
            ("collect 某某县人民政府 2025 sum -o sums.xlsx", "汇总表", "a workbook of bodies by cells"),
            ("collect 某某县人民政府 2025 sum --save", "合计存为汇总报告", "save the sum as the aggregated report"),
        ],
        "history" => &[
            ("history 某某局 2025", "列出历史版本", "list the earlier versions"),
            ("history 某某局 2025 --show 1", "显示最近的历史版本", "show the latest earlier version"),
            ("history 某某局 2025 --diff 1", "与现在的报告比较", "compare it with the present report"),
            ("history 某某局 2025 --restore 1", "恢复它", "restore it"),
        ],
        "explain" => &[("explain T3-01", "规则 T3-01 的依据和处理办法", "the basis of rule T3-01, and what to do")],
        "list" => &[
            ("list", "列出报告库里的报告", "list the reports of the library"),
            ("list --library D:/gouji-library", "另一个报告库里的", "those of another library"),
        ],
        "forms" => &[
            ("forms", "列出报告格式", "list the editions"),
            ("forms --rules", "同时列出各格式的校验规则", "with the rules of each"),
            ("forms --rules --format sql", "算术规则写成一条 SQL", "the arithmetic rules as SQL"),
        ],
        "keys" => &[("keys", "显示按键表", "show the key table")],
        "manual" => &[
            ("manual", "显示使用手册", "show the manual"),
            (
                "manual --html > manual.html",
                "保存为网页，供打印或在浏览器里看",
                "save it as a web page, to print or to read in a browser",
            ),
        ],
        "completions" => &[
            ("completions bash > ~/.local/share/bash-completion/completions/gouji", "bash", "bash"),
            ("completions zsh > ~/.zfunc/_gouji", "zsh（~/.zfunc 须在 fpath 里）", "zsh (with ~/.zfunc in fpath)"),
            ("completions fish > ~/.config/fish/completions/gouji.fish", "fish", "fish"),
        ],
        "man" => &[("man > gouji.1", "保存为 man 手册页", "save the man page")],
        "help" => &[("help export", "显示 export 的帮助", "show the help of export")],
        _ => &[],
    }
}

/// What stands for Chinese names in English examples.
const NAMES: [(&str, &str); 5] =
    [("某某县人民政府", "OFFICE"), ("某某局", "AGENCY"), ("李四", "Li"), ("张三", "Zhang"), ("上年更正", "corrected")];

/// The columns from which on what an example does stands on a line of its own.
const WIDE: usize = 50;

/// The first example of a command that is more than its name, else its name.
pub fn first(command: &str, lang: Lang) -> String {
    let line = of(command).iter().map(|(line, ..)| *line).find(|line| !line.is_empty());
    written(line.unwrap_or_default(), lang)
}

/// The examples of a command as its help shows them.
pub fn shown(command: &str, lang: Lang) -> String {
    let lines: Vec<(String, &str)> =
        of(command).iter().map(|(line, zh, en)| (written(line, lang), lang.pick(zh, en))).collect();
    let wide = lines.iter().map(|(line, _)| width(line)).filter(|wide| *wide <= WIDE).max().unwrap_or(0);
    let shown = lines.iter().map(|(line, words)| match width(line) > WIDE {
        true => format!("  {line}\n{}{words}", " ".repeat(4 + wide)),
        false => format!("  {}  {words}", left(line, wide)),
    });
    shown.collect::<Vec<_>>().join("\n")
}

fn written(line: &str, lang: Lang) -> String {
    let line = format!("gouji {line}");
    match lang {
        Lang::Zh => line.trim_end().to_string(),
        Lang::En => NAMES.iter().fold(line, |line, (zh, en)| line.replace(zh, en)).trim_end().to_string(),
    }
}
