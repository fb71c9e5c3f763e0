//! A block of cells, as spreadsheets and web pages put them on the clipboard, matched to the form: by the labels and heads
//! that it has, else by its place. It writes nothing; the plan is shown first.

pub mod clipboard;

pub mod names;

mod reading;

mod placing;

mod preview;

use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::CellId;
use crate::domain::recalculation::Totals;
use crate::domain::report::Report;
use crate::domain::text::Lang;

pub use placing::At;
use placing::Placed;
pub use preview::{Manner, WIDTH};
use reading::{Named, Reading};

/// What becomes of one pasted figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is written into a keyed cell, or kept as the control of a total that it differs from.
    Write(Figure),
    /// It is a total that equals the computed one: nothing needs to be kept.
    SameTotal,
    /// It is no figure that the cell can hold.
    Unreadable,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub cell: CellId,
    pub text: String,
    pub fate: Fate,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The figures with their cells, in the block's order; blank ones are left out.
    pub targets: Vec<Target>,
    /// How many things are to be looked at first: what is not written, and what may be meant otherwise.
    pub doubts: usize,
    pub replaced: usize,
    /// What is shown: the doubts, then every line with its cells.
    pub lines: Vec<(Manner, String)>,
}

impl Plan {
    pub fn entries(&self) -> Vec<(CellId, Entry)> {
        let writes = self.targets.iter().filter_map(|target| match target.fate {
            Fate::Write(figure) => Some((target.cell, Entry::new(figure, Origin::Keyed))),
            Fate::SameTotal | Fate::Unreadable => None,
        });
        writes.collect()
    }
}

/// Matches a block to the form, from the cursor on where it has no labels.
///
/// # Errors
/// Why nothing of it could be written, in words.
pub fn plan(report: &Report, at: At<'_>, text: &str, lang: Lang) -> Result<Plan, String> {
    let form = report.form();
    let clip = clipboard::read(text);
    if !clip.lines.iter().any(|line| line.cells.iter().any(|cell| !cell.is_empty())) {
        return Err(lang.say("粘贴的内容中没有数字", "There is no figure in what was pasted"));
    }
    let readings: Vec<Reading> = (0..form.tables().len()).map(|table| reading::read(form, table, &clip)).collect();
    let best = (0..readings.len()).rev().max_by_key(|&table| readings[table].score).unwrap_or(at.table);
    let table = if readings[best].score > readings[at.table].score { best } else { at.table };
    let lines = &readings[table].lines;
    // Words without a figure are no block.
    if lines.is_empty() {
        let cells: Vec<&String> = clip.lines.iter().flat_map(|line| &line.cells).collect();
        if let [cell] = cells[..] {
            return Err(preview::unreadable(form, at.cell, cell, lang));
        }
        return Err(lang.say("粘贴的内容中没有数字", "There is no figure in what was pasted"));
    }
    let placing = placing::place(report, at, table, &clip, lines);
    if table != at.table && placing.by_place {
        let name = preview::table_name(form, table, lang);
        return Err(lang.say(
            format!("这是{name}的表头，没有行名：请先定位到{name}的第一格，再粘贴"),
            format!("These are heads of {name} without row labels: go to its first cell and paste there"),
        ));
    }
    let targets = targets(report, &placing.lines);
    let single = [clip.lines.len(), clip.lines[0].cells.len(), targets.len()] == [1, 1, 1];
    if let (true, Some(Target { cell, text, fate: Fate::Unreadable })) = (single, targets.first()) {
        return Err(preview::unreadable(form, *cell, text, lang));
    }
    let elsewhere = |label: &str| {
        let knows = |reading: &Reading| {
            reading.lines.iter().any(|line| line.label == label && matches!(line.named, Named::Row(_)))
        };
        readings.iter().position(knows)
    };
    let shown =
        preview::Shown { report, lang, placing: &placing, targets: &targets, table, at: at.table, parted: clip.parted };
    let (doubts, lines) = shown.lines(elsewhere);
    let replaces = |target: &&Target| {
        let before = report.entry(target.cell).figure();
        matches!(target.fate, Fate::Write(figure) if !before.is_unfilled() && before != figure)
    };
    let replaced = targets.iter().filter(replaces).count();
    Ok(Plan { targets, doubts, replaced, lines })
}

/// What becomes of every figure. Totals that equal what will be computed once the block is written need not be kept.
fn targets(report: &Report, lines: &[Placed]) -> Vec<Target> {
    let form = report.form();
    let totals = Totals::new(form, &placing::written(report, lines));
    let fate = |cell: CellId, text: &str| match placing::figure(form, cell, text) {
        Some((Figure::Number(n), _)) if form.is_total(cell) && totals.of(cell).complete() == Some(n) => Fate::SameTotal,
        Some((figure, _)) => Fate::Write(figure),
        None => Fate::Unreadable,
    };
    let target = |(cell, text): &(CellId, String)| Target { cell: *cell, text: text.clone(), fate: fate(*cell, text) };
    lines.iter().flat_map(|line| &line.cells).map(target).collect()
}
