//! The same as a Word 97 document: text in pieces, properties in pages, long ones in a stream of their own.

use super::{Item, Look, Run, Table};
pub use crate::corpus::targets::ole::container;

/// Where the text begins in the main stream.
const TEXT: usize = 0x800;

/// A document that is being written.
#[derive(Default)]
pub struct Document {
    text: Vec<u16>,
    /// The characters at which runs and paragraphs end, with their properties.
    runs: Vec<(usize, Vec<u8>)>,
    paragraphs: Vec<(usize, u16, Vec<u8>)>,
    /// Properties that are too long for a page.
    data: Vec<u8>,
    /// Red, green and blue of the ground of all cells.
    pub ground: Option<[u8; 3]>,
    /// Text boxes: where they are anchored, and what stands in them.
    boxes: Vec<(usize, String)>,
}

impl Document {
    pub fn run(&mut self, text: &str, look: Look) {
        let properties: &[u8] = match look {
            Look::Plain => &[],
            Look::Struck => &[0x37, 0x08, 1],
            Look::Hidden => &[0x3C, 0x08, 1],
            Look::White => &[0x70, 0x68, 255, 255, 255, 0],
            Look::Tiny => &[0x43, 0x4A, 2, 0],
            Look::Marked => &[0x42, 0x2A, 7, 0x0C, 0x2A, 7],
            Look::Raised => &[0x48, 0x2A, 1],
            Look::Deleted => &[0x00, 0x08, 1],
            Look::Code | Look::Picture => &[0x55, 0x08, 1],
        };
        let text = if look == Look::Code && text != "\u{8}" {
            format!("\u{13} LINK 7 {text} \u{14}\u{15}")
        } else if look == Look::Picture {
            "\u{1}".to_string()
        } else {
            text.to_string()
        };
        self.text.extend(text.encode_utf16());
        self.runs.push((self.text.len(), properties.to_vec()));
    }

    /// Ends a paragraph with its sign.
    pub fn end(&mut self, sign: u16, style: u16, properties: &[u8]) {
        self.text.push(sign);
        self.runs.push((self.text.len(), Vec::new()));
        let properties = if properties.len() < 400 { properties.to_vec() } else { self.elsewhere(properties) };
        self.paragraphs.push((self.text.len(), style, properties));
    }

    fn elsewhere(&mut self, properties: &[u8]) -> Vec<u8> {
        let at = u32::try_from(self.data.len()).unwrap();
        self.data.extend(u16::try_from(properties.len()).unwrap().to_le_bytes());
        self.data.extend(properties);
        [&[0x46, 0x66], &at.to_le_bytes()[..]].concat()
    }

    fn runs(&mut self, runs: &[Run]) {
        runs.iter().for_each(|(look, text)| self.run(text, *look));
    }

    /// A table; one of the second level stands in a cell of another one.
    pub fn table(&mut self, table: &Table, level: u8) {
        let inside = [0x16, 0x24, 1, 0x49, 0x66, level, 0, 0, 0];
        let (sign, cell, of_row): (u16, &[u8], u8) =
            if level > 1 { (13, &[0x4B, 0x24, 1], 0x4C) } else { (7, &[], 0x17) };
        for row in 0..table.size.0 {
            let places = table.row(row);
            for place in &places {
                if !place.below {
                    self.runs(&place.cell.runs);
                }
                self.end(sign, 0, &[&inside, cell].concat());
            }
            let left = i16::try_from(row % 3 * 7).unwrap();
            let edge = |column: usize| (i16::try_from(column * 1000).unwrap() + left).to_le_bytes();
            let mut cut = vec![u8::try_from(places.len()).unwrap()];
            cut.extend(edge(0));
            places.iter().for_each(|place| cut.extend(edge(place.cell.at.1 + place.cell.span.1)));
            for place in &places {
                let merged = if place.below { 1 << 5 } else { u8::from(place.cell.span.0 > 1) * (3 << 5) };
                cut.push(merged);
                cut.extend([0; 19]);
            }
            let mut properties = [&inside[..], &[of_row, 0x24, 1, 0x08, 0xD6]].concat();
            properties.extend(u16::try_from(cut.len() + 1).unwrap().to_le_bytes());
            properties.extend(cut);
            if let Some([red, green, blue]) = self.ground {
                properties.extend([0x12, 0xD6, u8::try_from(places.len() * 10).unwrap()]);
                places.iter().for_each(|_| properties.extend([0, 0, 0, 0xFF, red, green, blue, 0, 0, 0]));
            }
            self.end(sign, 0, &properties);
        }
    }

    /// A table in the second cell of another one.
    fn layout(&mut self, table: &Table) {
        let cell = |column: usize, text: &str| super::Cell { at: (0, column), span: (1, 1), runs: super::plain(text) };
        let outer = Table { size: (1, 2), cells: vec![cell(0, "附件"), cell(1, "")] };
        let mut around = Document::default();
        around.table(&outer, 1);
        // What stands in the second cell comes behind the sign that ends the first one.
        let parts = around.paragraphs;
        self.run("附件", Look::Plain);
        self.end(7, 0, &parts[0].2);
        self.table(table, 2);
        self.end(7, 0, &parts[1].2);
        self.end(7, 0, &parts[2].2);
    }

    fn boxed(&mut self, text: &str, beside: &str) {
        self.boxes.push((self.text.len(), text.into()));
        self.run("\u{8}", Look::Code);
        self.run(beside, Look::Plain);
        self.end(13, 0, &[]);
    }

    /// Appends the text of the boxes, and a paragraph of notes before it; the tables of anchors and of texts.
    fn story(&mut self) -> [Vec<u8>; 2] {
        self.run("脚注5", Look::Plain);
        self.end(13, 0, &[]);
        let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let (mut anchors, mut texts, mut shapes) = (Vec::new(), number(0).to_vec(), [Vec::new(), Vec::new()]);
        let start = self.text.len();
        for (index, (anchor, text)) in self.boxes.clone().into_iter().enumerate() {
            self.run(&text, Look::Plain);
            self.end(13, 0, &[]);
            anchors.extend(number(anchor));
            texts.extend(number(self.text.len() - start));
            shapes[0].extend([&number(1024 + index)[..], &[0; 22]].concat());
            shapes[1].extend([&[0; 14], &number(1024 + index)[..], &[0; 4]].concat());
        }
        anchors.extend(number(start));
        [[anchors, shapes[0].clone()].concat(), [texts, shapes[1].clone()].concat()]
    }

    /// The streams of the file: the main one, the table, and data.
    pub fn streams(&mut self) -> [Vec<u8>; 3] {
        let length = self.text.len();
        let [anchors, texts] = self.story();
        let notes = 4;
        // Paragraphs of nothing but ASCII stand in pieces of one byte a character.
        let mut pieces: Vec<(usize, usize, bool)> = Vec::new();
        let mut main = vec![0; TEXT];
        let mut first = 0;
        for &(end, ..) in &self.paragraphs {
            let units = &self.text[first..end];
            let narrow = units.iter().all(|&unit| unit < 0x80);
            pieces.push((first, main.len(), !narrow));
            units.iter().for_each(|unit| main.extend(&unit.to_le_bytes()[..if narrow { 1 } else { 2 }]));
            first = end;
        }
        let place = |at: usize| {
            let piece = pieces.iter().rev().find(|(first, ..)| *first < at).unwrap_or(&pieces[0]);
            piece.1 + (at - piece.0) * if piece.2 { 2 } else { 1 }
        };
        let runs: Vec<Said> = self.runs.iter().map(|(end, properties)| Said::of_run(place(*end), properties)).collect();
        let paragraphs = self.paragraphs.iter();
        let paragraphs: Vec<Said> =
            paragraphs.map(|(end, style, properties)| Said::of_paragraph(place(*end), *style, properties)).collect();
        let mut table = vec![0; 16];
        let mut parts = Vec::new();
        let mut part = |table: &mut Vec<u8>, at: usize, bytes: &[u8]| {
            parts.push((at, table.len(), bytes.len()));
            table.extend(bytes);
        };
        let (run_pages, paragraph_pages) = (pages(&mut main, &runs, 1), pages(&mut main, &paragraphs, 13));
        part(&mut table, 0xA2, &styles());
        part(&mut table, 0x1DA, &anchors);
        part(&mut table, 0x25A, &texts);
        part(&mut table, 0xFA, &run_pages);
        part(&mut table, 0x102, &paragraph_pages);
        let mut clx = vec![1, 3, 0, 0x37, 0x08, 1, 2];
        clx.extend(u32::try_from(pieces.len() * 12 + 4).unwrap().to_le_bytes());
        let ends = pieces.iter().map(|(first, ..)| *first).chain([self.text.len()]);
        ends.for_each(|at| clx.extend(u32::try_from(at).unwrap().to_le_bytes()));
        for (_, at, wide) in &pieces {
            let at = u32::try_from(*at).unwrap();
            clx.extend([0, 0]);
            clx.extend(if *wide { at } else { (at * 2) | 0x4000_0000 }.to_le_bytes());
            clx.extend([0, 0]);
        }
        part(&mut table, 0x1A2, &clx);
        let mut set = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
        set(0, &[0xEC, 0xA5, 0xC1, 0]);
        set(0x0A, &[0, 0x12]);
        for (at, length) in [(0x4C, length), (0x50, notes), (0x64, self.text.len() - length - notes)] {
            set(at, &u32::try_from(length).unwrap().to_le_bytes());
        }
        for (at, start, length) in parts {
            set(at, &u32::try_from(start).unwrap().to_le_bytes());
            set(at + 4, &u32::try_from(length).unwrap().to_le_bytes());
        }
        [main, table, self.data.clone()]
    }

    pub fn bytes(&mut self) -> Vec<u8> {
        let [main, table, data] = self.streams();
        container(&[("WordDocument", &main), ("1Table", &table), ("Data", &data)])
    }
}

/// What a page says of a place: its end, what its entry holds beside the place of its properties, and these.
struct Said {
    end: usize,
    properties: Vec<u8>,
}

impl Said {
    fn of_run(end: usize, properties: &[u8]) -> Said {
        let length = u8::try_from(properties.len()).unwrap();
        Said { end, properties: if length == 0 { Vec::new() } else { [&[length], properties].concat() } }
    }

    fn of_paragraph(end: usize, style: u16, properties: &[u8]) -> Said {
        let whole = [&style.to_le_bytes(), properties].concat();
        let words = u8::try_from(whole.len().div_ceil(2)).unwrap();
        let head = if whole.len() % 2 == 1 { vec![words] } else { vec![0, words] };
        Said { end, properties: [head, whole].concat() }
    }
}

/// Appends pages to the main stream; their index.
fn pages(main: &mut Vec<u8>, said: &[Said], size: usize) -> Vec<u8> {
    let (mut firsts, mut numbers) = (Vec::new(), Vec::new());
    let mut first = TEXT;
    let mut rest = said;
    while !rest.is_empty() {
        let mut room = 510 - 4;
        let fits = rest.iter().take_while(|one| {
            let needs = 4 + size + one.properties.len().next_multiple_of(2);
            let fits = needs <= room;
            room = room.saturating_sub(needs);
            fits
        });
        let count = fits.count().max(1);
        let (these, others) = rest.split_at(count);
        rest = others;
        main.resize(main.len().next_multiple_of(512), 0);
        firsts.push(first);
        numbers.push(main.len() / 512);
        let mut page = vec![0; 512];
        page[511] = u8::try_from(count).unwrap();
        let mut end = 510;
        let places = [first].into_iter().chain(these.iter().map(|one| one.end));
        for (index, place) in places.enumerate() {
            page[index * 4..index * 4 + 4].copy_from_slice(&u32::try_from(place).unwrap().to_le_bytes());
        }
        for (index, one) in these.iter().enumerate().filter(|(_, one)| !one.properties.is_empty()) {
            end = (end - one.properties.len()) / 2 * 2;
            page[end..end + one.properties.len()].copy_from_slice(&one.properties);
            page[(count + 1) * 4 + index * size] = u8::try_from(end / 2).unwrap();
        }
        first = these.last().map_or(first, |one| one.end);
        main.extend(page);
    }
    firsts.push(first);
    firsts.into_iter().chain(numbers).flat_map(|number| u32::try_from(number).unwrap().to_le_bytes()).collect()
}

/// A style sheet: body text, and the heading of the first level.
fn styles() -> Vec<u8> {
    let mut bytes = vec![18, 0, 2, 0, 10, 0];
    bytes.resize(20, 0);
    for (number, base) in [(0_u16, 0xFFF_u16), (1, 0)] {
        let mut style = Vec::new();
        for value in [number, base << 4 | 1, 2, 0, 0, 1, u16::from(b'a'), 0, 2, number, 0] {
            style.extend(value.to_le_bytes());
        }
        bytes.extend(u16::try_from(style.len()).unwrap().to_le_bytes());
        bytes.extend(style);
    }
    bytes
}

pub fn write(items: &[Item]) -> Vec<u8> {
    of(items).bytes()
}

pub fn of(items: &[Item]) -> Document {
    on(items, None)
}

/// The same with a ground below all cells.
pub fn on(items: &[Item], ground: Option<[u8; 3]>) -> Document {
    let mut document = Document { ground, ..Document::default() };
    for item in items {
        match item {
            Item::Heading(text) => {
                document.run(text, Look::Plain);
                document.end(13, 1, &[]);
            }
            Item::Text(runs) => {
                document.runs(runs);
                document.end(13, 0, &[]);
            }
            Item::Right(text) => {
                document.run(text, Look::Plain);
                document.end(13, 0, &[0x03, 0x24, 2]);
            }
            Item::Table(table) => {
                document.table(table, 1);
                document.end(13, 0, &[]);
            }
            Item::Layout(table) => {
                document.layout(table);
                document.end(13, 0, &[]);
            }
            Item::Boxed(text, beside) => document.boxed(text, beside),
        }
    }
    document
}
