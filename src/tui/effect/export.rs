//! Writes a report into a file as the export dialog orders it, read back before it is saved.

use std::path::{Path, PathBuf};

use crate::domain::report::{Key, Report};
use crate::domain::text::Lang;
use crate::domain::trend::Trend;
use crate::export::typeface::TypefaceError;
use crate::export::{self, ExportError, Format, Options, check_sheet};
use crate::store::{atomic, typefaces};

use super::super::message::{Offer, Order};
use super::super::model::Msg;
use super::Outside;
use super::job::{self, Step};

/// The formats that can be exported, those that offices hand in first.
pub const OFFERS: &[Offer] = &[
    Offer { fills: true, ..offer("docx", ("Word 文档", "Word document")) },
    Offer { fills: true, sheet: false, ..offer("xlsx", ("Excel 工作簿", "Excel workbook")) },
    Offer { draws: true, ..offer("html", ("网页", "web page")) },
    Offer {
        fragment: true,
        ..offer("html", ("网页片段，贴进网站编辑器", "piece of a web page, for a portal's editor"))
    },
    offer("pdf", ("PDF 文件", "PDF")),
    offer("md", ("Markdown", "Markdown")),
    offer("txt", ("纯文本", "plain text")),
    Offer { sheet: false, ..offer("csv", ("单元格清单", "cell list")) },
    Offer { sheet: false, ..offer("json", ("数据交换", "for other programs")) },
];

const fn offer(ending: &'static str, words: (&'static str, &'static str)) -> Offer {
    Offer { ending, words, fragment: false, fills: false, sheet: true, draws: false }
}

impl Outside {
    /// Makes the documents and reads them back. A report that cannot be final, and a file that is there already, are told
    /// before anything is written; what is written then goes on by itself.
    pub(super) fn begin_export(&self, report: &Report, order: &Order) -> Result<Step, String> {
        let format = Format::ALL.into_iter().find(|format| format.ending() == order.ending).unwrap_or(Format::Docx);
        let last_year = if order.last_year { Some(self.last_year(report)?) } else { None };
        let form = order.form.as_deref().map(|path| self.form_to_fill(path, &order.path)).transpose()?;
        // Only the check sheet speaks of last year.
        let background = order.check_sheet.as_ref().map(|_| self.background(report).unwrap_or_default());
        let chart = if order.chart { self.chart(report)? } else { None };
        let options = Options {
            background: background.as_deref(),
            lang: self.lang,
            draft: order.draft,
            blank: false,
            fragment: order.fragment,
            last_year: last_year.as_ref(),
            template: form.as_deref(),
            typefaces: None,
            chart: chart.as_ref(),
            as_printed: false,
        };
        let forms = self.forms.all();
        let bytes = match set(format, options, |options| export::export(report, format, options, forms)) {
            Ok(bytes) => bytes,
            Err(ExportError::Refused(refusal)) => {
                return Ok(Step::from(Msg::ExportRefused {
                    lines: refusal.lines(report.form(), self.lang),
                    releasable: refusal.unfilled.is_empty(),
                    today: super::today(),
                }));
            }
            Err(error) => return Err(error.message(report.form(), self.lang)),
        };
        let sheet = order.check_sheet.as_deref().map(|path| {
            let format = Format::of_path(path).unwrap_or(Format::Docx);
            let bytes = set(format, options, |options| check_sheet::write(report, format, options));
            bytes.map(|bytes| (path, bytes)).map_err(|error| error.message(report.form(), self.lang))
        });
        let files = [Some((order.path.as_path(), bytes)), sheet.transpose()?].into_iter().flatten();
        let files: Vec<(PathBuf, Vec<u8>)> = files.map(|(path, bytes)| (path.to_path_buf(), bytes)).collect();
        if let Some((folder, _)) = files.iter().find(|(path, _)| path.is_dir()) {
            return Err(match self.lang {
                Lang::Zh => format!("{} 是一个文件夹，请写出文件名", folder.display()),
                Lang::En => format!("{} is a folder; give the name of a file", folder.display()),
            });
        }
        if let Some((there, _)) = files.iter().find(|(path, _)| !order.overwrite && path.exists()) {
            return Ok(Step::from(Msg::ExportExists(there.clone())));
        }
        let is_draft = order.draft && !format.is_exchange();
        Ok(Step { msg: Some(Msg::Exporting), order: Some(job::Order::Publish { files, is_draft }) })
    }

    /// The years up to the report's.
    fn chart(&self, report: &Report) -> Result<Option<Trend>, String> {
        let years = report.key().map(|key| self.library.years(&key, &self.forms, Some(report)));
        let (reports, _) = years.transpose().map_err(|error| self.words(&error))?.unwrap_or_default();
        let until: Vec<Report> = reports.into_iter().filter(|other| other.year <= report.year).collect();
        Ok(Trend::new(report.agency.as_deref().unwrap_or_default(), report.scope, &until))
    }

    fn last_year(&self, report: &Report) -> Result<Report, String> {
        let key = report.key().map(|key| Key { year: key.year - 1, ..key });
        let loaded = key.map(|key| self.library.load(&key, &self.forms));
        match loaded {
            Some(Ok(loaded)) => Ok(loaded.report),
            Some(Err(error)) => Err(self.words(&error)),
            None => {
                Err(self.lang.pick("不知道上年度是哪份报告", "which report is last year's is not known").to_string())
            }
        }
    }

    /// The form's bytes; it is never replaced by what is filled.
    fn form_to_fill(&self, form: &Path, out: &Path) -> Result<Vec<u8>, String> {
        let same = form.canonicalize().ok().zip(out.canonicalize().ok()).is_some_and(|(form, out)| form == out);
        if same {
            return Err(match self.lang {
                Lang::Zh => format!("{} 就是要填的表本身，请换一个文件名", out.display()),
                Lang::En => format!("{} is the very form to be filled; choose another name", out.display()),
            });
        }
        atomic::read(form).map_err(|error| self.words(&error))
    }
}

/// Makes a document, with typefaces where the format needs them.
fn set(
    format: Format,
    options: Options<'_>,
    make: impl Fn(Options<'_>) -> Result<Vec<u8>, ExportError>,
) -> Result<Vec<u8>, ExportError> {
    if format != Format::Pdf {
        return make(options);
    }
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent);
    let mut found = typefaces::find(None, beside)?;
    match make(Options { typefaces: Some(&found), ..options }) {
        Err(ExportError::Typeface(TypefaceError::Lacking(characters)))
            if typefaces::supplement(&mut found, &characters, beside) =>
        {
            make(Options { typefaces: Some(&found), ..options })
        }
        result => result,
    }
}
