//! The export dialog: its lines, the question whether a file is replaced, and what keeps a report from being final.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::display::{end_of, width, wrap};
use super::super::export_target::{ExportTarget, Line, Stage, leading_key};
use super::super::field::Field;
use super::super::model::Hit;
use super::canvas::Canvas;

/// The width inside the box.
const WIDTH: u16 = 76;

/// Draws the dialog.
pub(super) fn draw(target: &ExportTarget, canvas: &mut Canvas<'_, '_>, screen: Rect, lang: Lang) {
    match &target.stage {
        Stage::Choosing => choosing(target, canvas, screen, lang),
        Stage::Exists(path) => {
            let asked = match lang {
                Lang::Zh => format!("文件已存在：{}", path.display()),
                Lang::En => format!("the file is there already: {}", path.display()),
            };
            let keys = lang.pick("o 覆盖  Esc 返回，换个名字", "o overwrites  Esc goes back to choose another name");
            told(&[asked], None, keys, lang.pick("导出", "Export"), canvas, screen);
        }
        Stage::Refused { lines, reason, .. } => {
            let title = lang.pick("还不能定稿导出", "It cannot be final yet");
            let keys = match reason {
                Some(_) => lang.pick(
                    "Enter 放行并导出  F2/Ctrl-D 改为草稿导出  Esc 返回修改",
                    "Enter releases and exports  F2/Ctrl-D exports a draft  Esc goes back",
                ),
                None => lang.pick("F2/Ctrl-D 改为草稿导出  Esc 返回修改", "F2/Ctrl-D exports a draft  Esc goes back"),
            };
            let asked = lang.pick(
                "确有原因的，写明理由，可以把这些错误放行（记入报告，核对单会印出）：",
                "Where there is a reason, give it and these errors are released (kept in the report, printed in the check sheet):",
            );
            told(lines, reason.as_deref().map(|reason| (asked, reason)), keys, title, canvas, screen);
        }
    }
}

/// Text, perhaps a field with a word above it, and the keys. What does not fit is counted by a sign at its end.
fn told(
    lines: &[String],
    field: Option<(&str, &Field)>,
    keys: &str,
    title: &str,
    canvas: &mut Canvas<'_, '_>,
    screen: Rect,
) {
    let columns = usize::from(WIDTH.min(screen.width.saturating_sub(4)));
    let text: Vec<String> = lines.iter().flat_map(|line| wrap(line, columns)).collect();
    let asked = field.map_or_else(Vec::new, |(asked, _)| wrap(asked, columns));
    let keys = wrap(keys, columns);
    let fixed = asked.len() + usize::from(field.is_some()) + keys.len();
    let room = usize::from(screen.height).saturating_sub(fixed + 2);
    let gap = usize::from(room > text.len());
    let shown = text.len().min(room);
    let area = canvas.open_box(WIDTH, rows(shown + gap + fixed), title);
    let mut at = area.y;
    let mut put = |canvas: &mut Canvas<'_, '_>, line: &str, style: Style| {
        if at < area.bottom() {
            canvas.put(area.x, at, area.width, line, style);
        }
        at += 1;
    };
    for (index, line) in text.iter().take(shown).enumerate() {
        let cut = index + 1 == shown && shown < text.len();
        let line = if cut {
            format!("{} …", super::super::display::fit(line, columns.saturating_sub(2)))
        } else {
            line.clone()
        };
        put(canvas, &line, Style::new());
    }
    if gap > 0 {
        put(canvas, "", Style::new());
    }
    for line in &asked {
        put(canvas, line, Style::new());
    }
    let theme = canvas.theme;
    if let Some((_, field)) = field {
        put(canvas, "> ", theme.key());
        let y = area.y + rows(shown + gap + asked.len());
        canvas.field(field, Rect { x: area.x + 2, y, width: area.width.saturating_sub(2), height: 1 }, true);
    }
    for line in &keys {
        put(canvas, line, theme.key());
    }
}

/// The lines, those round the cursor where not all fit, and the keys.
fn choosing(target: &ExportTarget, canvas: &mut Canvas<'_, '_>, screen: Rect, lang: Lang) {
    let columns = usize::from(WIDTH.min(screen.width.saturating_sub(4)));
    let keys = match target.focus {
        Line::Open(_) => lang.pick("Enter 去那里  ↑↓ 换项  Esc 放弃", "Enter goes there  ↑↓ lines  Esc closes"),
        _ => lang.pick(
            "Enter 导出  Tab 换格式  ↑↓ 换项  ←→ 选择  F2/Ctrl-D 草稿  Esc 放弃",
            "Enter exports  Tab format  ↑↓ lines  ←→ choose  F2/Ctrl-D draft  Esc closes",
        ),
    };
    let keys = wrap(&canvas.theme.shown(keys), columns);
    let lines = target.lines();
    let most = usize::from(screen.height).saturating_sub(keys.len() + 2).max(1);
    let shown = lines.len().min(most);
    let gap = usize::from(most > lines.len());
    let focus = lines.iter().position(|line| *line == target.focus).unwrap_or(0);
    let first = (focus + 1).saturating_sub(shown);
    let area = canvas.open_box(WIDTH, rows(shown + gap + keys.len()), lang.pick("导出", "Export"));
    let label = |line: &Line| match line {
        Line::Format => lang.pick("格式", "Format"),
        Line::Folder => lang.pick("文件夹", "Folder"),
        Line::Name => lang.pick("文件名", "File"),
        Line::Draft => lang.pick("草稿", "Draft"),
        Line::LastYear => lang.pick("上年数", "Last year"),
        Line::CheckSheet => lang.pick("核对单", "Check sheet"),
        Line::Chart => lang.pick("历年图", "Years"),
        Line::Form => lang.pick("填入表", "Form"),
        Line::Open(_) => lang.pick("未完成", "Open"),
    };
    let column = rows(lines.iter().map(|line| width(label(line))).max().unwrap_or(0) + 2);
    for ((index, line), y) in lines.iter().enumerate().skip(first).take(shown).zip(area.y..area.bottom()) {
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(index));
        let focused = *line == target.focus;
        let style = if focused { canvas.theme.key() } else { Style::new() };
        canvas.put(area.x, y, column, label(line), style);
        let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
        value(target, *line, focused, canvas, place, lang);
    }
    let below = area.y + rows(shown + gap);
    for (line, y) in keys.iter().zip(below..area.bottom()) {
        canvas.put(area.x, y, area.width, line, canvas.theme.key());
    }
}

/// What a line holds.
fn value(target: &ExportTarget, line: Line, focused: bool, canvas: &mut Canvas<'_, '_>, place: Rect, lang: Lang) {
    let mark = |on: bool| if on { "[x]" } else { "[ ]" };
    let text = match line {
        Line::Folder | Line::Name | Line::Form => {
            let field = match line {
                Line::Folder => &target.folder,
                Line::Name => &target.name,
                _ => &target.form,
            };
            if line == Line::Form && !focused && field.text().is_empty() {
                let words = lang
                    .pick("（可不填）要填的现成 docx、xlsx 表的路径", "(optional) path of a docx or xlsx form to fill");
                canvas.put(place.x, place.y, place.width, words, canvas.theme.quiet());
            } else if focused {
                canvas.field(field, place, true);
            } else {
                // Of a path too long for the line, its end says more than its beginning.
                canvas.put(place.x, place.y, place.width, &end_of(&field.text(), place.width.into()), Style::new());
            }
            return;
        }
        Line::Format => {
            let words = target.offer().map_or_else(String::new, |offer| {
                let (zh, en) = offer.words;
                format!("{} {}", offer.ending, lang.pick(zh, en))
            });
            format!("< {words} >  {}/{}", target.chosen + 1, target.offers.len())
        }
        Line::Draft => {
            let words =
                lang.pick("标明“草稿”，允许有未填的格和错误", "marked as a draft; unfilled cells and errors allowed");
            format!("{} {words}", mark(target.draft))
        }
        Line::CheckSheet => {
            let words = lang.pick(
                "另写一份核对单：未解决的问题、放行的错误和理由",
                "open findings, and errors released with their reasons",
            );
            format!("{} {words}", mark(target.check_sheet))
        }
        Line::Chart => {
            let words = lang.pick(
                "在网页末尾画出历年的申请、办理结果和纠正（不是规定格式的内容）",
                "draw requests and results of all years below (no part of the official layout)",
            );
            format!("{} {words}", mark(target.chart))
        }
        Line::Open(kind) => {
            let words = target.open.iter().find(|item| item.kind == kind).map_or("", |item| item.words.as_str());
            let key = leading_key(kind, target.is_writing());
            let text = [(format!("{key}  "), canvas.theme.key()), (words.to_string(), Style::new())];
            canvas.run(place.x, place.y, place.right(), &text);
            if focused {
                canvas.cursor_at(place.x, place.y);
            }
            return;
        }
        Line::LastYear => match target.last_year {
            Some(on) => format!(
                "{} {}",
                mark(on),
                lang.pick("在每个数后面印上年度的数", "last year's figure behind each figure")
            ),
            None => lang.pick("报告库里没有上年度的报告", "the library has no report of last year").to_string(),
        },
    };
    let style = if line == Line::LastYear && target.last_year.is_none() { canvas.theme.quiet() } else { Style::new() };
    canvas.put(place.x, place.y, place.width, &text, style);
    if focused {
        canvas.cursor_at(place.x + 1, place.y);
    }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
