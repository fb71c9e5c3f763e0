//! Any bytes in as a register: its lines or a message, soon, and nothing of what it says in what is said of it.

use std::time::{Duration, Instant};

use gouji::domain::text::Lang;
use gouji::import::register::read;
use proptest::prelude::*;

use super::{csv, sheet};
use crate::handmade::{docx, wrapped};
use crate::sheets::xlsx;

const PIECES: [&str; 26] = [
    "编号,收到日期,申请人,答复日期,答复结果\n",
    "序号,申请人,,补正,,答复,\n",
    ",姓名,类型,告知,收到,日期,结果\n",
    "1号,2025-01-03,甲测,1月20日,公开\n",
    "一月份,,,,\n",
    "2025年2月\n",
    "合计,3,,,\n",
    "填表人：乙测,,,,\n",
    "2025-02-30,",
    "1.3-1.20,",
    "45660,",
    "√,",
    ",",
    "\"",
    "\n",
    "\t",
    "<table>",
    "<tr><td rowspan=9 colspan=9>",
    "</td>",
    "<td>编号<td>收到日期<td>申请人<td>答复日期",
    "十一月三十日,",
    "二〇二五年",
    "（",
    "99999999999999999999,",
    "上午9:30,",
    "\u{FEFF}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        let _ = read(&bytes).map_err(|error| assert!(!error.message(Lang::Zh).is_empty()));
    }

    #[test]
    fn any_mixture_of_what_registers_are_made_of_is_answered(pieces in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        if let Ok(reading) = read(text.as_bytes()) {
            for out in reading.left_out {
                let words = out.words(Lang::Zh) + &out.words(Lang::En);
                prop_assert!(out.lines > 0 && !words.is_empty() && !words.contains('测'));
            }
        }
    }
}

/// Tests are not optimised: the program reads so many times as much in the same time.
const SHARE: usize = 12;

#[test]
fn large_and_pathological_registers_are_answered_in_time() {
    let heads = "编号|收到日期|申请人|申请内容|答复日期\n";
    let line = "1号|2025-01-03|甲测|批复|2025-01-20\n";
    // Every line is covered by all merged cells above it.
    let merged: Vec<[usize; 4]> = (1..1000).map(|row| [row, row % 5, 4000, row % 5]).collect();
    let nested = "<w:tbl><w:tr><w:tc>".repeat(300) + &"</w:tc></w:tr></w:tbl>".repeat(300);
    let reached: String =
        (0..4000 / SHARE).map(|_| "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>").collect();
    let documents: [(&str, Vec<u8>); 9] = [
        ("lines", csv(&(heads.to_string() + &line.repeat(50_000 / SHARE))).into_bytes()),
        ("heads", csv(&heads.repeat(40_000 / SHARE)).into_bytes()),
        ("titles", csv(&"甲局2025年台账||\n".repeat(60_000 / SHARE)).into_bytes()),
        ("commas", ",".repeat(2_000_000 / SHARE).into_bytes()),
        ("quotes", "\",\"".repeat(300_000 / SHARE).into_bytes()),
        (
            "wide heads",
            (heads.trim().replace('|', ",") + &",编号,备注".repeat(400) + "\n").repeat(300 / SHARE).into_bytes(),
        ),
        ("merged", xlsx(&[sheet("台账", &(heads.to_string() + &line.repeat(3000 / SHARE)), &merged)])),
        ("nested", docx(&wrapped(&nested))),
        ("reached", docx(&wrapped(&format!("<w:tbl>{reached}</w:tbl>")))),
    ];
    for (name, bytes) in documents {
        let start = Instant::now();
        let _ = read(&bytes);
        let took = start.elapsed();
        println!("{name}: {took:?}");
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
    }
}
