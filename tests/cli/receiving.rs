//! Hand-ins of a made county, received from the command line: each outcome, files that are damaged, renamed or sent twice, and
//! nothing that was there before lost.

use std::fs;
use std::io::Write;

use gouji::domain::collection::roster::{Body, Collection};
use gouji::domain::report::{Key, Scope};
use gouji::domain::seal::digest;
use gouji::store::library::Library;
use serde_json::Value;

use super::{Answer, Place, json, report};
use gouji::store::document::to_ron;

pub const OFFICE: &str = "川北县人民政府办公室";

/// Figures that are another body's with another number.
fn figures(number: usize) -> Vec<(&'static str, String)> {
    vec![
        ("requests.new.natural_person", number.to_string()),
        ("requests.granted.natural_person", number.to_string()),
        ("proactive.licensing.decisions", (number * 7).to_string()),
        ("proactive.penalties.decisions", (number * 3 + 1).to_string()),
    ]
}

/// The report of a body in a year, as RON.
pub fn handed_in(body: &str, year: i32, number: usize) -> String {
    let figures = figures(number);
    let figures: Vec<(&str, &str)> = figures.iter().map(|(cell, figure)| (*cell, figure.as_str())).collect();
    to_ron(&report(body, year, &figures))
}

/// A place whose library has a collection of 2025 of a few bodies.
pub fn county() -> Place {
    let place = Place::new();
    let due = Some("2026-01-20".parse().expect("a date"));
    let body = |name: &str, group: &str| Body { group: group.into(), due, ..Body::new(name) };
    let renamed = Body { former: vec!["川北县卫生局".into()], ..body("川北县卫生健康局", "部门") };
    let bodies =
        vec![body("川北县财政局", "部门"), renamed, body("甲山镇人民政府", "乡镇"), body("乙水镇人民政府", "乡镇")];
    let collection = Collection { bodies, ..Collection::new(OFFICE, 2025) };
    library(&place).save_collection(&collection, None).expect("saved");
    place
}

pub fn library(place: &Place) -> Library {
    Library::at(place.path("library"))
}

pub fn collection(place: &Place) -> Collection {
    library(place).load_collection(OFFICE, 2025).expect("there").collection
}

fn receive(place: &Place, args: &[&str]) -> Answer {
    let all: Vec<&str> = ["collect", OFFICE, "2025", "receive"].into_iter().chain(args.iter().copied()).collect();
    place.run(&all)
}

/// What became of what was handed in: file, body, outcome, alike.
fn outcomes(place: &Place, args: &[&str]) -> Vec<[String; 4]> {
    let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
    let answer = receive(place, &args);
    let all = json(&answer.out);
    let text = |value: &Value| value.as_str().unwrap_or("-").to_string();
    let all = all.as_array().expect("an array");
    all.iter().map(|one| ["file", "body", "outcome", "alike"].map(|key| text(&one[key]))).collect()
}

#[track_caller]
fn one(place: &Place, args: &[&str], body: &str, outcome: &str) {
    let found = outcomes(place, args);
    let [[_, found_body, found_outcome, _]] = &found[..] else { panic!("{found:?}") };
    assert_eq!((found_body.as_str(), found_outcome.as_str()), (body, outcome));
}

fn key(body: &str) -> Key {
    Key { agency: body.into(), year: 2025, scope: Scope::Own }
}

#[test]
fn every_outcome_has_its_word_and_the_file_is_kept_as_it_came() {
    let place = county();
    place.write("in/财政.ron", &handed_in("川北县财政局", 2025, 3));
    place.write("in/卫生.ron", &handed_in("川北县卫生局", 2025, 4));
    place.write("in/去年.ron", &handed_in("甲山镇人民政府", 2024, 5));
    place.write("in/老格式.csv", "cell,value\nproactive.regulations.made,1\n");
    place.write("in/外县.ron", &handed_in("川南县民政局", 2025, 6));
    place.write("in/坏.ron", "(version: 3, agency: \"川北县财政局\", figures: {");
    let found = outcomes(&place, &["in"]);
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|[file, body, outcome, _]| (file.as_str(), body.as_str(), outcome.as_str())).collect();
    assert!(found.contains(&("in/财政.ron", "川北县财政局", "new")), "{found:?}");
    assert!(found.contains(&("in/卫生.ron", "川北县卫生健康局", "new")), "a former name: {found:?}");
    assert!(found.contains(&("in/去年.ron", "甲山镇人民政府", "wrong_year")), "{found:?}");
    assert!(found.contains(&("in/外县.ron", "-", "not_in_roster")), "{found:?}");
    assert!(found.contains(&("in/坏.ron", "-", "unreadable")), "{found:?}");
    let kept = place.path(&format!("library/{OFFICE}/received/2025/财政.ron"));
    assert_eq!(fs::read(kept).expect("kept"), fs::read(place.path("in/财政.ron")).expect("there"));
    let stored = library(&place).load(&key("川北县卫生健康局"), &gouji::store::forms::Forms::default());
    assert_eq!(stored.expect("stored").report.agency.as_deref(), Some("川北县卫生健康局"));
    let collection = collection(&place);
    assert_eq!(collection.bodies[0].receipts[0].sha256, digest(handed_in("川北县财政局", 2025, 3).as_bytes()));
    assert_eq!(collection.bodies.iter().map(|body| body.receipts.len()).collect::<Vec<_>>(), [1, 1, 0, 0]);
}

#[test]
fn a_report_of_another_edition_is_not_taken_for_the_years() {
    let place = county();
    let forms = gouji::store::forms::Forms::default();
    let form = std::sync::Arc::clone(forms.edition("2019").expect("the edition"));
    let old = gouji::domain::report::Report::new(form, Some("川北县财政局".into()), Some(2025), Scope::Own);
    place.write("a.ron", &to_ron(&old));
    one(&place, &["a.ron"], "川北县财政局", "wrong_edition");
}

#[test]
fn the_shape_of_json_is_that_of_the_design_and_the_exit_code_tells_whether_all_was_received() {
    let place = county();
    place.write("a.ron", &handed_in("川北县财政局", 2025, 3));
    let answer = receive(&place, &["a.ron", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let value = json(&answer.out);
    let mut keys = super::keys(&value[0]);
    keys.sort_unstable();
    assert_eq!(keys, ["alike", "body", "file", "message", "outcome"]);
    assert!(value[0]["alike"].is_null());
    place.write("b.ron", "坏");
    assert_eq!(receive(&place, &["b.ron"]).code, 1);
    let nobody = place.run(&["collect", "没有的单位", "2025", "receive", "a.ron"]);
    assert_eq!((nobody.code, nobody.err.contains("roster")), (2, true), "{}", nobody.err);
}

#[test]
fn what_was_sent_twice_is_a_duplicate_whatever_its_name_and_format() {
    let place = county();
    place.write("a.ron", &handed_in("川北县财政局", 2025, 3));
    one(&place, &["a.ron"], "川北县财政局", "new");
    one(&place, &["a.ron"], "川北县财政局", "duplicate");
    place.write("改名.ron", &handed_in("川北县财政局", 2025, 3));
    one(&place, &["改名.ron"], "川北县财政局", "duplicate");
    place.clean(&["show", "a.ron", "--format", "json"]);
    place.write("a.json", &place.clean(&["show", "a.ron", "--format", "json"]));
    one(&place, &["a.json"], "川北县财政局", "duplicate");
    assert_eq!(collection(&place).bodies[0].receipts.len(), 1);
    // Both in one go.
    place.write("in/1.ron", &handed_in("甲山镇人民政府", 2025, 8));
    place.write("in/2.ron", &handed_in("甲山镇人民政府", 2025, 8));
    let words: Vec<String> = outcomes(&place, &["in"]).into_iter().map(|[_, _, outcome, _]| outcome).collect();
    assert_eq!(words, ["new", "duplicate"]);
}

#[test]
fn what_is_handed_in_again_replaces_the_one_before_and_says_what_differs() {
    let place = county();
    place.write("年报.ron", &handed_in("川北县财政局", 2025, 3));
    one(&place, &["年报.ron"], "川北县财政局", "new");
    place.write("年报.ron", &handed_in("川北县财政局", 2025, 4));
    let answer = receive(&place, &["年报.ron"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("重报") && answer.out.contains("自然人 3 改 4"), "{}", answer.out);
    let received = fs::read_dir(place.path(&format!("library/{OFFICE}/received/2025"))).expect("a folder");
    assert_eq!(received.count(), 2, "both files are kept, though they have one name");
    let library = library(&place);
    assert_eq!(library.history(&key("川北县财政局")).expect("a history").len(), 1);
    let receipts = &collection(&place).bodies[0].receipts;
    assert!(receipts.len() == 2 && receipts[0].kept != receipts[1].kept, "{receipts:?}");
    // The first one again is not put back.
    place.write("旧.ron", &handed_in("川北县财政局", 2025, 3));
    let answer = receive(&place, &["旧.ron"]);
    assert!(answer.out.contains("没有换回"), "{}", answer.out);
}

#[test]
fn a_name_that_is_only_near_is_asked_about_and_taken_when_somebody_says_so() {
    let place = county();
    place.write("a.ron", &handed_in("财政局", 2025, 3));
    let answer = receive(&place, &["a.ron"]);
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("不在名单") && answer.out.contains("--as 川北县财政局"), "{}", answer.out);
    assert!(collection(&place).bodies[0].receipts.is_empty());
    one(&place, &["a.ron", "--as", "川北县财政局"], "川北县财政局", "new");
    let refused = receive(&place, &["a.ron", "--as", "没有的局"]);
    assert_eq!(refused.code, 2, "{}", refused.out);
}

#[test]
fn a_file_that_names_nobody_is_asked_about_by_the_name_of_the_file() {
    let place = county();
    place.write("乙水镇人民政府.csv", "cell,value\nrequests.new.natural_person,7\nrequests.granted.natural_person,7\n");
    let answer = receive(&place, &["乙水镇人民政府.csv", "--format", "json"]);
    let value = json(&answer.out);
    assert_eq!(value[0]["outcome"], "not_in_roster");
    assert!(value[0]["message"].as_str().expect("words").contains("乙水镇人民政府"), "{value}");
    one(&place, &["乙水镇人民政府.csv", "--as", "乙水镇人民政府"], "乙水镇人民政府", "new");
}

#[test]
fn a_copy_of_anothers_tables_is_told_and_tables_of_nothing_are_no_copy() {
    let place = county();
    place.write("in/1.ron", &handed_in("甲山镇人民政府", 2025, 8));
    place.write("in/2.ron", &handed_in("乙水镇人民政府", 2025, 8));
    let alike: Vec<String> = outcomes(&place, &["in"]).into_iter().map(|[.., alike]| alike).collect();
    assert_eq!(alike, ["-", "甲山镇人民政府"]);
    // It is told from the receipts, without the reports.
    place.write("in/3.ron", &handed_in("川北县财政局", 2025, 8));
    for body in ["甲山镇人民政府", "乙水镇人民政府"] {
        fs::remove_file(place.path(&format!("library/{body}/2025.ron"))).expect("removed");
    }
    let [one] = &outcomes(&place, &["in/3.ron"])[..] else { panic!("one report") };
    assert_eq!(one[3], "甲山镇人民政府");
    let place = county();
    place.write("none/1.ron", &to_ron(&report("川北县财政局", 2025, &[])));
    place.write("none/2.ron", &to_ron(&report("川北县卫生健康局", 2025, &[])));
    assert!(outcomes(&place, &["none"]).iter().all(|[.., alike]| alike == "-"));
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let place = county();
    place.write("in/1.ron", &handed_in("甲山镇人民政府", 2025, 8));
    place.write("in/2.ron", &handed_in("甲山镇人民政府", 2025, 9));
    let before = collection(&place);
    let dry = outcomes(&place, &["in", "--dry-run"]);
    assert_eq!(collection(&place), before);
    assert!(!place.path(&format!("library/{OFFICE}/received")).exists());
    assert!(!place.path("library/甲山镇人民政府").exists());
    assert_eq!(dry, outcomes(&place, &["in"]));
    assert_eq!(dry[1][2], "resubmission");
}

/// A zip archive of files with their names.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

#[test]
fn an_archive_is_taken_apart_and_kept_whole_and_damaged_ones_are_said() {
    let place = county();
    let files = [
        ("甲/年报.ron", handed_in("甲山镇人民政府", 2025, 8)),
        ("乙/年报.ron", handed_in("乙水镇人民政府", 2025, 9)),
        ("说明.md", "两份年报，请查收。".to_string()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let bytes = zip(&files);
    fs::write(place.path("两镇.zip"), &bytes).expect("written");
    let found = outcomes(&place, &["两镇.zip"]);
    assert_eq!(
        found.iter().map(|[_, _, outcome, _]| outcome.as_str()).collect::<Vec<_>>(),
        ["new", "new"],
        "{found:?}"
    );
    assert_eq!(found[0][0], "两镇.zip#甲/年报.ron");
    let kept = place.path(&format!("library/{OFFICE}/received/2025/两镇.zip"));
    assert_eq!(fs::read(kept).expect("kept"), bytes);
    let again = outcomes(&place, &["两镇.zip"]);
    assert!(again.iter().all(|[_, _, outcome, _]| outcome == "duplicate"), "{again:?}");
    fs::write(place.path("坏.zip"), &bytes[..bytes.len() / 2]).expect("written");
    one(&place, &["坏.zip"], "-", "unreadable");
}

#[test]
fn a_package_for_handing_in_is_one_hand_in_and_what_does_not_fit_together_in_it_is_said() {
    let place = county();
    // By hand, since a machine without a Chinese font makes no PDF.
    let text = handed_in("川北县财政局", 2025, 3);
    place.write("in/报送包/年报.ron", &text);
    place.clean(&["export", "in/报送包/年报.ron", "--draft", "-o", "in/报送包/年报.docx"]);
    let docx = fs::read(place.path("in/报送包/年报.docx")).expect("written");
    let list = format!("{}  年报.ron\n{}  年报.docx\n", digest(text.as_bytes()), digest(&docx));
    place.write("in/报送包/sha256.txt", &list);
    let found = outcomes(&place, &["in"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0][1].as_str(), found[0][2].as_str()), ("川北县财政局", "new"));
    let kept = &collection(&place).bodies[0].receipts[0].kept;
    let folder = place.path(&format!("library/{OFFICE}/received/2025/{kept}"));
    let there = fs::read_dir(folder.parent().expect("a folder")).expect("a folder").count();
    assert_eq!(there, 3);
    // The list of digests tells that a document was changed afterwards.
    place.write("in/报送包/年报.docx", "改过");
    let answer = receive(&place, &["in/报送包"]);
    assert!(answer.out.contains("校验码"), "{}", answer.out);
}

#[test]
fn a_documents_file_of_any_kind_is_received() {
    let place = county();
    place.write("a.ron", &handed_in("甲山镇人民政府", 2025, 8));
    place.clean(&["export", "a.ron", "--draft", "-o", "年报.docx"]);
    one(&place, &["年报.docx"], "甲山镇人民政府", "new");
}

#[test]
fn a_finished_report_and_what_was_keyed_beside_it_are_not_lost() {
    let place = county();
    let text = handed_in("川北县财政局", 2025, 3);
    place.write("library/川北县财政局/2025.ron", &text);
    place.write("a.ron", &handed_in("川北县财政局", 2025, 4));
    one(&place, &["a.ron"], "川北县财政局", "new");
    let states = library(&place).history(&key("川北县财政局")).expect("a history");
    assert_eq!(fs::read_to_string(&states[0].path).expect("kept"), text);
}

#[test]
fn a_report_that_somebody_has_open_is_left_alone_and_received_once_it_is_closed() {
    let place = county();
    place.write("library/川北县财政局/2025.ron", &handed_in("川北县财政局", 2025, 3));
    let lock = library(&place).lock(&key("川北县财政局")).expect("locked");
    place.write("a.ron", &handed_in("川北县财政局", 2025, 4));
    let answer = receive(&place, &["a.ron"]);
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("未收下"), "{}", answer.out);
    assert!(collection(&place).bodies[0].receipts.is_empty());
    drop(lock);
    one(&place, &["a.ron"], "川北县财政局", "new");
}
