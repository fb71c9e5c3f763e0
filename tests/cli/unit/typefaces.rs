//! What stands alone of `work::typefaces`.

use fontdb::Database;
use gouji::export::typeface::TypefaceError;
use gouji::work::typefaces::*;
use std::path::Path;

#[test]
fn a_file_that_is_no_font_is_refused_by_name() {
    for bytes in [Vec::new(), b"text".to_vec(), b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x10".to_vec(), vec![0; 4096]] {
        let error = from_file(Path::new("a.ttf"), bytes).unwrap_err();
        assert_eq!(error, TypefaceError::NoFont("a.ttf".into()));
    }
    let error = find(Some(Path::new("/no/such/font.ttf")), None).unwrap_err();
    assert!(matches!(error, TypefaceError::Unreadable(path, _) if path == "/no/such/font.ttf"));
}

#[test]
fn without_any_font_the_message_says_what_to_install() {
    let error = choose(&Database::new()).unwrap_err();
    assert_eq!(error, TypefaceError::Missing);
    for lang in [gouji::domain::text::Lang::Zh, gouji::domain::text::Lang::En] {
        let words = error.message(lang);
        assert!(["fonts-noto-cjk", ".ttf"].iter().all(|word| words.contains(word)), "{words}");
    }
}

#[test]
fn a_simplified_family_is_told_by_its_name() {
    assert!(["Noto Serif CJK SC", "AR PL UMing CN", "仿宋_GB2312"].into_iter().all(is_simplified));
    assert!(!["Noto Serif CJK JP", "SCAA", "Gothic"].into_iter().any(is_simplified));
}
