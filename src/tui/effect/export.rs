//! Writes a report into a file as the export dialog orders it, read back before it is saved.

use crate::domain::report::Report;
use crate::store::clock;
use crate::work::export::{Beside, ExportError, Exporting, Format, OldProse, Unwritten, now};

use super::super::message::{ExportOrder, Offer};
use super::super::model::Msg;
use super::job::{self, Step};
use super::{Outside, lines};

/// The formats that can be exported, those that offices hand in first.
pub const OFFERS: &[Offer] = &[
    Offer { fills: Format::Docx.with_macros(), ..offer("docx", ("Word 文档", "Word document")) },
    Offer { fills: Format::Xlsx.with_macros(), sheet: false, ..offer("xlsx", ("Excel 工作簿", "Excel workbook")) },
    Offer { draws: true, ..offer("html", ("网页", "Web page")) },
    Offer {
        fragment: true, ..offer("html", ("网页片段，粘贴到网站后台", "HTML fragment to paste into a CMS"))
    },
    offer("pdf", ("PDF 文件", "PDF")),
    offer("md", ("Markdown", "Markdown")),
    offer("txt", ("文本文件", "Plain text")),
    Offer { sheet: false, ..offer("csv", ("单元格清单", "Cell list")) },
    Offer { sheet: false, ..offer("json", ("供其他程序使用", "For other programs")) },
    Offer {
        package: true,
        ..offer(
            "",
            (
                "报送包：docx、pdf、xlsx、ron、校验情况表、校验码",
                "Package: docx, pdf, xlsx, ron, check sheet, checksums",
            ),
        )
    },
];

const fn offer(ending: &'static str, words: (&'static str, &'static str)) -> Offer {
    Offer { ending, words, fragment: false, fills: None, sheet: true, draws: false, package: false }
}

impl Outside {
    /// Makes the documents and reads them back. A report that cannot be final, and a file that is there already, are told
    /// before anything is written; what is written then goes on by itself.
    pub(super) fn begin_export(&self, report: &Report, order: &ExportOrder) -> Result<Step, String> {
        let sheet = order.check_sheet.clone().map(|path| (Format::of_path(&path).unwrap_or(Format::Docx), path));
        let wish = Exporting {
            out: order.path.clone(),
            format: Format::ALL.into_iter().find(|format| format.ending() == order.ending).unwrap_or(Format::Docx),
            draft: order.draft,
            blank: false,
            fragment: order.fragment,
            chart: order.chart,
            template: order.form.clone(),
            old_prose: match order.replaces_prose {
                None => OldProse::ByForm,
                Some(true) => OldProse::Replace,
                Some(false) => OldProse::Keep,
            },
            font: None,
            beside: if order.last_year { Beside::Library } else { Beside::Nothing },
            check_sheet: sheet.map(|(format, path)| (path, format)),
            plain_banners: order.plain_banners,
            windows_text: cfg!(windows),
            made: order.dated.then(now),
        };
        let folder = order.package.then_some(order.path.as_path());
        let made = match folder {
            Some(folder) => self.office.package(report, None, folder, &wish),
            None => self.office.documents(report, None, &wish),
        };
        let documents = match made {
            Ok(documents) => documents,
            Err(Unwritten::Export(ExportError::Refused(refusal))) => {
                return Ok(Step::from(Msg::ExportRefused {
                    lines: refusal.lines(report.form(), self.office.lang),
                    releasable: refusal.unfilled.is_empty() && !refusal.is_broken,
                    today: clock::today(),
                }));
            }
            Err(error) => return Err(error.message(report.form(), self.office.lang)),
        };
        let (form, lang) = (report.form(), self.office.lang);
        if order.replaces_prose.is_none() && documents.filling.asks() {
            return Ok(Step::from(Msg::ExportAsks(documents.filling.doubtful(form, lang))));
        }
        let files = documents.files;
        if let Some((there, _)) = files.iter().find(|(path, _)| !order.overwrite && path.exists()) {
            return Ok(Step::from(Msg::ExportExists(there.clone())));
        }
        let is_draft = order.draft && !wish.format.is_exchange();
        let uses_others = order.last_year || order.chart || order.check_sheet.is_some();
        let known = if uses_others || order.package { documents.known.remarks } else { Vec::new() };
        let remark = lines(documents.filling.remarks(form, lang).into_iter().chain(known).collect::<Vec<_>>());
        Ok(Step {
            msg: Some(Msg::Exporting),
            order: Some(job::Order::publish(
                files,
                order.package.then(|| order.path.clone()),
                order.then.clone(),
                (is_draft, remark),
            )),
        })
    }
}
