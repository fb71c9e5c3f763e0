//! Files that are not as gouji wrote them: opened, and said.

use std::fs;
use std::path::PathBuf;

use gouji::domain::text::Lang;

use super::desk::{Desk, put};

const AGENCY: &str = "甲局";

/// A library with one report, whose file is changed before it is opened.
fn opened(lang: Lang, size: (u16, u16), file: &str, change: impl Fn(String) -> String) -> (Desk, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2022, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 7)]);
    let path = folder.path().join(AGENCY).join(file);
    let text = fs::read_to_string(&path).expect("readable");
    fs::write(&path, change(text)).expect("written");
    let mut desk = Desk::over(folder, size.0, size.1, lang);
    desk.keys("<enter>");
    (desk, path)
}

fn without_digest(text: String) -> String {
    text[..text.rfind("// sha256").expect("a digest")].to_string()
}

#[test]
fn a_figure_that_was_changed_outside_is_taken_and_said_once_until_it_is_saved() {
    let change = |text: String| text.replacen("keyed(\"7\")", "keyed(\"9\")", 1);
    let (mut desk, _) = opened(Lang::Zh, (80, 24), "2022.ron", change);
    desk.assert_shows("2022.ron 末行校验码不符，可能在程序外被改动过，请核对；保存后更新。");
    assert_eq!(desk.figure("requests.new.natural_person"), "9");
    desk.keys("<right>");
    assert!(!desk.shows("可能在程序外被改动过"), "said once");
    desk.keys("5<enter><ctrl-s>l<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "9");
    assert!(!desk.shows("可能在程序外被改动过"), "the save wrote a new digest");
}

#[test]
fn a_file_without_a_digest_is_said_in_both_languages_and_fits_the_smallest_screen() {
    let (desk, _) = opened(Lang::Zh, (80, 24), "2022.ron", without_digest);
    desk.assert_shows("2022.ron 末行没有校验码，可能不是本程序写成，请核对；保存后补上。");
    let (desk, _) = opened(Lang::En, (80, 24), "2022.ron", without_digest);
    desk.assert_shows("2022.ron has no checksum, so gouji may not have written it; check it.");
    let (desk, _) = opened(Lang::En, (80, 24), "2022.ron", |text| text + "// mine\n");
    desk.assert_shows("2022.ron may have been changed outside gouji (checksum differs); check it.");
}

#[test]
fn a_profile_that_was_changed_is_said_until_its_digest_is_taken_away() {
    let change = |text: String| text.replace("kind: \"\"", "kind: \"部门\"");
    let (mut desk, path) = opened(Lang::Zh, (80, 24), "agency.ron", change);
    desk.assert_shows("agency.ron 有改动（末行校验码不符），请核对；删去末行后不再提示。");
    fs::write(&path, without_digest(fs::read_to_string(&path).expect("readable"))).expect("written");
    desk.keys("l<enter>");
    assert!(!desk.shows("agency.ron"));
    let (desk, _) = opened(Lang::En, (80, 24), "agency.ron", |text| text.replace("kind: \"\"", "kind: \"部门\""));
    desk.assert_shows("agency.ron was changed by hand: check it; deleting its last line ends this.");
}

#[test]
fn a_file_as_gouji_wrote_it_is_opened_without_a_word() {
    let (desk, _) = opened(Lang::Zh, (80, 24), "2022.ron", |text| text);
    assert_eq!(desk.model.message, None);
}
