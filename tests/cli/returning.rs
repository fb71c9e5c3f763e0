//! Return slips and reminders of a made county, from the command line.

use std::fs;
use std::io::Read;

use gouji::domain::collection::roster::{State, Verdict};
use gouji::store::document::to_ron;

use super::receiving::{OFFICE, collection, county, handed_in};
use super::{Answer, Place, UNBALANCED, report};

fn collect(place: &Place, args: &[&str]) -> Answer {
    let all: Vec<&str> = ["collect", OFFICE, "2025"].into_iter().chain(args.iter().copied()).collect();
    place.run(&all)
}

/// A county in which one body handed in a report that does not add up.
fn with_a_fault() -> Place {
    let place = county();
    place.write("a.ron", &to_ron(&report("川北县财政局", 2025, &UNBALANCED)));
    assert_eq!(collect(&place, &["receive", "a.ron"]).code, 0);
    place
}

#[test]
fn a_slip_names_rule_cells_and_both_numbers_and_the_body_is_returned() {
    let place = with_a_fault();
    let due = ["--due", "2026-02-10", "--remark", "附件也请更新"];
    let args: Vec<&str> =
        ["return", "川北县财政局", "-o", "退回.docx", "--by", "张三"].into_iter().chain(due).collect();
    let answer = collect(&place, &args);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let file = fs::File::open(place.path("退回.docx")).expect("written");
    let mut xml = String::new();
    let mut archive = zip::ZipArchive::new(file).expect("a package");
    archive.by_name("word/document.xml").expect("a document").read_to_string(&mut xml).expect("a text");
    let text: String = xml.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text).collect();
    for words in [
        "第 1 号",
        "川北县财政局",
        "T3-01",
        "自然人",
        "本年新收",
        "两边的数：7 与 8",
        "2026年2月10日",
        "附件也请更新",
        "张三",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let body = &collection(&place).bodies[0];
    assert_eq!(body.state(), State::Returned);
    assert!(
        matches!(&body.decisions[0].verdict, Verdict::Returned(slip) if slip.number == 1 && !slip.points.is_empty())
    );
}

#[test]
fn a_new_hand_in_ticks_points_off_and_says_what_is_new() {
    let place = with_a_fault();
    assert_eq!(collect(&place, &["return", "川北县财政局", "-o", "a.txt", "--by", "张三"]).code, 0);
    let points = match &collection(&place).bodies[0].decisions[0].verdict {
        Verdict::Returned(slip) => slip.points.len(),
        other => panic!("{other:?}"),
    };
    // The fault stays in its column and comes into another.
    let wrong = [("requests.granted.natural_person", "1"), ("requests.new.enterprise", "2")];
    place.write("b.ron", &to_ron(&report("川北县财政局", 2025, &[UNBALANCED[0], wrong[0], wrong[1]])));
    let answer = collect(&place, &["receive", "b.ron"]);
    assert!(answer.out.contains("对照退回单第 1 号：已改 0 条，仍未改 2 条（第 1、2 条）"), "{}", answer.out);
    assert!(answer.out.contains("新出现错误") && points == 2, "{}", answer.out);
    assert_eq!(collection(&place).bodies[0].state(), State::Resubmitted);
    place.write("c.ron", &handed_in("川北县财政局", 2025, 7));
    let answer = collect(&place, &["receive", "c.ron"]);
    assert!(answer.out.contains("已改 2 条，仍未改 0 条") && !answer.out.contains("新出现"), "{}", answer.out);
}

#[test]
fn a_cell_that_was_emptied_settles_nothing() {
    let place = with_a_fault();
    assert_eq!(collect(&place, &["return", "川北县财政局", "-o", "a.txt", "--by", "张三"]).code, 0);
    let mut emptied = report("川北县财政局", 2025, &UNBALANCED);
    let cell = emptied.form().find("requests.granted.natural_person").expect("a cell");
    emptied.set_entry(cell, gouji::domain::figure::Entry::UNFILLED);
    place.write("b.ron", &to_ron(&emptied));
    let answer = collect(&place, &["receive", "b.ron"]);
    assert!(answer.out.contains("已改 0 条，仍未改 2 条"), "{}", answer.out);
}

#[test]
fn what_has_no_fault_is_returned_only_with_a_reason_and_what_was_not_received_never() {
    let place = county();
    let refused = collect(&place, &["return", "甲山镇人民政府", "-o", "a.txt", "--by", "张三"]);
    assert!(refused.code == 2 && refused.err.contains("还没有收到"), "{}", refused.err);
    place.write("a.ron", &handed_in("甲山镇人民政府", 2025, 8));
    assert_eq!(collect(&place, &["receive", "a.ron"]).code, 0);
    let refused = collect(&place, &["return", "甲山镇人民政府", "-o", "a.txt", "--by", "张三"]);
    assert!(refused.code == 2 && refused.err.contains("没有错误"), "{}", refused.err);
    assert!(!place.path("a.txt").exists() && collection(&place).bodies[2].decisions.is_empty());
    let wrong = collect(&place, &["return", "甲山镇人民政府", "-o", "a.pdf", "--by", "张三", "--remark", "缺公章"]);
    assert_eq!(wrong.code, 2);
    let date = ["--remark", "缺公章", "--due", "下周"];
    let wrong: Vec<&str> =
        ["return", "甲山镇人民政府", "-o", "a.txt", "--by", "张三"].into_iter().chain(date).collect();
    assert_eq!(collect(&place, &wrong).code, 2);
    let given = collect(&place, &["return", "甲山镇人民政府", "-o", "a.txt", "--by", "张三", "--remark", "缺公章"]);
    assert_eq!(given.code, 0, "{}", given.err);
    assert!(fs::read_to_string(place.path("a.txt")).expect("written").contains("缺公章"));
}

#[test]
fn who_is_waited_for_stands_in_the_reminder_with_how_late_it_is() {
    let place = with_a_fault();
    assert_eq!(collect(&place, &["return", "川北县财政局", "-o", "a.txt", "--by", "张三"]).code, 0);
    let mut command = place.command(&["collect", OFFICE, "2025", "remind"]);
    let answer = Answer::of(command.env("GOUJI_NOW", "2026-01-25T04:00:00Z").output().expect("runs"));
    for words in [
        "截至2026年1月25日",
        "已过应报日、尚未报送（3 家）",
        "乡镇：甲山镇人民政府（应于2026年1月20日前报送，已逾期 5 天）、乙水镇人民政府",
        "已退回、尚未重报（1 家）",
        "川北县财政局（退回单第 1 号",
    ] {
        assert!(answer.out.contains(words), "{words}: {}", answer.out);
    }
    let mut command = place.command(&["collect", OFFICE, "2025", "remind", "--format", "csv"]);
    let answer = Answer::of(command.env("GOUJI_NOW", "2026-01-19T04:00:00Z").output().expect("runs"));
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(lines[0], "body,group,state,due,days_late,slip");
    assert!(lines.contains(&"甲山镇人民政府,乡镇,missing,2026-01-20,0,"), "{lines:?}");
    assert!(lines.contains(&"川北县财政局,部门,returned,2026-01-20,0,1"), "{lines:?}");
}
