//! Texts whose figures have come apart from their labels: what the form adds up puts them in their places, and what it does
//! not prove stays open. Never is a cell wrong.

use std::collections::BTreeMap;

use gouji::domain::figure::Figure;
use gouji::domain::form::{CellId, Form};

use crate::support::{figures, forms, import};

const REQUESTS: usize = 1;
const DISPUTES: usize = 2;

fn form() -> &'static Form {
    &forms()[1]
}

fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    *state >> 33
}

/// Table three as it adds up, row by row: `most` bounds its figures, one in `sparse` is not 0.
fn requests(seed: u64, most: u64, sparse: u64) -> Vec<Vec<u64>> {
    let rows = form().tables()[REQUESTS].rows.len();
    let mut state = seed;
    let mut lines = vec![vec![0; 6]; rows];
    for row in &mut lines[2..rows - 2] {
        row.iter_mut().for_each(|cell| {
            *cell = if random(&mut state).is_multiple_of(sparse) { 1 + random(&mut state) % most } else { 0 }
        });
    }
    for column in 0..6 {
        let handled: u64 = lines[2..rows - 2].iter().map(|row| row[column]).sum();
        lines[rows - 2][column] = handled;
        lines[rows - 1][column] = random(&mut state) % 3;
        lines[1][column] = random(&mut state) % (handled.min(4) + 1);
        lines[0][column] = handled + lines[rows - 1][column] - lines[1][column];
    }
    for row in &mut lines {
        row.push(row.iter().sum());
    }
    lines
}

fn disputes(seed: u64) -> Vec<Vec<u64>> {
    let mut state = seed;
    let mut lines = vec![vec![0; 4]; 3];
    lines.iter_mut().flatten().for_each(|cell| *cell = random(&mut state) % 90);
    for row in &mut lines {
        row.push(row.iter().sum());
    }
    lines
}

/// What is read of a table from a text that gives all labels first, then figures one a line.
fn read(table: usize, printed: &[u64]) -> BTreeMap<CellId, Figure> {
    let about = &form().tables()[table];
    let chapter = &form().definition().chapters[form().chapter_of_table(table).expect("a chapter")];
    let labels: Vec<&str> = match table {
        REQUESTS => about.rows.iter().map(|row| row.label.as_str()).collect(),
        _ => about.columns.iter().map(|column| column.label.as_str()).collect(),
    };
    let figures: Vec<String> = printed.iter().map(u64::to_string).collect();
    let text = format!(
        "某局2023年政府信息公开工作年度报告\n{}、{}\n{}\n{}\n五、存在的主要问题及改进情况\n无。\n",
        chapter.numeral,
        chapter.heading,
        labels.join("\n"),
        figures.join("\n")
    );
    proposed(&text)
}

fn proposed(text: &str) -> BTreeMap<CellId, Figure> {
    let Ok(proposal) = import(text.as_bytes()) else { return BTreeMap::new() };
    figures(&proposal).into_iter().map(|(name, figure)| (form().find(&name).expect("a cell"), figure)).collect()
}

/// Every figure that is read is the right one; how many are.
fn right(table: usize, lines: &[Vec<u64>], read: &BTreeMap<CellId, Figure>) -> usize {
    for (cell, figure) in read {
        let about = form().cell(*cell);
        let number = u32::try_from(lines[about.row][about.column]).expect("a small number");
        assert_eq!(*figure, Figure::from(number), "{} of {lines:?}", about.name);
    }
    assert!(read.keys().all(|cell| form().cell(*cell).table == table));
    read.len()
}

fn by_columns(lines: &[Vec<u64>]) -> Vec<u64> {
    (0..lines[0].len()).flat_map(|column| lines.iter().map(move |row| row[column])).collect()
}

/// The orders in which programs draw a table from its page.
fn orders(lines: &[Vec<u64>]) -> Vec<(&'static str, Vec<u64>)> {
    let plain = lines.concat();
    let torn_at = lines.len() / 2;
    let mut page_number = lines[..torn_at].concat();
    page_number.push(7);
    page_number.extend(lines[torn_at..].concat());
    let mut late = lines[0].clone();
    late.extend(&lines[1][..lines[1].len() - 1]);
    late.extend(lines[2..4].concat());
    late.push(lines[1][lines[1].len() - 1]);
    late.extend(lines[4..].concat());
    let parts: Vec<u64> = lines.iter().flat_map(|row| row[..row.len() - 1].to_vec()).collect();
    let totals: Vec<u64> = lines.iter().map(|row| row[row.len() - 1]).collect();
    vec![
        ("row by row", plain),
        ("column by column", by_columns(lines)),
        ("column by column on two pages", [by_columns(&lines[..torn_at]), by_columns(&lines[torn_at..])].concat()),
        ("a page number between", page_number),
        ("a total behind other lines", late),
        ("totals behind all", [parts, totals].concat()),
    ]
}

#[test]
fn table_three_is_proved_in_every_order_that_programs_draw_it_in() {
    for seed in 1..4 {
        let lines = requests(seed, 300, 2);
        for (order, printed) in orders(&lines) {
            let read = right(REQUESTS, &lines, &read(REQUESTS, &printed));
            assert_eq!(read, lines.concat().len(), "{order}, {seed}");
        }
    }
}

#[test]
fn sparse_tables_are_never_read_wrong() {
    let (mut read_cells, mut all) = (0, 0);
    for seed in 1..6 {
        let lines = requests(seed, 3, 12);
        for (_, printed) in orders(&lines) {
            read_cells += right(REQUESTS, &lines, &read(REQUESTS, &printed));
            all += lines.concat().len();
        }
    }
    assert!(read_cells * 2 > all, "{read_cells} of {all}");
}

#[test]
fn a_table_that_does_not_add_up_is_not_read() {
    let lines = requests(5, 300, 2);
    let mut printed = by_columns(&lines);
    printed[40] += 1;
    assert!(read(REQUESTS, &printed).is_empty());
    // A figure is missing.
    let mut printed = by_columns(&lines);
    printed.remove(40);
    assert!(read(REQUESTS, &printed).is_empty());
}

#[test]
fn figures_that_are_all_zero_prove_nothing() {
    let lines = vec![vec![0; 7]; form().tables()[REQUESTS].rows.len()];
    let mut printed = lines.concat();
    printed.push(0);
    assert!(right(REQUESTS, &lines, &read(REQUESTS, &printed)) == 0);
}

/// Table four as plain text draws it: heads fall between the figures.
fn torn(parts: [&[u64]; 4]) -> String {
    let words = |figures: &[u64]| figures.iter().map(u64::to_string).collect::<Vec<_>>().join("\n\n");
    let [first, second, third, fourth] = parts.map(words);
    format!(
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n\n行政诉讼\n\n结果维 结果纠 其他结 尚未审\n持\n正\n果\n结\n\n总\n计\n\n{first}\n\n\
         未经复议直接起诉\n结果维 结果纠 其他结 尚未审\n持\n正\n果\n结\n{second}\n\n复议后起诉\n总\n计\n{third}\n\n\
         结果维 结果纠 其他结 尚未审\n持\n正\n果\n结\n{fourth}\n\n五、存在的主要问题及改进情况\n无。\n"
    )
}

#[test]
fn table_four_with_heads_between_its_figures_is_read_only_as_far_as_it_is_proved() {
    for seed in 1..30 {
        let lines = disputes(seed);
        let (one, two, three) = (&lines[0], &lines[1], &lines[2]);
        let jumbled = [one[0], one[4], one[1], one[2], one[3]];
        let text = torn([&jumbled, &two[..4], &two[4..], three]);
        let read = right(DISPUTES, &lines, &proposed(&text));
        assert!(read >= 10, "{read} of {lines:?}");
    }
    // Which of the two parts is the one case cannot be told.
    let lines = [vec![0, 0, 0, 1, 1], vec![3, 1, 0, 2, 6], vec![2, 1, 1, 5, 9]].map(|row| row.to_vec());
    let text = torn([&[0, 1, 0, 0, 1], &[3, 1, 0, 2], &[6], &[2, 1, 1, 5, 9]]);
    let read = right(DISPUTES, &lines, &proposed(&text));
    assert!((8..14).contains(&read), "{read}");
    // Nothing adds up.
    assert!(proposed(&torn([&[5, 1, 0, 0, 1], &[3, 1, 0, 2], &[6], &[2, 1, 1, 5, 9]])).is_empty());
}

#[test]
fn what_is_read_by_sums_is_said_and_to_be_looked_at() {
    let lines = requests(9, 300, 2);
    let printed: Vec<String> = by_columns(&lines).iter().map(u64::to_string).collect();
    let text =
        format!("三、收到和处理政府信息公开申请情况\n{}\n四、政府信息公开行政复议、行政诉讼情况\n", printed.join("\n"));
    let proposal = import(text.as_bytes()).expect("a proposal");
    assert!(proposal.figures.iter().all(|figure| figure.doubtful));
    assert!(proposal.notes.iter().any(|note| note.text.contains("合计确定了位置")));
}

#[test]
fn figures_that_a_narrow_cell_broke_in_two_are_joined_where_the_sums_prove_it() {
    let mut lines = disputes(3);
    lines[0] = vec![376, 97, 196, 121, 790];
    let mut printed: Vec<String> = lines.concat().iter().map(u64::to_string).collect();
    printed[0] = "37\n6".into();
    printed[4] = "79\n0".into();
    let heads = "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n".repeat(3);
    let text = format!(
        "四、政府信息公开行政复议、行政诉讼情况\n{heads}{}\n五、存在的主要问题及改进情况\n",
        printed.join("\n")
    );
    assert_eq!(right(DISPUTES, &lines, &proposed(&text)), 15);
    let proposal = import(text.as_bytes()).expect("a proposal");
    assert!(proposal.notes.iter().any(|note| note.cell.is_some() && note.text.contains("分成两行")));
}

#[test]
fn a_figure_beside_a_row_may_be_a_piece_of_it() {
    let total = |figures: &str| {
        let text = format!(
            "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n{figures}\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n"
        );
        proposed(&text).get(&form().find("requests.new.total").expect("a cell")).copied()
    };
    assert_eq!(total("400 10 0 0 1000 24 1434"), Some(1434.into()));
    assert_eq!(total("400 10 0 0 13000 24 1343\n4"), Some(13434.into()));
    // A page number; and what does not add up either way.
    assert_eq!(total("400 10 0 0 1000 24 1434\n4"), Some(1434.into()));
    assert_eq!(total("400 10 0 0 13000 24 1344\n4"), None);
}

#[test]
fn figures_below_heads_out_of_order_are_not_read_in_order() {
    let heads = "结果纠正\n结果维持\n尚未审结\n其他结果\n总计\n".repeat(3);
    let text = format!(
        "四、政府信息公开行政复议、行政诉讼情况\n{heads}5\n0\n0\n0\n0\n0\n0\n0\n10\n1\n0\n0\n0\n0\n0\n五、存在的主要问题及改进情况\n"
    );
    assert!(proposed(&text).is_empty());
}
