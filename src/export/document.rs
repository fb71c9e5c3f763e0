//! One neutral document for every format: title lines, paragraphs, headings and tables with spans, made from a report.
//! It holds what any format needs and nothing that only one of them knows; fonts, pages and markup are theirs.

pub mod paragraph;

mod table;

mod widths;

pub use paragraph::{Lead, Level, Paragraph, paragraphs, printed};
pub use table::{Content, Heads, Table, TableCell};

use super::Options;
use super::last_year::LastYear;
use crate::domain::recalculation::Totals;
use crate::domain::report::{Part, Report};
use crate::domain::text::Lang;

/// Where a blank form has its agency written.
const BLANK_AGENCY: &str = "____________________";

/// Where a blank form has its year written, before 年.
const BLANK_YEAR: &str = "______";

/// An empty paragraph: every format keeps a full-width blank as a line.
const EMPTY_PARAGRAPH: &str = "\u{3000}";

/// How many empty paragraphs a blank form has for a chapter's prose.
const BLANK_PARAGRAPHS: usize = 4;

/// A report as it is handed in, before it has a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What a draft is marked with; a final document has none.
    pub mark: Option<&'static str>,
    /// First title line, where the agency is known.
    pub agency: Option<String>,
    /// The title below the agency.
    pub title: String,
    /// What stands before the first chapter.
    pub preamble: Vec<Paragraph>,
    /// The chapters of the form, in order.
    pub chapters: Vec<Chapter>,
    /// Signature and date.
    pub closing: Vec<Paragraph>,
}

/// A chapter: its heading, its paragraphs, and its table below them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// The chapter's id in the form, for anchors and names of sheets.
    pub id: String,
    /// The heading with its numeral: `一、总体情况`.
    pub heading: String,
    /// The prose; in a chapter with a table, what stands beside it.
    pub paragraphs: Vec<Paragraph>,
    /// Its table.
    pub table: Option<Table>,
}

impl Document {
    /// What a draft is marked with, on its first line.
    pub const DRAFT_MARK: &'static str = "草稿";

    /// The document of a report. Totals are as computed, or where that is asked as printed on the source; unfilled cells are
    /// blank. Last year's figures stand behind those of the cells that both have. A blank form has lines to
    /// write on where agency, year and prose are missing.
    pub fn new(report: &Report, options: Options<'_>) -> Document {
        let form = report.form();
        let totals = Totals::new(form, report.entries());
        let last_year = options.last_year.map(LastYear::new);
        let chapters = form.definition().chapters.iter().enumerate().map(|(index, chapter)| Chapter {
            id: chapter.id.clone(),
            heading: format!("{}、{}", chapter.numeral, chapter.heading),
            paragraphs: chapter_paragraphs(report, index, options.blank),
            table: form
                .table_of_chapter(index)
                .map(|table| Table::new(report, &totals, last_year.as_ref(), table, options)),
        });
        let agency = report.agency.as_deref().map(printed).filter(|agency| !agency.is_empty());
        Document {
            mark: options.draft.then_some(Document::DRAFT_MARK),
            agency: agency.or_else(|| options.blank.then(|| BLANK_AGENCY.to_string())),
            title: title(report, options.blank),
            preamble: or_room(Paragraph::all(report.text(Part::Preamble)), options.blank),
            chapters: chapters.collect(),
            closing: Paragraph::all(report.text(Part::Closing)),
        }
    }

    /// The whole title on one line, as a window or a web browser's tab shows it; room to write on is no part of it.
    pub fn name(&self) -> String {
        let title = match self.title.strip_prefix(BLANK_YEAR) {
            Some(title) => title.trim_start_matches('年'),
            None => &self.title,
        };
        format!("{}{title}", self.author().unwrap_or_default())
    }

    /// Whose report it is, where that is known.
    pub fn author(&self) -> Option<&str> {
        self.agency.as_deref().filter(|agency| *agency != BLANK_AGENCY)
    }
}

/// The form's title, with the sign of an aggregated report; where the year is unknown, a blank form has room for it, and
/// elsewhere the 年 that would follow it goes too.
fn title(report: &Report, blank: bool) -> String {
    let title = report.form().title(report.year) + report.scope.behind(Lang::Zh);
    match report.year {
        Some(_) => title,
        None if blank => format!("{BLANK_YEAR}{title}"),
        None => title.trim_start_matches('年').to_string(),
    }
}

/// The preamble; a blank form has an empty paragraph for one.
fn or_room(written: Vec<Paragraph>, blank: bool) -> Vec<Paragraph> {
    let room = blank && written.is_empty();
    if room { vec![Paragraph { text: EMPTY_PARAGRAPH.to_string(), lead: None }] } else { written }
}

/// A chapter's prose; on a blank form, a chapter that is nothing but prose has empty paragraphs to write in.
fn chapter_paragraphs(report: &Report, index: usize, blank: bool) -> Vec<Paragraph> {
    let written = Paragraph::all(report.text(Part::Chapter(index)));
    if !blank || !written.is_empty() || report.form().table_of_chapter(index).is_some() {
        return written;
    }
    vec![Paragraph { text: EMPTY_PARAGRAPH.to_string(), lead: None }; BLANK_PARAGRAPHS]
}
