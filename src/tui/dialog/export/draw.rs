//! The export dialog: its lines, the question whether a file is replaced, and what keeps a report from being final.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Hit};
use super::super::super::desk::Desk;
use super::super::super::display::{end_of, fit, short, width, wrap};
use super::super::super::field::Field;
use super::super::files::Heading;
use super::leading_key;
use super::target::{ExportLine, ExportTarget, Stage, Then};

const WIDTH: u16 = 76;

pub fn draw(target: &ExportTarget, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
    let lang = desk.lang();
    if let Some(list) = &target.choosing {
        let (title, asked) = match target.focus {
            ExportLine::Form => (
                lang.pick("选择表样", "Choose the template"),
                lang.pick("选择下发的表样，文件格式须与导出的相同：", "Choose a template in the format of the export:"),
            ),
            _ => (
                lang.pick("导出到", "Export to"),
                lang.pick(
                    "选择文件夹；选已有文件则用它的文件名：",
                    "Choose a folder, or a file whose name is to be used:",
                ),
            ),
        };
        let (here, takes) = (lang.pick("导出到这个文件夹", "export to this folder"), lang.pick("选定", "chooses"));
        return list.draw(&Heading { title, asked, here, takes, problem: "" }, desk, canvas);
    }
    match &target.stage {
        Stage::Choosing => choosing(target, canvas, lang),
        Stage::Exists(path) => {
            let asked = lang
                .say(format!("文件已存在：{}", path.display()), format!("The file already exists: {}", path.display()));
            let keys = lang.pick("o 覆盖  Esc 返回改文件名", "o overwrites  Esc goes back to choose another name");
            told(&[asked], None, keys, lang.pick("导出", "Export"), canvas);
        }
        Stage::Asks(lines) => {
            let title = lang.pick("表样里的旧正文", "Old text in the template");
            let keys = lang.pick(
                "r 都由报告的正文代替  k 都原样保留  Esc 返回",
                "r replaces all by the report's text  k keeps all  Esc goes back",
            );
            told(lines, None, keys, title, canvas);
        }
        Stage::Refused { lines, reason, .. } => {
            let title = lang.pick("还不能正式导出", "Cannot be exported as final yet");
            let keys = match reason {
                Some(_) => lang.pick(
                    "Enter 保存说明并导出  F2/Ctrl-D 改为草稿导出  Esc 返回修改",
                    "Enter accepts and exports  F2/Ctrl-D exports a draft  Esc goes back",
                ),
                None => lang.pick("F2/Ctrl-D 改为草稿导出  Esc 返回修改", "F2/Ctrl-D exports a draft  Esc goes back"),
            };
            let asked = lang.pick(
                "情况属实的，请填写说明，即可导出（说明记入报告，列入校验情况表）：",
                "If the figures are right, give the reason to accept these errors (kept in the report and on the check sheet):",
            );
            told(lines, reason.as_deref().map(|reason| (asked, reason)), keys, title, canvas);
        }
    }
}

/// Text, perhaps a field with a word above it, and the keys. What does not fit is counted by a sign at its end.
fn told(lines: &[String], field: Option<(&str, &Field)>, keys: &str, title: &str, canvas: &mut Canvas<'_, '_>) {
    let columns = canvas.columns(WIDTH);
    let mut text: Vec<String> = lines.iter().flat_map(|line| wrap(line, columns)).collect();
    let asked = field.map_or_else(Vec::new, |(asked, _)| wrap(asked, columns));
    let keys = wrap(keys, columns);
    let fixed = asked.len() + usize::from(field.is_some()) + keys.len();
    let room = usize::from(canvas.screen().height).saturating_sub(fixed + 2);
    let gap = usize::from(room > text.len());
    let shown = text.len().min(room);
    let area = canvas.open_box(WIDTH, short(shown + gap + fixed), title);
    if shown < text.len()
        && let Some(last) = text[..shown].last_mut()
    {
        *last = format!("{} …", fit(last, columns.saturating_sub(2)));
    }
    let rest = canvas.lines(area, text.iter().take(shown), Style::new());
    let rest = Rect { y: rest.y + short(gap), height: rest.height.saturating_sub(short(gap)), ..rest };
    let mut rest = canvas.lines(rest, &asked, Style::new());
    if let Some((_, field)) = field {
        canvas.prompt(field, rest);
        rest = Rect { y: rest.y + 1, height: rest.height.saturating_sub(1), ..rest };
    }
    canvas.lines(rest, &keys, canvas.theme.key());
}

/// The lines, those round the cursor where not all fit, and the keys.
fn choosing(target: &ExportTarget, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let columns = canvas.columns(WIDTH);
    let keys = match target.focus {
        ExportLine::Open(_) => lang.pick("Enter 定位  ↑↓ 换项  Esc 取消", "Enter goes there  ↑↓ lines  Esc cancels"),
        ExportLine::Folder => lang.pick(
            "Enter 导出  F4/Ctrl-O 选文件夹  Tab 换格式  ↑↓ 换项  Esc 取消",
            "Enter exports  F4/Ctrl-O lists folders  Tab format  ↑↓ lines  Esc cancels",
        ),
        ExportLine::Form => lang.pick(
            "Enter 导出  F4/Ctrl-O 选择表样  ↑↓ 换项  Esc 取消",
            "Enter exports  F4/Ctrl-O lists templates  ↑↓ lines  Esc cancels",
        ),
        _ => lang.pick(
            "Enter 导出  Tab 格式  ↑↓ 换项  ←→ 选择  F2/Ctrl-D 草稿  F4 文件夹  Esc 取消",
            "Enter exports  Tab format  ↑↓ lines  ←→ choose  F2/Ctrl-D draft  F4 folders  Esc cancels",
        ),
    };
    let keys = wrap(&canvas.theme.shown(keys), columns);
    let lines = target.lines();
    let most = usize::from(canvas.screen().height).saturating_sub(keys.len() + 2).max(1);
    let shown = lines.len().min(most);
    // The gist stands only where there is room for all that can be chosen.
    let mut gist = wrap(&target.gist, columns);
    if most <= lines.len() + gist.len() {
        gist.clear();
    }
    let gap = usize::from(most > lines.len() + gist.len());
    let focus = lines.iter().position(|line| *line == target.focus).unwrap_or(0);
    let first = (focus + 1).saturating_sub(shown);
    let rows = shown + gist.len() + gap + keys.len();
    let area = canvas.open_box(WIDTH, short(rows), lang.pick("导出", "Export"));
    let label = |line: &ExportLine| match line {
        ExportLine::Format => lang.pick("格式", "Format"),
        ExportLine::Folder => lang.pick("文件夹", "Folder"),
        ExportLine::Name => lang.pick("文件名", "File name"),
        ExportLine::Draft => lang.pick("草稿", "Draft"),
        ExportLine::LastYear => lang.pick("上年数", "Last year"),
        ExportLine::CheckSheet => lang.pick("校验情况表", "Check sheet"),
        ExportLine::Chart => lang.pick("历年图", "Chart"),
        ExportLine::Form => lang.pick("套用表样", "Template"),
        ExportLine::Then => lang.pick("写完后", "Afterwards"),
        ExportLine::Open(_) => lang.pick("未完成", "Open"),
    };
    let column = short(lines.iter().map(|line| width(label(line))).max().unwrap_or(0) + 2);
    for ((index, line), y) in lines.iter().enumerate().skip(first).take(shown).zip(area.y..area.bottom()) {
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(index));
        let focused = *line == target.focus;
        let style = if focused { canvas.theme.key() } else { Style::new() };
        canvas.put(area.x, y, column, label(line), style);
        let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
        value(target, *line, focused, canvas, place, lang);
    }
    let under = |rows: usize| Rect { y: area.y + short(rows), height: area.height.saturating_sub(short(rows)), ..area };
    canvas.lines(under(shown), &gist, canvas.theme.quiet());
    canvas.lines(under(shown + gist.len() + gap), &keys, canvas.theme.key());
}

fn value(target: &ExportTarget, line: ExportLine, focused: bool, canvas: &mut Canvas<'_, '_>, place: Rect, lang: Lang) {
    let mark = |on: bool| if on { "[x]" } else { "[ ]" };
    let text = match line {
        ExportLine::Folder | ExportLine::Name | ExportLine::Form => {
            let field = match line {
                ExportLine::Folder => &target.folder,
                ExportLine::Name => &target.name,
                _ => &target.form,
            };
            if line == ExportLine::Form && !focused && field.text().is_empty() {
                let words = lang.pick(
                    "（选填）上级下发的 Word、Excel 表样的路径",
                    "(optional) path of a Word or Excel template to fill",
                );
                canvas.put(place.x, place.y, place.width, words, canvas.theme.quiet());
            } else if focused {
                canvas.field(field, place, true);
            } else {
                // Of a path too long for the line, its end says more than its beginning.
                canvas.put(place.x, place.y, place.width, &end_of(&field.text(), place.width.into()), Style::new());
            }
            return;
        }
        ExportLine::Format => {
            let words = target.offer().map_or_else(String::new, |offer| {
                let (zh, en) = offer.words;
                format!("{} {}", offer.ending, lang.pick(zh, en))
            });
            format!("< {} >  {}/{}", words.trim_start(), target.chosen + 1, target.offers.len())
        }
        ExportLine::Draft => {
            let words =
                lang.pick("标明“草稿”，允许有未填的格和错误", "marked as a draft; empty cells and errors allowed");
            format!("{} {words}", mark(target.draft))
        }
        ExportLine::CheckSheet => {
            let words = lang.pick(
                "另附一份：未解决的问题、已说明的错误及其说明",
                "open findings, and accepted errors with their reasons",
            );
            format!("{} {words}", mark(target.check_sheet))
        }
        ExportLine::Chart => {
            let words = lang.pick(
                "在网页末尾绘制历年申请、办理结果和纠正情况（非规定格式内容）",
                "chart of all years at the end (not in the official form)",
            );
            format!("{} {words}", mark(target.chart))
        }
        ExportLine::Then => {
            let words = match target.then {
                Then::Nothing => lang.pick("不打开", "open nothing"),
                Then::File => lang.pick("打开文件", "open the file"),
                Then::Folder => lang.pick("打开所在文件夹", "open its folder"),
            };
            format!("< {words} >")
        }
        ExportLine::Open(kind) => {
            let words = target.open.iter().find(|item| item.kind == kind).map_or("", |item| item.words.as_str());
            let key = leading_key(kind, target.is_writing());
            let text = [(format!("{key}  "), canvas.theme.key()), (words.to_string(), Style::new())];
            canvas.run(place.x, place.y, place.right(), &text);
            if focused {
                canvas.cursor_at(place.x, place.y);
            }
            return;
        }
        ExportLine::LastYear => match target.last_year {
            Some(on) => {
                format!("{} {}", mark(on), lang.pick("在每个数字后印出上年数", "last year's figure after each figure"))
            }
            None => lang.say("报告库中没有上年度报告", "the library has no report of last year"),
        },
    };
    let style =
        if line == ExportLine::LastYear && target.last_year.is_none() { canvas.theme.quiet() } else { Style::new() };
    canvas.put(place.x, place.y, place.width, &text, style);
    if focused {
        canvas.cursor_at(place.x + 1, place.y);
    }
}
