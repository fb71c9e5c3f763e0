//! Lists in plain text that name rows and columns: a label and its figures between commas, a name and a figure a line, names
//! and figures between commas.

use std::collections::BTreeMap;

use gouji::domain::figure::Figure;
use gouji::domain::form::Form;

use crate::support::{figures, forms, import};

const TITLE: &str = "甲县水务局2023年政府信息公开工作年度报告\n";

fn form() -> &'static Form {
    &forms()[1]
}

/// A row of a table: its label, and the heads of its figures with the figures.
type Row = (String, Vec<(String, usize)>);

/// The first two tables, with a figure of its own for every cell, and the same figures by the names of their cells.
fn tables() -> (Vec<Vec<Row>>, BTreeMap<String, Figure>) {
    let (mut all, mut named, mut next) = (Vec::new(), BTreeMap::new(), 1);
    for table in [0, 1] {
        let definition = &form().tables()[table];
        let mut rows = Vec::new();
        for (row, about) in definition.rows.iter().enumerate() {
            let mut own = Vec::new();
            for cell in form().row_cells(table, row) {
                own.push((form().column(cell).label.clone(), next));
                named.insert(form().cell(cell).name.clone(), Figure::from(next as u32));
                next += 1;
            }
            rows.push((about.label.clone(), own));
        }
        all.push(rows);
    }
    (all, named)
}

/// Checks that a list is read whole which prints every row in this way.
fn is_read(print: impl Fn(&Row) -> String) {
    let (tables, named) = tables();
    let heads = ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"];
    let chapters = heads
        .iter()
        .zip(&tables)
        .map(|(head, rows)| format!("{head}\n{}", rows.iter().map(&print).collect::<String>()));
    let text = format!("{TITLE}{}五、存在的主要问题及改进情况\n人员不足，将加强培训。\n", chapters.collect::<String>());
    let read = figures(&import(text.as_bytes()).expect(&text));
    assert_eq!(read, named, "{text}");
}

#[test]
fn figures_behind_a_label_are_read_whatever_sign_of_a_list_stands_between_them() {
    for sign in ["，", "；", "、"] {
        is_read(|(label, own)| {
            let own: Vec<String> = own.iter().map(|(_, figure)| figure.to_string()).collect();
            format!("{label}：{}\n", own.join(sign))
        });
    }
}

#[test]
fn a_figure_a_line_is_read_by_the_names_before_it() {
    for (within, before) in [("-", "："), (" ", "="), ("/", ":"), (" ", " ")] {
        is_read(|(label, own)| {
            own.iter().map(|(head, figure)| format!("{label}{within}{head}{before}{figure}\n")).collect()
        });
    }
}

#[test]
fn figures_with_their_columns_are_read_behind_and_below_the_name_of_their_row() {
    is_read(|(label, own)| {
        let unit = |head: &str| if head.contains("金额") { "" } else { "件" };
        let own: Vec<String> = own.iter().map(|(head, figure)| format!("{head}{figure}{}", unit(head))).collect();
        format!("{label}：{}\n", own.join("，"))
    });
    is_read(|(label, own)| {
        let own: String = own.iter().map(|(head, figure)| format!("  {head}：{figure}\n")).collect();
        format!("{label}\n{own}")
    });
}

#[test]
fn the_dash_before_a_point_of_a_list_is_no_figure() {
    is_read(|(label, own)| {
        let own: String = own.iter().map(|(head, figure)| format!("  - {head}：{figure}\n")).collect();
        format!("- {label}：\n{own}")
    });
}

#[test]
fn thousands_behind_a_name_are_one_figure() {
    for printed in ["行政许可：1,234", "行政许可1,234", "行政许可：1，234", "行政许可 1,234"] {
        let text = format!("{TITLE}二、主动公开政府信息情况\n{printed}\n行政处罚：7\n");
        let read = figures(&import(text.as_bytes()).expect(printed));
        assert_eq!(read.get("proactive.licensing.decisions"), Some(&1234.into()), "{printed}");
    }
}

#[test]
fn a_list_in_which_a_name_is_nobody_s_is_not_read_by_names() {
    let text = format!(
        "{TITLE}三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量：自然人5，商业企业3，某某人2\n"
    );
    let read = import(text.as_bytes()).map(|proposal| figures(&proposal)).unwrap_or_default();
    assert!(read.is_empty(), "{read:?}");
}

#[test]
fn a_cell_list_may_have_equals_signs_and_colons() {
    for sign in ["=", "：", ": "] {
        let text = format!("proactive.rules.issued{sign}3\nrequests.new.natural_person{sign}17\n");
        let read = figures(&import(text.as_bytes()).expect("a cell list"));
        assert_eq!(read["proactive.rules.issued"], 3.into());
        assert_eq!(read["requests.new.natural_person"], 17.into());
    }
}
