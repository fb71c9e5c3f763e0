//! What stands alone of `store::scratch`.

use gouji::store::scratch::*;
use std::fs;

#[test]
fn a_text_comes_back_as_it_was_left_and_its_folder_goes() {
    let scratch = Scratch::new("甲\n乙").expect("written");
    let path = scratch.path().to_path_buf();
    assert_eq!(fs::read_to_string(&path).expect("a file"), lent("甲\n乙", cfg!(windows)));
    fs::write(&path, "\u{feff}甲\r\n丙\r\n").expect("written");
    assert_eq!(scratch.take().expect("read"), "甲\n丙\n");
    assert!(!path.exists());
}

#[test]
fn a_text_that_cannot_be_read_stays_where_it_is() {
    let scratch = Scratch::new("甲").expect("written");
    let path = scratch.path().to_path_buf();
    fs::write(&path, [0xff, 0xfe]).expect("written");
    let error = scratch.take().expect_err("no text");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    assert!(path.exists());
    fs::remove_dir_all(path.parent().expect("a folder")).expect("removed");
}

#[test]
fn a_text_ends_with_a_line_end_and_says_its_encoding_where_editors_do_not_guess_it() {
    assert_eq!(lent("甲\n乙", false), "甲\n乙\n");
    assert_eq!(lent("甲\n乙\n", true), "\u{feff}甲\r\n乙\r\n");
    assert_eq!(lent("", false), "");
}
