//! Previews: what a pasted block would write, and what a document was understood to say.

use ratatui::style::Style;

use crate::domain::finding::cell_name;
use crate::domain::form::Form;
use crate::domain::proposal::Proposal;
use crate::domain::text::Lang;

use super::super::block::{Fate, Plan};
use super::super::dialog::ImportPreview;
use super::super::display::{fit, left, right, wrap};
use super::super::report::ReportScreen;
use super::super::theme::Theme;
use super::canvas::Canvas;

/// Draws what a pasted block would write, from line `top` on.
pub(super) fn paste(screen: &ReportScreen, plan: &Plan, top: usize, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let writes = plan.entries().len();
    let title = match lang {
        Lang::Zh => format!("粘贴：将写入 {writes} 格"),
        Lang::En => format!("Paste: {writes} cells would be written"),
    };
    let rows = u16::try_from(plan.targets.len() + 2 + usize::from(plan.outside > 0)).unwrap_or(u16::MAX);
    let area = canvas.open_box(72, rows.min(200), &title);
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
    canvas.put(area.x, area.bottom().saturating_sub(1), area.width, keys, canvas.theme.key());
}

/// Draws what a document was understood to say.
pub(super) fn import(preview: &ImportPreview, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let proposal = &preview.proposal;
    let form = &proposal.form;
    let (figures, notes) = (proposal.figures.len(), proposal.notes.len());
    let name = preview.path.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
    let title = match lang {
        Lang::Zh => format!("导入 {name}"),
        Lang::En => format!("Import {name}"),
    };
    let area = canvas.open_box(92, 60, &title);
    let whose = format!(
        "{}  {}",
        proposal.agency.as_deref().unwrap_or(lang.pick("（未写明单位）", "(no agency named)")),
        proposal
            .year
            .map_or_else(|| lang.pick("（未写明年份）", "(no year named)").to_string(), |year| year.to_string()),
    );
    let summary = match lang {
        Lang::Zh => format!("{whose}  {}版  读出 {figures} 格（共 {}），提示 {notes} 条", form.edition(), form.len()),
        Lang::En => format!("{whose}  form {}  {figures} of {} cells, {notes} notes", form.edition(), form.len()),
    };
    canvas.put(area.x, area.y, area.width, &summary, canvas.theme.head());
    let shown = note_lines(proposal, area.width.into(), usize::from(area.height) / 3, lang);
    for (text, y) in shown.iter().zip(area.y + 1..) {
        canvas.put(area.x, y, area.width, text, canvas.theme.warning());
    }
    let start = area.y + 1 + u16::try_from(shown.len()).unwrap_or(0);
    let room = usize::from(area.bottom().saturating_sub(start + 1));
    let first = (preview.selected + 1).saturating_sub(room.max(1));
    for ((line, &index), y) in preview.order.iter().enumerate().skip(first).take(room).zip(start..) {
        let (text, style) = import_line(preview, index, form, canvas.theme, lang);
        let style = if line == preview.selected { canvas.theme.cursor() } else { style };
        canvas.put(area.x, y, area.width, &left(&text, area.width.into()), style);
    }
    let keys = lang.pick(
        "Enter 全部采用  ↑↓ 翻看  空格 跳过/恢复这一格  Esc 放弃",
        "Enter accepts all  ↑↓ look  Space skips or restores  Esc gives up",
    );
    canvas.put(area.x, area.bottom().saturating_sub(1), area.width, keys, canvas.theme.key());
}

/// The notes in full in at most `room` lines. The last line says how many are left out, and where they can be read.
fn note_lines(proposal: &Proposal, columns: usize, room: usize, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, note) in proposal.notes.iter().enumerate() {
        let wrapped = wrap(&format!("! {} {}", note.place, note.text), columns);
        let is_last = index + 1 == proposal.notes.len();
        if lines.len() + wrapped.len() + usize::from(!is_last) > room {
            let left = proposal.notes.len() - index;
            lines.push(match lang {
                Lang::Zh => format!("! 还有 {left} 条提示；全部提示见 gouji import --dry-run"),
                Lang::En => format!("! {left} more notes; gouji import --dry-run lists all of them"),
            });
            break;
        }
        lines.extend(wrapped);
    }
    lines
}

fn import_line(preview: &ImportPreview, index: usize, form: &Form, theme: Theme, lang: Lang) -> (String, Style) {
    let figure = &preview.proposal.figures[index];
    let place = figure.source.line.map_or_else(String::new, |line| line.to_string());
    let skipped = preview.skipped.contains(&index);
    let difference = preview.difference(index);
    let remark = match (&difference, skipped, figure.doubtful) {
        (_, true, _) => lang.pick("跳过", "skipped").to_string(),
        (Some(before), ..) => format!("{} {before}", lang.pick("库中为", "library has")),
        (None, false, true) => lang.pick("? 请核对", "? please check").to_string(),
        (None, false, false) => String::new(),
    };
    let style = match (skipped, figure.doubtful || difference.is_some()) {
        (true, _) => theme.quiet(),
        (false, true) => theme.warning(),
        (false, false) => Style::new(),
    };
    // The mark comes first, so that it is there on a narrow screen too.
    let mark = match (skipped, &difference, figure.doubtful) {
        (true, ..) => "-",
        (false, Some(_), _) => "!",
        (false, None, true) => "?",
        (false, None, false) => " ",
    };
    let read = format!("{} {} {}", right(&place, 4), left(&figure.source.label, 20), right(&figure.source.printed, 8));
    let cell = left(&cell_name(form, figure.cell, lang), 24);
    (format!("{mark} {read} -> {cell} {} {remark}", right(&figure.figure.to_string(), 8)), style)
}
