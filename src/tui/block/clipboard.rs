//! What stands on a clipboard, as lines of words and figures: tab-separated cells with quotes as spreadsheets put them,
//! cells of web pages that hold paragraphs, lines of a csv, figures with blanks between. It knows no form.

use csv::ReaderBuilder;

use crate::domain::printed::is_figure;
use crate::domain::spelling::{fold, is_blank, is_blank_char};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClipLine {
    /// The words before its figures; those of lines above that have no figures are among them.
    pub texts: Vec<String>,
    /// How many of them are the line's own.
    pub own: usize,
    /// What follows: figures, blanks and what is neither.
    pub cells: Vec<String>,
}

impl ClipLine {
    pub fn has_figure(&self) -> bool {
        self.cells.iter().any(|cell| !is_blank(cell) && is_figure(cell))
    }
}

/// What parted the figures of a line, where it was no tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parted {
    Commas,
    Blanks,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clip {
    pub lines: Vec<ClipLine>,
    /// Whether the cells of one place in all lines stand below each other.
    pub aligned: bool,
    pub parted: Option<Parted>,
    /// Whether figures that stood below each other were taken for a row.
    pub stacked: bool,
}

pub fn read(text: &str) -> Clip {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end_matches('\n');
    if text.contains('\t') {
        let records = records(text, b'\t');
        return match is_grid(&records) {
            true => Clip { lines: aligned(records), aligned: true, ..Clip::default() },
            false => Clip { lines: flowing(text), ..Clip::default() },
        };
    }
    if let Some(records) = commas(text) {
        return Clip { lines: aligned(records), aligned: true, parted: Some(Parted::Commas), stacked: false };
    }
    let lines = worded(text);
    let parted = lines.iter().any(|line| line.cells.len() > 1).then_some(Parted::Blanks);
    // Figures that stand below each other under a label are its row.
    let labelled = lines.iter().any(|line| !line.texts.is_empty());
    let stacked = labelled && lines.iter().all(|line| line.cells.len() < 2);
    Clip { lines: joined(lines, stacked), aligned: false, parted, stacked }
}

/// The cells of separated text. Quotes count where all of them are balanced; a cell that would swallow a separator shows
/// that they are not.
fn records(text: &str, separator: u8) -> Vec<Vec<String>> {
    let parse = |quoting: bool| -> Vec<Vec<String>> {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(separator).quoting(quoting);
        let mut reader = builder.from_reader(text.as_bytes());
        let records = reader.records().filter_map(Result::ok);
        let trimmed = |cell: &str| cell.trim_matches(is_blank_char).to_string();
        records.map(|record| record.iter().map(trimmed).collect()).collect()
    };
    let balanced = text.matches('"').count().is_multiple_of(2);
    let quoted = parse(balanced);
    match separator == b'\t' && quoted.iter().flatten().any(|cell| cell.contains('\t')) {
        true => parse(false),
        false => quoted,
    }
}

/// Whether every line is a row of cells, as spreadsheets write them. On a web page a cell may be many lines.
fn is_grid(records: &[Vec<String>]) -> bool {
    let shown = |record: &Vec<String>| record.iter().filter(|cell| !cell.is_empty()).count();
    let single = records.iter().all(|record| shown(record) < 2);
    let figures = |record: &Vec<String>| record.iter().any(|cell| !cell.is_empty() && is_figure(cell));
    let mixed = records.iter().any(figures) && !records.iter().all(figures);
    let width = records.first().map_or(0, Vec::len);
    let rectangle = records.iter().all(|record| record.len() == width);
    let rows = records.iter().all(|record| record.len() > 1 && (rectangle || shown(record) > 0));
    rows && !(single && mixed)
}

/// The cells of lines with commas between, where these are plainly lines of cells: `3,5` may as well be a slip, and
/// `1,234` is one figure.
fn commas(text: &str) -> Option<Vec<Vec<String>>> {
    let lettered = text.chars().any(char::is_alphabetic);
    let plain = match lettered {
        true => text.to_string(),
        false => text.replace(['，', '、', ';', '；'], ","),
    };
    let records = records(&plain, b',');
    let width = records.first().map_or(0, Vec::len);
    let is_grouped = |line: &str| line.contains(',') && is_figure(line);
    let lines = || plain.lines().filter(|line| !is_blank(line));
    let firm = width > 2 || (records.len() > 1 && !lines().any(is_grouped)) || lettered;
    let figures = records.iter().flatten().any(|cell| !cell.is_empty() && is_figure(cell));
    let is_table = width > 1 && figures && records.iter().all(|record| record.len() == width);
    (is_table && firm && !lines().all(is_figure)).then_some(records)
}

/// Lines of a grid of cells. The columns on the left that hold words are labels, a column that only numbers the lines
/// before them included.
fn aligned(mut records: Vec<Vec<String>>) -> Vec<ClipLine> {
    let width = records.iter().map(Vec::len).max().unwrap_or(0);
    records.iter_mut().for_each(|record| record.resize(width, String::new()));
    let has_figure = |record: &&Vec<String>| record.iter().any(|cell| !cell.is_empty() && is_figure(cell));
    let rows: Vec<&Vec<String>> = records.iter().filter(has_figure).collect();
    let column = |c: usize| rows.iter().map(move |row| row[c].as_str()).filter(|cell| !cell.is_empty());
    let texts = |c: usize| column(c).filter(|cell| !is_figure(cell)).count();
    let is_words = |c: usize| texts(c) > 0 && texts(c) * 2 >= column(c).count();
    let is_index = |c: usize| rows.len() > 1 && rows.iter().zip(1..).all(|(row, number)| row[c] == number.to_string());
    let before = (0..width.saturating_sub(1)).take_while(|&c| is_words(c) || is_index(c) || column(c).next().is_none());
    let labels = before.filter(|&c| is_words(c)).last().map_or(0, |last| last + 1);
    let (mut lines, mut pending) = (Vec::new(), Vec::new());
    for record in records {
        let (words, cells) = record.split_at(labels);
        let words = words.iter().filter(|cell| !cell.is_empty() && !is_figure(cell)).cloned();
        let before = pending.len();
        pending.extend(words);
        // Where no label tells whose they are, blank cells keep their line.
        if labels == 0 || cells.iter().any(|cell| !cell.is_empty()) {
            let own = pending.len() - before;
            let line = ClipLine { own, texts: pending.clone(), cells: cells.to_vec() };
            // Heads leave the words before them to the first line of figures.
            if line.has_figure() {
                pending.clear();
            }
            lines.push(line);
        }
    }
    lines
}

/// Lines of cells that may be many lines themselves: where a cell ends only tabs tell, and where a row ends the first word
/// that follows its figures.
fn flowing(text: &str) -> Vec<ClipLine> {
    let (mut lines, mut line) = (Vec::new(), ClipLine::default());
    let (mut tabs, mut breaks) = (0, 0);
    for (index, printed) in text.split('\n').enumerate() {
        breaks += usize::from(index > 0);
        for (index, cell) in printed.split('\t').enumerate() {
            tabs += usize::from(index > 0);
            let cell = cell.trim_matches(is_blank_char);
            if cell.is_empty() {
                continue;
            }
            let begun = !line.cells.is_empty();
            let is_word = !is_figure(cell);
            // A word between two figures of one line is a cell that holds no figure.
            let is_cell = !is_word || (begun && breaks == 0 && tabs > 0);
            if begun && (!is_cell || tabs == 0) {
                lines.push(std::mem::take(&mut line));
                tabs = 0;
            }
            if is_cell {
                let first = line.cells.is_empty() && line.texts.is_empty();
                let blanks = if first { 0 } else { tabs.saturating_sub(1) };
                line.cells.extend(std::iter::repeat_n(String::new(), blanks));
                line.cells.push(cell.to_string());
            } else {
                line.texts.push(cell.to_string());
                line.own = 1;
            }
            (tabs, breaks) = (0, 0);
        }
    }
    lines.push(line);
    lines.retain(|line| !line.cells.is_empty());
    lines
}

/// Lines of words, with the figures at their end.
fn worded(text: &str) -> Vec<ClipLine> {
    let mut printed: Vec<&str> = text.split('\n').collect();
    // A blank line is a blank cell of a column of figures, unless paragraphs are parted by them.
    let spaced = printed.iter().skip(1).step_by(2).all(|line| is_blank(line));
    if spaced || text.chars().any(char::is_alphabetic) {
        printed.retain(|line| !is_blank(line));
    }
    let mut lines: Vec<ClipLine> = Vec::new();
    for &line in &printed {
        let words: Vec<&str> = line.split(is_blank_char).filter(|word| !word.is_empty()).collect();
        let figures = words.iter().rev().take_while(|word| is_figure(word)).count();
        let (before, figures) = words.split_at(words.len() - figures);
        let lettered = before.iter().any(|word| word.chars().any(char::is_alphanumeric) && !is_digits(word));
        let whole = || ClipLine { cells: vec![line.trim_matches(is_blank_char).to_string()], ..ClipLine::default() };
        let owned = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        // Two figures on the only line may be one that a finger parted; digits before figures are no label.
        let alone = printed.len() == 1 && line.contains(|c: char| fold(c).is_ascii_digit());
        let doubtful = alone && before.is_empty() && figures.len() == 2;
        lines.push(match (lettered && !(alone && figures.is_empty()), doubtful) {
            (true, _) => ClipLine { texts: owned(before), own: before.len(), cells: owned(figures) },
            (false, false) if before.is_empty() && !figures.is_empty() => {
                ClipLine { cells: owned(figures), ..ClipLine::default() }
            }
            _ => whole(),
        });
    }
    lines
}

fn is_digits(word: &str) -> bool {
    !word.chars().any(char::is_alphabetic)
        && word.chars().any(|c| c.is_ascii_digit())
        && !word.ends_with(['.', '、', ')', '）'])
}

/// Words without figures go to the figures below them.
fn joined(lines: Vec<ClipLine>, stacked: bool) -> Vec<ClipLine> {
    let (mut out, mut pending): (Vec<ClipLine>, Vec<String>) = (Vec::new(), Vec::new());
    for mut line in lines {
        if line.cells.is_empty() {
            pending.append(&mut line.texts);
            continue;
        }
        match out.last_mut().filter(|_| stacked && pending.is_empty() && line.texts.is_empty()) {
            Some(row) => row.cells.append(&mut line.cells),
            None => {
                line.own = line.own.max(usize::from(!pending.is_empty()));
                pending.append(&mut line.texts);
                out.push(ClipLine { texts: std::mem::take(&mut pending), ..line });
            }
        }
    }
    out
}
