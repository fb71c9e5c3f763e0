//! Finishing, reopening and the seal; second keying and notes as edits.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::notes;
use gouji::domain::remaining::Remaining;
use gouji::domain::report::{Note, Part, Report, Scope};
use gouji::domain::seal::{State, canonical, digest, finishing, reopening, state};
use gouji::domain::session::{Change, Edit, Purpose, Session};
use gouji::domain::verification::{Choice, cells, is_verified, naming, settling};

use crate::forms::{cell, fill, form, keyed, nil};

fn balanced() -> Report {
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("requests.new.natural_person", "7"), ("requests.granted.natural_person", "7")]);
    report
}

/// What is open, where any of it keeps the report from being finished.
fn obstacles(session: &Session) -> Option<Remaining> {
    Some(Remaining::of(session)).filter(Remaining::hinders)
}

fn sealed() -> Session {
    let mut session = Session::new(balanced());
    let edit = finishing(session.report(), "李四", "张三", "2026-01-20");
    assert!(session.apply(edit));
    session
}

#[test]
fn what_is_unfilled_or_an_open_error_keeps_a_report_from_being_finished() {
    let mut report = balanced();
    assert!(obstacles(&Session::new(report.clone())).is_none());
    fill(&mut report, &[("requests.new.natural_person", "8"), ("proactive.rules.issued", "")]);
    let mut session = Session::new(report);
    let found = obstacles(&session).expect("obstacles");
    assert_eq!(found.unfilled, [cell(session.form(), "proactive.rules.issued")]);
    assert_eq!(found.errors.len(), 2, "the column and the total's");
    let released = session.releasing("在办", "张三", "2026-01-09");
    session.apply(released);
    let found = obstacles(&session).expect("an obstacle");
    assert!(found.errors.is_empty() && found.unfilled.len() == 1, "a release lets an error through, no blank");
}

#[test]
fn a_finished_report_changes_in_nothing_until_it_is_reopened() {
    let mut session = Session::new(balanced());
    let new = cell(session.form(), "requests.new.natural_person");
    session.apply(Edit::figures(Purpose::Key, [(new, keyed("9"))]));
    session.apply(Edit::figures(Purpose::Key, [(new, keyed("7"))]));
    session.undo();
    session.undo();
    session.redo();
    session.redo();
    session.undo();
    session.apply(Edit::figures(Purpose::Key, [(new, keyed("7"))]));
    let edit = finishing(session.report(), "李四", "张三", "2026-01-20");
    assert!(session.apply(edit));
    let before = session.report().clone();
    let name = before.sign_off.clone();
    let edits = [
        Edit::figures(Purpose::Key, [(new, keyed("8"))]),
        Edit { purpose: Purpose::Write, changes: vec![Change::Text(Part::Chapter(0), "改".into())] },
        Edit { purpose: Purpose::Finish, changes: vec![Change::Seal(None)] },
        Edit { purpose: Purpose::Reopen, changes: vec![Change::Seal(None), Change::Figure(new, keyed("8"))] },
        notes::writing(&before, None, "备注"),
        settling(&before, new, Figure::from(7), false),
    ];
    for edit in edits {
        assert!(!session.apply(edit.clone()), "{edit:?}");
    }
    assert!(session.undo().is_none() && session.redo().is_none());
    assert_eq!(session.report().entries(), before.entries());
    assert_eq!((&session.report().sign_off, state(session.report())), (&name, State::Intact));
}

#[test]
fn reopening_keeps_who_when_and_why_takes_the_seal_away_and_is_undone_as_one() {
    let mut session = sealed();
    let edit = reopening(session.report(), "张三", "2026-02-01", "来信更正");
    assert!(session.apply(edit));
    let report = session.report();
    assert_eq!((state(report), report.reopenings.len(), report.sign_off.date.as_str()), (State::Open, 1, ""));
    assert_eq!((report.reopenings[0].by.as_str(), report.reopenings[0].reason.as_str()), ("张三", "来信更正"));
    assert_eq!((report.sign_off.keyer.as_str(), report.sign_off.reviewer.as_str()), ("李四", "张三"));
    session.undo();
    assert_eq!((state(session.report()), session.report().reopenings.len()), (State::Intact, 0));
    session.redo();
    assert_eq!((state(session.report()), session.report().reopenings.len()), (State::Open, 1));
    let new = cell(session.form(), "requests.new.natural_person");
    assert!(session.apply(Edit::figures(Purpose::Key, [(new, keyed("8"))])), "it can be edited again");
}

#[test]
fn the_seal_breaks_with_figures_controls_prose_and_whose_report_it_is_and_with_nothing_else() {
    let whole = sealed().report().clone();
    let new = cell(whole.form(), "requests.new.natural_person");
    let total = cell(whole.form(), "requests.new.total");
    let broken = |what: &str, change: fn(&mut Report)| {
        let mut report = whole.clone();
        change(&mut report);
        assert_eq!(state(&report), State::Broken, "{what}");
    };
    broken("agency", |report| report.agency = Some("乙局".into()));
    broken("year", |report| report.year = Some(2021));
    broken("scope", |report| report.scope = Scope::Aggregated);
    broken("preamble", |report| drop(report.set_text(Part::Preamble, "一".into())));
    broken("a chapter", |report| drop(report.set_text(Part::Chapter(4), "一".into())));
    broken("closing lines", |report| drop(report.set_text(Part::Closing, "一".into())));
    for (id, text) in [(new, "8"), (new, ""), (new, "/"), (total, "7")] {
        let mut report = whole.clone();
        report.set_entry(id, keyed(text));
        assert_eq!(state(&report), State::Broken, "{text}");
    }
    let mut same = whole.clone();
    same.set_entry(new, Entry::new(Figure::from(7), Origin::Verified));
    same.notes.push(Note::new(Some(new), "", "核对过"));
    same.hand_in = 3;
    assert_eq!(state(&same), State::Intact);
}

#[test]
fn texts_that_run_into_each_other_have_different_bytes() {
    let text = |preamble: &str, first: &str| {
        let mut report = nil(&form("2021"));
        report.set_text(Part::Preamble, preamble.into());
        report.set_text(Part::Chapter(0), first.into());
        canonical(&report)
    };
    assert_ne!(text("甲\n1 3\n乙", ""), text("甲", "乙"));
    assert_ne!(text("甲乙", ""), text("甲", "乙"));
}

#[test]
fn the_digest_is_sha_256_in_hexadecimal_digits() {
    // The first test vector of FIPS 180-4.
    assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn the_bytes_of_a_report_are_those_of_every_program_before() {
    let mut report = balanced();
    report.set_text(Part::Preamble, "导语".into());
    let bytes = String::from_utf8(canonical(&report)).expect("UTF-8");
    let lines: Vec<&str> = bytes.lines().take(12).collect();
    let expected = [
        "gouji report 1",
        "edition 4",
        "2021",
        "agency 9",
        "某某局",
        "year 4",
        "2022",
        "scope 3",
        "own",
        "proactive.rules.issued 1",
        "0",
        "proactive.rules.repealed 1",
    ];
    assert_eq!(lines, expected);
    assert!(bytes.ends_with("preamble 6\n导语\n1 0\n\n2 0\n\n3 0\n\n4 0\n\n5 0\n\n6 0\n\nclosing 0\n\n"), "{bytes}");
    assert!(bytes.contains("\nrequests.new.natural_person 1\n7\n"));
}

#[test]
fn a_second_keying_goes_through_all_figures_those_that_are_not_0_or_the_doubtful_ones() {
    let mut report = balanced();
    fill(
        &mut report,
        &[("requests.granted.natural_person", ""), ("requests.granted.enterprise", "/"), ("requests.new.total", "9")],
    );
    let form = form("2021");
    let named = |name: &str| cell(&form, name);
    let read = named("proactive.licensing.decisions");
    let [new, control] = [named("requests.new.natural_person"), named("requests.new.total")];
    let slash = named("requests.granted.enterprise");
    report.set_entry(read, Entry::new(Figure::from(0), Origin::Imported));
    let session = Session::new(report.clone());
    let all = cells(&session, Choice::All);
    assert_eq!(all.len(), report.form().inputs().count(), "all but the unfilled one, and the printed total");
    assert!(all.is_sorted() && all.contains(&control) && all.contains(&slash));
    assert_eq!(cells(&session, Choice::NonZero), [new, control, slash]);
    let doubtful = cells(&session, Choice::Doubtful);
    assert!(doubtful.contains(&read), "it was read from a document");
    assert!(doubtful.contains(&new) && doubtful.contains(&control), "the printed total differs from its row");
    assert!(!doubtful.contains(&named("proactive.penalties.decisions")));
}

#[test]
fn a_figure_keyed_again_is_verified_and_counted_in_one_edit_with_its_correction() {
    let mut session = Session::new(balanced());
    let edit = naming(session.report(), "李四", "王五");
    session.apply(edit);
    let [new, granted] =
        ["requests.new.natural_person", "requests.granted.natural_person"].map(|n| cell(session.form(), n));
    let edit = settling(session.report(), new, Figure::from(7), false);
    session.apply(edit);
    let edit = settling(session.report(), granted, Figure::from(8), true);
    session.apply(edit);
    let counts = session.report().verification.clone();
    assert_eq!((counts.verifier.as_str(), counts.cells, counts.differences, counts.corrections), ("王五", 2, 1, 1));
    assert_eq!(session.report().sign_off.keyer, "李四");
    assert!(is_verified(session.report(), new) && is_verified(session.report(), granted));
    assert_eq!(session.report().entry(granted).figure(), Figure::from(8));
    let edit = settling(session.report(), new, Figure::from(7), false);
    assert!(!session.apply(edit), "once more the same is no change, and is not counted twice");
    session.undo();
    assert_eq!((session.report().verification.cells, session.report().verification.corrections), (1, 0));
    assert!(!is_verified(session.report(), granted), "the figure is what it was");
    assert_eq!(session.report().entry(granted), keyed("7"));
}

#[test]
fn a_note_is_written_replaced_and_taken_away_and_what_an_import_noted_stays() {
    let mut session = Session::new(balanced());
    let new = cell(session.form(), "requests.new.natural_person");
    let read = Note::new(Some(new), "line 3", "看不清");
    session.apply(Edit { purpose: Purpose::Import, changes: vec![Change::Notes(vec![read.clone()])] });
    let mut write = |about, text: &str| {
        let edit = notes::writing(session.report(), about, text);
        (session.apply(edit), session.report().notes.clone())
    };
    let own = Note::new(Some(new), "", "与台账核对过");
    assert_eq!(write(Some(new), " 与台账核对过 "), (true, vec![read.clone(), own]));
    let other = Note::new(Some(new), "", "已更正");
    assert_eq!(write(Some(new), "已更正"), (true, vec![read.clone(), other.clone()]));
    let whole = Note::new(None, "", "第一次报送");
    assert_eq!(write(None, "第一次报送"), (true, vec![read.clone(), other, whole.clone()]));
    assert_eq!(write(Some(new), "  "), (true, vec![read.clone(), whole.clone()]));
    assert!(!write(Some(new), "").0, "there is nothing to take away");
    assert_eq!((notes::own(session.report(), None), notes::own(session.report(), Some(new))), ("第一次报送", ""));
    let edit = notes::removing(session.report(), 0);
    session.apply(edit);
    assert_eq!(session.report().notes, vec![whole]);
    session.undo();
    assert_eq!(session.report().notes[0], read);
}
