//! What stands alone of `cli::files`.

use gouji::cli::files::*;
use std::fs;
use std::path::Path;

#[test]
fn reports_are_found_at_any_depth_and_what_is_the_librarys_own_is_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = [
        "b.txt",
        "README.md",
        "a.RON",
        "c.docx",
        "~$c.docx",
        "d.exe",
        ".hidden.txt",
        "甲/agency.ron",
        "甲/2022.ron",
        "甲/2022.journal",
        "甲/2023.journal",
        "乙/2023.journal",
        "甲/history/2022/x.ron",
        "乙/history/d.csv",
    ];
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, "").expect("written");
    }
    let found = below(folder.path());
    let names: Vec<_> = found.files.iter().map(|file| file.path.strip_prefix(folder.path()).expect("below")).collect();
    let expected =
        ["README.md", "a.RON", "b.txt", "c.docx", "乙/history/d.csv", "甲/2022.ron", "甲/2023.journal"].map(Path::new);
    assert_eq!(names, expected);
    assert_eq!(found.files.iter().filter(|file| !file.must).count(), 2);
    assert_eq!(below(&folder.path().join("none")).refused.len(), 1);
}
