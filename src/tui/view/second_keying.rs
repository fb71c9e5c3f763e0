//! The screen while figures are keyed a second time: how far it is, and what the current cell asks for. Nothing of a
//! first value is shown before it differs twice or somebody asks for it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::form::{CellId, Form};
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::display::{width, wrap};
use super::super::second_keying::{SecondKeying, Stage};

/// How far it is, for the title line.
pub(super) fn progress(session: &Session, keying: &SecondKeying, lang: Lang) -> String {
    let (done, all) = keying.progress(session.report());
    let counts = &session.report().verification;
    let (differences, corrections) = (counts.differences, counts.corrections);
    lang.say(
        format!("二次录入 {done}/{all}  不一致 {differences}  改正 {corrections} "),
        format!("verification {done}/{all}  differences {differences}  corrections {corrections} "),
    )
}

/// Draws what the current cell asks for.
pub(super) fn panel(session: &Session, keying: &SecondKeying, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    if area.height == 0 {
        return;
    }
    let (theme, columns) = (canvas.theme, usize::from(area.width));
    let form = session.form();
    let head = named(form, keying.cell(), columns.saturating_sub(1), lang);
    canvas.bar(Rect { height: 1, ..area }, &format!(" {head}"), theme.bar());
    let first = session.report().entry(keying.cell()).figure();
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut put = |words: &str, style: Style| lines.extend(wrap(words, columns).into_iter().map(|line| (line, style)));
    match keying.stage {
        Stage::Blind => {
            put(
                lang.pick(
                    "对照原件录入本格数字，Enter 确认；/ 不适用，* 本行其余为 0，- 回上一格，→ 跳过，Esc 停止",
                    "Key the figure from the source, then Enter; / not applicable, * rest of the row 0, - back, → skips, Esc stops",
                ),
                theme.key(),
            );
            put(form.row(keying.cell()).help.get(lang), theme.quiet());
        }
        Stage::Again { .. } => {
            put(lang.pick("! 与初录不一致。", "! This differs from the first keying."), theme.error());
            put(
                lang.pick(
                    "请再看原件，重新录入，Enter 确认；F2 或 e 显示两个数字",
                    "Look at the source and key it again, then Enter; F2 or e shows both figures",
                ),
                theme.key(),
            );
        }
        Stage::Choosing { second } => {
            let words = lang.say(
                format!("! 两次录入不一致：初录 {first}，复核 {second}。"),
                format!("! The two differ: first {first}, second {second}."),
            );
            put(&words, theme.error());
            put(
                lang.pick(
                    "以原件为准：录入正确的数字，Enter 确认；或按 a 采用初录，b 采用复核；- 稍后处理",
                    "Key the right figure, then Enter; or a: the first, b: the second; - leaves it for later",
                ),
                theme.key(),
            );
        }
    }
    for ((text, style), y) in lines.into_iter().zip(area.y + 1..area.bottom()) {
        canvas.put(area.x, y, area.width, &text, style);
    }
}

/// The cell in full, without its figure; labels shorten until it fits.
fn named(form: &Form, cell: CellId, columns: usize, lang: Lang) -> String {
    let (row, column) = (form.row(cell), form.column(cell));
    let unit = form.unit(cell, lang);
    let short = format!("{} | {} ({unit})", row.short.get(lang), column.short.get(lang));
    let full = format!("{} | {} ({unit})", row.named(lang), column.named(lang));
    if width(&full) <= columns { full } else { short }
}
