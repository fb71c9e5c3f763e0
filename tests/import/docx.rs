//! Word documents in: every figure of forms with every habit, prose as a reader sees it, and an answer to whatever is
//! damaged, locked or blown up.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use gouji::domain::figure::Figure;
use gouji::domain::form::CellId;
use gouji::domain::report::Part;
use gouji::domain::text::Lang;
use gouji::import::ImportError;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::generator::Chance;
use crate::handmade::{Habits, document, docx, package, paragraph, table, wrapped};
use crate::support::{figures, forms, import, prose};

const TITLES: [&str; 2] = ["甲区人民政府办公室", "2022年政府信息公开工作年度报告"];

fn none(_: usize) -> Vec<String> {
    Vec::new()
}

/// Another figure for every cell.
fn numbered(cell: CellId) -> String {
    (1000 + cell.index()).to_string()
}

/// A body in the middle of a report, where chapter one's prose is.
fn read_prose(body: &str) -> String {
    let form = &forms()[1];
    let whole = document(form, &TITLES, Habits::default(), &none, &numbered);
    let heading = paragraph("一、总体情况", Habits::default());
    let whole = whole.replace(&heading, &format!("{heading}{body}"));
    prose(&import(&docx(&whole)).unwrap(), Part::Chapter(0)).to_string()
}

fn said(bytes: &[u8]) -> Result<(), ImportError> {
    import(bytes).map(drop).inspect_err(|error| {
        assert!(!error.message(Lang::Zh).is_empty() && !error.message(Lang::En).is_empty());
    })
}

#[test]
fn every_figure_is_read_from_tables_of_every_habit() {
    let habit = Habits::default();
    for form in forms() {
        for habits in [
            habit,
            Habits { torn: true, ..habit },
            Habits { extra_column: true, ..habit },
            Habits { parted: true, ..habit },
            Habits { torn: true, extra_column: true, parted: true, ..habit },
        ] {
            let proposal = import(&docx(&document(form, &TITLES, habits, &none, &numbered))).unwrap();
            let found = figures(&proposal);
            assert_eq!(proposal.form.edition(), form.edition());
            for cell in form.cells() {
                let name = &form.cell(cell).name;
                assert_eq!(found.get(name).map(ToString::to_string), Some(numbered(cell)), "{habits:?} {name}");
            }
            assert_eq!((proposal.agency.as_deref(), proposal.year), (Some(TITLES[0]), Some(2022)));
        }
    }
}

#[test]
fn columns_are_counted_from_their_heads() {
    let form = &forms()[1];
    let xml = document(form, &TITLES, Habits::default(), &none, &numbered);
    // The heads of two columns change places; so do the figures below them.
    let swapped = xml.replace("商业企业", "@").replace("科研机构", "商业企业").replace('@', "科研机构");
    let found = figures(&import(&docx(&swapped)).unwrap());
    let at = |name: &str| numbered(form.find(name).unwrap());
    assert_eq!(found["requests.new.enterprise"].to_string(), at("requests.new.research"));
    assert_eq!(found["requests.new.research"].to_string(), at("requests.new.enterprise"));
    assert_eq!(found["requests.new.total"].to_string(), at("requests.new.total"));
}

#[test]
fn a_report_within_one_table_that_lays_it_out_is_read() {
    let form = &forms()[1];
    let xml = document(form, &TITLES, Habits::default(), &none, &numbered);
    let inner = xml.split("<w:body>").nth(1).unwrap().split("<w:sectPr>").next().unwrap();
    let outer = format!("<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>");
    assert_eq!(figures(&import(&docx(&wrapped(&outer))).unwrap()).len(), form.len());
}

#[test]
fn tracked_changes_are_read_as_accepted_and_hidden_words_not_at_all() {
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let kept = format!("<w:ins w:id=\"1\">{}</w:ins><w:moveTo>{}</w:moveTo>", run("二"), run("三"));
    let gone = format!(
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>",
        run("移")
    );
    let merged = "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p><w:p><w:r><w:t>后半。</w:t></w:r></w:p>";
    let body = format!("<w:p>{}{kept}{gone}{}</w:p>{merged}", run("一"), run("四。"));
    assert_eq!(read_prose(&body), "一二三四。\n前半，后半。");
}

#[test]
fn text_boxes_controls_links_and_breaks_are_read_once() {
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let inner = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run("框中。"));
    let boxed = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let control = format!("<w:sdt><w:sdtPr/><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>", run("控件。"));
    let empty = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>",
        run("单击输入")
    );
    let link = format!(
        "<w:p><w:hyperlink>{}</w:hyperlink><w:r><w:br/></w:r>{}</w:p>",
        run("链接&amp;&#x4E00;。"),
        run("下一行。")
    );
    assert_eq!(read_prose(&(boxed + &control + &empty + &link)), "框中。\n控件。\n链接&一。\n下一行。");
}

#[test]
fn two_lines_of_digits_in_a_cell_are_no_figure() {
    let form = &forms()[1];
    let xml = document(form, &TITLES, Habits::default(), &none, &|_| "0".into());
    let cell = "<w:t>0</w:t></w:r></w:p>";
    let proposal =
        import(&docx(&xml.replacen(cell, "<w:t>5</w:t></w:r></w:p><w:p><w:r><w:t>3</w:t></w:r></w:p>", 1))).unwrap();
    assert_eq!(figures(&proposal).len(), form.len() - 1);
    assert!(!proposal.notes.is_empty());
    let remark = "<w:t>5</w:t></w:r></w:p><w:p><w:r><w:t>（上年7）</w:t></w:r></w:p>";
    let proposal = import(&docx(&xml.replacen(cell, remark, 1))).unwrap();
    assert_eq!(proposal.figures[0].figure, Figure::from(5));
}

#[test]
fn more_than_six_decimals_are_told_as_such_and_not_filled() {
    let form = &forms()[1];
    let fees = form.find("proactive.fees.amount").unwrap();
    let figure = |cell: CellId| if cell == fees { "12.34567891".to_string() } else { "0".to_string() };
    let proposal = import(&docx(&document(form, &TITLES, Habits::default(), &none, &figure))).unwrap();
    let notes: String = proposal.notes.iter().map(|note| note.text.clone()).collect();
    assert!(notes.contains("“12.34567891”超过六位小数"), "{notes}");
    assert_eq!(figures(&proposal).get("proactive.fees.amount"), None);
}

#[test]
fn other_prefixes_main_parts_and_namespaces_are_read() {
    let form = &forms()[1];
    let xml = document(form, &TITLES, Habits::default(), &none, &numbered);
    let strict = xml.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    let renamed = xml.replace("<w:", "<ns0:").replace("</w:", "</ns0:").replace("xmlns:w=", "xmlns:ns0=");
    let marked = format!("\u{FEFF}{xml}");
    for xml in [strict, renamed, marked] {
        assert_eq!(figures(&import(&docx(&xml)).unwrap()).len(), form.len());
    }
    let relations = b"<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let other = package(&[("_rels/.rels", relations), ("word/document2.xml", xml.as_bytes())]);
    assert_eq!(figures(&import(&other).unwrap()).len(), form.len());
}

#[test]
fn damaged_documents_are_answered() {
    let form = &forms()[1];
    let xml = document(form, &TITLES, Habits::default(), &none, &numbered);
    let whole = docx(&xml);
    for length in (0..whole.len()).step_by(whole.len() / 50) {
        let _ = said(&whole[..length]);
    }
    for length in (0..xml.len()).step_by(xml.len() / 50) {
        let end = (0..=length).rev().find(|&at| xml.is_char_boundary(at)).unwrap();
        assert!(said(&docx(&xml[..end])).is_err());
    }
    let entities = xml.replacen("<w:document", "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><w:document", 1);
    assert!(matches!(said(&docx(&entities)), Err(ImportError::Damaged(_))));
    let deep =
        wrapped(&format!("{}{}", "<w:sdt><w:sdtContent>".repeat(50_000), "</w:sdtContent></w:sdt>".repeat(50_000)));
    assert_eq!(said(&docx(&deep)), Err(ImportError::TooDeep));
    let nested = wrapped(&"<w:tbl><w:tr><w:tc>".repeat(100_000));
    assert_eq!(said(&docx(&nested)), Err(ImportError::TooDeep));
    assert!(matches!(said(&docx("")), Err(ImportError::Damaged(_) | ImportError::NoFigures(_))));
}

#[test]
fn documents_that_blow_up_are_refused_in_time() {
    let bomb = |name: &str, size: usize, piece: &[u8]| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        for _ in 0..size / piece.len() {
            writer.write_all(piece).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let cell = "<w:tc><w:p/></w:tc>".as_bytes();
    for (name, bytes) in [
        ("blanks", bomb("word/document.xml", 200 << 20, &[b' '; 1 << 16])),
        ("cells", bomb("word/document.xml", 60 << 20, &cell.repeat(1000))),
        ("styles", bomb("word/styles.xml", 100 << 20, &[b'<'; 1 << 16])),
    ] {
        let start = Instant::now();
        assert!(said(&bytes).is_err(), "{name}");
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    }
    let row = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc><w:p/></w:tc>".repeat(400_000));
    assert_eq!(said(&docx(&wrapped(&row))), Err(ImportError::Unpacked));
}

#[test]
fn huge_spans_cost_nothing() {
    let form = &forms()[1];
    let wide = table(form, 0, Habits::default(), &numbered).replace("w:val=\"4\"", "w:val=\"4000000000\"");
    let _ = said(&docx(&wrapped(&wide.repeat(20))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_with_flipped_bits_is_answered(seed: u64, inside: bool) {
        let mut chance = Chance(seed);
        let xml = document(&forms()[1], &TITLES, Habits { torn: true, ..Habits::default() }, &none, &numbered);
        let flip = |bytes: &mut Vec<u8>, chance: &mut Chance| {
            for _ in 0..=chance.below(10) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
        };
        let bytes = if inside {
            let mut xml = xml.into_bytes();
            flip(&mut xml, &mut chance);
            package(&[("word/document.xml", &xml)])
        } else {
            let mut bytes = docx(&xml);
            flip(&mut bytes, &mut chance);
            bytes
        };
        let _ = said(&bytes);
    }
}

#[test]
fn labels_whose_numbers_are_those_of_lists_are_read_with_them() {
    const LISTS: &str = "<w:numbering xmlns:w=\"w\">\
        <w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"-\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"japaneseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"9\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>#</w:numbering>";
    for form in forms() {
        let mut xml = document(form, &TITLES, Habits::default(), &none, &numbered);
        let mut lists = [7, 8]
            .map(|list| format!("<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{list}\"/></w:num>"))
            .concat();
        let mut labels: Vec<_> = form.printed_labels(1).iter().collect();
        labels.sort_by_key(|label| label.at);
        let (mut last, mut found) = (20, 0);
        for label in labels {
            let text = label.text.as_str();
            let number = text
                .find(['、', '）', '.'])
                .filter(|at| *at < 10)
                .map(|at| at + text[at..].chars().next().unwrap().len_utf8());
            let Some((number, words)) = number.map(|at| text.split_at(at)) else { continue };
            let (list, level) = match number {
                _ if number.starts_with('（') => (8, 1),
                _ if number.ends_with('、') => (7, 0),
                _ => {
                    if number == "1." {
                        last += 1;
                        lists += &format!(
                            "<w:num w:numId=\"{last}\"><w:abstractNumId w:val=\"9\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
                        );
                    }
                    (last, 0)
                }
            };
            let Some(at) = xml.find(&format!("<w:t>{text}</w:t>")) else { panic!("{text}") };
            let end = xml[..at].rfind("</w:pPr>").unwrap();
            let own = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
            xml =
                format!("{}{own}{}<w:t>{words}{}", &xml[..end], &xml[end..at], &xml[at + "<w:t>".len() + text.len()..]);
            found += 1;
        }
        assert!(found > 20, "{found}");
        let lists = LISTS.replace('#', &lists);
        let bytes = package(&[("word/document.xml", xml.as_bytes()), ("word/numbering.xml", lists.as_bytes())]);
        let proposal = import(&bytes).unwrap();
        let read = figures(&proposal);
        for cell in form.table_cells(1) {
            let name = &form.cell(cell).name;
            assert_eq!(read.get(name).map(ToString::to_string), Some(numbered(cell)), "{name}");
        }
        assert!(proposal.notes.is_empty(), "{:?}", proposal.notes);
    }
}
