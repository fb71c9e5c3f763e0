//! Explanations in the words of a clerk, in both languages. It decides nothing.

use super::super::finding::{cell_name, place};
use super::super::form::{Form, Relation};
use super::super::rule::Figures;
use super::super::text::Lang;
use super::{Correction, Explanation, Ground};

/// An explanation in a sentence or two: what differs, which cells to check first, and on what ground.
pub fn explanation(figures: Figures<'_>, explanation: &Explanation, lang: Lang) -> String {
    let form = figures.form;
    let mut words = String::new();
    let failed = explanation.restores.first().map(|&index| &form.instances()[index]);
    if let Some((instance, Relation::Equal { left, right, .. })) = failed.map(|it| (it, &it.relation)) {
        let sides = [left, right].map(|side| figures.side_in(instance, side).complete());
        if let [Some(left), Some(right)] = sides
            && let Ok(difference) = left.checked_sub(right)
        {
            let size = if difference.is_negative() { difference.negated() } else { difference };
            let name = place(form, instance, lang);
            words += &match lang {
                Lang::Zh => format!("{name}差 {size}：左 {left}，右 {right}。"),
                Lang::En => format!("{name} is off by {size}: left {left}, right {right}. "),
            };
        }
    }
    words += lang.pick("先核对", "Check first ");
    let parts: Vec<String> = explanation.changes.iter().map(|change| offer(form, change, lang)).collect();
    words += &parts.join(lang.pick("；", "; "));
    words += lang.pick("。", ".");
    words
}

/// One cell of it: `（一）予以公开：现 5，应为 6？依据：印刷总计 6`.
pub fn offer(form: &Form, change: &Correction, lang: Lang) -> String {
    let name = cell_name(form, change.cell, lang);
    let from = change.from;
    let Some(to) = change.to else {
        return match lang {
            Lang::Zh => format!("{name}（现 {from}）"),
            Lang::En => format!("{name} (now {from})"),
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
    let why = if change.why.is_slip() { change.why.words(lang) } else { "" };
    match (lang, why) {
        (Lang::Zh, "") => format!("{name}：现 {from}，应为 {to}？依据：{ground}"),
        (Lang::Zh, why) => format!("{name}：现 {from}，应为 {to}？{why}。依据：{ground}"),
        (Lang::En, "") => format!("{name}: now {from}, should it be {to}? Ground: {ground}"),
        (Lang::En, why) => format!("{name}: now {from}, should it be {to}? {why}. Ground: {ground}"),
    }
}
