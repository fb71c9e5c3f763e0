//! The subcommands of `gouji collect` and their arguments, in both languages.

use clap::{Arg, ArgAction, Command, value_parser};

use super::super::words::Words;

const BODY: [&str; 2] = ["被汇总单位", "BODY"];

/// `gouji collect` with all that can be done to a collection.
pub fn command(words: Words) -> Command {
    let collect = words
        .command(
            "collect",
            "汇总：名单、收报、合计，以及各单位报告之间的校验",
            "Collect the reports of many bodies: roster, hand-ins, sums, checks",
        )
        .after_help(words.pick(
            "不写后面的命令时，列出名单上每家的状态、问题数、合计和汇总校验的结果。\n\
             名单还没有建立而上年有的，沿用上年的名单（义务、组别、曾用名；应报日顺延一年）。\n\
             退出码：0 没有错误；1 汇总校验有错误（如有单位未报）；2 无法执行。",
            "Without a further command: each body's state and findings, the sum, and what the checks between bodies find.\n\
             Where there is no roster yet but one of last year, that one applies.\n\
             Exit codes: 0 no errors; 1 errors between bodies (such as one that is missing); 2 could not run.",
        ))
        .subcommand_precedence_over_arg(true)
        .arg(words.key("汇总单位的全称和四位数的年度", "The collecting agency’s full name, and the year in four digits"))
        .arg(words.format(&["text", "json", "csv"]).global(true))
        .subcommands([roster(words), receive(words), giving_back(words), remind(words)])
        .subcommands([accept(words), exempt(words), adjust(words), sum(words)]);
    words.usage(
        collect,
        "collect 单位 年度 [选项]\ncollect 单位 年度 roster (名单文件 | --from-last-year)\ncollect 单位 年度 receive (文件 | 文件夹)… [--dry-run] [--as 被汇总单位]\ncollect 单位 年度 return 被汇总单位 -o 输出文件 --by 姓名 [选项]\ncollect 单位 年度 remind [--format text|json|csv]\ncollect 单位 年度 accept 被汇总单位 --by 姓名\ncollect 单位 年度 exempt 被汇总单位 --reason 理由 --by 姓名\ncollect 单位 年度 adjust 单元格 数额 --reason 理由 --by 姓名\ncollect 单位 年度 sum [--group 组别] [--cell 单元格] [--save] [-o 输出文件]",
        "collect AGENCY YEAR [OPTIONS]\ncollect AGENCY YEAR roster (FILE | --from-last-year)\ncollect AGENCY YEAR receive (FILE | DIR)... [--dry-run] [--as BODY]\ncollect AGENCY YEAR return BODY -o OUT --by NAME [OPTIONS]\ncollect AGENCY YEAR remind [--format text|json|csv]\ncollect AGENCY YEAR accept BODY --by NAME\ncollect AGENCY YEAR exempt BODY --reason REASON --by NAME\ncollect AGENCY YEAR adjust CELL AMOUNT --reason REASON --by NAME\ncollect AGENCY YEAR sum [--group GROUP] [--cell CELL] [--save] [-o OUT]",
    )
}

fn help(words: Words, command: Command, zh: &'static str, en: &'static str) -> Command {
    let help = words.general(words.flag("help", "显示帮助", "Show help").short('h').action(ArgAction::Help));
    command.override_usage(format!("gouji collect {}", words.pick(zh, en))).arg(help)
}

fn body(words: Words) -> Arg {
    words
        .argument("body", BODY[0], BODY[1])
        .help(words.pick("名单上的单位（或曾用名）", "A body of the roster, or a name that it had"))
}

fn by(words: Words) -> Arg {
    words.by("由谁决定", "Who decides").required(true)
}

fn roster(words: Words) -> Command {
    let file = words
        .argument("file", "名单文件", "FILE")
        .help(words.pick(
            "csv 或 xlsx，表头：单位,组别,义务,应报日,原因,曾用名,口径（英文：body,group,duty,due,reason,former,scope）",
            "CSV or xlsx with the heads body,group,duty,due,reason,former,scope",
        ))
        .value_parser(value_parser!(std::path::PathBuf))
        .required(false)
        .required_unless_present("from-last-year");
    let command = words
        .command("roster", "读入名单；已收的报告和决定不变", "Read the roster; what was received and decided stays")
        .arg(file)
        .arg(words.flag("from-last-year", "沿用上年的名单", "Apply last year’s roster").conflicts_with("file"));
    help(
        words,
        command,
        "单位 年度 roster (名单文件 | --from-last-year)",
        "AGENCY YEAR roster (FILE | --from-last-year)",
    )
}

fn receive(words: Words) -> Command {
    let files = words
        .report(["文件 | 文件夹", "FILE | DIR"], "报送的文件或文件夹，可以有多个", "The files or folders, any number")
        .id("file")
        .num_args(1..);
    let command = words
        .command("receive", "收件：把各单位报送的文件收进来", "Receive what bodies handed in")
        .after_help(words.pick(
            "文件可以是任何能导入的文档、.ron 报告、压缩包、报送包或文件夹。按名单认单位；名称只是相近的不收，核实后用 --as。\n\
             原件存在 received 文件夹里，不会被覆盖；报告存为该单位的报告，原来的在它的历史版本里。\n\
             退出码：0 都收下了；1 有没收下的；2 无法执行。",
            "Any document that can be imported, .ron reports, archives, packages and folders. Bodies are known by the roster; a \
             name that is only near is not taken: use --as.\n\
             The file is kept as it came in the folder received and never overwritten; the report is stored as its body's, and \
             the one before stays in its history.\n\
             Exit codes: 0 all received; 1 some were not; 2 could not run.",
        ))
        .arg(files)
        .arg(words.flag("dry-run", "只看结果，不写入", "Only show what would be done; write nothing"))
        .arg(words.value("as", BODY, "这个文件是名单上哪家的", "Whose file it is, by the roster"));
    help(words, command, "单位 年度 receive (文件 | 文件夹)… [选项]", "AGENCY YEAR receive (FILE | DIR)... [OPTIONS]")
}

fn giving_back(words: Words) -> Command {
    let out = words.output(
        "退回单；文件类型由扩展名决定：docx txt html md",
        "The slip; its extension decides the file type: docx txt html md",
    );
    let warnings = words.value(
        "warnings",
        ["规则", "RULE"],
        "除错误外，带上这条规则的警告，可以写多次；all 为全部警告",
        "Besides the errors, the warnings of this rule; may be repeated; all for every warning",
    );
    let command = words
        .command("return", "退回一家的报告，附退回单", "Return a body's report, with a slip of what to mend")
        .arg(body(words))
        .arg(out.required(true))
        .arg(by(words))
        .arg(warnings.action(ArgAction::Append))
        .arg(words.value("remark", ["说明", "TEXT"], "其他说明", "A free remark"))
        .arg(words.value(
            "due",
            ["日期", "DATE"],
            "重报期限，如 2026-02-10",
            "When it is due again, such as 2026-02-10",
        ));
    help(
        words,
        command,
        "单位 年度 return 被汇总单位 -o 输出文件 --by 姓名 [选项]",
        "AGENCY YEAR return BODY -o OUT --by NAME [OPTIONS]",
    )
}

fn remind(words: Words) -> Command {
    let command =
        words.command("remind", "催报：未报的和退回后未重报的", "Who has not handed in, or not again after a return");
    help(words, command, "单位 年度 remind [--format text|json|csv]", "AGENCY YEAR remind [--format text|json|csv]")
}

fn accept(words: Words) -> Command {
    let command = words.command("accept", "核准一家的报告", "Accept a body’s report").arg(body(words)).arg(by(words));
    help(words, command, "单位 年度 accept 被汇总单位 --by 姓名", "AGENCY YEAR accept BODY --by NAME")
}

fn exempt(words: Words) -> Command {
    let command = words
        .command("exempt", "一家免报，写明理由", "Exempt a body, with a reason")
        .arg(body(words))
        .arg(words.reason("为什么免报", "Why it need not report").required(true))
        .arg(words.by("由谁决定", "Who decides"));
    help(words, command, "单位 年度 exempt 被汇总单位 --reason 理由", "AGENCY YEAR exempt BODY --reason REASON")
}

fn adjust(words: Words) -> Command {
    let cell = words
        .argument("cell", "单元格", "CELL")
        .help(words.pick("单元格代码，如 disputes.litigation_direct.upheld", "A cell’s name"));
    let amount = words
        .argument("amount", "数额", "AMOUNT")
        .help(words.pick("加多少；减的写负数", "What is added; negative to take away"))
        .allow_hyphen_values(true);
    let command = words
        .command("adjust", "汇总调整：合计中的一格有意加减", "An adjustment of one cell of the sum, on purpose")
        .arg(cell)
        .arg(amount)
        .arg(words.reason("为什么调整", "Why").required(true))
        .arg(by(words));
    help(
        words,
        command,
        "单位 年度 adjust 单元格 数额 --reason 理由 --by 姓名",
        "AGENCY YEAR adjust CELL AMOUNT --reason REASON --by NAME",
    )
}

fn sum(words: Words) -> Command {
    let out = words.output(
        "xlsx：汇总表（各单位、小计、合计，公式可用）；docx csv json 等：合计作为一份汇总报告",
        "xlsx: bodies by cells with subtotals and live formulas; docx, csv, json …: the sum as an aggregated report",
    );
    let command = words
        .command("sum", "合计：全部或一组", "The sum, over all bodies or a group")
        .arg(words.value("group", ["组别", "GROUP"], "只合计这一组", "Over this group only"))
        .arg(words.value(
            "cell",
            ["单元格", "CELL"],
            "列出各单位在这一格的数，由大到小，附上年数",
            "The bodies’ parts in a cell, with last year’s",
        ))
        .arg(
            words
                .flag(
                    "save",
                    "存为本单位的汇总报告（年度.aggregated.ron）",
                    "Save it as the agency’s aggregated report",
                )
                .conflicts_with("group"),
        )
        .arg(words.flag("draft", "导出草稿：允许有待定的格", "A draft: pending cells allowed"))
        .arg(out);
    help(words, command, "单位 年度 sum [选项]", "AGENCY YEAR sum [OPTIONS]")
}
