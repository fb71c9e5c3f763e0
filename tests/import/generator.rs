//! Prints random reports of both editions in the layouts that published texts have: laid out in columns, raw, one value a
//! line, rows between bars, whole columns one after the other. What is printed is known, so what is read can be judged.

use std::collections::BTreeMap;
use std::fmt::Write;

use gouji::domain::figure::Kind;
use gouji::domain::form::{CellId, Form};
use unicode_width::UnicodeWidthStr;

/// A small deterministic source of chance (splitmix64), so that a failing report can be printed again.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).expect("small")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Columns by blanks, as `pdftotext -layout` leaves them; labels broken, figures before, within or after.
    Columns,
    /// One blank between, a label's figures on its last line or on a line of their own.
    Raw,
    /// One value a line, a blank line between or not.
    Values,
    /// A row a line, bars between cells.
    Bars,
    /// A cell a line, a bar behind it.
    CellBars,
    /// A row a line, as Excel and WPS save a sheet: commas, semicolons or tabs between cells, rows of one width.
    Cells,
    /// Labels torn from their figures, columns of figures one after the other.
    Torn,
}

/// A printed report and what is printed in it.
pub struct Print {
    pub text: String,
    pub figures: BTreeMap<CellId, String>,
    pub agency: String,
    pub year: i32,
}

const AGENCIES: [&str; 5] =
    ["安平县人民政府办公室", "临江市教育局", "清水乡人民政府", "云岭区卫生健康局", "望海市人民政府"];
const PROSE: [&str; 4] = [
    "全年公开各类信息1024条，召开会议3次，培训200人次。",
    "持续完善制度，规范流程，强化督促检查，做到应公开尽公开，及时回应群众关切，不断提升透明度和公信力。",
    "下一步将加强队伍建设，提高公开质量，拓宽公开渠道，共安排资金12.5万元用于网站维护，涉及345个栏目。",
    "收到申请12件，均在法定期限内答复。",
];

fn figure(chance: &mut Chance, kind: Kind) -> String {
    let count = match chance.below(6) {
        0..=2 => 0,
        3 => chance.below(10),
        4 => chance.below(1000),
        _ => chance.below(3_000_000),
    };
    match kind {
        Kind::Count => count.to_string(),
        Kind::Signed if chance.one_in(3) && count > 0 => format!("-{count}"),
        Kind::Signed => count.to_string(),
        Kind::Amount if chance.one_in(2) => format!("{count}.{:0places$}", chance.below(100), places = 2),
        Kind::Amount => count.to_string(),
    }
}

struct Printer<'a> {
    form: &'a Form,
    chance: &'a mut Chance,
    layout: Layout,
    figures: BTreeMap<CellId, String>,
    lines: Vec<String>,
    since_page: usize,
    page: usize,
    marked_pages: bool,
}

/// Prints a random report.
pub fn print(form: &Form, layout: Layout, seed: u64) -> Print {
    let mut chance = Chance(seed);
    let figures = form.cells().map(|cell| (cell, figure(&mut chance, form.cell(cell).kind))).collect();
    let marked_pages = chance.one_in(2);
    let mut printer =
        Printer { form, chance: &mut chance, layout, figures, lines: Vec::new(), since_page: 0, page: 1, marked_pages };
    let agency = AGENCIES[printer.chance.below(AGENCIES.len())].to_string();
    let years = form.definition().years;
    let year = years.first + i32::try_from(printer.chance.below(2)).expect("small");
    printer.line(&agency);
    printer.line(&form.title(Some(year)));
    printer.prose();
    for (index, chapter) in form.definition().chapters.iter().enumerate() {
        printer.line(&format!("{}、{}", chapter.numeral, chapter.heading));
        match form.table_of_chapter(index) {
            None => printer.prose(),
            Some(table) => {
                if printer.chance.one_in(6) {
                    printer.prose();
                }
                printer.table(table);
            }
        }
    }
    let double = printer.chance.one_in(2) && !matches!(layout, Layout::Torn | Layout::Cells);
    if layout == Layout::Cells {
        printer.pad();
    }
    let text = printer.lines.join(if double { "\n\n" } else { "\n" });
    Print { text, figures: printer.figures, agency, year }
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        self.lines.push(text.to_string());
        self.since_page += 1;
    }

    /// Ends the page now and then; a number between dashes, or the bare number at a form feed.
    fn page_break(&mut self) {
        if self.since_page < 30 || !matches!(self.layout, Layout::Columns | Layout::Raw) {
            return;
        }
        let number = if self.marked_pages { format!("- {} -", self.page) } else { format!("{}\n\u{c}", self.page) };
        self.lines.push(number);
        self.page += 1;
        self.since_page = 0;
    }

    fn prose(&mut self) {
        let count = 1 + self.chance.below(3);
        let text: String = (0..count).map(|_| PROSE[self.chance.below(PROSE.len())]).collect();
        let letters: Vec<char> = text.chars().collect();
        for line in letters.chunks(28) {
            self.line(&line.iter().collect::<String>());
        }
    }

    fn table(&mut self, table: usize) {
        match self.layout {
            Layout::Bars | Layout::CellBars => self.bars(table),
            Layout::Cells => self.cells(table),
            _ => self.flow(table),
        }
    }

    /// Rows of the printed grid, each with its labels (text, figures of units) in reading order.
    fn grid_row(&self, table: usize, row: u16) -> (Vec<String>, Vec<String>) {
        let labels = self.form.printed_labels(table).iter().filter(|l| l.at.0 == row).map(|l| l.text.clone()).collect();
        let cells = self.form.table_cells(table).filter(|&c| self.form.cell(c).at.0 == row);
        let mut cells: Vec<CellId> = cells.collect();
        cells.sort_by_key(|&cell| self.form.cell(cell).at.1);
        (labels, cells.iter().map(|cell| self.figures[cell].clone()).collect())
    }

    fn bars(&mut self, table: usize) {
        let rows = self.form.tables()[table].size.0;
        let spare = self.chance.below(3);
        for row in 0..rows {
            let (labels, figures) = self.grid_row(table, row);
            let mut cells: Vec<String> = labels.into_iter().chain(figures).collect();
            cells.extend(std::iter::repeat_n(String::new(), spare));
            if self.layout == Layout::Bars {
                self.line(&format!("{} |", cells.join(" | ")));
            } else {
                cells.iter().for_each(|cell| self.line(format!("{cell} |").trim_start()));
            }
        }
    }

    /// Rows of cells with the sign between them that stands for all: a form feed.
    fn cells(&mut self, table: usize) {
        let (rows, columns) = self.form.tables()[table].size;
        for row in 0..rows {
            let mut cells = vec![String::new(); usize::from(columns)];
            for label in self.form.printed_labels(table).iter().filter(|label| label.at.0 == row) {
                cells[usize::from(label.at.1)] = label.text.clone();
            }
            for cell in self.form.table_cells(table).filter(|&cell| self.form.cell(cell).at.0 == row) {
                cells[usize::from(self.form.cell(cell).at.1)] = self.figures[&cell].clone();
            }
            for cell in &mut cells {
                let letters: Vec<char> = cell.chars().collect();
                if letters.len() > 9 && letters.iter().any(|letter| letter.is_alphabetic()) && self.chance.one_in(3) {
                    let (first, rest) = letters.split_at(5 + self.chance.below(3));
                    *cell = format!("\"{}\n{}\"", first.iter().collect::<String>(), rest.iter().collect::<String>());
                }
            }
            self.line(&cells.join("\u{c}"));
        }
    }

    /// Gives all rows one width, and puts a sign between their cells.
    fn pad(&mut self) {
        let sign = [",", ";", "\t"][self.chance.below(3)];
        let width = self.lines.iter().map(|line| line.matches('\u{c}').count()).max().unwrap_or(0);
        for line in &mut self.lines {
            let more = sign.repeat(width - line.matches('\u{c}').count());
            *line = line.replace('\u{c}', sign) + &more;
        }
    }

    /// The pieces into which a label is broken.
    fn pieces(&mut self, label: &str, most: usize) -> Vec<String> {
        let letters: Vec<char> = label.chars().collect();
        let mut pieces = Vec::new();
        let mut rest = &letters[..];
        while rest.len() > most {
            let at = 4 + self.chance.below(most - 3);
            let (piece, after) = rest.split_at(at.min(rest.len() - 2));
            pieces.push(piece.iter().collect());
            rest = after;
        }
        pieces.push(rest.iter().collect());
        pieces
    }

    fn heads(&mut self, table: usize, rows: std::ops::Range<u16>) {
        for row in rows {
            let (labels, _) = self.grid_row(table, row);
            let gap = if self.layout == Layout::Columns { "      " } else { " " };
            match self.layout {
                Layout::Values | Layout::Torn => labels.iter().for_each(|label| self.line(label)),
                _ => self.line(&labels.join(gap)),
            }
        }
    }

    fn flow(&mut self, table: usize) {
        let definition = &self.form.tables()[table];
        let (head_rows, rows) = (definition.head_rows, definition.size.0);
        let gap = if self.layout == Layout::Columns { "         " } else { " " };
        self.heads(table, 0..head_rows);
        let mut floats: Vec<String> = Vec::new();
        let mut torn: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for row in head_rows..rows {
            if self.since_page > 30 && head_rows > 0 && matches!(self.layout, Layout::Columns | Layout::Raw) {
                self.page_break();
                if self.chance.one_in(2) && rows > head_rows + 1 {
                    self.heads(table, 0..head_rows);
                }
            }
            let (mut labels, figures) = self.grid_row(table, row);
            if figures.is_empty() {
                self.line(&labels.join(gap));
                continue;
            }
            let label = labels.pop().unwrap_or_default();
            // Labels of groups beside rows float between them, in pieces or whole.
            for group in labels {
                let most = if self.layout == Layout::Columns { 4 } else { 8 };
                let pieces = self.pieces(&group, most.max(4));
                if self.layout == Layout::Columns {
                    floats.extend(pieces)
                } else {
                    pieces.iter().for_each(|p| self.line(p))
                }
            }
            match self.layout {
                Layout::Values => {
                    self.line(&label);
                    figures.iter().for_each(|figure| self.line(figure));
                }
                Layout::Torn => torn.push((vec![label], figures)),
                Layout::Columns => self.columns_row(&label, &figures, &mut floats),
                _ => self.raw_row(&label, &figures),
            }
        }
        if !torn.is_empty() {
            self.torn(torn);
        }
        floats.iter().for_each(|float| self.line(&format!("  {float}")));
    }

    fn raw_row(&mut self, label: &str, figures: &[String]) {
        let mut pieces = if label.is_empty() { Vec::new() } else { self.pieces(label, 16) };
        let figures = figures.join(" ");
        if pieces.is_empty() || self.chance.one_in(3) && pieces.len() > 1 {
            pieces.push(figures);
        } else {
            let last = pieces.len() - 1;
            let _ = write!(pieces[last], " {figures}");
        }
        pieces.iter().for_each(|piece| self.line(piece));
    }

    fn columns_row(&mut self, label: &str, figures: &[String], floats: &mut Vec<String>) {
        let most = 10 + self.chance.below(10);
        let pieces = if label.is_empty() { Vec::new() } else { self.pieces(label, most) };
        let figures: String = figures.iter().map(|figure| format!("  {figure:>7}")).collect();
        // The figures stand on one of the label's lines, or between two of them, or behind the last.
        let own_line = pieces.is_empty() || pieces.len() > 1 && self.chance.one_in(2);
        let place = if own_line { 1 + self.chance.below(pieces.len().max(1)) } else { self.chance.below(pieces.len()) };
        let mut left = |chance: &mut Chance| {
            let float = if !floats.is_empty() && chance.one_in(2) { floats.remove(0) } else { String::new() };
            format!("  {float}{}", " ".repeat(14usize.saturating_sub(float.width())))
        };
        for (index, piece) in pieces.iter().enumerate() {
            let mut line = format!("{}{piece}", left(self.chance));
            if own_line && index == place {
                let float = left(self.chance);
                self.line(&format!("{float}{}{figures}", " ".repeat(30)));
            } else if !own_line && index == place {
                line.push_str(&" ".repeat(44usize.saturating_sub(piece.width()).max(2)));
                line.push_str(&figures);
            }
            self.line(&line);
        }
        if own_line && place >= pieces.len() {
            self.line(&format!("{}{figures}", " ".repeat(46)));
        }
    }

    /// Blocks of rows whose figures come column by column, a blank line between columns, the labels before or behind.
    fn torn(&mut self, rows: Vec<(Vec<String>, Vec<String>)>) {
        let mut late: Vec<String> = Vec::new();
        let mut rest = &rows[..];
        while !rest.is_empty() {
            let width = rest[0].1.len();
            let same = rest.iter().take_while(|row| row.1.len() == width).count();
            let length = if self.chance.one_in(3) && width > 1 { (1 + self.chance.below(8)).min(same) } else { 1 };
            let (block, after) = rest.split_at(length);
            if length == 1 {
                self.lines.push(String::new());
                self.line(&block[0].0.concat());
                for figure in &block[0].1 {
                    self.lines.push(String::new());
                    self.line(figure);
                }
            } else {
                for column in 0..width {
                    self.lines.push(String::new());
                    block.iter().for_each(|row| self.line(&row.1[column]));
                }
                if self.chance.one_in(2) {
                    late.extend(block.iter().map(|row| row.0.concat()));
                } else {
                    self.lines.push(String::new());
                    block.iter().for_each(|row| self.line(&row.0.concat()));
                }
            }
            rest = after;
        }
        self.lines.push(String::new());
        late.iter().for_each(|label| self.line(label));
    }
}
