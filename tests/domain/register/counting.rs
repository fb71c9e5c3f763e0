//! Where cases count: by the days of receipt and answer, whatever the order of the lines.

use gouji::domain::register::answers::{Answers, Move};
use gouji::domain::register::count::{Certainty, Count};
use gouji::domain::register::record::Record;
use proptest::prelude::*;

use super::{counted, counter, day, figure, in_sheet, line};

const PERSON: &str = "natural_person";

fn one(received: &str, answered: &str, outcome: &str) -> Count {
    counted(&[line(["2025-001", received, "楚某某", "公民", answered, outcome])])
}

#[track_caller]
fn assert_counts(count: &Count, cells: &[(&str, u32)]) {
    for cell in ["new", "carried_in", "granted", "handled", "carried_out"] {
        let expected = cells.iter().find(|(name, _)| *name == cell).map_or(0, |(_, figure)| *figure);
        assert_eq!(figure(count, &format!("{cell}.{PERSON}")), Some(expected), "{cell}");
        assert_eq!(figure(count, &format!("{cell}.total")), Some(expected), "{cell}.total");
    }
}

#[test]
fn a_case_is_new_by_its_receipt_and_has_its_outcome_by_the_answer() {
    assert_counts(&one("2025-01-03", "2025-01-20", "同意公开"), &[("new", 1), ("granted", 1), ("handled", 1)]);
    assert_counts(&one("2025-12-29", "2026-01-12", "同意公开"), &[("new", 1), ("carried_out", 1)]);
    assert_counts(&one("2024-12-29", "2025-01-12", "同意公开"), &[("carried_in", 1), ("granted", 1), ("handled", 1)]);
    assert_counts(&one("2024-12-29", "2026-01-12", "同意公开"), &[("carried_in", 1), ("carried_out", 1)]);
    assert_counts(&one("2025-12-05", "", ""), &[("new", 1), ("carried_out", 1)]);
    assert_counts(&one("2024-12-05", "", "延期答复告知"), &[("carried_in", 1), ("carried_out", 1)]);
}

#[test]
fn what_was_answered_before_the_year_or_received_after_it_does_not_count() {
    for (received, answered, outcome) in
        [("2024-12-30", "2024-12-31", "同意公开"), ("2026-01-02", "2026-01-20", "同意公开"), ("2026-01-02", "", "")]
    {
        let count = one(received, answered, outcome);
        assert_counts(&count, &[]);
        assert_eq!((count.cases.len(), count.outside), (0, 1));
    }
}

#[test]
fn corrections_third_parties_and_extensions_change_nothing() {
    let plain = line(["2025-001", "2025-03-01", "楚某某", "公民", "2025-05-30", "同意公开"]);
    let busy = Record {
        correction: [day("2025-03-04"), day("2025-03-20")],
        third_party: [day("2025-03-22"), day("2025-04-10")],
        extended: day("2025-04-12"),
        fee: "20".into(),
        ..plain.clone()
    };
    let (plain, busy) = (counted(&[plain]), counted(&[busy]));
    assert!(plain.figures().eq(busy.figures()));
}

#[test]
fn an_open_case_listed_every_month_is_one_case() {
    let open = line(["2025-001", "2025-01-29", "楚某某", "公民", "", "在办"]);
    let done = line(["2025-001", "2025-01-29", "楚某某", "公民", "2025-02-20", "同意公开"]);
    let count = counted(&[in_sheet(1, 3, open), in_sheet(2, 3, done)]);
    assert_counts(&count, &[("new", 1), ("granted", 1), ("handled", 1)]);
    assert_eq!(count.twice, Vec::<String>::new());
}

#[test]
fn a_number_of_two_requests_is_two_cases_and_is_told() {
    let one = line(["2025-001", "2025-01-03", "楚某某", "公民", "2025-01-20", "同意公开"]);
    let other = line(["2025-001", "2025-02-03", "卞某", "公民", "2025-02-20", "同意公开"]);
    let count = counted(&[one.clone(), other]);
    assert_counts(&count, &[("new", 2), ("granted", 2), ("handled", 2)]);
    assert_eq!(count.twice, ["2025-001"]);
    let again = counted(&[one.clone(), one]);
    assert_counts(&again, &[("new", 1), ("granted", 1), ("handled", 1)]);
    assert_eq!(again.twice, ["2025-001"]);
}

#[test]
fn numbers_that_begin_anew_in_every_sheet_are_no_doubles() {
    let of = |sheet, number: &str, name| {
        in_sheet(sheet, 3, line([number, "2025-01-03", name, "公民", "2025-01-20", "同意公开"]))
    };
    let count = counted(&[of(1, "1", "楚某某"), of(1, "2", "卞某"), of(2, "1", "米某某"), of(2, "2", "车某")]);
    assert_counts(&count, &[("new", 4), ("granted", 4), ("handled", 4)]);
    assert_eq!(count.twice, Vec::<String>::new());
}

#[test]
fn lines_without_a_number_are_cases_of_their_own() {
    let of = |row| in_sheet(1, row, line(["", "2025-01-03", "楚某某", "公民", "2025-01-20", "同意公开"]));
    let count = counted(&[of(3), of(4)]);
    assert_counts(&count, &[("new", 2), ("granted", 2), ("handled", 2)]);
    let numbers: Vec<&str> = count.cases.iter().map(|case| case.number.as_str()).collect();
    assert_eq!(numbers, ["#1:3", "#1:4"]);
}

#[test]
fn a_day_without_a_year_gets_it_from_the_number_a_remark_or_the_order_of_lines() {
    let of = |number: &str, received: &str, answered: &str| {
        let line = line([number, received, "楚某某", "公民", answered, "同意公开"]);
        Record { year: Some(2025), ..line }
    };
    let by_number = counted(&[of("2024-031", "12-11", "01-06"), of("2025-001", "01-03", "01-20")]);
    assert_counts(&by_number, &[("new", 1), ("carried_in", 1), ("granted", 2), ("handled", 2)]);
    let by_remark = Record { remark: "上年结转".into(), ..of("31", "12-11", "01-06") };
    assert_counts(&counted(&[by_remark]), &[("carried_in", 1), ("granted", 1), ("handled", 1)]);
    let by_order = counted(&[of("31", "12-11", "01-06"), of("32", "01-03", "01-20"), of("33", "12-29", "01-12")]);
    assert_counts(&by_order, &[("new", 2), ("carried_in", 1), ("granted", 2), ("handled", 2), ("carried_out", 1)]);
    assert!(by_order.cases.iter().all(|case| case.certainty == Certainty::Likely));
}

#[test]
fn a_case_without_a_year_that_stands_before_january_was_carried_in() {
    let of = |number: &str, received: &str, answered: &str| {
        let line =
            line([number, received, "楚某某", "公民", answered, if answered.is_empty() { "" } else { "同意公开" }]);
        Record { year: Some(2025), ..line }
    };
    // Still open at the end, at the head of the list, or with last year's number.
    let open = [of("31", "12-20", ""), of("32", "01-03", "01-20"), of("33", "02-05", "02-20"), of("34", "12-20", "")];
    assert_counts(
        &counted(&open),
        &[("new", 3), ("carried_in", 1), ("granted", 2), ("handled", 2), ("carried_out", 2)],
    );
    let open = [of("2025-001", "01-03", "01-20"), of("2024-032", "12-20", "")];
    assert_counts(
        &counted(&open),
        &[("new", 1), ("carried_in", 1), ("granted", 1), ("handled", 1), ("carried_out", 1)],
    );
    // The day of the answer tells the year; where it contradicts the number, it is asked.
    let told = counted(&[of("7", "12-20", "2025-01-06")]);
    assert_counts(&told, &[("carried_in", 1), ("granted", 1), ("handled", 1)]);
    let asked = counted(&[of("2025-007", "12-20", "2025-01-06")]);
    assert_eq!((figure(&asked, "new.total"), asked.questions.len()), (None, 1));
    // Lines in no order say nothing of a case that ends before it came.
    let mixed = [of("a", "06-20", "07-06"), of("b", "12-20", "01-06"), of("c", "03-20", "04-06"), of("d", "01-20", "")];
    let mixed = counted(&mixed);
    assert_eq!((figure(&mixed, "new.total"), mixed.questions[0].cases.len()), (None, 1));
}

#[test]
fn a_case_moved_by_hand_counts_where_it_was_moved() {
    let lines = [line(["2025-001", "2025-01-03", "楚某某", "公民", "2025-01-20", "国家秘密"])];
    let moved = Move {
        number: "2025-001".into(),
        row: Some("granted".into()),
        column: Some("research".into()),
        ..Move::default()
    };
    let count = counter("2021").count(&lines, 2025, &Answers::default(), &[moved]);
    assert_eq!(figure(&count, "granted.research"), Some(1));
    assert_eq!(figure(&count, "new.research"), Some(1));
    assert_eq!(figure(&count, "denied_state_secret.total"), Some(0));
    assert!(count.cases[0].is_moved);
}

#[test]
fn what_a_wording_is_said_to_mean_reopens_no_case_that_was_answered_before_the_year() {
    let of =
        |number, received, answered| line([number, received, "楚某某", "公民", answered, "一种谁也没有写过的说法"]);
    let lines = [of("1", "2025-03-01", "2025-04-01"), of("2", "2024-03-01", "2024-04-01")];
    let before = counter("2021").count(&lines, 2025, &Answers::default(), &[]);
    assert_eq!(figure(&before, "carried_in.total"), Some(0));
    let mut answers = Answers::default();
    answers.set("一种谁也没有写过的说法", "open");
    let after = counter("2021").count(&lines, 2025, &answers, &[]);
    assert_counts(&after, &[("new", 1), ("carried_in", 0), ("handled", 0), ("carried_out", 1)]);
}

#[test]
fn another_years_edition_has_its_own_rows() {
    let of = |number, outcome| line([number, "2020-03-01", "楚某某", "公民", "2020-04-01", outcome]);
    let lines = [of("1", "逾期未缴费"), of("2", "逾期不补正"), of("3", "申请人撤回申请"), of("4", "国家秘密")];
    let count = counter("2019").count(&lines, 2020, &Answers::default(), &[]);
    assert_eq!(figure(&count, "other.natural_person"), Some(3));
    assert_eq!(figure(&count, "denied_state_secret.natural_person"), Some(1));
    assert_eq!(figure(&count, "handled.total"), Some(4));
}

const OUTCOMES: [&str; 14] = [
    "同意公开",
    "部分公开",
    "国家秘密",
    "过程性信息",
    "信息不存在",
    "重复申请",
    "逾期未缴费",
    "申请人撤回申请",
    "在办",
    "咨询",
    "已合并",
    "不予公开",
    "一种谁也没有写过的说法",
    "",
];
const KINDS: [(&str, &str); 7] = [
    ("公民", "楚某某"),
    ("法人", "某某有限公司"),
    ("法人", "某某大学"),
    ("", "某某律师事务所"),
    ("法人", "某某"),
    ("个体工商户", "某某商店"),
    ("", ""),
];

fn any_line() -> impl Strategy<Value = Record> {
    let days = || (0..1100_i32, any::<bool>());
    (0..40_u32, days(), days(), 0..OUTCOMES.len(), 0..KINDS.len(), any::<bool>()).prop_map(
        |(number, received, answered, outcome, kind, blank)| {
            let of = |(days, is_there): (i32, bool)| {
                let first = jiff::civil::date(2023, 7, 1);
                let span = jiff::Span::new().days(i64::from(days));
                if is_there {
                    first.checked_add(span).map(|day| day.to_string()).unwrap_or_default()
                } else {
                    String::new()
                }
            };
            let number = if blank { String::new() } else { format!("号{number}") };
            let (kind, name) = KINDS[kind];
            line([&number, &of(received), name, kind, &of(answered), OUTCOMES[outcome]])
        },
    )
}

proptest! {
    /// 一 + 二 = 三 + 四 in every column, whatever a register says; a side is pending only where a case of the column is.
    #[test]
    fn what_comes_in_is_what_goes_out_in_every_column(lines in proptest::collection::vec(any_line(), 0..60)) {
        let count = counted(&lines);
        let mut columns: Vec<&str> = count.scheme.columns().map(|column| count.scheme.column_name(column)).collect();
        columns.push("total");
        for column in columns {
            let of = |row: &str| figure(&count, &format!("{row}.{column}"));
            if let (Some(new), Some(carried_in), Some(handled), Some(out)) =
                (of("new"), of("carried_in"), of("handled"), of("carried_out"))
            {
                prop_assert_eq!(new + carried_in, handled + out, "{}", column);
            }
        }
        // Without a doubt every figure is there.
        if count.questions.is_empty() {
            prop_assert!(count.figures().all(|(_, figure)| figure.is_some()));
        }
        // Every case in doubt is asked about, and every question waits for cells.
        for (index, case) in count.cases.iter().enumerate() {
            let is_asked = count.questions.iter().any(|question| question.cases.contains(&index));
            prop_assert_eq!(case.is_pending(), is_asked, "{:?}", case);
        }
        prop_assert!(count.questions.iter().all(|question| !question.cells.is_empty()));
    }

    /// What is known before all questions are answered does not change by any answer.
    #[test]
    fn an_answer_changes_no_figure_that_was_known(
        lines in proptest::collection::vec(any_line(), 0..40),
        picks in proptest::collection::vec(any::<prop::sample::Index>(), 60),
    ) {
        let counter = counter("2021");
        let mut answers = Answers::default();
        let mut before = counter.count(&lines, 2025, &answers, &[]);
        for pick in picks {
            let Some(question) = before.questions.first() else { break };
            let choice = &question.choices[pick.index(question.choices.len())];
            answers.set(&question.wording, choice);
            let after = counter.count(&lines, 2025, &answers, &[]);
            for (cell, figure) in before.figures() {
                prop_assert!(figure.is_none() || after.figure(cell) == figure, "{:?} {} {:?}", question, choice, cell);
            }
            prop_assert!(after.questions != before.questions, "{:?} {} answers nothing", question, choice);
            before = after;
        }
    }

    /// The order of lines with whole days says nothing.
    #[test]
    fn a_register_in_another_order_counts_the_same(lines in proptest::collection::vec(any_line(), 0..30)) {
        let mut numbered = lines;
        for (index, line) in numbered.iter_mut().enumerate() {
            line.number = format!("2025-{index}");
        }
        let count = counted(&numbered);
        numbered.reverse();
        prop_assert!(count.figures().eq(counted(&numbered).figures()));
    }
}
