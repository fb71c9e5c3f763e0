//! What each fuzz target does with the bytes it is given, shared with the test that replays the corpora. A container is
//! put around the part that a reader understands, since random changes to a zip archive only ever break the archive.

#[path = "ole.rs"]
pub mod ole;

use std::io::{Cursor, Write};
use std::sync::{Arc, LazyLock};

use gouji::domain::form::Form;
use gouji::domain::report::{Key, Report, Scope};
use gouji::domain::seal::digest;
use gouji::domain::session::Session;
use gouji::domain::text::Lang;
use gouji::import::{Options, read, register};
use gouji::store::agency::Agency;
use gouji::store::digest::Digest;
use gouji::store::forms::{self, Forms};
use gouji::store::library::Library;
use gouji::store::{document, settings};
use gouji::tui::keymap::KeyMap;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A target: its name, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 21] = [
    ("html", html),
    ("text", text),
    ("docx", docx),
    ("doc", doc),
    ("rtf", rtf),
    ("odt", odt),
    ("xlsx", xlsx),
    ("ods", ods),
    ("pdf", pdf),
    ("ofd", ofd),
    ("flat", flat),
    ("mail", mail),
    ("exchange", exchange),
    ("recogniser", recogniser),
    ("register", register),
    ("report", report),
    ("agency", agency),
    ("journal", journal),
    ("settings", settings),
    ("keymap", keymap),
    ("form", form),
];

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);

/// Reads a document, whatever it is; what is read must be one figure for a cell, in form order.
fn import(bytes: &[u8]) {
    let Ok(proposal) = read(bytes, FORMS.all(), Options::default()) else { return };
    let cells: Vec<_> = proposal.figures.iter().map(|figure| figure.cell).collect();
    assert!(cells.is_sorted_by(|a, b| a < b), "a cell is proposed twice: {cells:?}");
    let report = proposal.into_report();
    let _ = document::to_ron(&report);
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A web page.
pub fn html(bytes: &[u8]) {
    import(&[b"<html><body>", bytes].concat());
}

/// Text of any kind: lines, columns, Markdown.
pub fn text(bytes: &[u8]) {
    import(bytes);
}

/// The main part of a Word document.
pub fn docx(bytes: &[u8]) {
    import(&package(&[("word/document.xml", bytes)]));
}

/// The two streams of a Word 97 document, one behind the other; the first four bytes are the length of the main one, whose
/// head says that it can be read.
pub fn doc(bytes: &[u8]) {
    let Some((length, streams)) = bytes.split_first_chunk() else { return };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(0);
    let (main, table) = streams.split_at(length.min(streams.len()));
    let mut main = main.to_vec();
    main.resize(main.len().max(0x200), 0);
    main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    main[0x0A..0x0C].copy_from_slice(&[0, 0x12]);
    import(&ole::container(&[("WordDocument", &main), ("1Table", table), ("Data", table)]));
}

/// An RTF file.
pub fn rtf(bytes: &[u8]) {
    import(&[b"{\\rtf1", bytes].concat());
}

/// The content of an OpenDocument text; its styles are in the content.
pub fn odt(bytes: &[u8]) {
    const KIND: &[u8] = b"application/vnd.oasis.opendocument.text";
    import(&package(&[("mimetype", KIND), ("content.xml", bytes)]));
}

/// A sheet of a workbook; its texts are in the sheet.
pub fn xlsx(bytes: &[u8]) {
    import(&book(bytes));
}

/// A workbook with one sheet.
fn book(sheet: &[u8]) -> Vec<u8> {
    const BOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const LINKS: &str =
        r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    package(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// The content of an OpenDocument sheet.
pub fn ods(bytes: &[u8]) {
    const KIND: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    import(&package(&[("mimetype", KIND), ("content.xml", bytes)]));
}

/// A register of requests: a text, a page, or the rows of a workbook's sheet. No word of it stands in what is said of it.
pub fn register(bytes: &[u8]) {
    let sheet = [b"<worksheet>", bytes, b"</worksheet>"].concat();
    for document in [bytes.to_vec(), [b"<html><body>", bytes].concat(), book(&sheet)] {
        let Ok(reading) = register::read(&document) else { continue };
        for out in &reading.left_out {
            assert!(out.lines > 0 && !out.words(Lang::Zh).is_empty() && !out.words(Lang::En).is_empty());
        }
        assert!(reading.left_out.len() < 2 * bytes.len());
    }
}

/// A PDF; and the bytes as the content of a page of one.
pub fn pdf(bytes: &[u8]) {
    import(&[b"%PDF-1.7\n", bytes].concat());
    let mut page = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n5 0 obj<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>endobj\n6 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/S/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>endobj\n".to_vec();
    page.extend(format!("4 0 obj<</Length {}>>stream\n", bytes.len()).into_bytes());
    page.extend(bytes);
    page.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF");
    import(&page);
}

/// The content of a page of an OFD document, which is a drawing that may be used again as well.
pub fn ofd(bytes: &[u8]) {
    const DOCUMENT: &[u8] = b"<a><DocumentRes>R.xml</DocumentRes><Page ID=\"1\" BaseLoc=\"P.xml\"/></a>";
    let page = [b"<Page><Content><Layer>", bytes, b"</Layer></Content></Page>"].concat();
    let drawing =
        [b"<Res><CompositeGraphicUnit ID=\"7\"><Content>", bytes, b"</Content></CompositeGraphicUnit></Res>"].concat();
    import(&package(&[
        ("OFD.xml", b"<OFD><DocRoot>D.xml</DocRoot></OFD>"),
        ("D.xml", DOCUMENT),
        ("P.xml", &page),
        ("R.xml", &drawing),
    ]));
}

/// Office documents in one XML file: the parts of a package, and what Word and Excel wrote in 2003.
pub fn flat(bytes: &[u8]) {
    let around = |start: &str, end: &str| import(&[start.as_bytes(), bytes, end.as_bytes()].concat());
    around(
        "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"><pkg:part pkg:name=\"/word/document.xml\"><pkg:xmlData>",
        "</pkg:xmlData></pkg:part></pkg:package>",
    );
    around("<w:wordDocument><w:body>", "</w:body></w:wordDocument>");
    around(
        "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>",
        "</Table></Worksheet></Workbook>",
    );
}

/// A mail, or a web page in a single file; and the bytes in an archive.
pub fn mail(bytes: &[u8]) {
    import(&[b"MIME-Version: 1.0\r\n", bytes].concat());
    import(&package(&[("a.html", bytes), ("b.eml", &[b"MIME-Version: 1.0\r\n", bytes].concat())]));
}

/// A cell list, or JSON of ours.
pub fn exchange(bytes: &[u8]) {
    import(&[b"cell,value\n", bytes].concat());
    import(&[b"{\"cells\": {", bytes].concat());
}

/// Tables put together from the form's own labels: a byte above 127 is a label, other bytes are themselves, tabs part
/// cells, line ends part rows, a form feed parts tables.
pub fn recogniser(bytes: &[u8]) {
    let labels: Vec<&str> = FORMS.all().iter().flat_map(labels).collect();
    let mut page = String::from("<table><tr><td>");
    for (index, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\t' => page.push_str("</td><td>"),
            b'\n' => page.push_str("</td></tr><tr><td>"),
            0x0C => page.push_str("</td></tr></table><p></p><table><tr><td>"),
            b'<' | b'&' => page.push(' '),
            0..0x80 => page.push(char::from(byte)),
            0xFF => page.push_str("</td><td rowspan=2>"),
            0xFE => page.push_str("</td><td colspan=2>"),
            _ => {
                // Two bytes reach every label.
                let next = usize::from(bytes.get(index + 1).copied().unwrap_or(0));
                page.push_str(labels[(usize::from(byte - 0x80) + next * 0x7E) % labels.len()]);
            }
        }
    }
    import(page.as_bytes());
}

fn labels(form: &Arc<Form>) -> impl Iterator<Item = &str> {
    let printed = (0..form.tables().len()).flat_map(|table| form.printed_labels(table));
    printed.map(|label| label.text.as_str()).chain(form.definition().chapters.iter().map(|c| c.heading.as_str()))
}

/// A saved report.
pub fn report(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(report) = document::from_ron("fuzz.ron", text, &FORMS) {
        let again = document::to_ron(&report);
        let read = document::from_ron("fuzz.ron", &again, &FORMS).expect("what was written is read");
        assert_eq!(document::to_ron(&read), again, "a report is written as it was read");
    }
}

/// The profile of an agency.
pub fn agency(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(profile) = Agency::from_ron("fuzz.ron", text) {
        let again = profile.to_ron();
        assert_eq!(Digest::of(again.as_bytes()), Digest::Agrees);
        assert_eq!(Agency::from_ron("fuzz.ron", &again).ok(), Some(profile), "a profile is written as it was read");
    }
}

/// A journal: the bytes as they are, and their lines with checks that agree, as if gouji had written them.
pub fn journal(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::at(folder.path().into());
    let key = Key { agency: "某局".into(), year: 2022, scope: Scope::Own };
    let path = library.path(&key).expect("a path").with_extension("journal");
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let mut checked = Vec::new();
    let mut check = String::new();
    for line in bytes.split(|&byte| byte == b'\n') {
        check = digest(&[check.as_bytes(), b"\n", line].concat())[..16].to_string();
        let line = [line, b" ", check.as_bytes(), b"\n"].concat();
        // The first line stands there twice.
        checked.extend(line.repeat(if checked.is_empty() { 2 } else { 1 }));
    }
    for content in [bytes, &checked] {
        std::fs::write(&path, content).expect("written");
        if let Ok(joined) = library.joined(&key, &FORMS) {
            let _ = Session::new(joined.report).findings();
        }
        if let Ok(opened) = library.open(&key, &FORMS)
            && let Some(recovered) = opened.recovered
        {
            let _ = recovered.merged();
            let _ = recovered.report();
        }
    }
}

/// The file of settings, and the bindings of keys in it.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(read) = settings::from_ron("fuzz.ron", text) {
        let _ = KeyMap::embedded().expect("a sound key map").rebound(&read.keys, "fuzz.ron", Lang::Zh);
        let again = settings::to_ron(&read);
        let read = settings::from_ron("fuzz.ron", &again).expect("what was written is read");
        assert_eq!(settings::to_ron(&read), again, "settings are written as they were read");
    }
}

/// A key map.
pub fn keymap(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = KeyMap::parse(text);
}

/// The definition of an edition. A sound one is held against a report of its own.
pub fn form(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(form) = forms::parse("fuzz.ron", text) else { return };
    let report = Report::new(Arc::new(form), None, None, Scope::Own);
    let _ = Session::new(report).findings();
}
