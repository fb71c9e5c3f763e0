//! Office documents in one XML file: flat packages, what Word and Excel wrote in 2003, and sheets as plain text.

use gouji::domain::figure::Figure;
use gouji::domain::report::Part;
use gouji::domain::text::Lang;
use gouji::import::ImportError;

use crate::handmade::{Habits, document, docx, package, paragraph};
use crate::made::{TITLE, assert_whole, form, numbered, rows};
use crate::sheets::{Sheet, excel_2003, ods, xlsx_parts};
use crate::support::{figures, forms, import, prose};

fn none(_: usize) -> Vec<String> {
    Vec::new()
}

fn word() -> String {
    document(form(), &[TITLE], Habits::default(), &none, &numbered)
}

fn body(xml: &str) -> &str {
    xml.split_once("?>").map_or(xml, |(_, body)| body)
}

fn flat(parts: &[(String, String)]) -> String {
    let part = |(name, xml): &(String, String)| {
        format!(
            "<pkg:part pkg:name=\"/{name}\" pkg:contentType=\"application/xml\"><pkg:xmlData>{}</pkg:xmlData></pkg:part>",
            body(xml)
        )
    };
    let parts: String = parts.iter().map(part).collect();
    format!(
        "<?xml version=\"1.0\" standalone=\"yes\"?>\n<?mso-application progid=\"Word.Document\"?>\n<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{parts}<pkg:part pkg:name=\"/a.png\"><pkg:binaryData>iVBORw0KGgo=</pkg:binaryData></pkg:part></pkg:package>"
    )
}

fn sheet() -> Sheet {
    let mut sheet = Sheet::new("报告");
    sheet.line(0, TITLE);
    for (index, chapter) in form().definition().chapters.iter().enumerate() {
        sheet.line(0, &format!("{}、{}", chapter.numeral, chapter.heading));
        match form().table_of_chapter(index) {
            Some(table) => sheet.table(0, form(), table, &numbered),
            None => sheet.line(0, &format!("第{index}章的文字，没有别的。")),
        }
    }
    sheet
}

/// A document in the names that Word had for its elements in 2003.
fn word_2003(xml: &str) -> String {
    body(xml)
        .replace("w:document", "w:wordDocument")
        .replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://schemas.microsoft.com/office/word/2003/wordml\" xml:space=\"preserve")
        .replace("vMerge", "vmerge")
        .replace("<w:body>", "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"heading 1\"/></w:style></w:styles><w:body><wx:sect>")
        .replace("</w:body>", "</wx:sect></w:body>")
}

#[test]
fn packages_in_one_xml_file_are_read_as_packages_are() {
    assert_whole(flat(&[("word/document.xml".into(), word())]).as_bytes(), "a document");
    assert_whole(flat(&xlsx_parts(&[sheet()])).as_bytes(), "a workbook");
}

#[test]
fn what_word_wrote_in_2003_is_read() {
    for form in forms() {
        let xml = document(form, &[TITLE], Habits { torn: true, ..Habits::default() }, &none, &numbered);
        let proposal = import(word_2003(&xml).as_bytes()).unwrap();
        let found = figures(&proposal);
        for cell in form.cells() {
            let name = &form.cell(cell).name;
            assert_eq!(found.get(name).map(ToString::to_string), Some(numbered(cell)), "{name}");
        }
    }
    let utf16: Vec<u8> = format!("\u{FEFF}{}", word_2003(&word())).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_whole(&utf16, "in UTF-16");
}

#[test]
fn what_was_deleted_in_word_2003_and_its_notes_are_not_read() {
    let heading = paragraph("一、总体情况", Habits::default());
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let inside = format!(
        "{heading}<w:p>{}<aml:annotation w:type=\"Word.Deletion\"><aml:content>{}</aml:content></aml:annotation><aml:annotation w:type=\"Word.Insertion\"><aml:content>{}</aml:content></aml:annotation><w:r><w:footnote><w:p>{}</w:p></w:footnote></w:r></w:p>",
        run("收到 "),
        run("7"),
        run("8件。"),
        run("注。"),
    );
    let proposal = import(word_2003(&word().replace(&heading, &inside)).as_bytes()).unwrap();
    assert_eq!(prose(&proposal, Part::Chapter(0)), "收到 8件。");
}

#[test]
fn what_excel_wrote_in_2003_is_read() {
    assert_whole(excel_2003(&[sheet()]).as_bytes(), "a workbook");
    let hidden = excel_2003(&[sheet(), sheet()]).replacen(
        "</Worksheet>",
        "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>",
        1,
    );
    assert_whole(hidden.as_bytes(), "with a hidden sheet");
}

#[test]
fn struck_and_raised_words_of_excel_2003_are_no_figures() {
    let cell = form().find("requests.new.natural_person").unwrap();
    let data = format!("<Data ss:Type=\"Number\">{}</Data>", numbered(cell));
    let rich = "<ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><S>9</S>18<Sup>1</Sup></ss:Data>";
    let xml = excel_2003(&[sheet()]);
    assert!(xml.contains(&data));
    let proposal = import(xml.replace(&data, rich).as_bytes()).unwrap();
    assert_eq!(figures(&proposal)["requests.new.natural_person"], Figure::from(18));
    assert!(proposal.notes.iter().any(|note| note.cell == Some(cell)), "{:?}", proposal.notes);
}

#[test]
fn macros_and_templates_are_documents_like_others() {
    let binary: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0, 1];
    let word = word();
    assert_whole(
        &package(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", word.as_bytes()),
            ("word/vbaProject.bin", binary),
        ]),
        "docm",
    );
    let parts = xlsx_parts(&[sheet()]);
    let mut parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    parts.push(("xl/vbaProject.bin", binary));
    assert_whole(&package(&parts), "xlsm, or a zipped et");
}

#[test]
fn a_document_of_nothing_but_another_one_is_read() {
    let page = crate::made::page(TITLE);
    let mht = format!("MIME-Version: 1.0\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{page}");
    let inner = docx(&word());
    for (name, chunk) in [("word/a.html", page.as_bytes()), ("word/a.mht", mht.as_bytes()), ("word/a.docx", &inner)] {
        for target in [format!("/{name}"), name.trim_start_matches("word/").to_string()] {
            let links = format!(
                "<Relationships><Relationship Id=\"r9\" Type=\"x/aFChunk\" Target=\"{target}\"/></Relationships>"
            );
            let main = crate::handmade::wrapped("<w:altChunk r:id=\"r9\"/>");
            let whole = package(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("word/document.xml", main.as_bytes()),
                ("word/_rels/document.xml.rels", links.as_bytes()),
                (name, chunk),
            ]);
            assert_whole(&whole, name);
        }
    }
}

#[test]
fn a_chunk_stands_where_it_is_put() {
    let main = word();
    let heading = paragraph("五、存在的主要问题及改进情况", Habits::default());
    assert!(main.contains(&heading));
    let main = main.replace(&heading, &format!("{heading}<w:altChunk r:id=\"r9\"/>"));
    let links = "<Relationships><Relationship Id=\"r9\" Target=\"a.html\"/></Relationships>";
    let page = "<html><body><p>问题已经改进。</p></body></html>";
    let parts: [(&str, &[u8]); 3] = [
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/a.html", page.as_bytes()),
    ];
    let proposal = assert_whole(&package(&parts), "a report with a chunk");
    assert_eq!(prose(&proposal, Part::Chapter(4)), "问题已经改进。");
    let itself = crate::handmade::wrapped("<w:altChunk r:id=\"r9\"/>");
    let mut inner = package(&[("word/document.xml", itself.as_bytes())]);
    for _ in 0..5 {
        let links = "<Relationships><Relationship Id=\"r9\" Target=\"a\"/></Relationships>";
        inner = package(&[
            ("word/document.xml", itself.as_bytes()),
            ("word/_rels/document.xml.rels", links.as_bytes()),
            ("word/a", &inner),
        ]);
    }
    assert_eq!(import(&inner).unwrap_err(), ImportError::TooDeep);
}

#[test]
fn sheets_saved_as_plain_text_are_read() {
    for (name, delimiter) in [("commas", ','), ("semicolons", ';'), ("tabs", '\t')] {
        for end in ["\n", "\r\n"] {
            let text = rows(form(), delimiter, end);
            let utf16: Vec<u16> = text.encode_utf16().collect();
            let bytes =
                |units: &[u16], half: fn(u16) -> [u8; 2]| units.iter().copied().flat_map(half).collect::<Vec<u8>>();
            let marked: Vec<u16> = [&[0xFEFF], utf16.as_slice()].concat();
            let encoded = [
                ("UTF-8", text.clone().into_bytes()),
                ("UTF-8 with a mark", format!("\u{FEFF}{text}").into_bytes()),
                ("GBK", encoding_rs::GBK.encode(&text).0.into_owned()),
                ("UTF-16 with a mark", bytes(&marked, u16::to_le_bytes)),
                ("UTF-16, the other way round", bytes(&marked, u16::to_be_bytes)),
                ("UTF-16 without a mark", bytes(&utf16, u16::to_le_bytes)),
            ];
            for (encoding, bytes) in encoded {
                let proposal = assert_whole(&bytes, &format!("{name}, {encoding}"));
                assert_eq!(prose(&proposal, Part::Chapter(4)), "第4章的文字，没有别的。", "{name}, {encoding}");
            }
        }
    }
    let named = format!("sep=;\r\n{}", rows(form(), ';', "\r\n"));
    assert_whole(named.as_bytes(), "with the sign named");
}

#[test]
fn a_single_table_saved_as_plain_text_is_read_with_the_lines_of_its_figures() {
    let whole = rows(form(), ',', "\n");
    let start = whole.find("三、收到").unwrap();
    let end = whole.find("四、政府信息公开行政复议").unwrap();
    let proposal = import(&whole.as_bytes()[start..end]).unwrap();
    assert_eq!(proposal.figures.len(), form().table_cells(1).count());
    let lines: Vec<String> = proposal.figures.iter().map(|figure| figure.source.place.words(Lang::Zh)).collect();
    assert!(lines.iter().all(|line| line.ends_with('行') && !line.contains('表')), "{lines:?}");
    let text = &whole[start..end];
    let first = text.lines().position(|line| {
        line.contains("1010") || line.contains(&numbered(form().find("requests.new.natural_person").unwrap()))
    });
    assert_eq!(lines[0], format!("第 {} 行", first.unwrap() + 1));
}

#[test]
fn a_row_of_commas_that_a_number_tore_is_left_open_and_named() {
    let natural = form().find("requests.new.natural_person").unwrap();
    let rules = form().find("proactive.rules.issued").unwrap();
    let torn = |text: String, cell| text.replace(&format!(",{},", numbered(cell)), ",1,234,");
    let text = torn(torn(rows(form(), ',', "\n"), natural), rules);
    let proposal = import(text.as_bytes()).unwrap();
    let found = figures(&proposal);
    for cell in proposal.form.cells() {
        let name = &proposal.form.cell(cell).name;
        let is_torn = name.starts_with("requests.new.") || name.starts_with("proactive.rules.");
        let wanted = (!is_torn).then(|| numbered(cell));
        assert_eq!(found.get(name).map(ToString::to_string), wanted, "{name}");
    }
    assert!(proposal.notes.iter().filter(|note| note.text.contains("没有填入")).count() > 1, "{:?}", proposal.notes);
}

#[test]
fn an_open_document_sheet_in_one_file_is_read() {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(ods(&[sheet()]))).unwrap();
    let content = std::io::read_to_string(archive.by_name("content.xml").unwrap()).unwrap();
    let body = content.split_once("<office:document-content").map(|(_, body)| body.split_once('>').unwrap().1).unwrap();
    let body = body.replace("</office:document-content>", "");
    let flat = format!(
        "<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">{body}</office:document>"
    );
    assert_whole(flat.as_bytes(), "a flat sheet");
}

#[test]
fn numbers_with_thousands_in_a_plain_text_are_no_table_of_commas() {
    let text = "二、主动公开政府信息情况\n规章 1,234 2,345 3,456\n行政许可 4,567\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 3,340 3,361 3,382 3,403 3,424 3,445 20,355\n1,234\n2,345\n3,456\n4,567\n";
    let found = figures(&import(text.as_bytes()).unwrap());
    assert_eq!(found["requests.new.total"], Figure::from(20_355));
}
