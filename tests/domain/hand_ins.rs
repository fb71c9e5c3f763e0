//! What is handed in to a collecting office: whose it is by its name, what goes on a return slip, who is waited for.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji::domain::collection::chasing::{awaited, text};
use gouji::domain::collection::matching::{Match, find, named_in};
use gouji::domain::collection::roster::{Body, Collection, Decision, Duty, Receipt, Slip, State, Verdict};
use gouji::domain::collection::slip::{Warnings, labels, points, ticked};
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::session::Session;
use gouji::domain::text::Lang;
use gouji::store::forms::Forms;

fn roster(names: &[(&str, &[&str])]) -> Collection {
    let body = |(name, former): &(&str, &[&str])| Body {
        former: former.iter().map(|name| name.to_string()).collect(),
        ..Body::new(name)
    };
    Collection { bodies: names.iter().map(body).collect(), ..Collection::new("川北县人民政府", 2025) }
}

fn county() -> Collection {
    roster(&[
        ("川北县财政局", &[]),
        ("川北县卫生健康局", &["川北县卫生局", "川北县卫生和计划生育局"]),
        ("川北县发展和改革局", &[]),
        ("甲山镇人民政府", &[]),
        ("川北县人民政府办公室", &[]),
    ])
}

fn near(name: &str) -> Vec<String> {
    let county = county();
    match find(&county, name) {
        Match::Near(near) => near.into_iter().map(|index| county.bodies[index].name.clone()).collect(),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn full_and_former_names_are_taken_in_every_spelling() {
    let county = county();
    for (name, body) in [
        ("川北县财政局", 0),
        (" 川北县 财政局\u{3000}", 0),
        ("川北縣財政局", 0),
        ("川北县卫生局", 1),
        ("川北县卫生和计划生育局", 1),
    ] {
        assert_eq!(find(&county, name), Match::Body(body), "{name}");
    }
}

#[test]
fn near_names_are_offered_and_never_taken() {
    assert_eq!(near("财政局"), ["川北县财政局"], "without the county");
    assert_eq!(near("巴山市川北县财政局"), ["川北县财政局"], "with the city");
    assert_eq!(near("川北县财政委员会")[0], "川北县财政局", "as another kind of body");
    assert_eq!(near("川北县发展和改革委员会")[0], "川北县发展和改革局");
    assert_eq!(near("川北县卫生健康委员会")[0], "川北县卫生健康局");
    assert_eq!(near("川北县发展与改革局")[0], "川北县发展和改革局", "a slip in a long name");
}

#[test]
fn other_bodies_are_near_none() {
    for name in ["川北县民政局", "乙水镇人民政府", "川南县水利局", "", "局"] {
        assert_eq!(find(&county(), name), Match::None, "{name}");
    }
}

#[test]
fn of_a_name_that_two_bodies_had_before_neither_is_taken() {
    let county = roster(&[("甲局", &["甲乙局"]), ("乙局", &["甲乙局"])]);
    assert_eq!(find(&county, "甲乙局"), Match::Near(vec![0, 1]));
}

#[test]
fn a_files_name_only_offers() {
    assert_eq!(named_in(&county(), "收件/1 川北县财政局2025年报（终）.csv"), [0]);
    assert_eq!(named_in(&county(), "收件/年报.csv"), [0usize; 0]);
}

/// A balanced report with these figures besides.
fn session(figures: &[(&str, &str)]) -> Session {
    let form = Arc::clone(Forms::default().edition("2021").expect("there"));
    let mut report = Report::new(Arc::clone(&form), Some("甲局".into()), Some(2025), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Keyed));
    }
    for (cell, figure) in figures {
        let cell = form.find(cell).expect(cell);
        let entry = match *figure {
            "" => Entry::UNFILLED,
            figure => Entry::new(figure.parse().expect(figure), Origin::Keyed),
        };
        report.set_entry(cell, entry);
    }
    // A chapter of one sentence is worth a warning, or several.
    report.set_text(Part::Chapter(0), "一年来的工作。".into());
    Session::new(report)
}

const WRONG: [(&str, &str); 2] = [("requests.new.enterprise", "7"), ("requests.granted.enterprise", "8")];

#[test]
fn a_slip_has_every_open_error_with_both_numbers_and_only_the_warnings_that_are_wanted() {
    let session = session(&WRONG);
    let errors = points(&session, &Warnings::None, Lang::Zh);
    let column =
        errors.iter().find(|point| point.cells.contains(&"requests.new.enterprise".to_string())).expect("told");
    assert_eq!((column.rule.as_str(), &column.sides), ("T3-01", &Some(("7".to_string(), "8".to_string()))));
    assert!(column.message.contains("核对"), "what to do: {}", column.message);
    let all = points(&session, &Warnings::All, Lang::Zh);
    let warning = all.iter().find(|point| !errors.contains(point)).expect("a warning").rule.clone();
    let of = points(&session, &Warnings::Of(BTreeSet::from([warning.clone()])), Lang::Zh);
    assert!(of.len() > errors.len() && of.iter().all(|point| errors.contains(point) || point.rule == warning));
}

#[test]
fn points_tick_themselves_off_one_by_one_and_new_ones_are_said() {
    let slip = Slip { number: 4, points: points(&session(&WRONG), &Warnings::None, Lang::Zh), ..Slip::default() };
    let count = slip.points.len();
    let same = ticked(&slip, &session(&WRONG), Lang::Zh);
    assert_eq!((same.settled.len(), same.open.len(), same.new.len()), (0, count, 0));
    let mended = ticked(&slip, &session(&[WRONG[0], ("requests.granted.enterprise", "7")]), Lang::Zh);
    assert_eq!((mended.settled.len(), mended.open.len(), mended.new.len()), (count, 0, 0));
    // The same fault by other numbers is open; one in another column is new, and the total's stays.
    let other =
        ticked(&slip, &session(&[("requests.new.enterprise", "7"), ("requests.granted.enterprise", "9")]), Lang::Zh);
    assert_eq!((other.settled.len(), other.open.len()), (0, count));
    let moved = [WRONG[0], ("requests.granted.enterprise", "7"), ("requests.new.research", "1")];
    let moved = ticked(&slip, &session(&moved), Lang::Zh);
    assert!(moved.new.iter().any(|point| point.cells.contains(&"requests.new.research".to_string())), "{moved:?}");
    assert!(!moved.settled.is_empty());
    let emptied = ticked(&slip, &session(&[WRONG[0], ("requests.granted.enterprise", "")]), Lang::Zh);
    assert_eq!(emptied.open.len(), count, "a cell that was emptied settles nothing");
}

#[test]
fn cells_are_called_by_their_official_labels() {
    let session = session(&[]);
    let cells = ["requests.new.natural_person", "requests.new.total", "gone.from.here"].map(String::from);
    let said = labels(session.form(), &cells, Lang::Zh);
    assert_eq!(said.len(), 2);
    assert!(said[0].contains("本年新收") && said[0].contains("自然人、") && said[0].ends_with("总计"), "{said:?}");
    assert_eq!(said[1], "gone.from.here");
}

#[test]
fn who_is_waited_for_is_told_by_group_the_latest_first() {
    let date = |text: &str| text.parse().expect("a date");
    let mut county =
        roster(&[("甲局", &[]), ("乙局", &[]), ("丙局", &[]), ("丁局", &[]), ("戊局", &[]), ("己局", &[])]);
    let receipt = Receipt {
        name: String::new(),
        kept: String::new(),
        sha256: String::new(),
        content: String::new(),
        tables: String::new(),
        date: date("2026-01-10"),
    };
    let bodies = &mut county.bodies;
    bodies[0].due = Some(date("2026-01-20"));
    bodies[1].due = Some(date("2026-01-15"));
    bodies[2].due = Some(date("2026-02-15"));
    bodies[3].duty = Duty::Exempt("撤销".into());
    bodies[4].receipts = vec![receipt.clone()];
    let slip = Slip { number: 2, due: Some(date("2026-01-30")), ..Slip::default() };
    bodies[4].decisions =
        vec![Decision { verdict: Verdict::Returned(slip), by: "张".into(), date: date("2026-01-12"), receipts: 1 }];
    let is_there = |body: &Body| body.name == "己局";
    let list = awaited(&county, is_there, date("2026-01-25"));
    let told: Vec<(&str, State, i32)> = list.iter().map(|one| (one.body.as_str(), one.state, one.late)).collect();
    let expected = [
        ("甲局", State::Missing, 5),
        ("乙局", State::Missing, 10),
        ("丙局", State::Missing, 0),
        ("戊局", State::Returned, 0),
    ];
    assert_eq!(told, expected, "the exempt one and the one that is there are not waited for");
    let words = text(&county, &list, "2025年度报告", date("2026-01-25"), Lang::Zh);
    assert!(words.find("乙局") < words.find("甲局") && words.contains("已逾期 10 天"), "{words}");
    assert!(words.contains("三、已退回、尚未重报（1 家）") && words.contains("退回单第 2 号"), "{words}");
    assert!(text(&county, &[], "2025年度报告", date("2026-01-25"), Lang::Zh).contains("均已报送"));
}
