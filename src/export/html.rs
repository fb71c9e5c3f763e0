//! A web page that stands alone: the official tables with real spans and scoped heads, everything escaped, styled for
//! narrow screens and for A4. No script, nothing loaded from anywhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::chart;
use super::document::{Content, Document, Heads, Level, Paragraph, Table, TableCell};
use super::fit::Fit;
use super::narrow::Narrow;
use super::page;
use super::title::{Title, pieces};
use super::wrap::width;
use crate::domain::figure::Figure;
use crate::domain::trend::Trend;

const STYLE: &str = include_str!("page.css");

/// The least width of a table for each of its columns, in characters.
const LEAST_COLUMN: usize = 3;

/// The most that long figures make of a table's least width, in characters.
const WIDEST: usize = 72;

/// Tenths of a point that rules and blank space beside a figure take in print, and the rounding of columns to pixels.
const BESIDE: usize = 45;

/// Hundredths of the type size that a digit takes.
const DIGIT: usize = 56;

/// The document as a web page, with the picture of the agency's years where that is wanted.
pub fn write(document: &Document, years: Option<&Trend>) -> String {
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
                        (title(&Title::new(document, 0)))
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
                    @if let Some(years) = years { (chart::picture(years)) }
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

/// The title in the lines that it has on paper, each part in letters as small as the screen needs for that.
fn title(title: &Title<'_>) -> Markup {
    let ems = |lines: &[&str]| {
        let longest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        // Figures are wider than half a character in some typefaces.
        format!("--em:{}.5", longest.div_ceil(2))
    };
    let lines = |lines: &[&str]| html! { @for line in lines { span.line { (parted(line)) } } };
    html! {
        hgroup {
            @if !title.agency.is_empty() { p.agency style=(ems(&title.agency)) { (lines(&title.agency)) } }
            h1 style=(ems(&title.title)) { (lines(&title.title)) }
        }
    }
}

/// A line of the title, which ends only where that makes sense, however narrow the screen.
pub(super) fn parted(text: &str) -> Markup {
    html! { @for (index, piece) in pieces(text).into_iter().enumerate() { @if index > 0 { wbr; } (piece) } }
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
    let narrow = Narrow::new(table);
    html! {
        "\n"
        div.frame.wide[narrow.is_wide()] role="region" aria-label=(table.caption) tabindex="0" {
            table id=(table.name) style={ "min-width:" (least_width(table)) "em;" (printed_sizes(table)) (narrow.sizes()) } {
                caption { (table.caption) }
                @for group in column_groups(table) {
                    colgroup {
                        @for column in group {
                            col style={ "width:" (share(table, table.widths[column])) "%;--narrow:" (narrow.column(column)) };
                        }
                    }
                }
                @if head > 0 { thead { @for (_, cells) in &lines[..head] { (row(cells, narrow.labels)) } } }
                @for (index, &start) in groups.iter().enumerate() {
                    @let end = groups.get(index + 1).copied().unwrap_or(table.rows);
                    tbody { @for (_, cells) in &lines[usize::from(start)..usize::from(end)] { (row(cells, narrow.labels)) } }
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

fn row(cells: &[TableCell], labels: usize) -> Markup {
    html! { "\n" tr { @for cell in cells { (table_cell(cell, labels)) } } }
}

/// A cell; one that stands in front of all figures stays in sight where the others are moved.
fn table_cell(cell: &TableCell, labels: usize) -> Markup {
    let rows = (cell.span.0 > 1).then_some(cell.span.0);
    let columns = (cell.span.1 > 1).then_some(cell.span.1);
    let stays = cell.across().end <= labels;
    let classes = [(!cell.centred, "left"), (cell.span.0 > 1, "tall"), (cell.shaded, "banner"), (stays, "stay")];
    let classes: Vec<&str> = classes.into_iter().filter(|(holds, _)| *holds).map(|(_, class)| class).collect();
    let class = (!classes.is_empty()).then(|| classes.join(" "));
    let left = (stays && cell.at.1 > 0).then(|| format!("--left:var(--left{})", cell.at.1));
    html! {
        @match &cell.content {
            Content::Label { text, heads } => {
                th class=[class] style=[left] scope=(scope(*heads)) rowspan=[rows] colspan=[columns] { (text) }
            },
            Content::Note(text) => td class=[class] style=[left] rowspan=[rows] colspan=[columns] { (text) },
            Content::Figure { figure, .. } => td rowspan=[rows] colspan=[columns] {
                (figure)
                @if let Some(remark) = cell.remark() { small { (remark) } }
            },
        }
    }
}

/// The least width of a table in characters, at which its figures stand on one line and its labels beside several rows
/// break as they do on a telephone; where a screen is narrower, the table scrolls in its frame.
pub(super) fn least_width(table: &Table) -> usize {
    let needed = figures(table).map(|(cell, figure)| {
        let (own, whole) = widths(table, cell);
        ((figure.to_string().len() * DIGIT + 70) * whole).div_ceil(own * 100)
    });
    let needed = needed.max().unwrap_or(0).min(WIDEST).max(table.columns() * LEAST_COLUMN);
    let narrow = Narrow::new(table);
    let whole: usize = table.widths.iter().copied().map(usize::from).sum();
    let labels = narrow
        .tall()
        .map(|column| (narrow.columns[column] * whole).div_ceil(usize::from(table.widths[column]).max(1) * 100));
    labels.max().unwrap_or(0).min(WIDEST).max(needed)
}

/// How large labels, figures and last year's are in print, such that the table stands on one page and each figure on one
/// line, where that can be read.
fn printed_sizes(table: &Table) -> String {
    let points = |tenths: usize| format!("{}.{}pt", tenths / 10, tenths % 10);
    let largest = |cell: &TableCell, hundredths: usize, beside: usize| {
        let (own, whole) = widths(table, cell);
        let inner = (own * page::TEXT_WIDTH as usize / (whole * 2)).saturating_sub(beside);
        inner * 100 / hundredths.max(1)
    };
    let figure = figures(table).map(|(cell, figure)| largest(cell, figure.to_string().len() * DIGIT, BESIDE)).min();
    let remark = figures(table).filter_map(|(cell, _)| {
        let remark = cell.remark()?;
        let wide = remark.chars().filter(|c| !c.is_ascii()).count();
        Some(largest(cell, wide * 100 + (remark.chars().count() - wide) * DIGIT, BESIDE / 2))
    });
    let figure = format!("--figure:{}", points(figure.unwrap_or(90).clamp(50, 90)));
    let setting = Fit::new(table).setting;
    let label = format!("--label:{}", points((setting.size * 5).min(90) as usize));
    let pitch = format!("--pitch:{}", points((setting.pitch / 2).min(108) as usize));
    let remark = remark.min().map_or(String::new(), |remark| format!(";--remark:{}", points(remark.clamp(43, 60))));
    format!("{label};{pitch};{figure}{remark}")
}

fn figures(table: &Table) -> impl Iterator<Item = (&TableCell, Figure)> {
    table.cells.iter().filter_map(|cell| match cell.content {
        Content::Figure { figure, .. } => Some((cell, figure)),
        Content::Label { .. } | Content::Note(_) => None,
    })
}

fn widths(table: &Table, cell: &TableCell) -> (usize, usize) {
    let (first, across) = (usize::from(cell.at.1), usize::from(cell.span.1));
    let sum = |widths: &[u16]| widths.iter().copied().map(usize::from).sum::<usize>().max(1);
    (sum(&table.widths[first..first + across]), sum(&table.widths))
}

fn scope(heads: Heads) -> &'static str {
    match heads {
        Heads::Row => "row",
        Heads::RowGroup | Heads::Banner => "rowgroup",
        Heads::Column => "col",
        Heads::ColumnGroup => "colgroup",
    }
}
