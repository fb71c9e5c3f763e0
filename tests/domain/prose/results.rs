//! Results by kind, percentages, reviews and suits, normative documents.

use super::{assert_found, assert_silent};

const BUREAU: &str = "某某县民政局";
const CITY: &str = "某某市人民政府";

const TEN: &str = "new=10 granted=4 partial=2 denied_process=1 unavailable_not_held=2 other_other=1";

#[test]
fn results_that_agree_are_silent() {
    assert_silent(&[
        (
            BUREAU,
            TEN,
            "收到政府信息公开申请10件，其中予以公开4件，部分公开2件，不予公开1件，无法提供2件，其他处理1件。",
        ),
        (
            BUREAU,
            TEN,
            "共收到政府信息公开申请10件。按办理结果分：予以公开4件（占40%），部分公开2件（占20%），不予公开1件（占10%），无法提供2件（占20%），其他处理1件（占10%）。",
        ),
        (BUREAU, TEN, "收到依申请公开10件，4件予以公开，2件部分公开，1件不予公开，2件无法提供，1件其他处理。"),
        (BUREAU, TEN, "收到依申请公开10件，予以公开及部分公开6件，不予公开1件，无法提供2件。"),
        (BUREAU, TEN, "申请的处理：主动公开类3件，依申请公开1件，部分公开2件。"),
        (BUREAU, TEN, "收到政府信息公开申请10件，其中当年办结9件。"),
        (
            BUREAU,
            "new=10 granted=4 denied_process=1 denied_enforcement_file=2 unavailable_not_held=3",
            "收到政府信息公开申请10件，不予公开（过程性信息）1件，不予公开（行政执法案卷）2件。",
        ),
        (BUREAU, TEN, "局机关和林业站（合并单位）收到政府信息公开申请4件。"),
        (BUREAU, TEN, "制发政府信息130件，其中主动公开18件，不予公开112件。依申请公开按规定办理。"),
        (BUREAU, TEN, "依申请公开。对信访类的申请说明不予处理的理由，予以公开的信息300条同步上网。"),
        (
            BUREAU,
            "new=7 granted=4 denied_process=3",
            "收到政府信息公开申请7件，予以公开4件，占57.1%，不予公开3件，占42.9%。",
        ),
        (
            BUREAU,
            "new=3 granted=1 partial=1 denied_process=1",
            "收到政府信息公开申请3件，予以公开1件，占33.4%；部分公开1件，占33.3%；不予公开1件，占33.3%。",
        ),
        (BUREAU, "new=7 granted=7", "受理政府信息公开申请7件，均予以公开。"),
        (
            BUREAU,
            "new=7 granted=6 denied_process=1",
            "收到政府信息公开申请7件，均已答复；涉及公众利益的事项均予以公开。",
        ),
        (
            BUREAU,
            "disputes.reconsideration.upheld=2 disputes.litigation_direct.upheld=1",
            "因政府信息公开被申请行政复议2件、被提起行政诉讼1件。",
        ),
        (BUREAU, "disputes.reconsideration.upheld=2", "因政府信息公开引发行政复议2件，均维持，行政诉讼0件。"),
        (CITY, "disputes.reconsideration.upheld=2", "全年审理因政府信息公开引起的行政复议案件35件，办结31件。"),
        (CITY, "disputes.reconsideration.upheld=2", "市政府作为复议机关受理行政复议申请120件，行政诉讼应诉48件。"),
        (BUREAU, "", "全年没有因政府信息公开引起的行政复议、行政诉讼。"),
        (
            BUREAU,
            "proactive.normative_documents.issued=2 proactive.normative_documents.repealed=1 proactive.normative_documents.in_force=9",
            "全年制发行政规范性文件2件，废止1件，现行有效9件。",
        ),
        (
            BUREAU,
            "proactive.normative_documents.issued=2 proactive.normative_documents.in_force=9",
            "对12件行政规范性文件开展合法性审核，公开规范性文件5件，印发文件83件，清理行政规范性文件30件，废止4件。",
        ),
        (BUREAU, "proactive.normative_documents.in_force=9", "以县政府名义制发行政规范性文件3件。"),
    ]);
}

#[test]
fn results_that_disagree_are_found_with_their_words_and_cells() {
    assert_found(&[
        (
            BUREAU,
            TEN,
            "收到政府信息公开申请10件，其中予以公开5件，部分公开2件。",
            &[("TX-04", "予以公开5件", "requests.granted.total")],
        ),
        (
            BUREAU,
            TEN,
            "收到依申请公开10件，4件予以公开，3件部分公开。",
            &[("TX-04", "3件部分公开", "requests.partial.total")],
        ),
        (
            BUREAU,
            TEN,
            "收到依申请公开10件，予以公开及部分公开7件，无法提供1件。",
            &[
                ("TX-04", "予以公开及部分公开7件", "requests.granted.total"),
                ("TX-04", "无法提供1件", "requests.unavailable_not_held.total"),
            ],
        ),
        (
            BUREAU,
            "new=7 granted=4 denied_process=3",
            "收到政府信息公开申请7件，予以公开4件，占比57.1%，不予公开3件，占比为41.9%。",
            &[("TX-05", "占比为41.9%", "requests.denied_state_secret.total")],
        ),
        (
            BUREAU,
            "new=7 granted=6 denied_process=1",
            "受理政府信息公开申请7件，均予以公开。",
            &[("XT-07", "均予以公开", "requests.denied_state_secret.total")],
        ),
        (
            BUREAU,
            "disputes.reconsideration.upheld=2 disputes.litigation_direct.upheld=1",
            "因政府信息公开被申请行政复议3件，被提起行政诉讼2件。",
            &[
                ("TX-06", "行政复议3件", "disputes.reconsideration.total"),
                ("TX-06", "行政诉讼2件", "disputes.litigation_direct.total"),
            ],
        ),
        (
            BUREAU,
            "disputes.reconsideration.upheld=1 disputes.reconsideration.corrected=1",
            "因政府信息公开引发行政复议2件，均获维持。",
            &[("TX-06", "均获维持", "disputes.reconsideration.corrected")],
        ),
        (
            BUREAU,
            "disputes.litigation_direct.pending=1",
            "全年未发生因政府信息公开引起的行政复议、行政诉讼。",
            &[("TX-06", "未发生因政府信息公开引起的行政复议、行政诉讼", "disputes.litigation_direct.total")],
        ),
        (
            BUREAU,
            "proactive.normative_documents.issued=2 proactive.normative_documents.in_force=9",
            "全年制发行政规范性文件3件，废止0件，现行有效10件。",
            &[
                ("TX-08", "制发行政规范性文件3件", "proactive.normative_documents.issued"),
                ("TX-08", "现行有效10件", "proactive.normative_documents.in_force"),
            ],
        ),
    ]);
}

#[test]
fn rates_are_held_against_the_tables_to_the_digits_printed() {
    // Of 61 requests 57 were answered, 93.44 %; of 57 answers 40 were grants, 70.18 %, and 45 with the partial ones, 78.95 %.
    const CASES: &str = "new=61 granted=40 partial=5 unavailable_not_held=12 carried_out=4";
    let told = |rates: &str| format!("全年收到政府信息公开申请61件，办结57件，{rates}。");
    for right in [
        "办结率93%",
        "办结率为93.4%",
        "答复率达93.44%",
        "办结率100%",
        "按时办结率100%",
        "按期答复率98.2%",
        "予以公开40件，公开率70.2%",
        "公开率为78.9%",
        "公开率65.6%",
        "群众满意率99%",
        "及时率97%",
        "12345热线办结率99.7%",
    ] {
        assert_silent(&[(BUREAU, CASES, &told(right))]);
    }
    for (wrong, words, cell) in [
        ("办结率94%", "办结率94%", "requests.handled.total"),
        ("办结率为93.5%", "办结率为93.5%", "requests.handled.total"),
        ("答复率达93.55%", "答复率达93.55%", "requests.handled.total"),
        ("按时办结率99%", "按时办结率99%", "requests.handled.total"),
        ("办结率101%", "办结率101%", "requests.handled.total"),
        ("公开率71%", "公开率71%", "requests.granted.total"),
        ("公开率为70.3%", "公开率为70.3%", "requests.granted.total"),
    ] {
        assert_found(&[(BUREAU, CASES, &told(wrong), &[("TX-05", words, cell)])]);
    }
    // Of what is public without a request no table tells a rate.
    assert_silent(&[(
        BUREAU,
        CASES,
        "主动公开信息300条，公开率71%。全年收到政府信息公开申请61件。建议提案办结率94%。",
    )]);
}
