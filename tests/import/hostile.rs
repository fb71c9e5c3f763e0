//! Any bytes in: a proposal or a message, soon, and never a panic.

use std::time::{Duration, Instant};

use gouji::domain::text::Lang;
use gouji::import::ImportError;
use proptest::prelude::*;

use crate::generator::{Chance, Layout, print};
use crate::handmade::package;
use crate::sheets::ole;
use crate::support::{forms, import};

fn said(bytes: &[u8]) -> Result<(), ImportError> {
    import(bytes).map(drop).inspect_err(|error| {
        assert!(!error.message(Lang::Zh).is_empty() && !error.message(Lang::En).is_empty());
    })
}

const PIECES: [&str; 32] = [
    "cell,value\n",
    "requests.new.natural_person,7\n",
    "{\"cells\":{",
    "}}",
    "<table>",
    "<tr><td rowspan=9 colspan=9>",
    "</td>",
    "<p>",
    "<div>",
    "| 0 ",
    "|\n",
    "|---|",
    "一、总体情况\n",
    "二、主动公开政府信息情况\n",
    "三、收到和处理政府信息公开申请情况\n",
    "四、政府信息公开行政复议、行政诉讼情况\n",
    "规章 0 0 0\n",
    "行政许可 ",
    "1.属于国家秘密 ",
    "0 0 0 0 0 0 0\n",
    "（六）其他处理 ",
    "0\n",
    "\n\n",
    "\u{c}",
    "- 1 -\n",
    "┌──┬──┐\n",
    "│规章│ 0│\n",
    "└──┴──┘\n",
    "# ",
    "\u{FEFF}",
    "总计",
    "2022年报告\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        let _ = said(&bytes);
    }

    #[test]
    fn any_mixture_of_what_documents_are_made_of_is_answered(pieces in prop::collection::vec(0..PIECES.len(), 0..80)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        let _ = said(text.as_bytes());
    }

    #[test]
    fn a_report_with_flipped_and_missing_bytes_is_answered(seed: u64, edition in 0..2usize) {
        let mut chance = Chance(seed);
        let layouts = [Layout::Columns, Layout::Raw, Layout::Values, Layout::Bars, Layout::CellBars, Layout::Torn];
        let mut bytes = print(&forms()[edition], layouts[chance.below(layouts.len())], seed).text.into_bytes();
        for _ in 0..20 {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        bytes.truncate(chance.below(bytes.len()));
        let _ = said(&bytes);
    }
}

#[test]
fn files_of_other_kinds_are_named_with_the_way_out() {
    let cases = [
        (b"%PDF-1.7\n".to_vec(), "PDF 阅读器"),
        (ole("WordDocument", b""), ".doc"),
        (ole("PowerPoint Document", b""), ".ppt"),
        (ole("EncryptedPackage", b""), "密码"),
        (ole("Workbook", b""), "没有读出"),
        (ole("Contents", b""), "旧版"),
        (b"PK\x03\x04....word/document.xml".to_vec(), "损坏"),
        (package(&[("OFD.xml", b"")]), "损坏"),
        (package(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), "content.xml"),
        (package(&[("xl/workbook.bin", b"")]), ".xlsb"),
        (package(&[("ppt/presentation.xml", b"")]), ".ppt"),
        (package(&[("a/report.txt", b"")]), "空"),
        (b"{\\rtf1\\ansi".to_vec(), "没有读出"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "图片"),
        (b"\xFF\xD8\xFF\xE0\0".to_vec(), "图片"),
        (b"\x1F\x8B\x08".to_vec(), "压缩包"),
        (b"\x7FELF\x02\x01\x01\0\0".to_vec(), "无法识别"),
        (b" \r\n\t".to_vec(), "空"),
    ];
    for (bytes, words) in cases {
        let error = import(&bytes).expect_err(words);
        assert!(error.message(Lang::Zh).contains(words), "{words}: {}", error.message(Lang::Zh));
    }
    assert_eq!(import("今天天气好。".as_bytes()).expect_err("no report"), ImportError::NoFigures(Vec::new()));
}

/// Tests are not optimised: the program reads so many times as much in the same time.
const SHARE: usize = 12;

#[test]
fn large_and_pathological_texts_are_answered_in_time() {
    let report = print(&forms()[1], Layout::Columns, 1).text;
    let row = |cells: usize| format!("<table><tr><td>规章</td>{}</tr></table>", "<td>0</td>".repeat(cells));
    let texts = [
        ("prose", "一段文字，2022年收到申请7件。\n".repeat(40_000 / SHARE)),
        ("report again and again", report.repeat(100 / SHARE)),
        ("headings", "二、主动公开政府信息情况\n".repeat(40_000 / SHARE)),
        (
            "labels",
            format!("三、收到和处理政府信息公开申请情况\n{}", "1. 3.其他 0 0 0 0 0 0 0\n".repeat(40_000 / SHARE)),
        ),
        ("pieces", format!("三、收到和处理政府信息公开申请情况\n{}", "1\u{3000}其 申 请 ".repeat(60_000 / SHARE))),
        ("one line", "0 ".repeat(500_000 / SHARE)),
        ("one word", "规".repeat(400_000 / SHARE)),
        ("figures", format!("三、收到和处理政府信息公开申请情况\n{}", "0\n".repeat(500_000 / SHARE))),
        ("a row of cells", row(100_000 / SHARE)),
        ("bars", format!("二、主动公开政府信息情况\n规章 {}\n", "| 0 ".repeat(100_000 / SHARE))),
        (
            "spans",
            format!(
                "<table>{}</table>",
                "<tr><td rowspan=1000 colspan=1000>0</td><td>1</td></tr>".repeat(2_000 / SHARE)
            ),
        ),
        ("open tags", "<div>".repeat(200_000 / SHARE)),
        ("open tables", "<table><tr><td>".repeat(60_000 / SHARE)),
        ("open bold", "<p><b>".repeat(100_000 / SHARE)),
        ("brackets", "[".repeat(1_000_000 / SHARE)),
        ("nested JSON", "{\"cells\":".repeat(100_000 / SHARE)),
        (
            "boxes",
            format!("┌{}┐\n", "┬".repeat(1_000 / SHARE)) + &format!("│{}│\n", "│".repeat(1_000 / SHARE)).repeat(500),
        ),
        ("box corners", "┌\n".repeat(300_000 / SHARE)),
        ("commas", format!("cell,value\n{}", ",".repeat(1_000_000 / SHARE))),
    ];
    for (name, text) in texts {
        let start = Instant::now();
        let _ = said(text.as_bytes());
        let took = start.elapsed();
        println!("{name}: {took:?}");
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
    }
}

#[test]
fn a_text_of_more_lines_than_any_report_has_is_refused_at_once() {
    let text = format!("三、收到和处理政府信息公开申请情况\n{}", "（一）予以公开 1\n".repeat(1_000_001));
    assert!(matches!(said(text.as_bytes()), Err(ImportError::Unpacked)));
}
