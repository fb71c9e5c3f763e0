//! Years, citations, names, aspects, length, remains of a template, likeness to last year's.

use proptest::prelude::*;

use super::{found, of_year, part, report, rule, with_last_year, words};
use gouji::domain::figure::{Entry, Origin};
use gouji::domain::report::Report;
use gouji::domain::session::Session;

const BUREAU: &str = "某某县民政局";

#[track_caller]
fn assert_words(report: &Report, id: &str, expected: &[&str]) {
    let found = found(report, &[id]);
    let found: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(found, expected, "{id}: {:?}", report.prose);
}

fn preamble(text: &str) -> Report {
    report(BUREAU, "", &[("preamble", text), ("2", "见下表。")])
}

fn chapter(id: &str, text: &str) -> Report {
    report(BUREAU, "", &[("2", "见下表。"), (id, text)])
}

#[test]
fn periods_titles_and_plans_of_another_year_are_listed() {
    assert_words(&preamble("数据统计期限为2022年1月1日至2022年12月31日。"), "TX-10", &[]);
    assert_words(&preamble("本报告电子版于2023年1月20日公布，邮编223100，电话0517-20212022。"), "TX-10", &[]);
    assert_words(&preamble("可查阅《某某县民政局2021年政府信息公开工作年度报告》。"), "TX-10", &[]);
    let wrong = preamble("数据统计期限自 2021 年 1 月 1 日起至2022年12月31日止。");
    assert_words(&wrong, "TX-10", &["2021 年 1 月 1 日"]);
    assert_words(&preamble("编制2021年政府信息公开年度报告。"), "TX-10", &["2021年政府信息公开年度报告"]);
    assert_words(
        &chapter("1", "落实2021年全县政务公开工作要点，比2021年多公开30条。"),
        "TX-10",
        &["2021年全县政务公开工作要点"],
    );
    assert_words(&chapter("1", "印发《2021年政务公开工作要点》，谋划2023年政务公开工作要点。"), "TX-10", &[]);
}

#[test]
fn a_chapter_that_never_names_the_report_year_but_tells_of_another_is_found() {
    assert_words(&chapter("1", "2021年，我局收到政府信息公开申请0件。"), "TX-10", &["2021年"]);
    assert_words(&chapter("1", "（一）主动公开\n2023年度，民政局主动公开信息300条。"), "TX-10", &["2023年度"]);
    assert_words(&chapter("1", "2021年，我局获评先进。今年收到政府信息公开申请0件。"), "TX-10", &[]);
    assert_words(&chapter("1", "2022年公开信息300条。2021年，我局公开280条。"), "TX-10", &[]);
    assert_words(&chapter("1", "2023年，我局将继续改进。"), "TX-10", &[]);
    assert_words(&chapter("5", "统计期至202020年12月31日。"), "TX-10", &["202020年"]);
    let period = "本章数据自2021年1月1日至2022年12月31日。";
    assert_words(&chapter("1", period), "TX-10", &["2021年1月1日"]);
}

#[test]
fn the_letter_cited_is_the_edition_s() {
    assert_words(&preamble("根据国办公开办函〔2021〕30号编制。"), "TX-11", &[]);
    assert_words(&preamble("根据国办公开办函[2019]60号编制。"), "TX-11", &["国办公开办函[2019]60号"]);
    assert_words(&preamble("（国办公开办函〔2019〕60号）已由国办公开办函〔2021〕30号代替。"), "TX-11", &[]);
    assert_words(&preamble("根据国办公开办函〔2019〕61号规范栏目。"), "TX-11", &[]);
    assert_words(&chapter("1", "按照国办公开办函〔2019〕60号的格式编制。"), "TX-11", &["国办公开办函〔2019〕60号"]);
    let early = of_year(BUREAU, 2020, "", &[("preamble", "根据国办公开办函〔2021〕30号编制。"), ("2", "见下表。")]);
    assert_words(&early, "TX-11", &["国办公开办函〔2021〕30号"]);
}

#[test]
fn another_body_is_named_only_where_it_is_clearly_another() {
    for text in [
        "编制某某县民政局2022年政府信息公开工作年度报告。",
        "编制民政局2022年政府信息公开工作年度报告。",
        "本报告由某某县人民政府办公室编制。",
        "本报告由我局编制。",
        "现将某某县民政局2022年政府信息公开工作情况公布如下。",
        "编制完成后在某某县人民政府网站公布，由县政务服务局汇总。",
    ] {
        assert_words(&preamble(text), "TX-12", &[]);
    }
    assert_words(&preamble("编制某某县水利局2022年政府信息公开工作年度报告。"), "TX-12", &["某某县水利局"]);
    assert_words(&preamble("现公布《清江县民政局2022年政府信息公开工作年度报告》。"), "TX-12", &["清江县民政局"]);
    let short = report(
        "某某县发展和改革局",
        "",
        &[("preamble", "编制某某县发改局2022年政府信息公开工作年度报告。"), ("2", "见下表。")],
    );
    assert_words(&short, "TX-12", &[]);
    // A centre is no other one for being called in full, and is where it is for something else.
    for (text, expected) in [
        ("编制某某县大数据发展中心2022年政府信息公开工作年度报告。", &[][..]),
        ("编制某某县就业服务中心2022年政府信息公开工作年度报告。", &["某某县就业服务中心"]),
        ("编制时由某某县就业服务中心提供数据。", &[]),
    ] {
        let centre = report("某某县大数据中心", "", &[("preamble", text), ("2", "见下表。")]);
        assert_words(&centre, "TX-12", expected);
    }
}

#[test]
fn a_chapter_that_tells_of_another_body_is_found_and_one_that_names_others_is_not() {
    for text in [
        "2022年，某某县民政局认真贯彻落实条例。",
        "2022年，县民政局严格落实各项要求。",
        "2022年，我局认真贯彻落实条例。",
        "2022年，在县水利局指导下，认真落实各项要求。",
        "会同县水利局认真落实各项要求。",
        "县人民政府高度重视政府信息公开工作。",
        "白塔镇人民政府认真落实各项要求。",
        "2022年，与县水利局等单位严格落实联动机制。",
    ] {
        for id in ["1", "5", "6"] {
            assert_words(&chapter(id, text), "TX-25", &[]);
        }
    }
    for id in ["1", "5", "6"] {
        let text = "2022年，某某县水利局认真贯彻落实条例。";
        assert_words(&chapter(id, text), "TX-25", &["某某县水利局"]);
        let text = "做了工作。清江县民政局高度重视政府信息公开工作。";
        assert_words(&chapter(id, text), "TX-25", &["清江县民政局"]);
    }
    let town = report("东山县白塔镇人民政府", "", &[("5", "2022年西河镇人民政府始终坚持公开。"), ("2", "见下表。")]);
    assert_words(&town, "TX-25", &["西河镇人民政府"]);
    // Of a government's districts a report of its own may tell.
    let city = report("清江市人民政府", "", &[("1", "2022年，东湖区人民政府认真贯彻落实条例。"), ("2", "见下表。")]);
    assert_words(&city, "TX-25", &[]);
}

#[test]
fn aspects_without_any_trace_are_named() {
    let missing = |agency: &str, text: &str| {
        let report = report(agency, "", &[("1", text)]);
        let session = Session::new(report.clone());
        let finding = session.failed().into_iter().find(|finding| rule(&report, finding) == "TX-15");
        finding.map(|finding| finding.quote).unwrap_or_default()
    };
    let padding = "全年工作平稳有序，".repeat(20);
    let whole = format!("{padding}主动公开信息300条，办理依申请公开2件，严格审核发布，维护网站，开展培训。");
    assert_eq!(missing(BUREAU, &whole), "");
    let partly = format!("{padding}主动公开信息300条，办理依申请公开2件，开展培训。");
    assert_eq!(missing(BUREAU, &partly), "政府信息管理、平台建设");
    assert_eq!(missing("某某县清河镇人民政府", &whole), "工作考核、社会评议、责任追究");
    assert_eq!(missing(BUREAU, "刚开始写。"), "", "a few words are not asked for everything");
    assert_eq!(missing("某某县清河镇人民政府", "[……正文有删节……]"), "");
    assert_eq!(missing("某某县清河镇人民政府", ""), "");
}

#[test]
fn lengths_are_counted_in_characters_and_numbers() {
    let sides = |report: &Report, id: &str| {
        let finding = Session::new(report.clone()).failed().into_iter().find(|finding| rule(report, finding) == id)?;
        Some((finding.left?.to_string(), finding.right?.to_string()))
    };
    assert_eq!(sides(&chapter("1", &"公开".repeat(500)), "TX-16"), None);
    let long = format!("{}，2022 年 1,136 条。", "公开".repeat(500));
    assert_eq!(sides(&chapter("1", &long), "TX-16"), Some(("1005".into(), "1000".into())));
    assert_eq!(sides(&chapter("5", "无。"), "TX-17"), Some(("1".into(), "45".into())));
    assert_eq!(sides(&chapter("5", ""), "TX-17"), Some(("0".into(), "45".into())));
    assert_eq!(sides(&chapter("5", &"问题与措施".repeat(10)), "TX-17"), None);
}

#[test]
fn remains_of_a_template_are_found_wherever_they_stand() {
    assert_words(&chapter("2", "该部分以表格形式报告。表格如下："), "TX-19", &["该部分以表格形式报告"]);
    assert_words(&chapter("1", "20XX年，×××局收到XXX件。"), "TX-19", &["XX", "×××", "XXX"]);
    assert_words(&report(BUREAU, "", &[("closing", "（单位名称）\n2023年1月")]), "TX-19", &["（单位名称）"]);
    assert_words(&chapter("1", "网址http://www.example.gov.cn/xxgk/XXGK.html，选用XXL号。"), "TX-19", &[]);
}

#[test]
fn an_empty_last_chapter_is_found() {
    assert_eq!(found(&chapter("6", ""), &["TX-18"]).len(), 1);
    assert_eq!(found(&chapter("6", "无"), &["TX-18"]), []);
}

#[test]
fn what_a_document_that_was_cut_short_does_not_hold_is_not_missed() {
    let rules = ["TX-14", "TX-17", "TX-18"];
    let mut cut = chapter("1", "主动公开信息300条。");
    assert_eq!(found(&cut, &rules).len(), 2);
    for id in cut.form().clone().inputs() {
        let figure = cut.entry(id).figure();
        cut.set_entry(id, Entry::new(figure, Origin::Imported));
    }
    assert_eq!(found(&cut, &rules), []);
    cut.set_text(part(cut.form(), "6"), "没有收取费用。".into());
    assert_eq!(found(&cut, &rules).len(), 1);
}

#[test]
fn a_chapter_copied_from_last_year_is_found_though_its_years_were_changed() {
    let this = "2022年的主要问题是部分栏目更新不够及时，政策解读的形式比较单一，业务人员更换后不熟悉要求。改进措施是按月检查栏目，增加图表和问答形式的解读。";
    let copied = this.replace("2022", "2021").replace("按月", "按季");
    let other = "存在的不足：查阅点利用率低，目录不全，与群众互动较少。下一步将把查阅点迁入办事大厅，重编目录，定期走访村居，回应群众关心的低保和养老问题。";
    let similar = |last: &str| {
        let report = chapter("5", this);
        let session = with_last_year(report.clone(), of_year(BUREAU, 2021, "", &[("5", last)]));
        session.failed().iter().any(|finding| rule(&report, finding) == "XY-09" && words(&report, finding) == this)
    };
    assert!(similar(&copied) && similar(this));
    assert!(!similar(other) && !similar("") && !similar("无。"));
}

/// Pieces of which any text at all is made.
fn fragment() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "收到",
        "政府信息公开申请",
        "7件",
        "，",
        "、",
        "。",
        "；",
        "（",
        "）",
        "其中",
        "均",
        "予以公开",
        "占",
        "42.9%",
        "\n",
        "一百零五件",
        "十",
        "万",
        "〇",
        "2022年",
        "1月1日",
        "至",
        "《",
        "》",
        "〔",
        "号",
        "国办公开办函",
        "编制",
        "局",
        "未收到",
        "因政府信息公开",
        "被申请",
        "行政复议",
        "XX",
        "元",
        "收费通知",
        "99999999999999999999999件",
        "0.",
        "1,136",
        "，136",
        " ",
        "的",
    ]);
    prop_oneof![8 => known.prop_map(String::from), 1 => any::<String>(), 1 => "\\PC{0,6}"]
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic_and_passages_are_words_of_it(
        parts in prop::collection::vec(prop::collection::vec(fragment(), 0..60), 4),
    ) {
        let texts: Vec<String> = parts.iter().map(|part| part.concat()).collect();
        let names = ["preamble", "1", "5", "6"];
        let texts: Vec<(&str, &str)> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
        let report = report("某某县人民政府", "new=7", &texts);
        for finding in with_last_year(report.clone(), report.clone()).findings() {
            if let Some(passage) = &finding.passage {
                // What is said of an empty part points at its beginning.
                let text = report.text(passage.part);
                let words = text.get(passage.range.clone());
                prop_assert!(words.is_some_and(|words| !words.is_empty() || text.is_empty()));
            }
        }
    }
}
