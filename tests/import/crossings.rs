//! Tables that lie otherwise than the form prints them: transposed, as a list, in rows, in several tables. Heads and labels
//! are there, so every figure is read, or the table is said not to be.

use std::collections::BTreeMap;

use gouji::domain::form::Form;
use gouji::domain::proposal::Proposal;

use crate::support::{figures, forms, import};

const REQUESTS: usize = 1;
const DISPUTES: usize = 2;

fn form() -> &'static Form {
    &forms()[1]
}

/// A different figure for every cell of a table, by name.
fn distinct(table: usize) -> BTreeMap<String, String> {
    let cells = form().table_cells(table);
    cells.enumerate().map(|(index, cell)| (form().cell(cell).name.clone(), (101 + index).to_string())).collect()
}

/// The figure of a row and a column of a table.
fn figure(table: usize, row: usize, column: usize) -> String {
    let cell = form().at(table, row, column).expect("a cell");
    distinct(table)[&form().cell(cell).name].clone()
}

fn labels(table: usize) -> (Vec<&'static str>, Vec<&'static str>) {
    let definition = &form().tables()[table];
    let rows = definition.rows.iter().map(|row| row.label.as_str()).collect();
    (rows, definition.columns.iter().map(|column| column.label.as_str()).collect())
}

fn page(heading: &str, body: &str) -> String {
    format!(
        "<html><p>某局2023年政府信息公开工作年度报告</p><p>{heading}</p>{body}<p>五、存在的主要问题及改进情况</p><p>无。</p></html>"
    )
}

const THIRD: &str = "三、收到和处理政府信息公开申请情况";
const FOURTH: &str = "四、政府信息公开行政复议、行政诉讼情况";

fn grid(rows: &[Vec<String>]) -> String {
    let row = |cells: &Vec<String>| {
        let cell = |text: &String| if text.starts_with("<td") { text.clone() } else { format!("<td>{text}</td>") };
        format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>())
    };
    format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
}

fn read(page: &str) -> (BTreeMap<String, String>, Proposal) {
    let proposal = import(page.as_bytes()).expect("a proposal");
    (figures(&proposal).into_iter().map(|(name, figure)| (name, figure.to_string())).collect(), proposal)
}

/// Table three with applicants down and outcomes across.
fn transposed(rows: &[&str], columns: &[&str]) -> Vec<Vec<String>> {
    let mut all = vec![[vec![String::new()], rows.iter().map(ToString::to_string).collect()].concat()];
    for (column, label) in columns.iter().enumerate() {
        let figures = (0..rows.len()).map(|row| figure(REQUESTS, row, column));
        all.push([label.to_string()].into_iter().chain(figures).collect());
    }
    all
}

#[test]
fn a_transposed_table_is_read_by_its_names() {
    let (rows, columns) = labels(REQUESTS);
    let (read_cells, proposal) = read(&page(THIRD, &grid(&transposed(&rows, &columns))));
    assert_eq!(read_cells, distinct(REQUESTS));
    assert!(proposal.notes.iter().any(|note| note.text.contains("按行列名称读取")));
}

#[test]
fn a_transposed_table_with_rows_in_another_order_is_read_too() {
    let (rows, columns) = labels(REQUESTS);
    let mut table = transposed(&rows, &columns);
    table.swap(2, 5);
    let (read_cells, _) = read(&page(THIRD, &grid(&table)));
    assert_eq!(read_cells, distinct(REQUESTS));
}

#[test]
fn a_transposed_table_in_which_two_rows_have_one_name_is_not_read() {
    let (rows, columns) = labels(REQUESTS);
    let mut table = transposed(&rows, &columns);
    table[3][0] = table[2][0].clone();
    let said = import(page(THIRD, &grid(&table)).as_bytes());
    assert!(said.is_err() || said.is_ok_and(|proposal| proposal.figures.is_empty()));
}

/// The groups of table four with a row each: their labels, and the figures.
fn groups() -> Vec<(&'static str, Vec<String>)> {
    let (rows, columns) = labels(DISPUTES);
    rows.iter()
        .enumerate()
        .map(|(row, label)| (*label, (0..columns.len()).map(|c| figure(DISPUTES, row, c)).collect()))
        .collect()
}

fn heads() -> Vec<String> {
    labels(DISPUTES).1.iter().map(ToString::to_string).collect()
}

#[test]
fn table_four_in_rows_is_read() {
    for corner in ["", "类型"] {
        let mut table = vec![[vec![corner.to_string()], heads()].concat()];
        table.extend(groups().into_iter().map(|(label, figures)| [vec![label.to_string()], figures].concat()));
        let (read_cells, _) = read(&page(FOURTH, &grid(&table)));
        assert_eq!(read_cells, distinct(DISPUTES));
    }
}

#[test]
fn table_four_as_a_list_is_read() {
    type Line = fn(&str, &str, usize) -> Vec<String>;
    let habits: [(&str, Line); 4] = [
        ("names again and again", |label, head, _| vec![label.into(), head.into()]),
        ("names in one cell", |label, head, _| vec![format!("{label}：{head}")]),
        ("blank cells below a name", |label, head, n| {
            vec![if n == 0 { label.into() } else { String::new() }, head.into()]
        }),
        ("a merged cell", |label, head, n| {
            let merged = format!("<td rowspan=5>{label}</td>");
            [(n == 0).then_some(merged), Some(head.into())].into_iter().flatten().collect()
        }),
    ];
    for (habit, line) in habits {
        let mut table = Vec::new();
        for (label, figures) in groups() {
            for (n, (head, figure)) in heads().iter().zip(figures).enumerate() {
                table.push([line(label, head, n), vec![figure]].concat());
            }
        }
        let (read_cells, _) = read(&page(FOURTH, &grid(&table)));
        assert_eq!(read_cells, distinct(DISPUTES), "{habit}");
    }
}

#[test]
fn table_four_in_two_or_three_tables_is_read() {
    let groups = groups();
    let one = |caption: &str, (label, figures): &(&str, Vec<String>)| {
        let merged = if caption.is_empty() { vec![vec![format!("<td colspan=5>{label}</td>")]] } else { Vec::new() };
        let caption = if caption.is_empty() { String::new() } else { format!("<p>{caption}</p>") };
        caption + &grid(&[merged, vec![heads(), figures.clone()]].concat())
    };
    let three: String = groups.iter().map(|group| one("", group)).collect();
    let captions = ["（一）行政复议", "（二）行政诉讼（未经复议直接起诉）", "（三）复议后起诉情况"];
    let captioned: String = captions.iter().zip(&groups).map(|(caption, group)| one(caption, group)).collect();
    let litigation = grid(&[
        vec!["<td colspan=10>行政诉讼</td>".into()],
        vec![format!("<td colspan=5>{}</td>", groups[1].0), format!("<td colspan=5>{}</td>", groups[2].0)],
        [heads(), heads()].concat(),
        [groups[1].1.clone(), groups[2].1.clone()].concat(),
    ]);
    for body in [three, captioned, one("", &groups[0]) + &litigation] {
        let (read_cells, _) = read(&page(FOURTH, &body));
        assert_eq!(read_cells, distinct(DISPUTES));
    }
}

#[test]
fn tables_without_the_name_of_their_group_are_not_read() {
    let body: String = groups().iter().map(|(_, figures)| grid(&[heads(), figures.clone()])).collect();
    let said = import(page(FOURTH, &body).as_bytes());
    assert!(said.is_err() || said.is_ok_and(|proposal| proposal.figures.is_empty()));
}
