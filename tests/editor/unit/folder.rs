//! What stands alone of `tui::folder`.

use std::path::{Path, PathBuf};

use gouji::domain::text::Lang;
use gouji::tui::folder::*;

fn item(name: &str, kind: ItemKind, written: &str) -> FolderItem {
    FolderItem { name: name.into(), kind, len: 0, written: written.into(), is_hidden: false }
}

fn names(items: &[FolderItem]) -> Vec<String> {
    items.iter().map(FolderItem::shown).collect()
}

#[test]
fn paths_are_told_from_names_by_their_beginning() {
    for text in ["/", "/a", "~", "~/a", r"~\a", "./a", "../a", r"..\a", r"D:\", "d:/a", r"\\server", "\"/a b", "'~/a"] {
        assert!(is_path(text), "{text}");
    }
    for text in ["", "a/b", ".", ".a", "..", "~$a", "2025", "D:", "年报/一"] {
        assert!(!is_path(text), "{text}");
    }
}

#[test]
fn a_typed_path_says_its_folder_and_what_is_begun_in_it() {
    let typed = |text: &str| Typed::of(text, Path::new("/srv/年报"), Some(Path::new("/home/a")));
    for (text, folder, rest) in [
        ("/", "/", ""),
        ("/a", "/", "a"),
        ("/a/b c", "/a", "b c"),
        ("'/a/b c'", "/a", "b c"),
        ("~/x/", "/home/a/x", ""),
        ("~", "/home/a", ""),
        ("./x", "/srv/年报", "x"),
        ("../../../x", "/", "x"),
        ("/a/./b/../c/d", "/a/c", "d"),
    ] {
        let typed = typed(text).unwrap_or_else(|| panic!("{text} is no path"));
        assert_eq!((typed.folder.as_path(), typed.rest.as_str()), (Path::new(folder), rest), "{text}");
    }
    let windows = typed(r"D:\年报\局").expect("a path");
    assert_eq!((windows.before.as_str(), windows.rest.as_str(), windows.separator()), (r"D:\年报\", "局", '\\'));
    assert_eq!(typed("/a/").expect("a path").separator(), '/');
    assert_eq!(typed("a/b"), None);
}

#[test]
fn a_path_is_made_plain_as_it_reads() {
    for (path, expected) in
        [("/a/../b", "/b"), ("/../a", "/a"), ("/a/b/./c/..", "/a/b"), ("../a", "../a"), ("a/../b", "b")]
    {
        assert_eq!(plain(Path::new(path)), PathBuf::from(expected), "{path}");
    }
}

#[test]
fn the_beginning_that_names_have_in_common_ends_where_they_part() {
    let common = |names: &[&str]| common(&names.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(common(&["财政局.docx", "财政所.docx"]), "财政");
    assert_eq!(common(&["Report.csv", "report.CSV"]), "Report.csv", "letters are the same, small or capital");
    assert_eq!(common(&["甲", "乙"]), "");
    assert_eq!(common(&["甲"]), "甲");
    assert_eq!(common(&[]), "");
}

#[test]
fn what_is_looked_for_decides_what_comes_first() {
    let items = vec![
        item("旧.docx", ItemKind::File, "2026-01-01 08:00:00"),
        item("b", ItemKind::Folder, ""),
        item("新.xlsx", ItemKind::File, "2026-01-02 08:00:00"),
        item("A", ItemKind::Folder, ""),
        item("照片.jpg", ItemKind::File, "2026-01-09 08:00:00"),
        item("没有时间.docx", ItemKind::File, ""),
        item("旧格式.ppt", ItemKind::File, "2026-01-05 08:00:00"),
    ];
    let order = |wanted| names(&in_order(items.clone(), wanted));
    let documents = ["新.xlsx", "旧.docx", "没有时间.docx", "A", "b", "照片.jpg", "旧格式.ppt"];
    assert_eq!(order(Wanted::Documents { many: true }), documents);
    assert_eq!(
        order(Wanted::Endings(["docx", "docm"])),
        ["旧.docx", "没有时间.docx", "A", "b", "照片.jpg", "旧格式.ppt", "新.xlsx"]
    );
    assert_eq!(order(Wanted::Folder), ["A", "b", "照片.jpg", "旧格式.ppt", "新.xlsx", "旧.docx", "没有时间.docx"]);
}

#[test]
fn names_are_found_by_words_and_initials_and_hidden_ones_by_a_point() {
    let items: Vec<FolderItem> = ["关于年报.docx", "年报.docx", ".年报.docx", "~$年报.docx", "财政局.csv"]
        .map(|name| item(name, ItemKind::File, ""))
        .into();
    let found = |typed: &str| fitting(&items, typed).into_iter().map(|index| items[index].shown()).collect::<Vec<_>>();
    assert_eq!(found(""), ["关于年报.docx", "年报.docx", "财政局.csv"]);
    assert_eq!(found("nb"), ["年报.docx", "关于年报.docx"]);
    assert_eq!(found("CZJ"), ["财政局.csv"]);
    assert_eq!(found("年报 关于"), ["关于年报.docx"]);
    assert_eq!(found(".年"), [".年报.docx"]);
    assert_eq!(beginning(&items, "年").len(), 1);
    assert_eq!(beginning(&items, ".").len(), 1);
}

#[test]
fn sizes_and_kinds_are_short_words() {
    let sized = |len: u64| FolderItem { len, ..item("a.wps", ItemKind::File, "") }.size();
    let all = [0, 1023, 1024, 1024 * 1024 - 1, 1024 * 1024, 5_300_000, 3 * 1024 * 1024 * 1024].map(sized);
    assert_eq!(all, ["0 B", "1023 B", "1 KB", "1023 KB", "1.0 MB", "5.0 MB", "3.0 GB"]);
    let kinds = ["a.DOCX", "a.WPS", "a.ofd", "a.xlsb", "b.et", "c.pdf", "d.ron", "e.exe"]
        .map(|name| item(name, ItemKind::File, "").kind_words(Lang::Zh));
    assert_eq!(kinds, ["Word", "Word", "OFD", "须转存", "Excel", "PDF", "报告", "其他"]);
}

#[test]
fn places_are_named_as_the_clerk_knows_them() {
    let places = Places { desktop: Some("/home/a/Desktop".into()), ..Places::default() };
    let drives = [PathBuf::from("/media/a/KINGSTON"), PathBuf::from("/")];
    let all = places.all(
        Some(Path::new("/home/a")),
        &drives,
        &["/home/a/Desktop".to_string(), "/srv/下发".to_string()],
        Lang::Zh,
    );
    let named: Vec<(&str, bool)> = all.iter().map(|place| (place.name.as_str(), place.is_recent)).collect();
    let expected = [("桌面", false), ("主文件夹", false), ("盘 KINGSTON", false), ("盘 /", false), ("下发", true)];
    assert_eq!(named, expected);
}
