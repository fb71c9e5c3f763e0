//! Help: the current cell and chapter in the form's own words, and the keys, made from the table of commands and the
//! key map.

use crate::domain::report::Part;
use crate::domain::text::{Lang, Text};

use super::command::{Command, Reach};
use super::desk::Desk;
use super::display::left;
use super::keymap::KeyMap;
use super::manual::{Line, Manner, paragraph_lines};

/// What stands in a cell and after a figure, in Chinese and in English.
const LEGEND: [(&str, &str); 8] = [
    ("`·` 未填；暗的是 0，加粗的是总计", "`·` empty; zeros are dim, totals bold"),
    ("`!` 本格所在的校验规则不通过", "`!` the cell is part of a rule that fails"),
    ("`~` 总计所含的格还有未填，暂不完整", "`~` a total that still waits for cells"),
    ("`?` 存疑：导入时待核对，或采用了建议值", "`?` doubtful: to be verified after import, or a suggested value"),
    ("`≠` 原件总计与各格相加不同（已说明）", "`≠` a printed total that differs, accepted with a reason"),
    ("`*` 有批注", "`*` a comment"),
    ("`<` 刚定位的问题涉及的各格，`Esc` 取消", "`<` the cells of the finding just gone to, until `Esc`"),
    (
        "在设置里打开来源标记后才有：`'` 补 0，`^` 提取上年数，`:` 导入，`=` 已复核",
        "only where the settings show origins: `'` filled with 0, `^` brought forward, `:` imported, `=` verified",
    ),
];

/// What help says, line by line; what it says of the dialog that it was asked for in comes first.
/// `explained` is what is behind what the dialog shows, a paragraph each.
pub fn lines(desk: &Desk, of_dialog: Option<[(&str, &str); 2]>, explained: &[Text], columns: usize) -> Vec<Line> {
    let lang = desk.lang();
    let gap = lang.pick("：", ": ");
    let mut lines = Vec::new();
    if let Some([zh, en]) = of_dialog {
        let (title, words) = if lang == Lang::Zh { zh } else { en };
        lines.extend(paragraph_lines(&format!("**{title}**{gap}{words}"), columns));
        for text in explained {
            lines.extend(paragraph_lines(&format!("- {}", text.get(lang)), columns));
        }
        let words = lang.pick(
            "本框可用的键写在最下一行。按 Esc 返回本框，已填、已选的内容不变。以下是关闭本框以后可用的键。",
            "The keys that work in the box are in its last line. Esc goes back to it as it was. Below are the keys that work once it is closed.",
        );
        lines.extend(paragraph_lines(words, columns));
        lines.push(Line::default());
    }
    if let Some(screen) = desk.report() {
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
    let mut reaches = desk.reaches();
    reaches.reverse();
    for reach in reaches {
        lines.push(Line::of(&format!("[{}]", reach.title(lang)), Manner::Heading));
        lines
            .extend(keys_of(&desk.setting.keymap, &desk.reaches(), reach, lang).map(|(keys, title)| {
                Line(vec![(left(&keys, 22), Manner::Code), (format!(" {title}"), Manner::Plain)])
            }));
        lines.push(Line::default());
    }
    lines.push(Line::of(lang.pick("[表中的标记]", "[Signs in the table]"), Manner::Heading));
    lines.extend(LEGEND.iter().flat_map(|(zh, en)| paragraph_lines(lang.pick(zh, en), columns)));
    lines
}

/// The commands of a reach with the keys that give them in `reaches`.
fn keys_of(
    keymap: &KeyMap,
    reaches: &[Reach],
    reach: Reach,
    lang: Lang,
) -> impl Iterator<Item = (String, &'static str)> {
    let commands = Command::ALL.iter().filter(move |command| command.reach() == reach);
    commands.map(move |&command| (keymap.shown(reaches, command), command.title(lang)))
}

/// The table of keys as Markdown, with the names by which scopes and commands are bound in the settings.
pub fn keys_table(keymap: &KeyMap, lang: Lang) -> String {
    let mut table = String::new();
    let reaches = Reach::NAMES.map(|(reach, _)| reach);
    for reach in reaches {
        let mut commands = Command::ALL.iter().filter(|command| command.reach() == reach).peekable();
        if commands.peek().is_none() {
            continue;
        }
        let heads = lang.pick("键 | 作用 | 命令", "Keys | What it does | Command");
        table += &format!("| {} `{}` · {heads} |\n| --- | --- | --- |\n", reach.title(lang), reach.name());
        for &command in commands {
            let keys =
                keymap.keys(&reaches, command).iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ");
            table += &format!("| {keys} | {} | `{}` |\n", command.title(lang), command.name());
        }
        table.push('\n');
    }
    table
}
