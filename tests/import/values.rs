//! What a number cell may hold, by table.

use gouji::domain::figure::Figure;
use gouji::import::value::{Reading, is_figure, read};

fn plain(printed: &str, unit: &str) -> String {
    match read(printed, unit) {
        Reading::Plain(figure) => figure.to_string(),
        Reading::Converted(number) => format!("{number} converted"),
        Reading::Beside(number) => format!("{number} beside another"),
        Reading::Blank => "blank".into(),
        Reading::Words => "words".into(),
    }
}

#[test]
fn printed_cells_are_read_as_figures() {
    let table = [
        ("0", "件", "0"),
        ("７", "件", "7"),
        (" 12\u{3000}", "件", "12"),
        ("1,234", "件", "1234"),
        ("1，234，567", "件", "1234567"),
        ("7件", "件", "7"),
        ("7 件", "件", "7"),
        ("3个", "项", "3"),
        ("+2", "项", "2"),
        ("＋2", "项", "2"),
        ("增10", "项", "10"),
        ("增加 10", "项", "10"),
        ("减4", "项", "-4"),
        ("减少4项", "项", "-4"),
        ("--253", "项", "-253"),
        ("-8", "项", "-8"),
        ("−8", "项", "-8"),
        ("－8", "项", "-8"),
        ("减0", "项", "0"),
        ("5（含上年）", "件", "5"),
        ("5（含上年1件）", "件", "5 beside another"),
        ("158（44）", "件", "158 beside another"),
        ("1,580 (44)", "件", "1580 beside another"),
        ("5（上年7）", "件", "5"),
        ("251000元", "元", "251000"),
        ("251000元", "万元", "25.1 converted"),
        ("1276.5534万元", "元", "12765534 converted"),
        ("1.2亿元", "万元", "12000 converted"),
        ("59237.2449", "万元", "59237.2449"),
        ("59237.2449万元", "万元", "59237.2449"),
        ("7730.28", "万元", "7730.28"),
        ("/", "件", "/"),
        ("—", "件", "/"),
        ("－", "件", "/"),
        ("-", "件", "/"),
        ("无", "件", "/"),
        ("", "件", "blank"),
        ("\u{A0}\u{3000} ", "件", "blank"),
        ("\u{200B}", "件", "blank"),
        ("若干", "件", "words"),
        ("见附件", "件", "words"),
        ("1.", "件", "words"),
        ("1.属于国家秘密", "件", "words"),
        ("12,34", "件", "words"),
        ("1.2.3", "件", "words"),
        ("7件8", "件", "words"),
        ("7元", "件", "words"),
        ("7件", "万元", "words"),
        ("0.00000001元", "万元", "words"),
        ("99999999999999999999", "件", "words"),
        ("50%", "件", "words"),
        ("2022年", "件", "words"),
    ];
    for (printed, unit, wanted) in table {
        assert_eq!(plain(printed, unit), wanted, "“{printed}” in {unit}");
    }
}

#[test]
fn a_numbered_label_is_no_figure_of_running_text() {
    for token in ["1.属于国家秘密", "1.", "1、", "（一）", "2022年", "第3页", "总计"] {
        assert!(!is_figure(token), "{token}");
    }
    for token in ["0", "1,234", "7件", "/", "+2", "减4", "1276.5534万元"] {
        assert!(is_figure(token), "{token}");
    }
}

#[test]
fn not_applicable_is_no_zero() {
    assert_eq!(read("/", "件"), Reading::Plain(Figure::NotApplicable));
    assert_eq!(read("0", "件"), Reading::Plain(0.into()));
}
