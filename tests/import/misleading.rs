//! Tables that look like the form's and are not: of another year, below heads that the form does not have, in another order,
//! with a page's number or half a figure among their figures. What is read is right, and what is left is said.

use std::collections::BTreeMap;

use gouji::domain::figure::Figure;
use gouji::domain::form::Form;
use gouji::domain::proposal::Proposal;

use crate::support::{figures, forms, import};

const SECOND: &str = "二、主动公开政府信息情况";
const THIRD: &str = "三、收到和处理政府信息公开申请情况";
const HEADS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

type Table = Vec<Vec<String>>;

fn form() -> &'static Form {
    &forms()[1]
}

/// The lines of table three: their labels, and seven figures that add up; `seed` makes them others.
fn lines(seed: usize) -> Vec<(String, [usize; 7])> {
    let rows = form().tables()[1].rows.iter().enumerate();
    let line = |(row, about): (usize, &gouji::domain::definition::Row)| {
        let mut figures = [0; 7];
        (0..6).for_each(|column| figures[column] = seed + row * 7 + column * 3);
        figures[6] = figures.iter().sum();
        (about.label.clone(), figures)
    };
    rows.map(line).collect()
}

fn third(seed: usize, heads: [String; 7]) -> Table {
    let mut table = vec![[vec!["申请人情况".to_string()], heads.to_vec()].concat()];
    table.extend(
        lines(seed)
            .into_iter()
            .map(|(label, figures)| [vec![label], figures.iter().map(usize::to_string).collect()].concat()),
    );
    table
}

fn heads() -> [String; 7] {
    HEADS.map(String::from)
}

fn cells(table: &Table) -> String {
    let row = |row: &Vec<String>| {
        format!("<tr>{}</tr>", row.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>())
    };
    format!("<table>{}</table>", table.iter().map(row).collect::<String>())
}

fn page(parts: &[String]) -> String {
    format!(
        "<html><h1>某局2023年政府信息公开工作年度报告</h1><h2>{SECOND}</h2><table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table>\
         <h2>{THIRD}</h2>{}<h2>五、存在的主要问题及改进情况</h2><p>无。</p></html>",
        parts.concat()
    )
}

fn read(text: &str) -> (BTreeMap<String, Figure>, Proposal) {
    let proposal = import(text.as_bytes()).expect("a proposal");
    let mut read = figures(&proposal);
    read.retain(|cell, _| cell.starts_with("requests."));
    (read, proposal)
}

fn number(figure: usize) -> Figure {
    Figure::from(u32::try_from(figure).expect("small"))
}

/// Holds what was read against the table of that seed, and returns how much it is.
fn right(read: &BTreeMap<String, Figure>, seed: usize) -> usize {
    let lines = lines(seed);
    for (name, figure) in read {
        let about = form().cell(form().find(name).expect("a cell"));
        assert_eq!(*figure, number(lines[about.row].1[about.column]), "{name}");
    }
    read.len()
}

fn said(proposal: &Proposal, words: &str) -> bool {
    proposal.notes.iter().any(|note| note.text.contains(words))
}

#[test]
fn a_table_of_another_year_is_not_read_and_said() {
    for year in ["（上年）", "（2022年）", "(2022年度)"] {
        let (read, proposal) = read(&page(&[cells(&third(5, heads().map(|head| head + year)))]));
        assert!(read.is_empty() && said(&proposal, "不是报告年度的"), "{year}: {read:?}");
    }
    for caption in ["上年数据（供对比）：", "附：上一年度情况", "（2022年度）"] {
        let (read, proposal) = read(&page(&[format!("<p>{caption}</p>"), cells(&third(5, heads()))]));
        assert!(read.is_empty() && said(&proposal, "不是报告年度的"), "{caption}: {read:?}");
    }
}

#[test]
fn beside_a_table_of_another_year_the_reports_own_is_read() {
    let (last, own) = (cells(&third(5, heads())), cells(&third(50, heads())));
    let caption = |words: &str| format!("<p>{words}</p>");
    for parts in [
        vec![own.clone(), caption("上年数据（供对比）："), last.clone()],
        vec![caption("2022年度情况"), last.clone(), caption("2023年度情况"), own.clone()],
    ] {
        assert_eq!(right(&read(&page(&parts)).0, 50), 175);
    }
    let sides: Table =
        third(5, heads()).into_iter().zip(third(50, heads())).map(|(last, own)| [last, own].concat()).collect();
    let mut named = vec![vec![String::new(); 16]];
    (named[0][0], named[0][8]) = ("上年".into(), "本年".into());
    named.extend(sides.clone());
    assert_eq!(right(&read(&page(&[cells(&named)])).0, 50), 175);
    // Nothing says which is which.
    let (read, proposal) = read(&page(&[cells(&sides)]));
    assert!(read.is_empty() && said(&proposal, "出现了两次"));
}

#[test]
fn rows_and_columns_of_another_year_are_passed_over() {
    let mut rows = Table::new();
    for (own, last) in third(50, heads()).into_iter().zip(third(5, heads())) {
        rows.push(own);
        rows.push([vec!["上年".to_string()], last[1..].to_vec()].concat());
    }
    rows.remove(1);
    assert_eq!(right(&read(&page(&[cells(&rows)])).0, 50), 175);
    let text = |own: &str, last: &str| {
        format!(
            "<html><h2>{SECOND}</h2><table><tr><td>信息内容</td><td>{own}</td><td>{last}</td></tr>\
             <tr><td>行政许可</td><td>12</td><td>10</td></tr></table></html>"
        )
    };
    for (own, last, figure) in [("本年", "上年", 12), ("上年", "本年", 10), ("上年度", "本年度", 10)] {
        let proposal = import(text(own, last).as_bytes()).expect("a proposal");
        assert_eq!(figures(&proposal)["proactive.licensing.decisions"], number(figure), "{own} {last}");
    }
}

#[test]
fn a_line_of_another_year_is_not_that_of_the_form() {
    let text = format!(
        "某局2023年政府信息公开工作年度报告\n{THIRD}\n一、上年新收政府信息公开申请数量 1 0 0 0 0 0 1\n\
         二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2\n"
    );
    let (read, _) = read(&text);
    assert_eq!((read.len(), read["requests.carried_in.total"]), (7, 2.into()));
}

#[test]
fn below_heads_that_are_not_the_forms_nothing_is_guessed() {
    for (at, head, left) in
        [(0, "外国人", 150), (1, "其他企业", 150), (4, "新闻媒体", 150), (1, "自然人", 0), (5, "总计", 0)]
    {
        let mut heads = heads();
        heads[at] = head.into();
        let (read, proposal) = read(&page(&[cells(&third(5, heads))]));
        assert_eq!(right(&read, 5), left, "{head}");
        let own = &HEADS[at];
        assert!(said(&proposal, "的列名“"), "{head} for {own}");
    }
    // Fewer words, and a slip that begins like no other head.
    for (at, head) in [(1, "企业"), (2, "科研企业"), (3, "社会组织")] {
        let mut heads = heads();
        heads[at] = head.into();
        assert_eq!(right(&read(&page(&[cells(&third(5, heads))])).0, 5), 175, "{head}");
    }
}

#[test]
fn a_table_whose_columns_stand_in_two_tables_is_read() {
    for cut in 2..6 {
        let piece = |from: usize, to: usize| -> String {
            let row = |row: Vec<String>| [vec![row[0].clone()], row[1 + from..=to].to_vec()].concat();
            cells(&third(5, heads()).into_iter().map(row).collect())
        };
        assert_eq!(right(&read(&page(&[piece(0, cut), piece(cut, 7)])).0, 5), 175);
    }
}

/// A text with table three: its heads and labels, then its figures a line each.
fn apart(heads: &[&str], labels: &[String], figures: &[usize]) -> String {
    let figures: Vec<String> = figures.iter().map(usize::to_string).collect();
    let (heads, labels, figures) = (heads.join("\n"), labels.join("\n"), figures.join("\n"));
    format!(
        "某局2023年政府信息公开工作年度报告\n{THIRD}\n{heads}\n{labels}\n{figures}\n四、政府信息公开行政复议、行政诉讼情况\n"
    )
}

/// Lines of table three in which all sums of the form come out.
fn sound() -> Vec<(String, [usize; 7])> {
    let mut lines = lines(3);
    let last = lines.len() - 1;
    for column in 0..6 {
        let handled = lines[2..last - 1].iter().map(|(_, figures)| figures[column]).sum();
        let (carried_in, carried_out) = (lines[1].1[column], lines[last].1[column]);
        lines[last - 1].1[column] = handled;
        lines[0].1[column] = handled + carried_out - carried_in;
    }
    lines.iter_mut().for_each(|(_, figures)| figures[6] = figures[..6].iter().sum());
    lines
}

#[test]
fn sums_prove_nothing_below_labels_in_another_order() {
    let read = |heads: &[&str], lines: &[(String, [usize; 7])]| {
        let labels: Vec<String> = lines.iter().map(|(label, _)| label.clone()).collect();
        let printed: Vec<usize> = lines.iter().flat_map(|(_, figures)| figures.iter().copied()).collect();
        import(apart(heads, &labels, &printed).as_bytes()).map_or(0, |proposal| proposal.figures.len())
    };
    let lines = sound();
    assert_eq!(read(&HEADS, &lines), 175);
    let mut swapped = lines.clone();
    swapped.swap(5, 6);
    assert_eq!(read(&HEADS, &swapped), 0);
    let mut heads = HEADS;
    heads.swap(1, 2);
    assert_eq!(read(&heads, &lines), 0);
    assert_eq!(
        read(
            &["自然人", "商业", "企业", "科研", "机构", "社会公", "益组织", "其他", "法律服", "务机构", "总计"],
            &lines
        ),
        0
    );
}

#[test]
fn heads_on_lines_of_their_own_in_another_order_place_nothing() {
    let text = |heads: [&str; 3], third: &str| {
        format!(
            "{SECOND}\n信息内容\n{}\n规章\n1\n2\n3\n{THIRD}\n{third}\n二、上年结转政府信息公开申请数量\n1\n2\n0\n0\n0\n0\n3\n",
            heads.join("\n")
        )
    };
    let own = ["本年制发件数", "本年废止件数", "现行有效件数"];
    let proposal = import(text(own, &HEADS.join("\n")).as_bytes()).expect("a proposal");
    assert_eq!(proposal.figures.len(), 10);
    let mut heads = HEADS;
    heads.swap(0, 1);
    let proposal = import(text(own, &heads.join("\n")).as_bytes()).expect("a proposal");
    assert_eq!(proposal.figures.len(), 3);
    let proposal = import(text([own[1], own[0], own[2]], &HEADS.join("\n")).as_bytes()).expect("a proposal");
    assert_eq!(proposal.figures.len(), 7);
    assert!(said(&proposal, "上面的列名"));
}

#[test]
fn a_number_at_a_pages_end_does_not_fill_a_row_that_lost_a_cell() {
    let text = |row: &str| {
        format!(
            "某局2023年政府信息公开工作年度报告\n{THIRD}\n二、上年结转政府信息公开申请数量\n{row}\n四、结转下年度继续办理\n0\n0\n0\n0\n0\n0\n0\n"
        )
    };
    let read = |row: &str| {
        figures(&import(text(row).as_bytes()).expect("a proposal")).contains_key("requests.carried_in.total")
    };
    assert!(read("1\n2\n0\n0\n0\n0\n3\n\u{c}"), "the figures add up with it");
    assert!(!read("1\n2\n0\n0\n0\n3\n3\n\u{c}"));
    assert!(!read("1\n2\n0\n\u{c}4\n0\n0\n3"));
}

#[test]
fn figures_of_which_narrow_cells_broke_several_are_not_read_in_pieces() {
    let text = format!(
        "某局2023年政府信息公开工作年度报告\n{THIRD}\n二、上年结转政府信息公开申请数量 12 30 0 0 0 0 43\n                 5  7           2\n四、结转下年度继续办理 0 0 0 0 0 0 0\n"
    );
    let read = figures(&import(text.as_bytes()).expect("a proposal"));
    assert!(!read.contains_key("requests.carried_in.total"), "{read:?}");
}

#[test]
fn heads_behind_a_caption_end_what_a_head_of_another_year_is_about() {
    let rows = [
        ["信息内容", "2018年项目数量", "本年增/减", "处理决定数量"],
        ["行政强制", "15", "16", "17"],
        ["第二十条第（八）项", "", "", ""],
        ["信息内容", "上一年项目数量", "本年增/减", ""],
        ["行政事业性收费", "18", "19", ""],
        ["第二十条第（九）项", "", "", ""],
        ["信息内容", "采购项目数量", "采购总金额", ""],
        ["政府集中采购", "20", "21", ""],
    ];
    let rows = rows.map(|row| row.map(String::from).to_vec()).to_vec();
    let text = format!(
        "<html><h1>某局2019年政府信息公开工作年度报告</h1><h2>{SECOND}</h2>{}<h2>五、存在的主要问题及改进情况</h2><p>无。</p></html>",
        cells(&rows)
    );
    let read = figures(&import(text.as_bytes()).unwrap());
    let of = |name: &str| read.get(&format!("proactive.{name}")).map(ToString::to_string);
    let wanted =
        [("fees.previous", "18"), ("fees.change", "19"), ("procurement.projects", "20"), ("procurement.amount", "21")];
    for (name, figure) in wanted {
        assert_eq!(of(name).as_deref(), Some(figure), "{name} {read:?}");
    }
}

#[test]
fn what_is_said_of_a_row_that_is_not_read_is_no_riddle() {
    let mut table = third(5, heads());
    // Cells that a program drew where it took them to be, and a row that has one blank cell.
    for row in [3, 4] {
        (table[row][2], table[row][3]) = ("5 6".to_string(), String::new());
    }
    table[5][4] = String::new();
    let (_, proposal) = read(&page(&[cells(&table)]));
    for note in &proposal.notes {
        let numbers: Vec<&str> = note.text.split(' ').filter(|word| word.parse::<usize>().is_ok()).collect();
        assert!(!note.text.contains("应为") || numbers.windows(2).all(|pair| pair[0] != pair[1]), "{}", note.text);
    }
    assert!(said(&proposal, "分不清各属哪一列"), "{:?}", proposal.notes);
    // Table four has no label beside its figures, and is called by its name.
    let fourth = |first: usize| {
        let row: String = (first..first + 15).map(|figure| format!("<td>{figure}</td>")).collect();
        format!("<h2>四、政府信息公开行政复议、行政诉讼情况</h2><table><tr>{row}</tr></table>")
    };
    let (_, proposal) = read(&page(&[cells(&third(5, heads())), fourth(100), fourth(200)]));
    assert!(said(&proposal, "出现多次") && !said(&proposal, "“”"), "{:?}", proposal.notes);
}
