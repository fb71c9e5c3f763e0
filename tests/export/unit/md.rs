//! What stands alone of `export::md`.

use gouji::export::md::escape;

fn escaped(words: &str) -> String {
    let mut text = String::new();
    escape(&mut text, words);
    text
}

#[test]
fn words_that_would_be_markup_are_escaped() {
    assert_eq!(escaped("| a | b |"), r"\| a \| b \|");
    assert_eq!(escaped("# x"), r"\# x");
    assert_eq!(escaped("- x"), r"\- x");
    assert_eq!(escaped("12. x"), r"12\. x");
    assert_eq!(escaped("<b>&lt;*_`[x]\\"), r"\<b\>\&lt;\*\_\`\[x\]\\");
}

#[test]
fn ordinary_prose_stays_as_it_is() {
    for words in ["（一）主动公开。", "1.政策解读52期", "增长1.5%，A & B", "C# - 语言", "2022-2023年", "-"]
    {
        let expected = if words == "-" { r"\-" } else { words };
        assert_eq!(escaped(words), expected);
    }
}
