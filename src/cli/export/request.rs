//! What `gouji export` is asked for, read from its options; what cannot go together is refused before anything is read
//! or written.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::cli::Failure;
use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::work::export::{Beside, Exporting, Format, OldProse, SHEET_FORMATS, is_same_file, now};

use super::path;

#[derive(Debug)]
pub struct Request {
    pub wish: Exporting,
    /// The folder of a package to hand in, instead of a file.
    pub package: Option<PathBuf>,
    pub blank: Option<String>,
    /// Rules with the reasons for which they are released.
    pub releases: Vec<(String, String)>,
}

impl Request {
    pub fn of(matches: &ArgMatches, settings: &Settings, lang: Lang) -> Result<Request, Failure> {
        let package = path(matches, "package");
        let out = path(matches, "output").or_else(|| package.clone()).unwrap_or_default();
        let format = match package {
            // Of the documents in it one needs what the others do not: a font.
            Some(_) => Format::Pdf,
            None => match path(matches, "template") {
                Some(_) => Format::of_form(&out),
                None => Format::of_path(&out),
            }
            .map_err(|ending| no_format(lang, &out, &ending))?,
        };
        let old_prose = match (matches.get_flag("replace-prose"), matches.get_flag("keep-prose")) {
            (true, _) => OldProse::Replace,
            (_, true) => OldProse::Keep,
            _ => OldProse::ByForm,
        };
        let beside = match (path(matches, "last-year"), matches.get_flag("with-last-year")) {
            (Some(file), _) => Beside::File(file),
            (None, true) => Beside::Library,
            (None, false) => Beside::Nothing,
        };
        let releases = matches.get_many::<String>("accept").into_iter().flatten();
        let blank = matches.get_one::<String>("blank").cloned();
        let wish = Exporting {
            format,
            draft: matches.get_flag("draft"),
            blank: blank.is_some(),
            fragment: matches.get_flag("fragment"),
            template: path(matches, "template"),
            old_prose,
            chart: matches.get_flag("with-chart"),
            font: path(matches, "font"),
            beside,
            plain_banners: settings.plain_banners,
            windows_text: match matches.get_one::<String>("line-ends").map(String::as_str) {
                Some(ends) => ends == "windows",
                None => cfg!(windows),
            },
            made: (!matches.get_flag("reproducible")).then(now),
            check_sheet: path(matches, "check-sheet").map(|sheet| sheet_format(lang, sheet)).transpose()?,
            out,
        };
        let releases = releases.map(|text| release(lang, text)).collect::<Result<_, _>>()?;
        let request = Request { wish, package, blank, releases };
        request.check(lang)?;
        Ok(request)
    }

    /// Refuses what cannot go together.
    fn check(&self, lang: Lang) -> Result<(), Failure> {
        let refuse = |zh: String, en: String| Err(Failure::new(lang, zh, en));
        let (ending, out) = (self.wish.format.ending(), self.wish.out.display());
        if self.wish.fragment && self.wish.format != Format::Html {
            return refuse(
                format!("--fragment 只用于网页（html），不能用于 {ending}。"),
                format!("--fragment is for web pages (html), not for {ending}."),
            );
        }
        if self.wish.chart && (self.wish.format != Format::Html || self.wish.fragment) {
            let what = if self.wish.fragment { lang.pick("网页片段", "a fragment") } else { ending };
            return refuse(
                format!(
                    "--with-chart 只用于完整的网页（html），不能用于{}{what}。",
                    if self.wish.fragment { "" } else { " " }
                ),
                format!("--with-chart is for whole web pages (html), not for {what}."),
            );
        }
        let pdf = |format: Format| format == Format::Pdf;
        if self.wish.font.is_some()
            && !pdf(self.wish.format)
            && !self.wish.check_sheet.as_ref().is_some_and(|(_, f)| pdf(*f))
        {
            return refuse(
                format!("--font 只用于 pdf；{ending} 的字体由打开它的程序决定。"),
                format!("--font is for pdf; the fonts of {ending} are chosen by the program that opens it."),
            );
        }
        if let Some(template) = &self.wish.template {
            self.check_template(template, lang)?;
        }
        let sheet = self.wish.check_sheet.as_ref().map(|(sheet, _)| ("--check-sheet", sheet));
        let last = match &self.wish.beside {
            Beside::File(file) => Some(("--last-year", file)),
            Beside::Library | Beside::Nothing => None,
        };
        let template = self.wish.template.as_ref().map(|file| ("--template", file));
        let font = self.wish.font.as_ref().map(|file| ("--font", file));
        let same = |(_, file): &(&str, &PathBuf)| is_same_file(file, &self.wish.out);
        if let Some((option, _)) = [sheet, last, template, font].into_iter().flatten().find(same) {
            return refuse(
                format!("{out} 同时是 {option} 指定的文件，未写入。请换一个文件名。"),
                format!("{out} is also the file given to {option} and was not written. Choose another name."),
            );
        }
        Ok(())
    }

    /// A template is a Word or Excel form, and stays one.
    fn check_template(&self, template: &Path, lang: Lang) -> Result<(), Failure> {
        let ending = self.wish.format.ending();
        let refuse = |zh: String, en: String| Err(Failure::new(lang, zh, en));
        if !matches!(self.wish.format, Format::Docx | Format::Xlsx) {
            return refuse(
                format!("表样只能是 docx 或 xlsx，套用后仍是同一种文件，不能导出为 {ending}。"),
                format!("A template is a docx or xlsx file and stays one; it cannot become {ending}."),
            );
        }
        let ending = |path: &Path| path.extension().map(OsStr::to_ascii_lowercase);
        if ending(template) != ending(&self.wish.out) {
            let (template, out) = (template.display(), self.wish.out.display());
            return refuse(
                format!(
                    "表样 {template} 与输出文件 {out} 的扩展名不同。套用表样后仍是同一种文件，扩展名应相同；带宏的表样（docm、xlsm）套用后宏原样保留。"
                ),
                format!(
                    "The template {template} and the output {out} have different extensions. A filled template stays the same kind of file; one with macros (docm, xlsm) keeps them."
                ),
            );
        }
        Ok(())
    }
}

fn release(lang: Lang, text: &str) -> Result<(String, String), Failure> {
    let (rule, reason) = text.split_once(['=', '＝']).unwrap_or((text, ""));
    let (rule, reason) = (rule.trim(), reason.trim());
    if rule.is_empty() || reason.is_empty() {
        return Err(Failure::new(
            lang,
            format!("--accept {text}：请写明规则编号和说明，例如：--accept T3-01=上年结转数更正"),
            format!(
                "--accept {text}: give the rule and the reason. Example: --accept \"T3-01=last year's figures corrected\""
            ),
        ));
    }
    Ok((rule.to_string(), reason.to_string()))
}

fn sheet_format(lang: Lang, sheet: PathBuf) -> Result<(PathBuf, Format), Failure> {
    match Format::of_path(&sheet) {
        Ok(format) if SHEET_FORMATS.contains(&format) => Ok((sheet, format)),
        _ => {
            let known = SHEET_FORMATS.map(Format::ending).join(" ");
            let sheet = sheet.display();
            Err(Failure::new(
                lang,
                format!("校验情况表 {sheet} 的扩展名可以是：{known}。"),
                format!("The extension of the check sheet {sheet} may be: {known}."),
            ))
        }
    }
}

fn no_format(lang: Lang, out: &Path, ending: &str) -> Failure {
    let known = Format::ALL.map(Format::ending).join(" ");
    let out = out.display();
    match ending {
        "doc" | "wps" | "docm" | "xls" | "et" | "xlsm" => {
            let instead = if matches!(ending, "doc" | "wps" | "docm") { "docx" } else { "xlsx" };
            Failure::new(
                lang,
                format!("不支持导出 .{ending}（{out}）。请改用 .{instead}，Word、WPS 都能打开。"),
                format!(".{ending} is not supported ({out}); use .{instead}, which Word and WPS open."),
            )
        }
        _ => Failure::new(
            lang,
            format!("无法由文件名 {out} 确定文件类型。扩展名可以是：{known}。"),
            format!("The file type of {out} is not clear from its name. Its extension may be: {known}."),
        ),
    }
}
