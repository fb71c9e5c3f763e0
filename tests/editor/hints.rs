//! The hint line holds what a clerk most likely wants as things stand.

use gouji::domain::text::Lang;

use super::desk::Desk;

fn hints(desk: &Desk) -> String {
    desk.screen().lines().last().unwrap_or_default().to_string()
}

/// Whether these words stand in the hint line in this order.
fn in_order(line: &str, words: &[&str]) -> bool {
    let places: Vec<Option<usize>> = words.iter().map(|word| line.find(word)).collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

#[test]
fn errors_come_first_then_what_is_missing_then_the_ways_out() {
    for (columns, rows) in [(80, 24), (100, 30), (160, 45)] {
        let mut desk = Desk::new(columns, rows, Lang::Zh);
        desk.keys("n示例区财政局<enter><enter><enter><left><enter>");
        let line = hints(&desk);
        assert!(in_order(&line, &["下一个未填格", "选章", "帮助", "退出"]) && !line.contains("下一个问题"), "{line}");
        desk.keys("<ctrl-p>fill-report<enter><home>");
        if desk.shows("y ") {
            desk.keys("y");
        }
        desk.keys("<ctrl-home>5<enter>");
        assert!(desk.shows("错误 2"), "{}", desk.screen());
        let line = hints(&desk);
        assert!(in_order(&line, &["下一个问题", "问题清单", "选章", "帮助", "退出"]), "{line}");
        assert!(!line.contains("下一个未填格"), "{line}");
    }
}

#[test]
fn while_a_figure_is_typed_enter_and_esc_are_all_there_is() {
    let mut desk = Desk::with_sample();
    desk.keys("9");
    let line = hints(&desk);
    assert!(in_order(&line, &["Enter", "Esc 取消"]) && !line.contains("退出"), "{line}");
    desk.keys("<esc>");
    assert!(hints(&desk).contains("退出"), "{}", hints(&desk));
}

#[test]
fn a_report_without_errors_that_is_all_filled_leads_to_its_summary_and_out() {
    let mut desk = Desk::new(160, 45, Lang::Zh);
    desk.keys("sy");
    let line = hints(&desk);
    assert!(in_order(&line, &["报告概况", "定稿", "导出", "选章", "退出"]), "{line}");
}

#[test]
fn an_empty_chapter_proposes_a_starting_text_and_one_with_a_table_leads_back_to_it() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-5>");
    assert!(hints(&desk).contains("插入参考稿"), "{}", hints(&desk));
    desk.keys("<alt-3><f4>");
    assert!(in_order(&hints(&desk), &["回表格", "退出"]), "{}", hints(&desk));
}
