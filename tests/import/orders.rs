//! Heads in another order than the form's, and rows that lost a cell: what the names do not place is not placed by order.

use crate::support::{figures, import};

/// A web page with table four, of these heads and figures.
fn page(groups: [&str; 2], heads: &[&str], cells: &[&str]) -> String {
    let row = |cells: &[&str]| {
        format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>())
    };
    let lowest: Vec<&str> = (0..3).flat_map(|_| heads.iter().copied()).collect();
    let [own, other] = groups;
    format!(
        "<html><p>四、政府信息公开行政复议、行政诉讼情况</p><table>\
         <tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>\
         <tr><td colspan=5></td><td colspan=5>{own}</td><td colspan=5>{other}</td></tr>{}{}</table></html>",
        row(&lowest),
        row(cells)
    )
}

const HEADS: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
const GROUPS: [&str; 2] = ["未经复议直接起诉", "复议后起诉"];
const CELLS: [&str; 15] = ["1", "2", "3", "4", "10", "5", "6", "7", "8", "26", "9", "8", "7", "6", "30"];

/// The figures that were read of table four; 15 where all were.
fn disputes(page: &str) -> std::collections::BTreeMap<String, gouji::domain::figure::Figure> {
    let read = import(page.as_bytes()).map(|proposal| figures(&proposal)).unwrap_or_default();
    read.into_iter().filter(|(cell, _)| cell.starts_with("disputes.")).collect()
}

#[test]
fn figures_of_table_four_follow_their_heads_or_are_left() {
    let read = disputes(&page(GROUPS, &HEADS, &CELLS));
    assert_eq!((read.len(), read["disputes.reconsideration.corrected"]), (15, 2.into()));
    let swapped = ["结果纠正", "结果维持", "其他结果", "尚未审结", "总计"];
    let total_first = ["总计", "结果维持", "结果纠正", "其他结果", "尚未审结"];
    for (heads, first) in [(swapped, "corrected"), (total_first, "total")] {
        let read = disputes(&page(GROUPS, &heads, &CELLS));
        assert!(
            read.is_empty() || read[&format!("disputes.reconsideration.{first}")] == 1.into(),
            "{heads:?} {read:?}"
        );
    }
    let read = disputes(&page([GROUPS[1], GROUPS[0]], &HEADS, &CELLS));
    assert!(read.is_empty() || read["disputes.litigation_after_reconsideration.upheld"] == 5.into(), "{read:?}");
}

#[test]
fn a_row_of_table_four_that_ends_early_is_not_shifted() {
    for lost in 0..14 {
        let mut cells = CELLS.to_vec();
        cells.remove(lost);
        assert!(disputes(&page(GROUPS, &HEADS, &cells)).is_empty(), "without cell {lost}");
        cells.push("");
        assert!(disputes(&page(GROUPS, &HEADS, &cells)).is_empty(), "without cell {lost}, a blank one at the end");
    }
}

#[test]
fn figures_of_table_three_below_heads_on_one_line_in_another_order_are_left() {
    let text = |heads: &str| {
        format!(
            "三、收到和处理政府信息公开申请情况\n{heads}\n一、本年新收政府信息公开申请数量 1 2 0 0 0 0 3\n\
             二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n"
        )
    };
    let official = "自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他";
    let plain = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计";
    for heads in [official, plain] {
        let read = figures(&import(text(heads).as_bytes()).expect("a table"));
        assert_eq!(read["requests.new.natural_person"], 1.into(), "{heads}");
    }
    for heads in [
        "总计 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他",
        "商业企业 科研机构 社会公益组织 法律服务机构 其他 自然人 总计",
    ] {
        assert!(import(text(heads).as_bytes()).is_err(), "{heads}: nothing else is there to be read");
    }
}
