//! What the disk refuses: the words name the way out that works where the clerk is, and nothing is left lying about.

use std::fs;
use std::path::PathBuf;

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

/// A report is open whose folder cannot be written any more.
fn refused(lang: Lang, keys: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    let mut desk = Desk::over(folder, 100, 30, lang);
    desk.keys("<enter>").keys(keys);
    fs::remove_dir_all(agency(&desk)).expect("removed");
    fs::write(agency(&desk), "in the way").expect("written");
    desk
}

fn agency(desk: &Desk) -> PathBuf {
    desk.folder.path().join(AGENCY)
}

/// What the clerk is told, which may take more than one line.
fn said(desk: &Desk) -> String {
    desk.model.message.as_ref().expect("words").text.clone()
}

#[test]
fn a_refused_save_names_the_key_that_saves_elsewhere_from_where_the_clerk_is() {
    let mut desk = refused(Lang::Zh, "7<enter>");
    desk.keys("<ctrl-s>").assert_shows("不是文件夹").assert_shows("按 W 另存到其他位置");
    desk.keys("<alt-1>写").assert_shows("录入暂时只在内存中");
    assert!(said(&desk).contains("按 Ctrl-P 选“另存为”"), "a letter is text here: {}", said(&desk));
    desk.keys("<ctrl-s>");
    assert!(said(&desk).contains("不是文件夹") && said(&desk).contains("按 Ctrl-P 选“另存为”"), "{}", said(&desk));
    desk.keys("<ctrl-q>").assert_shows("不保存就离开").assert_shows("Ctrl-P");
    // The way that was named leads there.
    desk.keys("<esc><ctrl-p>另存<enter>").assert_shows("新文件的路径");
    let copy = desk.folder.path().join("copy.ron");
    desk.paste(&copy.display().to_string()).keys("<enter>").assert_shows("已另存");
    let text = fs::read_to_string(&copy).expect("a copy");
    assert!(text.contains("keyed(\"7\")") && text.contains('写'), "{text}");
    let mut desk = refused(Lang::En, "7<enter>");
    desk.keys("<ctrl-s>");
    assert!(said(&desk).ends_with(" Press W to save a copy elsewhere."), "{}", said(&desk));
    desk.keys("<alt-1>").keys("<ctrl-s>");
    assert!(said(&desk).contains("Press Ctrl-P and choose “Save a copy”"), "{}", said(&desk));
}

#[test]
fn the_end_of_a_long_refusal_stays_on_a_small_screen() {
    let long = tempfile::tempdir().expect("a folder");
    let deep = long.path().join("很长的文件夹名".repeat(8)).join("再深一层的文件夹".repeat(8)).join("又".repeat(80));
    fs::create_dir_all(&deep).expect("folders");
    let folder = tempfile::tempdir_in(&deep).expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("<enter>7<enter>");
    fs::remove_dir_all(agency(&desk)).expect("removed");
    fs::write(agency(&desk), "in the way").expect("written");
    desk.keys("<ctrl-s>").assert_shows("! ").assert_shows("按 W 另存到其他位置");
}

#[test]
fn a_copy_is_no_document_and_export_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>");
    for ending in ["docx", "XLSX", "pdf", "html"] {
        let path = desk.folder.path().join(format!("报告.{ending}"));
        desk.keys("W").paste(&path.display().to_string()).keys("<enter>");
        desk.assert_shows(".ron").assert_shows("导出").assert_shows("Ctrl-E");
        assert!(!path.exists(), "{ending}");
        desk.keys("<esc>");
    }
    let path = desk.folder.path().join("报告");
    desk.keys("W").paste(&path.display().to_string()).keys("<enter>").assert_shows("已另存");
}

#[test]
fn a_new_report_that_is_given_up_at_once_leaves_no_folder() {
    for leaving in ["l", "<ctrl-q>"] {
        let mut desk = Desk::new(100, 30, Lang::Zh);
        desk.keys("n示例区财政局<enter><enter><enter><left><enter>");
        assert!(agency(&desk).join("2025.journal").exists());
        desk.keys(leaving).keys("d");
        assert!(!agency(&desk).exists(), "{leaving}");
    }
}

#[test]
fn a_folder_that_holds_anything_or_was_there_before_stays() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>");
    fs::write(agency(&desk).join("notes.txt"), "mine").expect("written");
    desk.keys("ld");
    assert_eq!(fs::read_dir(agency(&desk)).expect("a folder").count(), 1);
    let mut desk = Desk::new(100, 30, Lang::Zh);
    fs::create_dir(agency(&desk)).expect("made");
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>").keys("ld");
    assert!(agency(&desk).is_dir(), "it was not made by gouji");
    // What was keyed is kept, be it unwanted.
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>7<enter>").keys("ld");
    assert_eq!(fs::read_dir(agency(&desk).join("history/2025")).expect("a folder").count(), 1);
}

#[test]
fn a_new_report_offers_last_years_only_where_it_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("n").assert_shows("[x] 提取结转数和各章标题");
    desk.keys("<down>2021<down><down><down>").assert_shows("报告库中没有 2020 年度报告");
    assert!(!desk.shows("提取结转数和各章标题"));
    desk.keys("<right><up><up><up><backspace><backspace>25").assert_shows("[x] 提取结转数和各章标题");
    let mut desk = Desk::new(80, 24, Lang::En);
    desk.keys("n").paste(AGENCY).assert_shows("no 2024 report (a predecessor's would be used)");
}

#[test]
fn a_damaged_profile_is_named_with_its_remedy_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    let profile = folder.path().join(AGENCY).join("agency.ron");
    fs::write(&profile, "(version: 1, name: \"甲").expect("damaged");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>").assert_shows("agency.ron").assert_shows("移到别处");
    desk.keys("7<enter>Sy").assert_shows("没有记入 agency.ron").assert_shows("agency.ron").assert_shows("移到别处");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(fs::read_to_string(&profile).expect("there"), "(version: 1, name: \"甲");
    desk.keys("<ctrl-s>").assert_shows("已保存");
}
