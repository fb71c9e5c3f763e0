//! The piece of a web page that is pasted into a portal's editor. Editors throw style sheets, classes and ids away and
//! the portal's own style takes hold of what is left, so that everything needed is said inline, and the tables have the
//! plain markup of such pages: a border, one body, spans, a paragraph in each cell. Heads keep their scope.

use maud::{Markup, html};

use super::document::{Content, Document, Heads, Level, Paragraph, Table, TableCell};
use super::html::{least_width, parted, share};
use super::page::BANNER_HEX;

const TITLE: &str = "margin:0;padding:0;border:0;text-indent:0;text-align:center;word-break:keep-all;overflow-wrap:anywhere;font:bold 1.5em/1.5 方正小标宋简体,宋体,SimSun,serif";
const MARK: &str = "margin:0 0 1em;text-indent:0;text-align:center;color:#b00000";
const CHAPTER: &str =
    "margin:1em 0 .5em;padding:0;border:0;text-indent:2em;text-align:left;font:bold 1em/1.8 黑体,SimHei,sans-serif";
const BODY: &str = "margin:0;text-indent:2em;line-height:1.8";
const SECOND: &str = "font-family:楷体,KaiTi,serif";
const CLOSING: &str = "margin:0;text-indent:0;text-align:right;line-height:1.8";
const FRAME: &str = "margin:1.8em 0;overflow-x:auto";
const TABLE: &str = "width:100%;border-collapse:collapse;table-layout:fixed;border:1px solid #000";
/// Heard and not seen, by no more than its type size: of several words a portal may leave those that make a column of it.
const CAPTION: &str = "font-size:0;line-height:0";
const CELL: &str =
    "padding:3px 4px;border:1px solid #000;font-weight:normal;vertical-align:middle;overflow-wrap:anywhere";
const CENTRED: &str = "margin:0;text-indent:0;text-align:center;line-height:1.4;text-wrap:balance";
const REMARK: &str = "margin:0;text-indent:0;text-align:center;line-height:1.3;font-size:.75em;color:#6b6b6b";
const LEFT: &str = "margin:0;text-indent:0;text-align:left;line-height:1.4";

pub fn write(document: &Document) -> String {
    let fragment = html! {
        @if let Some(mark) = document.mark { p style=(MARK) { strong { (mark) } } "\n" }
        @for line in document.agency.iter().chain([&document.title]) { h2 align="center" style=(TITLE) { (parted(line)) } "\n" }
        @for paragraph in &document.preamble { (prose(paragraph)) }
        @for chapter in &document.chapters {
            h3 style=(CHAPTER) { (chapter.heading) } "\n"
            @for paragraph in &chapter.paragraphs { (prose(paragraph)) }
            @if let Some(table) = &chapter.table { (grid(table)) }
        }
        @for line in &document.closing { p style=(CLOSING) { (line.text) } "\n" }
    };
    fragment.into_string()
}

fn prose(paragraph: &Paragraph) -> Markup {
    let (lead, rest) = paragraph.parts();
    let second = paragraph.lead.is_some_and(|lead| lead.level == Level::Second);
    html! {
        p style=(BODY) { @if second { span style=(SECOND) { (lead) } } @else { (lead) } (rest) } "\n"
    }
}

/// The table in a frame, which scrolls sideways where the screen is narrower than the table.
fn grid(table: &Table) -> Markup {
    let least = least_width(table);
    html! {
        div style=(FRAME) {
            table border="1" cellspacing="0" cellpadding="3" width="100%" align="center" style={ (TABLE) ";min-width:" (least) "em" } {
                caption style=(CAPTION) { (table.caption) }
                colgroup {
                    @for &width in &table.widths {
                        @let share = share(table, width);
                        col width={ (share) "%" } style={ "width:" (share) "%" };
                    }
                }
                tbody { @for (_, cells) in table.lines() { "\n" tr { @for cell in cells { (table_cell(cell)) } } } }
            }
        }
        "\n"
    }
}

fn table_cell(cell: &TableCell) -> Markup {
    let rows = (cell.span.0 > 1).then_some(cell.span.0);
    let columns = (cell.span.1 > 1).then_some(cell.span.1);
    let words = if cell.centred { CENTRED } else { LEFT };
    let side = if cell.centred { "center" } else { "left" };
    let ground = cell.shaded.then(|| format!("#{BANNER_HEX}"));
    let style = match &ground {
        Some(ground) => format!("{CELL};background:{ground}"),
        None => CELL.to_string(),
    };
    html! {
        @match &cell.content {
            Content::Label { text, heads } => {
                th scope=(scope(*heads)) rowspan=[rows] colspan=[columns] align=(side) bgcolor=[ground] style=(style) {
                    p align=(side) style=(words) { (text) }
                }
            },
            Content::Note(text) => td rowspan=[rows] colspan=[columns] align=(side) style=(style) {
                p align=(side) style=(words) { (text) }
            },
            Content::Figure { figure, .. } => td rowspan=[rows] colspan=[columns] align=(side) style=(style) {
                p align=(side) style=(words) { (figure) }
                @if let Some(remark) = cell.remark() { p align=(side) style=(REMARK) { (remark) } }
            },
        }
    }
}

/// With one body for all rows and no groups of columns, a head says rows or columns; its span says how many.
fn scope(heads: Heads) -> &'static str {
    match heads {
        Heads::RowGroup | Heads::Row => "row",
        Heads::Banner | Heads::Column | Heads::ColumnGroup => "col",
    }
}
