//! Habits of pages: contents before the text, what stands under a title, figures that sink below their label, cells that
//! lose their bars, lines that a page breaks in the middle of a sentence.

use gouji::domain::figure::Figure;
use gouji::domain::proposal::Proposal;
use gouji::domain::report::Part;

use crate::support::{figures, import, prose};

fn read(text: &str) -> Proposal {
    import(text.as_bytes()).expect("a proposal")
}

const TITLE: &str = "甲县水务局\n2023年政府信息公开工作年度报告\n";
const FORM: &str = "根据条例编制本报告。\n一、总体情况\n工作正常。\n二、主动公开政府信息情况\n第二十条第（一）项\n\
    信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n行政规范性文件 1 2 3\n\
    第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 4\n\
    第二十条第（六）项\n信息内容 本年处理决定数量\n行政处罚 5\n行政强制 6\n\
    第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 7.5\n";
const REST: &str = "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n\
    五、存在的主要问题及改进情况\n人手不足。\n六、其他需要报告的事项\n无。\n";

#[test]
fn a_table_of_contents_with_page_numbers_is_no_prose() {
    let chapters = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ];
    for leader in ["……", "...........", "\t", "", " - "] {
        let contents: String = chapters.iter().enumerate().map(|(n, c)| format!("{c}{leader}{}\n", n + 1)).collect();
        let proposal = read(&format!("{TITLE}目  录\n{contents}{TITLE}{FORM}{REST}"));
        assert_eq!(prose(&proposal, Part::Preamble), "根据条例编制本报告。", "{leader:?}");
        assert_eq!(prose(&proposal, Part::Chapter(0)), "工作正常。");
        assert_eq!((proposal.agency.as_deref(), proposal.year), (Some("甲县水务局"), Some(2023)));
    }
}

#[test]
fn what_stands_below_a_title_is_no_preamble() {
    let below = ["（2023年度）", "来源：甲县水务局 时间：2024-01-22", "发布日期：2024-01-22 10:00 浏览次数：15"];
    for line in below {
        let proposal = read(&format!("甲县水务局政府信息公开工作年度报告\n{line}\n{FORM}{REST}"));
        assert_eq!(prose(&proposal, Part::Preamble), "根据条例编制本报告。", "{line}");
        assert_eq!(proposal.agency.as_deref(), Some("甲县水务局"));
    }
    let proposal = read(&format!("甲县水务局政府信息公开工作年度报告\n（2023年度）\n{FORM}{REST}"));
    assert_eq!(proposal.year, Some(2023));
}

#[test]
fn figures_that_sink_below_the_first_line_of_their_label_are_one_row() {
    let table = "二、上年结转政府信息公开申请数量            0    0    0   0   0   0   0\n\
                 （四）无法  1.本机关不掌握相关政府信    3    1\n\
                 提供                  息          0   0   0   2   6\n\
                 2.没有现成信息需要另行制作    4    0    0   0   0   0   4\n";
    let text = format!("{TITLE}{FORM}{}", REST.replacen("情况\n", &format!("情况\n{table}"), 1));
    let found = figures(&read(&text));
    let row = |name: &str| {
        ["natural_person", "enterprise", "other_org", "total"]
            .map(|column| found.get(&format!("requests.{name}.{column}")).copied().unwrap_or_default())
    };
    assert_eq!(row("unavailable_not_held"), [3, 1, 2, 6].map(Figure::from));
    assert_eq!(row("unavailable_needs_creation"), [4, 0, 0, 4].map(Figure::from));
    // Where the second line does not go on to the right, it is not known which figures come first.
    let raw = text.replace("提供                  息          0", "息 0");
    let found = figures(&read(&raw));
    assert!(!found.contains_key("requests.unavailable_not_held.natural_person"));
}

#[test]
fn a_label_that_lost_its_bars_is_no_prose() {
    let bars: String =
        FORM.lines()
            .map(|line| {
                if line.contains([' ', '\t']) { format!("{}\n", line.replace(' ', " | ")) } else { format!("{line}\n") }
            })
            .collect();
    let proposal = read(&format!("{TITLE}{bars}{REST}"));
    assert_eq!(figures(&proposal)["proactive.normative_documents.in_force"], Figure::from(3));
    assert_eq!(prose(&proposal, Part::Chapter(1)), "");
}

#[test]
fn a_line_that_goes_on_with_a_closing_sign_or_behind_an_open_bracket_begins_no_paragraph() {
    let prose_lines = "2023年，我局认真贯彻落实条例各项要求，全面推进公开工作\n\
        ，坚持以公开为常态、不公开为例外的原则，依法依规做好各\n\
        项公开工作，及时回应群众（联系地址为\n\
        中山路八号），并且按照有关规定对外公布相关的联系方式等\n\
        信息。";
    let proposal = read(&format!("{TITLE}{}{REST}", FORM.replace("工作正常。", prose_lines)));
    assert_eq!(prose(&proposal, Part::Chapter(0)), prose_lines.replace(['\n', ' '], ""));
}
