//! The report screen's state and what commands do to it: which chapter is shown, where the cursor is, what is being
//! typed. Figures change only through the session. It draws nothing and does nothing to files; what it wants done
//! outside it returns as a [`Reply`].

pub mod suspects;

#[doc(hidden)]
pub mod walking;

mod jumps;

pub mod keying;

mod finished;

mod second_keying;

mod keys;

pub mod selection;

mod cells;

mod commands;

mod writing;

mod last_text;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::domain::background::Background;
use crate::domain::definition::FeeStatement;
use crate::domain::figure::{Entry, Figure, Origin};
use crate::domain::form::{CellId, Form};
use crate::domain::prose::guide::Gist;
use crate::domain::report::{Part, Report};
use crate::domain::seal;
use crate::domain::session::{Change, Edit, Purpose, Session};
use crate::domain::text::Lang;

use ratatui::layout::Rect;

use super::block::Plan;
use super::command::Reach;
use super::display::{short, width};
use super::layout::{Heights, WIDE, Widths, scrolled};
use super::prose::Writing;
pub use super::prose::search::Replaceable;
use super::second_keying::SecondKeying;
use super::sheet::Sheet;
use super::typing::Typing;
use crate::domain::report_place::ReportPlace;
pub use finished::Lent;
use keying::Keying;
use last_text::LastText;
use selection::Selection;
use walking::Walk;

/// What a screen wants done that it cannot do itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    Done,
    Say(String),
    /// Tell the clerk that something was not done, and why.
    Refuse(String),
    Copy(String),
    /// Show what a pasted block would write.
    Preview(Plan),
    /// Ask before marking the current cell not applicable.
    AskNotApplicable,
    /// Ask whether this many printed totals of the current row, or this many of the whole report, are to lapse.
    AskLapse(usize, usize),
    /// Ask this before keying passes the current column by, or no longer.
    AskSkip(String),
    /// Remember for the agency which columns keying passes by, and tell the clerk.
    Skip(Vec<String>, String),
    /// Ask which cell's figure is to stand in the prose, at the caret or in the place of the number in these bytes; these
    /// cells are offered first.
    PickCell(Vec<CellId>, Option<Range<usize>>),
    /// Ask for the numbers of the fee statement; those that stand there already are proposed.
    AskFees(Option<[String; 3]>, Box<FeeStatement>),
    EditOutside(String),
}

#[derive(Debug, Clone)]
pub enum Body {
    Table(usize),
    Prose(Box<Writing>),
}

/// What a place of the report's screen stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointed {
    Cell(CellId),
    Part(Part),
    /// Prose; with the column and the line of the text as it is laid out.
    Text(u16, u16),
    /// A paragraph of last year's text.
    LastText(usize),
}

#[derive(Debug, Clone)]
pub struct ReportScreen {
    /// The report with its totals, findings and history.
    pub session: Session,
    pub part: Part,
    pub body: Body,
    sheets: Vec<Arc<Sheet>>,
    cursors: Vec<CellId>,
    pub selection: Option<Selection>,
    /// Where the caret stood in each part that was left.
    carets: BTreeMap<Part, usize>,
    pub last_text: LastText,
    pub typing: Option<Typing>,
    /// In which order keying goes through the cells.
    pub keying: Keying,
    pub beside: bool,
    /// The session with the text being written as it stood at the last pause, where that is not the report's yet.
    judged: Option<Box<Session>>,
    pub lit: Option<ReportPlace>,
    /// Whether the list of findings stands beside the table, where there is room for it.
    pub is_listing: bool,
    /// That a jump led into the prose on the screen, and no key has begun to write there.
    walk: Option<Walk>,
    pub second_keying: Option<SecondKeying>,
    /// Whether the report was finished and its content is no longer what was finished then.
    pub is_tampered: bool,
    /// Why the report is only looked at.
    pub lent: Option<Lent>,
    /// The first visible line of the table.
    pub top: usize,
    copied: String,
    /// The cells of every block that was pasted, and where the cursor stood then.
    pasted: Vec<(Vec<CellId>, CellId)>,
    /// Columns and rows of the terminal, by which table and prose scroll.
    screen: (u16, u16),
    lang: Lang,
}

impl ReportScreen {
    /// Opens a report on the chapter with the largest table, at that table's first cell to be keyed.
    pub fn new(report: Report, background: Background, screen: (u16, u16), lang: Lang) -> ReportScreen {
        let is_tampered = seal::state(&report) == seal::State::Broken;
        let session = Session::with(report, background);
        let form = Arc::clone(session.form());
        let keying = Keying::of(&form, &session.background().body);
        let first = |table| {
            let mut cells = form.table_cells(table);
            cells.find(|&cell| !form.is_total(cell)).or_else(|| form.table_cells(table).next())
        };
        let cursors: Vec<CellId> = (0..form.tables().len()).filter_map(first).collect();
        let largest = (0..form.tables().len()).max_by_key(|&table| form.table_cells(table).count());
        let part = largest.and_then(|table| form.chapter_of_table(table)).map_or(Part::Preamble, Part::Chapter);
        let mut report = ReportScreen {
            session,
            part: Part::Preamble,
            body: Body::Prose(Box::new(Writing::new("", screen))),
            sheets: (0..form.tables().len()).map(|table| Arc::new(Sheet::new(&form, table))).collect(),
            cursors,
            selection: None,
            carets: BTreeMap::new(),
            last_text: LastText::default(),
            typing: None,
            keying,
            beside: false,
            judged: None,
            lit: None,
            is_listing: false,
            walk: None,
            second_keying: None,
            is_tampered,
            lent: None,
            top: 0,
            copied: String::new(),
            pasted: Vec::new(),
            screen,
            lang,
        };
        report.show(part, false);
        report
    }

    pub fn form(&self) -> &Form {
        self.session.form()
    }

    /// The reaches whose keys count, the narrowest first.
    pub fn reaches(&self) -> [Reach; 3] {
        let narrow = if matches!(self.body, Body::Table(_)) { Reach::Grid } else { Reach::Prose };
        [narrow, Reach::Report, Reach::Everywhere]
    }

    /// The table shown, with its layout and the current cell.
    pub fn table(&self) -> Option<(usize, Arc<Sheet>, CellId)> {
        match self.body {
            Body::Table(table) => Some((table, Arc::clone(self.sheets.get(table)?), *self.cursors.get(table)?)),
            Body::Prose(_) => None,
        }
    }

    /// The session as the screen shows it: with the figure being typed, where that is one already, or with the text being
    /// written as it stood at the last pause.
    pub fn shown(&self) -> Cow<'_, Session> {
        let provisional = self.typed().map(Cow::Owned).or(self.judged.as_deref().map(Cow::Borrowed));
        provisional.unwrap_or(Cow::Borrowed(&self.session))
    }

    fn typed(&self) -> Option<Session> {
        if self.second_keying.is_some() {
            return None;
        }
        let (typing, (_, _, cell)) = (self.typing.as_ref()?, self.table()?);
        let figure = typing.figure(self.lang).ok().flatten()?;
        Some(self.session.provisional(Change::Figure(cell, Entry::new(figure, Origin::Keyed))))
    }

    fn tell(&self, zh: &str, en: &str) -> Reply {
        Reply::Say(self.lang.pick(zh, en).to_string())
    }

    fn refuse(&self, zh: &str, en: &str) -> Reply {
        Reply::Refuse(self.lang.pick(zh, en).to_string())
    }

    /// Whether leaving now would lose something.
    pub fn is_changed(&self) -> bool {
        self.session.is_changed() || self.typing.is_some() || self.is_written()
    }

    pub fn is_seeking(&self) -> bool {
        matches!(&self.body, Body::Prose(writing) if writing.search.is_some())
    }

    /// Whether something would be lost once every save under way is done.
    pub fn is_unsaved(&self) -> bool {
        self.session.is_unsaved() || self.typing.is_some() || self.is_written()
    }

    /// Whether the prose on the screen differs from the report's.
    fn is_written(&self) -> bool {
        matches!(&self.body, Body::Prose(writing) if writing.text() != self.session.report().text(self.part))
    }

    /// The prose on the screen, where it differs from the report's.
    fn written(&self) -> Option<Change> {
        match &self.body {
            Body::Prose(writing) if self.is_written() => Some(Change::Text(self.part, writing.text().to_string())),
            Body::Prose(_) | Body::Table(_) => None,
        }
    }

    /// How long a text of the part on the screen is and what it speaks of.
    pub fn gist(&self, text: &str) -> Gist<'_> {
        let report = self.session.report();
        Gist::of(report.form(), report.agency.as_deref().unwrap_or_default(), report.part_name(self.part), text)
    }

    /// Takes over what is being typed or written, so that nothing is lost by what comes next.
    ///
    /// # Errors
    /// What is wrong with the figure being typed; it stays.
    pub fn settle(&mut self) -> Result<(), String> {
        // What is keyed a second time is not the report's yet.
        if self.second_keying.is_some() {
            return Ok(());
        }
        let judged = self.judged.take();
        if let Some(change) = self.written() {
            let edit = Edit { purpose: Purpose::Write, changes: vec![change] };
            self.session.apply_judged(edit, judged.as_deref());
        }
        self.session.end_draft();
        let (Some(typing), Some((_, _, cell))) = (&self.typing, self.table()) else { return Ok(()) };
        let figure = match (typing.figure(self.lang)?, typing.editing) {
            (Some(figure), _) => Some(figure),
            (None, true) => Some(Figure::Unfilled),
            (None, false) => None,
        };
        self.typing = None;
        if let Some(figure) = figure {
            self.session.apply(Edit::figures(Purpose::Key, [(cell, Entry::new(figure, Origin::Keyed))]));
        }
        Ok(())
    }

    /// Commits the text on the screen as a draft where it differs from what was committed, so that it is not lost.
    pub fn draft(&mut self) {
        if let Body::Prose(writing) = &self.body {
            self.session.draft(self.part, writing.text());
        }
    }

    pub fn judge_text(&mut self) {
        self.judged = self.written().map(|change| Box::new(self.session.provisional(change)));
    }

    /// Whether the text on the screen is not the one that was judged last.
    pub fn has_unjudged(&self) -> bool {
        let Body::Prose(writing) = &self.body else { return false };
        let judged = self.judged.as_deref().unwrap_or(&self.session);
        judged.report().text(self.part) != writing.text()
    }

    /// Shows the part on the screen as the report has it now.
    pub fn show_anew(&mut self) {
        let beside = matches!(self.body, Body::Prose(_));
        self.show(self.part, beside);
    }

    /// Shows what another state of the same report showed, at the same places.
    pub fn stand_where(&mut self, before: &ReportScreen) {
        self.cursors.clone_from(&before.cursors);
        self.carets.clone_from(&before.carets);
        self.last_text = before.last_text;
        self.keying.clone_from(&before.keying);
        self.beside = before.beside;
        self.show(before.part, matches!(before.body, Body::Prose(_)));
    }

    pub fn resize(&mut self, screen: (u16, u16)) {
        self.screen = screen;
        self.fit_prose();
        self.scroll();
    }

    pub fn speak(&mut self, lang: Lang) {
        self.lang = lang;
    }

    /// Goes to a cell, a chapter or a place of the prose that somebody pointed at. What is typed is committed first.
    ///
    /// # Errors
    /// What is wrong with the figure being typed; it stays.
    pub fn point(&mut self, hit: Pointed) -> Result<(), String> {
        if let (Body::Prose(writing), Pointed::Text(column, row)) = (&mut self.body, hit) {
            writing.point(row.into(), column.into(), self.session.figures());
            self.walk = None;
            return Ok(());
        }
        if let Pointed::LastText(paragraph) = hit {
            self.last_text.chosen = paragraph;
            return Ok(());
        }
        if self.second_keying.is_some() {
            let words = self.lang.pick("二次录入按顺序进行；按 Esc 结束", "Re-keying keeps its order; Esc ends it");
            return Err(words.to_string());
        }
        self.settle()?;
        self.selection = None;
        match hit {
            Pointed::Cell(cell) => self.go(cell),
            Pointed::Part(part) => self.show(part, false),
            Pointed::Text(..) | Pointed::LastText(_) => {}
        }
        Ok(())
    }

    /// Puts the cursor on a cell, showing its chapter.
    pub fn go(&mut self, cell: CellId) {
        let table = self.form().cell(cell).table;
        if let Some(cursor) = self.cursors.get_mut(table) {
            *cursor = cell;
        }
        if !matches!(self.body, Body::Table(shown) if shown == table)
            && let Some(chapter) = self.form().chapter_of_table(table)
        {
            self.show(Part::Chapter(chapter), false);
        }
        self.scroll();
    }

    fn show(&mut self, part: Part, beside: bool) {
        let chapters = self.form().definition().chapters.len();
        let part = match part {
            Part::Chapter(index) if index >= chapters => return,
            part => part,
        };
        let table = match part {
            Part::Chapter(index) if !beside => self.form().table_of_chapter(index),
            _ => None,
        };
        if let Body::Prose(writing) = &self.body {
            self.carets.insert(self.part, writing.position());
        }
        if part != self.part {
            self.last_text.chosen = 0;
        }
        self.part = part;
        self.judged = None;
        self.selection = None;
        self.typing = None;
        self.walk = None;
        self.top = 0;
        self.body = match table {
            Some(table) => Body::Table(table),
            None => Body::Prose(Box::new(self.opened(part))),
        };
        self.scroll();
    }

    /// The text of a part with the caret where it stood when the part was left.
    fn opened(&self, part: Part) -> Writing {
        let mut writing = Writing::new(self.session.report().text(part), self.prose_room());
        if let Some(caret) = self.carets.get(&part) {
            writing.jump(*caret, self.session.figures());
        }
        writing
    }

    /// How the lines of a screen of so many are shared out between the parts.
    pub fn heights(&self, rows: u16) -> Heights {
        match self.table() {
            Some((table, sheet, _)) => {
                let wanted = short(sheet.lines.len()).saturating_add(head_lines(&sheet) + self.lines_beside());
                let heights = Heights::new(rows, wanted, self.second_keying.is_some());
                match self.screen.0 < WIDE || self.widths(table, &sheet, self.screen.0).1 == 0 {
                    true => heights,
                    false => Heights { panel: 0, body: heights.body + heights.panel, ..heights },
                }
            }
            None => Heights { panel: 0, ..Heights::new(rows, rows, false) },
        }
    }

    /// How wide a table's columns are on so many, and how many are left for the panel beside it.
    pub fn widths(&self, table: usize, sheet: &Sheet, columns: u16) -> (Widths, u16) {
        let form = self.form();
        // While figures are keyed a second time, not even their length shows.
        let sighted = form.table_cells(table).filter(|cell| !self.hides(*cell));
        let longest = sighted.map(|cell| width(&cell_text(&self.session, cell).0)).max().unwrap_or(1);
        let of = |columns| Widths::new(columns, form, table, sheet, short(longest), self.lang);
        let (table, beside) = Widths::beside(columns, of);
        (of(table), beside)
    }

    /// Where lists stand that leave the table in sight: beside it, or else over the lower half of the screen.
    pub fn aside(&self) -> Rect {
        let (columns, rows) = self.screen;
        let beside = match self.table() {
            Some((table, sheet, _)) => self.widths(table, &sheet, columns).1,
            None if columns >= WIDE => columns * 2 / 5,
            None => 0,
        };
        match beside {
            0 => Rect { x: 0, y: (rows - rows / 2).saturating_sub(1), width: columns, height: rows / 2 },
            _ => Rect { x: columns - beside, y: 2, width: beside, height: rows.saturating_sub(3) },
        }
    }

    /// Lines of the table that fit on the screen below its frozen head.
    fn body_height(&self, sheet: &Sheet) -> usize {
        let body = self.heights(self.screen.1).body;
        usize::from(body.saturating_sub(head_lines(sheet) + self.lines_beside()))
    }

    /// Lines below the table that hold last year's figures.
    pub fn lines_beside(&self) -> u16 {
        if self.beside && self.second_keying.is_none() { 2 } else { 0 }
    }

    fn scroll(&mut self) {
        if let Some((_, sheet, cell)) = self.table()
            && let Some((line, _)) = sheet.find(cell)
        {
            self.top = scrolled(&sheet, self.top, line, self.body_height(&sheet));
        }
    }
}

/// What stands in a total that is too large to be computed, as in a spreadsheet.
const TOO_LARGE: &str = "####";

/// What stands in a cell and whether it is a total that still waits for cells.
pub fn cell_text(session: &Session, cell: CellId) -> (String, bool) {
    if !session.form().is_total(cell) {
        return (session.report().entry(cell).figure().to_string(), false);
    }
    let sum = session.totals().of(cell);
    match sum.complete() {
        Some(number) => (number.to_string(), false),
        None if sum.overflow => (TOO_LARGE.to_string(), false),
        None if sum.known.is_zero() => (String::new(), false),
        None => (sum.known.to_string(), true),
    }
}

fn head_lines(sheet: &Sheet) -> u16 {
    u16::from(!sheet.frozen.is_empty())
}
