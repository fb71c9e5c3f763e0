//! What stands alone of `store::folder_name`.

use gouji::store::folder_name::*;

#[test]
fn ordinary_names_stay_as_they_are() {
    for name in ["利通区人民政府办公室", "市发展和改革委员会（粮食局）", "A·B 局", "统计局.2", "COMMON", "Lpt12"]
    {
        assert_eq!(encode(name).as_deref(), Ok(name));
        assert_eq!(decode(name).as_deref(), Some(name));
    }
}

#[test]
fn unsafe_names_become_safe_and_come_back() {
    let cases = [
        ("甲/乙", "甲%2F乙"),
        ("a:b*?\"<>|\\", "a%3Ab%2A%3F%22%3C%3E%7C%5C"),
        ("100%", "100%25"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("办公室.", "办公室%2E"),
        ("con", "%63on"),
        ("NUL.txt", "%4EUL.txt"),
        ("com1", "%63om1"),
        ("LPT¹", "%4CPT¹"),
    ];
    for (name, folder) in cases {
        assert_eq!(encode(name).as_deref(), Ok(folder), "{name}");
        assert_eq!(decode(folder).as_deref(), Some(name), "{folder}");
    }
}

#[test]
fn blanks_around_a_name_make_no_other_folder_and_older_ones_are_known() {
    for name in [" 财政局", "财政局\u{3000}", "\u{feff}财政局\n", "\t 财政局 \t"] {
        assert_eq!(encode(name).as_deref(), Ok("财政局"), "{name:?}");
    }
    assert_eq!(decode("%E3%80%80局").as_deref(), Some("\u{3000}局"));
}

#[test]
fn control_characters_in_a_name_are_refused() {
    assert_eq!(encode("财\t政局"), Err(NameError::Control));
    assert_eq!(encode("财\u{7}政局"), Err(NameError::Control));
    assert_eq!(decode("a%00b").as_deref(), Some("a\0b"), "an older folder is still listed");
}

#[test]
fn blank_and_over_long_names_are_refused() {
    assert_eq!(encode(""), Err(NameError::Empty));
    assert_eq!(encode(" \u{3000}\n"), Err(NameError::Empty));
    assert_eq!(encode(&"局".repeat(80)).map(|f| f.len()), Ok(240));
    assert_eq!(encode(&"局".repeat(81)), Err(NameError::TooLong(243)));
    assert_eq!(encode(&":".repeat(81)), Err(NameError::TooLong(243)));
}

#[test]
fn folders_that_stand_for_no_name_are_not_ours() {
    for folder in ["", ".git", "100%", "a%2fb", "%41", "a%zz", "%FF", "con"] {
        assert_eq!(decode(folder), None, "{folder}");
    }
}
