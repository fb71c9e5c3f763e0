//! What stands alone of `cli::wildcards`.

use std::ffi::OsString;
use std::fs;

use gouji::cli::wildcards::expanded;

/// What arguments become in a folder with these files, whose place is left out again.
fn of(files: &[&str], args: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, "").expect("written");
    }
    let place = |arg: &&str| -> OsString {
        if arg.starts_with('-') || *arg == "check" { arg.into() } else { folder.path().join(arg).into_os_string() }
    };
    let args: Vec<OsString> = std::iter::once("gou*ji".into()).chain(args.iter().map(place)).collect();
    let start = folder.path().to_string_lossy().into_owned();
    let bare = |arg: OsString| {
        let arg = arg.to_string_lossy().replace(&start, "");
        arg.trim_start_matches(['/', '\\']).replace('\\', "/")
    };
    let mut given = expanded(args).into_iter();
    assert_eq!(given.next().as_deref(), Some("gou*ji".as_ref()), "the program's own name is none");
    given.map(bare).collect()
}

#[test]
fn a_pattern_is_the_files_that_it_matches_by_name_and_stays_where_it_matches_none() {
    let files = ["乙局2022.docx", "甲局2022.docx", "甲局2022.xlsx", ".gouji-甲局.docx", "a/b.docx"];
    assert_eq!(of(&files, &["check", "*.docx"]), ["check", "乙局2022.docx", "甲局2022.docx"]);
    assert_eq!(of(&files, &["甲局202?.*"]), ["甲局2022.docx", "甲局2022.xlsx"]);
    assert_eq!(of(&files, &["*/*.docx"]), ["a/b.docx"]);
    assert_eq!(of(&files, &["*.DOCX"]).len(), 2, "as Windows takes names");
    assert_eq!(of(&files, &["*.pdf"]), ["*.pdf"]);
    assert_eq!(of(&files, &["--reason=*"]), ["--reason=*"]);
}

#[test]
fn brackets_in_the_name_of_a_download_are_no_pattern() {
    assert_eq!(of(&["报告[1].docx", "报告1.docx"], &["报告[1].*"]), ["报告[1].docx"]);
    assert_eq!(of(&["报告1.docx"], &["报告[1].docx"]), ["报告[1].docx"]);
}
