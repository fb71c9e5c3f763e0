//! The choice of a cell by label, pinyin initials or name: to go to it, or to place its figure in the prose. In the prose,
//! what is usually cited comes first; for a number that stands there already, only the cells that hold it are offered.

use std::ops::Range;

use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::recalculation::shown;
use crate::domain::search;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::{left, right};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::report::ReportScreen;
use super::act::{Act, Did, Help, Modal};
use super::picker::Picker;

#[derive(Debug, Clone)]
enum PickedFor {
    Go,
    /// Its figure is placed in the prose, at the caret or in the place of the number in these bytes; these cells are offered
    /// before anything is typed.
    Place(Vec<CellId>, Option<Range<usize>>),
}

#[derive(Debug, Clone)]
pub struct CellPicker {
    picker: Picker<CellId>,
    wish: PickedFor,
}

impl CellPicker {
    /// For the prose: a choice among these first; for a number, among these only.
    pub fn placing(offered: Vec<CellId>, replaces: Option<Range<usize>>) -> CellPicker {
        CellPicker { picker: Picker::new(offered.clone()), wish: PickedFor::Place(offered, replaces) }
    }
}

impl PickedFor {
    fn matching(&self, report: &ReportScreen, query: &str) -> Vec<CellId> {
        let found = search::cells(report.form(), query);
        match self {
            // Cells that hold the figure typed come before those whose labels or names match.
            PickedFor::Go => {
                let mut all = search::by_figure(report.session.figures(), query);
                let named: Vec<CellId> = found.into_iter().filter(|cell| !all.contains(cell)).collect();
                all.extend(named);
                all
            }
            PickedFor::Place(offered, _) if query.trim().is_empty() => offered.clone(),
            PickedFor::Place(_, None) => found,
            PickedFor::Place(offered, Some(_)) => found.into_iter().filter(|cell| offered.contains(cell)).collect(),
        }
    }
}

/// A cell with its figure. Its name in files is shown to those who typed such a one; others see what it stands under.
fn line(report: &ReportScreen, cell: CellId, query: &str, lang: Lang) -> String {
    let figures = report.session.figures();
    if report.hides(cell) {
        return format!("{} {}", right("", 8), cell_name(figures.form, cell, lang));
    }
    let figure = shown(figures.form, figures.entries, figures.totals, cell);
    let figure = if figure.is_unfilled() { lang.say("未填", "empty") } else { figure.to_string() };
    let name = left(&cell_name(figures.form, cell, lang), 30);
    let form = figures.form;
    let behind = match query.contains(['.', '_']) {
        true => form.cell(cell).name.clone(),
        false => {
            let table = &form.tables()[form.cell(cell).table];
            let group = form.row(cell).group.as_deref();
            let group = group.and_then(|name| table.row_groups.iter().find(|group| group.name == name));
            group.map_or(table.short.get(lang), |group| group.named(lang)).to_string()
        }
    };
    format!("{} {name} {behind}", right(&figure, 8))
}

/// A cell's labels in full, with the groups that they stand in.
fn in_full(report: &ReportScreen, cell: CellId, lang: Lang) -> String {
    let form = report.form();
    let place = form.cell(cell);
    match lang {
        Lang::Zh => {
            let (rows, columns) = (form.row_path(place.table, place.row), form.column_path(place.table, place.column));
            format!("{} | {}", rows.join("/"), columns.join("/"))
        }
        Lang::En => format!("{} | {}", form.row(cell).named(lang), form.column(cell).named(lang)),
    }
}

impl Modal for CellPicker {
    const HELP: Help = [
        (
            "查找单元格",
            "输入行列名称的几个字、拼音首字母（bzw）或格内数字，选中后按 Enter。完全相同的在前，其次是开头相同的、含有的；短的优先。",
        ),
        (
            "Find a cell",
            "type part of a label, pinyin or a figure, then press Enter. Exact labels come first, then those that begin with it, then those that contain it; shorter ones first.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, _desk: &mut Desk) -> Result<CellPicker, Did> {
        Ok(CellPicker { picker: Picker::new(Vec::new()), wish: PickedFor::Go })
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let Some(report) = desk.report() else { return Did::Close };
        let cell = match self.picker.key(chord, |query| self.wish.matching(report, query)) {
            Ok(cell) => cell,
            Err(did) => return did,
        };
        match (&self.wish, desk.report_mut()) {
            (PickedFor::Place(_, replaces), Some(report)) => {
                Did::Act(Act::Hear(report.place_field(cell, replaces.clone())))
            }
            _ => {
                if let Some(report) = desk.settled() {
                    report.go(cell);
                }
                Did::Close
            }
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        let title = match self.wish {
            PickedFor::Go => lang.pick("查找单元格（行列名称、拼音、数字）", "Find a cell (label, pinyin, figure)"),
            PickedFor::Place(_, None) => lang.pick(
                "插入哪一格的数字？（输入行列名称、拼音首字母）",
                "Which cell's figure? (type a label or pinyin initials)",
            ),
            PickedFor::Place(_, Some(_)) => lang.pick("这个数字与哪一格联动？", "Which cell is this number linked to?"),
        };
        let typed = lang.pick(
            "输入行列名称的几个字（如“部分公开”）、拼音首字母（bfgk）或格内数字",
            "type part of a label (in part), pinyin initials (bfgk) or a figure",
        );
        let query = self.picker.query.text();
        let lines = self.picker.items.iter().map(|&cell| line(report, cell, &query, lang)).collect();
        let about = self.picker.chosen().map(|cell| in_full(report, cell, lang)).unwrap_or_default();
        self.picker.draw([title, typed, &about], lines, desk, canvas);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.picker.query)
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        self.picker.point(line)
    }
}
