//! A table as an editable grid: frozen head, frozen row labels with their groups, figures with their signs.

use std::collections::{BTreeMap, HashSet};

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::definition::Severity;
use crate::domain::finding::Finding;
use crate::domain::form::{CellId, Form};
use crate::domain::recalculation::Sum;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::canvas::Canvas;
use super::canvas::Hit;
use super::cell_state::State;
use super::display::{right, short, width};
use super::layout::Widths;
use super::report::{Pointed, ReportScreen, cell_text};
use super::sheet::SheetLine;
use super::typing::Typing;

/// What stands in a cell whose figure is kept from sight.
pub const HIDDEN: &str = "_";

/// The sign behind a figure with a comment.
const NOTED: &str = "*";

/// What stands in a cell in the place of a report's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub text: String,
    pub mark: Mark,
}

/// How a figure stands to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing is to be said of it.
    Plain,
    /// It waits for an answer.
    Waiting,
    /// The other one is not the same; both are in the text.
    Differing,
}

/// Everything that drawing a grid needs to know.
struct Grid<'a> {
    screen: &'a ReportScreen,
    session: &'a Session,
    form: &'a Form,
    table: usize,
    current: CellId,
    selected: HashSet<CellId>,
    failed: HashSet<CellId>,
    /// Those of them that an error touches, not only warnings.
    wrong: HashSet<CellId>,
    lit: &'a [CellId],
    widths: Widths,
    /// Whether rows have their labels in full where they fit. The short Chinese ones are numbered like the full ones; the
    /// English ones are not, and are not mixed with them.
    in_full: bool,
    first_slot: usize,
    /// The visible slot before which the totals are set apart.
    rule: Option<usize>,
    /// Whether all rows share one head.
    is_regular: bool,
    /// What stands in cells in the place of the report's figures.
    marked: &'a BTreeMap<CellId, Marked>,
    lang: Lang,
}

/// Draws the table of the report screen into `area`; `session` holds what is shown, the figure being typed included, but where
/// cells are marked with something else.
pub fn draw(
    screen: &ReportScreen,
    session: &Session,
    failed: &[Finding],
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    (widths, lang): (Widths, Lang),
    marked: &BTreeMap<CellId, Marked>,
) {
    let Some((table, sheet, current)) = screen.table() else { return };
    let form = session.form();
    let rows = &form.tables()[table].rows;
    let slot = sheet.find(current).map_or(0, |(_, slot)| slot);
    let first_slot = (slot + 1).saturating_sub(widths.slots);
    let is_total = |slot: &usize| {
        let column = sheet.frozen[*slot];
        form.table_cells(table).filter(|cell| form.cell(*cell).column == column).all(|cell| form.is_total(cell))
    };
    let totals = (0..sheet.frozen.len()).find(is_total).and_then(|slot| slot.checked_sub(first_slot));
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let grid = Grid {
        screen,
        session,
        form,
        table,
        current,
        selected: screen.selection.map_or_else(HashSet::new, |_| screen.selected().concat().into_iter().collect()),
        failed: failed.iter().flat_map(|finding| finding.cells.iter().copied()).collect(),
        wrong: failed.iter().filter(is_error).flat_map(|finding| finding.cells.iter().copied()).collect(),
        lit: screen.lit.as_ref().map_or(&[], |lit| &lit.cells),
        widths,
        in_full: lang == Lang::Zh || rows.iter().all(|row| width(row.named(lang)) < widths.label.into()),
        first_slot,
        rule: totals.filter(|slot| (1..widths.slots).contains(slot)),
        is_regular: !sheet.frozen.is_empty(),
        marked,
        lang,
    };
    let beside = Rect { y: area.bottom().saturating_sub(screen.lines_beside()), height: screen.lines_beside(), ..area };
    grid.last_year(canvas, beside);
    let area = Rect { height: area.height.saturating_sub(beside.height), ..area };
    let mut y = area.y;
    if !sheet.frozen.is_empty() && area.height > 1 {
        grid.head(canvas, area, y, None, &sheet.frozen);
        y += 1;
    }
    let mut group_above = None;
    let below = sheet.lines.len().saturating_sub(screen.top + usize::from(area.bottom() - y));
    for line in sheet.lines.iter().skip(screen.top).take(usize::from(area.bottom() - y)) {
        match line {
            SheetLine::Head { group, columns } => grid.head(canvas, area, y, *group, columns),
            SheetLine::Row { row, cells } => {
                let group = grid.group_of(*row);
                let named = if group == group_above { None } else { group };
                group_above = group;
                grid.row(canvas, area, y, *row, named, cells);
            }
        }
        y += 1;
    }
    grid.goes_on(canvas, area, screen.top, below);
}

impl Grid<'_> {
    /// The group whose name stands before a row: the innermost one.
    fn group_of(&self, row: usize) -> Option<usize> {
        let table = &self.form.tables()[self.table];
        let name = table.rows.get(row)?.group.as_deref()?;
        table.row_groups.iter().position(|group| group.name == name)
    }

    fn head(&self, canvas: &mut Canvas<'_, '_>, area: Rect, y: u16, group: Option<usize>, columns: &[usize]) {
        let table = &self.form.tables()[self.table];
        let quiet = canvas.theme.quiet();
        let here = self.form.cell(self.current);
        let title = group.map_or(table.short.get(self.lang), |group| table.row_groups[group].named(self.lang));
        canvas.put(area.x, y, self.widths.group + self.widths.label, title, quiet);
        self.rule(canvas, area, y, quiet);
        let is_here = group.is_none() || group == self.group_of(here.row);
        for (visible, &column) in columns.iter().skip(self.first_slot).take(self.widths.slots).enumerate() {
            let style = if is_here && column == here.column { canvas.theme.head() } else { quiet };
            let column = &table.columns[column];
            let room = usize::from(self.widths.slot) - 1;
            let full = column.named(self.lang);
            let label = if width(full) < room { full } else { column.short.get(self.lang) };
            let x = area.x + self.widths.slot_start(visible);
            canvas.put(x, y, self.widths.slot - 1, &right(label, room), style);
        }
    }

    /// The thin line that sets the totals apart. Signs of the column before it stand above it.
    fn rule(&self, canvas: &mut Canvas<'_, '_>, area: Rect, y: u16, style: Style) {
        if let Some(slot) = self.rule {
            canvas.put(area.x + self.widths.slot_start(slot) - 1, y, 1, "│", style);
        }
    }

    /// That rows go on above and below what is in sight, and how many, at the end of the label's column.
    fn goes_on(&self, canvas: &mut Canvas<'_, '_>, area: Rect, above: usize, below: usize) {
        let sign = |sign: &str, count: usize| if count > 0 { format!(" {sign}{count}") } else { String::new() };
        let words = sign("↑", above) + &sign("↓", below);
        let columns = short(width(&words));
        let end = self.widths.group + self.widths.label;
        canvas.put(area.x + end.saturating_sub(columns + 1), area.y, columns, &words, canvas.theme.head());
    }

    fn row(&self, canvas: &mut Canvas<'_, '_>, area: Rect, y: u16, row: usize, group: Option<usize>, cells: &[CellId]) {
        let table = &self.form.tables()[self.table];
        let theme = canvas.theme;
        if let Some(group) = group.filter(|_| self.widths.group > 0) {
            let name = table.row_groups[group].short.get(self.lang);
            canvas.put(area.x, y, self.widths.group - 1, name, theme.quiet());
        }
        let definition = &table.rows[row];
        let room = self.widths.label.saturating_sub(1);
        let full = definition.named(self.lang);
        let fits = self.in_full && width(full) <= room.into();
        let label = if fits { full } else { definition.short.get(self.lang) };
        let style = if self.form.cell(self.current).row == row { theme.head() } else { Style::new() };
        canvas.put(area.x + self.widths.group, y, room, label, style);
        self.rule(canvas, area, y, theme.zero());
        for (visible, &cell) in cells.iter().skip(self.first_slot).take(self.widths.slots).enumerate() {
            self.cell(canvas, area.x + self.widths.slot_start(visible), y, cell);
        }
        // A group ends with a line below it, which costs no row.
        if self.is_regular && row + 1 < table.rows.len() && self.group_of(row) != self.group_of(row + 1) {
            canvas.underline(Rect { y, height: 1, width: self.widths.total().min(area.width), ..area }, theme.zero());
        }
    }

    /// Last year's figures of the current row, and what has changed since.
    fn last_year(&self, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let Some(last) = self.session.background().precedent().filter(|_| area.height > 1) else { return };
        let quiet = canvas.theme.quiet();
        let words = [self.lang.pick("上年", "last year"), self.lang.pick("增减", "change")];
        for (word, y) in words.into_iter().zip(area.y..) {
            canvas.bar(Rect { y, height: 1, ..area }, "", quiet);
            canvas.put(area.x + self.widths.group, y, self.widths.label.saturating_sub(1), word, quiet);
        }
        let place = self.form.cell(self.current);
        let room = usize::from(self.widths.slot.saturating_sub(2));
        let cells = self.form.row_cells(self.table, place.row).skip(self.first_slot).take(self.widths.slots);
        for (visible, cell) in cells.enumerate() {
            let before = last.shown(cell).and_then(Sum::complete);
            let now = self.session.totals().of(cell).complete();
            let change = before.zip(now).and_then(|(before, now)| now.checked_sub(before).ok());
            let change = change.map_or_else(String::new, |change| match change.is_negative() || change.is_zero() {
                true => change.to_string(),
                false => format!("+{change}"),
            });
            let before = before.map_or_else(|| "-".to_string(), |before| before.to_string());
            let x = area.x + self.widths.slot_start(visible);
            for (text, y) in [before, change].iter().zip(area.y..) {
                canvas.put(x, y, self.widths.slot - 1, &right(text, room), quiet);
            }
        }
    }

    fn cell(&self, canvas: &mut Canvas<'_, '_>, x: u16, y: u16, cell: CellId) {
        let theme = canvas.theme;
        let room = self.widths.slot.saturating_sub(2);
        let is_current = cell == self.current;
        let typing = self.screen.typing.as_ref().filter(|_| is_current);
        let is_hidden = self.screen.hides(cell);
        let marked = self.marked.get(&cell);
        let (mut shown, waiting) = match marked {
            Some(marked) => (theme.shown(&marked.text).into_owned(), false),
            None if is_hidden => (HIDDEN.to_string(), false),
            None => cell_text(self.session, cell),
        };
        if shown.is_empty() {
            shown = theme.unfilled_sign().to_string();
        }
        // What is not 0 stands out, zeros and what is unfilled recede.
        let recedes = is_hidden || matches!(shown.as_str(), "0" | "0.00") || shown == theme.unfilled_sign();
        let mut style = match (recedes, self.form.is_total(cell)) {
            (true, _) => theme.zero(),
            (false, true) => theme.strong(),
            (false, false) => theme.figure(),
        };
        if let Some(typing) = typing {
            shown = typing.text().to_string();
        }
        if width(&shown) > room.into() {
            // A figure that is cut would be another figure; the panel below has it in full.
            shown = if typing.is_some() { tail(&shown, room.into()).to_string() } else { "#".repeat(room.into()) };
        }
        let failed = self.failed.contains(&cell) && !is_hidden;
        if failed {
            style = if self.wrong.contains(&cell) { theme.error() } else { theme.warning() };
        }
        match marked.map(|marked| marked.mark) {
            Some(Mark::Waiting) => style = theme.warning(),
            Some(Mark::Differing) => style = theme.error(),
            Some(Mark::Plain) | None => {}
        }
        let state = State::of(self.session.report(), cell).filter(|_| !is_hidden && marked.is_none());
        // Where a figure came from stands below the table; here only what somebody should look at again.
        let state = state.filter(|state| theme.origins || *state == State::Doubtful);
        if !failed && let Some(state) = state {
            style = style.patch(theme.state(state));
        }
        let differs = !is_hidden && self.session.differing_control(cell).is_some();
        let sign = match (failed, waiting) {
            (true, _) => theme.failed_sign(),
            (false, true) => theme.waiting_sign(),
            (false, false) if differs => theme.differing_sign(),
            (false, false) => state.map_or(" ", |state| theme.state_sign(state)),
        };
        let lit = self.lit.contains(&cell);
        if lit && !is_current {
            style = style.patch(theme.lit());
        }
        if is_current {
            style = style.patch(theme.cursor());
        } else if self.selected.contains(&cell) {
            style = style.patch(theme.selection());
        }
        // Blanks need a style only where they show one.
        if is_current || self.selected.contains(&cell) {
            canvas.bar(Rect { x, y, width: room + 1, height: 1 }, "", style);
        }
        let columns = short(width(&shown));
        canvas.put(x + room.saturating_sub(columns), y, columns, &shown, style);
        canvas.put(x + room, y, 1, sign, style);
        canvas.hit(Rect { x, y, width: room + 2, height: 1 }, Hit::Report(Pointed::Cell(cell)));
        if lit {
            canvas.put(x + room + 1, y, 1, theme.lit_sign(), theme.lit());
        } else if self.session.report().notes.iter().any(|note| note.cell == Some(cell)) {
            canvas.put(x + room + 1, y, 1, NOTED, theme.warning());
        }
        if is_current {
            let behind = typing.map_or(1, |typing: &Typing| width(typing.parts().1));
            let behind = u16::try_from(behind).unwrap_or(0);
            canvas.cursor_at(x + room - behind.min(room), y);
        }
    }
}

/// The end of a figure that is being typed and has become too long for its cell.
fn tail(text: &str, columns: usize) -> &str {
    let mut starts = text.char_indices().map(|(at, _)| &text[at..]);
    starts.find(|end| width(end) <= columns).unwrap_or_default()
}
