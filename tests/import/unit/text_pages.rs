//! What stands alone of `import::text::pages`.

use gouji::import::text::pages::*;

fn kept(text: &str) -> Vec<&str> {
    lines(text).into_iter().map(|line| line.text).collect()
}

#[test]
fn page_numbers_are_told_from_figures() {
    for text in [
        "-1-",
        "— 12 —",
        "第 3 页",
        "第3页 共12页",
        "第3页/共12页",
        "3 / 12",
        "－ 4 －",
        "- 3 / 12 -",
        "—3/12—",
        "Page 3 of 12",
        "Page 3",
    ] {
        assert!(is_page_number(text), "{text}");
    }
    for text in [
        "-1",
        "12",
        "0 0",
        "0/0",
        "5/3",
        "--253",
        "-",
        "/",
        "第三页",
        "1-",
        "3页",
        "Page",
        "of 3",
        "- 5/3 -",
        "12 of 3",
    ] {
        assert!(!is_page_number(text), "{text}");
    }
}

#[test]
fn bare_numbers_go_only_where_they_count_pages() {
    assert_eq!(kept("一\n1\n\u{c}二\n2\n\u{c}三\n3\n"), ["一", "二", "三"]);
    assert_eq!(kept("一\n5\n\u{c}二\n0\n"), ["一", "5", "二", "0"]);
}

#[test]
fn bare_numbers_that_count_pages_without_form_feeds_are_doubtful() {
    let doubtful = |numbers: [u32; 3], apart: usize| {
        let text: String = numbers.iter().map(|number| format!("{}{number}\n", "许可 1 0\n".repeat(apart))).collect();
        lines(&(text + "许可 1 0")).iter().filter(|line| line.edge).count()
    };
    assert_eq!(doubtful([1, 2, 3], 20), 3);
    assert_eq!(doubtful([2, 3, 4], 20), 3);
    assert_eq!(doubtful([1, 2, 3], 4), 0, "figures of three rows below one another");
    assert_eq!(doubtful([1, 2, 4], 20), 0);
    assert_eq!(doubtful([7, 8, 9], 20), 0);
}

#[test]
fn running_heads_go_and_blank_lines_at_a_page_end_are_no_gap() {
    assert_eq!(kept("某局报告\n一\n\u{c}某局报告\n二\n\u{c}某局报告\n三"), ["一", "二", "三"]);
    assert_eq!(kept("一\n某局 1/3\n\u{c}二\n某局 2/3\n\u{c}三\n某局 3/3"), ["一", "二", "三"]);
    assert_eq!(kept("某局\n1/3\n一\n\u{c}某局\n二\n\u{c}某局\n3/3\n三"), ["一", "二", "三"]);
    assert_eq!(kept("某局\n卷一\n一\n\u{c}某局\n卷一\n二\n\u{c}某局\n卷一\n三"), ["一", "二", "三"]);
    assert_eq!(kept("某局\n一\n- 1 -\n某局\n二\n- 2 -\n某局\n三\n- 3 -"), ["一", "二", "三"]);
    assert_eq!(kept("许可 1 0\n\u{c}许可 2 0\n\u{c}许可 4 0").len(), 3);
    assert_eq!(lines("一\n\n-1-\n\n二").iter().map(|line| line.gap).collect::<Vec<_>>(), [0, 0]);
}
