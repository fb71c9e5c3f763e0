//! Help: the current cell and chapter in the form's own words, and the keys, made from the table of commands and the
//! key map.

use crate::domain::report::Part;
use crate::domain::text::Lang;

use super::command::{Command, Scope};
use super::display::left;
use super::keymap::KeyMap;
use super::manual::{Line, Manner, paragraph_lines};
use super::model::{Model, Screen};

/// What help says, line by line.
pub fn lines(model: &Model, columns: usize) -> Vec<Line> {
    let lang = model.lang();
    let gap = lang.pick("：", ": ");
    let mut lines = Vec::new();
    if let Screen::Report(screen) = &model.screen {
        let form = screen.form();
        if let Some((_, _, cell)) = screen.table() {
            let (row, column) = (form.row(cell), form.column(cell));
            for (label, help) in [(row.named(lang), &row.help), (column.named(lang), &column.help)] {
                lines.extend(paragraph_lines(&format!("**{label}**{gap}{}", help.get(lang)), columns));
            }
            for &instance in form.instances_of(cell) {
                let rule = &form.definition().rules[form.instances()[instance].rule];
                lines.extend(paragraph_lines(&format!("{}{gap}{}", rule.id, rule.title.get(lang)), columns));
            }
        } else if let Part::Chapter(index) = screen.part {
            let chapter = &form.definition().chapters[index];
            let words = format!("**{}**{gap}{}", chapter.named(lang), chapter.help.get(lang));
            lines.extend(paragraph_lines(&words, columns));
        }
        lines.push(Line::default());
    }
    let mut scopes = model.scopes();
    scopes.reverse();
    for scope in scopes {
        lines.push(Line::of(&format!("[{}]", scope.title(lang)), Manner::Heading));
        lines
            .extend(keys_of(&model.setting.keymap, &model.scopes(), scope, lang).map(|(keys, title)| {
                Line(vec![(left(&keys, 22), Manner::Code), (format!(" {title}"), Manner::Plain)])
            }));
        lines.push(Line::default());
    }
    lines.extend(paragraph_lines(
        lang.pick(
            "数字直接录入；全角数字和标点一样算。格后的 `!` 表示有不平，`~` 表示合计还缺格，`<` 表示刚跳到的那条核对的各格；`'` 补 0，`^` 上年带入，`:` 导入，`=` 已复核，`?` 存疑，`*` 有批注；`·` 还没填。",
            "Digits begin a figure, full-width ones too. `!` behind a figure marks a failed rule, `~` a total that still waits, `<` the cells of the rule just jumped to; `'` filled with 0, `^` carried from last year, `:` imported, `=` verified, `?` doubtful, `*` a note; `·` unfilled.",
        ),
        columns,
    ));
    lines
}

/// The commands of a scope with the keys that give them in `scopes`.
fn keys_of(
    keymap: &KeyMap,
    scopes: &[Scope],
    scope: Scope,
    lang: Lang,
) -> impl Iterator<Item = (String, &'static str)> {
    let commands = Command::ALL.iter().filter(move |command| command.scope() == scope);
    commands.map(move |&command| (keymap.shown(scopes, command), command.title(lang)))
}

/// The table of keys as Markdown, for the command line and the README.
pub fn keys_table(keymap: &KeyMap, lang: Lang) -> String {
    let mut table = String::new();
    let scopes = Scope::NAMES.map(|(scope, _)| scope);
    for scope in scopes {
        let mut rows = keys_of(keymap, &scopes, scope, lang).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let (keys, does) = (lang.pick("键", "keys"), lang.pick("作用", "what happens"));
        table += &format!("| {} · {keys} | {does} |\n| --- | --- |\n", scope.title(lang));
        for (keys, title) in rows {
            let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            table += &format!("| {} | {title} |\n", keys.join(" "));
        }
        table.push('\n');
    }
    table
}
