//! What stands alone of `export::document::paragraph`.

use gouji::export::document::paragraph::*;

fn parts(text: &str) -> (String, String) {
    let paragraph = Paragraph { lead: lead(text), text: text.into() };
    let (lead, rest) = paragraph.parts();
    (lead.into(), rest.into())
}

#[test]
fn a_sub_heading_ends_with_its_first_sentence_or_is_the_whole_paragraph() {
    assert_eq!(parts("（一）主动公开。全年公开信息。"), ("（一）主动公开。".into(), "全年公开信息。".into()));
    assert_eq!(parts("（十二）监督保障"), ("（十二）监督保障".into(), String::new()));
    assert_eq!(parts("1.政策解读：三期。"), ("1.政策解读：".into(), "三期。".into()));
    let long = format!("（一）{}", "长".repeat(LONGEST_LEAD + 1));
    assert_eq!(parts(&long), (String::new(), long));
}

#[test]
fn a_decimal_and_a_bracketed_word_are_no_sub_headings() {
    for text in ["1.5万元的费用。", "（草稿）全文", "（）", "（", "2022年全年", ".", "", "12"] {
        assert_eq!(lead(text), None, "{text}");
    }
}

#[test]
fn a_paragraph_has_no_control_characters_and_no_blanks_at_its_ends() {
    let text = "\u{3000}\u{3000}一\u{0}段 \t 文字\r\n\n \u{3000} \n\u{FEFF}二\u{b}段 ";
    assert_eq!(paragraphs(text).collect::<Vec<_>>(), ["一段 文字", "二 段"]);
}
