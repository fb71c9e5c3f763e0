//! A document before it is taken over: what needs a look comes first, each figure can be skipped or corrected.

use gouji::domain::figure::Origin;
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

/// The preview of a cell list.
fn preview(desk: &mut Desk, cells: &str) {
    let source = desk.folder.path().join("cells.csv");
    std::fs::write(&source, format!("cell,value\n{cells}")).expect("source");
    desk.keys("i").paste(&source.display().to_string()).keys("<enter>");
}

#[test]
fn a_document_is_previewed_and_taken_over_as_one_edit() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("cells.csv");
    std::fs::write(
        &source,
        "cell,value\nrequests.new.natural_person,4\nrequests.new.total,5\nproactive.fees.amount,1.5\n",
    )
    .expect("source");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("i").paste(&source.display().to_string()).keys("<enter>");
    desk.assert_shows("读出 3/200 格");
    desk.keys("<enter>");
    desk.assert_shows("请填写单位和年度");
    desk.keys("示例区财政局<enter><enter><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "4");
    assert_eq!(desk.figure("requests.new.total"), "5", "a printed total is a control");
    desk.assert_shows("*未保存");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("proactive.fees.amount"), "");
}

#[test]
fn a_line_of_a_preview_can_be_skipped() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    let source = folder.path().join("cells.csv");
    std::fs::write(&source, "cell,value\nrequests.new.natural_person,4\nrequests.new.enterprise,2\n").expect("source");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("i").paste(&source.display().to_string()).keys("<enter> <enter>");
    desk.keys("示例区财政局<enter><enter><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "3", "the first line was skipped");
    assert_eq!(desk.figure("requests.new.enterprise"), "2", "merged into the report that is there");
}

#[test]
fn what_was_not_understood_comes_first_and_the_chosen_line_is_shown_in_full() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    let unknown: String = (0..30).map(|number| format!("unknown{number},1\n")).collect();
    preview(&mut desk, &format!("requests.new.natural_person,4\n{unknown}"));
    desk.assert_shows("待核对 30 条").assert_shows("unknown0").assert_shows("unknown15");
    desk.keys("<end>");
    desk.assert_shows("unknown29").assert_shows("读作：一、本年新收政府信息");
}

#[test]
fn a_figure_is_corrected_by_typing_over_it_and_counts_as_keyed() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    preview(&mut desk, "requests.new.natural_person,4\nrequests.new.enterprise,2\nrequests.new.research,9\n");
    desk.keys("1２");
    desk.assert_shows("Enter 改为此数字");
    desk.keys("<enter>").assert_shows("已改正");
    desk.keys("e<backspace>5<down>").assert_shows("改正 2");
    desk.keys("7<esc>").assert_shows("改正 2");
    desk.keys("<enter>示例区财政局<enter><enter><enter>");
    let figures = ["requests.new.natural_person", "requests.new.enterprise", "requests.new.research"];
    assert_eq!(figures.map(|cell| desk.figure(cell)), ["12", "5", "9"]);
    let report = desk.report().session.report();
    let origins = figures.map(|cell| report.entry(report.form().find(cell).expect("a cell")).origin());
    assert_eq!(origins, [Origin::Keyed, Origin::Keyed, Origin::Imported].map(Some));
}

#[test]
fn a_cell_that_could_not_be_read_is_keyed_where_its_note_stands() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    let source = desk.folder.path().join("one.json");
    let cells = r#"{"cells": {"requests.new.natural_person": "很多", "requests.new.enterprise": 2}}"#;
    std::fs::write(&source, cells).expect("source");
    desk.keys("i").paste(&source.display().to_string()).keys("<enter>");
    desk.assert_shows("很多");
    desk.keys("7<enter>").assert_shows("改正 1");
    desk.keys("<enter>示例区财政局<enter><enter><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
    assert_eq!(desk.figure("requests.new.enterprise"), "2");
}

#[test]
fn what_is_no_figure_is_refused_and_what_was_typed_stays() {
    let mut desk = Desk::new(80, 24, Lang::En);
    preview(&mut desk, "requests.new.natural_person,4\n");
    desk.keys("99999999999999999999<enter>").assert_shows("too large").assert_shows("9999999");
    desk.keys("<esc>").assert_shows("Enter applies all");
}

#[test]
fn a_skipped_figure_comes_back_as_it_was_read() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    preview(&mut desk, "requests.new.natural_person,4\nrequests.new.enterprise,2\n");
    desk.keys("8<enter><up> ").assert_shows("跳过 1");
    desk.keys("<up> <enter>示例区财政局<enter><enter><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "4");
}

#[test]
fn figures_that_differ_from_the_saved_report_stand_before_those_that_do_not() {
    let folder = tempfile::tempdir().expect("a folder");
    put(
        folder.path(),
        AGENCY,
        2025,
        &[("requests.new.natural_person", 4), ("requests.new.enterprise", 1), ("requests.new.research", 3)],
    );
    let source = folder.path().join("again.json");
    let cells = r#""requests.new.natural_person": 4, "requests.new.enterprise": 1, "requests.new.research": 5"#;
    std::fs::write(&source, format!(r#"{{"agency": "{AGENCY}", "year": 2025, "cells": {{{cells}}}}}"#))
        .expect("source");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("i").paste(&source.display().to_string()).keys("<enter>");
    desk.assert_shows("报告库为 3");
    desk.keys(" <enter>");
    let figures = ["requests.new.natural_person", "requests.new.enterprise", "requests.new.research"];
    assert_eq!(figures.map(|cell| desk.figure(cell)), ["4", "1", "3"], "the first line, which differed, was skipped");
}

#[test]
fn the_enter_behind_a_dropped_path_takes_nothing_in_unseen() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    let path = desk.folder.path().join("nb.csv");
    std::fs::write(&path, "cell,value\nrequests.new.natural_person,7\n").expect("written");
    desk.paste(&path.display().to_string()).assert_shows("读出 1/200 格");
    desk.keys("<enter>").assert_shows("看过之后再按 Enter").assert_shows("读出 1/200 格");
    desk.keys("<enter>");
    assert!(!desk.shows("读出 1/200 格"), "{}", desk.screen());
}

#[test]
fn of_a_file_with_two_reports_the_clerk_chooses_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = |agency: &str, count: u32| {
        format!(r#"{{"agency": "{agency}", "year": 2025, "cells": {{"requests.new.enterprise": {count}}}}}"#)
    };
    let source = folder.path().join("两份.json");
    std::fs::write(&source, format!("[{}, {}]", report("甲县水利局", 3), report("甲县教育局", 4))).expect("source");
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("i").paste(&source.display().to_string()).keys("<enter>");
    desk.assert_shows("2 份报告").assert_shows("1  甲县水利局 2025").assert_shows("2  甲县教育局 2025");
    desk.keys("<f1>").assert_shows("按 Enter 读取");
    desk.keys("<esc><down><enter>").assert_shows("读出 1/200 格");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.enterprise"), "4");
    assert_eq!(desk.report().session.report().agency.as_deref(), Some("甲县教育局"));
    let mut desk = Desk::new(80, 24, Lang::En);
    let source = desk.folder.path().join("two.json");
    std::fs::write(&source, format!("[{}, {}]", report("甲县水利局", 3), report("甲县教育局", 4))).expect("source");
    desk.keys("i").paste(&source.display().to_string()).keys("<enter>").assert_shows("holds 2 reports");
    desk.keys("<esc>");
    assert!(!desk.shows("holds 2 reports"), "{}", desk.screen());
}
