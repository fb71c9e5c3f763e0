//! Reports as RON text.

use std::fs;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Accepted, Note, Part, Reopening, Report, Scope, Seal, SignOff, UnplacedRow, Verification};
use gouji::domain::seal::{State, canonical, digest, state};
use gouji::domain::text::Lang;
use gouji::store::cause::Cause;
use gouji::store::document::{from_ron, is_report, to_ron};
use gouji::store::error::StoreError;
use proptest::prelude::*;

use super::{FORMS, form, report, with};
use crate::reference::attack;

fn damage(text: &str) -> (usize, usize, Cause) {
    match from_ron("report.ron", text, &FORMS) {
        Err(StoreError::Damaged { file, line, column, cause }) => {
            assert_eq!(file, "report.ron");
            (line, column, cause)
        }
        other => panic!("not found damaged: {other:?}"),
    }
}

#[test]
fn the_file_begins_with_its_version_and_has_one_labelled_figure_a_line_in_form_order() {
    let text = to_ron(&with(report(2022), "requests.new.natural_person", "7"));
    assert!(
        text.starts_with(
            "(\n  version: 1,\n  edition: \"2021\",\n  agency: \"利通区人民政府办公室\",\n  year: 2022,\n"
        )
    );
    assert!(text.contains(
        "\n    \"requests.new.natural_person\": keyed(\"7\"), // 一、本年新收政府信息公开申请数量 · 自然人\n    \
         \"requests.new.enterprise\": unfilled, //"
    ));
    assert!(text.contains("\n    // 三、本年度办理结果 （三）不予公开\n    \"requests.denied_"), "{text}");
    let form = form("2021");
    let figures = &text[text.find("figures: {").expect("figures")..text.find("controls: {").expect("controls")];
    let written: Vec<&str> =
        figures.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
    let inputs: Vec<&str> = form.inputs().map(|cell| form.cell(cell).name.as_str()).collect();
    assert_eq!(written, inputs);
}

#[test]
fn two_saves_differ_only_in_the_lines_that_changed() {
    let before = to_ron(&with(report(2022), "requests.new.natural_person", "7"));
    let after = to_ron(&with(report(2022), "requests.new.natural_person", "123456"));
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!((changed, before.lines().count()), (2, after.lines().count()));
    assert_ne!(before.lines().last(), after.lines().last(), "one of them is the digest, the last line");
}

#[test]
fn files_of_version_one_still_open_and_are_written_back_as_they_were() {
    for edition in ["2019", "2021"] {
        let path = format!("{}/tests/fixtures/v1-{edition}.ron", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&path).expect(&path);
        let report = from_ron(&path, &text, &FORMS).expect("a fixture opens");
        assert_eq!(report.form().edition(), edition);
        assert!(report.entries().iter().any(|entry| entry.figure() == Figure::NotApplicable));
        assert!(report.notes.iter().any(|note| note.cell.is_some()), "notes");
        assert_eq!((report.unplaced.len(), report.accepted.len()), (1, 1));
        let again = to_ron(&report);
        let digest = again.strip_prefix(&text).expect("what was there, and a digest");
        assert!(digest.starts_with("// sha256: ") && digest.lines().count() == 1, "{digest}");
    }
}

#[test]
fn what_an_editor_of_windows_adds_changes_nothing() {
    let mut original = report(2022);
    original.set_text(Part::Preamble, "一\n二\r三".into());
    let text = to_ron(&original);
    let edited = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let back = from_ron("report.ron", &edited, &FORMS).expect("opens");
    assert_eq!(to_ron(&back), text);
    assert!(is_report(edited.as_bytes()));
}

#[test]
fn a_file_written_by_hand_may_leave_out_what_it_does_not_need() {
    let text = "(version: 1, edition: \"2021\", figures: {\"requests.new.natural_person\": imported(\"7\")})";
    let report = from_ron("report.ron", text, &FORMS).expect("opens");
    assert_eq!((report.agency.as_deref(), report.year, report.unfilled()), (None, None, 165));
}

#[test]
fn what_a_report_does_not_have_leaves_no_line_in_its_file() {
    let text = to_ron(&report(2022));
    for word in ["verification:", "seal:", "reopenings:", "departures:"] {
        assert!(!text.contains(word), "{word}: programs before this one do not know it");
    }
}

#[test]
fn comments_and_line_ends_of_a_sealed_file_do_not_break_its_seal_and_a_figure_does() {
    let mut sealed = with(report(2022), "requests.new.natural_person", "7");
    sealed.set_text(Part::Chapter(0), "一年来的工作。".into());
    sealed.seal = Some(Seal { sha256: digest(&canonical(&sealed)) });
    let text = to_ron(&sealed);
    let state_of = |text: &str| state(&from_ron("report.ron", text, &FORMS).expect("opens"));
    assert_eq!(state_of(&text), State::Intact);
    assert_eq!(state_of(&text.replace("// 填报", "// 填表").replace('\n', "\r\n")), State::Intact);
    assert_eq!(state_of(&text.replace("keyed(\"7\")", "verified(\"7\")")), State::Intact, "an origin is no content");
    assert_eq!(state_of(&text.replace("keyed(\"7\")", "keyed(\"8\")")), State::Broken);
    assert_eq!(state_of(&text.replace("一年来", "两年来")), State::Broken);
}

#[test]
fn a_report_is_known_by_its_beginning() {
    assert!(is_report(to_ron(&report(2022)).as_bytes()));
    assert!(is_report("// 手工\n(version: 9, 乱".as_bytes()));
    for other in ["", "cell,value\n", "<html>", "{\"version\": 1}", "一、总体情况"] {
        assert!(!is_report(other.as_bytes()), "{other}");
    }
}

#[test]
fn what_cannot_be_what_it_says_is_told_with_line_column_and_cause() {
    let good = to_ron(&with(report(2022), "requests.new.natural_person", "7"));
    let line = good.lines().position(|line| line.contains("requests.new.natural_person")).expect("the line") + 1;
    let name = || "requests.new.natural_person".to_string();
    let figure = |new: &str| damage(&good.replace("keyed(\"7\")", new));
    assert!(matches!(figure("keyed(\"7o\")"), (l, 43, Cause::Figure(..)) if l == line));
    assert!(matches!(figure("keyed(\"99999999999999999999\")"), (l, 43, Cause::Figure(..)) if l == line));
    assert!(matches!(figure("keyed(\"\")"), (l, 43, Cause::Figure(..)) if l == line));
    assert!(matches!(figure("keyed(7)"), (l, _, Cause::Syntax(_)) if l == line));
    assert!(matches!(figure("guessed(\"7\")"), (l, _, Cause::Syntax(_)) if l == line));
    assert!(matches!(figure("keyed(\"7\""), (l, _, Cause::Syntax(_)) if l == line || l == line + 1));
    let cell = |new: &str| damage(&good.replacen(&name(), new, 1));
    assert_eq!(cell("requests.new.nobody"), (line, 6, Cause::UnknownCell("requests.new.nobody".into())));
    assert_eq!(cell("requests.new.total"), (line, 6, Cause::Computed("requests.new.total".into())));
    let (twice, column, cause) = cell("requests.new.enterprise");
    assert_eq!((twice, column, cause), (line + 1, 6, Cause::Twice("requests.new.enterprise".into())));
    let control = good.replace("controls: {", &format!("controls: {{\n    \"{}\": keyed(\"1\"),", name()));
    assert!(matches!(damage(&control), (_, 6, Cause::Keyed(_))));
    assert!(matches!(damage(&good.replace("\"6\": ", "\"7\": ")), (_, 6, Cause::UnknownChapter(_))));
    assert!(matches!(damage(&good.replace("\"6\": ", "\"5\": ")), (_, 6, Cause::Twice(_))));
    assert!(matches!(damage(&good.replace("hand_in: 0", "hand_out: 0")), (7, _, Cause::Syntax(_))));
    assert!(matches!(damage(&good.replace("year: 2022", "year: 20222022202220222022")), (5, _, Cause::Syntax(_))));
    assert_eq!(damage(&good.replace("version: 1", "version: 0")).2, Cause::Version(0));
}

#[test]
fn every_truncation_of_a_file_is_told_and_none_is_taken_for_a_report() {
    let mut whole = with(report(2022), "proactive.fees.amount", "12.5");
    whole.set_text(Part::Closing, "二〇二三年一月十日".into());
    let good = to_ron(&whole);
    // Behind the last parenthesis there is only the digest, which a report can do without.
    let whole = good.rfind(')').expect("an end");
    let ends = (0..whole).filter(|&end| good.is_char_boundary(end)).step_by(7);
    for end in ends {
        damage(&good[..end]);
    }
}

#[test]
fn a_newer_file_is_known_before_its_unknown_fields_are_complained_about() {
    let newer = to_ron(&report(2022)).replace("version: 1,", "version: 2,\n  colours: [#!$],");
    let error = from_ron("report.ron", &newer, &FORMS).expect_err("newer");
    assert!(matches!(error, StoreError::Newer { version: 2, .. }), "{error}");
    assert!(error.message(Lang::Zh).contains("更高版本的程序") && error.message(Lang::En).contains("newer gouji"));
    let later = "(edition: \"2021\", version: 3, figures: {})";
    assert!(matches!(from_ron("r", later, &FORMS), Err(StoreError::Newer { version: 3, .. })));
}

#[test]
fn an_edition_without_a_form_is_named_with_its_place() {
    let text = to_ron(&report(2022)).replace("\"2021\"", "\"2031\"");
    let error = from_ron("report.ron", &text, &FORMS).expect_err("unknown");
    let expected = ("2031", 3, 13);
    assert!(
        matches!(&error, StoreError::UnknownEdition { edition, line, column, .. } if (edition.as_str(), *line, *column) == expected),
        "{error}"
    );
}

/// Text that tries to break out of its quotes.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        any::<u8>().prop_map(|byte| char::from(byte).to_string()),
        prop::sample::select(vec![
            "\"",
            "\\",
            "\r\n",
            "\r",
            "\n",
            "//",
            "\"#",
            "),\n",
            "\\\n   ",
            "一、总体",
            "r#\"",
            "\u{feff}"
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_figure() -> impl Strategy<Value = Figure> {
    prop_oneof![
        Just(Figure::Unfilled),
        Just(Figure::NotApplicable),
        any::<u32>().prop_map(Figure::from),
        "-?[0-9]{1,18}(\\.[0-9]{1,6})?".prop_map(|text| text.parse().expect("a figure")),
    ]
}

prop_compose! {
    fn any_report()(
        edition in prop::sample::select(vec!["2019", "2021"]),
        (agency, year, aggregated, hand_in) in (prop::option::of(hostile()), prop::option::of(any::<i32>()), any::<bool>(), any::<u32>()),
        figures in prop::collection::vec((any::<prop::sample::Index>(), any_figure(), 0_usize..6), 0..60),
        texts in prop::collection::vec(hostile(), 29),
        (counts, is_final) in (any::<[u32; 3]>(), any::<bool>()),
        cells in prop::collection::vec(any::<prop::sample::Index>(), 4),
    ) -> Report {
        let scope = if aggregated { Scope::Aggregated } else { Scope::Own };
        let mut report = Report::new(form(edition), agency, year, scope);
        let all: Vec<_> = report.form().cells().collect();
        for (cell, figure, origin) in figures {
            report.set_entry(*cell.get(&all), Entry::new(figure, ORIGINS[origin]));
        }
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        let parts: Vec<Part> = report.parts().collect();
        for part in parts {
            report.set_text(part, text());
        }
        let cell = |index: usize| *cells[index].get(&all);
        report.notes = vec![
            Note::new(Some(cell(0)), text(), text()),
            Note::new(None, text(), text()),
        ];
        report.unplaced = vec![UnplacedRow { label: text(), figures: vec![text(), text()], cells: vec![cell(1), cell(2)] }];
        report.accepted =
            vec![Accepted { rule: text(), figures: vec![(cell(3), text())], quote: text(), reason: text(), by: text(), date: text() }];
        report.sign_off = SignOff { keyer: text(), reviewer: text(), date: text() };
        report.hand_in = hand_in;
        let [cells, differences, corrections] = counts;
        report.verification = Verification { verifier: text(), cells, differences, corrections };
        report.reopenings = vec![Reopening { by: text(), date: text(), reason: text() }];
        report.seal = is_final.then(|| Seal { sha256: digest(&canonical(&report)) });
        report
    }
}

const ORIGINS: [Origin; 8] = [
    Origin::Keyed,
    Origin::Filled,
    Origin::Carried,
    Origin::Imported,
    Origin::Proposal,
    Origin::Verified,
    Origin::Counted,
    Origin::Summed,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(attack().saturating_mul(200)))]

    #[test]
    fn whatever_a_report_holds_comes_back(report in any_report()) {
        let text = to_ron(&report);
        prop_assert!(is_report(text.as_bytes()));
        let back = from_ron("report.ron", &text, &FORMS).expect("what was written opens");
        prop_assert_eq!((&back.agency, back.year, back.scope), (&report.agency, report.year, report.scope));
        prop_assert_eq!(back.entries(), report.entries());
        prop_assert_eq!(&back.prose, &report.prose);
        prop_assert_eq!(&back.notes, &report.notes);
        prop_assert_eq!(&back.unplaced, &report.unplaced);
        prop_assert_eq!(&back.accepted, &report.accepted);
        prop_assert_eq!((&back.sign_off, back.hand_in), (&report.sign_off, report.hand_in));
        prop_assert_eq!(&back.verification, &report.verification);
        prop_assert_eq!((&back.seal, &back.reopenings), (&report.seal, &report.reopenings));
        let expected = if report.seal.is_some() { State::Intact } else { State::Open };
        prop_assert_eq!(state(&back), expected);
        prop_assert_eq!(to_ron(&back), text);
    }

    #[test]
    fn a_file_with_anything_in_it_is_read_or_told_never_a_panic(
        at in any::<prop::sample::Index>(),
        cut in 0_usize..40,
        put in hostile(),
    ) {
        let good = to_ron(&with(report(2022), "requests.new.natural_person", "7"));
        let chars: Vec<char> = good.chars().collect();
        let start = at.index(chars.len());
        let end = (start + cut).min(chars.len());
        let text: String = chars[..start].iter().chain(&put.chars().collect::<Vec<_>>()).chain(&chars[end..]).collect();
        if let Err(StoreError::Damaged { line, column, .. }) = from_ron("report.ron", &text, &FORMS) {
            prop_assert!(column >= 1 && (1..=text.lines().count() + 1).contains(&line), "{}:{}", line, column);
        }
    }
}

#[test]
fn notes_in_any_shape_are_the_same_notes() {
    let mut noted = with(report(2022), "requests.new.natural_person", "7");
    let cell = noted.form().find("requests.new.natural_person");
    noted.notes = vec![
        Note::new(cell, "", "甲\n“乙” \"丙\" \\ // 丁"),
        Note::new(None, "第3行", ""),
        Note::new(None, "", "  notes: [\n    (cell: None, place: \"\", text: \"戊\"),\n  ],\n"),
    ];
    noted.set_text(Part::Chapter(0), "一\n  notes: [\n    (cell: None, place: \"\", text: \"己\"),\n  ],\n二".into());
    let text = to_ron(&noted);
    let start = text.rfind("\n  notes: [\n    (cell: \"").expect("notes");
    let (before, list) = text.split_at(start);
    let shapes = [
        list.to_string(),
        list.replacen("    (cell: ", "    // 一条\n    (cell: ", 1),
        list.replacen("(cell: ", "( cell : ", 1),
        list.replacen(", place: \"\"", "", 1),
        list.replacen("),\n    (cell: None, place: \"第3行\"", "), (cell: None, place: \"第3行\"", 1),
        list.replacen("place: \"第3行\"", "place: r\"第3行\"", 1),
    ];
    for shape in &shapes {
        let read = from_ron("report.ron", &format!("{before}{shape}"), &FORMS).expect(shape);
        assert_eq!((&read.notes, &read.prose), (&noted.notes, &noted.prose), "{shape}");
    }
    // What is wrong is told where it stands.
    let line = before.lines().count() + 3;
    let wrong = list.replacen("requests.new.natural_person", "requests.new.nobody", 1);
    let (at, _, cause) = damage(&format!("{before}{wrong}"));
    assert!(at == line && matches!(cause, Cause::UnknownCell(..)), "{at} {cause:?}");
    let twice = format!("{before}\n  notes: [\n    (cell: None, place: \"\", text: \"x\"),\n  ],{list}");
    damage(&twice);
    let elsewhere =
        text.replacen("figures: {\n", "figures: {\n  notes: [\n    (cell: None, place: \"\", text: \"x\"),\n  ],\n", 1);
    damage(&elsewhere);
}
