//! What stands alone of `import::recogniser::title`.

use gouji::import::block::{Block, Line};
use gouji::import::recogniser::title::*;

fn of(lines: &[&str]) -> (Option<String>, Option<i32>) {
    let block = |text: &&str| Block::Line(Line { text: (*text).into(), ..Line::default() });
    let forms = gouji::store::forms::Forms::default();
    let words = forms.newest().and_then(|form| form.definition().titles.as_ref());
    let blocks: Vec<Block> = lines.iter().map(block).collect();
    let title = title(words, &blocks, blocks.len(), &[]);
    (title.agency, title.year)
}

#[test]
fn titles_name_agency_and_year_on_one_line_or_several() {
    let named = |agency: &str, year: i32| (Some(agency.to_string()), Some(year));
    assert_eq!(of(&["甲区人民政府办公室", "2022年政府信息公开工作年度报告"]), named("甲区人民政府办公室", 2022));
    assert_eq!(of(&["图片", "鸭南乡２０２１年政府信息公开工作年度报告", "打印"]), named("鸭南乡", 2021));
    assert_eq!(
        of(&["2025 年甲市乙区人民政府丙街道政府信息", "公开工作年度报告"]),
        named("甲市乙区人民政府丙街道", 2025)
    );
    assert_eq!(of(&["甲市", "2023 年报告"]), named("甲市", 2023));
    assert_eq!(of(&["标题：甲县发展和改革局2023年政府信息公开年度报告-甲县发改局"]), named("甲县发展和改革局", 2023));
    assert_eq!(of(&["甲局二〇二〇年度政府信息公开工作年度报告"]), named("甲局", 2020));
    assert_eq!(of(&["甲局二〇二五年度", "政府信息公开工作年度报告"]), named("甲局", 2025));
    assert_eq!(of(&["甲局政府信息公开工作2020年度报告"]).1, Some(2020));
}

#[test]
fn what_no_title_says_comes_from_the_preamble_or_stays_open() {
    assert_eq!(of(&["甲市工业局", "政府信息公开工作年度报告", "正文。"]), (Some("甲市工业局".into()), None));
    let preamble = ["年度报告", "现发布《甲局 2022年政府信息公开工作年度报告》，期限从 2022年 1月1日起。"];
    assert_eq!(of(&preamble), (Some("甲局".into()), Some(2022)));
    assert_eq!(of(&["根据《政府信息公开工作年度报告格式》，数据自2021年1月1日起。"]), (None, Some(2021)));
    assert_eq!(of(&["一、二、三"]), (None, None));
}

#[test]
fn titles_in_other_words_are_titles_too() {
    let named = |agency: &str, year: i32| (Some(agency.to_string()), Some(year));
    assert_eq!(of(&["甲县自然资源局关于2021年度政府信息公开情况的报告"]), named("甲县自然资源局", 2021));
    assert_eq!(of(&["关于甲县水利局2023年度政府信息公开工作情况的报告"]), named("甲县水利局", 2023));
    assert_eq!(
        of(&["甲市乙风景区管理委员会办公室2024年度政府信息公开工作报告"]),
        named("甲市乙风景区管理委员会办公室", 2024)
    );
    assert_eq!(of(&["甲县教育局2022年政务公开年报"]), named("甲县教育局", 2022));
    assert_eq!(of(&["甲县教育局2022年政务公开工作年度报告"]), named("甲县教育局", 2022));
    assert_eq!(of(&["正文", "甲县教育局2022年度", "政府信息公开工作年度报告"]), named("甲县教育局", 2022));
    assert_eq!(of(&["甲县审计局", "2022年度政府信息公开", "工作年度报告", "正文"]), named("甲县审计局", 2022));
}

#[test]
fn links_to_reports_of_other_years_above_it_are_not_the_title() {
    let links = [
        "乙县教育局2019年政府信息公开工作年度报告",
        "乙县教育局2020年政府信息公开工作年度报告",
        "乙县教育局2021年政府信息公开工作年度报告",
    ];
    let preamble = "数据统计期限自2023年1月1日起至2023年12月31日止。";
    let own = "乙县水利局2023年政府信息公开工作年度报告";
    let page = [links[0], links[1], links[2], "当前位置：首页", own, preamble];
    assert_eq!(of(&page), (Some("乙县水利局".into()), Some(2023)));
    let without = [links[0], links[1], links[2], "当前位置：首页", own, "现予公布。"];
    assert_eq!(of(&without), (Some("乙县水利局".into()), Some(2023)));
    let one_link = [links[2], "当前位置：首页", own, preamble];
    assert_eq!(of(&one_link), (Some("乙县水利局".into()), Some(2023)));
}
