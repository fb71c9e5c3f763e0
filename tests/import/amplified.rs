//! Small files that would grow beyond all reason when they are read: each comes to the end of what a document may take, or
//! what is there is read.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gouji::import::aside::Aside;
use gouji::import::{ImportError, Options};
use gouji::store::forms::Forms;
use gouji::work::reader::Reader;

use crate::handmade::package;
use crate::reference::skip;
use crate::sheets::ole;
use crate::support::{import, samples};

fn error(bytes: &[u8]) -> ImportError {
    import(bytes).expect_err("no report")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

/// A packed stream; its data is packed as often as there are filters.
pub fn stream(entries: &str, data: &[u8], filters: usize) -> Vec<u8> {
    let data = (0..filters).fold(data.to_vec(), |data, _| packed(&data));
    let filter = "/FlateDecode".repeat(filters);
    let mut object = format!("<<{entries}/Filter[{filter}]/Length {}>>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend_from_slice(b"\nendstream");
    object
}

/// A PDF of one page with the objects from number 4 on; the entries are the page's.
pub fn pdf(entries: &str, objects: &[Vec<u8>]) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{entries}>>");
    let head = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page.as_str()];
    let head = head.iter().map(|object| object.as_bytes());
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(head.chain(objects.iter().map(Vec::as_slice))) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let (size, start) = (objects.len() + 4, file.len());
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.into_bytes());
    file
}

pub const FONT: &str = "/Resources<</Font<</F 5 0 R>>>>";

/// A PDF that shows so many characters of a font with these maps and widths.
fn shown(characters: usize, encoding: &str, to_unicode: &str, widths: &str) -> Vec<u8> {
    let content = format!("BT /F 1 Tf 1 0 0 1 50 700 Tm <{}> Tj ET", "0037".repeat(characters));
    let font = b"<</Type/Font/Subtype/Type0/Encoding 6 0 R/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>".to_vec();
    let descendant = format!("<</Type/Font/Subtype/CIDFontType2/DW 1000/W[{widths}]>>").into_bytes();
    let (encoding, to_unicode) = (stream("", encoding.as_bytes(), 1), stream("", to_unicode.as_bytes(), 1));
    let content = stream("", content.as_bytes(), 1);
    pdf(&format!("/Contents 4 0 R{FONT}"), &[content, font, encoding, descendant, to_unicode])
}

#[test]
fn content_that_a_page_repeats_is_unpacked_so_often_and_no_more() {
    let contents = format!("/Contents[{}]{FONT}", "4 0 R ".repeat(5_000));
    let file = pdf(&contents, &[stream("", &b" ".repeat(1 << 20), 1)]);
    assert_eq!(error(&file), ImportError::Unpacked);
    let file = pdf(
        &contents,
        &[[b"<</Length 1000000>>stream\n".as_slice(), &b" ".repeat(1_000_000), b"\nendstream"].concat()],
    );
    assert_eq!(error(&file), ImportError::Unpacked);
}

#[test]
fn forms_that_show_forms_come_to_an_end() {
    let inner = |number: usize| {
        let next = number + 1;
        let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {next} 0 R>>>>");
        stream(&entries, &b"/F Do ".repeat(30), 1)
    };
    let mut objects: Vec<Vec<u8>> = vec![stream("", b"/F Do", 1)];
    objects.extend((5..12).map(inner));
    objects.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", &b"% nothing is shown\n".repeat(5_000), 1));
    let file = pdf("/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>", &objects);
    assert_eq!(error(&file), ImportError::Unpacked);
}

#[test]
fn ranges_of_all_codes_take_no_more_than_those_of_few() {
    let ranges = "1 begincodespacerange <0000> <FFFF> endcodespacerange
                  2 begincidrange <0000> <FFFFFFFF> 0 <00000000> <7FFFFFFF> 1 endcidrange";
    let texts = "2 beginbfrange <0000> <FFFFFFFF> <0000> <0000> <FFFF> <0000> endbfrange";
    let file = shown(9, ranges, texts, &"0 2147483647 500 0 65535 600 ".repeat(1_000));
    assert_eq!(error(&file), ImportError::NoFigures(Vec::new()), "the sevens are read");
}

#[test]
fn long_texts_of_single_codes_are_charged() {
    let shown = |length: usize, codes: usize| {
        let stem = "4E00".repeat(length);
        error(&shown(codes, "", &format!("1 beginbfrange <0000> <00FF> <{stem}> endbfrange"), ""))
    };
    assert_eq!(shown(256, 200_000), ImportError::Unpacked);
    // Longer than any text of a code: it is none.
    let unmapped = ImportError::NoFigures(vec![Aside::Unmapped]);
    assert_eq!(shown(257, 20_000), unmapped);
    assert_eq!(shown(200_000, 2), unmapped);
}

#[test]
fn many_ranges_are_looked_up_and_not_looked_through() {
    let each: String = (0..20_000).map(|code| format!("<{code:04X}> <{code:04X}> {code} ")).collect();
    let texts = "1 beginbfrange <0000> <00FF> <0000> endbfrange";
    let file = shown(20_000, &format!("9 begincidrange {each} endcidrange"), texts, "");
    assert!(matches!(error(&file), ImportError::NoFigures(_)));
    let each: String = (0..20_000).map(|code| format!("<{code:06X}> <{code:06X}> ")).collect();
    let file = shown(20_000, &format!("9 begincodespacerange {each} endcodespacerange"), texts, "");
    assert_eq!(error(&file), ImportError::Unpacked);
}

#[test]
fn filters_in_a_chain_are_each_held_to_a_bound() {
    let file = pdf(&format!("/Contents 4 0 R{FONT}"), &[stream("", &b" ".repeat(40 << 20), 3)]);
    assert!(matches!(error(&file), ImportError::Unpacked | ImportError::PdfWithoutText));
    let objects = stream("/Type/ObjStm/N 1/First 4", &b"[0]".repeat(8 << 20), 2);
    assert_eq!(error(&pdf("", &[objects])), ImportError::Unpacked);
}

#[test]
fn a_table_of_objects_with_entries_of_no_size_of_this_world_is_damaged() {
    let widest = i64::MAX;
    let table = stream(&format!("/Type/XRef/Root 1 0 R/Size 10/W[{widest} {widest} {widest}]"), b"000000", 1);
    assert_eq!(error(&pdf("", &[table])), ImportError::DamagedPdf);
}

fn xlsx(strings: &str, rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst>{strings}</sst>");
    package(&[
        ("xl/workbook.xml", b"<workbook><sheets><sheet name=\"a\" id=\"1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id=\"1\" Target=\"s.xml\"/></Relationships>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/s.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_long_text_that_many_cells_share_is_charged_in_each() {
    let file = xlsx(
        &format!("<si><t>{}</t></si>", "甲".repeat(20_000)),
        &format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(5_000)),
    );
    assert_eq!(error(&file), ImportError::Unpacked);
}

#[test]
fn blank_cells_between_two_far_ones_are_charged() {
    let row = |row: usize| format!("<row><c r=\"A{row}\"><v>1</v></c><c r=\"ALL{row}\"><v>2</v></c></row>");
    assert_eq!(error(&xlsx("", &(1..10_000).map(row).collect::<String>())), ImportError::Unpacked);
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!("<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>");
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    package(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

#[test]
fn repeated_rows_columns_and_blanks_are_charged() {
    let row = |times: &str, columns: &str, words: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{times}\"><table:table-cell \
             table:number-columns-repeated=\"{columns}\"><text:p>{words}</text:p></table:table-cell></table:table-row>"
        )
    };
    assert_eq!(error(&ods(&row("1000000000", "1000000000", "7"))), ImportError::Unpacked);
    let blanks = format!("甲{}乙", "<text:s text:c=\"4000000000\"/>".repeat(2_000));
    assert_eq!(error(&ods(&row("1", "1000", &blanks))), ImportError::Unpacked);
    assert_eq!(error(&ods(&row("1", "1", &blanks))), ImportError::NoFigures(Vec::new()));
    let spanned = "<table:table-cell table:number-rows-spanned=\"1000000000\"/>".repeat(1_000);
    let all = format!("<table:table-row table:number-rows-repeated=\"1000000\">{spanned}</table:table-row>");
    assert_eq!(error(&ods(&all)), ImportError::Unpacked);
}

/// A record of an old workbook.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("short");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

#[test]
fn texts_of_old_workbooks_that_many_cells_share_are_charged_in_each() {
    let letters = 8_000_u16;
    let mut text = [&1u32.to_le_bytes()[..], &1u32.to_le_bytes(), &letters.to_le_bytes(), &[0]].concat();
    text.extend(b"a".repeat(usize::from(letters)));
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let head = [begin.clone(), record(0x00FC, &text)].concat();
    let name = |at: usize| record(0x0085, &[&(at as u32).to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    let place = head.len() + name(0).len() * 2 + record(0x000A, &[]).len();
    let mut stream = [head, name(place), name(place), record(0x000A, &[]), begin].concat();
    for cell in 0..4_000_u16 {
        stream.extend(record(0x00FD, &[&cell.to_le_bytes()[..], &[0, 0, 0, 0, 0, 0, 0, 0]].concat()));
    }
    stream.extend(record(0x000A, &[]));
    assert_eq!(error(&ole("Workbook", &stream)), ImportError::Unpacked);
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", document.as_bytes())])
}

#[test]
fn what_a_document_holds_in_a_few_letters_is_charged() {
    let run = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    assert_eq!(error(&docx(&run(&"<w:br/><w:tab/>".repeat(300_000)))), ImportError::Unpacked);
    assert_eq!(error(&docx(&"<w:p/>".repeat(400_000))), ImportError::Unpacked);
    let nested = format!("{}{}", "<w:br>".repeat(3_000), "</w:br>".repeat(3_000));
    assert_eq!(error(&docx(&run(&nested))), ImportError::TooDeep);
    let open = "<mc:AlternateContent><mc:Choice>".repeat(900);
    let close = "</mc:Choice></mc:AlternateContent>".repeat(900);
    assert_eq!(error(&docx(&format!("{open}{}{close}", "<w:p/>".repeat(50_000)))), ImportError::Unpacked);
}

#[test]
fn wide_cells_take_no_more_than_narrow_ones() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc>".repeat(50);
    let row = format!("<w:tr><w:trPr><w:gridBefore w:val=\"4000000000\"/></w:trPr>{cell}</w:tr>").repeat(50);
    assert_eq!(error(&docx(&format!("<w:tbl>{row}</w:tbl>"))), ImportError::NoFigures(Vec::new()));
}

#[test]
fn a_page_is_charged_for_what_the_library_makes_of_its_tags() {
    let attributes: String = (0..250_000).map(|number| format!(" a{number}")).collect();
    assert_eq!(error(format!("<html><p{attributes}>x").as_bytes()), ImportError::Unpacked);
    let letters: String = (0..2_000).map(|number| format!("<b id={number}>")).collect();
    assert_eq!(error(format!("<html><p>{letters}{}", "<p>x".repeat(5_000)).as_bytes()), ImportError::Unpacked);
    assert_eq!(error(format!("<html>{}", "<p>x".repeat(1_000_000)).as_bytes()), ImportError::Unpacked);
    let spans = "<tr><td rowspan=1000 colspan=1000>0</td><td>1</td></tr>".repeat(20_000);
    assert_eq!(error(format!("<table>{spans}</table>").as_bytes()), ImportError::Unpacked);
}

#[test]
fn texts_of_many_megabytes_are_refused_before_they_are_read() {
    let texts =
        [("# 一\n", "字 | 二\n"), ("{\"cells\":{", "\"a\":1,"), ("<html>", "<p>一段。"), ("cell,value\n", "a,1\n")];
    for (head, piece) in texts {
        let text = format!("{head}{}", piece.repeat((50 << 20) / piece.len()));
        assert_eq!(error(text.as_bytes()), ImportError::Unpacked, "{head}");
        let text = format!("{head}{}", piece.repeat((8 << 20) / piece.len()));
        assert_eq!(error(text.as_bytes()), ImportError::Unpacked, "{head}");
    }
}

#[test]
fn signs_without_their_ends_are_looked_for_once() {
    for piece in ["[", "<b", "[](", "![", "<", "[]{", "<br>"] {
        let text = format!("# 一\n{}", piece.repeat(60_000));
        assert_eq!(error(text.as_bytes()), ImportError::NoFigures(Vec::new()), "{piece}");
    }
}

#[test]
fn drawings_that_are_none_are_not_looked_at_from_every_line() {
    for text in ["+-\n".repeat(100_000), "-- --\n".repeat(100_000)] {
        assert!(matches!(error(text.as_bytes()), ImportError::Unpacked | ImportError::NoFigures(_)));
    }
    let ruler = "-- ".repeat(20_000);
    let text = format!("{ruler}\n{}", "a\n".repeat(10_000));
    assert_eq!(error(text.as_bytes()), ImportError::Unpacked);
}

/// Through the program itself, whose limits end none of them.
#[test]
fn hostile_files_at_hand_are_answered_by_the_readers() {
    let Some(folder) = samples().map(|samples| samples.join("hostile")).filter(|folder| folder.is_dir()) else {
        return skip("no hostile samples");
    };
    let reader = Reader::of_program(env!("CARGO_BIN_EXE_gouji").into());
    let forms = Forms::default();
    for entry in std::fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("read");
        let error = reader.read(&bytes, &forms, Options::default()).expect_err("no report");
        let by_limits = matches!(error, ImportError::TooLong | ImportError::TooMuch | ImportError::NoReader(_));
        assert!(!by_limits, "{}: {error:?}", path.display());
        let error = reader.register(&bytes, &forms).expect_err("no register");
        assert!(!matches!(error, ImportError::NoReader(_)), "{}: {error:?}", path.display());
    }
}
