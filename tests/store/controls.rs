//! Printed totals on disk: those that lapsed are kept apart from those that are held against their cells, and the journal
//! leads to the same.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::Report;
use gouji::domain::session::{Edit, Purpose, Session};
use gouji::store::cause::Cause;
use gouji::store::document::{from_ron, to_ron};
use gouji::store::error::StoreError;
use gouji::store::journal::Journal;
use gouji::store::library::Library;
use tempfile::TempDir;

use super::journal::key;
use super::{FORMS, report};

const INPUT: &str = "requests.new.natural_person";
const ROW: &str = "requests.new.total";

/// A report as read from a document, all cells 0 but one, and its row's total printed.
fn read() -> Report {
    let mut report = report(2022);
    let form = report.form().clone();
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Imported));
    }
    for name in [INPUT, ROW] {
        report.set_entry(form.find(name).expect(name), Entry::new(Figure::from(7), Origin::Imported));
    }
    report
}

fn key_over(session: &mut Session, figure: u32) {
    let cell = session.form().find(INPUT).expect("a cell");
    session.apply(Edit::figures(Purpose::Key, [(cell, Entry::new(Figure::from(figure), Origin::Keyed))]));
}

fn edited() -> Report {
    let mut session = Session::new(read());
    key_over(&mut session, 9);
    session.report().clone()
}

#[test]
fn a_lapsed_total_is_kept_in_the_file_and_opens_as_lapsed() {
    let text = to_ron(&edited());
    assert!(!to_ron(&read()).contains("lapsed: {"), "only where there is one");
    assert!(text.contains("  lapsed: {\n    \"requests.new.total\": imported(\"7\"), // "), "{text}");
    let opened = from_ron("report.ron", &text, &FORMS).expect("reads");
    let row = opened.form().find(ROW).expect("a cell");
    assert_eq!((opened.entry(row).figure(), opened.lapsed(row).figure()), (Figure::Unfilled, Figure::from(7)));
    assert_eq!(to_ron(&opened), text);
}

#[test]
fn what_is_no_total_cannot_have_lapsed() {
    let text = to_ron(&edited()).replace("\"requests.new.total\": imported", "\"requests.new.research\": imported");
    match from_ron("report.ron", &text, &FORMS) {
        Err(StoreError::Damaged { cause: Cause::Keyed(name), .. }) => assert_eq!(name, "requests.new.research"),
        other => panic!("{other:?}"),
    }
}

/// A library with the report as read, its journal, and the report open.
fn desk() -> (TempDir, Session, Journal) {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path().to_path_buf());
    library.save(&read(), None).expect("saved");
    let opened = library.open(&key(), &FORMS).expect("opened");
    (folder, Session::new(opened.report), opened.journal)
}

#[test]
fn after_a_kill_the_journal_leads_to_the_same_lapsed_totals_at_every_step() {
    let (folder, mut session, mut journal) = desk();
    let steps: [fn(&mut Session); 5] = [
        |session| key_over(session, 9),
        |session| drop(session.undo()),
        |session| drop(session.redo()),
        |session| key_over(session, 7),
        |session| {
            let all = session.form().cells().collect::<Vec<_>>();
            let edit = session.letting_lapse(all);
            session.apply(edit);
        },
    ];
    for step in steps {
        step(&mut session);
        journal.append(&session.take_committed()).expect("journaled");
        let joined = Library::at(folder.path().to_path_buf()).joined(&key(), &FORMS).expect("joined");
        assert_eq!(to_ron(&joined.report), to_ron(session.report()));
    }
}

#[test]
fn a_correction_that_was_saved_is_recovered_as_it_was_and_not_as_a_lapse() {
    let (folder, _, _) = desk();
    let library = Library::at(folder.path().to_path_buf());
    let mut wrong = read();
    let row = wrong.form().find(ROW).expect("a cell");
    wrong.set_entry(row, Entry::new(Figure::from(8), Origin::Imported));
    library.overwrite(&wrong).expect("saved");
    let opened = library.open(&key(), &FORMS).expect("opened");
    let (mut session, mut journal) = (Session::new(opened.report), opened.journal);
    // The cell is corrected and saved; changed again, the printed total is an error as it was when it was read.
    key_over(&mut session, 8);
    journal.append(&session.take_committed()).expect("journaled");
    journal.announce(session.report());
    library.overwrite(session.report()).expect("saved");
    journal.empty(session.report());
    key_over(&mut session, 6);
    journal.append(&session.take_committed()).expect("journaled");
    assert_eq!(session.report().entry(row).figure(), Figure::from(8));
    drop(journal);
    let opened = library.open(&key(), &FORMS).expect("opened");
    let mut again = Session::new(opened.report);
    for edit in opened.recovered.into_iter().flat_map(|one| one.edits()) {
        again.repeat(edit);
    }
    assert_eq!(to_ron(again.report()), to_ron(session.report()));
}
