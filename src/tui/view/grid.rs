//! A table as an editable grid: frozen head, frozen row labels with their groups, figures with their signs.

use std::collections::HashSet;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::finding::Finding;
use crate::domain::form::{CellId, Form};
use crate::domain::recalculation::Sum;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::canvas::Hit;
use super::super::cell_state::State;
use super::super::dialog::notes;
use super::super::display::{right, width};
use super::super::layout::Widths;
use super::super::report::{Pointed, ReportScreen};
use super::super::sheet::SheetLine;
use super::super::typing::Typing;
use super::second_keying;

/// Everything that drawing a grid needs to know.
struct Grid<'a> {
    screen: &'a ReportScreen,
    session: &'a Session,
    form: &'a Form,
    table: usize,
    current: CellId,
    selected: HashSet<CellId>,
    failed: HashSet<CellId>,
    lit: &'a [CellId],
    widths: Widths,
    /// Whether rows have their labels in full where they fit. The short Chinese ones are numbered like the full ones; the
    /// English ones are not, and are not mixed with them.
    in_full: bool,
    first_slot: usize,
    lang: Lang,
}

/// Draws the table of the report screen into `area`; `session` holds what is shown, the figure being typed included.
pub(super) fn draw(
    screen: &ReportScreen,
    session: &Session,
    failed: &[Finding],
    canvas: &mut Canvas<'_, '_>,
    area: Rect,
    lang: Lang,
) {
    let Some((table, sheet, current)) = screen.table() else { return };
    let form = session.form();
    // While figures are keyed a second time, not even their length shows.
    let sighted = |cell: &CellId| !screen.hides(*cell);
    let longest = form.table_cells(table).filter(sighted).map(|cell| width(&text(session, cell).0)).max().unwrap_or(1);
    let longest = u16::try_from(longest).unwrap_or(u16::MAX);
    let widths = Widths::new(area.width, form, table, &sheet, longest, lang);
    let rows = &form.tables()[table].rows;
    let slot = sheet.find(current).map_or(0, |(_, slot)| slot);
    let grid = Grid {
        screen,
        session,
        form,
        table,
        current,
        selected: screen
            .anchor
            .map_or_else(HashSet::new, |anchor| sheet.rectangle(anchor, current).concat().into_iter().collect()),
        failed: failed.iter().flat_map(|finding| finding.cells.iter().copied()).collect(),
        lit: screen.lit.as_ref().map_or(&[], |lit| &lit.cells),
        widths,
        in_full: lang == Lang::Zh || rows.iter().all(|row| width(row.named(lang)) < widths.label.into()),
        first_slot: (slot + 1).saturating_sub(widths.slots),
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
}

/// What stands in a cell and whether it is a total that still waits for cells.
fn text(session: &Session, cell: CellId) -> (String, bool) {
    if !session.form().is_total(cell) {
        return (session.report().entry(cell).figure().to_string(), false);
    }
    let sum = session.totals().of(cell);
    match sum.complete() {
        Some(number) => (number.to_string(), false),
        None if sum.overflow => ("2^63+".to_string(), false),
        None if sum.known.is_zero() => (String::new(), false),
        None => (sum.known.to_string(), true),
    }
}

impl Grid<'_> {
    /// The group whose name stands before a row: the innermost one.
    fn group_of(&self, row: usize) -> Option<usize> {
        let table = &self.form.tables()[self.table];
        let name = table.rows[row].group.as_deref()?;
        table.row_groups.iter().position(|group| group.name == name)
    }

    fn head(&self, canvas: &mut Canvas<'_, '_>, area: Rect, y: u16, group: Option<usize>, columns: &[usize]) {
        let table = &self.form.tables()[self.table];
        let style = canvas.theme.head();
        canvas.bar(Rect { y, height: 1, ..area }, "", style);
        let title = group.map_or(table.short.get(self.lang), |group| table.row_groups[group].named(self.lang));
        canvas.put(area.x, y, self.widths.group + self.widths.label, title, style);
        for (visible, &column) in columns.iter().skip(self.first_slot).take(self.widths.slots).enumerate() {
            let column = &table.columns[column];
            let room = usize::from(self.widths.slot) - 1;
            let full = column.named(self.lang);
            let label = if width(full) < room { full } else { column.short.get(self.lang) };
            let x = area.x + self.widths.slot_start(visible);
            canvas.put(x, y, self.widths.slot, &right(label, room), style);
        }
    }

    fn row(&self, canvas: &mut Canvas<'_, '_>, area: Rect, y: u16, row: usize, group: Option<usize>, cells: &[CellId]) {
        let table = &self.form.tables()[self.table];
        if let Some(group) = group.filter(|_| self.widths.group > 0) {
            let name = table.row_groups[group].short.get(self.lang);
            canvas.put(area.x, y, self.widths.group - 1, name, canvas.theme.head());
        }
        let definition = &table.rows[row];
        let room = self.widths.label.saturating_sub(1);
        let full = definition.named(self.lang);
        let fits = self.in_full && width(full) <= room.into();
        let label = if fits { full } else { definition.short.get(self.lang) };
        canvas.put(area.x + self.widths.group, y, room, label, Style::new());
        for (visible, &cell) in cells.iter().skip(self.first_slot).take(self.widths.slots).enumerate() {
            self.cell(canvas, area.x + self.widths.slot_start(visible), y, cell);
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
        let (mut shown, waiting) =
            if is_hidden { (second_keying::HIDDEN.to_string(), false) } else { text(self.session, cell) };
        let mut style = if self.form.is_total(cell) { theme.total() } else { Style::new() };
        if shown.is_empty() {
            shown = theme.unfilled_sign().to_string();
            style = theme.quiet();
        }
        if is_hidden {
            style = theme.quiet();
        }
        if let Some(typing) = typing {
            shown = typing.text().to_string();
        }
        if width(&shown) > room.into() {
            // A figure that is cut would be another figure; the panel below has it in full.
            shown = if typing.is_some() { tail(&shown, room.into()).to_string() } else { "#".repeat(room.into()) };
        }
        let failed = self.failed.contains(&cell) && !is_hidden;
        if failed {
            style = theme.error();
        }
        let state = State::of(self.session.report(), cell).filter(|_| !is_hidden);
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
        canvas.put(x, y, room + 1, &(right(&shown, room.into()) + sign), style);
        canvas.hit(Rect { x, y, width: room + 2, height: 1 }, Hit::Report(Pointed::Cell(cell)));
        if lit {
            canvas.put(x + room + 1, y, 1, theme.lit_sign(), theme.lit());
        } else if self.session.report().notes.iter().any(|note| note.cell == Some(cell)) {
            canvas.put(x + room + 1, y, 1, notes::SIGN, theme.warning());
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
