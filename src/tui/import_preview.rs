//! What a document was understood to say, before anything is taken over: a list of what was not understood and what was
//! read, in which each figure can be skipped or corrected. It reads no file and draws nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::domain::figure::{Entry, Figure, Kind, Origin};
use crate::domain::form::CellId;
use crate::domain::proposal::Proposal;
use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::key::{Chord, Code};
use super::typing::Typing;

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// What was not understood, by index into the proposal's notes.
    Note(usize),
    /// A figure, by index into the proposal's figures.
    Figure(usize),
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The list stays open.
    Open,
    /// It was given up.
    Cancelled,
    /// Everything shown is to be taken over.
    Accepted,
}

/// A document, shown before it is taken over.
#[derive(Debug, Clone)]
pub struct ImportPreview {
    /// The document.
    pub path: PathBuf,
    /// What it says.
    pub proposal: Proposal,
    /// The report of the same agency and year in the library.
    pub existing: Option<Report>,
    /// Notes, then doubtful figures, then those that differ from the existing report, then all others in form order.
    pub lines: Vec<Line>,
    /// The chosen line.
    pub selected: usize,
    /// What is being typed in the chosen line.
    pub typing: Option<Typing>,
    /// Why what was typed is no figure.
    pub refusal: Option<String>,
    skipped: BTreeSet<CellId>,
    typed: BTreeMap<CellId, Figure>,
}

impl ImportPreview {
    /// Puts what needs a look first.
    pub fn new(path: PathBuf, proposal: Proposal, existing: Option<Report>) -> ImportPreview {
        let notes = (0..proposal.notes.len()).map(Line::Note);
        let mut preview = ImportPreview {
            lines: notes.collect(),
            path,
            proposal,
            existing,
            selected: 0,
            typing: None,
            refusal: None,
            skipped: BTreeSet::new(),
            typed: BTreeMap::new(),
        };
        let mut figures: Vec<usize> = (0..preview.proposal.figures.len()).collect();
        figures.sort_by_key(|&index| {
            let figure = &preview.proposal.figures[index];
            (!figure.doubtful, preview.difference(figure.cell).is_none(), index)
        });
        preview.lines.extend(figures.into_iter().map(Line::Figure));
        preview
    }

    /// The cell of a line; a note need not be of one.
    pub fn cell(&self, line: Line) -> Option<CellId> {
        match line {
            Line::Note(index) => self.proposal.notes.get(index)?.cell,
            Line::Figure(index) => Some(self.proposal.figures.get(index)?.cell),
        }
    }

    /// The figure that a cell would get, and whether somebody typed it here. `None` where it would get none.
    pub fn figure(&self, cell: CellId) -> Option<(Figure, bool)> {
        if self.skipped.contains(&cell) {
            return None;
        }
        let read = || self.proposal.figures.iter().find(|figure| figure.cell == cell);
        let typed = self.typed.get(&cell).map(|&figure| (figure, true));
        typed.or_else(|| read().map(|figure| (figure.figure, false)))
    }

    /// Whether a cell was skipped.
    pub fn is_skipped(&self, cell: CellId) -> bool {
        self.skipped.contains(&cell)
    }

    /// What the existing report has in a cell, where that is something else than it would get.
    pub fn difference(&self, cell: CellId) -> Option<Figure> {
        let before = self.existing.as_ref()?.entry(cell).figure();
        let (figure, _) = self.figure(cell)?;
        (!before.is_unfilled() && before != figure).then_some(before)
    }

    /// Everything that is to be taken over: what was read as imported, what was typed here as keyed.
    pub fn entries(&self) -> BTreeMap<CellId, Entry> {
        let read = self.proposal.figures.iter().map(|figure| figure.cell);
        let cells: BTreeSet<CellId> = read.chain(self.typed.keys().copied()).collect();
        let entry = |cell| {
            let (figure, typed) = self.figure(cell)?;
            Some((cell, Entry::new(figure, if typed { Origin::Keyed } else { Origin::Imported })))
        };
        cells.into_iter().filter_map(entry).collect()
    }

    /// How many figures are skipped, and how many were typed here.
    pub fn changed(&self) -> (usize, usize) {
        (self.skipped.len(), self.typed.len())
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord, lang: Lang) -> Taken {
        self.refusal = None;
        if self.typing.is_some() {
            self.type_on(chord, lang);
            return Taken::Open;
        }
        match chord.code {
            Code::Esc => return Taken::Cancelled,
            Code::Enter => return Taken::Accepted,
            Code::Char(' ') | Code::Delete => self.skip(),
            Code::F(2) | Code::Char('e') => self.begin(Typing::edit, lang),
            _ if self.go(chord.code) => {}
            _ => {
                // A letter would be a command, and there is none.
                if let Some(character) = chord.character().filter(|c| !c.is_ascii_alphabetic()) {
                    self.begin(|kind, _| Typing::begin(kind, character), lang);
                }
            }
        }
        Taken::Open
    }

    /// Chooses a line, unless a figure is being typed for the one that is chosen.
    pub fn choose(&mut self, index: usize) {
        if self.typing.is_none() && index < self.lines.len() {
            self.selected = index;
        }
    }

    /// Whether a key moves through the list.
    fn go(&mut self, code: Code) -> bool {
        let last = self.lines.len().saturating_sub(1);
        let Some(selected) = code.moved(self.selected, last) else { return false };
        self.selected = selected;
        true
    }

    fn here(&self) -> Option<CellId> {
        self.lines.get(self.selected).and_then(|&line| self.cell(line))
    }

    /// Leaves the chosen figure out, or takes it in again as it was read.
    fn skip(&mut self) {
        if let (Some(cell), Some(Line::Figure(_))) = (self.here(), self.lines.get(self.selected)) {
            self.typed.remove(&cell);
            if !self.skipped.remove(&cell) {
                self.skipped.insert(cell);
            }
        }
        self.go(Code::Down);
    }

    fn begin(&mut self, typing: impl FnOnce(Kind, Figure) -> Typing, lang: Lang) {
        let Some(cell) = self.here() else {
            let words =
                lang.pick("这一条没有对应的格，导入后再改", "this line is of no single cell; correct it after import");
            self.refusal = Some(words.to_string());
            return;
        };
        let figure = self.figure(cell).map_or(Figure::Unfilled, |(figure, _)| figure);
        let typing = typing(self.proposal.form.cell(cell).kind, figure);
        self.refusal = typing.doubt(lang);
        self.typing = Some(typing);
    }

    /// A key while a figure is typed: Enter and the arrow keys up and down commit it.
    fn type_on(&mut self, chord: Chord, lang: Lang) {
        let Some(typing) = &mut self.typing else { return };
        let length = typing.text().chars().count();
        match chord.code {
            Code::Esc => self.typing = None,
            Code::Backspace => typing.backspace(),
            Code::Delete => typing.delete(),
            Code::Left => typing.move_caret(typing.caret().saturating_sub(1)),
            Code::Right => typing.move_caret(typing.caret() + 1),
            Code::Home => typing.move_caret(0),
            Code::End => typing.move_caret(length),
            Code::Enter | Code::Up | Code::Down | Code::Tab => match typing.figure(lang) {
                Ok(figure) => {
                    self.typing = None;
                    if let (Some(cell), Some(figure)) = (self.here(), figure) {
                        self.skipped.remove(&cell);
                        self.typed.insert(cell, figure);
                    }
                    self.go(if chord.code == Code::Up { Code::Up } else { Code::Down });
                }
                Err(problem) => self.refusal = Some(problem),
            },
            _ => {
                if let Some(character) = chord.character() {
                    typing.take(character);
                    self.refusal = typing.doubt(lang);
                }
            }
        }
    }
}
