//! Every defect of a definition is found, all of them at once, and no definition however wild brings the program down.

use gouji::domain::definition::{Check, Definition, Each, Figures, GridPlace, LooseLabel, Packed, Rule};
use gouji::domain::form::{Defect, Form};
use gouji::domain::rule::Outcome;
use gouji::domain::session::Session;
use gouji::domain::text::Text;
use proptest::prelude::*;

use crate::forms::{fill, form, nil, third_edition};

fn defects(change: impl FnOnce(&mut Definition)) -> Vec<Defect> {
    let mut definition = third_edition().definition().clone();
    change(&mut definition);
    Form::new(definition).err().unwrap_or_default()
}

fn place(at: (u16, u16), span: (u16, u16)) -> GridPlace {
    GridPlace { at, span }
}

fn text(zh: &str, en: &str) -> Packed<Text> {
    Text { zh: zh.into(), en: en.into() }.into()
}

fn equal(definition: &mut Definition, left: &str, right: &str) {
    definition.rules[3].each = Each::Once;
    definition.rules[3].check = Check::Equal { left: vec![left.into()], right: vec![right.into()] };
}

fn total(definition: &mut Definition, id: &str, total: &str, of: &[&str]) {
    let of = of.iter().map(ToString::to_string).collect();
    let check = Check::Total { total: total.into(), of };
    let rule = Rule { id: id.into(), each: Each::Once, check, ..definition.rules[0].clone() };
    definition.rules.push(rule);
}

/// Asserts that the defect is found, and nothing else, and is told in words that name the place.
#[track_caller]
fn only(found: Vec<Defect>, words: &str) {
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, [words]);
}

#[test]
fn a_sound_definition_has_no_defect() {
    assert_eq!(defects(|_| {}), []);
}

#[test]
fn a_file_of_another_version_is_refused() {
    only(defects(|d| d.version = 2), "form file version 2, this program reads 1");
}

#[test]
fn a_name_that_stands_twice_is_a_defect_in_every_list() {
    only(defects(|d| d.chapters[2].id = "1".into()), "chapters: `1` appears twice");
    only(defects(|d| d.chapters[2].id = "closing".into()), "chapters: `closing` appears twice");
    only(defects(|d| d.chapters[2].table = Some("funds".into())), "chapters.table: `funds` appears twice");
    only(defects(|d| d.rules[4].id = "V-03".into()), "rules: `V-03` appears twice");
    only(defects(|d| d.tables[1].rows[1].name = "projects".into()), "funds.rows: `projects` appears twice");
    let groups = |d: &mut Definition| d.tables[0].row_groups[0].name = "year".into();
    assert!(defects(groups).iter().any(|d| d.to_string() == "visits.row_groups: `year` appears twice"));
    let cells = |d: &mut Definition| {
        let Figures::Cells(cells) = &mut d.tables[1].rows[1].figures else { panic!("cells") };
        cells.push(cells[0].clone());
    };
    only(defects(cells), "funds.spent: `amount` appears twice");
}

#[test]
fn a_name_of_something_that_is_not_there_is_a_defect() {
    only(defects(|d| d.tables[0].rows[0].group = Some("nights".into())), "visits.morning: there is no `nights`");
    only(
        defects(|d| d.tables[0].row_groups[1].within = Some("decade".into())),
        "visits.row_groups.year: there is no `decade`",
    );
    only(defects(|d| d.rules[0].each = Each::Row("visit".into())), "rule V-01: there is no `visit`");
    only(defects(|d| equal(d, "visits.noon.sum", "visits.all.sum")), "rule F-01: there is no `noon`");
    only(defects(|d| equal(d, "visits.sum", "visits.all.sum")), "rule F-01: there is no `visits.sum`");
    only(defects(|d| equal(d, "visit.all.sum", "visits.all.sum")), "rule F-01: there is no `visit.all.sum`");
    let found = defects(|d| d.chapters[1].table = Some("fund".into()));
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, ["chapter 2: there is no `fund`", "table funds: there is no `chapter`"]);
    let column = |d: &mut Definition| {
        let Figures::Cells(cells) = &mut d.tables[1].rows[0].figures else { panic!("cells") };
        cells[2].column = "then".into();
    };
    let found = defects(column);
    assert_eq!(found[0], Defect::Unknown { by: "funds.projects".into(), name: "then".into() });
}

#[test]
fn a_range_that_ends_before_it_begins_is_a_defect() {
    let backward = |d: &mut Definition| equal(d, "visits.evening:morning.sum", "visits.all.sum");
    only(defects(backward), "rule F-01: the range `evening:morning` ends before it begins");
}

#[test]
fn what_depends_on_itself_is_a_defect_told_once() {
    let groups = |d: &mut Definition| d.tables[0].row_groups[1].within = Some("days".into());
    only(defects(groups), "these depend on themselves: days, year");
    let own = |d: &mut Definition| total(d, "X", "visits.morning.adults", &["visits.morning.adults"]);
    assert!(defects(own).iter().any(|defect| matches!(defect, Defect::Cycle(_))));
    let around = |d: &mut Definition| total(d, "X", "visits.morning.adults", &["visits.all.adults"]);
    assert!(defects(around).iter().any(|defect| matches!(defect, Defect::Cycle(names) if names.len() > 1)));
}

#[test]
fn an_overlap_is_told_once_for_two_entries() {
    let wide = |d: &mut Definition| d.tables[0].labels[0].places[0] = place((0, 0), (1, 3));
    only(defects(wide), "visits: grid cell (0, 2) is covered by `时段` and by `成人`");
    let tall = |d: &mut Definition| d.tables[0].row_groups[1].places[0] = place((1, 0), (4, 1));
    only(defects(tall), "visits: grid cell (4, 0) is covered by `全年` and by `合计`");
    let label = LooseLabel { text: "满".into(), places: vec![place((0, 0), (5, 5))] };
    let covering = |d: &mut Definition| d.tables[0].labels.push(label);
    assert_eq!(defects(covering).len(), 10 + 9, "one for each place of a label and each figure");
}

#[test]
fn a_grid_cell_that_nothing_covers_is_a_defect() {
    only(defects(|d| d.tables[0].columns[1].places.clear()), "visits: nothing covers grid cell (0, 3)");
}

#[test]
fn what_does_not_fit_the_grid_is_a_defect() {
    let outside = |d: &mut Definition| d.tables[0].columns[1].places.push(place((0, 5), (1, 1)));
    only(defects(outside), "visits: `儿童` at (0, 5) spanning (1, 1) does not fit the grid");
    let far = |d: &mut Definition| d.tables[0].columns[1].places.push(place((u16::MAX, u16::MAX), (u16::MAX, 1)));
    only(defects(far), "visits: `儿童` at (65535, 65535) spanning (65535, 1) does not fit the grid");
    let empty = |d: &mut Definition| d.tables[0].columns[1].places.push(place((0, 0), (0, 1)));
    only(defects(empty), "visits: `儿童` at (0, 0) spanning (0, 1) does not fit the grid");
    let head = |d: &mut Definition| d.tables[0].head_rows = 6;
    only(defects(head), "visits: `head_rows` at (0, 0) spanning (6, 5) does not fit the grid");
    let line = |d: &mut Definition| d.tables[0].rows[2].figures = Figures::Line((4, u16::MAX));
    let outside = |defect: &&Defect| matches!(defect, Defect::OutOfGrid { .. });
    assert_eq!(defects(line).iter().filter(outside).count(), 3);
}

#[test]
fn a_list_of_the_wrong_length_is_a_defect() {
    only(defects(|d| d.tables[0].widths.push(1)), "visits.widths: 6 entries, 5 are needed");
    assert!(defects(|d| d.tables.clear()).contains(&Defect::Length { list: "tables".into(), wanted: 1, found: 0 }));
    let rows = Defect::Length { list: "visits.rows".into(), wanted: 1, found: 0 };
    assert!(defects(|d| d.tables[0].rows.clear()).contains(&rows));
    let columns = Defect::Length { list: "visits.columns".into(), wanted: 1, found: 0 };
    assert!(defects(|d| d.tables[0].columns.clear()).contains(&columns));
    let figures = Defect::Length { list: "funds.spent".into(), wanted: 1, found: 0 };
    assert!(defects(|d| d.tables[1].rows[1].figures = Figures::Cells(Vec::new())).contains(&figures));
}

#[test]
fn a_rule_that_cannot_be_judged_is_a_defect() {
    let bound = |d: &mut Definition| d.rules[4].check = bounds("funds.*.amount", "1.2.3");
    only(defects(bound), "rule F-02: `1.2.3`: not a plain number");
    only(defects(|d| equal(d, "funds.spent.now", "funds.projects.now")), "rule F-01: one side names no cell");
    only(defects(|d| equal(d, "funds.spent.now", "funds.projects.amount")), "rule F-01: names no cell");
    let many = |d: &mut Definition| total(d, "X", "visits.all.*", &["funds.projects.*"]);
    only(defects(many), "rule X: a total is one cell, and adds cells up");
    let less = |d: &mut Definition| total(d, "X", "funds.projects.now", &["-visits.all.sum"]);
    only(defects(less), "rule X: a total is one cell, and adds cells up");
    let twice = |d: &mut Definition| total(d, "X", "funds.projects.now", &["visits.*.sum", "visits.all.sum"]);
    only(defects(twice), "rule X: `visits.all.sum` names a cell for a second time");
}

fn bounds(cells: &str, least: &str) -> Check {
    Check::Bounds { cells: vec![cells.into()], least: Some(least.into()), places: 0 }
}

#[test]
fn what_cannot_be_used_as_it_is_is_a_defect() {
    let problem = "is not made of ASCII letters, digits and _";
    only(defects(|d| d.tables[1].rows[1].name = "a.b".into()), &format!("funds.rows: `a.b` {problem}"));
    only(defects(|d| d.chapters[2].id = "三".into()), &format!("chapters: `三` {problem}"));
    only(defects(|d| d.edition = String::new()), &format!("edition: `` {problem}"));
    only(defects(|d| d.years.last = Some(2029)), "years: `2030 to 2029` ends before it begins");
    only(defects(|d| d.tables[0].widths[1] = 0), "visits.widths: `0` leaves no room for a column");
    only(defects(|d| d.rules[0].remedy = text("?", "{wher}")), "rule V-01: `wher` is nothing that is filled in");
    only(defects(|d| d.title = "{agency}{year}".into()), "title: `agency` is nothing that is filled in");
}

#[test]
fn a_form_too_large_to_be_one_is_refused_at_once() {
    let found = defects(|d| (d.tables[0].size, d.version) = ((u16::MAX, u16::MAX), 9));
    let cells = usize::from(u16::MAX).pow(2) + 12;
    assert_eq!(found, [Defect::Version(9), Defect::TooLarge { cells, most: 4_000 }]);
}

#[test]
fn a_missing_text_is_a_defect_wherever_it_is_missing() {
    let missing = |of: &str| format!("{of}: a text is empty, in Chinese or in English");
    only(defects(|d| d.name.en.clear()), &missing("form"));
    only(defects(|d| d.chapters[0].help = text("", "?")), &missing("chapter 1"));
    only(defects(|d| d.tables[0].short.en = " ".into()), &missing("table visits"));
    only(defects(|d| d.tables[0].row_groups[0].label.clear()), &missing("visits.days"));
    only(defects(|d| d.tables[0].rows[0].short.zh.clear()), &missing("visits.morning"));
    only(defects(|d| d.tables[0].columns[0].unit.clear()), &missing("visits.adults"));
    only(defects(|d| d.rules[1].remedy = text("?", "")), &missing("rule V-02"));
}

#[test]
fn several_defects_are_reported_together() {
    let found = defects(|d| {
        d.version = 7;
        d.chapters[0].help = text("", "?");
        d.tables[0].columns[1].places.clear();
        d.tables[1].rows[0].group = Some("nowhere".into());
        d.rules[0].check = bounds("visits.*.*", "x");
        d.rules[3].each = Each::Column("nothing".into());
        total(d, "X", "visits.morning.adults", &["visits.morning.sum"]);
    });
    let kinds: Vec<_> = found.iter().map(std::mem::discriminant).collect();
    let distinct: Vec<_> = kinds.iter().enumerate().filter(|(i, kind)| !kinds[..*i].contains(kind)).collect();
    assert_eq!(distinct.len(), 6, "{found:#?}");
    assert_eq!(found.len(), 7, "{found:#?}");
}

#[test]
fn a_second_definition_of_a_total_checks_the_first() {
    let mut definition = third_edition().definition().clone();
    total(&mut definition, "X", "visits.all.adults", &["visits.morning.adults"]);
    let form = std::sync::Arc::new(Form::new(definition).expect("sound"));
    let mut report = nil(&form);
    fill(&mut report, &[("visits.evening.adults", "3")]);
    let session = Session::new(report);
    let failed: Vec<_> = session.outcomes().iter().filter(|outcome| **outcome == Outcome::Fail).collect();
    // The first definition computes 3; the second says 0. The range check of the funds fails beside it.
    assert_eq!(failed.len(), 2, "{:?}", session.findings());
    let finding = session.findings().into_iter().find(|f| f.rule(&form).id == "X").expect("a finding");
    assert_eq!(finding.difference.map(|d| d.to_string()), Some("3".into()));
}

/// One wild change of a definition.
#[derive(Debug, Clone)]
enum Wild {
    RowName(usize, String),
    ColumnName(usize, String),
    Group(usize, String),
    Within(usize, String),
    RowPlace(usize, GridPlace),
    ColumnPlace(usize, GridPlace),
    Line(usize, (u16, u16)),
    Size(usize, (u16, u16)),
    Head(usize, u16),
    Widths(usize, Vec<u16>),
    NoRows(usize),
    NoColumns(usize),
    Terms(usize, Vec<String>, Vec<String>),
    Total(usize, String, Vec<String>),
    Least(usize, String, u32),
    Along(usize, String),
}

const NAMES: [&str; 10] =
    ["requests", "new", "total", "granted", "other_other", "results", "denied", "organisations", "", "é.:*"];

const PATTERNS: [&str; 5] =
    ["requests.*.*", "*.*.*", "requests.new:granted.*", "-requests.total:new.total", "disputes.*.total"];

fn wild() -> impl Strategy<Value = Wild> {
    let index = || 0..64_usize;
    let number = || prop_oneof![4 => 0..30_u16, 1 => Just(u16::MAX), 1 => any::<u16>()];
    let place = move || ((number(), number()), (number(), number())).prop_map(|(at, span)| GridPlace { at, span });
    let name = move || prop_oneof![3 => prop::sample::select(&NAMES[..]).prop_map(String::from), 1 => "\\PC{0,6}"];
    let pattern =
        move || prop_oneof![3 => prop::sample::select(&PATTERNS[..]).prop_map(String::from), 1 => "-?[a-z*:.]{0,12}"];
    let terms = move || prop::collection::vec(pattern(), 0..4);
    prop_oneof![
        (index(), name()).prop_map(|(i, n)| Wild::RowName(i, n)),
        (index(), name()).prop_map(|(i, n)| Wild::ColumnName(i, n)),
        (index(), name()).prop_map(|(i, n)| Wild::Group(i, n)),
        (index(), name()).prop_map(|(i, n)| Wild::Within(i, n)),
        (index(), place()).prop_map(|(i, p)| Wild::RowPlace(i, p)),
        (index(), place()).prop_map(|(i, p)| Wild::ColumnPlace(i, p)),
        (index(), (number(), number())).prop_map(|(i, at)| Wild::Line(i, at)),
        (index(), (number(), number())).prop_map(|(i, size)| Wild::Size(i, size)),
        (index(), number()).prop_map(|(i, head)| Wild::Head(i, head)),
        (index(), prop::collection::vec(number(), 0..20)).prop_map(|(i, widths)| Wild::Widths(i, widths)),
        index().prop_map(Wild::NoRows),
        index().prop_map(Wild::NoColumns),
        (index(), terms(), terms()).prop_map(|(i, left, right)| Wild::Terms(i, left, right)),
        (index(), pattern(), terms()).prop_map(|(i, total, of)| Wild::Total(i, total, of)),
        (index(), "[-0-9.]{0,30}", any::<u32>()).prop_map(|(i, least, places)| Wild::Least(i, least, places)),
        (index(), name()).prop_map(|(i, n)| Wild::Along(i, n)),
    ]
}

/// The member of a list that an index means, where the list has any.
fn pick<T>(list: &mut [T], index: usize) -> Option<&mut T> {
    let length = list.len().max(1);
    list.get_mut(index % length)
}

fn apply(definition: &mut Definition, wild: Wild) -> Option<()> {
    let Definition { tables, rules, .. } = definition;
    let table = |i: usize| i % 3;
    match wild {
        Wild::RowName(i, name) => pick(&mut tables[table(i)].rows, i)?.name = name,
        Wild::ColumnName(i, name) => pick(&mut tables[table(i)].columns, i)?.name = name,
        Wild::Group(i, name) => pick(&mut tables[table(i)].rows, i)?.group = Some(name),
        Wild::Within(i, name) => pick(&mut tables[table(i)].row_groups, i)?.within = Some(name),
        Wild::RowPlace(i, place) => pick(&mut tables[table(i)].rows, i)?.places.push(place),
        Wild::ColumnPlace(i, place) => pick(&mut tables[table(i)].columns, i)?.places.push(place),
        Wild::Line(i, at) => pick(&mut tables[table(i)].rows, i)?.figures = Figures::Line(at),
        Wild::Size(i, size) => tables[table(i)].size = size,
        Wild::Head(i, head) => tables[table(i)].head_rows = head,
        Wild::Widths(i, widths) => tables[table(i)].widths = widths,
        Wild::NoRows(i) => tables[table(i)].rows.clear(),
        Wild::NoColumns(i) => tables[table(i)].columns.clear(),
        Wild::Terms(i, left, right) => pick(rules, i)?.check = Check::Equal { left, right },
        Wild::Total(i, total, of) => pick(rules, i)?.check = Check::Total { total, of },
        Wild::Least(i, least, places) => {
            pick(rules, i)?.check = Check::Bounds { cells: vec!["requests.*.*".into()], least: Some(least), places };
        }
        Wild::Along(i, name) => pick(rules, i)?.each = Each::Column(name),
    }
    Some(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_definition_brings_the_program_down(changes in prop::collection::vec(wild(), 1..6)) {
        let mut definition = form("2021").definition().clone();
        for change in changes {
            apply(&mut definition, change);
        }
        match Form::new(definition) {
            Err(defects) => {
                prop_assert!(!defects.is_empty());
                prop_assert!(defects.iter().all(|defect| !defect.to_string().is_empty()));
            }
            // What is accepted can be worked with.
            Ok(form) => {
                let session = Session::new(nil(&std::sync::Arc::new(form)));
                prop_assert_eq!(session.outcomes().len(), session.form().instances().len());
            }
        }
    }
}
