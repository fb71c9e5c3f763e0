//! What stands alone of `store::quote`.

use gouji::store::quote::*;

#[test]
fn chinese_and_line_ends_stand_as_they_are_and_the_rest_is_escaped() {
    assert_eq!(quoted("一、“总体”\n　二"), "\"一、“总体”\n　二\"");
    assert_eq!(quoted("a\"b\\c\r\t\0\u{feff}"), r#""a\"b\\c\r\u{9}\u{0}\u{feff}""#);
}

#[test]
fn every_character_is_read_back_as_it_was() {
    let all: String = (0..=0x2_ffff).filter_map(char::from_u32).collect();
    assert_eq!(ron::from_str::<String>(&quoted(&all)).as_ref(), Ok(&all));
    let mut line = String::new();
    push_in_line(&mut line, &all);
    assert!(!line.contains('\n') && ron::from_str::<String>(&line) == Ok(all));
}
