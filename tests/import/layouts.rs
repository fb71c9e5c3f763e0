//! Texts and pages whose layout says less than the form's own, or says it otherwise: heads that are not the form's, tables
//! that lie transposed or in pieces, two layouts in one text, blank lines for blank cells, chapters without markup. What must
//! be read of each published one was read off it by hand.

use std::collections::BTreeMap;

use gouji::domain::proposal::Proposal;
use gouji::domain::report::Part;

use crate::support::{figures, import, prose, samples};

fn cells(proposal: &Proposal) -> BTreeMap<String, String> {
    figures(proposal).into_iter().map(|(name, figure)| (name, figure.to_string())).collect()
}

fn notes(proposal: &Proposal) -> String {
    proposal.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Holds a published layout against all that must be read of it: cells by name; nothing else may be.
fn layout(name: &str, wanted: &[(&str, &str)]) -> Option<Proposal> {
    let bytes = std::fs::read(samples()?.join("layouts").join(name)).expect(name);
    let proposal = import(&bytes).expect(name);
    let wanted: BTreeMap<String, String> = wanted.iter().map(|&(cell, figure)| (cell.into(), figure.into())).collect();
    assert_eq!(cells(&proposal), wanted, "{name}");
    Some(proposal)
}

const NO_RULES: [(&str, &str); 3] =
    [("proactive.rules.issued", "0"), ("proactive.rules.repealed", "0"), ("proactive.rules.in_force", "0")];

const ONE_DOCUMENT: [(&str, &str); 3] = [
    ("proactive.normative_documents.issued", "0"),
    ("proactive.normative_documents.repealed", "0"),
    ("proactive.normative_documents.in_force", "1"),
];

const ONE_LICENCE: [(&str, &str); 1] = [("proactive.licensing.decisions", "470")];

/// The seven cells of a row of table three.
fn row(name: &str, figures: [&'static str; 7]) -> Vec<(String, &'static str)> {
    const COLUMNS: [&str; 7] =
        ["natural_person", "enterprise", "research", "public_interest", "legal_service", "other_org", "total"];
    COLUMNS.iter().zip(figures).map(|(column, figure)| (format!("requests.{name}.{column}"), figure)).collect()
}

#[test]
fn blank_lines_are_blank_cells_where_all_rows_come_out() {
    let mut wanted: Vec<(&str, &str)> = NO_RULES.to_vec();
    wanted.extend([
        ("proactive.normative_documents.issued", "0"),
        ("proactive.normative_documents.repealed", "0"),
        ("proactive.normative_documents.in_force", "0"),
        ("proactive.licensing.decisions", "0"),
        ("proactive.penalties.decisions", "0"),
        ("proactive.compulsion.decisions", "0"),
        ("proactive.fees.amount", "0"),
        ("requests.new.natural_person", "12"),
        ("requests.new.total", "12"),
        ("requests.granted.natural_person", "4"),
        ("requests.denied_process.natural_person", "1"),
    ]);
    layout("blank-paragraph-cells.txt", &wanted);
    // One blank line too few in one row, and nothing says which cells are blank.
    let page = |gap: &str| {
        format!(
            "三、收到和处理政府信息公开申请情况\n\n一、本年新收政府信息公开申请数量\n\n3\n\n\n\n\n{gap}\n3\n\n\
             二、上年结转政府信息公开申请数量\n\n\n\n\n\n\n\n\n四、结转下年度继续办理\n\n\n\n\n\n\n\n\n四、政府信息公开行政复议、行政诉讼情况\n"
        )
    };
    let proposal = import(page("\n").as_bytes()).expect("a proposal");
    let wanted = [("requests.new.natural_person", "3"), ("requests.new.total", "3")];
    assert_eq!(cells(&proposal), wanted.map(|(cell, figure)| (cell.to_string(), figure.to_string())).into());
    let proposal = import(page("").as_bytes()).map(|proposal| cells(&proposal)).unwrap_or_default();
    assert!(proposal.is_empty(), "{proposal:?}");
}

#[test]
fn figures_that_one_table_has_are_not_denied_by_another() {
    let wanted = [NO_RULES.as_slice(), &ONE_DOCUMENT, &ONE_LICENCE].concat();
    if let Some(proposal) = layout("false-note.txt", &wanted) {
        assert!(!notes(&proposal).contains("附近的数字"), "{}", notes(&proposal));
    }
}

#[test]
fn tables_that_are_not_there_are_said() {
    let text = "一、总体情况\n无。\n二、主动公开政府信息情况\n规章 1 2 3\n行政规范性文件 4 5 6\n三、收到和处理政府信息公开申请情况\n\
        四、政府信息公开行政复议、行政诉讼情况\n见附件。\n五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n";
    let proposal = import(text.as_bytes()).expect("a proposal");
    assert_eq!(cells(&proposal).len(), 6);
    for table in ["表三（申请办理）没有读到", "表四（复议诉讼）没有读到"] {
        assert!(notes(&proposal).contains(table), "{}", notes(&proposal));
    }
}

#[test]
fn heads_of_a_block_decide_where_they_are_fewer_than_the_forms() {
    let wanted = [
        ("proactive.rules.made", "0"),
        ("proactive.rules.published", "0"),
        ("proactive.rules.public_total", "0"),
        ("proactive.normative_documents.made", "0"),
        ("proactive.normative_documents.published", "0"),
        ("proactive.normative_documents.public_total", "0"),
        ("proactive.licensing.decisions", "117"),
        ("proactive.penalties.decisions", "2"),
        ("proactive.compulsion.decisions", "0"),
    ];
    if let Some(proposal) = layout("hybrid-blank-tds.html", &wanted) {
        // The amount of fees has no cell in this edition.
        assert!(notes(&proposal).contains("“行政事业性收费”上面的列名与规定的格式不同"), "{}", notes(&proposal));
    }
}

#[test]
fn heads_of_a_block_in_another_order_decide() {
    let page = |heads: &str, figures: &str| {
        let row =
            |cells: &str| format!("<tr>{}</tr>", cells.split('|').map(|c| format!("<td>{c}</td>")).collect::<String>());
        let rows =
            ["信息内容|本年新制作数量|本年新公开数量|对外公开总数量", "规章|1|2|3", "规范性文件|4|5|6", heads, figures];
        let table: String = rows.iter().map(|cells| row(cells)).collect();
        format!(
            "<html><p>某局2019年政府信息公开工作年度报告</p><p>二、主动公开政府信息情况</p><table>{table}</table></html>"
        )
    };
    let read = |heads: &str, figures: &str| cells(&import(page(heads, figures).as_bytes()).expect("a proposal"));
    let licensing = |read: BTreeMap<String, String>| -> Vec<String> {
        let names = ["previous", "change", "decisions"].map(|column| format!("proactive.licensing.{column}"));
        names.iter().map(|name| read.get(name).cloned().unwrap_or_default()).collect()
    };
    assert_eq!(licensing(read("信息内容|上一年项目数量|本年增/减|处理决定数量", "行政许可|7|8|9")), ["7", "8", "9"]);
    assert_eq!(licensing(read("信息内容|处理决定数量|上一年项目数量|本年增/减", "行政许可|7|8|9")), ["8", "9", "7"]);
    assert_eq!(licensing(read("信息内容|上一年项目数量|处理决定数量", "行政许可|7|8")), ["7", "", "8"]);
    assert_eq!(licensing(read("信息内容|处理决定数量", "行政许可|7")), ["", "", "7"]);
    assert_eq!(licensing(read("信息内容|数量", "行政许可|7")), ["", "", ""]);
}

#[test]
fn chapters_without_markup_keep_their_headings_beside_a_marked_one() {
    let mut wanted: Vec<(String, &str)> = Vec::new();
    for (row, figures) in [("rules", ["3", "0", "15"]), ("normative_documents", ["61", "59", "422"])] {
        let columns = ["issued", "repealed", "in_force"];
        wanted
            .extend(columns.iter().zip(figures).map(|(column, figure)| (format!("proactive.{row}.{column}"), figure)));
    }
    wanted.extend(row("new", ["3746", "63", "0", "0", "19", "2", "3830"]));
    for (row, figures) in [
        ("reconsideration", ["119", "25", "91", "24", "259"]),
        ("litigation_direct", ["7", "0", "15", "6", "28"]),
        ("litigation_after_reconsideration", ["21", "1", "7", "9", "38"]),
    ] {
        let columns = ["upheld", "corrected", "other", "pending", "total"];
        wanted.extend(columns.iter().zip(figures).map(|(column, figure)| (format!("disputes.{row}.{column}"), figure)));
    }
    let wanted: Vec<(&str, &str)> = wanted.iter().map(|(name, figure)| (name.as_str(), *figure)).collect();
    let Some(proposal) = layout("md-plain-headings.md", &wanted) else { return };
    assert_eq!((proposal.agency.as_deref(), proposal.year), (Some("宿迁市"), Some(2025)));
    let begins = [(0, "全年召开会议3次"), (4, "全年召开会议3次"), (5, "此处说明平台情况")];
    for (chapter, words) in begins {
        assert!(prose(&proposal, Part::Chapter(chapter)).starts_with(words), "{chapter}");
    }
    assert!(prose(&proposal, Part::Chapter(0)).ends_with("替换文字。"));
}

#[test]
fn paragraphs_of_markdown_part_at_single_line_ends_unless_lines_are_full() {
    let page = |prose: &str| {
        format!(
            "一、总体情况\n{prose}\n二、主动公开政府信息情况\n## 表二\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n| 规章 | 1 | 2 | 3 |\n五、存在的主要问题及改进情况\n无。\n"
        )
    };
    let read = |text: String| prose(&import(text.as_bytes()).expect("a proposal"), Part::Chapter(0)).to_string();
    assert_eq!(read(page("开了会。\n全年培训二百人次，都到了场。")), "开了会。\n全年培训二百人次，都到了场。");
    let line = "这一行写得很满很满一直写到了纸的右边才换到下一行去";
    let full = format!("{line}\n{line}\n{line}\n完了。");
    assert_eq!(read(page(&full)), full.replace('\n', ""));
}

#[test]
fn two_layouts_in_one_text_are_both_read() {
    let mut wanted: Vec<(&str, &str)> = [NO_RULES.as_slice(), &ONE_DOCUMENT, &ONE_LICENCE].concat();
    let rows = [row("new", ["2", "0", "0", "0", "0", "0", "2"]), row("carried_in", ["0"; 7])].concat();
    wanted.extend(rows.iter().map(|(name, figure)| (name.as_str(), *figure)));
    layout("pipes-mixed-layout.txt", &wanted);
}

#[test]
fn tables_below_titles_in_other_words_are_read() {
    for name in ["title-5-qingkuang.txt", "title-9-niandu.txt"] {
        layout(name, &[NO_RULES, ONE_DOCUMENT].concat());
    }
}

#[test]
fn fewer_figures_than_columns_shift_nothing() {
    for line in ["3 3", "| 3 | 3 |", "3  3", "3\n3"] {
        let text = format!(
            "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 {line}\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n"
        );
        let proposal = import(text.as_bytes()).map(|proposal| cells(&proposal)).unwrap_or_default();
        assert!(!proposal.keys().any(|name| name.starts_with("requests.new")), "{line}: {proposal:?}");
    }
}
