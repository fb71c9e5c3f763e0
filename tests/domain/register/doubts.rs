//! What is in doubt: asked once, pending until it is answered, never guessed.

use gouji::domain::register::record::Record;

use super::{counted, counted_with, day, figure, line};

fn outcome(number: &str, outcome: &str) -> Record {
    line([number, "2025-03-01", "楚某某", "公民", "2025-03-20", outcome])
}

#[test]
fn a_wording_that_is_new_leaves_every_outcome_of_its_column_pending_and_the_rest_known() {
    let count = counted(&[
        outcome("1", "一种谁也没有写过的说法"),
        outcome("2", "一种谁也没有写过的说法"),
        outcome("3", "同意公开"),
    ]);
    assert_eq!(figure(&count, "granted.natural_person"), None);
    assert_eq!(figure(&count, "granted.total"), None);
    assert_eq!(figure(&count, "granted.enterprise"), Some(0));
    let [question] = &count.questions[..] else { panic!("{:?}", count.questions) };
    assert_eq!((question.wording.as_str(), question.cases.len()), ("一种谁也没有写过的说法", 2));
    let answered = counted_with(
        &[outcome("1", "一种谁也没有写过的说法"), outcome("3", "同意公开")],
        &[("一种谁也没有写过的说法。", "partial")],
    );
    assert_eq!(figure(&answered, "partial.natural_person"), Some(1));
    assert_eq!(answered.questions, []);
    assert_eq!(answered.settled, [("一种谁也没有写过的说法".to_string(), "partial".to_string())]);
}

#[test]
fn a_wording_of_two_rows_leaves_these_two_pending_and_what_they_add_up_to_known() {
    let count =
        counted(&[outcome("1", "内部管理、过程性信息不予公开"), outcome("2", "过程性信息"), outcome("3", "同意公开")]);
    assert_eq!(figure(&count, "denied_process.natural_person"), None);
    assert_eq!(figure(&count, "denied_internal_affairs.total"), None);
    assert_eq!(figure(&count, "granted.natural_person"), Some(1));
    assert_eq!(figure(&count, "handled.natural_person"), Some(3));
    assert_eq!(figure(&count, "new.total"), Some(3));
}

#[test]
fn a_group_is_answered_at_once() {
    let lines = [outcome("1", "咨询"), outcome("2", "非《条例》所指政府信息"), outcome("3", "党务信息")];
    assert_eq!(counted(&lines).questions.len(), 3);
    let count = counted_with(&lines, &[("consultation", "other_other")]);
    assert_eq!(count.questions, []);
    assert_eq!(figure(&count, "other_other.natural_person"), Some(3));
}

#[test]
fn what_makes_no_difference_to_the_year_is_not_asked() {
    let next_year = line(["1", "2025-12-20", "楚某某", "公民", "2026-01-12", "咨询"]);
    let last_year = line(["2", "2024-12-20", "某某", "法人", "2024-12-31", "谁也不懂"]);
    let count = counted(&[next_year, last_year]);
    assert_eq!(count.questions, []);
    assert_eq!(figure(&count, "carried_out.total"), Some(1));
}

#[test]
fn an_unclear_request_that_was_corrected_is_still_unclear() {
    let corrected =
        Record { correction: [day("2025-03-03"), day("2025-03-10")], ..outcome("1", "申请内容不明确") };
    let count = counted(&[corrected]);
    assert_eq!(figure(&count, "unavailable_still_unclear.natural_person"), Some(1));
    let count = counted(&[outcome("1", "申请内容不明确")]);
    assert_eq!(figure(&count, "unavailable_still_unclear.natural_person"), None);
    assert_eq!(figure(&count, "carried_out.natural_person"), None);
    assert_eq!(figure(&count, "granted.natural_person"), Some(0));
}

#[test]
fn an_outcome_without_a_day_may_be_this_years_or_open() {
    let count = counted(&[line(["1", "2025-03-01", "楚某某", "公民", "", "同意公开"])]);
    assert_eq!(figure(&count, "granted.natural_person"), None);
    assert_eq!(figure(&count, "carried_out.natural_person"), None);
    assert_eq!(figure(&count, "new.natural_person"), Some(1));
    assert_eq!(count.without_day, ["1"]);
    assert_eq!(count.questions[0].choices, ["granted", "open"]);
}

#[test]
fn an_answer_without_an_outcome_is_asked_of_its_case_alone() {
    let lines = [outcome("2025-007", ""), outcome("2025-008", "已办结")];
    let count = counted(&lines);
    let wordings: Vec<&str> = count.questions.iter().map(|question| question.wording.as_str()).collect();
    assert_eq!(wordings, ["编号 2025-007：办理结果", "编号 2025-008：办理结果"]);
    let count = counted_with(&lines, &[("编号 2025-007：办理结果", "granted")]);
    assert_eq!(count.questions.len(), 1);
}

#[test]
fn a_request_of_no_known_year_may_be_new_or_carried_in() {
    let count = counted(&[line(["号1", "", "楚某某", "公民", "2025-03-20", "同意公开"])]);
    assert_eq!(figure(&count, "new.natural_person"), None);
    assert_eq!(figure(&count, "carried_in.natural_person"), None);
    assert_eq!(figure(&count, "granted.natural_person"), Some(1));
    assert_eq!(count.questions[0].choices, ["new", "carried_in"]);
}

#[test]
fn a_column_in_doubt_leaves_the_totals_known() {
    let count = counted(&[line(["1", "2025-03-01", "某某商店", "个体工商户", "2025-03-20", "同意公开"])]);
    assert_eq!(figure(&count, "granted.natural_person"), None);
    assert_eq!(figure(&count, "granted.enterprise"), None);
    assert_eq!(figure(&count, "granted.research"), Some(0));
    assert_eq!(figure(&count, "granted.total"), Some(1));
    assert_eq!(count.questions[0].wording, "个体工商户");
}

#[test]
fn what_is_asked_names_nobody() {
    let said = "经与楚天阔、卞和玉（电话13800138000，邮箱chu@example.cn）沟通，其要求的某镇道路改造批复另案处理";
    let again = "经与卞和玉、葛某某（电话13900139000，邮箱bian@example.cn）沟通，其要求的水库名册另案处理";
    let of = |number, name, said, content: &str| {
        let line = line([number, "2025-03-01", name, "公民", "2025-03-20", said]);
        Record { content: content.into(), people: "葛某某".into(), ..line }
    };
    let one = of("1", "楚天阔", said, "某镇道路改造批复");
    let other = of("2", "卞 和 玉", again, "水库名册");
    let last = of("3", "卞 和 玉", "同意公开", "");
    // A long text on one case is asked of the case, one on several is a wording.
    let count = counted(&[one.clone(), last]);
    assert_eq!((&*count.questions[0].wording, &*count.cases[0].wording), ("编号 1：办理结果", ""));
    let count = counted(&[one, other]);
    let wording = &count.questions[0].wording;
    assert_eq!(wording, "经与…、…（电话…，邮箱…）沟通，其要求的…另案处理");
    assert_eq!((count.questions.len(), &count.cases[0].wording), (1, wording));
    // Of a text that the mapping knows in part, only these words are kept.
    let said = "经与卞和玉的代理人米某沟通，党委会议纪要中属于过程性信息和内部事务信息的另行答复";
    let count = counted(&[of("4", "卞 和 玉", said, "")]);
    assert_eq!(count.questions[0].wording, "属于过程性信息，内部事务信息");
}

#[test]
fn an_answer_about_one_case_is_no_answer_about_a_number_like_it() {
    let of =
        |sheet, number: &str, name| super::in_sheet(sheet, 3, line([number, "2025-03-01", name, "法人", "", "在办"]));
    let lines = [of(1, "1", "甲某某"), of(1, "12", "乙某某"), of(11, "1", "丙某某"), of(11, "2", "丁某某")];
    let count = super::counted_with(&lines, &[("编号 1#12：申请人类别", "research")]);
    let asked: Vec<&str> = count.questions.iter().map(|question| question.wording.as_str()).collect();
    assert_eq!(asked, ["编号 1#1：申请人类别", "编号 11#1：申请人类别", "编号 11#2：申请人类别"]);
}

#[test]
fn a_number_that_holds_a_name_is_kept_without_it() {
    let of = |number, name| line([number, "2025-03-01", name, "公民", "2025-03-20", "同意公开"]);
    let count = counted(&[of("楚天阔-1", "楚天阔"), of("卞和玉-1", "卞和玉等3人"), of("申请〔2025〕3号", "米某")]);
    let numbers: Vec<&str> = count.cases.iter().map(|case| case.number.as_str()).collect();
    assert_eq!(numbers[0], "…-1");
    assert!(numbers[1].starts_with("…-1#") && numbers[2] == "申请〔2025〕3号", "{numbers:?}");
}
