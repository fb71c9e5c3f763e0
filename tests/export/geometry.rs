//! The tables that formats draw, parsed back into rectangles and held against the form's.

use std::collections::BTreeSet;

use gouji::domain::form::Form;
use gouji::domain::recalculation::{Totals, shown};
use gouji::domain::report::Report;
use gouji::export::document::{Content, Document, Heads};
use gouji::export::{Format, Options};
use scraper::{ElementRef, Html, Selector};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::sample::{form, litong, set, text, zeros};

/// Row, column, rows, columns, text without blanks.
pub type Rectangle = (usize, usize, usize, usize, String);

/// What the form itself says of a table.
pub fn expected(report: &Report, table: usize) -> BTreeSet<Rectangle> {
    let form = report.form();
    let totals = Totals::new(form, report.entries());
    let labels = form.printed_labels(table).iter().map(|label| (label.at, label.span, label.text.clone()));
    let figures = form
        .table_cells(table)
        .map(|id| (form.cell(id).at, form.cell(id).span, shown(form, report.entries(), &totals, id).to_string()));
    let rectangle = |((row, column), (down, across), text): ((u16, u16), (u16, u16), String)| {
        (usize::from(row), usize::from(column), usize::from(down), usize::from(across), text)
    };
    labels.chain(figures).map(rectangle).collect()
}

/// Figures of every length in every place.
pub fn figured(edition: &str) -> Report {
    let mut report = zeros(edition, 2022);
    let names: Vec<String> = report.form().inputs().map(|cell| report.form().cell(cell).name.clone()).collect();
    for (index, name) in names.iter().enumerate() {
        set(&mut report, name, &(index * index * 7).to_string());
    }
    report
}

fn all(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// The grid of a web page's table: every cell with the place that the rules of HTML give it.
pub fn dom_rectangles(table: ElementRef<'_>) -> BTreeSet<Rectangle> {
    let mut taken = BTreeSet::new();
    let mut rectangles = BTreeSet::new();
    for (row, line) in table.select(&all("tr")).enumerate() {
        let mut column = 0;
        for cell in line.select(&all("th, td")) {
            while taken.contains(&(row, column)) {
                column += 1;
            }
            let span = |name| cell.value().attr(name).map_or(1, |span| span.parse::<usize>().unwrap());
            let (down, across) = (span("rowspan"), span("colspan"));
            for place in (row..row + down).flat_map(|r| (column..column + across).map(move |c| (r, c))) {
                assert!(taken.insert(place), "{place:?} is covered twice");
            }
            rectangles.insert((row, column, down, across, cell.text().collect()));
        }
    }
    rectangles
}

#[test]
fn a_web_page_has_the_official_grid_of_either_edition() {
    for edition in crate::sample::editions() {
        let report = figured(edition);
        let page = Html::parse_document(&text(&report, Format::Html));
        let selector = all("table");
        let tables: Vec<ElementRef<'_>> = page.select(&selector).collect();
        assert_eq!(tables.len(), report.form().tables().len());
        for (index, table) in tables.into_iter().enumerate() {
            assert_eq!(dom_rectangles(table), expected(&report, index), "{edition} table {index}");
            assert_eq!(table.select(&all("caption")).count(), 1);
        }
    }
}

#[test]
fn no_row_span_of_a_web_page_reaches_out_of_its_row_group() {
    for edition in crate::sample::editions() {
        let page = Html::parse_document(&text(&zeros(edition, 2022), Format::Html));
        for group in page.select(&all("thead, tbody")) {
            let rows = group.select(&all("tr")).count();
            for (index, row) in group.select(&all("tr")).enumerate() {
                for cell in row.select(&all("[rowspan]")) {
                    let span: usize = cell.value().attr("rowspan").unwrap().parse().unwrap();
                    assert!(index + span <= rows, "{}", cell.html());
                }
            }
        }
    }
}

#[test]
fn labels_say_in_the_web_page_what_they_head() {
    let page = Html::parse_document(&text(&litong(), Format::Html));
    let scope = |table: &str, label: &str| {
        let heads = page.select(&all(&format!("#{table} th"))).find(|cell| cell.text().collect::<String>() == label);
        heads.unwrap_or_else(|| panic!("{label}")).value().attr("scope").unwrap().to_string()
    };
    for (table, label, expected) in [
        ("proactive", "第二十条第（一）项", "rowgroup"),
        ("proactive", "信息内容", "col"),
        ("proactive", "本年制发件数", "col"),
        ("proactive", "本年处理决定数量", "col"),
        ("proactive", "行政许可", "row"),
        ("requests", "申请人情况", "colgroup"),
        ("requests", "法人或其他组织", "colgroup"),
        ("requests", "总计", "col"),
        ("requests", "一、本年新收政府信息公开申请数量", "row"),
        ("requests", "三、本年度办理结果", "rowgroup"),
        ("requests", "（三）不予公开", "rowgroup"),
        ("requests", "1.属于国家秘密", "row"),
        ("disputes", "行政复议", "colgroup"),
        ("disputes", "行政诉讼", "colgroup"),
        ("disputes", "复议后起诉", "colgroup"),
        ("disputes", "尚未审结", "col"),
    ] {
        assert_eq!(scope(table, label), expected, "{label}");
    }
}

#[test]
fn the_printed_identity_is_a_remark_and_everything_else_a_head() {
    for edition in crate::sample::editions() {
        let document = Document::new(&zeros(edition, 2022), Options::FINAL);
        let cells =
            document.chapters.iter().filter_map(|chapter| chapter.table.as_ref()).flat_map(|table| &table.cells);
        let (mut notes, mut single) = (Vec::new(), 0);
        for cell in cells {
            match &cell.content {
                Content::Note(text) => notes.push(text.clone()),
                Content::Label { heads: Heads::Row, .. } => single += 1,
                _ => {}
            }
        }
        assert_eq!(notes, ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"]);
        // Rows named beside their figures: all but those of the disputes, whose names stand above.
        let rows = |form: &Form| form.tables().iter().take(2).map(|table| table.rows.len()).sum::<usize>();
        assert_eq!(single, rows(&form(edition)));
    }
}

/// The tables of a plain text, each as its lines.
fn drawn(text: &str) -> Vec<Vec<&str>> {
    let mut tables: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with(['┌', '│', '├', '└'])) {
        if line.starts_with('┌') {
            tables.push(Vec::new());
        }
        tables.last_mut().unwrap().push(line);
    }
    tables
}

/// The rectangles of a drawn table, from nothing but its rules.
fn drawn_rectangles(lines: &[&str]) -> BTreeSet<Rectangle> {
    let canvas: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| {
            line.graphemes(true)
                .flat_map(|g| std::iter::once(g).chain(std::iter::repeat_n("", g.width() - 1)))
                .collect()
        })
        .collect();
    let upright = |y: usize, x: usize| "│┌┐└┘├┤┬┴┼".contains(canvas[y][x]) && !canvas[y][x].is_empty();
    let level = |y: usize, x: usize| canvas[y][x] == "─";
    let xs: Vec<usize> = (0..canvas[0].len()).filter(|&x| (0..canvas.len()).any(|y| upright(y, x))).collect();
    let ys: Vec<usize> = (0..canvas.len()).filter(|&y| (0..canvas[0].len()).any(|x| level(y, x))).collect();
    let mut rectangles = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (row, column) in (0..ys.len() - 1).flat_map(|row| (0..xs.len() - 1).map(move |column| (row, column))) {
        if seen.contains(&(row, column)) {
            continue;
        }
        let across = (1..).find(|n| upright(ys[row] + 1, xs[column + n])).unwrap();
        let down = (1..).find(|n| level(ys[row + n], xs[column] + 1)).unwrap();
        seen.extend((row..row + down).flat_map(|r| (column..column + across).map(move |c| (r, c))));
        let inside = (ys[row] + 1..ys[row + down]).map(|y| canvas[y][xs[column] + 1..xs[column + across]].concat());
        let text: String = inside.map(|line| line.trim().to_string()).collect();
        assert!(!text.contains(['─', '│', '┼']), "a rule runs through {text}");
        rectangles.insert((row, column, down, across, text));
    }
    rectangles
}

#[test]
fn a_drawn_table_has_the_official_grid_of_either_edition() {
    for edition in crate::sample::editions() {
        let report = figured(edition);
        let text = text(&report, Format::Txt);
        let tables = drawn(&text);
        assert_eq!(tables.len(), report.form().tables().len());
        for (index, table) in tables.iter().enumerate() {
            assert_eq!(drawn_rectangles(table), expected(&report, index), "{edition} table {index}");
        }
    }
}

#[test]
fn every_line_of_a_drawn_table_is_equally_wide() {
    let mut long = figured("2021");
    set(&mut long, "requests.granted.research", "9223372036854775808");
    set(&mut long, "proactive.fees.amount", "59237.244912");
    set(&mut long, "disputes.reconsideration.upheld", "/");
    for report in [litong(), figured("2019"), long] {
        for table in drawn(&text(&report, Format::Txt)) {
            let widths: BTreeSet<usize> = table.iter().map(|line| line.width()).collect();
            assert_eq!(widths.len(), 1, "{}", table.join("\n"));
        }
    }
}

#[test]
fn drawn_tables_keep_to_a_readable_width_and_start_no_line_with_closing_punctuation() {
    let text = text(&litong(), Format::Txt);
    for line in drawn(&text).into_iter().flatten() {
        assert!(line.width() <= 108, "{line}");
        for piece in line.split('│') {
            assert!(!piece.trim().starts_with(['，', '、', '。', '）', '”', '：']), "{line}");
        }
    }
}

#[test]
fn a_pipe_table_keeps_figures_at_their_grid_places() {
    let report = figured("2021");
    let text = text(&report, Format::Md);
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with('|') && !line.starts_with("| ---"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut above = 0;
    for (index, table) in report.form().tables().iter().enumerate() {
        let mut filled = 0;
        for (row, column, _, _, text) in expected(&report, index) {
            assert_eq!(rows[above + row][column], text);
            filled += 1;
        }
        let lines = &rows[above..above + usize::from(table.size.0)];
        assert!(lines.iter().all(|line| line.len() == usize::from(table.size.1)));
        assert_eq!(lines.iter().flatten().filter(|text| !text.is_empty()).count(), filled);
        above += usize::from(table.size.0);
    }
}
