//! Word forms as offices make them, for the tests: the official tables with habits that a program must live with. They
//! are put together from the form's own geometry; the XML is what Word, WPS and LibreOffice write.

use std::io::{Cursor, Write};

use gouji::domain::form::{CellId, Form};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// How a form is made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Habits {
    /// Words stand in several runs, with marks between them.
    pub torn: bool,
    /// Table three has a column that the form does not, before the last one.
    pub extra_column: bool,
    /// Table two has a row that the form does not.
    pub extra_row: bool,
    /// Table three goes on in a second table.
    pub parted: bool,
    /// Cells that hold one figure stand as several that are not merged.
    pub unmerged: bool,
    /// Table three says in a column before its figures in what it counts.
    pub unit_column: bool,
    /// Table three numbers its columns in a row below their heads.
    pub numbered: bool,
}

/// What a cell of a table is, before it is written.
#[derive(Debug, Clone)]
struct Cell {
    at: (usize, usize),
    span: (usize, usize),
    words: String,
    figure: bool,
}

/// A table of a form. `figure` says what a cell holds.
pub fn table(form: &Form, table: usize, habits: Habits, figure: &dyn Fn(CellId) -> String) -> String {
    let size = |(rows, columns): (u16, u16)| (usize::from(rows), usize::from(columns));
    let labels = form.printed_labels(table).iter().map(|label| Cell {
        at: size(label.at),
        span: size(label.span),
        words: label.text.clone(),
        figure: false,
    });
    let figures = form.table_cells(table).map(|id| {
        let (at, span) = (size(form.cell(id).at), size(form.cell(id).span));
        Cell { at, span, words: figure(id), figure: true }
    });
    let mut cells: Vec<Cell> = labels.chain(figures).collect();
    let (mut rows, mut columns) = size(form.tables()[table].size);
    if habits.unmerged {
        let wide: Vec<Cell> = cells.iter().filter(|cell| cell.figure && cell.span.1 > 1).cloned().collect();
        cells.iter_mut().filter(|cell| cell.figure).for_each(|cell| cell.span.1 = 1);
        for cell in wide {
            for right in 1..cell.span.1 {
                let at = (cell.at.0, cell.at.1 + right);
                cells.push(Cell { at, span: (1, 1), words: String::new(), figure: true });
            }
        }
    }
    if habits.extra_column && columns == 10 {
        let new = columns - 1;
        for cell in &mut cells {
            if cell.at.1 >= new {
                cell.at.1 += 1;
            } else if cell.at.1 + cell.span.1 >= new && cell.at.0 < 2 {
                cell.span.1 += 1;
            }
        }
        columns += 1;
        cells.push(Cell { at: (2, new), span: (1, 1), words: "小计".into(), figure: false });
        cells.extend((3..rows).map(|row| Cell { at: (row, new), span: (1, 1), words: "99".into(), figure: true }));
    }
    if habits.extra_row && table == 0 {
        cells.iter_mut().filter(|cell| cell.at.0 >= 4).for_each(|cell| cell.at.0 += 1);
        cells.push(Cell { at: (4, 0), span: (1, 1), words: "其他主动公开文件".into(), figure: false });
        cells.extend((1..4).map(|column| Cell { at: (4, column), span: (1, 1), words: "88".into(), figure: true }));
        rows += 1;
    }
    if habits.unit_column && rows > 20 {
        cells.iter_mut().filter(|cell| cell.at.1 >= 3).for_each(|cell| cell.at.1 += 1);
        columns += 1;
        cells.push(Cell { at: (0, 3), span: (3, 1), words: "单位".into(), figure: false });
        cells.extend((3..rows).map(|row| Cell { at: (row, 3), span: (1, 1), words: "件".into(), figure: false }));
    }
    if habits.numbered && rows > 20 {
        let labels = cells.iter().filter(|cell| cell.figure).map(|cell| cell.at.1).min().unwrap_or(3);
        cells.iter_mut().filter(|cell| cell.at.0 >= 3).for_each(|cell| cell.at.0 += 1);
        rows += 1;
        cells.push(Cell { at: (3, 0), span: (1, labels), words: "栏次".into(), figure: false });
        let number = |column: usize| (column + 1 - labels).to_string();
        let row =
            (labels..columns).map(|column| Cell { at: (3, column), span: (1, 1), words: number(column), figure: true });
        cells.extend(row.collect::<Vec<_>>());
    }
    let part = |first: usize, end: usize| {
        let rows: String = (first..end).map(|row| row_xml(&cells, row, first, columns, habits)).collect();
        let grid = "<w:gridCol w:w=\"800\"/>".repeat(columns);
        format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )
    };
    if habits.parted && rows > 20 {
        return format!("{}{}{}", part(0, 11), paragraph("（续表）", Habits::default()), part(11, rows));
    }
    part(0, rows)
}

/// A row; cells that reach down from above the first row of a part begin anew there, without words.
fn row_xml(cells: &[Cell], row: usize, first: usize, columns: usize, habits: Habits) -> String {
    let mut xml = String::from("<w:tr w:rsidR=\"00A1\"><w:trPr><w:trHeight w:val=\"340\"/></w:trPr>");
    let mut column = 0;
    while column < columns {
        let covers = |cell: &&Cell| cell.at.1 == column && (cell.at.0..cell.at.0 + cell.span.0).contains(&row);
        let Some(cell) = cells.iter().find(covers) else { panic!("no cell at row {row}, column {column}") };
        let span = if cell.span.1 > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.span.1) } else { String::new() };
        let down = match (cell.span.0 > 1, cell.at.0 == row || row == first) {
            (false, _) => "",
            (true, true) => "<w:vMerge w:val=\"restart\"/>",
            (true, false) => "<w:vMerge/>",
        };
        let words = if cell.at.0 == row { cell.words.as_str() } else { "" };
        let content = if cell.figure { figure_xml(words, habits) } else { paragraph(words, habits) };
        xml += &format!("<w:tc><w:tcPr><w:tcW w:w=\"800\" w:type=\"dxa\"/>{span}{down}</w:tcPr>{content}</w:tc>");
        column += cell.span.1;
    }
    xml + "</w:tr>"
}

/// A figure's paragraph: none at all where it is blank, in two runs where words are torn.
fn figure_xml(words: &str, habits: Habits) -> String {
    const LOOK: &str = "<w:rPr><w:rFonts w:ascii=\"Arial\"/><w:b/><w:sz w:val=\"18\"/></w:rPr>";
    let open = "<w:p w14:paraId=\"1A2B3C4D\"><w:pPr><w:jc w:val=\"center\"/>";
    match words {
        "" if habits.torn => "<w:p/>".to_string(),
        "" => format!("{open}{LOOK}</w:pPr></w:p>"),
        words if habits.torn && words.len() > 1 => {
            let (first, rest) = words.split_at(1);
            format!(
                "{open}</w:pPr><w:r>{LOOK}<w:t>{first}</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>{rest}</w:t></w:r></w:p>"
            )
        }
        words => format!("{open}</w:pPr><w:r>{LOOK}<w:t>{words}</w:t></w:r></w:p>"),
    }
}

/// A paragraph, torn into runs where words are.
pub fn paragraph(words: &str, habits: Habits) -> String {
    let run = |words: &str| match words {
        "" => String::new(),
        words => format!("<w:r w:rsidRPr=\"00B2\"><w:rPr><w:kern w:val=\"0\"/></w:rPr><w:t>{words}</w:t></w:r>"),
    };
    let middle = words.chars().count() / 2;
    let at = words.char_indices().nth(middle).map_or(0, |(at, _)| at);
    let (first, rest) = if habits.torn { words.split_at(at) } else { (words, "") };
    let mark = if habits.torn { "<w:bookmarkStart w:id=\"0\" w:name=\"_Go\"/><w:bookmarkEnd w:id=\"0\"/>" } else { "" };
    format!("<w:p><w:pPr><w:ind w:firstLine=\"420\"/></w:pPr>{}{mark}{}</w:p>", run(first), run(rest))
}

/// A whole form: title lines, and for every chapter its heading, paragraphs and table.
pub fn document(
    form: &Form,
    titles: &[&str],
    habits: Habits,
    prose: &dyn Fn(usize) -> Vec<String>,
    figure: &dyn Fn(CellId) -> String,
) -> String {
    let mut body: String = titles.iter().map(|title| paragraph(title, habits)).collect();
    for (index, chapter) in form.definition().chapters.iter().enumerate() {
        body += &paragraph(&format!("{}、{}", chapter.numeral, chapter.heading), habits);
        body += &prose(index).iter().map(|text| paragraph(text, habits)).collect::<String>();
        if let Some(table) = form.table_of_chapter(index) {
            body += &self::table(form, table, habits, figure);
        }
    }
    wrapped(&body)
}

/// A body as a whole part.
pub fn wrapped(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
    )
}

/// A package around a part, with others that nobody may touch.
pub fn docx(document: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", b"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
        ("_rels/.rels", b"<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
        ("word/media/image1.png", &[0x89, b'P', b'N', b'G', 0, 1, 2, 3]),
        ("word/document.xml", document.as_bytes()),
        ("customXml/item1.xml", b"<office:own xmlns:office=\"urn:own\">42</office:own>"),
    ])
}

/// A zip package.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let kind = if name.ends_with(".png") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(kind)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
