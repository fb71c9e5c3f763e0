//! What stands alone of `store::syntax`.

use gouji::store::syntax::*;

#[test]
fn a_place_is_counted_in_lines_and_characters_from_one() {
    let text = "甲乙\n丙丁x";
    assert_eq!(place(text, 0), (1, 1));
    assert_eq!(place(text, text.find('x').unwrap_or(0)), (2, 3));
    assert_eq!(place(text, 999), (2, 4));
}

#[test]
fn comments_and_indentation_go_and_everything_else_stays() {
    let cases = [
        ("(a: 1, // 甲\n  b: \"x // \\\" 乙\", //\n)//", Some("(a: 1, \nb: \"x // \\\" 乙\", \n)")),
        ("// 首行\n(a: 1)", Some("\n(a: 1)")),
        ("(a: 1)", Some("(a: 1)")),
        ("(a: \"甲\n    // 乙\",\n    b: 20\n    22)", Some("(a: \"甲\n    // 乙\",\nb: 20\n22)")),
        ("(a: \"未完 // ", Some("(a: \"未完 // ")),
        ("(a: \"\\", Some("(a: \"\\")),
        // What gouji does not write is left as it is.
        ("(a: r\"// 生\", // 甲\n)", None),
        ("(a: r#\"//\"#) // 甲", None),
        ("(a: '\"') // 甲", None),
        ("/* // */ (a: 1) // 甲", None),
    ];
    for (text, expected) in cases {
        assert_eq!(lean(text).as_deref(), expected);
    }
}

#[test]
fn the_version_is_known_before_anything_else_is_read() {
    assert_eq!(leading_version("\u{feff}// 注释\n( // more\n version : 2, $$$"), Some(2));
    for text in ["", "(", "(versions: 1)", "version: 1", "(version: x)", "// (version: 1)", "[version: 1]"] {
        assert_eq!(leading_version(text), None, "{text}");
    }
}
