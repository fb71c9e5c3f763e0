//! Two lines of work on one report, and for each cell or part that both changed, whose is to stand. Both dialogs that join
//! something with a report's file hold it: the one about a file that others changed, and the one about a journal that was
//! begun before they did. It draws nothing and changes nothing.

use crate::domain::comparison::Difference;
use crate::domain::journal::{Merged, merge};
use crate::domain::report::Report;
use crate::domain::session::{Edit, Purpose};
use crate::domain::text::Lang;

use super::key::{Chord, Code};

/// Where the line of work comes from that is joined with the report's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The screen.
    Screen,
    /// A journal.
    Journal,
}

impl Source {
    /// What it is called beside the other side, and what the other side is called.
    pub fn sides(self, lang: Lang) -> [&'static str; 2] {
        match self {
            Source::Screen => [lang.pick("这里", "here"), lang.pick("对方", "there")],
            Source::Journal => [lang.pick("日志", "journal"), lang.pick("文件", "file")],
        }
    }
}

/// Whose figure is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one of the screen or of the journal.
    Mine,
    /// The one in the file.
    Theirs,
}

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It goes on.
    Open,
    /// It was left; what was chosen stays chosen.
    Closed,
    /// All is decided and wanted.
    Decided,
    /// So many are not decided yet; the cursor is on the first of them.
    Undecided(usize),
}

/// Two lines of work to be joined.
#[derive(Debug, Clone)]
pub struct Joining {
    /// Whose line of work is joined with the file.
    pub source: Source,
    /// What is taken over, and what collides.
    merged: Merged,
    /// How many changes only the file has.
    pub theirs: usize,
    /// For each collision whose figure is to stand, once that is decided.
    pub chosen: Vec<Option<Side>>,
    /// The index of the collision that the cursor is on.
    pub selected: usize,
}

impl Joining {
    /// Of what was made of `base` here (`ours`) and in the file (`theirs`). None where the file takes nothing: it is finished,
    /// or of another edition.
    pub fn new(source: Source, base: &Report, ours: &Report, theirs: &Report) -> Option<Joining> {
        let edition = ours.form().edition();
        if theirs.seal.is_some() || [base, theirs].iter().any(|report| report.form().edition() != edition) {
            return None;
        }
        let merged = merge(base, ours, theirs);
        // A report that was finished here is opened by being joined.
        let mut opened = ours.clone();
        opened.seal = None;
        let back = merge(base, theirs, &opened);
        let theirs = back.edits.iter().map(|edit| edit.changes.len()).sum();
        let chosen = vec![None; merged.collisions.len()];
        Some(Joining { source, merged, theirs, chosen, selected: 0 })
    }

    /// What both changed, and not to the same.
    pub fn collisions(&self) -> &[Difference] {
        &self.merged.collisions
    }

    /// How many changes the file does not have and takes without asking.
    pub fn mine(&self) -> usize {
        self.merged.edits.iter().map(|edit| edit.changes.len()).sum()
    }

    /// How many collisions are not decided yet.
    pub fn undecided(&self) -> usize {
        self.chosen.iter().filter(|chosen| chosen.is_none()).count()
    }

    /// The one edit that brings the file to what was decided; it changes nothing where nothing but the file's stands.
    pub fn edit(&self) -> Edit {
        let alone = self.merged.edits.iter().flat_map(|edit| &edit.changes);
        let decided = self.merged.withheld.iter().zip(&self.chosen);
        let mine = decided.filter(|(_, side)| **side == Some(Side::Mine)).map(|(change, _)| change);
        let purpose = match self.source {
            Source::Screen => Purpose::Merge,
            Source::Journal => Purpose::Recover,
        };
        Edit { purpose, changes: alone.chain(mine).cloned().collect() }
    }

    /// Puts the cursor on a collision.
    pub fn point(&mut self, line: usize) {
        if line < self.chosen.len() {
            self.selected = line;
        }
    }

    fn choose(&mut self, side: Side) {
        if let Some(chosen) = self.chosen.get_mut(self.selected) {
            *chosen = Some(side);
        }
        self.selected = (self.selected + 1).min(self.chosen.len().saturating_sub(1));
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord) -> Taken {
        let last = self.chosen.len().saturating_sub(1);
        match chord.code {
            Code::Esc => return Taken::Closed,
            Code::Enter => match self.chosen.iter().position(Option::is_none) {
                Some(first) => {
                    self.selected = first;
                    return Taken::Undecided(self.undecided());
                }
                None => return Taken::Decided,
            },
            Code::Char('m') | Code::Left => self.choose(Side::Mine),
            Code::Char('t') | Code::Right => self.choose(Side::Theirs),
            Code::Char('M') => self.chosen.fill(Some(Side::Mine)),
            Code::Char('T') => self.chosen.fill(Some(Side::Theirs)),
            code => self.selected = code.moved(self.selected, last).unwrap_or(self.selected),
        }
        Taken::Open
    }

    /// What is said where Enter comes too early.
    pub fn undecided_words(&self, lang: Lang) -> String {
        let count = self.undecided();
        let [mine, theirs] = self.source.sides(lang);
        match lang {
            Lang::Zh => format!("还有 {count} 处没有选：按 m（{mine}）或 t（{theirs}）"),
            Lang::En => format!("not decided yet: {count}; press m ({mine}) or t ({theirs})"),
        }
    }
}
