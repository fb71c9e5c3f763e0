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

/// A package put together without a PDF, which needs a font; its list names one that is not there.
fn unprinted() -> Place {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    place.write(&format!("{NAME}.ron"), &ron("甲局", &BALANCED));
    let mut list = format!("{}  {}.pdf\n", "0".repeat(64), &NAME[5..]);
    for ending in ["docx", "xlsx", "ron"] {
        let file = format!("{NAME}.{ending}");
        if ending != "ron" {
            assert_eq!(place.run(&["export", "甲局", "2022", "-o", &file]).code, 0);
        }
        let digest = gouji::domain::seal::digest(&fs::read(place.path(&file)).expect("there"));
        list += &format!("{digest}  {}\n", &file[5..]);
    }
    place.write("pack/sha256.txt", &list);
    place
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

#[test]
fn faults_of_a_package_are_entries_and_rows_for_programs_too() {
    let place = unprinted();
    let before = json(&place.run(&["check", "pack", "--format", "json"]).out);
    let files = before["packages"][0]["files"].as_array().expect("files");
    let faulty: Vec<&Value> = files.iter().filter(|file| file["faults"] != Value::Array(Vec::new())).collect();
    assert!(files.len() == 4 && faulty.len() == 1, "{before}");
    let three = [("requests.new.natural_person", "3"), ("requests.granted.natural_person", "3")];
    place.write("other.ron", &to_ron(&report("甲局", 2022, &three)));
    let other = format!("{NAME}.docx");
    assert_eq!(place.run(&["export", "other.ron", "-o", &other]).code, 0);
    place.write(&format!("{NAME}.xlsx"), "no workbook");
    place.write("pack/说明.txt", "另附");
    let answer = place.run(&["check", "pack", "--format", "json"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    let value = json(&answer.out);
    assert_eq!(keys(&value), ["reports", "packages"]);
    let package = &value["packages"][0];
    assert_eq!((keys(package), &package["folder"]), (vec!["folder", "report", "files"], &Value::from("pack")));
    let fault = |ending: &str| {
        let files = package["files"].as_array().expect("files");
        let of = files.iter().find(|file| file["file"].as_str().is_some_and(|name| name.ends_with(ending)));
        let faults = of.expect(ending)["faults"].as_array().expect("faults").clone();
        faults.iter().for_each(|fault| assert_eq!(keys(fault), ["kind", "message", "differences"]));
        faults
    };
    let kinds = |ending: &str| fault(ending).iter().map(|f| f["kind"].as_str().expect("a kind").to_string()).collect();
    let expected: [(&str, &[&str]); 5] = [
        ("报告.docx", &["changed", "differs"]),
        ("报告.pdf", &["missing"]),
        ("报告.xlsx", &["changed", "unreadable"]),
        ("说明.txt", &["unlisted"]),
        ("报告.ron", &[]),
    ];
    for (ending, wanted) in expected {
        let kinds: Vec<String> = kinds(ending);
        assert_eq!(kinds, wanted, "{ending}");
    }
    let differences = fault("报告.docx")[1]["differences"].clone();
    let wanted = serde_json::json!({ "what": "requests.new.natural_person", "report": "7", "document": "3" });
    assert!(differences.as_array().expect("differences").contains(&wanted), "{differences}");

    let csv = place.run(&["check", "pack", "--format", "csv"]);
    assert_eq!(csv.code, 1);
    let rows: Vec<&str> = csv.out.lines().filter(|row| row.contains(",PACKAGE,error,fail,")).collect();
    let cell = format!("{other},甲局,2022,own,2021,PACKAGE,error,fail,requests.new.natural_person,7,3,,");
    assert!(rows.iter().any(|row| row.starts_with(&cell)), "{}", csv.out);
    for (ending, count) in [("报告.pdf,", 1), ("报告.xlsx,", 2), ("说明.txt,", 1), ("报告.ron,", 0)] {
        assert_eq!(rows.iter().filter(|row| row.contains(ending)).count(), count, "{ending}");
    }
    assert!(place.clean(&["explain", "PACKAGE"]).contains("sha256.txt"));
}

#[test]
fn packages_in_a_folder_are_found_whatever_they_are_called_and_each_is_one_report() {
    let place = unprinted();
    fs::create_dir_all(place.path("all/deep")).expect("made");
    fs::rename(place.path("pack"), place.path("all/deep/anything")).expect("moved");
    place.write("all/乙局.ron", &ron("乙局", &BALANCED));
    let answer = place.run(&["check", "all", "--format", "json"]);
    let value = json(&answer.out);
    let agencies: Vec<&Value> =
        value["reports"].as_array().expect("reports").iter().map(|one| &one["agency"]).collect();
    assert_eq!(agencies.iter().filter(|agency| **agency == "甲局").count(), 1, "{value}");
    assert!(agencies.iter().any(|agency| **agency == "乙局"), "{value}");
    let packages = value["packages"].as_array().expect("packages");
    assert_eq!((packages.len(), &packages[0]["folder"]), (1, &Value::from("all/deep/anything")), "{value}");
    // The PDF of its list is gone.
    assert!(answer.err.contains("报告.pdf：清单里有"), "{}", answer.err);
}

#[test]
fn a_folder_of_packages_is_imported_each_once_and_says_whether_its_documents_agree() {
    let place = unprinted();
    fs::create_dir(place.path("all")).expect("made");
    fs::rename(place.path("pack"), place.path("all/pack")).expect("moved");
    fs::remove_dir_all(place.path("library")).expect("removed");
    let answer = place.run(&["import", "all"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains("报告.pdf：清单里有"), "{}", answer.err);
    assert!(place.path("library/甲局/2022.ron").exists());
}

#[test]
fn a_package_without_its_report_does_not_keep_others_from_being_checked() {
    let place = unprinted();
    fs::create_dir(place.path("empty")).expect("made");
    place.write("empty/sha256.txt", &format!("{}  甲局.ron\n", "0".repeat(64)));
    let answer = place.run(&["check", "empty", "pack", "--format", "json"]);
    assert_eq!(answer.code, 2, "{}", answer.err);
    let value = json(&answer.out);
    assert_eq!(value["reports"][0]["file"], "empty");
    assert!(value["reports"][0]["error"].as_str().is_some_and(|why| why.contains("empty")), "{value}");
    assert_eq!(value["reports"][1]["agency"], "甲局");
    assert_eq!(value["packages"].as_array().map(Vec::len), Some(1));
}
