//! One table of a form, read from a piece of a document: labels are found, rows of figures paired with them, and every
//! pair becomes proposed figures. What cannot be told is a note with its place.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{self, Behind};
use super::matching::{self, is_single};
use super::run::{is_foreign, runs};
use super::sighting::Sightings;
use super::token::{Kind, Layout, Strips};
use super::vocabulary::{Named, Vocabulary};
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form, Role};
use crate::domain::proposal::{Place, ProposedFigure, Source};
use crate::domain::report::{Note, UnplacedRow};
use crate::domain::text::Lang;
use crate::import::block::Block;
use crate::import::value::{self, Reading};

/// What was read of one table.
#[derive(Debug, Clone, Default)]
pub struct TableReading {
    /// The figures, each cell at most once.
    pub figures: Vec<ProposedFigure>,
    /// Printed rows that belong to several rows of the form.
    pub unplaced: Vec<UnplacedRow>,
    /// What was not understood.
    pub notes: Vec<Note>,
    /// Labels that are not the form's own but for a slip, with the first cell they are about.
    pub misprints: Vec<(CellId, String)>,
    /// Lines with figures that the form does not have.
    pub foreign: Vec<String>,
    /// Rows of cells with a label of this table, by block and place.
    pub known_rows: Vec<(usize, Place)>,
    /// Rows of cells with figures whose label is none of this table's.
    pub other_rows: Vec<OtherRow>,
    /// The blocks that are pieces of the table, by index.
    pub blocks: BTreeSet<usize>,
}

/// A row of cells with figures that a table has no label for.
#[derive(Debug, Clone)]
pub struct OtherRow {
    /// Its block.
    pub block: usize,
    /// Where it stands.
    pub place: Place,
    /// Its words.
    pub words: String,
    /// How many figures it has.
    pub figures: usize,
}

/// What is said of a row that the form does not have.
pub fn foreign_row(words: &str, figures: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("“{words}”不是本版的行，后面的 {figures} 个数字没有填入"),
        Lang::En => format!("“{words}” is no row of this edition; its {figures} figures were left out"),
    }
}

/// A row of figures whose label is known.
struct Placed {
    named: Named,
    sighting: Option<usize>,
    tokens: Vec<usize>,
    /// Whether only its neighbours tell whose figures these are.
    inferred: bool,
}

/// Reads a table from the blocks of a range; where tables with cells show it, other text is not looked at.
///
/// `headed` says that the range is the table's own chapter.
pub fn read(
    form: &Form,
    table: usize,
    blocks: &[Block],
    range: std::ops::Range<usize>,
    headed: bool,
    lang: Lang,
) -> TableReading {
    let vocabulary = Vocabulary::new(form, table);
    let inside = |index: usize| range.contains(&index);
    let cells = Strips::new(blocks, |index, block| inside(index) && matches!(block, Block::Grid(_)));
    let mut reader = Reader::new(form, &vocabulary, &cells, lang);
    if reader.grids() {
        // A merged cell of a whole row may have lost its bars; its words are no prose.
        let mut reading = reader.reading;
        let lines = Strips::new(blocks, |index, block| inside(index) && matches!(block, Block::Line(_)));
        reading.blocks.extend(Reader::new(form, &vocabulary, &lines, lang).label_blocks());
        return reading;
    }
    let lines = Strips::new(blocks, |index, block| inside(index) && !matches!(block, Block::Grid(_)));
    let mut reader = Reader::new(form, &vocabulary, &lines, lang);
    reader.lines(headed);
    reader.reading
}

struct Reader<'a> {
    form: &'a Form,
    vocabulary: &'a Vocabulary,
    strips: &'a Strips,
    sightings: Sightings,
    lang: Lang,
    reading: TableReading,
}

impl<'a> Reader<'a> {
    fn new(form: &'a Form, vocabulary: &'a Vocabulary, strips: &'a Strips, lang: Lang) -> Reader<'a> {
        let sightings = Sightings::new(strips, vocabulary);
        Reader { form, vocabulary, strips, sightings, lang, reading: TableReading::default() }
    }

    /// Reads rows of cells; `false` where no table with cells shows this table.
    fn grids(&mut self) -> bool {
        let rows = grid::rows(self.form, self.strips, self.vocabulary, &self.sightings);
        let units: Vec<&Behind> = rows.iter().filter(|row| matches!(row.named, Named::Unit(_))).collect();
        let wanted = |row: &&&Behind| row.sighting.is_some() || row.cells.len() >= self.width(row.named);
        if units.iter().filter(wanted).count() == 0 {
            return false;
        }
        let scheme = grid::scheme(self.form, self.strips, self.vocabulary, &rows);
        let mut placed = Vec::new();
        for row in &rows {
            let unit = match row.named {
                Named::Unit(unit) => unit,
                Named::Group(group) if is_single(self.vocabulary, &self.sightings, group) => {
                    self.vocabulary.groups[group].members[0]
                }
                Named::Group(_) => continue,
            };
            let blank = row.cells.iter().all(|&token| self.strips.tokens[token].kind == Kind::Blank);
            if blank && matches!(row.named, Named::Group(_)) {
                continue;
            }
            let read =
                scheme.as_ref().and_then(|chosen| chosen.cells(self.form, self.strips, self.vocabulary, row, unit));
            match read {
                Some(tokens) => {
                    placed.push(Placed { named: row.named, sighting: row.sighting, tokens, inferred: false });
                }
                None if blank => {}
                None => self.note_uneven(row.sighting, &row.cells, unit),
            }
        }
        for strip in &self.strips.strips {
            self.reading.blocks.insert(strip.block);
        }
        self.sort_rows(&rows);
        self.place(placed);
        true
    }

    /// Tells rows with a label of this table from others with figures, which may be another table's, or nobody's.
    fn sort_rows(&mut self, rows: &[Behind]) {
        let own = |strip: usize| {
            rows.iter().any(|row| row.cells.iter().any(|&token| self.strips.tokens[token].strip == strip))
                || self.strips.strips[strip].tokens.clone().any(|token| self.sightings.owner[token].is_some())
        };
        let (mut known, mut others) = (Vec::new(), Vec::new());
        for (index, strip) in self.strips.strips.iter().enumerate().filter(|(_, strip)| strip.layout == Layout::Row) {
            if own(index) {
                known.push((strip.block, strip.place));
                continue;
            }
            let tokens = &self.strips.tokens[strip.tokens.clone()];
            let figures = tokens.iter().filter(|token| token.kind == Kind::Value);
            let counts = figures.clone().any(|token| token.printed.chars().any(|c| ('1'..='9').contains(&c)));
            let words: String = tokens.iter().filter(|t| t.kind == Kind::Text).map(|t| t.printed.as_str()).collect();
            if counts && !words.is_empty() {
                let figures = figures.count();
                others.push(OtherRow { block: strip.block, place: strip.place, words, figures });
            }
        }
        self.reading.known_rows = known;
        self.reading.other_rows = others;
    }

    /// The blocks with nothing but labels and heads.
    fn label_blocks(&self) -> Vec<usize> {
        let own = |&strip: &usize| {
            let tokens = self.strips.strips[strip].tokens.clone();
            let is_label = |token: usize| self.strips.tokens[token].kind == Kind::Text;
            !tokens.is_empty()
                && tokens.into_iter().all(is_label)
                && !is_foreign(self.strips, &self.sightings, self.vocabulary, strip)
        };
        (0..self.strips.strips.len()).filter(own).map(|strip| self.strips.strips[strip].block).collect()
    }

    /// Reads lines and single cells.
    fn lines(&mut self, headed: bool) {
        let foreign: Vec<bool> = (0..self.strips.strips.len())
            .map(|strip| is_foreign(self.strips, &self.sightings, self.vocabulary, strip))
            .collect();
        let band = self.vocabulary.is_band();
        let floats = |token: usize| band && self.vocabulary.floats(&self.strips.tokens[token].letters);
        let runs = runs(self.strips, &self.sightings, &foreign, floats);
        let placed = if band {
            if !headed && !self.has_heads() {
                return;
            }
            self.band(&runs)
        } else {
            let matching = matching::pair(self.strips, self.vocabulary, &self.sightings, &foreign, &runs);
            for tokens in &matching.left {
                self.note_left(tokens);
            }
            for &label in &matching.bare {
                self.note_bare(label);
            }
            let pair = |pair: matching::Pair| Placed {
                named: pair.named,
                sighting: pair.sighting,
                tokens: pair.tokens,
                inferred: pair.sighting.is_none(),
            };
            matching.pairs.into_iter().map(pair).collect()
        };
        self.note_foreign(&foreign);
        let seen = !self.sightings.all.is_empty() || !placed.is_empty();
        for (index, strip) in self.strips.strips.iter().enumerate() {
            if seen && !foreign[index] {
                self.reading.blocks.insert(strip.block);
            }
        }
        self.place(placed);
    }

    /// Whether a good part of the table's heads is there.
    fn has_heads(&self) -> bool {
        let words = |letters: &Vec<char>| self.strips.tokens.iter().any(|token| &token.letters == letters);
        self.vocabulary.furniture.iter().filter(|letters| words(letters)).count() * 2 > self.vocabulary.furniture.len()
    }

    /// The one row of a table whose labels stand above: as many figures as it has cells, once.
    fn band(&mut self, runs: &[super::run::Run]) -> Vec<Placed> {
        let Some(width) = self.vocabulary.common_width() else { return Vec::new() };
        // A row whose only blank cell is the last one has perhaps lost another: blank cells of merged ones stand behind.
        let blank = |&token: &usize| self.strips.tokens[token].kind == Kind::Blank;
        let whole =
            |row: &Vec<usize>| !row.last().is_some_and(blank) || row.iter().filter(|token| blank(token)).count() > 1;
        let rows = runs.iter().filter_map(|run| run.rows(self.strips, width, None).ok()).flatten().filter(whole);
        let rows: Vec<Vec<usize>> = rows.collect();
        if let [row] = &rows[..] {
            return vec![Placed { named: Named::Unit(0), sighting: None, tokens: row.clone(), inferred: false }];
        }
        let figures: Vec<usize> = runs.iter().flat_map(|run| run.tokens.iter().copied()).collect();
        if let Some(&first) = figures.first() {
            let found = figures.len();
            let text = match self.lang {
                Lang::Zh => format!("{}：这里有 {found} 个数字，应为 {width} 个，没有填入", self.table_name()),
                Lang::En => format!("{}: {found} figures here where {width} belong; left unfilled", self.table_name()),
            };
            self.note(None, first, text);
        }
        Vec::new()
    }

    fn table_name(&self) -> &str {
        self.form.tables()[self.vocabulary.table].short.get(self.lang)
    }

    fn width(&self, named: Named) -> usize {
        match named {
            Named::Unit(unit) => self.vocabulary.units[unit].cells.len(),
            Named::Group(_) => usize::MAX,
        }
    }

    /// Proposes the figures of all rows; a line of the form printed twice counts where both prints agree.
    fn place(&mut self, placed: Vec<Placed>) {
        let mut by_unit: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
        for row in placed {
            match row.named {
                Named::Unit(unit) => by_unit.entry(unit).or_default().push(row),
                Named::Group(group) => self.place_group(group, &row),
            }
        }
        for (unit, mut rows) in by_unit {
            // A label that goes on in the next row of a drawn table has blank cells beside it there.
            if rows.len() > 1 {
                let blank =
                    |row: &Placed| row.tokens.iter().all(|&token| self.strips.tokens[token].kind == Kind::Blank);
                if !rows.iter().all(blank) {
                    rows.retain(|row| !blank(row));
                }
            }
            let printed =
                |row: &Placed| row.tokens.iter().map(|&token| &self.strips.tokens[token].printed).collect::<Vec<_>>();
            let Some(first) = rows.first() else { continue };
            match rows.iter().find(|row| printed(row) != printed(first)) {
                None => self.place_unit(unit, first),
                Some(other) => {
                    let label = &self.vocabulary.units[unit].label;
                    let text = match self.lang {
                        Lang::Zh => format!("“{label}”出现多次，数字不同，没有填入"),
                        Lang::En => format!("“{label}” occurs more than once with different figures; left unfilled"),
                    };
                    self.note(None, other.tokens[0], text);
                }
            }
        }
    }

    fn label(&self, sighting: Option<usize>) -> String {
        sighting.map_or_else(String::new, |index| self.sightings.all[index].printed(self.strips))
    }

    fn place_unit(&mut self, unit: usize, row: &Placed) {
        let about = &self.vocabulary.units[unit];
        let near = row.sighting.is_some_and(|index| self.sightings.all[index].edits > 0);
        if row.inferred {
            let label = &about.label;
            let text = match self.lang {
                Lang::Zh => format!("这一行没有标签，按前后两行推定为“{label}”，请核对"),
                Lang::En => format!("this row has no label; taken for “{label}” from the rows around it, please check"),
            };
            self.note(about.cells.first().copied(), row.tokens[0], text);
        }
        let label = self.label(row.sighting);
        if let Some(&cell) = about.cells.first().filter(|_| near) {
            self.reading.misprints.push((cell, label.clone()));
        }
        for (&cell, &token) in about.cells.iter().zip(&row.tokens) {
            self.propose(cell, token, &label, near || row.inferred);
        }
    }

    fn propose(&mut self, cell: CellId, token: usize, label: &str, doubtful: bool) {
        let printed = &self.strips.tokens[token].printed;
        let about = self.form.cell(cell);
        let unit = &self.form.column(cell).unit;
        let (figure, doubtful) = match value::read(printed, unit) {
            Reading::Blank => return,
            Reading::Plain(figure) => {
                let strange = matches!(figure, Figure::Number(number) if !about.kind.admits(number));
                (figure, doubtful || strange)
            }
            Reading::Converted(number) => {
                let text = match self.lang {
                    Lang::Zh => format!("“{printed}”已换算为 {number} {unit}"),
                    Lang::En => format!("“{printed}” was converted to {number} {unit}"),
                };
                self.note(Some(cell), token, text);
                (Figure::Number(number), true)
            }
            Reading::Words => {
                let text = match self.lang {
                    Lang::Zh => format!("“{printed}”不是数字，没有填入"),
                    Lang::En => format!("“{printed}” is not a number; left unfilled"),
                };
                self.note(Some(cell), token, text);
                return;
            }
        };
        let label = if label.is_empty() { self.form.row(cell).label.clone() } else { label.to_string() };
        let source = Source { place: self.strips.place(token), label, printed: printed.clone() };
        self.reading.figures.push(ProposedFigure { cell, figure, source, doubtful });
    }

    /// A row printed once for several of the form: 0 is 0 for each of them, anything else cannot be shared out.
    fn place_group(&mut self, group: usize, row: &Placed) {
        let about = &self.vocabulary.groups[group];
        let units: Vec<&super::vocabulary::Unit> =
            about.members.iter().map(|&unit| &self.vocabulary.units[unit]).collect();
        let cells: Vec<CellId> = units.iter().flat_map(|unit| unit.cells.iter().copied()).collect();
        let printed: Vec<String> = row.tokens.iter().map(|&token| self.strips.tokens[token].printed.clone()).collect();
        let label = self.label(row.sighting);
        let count = units.len();
        let text = match self.lang {
            Lang::Zh => {
                format!("“{label}”只印了一行（{}），本版有 {count} 行：0 分别填 0，其他数字没有填入", printed.join(" "))
            }
            Lang::En => format!(
                "“{label}” is printed as one row ({}) where the form has {count}: 0 fills each with 0, other figures are left unfilled",
                printed.join(" ")
            ),
        };
        self.note(None, row.tokens[0], text);
        for (column, &token) in row.tokens.iter().enumerate() {
            let zero = |cell: CellId| {
                let reading = value::read(&self.strips.tokens[token].printed, &self.form.column(cell).unit);
                matches!(reading, Reading::Plain(Figure::Number(number)) if number.is_zero())
            };
            for cell in units.iter().map(|unit| unit.cells[column]).collect::<Vec<_>>() {
                if self.form.cell(cell).role == Role::Input && zero(cell) {
                    self.propose(cell, token, &label, true);
                }
            }
        }
        self.reading.unplaced.push(UnplacedRow { label, figures: printed, cells });
    }

    fn note(&mut self, cell: Option<CellId>, token: usize, text: String) {
        let place = self.strips.place(token).words(self.lang);
        self.reading.notes.push(Note::new(cell, place, text));
    }

    fn note_uneven(&mut self, sighting: Option<usize>, tokens: &[usize], unit: usize) {
        let label = self.label(sighting);
        let about = &self.vocabulary.units[unit];
        let (found, wanted) = (tokens.len(), about.cells.len());
        let cell = about.cells.first().copied();
        let Some(&token) = tokens.first() else { return };
        let text = match self.lang {
            Lang::Zh => format!("“{label}”后面有 {found} 格，应为 {wanted} 格，没有填入"),
            Lang::En => format!("“{label}” is followed by {found} cells where {wanted} belong; left unfilled"),
        };
        self.note(cell, token, text);
    }

    /// Figures that no label could be told for.
    fn note_left(&mut self, tokens: &[usize]) {
        const SHOWN: usize = 8;
        let Some(&first) = tokens.first() else { return };
        let words: Vec<&str> =
            tokens.iter().take(SHOWN).map(|&token| self.strips.tokens[token].printed.as_str()).collect();
        let words = words.join(" ") + if tokens.len() > SHOWN { " …" } else { "" };
        let before = self.sightings.all.iter().rev().find(|sighting| sighting.first() < first);
        let before = before.map_or_else(String::new, |sighting| sighting.printed(self.strips));
        let text = match self.lang {
            Lang::Zh => format!("“{before}”附近的数字（{words}）无法对应到行，没有填入"),
            Lang::En => format!("the figures ({words}) near “{before}” could not be matched to a row; left unfilled"),
        };
        self.note(None, first, text);
    }

    fn note_bare(&mut self, sighting: usize) {
        let cell = match self.sightings.all[sighting].named {
            Named::Unit(unit) => self.vocabulary.units[unit].cells.first().copied(),
            Named::Group(_) => return,
        };
        let label = self.label(Some(sighting));
        let text = match self.lang {
            Lang::Zh => format!("“{label}”旁没有可以确定的数字，没有填入"),
            Lang::En => format!("no figures could be told for “{label}”; left unfilled"),
        };
        self.note(cell, self.sightings.all[sighting].first(), text);
    }

    /// Lines whose words belong to nothing the form knows, with a row of figures behind them.
    fn note_foreign(&mut self, foreign: &[bool]) {
        const PROSE: usize = 30;
        for (index, strip) in self.strips.strips.iter().enumerate().filter(|(index, _)| foreign[*index]) {
            let tokens = &self.strips.tokens[strip.tokens.clone()];
            let figures = tokens.iter().rev().take_while(|token| token.kind == Kind::Value).count();
            let letters: usize = tokens.iter().map(|token| token.letters.len()).sum();
            let prose = letters > PROSE || tokens.iter().any(|token| token.printed.contains(['。', '，']));
            if figures > 1 && !prose && strip.layout == Layout::Line {
                let words: String =
                    tokens.iter().filter(|t| t.kind == Kind::Text).map(|t| t.printed.as_str()).collect();
                let text = foreign_row(&words, figures, self.lang);
                self.note(None, self.strips.strips[index].tokens.start, text);
                self.reading.foreign.push(words);
            }
        }
    }
}
