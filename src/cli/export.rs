//! `gouji export`: a report into a document, read back before it is written.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::text::Lang;
use crate::export::{self, ExportError, Format, Options};
use crate::store::atomic;

use super::arguments::{LATER_FORMATS, LATER_OPTIONS};
use super::context::{Context, is_given};
use super::source::Opened;
use super::{Exit, Failure, output, source};

/// Exports one report. A refused export is `Findings` and writes nothing.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    if let Some((later, _)) = LATER_OPTIONS.iter().find(|(option, _)| is_given(matches, option)) {
        return Err(Failure::new(
            lang,
            format!("这个版本还不支持 --{later}，没有写任何文件。"),
            format!("this version does not know --{later} yet; nothing was written."),
        ));
    }
    let out = matches.get_one::<PathBuf>("output").map(PathBuf::as_path).unwrap_or(Path::new(""));
    let format = Format::of_path(out).map_err(|ending| no_format(lang, out, &ending))?;
    let named = source::one(context, matches)?;
    let opened = source::open(context, &named)?;
    if is_same_file(Path::new(&opened.file), out) {
        return Err(Failure::new(
            lang,
            format!("{} 就是要导出的报告本身，没有写。请换一个文件名。", out.display()),
            format!("{} is the very report to be exported and was not written. Choose another name.", out.display()),
        ));
    }
    let options = Options { lang, draft: matches.get_flag("draft"), ..Options::default() };
    write(context, &opened, out, format, options)
}

fn write(
    context: &Context,
    opened: &Opened,
    out: &Path,
    format: Format,
    options: Options<'_>,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    let form = opened.report.form();
    match export::export(&opened.report, format, options, context.forms.all()) {
        Ok(bytes) => {
            atomic::publish(out, &bytes).map_err(Failure::store(lang))?;
            output::message(&match lang {
                Lang::Zh => format!("已写入 {}，读回核对一致。", out.display()),
                Lang::En => format!("wrote {}; it reads back the same.", out.display()),
            });
            Ok(Exit::Clean)
        }
        Err(error @ ExportError::Unfilled(_)) => {
            output::message(&error.message(form, lang));
            Ok(Exit::Findings)
        }
        Err(error) => Err(Failure(error.message(form, lang))),
    }
}

fn no_format(lang: Lang, out: &Path, ending: &str) -> Failure {
    let known = Format::ALL.map(Format::ending).join(" ");
    let out = out.display();
    if LATER_FORMATS.contains(&ending) {
        return Failure::new(
            lang,
            format!("这个版本还不能写 {ending} 文件，没有写 {out}。现在能写的有：{known}。"),
            format!("this version does not write {ending} files yet; {out} was not written. It writes: {known}."),
        );
    }
    Failure::new(
        lang,
        format!("从 {out} 看不出要写什么格式。扩展名可以是：{known}。"),
        format!("{out} does not say which format to write. Its ending may be: {known}."),
    )
}

fn is_same_file(source: &Path, out: &Path) -> bool {
    source.canonicalize().ok().zip(out.canonicalize().ok()).is_some_and(|(source, out)| source == out)
}
