//! Ctrl-C out of lists: the chosen line, as it is read.

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

/// A report with findings, changes and notes.
fn desk(columns: u16, rows: u16) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7)]);
    let mut desk = Desk::over(folder, columns, rows, Lang::Zh);
    desk.keys("<enter>");
    desk
}

fn copied(desk: &Desk) -> &str {
    desk.copied.last().map(String::as_str).unwrap_or_default()
}

#[test]
fn ctrl_c_copies_the_chosen_line_of_every_list_and_leaves_it_open() {
    for (open, words) in [
        ("<ctrl-p>dc", "导出"),
        ("<ctrl-f>bzw", "不掌握"),
        ("<f7><down>", "T3-01"),
        ("k", "T3-01"),
        ("8<enter>C", "本年新收"),
        ("8<enter><ctrl-home>H", "8"),
        ("m存疑<enter>M", "存疑"),
    ] {
        let mut desk = desk(100, 30);
        desk.keys(open);
        let before = desk.screen();
        desk.keys("<ctrl-c>");
        assert_eq!(desk.copied.len(), 1, "{open}\n{before}");
        assert!(copied(&desk).contains(words), "{open}: {}", copied(&desk));
        assert!(!copied(&desk).starts_with(' ') && !copied(&desk).contains("  \n"));
        assert!(desk.model.dialog.is_some(), "{open}");
        desk.assert_shows("已复制");
    }
}

#[test]
fn a_line_that_is_wrapped_is_copied_as_one() {
    let wide = {
        let mut desk = desk(160, 45);
        desk.keys("<f7><down><ctrl-c>");
        copied(&desk).to_string()
    };
    let mut desk = desk(60, 24);
    desk.keys("<f7><down><ctrl-c>");
    assert!(!copied(&desk).contains('\n'));
    let bare = |text: &str| text.replace(' ', "");
    assert!(bare(&wide).starts_with(bare(copied(&desk)).trim_end_matches('…')), "{wide}\n{}", copied(&desk));
}

#[test]
fn ctrl_c_in_the_list_of_files_and_in_an_import_preview_copies_the_line() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    let path = desk.folder.path().join("a.csv");
    std::fs::write(&path, "cell,value\nrequests.new.natural_person,7\n").expect("written");
    let folder = format!("{}/", desk.folder.path().display());
    desk.keys("i").paste(&folder).keys("<down><ctrl-c>");
    assert_eq!(desk.copied.len(), 1, "{}", desk.screen());
    desk.keys("<esc>i").paste(&path.display().to_string()).keys("<enter><ctrl-c>");
    assert!(copied(&desk).contains("自然人"), "{}", copied(&desk));
}

#[test]
fn ctrl_c_in_the_library_copies_whose_report_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("<ctrl-c>").assert_shows("已复制");
    assert_eq!(copied(&desk), format!("{AGENCY}\t2025"));
    let mut empty = Desk::new(80, 24, Lang::Zh);
    empty.keys("<ctrl-c>");
    assert!(empty.copied.is_empty());
}

#[test]
fn what_is_selected_in_a_field_is_the_fields() {
    let mut desk = desk(100, 30);
    desk.keys("<ctrl-p>dc<ctrl-a><ctrl-c>");
    assert!(desk.copied.is_empty());
    desk.keys("<end><ctrl-v>").assert_shows("> dcdc");
}
