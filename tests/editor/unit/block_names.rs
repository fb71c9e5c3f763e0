//! What stands alone of `tui::block::names`.

use gouji::tui::block::names::*;

fn sensed(text: &str) -> String {
    sense(text).into_iter().collect()
}

#[test]
fn numbering_brackets_and_idle_words_carry_no_sense() {
    for text in [
        "（三）予以公开",
        "(三)予以公开",
        "㈢ 予以公开",
        "3.予以公开",
        "③予以公开",
        "三、予以公开的",
        "予以公开（件）",
        "予以公開",
    ] {
        assert_eq!(sensed(text), "予以公开", "{text}");
    }
    assert_eq!(sensed("三安全"), "三安全");
    assert_eq!(sensed("3.其它"), "其他");
    assert_eq!(sensed("申请数量"), sensed("申请"));
    assert_ne!(sensed("本年结转"), sensed("上年结转"));
}

#[test]
fn a_numbering_tells_its_manner() {
    let number = |text: &str| numbering(text).0;
    assert_eq!(number("（一）"), Some((true, "一".to_string())));
    assert_eq!(number("一、甲"), Some((false, "一".to_string())));
    assert_eq!(number("②甲"), Some((false, "2".to_string())));
    assert_eq!(number("甲"), None);
}
