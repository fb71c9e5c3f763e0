//! What a folder holds that may be reports.

use std::fs;
use std::path::PathBuf;

use gouji::work::folder::tasks;
use gouji::work::source::Named;

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
    let found = |path: PathBuf| tasks(vec![Named::Path(path)]);
    let all = found(folder.path().to_path_buf()).all;
    let expected = |name: &str| Named::Path(folder.path().join(name));
    let names: Vec<_> = all.iter().map(|task| task.named.clone()).collect();
    let those =
        ["README.md", "a.RON", "b.txt", "c.docx", "d.exe", "乙/history/d.csv", "甲/2022.ron", "甲/2023.journal"];
    assert_eq!(names, those.map(expected));
    assert_eq!(all.iter().filter(|task| !task.must).count(), 3);
    fs::create_dir(folder.path().join("empty")).expect("made");
    assert_eq!(found(folder.path().join("empty")).empty.len(), 1);
}
