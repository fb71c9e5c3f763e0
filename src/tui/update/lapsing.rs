//! Printed totals that are no longer held against the computed ones: asked about, and told where they lapse by themselves.

use crate::domain::text::Lang;

use super::super::dialog::{Action, Dialog, Question};
use super::super::model::{Effect, Model, Screen};
use super::answer_reply;
use super::recovering::add;

/// Asks which of them are to lapse: those of the current row, of which there may be none, or all.
pub(super) fn ask(model: &mut Model, row: usize, all: usize) -> Vec<Effect> {
    let lang = model.lang();
    let text = lang.pick(
        "哪些原件总计不再用来核对？它们仍然保留，可以撤销。",
        "Which printed totals are no longer to be checked? They are kept, and undo brings them back.",
    );
    let counted = |zh: &str, en: &str, count: usize| match lang {
        Lang::Zh => format!("{zh}（{count} 个）"),
        Lang::En => format!("{en} ({count})"),
    };
    let row = (row > 0).then(|| ('r', counted("本行", "of this row", row), Action::LapseTotals { row: true }));
    let all = ('a', counted("整份报告", "of the whole report", all), Action::LapseTotals { row: false });
    let answers = row.into_iter().chain([all]).collect();
    model.dialog = Some(Dialog::Question(Question::new(text.to_string(), answers)));
    Vec::new()
}

/// Lets them lapse.
pub(super) fn decided(model: &mut Model, row: bool) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let reply = report.lapse_totals(row);
    answer_reply(model, reply)
}

/// Says how many lapsed by what was just changed, wherever that was.
pub(super) fn tell(model: &mut Model) {
    let Screen::Report(report) = &mut model.screen else { return };
    let words = match (report.session.take_lapsed(), model.lang()) {
        (0, _) => return,
        (count, Lang::Zh) => format!("改了数：{count} 个原件总计不再核对（Ctrl-Z 撤销）"),
        (1, Lang::En) => "changed: 1 printed total is no longer checked (Ctrl-Z undoes)".to_string(),
        (count, Lang::En) => format!("changed: {count} printed totals are no longer checked (Ctrl-Z undoes)"),
    };
    add(model, &words);
}
