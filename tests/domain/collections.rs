//! Collections: what the bodies add up to, what that waits for, how rosters are joined, and every rule over many bodies held to
//! its examples.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji::domain::collection::example::gathered;
use gouji::domain::collection::finding::message;
use gouji::domain::collection::roster::{Adjustment, Body, Collection, Decision, Duty, Receipt, State, Verdict};
use gouji::domain::collection::rule::Gathered;
use gouji::domain::collection::sum::{Held, Member, Sum};
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::finding::Status;
use gouji::domain::form::Form;
use gouji::domain::report::{Report, Scope};
use gouji::domain::text::Lang;
use gouji::store::forms::Forms;
use proptest::prelude::*;

const AGENCY: &str = "某某县人民政府";
const NEW: &str = "requests.new.natural_person";

fn form() -> Arc<Form> {
    Arc::clone(Forms::default().edition("2021").expect("there"))
}

/// A report of one body whose other figures are 0.
fn held(form: &Arc<Form>, figures: &[(&str, &str)]) -> Held {
    let mut report = Report::new(Arc::clone(form), None, Some(2025), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Keyed));
    }
    for (cell, figure) in figures {
        let cell = form.find(cell).expect(cell);
        report.set_entry(cell, Entry::new(figure.parse().expect(figure), Origin::Keyed));
    }
    Held::new(form, report)
}

fn member(state: State, report: Option<Held>) -> Member {
    Member { state, report, last: None, over: Vec::new(), is_changed: false }
}

fn roster(groups: &[&str]) -> Collection {
    let body = |(place, group): (usize, &&str)| Body { group: (*group).into(), ..Body::new(&format!("第{place}局")) };
    Collection { bodies: groups.iter().enumerate().map(body).collect(), ..Collection::new(AGENCY, 2025) }
}

fn figure(sum: &Sum, cell: &str) -> String {
    sum.figure(sum.form().find(cell).expect(cell)).to_string()
}

/// The rules that fail.
fn failing(gathered: &Gathered) -> BTreeSet<String> {
    let failed = gathered.findings().into_iter().filter(|finding| finding.status == Status::Fail);
    failed.map(|finding| finding.rule(&gathered.form).id.clone()).collect()
}

#[test]
fn every_rule_has_a_collection_that_keeps_it_and_one_that_breaks_only_it() {
    let forms = Forms::default();
    let mut wrong = Vec::new();
    for form in forms.all() {
        let other = forms.all().iter().find(|other| other.edition() != form.edition());
        for rule in form.definition().collection.iter() {
            let name = format!("{} {}", form.edition(), rule.id);
            let kept = failing(&gathered(form, other, rule, false).expect(&name));
            let broken = failing(&gathered(form, other, rule, true).expect(&name));
            if !kept.is_empty() {
                wrong.push(format!("{name}: what keeps it breaks {kept:?}"));
            }
            if broken != BTreeSet::from([rule.id.clone()]) {
                wrong.push(format!("{name}: what breaks it breaks {broken:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rules_over_many_bodies_are_those_of_the_reference_and_one_of_ours() {
    let ids: BTreeSet<String> = form().definition().collection.iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(ids, (1..=15).map(|number| format!("AG-{number:02}")).collect());
}

#[test]
fn every_message_fills_in_all_its_parts_in_both_languages() {
    let form = form();
    let other = Arc::clone(Forms::default().edition("2019").expect("there"));
    for rule in form.definition().collection.iter() {
        let broken = gathered(&form, Some(&other), rule, true).expect("sound");
        for finding in broken.findings() {
            for lang in [Lang::Zh, Lang::En] {
                let words = message(&broken, &finding, lang);
                assert!(!words.contains(['{', '}', '?']) && words.chars().count() > 8, "{}: {words}", rule.id);
            }
        }
    }
}

#[test]
fn a_missing_body_makes_every_cell_pending_and_never_smaller() {
    let form = form();
    let members = [member(State::Accepted, Some(held(&form, &[(NEW, "3")]))), member(State::Missing, None)];
    let sum = Sum::new(&form, &roster(&["", ""]), &members, None);
    assert_eq!((figure(&sum, NEW), sum.bodies.len(), sum.of(), &sum.missing[..]), (String::new(), 1, 2, &[1][..]));
    assert!(form.cells().all(|cell| sum.figure(cell).is_unfilled() && sum.waiting(cell) == [1]));
}

#[test]
fn an_unfilled_cell_makes_its_own_sum_pending_with_its_totals_and_no_other() {
    let form = form();
    let members = [
        member(State::Accepted, Some(held(&form, &[(NEW, "3")]))),
        member(State::Accepted, Some(held(&form, &[(NEW, "")]))),
    ];
    let sum = Sum::new(&form, &roster(&["", ""]), &members, None);
    let pending: Vec<&str> =
        form.cells().filter(|&cell| sum.figure(cell).is_unfilled()).map(|cell| form.cell(cell).name.as_str()).collect();
    assert_eq!(pending, [NEW, "requests.new.total"]);
    assert_eq!(sum.waiting(form.find("requests.new.total").expect("there")), [1]);
}

#[test]
fn not_applicable_counts_as_nothing_and_is_the_sum_only_where_all_say_so() {
    let form = form();
    let with = |figure: &str| member(State::Accepted, Some(held(&form, &[(NEW, figure)])));
    let both = Sum::new(&form, &roster(&["", ""]), &[with("/"), with("/")], None);
    let one = Sum::new(&form, &roster(&["", ""]), &[with("/"), with("4")], None);
    assert_eq!((figure(&both, NEW), figure(&one, NEW)), ("/".into(), "4".into()));
    assert_eq!(figure(&both, "requests.new.total"), "0");
}

#[test]
fn amounts_are_exact() {
    let form = form();
    let with = |figure: &str| member(State::Accepted, Some(held(&form, &[("proactive.fees.amount", figure)])));
    let members = [with("0.1"), with("0.2"), with("0.000001")];
    let sum = Sum::new(&form, &roster(&["", "", ""]), &members, None);
    assert_eq!(figure(&sum, "proactive.fees.amount"), "0.300001");
}

#[test]
fn exempt_bodies_do_not_count_and_those_that_need_not_report_count_where_they_did() {
    let form = form();
    let date = Default::default();
    let receipt = || Receipt {
        name: "a".into(),
        kept: "a".into(),
        sha256: String::new(),
        content: String::new(),
        tables: String::new(),
        date,
    };
    let separate = Body { duty: Duty::Separate, receipts: vec![receipt()], ..Body::new("甲局") };
    let verdict = Verdict::Exempted("撤销".into());
    let decisions = vec![Decision { verdict, by: "张某".into(), date, receipts: 1 }];
    let exempted = Body { receipts: vec![receipt()], decisions, ..Body::new("乙局") };
    let collection = Collection { bodies: vec![separate, exempted], ..Collection::new(AGENCY, 2025) };
    let members: Vec<Member> =
        collection.bodies.iter().map(|body| member(body.state_with(true), Some(held(&form, &[(NEW, "5")])))).collect();
    let sum = Sum::new(&form, &collection, &members, None);
    assert_eq!((figure(&sum, NEW), sum.bodies, sum.missing), ("5".into(), vec![0], vec![]));
}

#[test]
fn adjustments_belong_to_the_sum_over_all_and_to_no_group() {
    let form = form();
    let mut collection = roster(&["部门"]);
    let (cell, amount) = (NEW.into(), "-2".parse().expect("a number"));
    let (reason, by, date) = ("共同被告".into(), "张某".into(), Default::default());
    collection.adjustments.push(Adjustment { cell, amount, reason, by, date });
    let members = [member(State::Accepted, Some(held(&form, &[(NEW, "5")])))];
    let [all, group] = [None, Some("部门")].map(|group| Sum::new(&form, &collection, &members, group));
    assert_eq!((figure(&all, NEW), figure(&group, NEW)), ("3".into(), "5".into()));
    assert_eq!(figure(&all, "requests.new.total"), "3");
}

#[test]
fn a_sum_is_provisional_until_every_body_is_accepted() {
    let form = form();
    for (state, provisional) in [(State::Accepted, false), (State::Received, true), (State::Returned, true)] {
        let members = [member(State::Accepted, Some(held(&form, &[]))), member(state, Some(held(&form, &[])))];
        assert_eq!(Sum::new(&form, &roster(&["", ""]), &members, None).provisional, provisional, "{state:?}");
    }
}

#[test]
fn a_cell_ranks_its_bodies_with_last_year_beside() {
    let form = form();
    let with = |figure: &str, last: Option<&str>| Member {
        last: last.map(|last| held(&form, &[(NEW, last)])),
        ..member(State::Accepted, Some(held(&form, &[(NEW, figure)])))
    };
    let members = [with("2", Some("7")), with("9", None), member(State::Missing, None)];
    let sum = Sum::new(&form, &roster(&["", "", ""]), &members, None);
    let ranking = sum.ranking(&members, form.find(NEW).expect("there"));
    let told: Vec<_> = ranking.iter().map(|share| (share.body, share.figure.to_string(), share.change)).collect();
    let change = Some("-5".parse().expect("a number"));
    assert_eq!(told, [(1, "9".into(), None), (0, "2".into(), change), (2, String::new(), None)]);
}

/// A collection of two bodies with something printed of their sum.
fn printed(figures: [&[(&str, &str)]; 2], last: Option<&[(&str, &str)]>, printed: &[(&str, &str)]) -> Gathered {
    let form = form();
    let collection = roster(&["", ""]);
    let mut members: Vec<Member> =
        figures.iter().map(|figures| member(State::Accepted, Some(held(&form, figures)))).collect();
    members[1].last = last.map(|last| held(&form, last));
    let sum = Sum::new(&form, &collection, &members, None);
    let printed = Some(held(&form, printed));
    let (last_printed, last, left, own, kinds) = (None, None, Vec::new(), None, Vec::new());
    Gathered { form, collection, members, printed, last_printed, last, left, own, kinds, sum }
}

#[track_caller]
fn explained(gathered: &Gathered, words: &str) {
    let findings = gathered.findings();
    let told: Vec<String> = findings.iter().map(|finding| message(gathered, finding, Lang::Zh)).collect();
    let all = told.iter().filter(|told| told.contains(words)).count();
    assert_eq!(all, 1, "{words}: {told:?}");
}

#[test]
fn a_printed_sum_names_the_body_whose_figure_it_is_off_by() {
    let two = [&[(NEW, "3")][..], &[(NEW, "40")][..]];
    explained(&printed(two, None, &[(NEW, "3")]), "漏加了第1局的数");
    explained(&printed(two, None, &[(NEW, "83")]), "第1局的数加了两次");
    explained(&printed(two, Some(&[(NEW, "31")]), &[(NEW, "34")]), "第1局用了上年的数");
    let amount = "proactive.fees.amount";
    let two = [&[(amount, "3")][..], &[(amount, "0.5")][..]];
    explained(&printed(two, None, &[(amount, "5003")]), "第1局的数按较小的单位加了");
}

#[test]
fn a_body_that_was_left_out_of_many_cells_is_told_once() {
    let others = &[(NEW, "3"), ("requests.granted.natural_person", "3")][..];
    let left_out =
        &[(NEW, "40"), ("requests.granted.natural_person", "30"), ("requests.carried_out.natural_person", "10")];
    let gathered = printed([others, left_out], None, others);
    let findings = gathered.findings();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!((findings[0].body, findings[0].cells.len()), (Some(1), 3));
    explained(&gathered, "漏加了第1局的数");
}

#[test]
fn this_year_s_roster_begins_with_last_year_s_and_takes_no_decisions_over() {
    let due = "2025-01-20".parse().expect("a date");
    let receipts = vec![Receipt {
        name: "a".into(),
        kept: "a".into(),
        sha256: String::new(),
        content: String::new(),
        tables: String::new(),
        date: due,
    }];
    let body =
        Body { group: "部门".into(), former: vec!["乙委".into()], due: Some(due), receipts, ..Body::new("乙局") };
    let last = Collection { bodies: vec![body], ..Collection::new(AGENCY, 2024) };
    let next = Collection::following(&last, 2025);
    let due = Some("2026-01-20".parse().expect("a date"));
    let body = Body { group: "部门".into(), former: vec!["乙委".into()], due, ..Body::new("乙局") };
    assert_eq!(next, Collection { bodies: vec![body], ..Collection::new(AGENCY, 2025) });
}

#[test]
fn a_list_taken_into_a_roster_keeps_what_happened_and_says_who_is_new_and_gone() {
    let date = Default::default();
    let receipt = Receipt {
        name: "a".into(),
        kept: "a".into(),
        sha256: String::new(),
        content: String::new(),
        tables: String::new(),
        date,
    };
    let handed_in = |name: &str| Body { receipts: vec![receipt.clone()], ..Body::new(name) };
    let bodies = vec![handed_in("甲委"), Body::new("乙局"), handed_in("丙局"), Body::new("丁局")];
    let mut collection = Collection { bodies, ..Collection::new(AGENCY, 2025) };
    let renamed = Body { former: vec!["甲委".into()], ..Body::new("甲局") };
    let merged = collection.take_roster(vec![Body::new("新局"), renamed, Body::new("丁局")]);
    let of = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    assert_eq!((merged.new, merged.gone), (of(&["新局"]), of(&["乙局"])));
    assert_eq!((merged.kept, merged.changed), (of(&["丙局"]), of(&["甲局"])));
    let names: Vec<&str> = collection.bodies.iter().map(|body| body.name.as_str()).collect();
    assert_eq!(names, ["新局", "甲局", "丁局", "丙局"]);
    assert_eq!(collection.bodies[1].receipts.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_sum_does_not_depend_on_the_order_and_is_that_of_its_groups(
        figures in prop::collection::vec((0_u32..1_000_000, 0_usize..3, 0_u32..100_000), 1..12),
        turn in 0_usize..12,
    ) {
        let form = form();
        let groups = ["部门", "乡镇街道", "下级政府"];
        let body = |&(count, group, amount): &(u32, usize, u32)| {
            let amount = format!("{}.{:02}", amount / 100, amount % 100);
            let figures = [(NEW, &*count.to_string()), ("proactive.fees.amount", &*amount)];
            (groups[group], member(State::Accepted, Some(held(&form, &figures))))
        };
        let sum = |figures: &[(u32, usize, u32)], group: Option<&str>| {
            let (groups, members): (Vec<&str>, Vec<Member>) = figures.iter().map(body).unzip();
            Sum::new(&form, &roster(&groups), &members, group)
        };
        let mut turned = figures.clone();
        turned.rotate_left(turn % figures.len());
        let (all, turned) = (sum(&figures, None), sum(&turned, None));
        prop_assert!(form.cells().all(|cell| all.figure(cell) == turned.figure(cell)));
        for cell in [NEW, "requests.new.total", "proactive.fees.amount"] {
            let cell = form.find(cell).expect("there");
            let parts = groups.iter().map(|group| sum(&figures, Some(group))).filter(|sum| !sum.bodies.is_empty());
            let added = parts.filter_map(|sum| sum.figure(cell).counted()).try_fold(
                gouji::domain::number::Number::ZERO,
                |sum, part| sum.checked_add(part),
            );
            prop_assert_eq!(all.figure(cell).counted(), added.ok());
        }
    }
}
