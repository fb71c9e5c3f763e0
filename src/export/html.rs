//! A web page that stands alone: the official tables with real spans and scoped heads, everything escaped, styled for
//! narrow screens and for A4. No script, nothing loaded from anywhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::document::{Content, Document, Heads, Level, Paragraph, Table, TableCell};

/// The style sheet of the page.
const STYLE: &str = include_str!("page.css");

/// The least width of a table for each of its columns, in characters; below it, the table scrolls in its frame.
pub(super) const LEAST_COLUMN: usize = 3;

/// The document as a web page.
pub fn write(document: &Document) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="gouji";
                title { @if let Some(mark) = document.mark { (mark) " " } (document.name()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    header {
                        @if let Some(mark) = document.mark { p.mark { (mark) } }
                        hgroup {
                            @if let Some(agency) = &document.agency { p.agency { (agency) } }
                            h1 { (document.title) }
                        }
                    }
                    @for paragraph in &document.preamble { (prose(paragraph)) }
                    @for chapter in &document.chapters {
                        "\n"
                        section id={ "chapter-" (chapter.id) } {
                            h2 { (chapter.heading) }
                            @for paragraph in &chapter.paragraphs { (prose(paragraph)) }
                            @if let Some(table) = &chapter.table { (grid(table)) }
                        }
                    }
                    @if !document.closing.is_empty() {
                        "\n"
                        footer { @for line in &document.closing { p { (line.text) } } }
                    }
                }
            }
        }
    };
    page.into_string() + "\n"
}

fn prose(paragraph: &Paragraph) -> Markup {
    let (lead, rest) = paragraph.parts();
    html! {
        "\n"
        @match (paragraph.heading(), paragraph.lead.map(|lead| lead.level)) {
            (Some(Level::Second), _) => h3 { (lead) },
            (None, Some(Level::Second)) => p { span.second { (lead) } (rest) },
            _ => p { (lead) (rest) },
        }
    }
}

/// The table in a frame of its own, which scrolls sideways where the screen is narrower than the table.
fn grid(table: &Table) -> Markup {
    let groups = table.group_rows();
    let lines: Vec<(u16, &[TableCell])> = table.lines().collect();
    let head = usize::from(table.head_rows);
    html! {
        "\n"
        div.frame role="region" aria-label=(table.caption) tabindex="0" {
            table id=(table.name) style={ "min-width:" (table.columns() * LEAST_COLUMN) "em" } {
                caption { (table.caption) }
                @for group in column_groups(table) {
                    colgroup {
                        @for &width in &table.widths[group] { col style={ "width:" (share(table, width)) "%" }; }
                    }
                }
                @if head > 0 { thead { @for (_, cells) in &lines[..head] { (row(table, cells)) } } }
                @for (index, &start) in groups.iter().enumerate() {
                    @let end = groups.get(index + 1).copied().unwrap_or(table.rows);
                    tbody { @for (_, cells) in &lines[usize::from(start)..usize::from(end)] { (row(table, cells)) } }
                }
            }
        }
    }
}

/// Columns that belong together: a new group begins with every label of the first row, so that a head of several
/// columns is one of a whole group.
fn column_groups(table: &Table) -> Vec<std::ops::Range<usize>> {
    let first = table.lines().next().map_or(&[] as &[TableCell], |(_, cells)| cells);
    let groups = first.iter().map(|cell| usize::from(cell.at.1)..usize::from(cell.at.1 + cell.span.1));
    groups.collect()
}

/// A column's share of the table's width in per cent, with one decimal.
pub(super) fn share(table: &Table, width: u16) -> String {
    let total: u32 = table.widths.iter().copied().map(u32::from).sum();
    let tenths = u32::from(width) * 1000 / total.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn row(table: &Table, cells: &[TableCell]) -> Markup {
    html! { "\n" tr { @for cell in cells { (table_cell(table, cell)) } } }
}

fn table_cell(table: &Table, cell: &TableCell) -> Markup {
    let rows = (cell.span.0 > 1).then_some(cell.span.0);
    let columns = (cell.span.1 > 1).then_some(cell.span.1);
    let class = if cell.is_centred() { None } else { Some("left") };
    html! {
        @match &cell.content {
            Content::Label { text, heads } => {
                th class=[class] scope=(scope(*heads)) rowspan=[rows] colspan=[columns] { (text) }
            },
            Content::Note(text) => td class=[class] rowspan=[rows] colspan=[columns] { (text) },
            Content::Figure { figure, .. } => td.long[is_long(table, cell, &figure.to_string())] rowspan=[rows] colspan=[columns] {
                (figure)
                @if let Some(remark) = cell.remark() { small { (remark) } }
            },
        }
    }
}

/// Whether a figure may be wider than its cell on paper, where a digit takes up to a 78th of the width of the table.
fn is_long(table: &Table, cell: &TableCell, figure: &str) -> bool {
    let (first, across) = (usize::from(cell.at.1), usize::from(cell.span.1));
    let width = |widths: &[u16]| widths.iter().copied().map(usize::from).sum::<usize>();
    figure.len() * width(&table.widths) > 78 * width(&table.widths[first..first + across])
}

fn scope(heads: Heads) -> &'static str {
    match heads {
        Heads::Row => "row",
        Heads::RowGroup => "rowgroup",
        Heads::Column => "col",
        Heads::ColumnGroup => "colgroup",
    }
}
