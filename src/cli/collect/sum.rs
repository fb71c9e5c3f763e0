//! `gouji collect … sum`: what the bodies add up to, over all or a group: shown, saved as the agency's aggregated report, or
//! written out as 汇总表 or as a report.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::collection::sum::Sum;
use crate::domain::report::Key;
use crate::work::collection::Collected;
use crate::work::export::{Beside, ExportError, Exporting, Format as Kind, OldProse, Unwritten, now, publish};
use crate::work::finishing::Unfinished;

use super::super::context::{Context, Format, format};
use super::super::{Exit, Failure, output};
use super::{exit, opened, shown};

pub fn run(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let lang = context.lang;
    let collected = opened(context, key)?;
    let group = matches.get_one::<String>("group").map(String::as_str);
    if let Some(group) = group.filter(|group| !collected.collection().groups().contains(group)) {
        let known = collected.collection().groups().join(lang.pick("、", ", "));
        return Err(Failure::new(
            lang,
            format!("名单里没有“{group}”这一组。现有：{known}。"),
            format!("The roster has no group “{group}”. It has: {known}."),
        ));
    }
    let of_group = group.map(|group| collected.group(group));
    let sum = of_group.as_ref().unwrap_or(&collected.gathered.sum);
    let mut is_done = false;
    if matches.get_flag("save") {
        save(context, &collected)?;
        is_done = true;
    }
    if let Some(out) = matches.get_one::<PathBuf>("output") {
        match write(context, &collected, sum, group, out, matches.get_flag("draft"))? {
            Exit::Clean => is_done = true,
            refused => return Ok(refused),
        }
    }
    if let Some(cell) = matches.get_one::<String>("cell") {
        let id = sum.form().find(cell).ok_or_else(|| {
            Failure::new(lang, format!("报告格式没有单元格 {cell}。"), format!("The form has no cell {cell}."))
        })?;
        shown::ranking(&mut context.out, &collected, sum, id, lang);
        return Ok(exit(&collected));
    }
    if !is_done {
        match format(matches) {
            Format::Json => context.out.line(&format!("{:#}", shown::of_sum(&collected, sum))),
            _ => shown::sum(&mut context.out, &collected, sum, lang),
        }
    }
    Ok(exit(&collected))
}

/// Saves the sum as the aggregated report.
fn save(context: &mut Context, collected: &Collected) -> Result<(), Failure> {
    let lang = context.lang;
    let path = context.office()?.save_sum(collected).map_err(|error| match error {
        Unfinished::Store(error) => Failure(error.message(lang)),
        Unfinished::Already { path, date } => Failure::new(
            lang,
            format!("{} 已于 {date} 定稿，没有改动。如需更新，请在编辑器里撤销定稿。", path.display()),
            format!(
                "{} was finalised on {date} and is left as it is. To renew it, reopen it in the editor.",
                path.display()
            ),
        ),
        Unfinished::Apart | Unfinished::Refused { .. } => Failure(error.to_string()),
    })?;
    let state = shown::state(collected, &collected.gathered.sum, lang);
    output::message(&lang.say(
        format!("合计已存为汇总报告 {}（{state}）", path.display()),
        format!("The sum is saved as the aggregated report {} ({state})", path.display()),
    ));
    Ok(())
}

/// Writes the sum into a file: the table of bodies as a workbook, anything else as a report.
fn write(
    context: &mut Context,
    collected: &Collected,
    sum: &Sum,
    group: Option<&str>,
    out: &Path,
    draft: bool,
) -> Result<Exit, Failure> {
    let (lang, office) = (context.lang, context.office()?);
    let format = Kind::of_path(out).map_err(|ending| {
        Failure::new(
            lang,
            format!("不能写成 .{ending} 文件，可以用 xlsx docx html pdf md txt csv json。"),
            format!("Cannot write .{ending}; use xlsx, docx, html, pdf, md, txt, csv or json."),
        )
    })?;
    let written = |path: &Path, bytes: &[u8]| publish(path, bytes).map_err(Failure::store(lang));
    if format == Kind::Xlsx {
        let bytes = collected.workbook(sum, group, lang).map_err(|error| Failure(error.message(sum.form(), lang)))?;
        written(out, &bytes)?;
    } else {
        let mut report = office.summed_report(collected, sum).map_err(Failure::store(lang))?;
        if let Some(group) = group {
            report.agency = Some(format!("{}（{group}）", collected.collection().agency));
        }
        let wish = Exporting {
            out: out.to_path_buf(),
            format,
            draft,
            blank: false,
            fragment: false,
            chart: false,
            template: None,
            old_prose: OldProse::ByForm,
            font: None,
            beside: Beside::Nothing,
            check_sheet: None,
            plain_banners: context.preferences.settings.plain_banners,
            windows_text: cfg!(windows),
            made: Some(now()),
        };
        let documents = match office.documents(&report, None, &wish) {
            Ok(documents) => documents,
            Err(Unwritten::Export(ExportError::Refused(refusal))) => {
                output::message(&refusal.message(report.form(), lang));
                output::message(lang.pick(
                    "未生成文件。如需先看草稿，请加 --draft。",
                    "Nothing was written. To see a draft first, add --draft.",
                ));
                return Ok(Exit::Findings);
            }
            Err(error) => return Err(Failure(error.message(report.form(), lang))),
        };
        for (path, bytes) in &documents.files {
            written(path, bytes)?;
        }
    }
    let state = shown::state(collected, sum, lang);
    output::message(
        &lang.say(format!("已写入 {}（{state}）", out.display()), format!("Wrote {} ({state})", out.display())),
    );
    Ok(Exit::Clean)
}
