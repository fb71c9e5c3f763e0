//! The settings: their lines with what the chosen one means, and the test of how wide ambiguous characters are.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Hit};
use super::super::super::desk::Setting;
use super::super::super::display::{left, short, wrap};
use super::SettingsForm;
use super::lines::SettingLine;

const WIDTH: u16 = 74;

const LABEL: usize = 20;

/// Lines of the explanation below.
const HELP: u16 = 4;

/// What terminals draw one or two columns wide, as it stands on this program's own screens.
const AMBIGUOUS: &str = "“”…—·×→≠≥─│";

pub fn draw(form: &SettingsForm, setting: &Setting, canvas: &mut Canvas<'_, '_>) {
    let lang = setting.lang;
    if form.is_testing {
        return test(canvas, lang);
    }
    let lines = short(SettingLine::ALL.len());
    let rows = (lines + 1 + HELP + 3).min(canvas.screen().height.saturating_sub(2));
    let area = canvas.open_box(WIDTH, rows, lang.pick("设置", "Settings"));
    let theme = canvas.theme;
    let foot = area.bottom().saturating_sub(1);
    // On a low screen the lines round the chosen one are shown, and the explanation goes first.
    let room = usize::from(area.height.saturating_sub(1));
    let first = (form.focus + 1).saturating_sub(room.max(1));
    for ((index, line), y) in SettingLine::ALL.into_iter().enumerate().skip(first).zip(area.y..foot) {
        let focused = index == form.focus;
        let style = if focused { theme.cursor() } else { Style::new() };
        let label = format!("{} {}", if focused { ">" } else { " " }, line.label(lang));
        let x = area.x + short(LABEL) + 3;
        let room = area.right().saturating_sub(x);
        canvas.put(area.x, y, area.width, &left(&label, LABEL + 2), style);
        if let Some(field) = form.field_of(line) {
            canvas.field(field, Rect { x, y, width: room, height: 1 }, focused);
            if field.text().is_empty() {
                let named = if line == SettingLine::Opener { &setting.opener } else { &setting.editor };
                let words = match (lang, named.as_str()) {
                    (_, "") => lang.pick("— 未设置", "— not set").into(),
                    (Lang::Zh, named) => format!("— 未设置，用系统指定的：{named}"),
                    (Lang::En, named) => format!("— not set; the system names {named}"),
                };
                canvas.put(x + 2, y, room.saturating_sub(2), &words, theme.quiet());
            }
        } else {
            let value = line.value(&form.settings, lang);
            let value = if focused { format!("< {value} >") } else { format!("  {value}") };
            canvas.put(x, y, room, &value, if focused { theme.head() } else { Style::new() });
        }
        canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(index));
    }
    let below = area.y + lines + 1;
    let help = wrap(form.line().help(lang), area.width.into());
    let keys = setting.chosen.keys.len();
    let file = match (lang, setting.file.as_str()) {
        (_, "") => lang.say(
            "没有可保存设置的位置，改动仅本次有效",
            "There is no place to keep settings; changes last for this session only",
        ),
        (Lang::Zh, file) => {
            format!("关闭时保存到 {file}。按 k 自定义按键（现有 {keys} 个）")
        }
        (Lang::En, file) => {
            format!("Saved on closing to {file}. k changes keys (changed so far: {keys})")
        }
    };
    let help = help.into_iter().map(|line| (line, Style::new()));
    let file = wrap(&file, area.width.into()).into_iter().map(|line| (line, theme.quiet()));
    for ((text, style), y) in help.chain(file).zip(below..foot) {
        canvas.put(area.x, y, area.width, &text, style);
    }
    let keys = lang.pick(
        "↑↓ 选择  ←→ 空格 Enter 改，立即生效  w 测宽度  k 按键  Esc 保存并关闭",
        "↑↓ lines  ←→ Space Enter change at once  w widths  k keys  Esc saves, closes",
    );
    canvas.keys_line(area, keys);
}

/// Two lines whose ends stand below each other where ambiguous characters are one column wide, and only there.
fn test(canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let area = canvas.open_box(WIDTH, 12, lang.pick("字符宽度", "Character width"));
    let asked = lang.pick(
        "下面两行末尾各有一条竖线。请按与屏幕相符的数字：",
        "Each of the two lines below ends in a bar. Press the digit of what you see:",
    );
    let mut y = canvas.text(area, asked, Style::new()).y + 1;
    let count = AMBIGUOUS.chars().count();
    for text in ["0".repeat(count), AMBIGUOUS.to_string()] {
        canvas.verbatim(area.x + 4, y, area.width.saturating_sub(4), &format!("{text}|"), Style::new());
        y += 1;
    }
    y += 1;
    let answers = [
        ("1", lang.pick("两条竖线上下对齐", "the two bars line up")),
        ("2", lang.pick("下面的竖线偏右", "the lower bar is further right")),
    ];
    for (digit, words) in answers {
        let pieces = [(format!("  {digit}  "), canvas.theme.key()), (words.to_string(), Style::new())];
        canvas.run(area.x, y, area.right(), &pieces);
        y += 1;
    }
    canvas.keys_line(area, lang.pick("按 1 或 2  Esc 取消", "press 1 or 2  Esc cancels"));
}
