//! What stands alone of `import::normal`.

use gouji::import::normal::*;

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

#[test]
fn the_distance_counts_edits_up_to_its_bound() {
    assert_eq!(distance(&chars("其他法律行政法规禁止公开"), &chars("其他法律行政止公开"), 3), Some(3));
    assert_eq!(distance(&chars("甲乙丙"), &chars("甲丁丙"), 1), Some(1));
    assert_eq!(distance(&chars("甲乙丙"), &chars("丁戊己"), 2), None);
    assert_eq!(distance(&[], &chars("甲"), 1), Some(1));
}

#[test]
fn broken_lines_join_without_a_blank_unless_words_need_one() {
    let joined = |a: &str, b: &str| {
        let mut text = a.to_string();
        join(&mut text, b);
        text
    };
    assert_eq!(joined("中华人民共和", "国条例"), "中华人民共和国条例");
    assert_eq!(joined("互动信箱 82", "条"), "互动信箱 82条");
    assert_eq!(joined("open", "data"), "open data");
}
