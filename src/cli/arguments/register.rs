//! The arguments of `gouji register`. What it does is in its own file.

use clap::{Command, value_parser};

use super::super::words::Words;

pub fn register(words: Words) -> Command {
    let file = words
        .argument("file", "台账", "REGISTER")
        .help(words.pick(
            "依申请公开台账：xlsx xls csv docx html 等，一月一表、多个工作表的也可以",
            "The register of requests: xlsx, xls, csv, docx, html; also with a sheet a month",
        ))
        .value_parser(value_parser!(std::path::PathBuf))
        .value_hint(clap::ValueHint::FilePath);
    let year = words.year("计数的年度", "The year to count").required(true);
    let agency = words.agency("单位全称", "The agency's full name").required(true);
    let map = words.file(
        "map",
        ["文件", "FILE"],
        "对提问的答复：csv（写法,答复）或 ron、json（{\"写法\": \"答复\"}）",
        "Answers to the questions: CSV (wording,answer), or RON or JSON ({\"wording\": \"answer\"})",
    );
    let command = words
        .command(
            "register",
            "从依申请公开台账计算申请情况表，列出每个数字所依据的各件",
            "Count the table of requests from a register, with the cases behind every figure",
        )
        .after_help(words.pick(
            "答复可以写行名、列名（如 granted、enterprise）、行号（如 R03）、open（尚未办结）、none（不计为一件）；\n\
             同一组的写法可以用组名一次答复，如 consultation,other_other。\n\
             不加 --accept 时什么都不写入。台账里的姓名、地址和申请内容不写入任何文件，也不输出。\n\
             退出码：0 没有错误；1 有错误级问题；2 无法执行。",
            "An answer is the name of a row or column (granted, enterprise), the number of a row (R03), open, or none (no \
             case at all); wordings of a group are answered at once by its name, as in consultation,other_other.\n\
             Without --accept nothing is written. Names, addresses and contents of a register are neither kept nor printed.\n\
             Exit codes: 0 no error; 1 findings of severity error; 2 could not run.",
        ))
        .arg(file)
        .arg(agency)
        .arg(year)
        .arg(map)
        .arg(words.flag("with-report", "与报告库里这一年度的报告逐格比较", "Compare with the report of the library, cell by cell"))
        .arg(words.flag(
            "accept",
            "把已确定的数字写入报告（没有报告则新建），保存各件，并记住 --map 的答复",
            "Put the figures that are known into the report (made if missing), keep the cases, and remember the answers of --map",
        ))
        .arg(words.format(&["text", "json", "csv"]));
    words.usage(
        command,
        "register 台账 --agency 单位 --year 年度 [选项]",
        "register REGISTER --agency AGENCY --year YEAR [OPTIONS]",
    )
}
