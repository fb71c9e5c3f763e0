//! One table of a form, read from a piece of a document: labels are found, rows of figures paired with them, and every
//! pair becomes proposed figures. What cannot be told is a note with its place.

mod named;

mod proved;

mod remarks;

mod together;

use std::collections::{BTreeMap, BTreeSet};

use super::apart;
use super::columns::{self, Said};
use super::gaps;
use super::grid;
use super::listed;
use super::matching::{self, Matching};
use super::order;
use super::renamed::{self, Renamed};
use super::run::{Figures, Run, runs};
use super::sighting::{Labelled, Sightings};
use super::spelled;
use super::token::{Layout, StripId, Strips, Token, TokenId, TokenKind};
use super::vocabulary::{Named, UnitId, Vocabulary};
use super::wrapped;
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form, Role};
use crate::domain::proposal::{Place, ProposedFigure, Source};
use crate::domain::report::{Note, UnplacedRow};
use crate::domain::text::Lang;
use crate::import::aside::Aside;
use crate::import::block::Block;
use crate::import::normal::is_blank_char;
use crate::import::value::{self, Reading};

/// What stands before the unit in a head.
const UNIT: &str = "单位";

#[derive(Debug, Clone, Default)]
pub struct TableReading {
    /// The figures, each cell at most once.
    pub figures: Vec<ProposedFigure>,
    /// Printed rows that belong to several rows of the form.
    pub unplaced: Vec<UnplacedRow>,
    pub notes: Vec<Note>,
    /// Labels that are not the form's own but for a slip, with the first cell they are about.
    pub misprints: Vec<(CellId, String)>,
    /// Lines with figures that the form does not have: their figures by block and column, and their words.
    pub foreign: Vec<(Places, String)>,
    /// Rows of cells with a label of this table, by block and place.
    pub known_rows: Vec<(usize, Place)>,
    /// Rows of cells with figures whose label is none of this table's.
    pub other_rows: Vec<OtherRow>,
    /// The blocks that are pieces of the table, by index.
    pub blocks: BTreeSet<usize>,
    /// The figures that were read, by block and column.
    pub taken: BTreeSet<(usize, usize)>,
    /// Figures of lines that were not, with what is said of them if no other table has them.
    pub left: Vec<(Places, Note)>,
}

/// Where figures stand, by block and column.
pub type Places = Vec<(usize, usize)>;

impl TableReading {
    /// Whether nothing shows that the table is there.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
            && self.unplaced.is_empty()
            && self.notes.is_empty()
            && self.foreign.is_empty()
            && self.blocks.is_empty()
    }

    /// Whether nothing was read of it, nor said.
    pub fn is_silent(&self) -> bool {
        self.figures.is_empty() && self.unplaced.is_empty() && self.notes.is_empty() && self.left.is_empty()
    }
}

/// Whether a block holds a figure that is not part of a sentence.
pub fn has_figures(block: &Block) -> bool {
    match block {
        Block::Grid(grid) => grid.rows.iter().flat_map(|row| &row.cells).any(|cell| value::is_figure(&cell.text)),
        Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) => {
            let mut words = line.text.split(is_blank_char).filter(|word| !word.is_empty());
            words.next_back().is_some_and(value::is_figure)
        }
    }
}

/// A row of cells with figures that a table has no label for.
#[derive(Debug, Clone)]
pub struct OtherRow {
    pub block: usize,
    pub place: Place,
    pub words: String,
    pub figures: usize,
}

/// What is said of a row that the form does not have.
pub fn foreign_row(words: &str, figures: usize, lang: Lang) -> String {
    lang.say(
        format!("“{words}”不是这一格式的行，后面的 {figures} 个数字没有填入"),
        format!("“{words}” is not a row of this edition; its {figures} figures were not entered"),
    )
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
    let shown = reader.grids();
    if reader.crossings(blocks) || shown {
        // A merged cell of a whole row may have lost its bars; its words are no prose.
        let mut reading = reader.reading;
        let lines = Strips::new(blocks, |index, block| inside(index) && matches!(block, Block::Line(_)));
        reading.blocks.extend(Reader::new(form, &vocabulary, &lines, lang).label_blocks());
        return reading;
    }
    let lines = Strips::new(blocks, |index, block| inside(index) && !matches!(block, Block::Grid(_)));
    let seen = Sightings::new(form, &vocabulary, &lines);
    let whole = gaps::filled(&seen).or_else(|| wrapped::joined(&seen));
    let listed = listed::read(&seen);
    let mut reader = Reader::new(form, &vocabulary, whole.as_ref().unwrap_or(&lines), lang);
    reader.lines(headed);
    if listed.len() > reader.reading.figures.len() {
        reader = Reader::new(form, &vocabulary, &lines, lang);
        reader.place_crossed(listed);
    }
    reader.reading
}

struct Reader<'a> {
    seen: Sightings<'a>,
    lang: Lang,
    reading: TableReading,
}

impl<'a> Reader<'a> {
    fn new(form: &'a Form, vocabulary: &'a Vocabulary, strips: &'a Strips, lang: Lang) -> Reader<'a> {
        Reader { seen: Sightings::new(form, vocabulary, strips), lang, reading: TableReading::default() }
    }

    /// Reads rows of cells; `false` where no table with cells shows this table.
    fn grids(&mut self) -> bool {
        let vocabulary = self.seen.vocabulary;
        let rows = grid::rows(&self.seen);
        let shows = |row: &Labelled| row.label.is_some() || row.tokens.len() >= vocabulary.width(row.named);
        if !rows.iter().any(|row| matches!(row.named, Named::Unit(_)) && shows(row)) {
            return false;
        }
        let scheme = grid::scheme(&self.seen, &rows);
        let (mut placed, mut told) = (Vec::new(), Vec::new());
        let other = order::first_out_of_order(&self.seen).filter(|_| vocabulary.is_band());
        if let Some(head) = other {
            self.note_other_order(head);
        }
        let (renamed, head) = match renamed::renamed(&self.seen, &rows) {
            Renamed::Nothing => (BTreeSet::new(), None),
            Renamed::Some(columns, head) => (columns, Some(head)),
            Renamed::All(head) => ((0..vocabulary.common_width().unwrap_or_default()).collect(), Some(head)),
        };
        if let Some(head) = head {
            self.note_renamed(head);
        }
        for row in rows.iter().filter(|_| other.is_none()) {
            let blank = self.is_blank(row);
            let unit = match row.named {
                Named::Unit(unit) => unit,
                Named::Group(group) if self.seen.is_single(group) && !blank => vocabulary[group].members[0],
                Named::Group(_) => continue,
            };
            match columns::said(&self.seen, row, unit) {
                Said::InOrder => {}
                Said::Told(cells) => {
                    told.push((row, unit, cells));
                    continue;
                }
                Said::Untold => {
                    self.note_untold(row, unit);
                    continue;
                }
            }
            match scheme.as_ref().and_then(|chosen| chosen.cells(&self.seen, row, unit)) {
                Some(tokens)
                    if self.may_be_shifted(vocabulary[unit].cells.iter().copied().zip(tokens.iter().copied())) =>
                {
                    self.note_shifted(tokens[0]);
                }
                Some(tokens) if columns::contradict(&self.seen, &tokens) => self.note_untold(row, unit),
                Some(tokens) if !renamed.is_empty() => {
                    let cells = vocabulary[unit].cells.iter().copied().zip(tokens).enumerate();
                    let kept = cells.filter(|(at, _)| !renamed.contains(at)).map(|(_, own)| own);
                    kept.for_each(|(cell, token)| self.propose_once(row, cell, token));
                }
                Some(tokens) => placed.push(Labelled { tokens, ..*row }),
                None if blank || !renamed.is_empty() => {}
                None => self.note_uneven(row, unit),
            }
        }
        self.reading.blocks.extend(self.seen.strips.strips.iter().map(|strip| strip.block));
        self.sort_rows(&rows);
        self.place(placed);
        for (row, unit, cells) in told {
            self.place_told(row, unit, cells);
        }
        self.note_missing(&rows);
        true
    }

    /// Proposes the figures of a row that stand below heads which are not all that the form has there.
    fn place_told(&mut self, row: &Labelled, unit: UnitId, cells: Vec<(CellId, TokenId)>) {
        let figures = row.tokens.iter().filter(|&&token| !self.seen.strips.is_blank(token)).count();
        if cells.len() < figures {
            self.note_untold(row, unit);
        }
        cells.into_iter().for_each(|(cell, token)| self.propose_once(row, cell, token));
    }

    /// Proposes a figure of a row whose columns are not all the form's.
    fn propose_once(&mut self, row: &Labelled, cell: CellId, token: TokenId) {
        if !self.reading.figures.iter().any(|figure| figure.cell == cell) {
            let label = self.label(row);
            self.propose(cell, token, &label, false);
        }
    }

    fn is_blank(&self, row: &Labelled) -> bool {
        row.tokens.iter().all(|&token| self.seen.strips.is_blank(token))
    }

    /// Tells rows with a label of this table from others with figures, which may be another table's, or nobody's.
    fn sort_rows(&mut self, rows: &[Labelled]) {
        let strips = self.seen.strips;
        let beside = rows.iter().flat_map(|row| &row.tokens).map(|&token| strips[token].strip);
        let labelled = strips.token_ids().filter(|&token| self.seen.owner(token).is_some());
        let own: BTreeSet<StripId> = beside.chain(labelled.map(|token| strips[token].strip)).collect();
        for index in strips.strip_ids().filter(|&strip| strips[strip].layout == Layout::Row) {
            let (strip, tokens) = (&strips[index], strips.inside(index));
            if own.contains(&index) {
                self.reading.known_rows.push((strip.block, strip.place));
                continue;
            }
            let figures = tokens.iter().filter(|token| token.kind == TokenKind::Value);
            let counts = figures.clone().any(|token| token.printed.chars().any(|c| ('1'..='9').contains(&c)));
            let words = words(tokens);
            if counts && !words.is_empty() {
                let row = OtherRow { block: strip.block, place: strip.place, words, figures: figures.count() };
                self.reading.other_rows.push(row);
            }
        }
    }

    /// The blocks with nothing but labels and heads.
    fn label_blocks(&self) -> impl Iterator<Item = usize> {
        let strips = self.seen.strips;
        let own = |&strip: &StripId| {
            let tokens = strips.inside(strip);
            let words = !tokens.is_empty() && tokens.iter().all(|token| token.kind == TokenKind::Text);
            words && !self.seen.is_foreign(strip)
        };
        strips.strip_ids().filter(own).map(|strip| strips[strip].block)
    }

    /// Reads lines and single cells.
    fn lines(&mut self, headed: bool) {
        let (strips, vocabulary) = (self.seen.strips, self.seen.vocabulary);
        let foreign: BTreeSet<StripId> = strips.strip_ids().filter(|&strip| self.seen.is_foreign(strip)).collect();
        let band = vocabulary.is_band();
        let runs = runs(&self.seen, &foreign, |token| band && vocabulary.floats(&strips[token].letters));
        if band && !headed && !self.has_heads() {
            return;
        }
        let one_width = vocabulary.common_width().is_some();
        let spelled = || spelled::first_out_of_order(&self.seen).filter(|_| one_width);
        let out_of_order = order::first_out_of_order(&self.seen).or_else(spelled);
        let renamed = spelled::renamed(&self.seen).filter(|_| one_width && out_of_order.is_none());
        if let Some(head) = out_of_order.or(renamed) {
            let own = strips.strip_ids().filter(|id| !foreign.contains(id));
            self.reading.blocks.extend(own.map(|id| strips[id].block));
            return if renamed.is_some() { self.note_renamed(head) } else { self.note_other_order(head) };
        }
        let mut proved = Vec::new();
        let placed = if band {
            let row = self.band(&runs);
            if row.as_ref().is_none_or(|row| apart::needs_proof(&self.seen, row)) {
                proved = apart::proved(&self.seen, &runs, &[]);
            }
            let row = row.filter(|row| proved.is_empty() && !apart::is_torn_apart(&self.seen, row));
            if row.is_none() && proved.is_empty() {
                self.note_band(&runs);
            }
            let row = row.map(|tokens| Labelled { named: Named::Unit(UnitId(0)), label: None, tokens });
            row.into_iter().collect()
        } else {
            let mut matching = matching::pair(&self.seen, &foreign, &runs);
            if !matching.left.is_empty() {
                proved = apart::proved(&self.seen, &runs, &matching.pairs);
            }
            if !proved.is_empty() {
                matching = Matching::default();
            }
            matching.left.iter().for_each(|figures| self.note_left(figures));
            matching.bare.iter().for_each(|&label| self.note_bare(label));
            matching.pairs
        };
        self.place_proved(&runs, &proved);
        self.note_foreign(&foreign);
        if !self.seen.all.is_empty() || !placed.is_empty() || !proved.is_empty() {
            let own = strips.strip_ids().filter(|strip| !foreign.contains(strip));
            self.reading.blocks.extend(own.map(|strip| strips[strip].block));
        }
        let (placed, others): (Vec<Labelled>, Vec<Labelled>) =
            placed.into_iter().partition(|row| !spelled::heads_disagree(&self.seen, row));
        for row in others {
            if let Named::Unit(unit) = row.named {
                self.note_untold(&row, unit);
            }
        }
        let placed = self.whole_rows(placed);
        self.place(placed);
    }

    /// Whether a good part of the table's heads is there.
    fn has_heads(&self) -> bool {
        let heads = &self.seen.vocabulary.furniture;
        let shown = |letters: &&Vec<char>| self.seen.strips.tokens.iter().any(|token| &token.letters == *letters);
        heads.iter().filter(shown).count() * 2 > heads.len()
    }

    /// The one row of a table whose labels stand above: as many figures as it has cells, once.
    fn band(&self, runs: &[Run]) -> Option<Figures> {
        let width = self.seen.vocabulary.common_width()?;
        // A row whose only blank cell is the last one has perhaps lost another: blank cells of merged ones stand behind.
        let blank = |&token: &TokenId| self.seen.strips.is_blank(token);
        let whole =
            |row: &Figures| !row.last().is_some_and(blank) || row.iter().filter(|token| blank(token)).count() > 1;
        let rows = runs.iter().filter_map(|run| run.rows(self.seen.strips, width, None).ok()).flatten();
        let mut rows = rows.filter(whole);
        rows.next().filter(|_| rows.next().is_none())
    }

    fn table_name(&self) -> &'a str {
        self.seen.form.tables()[self.seen.vocabulary.table].short.get(self.lang)
    }

    /// Proposes the figures of all rows; a line of the form printed twice counts where both prints agree.
    fn place(&mut self, placed: Vec<Labelled>) {
        let mut by_unit: BTreeMap<UnitId, Vec<Labelled>> = BTreeMap::new();
        for row in placed {
            match row.named {
                Named::Unit(unit) => by_unit.entry(unit).or_default().push(row),
                Named::Group(group) => self.place_group(group, &row),
            }
        }
        for (unit, mut rows) in by_unit {
            // A label that goes on in the next row of a drawn table has blank cells beside it there.
            if !rows.iter().all(|row| self.is_blank(row)) && rows.len() > 1 {
                rows.retain(|row| !self.is_blank(row));
            }
            let printed = |row: &Labelled| self.seen.strips.printed(&row.tokens);
            let Some(first) = rows.first() else { continue };
            match rows.iter().find(|row| printed(row) != printed(first)) {
                None => self.place_unit(unit, first),
                Some(other) => {
                    let label = &self.seen.vocabulary[unit].label;
                    // A row with its labels above is all of its table.
                    let label = if label.is_empty() { self.table_name() } else { label };
                    let text = self.lang.say(
                        format!("“{label}”出现多次，数字不同，没有填入"),
                        format!("“{label}” occurs more than once with different figures; left empty"),
                    );
                    self.note(None, other.tokens[0], text);
                }
            }
        }
    }

    fn label(&self, row: &Labelled) -> String {
        row.label.map_or_else(String::new, |label| self.seen[label].printed(self.seen.strips))
    }

    fn place_unit(&mut self, unit: UnitId, row: &Labelled) {
        let about = &self.seen.vocabulary[unit];
        let near = row.label.is_some_and(|label| self.seen[label].edits > 0);
        let inferred = row.label.is_none() && !self.seen.vocabulary.is_band();
        if inferred {
            let label = &about.label;
            let text = self.lang.say(
                format!("这一行没有标签，按前后两行推定为“{label}”，请核对"),
                format!("this row has no label; taken for “{label}” from the rows around it, please check"),
            );
            self.note(about.cells.first().copied(), row.tokens[0], text);
        }
        let label = self.label(row);
        if let Some(&cell) = about.cells.first().filter(|_| near) {
            self.reading.misprints.push((cell, label.clone()));
        }
        for (&cell, &token) in about.cells.iter().zip(&row.tokens) {
            self.propose(cell, token, &label, near || inferred);
        }
    }

    fn propose(&mut self, cell: CellId, token: TokenId, label: &str, doubtful: bool) {
        let Token { printed, aside, .. } = &self.seen.strips[token];
        self.propose_printed(cell, token, (printed, *aside), label, doubtful);
    }

    /// The unit of money that a head of the table names, where it is not the form's, which is one as well.
    fn other_unit(&self, unit: &str) -> Option<String> {
        if !value::is_money(unit) {
            return None;
        }
        let named = |letters: &[char]| {
            let words: String = letters.iter().collect();
            words.rsplit_once(UNIT).map(|(_, unit)| unit.to_string()).filter(|unit| value::is_money(unit))
        };
        let mut units = self.seen.strips.tokens.iter().filter_map(|token| named(&token.letters));
        units.next().filter(|named| named != unit && units.all(|other| other == *named))
    }

    fn propose_printed(
        &mut self,
        cell: CellId,
        token: TokenId,
        (printed, aside): (&str, Option<Aside>),
        label: &str,
        doubtful: bool,
    ) {
        let form = self.seen.form;
        let unit = &form.column(cell).unit;
        // Totals are computed anyway, and the document's note says so.
        let computed = aside == Some(Aside::Uncomputed) && form.cell(cell).role != Role::Input;
        if let Some(aside) = aside.filter(|_| !computed) {
            self.note(Some(cell), token, aside.of_cell(self.lang).to_string());
        }
        // A head in another unit of money than the form's is one for the bare numbers below it.
        let printed = &match self.other_unit(unit).filter(|_| printed.ends_with(|c: char| c.is_ascii_digit())) {
            Some(other) => format!("{printed}{other}"),
            None => printed.to_string(),
        };
        let (figure, doubtful) = match value::read(printed, unit) {
            Reading::Blank => return,
            Reading::Plain(figure) => {
                let strange = matches!(figure, Figure::Number(number) if !form.cell(cell).kind.admits(number));
                (figure, doubtful || strange || aside.is_some())
            }
            Reading::Converted(number) => {
                let text = self.lang.say(
                    format!("“{printed}”已换算为 {number} {unit}"),
                    format!("“{printed}” was converted to {number} {unit}"),
                );
                self.note(Some(cell), token, text);
                (Figure::Number(number), true)
            }
            Reading::Beside(number) => {
                self.note(Some(cell), token, value::beside(printed, number, self.lang));
                (Figure::Number(number), true)
            }
            Reading::Words => {
                let fault = value::fault(printed, unit, self.lang);
                let text =
                    self.lang.say(format!("“{printed}”{fault}，没有填入"), format!("“{printed}” {fault}; left empty"));
                self.note(Some(cell), token, text);
                return;
            }
        };
        let label = if label.is_empty() { form.row(cell).label.clone() } else { label.to_string() };
        self.reading.taken.insert(self.place_of(token));
        let source = Source { place: self.seen.strips.around(token).place, label, printed: printed.to_string() };
        self.reading.figures.push(ProposedFigure { cell, figure, source, doubtful });
    }
}

/// The words among some tokens.
fn words(tokens: &[Token]) -> String {
    tokens.iter().filter(|token| token.kind == TokenKind::Text).map(|token| token.printed.as_str()).collect()
}
