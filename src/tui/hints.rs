//! Which commands the last line of a report's screen names: those that a clerk most likely wants as things stand, by how
//! much each is wanted. It knows no keys and draws nothing.

use crate::domain::definition::Severity;
use crate::domain::finding::Finding;
use crate::domain::report::Part;
use crate::domain::session::Session;

use super::command::Command;
use super::report::{Body, Lent, ReportScreen};
use crate::domain::report_place::ReportPlace;

/// What must be there, whatever else is: the way to other chapters, and the ways out.
pub const ALWAYS: [Command; 6] =
    [Command::BesideTable, Command::Chapters, Command::Save, Command::Help, Command::Palette, Command::Quit];

/// What the report is used for just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Keying,
    /// A figure is begun and not committed.
    Typing,
    Writing,
    /// A jump led into the prose, and letters lead on.
    Walking,
    SecondKeying,
    /// It is finished.
    Final,
    /// Somebody else has it, and it is only looked at.
    Lent,
    /// It was handed in, and only its body may change it.
    Collected,
}

/// How things stand, as far as what is wanted next depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    pub used: Use,
    /// Open errors, and open errors and warnings.
    pub errors: usize,
    pub findings: usize,
    pub unfilled: usize,
    /// Whether a finding touches the current cell.
    pub fails_here: bool,
    /// Whether the current row is begun and not all filled.
    pub row_is_begun: bool,
    /// Whether several cells are selected.
    pub selects: bool,
    /// Whether what is lit is in two places.
    pub is_twofold: bool,
    /// Whether the prose is that of a chapter with a table.
    pub has_table: bool,
    /// Whether last year's text of the chapter is there and not in sight.
    pub has_last_text: bool,
    /// Whether nothing stands in the chapter yet.
    pub is_blank: bool,
}

impl Situation {
    pub fn of(screen: &ReportScreen, session: &Session, open: &[Finding]) -> Situation {
        let report = session.report();
        let used = match &screen.body {
            _ if screen.is_walking() => Use::Walking,
            _ if screen.second_keying.is_some() => Use::SecondKeying,
            _ if matches!(screen.lent, Some(Lent::Collected(_))) => Use::Collected,
            _ if screen.lent.is_some() => Use::Lent,
            _ if session.is_final() => Use::Final,
            Body::Table(_) if screen.typing.is_some() => Use::Typing,
            Body::Table(_) => Use::Keying,
            Body::Prose(_) => Use::Writing,
        };
        let cell = screen.table().map(|(_, _, cell)| cell);
        let row = cell.map(|cell| (session.form().cell(cell).table, session.form().cell(cell).row));
        let inputs = row.into_iter().flat_map(|(table, row)| session.form().row_cells(table, row));
        let inputs: Vec<bool> = inputs
            .filter(|cell| !session.form().is_total(*cell))
            .map(|cell| report.entry(cell).figure().is_unfilled())
            .collect();
        Situation {
            used,
            errors: open.iter().filter(|finding| finding.severity == Severity::Error).count(),
            findings: open.iter().filter(|finding| finding.severity != Severity::Info).count(),
            unfilled: report.unfilled(),
            fails_here: cell.is_some_and(|cell| open.iter().any(|finding| finding.cells.contains(&cell))),
            row_is_begun: inputs.contains(&true) && inputs.contains(&false),
            selects: screen.typing.is_none() && screen.selection.is_some(),
            is_twofold: screen.typing.is_none() && screen.lit.as_ref().is_some_and(ReportPlace::is_twofold),
            has_table: matches!(screen.part, Part::Chapter(index) if session.form().table_of_chapter(index).is_some()),
            has_last_text: screen.has_last_text() && screen.last_paragraphs().is_none(),
            is_blank: report.text(screen.part).trim().is_empty(),
        }
    }

    /// The commands to name, the most wanted first.
    pub fn commands(&self) -> Vec<Command> {
        let mut wanted: Vec<(u8, Command)> =
            Command::ALL.iter().filter_map(|command| Some((self.wanted(*command)?, *command))).collect();
        wanted.sort_by_key(|(much, _)| std::cmp::Reverse(*much));
        wanted.into_iter().map(|(_, command)| command).collect()
    }

    /// How much a command is wanted; `None` for one that is not named. What is wrong comes before what is missing, that
    /// before what a whole report is for, and what is always there comes last.
    fn wanted(&self, command: Command) -> Option<u8> {
        let when = |holds: bool, much: u8| holds.then_some(much);
        let is_complete = self.unfilled == 0 && self.errors == 0;
        let walks = self.used == Use::Walking;
        match (self.used, command) {
            (Use::Typing, Command::Commit) => Some(99),
            (Use::Typing, _) => None,
            (_, Command::OtherPlace) => when(self.is_twofold, 96),
            (Use::Keying, Command::Copy) => when(self.selects, 95),
            (Use::Keying, Command::Clear | Command::FillDown | Command::FillRight) => when(self.selects, 94),
            (Use::SecondKeying, Command::Commit) => Some(99),
            (Use::SecondKeying, Command::Back) => Some(98),
            (Use::SecondKeying, Command::NotApplicable) => Some(97),
            (Use::SecondKeying, Command::CellNote) => Some(95),
            (Use::SecondKeying, Command::SecondKeying) => Some(94),
            (Use::SecondKeying, Command::Save | Command::Help) => Some(10),
            (Use::SecondKeying, _) => None,
            (Use::Lent, Command::TakeOver) => Some(99),
            (Use::Final, Command::Finish) => Some(94),
            (Use::Lent | Use::Collected | Use::Final, Command::Export) => Some(95),
            (Use::Lent | Use::Collected | Use::Final, Command::Findings) => Some(90),
            (Use::Lent | Use::Collected | Use::Final, Command::Notes) => Some(89),
            (Use::Lent | Use::Collected | Use::Final, Command::Library) => Some(88),
            (Use::Lent | Use::Collected, Command::Save) => None,
            (Use::Writing, Command::BesideTable) => when(self.has_table, 97),
            (Use::Writing, Command::LastText) => when(self.has_last_text, 94),
            (Use::Writing, Command::StartingText) => Some(if self.is_blank { 80 } else { 30 }),
            (Use::Writing, Command::InsertField) => Some(60),
            (Use::Writing, Command::NumberToField) => Some(59),
            (Use::Writing, Command::NextPart) => Some(79),
            (Use::Writing, Command::PreviousPart) => Some(28),
            (Use::Writing, Command::FindText) => Some(40),
            (Use::Writing, Command::FeeStatement) => Some(29),
            (_, Command::NextFinding) => {
                when(self.findings > 0 || walks, if self.errors > 0 || walks { 92 } else { 70 })
            }
            (Use::Walking, Command::PreviousFinding) => Some(91),
            (_, Command::Findings) => Some(match (self.errors, self.findings) {
                _ if walks => 80,
                (0, 0) => 15,
                (0, _) => 69,
                _ => 90,
            }),
            (Use::Walking, Command::Help) => Some(89),
            (Use::Walking, Command::Save) => Some(88),
            (Use::Walking, Command::Quit) => Some(87),
            (Use::Walking, Command::NextUnfilled) => when(self.unfilled > 0, 79),
            (_, Command::NextUnfilled) => when(self.unfilled > 0, 89),
            (Use::Keying, Command::CellRules) => Some(if self.fails_here { 82 } else { 27 }),
            (Use::Keying, Command::FillRow) => when(self.row_is_begun, 81),
            (Use::Keying, Command::FillReport) => when(self.unfilled > 0, 30),
            (Use::Keying, Command::Commit) => when(self.unfilled > 0, 83),
            (Use::Keying, Command::Find) => Some(26),
            (Use::Keying, Command::Summary) => Some(if is_complete { 68 } else { 25 }),
            (Use::Keying, Command::Finish) => when(is_complete, 67),
            (Use::Keying | Use::Writing, Command::Export) => Some(if is_complete { 66 } else { 18 }),
            (Use::Keying, Command::CountRegister) => when(self.unfilled > 0, 24),
            (Use::Keying, Command::Undo) => Some(20),
            (Use::Keying | Use::Writing, Command::Library) => Some(17),
            (Use::Keying | Use::Final | Use::Lent | Use::Collected, Command::Chapters) => Some(14),
            (_, Command::Save) => Some(13),
            (_, Command::Help) => Some(12),
            (_, Command::Palette) => Some(11),
            (_, Command::Quit) => Some(10),
            _ => None,
        }
    }
}
