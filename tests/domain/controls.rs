//! Printed totals: a total is always what its cells add up to, and a control that agreed when it was read lapses once a
//! figure that it sums is changed by hand.

use gouji::domain::comparison::compare;
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::finding::Status;
use gouji::domain::journal::{merge, replay};
use gouji::domain::recalculation::{Totals, shown};
use gouji::domain::report::{Part, Report};
use gouji::domain::session::{Change, Edit, Purpose, Session};
use proptest::prelude::*;

use crate::forms::{cell, form, nil};

const INPUT: &str = "requests.new.natural_person";
const ROW: &str = "requests.new.total";

/// A report as read from a document: 7 new requests granted, everything else 0, and every total printed as it adds up.
fn read() -> Report {
    let form = form("2021");
    let mut report = nil(&form);
    for name in [INPUT, "requests.granted.natural_person"] {
        report.set_entry(cell(&form, name), imported("7"));
    }
    let totals = Totals::new(&form, report.entries());
    for total in form.cells().filter(|&cell| form.is_total(cell)) {
        let computed = totals.of(total).complete().expect("complete");
        report.set_entry(total, Entry::new(Figure::Number(computed), Origin::Imported));
    }
    report
}

fn imported(text: &str) -> Entry {
    Entry::new(text.parse().expect(text), Origin::Imported)
}

fn keyed(text: &str) -> Entry {
    Entry::new(text.parse().expect(text), Origin::Keyed)
}

fn edit(session: &Session, purpose: Purpose, name: &str, entry: Entry) -> Edit {
    Edit::figures(purpose, [(cell(session.form(), name), entry)])
}

fn key(session: &mut Session, name: &str, figure: &str) {
    let edit = edit(session, Purpose::Key, name, keyed(figure));
    assert!(session.apply(edit));
}

/// The printed total that is held against a cell, then the one that lapsed.
fn printed(session: &Session, name: &str) -> [String; 2] {
    let (report, cell) = (session.report(), cell(session.form(), name));
    [report.entry(cell), report.lapsed(cell)].map(|entry| entry.figure().to_string())
}

fn stands(session: &Session, name: &str) -> String {
    let figures = session.figures();
    shown(figures.form, figures.entries, figures.totals, cell(figures.form, name)).to_string()
}

fn errors(session: &Session) -> Vec<String> {
    let failed = session.failed();
    let of_totals = failed.iter().filter(|finding| finding.status == Status::Fail);
    of_totals.map(|finding| finding.rule(session.form()).id.clone()).collect()
}

/// What undo has to bring back.
fn state(session: &Session) -> (Vec<Entry>, Vec<Entry>, Vec<String>) {
    let lapsed = session.form().cells().map(|cell| session.report().lapsed(cell)).collect();
    (session.report().entries().to_vec(), lapsed, errors(session))
}

#[test]
fn a_total_is_what_its_cells_add_up_to_whatever_the_source_prints() {
    let mut report = read();
    let row = cell(report.form(), ROW);
    report.set_entry(row, imported("8"));
    let session = Session::new(report);
    assert_eq!(stands(&session, ROW), "7");
    assert_eq!(session.differing_control(row).map(|printed| printed.to_string()), Some("8".into()));
    assert!(errors(&session).contains(&"T3-03".to_string()), "the printed one is still an error");
}

#[test]
fn a_total_with_unfilled_cells_never_shows_the_printed_one() {
    let mut report = read();
    report.set_entry(cell(report.form(), "requests.new.enterprise"), Entry::UNFILLED);
    let session = Session::new(report);
    assert_eq!(stands(&session, ROW), "");
    assert_eq!(session.differing_control(cell(session.form(), ROW)), None);
}

#[test]
fn the_controls_that_sum_a_figure_lapse_when_it_is_changed_by_hand_and_undo_and_redo_follow() {
    let mut session = Session::new(read());
    let before = state(&session);
    key(&mut session, INPUT, "9");
    // The balance of the column is a real difference; no printed total is one.
    assert_eq!(errors(&session), ["T3-01", "T3-01"]);
    assert_eq!(stands(&session, ROW), "9");
    assert_eq!(printed(&session, ROW), ["", "7"]);
    assert_eq!(printed(&session, "requests.granted.total"), ["7", ""], "it does not sum the figure");
    assert_eq!(session.take_lapsed(), 1);
    key(&mut session, "requests.granted.natural_person", "9");
    assert_eq!(errors(&session), [""; 0]);
    for name in ["requests.granted.total", "requests.handled.natural_person", "requests.handled.total"] {
        assert_eq!((stands(&session, name), printed(&session, name)), ("9".into(), ["".into(), "7".into()]), "{name}");
    }
    assert_eq!((session.take_lapsed(), session.take_lapsed()), (3, 0), "its row, the column and the bottom right");
    let after = state(&session);
    session.undo();
    session.undo();
    assert_eq!(state(&session), before);
    session.redo();
    session.redo();
    assert_eq!(state(&session), after);
}

#[test]
fn a_control_that_disagreed_or_waited_when_it_was_read_stays_an_error_until_it_is_corrected() {
    let mut report = read();
    let (row, waiting) = (cell(report.form(), ROW), cell(report.form(), "requests.granted.enterprise"));
    report.set_entry(row, imported("8"));
    report.set_entry(waiting, Entry::UNFILLED);
    let mut session = Session::new(report);
    key(&mut session, INPUT, "8");
    assert_eq!(printed(&session, ROW), ["8", ""], "corrected");
    assert!(!errors(&session).contains(&"T3-03".to_string()));
    key(&mut session, INPUT, "9");
    assert_eq!(printed(&session, ROW), ["8", ""]);
    assert!(errors(&session).contains(&"T3-03".to_string()), "{:?}", errors(&session));
    key(&mut session, "requests.granted.enterprise", "1");
    assert_eq!(printed(&session, "requests.granted.total"), ["7", ""]);
    assert_eq!(printed(&session, "requests.handled.enterprise"), ["0", ""]);
    assert_eq!(session.take_lapsed(), 0, "its totals waited for it");
}

#[test]
fn controls_of_a_paper_stay_and_so_does_what_is_no_change() {
    let mut report = read();
    let [row, handled] = [ROW, "requests.handled.total"].map(|name| cell(report.form(), name));
    report.set_entry(row, keyed("7"));
    report.set_entry(handled, Entry::new(Figure::from(7), Origin::Verified));
    let mut session = Session::new(report);
    key(&mut session, INPUT, "9");
    key(&mut session, "requests.granted.natural_person", "9");
    assert_eq!(printed(&session, ROW), ["7", ""]);
    assert_eq!(printed(&session, "requests.handled.total"), ["7", ""]);
    let mut session = Session::new(read());
    key(&mut session, INPUT, "7");
    assert_eq!(printed(&session, ROW), ["7", ""], "the same figure, now keyed");
}

#[test]
fn only_what_is_done_by_hand_lets_a_control_lapse() {
    let by_hand = [Purpose::Key, Purpose::Clear, Purpose::Fill, Purpose::Paste, Purpose::Carry];
    let not = [Purpose::Propose, Purpose::Verify, Purpose::Import, Purpose::Recover, Purpose::Merge];
    for (purposes, lapses) in [(by_hand, true), (not, false)] {
        for purpose in purposes {
            let mut session = Session::new(read());
            let edit = edit(&session, purpose, INPUT, keyed("9"));
            assert!(session.apply(edit));
            let expected = if lapses { ["", "7"] } else { ["7", ""] };
            assert_eq!(printed(&session, ROW), expected, "{purpose:?}");
        }
    }
}

#[test]
fn a_control_that_an_edit_gives_is_read_then() {
    let form = form("2021");
    let mut session = Session::new(nil(&form));
    let [input, row] = [INPUT, ROW].map(|name| cell(&form, name));
    session.apply(Edit::figures(Purpose::Import, [(input, imported("7")), (row, imported("7"))]));
    key(&mut session, INPUT, "9");
    assert_eq!(printed(&session, ROW), ["", "7"]);
    session.apply(Edit::figures(Purpose::Paste, [(input, keyed("5")), (row, keyed("6"))]));
    assert_eq!(printed(&session, ROW)[0], "6", "what is pasted with the figures is theirs");
    key(&mut session, INPUT, "4");
    assert_eq!(printed(&session, ROW)[0], "6");
}

#[test]
fn all_controls_of_some_cells_lapse_as_one_edit_whatever_their_origin() {
    let mut report = read();
    let row = cell(report.form(), ROW);
    report.set_entry(row, keyed("8"));
    let mut session = Session::new(report);
    let before = state(&session);
    let edit = session.letting_lapse(session.form().cells().collect::<Vec<_>>());
    assert!(session.apply(edit));
    assert_eq!(printed(&session, ROW), ["", "8"]);
    assert_eq!(errors(&session), [""; 0]);
    let edit = session.letting_lapse(session.form().cells().collect::<Vec<_>>());
    assert!(!session.apply(edit), "there is none left");
    session.undo();
    assert_eq!(state(&session), before);
}

#[test]
fn a_figure_being_typed_shows_its_totals_and_no_error_of_printed_ones() {
    let session = Session::new(read());
    let provisional = session.provisional(Change::Figure(cell(session.form(), INPUT), keyed("9")));
    assert_eq!(stands(&provisional, ROW), "9");
    assert_eq!(errors(&provisional), ["T3-01", "T3-01"]);
    assert_eq!(printed(&session, ROW), ["7", ""], "nothing was committed");
}

#[test]
fn prose_reads_the_computed_total() {
    let mut report = read();
    report.set_entry(cell(report.form(), ROW), imported("8"));
    report.set_text(Part::Chapter(0), format!("共收到{{{ROW}}}件。"));
    let resolved = gouji::domain::field::resolved(&report);
    assert_eq!(resolved.text(Part::Chapter(0)), "共收到7件。");
}

#[test]
fn replayed_edits_lead_to_the_same_controls() {
    let base = read();
    let mut session = Session::new(base.clone());
    key(&mut session, INPUT, "9");
    session.undo();
    session.redo();
    key(&mut session, "requests.granted.natural_person", "8");
    let commits = session.take_committed();
    let edits: Vec<Edit> = commits.into_iter().map(|commit| commit.edit).collect();
    let replayed = Session::new(replay(base.clone(), edits.clone()));
    assert_eq!(state(&replayed), state(&session));
    let mut repeated = Session::new(base);
    for edit in edits {
        repeated.repeat(edit);
    }
    assert_eq!(state(&repeated), state(&session));
}

#[test]
fn a_lapse_joins_what_somebody_else_made() {
    let base = read();
    let made = |name: &str, figure: &str| {
        let mut session = Session::new(base.clone());
        key(&mut session, name, figure);
        session.report().clone()
    };
    let (ours, theirs) = (made(INPUT, "9"), made("requests.granted.natural_person", "8"));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.collisions, []);
    let joined = Session::new(replay(theirs.clone(), merged.edits));
    assert_eq!(printed(&joined, ROW), ["", "7"]);
    assert_eq!(printed(&joined, "requests.handled.total"), ["", "7"]);
    // Whoever enters another printed total meanwhile is not lost, and is not asked.
    let mut entered = base.clone();
    entered.set_entry(cell(base.form(), ROW), keyed("9"));
    for (ours, theirs) in [(&ours, &entered), (&entered, &ours)] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(merged.collisions, []);
        let joined = Session::new(replay(theirs.clone(), merged.edits));
        assert_eq!((stands(&joined, INPUT), printed(&joined, ROW)[0].as_str()), ("9".into(), "9"));
    }
}

#[test]
fn comparisons_tell_computed_totals_and_what_sources_print() {
    let (read, mut wrong) = (read(), read());
    let form = read.form().clone();
    let row = cell(&form, ROW);
    let told = |left: &Report, right: &Report| -> Vec<String> {
        let differences = compare(left, right).into_iter();
        differences.map(|one| format!("{} {} {}", one.what, one.left, one.right)).collect()
    };
    wrong.set_entry(row, imported("8"));
    assert_eq!(told(&read, &wrong), [format!("{ROW} 7 8")], "the same cells, another printed total");
    let mut session = Session::new(read.clone());
    key(&mut session, INPUT, "9");
    assert_eq!(told(&read, session.report()), [format!("{INPUT} 7 9"), format!("{ROW} 7 9")]);
    let mut plain = read.clone();
    for total in form.cells().filter(|&cell| form.is_total(cell)) {
        plain.set_entry(total, Entry::UNFILLED);
    }
    assert_eq!(told(&read, &plain), [""; 0], "agreeing printed totals are no difference");
}

proptest! {
    #[test]
    fn whatever_is_keyed_over_a_document_no_printed_total_is_an_error_and_undo_restores_it(
        keyed_in in proptest::collection::vec((0..200_usize, 0..5_u32, 0..4_usize), 1..12),
    ) {
        let mut session = Session::new(read());
        let before = state(&session);
        let inputs: Vec<_> = session.form().inputs().collect();
        for (index, figure, purpose) in keyed_in {
            let purpose = [Purpose::Key, Purpose::Paste, Purpose::Fill, Purpose::Carry][purpose];
            let entry = Entry::new(Figure::from(figure), Origin::Keyed);
            session.apply(Edit::figures(purpose, [(inputs[index % inputs.len()], entry)]));
            let totals = Totals::new(session.form(), session.report().entries());
            for total in session.form().cells().filter(|&cell| session.form().is_total(cell)) {
                prop_assert_eq!(session.differing_control(total), None);
                let (report, computed) = (session.report(), totals.of(total).complete());
                prop_assert!(!report.printed_total(total).figure().is_unfilled(), "it is kept");
                let name = &session.form().cell(total).name;
                prop_assert_eq!(stands(&session, name), computed.expect("complete").to_string());
            }
        }
        while session.undo().is_some() {}
        prop_assert_eq!(state(&session), before);
    }
}
