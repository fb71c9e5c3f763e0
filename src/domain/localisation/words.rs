//! Explanations in the words of a clerk, in both languages. It decides nothing.

use super::super::finding::{cell_name, place};
use super::super::form::{Along, Form, Relation};
use super::super::rule::Figures;
use super::super::text::Lang;
use super::{Correction, Explanation, Ground, Operation, Why};

/// An explanation in a sentence or two: what differs, which cells to check first, and on what ground.
pub fn explanation(figures: Figures<'_>, explanation: &Explanation, lang: Lang) -> String {
    let parts = cells(figures.form, &explanation.changes, &explanation.restores, lang);
    let differs = differs(figures, &explanation.restores, lang);
    match lang {
        Lang::Zh => format!("{differs}先核对{parts}。"),
        Lang::En => format!("{differs}Check first {parts}."),
    }
}

/// An operation in a sentence or two: what differs, what may have happened, and to which cells.
pub fn operation(figures: Figures<'_>, operation: &Operation, lang: Lang) -> String {
    let parts = cells(figures.form, &operation.changes, &operation.restores, lang);
    let differs = differs(figures, &operation.restores, lang);
    let kind = operation.kind.words(lang);
    match lang {
        Lang::Zh => format!("{differs}可能是{kind}，先核对{parts}。"),
        Lang::En => format!("{differs}Perhaps {kind}: check first {parts}."),
    }
}

/// What the first of some failed identities is off by: `自然人列差 1：左 8，右 7。`
fn differs(figures: Figures<'_>, restores: &[usize], lang: Lang) -> String {
    let form = figures.form;
    let Some(instance) = restores.first().map(|&index| &form.instances()[index]) else { return String::new() };
    let Relation::Equal { left, right, .. } = &instance.relation else { return String::new() };
    let [left, right] = [left, right].map(|side| figures.side_in(instance, side).complete());
    let difference = left.zip(right).and_then(|(left, right)| left.checked_sub(right).ok());
    let (Some(left), Some(right), Some(difference)) = (left, right, difference) else { return String::new() };
    let size = if difference.is_negative() { difference.negated() } else { difference };
    let name = place(form, instance, lang);
    let (row, column) = match instance.along {
        Along::Row(..) => ("行", "Row "),
        Along::Column(..) => ("列", "Column "),
        _ => ("", ""),
    };
    match lang {
        Lang::Zh => format!("{name}{row}差 {size}：左 {left}，右 {right}。"),
        Lang::En => format!("{column}{name} is off by {size}: left {left}, right {right}. "),
    }
}

/// The cells, each with what is offered for it; what the row or column says already is not said again.
fn cells(form: &Form, changes: &[Correction], restores: &[usize], lang: Lang) -> String {
    let along = restores.first().map(|&index| form.instances()[index].along);
    let words = changes.iter().map(|change| {
        let at = form.cell(change.cell);
        let name = match along {
            Some(Along::Column(table, column)) if (table, column) == (at.table, at.column) => {
                form.row(change.cell).short.get(lang).to_string()
            }
            Some(Along::Row(table, row)) if (table, row) == (at.table, at.row) => {
                form.column(change.cell).short.get(lang).to_string()
            }
            _ => cell_name(form, change.cell, lang),
        };
        format!("{name}{}", offered(change, lang))
    });
    words.collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// One cell of it with its full name: `（一）予以公开 · 自然人：现 5，应为 6？依据：印刷总计 6`.
pub fn offer(form: &Form, change: &Correction, lang: Lang) -> String {
    format!("{}{}", cell_name(form, change.cell, lang), offered(change, lang))
}

/// What is said of one cell after its name, or only what stands there where no value is offered.
fn offered(change: &Correction, lang: Lang) -> String {
    let from = change.from;
    let Some(to) = change.to else {
        return match lang {
            Lang::Zh => format!("（现 {from}）"),
            Lang::En => format!(" (now {from})"),
        };
    };
    let ground = match change.ground {
        Some(Ground::PrintedTotal(_, total)) => match lang {
            Lang::Zh => format!("印刷总计 {total}"),
            Lang::En => format!("the printed total {total}"),
        },
        Some(Ground::Parts) => lang.pick("各栏相加", "the sum of its cells").to_string(),
        Some(Ground::Balance) => lang.pick("勾稽关系", "the balance").to_string(),
        Some(Ground::LastYear) => lang.pick("上年报告", "last year’s report").to_string(),
        Some(Ground::Prose) => lang.pick("正文", "the prose").to_string(),
        None => String::new(),
    };
    // That one digit is another can be seen.
    let why = match change.why {
        Why::WrongDigit | Why::Other => String::new(),
        why => lang.pick("", " ").to_string() + why.words(lang) + lang.pick("。", "."),
    };
    match lang {
        Lang::Zh => format!("：现 {from}，应为 {to}？{why}依据：{ground}"),
        Lang::En => format!(": now {from}, should it be {to}?{why} Ground: {ground}"),
    }
}
