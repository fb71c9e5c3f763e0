//! Editions that come after: which of the shared rules each form has, and why it has not the others.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use gouji::domain::definition::{Catalogue, Rule, Words};
use gouji::domain::finding::Status;
use gouji::domain::form::{Form, Why};
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::session::Session;
use gouji::domain::text::Lang;
use gouji::store::forms::Forms;
use tempfile::TempDir;

use crate::forms::fill;

#[path = "../data/made.rs"]
mod made;

/// The forms of the program and those of a folder with these files.
fn forms(files: &[(&str, &str)]) -> (TempDir, Forms) {
    let folder = tempfile::tempdir().expect("a folder");
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("written"));
    let forms = Forms::default().with(folder.path());
    (folder, forms)
}

fn sound(files: &[(&str, &str)], edition: &str) -> Arc<Form> {
    let (_folder, forms) = forms(files);
    let faults: Vec<String> = forms.faulty().iter().flat_map(|error| error.words(Lang::En)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    forms.edition(edition).expect(edition).clone()
}

fn ids(form: &Form) -> Vec<&str> {
    form.definition().rules.iter().map(|rule| rule.id.as_str()).collect()
}

#[test]
fn every_edition_of_the_program_is_there_and_chosen_by_its_own_name_and_years() {
    let forms = Forms::default();
    let files = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/forms")).expect("the folder").count();
    assert_eq!(forms.all().len(), files);
    for form in Forms::default().all() {
        let years = form.definition().years;
        let chosen =
            [forms.edition(form.edition()), forms.for_year(years.first), forms.for_year(years.last.unwrap_or(2999))];
        assert!(
            chosen.iter().all(|chosen| chosen.is_some_and(|chosen| Arc::ptr_eq(chosen, form))),
            "{}",
            form.edition()
        );
    }
}

#[test]
fn each_rule_applies_to_the_editions_that_the_list_says() {
    let forms = Forms::default();
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for form in forms.all() {
        for rule in &form.definition().rules {
            found.entry(rule.id.clone()).or_default().push(form.edition());
        }
        // A misspelt cell in a shared rule would make it idle in every form.
        for idle in form.idle() {
            found.entry(idle.rule.id.clone()).or_default();
        }
    }
    let lines = found.iter().map(|(id, editions)| format!("{id} {}\n", editions.join(" ")));
    assert_eq!(lines.collect::<String>(), include_str!("../data/rules.txt"));
    assert!(found.values().all(|editions| !editions.is_empty()));
}

#[test]
fn every_variant_of_a_shared_rule_applies_somewhere() {
    let forms = Forms::default();
    for form in forms.all() {
        for idle in form.idle() {
            let same = |other: &&Arc<Form>| {
                other.definition().rules.iter().any(|rule| rule.id == idle.rule.id && *rule.title == *idle.rule.title)
            };
            assert!(forms.all().iter().find(same).is_some(), "{} {:?}", idle.rule.id, idle.why);
        }
    }
}

#[test]
fn a_copy_with_its_own_name_and_years_has_every_rule_of_the_one_it_was_copied_from() {
    let form = sound(&[("2027.ron", &made::copied("2027"))], "2027");
    let embedded = Forms::default();
    let newest = embedded.newest().expect("a form");
    assert_eq!(ids(&form), ids(newest));
    assert_eq!(form.instances().len(), newest.instances().len());
    assert_eq!(form.definition().starts.len(), newest.definition().starts.len());
    let (own, idle) = (form.definition().rules.len(), form.idle().len());
    assert_eq!((own, idle), (81, newest.idle().len()));
}

#[test]
fn an_edition_of_other_tables_is_loaded_with_the_shared_rules_that_it_has_the_cells_for() {
    let form = sound(&[("2030.ron", include_str!("../data/third-edition.ron"))], "2030");
    assert!(ids(&form).starts_with(&["V-01", "V-02", "V-03", "F-01", "F-02"]), "{:?}", ids(&form));
    assert!(ids(&form).contains(&"TX-19") && !ids(&form).contains(&"T3-05"));
    let why = |id: &str| form.idle().iter().find(|idle| idle.rule.id == id).expect(id).why.clone();
    assert_eq!(why("F-01"), Why::Another);
    assert_eq!(why("TX-18").words(Lang::En), "there is no chapter 6");
    assert_eq!(why("T3-05").words(Lang::Zh), "没有 requests");
    assert_eq!(why("T2-12").words(Lang::En), "there is no proactive");
}

#[test]
fn a_new_column_of_a_group_belongs_to_every_rule_that_names_the_group_or_all_columns() {
    let form = sound(&[("2027.ron", &made::wider())], "2027");
    assert_eq!(ids(&form).len(), 81);
    let mut report = Report::new(form.clone(), Some("某某县某某局".into()), Some(2027), Scope::Own);
    let zeros: Vec<String> = form.inputs().map(|cell| form.cell(cell).name.clone()).collect();
    let zeros: Vec<(&str, &str)> = zeros.iter().map(|name| (name.as_str(), "0")).collect();
    fill(&mut report, &zeros);
    for name in ["requests.new.enterprise", "requests.granted.enterprise"] {
        fill(&mut report, &[(name, "2")]);
    }
    for name in ["requests.new.cooperative", "requests.granted.cooperative"] {
        fill(&mut report, &[(name, "3")]);
    }
    report.set_text(
        Part::Chapter(0),
        "（二）依申请公开。全年收到政府信息公开申请5件，其中法人或其他组织申请5件，办结5件。".into(),
    );
    let failed = |report: &Report| -> Vec<String> {
        let session = Session::new(report.clone());
        let failed = session.failed().into_iter().filter(|finding| finding.status == Status::Fail);
        let ids = failed.map(|finding| finding.rule(&form).id.clone()).collect::<Vec<_>>();
        ids.into_iter()
            .filter(|id| ["T3-01", "T3-02", "T3-03", "TX-01", "TX-03", "TX-07"].contains(&id.as_str()))
            .collect()
    };
    assert_eq!(failed(&report), Vec::<String>::new());
    let text = report.text(Part::Chapter(0)).replace("组织申请5件", "组织申请2件");
    report.set_text(Part::Chapter(0), text);
    assert_eq!(failed(&report), ["TX-07"]);
    fill(&mut report, &[("requests.granted.cooperative", "2"), ("requests.new.total", "2")]);
    assert!(failed(&report).starts_with(&["T3-01".into(), "T3-01".into(), "T3-03".into()]), "{:?}", failed(&report));
}

#[test]
fn a_form_does_without_a_shared_rule_that_it_names_and_puts_its_own_in_the_place_of_another() {
    let text = made::copied("2027");
    let own =
        text.replace("  rules: [\n", "  without: [\"PL-12\"],\n  rules: [\n").replace("id: \"T2-03\"", "id: \"T2-01\"");
    let form = sound(&[("2027.ron", &own)], "2027");
    let why = |id: &str| form.idle().iter().find(|idle| idle.rule.id == id).expect(id).why.clone();
    assert_eq!((why("PL-12"), why("T2-01")), (Why::Without, Why::Another));
    let rule = form.definition().rules.iter().find(|rule| rule.id == "T2-01").expect("a rule");
    assert_eq!(rule.title.en, "An amount is at least 0 and has at most six decimals");
    assert_eq!(ids(&form).iter().filter(|id| **id == "T2-01").count(), 1);
}

#[test]
fn what_is_wrong_with_a_form_beside_the_library_is_told_all_of_it_with_its_lines() {
    let sound = made::copied("2027");
    let broken = sound.replace("requests.*.*-total", "requests.*.*-totle").replace("name: \"rules\"", "name: \"fees\"");
    let half = sound.char_indices().nth(sound.chars().count() / 2).expect("a half").0;
    let cut = &sound[..half];
    let same = made::copied("2028").replace("edition: \"2028\"", "edition: \"2021\"");
    let year = made::copied("2029").replace("first: 2029", "first: 2021");
    let files = [("a.ron", broken.as_str()), ("b.ron", cut), ("c.ron", &same), ("d.ron", &year), ("e.txt", "")];
    let (folder, forms) = forms(&[&files[..], &[("f.ron", &made::longer())]].concat());
    assert_eq!(forms.all().iter().map(|form| form.edition()).collect::<Vec<_>>(), ["2019", "2021", "2031"]);
    let words: Vec<String> = forms.faulty().iter().flat_map(|error| error.words(Lang::En)).collect();
    let line = |text: &str, part: &str| text[..text.find(part).expect(part)].matches('\n').count() + 1;
    let place = |file: &str, line: usize| format!("{}:{line}: ", folder.path().join(file).display());
    let told = |place: String, words_: &str| {
        assert!(words.iter().any(|told| *told == format!("{place}{words_}")), "{place}{words_}\n{}", words.join("\n"));
    };
    told(place("a.ron", line(&broken, "-totle")), "rule T3-03: there is no `totle`");
    let twice = broken.rfind("name: \"fees\"").expect("the second");
    told(
        place("a.ron", line(&broken, "\"proactive\"").max(broken[..twice].matches('\n').count() + 1)),
        "proactive.rows: `fees` appears twice",
    );
    told(place("c.ron", line(&same, "edition: ")), "edition: `2021` appears twice");
    told(place("d.ron", line(&year, "years: ")), "years: `2021` is already the first year of another edition");
    assert!(words.iter().any(|told| told.starts_with(&place("b.ron", cut.matches('\n').count() + 1)[..place("b.ron", 1).len() - 3])));
    let message = forms.faulty()[0].message(Lang::Zh);
    assert!(message.contains("报告格式没有使用") && !message.contains("there is"), "{message}");
}

#[test]
fn a_form_that_the_build_packed_is_what_its_files_make() {
    let forms = Forms::default();
    let packed = forms.edition("2021").expect("an edition");
    // As an edition beside the program's own it is read from its text.
    let text = include_str!("../../assets/forms/2021.ron");
    let text = text.replace("edition: \"2021\"", "edition: \"2099\"").replace("(first: 2021)", "(first: 2099)");
    let forms = Forms::default().with_texts(vec![("2099.ron".into(), text)]);
    assert!(forms.faulty().is_empty());
    let read = forms.edition("2099").expect("an edition");
    let told = |form: &Form| {
        let rules = form.definition().rules.iter();
        let told = |rule: &Rule| {
            let Rule { id, title, message, remedy, example, check, .. } = rule;
            format!("{id} {:?} {:?} {:?} {:?} {check:?}", **title, **message, **remedy, **example)
        };
        let help = form.tables().iter().flat_map(|table| &table.rows).map(|row| format!("{:?}", *row.help));
        rules.map(told).chain(help).collect::<Vec<_>>()
    };
    assert_eq!(told(packed), told(read));
    assert_eq!(format!("{:?}", packed.instances()), format!("{:?}", read.instances()));
    assert_eq!(
        format!("{:?}", packed.definition().tables[0].labels),
        format!("{:?}", read.definition().tables[0].labels)
    );
    let ids = |form: &Form| form.definition().collection.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(packed), ids(read));
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let written: Catalogue = options.from_str(include_str!("../../assets/words/prose.ron")).expect("words");
    let words = |words: &Option<Words>| format!("{:?}", words.as_ref().expect("words").get());
    assert_eq!(words(&packed.definition().vocabulary), words(&written.vocabulary));
}
