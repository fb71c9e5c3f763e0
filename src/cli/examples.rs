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
            ("check 某某局 2025", "核对一份报告", "check a report"),
            ("export 某某局 2025 -o report.docx", "导出 Word 文件", "export a Word file"),
        ],
        "edit" => &[
            ("edit 某某局 2025", "打开报告库里的一份报告", "open a report of the library"),
            ("edit 某某局 2025 --aggregated", "打开它的汇总报告", "open its aggregated report"),
            ("edit received.docx", "打开一个文件，先预览再导入", "open a file, with a preview before it is imported"),
        ],
        "new" => &[
            ("new 某某局 2025", "新建一份空白报告", "make an empty report"),
            (
                "new 某某局 2025 --from-last-year",
                "带入上年的结转数和各章标题",
                "with what last year carries, and its headings",
            ),
        ],
        "import" => &[
            ("import received.docx", "导入一个文件", "import a file"),
            ("import received/", "导入一个文件夹里的全部报告", "import all reports of a folder"),
            ("import received.docx --dry-run", "只看读到什么，不写入", "only show what was read"),
            (
                "import cells.csv --agency 某某局 --year 2025",
                "文件里没写单位和年度的",
                "a file that does not say whose it is",
            ),
        ],
        "export" => &[
            ("export 某某局 2025 -o report.docx", "导出 Word 文件", "export a Word file"),
            ("export 某某局 2025 -o draft.pdf --draft", "没填完也能导出的草稿", "a draft, which need not be complete"),
            (
                "export 某某局 2025 -o filled.docx --template form.docx",
                "填进上级下发的表",
                "fill a form that you were sent",
            ),
            ("export 某某局 2025 -o web.html --fragment", "贴进网站编辑器的一段", "the piece for a portal's editor"),
            ("export 某某局 2025 -o report.docx --with-last-year", "每个数后面带上年数", "with last year's figures"),
            (
                "export 某某局 2025 -o report.docx --release T3-01=上年更正",
                "写明理由放行一条错误",
                "release an error with a reason",
            ),
            ("export --blank 2021 -o blank.docx", "供手工填写的空白表", "a blank form to fill by hand"),
        ],
        "backup" => &[
            ("backup /media/usb", "把整个报告库备份到 U 盘", "copy the whole library to a stick"),
            ("backup --restore /media/usb", "从备份取回，不同的逐份问", "bring it back, asking where both differ"),
            ("backup --restore /media/usb --differing both", "不问，两份都留", "without asking, keeping both"),
        ],
        "finalise" => &[(
            "finalise 某某局 2025 --keyer 李四 --reviewer 张三",
            "定稿，填报人李四，审核人张三",
            "finish it, keyed by Li, reviewed by Zhang",
        )],
        "show" => &[
            ("show 某某局 2025", "显示全文", "show the whole text"),
            ("show 某某局 2025 --summary", "只看一页概况", "show it on one page"),
            ("show received.docx --format json", "给别的程序读", "for another program"),
        ],
        "check" => &[
            ("check", "核对报告库里的全部报告", "check all reports of the library"),
            ("check 某某局 2025", "核对一份报告", "check a report"),
            ("check received/", "核对一个文件夹里的全部报告", "check all reports of a folder"),
            ("check received.docx --last-year last-year.html", "与上年报告一起核对", "check it against last year's"),
            ("check received/ --level error --format csv", "只列错误，给表格软件读", "errors only, for a spreadsheet"),
        ],
        "verify" => &[
            ("verify 某某局 2025 --with second.csv", "与另一个人录的逐格核对", "hold it against another's keying"),
            ("verify 某某局 2025 --with published.html", "与网上公布的逐格核对", "hold it against what was published"),
        ],
        "diff" => &[
            ("diff 某某局 2024 某某局 2025", "比较两年的报告", "compare the reports of two years"),
            ("diff 某某局 2025 received.docx", "与一个文件比较", "compare a report with a file"),
        ],
        "history" => &[
            ("history 某某局 2025", "列出以前保存的版本", "list the earlier states"),
            ("history 某某局 2025 --show 1", "看最近换下的那个版本", "show the state replaced last"),
            ("history 某某局 2025 --diff 1", "它与现在的有何不同", "how it differs from the present one"),
            ("history 某某局 2025 --restore 1", "恢复它", "restore it"),
        ],
        "explain" => &[("explain T3-01", "规则 T3-01 的依据和怎么改", "what rule T3-01 is based on, and what to do")],
        "list" => &[
            ("list", "列出报告库里的报告", "list the reports of the library"),
            ("list --library D:/gouji-library", "另一个报告库里的", "those of another library"),
        ],
        "forms" => &[
            ("forms", "列出各版报告格式", "list the editions"),
            ("forms --rules", "连同每一版的规则", "with the rules of each"),
        ],
        "keys" => &[("keys", "显示按键表", "show the table of keys")],
        "manual" => &[("manual", "显示使用手册", "show the manual")],
        "completions" => &[
            ("completions bash > ~/.local/share/bash-completion/completions/gouji", "bash", "bash"),
            ("completions zsh > ~/.zfunc/_gouji", "zsh（~/.zfunc 要在 fpath 里）", "zsh (with ~/.zfunc in fpath)"),
            ("completions fish > ~/.config/fish/completions/gouji.fish", "fish", "fish"),
        ],
        "man" => &[("man > gouji.1", "存成 man 手册页", "keep the man page")],
        "help" => &[("help export", "显示 export 的帮助", "show the help of export")],
        _ => &[],
    }
}

/// What stands for Chinese names in English examples.
const NAMES: [(&str, &str); 4] = [("某某局", "AGENCY"), ("李四", "Li"), ("张三", "Zhang"), ("上年更正", "corrected")];

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
