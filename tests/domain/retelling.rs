//! Last year's paragraphs told anew: which numbers follow this year's cells, and which are marked as last year's.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::retelling::{Retold, old_at, open_places, retold};

use super::forms::whole_form as form;

const CHAPTER: Part = Part::Chapter(0);

fn last(form: &std::sync::Arc<gouji::domain::form::Form>, year: i32, text: &str) -> Report {
    let mut report = Report::new(form.clone(), Some("某某局".into()), Some(year), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Filled));
    }
    let cell = form.find("requests.new.natural_person").expect("a cell");
    report.set_entry(cell, Entry::new(Figure::from(12), Origin::Keyed));
    report.set_text(CHAPTER, text.into());
    report
}

fn told(text: &str) -> Retold {
    let form = form("2021");
    retold(&form, &last(&form, 2024, text), CHAPTER, 0..text.len())
}

#[test]
fn a_number_that_stated_a_cell_is_a_field_and_any_other_is_marked() {
    let retold = told("（二）依申请公开。全年新收政府信息公开申请12件，发布12条信息，培训1,200人次，占3.5%。");
    assert_eq!((retold.live, retold.old), (1, 3));
    assert_eq!(
        retold.text,
        "（二）依申请公开。全年新收政府信息公开申请{requests.new.total}件，发布〔上年 12〕条信息，培训〔上年 1,200〕人次，占〔上年 3.5〕%。"
    );
}

#[test]
fn a_statement_that_was_wrong_last_year_makes_no_field() {
    assert_eq!(
        told("（二）依申请公开。全年新收政府信息公开申请13件。").text,
        "（二）依申请公开。全年新收政府信息公开申请〔上年 13〕件。"
    );
}

#[test]
fn numbers_of_documents_articles_and_items_stay() {
    let text = "1.按国办发〔2019〕14号和《条例2019》第711号令、第20条办理。";
    assert_eq!(told(text).text, text);
    assert_eq!(told("2024年").text, "〔上年 2024〕年");
}

#[test]
fn an_older_editions_cells_are_this_editions_of_the_same_name() {
    let text = "（二）依申请公开。全年新收政府信息公开申请12件。";
    let before = last(&form("2019"), 2020, text);
    let retold = retold(&form("2021"), &before, CHAPTER, 0..text.len());
    assert_eq!(retold.text, "（二）依申请公开。全年新收政府信息公开申请{requests.new.total}件。");
}

#[test]
fn open_places_are_gaps_and_marks_in_their_order_and_a_mark_knows_its_number() {
    let text = "甲……乙〔上年 1,200〕丙〔上年 \n丁……";
    let places: Vec<&str> = open_places(text).map(|place| &text[place]).collect();
    assert_eq!(places, ["……", "〔上年 1,200〕", "……"]);
    let at = text.find('〔').expect("there");
    let (place, number) = old_at(text, at + "〔上年 1".len()).expect("a number");
    assert_eq!((&text[place], number.to_string().as_str()), ("〔上年 1,200〕", "1200"));
    assert_eq!(old_at(text, 0), None);
}
