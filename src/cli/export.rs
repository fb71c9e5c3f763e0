//! `gouji export`: a report or a blank form into a document, read back before it is written, and its check sheet. Many reports as
//! tables are put by `dataset`.

mod release;

mod request;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use crate::domain::form::Form;
use crate::domain::remaining::Remaining;
use crate::domain::report::{Report, plain_name};
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::work::export::{
    ExportError, Exporting, Filling, OldProse, Refusal, TypefaceError, Unwritten, create_folder, is_same_file, publish,
};

use super::context::{Context, scope};
use super::finalise::tell_besides;
use super::waiting::meanwhile;
use super::{Exit, Failure, dataset, output, source};
use request::Request;

/// Exports one report. A refused export is `Findings` and writes nothing.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    if let Some(out) = path(matches, "dataset") {
        return dataset::run(context, matches, &out);
    }
    let request = Request::of(matches, &context.preferences.settings, lang)?;
    let wish = &request.wish;
    let (report, file) = open(context, matches, &request)?;
    if is_same_file(Path::new(&file), &wish.out) {
        let out = wish.out.display();
        return Err(Failure::new(
            lang,
            format!("{out} 就是要导出的报告文件，未写入。请换一个文件名。"),
            format!("{out} is the report file itself and was not written. Choose another name."),
        ));
    }
    if seal::state(&report) == State::Broken && (wish.draft || wish.format.is_exchange()) {
        output::message(&format!("{file}{}{}", lang.pick("：", ": "), seal::broken(lang)));
    }
    let report = release::apply(context, report, &request.releases)?;
    let (office, out) = (context.office()?, wish.out.display());
    let doing = lang.say(format!("正在写 {out}"), format!("writing {out}"));
    let named = Some(Path::new(&file));
    let make = || match &request.package {
        Some(folder) => office.package(&report, named, folder, wish),
        None => office.documents(&report, named, wish),
    };
    let documents = match meanwhile(doing, make) {
        Ok(documents) => documents,
        Err(Unwritten::Export(ExportError::Refused(refusal))) => {
            output::message(&refused(&refusal, &report, lang));
            tell_besides(&Session::new(report), lang);
            return Ok(Exit::Findings);
        }
        Err(error) => return Err(Failure(words(&error, report.form(), wish, lang))),
    };
    context.tell(documents.known.remarks);
    tell_filling(&documents.filling, wish.old_prose, report.form(), lang);
    let session = (!wish.blank).then(|| Session::with(report.clone(), documents.known.background));
    let open = session.and_then(|session| Remaining::of(&session).words(report.form(), lang));
    if let Some(folder) = &request.package {
        create_folder(folder).map_err(Failure::store(lang))?;
    }
    for (index, (path, bytes)) in documents.files.iter().enumerate() {
        publish(path, bytes).map_err(|error| {
            let (path, why) = (path.display().to_string(), error.message(lang));
            // Most reasons name the file themselves.
            match why.starts_with(&path) {
                true => Failure(why),
                false => Failure::new(lang, format!("{path} 未写入。{why}"), format!("{path} was not written. {why}")),
            }
        })?;
        output::message(&match index {
            _ if request.package.is_some() => {
                lang.say(format!("已写入 {}", path.display()), format!("Wrote {}", path.display()))
            }
            0 => written(wish, open.as_deref(), lang),
            _ => lang.say(
                format!("已导出校验情况表 {}。", path.display()),
                format!("Exported the check sheet {}.", path.display()),
            ),
        });
    }
    if request.package.is_some() {
        output::message(&written(wish, open.as_deref(), lang));
    } else if wish.check_sheet.is_none() && !wish.draft && !wish.format.is_exchange() {
        release::tell(&report, lang);
    }
    Ok(Exit::Clean)
}

/// The report that is named and its file, or the blank form of an edition, perhaps an agency's.
fn open(context: &mut Context, matches: &ArgMatches, request: &Request) -> Result<(Report, String), Failure> {
    let lang = context.lang;
    let Some(edition) = &request.blank else {
        let named = source::one(context, matches)?;
        return source::open_told(context, &named).map(|opened| (opened.report, opened.file));
    };
    let form = context.forms.edition(edition).ok_or_else(|| {
        let known = context.forms.all().iter().map(|form| form.edition()).collect::<Vec<_>>();
        Failure::new(
            lang,
            format!("没有 {edition} 这种报告格式。--blank 后面可以写：{}。", known.join("、")),
            format!("There is no edition {edition}. --blank takes one of: {}.", known.join(", ")),
        )
    })?;
    let words = source::words(matches);
    let year = words.get(1).and_then(|word| source::year(word));
    let (agency, year) = match (words.first().and_then(|word| word.to_str()), year) {
        (None, _) if words.is_empty() => (None, None),
        (Some(agency), Some(year)) => (Some(plain_name(agency).to_string()), Some(year)),
        _ => {
            return Err(Failure::new(
                lang,
                "空白表可以不写单位，也可以写“单位 年度”（年度为四位数），例如：gouji export --blank 2021 某某局 2025 -o blank.docx。导出已填的报告时不写 --blank。",
                "A blank form takes no agency, or AGENCY YEAR with the year in four digits. Example: gouji export --blank 2021 AGENCY 2025 -o blank.docx. To export a report, omit --blank.",
            ));
        }
    };
    if let Some(year) = year
        && let Some(right) = context.forms.for_year(year)
        && right.edition() != edition
    {
        let right = right.edition();
        return Err(Failure::new(
            lang,
            format!("{year} 年度适用 {right}年版的格式，不适用 {edition}年版。请写 --blank {right}。"),
            format!("The year {year} uses edition {right}, not {edition}. Use --blank {right}."),
        ));
    }
    Ok((Report::new(Arc::clone(form), agency, year, scope(matches)), String::new()))
}

/// A refusal, and what can be done about it on the command line.
fn refused(refusal: &Refusal, report: &Report, lang: Lang) -> String {
    let mut words = refusal.message(report.form(), lang);
    words.push_str(lang.pick(
        "\n未生成文件。如需先看草稿，请加 --draft。",
        "\nNothing was written. To see a draft first, add --draft.",
    ));
    if let Some(error) = refusal.errors.first() {
        let rule = &error.rule;
        words.push_str(&lang.say(
            format!("错误确有原因的，可以填写说明后导出：--accept {rule}=说明。"),
            format!(" To export with an error that has its reasons, accept it: --accept {rule}=REASON."),
        ));
    }
    words
}

/// Says what filling a form did besides, and which option does otherwise.
fn tell_filling(filling: &Filling, chosen: OldProse, form: &Form, lang: Lang) {
    const KEEP: &str = "--keep-prose";
    const REPLACE: &str = "--replace-prose";
    let mut lines = filling.doubtful(form, lang);
    if chosen == OldProse::ByForm && !filling.replaced.is_empty() {
        lines.push(lang.say(format!("如应保留，请加 {KEEP}。"), format!("To keep them, add {KEEP}.")));
    }
    if chosen == OldProse::ByForm && !filling.kept.is_empty() {
        lines.push(lang.say(format!("如应代替，请加 {REPLACE}。"), format!("To replace them, add {REPLACE}.")));
    }
    lines.extend(filling.remarks(form, lang));
    if !lines.is_empty() {
        output::message(&lines.join("\n"));
    }
}

/// Any other error, with the file that it is about where that is the template, and the option that helps.
fn words(error: &Unwritten, form: &Form, wish: &Exporting, lang: Lang) -> String {
    let words = error.message(form, lang);
    let option = match (error, &wish.template) {
        (Unwritten::Export(ExportError::Template(_)), Some(path)) => {
            return format!("{}{}{words}", path.display(), lang.pick("：", ": "));
        }
        (Unwritten::Export(ExportError::Typeface(TypefaceError::Missing | TypefaceError::Lacking(_))), _) => {
            lang.pick("也可以用“--font 字体文件”指定。", " Or name a font file with --font FILE.")
        }
        (Unwritten::Nameless | Unwritten::NoLastYear(..), _) if !wish.chart => {
            lang.pick("也可以用“--last-year 文件”指定。", " Or name a file with --last-year FILE.")
        }
        _ => "",
    };
    words + option
}

/// That the file is written, and what is open of the report, so that nobody takes the one for the other.
fn written(wish: &Exporting, open: Option<&str>, lang: Lang) -> String {
    let (out, draft) = (wish.out.display(), wish.draft && !wish.format.is_exchange());
    let open = open.map_or_else(String::new, |open| format!("{}{open}", lang.pick("；", "; ")));
    match (lang, wish.blank) {
        (Lang::Zh, true) => format!("已导出空白表 {out}。"),
        (Lang::En, true) => format!("Exported the blank form {out}."),
        (Lang::Zh, false) => {
            let draft = if draft { "草稿" } else { "" };
            format!("已导出{draft} {out}，经回读比对，内容一致{open}。")
        }
        (Lang::En, false) => {
            let draft = if draft { "the draft " } else { "" };
            format!("Exported {draft}{out}; read back, its content agrees with the report{open}.")
        }
    }
}

fn path(matches: &ArgMatches, option: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(option).cloned()
}
