//! Table three cut into blocks of columns, below or beside each other in one sheet; blank columns; tables of two bodies
//! without headings; digits with signs between them that take no room.

use std::collections::BTreeMap;

use gouji::domain::figure::Figure;
use gouji::domain::form::Form;
use gouji::domain::text::Lang;
use gouji::import::{ImportError, Options, read};

use crate::support::{figures, forms, import};

const REQUESTS: usize = 1;
const HEADED: &str = "甲县水务局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n";

fn form() -> &'static Form {
    &forms()[1]
}

/// A different figure for every cell of table three, by name; the first is the one given.
fn distinct(first: usize) -> BTreeMap<String, Figure> {
    let cells = form().table_cells(REQUESTS).enumerate();
    cells.map(|(index, cell)| (form().cell(cell).name.clone(), Figure::from((first + index) as u32))).collect()
}

/// Table three as rows of a label and figures, with the heads of these columns above.
fn table(first: usize, columns: std::ops::Range<usize>) -> Vec<Vec<String>> {
    let definition = &form().tables()[REQUESTS];
    let names = distinct(first);
    let head = columns.clone().map(|column| definition.columns[column].label.clone());
    let mut rows = vec![std::iter::once("项目".to_string()).chain(head).collect::<Vec<_>>()];
    for (row, about) in definition.rows.iter().enumerate() {
        let cell = |column| form().cell(form().at(REQUESTS, row, column).expect("a cell")).name.clone();
        let own = columns.clone().map(|column| names[&cell(column)].to_string());
        rows.push(std::iter::once(about.label.clone()).chain(own).collect());
    }
    rows
}

/// A sheet as plain text, all rows of one width.
fn text(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: &Vec<String>| row.join(",") + &",".repeat(width - row.len()) + "\n";
    rows.iter().map(line).collect()
}

fn beside(left: &[Vec<String>], right: &[Vec<String>], between: &[String]) -> Vec<Vec<String>> {
    left.iter().zip(right).map(|(left, right)| [left, between, right].concat()).collect()
}

#[test]
fn a_table_cut_into_blocks_of_columns_is_read_whole_wherever_they_stand() {
    let (left, right) = (table(101, 0..4), table(101, 4..7));
    let three = [table(101, 0..2), table(101, 2..6), table(101, 6..7)].concat();
    let gap = [String::new()];
    for rows in [[left.clone(), right.clone()].concat(), three, beside(&left, &right, &[]), beside(&left, &right, &gap)]
    {
        let text = format!("{HEADED}{}", text(&rows));
        assert_eq!(figures(&import(text.as_bytes()).expect(&text)), distinct(101), "{text}");
    }
}

#[test]
fn a_block_of_columns_whose_others_are_missing_is_read_in_no_wrong_cell() {
    let rows: Vec<Vec<String>> = table(101, 0..4)
        .into_iter()
        .map(|row| [&row[..1], &[String::new(), String::new()], &row[1..], &[String::new()]].concat())
        .collect();
    let text = format!("{HEADED}{}", text(&rows));
    let read = import(text.as_bytes()).map(|proposal| figures(&proposal)).unwrap_or_default();
    let right = distinct(101);
    let wrong: Vec<&String> =
        read.iter().filter(|(name, figure)| right[*name] != **figure).map(|(name, _)| name).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_column_that_is_blank_from_head_to_foot_takes_no_figure_away() {
    for at in [1, 4, 7] {
        let mut rows = table(101, 0..7);
        rows.iter_mut().for_each(|row| row.insert(at, String::new()));
        let text = format!("{HEADED}{}", text(&rows));
        assert_eq!(figures(&import(text.as_bytes()).expect("a proposal")), distinct(101), "{at}");
    }
}

#[test]
fn tables_of_two_bodies_without_headings_are_told_and_each_is_read_by_itself() {
    let name = |text: &str| vec![text.to_string()];
    let both = [vec![name("甲县水务局")], table(101, 0..7), vec![name("乙县财政局")], table(501, 0..7)].concat();
    let text = text(&both);
    assert!(matches!(import(text.as_bytes()), Err(ImportError::Several(names)) if names.len() == 2), "{text}");
    for (number, first) in [(1, 101), (2, 501)] {
        let options = Options { report: Some(number), ..Options::default() };
        let proposal = read(text.as_bytes(), forms(), options).expect("a report");
        assert_eq!(figures(&proposal), distinct(first));
    }
}

#[test]
fn tables_of_two_bodies_side_by_side_are_not_mixed() {
    let rows = beside(&table(101, 0..7), &table(501, 0..7), &[]);
    let read = import(format!("{HEADED}{}", text(&rows)).as_bytes()).map(|proposal| figures(&proposal));
    assert!(read.is_err() || read.is_ok_and(|figures| figures.is_empty()));
}

#[test]
fn tables_whose_cells_cannot_be_told_are_not_called_pictures() {
    let mut rows = table(101, 0..7);
    rows.iter_mut().skip(1).for_each(|row| row[0] = "某项".to_string());
    let said = import(text(&rows).as_bytes()).expect_err("no cell is told").message(Lang::Zh);
    assert!(said.contains("表格里有数字") && !said.contains("表格如果是图片"), "{said}");
}

#[test]
fn digits_with_unseen_signs_between_them_are_one_number() {
    for sign in ["\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}"] {
        let rows: Vec<Vec<String>> = table(101, 0..7)
            .into_iter()
            .map(|row| row.iter().map(|cell| cell.replace("10", &format!("1{sign}0"))).collect())
            .collect();
        let text = format!("{HEADED}{}", text(&rows));
        assert_eq!(figures(&import(text.as_bytes()).expect("a proposal")), distinct(101), "{sign:?}");
    }
}
