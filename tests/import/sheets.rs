//! Workbooks by hand, for the tests: the same sheets as `.xlsx`, `.ods` and `.xls`, each in the bytes that office
//! programs write.

use std::collections::{BTreeMap, BTreeSet};

use gouji::domain::form::{CellId, Form};

use crate::handmade::package;
use crate::paper::doc::container;

/// A sheet with its cells.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub name: String,
    cells: BTreeMap<(usize, usize), String>,
    /// First row and column, last row and column.
    pub merged: Vec<[usize; 4]>,
    next: usize,
}

impl Sheet {
    pub fn new(name: &str) -> Sheet {
        Sheet { name: name.into(), cells: BTreeMap::new(), merged: Vec::new(), next: 0 }
    }

    pub fn put(&mut self, row: usize, column: usize, text: &str) {
        self.cells.insert((row, column), text.into());
    }

    /// A text over several columns, in a row of its own.
    pub fn line(&mut self, left: usize, text: &str) {
        self.put(self.next, left, text);
        self.merged.push([self.next, left, self.next, left + 9]);
        self.next += 1;
    }

    pub fn blank(&mut self) {
        self.next += 1;
    }

    /// A table as the form prints it.
    pub fn table(&mut self, left: usize, form: &Form, table: usize, figure: &dyn Fn(CellId) -> String) {
        let labels = form.printed_labels(table).iter().map(|label| (label.at, label.span, label.text.clone()));
        let figures = form.table_cells(table).map(|id| (form.cell(id).at, form.cell(id).span, figure(id)));
        for ((row, column), (down, across), text) in labels.chain(figures).collect::<Vec<_>>() {
            let (row, column) = (self.next + usize::from(row), left + usize::from(column));
            self.put(row, column, &text);
            if (down, across) != (1, 1) {
                self.merged.push([row, column, row + usize::from(down) - 1, column + usize::from(across) - 1]);
            }
        }
        self.next += usize::from(form.tables()[table].size.0);
    }

    fn rows(&self) -> BTreeMap<usize, BTreeMap<usize, &str>> {
        let mut rows: BTreeMap<usize, BTreeMap<usize, &str>> = BTreeMap::new();
        for ((row, column), text) in &self.cells {
            rows.entry(*row).or_default().insert(*column, text);
        }
        rows
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() && text.starts_with(|c: char| c.is_ascii_digit())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn name(row: usize, column: usize) -> String {
    format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1)
}

/// The parts of an `.xlsx`; texts are shared.
pub fn xlsx_parts(sheets: &[Sheet]) -> Vec<(String, String)> {
    let texts: BTreeSet<&String> =
        sheets.iter().flat_map(|sheet| sheet.cells.values()).filter(|t| !is_number(t)).collect();
    let texts: Vec<&String> = texts.into_iter().collect();
    let shared: String =
        texts.iter().map(|text| format!("<si><r><t>{}</t></r><rPh><t>x</t></rPh></si>", escaped(text))).collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_string(), "<Types/>".to_string()),
        ("xl/sharedStrings.xml".to_string(), format!("<sst>{shared}</sst>")),
    ];
    let (mut list, mut relations) = (String::new(), String::new());
    for (index, sheet) in sheets.iter().enumerate() {
        let number = index + 1;
        list += &format!("<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"r{number}\"/>", sheet.name);
        relations +=
            &format!("<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>");
        let mut data = String::new();
        for (row, cells) in sheet.rows() {
            data += &format!("<row r=\"{}\">", row + 1);
            for (column, text) in cells {
                let at = name(row, column);
                data += &match texts.iter().position(|shared| *shared == text) {
                    Some(index) => format!("<c r=\"{at}\" t=\"s\"><v>{index}</v></c>"),
                    None if is_number(text) => format!("<c r=\"{at}\"><v>{text}</v></c>"),
                    None => format!("<c r=\"{at}\"/>"),
                };
            }
            data += "</row>";
        }
        let merged: String = sheet
            .merged
            .iter()
            .map(|[a, b, c, d]| format!("<mergeCell ref=\"{}:{}\"/>", name(*a, *b), name(*c, *d)))
            .collect();
        let xml = format!("<worksheet><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells></worksheet>");
        parts.push((format!("xl/worksheets/sheet{number}.xml"), xml));
    }
    parts.push(("xl/workbook.xml".into(), format!("<workbook xmlns:r=\"r\"><sheets>{list}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
    parts
}

/// The sheets as an `.xlsx`.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let parts = xlsx_parts(sheets);
    package(&parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect::<Vec<_>>())
}

/// The sheets as Excel wrote them in 2003, in one XML file: what is blank is left out and counted.
pub fn excel_2003(sheets: &[Sheet]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"s1\"/></Styles>",
    );
    for sheet in sheets {
        xml += &format!("<Worksheet ss:Name=\"{}\"><Table><Column ss:Width=\"60\"/>", sheet.name);
        let mut next = 0;
        for (row, cells) in sheet.rows() {
            xml += &if row == next { "<Row>".into() } else { format!("<Row ss:Index=\"{}\">", row + 1) };
            next = row + 1;
            let mut left = 0;
            for (column, text) in cells {
                let span = sheet
                    .merged
                    .iter()
                    .find(|region| region[..2] == [row, column])
                    .map_or((0, 0), |[a, b, c, d]| (c - a, d - b));
                let at = if column == left { String::new() } else { format!(" ss:Index=\"{}\"", column + 1) };
                let (down, across) = span;
                let down = if down > 0 { format!(" ss:MergeDown=\"{down}\"") } else { String::new() };
                left = column + across + 1;
                let across = if across > 0 { format!(" ss:MergeAcross=\"{across}\"") } else { String::new() };
                let kind = if is_number(text) { "Number" } else { "String" };
                xml += &format!(
                    "<Cell{at}{across}{down} ss:StyleID=\"s1\"><Data ss:Type=\"{kind}\">{}</Data><Comment><Data>9</Data></Comment></Cell>",
                    escaped(text)
                );
            }
            xml += "</Row>";
        }
        xml += "</Table></Worksheet>";
    }
    xml + "</Workbook>"
}

/// The sheets as an `.ods`: blank cells and rows repeated, covered cells marked.
pub fn ods(sheets: &[Sheet]) -> Vec<u8> {
    let mut tables = String::new();
    for sheet in sheets {
        tables += &format!(
            "<table:table table:name=\"{}\"><table:table-column table:number-columns-repeated=\"20\"/>",
            sheet.name
        );
        let mut next = 0;
        for (row, cells) in sheet.rows() {
            if row > next {
                tables += &format!(
                    "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>",
                    row - next
                );
            }
            tables += "<table:table-row>";
            for column in 0..20 {
                let covered = sheet.merged.iter().any(|&[a, b, c, d]| {
                    (a..=c).contains(&row) && (b..=d).contains(&column) && (a, b) != (row, column)
                });
                let span = sheet.merged.iter().find(|&&[a, b, ..]| (a, b) == (row, column)).map(|[a, b, c, d]| {
                    format!(
                        " table:number-rows-spanned=\"{}\" table:number-columns-spanned=\"{}\"",
                        c - a + 1,
                        d - b + 1
                    )
                });
                let span = span.unwrap_or_default();
                tables += &match cells.get(&column) {
                    _ if covered => "<table:covered-table-cell/>".to_string(),
                    Some(text) if is_number(text) => format!(
                        "<table:table-cell{span} office:value-type=\"float\" office:value=\"{text}\"><text:p>#</text:p></table:table-cell>"
                    ),
                    Some(text) => format!(
                        "<table:table-cell{span} office:value-type=\"string\"><office:annotation><text:p>注</text:p></office:annotation><text:p>{}</text:p></table:table-cell>",
                        escaped(text)
                    ),
                    None => format!("<table:table-cell{span}/>"),
                };
            }
            tables += "</table:table-row>";
            next = row + 1;
        }
        tables += "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
    }
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    package(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

/// A record of an `.xls`.
pub fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &u16::try_from(body.len()).unwrap().to_le_bytes()[..], body].concat()
}

/// The sheets as an `.xls`: BIFF8 records in an OLE container.
pub fn xls(sheets: &[Sheet]) -> Vec<u8> {
    xls_with(sheets, &[], &[], &|_| 0)
}

/// The same with further records of the workbook and of every sheet, and a style for each text.
pub fn xls_with(sheets: &[Sheet], globals: &[u8], more: &[u8], style: &dyn Fn(&str) -> usize) -> Vec<u8> {
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let long = |text: &str| [&short(text.encode_utf16().count())[..], &[1], &wide(text)].concat();
    let begin = |kind: u16| record(0x0809, &[&0x0600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let bodies: Vec<Vec<u8>> = sheets
        .iter()
        .map(|sheet| {
            let mut body = begin(0x10);
            body.extend(more);
            for ((row, column), text) in sheet.cells.iter().filter(|(_, text)| !text.is_empty()) {
                let at = [short(*row), short(*column), short(style(text))].concat();
                body.extend(match text.parse::<f64>() {
                    Ok(number) if is_number(text) => record(0x0203, &[&at[..], &number.to_le_bytes()].concat()),
                    _ => record(0x0204, &[at, long(text)].concat()),
                });
            }
            for merged in sheet.merged.chunks(1000) {
                let regions =
                    merged.iter().flat_map(|[a, b, c, d]| [short(*a), short(*c), short(*b), short(*d)].concat());
                body.extend(record(0x00E5, &[short(merged.len()).to_vec(), regions.collect()].concat()));
            }
            body.extend(record(0x000A, &[]));
            body
        })
        .collect();
    let head = |at: &[usize]| {
        let mut head = begin(0x05);
        head.extend(globals);
        for (sheet, at) in sheets.iter().zip(at) {
            let name = wide(&sheet.name);
            let length = u8::try_from(name.len() / 2).unwrap();
            head.extend(record(
                0x0085,
                &[&u32::try_from(*at).unwrap().to_le_bytes()[..], &[0, 0, length, 1], &name].concat(),
            ));
        }
        head.extend(record(0x000A, &[]));
        head
    };
    let start = head(&vec![0; sheets.len()]).len();
    let places: Vec<usize> =
        bodies.iter().scan(start, |at, body| Some(std::mem::replace(at, *at + body.len()))).collect();
    ole("Workbook", &[head(&places), bodies.concat()].concat())
}

/// A container with one stream.
pub fn ole(name: &str, stream: &[u8]) -> Vec<u8> {
    container(&[(name, stream)])
}
