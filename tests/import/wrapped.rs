//! Figures that narrow cells broke over several lines, in text that kept the places of its columns.

use gouji::domain::figure::Figure;
use gouji::domain::proposal::Proposal;

use crate::support::{figures, import};

const WIDTH: usize = 6;

/// A report with these lines below the heads of its second and its third chapter.
fn report(second: &str, third: &str) -> Proposal {
    let text = format!(
        "甲县水务局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 本年制发件数 本年废止件数 现行有效件数\n\
         {second}\n三、收到和处理政府信息公开申请情况\n{third}\n五、存在的主要问题及改进情况\n人手不足。\n"
    );
    import(text.as_bytes()).expect("a proposal")
}

/// Lines of a row whose cells have room for so many digits, the label on a line of its own choice.
fn row(label: &str, room: usize, figures: &[u64], label_at: usize) -> String {
    let cells: Vec<Vec<String>> = figures
        .iter()
        .map(|figure| {
            figure.to_string().as_bytes().chunks(room).map(|piece| String::from_utf8_lossy(piece).into()).collect()
        })
        .collect();
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(label_at + 1);
    let line = |at: usize| {
        let label = if at == label_at { label } else { "" };
        let blanks = " ".repeat(30 - label.chars().count());
        let pieces = cells.iter().map(|cell| format!("{:<WIDTH$}", cell.get(at).map_or("", String::as_str)));
        format!("{label}{blanks}{}\n", pieces.collect::<String>())
    };
    (0..lines).map(line).collect()
}

fn with_total(parts: [u64; 6]) -> Vec<u64> {
    parts.into_iter().chain([parts.iter().sum()]).collect()
}

const LABELS: [&str; 4] =
    ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "1.属于国家秘密"];
const CELLS: [&str; 4] = ["new", "carried_in", "granted", "denied_state_secret"];

#[test]
fn what_adds_up_in_one_way_is_read_as_one_figure_and_said() {
    let rows = [
        with_total([376, 12, 0, 45, 7, 0]),
        with_total([0, 0, 0, 0, 0, 0]),
        // Both lines of this one add up by themselves.
        with_total([123, 0, 0, 0, 0, 0]),
        with_total([1, 22, 0, 3, 1045, 9]),
    ];
    for label_at in [0, 1] {
        let text: String = LABELS
            .iter()
            .zip(&rows)
            .map(|(label, figures)| row(label, 2, figures, label_at * usize::from(figures[6] > 99)))
            .collect();
        let proposal = report("规章 1 2 3", &text);
        let found = figures(&proposal);
        for (name, figures) in CELLS.iter().zip(&rows) {
            let columns =
                ["natural_person", "enterprise", "research", "public_interest", "legal_service", "other_org", "total"];
            for (column, figure) in columns.iter().zip(figures) {
                let cell = format!("requests.{name}.{column}");
                assert_eq!(found.get(&cell), Some(&Figure::from(u32::try_from(*figure).unwrap())), "{cell}\n{text}");
            }
        }
        assert!(proposal.notes.iter().any(|note| note.text.contains("两行")), "{:?}", proposal.notes);
        let joined =
            |printed: &str| proposal.figures.iter().find(|of| of.source.printed == printed).map(|of| of.doubtful);
        assert_eq!((joined("376"), joined("1045"), joined("45")), (Some(true), Some(true), Some(false)));
    }
}

#[test]
fn what_does_not_add_up_is_not_read_in_pieces() {
    let mut wrong = with_total([376, 12, 0, 45, 7, 0]);
    wrong[6] += 1;
    let text = row(LABELS[0], 2, &wrong, 0) + &row(LABELS[2], 2, &with_total([4, 5, 6, 0, 0, 1]), 0);
    let proposal = report("规章 1 2 3", &text);
    let found = figures(&proposal);
    assert_eq!(found.get("requests.new.natural_person"), None);
    assert_eq!(found.get("requests.granted.total"), Some(&16.into()));
    assert!(proposal.notes.iter().any(|note| note.text.contains("没有填入")), "{:?}", proposal.notes);
}

#[test]
fn pieces_of_a_table_without_sums_are_left_and_said() {
    let cells = ["rules.issued", "rules.repealed", "rules.in_force", "normative_documents.issued", "fees.amount"];
    let broken: [(String, [Option<u32>; 5]); 4] = [
        (row("规章", 2, &[137, 10, 208], 0), [None; 5]),
        (row("规章", 2, &[137, 10, 20], 0), [None; 5]),
        (
            row("规章", 2, &[1, 10, 20], 0) + &row("行政规范性文件", 2, &[100, 0, 0], 0),
            [Some(1), Some(10), Some(20), None, None],
        ),
        (
            row("规章", 2, &[1, 0, 0], 0) + &format!("行政事业性收费{0}0.\n{1}36\n", " ".repeat(23), " ".repeat(30)),
            [Some(1), Some(0), Some(0), None, None],
        ),
    ];
    for (text, wanted) in broken {
        let proposal = report(&text, "（一）予以公开 0 0 0 0 0 0 0");
        let found = figures(&proposal);
        for (cell, wanted) in cells.iter().zip(wanted) {
            assert_eq!(found.get(&format!("proactive.{cell}")), wanted.map(Figure::from).as_ref(), "{cell}\n{text}");
        }
        assert!(proposal.notes.iter().any(|note| note.text.contains("没有填入")), "{text}{:?}", proposal.notes);
    }
}

#[test]
fn a_bare_page_number_fills_no_row_that_lost_a_cell() {
    let rows = |from: usize| -> String {
        (from..from + 17).map(|row| format!("{}.属于国家秘密 0 0 0 0 0 0 0\n", row + 100)).collect()
    };
    let text = format!("{}1\n", rows(0));
    let proposal = report(
        "规章 4 5",
        &format!(
            "{text}{}2\n{}（一）予以公开 1 0 0 0 0 1\n3\n一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n",
            rows(20),
            rows(40)
        ),
    );
    let found = figures(&proposal);
    assert_eq!(found.get("requests.granted.total"), None);
    assert_eq!(found.get("requests.new.total"), Some(&1.into()));
}
