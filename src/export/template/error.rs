//! Why a form cannot be filled, with what was looked for and what was found. Nothing is written then.

use crate::domain::finding::cell_name;
use crate::domain::form::{CellId, Form};
use crate::domain::proposal::Place;
use crate::domain::text::Lang;
use crate::export::{listed, place};
use crate::import::block::Block;
use crate::import::normal::is_blank_char;
use crate::import::{ImportError, part};

/// Why a form cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum TemplateError {
    /// The file is no Word or Excel document that can be filled, with what it is.
    Unreadable(ImportError),
    /// A kind of file that is read but not filled.
    NoForm,
    /// The form is a Word document and the file to write is none, or the other way round; or one has macros by its name and
    /// the other has none.
    OtherFormat {
        /// The usual ending of the form.
        form: &'static str,
        /// That of the file to write.
        wanted: String,
        /// Whether the form has macros, which stay.
        macros: bool,
    },
    /// The tables of the report are not in it.
    NoTables {
        /// The tables that were looked for.
        wanted: Vec<String>,
        /// How many tables the file has.
        tables: usize,
        /// What the first of them, or the first paragraphs, begin with.
        found: Vec<String>,
    },
    /// The tables are those of another edition.
    Edition {
        /// The edition of the file's tables.
        found: String,
        /// That of the report.
        wanted: String,
    },
    /// Some cells of the report have no place in the form.
    NoPlace {
        /// Those without a place.
        cells: Vec<CellId>,
        /// How many cells the report's form has.
        all: usize,
    },
    /// Some chapters of the report have no heading in the form.
    NoChapter(Vec<usize>),
    /// Parts of the report that have a heading in the form but no blank row below it, by name.
    NoRoom(Vec<String>),
    /// The form stands in the file twice: where its tables do.
    Twice(Vec<Place>),
    /// Cells whose formulas hang together with others, so that no figure can stand in their place.
    Formula(Vec<String>),
    /// The form cannot be changed, with the cause as the library gives it.
    Damaged(String),
}

/// How many beginnings a message shows, and how many characters of each.
const SHOWN: usize = 3;

const LONGEST: usize = 20;

impl TemplateError {
    pub(super) fn no_tables(form: &Form, blocks: &[Block]) -> TemplateError {
        let tables = blocks.iter().filter(|block| matches!(block, Block::Grid(_)));
        let first = |block: &Block| {
            let text = match block {
                Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) => line.text.clone(),
                Block::Grid(grid) => {
                    let cells = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
                    cells.filter(|text| !text.is_empty()).take(SHOWN).collect::<Vec<_>>().join(" ")
                }
            };
            text.trim_matches(is_blank_char).chars().take(LONGEST).collect::<String>()
        };
        let count = tables.clone().count();
        let found = if count > 0 {
            tables.take(SHOWN).map(first).collect()
        } else {
            blocks.iter().take(SHOWN).map(first).collect()
        };
        let wanted = form.tables().iter().enumerate().map(|(index, table)| {
            let chapter =
                form.chapter_of_table(index).map(|chapter| form.definition().chapters[chapter].heading.clone());
            chapter.unwrap_or_else(|| table.short.zh.clone())
        });
        TemplateError::NoTables { wanted: wanted.collect(), tables: count, found }
    }

    /// The error in words, with what to do.
    pub fn message(&self, form: &Form, lang: Lang) -> String {
        let quoted = |texts: &[String]| {
            let (open, close) = (lang.pick("“", "\""), lang.pick("”", "\""));
            texts.iter().map(|text| format!("{open}{text}{close}")).collect::<Vec<_>>().join(lang.pick("、", ", "))
        };
        match self {
            TemplateError::Unreadable(error) if *error != ImportError::Binary => lang.say(
                format!("表样无法打开：{}", error.message(lang)),
                format!("The template cannot be opened: {}", error.message(lang)),
            ),
            TemplateError::NoForm | TemplateError::Unreadable(_) => lang.say(
                "表样不是 .docx 或 .xlsx 文件。请在 WPS、Word 或 Excel 中打开，另存为 .docx 或 .xlsx 后再套用。",
                "The template is neither a .docx nor an .xlsx file. Open it in WPS, Word or Excel, save it as .docx or .xlsx, and use that.",
            ),
            TemplateError::OtherFormat { form, wanted, macros } => {
                let why = match macros {
                    true => lang.pick("，带有宏，套用后宏原样保留", " with macros, which are kept,"),
                    false => lang.pick("", ""),
                };
                lang.say(
                    format!("表样是 .{form} 文件{why}，不能导出为 .{wanted}。请把输出文件的扩展名改为 .{form}。"),
                    format!("The template is a .{form} file{why} and cannot be exported as .{wanted}. Give the output file the extension .{form}."),
                )
            }
            TemplateError::NoTables { wanted, tables, found } => {
                let (wanted, found) = (quoted(wanted), quoted(found));
                lang.say(
                    format!(
                        "表样里没有找到年度报告的表格：应有{wanted}各表的行列名称，而文件里有 {tables} 个表格，开头是{found}。请检查是否选对了文件；表格如果是图片，不能套用。"
                    ),
                    format!(
                        "No table of a yearly report was found in the template: expected the labels of the tables of {wanted}; tables in the file: {tables}, beginning with {found}. Check that it is the right file; tables that are images cannot be filled."
                    ),
                )
            }
            TemplateError::Edition { found, wanted } => lang.say(
                format!("表样是 {found}年版的格式，报告是 {wanted}年版，两者的行不同，没有套用。请换一份 {wanted}年版的表样。"),
                format!("The template is of edition {found}, the report of edition {wanted}; their rows differ, so nothing was filled. Use a template of edition {wanted}."),
            ),
            TemplateError::NoPlace { cells, all } => {
                let names = listed(cells.iter().map(|&cell| cell_name(form, cell, lang)), lang);
                let (count, found) = (cells.len(), all.saturating_sub(cells.len()));
                lang.say(
                    format!(
                        "表样里找到了 {found} 格的位置，还有 {count} 格没有找到：{names}。请检查这些行和列的名称是否与报告格式一致、有无重复。"
                    ),
                    format!(
                        "The template has a place for {found} cells, but no clear place for {count}: {names}. Check that the labels of these rows and columns are as in the official form and appear only once."
                    ),
                )
            }
            TemplateError::NoChapter(chapters) => {
                let chapters = chapters.iter().filter_map(|&chapter| form.definition().chapters.get(chapter));
                let names: Vec<String> = chapters.map(|about| format!("{}、{}", about.numeral, about.heading)).collect();
                let names = quoted(&names);
                lang.say(
                    format!("报告有{names}的正文，表样里没有这个标题，无处可写。请在表样里补上标题。"),
                    format!("The report has text for {names}, but the template has no such heading to put it under. Add the heading to the template."),
                )
            }
            TemplateError::NoRoom(parts) => {
                let names: Vec<String> = parts.iter().map(|part| place(form, part, lang)).collect();
                let names = quoted(&names);
                lang.say(
                    format!("表样里，{names}没有位置写报告的正文。请在标题下面留出空行，或缩短报告的正文。"),
                    format!("The template has no room for the report's text of {names}. Leave blank rows below the heading, or shorten the text."),
                )
            }
            TemplateError::Twice(places) => {
                let places: Vec<String> = places.iter().map(|place| place.words(lang)).collect();
                let places = places.join(lang.pick("、", "; "));
                lang.say(
                    format!("表样文件里有两份表（起始位置：{places}），不知道该填哪一份，没有套用。请只留下一份。"),
                    format!("The template holds the form twice (its tables begin at: {places}), so it is not clear which to fill and nothing was filled. Leave one of them."),
                )
            }
            TemplateError::Formula(cells) => {
                let names = cells.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(lang.pick("、", ", "));
                lang.say(
                    format!("表样里，{names}等 {} 格是与其他格相连的公式，不能换成数字。请先在 Excel 中清空这些格。", cells.len()),
                    format!("Cells of the template ({names}; {} in all) hold formulas that are linked to others and cannot be replaced by figures. Clear these cells in Excel first.", cells.len()),
                )
            }
            TemplateError::Damaged(cause) => lang.say(
                format!("表样无法写入，文件可能已损坏{}。请在 WPS、Word 或 Excel 中打开并另存后再试。", part(cause, lang)),
                format!("The template cannot be changed; the file may be damaged{}. Open it in WPS, Word or Excel, save it again, and try again.", part(cause, lang)),
            ),
        }
    }
}
