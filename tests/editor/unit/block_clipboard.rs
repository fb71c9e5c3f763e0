//! What stands alone of `tui::block::clipboard`.

use gouji::tui::block::clipboard::*;

fn cells(text: &str) -> Vec<String> {
    read(text).lines.iter().map(|line| format!("{}|{}", line.texts.join("+"), line.cells.join(" "))).collect()
}

#[test]
fn quoted_cells_hold_line_breaks_and_quotes() {
    let text = "\"（一）\n予以公开\"\t5\t1\r\n\"3.危及\"\"三安全一稳定\"\"\"\t0\t2\r\n";
    assert_eq!(cells(text), ["（一）\n予以公开|5 1", "3.危及\"三安全一稳定\"|0 2"]);
}

#[test]
fn unbalanced_quotes_are_characters() {
    assert_eq!(cells("\"甲\t5\n乙\t6"), ["\"甲|5", "乙|6"]);
    assert_eq!(cells("\"甲\t5\n\"乙\t6"), ["\"甲|5", "\"乙|6"]);
}

#[test]
fn cells_of_several_paragraphs_are_put_together() {
    let text = "（一）予以\n\n公开\n\n\t\n5\n\n\t\n\n1\n\n\n（二）部分公开\n\n\t\n2\n\t\n\t\n3\n";
    assert_eq!(cells(text), ["（一）予以+公开|5 1", "（二）部分公开|2  3"]);
    let text = "一、本年新收政府信息\n公开申请数量\t7\t0\n二、上年结转\t\t1\n";
    assert_eq!(cells(text), ["一、本年新收政府信息+公开申请数量|7 0", "二、上年结转| 1"]);
}

#[test]
fn figures_with_commas_or_blanks_between_are_cells_where_they_plainly_are() {
    assert_eq!(cells("7,8,9"), ["|7 8 9"]);
    assert_eq!(cells("7，8，9"), ["|7 8 9"]);
    assert_eq!(cells("7 8 9 0 0 0 24"), ["|7 8 9 0 0 0 24"]);
    assert_eq!(cells("予以公开,\"1,234\",5"), ["予以公开|1,234 5"]);
    assert_eq!(cells("1. 属于国家秘密 3 0"), ["1.+属于国家秘密|3 0"]);
    assert_eq!(cells("5\n\n6\n7"), ["|5", "|", "|6", "|7"]);
    assert_eq!(cells("5\n\n6\n\n7"), ["|5", "|6", "|7"]);
    for one in ["3,5", "12,34", "3 5", "3, 5", "1,234", "1，234", "5", "1e3"] {
        assert_eq!(cells(one), [format!("|{one}")], "{one}");
    }
    assert_eq!(cells("1,234\n5,678"), ["|1,234", "|5,678"]);
    assert_eq!(cells("1,234\n12,5"), ["|1,234", "|12,5"]);
}

#[test]
fn figures_below_each_other_under_a_label_are_its_row() {
    assert_eq!(cells("予以公开\n5\n1\n部分\n公开\n2\n0\n"), ["予以公开|5 1", "部分+公开|2 0"]);
}

#[test]
fn a_column_that_numbers_the_lines_belongs_to_the_labels() {
    assert_eq!(cells("1\t甲\t5\n2\t乙\t6"), ["甲|5", "乙|6"]);
    assert_eq!(cells("7\t一\t5\n2\t3\t6"), ["|7 一 5", "|2 3 6"]);
}
