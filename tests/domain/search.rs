//! Finding a cell by its labels, their pinyin initials, or its name.

use gouji::domain::search;

use crate::forms::form;

fn found(query: &str) -> Vec<String> {
    let form = form("2021");
    search::cells(&form, query).into_iter().map(|id| form.cell(id).name.clone()).collect()
}

#[test]
fn a_cell_is_found_by_its_name() {
    assert_eq!(found("requests.granted.natural_person"), ["requests.granted.natural_person"]);
    assert_eq!(found("proactive.fees"), ["proactive.fees.amount"]);
    assert_eq!(found("Requests.New").len(), 7);
}

#[test]
fn a_cell_is_found_by_words_of_its_row_and_column_in_either_language() {
    assert_eq!(found("国家秘密 自然人"), ["requests.denied_state_secret.natural_person"]);
    assert_eq!(found("行政许可"), ["proactive.licensing.decisions"]);
    assert_eq!(found("licensing"), ["proactive.licensing.decisions"]);
    assert_eq!(found("charges"), ["proactive.fees.amount"]);
}

#[test]
fn a_cell_is_found_by_the_pinyin_initials_of_its_labels() {
    assert_eq!(found("xzxk"), ["proactive.licensing.decisions"]);
    assert_eq!(found("gjmm zrr"), ["requests.denied_state_secret.natural_person"]);
    assert_eq!(found("XZCF"), ["proactive.penalties.decisions"]);
    // 办理件数 and 办结件数, as offices call the total of what was handled.
    for query in ["bljs", "bjjs", "办理件数"] {
        let cells = found(query);
        assert_eq!(cells.len(), 7, "{query}");
        assert!(cells.contains(&"requests.handled.total".to_string()), "{query}: {cells:?}");
    }
    // 重 is read chóng and zhòng, 行 xíng and háng.
    for query in ["cfsq", "zfsq"] {
        assert!(found(query).contains(&"requests.unprocessed_repeat.research".to_string()), "{query}");
    }
}

#[test]
fn a_cell_is_found_by_pinyin_written_out_in_whole_or_in_part_behind_its_initials() {
    for query in ["buzhangwo", "buzw", "bzhangwo", "buzhangw"] {
        assert_eq!(
            found(query).first().map(String::as_str),
            Some("requests.unavailable_not_held.natural_person"),
            "{query}"
        );
    }
    assert!(found("buzhangwa").is_empty());
    assert!(found("falv").contains(&"requests.new.legal_service".to_string()));
    let fits = ["不掌握", "bzw", "buzhangwo"].map(|query| search::name("1.不掌握", query));
    assert!(fits[0] < fits[1] && fits[1] < fits[2], "as written, by initials, written out: {fits:?}");
}

#[test]
fn a_label_over_several_rows_finds_all_of_them() {
    // 三、本年度办理结果 stands over 22 rows of 7 cells; the total's short label is not needed for it.
    for query in ["办理结果", "bljg"] {
        let cells = found(query);
        assert_eq!(cells.len(), 22 * 7, "{query}");
        assert_eq!(cells.first().map(String::as_str), Some("requests.granted.natural_person"), "{query}");
    }
    assert_eq!(found("行政诉讼").len(), 10);
    assert_eq!(found("法人 国家秘密").len(), 5);
}

#[test]
fn whole_labels_come_before_beginnings_before_places_inside_before_groups() {
    let first = |query: &str| found(query).into_iter().next();
    // A column called 总计 before the row called （七）总计.
    assert_eq!(first("总计").as_deref(), Some("requests.new.total"));
    assert!(found("总计").contains(&"requests.handled.research".to_string()));
    // The row 规章 before the row 行政规范性文件 by 规.
    assert_eq!(first("规章").as_deref(), Some("proactive.rules.issued"));
    // 其他 as a whole label: the column of table three before the row 2.其他法律行政法规禁止公开.
    assert_eq!(first("其他").as_deref(), Some("requests.new.other_org"));
}

#[test]
fn the_label_that_is_nearest_to_what_was_typed_comes_first() {
    const NAMES: [(&str, &str); 44] = [
        ("bzw", "requests.unavailable_not_held.natural_person"),
        ("不掌握", "requests.unavailable_not_held.natural_person"),
        ("bzw qy", "requests.unavailable_not_held.enterprise"),
        ("zrr", "requests.new.natural_person"),
        ("qy", "requests.new.enterprise"),
        ("flfw", "requests.new.legal_service"),
        ("其他", "requests.new.other_org"),
        ("qt", "requests.new.other_org"),
        ("zj", "requests.new.total"),
        ("总计", "requests.new.total"),
        ("total", "requests.new.total"),
        ("bljs", "requests.handled.natural_person"),
        ("bzw zj", "requests.unavailable_not_held.total"),
        ("xz", "proactive.licensing.decisions"),
        ("xzcf", "proactive.penalties.decisions"),
        ("xzxk", "proactive.licensing.decisions"),
        ("xzqz", "proactive.compulsion.decisions"),
        ("xzfy", "disputes.reconsideration.upheld"),
        ("sf", "proactive.fees.amount"),
        ("fees", "proactive.fees.amount"),
        ("gz", "proactive.rules.issued"),
        ("gfxwj", "proactive.normative_documents.issued"),
        ("nbsw", "requests.denied_internal_affairs.natural_person"),
        ("内部事务", "requests.denied_internal_affairs.natural_person"),
        ("gcxx", "requests.denied_process.natural_person"),
        ("gcxxx", "requests.denied_process.natural_person"),
        ("gjmm", "requests.denied_state_secret.natural_person"),
        ("saqywd", "requests.denied_security_stability.natural_person"),
        ("dsf", "requests.denied_third_party.natural_person"),
        ("yygk", "requests.granted.natural_person"),
        ("bfgk", "requests.partial.natural_person"),
        ("cfsq", "requests.unprocessed_repeat.natural_person"),
        ("zfsq", "requests.unprocessed_repeat.natural_person"),
        ("xfjb", "requests.unprocessed_petition.natural_person"),
        ("bnxs", "requests.new.natural_person"),
        ("xs", "requests.new.natural_person"),
        ("granted", "requests.granted.natural_person"),
        ("held", "requests.unavailable_not_held.natural_person"),
        ("upheld", "disputes.reconsideration.upheld"),
        ("repeat", "requests.unprocessed_repeat.natural_person"),
        ("5", "requests.denied_internal_affairs.natural_person"),
        ("5.", "requests.denied_internal_affairs.natural_person"),
        ("requests.partial", "requests.partial.natural_person"),
        ("partial.total", "requests.partial.total"),
    ];
    for (query, name) in NAMES {
        assert_eq!(found(query).first().map(String::as_str), Some(name), "{query}");
    }
}

#[test]
fn of_labels_that_fit_alike_the_shorter_comes_first_and_usual_readings_come_before_others() {
    let place = |query: &str, name: &str| found(query).iter().position(|found| found == name).expect(name);
    let [held, affairs] = ["requests.unavailable_not_held", "requests.denied_internal_affairs"]
        .map(|row| format!("{row}.natural_person"));
    // 事 is read zì besides, so `bzw` is inside 内部事务 too.
    assert!(place("bzw", &held) < place("bzw", &affairs));
    assert_eq!(place("bzw", &held), 0);
    // It begins 复议后起诉, and stands inside 行政复议 and 未经复议直接起诉.
    assert!(found("复议")[0].starts_with("disputes.litigation_after_reconsideration."));
}

#[test]
fn nothing_is_found_for_nothing_and_for_words_that_do_not_all_match() {
    assert!(found("").is_empty());
    assert!(found("  ").is_empty());
    assert!(found("国家秘密 不存在").is_empty());
    assert!(found("qqqq").is_empty());
    assert!(found("*").is_empty());
}

#[test]
fn a_slip_in_many_letters_for_characters_of_many_readings_is_told_at_once() {
    let name = "行".repeat(40);
    let letters = "x".repeat(39);
    assert!(search::holds(&[&name], &letters));
    assert!(search::holds(&[&name], &format!("{letters}ing")));
    assert!(!search::holds(&[&name], &format!("{letters}q")));
}

#[test]
fn names_hold_words_as_they_are_written_and_by_the_initials_of_their_pinyin() {
    let names = ["示例区教育局", "2025", "本级", "own"];
    for query in ["教育", "jyj", "SLQ", "教育 2025", "jyj 25", "bj", "own", "  "] {
        assert!(search::holds(&names, query), "{query}");
    }
    for query in ["财政", "czj", "教育 2024", "jyj 汇总"] {
        assert!(!search::holds(&names, query), "{query}");
    }
}
