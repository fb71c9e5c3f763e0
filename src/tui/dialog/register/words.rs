//! What is said of rows, columns and cases of a register, in the form's own labels.

use crate::domain::form::CellId;
use crate::domain::register::count::{Case, Certainty};
use crate::domain::register::scheme::Target;
use crate::domain::register::working::Working;
use crate::domain::text::Lang;

/// An answer in the official labels: a row with the groups that it stands in, a column, still open, or no case.
pub fn answer(register: &Working, name: &str, lang: Lang) -> String {
    let scheme = &register.count().scheme;
    let table = &scheme.form.tables()[scheme.table];
    let start = || table.rows.iter().position(|row| row.name == name);
    match (scheme.target(name), scheme.column(name)) {
        (Some(Target::Row(at)), _) => row(register, at, lang),
        (Some(Target::Open), _) => lang.say(
            format!("还没有办结（{}）", row(register, scheme.carried_out, lang)),
            format!("Still open ({})", row(register, scheme.carried_out, lang)),
        ),
        (Some(Target::Nothing), _) => lang.say("不计为一件", "No case: not counted"),
        (None, Some(at)) => column(register, at, lang),
        (None, None) => start().map_or_else(|| name.to_string(), |at| row(register, at, lang)),
    }
}

/// A row in its official words, with the groups that it stands in but for the one that all outcomes share.
pub fn row(register: &Working, at: usize, lang: Lang) -> String {
    let scheme = &register.count().scheme;
    match lang {
        Lang::Zh => {
            let path = scheme.form.row_path(scheme.table, at);
            let from = usize::from(path.len() > 1);
            path[from..].join(" / ")
        }
        Lang::En => {
            let table = &scheme.form.tables()[scheme.table];
            let row = &table.rows[at];
            let is_deep = scheme.form.row_path(scheme.table, at).len() > 2;
            let group = row.group.as_ref().filter(|_| is_deep);
            let group = table.row_groups.iter().find(|known| Some(&known.name) == group);
            let group = group.map_or_else(String::new, |group| format!("{} / ", group.named(lang)));
            group + row.named(lang)
        }
    }
}

/// A column in its official words.
pub fn column(register: &Working, at: usize, lang: Lang) -> String {
    let scheme = &register.count().scheme;
    scheme.form.tables()[scheme.table].columns[at].named(lang).to_string()
}

/// A row and a column in short, of a case; what is in doubt is a question mark.
pub fn place(register: &Working, case: &Case, lang: Lang) -> String {
    let scheme = &register.count().scheme;
    let table = &scheme.form.tables()[scheme.table];
    let row = case.row().map_or("?", |row| table.rows[row].short.get(lang));
    let column = case.column().map_or("?", |column| table.columns[column].in_text(lang));
    format!("{row} · {column}")
}

/// How certain the place of a case is.
pub fn certainty(case: &Case, lang: Lang) -> &'static str {
    match case.certainty {
        _ if case.is_moved => lang.pick("人工改动", "moved by hand"),
        Certainty::Sure => lang.pick("确定", "sure"),
        Certainty::Likely => lang.pick("按通常意思", "as is usual"),
        Certainty::Asked if case.is_pending() => lang.pick("待确定", "to be answered"),
        Certainty::Asked => lang.pick("已确定", "answered"),
    }
}

/// A cell in the official words, or in short where there is little room.
pub fn cell(register: &Working, cell: CellId, is_short: bool, lang: Lang) -> String {
    let form = register.form();
    match is_short {
        true => crate::domain::finding::cell_name(form, cell, lang),
        false => {
            let place = form.cell(cell);
            format!("{} | {}", row(register, place.row, lang), column(register, place.column, lang))
        }
    }
}

/// Numbers of cases in a text, the first of them.
pub fn numbers<'a>(numbers: impl ExactSizeIterator<Item = &'a str>, most: usize, lang: Lang) -> String {
    let count = numbers.len();
    let shown = numbers.take(most).collect::<Vec<_>>().join(lang.pick("、", ", "));
    if count > most { format!("{shown}{}", lang.pick(" 等", " …")) } else { shown }
}
