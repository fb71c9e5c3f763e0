//! Tables as programs leave them that turn pages into Markdown or text: merged cells filled up, padded or repeated, cells
//! between pipes, tabs and ASCII rules, tables of HTML in Markdown. Every figure of a report is another, so that one in
//! a neighbour's cell shows.

use std::collections::BTreeMap;

use gouji::domain::form::Form;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::generator::Chance;
use crate::support::{figures, forms, import};

/// How merged cells and the sides of cells are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// HTML with its spans.
    Spans,
    /// HTML whose cells have lost their row spans.
    NoRowSpans,
    /// Pipes; blank cells behind merged ones, none for merged rows.
    Filled,
    /// The same, and every row is as long as the longest.
    FilledAndPadded,
    /// Pipes between cells and none round a row.
    Inner,
    /// Pipes; merged cells are one cell, and every row is as long as the longest.
    Padded,
    /// Pipes; merged cells say the same in all their places.
    Repeated,
    /// Tabs, as a sheet is pasted: merged cells leave blank ones, in rows as well.
    Tabs,
    /// A grid of `+---+` rules, labels broken over lines.
    Rules,
    /// Columns below a ruler of dashes.
    Ruler,
    /// Markdown with tables of HTML.
    HtmlInMarkdown,
    /// HTML with old figures struck out, hidden ones, marks of footnotes, and a hidden column.
    Marked,
    /// Markdown with old figures struck out, and marks of footnotes.
    MarkedPipes,
}

const HABITS: [Habit; 13] = [
    Habit::Spans,
    Habit::NoRowSpans,
    Habit::Filled,
    Habit::FilledAndPadded,
    Habit::Inner,
    Habit::Padded,
    Habit::Repeated,
    Habit::Tabs,
    Habit::Rules,
    Habit::Ruler,
    Habit::HtmlInMarkdown,
    Habit::Marked,
    Habit::MarkedPipes,
];

/// A cell of a printed table: where it begins, what it spans, what it says.
struct Cell {
    at: (usize, usize),
    span: (usize, usize),
    text: String,
}

fn cells(form: &Form, table: usize, figures: &BTreeMap<String, String>) -> Vec<Cell> {
    let pair = |(a, b): (u16, u16)| (usize::from(a), usize::from(b));
    let label = form.printed_labels(table).iter();
    let mut cells: Vec<Cell> =
        label.map(|l| Cell { at: pair(l.at), span: pair(l.span), text: l.text.clone() }).collect();
    for id in form.table_cells(table) {
        let cell = form.cell(id);
        cells.push(Cell { at: pair(cell.at), span: pair(cell.span), text: figures[&cell.name].clone() });
    }
    cells.sort_by_key(|cell| cell.at);
    cells
}

/// The rows of a table by this habit, every cell as a text.
fn rows(cells: &[Cell], size: (usize, usize), habit: Habit) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for row in 0..size.0 {
        let mut texts = Vec::new();
        for column in 0..size.1 {
            let covers = |cell: &&Cell| {
                (cell.at.0..cell.at.0 + cell.span.0).contains(&row)
                    && (cell.at.1..cell.at.1 + cell.span.1).contains(&column)
            };
            let cell = cells.iter().find(covers).expect("a cell in every place");
            let (first, above) = (cell.at == (row, column), cell.at.0 < row);
            match habit {
                _ if first => texts.push(cell.text.clone()),
                Habit::Repeated => texts.push(cell.text.clone()),
                Habit::Padded => {}
                Habit::Filled | Habit::FilledAndPadded | Habit::Inner if above => {}
                _ => texts.push(String::new()),
            }
        }
        if matches!(habit, Habit::Padded | Habit::FilledAndPadded) {
            texts.resize(size.1, String::new());
        }
        rows.push(texts);
    }
    rows
}

fn html(cells: &[Cell], size: (usize, usize), habit: Habit) -> String {
    let row_spans = habit != Habit::NoRowSpans;
    let mut text = String::from("<table border=\"1\">");
    for row in 0..size.0 {
        text.push_str("<tr>");
        for cell in cells.iter().filter(|cell| cell.at.0 == row) {
            let down = if row_spans { format!(" rowspan=\"{}\"", cell.span.0) } else { String::new() };
            let words = marked(&cell.text, habit);
            text.push_str(&format!("<td{down} colspan=\"{}\"><p>{words}</p></td>", cell.span.1));
        }
        if habit == Habit::Marked {
            text.push_str("<td class=\"h\">5</td>");
        }
        text.push_str("</tr>\n");
    }
    text + "</table>\n"
}

/// A figure with what nobody reads beside it.
fn marked(text: &str, habit: Habit) -> String {
    let marks = match habit {
        Habit::Marked => {
            ["<s>9</s>#", "#<sup>1</sup>", "<i hidden>8</i>#", "#<del>7</del>", "#", "<b class=\"h\">6</b>#", "#²"]
        }
        Habit::MarkedPipes => ["~~9~~#", "#<sup>1</sup>", "#", "#^2^", "**#**", "<del>7</del>#", "# "],
        _ => ["#"; 7],
    };
    let mark = text.parse::<usize>().ok().map(|figure| marks[figure % marks.len()]);
    mark.map_or_else(|| text.to_string(), |mark| mark.replace('#', text))
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A grid of rules, every cell of the grid by itself and labels broken after ten characters.
fn ruled(rows: &[Vec<String>]) -> String {
    const LONGEST: usize = 10;
    let rule = format!("+{}\n", "----------------------+".repeat(rows[0].len()));
    let mut text = rule.clone();
    for row in rows {
        let letters: Vec<Vec<char>> = row.iter().map(|cell| cell.chars().collect()).collect();
        let lines = letters.iter().map(|cell| cell.len().div_ceil(LONGEST)).max().unwrap_or(0).max(1);
        for line in 0..lines {
            let piece = |cell: &Vec<char>| {
                let piece: String = cell.iter().skip(line * LONGEST).take(LONGEST).collect();
                format!(" {} |", padded(&piece, 20))
            };
            text.push_str(&format!("|{}\n", letters.iter().map(piece).collect::<String>()));
        }
        text.push_str(&rule);
    }
    text
}

fn table(cells: &[Cell], size: (usize, usize), habit: Habit) -> String {
    let rows = rows(cells, size, habit);
    let lines = |line: fn(&[String]) -> String| rows.iter().map(|row| line(row)).collect::<Vec<_>>().join("\n") + "\n";
    match habit {
        Habit::Spans | Habit::HtmlInMarkdown | Habit::NoRowSpans | Habit::Marked => html(cells, size, habit),
        Habit::MarkedPipes => {
            let rows =
                rows.iter().map(|row| row.iter().map(|cell| marked(cell, habit)).collect::<Vec<_>>().join(" | "));
            let head = format!("{}\n{}\n", "|  ".repeat(size.1) + "|", "|---".repeat(size.1) + "|");
            format!("\n{head}{}\n", rows.map(|row| format!("| {row} |")).collect::<Vec<_>>().join("\n"))
        }
        Habit::Filled | Habit::FilledAndPadded | Habit::Padded => {
            let head = format!("{}\n{}\n", "|  ".repeat(size.1) + "|", "|---".repeat(size.1) + "|");
            format!("\n{head}{}", lines(|row| format!("| {} |", row.join(" | "))))
        }
        Habit::Inner => {
            let text = lines(|row| row.join("| "));
            let (first, rest) = text.split_once('\n').expect("rows");
            format!("\n{first}\n{}---\n{rest}", "---|".repeat(size.1 - 1))
        }
        Habit::Repeated => lines(|row| row.join(" | ")),
        Habit::Tabs => lines(|row| row.join("\t")),
        Habit::Rules => ruled(&rows),
        Habit::Ruler => {
            let widths: Vec<usize> =
                (0..size.1).map(|at| rows.iter().map(|row| row[at].width()).max().unwrap_or(0).max(3)).collect();
            let ruler = widths.iter().map(|&width| "-".repeat(width)).collect::<Vec<_>>().join(" ");
            let row = |row: &Vec<String>| {
                row.iter().zip(&widths).map(|(cell, &width)| padded(cell, width)).collect::<Vec<_>>().join(" ")
            };
            format!("\n{ruler}\n{}\n{ruler}\n\n", rows.iter().map(row).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// A report whose figures are all different, some of them blank, with some letters of its labels changed.
fn print(form: &Form, habit: Habit, seed: u64, blanks: bool, changed: bool) -> (String, BTreeMap<String, String>) {
    let mut chance = Chance(seed);
    let mut figures = BTreeMap::new();
    for (index, id) in form.cells().enumerate() {
        let blank = blanks && chance.one_in(3);
        let figure = if blank { String::new() } else { (1000 + index).to_string() };
        figures.insert(form.cell(id).name.clone(), figure);
    }
    let page = matches!(habit, Habit::Spans | Habit::NoRowSpans | Habit::Marked);
    let mut text = match habit {
        Habit::Spans | Habit::NoRowSpans => "<!DOCTYPE html><html><body><h1>甲县教育局2023年报告</h1>".to_string(),
        Habit::Marked => {
            "<!DOCTYPE html><html><head><style>.h { display: none }</style></head><body><h1>甲县教育局2023年报告</h1>"
                .to_string()
        }
        Habit::HtmlInMarkdown => "# 甲县教育局2023年报告\n\n".to_string(),
        _ => "甲县教育局2023年报告\n\n".to_string(),
    };
    for (index, chapter) in form.definition().chapters.iter().enumerate() {
        let heading = format!("{}、{}", chapter.numeral, chapter.heading);
        let body = match form.table_of_chapter(index) {
            None => "一段文字，全年收到3件。".to_string(),
            Some(at) => {
                let mut cells = cells(form, at, &figures);
                let labels = cells.iter_mut().filter(|cell| cell.text.parse::<u32>().is_err() && !cell.text.is_empty());
                labels.filter(|_| changed && chance.one_in(8)).for_each(|cell| cell.text = change(&cell.text, seed));
                let size = form.tables()[at].size;
                table(&cells, (usize::from(size.0), usize::from(size.1)), habit)
            }
        };
        match (page, habit) {
            (true, _) => text.push_str(&format!("<p>{heading}</p><div>{body}</div>")),
            (_, Habit::HtmlInMarkdown) => text.push_str(&format!("## {heading}\n\n{body}\n\n")),
            _ => text.push_str(&format!("{heading}\n\n{body}\n\n")),
        }
    }
    (text, figures)
}

/// A label with letters lost, added or replaced.
fn change(label: &str, seed: u64) -> String {
    let mut chance = Chance(seed ^ label.len() as u64);
    let mut letters: Vec<char> = label.chars().collect();
    for _ in 0..1 + chance.below(3) {
        let at = chance.below(letters.len());
        match chance.below(3) {
            0 => letters[at] = '甲',
            1 => letters.insert(at, '乙'),
            _ if letters.len() > 2 => drop(letters.remove(at)),
            _ => {}
        }
    }
    let changed: String = letters.into_iter().collect();
    // A head that has lost a letter of its unit names another unit, in which its figures are then rightly read.
    let unit = |label: &str| label.contains("万元");
    if unit(label) && !unit(&changed) { label.to_string() } else { changed }
}

/// Cells read otherwise than printed, and how many printed ones were left open.
fn judge(text: &str, printed: &BTreeMap<String, String>) -> (Vec<String>, usize) {
    let Ok(proposal) = import(text.as_bytes()) else { return (Vec::new(), printed.len()) };
    let found = figures(&proposal);
    let wrong = |(name, figure): (&String, &gouji::domain::figure::Figure)| {
        let printed = printed.get(name).map(String::as_str);
        (printed != Some(&figure.to_string())).then(|| format!("{name}: {figure}, printed {printed:?}"))
    };
    let open = printed.iter().filter(|(name, figure)| !figure.is_empty() && !found.contains_key(*name)).count();
    (found.iter().filter_map(wrong).collect(), open)
}

#[test]
fn every_habit_is_read_whole() {
    for form in forms() {
        for habit in HABITS {
            let (text, printed) = print(form, habit, 1, false, false);
            assert_eq!(judge(&text, &printed), (Vec::new(), 0), "{habit:?}\n{text}");
        }
    }
}

#[test]
fn blank_cells_stay_open_in_every_habit() {
    for form in forms() {
        for habit in HABITS {
            let (text, printed) = print(form, habit, 7, true, false);
            assert_eq!(judge(&text, &printed), (Vec::new(), 0), "{habit:?}\n{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_labels_and_blank_cells_never_lead_to_a_wrong_cell(
        edition in 0..2usize, habit in 0..HABITS.len(), seed: u64, blanks: bool,
    ) {
        let (text, printed) = print(&forms()[edition], HABITS[habit], seed, blanks, true);
        let (wrong, _) = judge(&text, &printed);
        prop_assert!(wrong.is_empty(), "{:?} {wrong:#?}\n{text}", HABITS[habit]);
    }
}
