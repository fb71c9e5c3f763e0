//! The table as it is counted, laid out as in a report: the figures of the register, each beside the report's own where the two
//! differ, and a cell that is current.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::domain::background::Background;
use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::CellId;
use crate::domain::recalculation;
use crate::domain::register::working::Working;
use crate::domain::report::Report;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::super::command::Command;
use super::super::super::grid::{Mark, Marked};
use super::super::super::key::{Chord, Code};
use super::super::super::report::ReportScreen;
use super::blank;

/// What parts a figure of the register from the report's own.
const DIFFERS: &str = "≠";

/// What stands for a figure that waits for an answer.
pub const PENDING: &str = "?";

#[derive(Debug, Clone)]
pub struct Matrix {
    screen: Box<ReportScreen>,
    /// The table's first cell.
    first: CellId,
    size: (u16, u16),
    pub marked: BTreeMap<CellId, Marked>,
}

impl Matrix {
    pub fn new(register: &Working, report: &Report, size: (u16, u16), lang: Lang) -> Option<Matrix> {
        let mut screen = ReportScreen::new(blank(register, report), Background::default(), size, lang);
        let scheme = &register.count().scheme;
        let first = scheme.form.table_cells(scheme.table).next()?;
        screen.go(first);
        Some(Matrix { screen: Box::new(screen), first, size, marked: BTreeMap::new() })
    }

    /// The screen as it is for a size; nothing but the size of the terminal changes while nobody presses a key.
    pub fn screen(&self, size: (u16, u16)) -> Cow<'_, ReportScreen> {
        if size == self.size {
            return Cow::Borrowed(&self.screen);
        }
        let mut screen = self.screen.clone();
        screen.resize(size);
        Cow::Owned(*screen)
    }

    pub fn resize(&mut self, size: (u16, u16)) {
        if size != self.size {
            self.size = size;
            self.screen.resize(size);
        }
    }

    /// The current cell.
    pub fn cell(&self) -> CellId {
        self.screen.table().map_or(self.first, |(_, _, cell)| cell)
    }

    pub fn go(&mut self, cell: CellId) {
        if self.marked.contains_key(&cell) {
            self.screen.go(cell);
        }
    }

    /// A key that moves through the table; others do nothing.
    pub fn go_on(&mut self, chord: Chord) {
        let command = match (chord.code, chord.ctrl) {
            (Code::Up, false) => Command::Up,
            (Code::Down, false) => Command::Down,
            (Code::Left, false) => Command::Left,
            (Code::Right, false) => Command::Right,
            (Code::Up, true) => Command::ColumnTop,
            (Code::Down, true) => Command::ColumnBottom,
            (Code::Home, false) | (Code::Left, true) => Command::RowStart,
            (Code::End, false) | (Code::Right, true) => Command::RowEnd,
            (Code::Home, true) => Command::TableStart,
            (Code::End, true) => Command::TableEnd,
            (Code::PageUp, _) => Command::PageUp,
            (Code::PageDown, _) => Command::PageDown,
            _ => return,
        };
        self.screen.run(command);
    }

    /// Goes to the next cell that differs or waits, or to the one before, round and round; whether there is any.
    pub fn next(&mut self, forward: bool) -> bool {
        let told: Vec<CellId> =
            self.marked.iter().filter(|(_, marked)| marked.mark != Mark::Plain).map(|(cell, _)| *cell).collect();
        let here = self.cell();
        let next = match forward {
            true => told.iter().find(|cell| **cell > here).or(told.first()),
            false => told.iter().rev().find(|cell| **cell < here).or(told.last()),
        };
        next.copied().map(|cell| self.screen.go(cell)).is_some()
    }

    /// How many cells differ from the report.
    pub fn differing(&self) -> usize {
        self.marked.values().filter(|marked| marked.mark == Mark::Differing).count()
    }

    /// Says anew what stands in the cells.
    pub fn mark(&mut self, register: &Working, session: &Session) {
        let cell = self.cell();
        let mut counted = blank(register, session.report());
        for (cell, figure) in register.count().figures().filter(|(cell, _)| !register.form().is_total(*cell)) {
            let entry = figure.map_or(Entry::UNFILLED, |figure| Entry::new(Figure::from(figure), Origin::Counted));
            counted.set_entry(cell, entry);
        }
        self.screen.session = Session::new(counted);
        self.screen.go(cell);
        self.marked = register.count().figures().map(|(cell, figure)| (cell, marked(cell, figure, session))).collect();
    }
}

/// What a report has in a cell, totals computed.
pub fn own(session: &Session, cell: CellId) -> Figure {
    recalculation::shown(session.form(), session.report().entries(), session.totals(), cell)
}

fn marked(cell: CellId, figure: Option<u32>, session: &Session) -> Marked {
    let Some(figure) = figure else { return Marked { text: PENDING.to_string(), mark: Mark::Waiting } };
    match own(session, cell) {
        there if there.is_unfilled() || there == Figure::from(figure) => {
            Marked { text: figure.to_string(), mark: Mark::Plain }
        }
        there => Marked { text: format!("{figure}{DIFFERS}{there}"), mark: Mark::Differing },
    }
}
