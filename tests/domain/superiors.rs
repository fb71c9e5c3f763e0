//! What superiors return reports for: chapters that are not written or were written before, dates, numbers of documents, rules
//! and charges that such a body cannot have; and where none of it may be said.

use gouji::domain::background::{Background, ReportingBody};
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::printed::{Reading, fault, is_too_precise, read};
use gouji::domain::report::Report;
use gouji::domain::session::Session;
use gouji::domain::text::Lang;

use crate::prose::{of_year, rule, with_last_year};

const AGENCY: &str = "某某县某某局";

fn speaks_of(id: &str, session: &Session) -> bool {
    let report = session.report();
    session.failed().iter().any(|finding| rule(report, finding) == id)
}

/// Whether a rule speaks of a report that says this in a part.
fn says(id: &str, agency: &str, figures: &str, part: &str, text: &str) -> bool {
    speaks_of(id, &Session::new(of_year(agency, 2025, figures, &[(part, text)])))
}

/// The session of a report by what its name, and a profile, say of the body.
fn of_body(agency: &str, kind: &str, year: i32, figures: &str) -> Session {
    let report = of_year(agency, year, figures, &[]);
    let body = ReportingBody::new(report.form(), agency, kind, None);
    Session::with(report, Background { body, year: Some(year), ..Background::default() })
}

#[test]
fn a_chapter_one_that_is_empty_or_a_token_is_told_of_keyed_and_of_whole_imported_reports_and_of_no_piece() {
    for text in ["", "无。", "略", "没有。"] {
        let texts = [("1", text), ("6", "全年没有收取信息处理费。")];
        assert!(speaks_of("TX-20", &Session::new(of_year(AGENCY, 2025, "", &texts))), "{text}");
    }
    assert!(!speaks_of("TX-20", &Session::new(of_year(AGENCY, 2025, "", &[]))), "nobody began to write");
    let written = "2025年，我局认真贯彻落实政府信息公开条例，主动公开各类政府信息，没有收到政府信息公开申请。";
    assert!(!says("TX-20", AGENCY, "", "1", written));
    let imported = |first: Figure| {
        let mut report: Report = of_year(AGENCY, 2025, "", &[]);
        let form = report.form().clone();
        for cell in form.inputs() {
            report.set_entry(cell, Entry::new(Figure::from(0), Origin::Imported));
        }
        let cell = form.inputs().next().expect("a cell");
        report.set_entry(cell, Entry::new(first, Origin::Imported));
        Session::new(report)
    };
    assert!(speaks_of("TX-20", &imported(Figure::from(0))));
    assert!(!speaks_of("TX-20", &imported(Figure::Unfilled)), "a piece of a document says nothing of what it lacks");
}

#[test]
fn chapters_one_and_six_are_held_against_last_year_s_with_their_figures() {
    let one = |year: i32, count: &str| {
        format!(
            "{year}年，本机关通过门户网站、公示栏主动公开政府信息{count}条，其中机构职能12条、财政预决算6条、行政执法信息181条。及时更新公开指南和目录，严格执行发布前审核制度，组织业务培训2次，开展自查4次，没有发生泄密和责任追究的情形，也没有收到上级部门的整改通知，各项任务都按时完成，群众比较满意。"
        )
    };
    let six = "本年度没有收取信息处理费。其他需要报告的事项：办结人大代表建议14件、政协提案23件，全部按时答复，见面率和满意率都达到要求；更新办事指南30项，在政务服务大厅增设查阅点1处。";
    let both = |last: String, now: String, chapter: &str, id: &str| {
        let report = |year, text: &str| of_year(AGENCY, year, "", &[(chapter, text)]);
        speaks_of(id, &with_last_year(report(2025, &now), report(2024, &last)))
    };
    assert!(both(one(2024, "199"), one(2025, "199"), "1", "XY-11"), "only the year is new");
    let rewritten = one(2025, "356").replace("12条", "47条").replace("181", "303").replace("培训2次", "培训5次");
    assert!(!both(one(2024, "199"), rewritten, "1", "XY-11"), "the figures are new");
    assert!(both(six.into(), six.into(), "6", "XY-12"));
    assert!(!both(six.into(), six.replace("14件", "18件").replace("23件", "9件"), "6", "XY-12"));
    let none = "本年度没有发出信息处理费收费通知，没有收取信息处理费。";
    assert!(!both(none.into(), none.into(), "6", "XY-12"), "what is short is the same in every year");
}

#[test]
fn closing_dates_lie_in_the_year_after_and_not_after_the_day_of_the_law() {
    let wrong = |text: &str| says("TX-22", AGENCY, "", "closing", text);
    for text in ["2025年1月20日", "2024年12月30日", "某某局\n二〇二五年一月二十日", "2027-01-20", "2025.3.1"]
    {
        assert!(wrong(text), "{text}");
    }
    for text in [
        "2026年1月20日",
        "2025年12月31日",
        "二〇二六年一月二十日",
        "2026年1月",
        "某某局",
        "电话 2025-8812",
        "邮编 202500",
    ] {
        assert!(!wrong(text), "{text}");
    }
    let late = |agency: &str, text: &str| says("TX-23", agency, "", "closing", text);
    assert!(late(AGENCY, "2026年2月1日") && late(AGENCY, "二〇二六年三月十五日") && late(AGENCY, "2026年5月"));
    assert!(late("某某县人民政府", "2026年4月1日"));
    for (agency, text) in [
        (AGENCY, "2026年1月31日"),
        (AGENCY, "2025年5月20日"),
        (AGENCY, "2026年1月"),
        ("某某县人民政府", "2026年3月31日"),
        ("某某县人民政府办公室", "2026年2月20日"),
        ("某某高新技术产业开发区管理委员会", "2026年2月20日"),
    ] {
        assert!(!late(agency, text), "{agency} {text}");
    }
}

#[test]
fn charges_that_look_like_yuan_are_told_where_no_amount_of_last_year_can_be_compared() {
    let charged = |agency: &str, amount: &str| {
        speaks_of("T2-06", &of_body(agency, "", 2025, &format!("proactive.fees.amount={amount}")))
    };
    assert!(charged(AGENCY, "1234567.89") && charged("某某镇人民政府", "86000") && charged("某某市财政局", "35000000"));
    assert!(!charged(AGENCY, "43.21") && !charged(AGENCY, "9800") && !charged("某某市财政局", "120000"));
    let after = |last: &str| {
        let report = |year, amount: &str| of_year(AGENCY, year, &format!("proactive.fees.amount={amount}"), &[]);
        let now = report(2025, "1234567.89");
        let session = with_last_year(now.clone(), report(2024, last));
        let body = ReportingBody::new(now.form(), AGENCY, "", None);
        Session::with(now, Background { body, ..session.background().clone() })
    };
    assert!(speaks_of("T2-06", &after("0")));
    let compared = after("123.5");
    assert!(speaks_of("XY-08", &compared) && !speaks_of("T2-06", &compared), "one contradiction is told once");
    assert!(!speaks_of("T2-06", &after("1200000")), "it was as much last year");
}

#[test]
fn no_body_of_a_county_or_district_has_rules_whatever_it_calls_itself() {
    let has = |agency: &str, kind: &str| {
        let rules = "proactive.rules.issued=2 proactive.rules.in_force=2";
        speaks_of("T2-02", &of_body(agency, kind, 2025, rules))
    };
    for agency in [
        "某某县教育局",
        "某某市某某区教育局",
        "某某县人民政府办公室",
        "某某市某某区人民政府",
        "某某经济技术开发区管理委员会",
        "某某高新区管委会",
        "某某自治区某某县公安局",
        "某某旗发展和改革委员会",
        "某某镇人民政府",
        "某某街道办事处",
    ] {
        assert!(has(agency, ""), "{agency}");
    }
    assert!(has("某某县教育局", "部门"), "a profile does not give it the power");
    for agency in [
        "某某市人民政府",
        "某某市人民政府办公室",
        "某某自治区人民政府",
        "某某特别行政区人民政府",
        "某某壮族自治区教育厅",
        "某某自治区发展和改革委员会",
        "某某省人民政府办公厅",
        "国务院国有资产监督管理委员会",
        "某某地区教育局",
    ] {
        assert!(!has(agency, ""), "{agency}");
    }
    let older = |figures: &str| speaks_of("T2-02", &of_body("某某镇人民政府", "", 2020, figures));
    assert!(older("proactive.rules.made=1 proactive.rules.published=1 proactive.rules.public_total=1"));
    assert!(!older("proactive.rules.public_total=3"), "those of others may be public there");
}

#[test]
fn a_notice_of_last_december_needs_no_reason() {
    let speaks = |id: &str, figures: &str, text: &str| says(id, AGENCY, figures, "6", text);
    let none = "全年没有发出信息处理费收费通知，没有收取信息处理费。";
    let unpaid = "new=9 granted=8 other_not_paid=1";
    assert!(speaks("XT-01", unpaid, none));
    let carried = "new=8 carried_in=1 granted=8 other_not_paid=1";
    assert!(!speaks("XT-01", carried, none), "what came over may have been charged for in December");
    assert!(speaks("XT-01", "new=8 carried_in=1 granted=7 other_not_paid=2", none), "one of two came over");
    assert!(!speaks("XT-01", unpaid, "本年度没有发出收费通知，逾期未缴费的1件是2024年12月发出的通知。"));
    let notices = "全年发出信息处理费收费通知1件，总金额100元，实际收取0元。";
    assert!(speaks("XT-02", "new=9 granted=7 other_not_paid=2", notices));
    assert!(!speaks("XT-02", "new=8 carried_in=1 granted=7 other_not_paid=2", notices));
    let more = "全年发出信息处理费收费通知1件，总金额100元，实际收取300元。";
    let charged = "proactive.fees.amount=1 new=1 granted=1";
    assert!(speaks("TX-13", charged, more));
    assert!(!speaks("TX-13", "proactive.fees.amount=1 carried_in=1 granted=1", more));
    assert!(!speaks("TX-13", charged, &format!("{more}其中200元是上年12月所发通知的。")));
    let odd = "全年发出信息处理费收费通知1件，总金额105元，实际收取105元。其中5元是上年的。";
    assert!(speaks("TX-13", charged, odd), "the tariff is the same in every year");
}

#[test]
fn chapter_five_states_problems_and_what_is_done_about_them() {
    let praise = "全年工作成效显著，公开及时准确，群众普遍满意，平台运行平稳，制度执行严格，各项任务圆满完成，得到上级充分肯定，实现了年初确定的目标。";
    assert!(says("TX-21", AGENCY, "", "5", praise));
    let problems = "主要问题是部分栏目更新不及时，政策解读的形式比较单一，基层查阅点利用不足，业务人员更换后不熟悉要求，答复文书样式不一。";
    assert!(says("TX-21", AGENCY, "", "5", problems));
    assert!(!says("TX-21", AGENCY, "", "5", &format!("{problems}下一步按月检查栏目。")));
}

#[test]
fn the_preamble_cites_the_circular_that_prescribes_the_form() {
    let preamble = |id: &str, text: &str| {
        let texts = [("preamble", text), ("6", "全年没有收取信息处理费。")];
        speaks_of(id, &Session::new(of_year(AGENCY, 2025, "", &texts)))
    };
    assert!(
        preamble("TX-24", "根据国办公开办函〔2020〕30号编制。")
            && preamble("TX-24", "依据国办公开办函[2019]51号编制。")
    );
    for text in ["根据国办公开办函〔2021〕30号编制。", "根据《条例》编制。", "根据国办公开办函〔2019〕60号编制。"]
    {
        assert!(!preamble("TX-24", text), "{text}");
    }
    assert!(preamble("TX-11", "根据国办公开办函〔2019〕60号编制。"), "that one is told as another year's");
    assert!(!says("TX-24", AGENCY, "", "5", "按照国办公开办函〔2016〕201号的要求改进。"));
}

#[test]
fn more_than_six_decimals_are_told_as_such_and_words_as_words() {
    for (printed, unit) in
        [("12.34567891", "万元"), ("12.34567891万元", "万元"), ("0.00000001元", "万元"), ("１．２３４５６７８", "万元")]
    {
        assert_eq!(read(printed, unit), Reading::Words);
        assert!(is_too_precise(printed, unit), "{printed}");
        assert_eq!(fault(printed, unit, Lang::Zh), "超过六位小数");
    }
    for printed in
        ["1.2.3", "若干", "1.", ".5", "12,34.5", "99999999999999999999.5", "1.5元整数", "0.30000000000000004x"]
    {
        assert!(!is_too_precise(printed, "万元"), "{printed}");
    }
    assert!(!is_too_precise("1.5", "万元"), "what can be read is not at fault");
}
