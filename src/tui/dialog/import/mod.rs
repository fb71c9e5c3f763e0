//! What a document was understood to say, before anything is taken over: a list of what was not understood and what was
//! read, in which each figure can be skipped or corrected.

mod draw;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::domain::figure::{Entry, Figure, Kind, Origin};
use crate::domain::form::CellId;
use crate::domain::proposal::Proposal;
use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::desk::Desk;
use super::super::key::{Chord, Code};
use super::super::message::Effect;
use super::super::typing::Typing;
use super::act::{self, Act, Did, Help, Modal};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ImportLine {
    /// What was not understood, by index into the proposal's notes.
    Note(usize),
    /// A figure, by index into the proposal's figures.
    Figure(usize),
}

#[derive(Debug, Clone)]
pub struct ImportPreview {
    path: PathBuf,
    proposal: Proposal,
    /// The report of the same agency and year in the library.
    existing: Option<Report>,
    /// Notes, then doubtful figures, then those that differ from the existing report, then all others in form order.
    lines: Vec<ImportLine>,
    selected: usize,
    typing: Option<Typing>,
    /// Why what was typed is no figure.
    refusal: Option<String>,
    skipped: BTreeSet<CellId>,
    typed: BTreeMap<CellId, Figure>,
}

impl ImportPreview {
    /// Puts what needs a look first.
    pub fn new(path: PathBuf, proposal: Proposal, existing: Option<Report>) -> ImportPreview {
        let notes = (0..proposal.notes.len()).map(ImportLine::Note);
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
        preview.lines.extend(figures.into_iter().map(ImportLine::Figure));
        preview
    }

    /// The cell of the chosen line; a note need not be of one.
    fn here(&self) -> Option<CellId> {
        match *self.lines.get(self.selected)? {
            ImportLine::Note(index) => self.proposal.notes.get(index)?.cell,
            ImportLine::Figure(index) => Some(self.proposal.figures.get(index)?.cell),
        }
    }

    /// The figure that a cell would get, and whether somebody typed it here. `None` where it would get none.
    fn figure(&self, cell: CellId) -> Option<(Figure, bool)> {
        if self.skipped.contains(&cell) {
            return None;
        }
        let read = || self.proposal.figures.iter().find(|figure| figure.cell == cell);
        let typed = self.typed.get(&cell).map(|&figure| (figure, true));
        typed.or_else(|| read().map(|figure| (figure.figure, false)))
    }

    /// What the existing report has in a cell, where that is something else than it would get.
    fn difference(&self, cell: CellId) -> Option<Figure> {
        let before = self.existing.as_ref()?.entry(cell).figure();
        let (figure, _) = self.figure(cell)?;
        (!before.is_unfilled() && before != figure).then_some(before)
    }

    /// Everything that is to be taken over: what was read as imported, what was typed here as keyed.
    fn entries(&self) -> BTreeMap<CellId, Entry> {
        let read = self.proposal.figures.iter().map(|figure| figure.cell);
        let cells: BTreeSet<CellId> = read.chain(self.typed.keys().copied()).collect();
        let entry = |cell| {
            let (figure, typed) = self.figure(cell)?;
            Some((cell, Entry::new(figure, if typed { Origin::Keyed } else { Origin::Imported })))
        };
        cells.into_iter().filter_map(entry).collect()
    }

    /// Whether a key moves through the list.
    fn go(&mut self, code: Code) -> bool {
        code.choose(&mut self.selected, self.lines.len())
    }

    /// Leaves the chosen figure out, or takes it in again as it was read.
    fn skip(&mut self) {
        if let (Some(cell), Some(ImportLine::Figure(_))) = (self.here(), self.lines.get(self.selected)) {
            self.typed.remove(&cell);
            if !self.skipped.remove(&cell) {
                self.skipped.insert(cell);
            }
        }
        self.go(Code::Down);
    }

    fn begin(&mut self, typing: impl FnOnce(Kind, Figure) -> Typing, lang: Lang) {
        let Some(cell) = self.here() else {
            let words = lang.pick(
                "这一条没有对应的单元格，请导入后再改",
                "This line has no single cell; correct it after the import",
            );
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
        match chord.code {
            Code::Esc => self.typing = None,
            code if typing.correct(code) => {}
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

    /// Takes everything over, asking first whose it is where the document does not say.
    fn adopt(&self, desk: &mut Desk) -> Did {
        let (proposal, entries) = (Box::new(self.proposal.clone()), self.entries());
        let named = Report::new(proposal.form.clone(), proposal.agency.clone(), proposal.year, proposal.scope);
        match named.key() {
            Some(key) => desk.want(Effect::Adopt { key, proposal, entries }),
            None => return Did::Act(Act::Name(act::Origin::Document(proposal, entries))),
        }
        Did::Close
    }

    /// Says something where the keys stand, since the list covers the line in which things are said.
    pub fn say(&mut self, words: &str) {
        self.refusal = Some(words.to_string());
    }
}

impl Modal for ImportPreview {
    const HELP: Help = [
        ("导入预览", "从文件读出的数字。请逐条查看，跳过或改正读错的，再按 Enter 采用；此前不写入任何内容。"),
        (
            "What was read",
            "look at the figures, skip or correct what is wrong, then Enter applies them; nothing is written before.",
        ),
    ];

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        self.refusal = None;
        if self.typing.is_some() {
            self.type_on(chord, lang);
            return Did::Stay;
        }
        match chord.code {
            Code::Esc => return act::give_up(desk),
            Code::Enter => return self.adopt(desk),
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
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        draw::draw(self, desk, canvas);
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        // Not while a figure is being typed for the chosen one.
        if self.typing.is_none() && line < self.lines.len() {
            self.selected = line;
        }
        None
    }
}
