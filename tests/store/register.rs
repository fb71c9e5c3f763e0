//! The file of a register's cases: what is kept is read back, wherever it came from it is told what is wrong with it.

use gouji::domain::register::answers::{Answers, Move};
use gouji::domain::register::count::Certainty;
use gouji::domain::register::kept::{Case, Kept};
use gouji::store::agency::Agency;
use gouji::store::digest::Digest;
use gouji::store::error::StoreError;
use gouji::store::library::Library;
use gouji::store::register::{answers, from_ron, to_ron, year_of};
use jiff::civil::date;

fn kept() -> Kept {
    let case = |number: &str, row: Option<&str>| Case {
        number: number.into(),
        received: Some(date(2025, 1, 3)),
        answered: None,
        row: row.map(String::from),
        column: Some("natural_person".into()),
        wording: "在“办”\n\\".into(),
        certainty: Certainty::Likely,
    };
    Kept {
        agency: "某某局".into(),
        year: 2025,
        edition: "2021".into(),
        cases: vec![case("2025-001", Some("carried_out")), case("2025-002", None)],
        moves: vec![Move {
            number: "2025-002".into(),
            row: Some("open".into()),
            reason: "另有批示".into(),
            ..Move::default()
        }],
        answers: [("编号 2025-002：办理结果", "open")].into_iter().collect::<Answers>(),
    }
}

#[test]
fn what_is_kept_is_read_back_and_written_over() {
    let place = tempfile::tempdir().expect("a folder");
    let library = Library::at(place.path().into());
    assert_eq!(library.register("某某局", 2025).expect("nothing"), None);
    let path = library.keep_register(&kept()).expect("kept");
    assert!(
        path.ends_with("2025.register.ron")
            && year_of("2025.register.ron") == Some(2025)
            && year_of("2025.ron").is_none()
    );
    assert_eq!(library.register("某某局", 2025).expect("read"), Some((kept(), Digest::Agrees)));
    let fewer = Kept { cases: Vec::new(), ..kept() };
    library.keep_register(&fewer).expect("kept again");
    assert_eq!(library.register("某某局", 2025).expect("read").expect("it").0, fewer);
    assert_eq!(library.keys().expect("keys"), []);
    let open: Vec<Case> = kept().in_row("carried_out").cloned().collect();
    assert_eq!(open, kept().cases[..1]);
}

#[test]
fn every_version_that_was_written_still_opens() {
    let fixture = include_str!("../fixtures/v1.register.ron");
    assert_eq!(from_ron("v1", fixture).expect("the first version"), kept());
    assert_eq!(to_ron(&kept()), fixture);
}

#[test]
fn a_damaged_or_newer_file_is_told_and_left_alone() {
    let place = tempfile::tempdir().expect("a folder");
    let library = Library::at(place.path().into());
    let path = library.keep_register(&kept()).expect("kept");
    let text = std::fs::read_to_string(&path).expect("read");
    for (old, new) in [
        ("certainty: likely", "certainty: guessed"),
        ("year: 2025", "year: 2025, name: \"\""),
        ("\"2025-01-03\"", "\"2025-02-30\""),
    ] {
        std::fs::write(&path, text.replacen(old, new, 1)).expect("written");
        let error = library.keep_register(&kept()).expect_err("damaged");
        assert!(matches!(error, StoreError::Damaged { line: 3.., .. }), "{error:?}");
    }
    std::fs::write(&path, text.replace("version: 1", "version: 2")).expect("written");
    assert!(matches!(library.register("某某局", 2025), Err(StoreError::Newer { version: 2, .. })));
    std::fs::write(&path, text.replace("2025-001", "2025-009")).expect("written");
    assert_eq!(library.register("某某局", 2025).expect("read").expect("it").1, Digest::Differs);
}

#[test]
fn answers_are_read_from_a_table_or_a_map() {
    let expected = [("咨询".to_string(), "R23".to_string()), ("非《条例》所指，其他".to_string(), "open".to_string())];
    let gbk = encoding_rs::GB18030.encode("咨询,R23\r\n\"非《条例》所指，其他\",open\r\n").0.into_owned();
    for bytes in [
        "\u{feff}咨询,R23\n\"非《条例》所指，其他\",open\n".as_bytes(),
        &gbk,
        "// 答复\n{\"咨询\": \"R23\", \"非《条例》所指，其他\": \"open\"}".as_bytes(),
        "咨询,R23\n\n非《条例》所指,其他,open\n".as_bytes(),
    ] {
        let read = answers("map", bytes).expect("answers");
        let pairs: Vec<(String, String)> = read.into_iter().map(|(_, wording, answer)| (wording, answer)).collect();
        assert_eq!(pairs, expected);
    }
    assert!(matches!(answers("map", b"{\"a\": 7}"), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_profile_remembers_answers_and_one_without_any_is_as_it_was() {
    let plain = Agency::new("某某局");
    assert!(!plain.to_ron().contains("answers"));
    let answered = Agency { answers: [("咨询", "other_other")].into_iter().collect(), ..plain };
    assert_eq!(Agency::from_ron("agency.ron", &answered.to_ron()).expect("read"), answered);
}
