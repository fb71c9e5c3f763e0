//! The register and the wordings that stand beside the repository; without them these tests are skipped with a printed line.

use gouji::domain::register::answers::Answers;
use gouji::domain::register::count::Certainty;
use gouji::domain::register::record::Record;

use super::{counted, counter, day};
use crate::reference::beside;

fn sample(name: &str) -> Option<String> {
    beside(&format!("samples/collection/{name}")).map(|path| std::fs::read_to_string(path).expect("a text file"))
}

pub fn register() -> Option<Vec<Record>> {
    let text = sample("register.csv")?;
    // The sample has a comma inside a wording without quotation marks; a wording is put together again by its neighbours.
    let lines = text.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        let field = |index: usize| fields[index].to_string();
        Record {
            number: field(0),
            received: day(fields[1]),
            applicant: field(2),
            kind: field(3),
            content: field(5),
            correction: [day(fields[6]), day(fields[7])],
            third_party: [day(fields[8]), day(fields[9])],
            extended: day(fields[10]),
            answered: day(fields[11]),
            answer: field(12),
            outcome: field(13),
            fee: field(14),
            remark: field(15),
            ..Record::default()
        }
    });
    Some(lines.collect())
}

#[test]
fn the_sample_register_counts_as_expected_in_three_years_in_a_chain() {
    let Some(lines) = register() else { return };
    for year in [2024, 2025, 2026] {
        let answers: Answers = [("consultation", "other_other")].into_iter().collect();
        let count = counter("2021").count(&lines, year, &answers, &[]);
        assert_eq!(count.questions, [], "{year}");
        let expected = sample(&format!("expected-{year}.csv")).expect("beside the register");
        for line in expected.lines().skip(1) {
            let (cell, value) = line.split_once(',').expect("two fields");
            let found = count.figure(count.form().find(cell).expect("a cell"));
            assert_eq!(found, Some(value.parse().expect("a number")), "{year} {cell}");
        }
    }
}

#[test]
fn until_the_office_answers_only_the_cells_of_its_questions_are_pending() {
    let Some(lines) = register() else { return };
    let count = counted(&lines);
    let pending: Vec<&str> = count
        .figures()
        .filter(|(_, figure)| figure.is_none())
        .map(|(cell, _)| count.form().cell(cell).name.as_str())
        .collect();
    assert_eq!(
        pending,
        [
            "requests.unprocessed_petition.natural_person",
            "requests.unprocessed_petition.total",
            "requests.other_other.natural_person",
            "requests.other_other.total"
        ]
    );
}

#[test]
fn every_sourced_wording_has_its_row_and_its_certainty() {
    let Some(text) = sample("outcomes.csv") else { return };
    let scheme = counter("2021");
    let mut seen = 0;
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.rsplitn(4, ',').collect();
        let [_, certainty, rows, wording] = fields[..] else { panic!("{line}") };
        let case = |answered: &str| {
            let line = super::line(["1", "2025-03-01", "楚某某", "公民", answered, wording.trim_matches('"')]);
            counted(&[line])
        };
        let expected: Vec<String> = rows
            .split('|')
            .map(|row| match row {
                "OPEN" => "open".to_string(),
                "NONE" => "none".to_string(),
                row => scheme.scheme().answer(row).expect("a row"),
            })
            .collect();
        let count = case("2025-03-20");
        match certainty {
            "ask" => {
                let [question] = &count.questions[..] else { panic!("{wording}: {:?}", count.questions) };
                assert!(expected.iter().all(|row| question.choices.contains(row)), "{wording}: {:?}", question.choices);
            }
            certainty => {
                let counted = &count.cases[0];
                let row = if expected == ["open"] { "carried_out" } else { &expected[0] };
                assert_eq!(count.row_name(counted), Some(row), "{wording}");
                let sure = if certainty == "sure" { Certainty::Sure } else { Certainty::Likely };
                assert_eq!(counted.certainty, sure, "{wording}");
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 114);
}
