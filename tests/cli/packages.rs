//! Packages for handing in: what `export --package` writes, and what `check` says of such a folder when it is as it was, and when
//! somebody changed something in it.

use super::*;
use crate::reference::skip;

const NAME: &str = "pack/甲局2022年政府信息公开工作年度报告";

/// A library with a balanced report and a package of it; none where the machine has no font for the PDF.
fn packed() -> Option<Place> {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    let answer = place.run(&["export", "甲局", "2022", "--package", "pack"]);
    if answer.code == 2 && answer.err.contains("中文字体") {
        assert!(!place.path("pack").exists());
        skip("no Chinese font on this machine");
        return None;
    }
    assert_eq!(answer.code, 0, "{}", answer.err);
    Some(place)
}

#[test]
fn a_package_holds_every_document_under_the_official_name_and_a_list_that_fits() {
    let Some(place) = packed() else { return };
    let list = fs::read_to_string(place.path("pack/sha256.txt")).expect("a list");
    for behind in [".docx", ".pdf", ".xlsx", ".ron", "校验情况表.docx"] {
        let bytes = fs::read(place.path(&format!("{NAME}{behind}"))).expect(behind);
        let line = format!("{}  {}{behind}\n", gouji::domain::seal::digest(&bytes), &NAME[5..]);
        assert!(list.contains(&line), "{line}{list}");
    }
    assert_eq!((list.lines().count(), fs::read_dir(place.path("pack")).expect("there").count()), (5, 6));
    let answer = place.run(&["check", "pack"]);
    assert!(answer.code == 0 && answer.err.contains("各文档与报告内容一致"), "{} {}", answer.out, answer.err);
    assert!(answer.out.contains("甲局"), "the report itself is checked: {}", answer.out);
}

#[test]
fn check_says_which_file_of_a_package_is_gone_changed_or_says_something_else() {
    let Some(place) = packed() else { return };
    let three = [("requests.new.natural_person", "3"), ("requests.granted.natural_person", "3")];
    place.write("other.ron", &to_ron(&report("甲局", 2022, &three)));
    let other = format!("{NAME}.docx");
    assert_eq!(place.run(&["export", "other.ron", "-o", &other]).code, 0);
    fs::remove_file(place.path(&format!("{NAME}.pdf"))).expect("removed");
    place.write("pack/说明.txt", "另附");
    let answer = place.run(&["check", "pack"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    for words in ["报告.docx：与清单的校验码不符", "处不同：requests.", "报告.pdf：清单里有", "说明.txt：清单里没有"]
    {
        assert!(answer.err.contains(words), "{words}: {}", answer.err);
    }
    assert!(!answer.err.contains("xlsx"), "{}", answer.err);
}

#[test]
fn a_report_that_cannot_be_final_makes_no_package_but_a_draft_of_it() {
    let Some(place) = packed() else { return };
    place.write("library/甲局/2022.ron", &ron("甲局", &UNBALANCED));
    assert_eq!(place.run(&["export", "甲局", "2022", "--package", "no"]).code, 1);
    assert!(!place.path("no").exists());
    assert_eq!(place.run(&["export", "甲局", "2022", "--package", "draft", "--draft"]).code, 0);
    assert!(place.path("draft/甲局2022年政府信息公开工作年度报告（草稿）.docx").exists());
    assert!(place.refused(&["export", "甲局", "2022", "--package", "a", "-o", "b.docx"]).contains("--package"));
}
