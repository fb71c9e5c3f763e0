//! One register in every kind of file that offices keep it in.

use super::{csv, drawn, lines, place, sheet};
use crate::handmade::{docx, wrapped};
use crate::sheets::{excel_2003, ods, xls, xlsx};
use gouji::domain::proposal::Place;
use gouji::domain::register::record::Day;
use gouji::import::register::{Reading, read};

const TABLE: &str = "编号|收到日期|申请人||申请内容|答复||备注
    ||姓名|类别||日期|结果|
    2025-1|1月3日|赵测|公民|某路批复|1月20日|予以公开|
    2025-2|||公民|某路图纸|2月20日|不予公开|延期
    2025-3|12月30日|乙测合作社|法人|土地合同|||在办";

const MERGED: [[usize; 4]; 8] =
    [[0, 0, 1, 0], [0, 1, 1, 1], [0, 2, 0, 3], [0, 4, 1, 4], [0, 5, 0, 6], [0, 7, 1, 7], [3, 1, 4, 1], [3, 2, 4, 2]];

const EXPECTED: [&str; 3] = [
    "号=2025-1 收=2025-01-03 人=赵测 类=公民 事=某路批复 答=2025-01-20 果=予以公开",
    "号=2025-2 收=2025-01-03 人=赵测 类=公民 事=某路图纸 答=2025-02-20 果=不予公开 注=延期",
    "号=2025-3 收=2025-12-30 人=乙测合作社 类=法人 事=土地合同 注=在办",
];

const TITLE: &str = "甲局2025年度依申请公开台账";

/// The cells of the table that begin in each row, with how far they reach down and across; title row and merged rows shifted.
fn cells() -> Vec<Vec<(String, usize, usize)>> {
    let rows = drawn(TABLE);
    let merged = [
        [0, 0, 1, 0],
        [0, 1, 1, 1],
        [0, 2, 0, 3],
        [0, 4, 1, 4],
        [0, 5, 0, 6],
        [0, 7, 1, 7],
        [2, 1, 3, 1],
        [2, 2, 3, 2],
    ];
    let of = |row: usize, column: usize| {
        merged.iter().find(|m| (m[0]..=m[2]).contains(&row) && (m[1]..=m[3]).contains(&column))
    };
    let mut out = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        let mut line = Vec::new();
        for (column, text) in cells.iter().enumerate() {
            match of(row, column) {
                Some(m) if (m[0], m[1]) == (row, column) => line.push((text.clone(), m[2] - m[0] + 1, m[3] - m[1] + 1)),
                Some(_) => {}
                None => line.push((text.clone(), 1, 1)),
            }
        }
        out.push(line);
    }
    out
}

fn page() -> String {
    let cell =
        |(text, down, across): &(String, usize, usize)| format!("<td rowspan={down} colspan={across}>{text}</td>");
    let row = |cells: &Vec<(String, usize, usize)>| format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>());
    let rows: String = cells().iter().map(row).collect();
    format!("<html><meta charset=utf-8><body><h1>{TITLE}</h1><table border=1>{rows}</table></body></html>")
}

fn document(split: bool) -> String {
    let mut body = format!("<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:tbl>");
    let rows = drawn(TABLE);
    let merged = [
        [0, 0, 1, 0],
        [0, 1, 1, 1],
        [0, 2, 0, 3],
        [0, 4, 1, 4],
        [0, 5, 0, 6],
        [0, 7, 1, 7],
        [2, 1, 3, 1],
        [2, 2, 3, 2],
    ];
    for (row, cells) in rows.iter().enumerate() {
        if split && row == 4 {
            body += "</w:tbl><w:p/><w:tbl>";
        }
        body += "<w:tr>";
        let mut column = 0;
        while column < cells.len() {
            let own = merged.iter().find(|m| (m[0]..=m[2]).contains(&row) && m[1] == column);
            let across = own.map_or(1, |m| m[3] - m[1] + 1);
            let down = own
                .filter(|m| m[2] > m[0])
                .map_or("", |m| if m[0] == row { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" });
            body += &format!(
                "<w:tc><w:tcPr><w:gridSpan w:val=\"{across}\"/>{down}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>",
                cells[column]
            );
            column += across;
        }
        body += "</w:tr>";
    }
    wrapped(&(body + "</w:tbl>"))
}

/// The sample beside the repository, whose figures were counted by hand.
#[test]
fn the_sample_register_is_read_whole() {
    let Some(samples) = crate::support::samples() else { return };
    let reading = read(&std::fs::read(samples.join("collection/register.csv")).unwrap()).unwrap();
    assert_eq!((reading.records.len(), reading.left_out.len()), (30, 0));
    let known = |day: &Day| matches!(day, Day::Known(_));
    assert!(reading.records.iter().all(|record| known(&record.received) && !record.kind.is_empty()));
    assert_eq!(reading.records.iter().filter(|record| record.answered == Day::Blank).count(), 2);
    assert_eq!(reading.records.iter().filter(|record| known(&record.correction[0])).count(), 2);
    assert_eq!(reading.records.iter().filter(|record| known(&record.third_party[0])).count(), 2);
    assert_eq!(reading.records.iter().filter(|record| !record.outcome.is_empty()).count(), 28);
}

#[track_caller]
fn agrees(bytes: &[u8]) -> Reading {
    let reading = read(bytes).unwrap();
    assert_eq!(lines(&reading), EXPECTED);
    assert_eq!(reading.years, [2025]);
    assert!(reading.left_out.is_empty(), "{:?}", reading.left_out);
    reading
}

#[test]
fn workbooks_of_every_kind_are_read() {
    let titled = format!("{TITLE}\n{TABLE}");
    let mut merged = vec![[0, 0, 0, 7]];
    merged.extend(MERGED.map(|[a, b, c, d]| if a == 3 { [a, b, c, d] } else { [a + 1, b, c + 1, d] }));
    let sheets = [sheet("Sheet1", &titled, &merged)];
    let reading = agrees(&xlsx(&sheets));
    assert_eq!(place(&reading, 2), Place::SheetRow { sheet: 1, row: 6 });
    agrees(&ods(&sheets));
    agrees(&xls(&sheets));
    agrees(excel_2003(&sheets).as_bytes());
}

#[test]
fn documents_and_pages_are_read() {
    let reading = agrees(&docx(&document(false)));
    assert_eq!(place(&reading, 0), Place::Row { table: 1, row: 3 });
    agrees(page().as_bytes());
    // A table may go on in another one behind a page, without heads.
    agrees(&docx(&document(true)));
}

#[test]
fn texts_in_every_encoding_are_read() {
    // Text has no merged cells: what they hold stands in each line.
    let filled = TABLE.replace("2025-2|||公民", "2025-2|1月3日|赵测|公民");
    let text = csv(&format!("{TITLE}|||||||\n{filled}"));
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let tabbed = text.replace(',', "\t");
    let marked = format!("\u{FEFF}{text}");
    let named = format!("sep=;\r\n{}", text.replace(',', ";"));
    for bytes in [text.as_bytes(), &gbk, &wide, tabbed.as_bytes(), marked.as_bytes()] {
        let reading = agrees(bytes);
        assert_eq!(place(&reading, 0), Place::Line(4));
    }
    assert_eq!(place(&agrees(named.as_bytes()), 0), Place::Line(5));
}
