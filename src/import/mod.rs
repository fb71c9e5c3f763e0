//! Bytes of a document in, proposed figures and prose out, with notes on what was not understood. No files, no
//! terminal.
//!
//! The way through: `content` tells what the bytes are and decodes them; exchange formats (`cell_list`, `json`) name
//! their cells and are read at once; a published document goes through a reader (`text`, `html`, `docx`, `workbook`,
//! `pdf`) that delivers neutral blocks, and the one `recogniser` turns blocks into proposed figures by the form's own
//! labels. `package`, `ole` and `markup` open the containers that readers share.

#![warn(missing_docs)]

pub mod block;

pub mod normal;

pub use crate::domain::printed as value;

pub(crate) mod content;

mod foreign;

mod ole;

mod cell_list;

mod json;

#[doc(hidden)]
pub mod text;

mod html;

pub(crate) mod package;

pub(crate) mod markup;

pub(crate) mod docx;

#[doc(hidden)]
pub mod workbook;

#[doc(hidden)]
pub mod pdf;

#[doc(hidden)]
pub mod recogniser;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::form::Form;
use crate::domain::proposal::Proposal;
use crate::domain::report::plain_name;
use crate::domain::text::Lang;
use content::Content;
pub use foreign::Foreign;

/// How a document is to be read.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Options {
    /// The language of notes.
    pub lang: Lang,
    /// The report year somebody named, which decides the edition where the document does not.
    pub year: Option<i32>,
}

/// Why a document gave no proposal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}", self.message(Lang::En))]
#[allow(missing_docs)]
pub enum ImportError {
    /// There is nothing in the file.
    Empty,
    /// The file is larger than any report.
    TooLarge { found: usize, most: usize },
    /// A PDF without any text, as a scan is.
    PdfWithoutText,
    /// A PDF that cannot be opened.
    DamagedPdf,
    /// A file of the office world that is not read.
    Office(Foreign),
    /// A picture.
    Image,
    /// A document that a password locks.
    Protected,
    /// A document whose container or markup cannot be read, with the cause as the library gives it.
    Damaged(String),
    /// A document that grows beyond all reason when it is unpacked.
    Unpacked,
    /// Bytes that are no text.
    Binary,
    /// A document whose elements nest beyond all reason.
    TooDeep,
    /// A cell list without a single cell that can be read, with what was found instead, by line.
    NoCell(Vec<String>),
    /// JSON that does not have the shape of `gouji show`.
    Json(String),
    /// Several reports in one file.
    Several(usize),
    /// A document in which no figure of any form was found.
    NoFigures,
    /// No form was handed in.
    NoForm,
    /// Reading it takes more time than any report does.
    TooLong,
    /// Reading it takes more memory than any report does, or nests too deeply for its stack.
    TooMuch,
    /// The process that reads documents could not be started or asked, with the system's reason.
    NoReader(String),
}

impl ImportError {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            ImportError::Empty => lang.say(
                "文件是空的，没有可读的内容。请检查是否选错了文件。",
                "The file is empty. Check that it is the right one.",
            ),
            ImportError::TooLarge { found, most } => {
                let (found, most) = (found >> 20, most >> 20);
                lang.say(
                    format!("文件有 {found} MB，超过上限 {most} MB。请只保留报告本身再导入。"),
                    format!("The file has {found} MB, more than {most} MB. Keep only the report itself and try again."),
                )
            }
            ImportError::PdfWithoutText => lang.say(
                "这个 PDF 里没有文字（多半是扫描件），也就没有数字可读。请找文字版（Word、网页或可复制文字的 PDF），或照着录入。",
                "This PDF holds no text (most likely a scan), so there are no figures to read. Find a version with text (Word, web page, a PDF whose text can be copied), or key the figures.",
            ),
            ImportError::DamagedPdf => lang.say(
                "这个 PDF 已损坏，打不开。请重新下载，或在阅读器中另存一份；也可以用 pdftotext -layout 转成文本后导入。",
                "This PDF is damaged and cannot be opened. Download it again, save a copy from a viewer, or convert it with pdftotext -layout FILE.pdf and import the text.",
            ),
            ImportError::Office(kind) => {
                let (name, way) = (kind.name(lang), kind.way(lang));
                lang.say(format!("这是{name}，不能直接读取。{way}"), format!("This is {name}, which is not read. {way}"))
            }
            ImportError::Image => lang.say(
                "这是图片，里面没有文字，也就没有数字可读。请找文字版，或照着录入。",
                "This is an image: no text, no figures. Find a text version, or key the figures.",
            ),
            ImportError::Binary => lang.say(
                "这个文件不是文本，认不出格式。请在原来的软件中另存为纯文本（.txt）或网页（.html）后导入。",
                "This file is not a text and its format is unknown. Save it as plain text (.txt) or as a web page (.html) and import that.",
            ),
            ImportError::Protected => lang.say(
                "这个文件有打开密码，读不了。请在 WPS 或 Word 中用密码打开，去掉密码后另存，再导入。",
                "A password locks this file. Open it in WPS or Word with the password, save it without one, and import that.",
            ),
            ImportError::Damaged(cause) => {
                let [zh, en] = match cause.as_str() {
                    "" => [String::new(), String::new()],
                    cause => [format!("（{cause}）"), format!(" ({cause})")],
                };
                lang.say(
                    format!("文件已损坏或不完整，无法读取{zh}。请在 WPS 或 Word 中打开，另存为 .docx 或 .xlsx 后导入。"),
                    format!("The file is damaged or incomplete{en}. Open it in WPS or Word, save it as .docx or .xlsx, and import that."),
                )
            }
            ImportError::Unpacked => lang.say(
                "文件的内容太多，不像一份报告，没有读取。请只保留报告本身再导入。",
                "The file holds more than any report does, and was not read. Keep only the report itself and try again.",
            ),
            ImportError::TooDeep => lang.say(
                "文件的标签嵌套过深，不像一份报告。请复制正文，另存为纯文本后导入。",
                "The file nests its elements too deeply to be a report. Copy the text, save it as plain text and import that.",
            ),
            ImportError::NoCell(found) => {
                let found = found.join(lang.pick("；", "; "));
                lang.say(
                    format!("单元格清单里没有读到任何数字（{found}）。每行应为“单元格代码,数值”，如 requests.new.natural_person,7。"),
                    format!("No figure of the cell list could be read ({found}). Every line should be `cell,value`, such as requests.new.natural_person,7."),
                )
            }
            ImportError::Json(cause) => lang.say(
                format!("JSON 读不懂：{cause}。应与导出的 JSON 形式相同，至少有 cells。"),
                format!("The JSON is not understood: {cause}. It should have the shape of JSON as it is exported, at least cells."),
            ),
            ImportError::Several(count) => lang.say(
                format!("这个 JSON 文件里有 {count} 份报告，一次只能导入一份。请每份存成一个文件。"),
                format!("This JSON file holds {count} reports, one can be imported at a time. Save each in a file of its own."),
            ),
            ImportError::NoFigures => lang.say(
                "没有读到年度报告的任何数字。请检查是否选对了文件；表格如果是图片，只能照着录入。",
                "No figure of a yearly report was found. Check that it is the right file; where the tables are images, key the figures.",
            ),
            ImportError::TooLong => lang.say(
                "读这个文件用的时间太长（超过 10 秒），多半已损坏，没有读取。请在 WPS 或 Word 中打开，只留下报告本身，另存后再导入。",
                "Reading this file takes too long (more than 10 seconds); most likely it is damaged. It was not read. Open it in WPS or Word, keep only the report itself, save it, and import that.",
            ),
            ImportError::TooMuch => lang.say(
                "读这个文件要用的内存太多（超过 512 MB），多半已损坏，没有读取。请在 WPS 或 Word 中打开，只留下报告本身，另存后再导入。",
                "Reading this file takes too much memory (more than 512 MB); most likely it is damaged. It was not read. Open it in WPS or Word, keep only the report itself, save it, and import that.",
            ),
            ImportError::NoReader(cause) => lang.say(
                format!("读取文件的进程没有启动（{cause}），文件没有读取。请再试一次；总是这样，请管理员允许 gouji 启动它自己。"),
                format!("The process that reads documents did not start ({cause}), and the file was not read. Try again; if it persists, have gouji allowed to start itself."),
            ),
            ImportError::NoForm => lang.say(
                "没有可用的报告格式。请检查程序是否完整。",
                "No form is available. Check that the program is complete.",
            ),
        }
    }
}

/// Reads a document by its content.
pub fn read(bytes: &[u8], forms: &[Arc<Form>], options: Options) -> Result<Proposal, ImportError> {
    let proposal = understand(bytes, forms, options)?;
    // Blanks around a name, as cells and quotes keep them, make no other agency of it.
    let agency = proposal.agency.as_deref().map(plain_name).filter(|agency| !agency.is_empty()).map(String::from);
    Ok(Proposal { agency, ..proposal })
}

fn understand(bytes: &[u8], forms: &[Arc<Form>], options: Options) -> Result<Proposal, ImportError> {
    if forms.is_empty() {
        return Err(ImportError::NoForm);
    }
    let text = match content::content(bytes)? {
        Content::Docx => return recogniser::read(&block::counted(docx::read(bytes)?), forms, options),
        Content::Workbook(kind) => return recogniser::read(&workbook::read(bytes, kind, forms)?, forms, options),
        Content::Pdf => return recogniser::read(&pdf::read(bytes)?, forms, options),
        Content::Text(text) => text,
    };
    if text.bytes().filter(|&byte| byte == b'\n').count() > MOST_LINES {
        return Err(ImportError::Unpacked);
    }
    let start = text.trim_start_matches(normal::is_blank_char);
    if start.starts_with('{') || (start.starts_with('[') && start[1..].trim_start().starts_with(['{', ']'])) {
        return json::read(&text, forms, options);
    }
    if cell_list::is_cell_list(&text, forms) {
        return cell_list::read(&text, forms, options);
    }
    let blocks = match text::read_laid_out(&text) {
        Some(blocks) => blocks,
        None if content::is_html(&text) => html::read(&text)?,
        None => text::read(&text)?,
    };
    recogniser::read(&block::counted(blocks), forms, options)
}

/// The most lines of a text or page: a thousand times as many as a report has.
const MOST_LINES: usize = 1_000_000;

/// The form of the edition that decides where a document does not: that of the year somebody named, else the newest.
fn usual_form(forms: &[Arc<Form>], year: Option<i32>) -> Option<&Arc<Form>> {
    let of_year = year.and_then(|year| forms.iter().rev().find(|form| form.definition().years.have(year)));
    of_year.or_else(|| forms.iter().max_by_key(|form| form.definition().years.first))
}
