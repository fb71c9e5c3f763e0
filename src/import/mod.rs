//! Bytes of a document in, proposed figures and prose out, with notes on what was not understood. No files, no
//! terminal.
//!
//! The way through: `content` tells what the bytes are and decodes them; exchange formats (`cell_list`, `json`) name
//! their cells and are read at once; a published document goes through a reader (`text`, `html`, `docx`, `odt`, `rtf`,
//! `doc`, `workbook`, `pdf`, `ofd`) that delivers neutral blocks, and the one `recogniser` turns blocks into proposed figures
//! by the form's own labels. `package`, `ole` and `markup` open the containers that readers share; `flow` gathers what word
//! processors' documents have in common, `flat` knows office files that are one XML text, `mail` and `inside` those that hold
//! several others.

#![warn(missing_docs)]

pub mod aside;

pub mod block;

pub mod normal;

pub use crate::domain::printed as value;

#[doc(hidden)]
pub mod budget;

pub(crate) mod content;

mod foreign;

mod flat;

mod inside;

mod mail;

mod ole;

mod cell_list;

mod json;

#[doc(hidden)]
pub mod text;

mod html;

pub(crate) mod package;

pub(crate) mod markup;

pub mod words;

pub(crate) mod shade;

pub(crate) mod length;

pub(crate) mod docx;

mod flow;

mod odt;

mod rtf;

mod doc;

#[doc(hidden)]
pub mod workbook;

#[doc(hidden)]
pub mod pdf;

mod ofd;

#[doc(hidden)]
pub mod recogniser;

pub mod register;
pub mod roster;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::form::Form;
use crate::domain::proposal::Proposal;
use crate::domain::report::{Departure, Note, plain_name};
use crate::domain::text::Lang;
use aside::Aside;
use block::{Block, Document};
use budget::Budget;
use content::Content;
use flat::Flat;
pub use foreign::Foreign;

/// How a document is to be read.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Options {
    /// The language of notes.
    pub lang: Lang,
    /// The report year somebody named, which decides the edition where the document does not.
    pub year: Option<i32>,
    /// Which report of a file that holds several, from 1; where none is named, such a file is
    /// [`ImportError::Several`].
    pub report: Option<usize>,
    /// That all figures are of one report and its year, whatever stands beside them: a document that was just written is read
    /// back, and its own prose may speak of another year right above a table, or repeat headings.
    #[serde(default)]
    pub just_written: bool,
}

impl Options {
    /// Which of so many reports of a file is wanted, by index; the only one needs no choice.
    ///
    /// # Errors
    /// [`ImportError::Several`] with the given names where there are several and none, or one that is not there, is chosen.
    fn choose(self, names: &[String]) -> Result<usize, ImportError> {
        let chosen = self.report.and_then(|number| number.checked_sub(1)).filter(|&index| index < names.len());
        let only = (names.len() == 1).then_some(0);
        chosen.or(only).ok_or_else(|| ImportError::Several(names.to_vec()))
    }
}

/// Why a document gave no proposal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}", self.message(Lang::En))]
pub enum ImportError {
    /// There is nothing in the file.
    Empty,
    /// The file is larger than any report.
    TooLarge {
        /// Its length in bytes.
        found: usize,
        /// How many are read at most.
        most: usize,
    },
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
    /// A packed archive that cannot be opened.
    DamagedArchive,
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
    /// Several reports in one file, with what each is called there; [`Options::report`] chooses one.
    Several(Vec<String>),
    /// A document in which no figure of any form was found, with what was passed over in it.
    NoFigures(Vec<Aside>),
    /// A file that holds others, none of which is a report, with what each of them is.
    NoneInside(Vec<String>),
    /// A document without a line of a register.
    NoRegister,
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
    /// Whether the process that read came to its end over the document, so that nobody else should read it.
    pub fn is_end_of_reader(&self) -> bool {
        matches!(self, ImportError::TooLong | ImportError::TooMuch | ImportError::NoReader(_))
            || *self == ImportError::Damaged(String::new())
    }

    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            ImportError::Empty => lang.say(
                "文件是空的，没有可读取的内容。请检查是否选错了文件。",
                "The file is empty. Check that it is the right one.",
            ),
            ImportError::TooLarge { found, most } => {
                let (found, most) = (found >> 20, most >> 20);
                lang.say(
                    format!("文件有 {found} MB，超过上限 {most} MB。请只保留报告本身再导入。"),
                    format!("The file has {found} MB, more than the limit of {most} MB. Keep only the report itself and import that."),
                )
            }
            ImportError::PdfWithoutText => lang.say(
                "这个 PDF 里没有文字（可能是扫描件），无法读取数字。请改用文字版（Word、网页或可复制文字的 PDF），或对照录入。",
                "This PDF holds no text (most likely a scan), so its figures cannot be read. Use a version with text (Word, web page, a PDF whose text can be copied), or key the figures.",
            ),
            ImportError::DamagedPdf => lang.say(
                "这个 PDF 已损坏，无法打开。请重新下载，或在 PDF 阅读器中另存一份后导入。",
                "This PDF is damaged and cannot be opened. Download it again, or save a copy from a PDF viewer and import that.",
            ),
            ImportError::Office(kind) => {
                let (name, way) = (kind.name(lang), kind.way(lang));
                lang.say(format!("这是{name}，不能直接读取。{way}"), format!("This is {name}, which cannot be read directly. {way}"))
            }
            ImportError::Image => lang.say(
                "这是图片，里面没有文字，无法读取数字。请改用文字版，或对照录入。",
                "This is an image without text, so its figures cannot be read. Use a version with text, or key the figures.",
            ),
            ImportError::Binary => lang.say(
                "无法识别这个文件的类型。请在原来的软件中另存为纯文本（.txt）或网页（.html）后导入。",
                "The type of this file is not recognised. Save it as plain text (.txt) or as a web page (.html) in the program it comes from, and import that.",
            ),
            ImportError::Protected => lang.say(
                "这个文件有打开密码，无法读取。请在 WPS 或 Word 中用密码打开，去掉密码后另存，再导入。",
                "This file is protected by a password. Open it in WPS or Word with the password, save it without one, and import that.",
            ),
            ImportError::Damaged(cause) => lang.say(
                format!("文件已损坏或不完整，无法读取{}。请在 WPS 或 Word 中打开，另存为 .docx 或 .xlsx 后导入。", part(cause, lang)),
                format!("The file is damaged or incomplete{}. Open it in WPS or Word, save it as .docx or .xlsx, and import that.", part(cause, lang)),
            ),
            ImportError::DamagedArchive => lang.say(
                "这个压缩包已损坏或不完整，无法打开。请重新下载或重新压缩；能解压的，请解压后导入里面的文件。",
                "This packed archive is damaged or incomplete and cannot be opened. Download or pack it again; where it can be unpacked, import the files inside.",
            ),
            ImportError::Unpacked => lang.say(
                "文件的内容过多，不像一份报告，未读取。请只保留报告本身再导入。",
                "The file holds more than any report does, and was not read. Keep only the report itself and import that.",
            ),
            ImportError::TooDeep => lang.say(
                "文件的标签嵌套过深，不像一份报告，未读取。请复制其中的文字和表格，粘贴到 Word 或 WPS，存为 .docx 后导入。",
                "The file nests its elements too deeply to be a report, and was not read. Copy its text and tables into Word or WPS, save that as .docx, and import it.",
            ),
            ImportError::NoCell(found) => {
                let found = found.join(lang.pick("；", "; "));
                lang.say(
                    format!("单元格清单里没有读到任何数字（{found}）。每行应为“单元格代码,数值”，如 requests.new.natural_person,7。"),
                    format!("No figure of the cell list could be read ({found}). Each line should be `cell code,value`, such as requests.new.natural_person,7."),
                )
            }
            ImportError::Json(cause) => lang.say(
                format!("无法识别这个 JSON 文件：{cause}。应与本程序导出的 JSON 形式相同，至少有 cells。"),
                format!("The JSON file is not recognised: {cause}. It should have the shape of an exported JSON file, with at least cells."),
            ),
            ImportError::Several(names) => {
                let count = names.len();
                let listed: Vec<String> = (1..).zip(names).map(|(number, name)| format!("{number} {name}")).collect();
                let listed = listed.join(lang.pick("；", "; "));
                lang.say(
                    format!("文件里有 {count} 份报告（{listed}），请选择导入哪一份（命令行用 --report 1 至 {count}）。"),
                    format!("The file holds {count} reports ({listed}). Choose the one to import (on the command line: --report 1 to {count})."),
                )
            }
            ImportError::NoFigures(asides) => {
                let asides: BTreeSet<Aside> = asides.iter().copied().collect();
                let said: Vec<&str> = asides.into_iter().map(|aside| aside.of_document(lang)).collect();
                if said.is_empty() {
                    return lang.say(
                        "没有读出年度报告的任何数字。请检查是否选对了文件；表格如果是图片，请对照录入。",
                        "No figure of a yearly report was found. Check that it is the right file; where the tables are images, key the figures.",
                    ).to_string();
                }
                let said = said.join(lang.pick("；", "; "));
                lang.say(
                    format!("没有读出年度报告的任何数字：{said}。"),
                    format!("No figure of a yearly report was found: {said}."),
                )
            }
            ImportError::NoneInside(files) => {
                let files = files.join(lang.pick("；", "; "));
                lang.say(
                    format!("里面没有能读取的报告（{files}）。请检查是否选对了文件。"),
                    format!("There is no report inside that can be read ({files}). Check that it is the right file."),
                )
            }
            ImportError::NoRegister => lang.say(
                "没有读到依申请公开台账。表里应有编号、收到日期、申请人、答复日期、答复结果等表头中的至少三项，每件申请一行。请检查是否选错了文件。",
                "No register of requests was found. A table should have at least three of the heads number, day of receipt, applicant, day of the answer and outcome, with a line for each request. Check that it is the right file.",
            ),
            ImportError::TooLong => lang.say(
                "读这个文件用的时间太长，多半已损坏，没有读取。请在 WPS 或 Word 中打开，只留下报告本身，另存后再导入。",
                "Reading this file takes too long; most likely it is damaged. It was not read. Open it in WPS or Word, keep only the report itself, save it, and import that.",
            ),
            ImportError::TooMuch => lang.say(
                "读这个文件要用的内存太多，多半已损坏，没有读取。请在 WPS 或 Word 中打开，只留下报告本身，另存后再导入。",
                "Reading this file takes too much memory; most likely it is damaged. It was not read. Open it in WPS or Word, keep only the report itself, save it, and import that.",
            ),
            ImportError::NoReader(cause) => lang.say(
                format!("读取文件的进程没有启动（{cause}），文件没有读取。请再试一次；总是这样，请管理员允许 gouji 启动它自己。"),
                format!("The process that reads documents did not start ({cause}), and the file was not read. Try again; if it persists, have gouji allowed to start itself."),
            ),
            ImportError::NoForm => lang.say(
                "没有可用的报告格式。请检查程序是否完整。",
                "No edition of the form is available. Check that the program is complete.",
            ),
        }
    }
}

/// The part of a file that is damaged, in brackets, where the cause names one: what a library says besides is no help to a
/// clerk.
pub fn part(cause: &str, lang: Lang) -> String {
    let is_name = cause.is_ascii() && !cause.contains(' ') && cause.contains('.');
    if is_name { lang.say(format!("（{cause}）"), format!(" ({cause})")) } else { String::new() }
}

/// The most characters that are quoted of a document in a remark.
const MOST_QUOTED: usize = 2000;

/// A remark without the rest of what is far too long to be read.
fn quoted(mut words: String) -> String {
    if let Some((end, _)) = words.char_indices().nth(MOST_QUOTED) {
        words.truncate(end);
        words.push('…');
    }
    words
}

/// Reads a document by its content.
pub fn read(bytes: &[u8], forms: &[Arc<Form>], options: Options) -> Result<Proposal, ImportError> {
    let mut proposal = understand(bytes, forms, options).map_err(|error| match error {
        ImportError::NoCell(found) => ImportError::NoCell(found.into_iter().map(quoted).collect()),
        error => error,
    })?;
    for Note { place, text, .. } in &mut proposal.notes {
        (*place, *text) = (quoted(std::mem::take(place)), quoted(std::mem::take(text)));
    }
    for Departure { text, .. } in &mut proposal.departures {
        *text = quoted(std::mem::take(text));
    }
    // Blanks around a name, as cells and quotes keep them, make no other agency of it.
    let agency = proposal.agency.as_deref().map(plain_name).filter(|agency| !agency.is_empty()).map(String::from);
    Ok(Proposal { agency, ..proposal })
}

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What it is called there, with its folders.
    pub name: String,
    /// Its bytes, or why there are none.
    pub content: Result<Vec<u8>, ImportError>,
}

/// The files of an archive, for somebody who takes each of them in by itself; `None` where the bytes are none.
///
/// # Errors
/// As for reading it.
pub fn unpacked(bytes: &[u8]) -> Option<Result<Vec<Member>, ImportError>> {
    let budget = Budget::default();
    if !matches!(content::content(bytes, &budget), Ok(Content::Archive)) {
        return None;
    }
    let member = |inner: inside::Inner| Member { name: inner.name, content: inner.content };
    Some(inside::archived(bytes, &budget).map(|files| files.into_iter().map(member).collect()))
}

fn understand(bytes: &[u8], forms: &[Arc<Form>], options: Options) -> Result<Proposal, ImportError> {
    if forms.is_empty() {
        return Err(ImportError::NoForm);
    }
    open(bytes, forms, options, &Budget::default(), 0)
}

/// Files deeper than this in other files are not looked for.
const DEEPEST: usize = 2;

/// Reads a file that stands so deep in other files; it may hold others itself.
fn open(
    bytes: &[u8],
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
    depth: usize,
) -> Result<Proposal, ImportError> {
    let content = content::content(bytes, budget)?;
    // To take a file apart takes as much as to read what is in it.
    let apart = if depth == 0 { Budget::default() } else { budget.clone() };
    let files = match content {
        Content::Archive | Content::Mail if depth >= DEEPEST => return Err(ImportError::Office(Foreign::Archive)),
        Content::Archive => inside::archived(bytes, &apart)?,
        Content::Mail => mail::files(bytes, &apart)?,
        Content::Text(text) if is_json(&text) => {
            budget.charge(lines(&text) * LINE)?;
            return json::read(&text, forms, options, budget);
        }
        Content::Text(text) if cell_list::is_cell_list(&text, forms) => {
            budget.charge(lines(&text) * LINE)?;
            return cell_list::read(&text, forms, options, budget);
        }
        content => {
            let document = document(bytes, content, forms, options, budget, depth)?;
            budget.check()?;
            budget.charge(document.blocks.iter().map(weight).sum())?;
            return match &document.chosen {
                // The choice was made among the sheets.
                Some(sheet) => recogniser::read(&document, forms, Options { report: None, ..options })
                    .map(|proposal| named(proposal, sheet)),
                None => recogniser::read(&document, forms, options),
            };
        }
    };
    let inner = |bytes: &[u8], options: Options, budget: &Budget| open(bytes, forms, options, budget, depth + 1);
    inside::read(&files, options, budget, &inner)
}

/// Reads a published document of any kind.
fn document(
    bytes: &[u8],
    content: Content,
    forms: &[Arc<Form>],
    options: Options,
    budget: &Budget,
    depth: usize,
) -> Result<Document, ImportError> {
    let inner = |bytes: &[u8]| {
        let content = content::content(bytes, budget)?;
        if depth >= DEEPEST {
            Err(ImportError::TooDeep)
        } else {
            document(bytes, content, forms, options, budget, depth + 1)
        }
    };
    match content {
        Content::Docx => Ok(block::counted(docx::read(bytes, budget, &inner)?)),
        Content::Workbook(kind) => workbook::read(bytes, kind, forms, options, budget),
        Content::Pdf => pdf::read(bytes, budget),
        Content::Doc => Ok(block::counted(doc::read(bytes, budget)?)),
        Content::Rtf => Ok(block::counted(rtf::read(bytes, budget)?)),
        Content::Odt => Ok(block::counted(odt::read(bytes, budget)?)),
        Content::FlatOdt(text) => Ok(block::counted(odt::read_flat(&text, budget)?)),
        Content::Ofd => ofd::read(bytes, budget),
        Content::Flat(Flat::Package, text) => inner(&flat::package(&text, budget)?),
        Content::Flat(Flat::Open, text) => inner(&flat::open_document(&text, budget)?),
        Content::Flat(Flat::Word, text) => Ok(block::counted(docx::read_flat(&text, budget)?)),
        Content::Flat(Flat::Sheets, text) => workbook::read_flat(&text, forms, options, budget),
        Content::Mail => inner(&mail::page(bytes, budget)?),
        Content::Archive => Err(ImportError::Office(Foreign::Archive)),
        Content::Text(text) => {
            budget.charge(lines(&text) * LINE)?;
            if !content::is_html(&text)
                && let Some(document) = workbook::read_text(&text, forms, options, budget)?
            {
                return Ok(document);
            }
            Ok(block::counted(match text::read_laid_out(&text) {
                Some(blocks) => blocks.into(),
                None if content::is_html(&text) => html::read(&text, budget)?,
                None => text::read(&text, budget)?,
            }))
        }
    }
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}

/// Whether a text is JSON of ours.
fn is_json(text: &str) -> bool {
    let start = text.trim_start_matches(normal::is_blank_char);
    start.starts_with('{') || (start.starts_with('[') && start[1..].trim_start().starts_with(['{', ']']))
}

/// A report of a workbook of several, whose sheet may be called after its body or year.
fn named(mut proposal: Proposal, sheet: &str) -> Proposal {
    let (agency, year) = recogniser::title::in_name(proposal.form.definition().titles.as_ref(), sheet);
    proposal.agency = proposal.agency.or(agency);
    proposal.year = proposal.year.or(year);
    proposal
}

/// What a line of a text takes, or a block, besides its words.
const LINE: usize = 96;

/// What it takes to make out what a byte of a document's words means.
const MEANING: usize = 24;

/// What it takes to make out what a block means.
fn weight(block: &Block) -> usize {
    match block {
        Block::Grid(grid) => {
            let cells = grid.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| LINE / 2 + cell.text.len() * MEANING).sum()
        }
        other => LINE + other.line().map_or(0, |line| line.text.len() * MEANING),
    }
}

/// The form of the edition that decides where a document does not: that of the year somebody named, else the newest.
fn usual_form(forms: &[Arc<Form>], year: Option<i32>) -> Option<&Arc<Form>> {
    let of_year = year.and_then(|year| forms.iter().rev().find(|form| form.definition().years.have(year)));
    of_year.or_else(|| forms.iter().max_by_key(|form| form.definition().years.first))
}
