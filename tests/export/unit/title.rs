//! Titles: their lines, where they end, and that no name is torn.

use gouji::export::document::Document;
use gouji::export::title::{Title, pieces};
use gouji::export::wrap::width;
use proptest::prelude::*;

const LINE: &str = "2022年政府信息公开工作年度报告";

fn document(agency: &str) -> Document {
    Document {
        mark: None,
        agency: Some(agency.into()),
        title: LINE.into(),
        preamble: Vec::new(),
        chapters: Vec::new(),
        closing: Vec::new(),
    }
}

fn lines(agency: &str) -> Vec<String> {
    Title::new(&document(agency), 0).agency.into_iter().map(String::from).collect()
}

#[test]
fn a_name_that_fits_stands_on_one_line_and_the_year_on_the_next() {
    let document = document("利通区人民政府办公室");
    let title = Title::new(&document, 0);
    assert_eq!((title.size, title.agency, title.title), (440, vec!["利通区人民政府办公室"], vec![LINE]));
}

#[test]
fn a_long_name_is_parted_behind_a_place_in_lines_about_as_long() {
    for (name, expected) in [
        ("内蒙古自治区锡林郭勒盟正蓝旗人民政府办公室", ["内蒙古自治区锡林郭勒盟", "正蓝旗人民政府办公室"]),
        ("山西省临汾市乡宁县昌宁镇人民政府政务服务中心", ["山西省临汾市乡宁县昌宁镇", "人民政府政务服务中心"]),
        ("河南省新乡市红旗区市场监督管理局综合执法大队", ["河南省新乡市红旗区", "市场监督管理局综合执法大队"]),
        ("山东省济南市市中区大观园街道办事处党政办公室", ["山东省济南市市中区", "大观园街道办事处党政办公室"]),
        (
            "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府",
            ["新疆维吾尔自治区伊犁哈萨克自治州", "察布查尔锡伯自治县人民政府"],
        ),
    ] {
        assert_eq!(lines(name), expected, "{name}");
    }
}

#[test]
fn pieces_are_whole_words() {
    assert_eq!(pieces("正蓝旗人民政府办公室"), ["正蓝旗", "人民政府", "办公室"]);
    assert_eq!(pieces(LINE), ["2022年", "政府信息公开工作", "年度报告"]);
    assert_eq!(pieces("住房和城乡建设局综合行政执法大队"), ["住房和城乡建设局", "综合行政执法大队"]);
    assert_eq!(pieces("甲"), ["甲"]);
    assert_eq!(pieces(""), Vec::<&str>::new());
}

const WHOLE: [&str; 6] = ["人民政府", "办公室", "街道办事处", "管理委员会", "自治区", "市场监督管理局"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_name_of_any_length_takes_two_lines_at_most_each_within_the_page_and_loses_nothing(
        parts in prop::collection::vec(
            prop_oneof![
                "[甲乙丙丁戊己庚辛][甲乙丙丁戊己庚辛](省|市|县|区|旗|盟|镇|乡)",
                prop::sample::select(&WHOLE[..]).prop_map(String::from),
                "[甲乙丙丁戊己庚辛]{2,4}局",
            ],
            2..14,
        ).prop_filter("8 to 60 characters", |parts| (8..=60).contains(&parts.concat().chars().count())),
        less in prop::sample::select(&[0_usize, 2][..]),
    ) {
        let name = parts.concat();
        let document = document(&name);
        // Cells of a workbook have margins.
        let title = Title::new(&document, less);
        let lines: Vec<&str> = title.agency.iter().chain(&title.title).copied().collect();
        prop_assert!(lines.len() <= 3, "{:?}", title);
        prop_assert_eq!(title.agency.concat(), name.clone());
        let room = 8845 * 2 / title.size - less as u32;
        prop_assert!(lines.iter().all(|line| width(line) <= room as usize), "{:?}", title);
        if let [first, _] = title.agency[..] {
            for word in WHOLE {
                let torn = name.match_indices(word).any(|(at, _)| at < first.len() && first.len() < at + word.len());
                prop_assert!(!torn, "{:?} in {:?}", word, title);
            }
            prop_assert!(title.size >= 360 || name.chars().count() > 28, "{:?}", title);
        }
    }
}
