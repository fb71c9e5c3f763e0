//! The arguments of `gouji export`, which has the most of them: one report as a document, a blank form, or many as a data set.

use clap::{ArgAction, Command};

use super::super::words::Words;
use super::{FILE, ONE};

/// `gouji export`.
pub fn command(words: Words) -> Command {
    let out = words.output(
        "输出文件；文件类型由扩展名决定：docx xlsx html pdf md txt csv json",
        "Output file; its extension decides the file type: docx xlsx html pdf md txt csv json",
    );
    let template = words.file(
        "template",
        ["表样", "TEMPLATE"],
        "套用上级下发的 docx 或 xlsx 表样",
        "Fill an existing docx or xlsx template",
    );
    let replace = words.flag(
        "replace-prose",
        "表样中可能是旧正文的行，由报告的正文代替",
        "Replace lines of the template that may be old text",
    );
    let keep =
        words.flag("keep-prose", "表样中可能是旧正文的行，原样保留", "Keep lines of the template that may be old text");
    let package = words.folder(
        "package",
        "报送包：在文件夹里生成 docx、pdf、xlsx、ron、校验情况表和校验码清单",
        "A package to hand in: docx, pdf, xlsx, ron, check sheet and a list of checksums, in a folder",
    );
    let dataset = words.folder(
        "dataset",
        "数据集：把写明的报告、文件夹或单位的全部报告（不写则整个报告库）写成 csv 表，放在文件夹里，供数据库等程序使用",
        "A data set: all reports of what is named, or of the library, as csv tables in a folder, for databases and other programs",
    );
    let by_year = words.flag("by-year", "数据集的数字表按年度分开", "Figures of the data set in a file for each year");
    let of_one = [
        "output",
        "package",
        "draft",
        "with-last-year",
        "last-year",
        "template",
        "accept",
        "check-sheet",
        "fragment",
        "with-chart",
        "font",
        "line-ends",
        "reproducible",
        "part",
        "blank",
    ];
    let accept = words
        .value(
            "accept",
            ["规则=说明", "RULE=REASON"],
            "为一条不通过的规则填写说明，可以写多次",
            "Accept the failures of a rule with a reason; may be repeated",
        )
        .alias("release");
    let sheet = words.file("check-sheet", FILE, "另外导出校验情况表", "Write a check sheet as well");
    let font = words.file("font", FILE, "pdf 用的字体文件", "Font file for pdf");
    let last_year = words.file("last-year", FILE, "附上年数，取自这个文件", "Show last year's figures, from this file");
    let blank = words.value(
        "blank",
        ["格式", "EDITION"],
        "某一报告格式（如 2021）的空白表，供手工填写",
        "A blank form of an edition (such as 2021), to be filled in by hand",
    );
    let export = words
        .command(
            "export",
            "导出一份报告；已有的同名文件会被替换",
            "Export a report; an existing file of that name is replaced",
        )
        .after_help(words.pick(
            "还有未填的格或未填写说明的错误时，不能导出（退出码 1），草稿和 csv、json 除外。\n\
             导出的文件经回读逐格比对，一致才保存。\n\
             --blank 后面可以再写“单位 年度”，空白表即印上单位和年度；加 --with-last-year 还附上年数。",
            "With empty cells, or errors not accepted with a reason, an export is refused (exit code 1); drafts, csv and json \
             are always written.\n\
             Every file is read back and compared, cell by cell, before it is saved.\n\
             With --blank EDITION AGENCY YEAR the blank form names the agency and year; --with-last-year adds last year's figures.",
        ))
        .arg(
            words
                .report(ONE, "要导出的报告", "The report to export")
                .num_args(1..=2)
                .required(false)
                .required_unless_present_any(["blank", "dataset"]),
        )
        .arg(out.required_unless_present_any(["package", "dataset"]))
        .arg(dataset.conflicts_with_all(of_one))
        .arg(by_year.requires("dataset").conflicts_with_all(of_one))
        .arg(package.conflicts_with_all(["output", "template", "fragment", "with-chart", "check-sheet"]))
        .arg(words.flag("draft", "草稿：标明“草稿”，允许有未填的格", "A draft: marked as such, empty cells allowed"))
        .arg(words.flag("with-last-year", "附上年数，取自报告库", "Show last year's figures, from the library"))
        .arg(last_year)
        .arg(template.conflicts_with_all(["with-last-year", "last-year"]))
        .arg(replace.requires("template").conflicts_with("keep-prose"))
        .arg(keep.requires("template"))
        .arg(accept.action(ArgAction::Append))
        .arg(sheet)
        .arg(words.flag("fragment", "仅 html：只导出贴进网站编辑器的片段", "HTML only: the fragment to paste into a CMS"))
        .arg(words.flag("with-chart", "仅 html：附历年情况图，取自报告库", "HTML only: with a multi-year chart, from the library"))
        .arg(font)
        .arg(
            words
                .value(
                    "line-ends",
                    ["windows|unix"; 2],
                    "仅 txt：换行方式；windows 另加字节序标记，便于记事本打开（默认按本机系统）",
                    "TXT only: line ends; windows also adds the byte-order mark its editor looks for (default: this system's)",
                )
                .value_parser(["windows", "unix"])
                .hide_possible_values(true),
        )
        .arg(words.flag(
            "reproducible",
            "不写入制作时间：同一份报告每次导出的字节相同",
            "Leave the time out: the same report gives the same bytes every time",
        ))
        .arg(words.part())
        .arg(words.aggregated())
        .arg(blank.conflicts_with_all(["draft", "template", "accept", "check-sheet", "with-chart", "package"]));
    words.usage(
        export,
        "export (单位 年度 | 文件) -o 输出文件 [选项]\nexport (单位 年度 | 文件) --package 文件夹 [选项]\nexport [单位 | 文件夹] --dataset 文件夹 [--by-year]\nexport --blank 格式 [单位 年度] -o 输出文件 [选项]",
        "export (AGENCY YEAR | FILE) -o OUT [OPTIONS]\nexport (AGENCY YEAR | FILE) --package DIR [OPTIONS]\nexport [AGENCY | DIR] --dataset DIR [--by-year]\nexport --blank EDITION [AGENCY YEAR] -o OUT [OPTIONS]",
    )
}
