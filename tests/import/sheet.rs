//! PDFs as old office programs make them, for the tests: no fonts inside, Chinese in a named coding, tables of rules.
//! They are drawn from a document's own geometry, so that every figure is where the form has it.

use gouji::export::document::{Document, Table};

/// How a PDF is made.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// The name of the coding.
    pub coding: &'static str,
    /// Rules as thin filled areas, not as lines.
    pub filled: bool,
    /// Every cell with rules of its own.
    pub single_cells: bool,
    /// Grid rows on a page; the heads come again on the next.
    pub rows_on_page: usize,
    /// Every character is drawn twice, for bold.
    pub twice: bool,
    /// Pages lie on their side.
    pub turned: bool,
}

impl Habits {
    pub const PLAIN: Habits = Habits {
        coding: "GBK-EUC-H",
        filled: false,
        single_cells: false,
        rows_on_page: 40,
        twice: false,
        turned: false,
    };
}

const SIZE: f64 = 9.0;
const ROW: f64 = 17.0;
const LEFT: f64 = 60.0;
const WIDE: f64 = 480.0;

/// Characters on a line.
const ON_LINE: usize = 50;

/// The document as such a PDF.
pub fn pdf(document: &Document, habits: Habits) -> Vec<u8> {
    file(&pages(document, habits), habits)
}

/// The contents of its pages.
pub fn pages(document: &Document, habits: Habits) -> Vec<String> {
    let mut pages = Pages { habits, pages: vec![String::new()], y: 60.0 };
    let name = document.name();
    pages.line(&name, LEFT + 100.0);
    let prose = |pages: &mut Pages, paragraphs: &[gouji::export::document::Paragraph]| {
        paragraphs.iter().for_each(|paragraph| pages.line(&paragraph.text, LEFT + 2.0 * SIZE));
    };
    prose(&mut pages, &document.preamble);
    for chapter in &document.chapters {
        pages.line(&chapter.heading, LEFT + 2.0 * SIZE);
        prose(&mut pages, &chapter.paragraphs);
        if let Some(table) = &chapter.table {
            pages.table(table);
        }
    }
    prose(&mut pages, &document.closing);
    pages.pages
}

struct Pages {
    habits: Habits,
    pages: Vec<String>,
    y: f64,
}

impl Pages {
    fn add(&mut self, words: &str) {
        self.pages.last_mut().unwrap().push_str(words);
    }

    fn turn(&mut self) {
        self.pages.push(String::new());
        self.y = 60.0;
    }

    fn text(&mut self, text: &str, x: f64, y: f64) {
        let codes: String = encoded(text, self.habits.coding).iter().map(|byte| format!("{byte:02X}")).collect();
        for moved in if self.habits.twice { [0.0, 0.3].as_slice() } else { &[0.0] } {
            self.add(&format!("BT /F1 {SIZE} Tf 1 0 0 1 {} {} Tm <{codes}> Tj ET\n", x + moved, 842.0 - y));
        }
    }

    fn line(&mut self, text: &str, x: f64) {
        let characters: Vec<char> = text.chars().collect();
        let (first, rest) = characters.split_at(characters.len().min(ON_LINE - ((x - LEFT) / SIZE) as usize));
        for (index, piece) in std::iter::once(first).chain(rest.chunks(ON_LINE)).enumerate() {
            if self.y > 760.0 {
                self.turn();
            }
            self.y += ROW;
            self.text(&piece.iter().collect::<String>(), if index == 0 { x } else { LEFT }, self.y);
        }
    }

    fn rule(&mut self, x0: f64, y0: f64, x1: f64, y1: f64) {
        let (top, bottom) = (842.0 - y0, 842.0 - y1);
        self.add(&if self.habits.filled {
            format!("{x0} {bottom} {} {} re f\n", (x1 - x0).max(0.5), (top - bottom).max(0.5))
        } else {
            format!("{x0} {top} m {x1} {bottom} l S\n")
        });
    }

    fn table(&mut self, table: &Table) {
        let (rows, heads) = (usize::from(table.rows), usize::from(table.head_rows));
        let mut from = 0;
        while from < rows {
            let repeated = if from > 0 { heads } else { 0 };
            let to = (from + self.habits.rows_on_page - repeated).min(rows);
            let shown: Vec<usize> = (0..repeated).chain(from..to).collect();
            if self.y + ROW * (shown.len() + 1) as f64 > 780.0 {
                self.turn();
            }
            self.rows(table, &shown);
            from = to;
            if from < rows {
                let number = format!("- {} -", self.pages.len());
                self.text(&number, 290.0, 810.0);
                self.turn();
            }
        }
        self.y += ROW;
    }

    /// Some grid rows, one below the other.
    fn rows(&mut self, table: &Table, shown: &[usize]) {
        let total: u32 = table.widths.iter().map(|&width| u32::from(width)).sum();
        let mut x = vec![LEFT];
        table.widths.iter().for_each(|&width| x.push(x[x.len() - 1] + WIDE * f64::from(width) / f64::from(total)));
        let top = self.y + ROW;
        for cell in &table.cells {
            let covered = usize::from(cell.at.0)..usize::from(cell.at.0 + cell.span.0);
            let places: Vec<usize> = (0..shown.len()).filter(|&at| covered.contains(&shown[at])).collect();
            let Some((first, last)) = places.first().zip(places.last()) else { continue };
            let (y0, y1) = (top + ROW * *first as f64, top + ROW * (last + 1) as f64);
            let (x0, x1) = (x[usize::from(cell.at.1)], x[usize::from(cell.at.1 + cell.span.1)]);
            let inset = if self.habits.single_cells { 0.4 } else { 0.0 };
            self.rule(x0 + inset, y0 + inset, x1 - inset, y0 + inset);
            self.rule(x0 + inset, y1 - inset, x1 - inset, y1 - inset);
            self.rule(x0 + inset, y0 + inset, x0 + inset, y1 - inset);
            self.rule(x1 - inset, y0 + inset, x1 - inset, y1 - inset);
            if shown[*first] != covered.start {
                continue;
            }
            let text: Vec<char> = cell.text().chars().collect();
            let room = (((x1 - x0 - 3.0) / SIZE) as usize).max(1) * if text.iter().all(char::is_ascii) { 2 } else { 1 };
            let lines: Vec<String> = text.chunks(room).map(|line| line.iter().collect()).collect();
            // What does not fit is set closer, as office programs do.
            let pitch = (SIZE * 1.1).min((y1 - y0 - 2.0) / lines.len().max(1) as f64);
            let start = (y0 + y1 - pitch * lines.len() as f64) / 2.0;
            for (index, line) in lines.iter().enumerate() {
                self.text(line, x0 + 1.5, start + pitch * index as f64 + SIZE * 0.9);
            }
        }
        self.y = top + ROW * shown.len() as f64;
    }
}

fn encoded(text: &str, coding: &str) -> Vec<u8> {
    if coding.starts_with("GB") {
        encoding_rs::GB18030.encode(text).0.into_owned()
    } else {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }
}

/// The document with two of its pages on each sheet.
pub fn two_on_a_sheet(document: &Document) -> Vec<u8> {
    let beside = |pair: &[String]| format!("{}q 1 0 0 1 595 0 cm {} Q", pair[0], pair.get(1).map_or("", |page| page));
    let sheets: Vec<String> = pages(document, Habits::PLAIN).chunks(2).map(beside).collect();
    sheets_of(&sheets, Habits::PLAIN, 1190)
}

/// Pages as a file.
fn file(pages: &[String], habits: Habits) -> Vec<u8> {
    sheets_of(pages, habits, 595)
}

/// Sheets of that width as a file.
fn sheets_of(pages: &[String], habits: Habits, width: u32) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 {width} 842]/Resources<</Font<</F1 3 0 R>>>>>>",
            pages.len(),
            (0..pages.len()).map(|page| format!("{} 0 R ", 5 + 2 * page)).collect::<String>()
        ),
        format!("<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{}/DescendantFonts[4 0 R]>>", habits.coding),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>".into(),
    ];
    for (index, page) in pages.iter().enumerate() {
        let (turn, matrix) =
            if habits.turned { ("/Rotate 90/MediaBox[0 0 842 595]", "0 1 -1 0 842 0 cm\n") } else { ("", "") };
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R{turn}>>", 6 + 2 * index));
        let content = format!("{matrix}{page}");
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    written(&objects)
}

/// Objects as a file, with the table of their places.
pub fn written(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).into_bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").into_bytes()));
    let trailer = format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend(trailer.into_bytes());
    bytes
}
