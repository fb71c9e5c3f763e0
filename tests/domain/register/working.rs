//! A register while it is worked on: answers that are taken back, likely cases that are confirmed, moves, and what taking its
//! figures would do to a report.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::register::answers::{Asked, Move};
use gouji::domain::register::count::{Certainty, Counter};
use gouji::domain::register::record::Record;
use gouji::domain::register::working::{Known, Taking, Working};
use gouji::domain::report::{Key, Report, Scope};

use super::{catalogue, form, line};

fn working(lines: &[Record]) -> Working {
    let counter = Counter::new(&form("2021"), catalogue()).expect("a table of requests");
    let key = Key { agency: "某某局".into(), year: 2025, scope: Scope::Own };
    Working::new(key, lines.to_vec(), counter, catalogue(), Known::default())
}

/// A case that is sure, one that is asked about, and one that is counted as is usual.
fn three() -> Working {
    working(&[
        line(["2025-1", "2025-01-03", "", "公民", "2025-01-20", "予以公开"]),
        line(["2025-2", "2025-02-03", "", "公民", "2025-02-20", "咨询"]),
        line(["2025-3", "2025-03-03", "", "村委会", "2025-03-20", "经查找，信息不存在，特此告知"]),
    ])
}

fn certainty(register: &Working, number: &str) -> Certainty {
    register.count().cases.iter().find(|case| case.number == number).expect("a case").certainty
}

#[test]
fn an_answer_that_is_taken_back_is_asked_again() {
    let mut register = three();
    assert_eq!(register.count().questions.len(), 1);
    assert!(register.answer("咨询", "nothing of the form").is_none());
    assert!(register.answer("咨询", "other_other").is_some());
    assert!(register.count().questions.is_empty());
    assert_eq!(register.settled().1.get("咨询"), Some("other_other"));
    register.withdraw("咨询");
    assert_eq!(register.count().questions.len(), 1);
    assert_eq!(register.withdrawn(), ["咨询"]);
}

#[test]
fn what_is_likely_is_confirmed_whatever_made_it_so() {
    let mut register = three();
    assert_eq!(certainty(&register, "2025-3"), Certainty::Likely);
    let before: Vec<_> = register.count().figures().collect();
    register.confirm(&["2025-3".into()], &Move { reason: "核对无误".into(), ..Move::default() });
    assert_eq!(certainty(&register, "2025-3"), Certainty::Asked);
    assert_eq!(register.count().figures().collect::<Vec<_>>(), before, "no figure changes");
    assert_eq!(certainty(&register, "2025-1"), Certainty::Sure, "and no other case");
}

#[test]
fn an_answer_about_the_words_that_decided_counts_for_every_text_that_has_them() {
    let mut register = three();
    let wording = register.count().cases.iter().find(|case| case.number == "2025-3").expect("a case").wording.clone();
    register.answer(&wording, "granted").expect("a row");
    let case = register.count().cases.iter().find(|case| case.number == "2025-3").expect("a case");
    assert_eq!(register.count().row_name(case), Some("granted"));
}

#[test]
fn the_reason_of_a_move_names_nobody_of_the_register() {
    let mut register = working(&[line(["2025-1", "2025-01-03", "濮阳青岚", "公民", "2025-01-20", "予以公开"])]);
    let reason = "濮阳青岚要求更正".to_string();
    register.move_case(Move { number: "2025-1".into(), row: Some("partial".into()), reason, ..Move::default() });
    assert_eq!(register.moves()[0].reason, "…要求更正");
    register.move_case(Move { number: "2025-1".into(), ..Move::default() });
    assert!(register.moves().is_empty(), "taken back");
}

#[test]
fn what_taking_the_figures_would_do_is_told_before() {
    let register = three();
    let mut report = Report::new(form("2021"), Some("某某局".into()), Some(2025), Scope::Own);
    let inputs = register.count().figures().filter(|(cell, _)| !report.form().is_total(*cell)).count();
    let pending = register.pending();
    assert!(pending > 0);
    assert_eq!(register.taking(&report), Taking { replaced: 0, filled: inputs - pending, pending });
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    report.set_entry(cell, Entry::new(Figure::from(7), Origin::Keyed));
    assert_eq!(register.taking(&report), Taking { replaced: 1, filled: inputs - pending - 1, pending });
    let edit = register.edit(&report);
    assert_eq!(edit.changes.len(), inputs - pending);
}

#[test]
fn what_may_be_answered_are_rows_columns_or_beginnings() {
    let register = three();
    for about in Asked::ALL {
        for answer in register.answers_about(about) {
            let about = if about == Asked::Answered { Asked::Outcome } else { about };
            assert_eq!(register.about(&answer), about, "{answer}");
        }
    }
}
