//! The editing session: undo and redo, findings that are true after every step, what counts as changed, and the
//! provisional state while a figure is being typed.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Note, Part, Report, Scope, UnplacedRow};
use gouji::domain::session::{Change, Edit, Purpose, Session};
use proptest::prelude::*;

use crate::forms::{blank, cell, fill, form, keyed, nil};

/// What a test knows of a cell before it knows the form: an index to be taken modulo the number of cells.
#[derive(Debug, Clone)]
enum Made {
    Figure(usize, Entry),
    Text(usize, String),
    Note(String),
    Unplaced(Vec<String>),
}

#[derive(Debug, Clone)]
enum Step {
    Apply(Vec<Made>),
    Undo,
    Redo,
    Save,
}

fn figure() -> impl Strategy<Value = Figure> {
    prop_oneof![
        2 => Just(Figure::Unfilled),
        1 => Just(Figure::NotApplicable),
        6 => (0..40_u32).prop_map(Figure::from),
        1 => prop::sample::select(&["9223372036854775808", "-3", "2.50", "2.5", "0.000001"][..])
            .prop_map(|text| text.parse().expect("a figure")),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    let origin =
        prop::sample::select(vec![Origin::Keyed, Origin::Filled, Origin::Carried, Origin::Imported, Origin::Verified]);
    (figure(), origin).prop_map(|(figure, origin)| Entry::new(figure, origin))
}

fn made() -> impl Strategy<Value = Made> {
    prop_oneof![
        // Few cells, so that the same cell changes again and again, and all cells.
        6 => (10..22_usize, entry()).prop_map(|(cell, entry)| Made::Figure(cell, entry)),
        3 => (any::<usize>(), entry()).prop_map(|(cell, entry)| Made::Figure(cell, entry)),
        1 => (0..8_usize, "[甲乙\n]{0,3}").prop_map(|(part, text)| Made::Text(part, text)),
        1 => "[甲乙]{0,2}".prop_map(Made::Note),
        1 => prop::collection::vec("[0-9]{1,2}", 0..2).prop_map(Made::Unplaced),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => prop::collection::vec(made(), 0..5).prop_map(Step::Apply),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Save),
    ];
    prop::collection::vec(step, 1..20)
}

fn edit(report: &Report, made: &[Made]) -> Edit {
    let parts: Vec<Part> = report.parts().collect();
    let cells: Vec<_> = report.form().cells().collect();
    let change = |made: &Made| match made.clone() {
        Made::Figure(index, entry) => Change::Figure(cells[index % cells.len()], entry),
        Made::Text(index, text) => Change::Text(parts[index % parts.len()], text),
        Made::Note(text) => Change::Notes(vec![Note::new(None, "第1行", text)]),
        Made::Unplaced(figures) => {
            Change::Unplaced(vec![UnplacedRow { label: "其他".into(), figures, cells: cells[..2].to_vec() }])
        }
    };
    Edit { purpose: Purpose::Paste, changes: made.iter().map(change).collect() }
}

/// Everything a report holds, as text: figures as they are written, not only as they compare.
fn all(report: &Report) -> String {
    let entries: Vec<_> = report.entries().iter().map(|e| (e.figure().to_string(), e.origin())).collect();
    let rest = (&report.agency, report.year, report.scope, &report.accepted, &report.sign_off, report.hand_in);
    format!("{entries:?} {:?} {:?} {:?} {rest:?}", report.prose, report.notes, report.unplaced)
}

/// Totals, outcomes and findings are those of a session newly opened on the same report.
fn assert_true(session: &Session) -> Result<(), TestCaseError> {
    let fresh = Session::new(session.report().clone());
    prop_assert_eq!(session.totals(), fresh.totals());
    prop_assert_eq!(session.outcomes(), fresh.outcomes());
    prop_assert_eq!(session.findings(), fresh.findings());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn all_edits_undone_give_the_report_before_and_redone_the_report_after(
        edits in prop::collection::vec(prop::collection::vec(made(), 0..6), 1..12),
    ) {
        let mut session = Session::new(nil(&form("2021")));
        let mut states = vec![all(session.report())];
        for made in &edits {
            if session.apply(edit(session.report(), made)) {
                states.push(all(session.report()));
            } else {
                prop_assert_eq!(Some(&all(session.report())), states.last(), "an edit that is none left a trace");
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(session.undo().is_some());
            prop_assert_eq!(&all(session.report()), state);
        }
        prop_assert_eq!(session.undo(), None);
        for state in &states[1..] {
            prop_assert!(session.redo().is_some());
            prop_assert_eq!(&all(session.report()), state);
        }
        prop_assert_eq!(session.redo(), None);
        assert_true(&session)?;
    }

    /// The model: the states that undo and redo lead through, where in them the session stands, and the saved text.
    #[test]
    fn after_every_step_findings_are_true_and_changed_means_differs_from_what_was_saved(steps in steps()) {
        let mut session = Session::new(blank(&form("2019")));
        let (mut states, mut at) = (vec![all(session.report())], 0);
        let mut saved = Some(0);
        for step in steps {
            match step {
                Step::Apply(made) => {
                    if session.apply(edit(session.report(), &made)) {
                        // The states beyond this one can no longer be reached.
                        saved = saved.filter(|saved| *saved <= at);
                        states.truncate(at + 1);
                        states.push(all(session.report()));
                        at += 1;
                    }
                }
                Step::Undo => {
                    prop_assert_eq!(session.undo().is_some(), at > 0);
                    at = at.saturating_sub(1);
                }
                Step::Redo => {
                    prop_assert_eq!(session.redo().is_some(), at + 1 < states.len());
                    at = (at + 1).min(states.len() - 1);
                }
                Step::Save => {
                    session.begin_save();
                    session.end_save(true);
                    saved = Some(at);
                }
            }
            prop_assert_eq!(&all(session.report()), &states[at]);
            prop_assert_eq!(session.is_changed(), saved != Some(at));
            assert_true(&session)?;
        }
    }

    #[test]
    fn provisional_figures_are_what_applying_them_would_give(
        before in prop::collection::vec(made(), 0..6), index in any::<usize>(), entry in entry(),
    ) {
        let mut session = Session::new(nil(&form("2021")));
        session.apply(edit(session.report(), &before));
        let id = session.form().cells().nth(index % session.form().len()).expect("a cell");
        let (untouched, undo_left) = (all(session.report()), session.clone().undo());
        let provisional = session.provisional(Change::Figure(id, entry));
        prop_assert_eq!(all(session.report()), untouched, "the session itself stays as it is");
        prop_assert_eq!(session.clone().undo(), undo_left);

        session.apply(Edit::figures(Purpose::Key, [(id, entry)]));
        prop_assert_eq!(all(provisional.report()), all(session.report()));
        prop_assert_eq!(provisional.totals(), session.totals());
        prop_assert_eq!(provisional.findings(), session.findings());
        prop_assert_eq!(provisional.clone().undo(), None);
    }
}

#[test]
fn writing_the_same_figure_again_is_no_edit_and_keeps_how_it_was_written() {
    let mut report = nil(&form("2021"));
    fill(&mut report, &[("proactive.fees.amount", "12.50")]);
    let mut session = Session::new(report);
    let fees = cell(session.form(), "proactive.fees.amount");
    assert!(!session.apply(Edit::figures(Purpose::Key, [(fees, keyed("12.5"))])));
    assert_eq!(session.report().entry(fees).figure().to_string(), "12.50");
    assert!(!session.is_changed());
    assert_eq!(session.undo(), None);
}

#[test]
fn the_origin_of_a_figure_is_part_of_it() {
    let mut session = Session::new(nil(&form("2021")));
    let id = cell(session.form(), "requests.new.research");
    let carried = Entry::new(Figure::from(0), Origin::Carried);
    assert!(session.apply(Edit::figures(Purpose::Key, [(id, carried)])));
    assert_eq!(session.report().entry(id).origin(), Some(Origin::Carried));
    session.undo();
    assert_eq!(session.report().entry(id).origin(), Some(Origin::Keyed));
    assert_eq!(Entry::new(Figure::Unfilled, Origin::Keyed), Entry::UNFILLED);
}

#[test]
fn a_block_of_many_cells_is_one_step_and_its_purpose_is_remembered() {
    let mut session = Session::new(blank(&form("2021")));
    let zeros: Vec<_> = session.form().inputs().map(|id| (id, Entry::new(Figure::from(0), Origin::Filled))).collect();
    assert!(session.apply(Edit::figures(Purpose::Fill, zeros)));
    assert_eq!(session.report().unfilled(), 0);
    assert!(session.findings().is_empty());
    assert_eq!(session.undo().map(|edit| edit.purpose), Some(Purpose::Fill));
    assert_eq!(session.report().unfilled(), 166);
    assert_eq!(session.redo().map(|edit| edit.purpose), Some(Purpose::Fill));
    assert_eq!(session.report().unfilled(), 0);
}

#[test]
fn a_report_that_was_never_written_counts_as_changed_until_it_is() {
    let mut session = Session::new(Report::new(form("2021"), None, None, Scope::Own));
    assert!(!session.is_changed());
    session.mark_unsaved();
    assert!(session.is_changed());
    session.apply(Edit::figures(Purpose::Key, [(cell(session.form(), "requests.new.research"), keyed("1"))]));
    session.undo();
    assert!(session.is_changed());
    session.begin_save();
    session.end_save(true);
    assert!(!session.is_changed());
}

#[test]
fn taking_over_what_was_judged_already_comes_to_the_same() {
    let report = nil(&crate::prose::form("2021"));
    let part = report.parts().nth(1).expect("a chapter");
    let text = "本年度收到申请7件，其中予以公开5件。".to_string();
    let edit = Edit { purpose: Purpose::Write, changes: vec![Change::Text(part, text.clone())] };
    let (mut plain, mut judged) = (Session::new(report.clone()), Session::new(report));
    let before = judged.provisional(Change::Text(part, text));
    assert!(plain.apply(edit.clone()) && judged.apply_judged(edit.clone(), Some(&before)));
    assert!(!plain.failed().is_empty());
    assert_eq!(format!("{:?}", plain.findings()), format!("{:?}", judged.findings()));
    // What was judged is another text by now.
    let other = Edit { purpose: Purpose::Write, changes: vec![Change::Text(part, "没有收到申请。".into())] };
    assert!(plain.apply(other.clone()) && judged.apply_judged(other, Some(&before)));
    assert_eq!(format!("{:?}", plain.findings()), format!("{:?}", judged.findings()));
    assert!(plain.undo().is_some() && judged.undo().is_some());
    assert_eq!(format!("{:?}", plain.findings()), format!("{:?}", judged.findings()));
}
