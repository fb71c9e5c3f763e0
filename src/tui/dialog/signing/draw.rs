//! The forms that ask for names: before a second keying, finishing and reopening.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::remaining::OpenItem;
use crate::domain::text::Lang;
use crate::domain::verification::Choice;

use super::super::super::canvas::Canvas;
use super::super::super::display::{short, wrap};
use super::super::export::leading_key;
use super::super::grounds::draw_written;
use super::{Asked, Choosable, Signing};

const WIDTH: u16 = 70;

/// Draws a form. A sign stands before what has the cursor.
pub fn draw(form: &Signing, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let columns = canvas.columns(WIDTH);
    let intro = wrap(&intro(&form.asked, lang), columns);
    let keys = wrap(keys(form, lang), columns);
    let listed = listed(&form.asked, form.focus > 0, lang);
    let rows = intro.len() + listed.len() + 2 + 2 + keys.len();
    let area = canvas.open_box(WIDTH, short(rows), title(&form.asked, lang));
    let theme = canvas.theme;
    // On a low screen what is explained goes before what is asked.
    let spare = usize::from(area.height).saturating_sub(rows - intro.len());
    let mut y = canvas.lines(area, intro.iter().take(spare), Style::new()).y;
    for (words, is_chosen) in &listed {
        let focused = *is_chosen && form.focus < form.above();
        let (mark, style) = if focused { ("> ", theme.key()) } else { ("  ", Style::new()) };
        canvas.put(area.x, y, area.width, &format!("{mark}{words}"), style);
        if focused {
            canvas.cursor_at(area.x + 3, y);
        }
        y += 1;
    }
    let focus = form.focus.checked_sub(form.above());
    let written = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let y = draw_written(labels(&form.asked, lang), &form.texts, focus, canvas, written);
    if !form.problem.is_empty() && y < area.bottom() {
        canvas.put(area.x, y, area.width, &format!("! {}", form.problem), theme.error());
    }
    let below = area.bottom().saturating_sub(short(keys.len()));
    let top = below.max(y);
    canvas.lines(Rect { y: top, height: area.bottom().saturating_sub(top), ..area }, &keys, theme.key());
}

/// The lines of the list above the names, and which of them is chosen.
fn listed(asked: &Asked, is_writing: bool, lang: Lang) -> Vec<(String, bool)> {
    match asked {
        Asked::SecondKeying { offers, chosen } => {
            let line = |(index, offer): (usize, &Choosable)| {
                let mark = if index == *chosen { "[x]" } else { "[ ]" };
                (format!("{mark} {} {}", index + 1, offer_words(offer, lang)), index == *chosen)
            };
            offers.iter().enumerate().map(line).collect()
        }
        Asked::Finish { open, chosen, .. } => {
            let line = |(index, item): (usize, &OpenItem)| {
                (format!("{}  {}", leading_key(item.kind, is_writing), item.words), index == *chosen)
            };
            open.iter().enumerate().map(line).collect()
        }
        Asked::Reopen => Vec::new(),
    }
}

fn title(asked: &Asked, lang: Lang) -> &'static str {
    match asked {
        Asked::SecondKeying { .. } => lang.pick("二次录入", "Verification keying"),
        Asked::Finish { .. } => lang.pick("定稿", "Finalise the report"),
        Asked::Reopen => lang.pick("撤销定稿", "Reopen a finalised report"),
    }
}

fn intro(asked: &Asked, lang: Lang) -> String {
    match (asked, lang) {
        (Asked::SecondKeying { .. }, _) => lang.say("对照原件再录入一遍，录入时不显示初录的数字；不一致时停下核对。宜由另一人录入。", "The figures are keyed a second time from the source without showing the first ones; it stops at each difference. Ideally by a second person."),
        (Asked::Finish { open, named, gist, .. }, _) => {
            let then = lang.pick(
                "定稿后报告只读；如需修改，须填写理由，撤销定稿。",
                "A finalised report is read-only until it is reopened with a reason.",
            );
            let still = lang.pick("未完成事项（不影响定稿；按 ↑ 选中，Enter 或字母定位）：", "Still open, but not blocking (↑, then Enter or the letter):");
            let still = (!open.is_empty()).then(|| still.to_string());
            let none = lang.pick("各格均已填写，没有错误和警告，正文均已填写。", "All cells are filled and all chapters written; no errors, no warnings.");
            let none = open.is_empty().then(|| none.to_string());
            let lines = named.iter().cloned().chain(none).chain([gist.clone(), then.to_string()]).chain(still);
            lines.collect::<Vec<_>>().join("\n")
        }
        (Asked::Reopen, _) => lang.say("撤销定稿的姓名、日期和理由记入报告；修改后须再次定稿。", "Who reopened it, when and why is kept in the report. Finalise it again after the change."),
    }
}

fn labels(asked: &Asked, lang: Lang) -> [&'static str; 2] {
    match asked {
        Asked::SecondKeying { .. } => [lang.pick("初录人", "First keyed by"), lang.pick("复核人", "Verified by")],
        Asked::Finish { .. } => [lang.pick("填报人", "Prepared by"), lang.pick("审核人", "Reviewed by")],
        Asked::Reopen => [lang.pick("姓名", "Name"), lang.pick("理由", "Reason")],
    }
}

fn keys(form: &Signing, lang: Lang) -> &'static str {
    match form.asked {
        Asked::Finish { .. } if form.focus < form.above() => lang.pick(
            "Enter 或字母 定位  ↑↓ 换项  F7 问题清单  Esc 取消",
            "Enter or a letter goes there  ↑↓ lines  F7 findings  Esc cancels",
        ),
        Asked::SecondKeying { .. } => lang.pick(
            "1 2 3 或 ↑↓ 选择  Tab 换项  Enter 下一项/开始  Esc 取消",
            "1 2 3 or ↑↓ choose  Tab next line  Enter next/begin  Esc cancels",
        ),
        Asked::Finish { .. } => lang.pick(
            "↑↓ 换项  Enter 下一项/定稿  F7 问题清单  Esc 取消",
            "↑↓ lines  Enter next/finalise  F7 findings  Esc cancels",
        ),
        Asked::Reopen => {
            lang.pick("↑↓ 换项  Enter 下一项/撤销定稿  Esc 取消", "↑↓ lines  Enter next/reopen  Esc cancels")
        }
    }
}

fn offer_words(offer: &Choosable, lang: Lang) -> String {
    let Choosable { choice, cells, verified } = *offer;
    let which = match choice {
        Choice::All => lang.pick("全部已填的格", "every figure"),
        Choice::NonZero => lang.pick("不是 0 的格", "figures that are not 0"),
        Choice::Doubtful => {
            lang.pick("存疑的格：有问题的、导入的、采用建议值的", "doubtful: in findings, imported, suggested")
        }
    };
    match (lang, verified) {
        (Lang::Zh, 0) => format!("{which}，{cells} 格"),
        (Lang::Zh, _) => format!("{which}，{cells} 格，已复核 {verified}"),
        (Lang::En, 0) => format!("{which}: {cells}"),
        (Lang::En, _) => format!("{which}: {cells}, {verified} verified"),
    }
}
