//! Damaged, locked and hostile documents of word processors other than `.docx`: each is answered soon, and takes no more than
//! any document may.

use gouji::domain::text::Lang;
use gouji::import::{Foreign, ImportError};
use proptest::prelude::*;

use crate::generator::Chance;
use crate::paper::doc::{Document, container};
use crate::paper::{Item, Look, Table, WRITERS, odt, plain, report, rtf};
use crate::support::{forms, import};

fn answered(bytes: &[u8]) -> Result<(), ImportError> {
    import(bytes).map(drop).inspect_err(|error| {
        assert!(!error.message(Lang::Zh).is_empty() && !error.message(Lang::En).is_empty());
    })
}

fn error(bytes: &[u8]) -> ImportError {
    answered(bytes).expect_err("no report")
}

fn nothing() -> ImportError {
    ImportError::NoFigures(Vec::new())
}

/// A document with the first table of a form.
fn small() -> Vec<Item> {
    vec![
        Item::Heading("二、主动公开政府信息情况".into()),
        Item::Table(Table::of(&forms()[1], 0, &|cell| plain(&(1000 + cell.index()).to_string()))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_with_a_few_bytes_changed_or_cut_off_are_answered(writer in 0..WRITERS.len(), seed: u64) {
        let mut chance = Chance(seed);
        let mut bytes = WRITERS[writer].1(&small());
        for _ in 0..1 + chance.below(12) {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        let _ = answered(&bytes);
        bytes.truncate(chance.below(bytes.len()));
        let _ = answered(&bytes);
    }

    #[test]
    fn word_documents_with_changed_streams_are_answered(seed: u64) {
        let mut chance = Chance(seed);
        let mut document = Document::default();
        document.table(&Table::of(&forms()[1], 1, &|_| plain("7")), 1);
        let mut streams = document.streams();
        for _ in 0..1 + chance.below(20) {
            let stream = &mut streams[chance.below(3)];
            if !stream.is_empty() {
                let at = chance.below(stream.len());
                stream[at] = if chance.one_in(2) { 0xFF } else { u8::try_from(chance.below(256)).unwrap() };
            }
        }
        let [main, table, data] = &streams;
        let _ = answered(&container(&[("WordDocument", main), ("1Table", table), ("Data", data)]));
    }

    #[test]
    fn rtf_of_any_words_is_answered(words in prop::collection::vec(0..WORDS.len(), 0..200)) {
        let body: String = words.into_iter().map(|word| WORDS[word]).collect();
        let _ = answered(&rtf::with_body(body.as_bytes()));
        let _ = answered(format!("{{\\rtf1{body}").as_bytes());
    }
}

const WORDS: [&str; 36] = [
    "{",
    "}",
    "{",
    "}",
    "\\par ",
    "\\cell ",
    "\\row ",
    "\\trowd ",
    "\\cellx100 ",
    "\\cellx-5",
    "\\intbl ",
    "\\itap3 ",
    "\\nestcell ",
    "{\\*\\nesttableprops\\trowd\\cellx9\\nestrow}",
    "\\u-10180 ?",
    "\\u-9000 ?",
    "\\uc3 ",
    "\\'d6",
    "\\'",
    "\\bin3 ",
    "\\bin-1 ",
    "{\\*\\x ",
    "{\\shp{\\*\\shpinst{\\shptxt ",
    "\\f13 ",
    "\\clvmrg ",
    "\\clvmgf ",
    "\\clmrg ",
    "规章",
    "\\pard ",
    "\\plain ",
    "\\v ",
    "\\line ",
    "\\f99999999999 ",
    "\\trleft-2147483648 ",
    "7 ",
    "\\",
];

#[test]
fn hostile_rtf_is_answered() {
    let body = |text: &str| error(&rtf::with_body(text.as_bytes()));
    assert_eq!(body(&"{".repeat(10_000)), ImportError::TooDeep);
    assert_eq!(body("7\\bin2147483647 "), nothing());
    assert_eq!(body("7\\bin-2147483648 \\bin99999999999999999999 8"), nothing());
    assert_eq!(body(&format!("\\trowd{}", "\\cellx9".repeat(100_000))), ImportError::Unpacked);
    assert_eq!(body(&"\\cell".repeat(1_000_000)), ImportError::Unpacked);
    assert_eq!(body(&"\\par".repeat(1_000_000)), ImportError::Unpacked);
    assert_eq!(body(&"\\line".repeat(2_000_000)), ImportError::Unpacked);
    assert_eq!(body(&"\\intbl\\itap2000000000 7\\par\\pard 7\\par".repeat(20_000)), ImportError::Unpacked);
    assert_eq!(body(&format!("\\trowd\\cellx1\\cellx2147483647 {}", "\\cell\\cell\\row".repeat(500))), nothing());
    assert_eq!(body(&"{\\shp{\\*\\shpinst{\\shptxt ".repeat(600)), nothing());
    assert_eq!(body(&format!("{{\\fonttbl{}}}", "\\f1\\fcharset134".repeat(2_000_000))), ImportError::Unpacked);
    let picture = rtf::with_body(format!("{{\\pict {}}}", "ab".repeat(2 << 20)).as_bytes());
    assert_eq!(error(&picture), nothing());
    assert_eq!(error(b"{\\rtf1}{\\rtf1 7\\par}"), nothing());
}

#[test]
fn hostile_word_documents_are_answered() {
    let mut document = Document::default();
    (0..10).for_each(|_| document.table(&Table::of(&forms()[1], 1, &|_| plain("7")), 1));
    let [main, table, data] = document.streams();
    let with = |main: &[u8], table: &[u8]| container(&[("WordDocument", main), ("1Table", table), ("Data", &data)]);
    let at = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let set = |bytes: &[u8], at: usize, value: u32| {
        let mut bytes = bytes.to_vec();
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        bytes
    };
    // More text than there is, and parts that stand nowhere.
    assert!(answered(&with(&set(&main, 0x4C, u32::MAX), &table)).is_ok());
    for part in [0x1A2, 0x1A6] {
        assert!(matches!(error(&with(&set(&main, part, u32::MAX), &table)), ImportError::Damaged(_)));
    }
    for part in [0xA2, 0xFA, 0x102] {
        let _ = answered(&with(&set(&main, part, u32::MAX), &table));
    }
    // Pieces outside of the file, and pieces that all stand for the same long text.
    let pieces = at(&main, 0x1A2) + 7 + 4;
    let count = (at(&table, pieces - 4) - 4) / 12;
    let places = pieces + (count + 1) * 4;
    let mut outside = table.clone();
    let mut again = table.clone();
    for piece in 0..count {
        let place = places + piece * 8 + 2;
        outside[place..place + 4].copy_from_slice(&0x3FFF_FFFF_u32.to_le_bytes());
        again[place..place + 4].copy_from_slice(&0x4000_1000_u32.to_le_bytes());
        let end = pieces + (piece + 1) * 4;
        again[end..end + 4].copy_from_slice(&(u32::try_from(piece).unwrap() * 100_000).to_le_bytes());
    }
    assert_eq!(error(&with(&main, &outside)), nothing());
    let long = [&set(&main, 0x4C, u32::MAX)[..], &vec![b'a'; 200_000]].concat();
    assert_eq!(error(&with(&long, &again)), ImportError::Unpacked);
}

#[test]
fn sectors_that_go_round_in_circles_come_to_an_end() {
    let mut document = Document::default();
    document.table(&Table::of(&forms()[1], 1, &|_| plain("7")), 1);
    let whole = document.bytes();
    // The table of sectors begins behind the head.
    for sector in 0..60 {
        let mut bytes = whole.clone();
        bytes[512 + sector * 4..][..4].copy_from_slice(&1_u32.to_le_bytes());
        let _ = answered(&bytes);
    }
}

#[test]
fn locked_and_older_word_documents_are_refused_with_the_way_out() {
    let mut document = Document::default();
    document.run("7", Look::Plain);
    document.end(13, 0, &[]);
    let [main, table, data] = document.streams();
    let changed = |at: usize, value: u8| {
        let mut main = main.clone();
        main[at] = value;
        error(&container(&[("WordDocument", &main), ("1Table", &table), ("Data", &data)]))
    };
    assert_eq!(changed(0x0B, 0x13), ImportError::Protected);
    assert_eq!(changed(2, 0x68), ImportError::Office(Foreign::OldText));
    assert!(changed(2, 0x68).message(Lang::Zh).contains(".docx"));
    let error = error(&container(&[("WordDocument", &main)]));
    assert_eq!(error, ImportError::Damaged("1Table".into()));
}

#[test]
fn a_workbook_inside_of_a_document_is_not_taken_for_the_file() {
    let form = &forms()[1];
    let mut document = Document::default();
    for item in report(form, &|_| plain("7")) {
        match item {
            Item::Table(table) | Item::Layout(table) => document.table(&table, 1),
            Item::Heading(text) | Item::Right(text) | Item::Boxed(text, _) => document.run(&text, Look::Plain),
            Item::Text(runs) => runs.iter().for_each(|(look, text)| document.run(text, *look)),
        }
        document.end(13, 0, &[]);
    }
    let [main, table, data] = document.streams();
    let streams: [(&str, &[u8]); 4] =
        [("Workbook", b"7"), ("WordDocument", &main), ("1Table", &table), ("Data", &data)];
    let mut bytes = container(&streams);
    // The root leads past the first stream, which is in none of its folders then.
    let root: Vec<u8> = "Root".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = bytes.windows(root.len()).position(|window| window == root).unwrap() + 76;
    bytes[at..at + 4].copy_from_slice(&2_u32.to_le_bytes());
    assert_eq!(import(&bytes).unwrap().figures.len(), form.len());
}

#[test]
fn hostile_open_document_texts_are_answered() {
    let body = |text: &str| error(&odt::with_body(text));
    let cell = |attributes: &str, words: &str| {
        format!("<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>")
    };
    let table = |rows: &str| format!("<table:table>{rows}</table:table>");
    let row = |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let many = "table:number-columns-repeated=\"4000000000\"";
    let rows = "table:number-rows-repeated=\"4000000000\"";
    assert_eq!(body(&table(&row(rows, &cell(many, "7").repeat(20)))), ImportError::Unpacked);
    let covered = format!("<table:covered-table-cell {many}/>").repeat(100);
    assert_eq!(body(&table(&row(rows, &covered))), ImportError::Unpacked);
    let wide = "table:number-columns-spanned=\"4000000000\" table:number-rows-spanned=\"4000000000\"";
    assert_eq!(body(&table(&row("", &cell(wide, "7").repeat(50)).repeat(50))), nothing());
    assert_eq!(
        body(&format!("<text:p>{}</text:p>", "<text:s text:c=\"4000000000\"/>".repeat(900_000))),
        ImportError::Unpacked
    );
    assert_eq!(body(&"<text:p><text:line-break/></text:p>".repeat(400_000)), ImportError::Unpacked);
    let deep = 3_000;
    assert_eq!(body(&format!("{}{}", "<text:span>".repeat(deep), "</text:span>".repeat(deep))), ImportError::TooDeep);
    let boxes = 900;
    let open = "<text:p><draw:frame>".repeat(boxes);
    assert_eq!(body(&format!("{open}7{}", "</draw:frame></text:p>".repeat(boxes))), nothing());
    assert!(matches!(body("<text:p>7"), ImportError::Damaged(_)));
}
