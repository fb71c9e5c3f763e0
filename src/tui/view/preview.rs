//! The preview of a pasted block: what it would write.

use ratatui::style::Style;

use crate::domain::finding::cell_name;
use crate::domain::text::Lang;

use super::super::block::{Fate, Plan};
use super::super::display::{fit, left, right};
use super::super::report::ReportScreen;
use super::super::scrolling::preview_rows;
use super::canvas::Canvas;

/// Draws what a pasted block would write, from line `top` on.
pub(super) fn paste(screen: &ReportScreen, plan: &Plan, top: usize, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let writes = plan.entries().len();
    let title = match lang {
        Lang::Zh => format!("粘贴：将写入 {writes} 格"),
        Lang::En => format!("Paste: {writes} cells would be written"),
    };
    let area = canvas.open_box(72, preview_rows(plan), &title);
    let (form, session) = (screen.form(), &screen.session);
    let mut lines: Vec<(String, Style)> = Vec::new();
    for target in &plan.targets {
        let before = session.report().entry(target.cell).figure();
        let before = if before.is_unfilled() { canvas.theme.unfilled_sign().to_string() } else { before.to_string() };
        let name = left(&cell_name(form, target.cell, lang), 30);
        let (becomes, style) = match &target.fate {
            Fate::Write(figure) if form.is_total(target.cell) => {
                let words = lang.pick("与计算不符，留作核对", "differs: a control");
                (format!("{figure} ({words})"), canvas.theme.warning())
            }
            Fate::Write(figure) => (figure.to_string(), Style::new()),
            Fate::SameTotal => (lang.pick("总计相符", "total agrees").to_string(), canvas.theme.quiet()),
            Fate::Unreadable => {
                let words = lang.pick("不是这一格的数，跳过", "no figure for this cell, skipped");
                (format!("! {} {words}", fit(&target.text, 12)), canvas.theme.error())
            }
        };
        lines.push((format!("{name} {} -> {becomes}", right(&before, 8)), style));
    }
    if plan.outside > 0 {
        let words = match lang {
            Lang::Zh => format!("! 有 {} 个数落在表外，不写", plan.outside),
            Lang::En => format!("! {} figures fall outside the table and are left out", plan.outside),
        };
        lines.push((words, canvas.theme.error()));
    }
    let room = usize::from(area.height.saturating_sub(1));
    let top = top.min(lines.len().saturating_sub(room));
    for ((text, style), y) in lines.iter().skip(top).take(room).zip(area.y..) {
        canvas.put(area.x, y, area.width, text, *style);
    }
    let keys =
        lang.pick("Enter 写入（一次可撤销）  Esc 放弃  ↑↓ 翻看", "Enter writes (one undo)  Esc gives up  ↑↓ scroll");
    canvas.keys_line(area, keys);
}
