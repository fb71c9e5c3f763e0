//! Cell lists and JSON: every cell comes back, and what is not understood is said with its line.

use std::fmt::Write;

use gouji::domain::figure::Figure;
use gouji::domain::report::{Part, Scope};
use gouji::import::{ImportError, Options, read};
use proptest::prelude::*;

use crate::seen::check;
use crate::support::{figures, forms, import, prose};

fn list(edition: usize, value: impl Fn(usize) -> String) -> String {
    let form = &forms()[edition];
    let mut text = "cell,value\n".to_string();
    for cell in form.cells() {
        let _ = writeln!(text, "{},{}", form.cell(cell).name, value(cell.index()));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cell_list_of_either_edition_comes_back(edition in 0..2usize, values: Vec<u32>) {
        let value = |index: usize| match values.get(index) {
            Some(n) if n % 7 == 0 => "/".to_string(),
            Some(n) if n % 5 == 0 => String::new(),
            Some(n) => n.to_string(),
            None => "0".to_string(),
        };
        let proposal = import(list(edition, value).as_bytes()).expect("a proposal");
        prop_assert_eq!(proposal.form.edition(), forms()[edition].edition());
        let found = figures(&proposal);
        for cell in forms()[edition].cells() {
            let figure = found.get(&forms()[edition].cell(cell).name).copied().unwrap_or_default();
            prop_assert_eq!(figure.to_string(), value(cell.index()));
        }
        prop_assert!(proposal.notes.is_empty());
    }
}

#[test]
fn a_cell_list_may_come_with_a_mark_in_gbk_with_tabs_or_without_a_head() {
    let lists: [Vec<u8>; 5] = [
        b"\xEF\xBB\xBFcell,value\nrequests.new.natural_person,7\n".to_vec(),
        b"cell,value,remark\r\nrequests.new.natural_person,7,\xB1\xB8\xD7\xA2\r\n".to_vec(),
        b"cell\tvalue\nrequests.new.natural_person\t7\n".to_vec(),
        b"requests.new.natural_person,7\n".to_vec(),
        b"\"cell\",\"value\"\n\"requests.new.natural_person\",\"7\"\n".to_vec(),
    ];
    for bytes in lists {
        let proposal = import(&bytes).expect("a proposal");
        assert_eq!(
            figures(&proposal).into_iter().collect::<Vec<_>>(),
            [("requests.new.natural_person".to_string(), 7.into())]
        );
    }
}

#[test]
fn the_year_decides_the_edition_of_a_list_that_fits_both() {
    let bytes = b"cell,value\nrequests.new.natural_person,7\n";
    let edition = |year: Option<i32>| {
        let proposal = read(bytes, forms(), Options { year, ..Options::default() }).expect("a proposal");
        proposal.form.edition().to_string()
    };
    assert_eq!(edition(None), "2021");
    assert_eq!(edition(Some(2020)), "2019");
    assert_eq!(edition(Some(2023)), "2021");
    let own = b"cell,value\nproactive.procurement.amount,7\nrequests.new.natural_person,7\n";
    let proposal = read(own, forms(), Options { year: Some(2023), ..Options::default() }).expect("a proposal");
    assert_eq!(proposal.form.edition(), "2019");
}

#[test]
fn what_a_cell_list_should_not_say_is_noted_with_its_line() {
    let text = "cell,value\nrequests.new.natural_person,7\nrequests.new.nobody,3\nrequests.new.enterprise,若干\n\
                requests.carried_in.natural_person,1\nrequests.carried_in.natural_person,2\nproactive.fees.amount,251000元\nlost\n";
    let proposal = import(text.as_bytes()).expect("a proposal");
    let figures = figures(&proposal);
    assert_eq!(figures.len(), 2);
    assert_eq!(figures["requests.new.natural_person"], Figure::from(7));
    assert_eq!(figures["proactive.fees.amount"].to_string(), "25.1");
    let places: Vec<&str> = proposal.notes.iter().map(|note| note.place.as_str()).collect();
    for line in [3, 4, 6, 7, 8] {
        assert!(places.contains(&format!("第 {line} 行").as_str()), "line {line}: {places:?}");
    }
}

#[test]
fn a_list_without_a_single_known_cell_is_an_error_that_says_what_was_found() {
    let error = import(b"cell,value\nrequests.new.nobody,3\n").expect_err("an error");
    assert!(matches!(&error, ImportError::NoCell(found) if found[0].contains("requests.new.nobody")));
}

#[test]
fn json_of_show_comes_back_whole() {
    let text = r#"{"file": null, "agency": "甲局", "year": 2023, "scope": "aggregated", "edition": "2021",
        "cells": {"requests.new.natural_person": 7, "requests.new.enterprise": "/", "proactive.fees.amount": "12.50",
                  "requests.new.research": null, "requests.new.total": 7},
        "chapters": {"preamble": "前言", "1": "一段\n二段", "2": "", "closing": "落款"}, "notes": []}"#;
    let proposal = import(text.as_bytes()).expect("a proposal");
    assert_eq!(
        (proposal.agency.as_deref(), proposal.year, proposal.scope),
        (Some("甲局"), Some(2023), Scope::Aggregated)
    );
    let figures = figures(&proposal);
    assert_eq!(figures.len(), 4);
    assert_eq!(figures["requests.new.enterprise"], Figure::NotApplicable);
    assert_eq!(figures["proactive.fees.amount"].to_string(), "12.50");
    assert_eq!(prose(&proposal, Part::Preamble), "前言");
    assert_eq!(prose(&proposal, Part::Chapter(0)), "一段\n二段");
    assert_eq!(prose(&proposal, Part::Closing), "落款");
}

#[test]
fn json_of_another_shape_is_an_error_that_says_why() {
    for text in ["{", "{}", "{\"cells\": 3}", "[{}, {}]", "[{\"cells\": {\"nobody\": 1}}]"] {
        let error = import(text.as_bytes()).expect_err(text);
        assert!(
            matches!(error, ImportError::Json(_) | ImportError::Several(_) | ImportError::NoFigures(_)),
            "{text}: {error:?}"
        );
    }
}

#[test]
fn a_line_of_a_cell_list_with_fields_too_many_is_refused() {
    let list = "cell,value\nproactive.rules.issued,3,340\nproactive.rules.repealed,2,\nproactive.rules.in_force,\"3\"\n\
        proactive.normative_documents.issued,4\n";
    check(&import(list.as_bytes()).unwrap(), (list, None, "3,340"));
    let compared = list.replace("cell,value", "cell,value,last_year").replace("3,340", "3,2");
    check(&import(compared.as_bytes()).unwrap(), (list, Some(3), ""));
}
