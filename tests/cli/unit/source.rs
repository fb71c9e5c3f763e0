//! What stands alone of `cli::source`.

use gouji::domain::report::{Key, Scope};
use gouji::work::source::Named;
use std::ffi::{OsStr, OsString};

fn key(agency: &str, year: i32) -> Named {
    Named::Library(Key { agency: agency.into(), year, scope: Scope::Own })
}

#[test]
fn a_word_before_a_year_is_an_agency_and_all_others_are_files() {
    let named = |text: &str| {
        let words: Vec<OsString> = text.split(' ').map(OsString::from).collect();
        gouji::cli::source::named(&words, Scope::Own)
    };
    let file = |name: &str| Named::Path(name.into());
    assert_eq!(named("甲局 2022"), [key("甲局", 2022)]);
    assert_eq!(named("甲局 2022年"), [key("甲局", 2022)]);
    assert_eq!(named("a.ron 甲局 2022 b.ron"), [file("a.ron"), key("甲局", 2022), file("b.ron")]);
    assert_eq!(named("甲局 2021 甲局 2022"), [key("甲局", 2021), key("甲局", 2022)]);
    assert_eq!(named("甲局 22"), [file("甲局"), file("22")]);
    assert_eq!(named("2022"), [file("2022")]);
}

#[test]
fn a_year_has_four_digits() {
    let year = |text: &str| gouji::cli::source::year(OsStr::new(text));
    assert_eq!((year("2022"), year("2022年")), (Some(2022), Some(2022)));
    for other in ["0222", "222", "20222", "二〇二二", "+222", "", "年"] {
        assert_eq!(year(other), None, "{other}");
    }
}
