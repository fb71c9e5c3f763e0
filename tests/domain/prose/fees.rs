//! Chapter six: fee notices, amounts asked for and received, and that there were none.

use super::{found, report};

const FEES: [&str; 5] = ["TX-13", "TX-14", "XT-01", "XT-02", "XT-03"];

const UNPAID: &str = "new=2 other_not_paid=2";

#[track_caller]
fn assert_fees(figures: &str, chapter: &str, expected: &[(&str, &str)]) {
    let found = found(&report("某某县民政局", figures, &[("2", "见下表。"), ("6", chapter)]), &FEES);
    let found: Vec<(&str, &str)> = found.iter().map(|(rule, words)| (rule.as_str(), words.as_str())).collect();
    assert_eq!(found, expected, "{chapter}");
}

#[test]
fn statements_that_no_fee_was_collected_are_understood_in_many_wordings() {
    for text in [
        "2022年，本机关未收取信息处理费。",
        "本年度没有产生信息公开处理费。",
        "全年收取政府信息公开信息处理费 0 元。",
        "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），全年未发出收费通知，未收取任何费用。",
        "本年度发出收费通知0件，总金额0元，实际收取总金额0元。",
        "收取信息处理费情况：无。",
        "依申请提供政府信息没有收取检索、复制、邮寄等费用。",
        "1.全年信息处理费收取金额为0元。\n2.没有其他需要报告的事项。",
    ] {
        assert_fees("", text, &[]);
    }
}

#[test]
fn a_chapter_that_says_nothing_of_fees_is_found_but_not_where_it_was_shortened() {
    assert_fees("", "无其他需要报告的事项。", &[("TX-14", "无其他需要报告的事项。")]);
    assert_fees("", "[……正文有删节……]", &[]);
    assert_fees("", "", &[]);
}

#[test]
fn requests_that_lapsed_unpaid_need_notices() {
    assert_fees(UNPAID, "全年发出信息处理费收费通知3件，总金额400元，实际收取0元。", &[]);
    assert_fees(UNPAID, "全年向申请人发出收费通知书2份，涉及金额300元，因逾期未缴纳视为放弃，实际收取0元。", &[]);
    assert_fees(UNPAID, "全年未收取信息处理费。", &[("XT-01", "未收取信息处理费")]);
    assert_fees(UNPAID, "全年发出收费通知0件，收取信息处理费0元。", &[("XT-01", "发出收费通知0件")]);
    let few = "全年发出信息处理费收费通知1件，总金额100元，实际收取0元。";
    assert_fees(UNPAID, few, &[("XT-02", "发出信息处理费收费通知1件")]);
}

#[test]
fn amounts_that_do_not_hold_together_are_found() {
    let fees = "proactive.fees.amount=5";
    assert_fees(fees, "发出收费通知2件，总金额300元，实际收取200元。", &[]);
    assert_fees(fees, "发出收费通知2件，总金额300元，实际收取500元。", &[("TX-13", "实际收取500元")]);
    assert_fees(fees, "发出收费通知0件，总金额0元，实际收取100元。", &[("TX-13", "实际收取100元")]);
    assert_fees(fees, "发出收费通知2件，总金额300元，实际收取125元。", &[("TX-13", "实际收取125元")]);
    assert_fees(fees, "全年收取信息处理费1,200元，已缴入国库。", &[]);
}

#[test]
fn what_was_collected_is_part_of_the_charges_of_table_two() {
    assert_fees("proactive.fees.amount=0.12", "全年收取信息处理费1200元。", &[]);
    assert_fees("proactive.fees.amount=0.1", "全年收取信息处理费1200元。", &[("XT-03", "收取信息处理费1200元")]);
    assert_fees("", "全年收取行政事业性收费12万元。", &[]);
}
