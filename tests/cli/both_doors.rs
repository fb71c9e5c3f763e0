//! Every use case through both doors: the program's command line, and the editor's outside. They are asked for the same and
//! the results are held against each other, files byte for byte.

use std::collections::BTreeMap;

use gouji::domain::finding::Status;
use gouji::domain::report::Key;
use gouji::domain::seal;
use gouji::domain::session::{Change, Edit, Purpose, Session};
use gouji::domain::text::Lang;
use gouji::store::library::Library;
use gouji::tui::effect::{OFFERS, Outside};
use gouji::tui::message::ExportOrder;
use gouji::tui::model::{Effect, Msg};

use super::*;

const NEW: &str = "requests.new.natural_person";
const OUT: &str = "requests.carried_out.natural_person";
const IN: &str = "requests.carried_in.natural_person";

fn key(agency: &str, year: i32) -> Key {
    Key { agency: agency.into(), year, scope: Scope::Own }
}

/// What is keyed in the editor and not saved.
fn key_into_journal(place: &Place, of: &Key, figures: &[(&str, u32)]) {
    let opened = Library::at(place.path("library")).open(of, &Forms::default()).expect("opened");
    let (mut session, mut journal) = (Session::new(opened.report), opened.journal);
    for (name, figure) in figures {
        let cell = session.form().find(name).expect(name);
        let entry = Entry::new(Figure::from(*figure), Origin::Keyed);
        session.apply(Edit { purpose: Purpose::Key, changes: vec![Change::Figure(cell, entry)] });
    }
    journal.append(&session.take_committed()).expect("journaled");
}

/// A body of 2022 into which another one was merged, both with reports of 2021, that of the other one with an unsaved edit.
fn merged() -> Place {
    let place = Place::new();
    let last = |agency, count| to_ron(&report(agency, 2021, &[(NEW, count), (OUT, count)]));
    place.write("library/甲局/2021.ron", &last("甲局", "2"));
    place.write("library/旧局/2021.ron", &last("旧局", "3"));
    key_into_journal(&place, &key("旧局", 2021), &[(NEW, 4), (OUT, 4)]);
    let profile = "(version: 1, name: \"甲局\", predecessors: [(name: \"旧局\", year: 2022, reason: \"并入\")])";
    place.write("library/甲局/agency.ron", profile);
    let this = [(IN, "5"), ("requests.granted.natural_person", "5")];
    place.write("library/甲局/2022.ron", &to_ron(&report("甲局", 2022, &this)));
    place
}

fn outside(place: &Place) -> Outside {
    Outside::new(Library::at(place.path("library")), Forms::default(), Lang::Zh)
}

/// A report as the editor has it once it is opened and what its journal holds is taken up, and what is said of it.
fn opened(outside: &mut Outside, effect: Effect) -> (Session, String) {
    let Some(Msg::Opened { report, edit, background, recovered, remark, .. }) = outside.run(effect).pop() else {
        panic!("it opens")
    };
    let report = recovered.map_or(*report, |recovered| recovered.report());
    let mut session = Session::with(report, *background);
    if let Some(edit) = edit {
        session.apply(edit);
    }
    (session, remark.unwrap_or_default())
}

fn save(outside: &mut Outside, session: &Session) {
    let report = Box::new(session.report().clone());
    let msgs = outside.run(Effect::Save { report, overwrite: false });
    assert!(matches!(msgs.last(), Some(Msg::Saved)), "{msgs:?}");
}

fn read(place: &Place, name: &str) -> Vec<u8> {
    fs::read(place.path(name)).expect(name)
}

/// The rules that fail, as `check` and as the editor has them.
fn failing(session: &Session) -> Vec<String> {
    let failed = session.findings().into_iter().filter(|finding| finding.status == Status::Fail);
    let mut rules: Vec<String> = failed.map(|finding| finding.rule(session.form()).id.clone()).collect();
    rules.sort();
    rules
}

fn failing_in(checked: &Value) -> Vec<String> {
    let findings = checked["findings"].as_array().expect("findings").iter();
    let failed = findings.filter(|finding| finding["status"] == "fail");
    let mut rules: Vec<String> = failed.map(|finding| finding["rule"].as_str().expect("a rule").to_string()).collect();
    rules.sort();
    rules
}

#[test]
fn a_report_opens_with_its_journal_and_both_say_so() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &[(NEW, "5")]));
    key_into_journal(&place, &key("甲局", 2022), &[(NEW, 7)]);
    let answer = place.run(&["show", "甲局", "2022", "--format", "ron"]);
    let (session, _) = opened(&mut outside(&place), Effect::Open(key("甲局", 2022)));
    assert_eq!(answer.out, to_ron(session.report()));
    // As a file of another library it is shown with its journal as well, and compared with it.
    fs::rename(place.path("library"), place.path("elsewhere")).expect("moved");
    let file = "elsewhere/甲局/2022.ron";
    let answer = place.run(&["show", file, "--format", "ron"]);
    assert!(answer.err.contains("2022.journal"), "{}", answer.err);
    let Some(Msg::ReportRead { report, remark, .. }) = outside(&place).run(Effect::Read(place.path(file), None)).pop()
    else {
        panic!("it is read")
    };
    assert!(answer.out == to_ron(&report) && remark.expect("a remark").contains("2022.journal"));
    let Some(Msg::Compared { report, remark, .. }) = outside(&place).run(Effect::Compare(place.path(file))).pop()
    else {
        panic!("it is read")
    };
    assert!(answer.out == to_ron(&report) && remark.expect("a remark").contains("2022.journal"));
}

#[test]
fn last_years_report_is_the_same_for_rules_and_on_paper_and_its_journal_is_said() {
    let place = merged();
    let (session, remark) = opened(&mut outside(&place), Effect::Open(key("甲局", 2022)));
    assert!(remark.contains("旧局") && remark.contains("2021.journal"), "{remark}");
    let answer = place.run(&["check", "甲局", "2022", "--format", "json"]);
    assert!(answer.err.contains("2021.journal"), "{}", answer.err);
    let rules = failing_in(&json(&answer.out)["reports"][0]);
    assert_eq!(rules, failing(&session));
    // Two and the three that were keyed to be four were carried out, five were carried in.
    assert!(rules.contains(&"XY-01".to_string()), "{rules:?}");
    let last = session.background().precedent().expect("last year's");
    assert_eq!(last.shown(session.form().find(OUT).expect("a cell")).and_then(|sum| sum.complete()), Some(6.into()));
    let answer = place.run(&["export", "甲局", "2022", "-o", "a.csv", "--with-last-year"]);
    assert!(answer.code == 0 && answer.err.contains("2021.journal"), "{}", answer.err);
    let list = String::from_utf8(read(&place, "a.csv")).expect("UTF-8");
    assert!(list.contains(&format!("\n{OUT},0,6\n")), "{list}");
    // Who names itself among those that were merged is counted once.
    let itself = "(name: \"甲局\", year: 2022, reason: \"\"), (name: \"旧局\", year: 2022, reason: \"\")";
    place.write("library/甲局/agency.ron", &format!("(version: 1, name: \"甲局\", predecessors: [{itself}])"));
    place.clean(&["export", "甲局", "2022", "-o", "b.csv", "--with-last-year"]);
    assert_eq!(read(&place, "b.csv"), list.as_bytes());
    // A body that was newly made has none of its own.
    fs::remove_dir_all(place.path("library/甲局/history")).ok();
    fs::remove_file(place.path("library/甲局/2021.ron")).expect("removed");
    let profile = "(version: 1, name: \"甲局\", predecessors: [(name: \"旧局\", year: 2022, reason: \"更名\")])";
    place.write("library/甲局/agency.ron", profile);
    place.clean(&["export", "甲局", "2022", "-o", "c.csv", "--with-last-year"]);
    assert!(String::from_utf8(read(&place, "c.csv")).expect("UTF-8").contains(&format!("\n{OUT},0,4\n")));
}

#[test]
fn a_new_report_takes_the_same_over_from_last_year() {
    let (one, other) = (merged(), merged());
    for place in [&one, &other] {
        fs::remove_file(place.path("library/甲局/2022.ron")).expect("removed");
    }
    let answer = one.run(&["new", "甲局", "2022", "--from-last-year"]);
    assert!(answer.code == 0 && answer.err.contains("2021.journal"), "{}", answer.err);
    let mut outside = outside(&other);
    let create = Effect::Create { key: key("甲局", 2022), nil: false, from_last_year: true };
    let (session, remark) = opened(&mut outside, create);
    assert!(remark.contains("2021.journal"), "{remark}");
    save(&mut outside, &session);
    assert_eq!(read(&one, "library/甲局/2022.ron"), read(&other, "library/甲局/2022.ron"));
    assert_eq!(session.report().entry(session.form().find(IN).expect("a cell")).figure(), Figure::from(6));
}

#[test]
fn a_document_is_taken_in_alike() {
    let (one, other) = (Place::new(), Place::new());
    let document = merged();
    document.clean(&["export", "甲局", "2022", "-o", "a.docx"]);
    let path = document.path("a.docx");
    one.clean(&["import", &path.display().to_string()]);
    let mut outside = outside(&other);
    let Some(Msg::Proposed { proposal, existing: None, .. }) = outside.run(Effect::Read(path, None)).pop() else {
        panic!("it is proposed")
    };
    let entries: BTreeMap<_, _> =
        proposal.figures.iter().map(|f| (f.cell, Entry::new(f.figure, Origin::Imported))).collect();
    let (session, _) = opened(&mut outside, Effect::Adopt { key: key("甲局", 2022), proposal, entries });
    save(&mut outside, &session);
    assert_eq!(read(&one, "library/甲局/2022.ron"), read(&other, "library/甲局/2022.ron"));
}

#[test]
fn documents_are_the_same_byte_for_byte_in_every_format() {
    let place = merged();
    let (session, _) = opened(&mut outside(&place), Effect::Open(key("甲局", 2022)));
    for (number, offer) in OFFERS.iter().enumerate().filter(|(_, offer)| !offer.package) {
        for (last_year, chart) in [(false, false), (true, false), (false, true)] {
            let out = |door: &str| format!("{door}{number}{last_year}{chart}.{}", offer.ending);
            let given = [(offer.fragment, "--fragment"), (last_year, "--with-last-year"), (chart, "--with-chart")];
            let options = given.iter().filter(|(given, _)| *given).map(|(_, option)| *option);
            let (one, other) = (out("one"), out("other"));
            if chart && !offer.draws {
                continue;
            }
            let export = ["export", "甲局", "2022", "-o", &one, "--reproducible"];
            let answer = place.run(&[&export[..], &options.collect::<Vec<_>>()].concat());
            if answer.err.contains("中文字体") {
                println!("skipped: no Chinese font on this machine");
                continue;
            }
            assert_eq!(answer.code, 0, "{one}: {}", answer.err);
            let order = ExportOrder {
                path: place.path(&other),
                ending: offer.ending,
                fragment: offer.fragment,
                draft: false,
                last_year,
                chart,
                form: None,
                replaces_prose: None,
                package: false,
                then: None,
                check_sheet: None,
                plain_banners: false,
                dated: false,
                overwrite: false,
            };
            let report = Box::new(session.report().clone());
            let Some(Msg::Exported { remark, .. }) =
                outside(&place).run(Effect::Export { report, order: Box::new(order) }).pop()
            else {
                panic!("{other} is written")
            };
            assert_eq!(remark.is_some_and(|words| words.contains("2021.journal")), last_year || chart, "{other}");
            assert_eq!(read(&place, &one), read(&place, &other), "{one}");
        }
    }
    // The years before the merger are those of both bodies together.
    let page = String::from_utf8(read(&place, "one2falsetrue.html")).expect("UTF-8");
    assert!(page.contains(">2021<") && page.contains(">6<"), "{page}");
}

#[test]
fn a_report_is_finished_alike() {
    let (one, other) = (Place::new(), Place::new());
    for place in [&one, &other] {
        place.write("library/甲局/2022.ron", &ron("甲局", &[]));
        key_into_journal(place, &key("甲局", 2022), &BALANCED.map(|(name, _)| (name, 7)));
    }
    let answer = one.run(&["finalise", "甲局", "2022", "--keyer", "甲", "--reviewer", "乙"]);
    assert!(answer.code == 0 && answer.err.contains("2022.journal"), "{}", answer.err);
    let mut outside = outside(&other);
    let (mut session, _) = opened(&mut outside, Effect::Open(key("甲局", 2022)));
    let Some(Msg::Today(today)) = outside.run(Effect::Today).pop() else { panic!("a day") };
    session.apply(seal::finishing(session.report(), "甲", "乙", &today));
    save(&mut outside, &session);
    assert_eq!(read(&one, "library/甲局/2022.ron"), read(&other, "library/甲局/2022.ron"));
}

#[test]
fn a_folder_is_checked_and_listed_as_the_editor_shows_its_reports() {
    let place = merged();
    place.write("library/乙局/2022.ron", &ron("乙局", &UNBALANCED));
    let checked = json(&place.run(&["check", "library", "--format", "json"]).out);
    let listed = json(&place.clean(&["list", "--format", "json"]));
    let mut outside = outside(&place);
    let keys = Library::at(place.path("library")).keys().expect("keys");
    let Some(Msg::Known(known)) = outside.run(Effect::LookInto(keys)).pop() else { panic!("looked into") };
    assert_eq!(known.len(), 4);
    for (of, condition) in known {
        let condition = condition.expect("a condition");
        let same = |value: &&Value| value["agency"] == of.agency.as_str() && value["year"] == of.year;
        let line = listed["reports"].as_array().expect("reports").iter().find(same).expect("listed");
        assert_eq!((&line["errors"], &line["unfilled"]), (&condition.errors.into(), &condition.unfilled.into()));
        let report = checked["reports"].as_array().expect("reports").iter().find(same).expect("checked");
        let (session, _) = opened(&mut outside, Effect::Open(of));
        assert_eq!(failing_in(report), failing(&session));
    }
}

/// Every file below a folder by its path from there.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = PathBuf::from(path.file_name().expect("a name"));
        match path.is_dir() {
            true => found.extend(tree(&path).into_iter().map(|(below, bytes)| (name.join(below), bytes))),
            false => drop(found.insert(name, fs::read(&path).expect("read"))),
        }
    }
    found
}

/// Does what was asked for and all that follows from it; the last word.
fn followed(outside: &mut Outside, effect: Effect) -> Msg {
    let mut said = outside.run(effect).pop();
    while let Some(Msg::Copying { .. }) = said {
        said = outside.run(Effect::CopyOn).pop();
    }
    said.expect("something is said")
}

#[test]
fn the_library_is_backed_up_and_brought_back_alike_with_edits_that_were_not_saved() {
    let place = merged();
    for stick in ["one", "other", "empty/library"] {
        fs::create_dir_all(place.path(stick)).expect("made");
    }
    place.clean(&["backup", "one"]);
    let ended = followed(&mut outside(&place), Effect::BackUp(place.path("other")));
    assert!(matches!(&ended, Msg::CopyingEnded { refused: false, .. }), "{ended:?}");
    let library = tree(&place.path("library"));
    assert_eq!(library, tree(&place.path("one/gouji-backup")));
    assert_eq!(library, tree(&place.path("other/gouji-backup")));
    // An empty library gets all of it back, and the editor recovers what was never saved.
    let root = place.path("empty/library");
    let mut elsewhere = Outside::new(Library::at(root.clone()), Forms::default(), Lang::Zh);
    let found = followed(&mut elsewhere, Effect::LookAtBackup(place.path("one")));
    assert!(matches!(&found, Msg::Differs { only_there: 3, differing } if differing.is_empty()), "{found:?}");
    let ended = followed(&mut elsewhere, Effect::BringBack(Vec::new(), None));
    assert!(matches!(&ended, Msg::CopyingEnded { refused: false, .. }), "{ended:?}");
    assert_eq!(tree(&root), library);
    let (session, _) = opened(&mut elsewhere, Effect::Open(key("旧局", 2021)));
    let cell = session.form().find(NEW).expect("a cell");
    assert_eq!(session.report().entry(cell).figure().to_string(), "4");
}
