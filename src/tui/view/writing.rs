//! The dialogs of the prose: which cell's figure is to stand in it, and the numbers of the fee statement.

use ratatui::layout::Rect;

use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::recalculation::shown;
use crate::domain::text::Lang;

use super::super::display::{left, right, width, wrap};
use super::super::fees::FeeForm;
use super::super::field_picker::FieldPicker;
use super::super::report::ReportScreen;
use super::canvas::Canvas;

/// What is asked when a cell is chosen, and the cells with their figures.
pub(super) fn cells(report: &ReportScreen, picker: &FieldPicker, lang: Lang) -> (&'static str, Vec<String>) {
    let title = match picker.replaces {
        None => lang.pick(
            "文字里放哪一格的数？（输入名称、拼音首字母）",
            "Which cell's figure? (type a label, pinyin initials, a name)",
        ),
        Some(_) => lang.pick("这个数是哪一格的？", "Which cell's figure is this number?"),
    };
    (title, named(report, &picker.items, lang))
}

/// Cells with their figures, a line each.
pub(super) fn named(report: &ReportScreen, cells: &[CellId], lang: Lang) -> Vec<String> {
    let figures = report.session.figures();
    let line = |&cell: &CellId| {
        if report.hides(cell) {
            return format!("{} {}", right("", 8), cell_name(figures.form, cell, lang));
        }
        let figure = shown(figures.form, figures.entries, figures.totals, cell);
        let figure =
            if figure.is_unfilled() { lang.pick("未填", "unfilled").to_string() } else { figure.to_string() };
        let name = left(&cell_name(figures.form, cell, lang), 26);
        format!("{} {name} {}", right(&figure, 8), figures.form.cell(cell).name)
    };
    cells.iter().map(line).collect()
}

/// Draws the form of the fee statement, with the sentence as it would be; returns the inside of its box.
pub(super) fn fees(fees: &FeeForm, canvas: &mut Canvas<'_, '_>, lang: Lang) -> Rect {
    let area = canvas.open_box(68, 9, lang.pick("信息处理费", "Fees for handling information"));
    let labels = match lang {
        Lang::Zh => ["发出收费通知（件）", "通知的金额（元）", "实际收取（元）"],
        Lang::En => ["Notices sent", "Amount asked for (yuan)", "Amount received (yuan)"],
    };
    let column = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
    let column = u16::try_from(column).unwrap_or(24);
    for (((index, label), field), y) in labels.iter().enumerate().zip(&fees.lines).zip(area.y..) {
        let style = if index == fees.focus { canvas.theme.key() } else { ratatui::style::Style::new() };
        canvas.put(area.x, y, column, label, style);
        let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
        canvas.field(field, place, index == fees.focus);
    }
    let sentence = fees.fees(lang).ok().map(|numbers| numbers.sentence(&fees.words));
    let (text, style) = match (sentence, fees.problem.is_empty()) {
        (_, false) => (format!("! {}", fees.problem), canvas.theme.error()),
        (Some(sentence), _) => (sentence, canvas.theme.good()),
        (None, _) => {
            let words = lang.pick(
                "没有发出过收费通知的，件数填 0。金额可以写 0.03万元。",
                "Where no notice was sent, give 0 notices. Amounts may be written as 0.03万元.",
            );
            (words.to_string(), canvas.theme.quiet())
        }
    };
    for (line, y) in wrap(&text, area.width.into()).iter().take(3).zip(area.y + 4..) {
        canvas.put(area.x, y, area.width, line, style);
    }
    area
}
