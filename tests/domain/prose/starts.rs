//! Starting texts and the fee statement: they name cells that exist, and break no rule of a sound report.

use gouji::domain::definition::Definition;
use gouji::domain::field::fields;
use gouji::domain::finding::message;
use gouji::domain::report::Part;
use gouji::domain::session::Session;
use gouji::domain::text::Lang;

use super::{form, of_year, part};

/// The texts of a part, filled in as the editor does.
fn starts(definition: &Definition, year: i32, agency: &str) -> Vec<(String, String)> {
    let filled = |text: &str| {
        let text = text.replace("{agency}", agency).replace("{next_year}", &(year + 1).to_string());
        text.replace("{year}", &year.to_string())
    };
    let parts = definition.chapters.iter().map(|chapter| chapter.id.as_str()).chain(["closing"]);
    let starts = parts.filter_map(|part| definition.start(part, agency));
    let starts = starts.map(|start| (start.part.clone(), filled(&start.text)));
    starts.chain([("preamble".to_string(), filled(&definition.preamble))]).collect()
}

fn assert_sound(session: &Session) {
    let failed: Vec<String> = session
        .findings()
        .iter()
        .filter(|finding| {
            let id = &finding.rule(session.form()).id;
            // What is still to be written stands as dots, and is told until it is.
            let dots = id == "TX-19" && finding.quote == "……";
            (id.starts_with("TX") || id.starts_with("XT")) && !dots
        })
        .map(|finding| format!("{} {}", finding.rule(session.form()).id, message(session.figures(), finding, Lang::En)))
        .collect();
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn a_report_of_starting_texts_alone_breaks_no_rule_on_prose_with_or_without_requests() {
    for (edition, year) in [("2021", 2022), ("2019", 2020)] {
        let form = form(edition);
        for agency in ["某某县某某局", "某某县人民政府办公室", "某某县人民政府"] {
            let texts = starts(form.definition(), year, agency);
            let texts: Vec<(&str, &str)> = texts.iter().map(|(part, text)| (part.as_str(), text.as_str())).collect();
            assert!(texts.len() >= 5, "{edition}: {texts:?}");
            for figures in ["", "new=7 granted=5 carried_in=1 carried_out=3", "carried_in=2 granted=2"] {
                assert_sound(&Session::new(of_year(agency, year, figures, &texts)));
            }
        }
    }
}

#[test]
fn every_part_without_a_table_has_a_starting_text_for_every_agency_and_no_other() {
    for form in crate::forms::all() {
        let (edition, definition) = (form.edition(), form.definition());
        for agency in ["", "某某县某某局", "某某县人民政府"] {
            for chapter in &definition.chapters {
                let is_there = definition.start(&chapter.id, agency).is_some();
                assert_eq!(is_there, chapter.table.is_none(), "{edition} {} {agency}", chapter.id);
            }
            assert!(definition.start("closing", agency).is_some());
        }
    }
}

#[test]
fn a_starting_text_says_nothing_but_figures_of_the_tables_and_gaps() {
    for start in crate::forms::all().iter().flat_map(|form| &form.definition().starts) {
        for clause in start.text.split(['。', '；', '\n']).filter(|clause| !clause.is_empty()) {
            let is_heading = clause.starts_with('（') && clause.chars().count() < 12;
            assert!(is_heading || clause.contains("……") || clause.contains('{'), "{}: {clause}", start.part);
        }
        assert!(!start.text.contains("没有"), "{}", start.text);
    }
}

#[test]
fn only_governments_are_asked_for_what_only_they_owe() {
    let owed = ["考核", "评议", "责任追究"];
    for form in crate::forms::all() {
        let text = |agency: &str| &form.definition().start("1", agency).expect("a text").text;
        for government in ["某某县人民政府", "某某镇人民政府", "某某自治州人民政府"] {
            assert!(owed.iter().all(|word| text(government).contains(word)), "{government}");
        }
        for other in ["某某县教育局", "某某县人民政府办公室", "某某区某某街道办事处"] {
            assert!(!owed.iter().any(|word| text(other).contains(word)), "{other}");
        }
    }
}

#[test]
fn the_date_at_the_end_is_left_open_for_either_deadline() {
    for form in crate::forms::all() {
        for agency in ["某某县教育局", "某某县人民政府"] {
            let text = &form.definition().start("closing", agency).expect("a text").text;
            assert!(text.ends_with("{next_year}年……月……日"), "{text}");
        }
    }
}

#[test]
fn the_gaps_for_fees_are_one_sentence_that_the_fee_statement_replaces() {
    let form = form("2021");
    let words = form.definition().fee_statement.as_ref().expect("words for fees");
    let text = &form.definition().start(&words.part, "某某县教育局").expect("a text").text;
    let known = |sentence: &&str| words.known_by.iter().any(|word| sentence.contains(word.as_str()));
    let sentences: Vec<&str> = text.split_inclusive('。').filter(known).collect();
    assert_eq!(sentences.len(), 1);
    assert_eq!(sentences[0].matches("……").count(), 3);
}

#[test]
fn starting_texts_name_cells_of_their_edition() {
    for form in crate::forms::all() {
        let edition = form.edition();
        let all = form.definition().starts.iter().flat_map(|start| fields(form, &start.text));
        let all: Vec<_> = all.collect();
        let unknown: Vec<_> = all.iter().filter(|field| field.cell.is_none()).collect();
        assert!(unknown.is_empty(), "{edition}: {unknown:?}");
        assert!(all.len() >= 3, "{edition}");
    }
}

#[test]
fn the_fee_statement_is_understood_and_keeps_the_rules_on_fees() {
    let form = form("2021");
    let words = form.definition().fee_statement.as_ref().expect("words for fees");
    let part = part(&form, &words.part);
    let report = |text: &str, figures: &str| {
        let report = of_year("某某县某某局", 2022, figures, &[("1", "（二）依申请公开。收到申请。"), ("6", text)]);
        assert_eq!(report.text(part), text);
        Session::new(report)
    };
    let some = words.some.replace("{notices}", "2").replace("{asked}", "300").replace("{received}", "200");
    let figures = "new=20 granted=18 other_not_paid=2 proactive.fees.amount=0.03";
    let failing = |session: &Session, ids: &[&str]| {
        let failed = session.failed();
        failed
            .iter()
            .map(|f| f.rule(session.form()).id.clone())
            .filter(|id| ids.contains(&id.as_str()))
            .collect::<Vec<_>>()
    };
    let fees = ["TX-13", "TX-14", "TX-18", "XT-01", "XT-02", "XT-03"];
    assert_eq!(failing(&report(&some, figures), &fees), Vec::<String>::new());
    assert_eq!(failing(&report(&words.none, ""), &fees), Vec::<String>::new());
    // It is really read: with wrong numbers the rules speak.
    let wrong = some.replace("200", "400");
    assert_eq!(failing(&report(&wrong, figures), &fees), ["XT-03", "TX-13"]);
    let few = words.some.replace("{notices}", "1").replace("{asked}", "300").replace("{received}", "200");
    assert_eq!(failing(&report(&few, figures), &fees), ["XT-02"]);
    assert!(words.known_by.iter().all(|word| words.none.contains(word.as_str()) && words.some.contains(word.as_str())));
    assert_ne!(part, Part::Preamble);
}
