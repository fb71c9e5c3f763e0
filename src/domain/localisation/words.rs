//! Explanations in the words of a clerk, in both languages. It decides nothing.

use super::super::figure::Figure;
use super::super::finding::{cell_name, place};
use super::super::form::{Along, CellId, Form, Instance, Relation};
use super::super::rule::Figures;
use super::super::text::Lang;
use super::operation::beside;
use super::{Correction, Explanation, Ground, Operation, OperationKind, Why};

/// An explanation in a sentence or two: what differs, which cells to check first, and on what ground.
pub fn explanation(figures: Figures<'_>, explanation: &Explanation, lang: Lang) -> String {
    let parts = cells(figures.form, &explanation.changes, &explanation.restores, lang);
    let differs = differs(figures, &explanation.restores, lang);
    let noun = if explanation.changes.len() == 1 { "error" } else { "errors" };
    lang.say(format!("{differs}疑似错误位置：{parts}。"), format!("{differs}Likely {noun}: {parts}."))
}

/// An operation in a sentence or two: what differs, what may have happened, and to which cells.
pub fn operation(figures: Figures<'_>, operation: &Operation, lang: Lang) -> String {
    let differs = differs(figures, &operation.restores, lang);
    let (happened, cells) = parts(figures.form, operation, lang);
    let moves = is_move(operation);
    lang.say(
        format!("{differs}可能是{happened}{}{cells}。", if moves { "：" } else { "，请先核对" }),
        format!("{differs}Possibly {happened}: {}{cells}.", if moves { "" } else { "check first " }),
    )
}

/// What may have happened, and to which cells: `两格互换（移到旁边一列）：… · 企业（现 5）→ … · 自然人（现 0）`.
pub fn slip(form: &Form, operation: &Operation, lang: Lang) -> String {
    let (happened, cells) = parts(form, operation, lang);
    format!("{happened}{}{cells}", lang.pick("：", ": "))
}

/// Whether whole figures stand in the wrong cells.
fn is_move(operation: &Operation) -> bool {
    matches!(operation.kind, OperationKind::Interchange | OperationKind::Move)
}

/// What may have happened, and the cells; of one figure that was moved from where to where.
fn parts(form: &Form, operation: &Operation, lang: Lang) -> (String, String) {
    let kind = operation.kind.words(lang);
    let list = |changes: &[&Correction], gap: &str| {
        changes.iter().map(|change| offer(form, change, lang)).collect::<Vec<_>>().join(gap)
    };
    let (totals, keyed): (Vec<&Correction>, Vec<&Correction>) =
        operation.changes.iter().partition(|change| form.is_total(change.cell));
    let is_empty = |change: &Correction| change.from.counted().is_none_or(|number| number.is_zero());
    let one_figure = match &keyed[..] {
        [a, b] if is_empty(a) && !is_empty(b) => Some([*b, *a]),
        [a, b] if is_empty(b) && !is_empty(a) => Some([*a, *b]),
        _ => None,
    };
    let (Some([from, to]), true) = (one_figure.filter(|_| is_move(operation)), totals.is_empty()) else {
        let all: Vec<&Correction> = operation.changes.iter().collect();
        return (kind.to_string(), list(&all, lang.pick("；", "; ")));
    };
    let aside = aside(form, from.cell, to.cell, lang);
    let cells = match operation.is_offered() {
        true => list(&[from, to], lang.pick("；", "; ")),
        false => list(&[from, to], lang.pick("→", " → ")),
    };
    match lang {
        Lang::Zh => (format!("{kind}（{aside}）"), cells),
        Lang::En => (format!("{kind} ({aside})"), cells),
    }
}

/// Where a figure belongs, seen from where it stands.
fn aside(form: &Form, from: CellId, to: CellId, lang: Lang) -> &'static str {
    let (at, other) = (form.cell(from), form.cell(to));
    match (at.row == other.row, at.column == other.column, beside(form, from, to)) {
        (true, _, true) => lang.pick("移到旁边一列", "one column over"),
        (true, _, false) => lang.pick("移到另一列", "to another column"),
        (_, true, true) => lang.pick("移到旁边一行", "one row over"),
        (_, true, false) => lang.pick("移到另一行", "to another row"),
        _ => lang.pick("移到另一格", "to another cell"),
    }
}

/// The row or column that an identity runs along: `自然人列`; nothing where it runs along none.
pub fn line(form: &Form, instance: &Instance, lang: Lang) -> String {
    let name = place(form, instance, lang);
    let (row, column) = match instance.along {
        Along::Row(..) => ("行", "row "),
        Along::Column(..) => ("列", "column "),
        Along::Once | Along::Cell(_) => ("", ""),
    };
    lang.say(format!("{name}{row}"), format!("{column}{name}"))
}

/// What else one mistake has broken: `同一处错误还使 T3-02 自然人列、T3-03 总计行不平`.
pub fn consequences(form: &Form, instances: &[usize], lang: Lang) -> String {
    let names = instances.iter().map(|&index| {
        let instance = &form.instances()[index];
        format!("{} {}", form.definition().rules[instance.rule].id, line(form, instance, lang)).trim_end().to_string()
    });
    let names = names.collect::<Vec<_>>().join(lang.pick("、", ", "));
    lang.say(format!("同一处错误还使 {names}不平"), format!("the same error also puts {names} out of balance"))
}

/// What the first of some failed identities is off by: `自然人列差 1（8 与 7）。`
pub fn differs(figures: Figures<'_>, restores: &[usize], lang: Lang) -> String {
    let form = figures.form;
    let Some(instance) = restores.first().map(|&index| &form.instances()[index]) else { return String::new() };
    let Relation::Equal { left, right, .. } = &instance.relation else { return String::new() };
    let [left, right] = [left, right].map(|side| figures.side_in(instance, side).complete());
    let difference = left.zip(right).and_then(|(left, right)| left.checked_sub(right).ok());
    let (Some(left), Some(right), Some(difference)) = (left, right, difference) else { return String::new() };
    let size = if difference.is_negative() { difference.negated() } else { difference };
    let name = line(form, instance, lang);
    lang.say(
        format!("{name}差 {size}（{left} 与 {right}）。"),
        format!("{} differs by {size} ({left} and {right}). ", capitalised(&name)),
    )
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
                form.column(change.cell).in_text(lang).to_string()
            }
            _ => cell_name(form, change.cell, lang),
        };
        format!("{name}{}", offered(change, lang))
    });
    words.collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// One cell of it with its full name: `（一）予以公开 · 自然人：现 5，建议值 6（依据：原件总计 6）`.
pub fn offer(form: &Form, change: &Correction, lang: Lang) -> String {
    format!("{}{}", cell_name(form, change.cell, lang), offered(change, lang))
}

/// What is said of one cell after its name, or only what stands there where no value is offered.
fn offered(change: &Correction, lang: Lang) -> String {
    let from = match change.from {
        Figure::Unfilled => lang.say("未填", "empty"),
        from => from.to_string(),
    };
    let Some(to) = change.to else {
        return match lang {
            Lang::Zh if change.from.is_unfilled() => format!("（{from}）"),
            Lang::En if change.from.is_unfilled() => format!(" ({from})"),
            Lang::Zh => format!("（现 {from}）"),
            Lang::En => format!(" (now {from})"),
        };
    };
    let ground = match change.ground {
        Some(Ground::PrintedTotal(_, total)) => {
            lang.say(format!("原件总计 {total}"), format!("the printed total {total}"))
        }
        Some(Ground::Parts) => lang.say("各格相加", "the sum of its cells"),
        Some(Ground::Balance) => lang.say("勾稽关系", "the balance"),
        Some(Ground::LastYear) => lang.say("上年报告", "last year’s report"),
        Some(Ground::Prose) => lang.say("正文", "the text"),
        None => String::new(),
    };
    // That one digit is another can be seen.
    let why = match change.why {
        Why::WrongDigit | Why::Other => String::new(),
        why => why.words(lang).to_string() + lang.pick("；", "; "),
    };
    lang.say(
        format!("：现 {from}，建议值 {to}（{why}依据：{ground}）"),
        format!(": now {from}, suggested value {to} ({why}based on {ground})"),
    )
}
