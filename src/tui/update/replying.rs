//! What the open report replied: said and wanted by the desk, or asked by a dialog.

use crate::domain::text::Lang;

use super::super::dialog::act::{Act, Question};
use super::super::dialog::{CellPicker, FeeForm, PastePreview};
use super::super::model::Model;
use super::super::report::{Reply, ReportScreen};

pub fn hear(model: &mut Model, reply: Reply) {
    let lang = model.lang();
    match model.desk.hear(reply) {
        Some(Reply::Preview(plan)) => model.open(PastePreview::new(plan)),
        Some(Reply::AskSkip(text)) => {
            let yes = lang.pick("确定", "Yes");
            model.ask(Question::yes(text, yes, Act::Report(ReportScreen::skip_column)));
        }
        Some(Reply::AskNotApplicable) => {
            let text = lang.pick(
                "把本格标为不适用（/）？没有发生的一般填 0；只有确实不归本机关填写的才标。",
                "Mark this cell not applicable (/)? As a rule 0 is entered; mark only what is not this agency's to fill.",
            );
            let yes = lang.pick("标为不适用", "Mark it");
            model.ask(Question::yes(text, yes, Act::Report(ReportScreen::mark_not_applicable)));
        }
        Some(Reply::AskLapse(row, all)) => model.ask(lapse(row, all, lang)),
        Some(Reply::PickCell(offered, number)) => model.open(CellPicker::placing(offered, number)),
        Some(Reply::AskFees(stated, words)) => model.open(FeeForm::new(stated.unwrap_or_default(), *words, lang)),
        _ => {}
    }
}

/// Which printed totals are no longer to be held against the computed ones: those of the current row, of which there may be
/// none, or all.
fn lapse(row: usize, all: usize, lang: Lang) -> Question {
    let text = lang.pick(
        "哪些原件总计不再校验？录入的数字仍保留，可以撤销。",
        "Which printed totals are no longer to be checked? The figures are kept, and this can be undone.",
    );
    let counted = |zh: &str, en: &str, count: usize| lang.say(format!("{zh}（{count} 个）"), format!("{en} ({count})"));
    let of_row = Act::Report(|report| report.lapse_totals(true));
    let of_all = Act::Report(|report| report.lapse_totals(false));
    let row = (row > 0).then(|| ('r', counted("本行", "This row", row), of_row));
    let all = ('a', counted("整份报告", "The whole report", all), of_all);
    Question { text: text.to_string(), answers: row.into_iter().chain([all]).collect() }
}
