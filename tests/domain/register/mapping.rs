//! The data of the mapping: every wording has a row in every edition, longer texts are read with care, and applicants stand in
//! the column of their kind.

use gouji::domain::register::count::Certainty;

use super::{catalogue, counted, counter, figure, line};

/// What a wording of an answered case comes to: row and certainty; nothing where it is asked.
fn row(outcome: &str) -> (Option<String>, Certainty) {
    let count = counted(&[line(["1", "2025-03-01", "楚某某", "公民", "2025-03-20", outcome])]);
    let case = &count.cases[0];
    (count.row_name(case).map(String::from), case.certainty)
}

fn column(kind: &str, name: &str) -> (Option<String>, Certainty) {
    let count = counted(&[line(["1", "2025-03-01", name, kind, "2025-03-20", "同意公开"])]);
    let case = &count.cases[0];
    (count.column_name(case).map(String::from), case.certainty)
}

#[test]
fn every_row_and_column_of_the_mapping_is_in_every_edition() {
    for edition in ["2019", "2021"] {
        let counter = counter(edition);
        let (scheme, catalogue) = (counter.scheme(), catalogue());
        let rows = catalogue.outcomes.wordings.iter().flat_map(|list| list.to.iter().chain(&list.corrected));
        let phrases = catalogue.outcomes.phrases.iter().flat_map(|list| &list.to);
        for name in rows.chain(phrases) {
            assert!(scheme.target(name).is_some(), "{edition}: {name}");
        }
        let lists = catalogue.applicants.kinds.iter().chain(&catalogue.applicants.names);
        for name in lists.flat_map(|list| &list.to) {
            assert!(scheme.column(name).is_some(), "{edition}: {name}");
        }
        assert_eq!(scheme.outcomes.len(), if edition == "2019" { 19 } else { 21 });
    }
    let groups: Vec<&str> = catalogue().counting.groups.iter().map(|group| group.name.as_str()).collect();
    let used = catalogue().outcomes.wordings.iter().filter_map(|list| list.group.as_deref());
    used.for_each(|group| assert!(groups.contains(&group), "{group}"));
}

#[test]
fn a_sentence_is_likely_what_its_words_say() {
    for (text, expected) in [
        ("经审查，您申请的信息不存在，特此告知", "unavailable_not_held"),
        ("经检索，本机关未制作您所申请的政府信息", "unavailable_not_held"),
        ("该信息属于内部事务信息，决定不予公开", "denied_internal_affairs"),
        ("依据《条例》第十四条，属于国家秘密，不予公开", "denied_state_secret"),
        ("您申请的信息已主动公开，可通过门户网站查询获取途径", "granted"),
        ("区分处理后提供，其中涉及个人隐私的内容不予公开", "partial"),
        ("申请人于3月5日主动撤回申请", "other_other"),
        ("第三方不同意公开，决定不予公开", "denied_third_party"),
        ("不予处理（属重复申请）", "unprocessed_repeat"),
        ("経審查，該信息不存在", "unavailable_not_held"),
        // The way of getting it is told with many outcomes, and alone means that it was disclosed.
        ("属于公开出版物，告知获取途径", "unprocessed_publication"),
        ("不属于本机关公开，告知获取方式", "unavailable_not_held"),
        ("告知您获取该政府信息的方式和途径", "granted"),
        // A leading phrase leads inside a longer wording, too.
        ("逾期未缴纳信息处理费，不再处理", "other_not_paid"),
        ("部分信息公开，部分信息不予公开", "partial"),
        // Short wordings between commas and in brackets.
        ("公开（电子邮件）", "granted"),
        ("撤回，终止办理", "other_other"),
    ] {
        assert_eq!(row(text), (Some(expected.into()), Certainty::Likely), "{text}");
    }
}

#[test]
fn a_sentence_that_says_two_things_or_denies_one_is_asked() {
    for text in [
        "同意公开一项，另一项信息不存在",
        "不属于国家秘密，另行答复",
        "属于过程性信息和行政执法案卷",
        "不予公开",
        "该部分信息不存在",
        "部分材料予以公开",
        "第三方不愿公开，部分内容已说明",
        "已按程序处理完毕并寄出",
    ] {
        assert_eq!(row(text), (None, Certainty::Asked), "{text}");
    }
}

#[test]
fn wordings_are_the_same_in_other_characters() {
    for text in ["同意公開", " 同 意 公 开 ", "“同意公开”。", "同意公开（）"] {
        assert_eq!(row(text), (Some("granted".into()), Certainty::Sure), "{text}");
    }
}

#[test]
fn applicants_stand_in_the_column_of_their_kind() {
    use Certainty::{Likely, Sure};
    for (kind, name, expected, certainty) in [
        ("公民", "楚某某", "natural_person", Sure),
        ("自然人", "张**", "natural_person", Sure),
        ("", "楚天阔", "natural_person", Sure),
        ("", "尕藏", "natural_person", Likely),
        ("", "张三", "natural_person", Sure),
        ("", "欧阳某某", "natural_person", Sure),
        ("", "张三、李四等5人", "natural_person", Likely),
        ("", "阿依古丽·买买提", "natural_person", Likely),
        ("公民", "阿依古丽·买买提", "natural_person", Sure),
        ("法人", "某某建材有限公司", "enterprise", Sure),
        ("法人或其他组织", "某某投资合伙企业（有限合伙）", "enterprise", Sure),
        ("法人（商业企业）", "某某", "enterprise", Sure),
        ("商业企业", "", "enterprise", Sure),
        ("法人", "某律师事务所", "legal_service", Sure),
        ("", "某某大学", "research", Likely),
        ("法人", "某某环保协会", "public_interest", Likely),
        ("其他组织", "某村民委员会", "other_org", Likely),
        ("科研机构", "某某大学", "research", Sure),
        ("社会公益组织", "某某大学", "public_interest", Likely),
        ("其他", "某某", "other_org", Sure),
        ("法人", "某某大学附属医院", "other_org", Likely),
    ] {
        assert_eq!(column(kind, name), (Some(expected.into()), certainty), "{kind} {name}");
    }
}

#[test]
fn applicants_that_nothing_tells_are_asked() {
    for (kind, name) in [
        ("法人", ""),
        ("法人", "张三"),
        ("法人", "某某"),
        ("公民", "某某有限公司"),
        ("个体工商户", "某某"),
        ("", ""),
        ("", "某某报社"),
        ("代理人", "某某之家"),
    ] {
        assert_eq!(column(kind, name), (None, Certainty::Asked), "{kind} {name}");
    }
}

#[test]
fn an_answer_may_be_written_as_a_name_a_label_or_a_number_of_a_row() {
    let (scheme, older) = (counter("2021"), counter("2019"));
    let answer = |text: &str| scheme.scheme().answer(text);
    for text in ["other_other", "requests.other_other", "R23", "r23"] {
        assert_eq!(answer(text).as_deref(), Some("other_other"), "{text}");
    }
    assert_eq!(answer("予以公开").as_deref(), Some("granted"));
    assert_eq!(answer("OPEN").as_deref(), Some("open"));
    assert_eq!(answer("none").as_deref(), Some("none"));
    assert_eq!(answer("商业企业").as_deref(), Some("enterprise"));
    for text in ["其他", "R01", "R99", "handled", "total", "", "不知道"] {
        assert_eq!(answer(text), None, "{text}");
    }
    assert_eq!(older.scheme().answer("R21").as_deref(), Some("other"));
    assert_eq!(figure(&counted(&[]), "new.total"), Some(0));
}
