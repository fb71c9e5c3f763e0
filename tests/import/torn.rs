//! Text in which it cannot be told whose a figure is, and text in which it can though it does not look like it.

use gouji::domain::figure::Figure;
use gouji::domain::proposal::Proposal;
use gouji::domain::report::Part;

use crate::support::{figures, import, prose};

fn read(text: &str) -> Proposal {
    import(text.as_bytes()).expect("a proposal")
}

fn figure(text: &str, cell: &str) -> Figure {
    figures(&read(text)).get(cell).copied().unwrap_or(Figure::Unfilled)
}

const HEAD: &str = "甲局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n规章 1 1 1\n\
    三、收到和处理政府信息公开申请情况\n";

/// Seven groups of seven figures, a line each, behind the first of seven labels.
fn groups(before: &str, gap: &str) -> String {
    let figures: Vec<String> = (0..7)
        .map(|row| (0..7).map(|column| format!("{}", 100 + row * 10 + column)).collect::<Vec<_>>().join("\n"))
        .collect();
    let labels = "（一）予以公开\n（二）部分公开\n1.属于国家秘密\n2.其他法律行政法规禁止公开\n3.危及“三安全一稳定”\n\
        4.保护第三方合法权益\n5.属于三类内部事务信息\n6.属于四类过程性信息\n";
    let (first, rest) = labels.split_once('\n').expect("labels");
    format!("{HEAD}{before}{first}\n{}\n{gap}{rest}7.属于行政执法案卷 9 9 9 9 9 9 9\n", figures.join("\n\n"))
}

#[test]
fn seven_groups_of_seven_figures_are_not_turned_round() {
    let proposal = read(&groups("", ""));
    let wrong: Vec<_> = figures(&proposal).into_iter().filter(|(name, _)| name.contains("partial")).collect();
    assert_eq!(wrong, [], "a group may be a row or a column");
    assert!(!proposal.notes.is_empty());
}

#[test]
fn figures_of_their_own_lines_are_left_where_more_of_them_cannot_be_told_apart() {
    let zeros = |count: usize| "0\n".repeat(count);
    let text = format!(
        "{HEAD}一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n{}（一）予以公开\n{}\
         （二）部分公开\n1.属于国家秘密\n",
        zeros(10),
        zeros(7)
    );
    assert_eq!(figure(&text, "requests.granted.natural_person"), Figure::Unfilled);
}

#[test]
fn a_row_below_an_unknown_label_is_not_that_of_the_label_above() {
    let text = "甲局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n规章 1 2 3\n第二十条第（五）项\n信息内容\n\
        本年处理决定数量\n行政许可\n第二十条第（六）项\n信息内容\n本年处理决定数量\n政府采购事项\n108\n行政强制\n9\n";
    let proposal = read(text);
    assert!(proposal.figures.iter().all(|figure| figure.figure != 108.into()), "{:?}", proposal.figures);
    assert!(!proposal.notes.is_empty());
}

#[test]
fn a_label_whose_own_figures_make_no_row_gets_none_of_the_next() {
    let text = format!(
        "{HEAD}二、 1 2 3 4 5 6\n上年结转政府信息公开申请数量\n五（ 11 12 13 14 15 16 81\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
    );
    assert_eq!(figure(&text, "requests.carried_in.natural_person"), Figure::Unfilled);
    assert_eq!(figure(&text, "requests.carried_out.total"), 0.into());
}

#[test]
fn the_numbering_of_a_label_is_no_figure() {
    let text = format!("{HEAD}2.重复申请\n1\n2\n3\n4\n5\n6\n3\n.要求提供公开出版物\n1\n2\n3\n4\n5\n6\n21\n");
    assert_eq!(figure(&text, "requests.unprocessed_repeat.total"), Figure::Unfilled);
    assert_eq!(figure(&text, "requests.unprocessed_publication.total"), 21.into());
    // With a blank cell there are as many numbers as belong there.
    for line in ["3 .要求提供公开出版物 1 2 3 4 5 15", "3   1 2 3 4 5 15\n .要求提供公开出版物"] {
        let text = format!("{HEAD}2.重复申请 1 2 3 4 5 6 21\n{line}\n");
        assert_eq!(figure(&text, "requests.unprocessed_publication.natural_person"), Figure::Unfilled, "{line}");
        assert_eq!(figure(&text, "requests.unprocessed_repeat.natural_person"), 1.into(), "{line}");
    }
}

#[test]
fn a_label_put_together_from_two_rows_with_figures_is_none() {
    let text = "二、主动公开政府信息情况\n\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n\
        | 行政规 | 101 | 102 | 103 |\n| 范性文件 | 104 |  |  |\n| 行政许可 | 7 |  |  |\n";
    assert_eq!(figure(text, "proactive.normative_documents.issued"), Figure::Unfilled);
    assert_eq!(figure(text, "proactive.licensing.decisions"), 7.into());
}

#[test]
fn digits_apart_are_no_figure() {
    let row = |cell: &str| {
        format!(
            "<table><tr><td>规章</td><td>{cell}</td><td>2</td><td>3</td></tr><tr><td>行政许可</td><td>4</td></tr></table>"
        )
    };
    let page = |cell: &str| format!("<html><p>二、主动公开政府信息情况</p>{}", row(cell));
    assert_eq!(figure(&page("1 2"), "proactive.rules.issued"), Figure::Unfilled);
    assert_eq!(figure(&page("12 件"), "proactive.rules.issued"), 12.into());
}

#[test]
fn cells_that_a_program_guessed_are_read_only_where_all_figures_are_there() {
    let text = "三、收到和处理政府信息公开申请情况\n\n|  |  |  |  |  |  |  |  |\n|---|---|---|---|---|---|---|---|\n\
        | 一、本年新收政府信息公开申请数量 |  | 1 | 2 3 | 4 | 5 6 | 21 |  |\n\
        | 二、上年结转政府信息公开申请数量 |  |  | 0 | 0 0 |  | 0 |  |\n\
        | 四、结转下年度继续办理 |  |  | 7 | 8 | 9 |  |  |\n";
    assert_eq!(figure(text, "requests.new.legal_service"), 5.into());
    assert_eq!(figure(text, "requests.new.total"), 21.into());
    let proposal = read(text);
    assert!(!figures(&proposal).keys().any(|name| name.contains("carried")), "{:?}", figures(&proposal));
}

#[test]
fn remarks_behind_short_labels_change_nothing() {
    let text = "二、主动公开政府信息情况\n\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n\
        | 规章（由有权制定规章的机关填写） | 1 | 2 | 3 |\n| **行政规范性文件** | **4** | 5 | 6 |\n";
    assert_eq!(figure(text, "proactive.rules.in_force"), 3.into());
    assert_eq!(figure(text, "proactive.normative_documents.issued"), 4.into());
}

const TRADITIONAL: &str = "興安縣水務局2023年政府信息公開工作年度報告\n二、主動公開政府信息情況\n信息內容 本年制發件數 本年廢止件數 現行有效件數\n\
    規章 0 0 0\n行政規範性檔案 1 2 3件\n第二十條第（五）項\n行政許可 4\n第二十條第（八）項\n行政事業性收費 5萬元\n\
    三、收到和處理政府信息公開申請情況\n一、本年新收政府信息公開申請數量 1 0 0 0 0 0 1\n\
    （三）不予公開 1.屬於國家秘密 0 0 0 0 0 0 0\n8.屬於行政查詢事項 無 0 0 0 0 0 0\n";

#[test]
fn traditional_characters_are_read_and_names_stay_as_printed() {
    let proposal = read(TRADITIONAL);
    assert_eq!((proposal.agency.as_deref(), proposal.year), (Some("興安縣水務局"), Some(2023)));
    assert_eq!(proposal.form.edition(), "2021");
    let figures = figures(&proposal);
    assert_eq!(figures["proactive.normative_documents.in_force"], 3.into());
    assert_eq!(figures["proactive.fees.amount"], 5.into());
    assert_eq!(figures["requests.denied_inquiry.natural_person"], Figure::NotApplicable);
    assert_eq!(figures.len(), 6 + 2 + 21);
}

#[test]
fn readings_in_brackets_are_no_part_of_a_label_and_are_said() {
    let page = "<html><p>二、主動公開政府信息情況</p><table><tr><td>規(guī)章</td><td>1</td><td>2</td><td>3</td></tr>\
        <tr><td>行政規範（fàn）性文件</td><td>4</td><td>5</td><td>6</td></tr></table></html>";
    let proposal = read(page);
    assert_eq!(figures(&proposal)["proactive.rules.issued"], 1.into());
    assert_eq!(figures(&proposal)["proactive.normative_documents.in_force"], 6.into());
    let said = |words: &str| proposal.departures.iter().any(|departure| departure.text.contains(words));
    assert!(said("規(guī)章") && said("行政規範（fàn）性文件"));
    assert!(proposal.figures.iter().all(|figure| figure.doubtful));
}

#[test]
fn menus_that_name_reports_are_no_title() {
    let page = "<html><ul><li>首页</li><li>政府信息公开年报</li></ul><h1>安平县教育局2023年政府信息公开工作年度报告</h1>\
        <p>二、主动公开政府信息情况</p><table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table></html>";
    let proposal = read(page);
    assert_eq!((proposal.agency.as_deref(), proposal.year), (Some("安平县教育局"), Some(2023)));
}

#[test]
fn a_page_s_own_heading_and_head_outweigh_links_and_a_contradiction_is_said() {
    let table = "<p>二、主动公开政府信息情况</p><table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>";
    let link = "<p>安平县水利局2021年政府信息公开工作年度报告</p>";
    let marked = format!("<html>{link}<p>栏目</p><h1>安平县教育局2023年政府信息公开工作年度报告</h1>{table}</html>");
    let named = format!(
        "<html><head><title>安平县教育局2023年政府信息公开工作年度报告_安平县人民政府</title></head>{link}<p>栏目</p>\
         <p>安平县教育局2023年政府信息公开工作年度报告</p>{table}</html>"
    );
    let only_named = format!(
        "<html><head><meta name=\"ArticleTitle\" content=\"安平县教育局2023年政府信息公开工作年度报告\"></head>{table}</html>"
    );
    for page in [marked, named, only_named] {
        let proposal = read(&page);
        assert_eq!((proposal.agency.as_deref(), proposal.year), (Some("安平县教育局"), Some(2023)), "{page}");
    }
    let page = format!(
        "<h1>安平县教育局2023年政府信息公开工作年度报告</h1><p>数据统计期限自2022年1月1日起至2022年12月31日止。</p>{table}"
    );
    let proposal = read(&page);
    assert_eq!(proposal.year, Some(2023));
    assert!(proposal.notes[0].text.contains("导语写的是 2022 年"), "{:?}", proposal.notes);
}

#[test]
fn page_numbers_among_paragraphs_are_no_figures() {
    let page = "<html><p>二、主动公开政府信息情况</p><p>行政许可</p><p>4</p><p>行政事业性收费</p><p>5</p><p>— 2 —</p>\
        <p>三、收到和处理政府信息公开申请情况</p></html>";
    assert_eq!(figure(page, "proactive.fees.amount"), 5.into());
}

#[test]
fn two_lines_of_a_sentence_are_one_paragraph_though_no_line_is_full() {
    let text = format!(
        "{HEAD}四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n\
         公开的内容还不够全面，解读的形式还不够多样，与群众的期盼相\n比仍有差距。\n六、其他需要报告的事项\n无。\n"
    );
    let expected = "公开的内容还不够全面，解读的形式还不够多样，与群众的期盼相比仍有差距。";
    assert_eq!(prose(&read(&text), Part::Chapter(4)), expected);
}

#[test]
fn a_head_in_another_unit_of_money_is_heeded() {
    let page = |head: &str| {
        format!(
            "<html><p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>{head}</td></tr>\
             <tr><td>行政事业性收费</td><td>125000</td></tr></table></html>"
        )
    };
    assert_eq!(figure(&page("本年收费金额（单位：万元）"), "proactive.fees.amount"), 125_000.into());
    let read = read(&page("本年收费金额（单位：元）"));
    assert_eq!(figures(&read)["proactive.fees.amount"], "12.5".parse().expect("a figure"));
    assert!(read.notes.iter().any(|note| note.text.contains("换算")), "{:?}", read.notes);
}
