//! A return slip on paper: a page for a body, with what it has to mend, numbered, each point with its rule, its cells under
//! their official labels, both numbers and what to do. What stands on the slip is worked out by `domain::collection::slip`.

use super::document::{Chapter, Document, Paragraph, printed};
use super::{ExportError, Format, Moment, docx, html, md, txt};
use crate::domain::collection::chasing::day;
use crate::domain::collection::roster::{Decision, Point, Slip};
use crate::domain::collection::slip::labels;
use crate::domain::form::Form;
use crate::domain::text::Lang;
use crate::import::block::Block;
use crate::import::budget::Budget;
use crate::import::{self, ImportError};

/// The formats that a slip can have: those that are read by people.
pub const FORMATS: [Format; 4] = [Format::Docx, Format::Txt, Format::Html, Format::Md];

/// A slip with all that stands around it.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The form that the returned report fills.
    pub form: &'a Form,
    /// The report year.
    pub year: i32,
    /// The collecting office.
    pub office: &'a str,
    /// The body that has to mend.
    pub body: &'a str,
    /// What there is to mend.
    pub slip: &'a Slip,
    /// The decision that it is of: who returns the report, and on which day.
    pub decision: &'a Decision,
    /// The language of what is not official wording.
    pub lang: Lang,
}

impl Sheet<'_> {
    /// The slip in one of [`FORMATS`]; a Word document is read back.
    ///
    /// # Errors
    /// [`ExportError::Unwritable`] for another format and [`ExportError::Unreadable`] where the words do not come back.
    pub fn write(&self, format: Format, made: Option<Moment>) -> Result<Vec<u8>, ExportError> {
        let document = self.document();
        Ok(match format {
            Format::Docx => {
                let bytes = docx::write(&document, made)?;
                match words_of_docx(&bytes) {
                    Ok(words) if words == words_of(&document) => bytes,
                    Ok(_) => return Err(ExportError::Unreadable("docx".into())),
                    Err(error) => return Err(ExportError::Unreadable(error.message(self.lang))),
                }
            }
            Format::Txt => self.text().into_bytes(),
            Format::Html => html::write(&document, None).into_bytes(),
            Format::Md => md::write(&document).into_bytes(),
            other => return Err(ExportError::Unwritable(other.ending().into())),
        })
    }

    /// The slip as a text, for a file or to be pasted.
    pub fn text(&self) -> String {
        txt::write(&self.document())
    }

    fn document(&self) -> Document {
        let Sheet { form, lang, slip, body, .. } = *self;
        let count = slip.points.len();
        let due = slip.due.map(|due| day(due, lang));
        let number = slip.number;
        let mut preamble = vec![lang.say(format!("编号：第 {number} 号"), format!("No. {number}"))];
        preamble.push(lang.say(format!("{body}："), format!("{body}:")));
        let by_when = match (&due, lang) {
            (Some(due), Lang::Zh) => format!("请于{due}前改正，重新报送。"),
            (Some(due), Lang::En) => format!("Please mend them and hand the report in again by {due}."),
            (None, _) => lang.say("请改正后重新报送。", "Please mend them and hand the report in again."),
        };
        preamble.push(match count {
            0 => lang.say(
                format!("你单位报送的报告现予退回，原因见下。{by_when}"),
                format!("Your report is returned for the reason below. {by_when}"),
            ),
            _ => lang.say(
                format!("你单位报送的报告经校验有 {count} 处需要改正，现予退回。{by_when}"),
                format!("The checks of your report found points to mend: {count}. {by_when}"),
            ),
        });
        let mut chapters = Vec::new();
        let mut chapter = |id: &str, zh: &str, en: &str, lines: Vec<String>| {
            let numeral = lang.pick(["一", "二"][chapters.len().min(1)], ["1", "2"][chapters.len().min(1)]);
            let heading = lang.say(format!("{numeral}、{zh}"), format!("{numeral}. {en}"));
            chapters.push(Chapter { id: id.into(), heading, paragraphs: paragraphs(lines), table: None });
        };
        if count > 0 {
            let points = (1..).zip(&slip.points).flat_map(|(number, point)| self.point(number, point)).collect();
            chapter("points", "需要改正的地方", "Points to mend", points);
        }
        if !slip.remark.trim().is_empty() {
            chapter("remark", "其他说明", "Remarks", slip.remark.lines().map(String::from).collect());
        }
        let Decision { by, date, .. } = self.decision;
        let closing = vec![lang.say(format!("经办人：{by}"), format!("Returned by: {by}")), day(*date, lang)];
        let title = form.title(Some(self.year));
        Document {
            mark: None,
            agency: Some(printed(self.office)).filter(|office| !office.is_empty()),
            title: lang.say(format!("{title}退回单"), format!("{title}: return slip")),
            preamble: paragraphs(preamble),
            chapters,
            closing: paragraphs(closing),
        }
    }

    /// A point in lines: its rule, its cells, both numbers, what to do.
    fn point(&self, number: usize, point: &Point) -> Vec<String> {
        let Sheet { form, lang, .. } = *self;
        let rule = form.definition().rules.iter().find(|rule| rule.id == point.rule);
        let title = rule.map_or("", |rule| rule.title.get(lang));
        let mut lines =
            vec![lang.say(format!("{number}．{}　{title}", point.rule), format!("{number}. {}: {title}", point.rule))];
        let cells = labels(form, &point.cells, lang).join(lang.pick("；", "; "));
        if !cells.is_empty() {
            lines.push(lang.say(format!("涉及：{cells}"), format!("Cells: {cells}")));
        }
        if let Some((left, right)) = &point.sides {
            lines
                .push(lang.say(format!("两边的数：{left} 与 {right}"), format!("The two numbers: {left} and {right}")));
        }
        lines.push(lang.say(format!("怎么改：{}", point.message), format!("What to do: {}", point.message)));
        lines
    }
}

fn paragraphs(lines: Vec<String>) -> Vec<Paragraph> {
    let lines = lines.iter().map(|line| printed(line)).filter(|line| !line.is_empty());
    lines.map(|text| Paragraph { text, lead: None }).collect()
}

/// The words of a slip in order, without blanks.
fn words_of(document: &Document) -> String {
    let titles = document.agency.iter().chain([&document.title]).cloned();
    let chapters = document.chapters.iter().flat_map(|chapter| {
        std::iter::once(chapter.heading.clone()).chain(chapter.paragraphs.iter().map(|line| line.text.clone()))
    });
    let before = document.preamble.iter().map(|line| line.text.clone());
    let behind = document.closing.iter().map(|line| line.text.clone());
    titles.chain(before).chain(chapters).chain(behind).flat_map(without_blanks).collect()
}

fn words_of_docx(bytes: &[u8]) -> Result<String, ImportError> {
    let inner = |_: &[u8]| Err(ImportError::TooDeep);
    let read = import::docx::read(bytes, &Budget::default(), &inner)?;
    Ok(read.blocks.iter().filter_map(Block::line).flat_map(|line| without_blanks(line.text.clone())).collect())
}

fn without_blanks(text: String) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
