//! The forms that ask for names: before a second keying, finishing and reopening.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;
use crate::domain::verification::Choice;

use super::super::display::{width, wrap};
use super::super::signing::{Asked, Offer, Signing};
use super::canvas::Canvas;

/// Columns inside the box.
const WIDTH: u16 = 70;

/// Draws a form.
pub(super) fn draw(form: &Signing, canvas: &mut Canvas<'_, '_>, screen: Rect, lang: Lang) {
    let columns = usize::from(WIDTH.min(screen.width.saturating_sub(4)));
    let intro = wrap(&intro(&form.asked, lang), columns);
    let keys = wrap(keys(&form.asked, lang), columns);
    let offers: &[Offer] = match &form.asked {
        Asked::SecondKeying { offers, .. } => offers,
        Asked::Finish { .. } | Asked::Reopen => &[],
    };
    let rows = intro.len() + offers.len() + 2 + 2 + keys.len();
    let area = canvas.open_box(WIDTH, u16::try_from(rows).unwrap_or(u16::MAX), title(&form.asked, lang));
    let theme = canvas.theme;
    // On a low screen what is explained goes before what is asked.
    let spare = usize::from(area.height).saturating_sub(rows - intro.len());
    let mut y = area.y;
    for line in intro.iter().take(spare) {
        canvas.put(area.x, y, area.width, line, Style::new());
        y += 1;
    }
    if let Asked::SecondKeying { offers, chosen } = &form.asked {
        for (index, offer) in offers.iter().enumerate() {
            let mark = if index == *chosen { "[x]" } else { "[ ]" };
            let words = format!("{mark} {} {}", index + 1, offer_words(offer, lang));
            let style = if form.focus == 0 && index == *chosen { theme.key() } else { Style::new() };
            canvas.put(area.x, y, area.width, &words, style);
            if form.focus == 0 && index == *chosen {
                canvas.cursor_at(area.x + 1, y);
            }
            y += 1;
        }
    }
    let labels = labels(&form.asked, lang);
    let column = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
    let column = u16::try_from(column).unwrap_or(12);
    for (line, (label, field)) in labels.iter().zip(&form.texts).enumerate() {
        let focused = form.focus == form.above() + line;
        let style = if focused { theme.key() } else { Style::new() };
        canvas.put(area.x, y, column, label, style);
        let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
        if y < area.bottom() {
            canvas.field(field, place, focused);
        }
        y += 1;
    }
    if !form.problem.is_empty() && y < area.bottom() {
        canvas.put(area.x, y, area.width, &format!("! {}", form.problem), theme.error());
    }
    let below = area.bottom().saturating_sub(u16::try_from(keys.len()).unwrap_or(1));
    for (line, y) in keys.iter().zip(below.max(y)..area.bottom()) {
        canvas.put(area.x, y, area.width, line, theme.key());
    }
}

fn title(asked: &Asked, lang: Lang) -> &'static str {
    match asked {
        Asked::SecondKeying { .. } => lang.pick("复录（第二遍录入）", "Second keying"),
        Asked::Finish { .. } => lang.pick("定稿", "Finish the report"),
        Asked::Reopen => lang.pick("重新打开已定稿的报告", "Reopen a finished report"),
    }
}

fn intro(asked: &Asked, lang: Lang) -> String {
    match (asked, lang) {
        (Asked::SecondKeying { .. }, _) => lang
            .pick(
                "对着原件再录一遍，录的时候看不到第一遍的数；不一致就停下来。最好换一个人录。",
                "The figures are keyed again from the source without seeing the first ones; a difference stops. Best by somebody else.",
            )
            .to_string(),
        (Asked::Finish { remarks }, _) => {
            let state = match remarks.as_slice() {
                [] => lang.pick(
                    "没有未填的格，没有未放行的错误。",
                    "Nothing is unfilled, no error is open.",
                ),
                _ => lang.pick("以上不妨碍定稿。", "None of this is an obstacle."),
            };
            let then = lang.pick(
                "定稿后报告只读，要改须写明理由重新打开。",
                " A finished report is read-only until it is reopened with a reason.",
            );
            [remarks.join("\n").as_str(), &format!("{state}{then}")].join("\n").trim_start().to_string()
        }
        (Asked::Reopen, _) => lang
            .pick(
                "谁、哪一天、为什么重新打开，都记在报告里；定稿的封签随之取消，改完要再定稿。",
                "Who opened it, when and why is kept in the report. Its seal goes; finish it again after the change.",
            )
            .to_string(),
    }
}

fn labels(asked: &Asked, lang: Lang) -> [&'static str; 2] {
    match asked {
        Asked::SecondKeying { .. } => [lang.pick("第一遍录入人", "Keyed by"), lang.pick("复录人", "Keyed again by")],
        Asked::Finish { .. } => [lang.pick("填报人", "Keyed by"), lang.pick("审核人", "Reviewed by")],
        Asked::Reopen => [lang.pick("姓名", "Name"), lang.pick("理由", "Reason")],
    }
}

fn keys(asked: &Asked, lang: Lang) -> &'static str {
    match asked {
        Asked::SecondKeying { .. } => lang.pick(
            "1 2 3 或 ←→ 选格  ↑↓ 换项  Enter 下一项/开始  Esc 放弃",
            "1 2 3 or ←→ choose  ↑↓ lines  Enter next/begin  Esc gives up",
        ),
        Asked::Finish { .. } => lang.pick(
            "↑↓ 换项  Enter 下一项/定稿  F7 问题清单  Esc 放弃",
            "↑↓ lines  Enter next/finish  F7 findings  Esc gives up",
        ),
        Asked::Reopen => {
            lang.pick("↑↓ 换项  Enter 下一项/重新打开  Esc 放弃", "↑↓ lines  Enter next/reopen  Esc gives up")
        }
    }
}

fn offer_words(offer: &Offer, lang: Lang) -> String {
    let Offer { choice, cells, verified } = *offer;
    let which = match choice {
        Choice::All => lang.pick("全部有数的格", "every figure"),
        Choice::NonZero => lang.pick("不是 0 的格", "figures that are not 0"),
        Choice::Doubtful => {
            lang.pick("存疑的格：有问题的、导入的、采纳建议的", "doubtful: in findings, imported, proposed")
        }
    };
    match (lang, verified) {
        (Lang::Zh, 0) => format!("{which}，{cells} 格"),
        (Lang::Zh, _) => format!("{which}，{cells} 格，已复录 {verified}"),
        (Lang::En, 0) => format!("{which}: {cells}"),
        (Lang::En, _) => format!("{which}: {cells}, {verified} done"),
    }
}
