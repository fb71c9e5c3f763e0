//! A report in, bytes of a format out, read back before anybody is told that it is done. No files, no terminal.
//!
//! A [`document::Document`] is made from the report once and says what a handed-in report consists of; Word, Excel, PDF,
//! the web page, Markdown and plain text only draw it. `template` fills a Word or Excel form that an office already has. The cell list and JSON are exchange formats: they come straight from the report, take
//! gaps as they are, and are never refused.

#![warn(missing_docs)]

use std::path::Path;
use std::sync::Arc;

use crate::domain::background::Background;
use crate::domain::comparison::Difference;
use crate::domain::field;
use crate::domain::finding::cell_name;
use crate::domain::form::Form;
use crate::domain::report::Report;
use crate::domain::text::Lang;
use crate::domain::trend::Trend;
use typeface::Typefaces;

pub mod document;

pub mod json;

mod table;

pub mod arithmetic;

pub mod dataset;

pub mod check_sheet;

pub mod slip;

pub mod typeface;

#[doc(hidden)]
pub mod page;

mod boxes;

mod chart;

mod csv;

#[doc(hidden)]
pub mod docx;

#[doc(hidden)]
pub mod fit;

mod fragment;

mod html;

mod last_year;

#[doc(hidden)]
pub mod md;

mod narrow;

mod pdf;

mod readback;

mod refusal;

mod template;

mod txt;

#[doc(hidden)]
pub mod title;

#[doc(hidden)]
pub mod wrap;

mod xlsx;

pub mod collection;

pub use readback::{Carrier, compared};
pub use refusal::{OpenError, Refusal};
pub use template::{Filling, OldProse, TemplateError, try_name};

/// A format that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A Word document.
    Docx,
    /// An Excel workbook, a sheet for each table.
    Xlsx,
    /// A PDF with real text.
    Pdf,
    /// Plain text with box-drawn tables.
    Txt,
    /// Markdown with pipe tables.
    Md,
    /// A web page.
    Html,
    /// A cell list: `cell,value`.
    Csv,
    /// The shape of `gouji show --format json`.
    Json,
}

impl Format {
    /// All formats, documents first.
    pub const ALL: [Format; 8] =
        [Format::Docx, Format::Xlsx, Format::Html, Format::Pdf, Format::Md, Format::Txt, Format::Csv, Format::Json];

    /// The usual ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Pdf => "pdf",
            Format::Txt => "txt",
            Format::Md => "md",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }

    /// The format that a file's ending asks for.
    pub fn of_path(path: &Path) -> Result<Format, String> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let format = Format::ALL.into_iter().find(|format| format.ending() == ending);
        format.or((ending == "htm").then_some(Format::Html)).ok_or(ending)
    }

    /// The format that the ending of a filled form asks for, which says whether it has macros.
    pub fn of_form(path: &Path) -> Result<Format, String> {
        Format::of_path(path).or_else(|ending| {
            let fills = [Format::Docx, Format::Xlsx].into_iter();
            fills.clone().find(|format| format.with_macros() == Some(&*ending)).ok_or(ending)
        })
    }

    /// The ending of a file of this format that has macros, where there is one.
    pub const fn with_macros(self) -> Option<&'static str> {
        match self {
            Format::Docx => Some("docm"),
            Format::Xlsx => Some("xlsm"),
            _ => None,
        }
    }

    /// Whether it carries a report between programs rather than to readers: gaps are no reason to refuse it then.
    pub fn is_exchange(self) -> bool {
        matches!(self, Format::Csv | Format::Json)
    }
}

/// How a report is to be written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The language of what is not official wording.
    pub lang: Lang,
    /// A draft is marked 草稿 and may have unfilled cells.
    pub draft: bool,
    /// A blank form, to be filled by hand: no cell is filled, and there is room for agency, year and prose.
    pub blank: bool,
    /// Of a web page, only the piece that is pasted into a portal's editor.
    pub fragment: bool,
    /// Last year's report of the same agency, whose figures are printed in grey.
    pub last_year: Option<&'a Report>,
    /// The bytes of a Word or Excel form that is filled instead of making a document from nothing.
    pub template: Option<&'a [u8]>,
    /// What becomes of lines of that form that may be last year's prose.
    pub old_prose: OldProse,
    /// The typefaces that a PDF is set in.
    pub typefaces: Option<&'a Typefaces>,
    /// What is known besides the report, for a check sheet's findings.
    pub background: Option<&'a Background>,
    /// The agency's years, drawn below the chapters of a web page.
    pub chart: Option<&'a Trend>,
    /// Totals as the source prints them: what is shown is the document that the report was read from.
    pub as_printed: bool,
    /// Banners of tables are not shaded.
    pub plain_banners: bool,
    /// A plain text as the editor of Windows wants it: with a byte-order mark, lines ending in CR and LF.
    pub windows_text: bool,
    /// When the file is made, as its properties say; without it they say nothing, and the same report gives the same bytes.
    pub made: Option<Moment>,
}

/// A time of the clock, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Of the Gregorian calendar.
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 60.
    pub second: u8,
}

impl std::fmt::Display for Moment {
    /// As XML writes it: `2026-01-28T09:30:00Z`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Moment { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl Options<'_> {
    /// A final document from nothing, in Chinese.
    pub const FINAL: Options<'static> = Options {
        lang: Lang::Zh,
        draft: false,
        blank: false,
        fragment: false,
        last_year: None,
        template: None,
        old_prose: OldProse::ByForm,
        typefaces: None,
        background: None,
        chart: None,
        as_printed: false,
        plain_banners: false,
        windows_text: false,
        made: None,
    };
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum ExportError {
    /// A final export is refused while cells are unfilled or hard errors are open.
    Refused(Refusal),
    /// What was written reads back differently.
    ReadBack(Vec<Difference>),
    /// What was written cannot be read back.
    Unreadable(String),
    /// A form that is to be filled cannot be.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A PDF needs a typeface: there is none, or it lacks characters of the report.
    #[error(transparent)]
    Typeface(#[from] typeface::TypefaceError),
    /// The document could not be put together; a fault of the program's.
    Unwritable(String),
}

/// How many cells or differences a message names before it only counts.
const NAMED: usize = 5;

impl ExportError {
    /// The error in words, with what to do; cells are named.
    pub fn message(&self, form: &Form, lang: Lang) -> String {
        match self {
            ExportError::Refused(refusal) => refusal.message(form, lang),
            ExportError::ReadBack(differences) => {
                let words = |difference: &Difference| {
                    let (left, right) = (quoted(&difference.left, lang), quoted(&difference.right, lang));
                    let what = place(form, &difference.what, lang);
                    lang.say(
                        format!("{what}（应为{left}，读回{right}）"),
                        format!("{what} (should be {left}, reads back {right})"),
                    )
                };
                let names = listed(differences.iter().map(words), lang);
                lang.say(
                    format!("导出的内容回读后不一致，没有保存：{names}。请换一种格式导出，并报告这个问题。"),
                    format!(
                        "What was written reads back differently, so nothing was saved: {names}. Export another format, and please report this."
                    ),
                )
            }
            ExportError::Template(error) => error.message(form, lang),
            ExportError::Typeface(error) => error.message(lang),
            ExportError::Unwritable(cause) => lang.say(
                format!("文件未能生成，没有保存：{cause}。请换一种格式导出，并报告这个问题。"),
                format!(
                    "The document could not be put together, so nothing was saved: {cause}. Export another format, and please report this."
                ),
            ),
            ExportError::Unreadable(cause) => lang.say(
                format!("导出的内容无法回读，没有保存：{cause}。请换一种格式导出，并报告这个问题。"),
                format!(
                    "What was written cannot be read back, so nothing was saved: {cause}. Export another format, and please report this."
                ),
            ),
        }
    }
}

/// The first few of many, and how many there are where that is not all.
fn listed(words: impl ExactSizeIterator<Item = String>, lang: Lang) -> String {
    let count = words.len();
    let named = words.take(NAMED).collect::<Vec<_>>().join(lang.pick("、", ", "));
    if count > NAMED { lang.say(format!("{named}等"), format!("{named} and {} more", count - NAMED)) } else { named }
}

/// A cell in words, a chapter by its heading, anything else by its name.
fn place(form: &Form, what: &str, lang: Lang) -> String {
    if let Some(cell) = form.find(what) {
        return cell_name(form, cell, lang);
    }
    let chapter = form.definition().chapters.iter().find(|chapter| chapter.id == what);
    match (chapter, what) {
        (Some(chapter), _) => format!("{}、{}", chapter.numeral, chapter.heading),
        (None, "preamble") => lang.say("导语", "preamble"),
        (None, "closing") => lang.say("落款", "closing"),
        (None, "agency") => lang.say("单位名称", "agency"),
        (None, "year") => lang.say("年度", "year"),
        (None, "scope") => lang.say("本机关或汇总", "own or aggregated"),
        (None, other) => other.to_string(),
    }
}

/// The beginning of a value, quoted.
fn quoted(value: &str, lang: Lang) -> String {
    const LONGEST: usize = 30;
    let end = value.char_indices().nth(LONGEST).map(|(at, _)| at);
    let (start, rest) = end.map_or((value, ""), |at| (&value[..at], "…"));
    lang.say(format!("“{start}{rest}”"), format!("\"{start}{rest}\""))
}

/// Writes a report in a format, reads it back through the importer and compares every cell and part.
///
/// # Errors
/// See [`ExportError`]; nothing is to be written to disk then.
pub fn export(
    report: &Report,
    format: Format,
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<Vec<u8>, ExportError> {
    Ok(export_told(report, format, options, forms)?.0)
}

/// The same, with what there is to say of a form that was filled.
///
/// # Errors
/// See [`ExportError`]; nothing is to be written to disk then.
pub fn export_told(
    report: &Report,
    format: Format,
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<(Vec<u8>, Filling), ExportError> {
    let is_final = !format.is_exchange() && !options.draft && !options.blank;
    if let Some(refusal) = Refusal::of(report, options.lang).filter(|_| is_final) {
        return Err(ExportError::Refused(refusal));
    }
    let report: &Report = &field::resolved(report);
    let (bytes, filling) = rendered(report, format, options, forms)?;
    readback::verify(report, format, &bytes, forms, options, &filling)?;
    Ok((bytes, filling))
}

/// A report's bytes in a format, unfilled cells blank, figures in the places of the prose's fields, not read back: for looking at, never for handing in.
pub fn render(
    report: &Report,
    format: Format,
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<Vec<u8>, ExportError> {
    Ok(rendered(&field::resolved(report), format, options, forms)?.0)
}

fn rendered(
    report: &Report,
    format: Format,
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<(Vec<u8>, Filling), ExportError> {
    if let Some(bytes) = options.template {
        return Ok(template::fill(report, format, bytes, options, forms)?);
    }
    let document = || document::Document::new(report, options);
    let bytes = match format {
        Format::Docx => docx::write(&document(), options.made)?,
        Format::Xlsx => xlsx::write(report, &document(), options.made)?,
        Format::Pdf => pdf::write(&document(), options.typefaces, options.made)?,
        Format::Html if options.fragment => fragment::write(&document()).into_bytes(),
        Format::Html => html::write(&document(), options.chart).into_bytes(),
        Format::Txt => txt::encoded(&txt::write(&document()), options.windows_text),
        Format::Md => md::write(&document()).into_bytes(),
        Format::Csv => csv::write(report, options.last_year, options.as_printed).into_bytes(),
        Format::Json => json::write(report, options.last_year).into_bytes(),
    };
    Ok((bytes, Filling::default()))
}

/// A report as plain text, its tables drawn: for looking at. Totals are as computed, or as the source prints them.
pub fn plain_text(report: &Report, draft: bool, as_printed: bool) -> String {
    let options = Options { draft, as_printed, ..Options::FINAL };
    txt::write(&document::Document::new(&field::resolved(report), options))
}

/// A report's figures as a cell list. Totals are as computed, or as the source prints them.
pub fn cell_list(report: &Report, as_printed: bool) -> String {
    csv::write(report, None, as_printed)
}
