//! `gouji collect AGENCY YEAR return`: the return slip of a body's report. What is on it is worked out by `work::returning`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{ArgAction, ArgMatches, Command};

use crate::cli::context::Context;
use crate::cli::words::Words;
use crate::cli::{Exit, Failure, output};
use crate::domain::collection::slip::Warnings;
use crate::work::export::Format;
use crate::work::returning::{FORMATS, Return};

/// The word for all warnings.
const ALL: &str = "all";

/// Its arguments.
pub fn command(words: Words) -> Command {
    let out = words.file(
        "output",
        ["输出文件", "OUT"],
        "退回单；文件类型由扩展名决定：docx txt html md",
        "The slip; its extension decides the file type: docx txt html md",
    );
    let warnings = words.value(
        "warnings",
        ["规则", "RULE"],
        "除错误外，带上这条规则的警告，可以写多次；all 为全部警告",
        "Besides the errors, the warnings of this rule; may be repeated; all for every warning",
    );
    let giving = words
        .command("return", "退回：生成退回单，状态改为退回", "Return a report with a slip of what to mend")
        .arg(words.argument("body", "单位", "BODY").help(words.pick("名单上的单位", "The body, by the roster")))
        .arg(out.short('o').required(true))
        .arg(words.value("by", ["姓名", "NAME"], "由谁退回", "Who returns it").required(true))
        .arg(warnings.action(ArgAction::Append))
        .arg(words.value("remark", ["说明", "TEXT"], "其他说明", "A free remark"))
        .arg(words.value(
            "due",
            ["日期", "DATE"],
            "重报期限，如 2026-02-10",
            "When it is due again, such as 2026-02-10",
        ));
    words.usage(
        giving,
        "collect 单位 年度 return 单位 -o 输出文件 --by 姓名 [选项]",
        "collect AGENCY YEAR return BODY -o OUT --by NAME [OPTIONS]",
    )
}

/// Writes the slip and the decision.
pub fn run(context: &mut Context, matches: &ArgMatches, agency: &str, year: i32) -> Result<Exit, Failure> {
    let lang = context.lang;
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let out = matches.get_one::<PathBuf>("output").cloned().unwrap_or_default();
    let format = Format::of_path(&out).ok().filter(|format| FORMATS.contains(format)).ok_or_else(|| {
        let out = out.display();
        Failure::new(
            lang,
            format!("{out}：退回单只能是 docx、txt、html 或 md。没有退回。"),
            format!("{out}: a slip is docx, txt, html or md. Nothing was returned."),
        )
    })?;
    let rules: BTreeSet<String> = matches.get_many::<String>("warnings").into_iter().flatten().cloned().collect();
    let warnings = match rules {
        none if none.is_empty() => Warnings::None,
        all if all.contains(ALL) => Warnings::All,
        rules => Warnings::Of(rules),
    };
    let wish = Return {
        agency: agency.into(),
        year,
        body: text("body"),
        warnings,
        remark: text("remark"),
        due: text("due"),
        by: text("by"),
    };
    let office = context.office()?;
    let returning = office.returning(&wish).map_err(|error| Failure(error.message(None, lang)))?;
    context.tell(returning.remarks.clone());
    let form = returning.session.form();
    let given = office.give_back(&returning, Some((&out, format)));
    given.map_err(|error| Failure(error.message(Some(form), lang)))?;
    context.out.line(&out.display().to_string());
    let (number, count, body) = (returning.slip.number, returning.slip.points.len(), &returning.body);
    output::message(&lang.say(
        format!("已退回“{body}”：退回单第 {number} 号，{count} 条。"),
        format!("Returned to “{body}”: slip {number}, {count} points."),
    ));
    Ok(Exit::Clean)
}
