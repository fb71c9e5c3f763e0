//! Help: the current cell and chapter in the form's own words, and the keys, made from the table of commands and the
//! key map.

use crate::domain::report::Part;
use crate::domain::text::Lang;

use super::command::{Command, Scope};
use super::dialog::Dialog;
use super::display::left;
use super::keymap::KeyMap;
use super::manual::{Line, Manner, paragraph_lines};
use super::model::{Model, Screen};

/// What help says, line by line; of the dialog that it was asked for in first.
pub fn lines(model: &Model, under: Option<&Dialog>, columns: usize) -> Vec<Line> {
    let lang = model.lang();
    let gap = lang.pick("：", ": ");
    let mut lines = Vec::new();
    if let Some(dialog) = under {
        let (title, words) = of_dialog(dialog, lang);
        lines.extend(paragraph_lines(&format!("**{title}**{gap}{words}"), columns));
        let words = lang.pick(
            "这个框能用的键写在框的最下一行。Esc 从帮助回到框里，填的、选的都还在。以下是框关上以后的键。",
            "The keys that work in the box stand in its last line. Esc leads back to it as it was. What follows are the keys once it is closed.",
        );
        lines.extend(paragraph_lines(words, columns));
        lines.push(Line::default());
    }
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

/// What a dialog is called, and what it is for.
fn of_dialog(dialog: &Dialog, lang: Lang) -> (&'static str, &'static str) {
    let [zh, en] = match dialog {
        Dialog::Palette(_) => [
            ("命令", "输入命令的几个字，选中后按 Enter 执行；每条命令后面是它的键。"),
            ("Commands", "type some letters of a command and press Enter to give it; its keys stand behind it."),
        ],
        Dialog::Find(_) | Dialog::Field(_) => [
            ("找单元格", "输入名称的几个字、拼音首字母、格名或格里的数，选中后按 Enter。名称正好相同的排在最前。"),
            (
                "Find a cell",
                "type words of its label, pinyin initials, its name or its figure, then Enter. Labels that are just that come first.",
            ),
        ],
        Dialog::Help(_) | Dialog::Manual(_) => [("帮助", "就是这一页。"), ("Help", "this page.")],
        Dialog::Chapters => {
            [("选章", "按章前面的数字，就到那一章。"), ("Chapters", "press the digit of a chapter to go there.")]
        }
        Dialog::Question(_) => [
            ("提问", "按所列的字母回答；按 Esc 返回，什么也不做。"),
            ("Question", "answer with one of the letters; Esc goes back and nothing is done."),
        ],
        Dialog::New(_) => [
            ("新建报告", "填单位全称和报告年度，Enter 到下一项，在最后一项按 Enter 完成。"),
            ("New report", "agency in full and report year; Enter goes on, and finishes on the last line."),
        ],
        Dialog::ImportPath(_) => [
            ("导入文件", "输入或粘贴文件的路径，按 Enter 读取；读出的数先给看，确认后才写入。"),
            (
                "Import a file",
                "type or paste its path and press Enter; what was read is shown before anything is written.",
            ),
        ],
        Dialog::Import(_) => [
            ("导入预览", "文件里读出的数。逐条看过，跳过或改正认错的，再按 Enter 采用；在此之前什么也没有写入。"),
            (
                "What was read",
                "look at the figures, skip or correct what is wrong, then Enter takes them; nothing is written before.",
            ),
        ],
        Dialog::Report(_) => [
            ("报告文件预览", "报告库外的一份报告说了什么。按所列的字母决定怎么办；在此之前什么也没有写入。"),
            (
                "A report from outside",
                "what it says. One of the letters decides what becomes of it; nothing is written before.",
            ),
        ],
        Dialog::Deleted(_) => [
            ("删除的报告", "删除过的报告，最近删的在前；按 Enter 取回。"),
            ("Deleted reports", "those that were deleted, the last one first; Enter brings one back."),
        ],
        Dialog::Export(_) => [
            ("导出", "选格式、文件夹和文件名，按 Enter 写出文件，随后读回比对。"),
            ("Export", "choose format, folder and file name; Enter writes the file and reads it back."),
        ],
        Dialog::Paste(..) => [
            ("粘贴预览", "每个数写到哪一格先给看；按 Enter 写入，可用 Ctrl-Z 一次撤销；按 Esc 不写。"),
            ("Paste", "which figure goes where; Enter writes them as one edit that Ctrl-Z undoes, Esc writes nothing."),
        ],
        Dialog::Findings(_) => [
            ("问题清单", "所有问题和可能的原因。按 Enter 到那一格或那一句；确属事实的，写明理由。"),
            (
                "Findings",
                "all of them with what may have caused them. Enter goes there; what is true all the same is given a reason.",
            ),
        ],
        Dialog::Rules(_) => [
            ("本格的核对", "这一格参与的各条核对，带现在的数。"),
            ("Rules of the cell", "the rules that it takes part in, with live numbers."),
        ],
        Dialog::Changes(_) => [
            ("改动", "逐条列出哪里改了、从什么改成什么；按 Enter 到那里。"),
            ("Changes", "what changed, from what into what; Enter goes there."),
        ],
        Dialog::ComparePath(_) => [
            ("与文件对照", "输入或粘贴另一份报告或文件的路径，按 Enter 看有哪些不同；不改这份报告。"),
            ("Compare with a file", "type or paste its path; Enter shows how it differs. This report stays as it is."),
        ],
        Dialog::CopyPath(_) => [
            ("另存到别处", "输入新文件的路径，按 Enter 另存一份。"),
            ("Save a copy elsewhere", "type the path of a new file; Enter saves a copy there."),
        ],
        Dialog::Fees(_) => [
            ("收费情况", "填件数和金额，按 Enter 把规定的一句话写进正文。"),
            ("Fee statement", "enter the numbers; Enter writes the prescribed sentence into the text."),
        ],
        Dialog::Signing(_) => [
            ("填写姓名", "填好各项，在最后一项按 Enter 开始或完成；按 Esc 不做。"),
            ("Names", "fill in the lines; Enter on the last one goes ahead, Esc does nothing."),
        ],
        Dialog::Note(_) => [
            ("批注", "写一句话，按 Enter 记下；清空了再按 Enter 就删除。"),
            ("Note", "write it and press Enter; an empty one is deleted."),
        ],
        Dialog::Notes(_) => {
            [("批注清单", "所有批注；按 Enter 到那一格。"), ("Notes", "all of them; Enter goes to the cell.")]
        }
        Dialog::Settings(_) => [
            ("设置", "改了马上生效；按 Esc 保存并关闭。"),
            ("Settings", "what is changed counts at once; Esc keeps it and closes."),
        ],
        Dialog::Chart(_) => [
            ("历年图", "本单位各年的数；只看，不改。"),
            ("The years", "the agency's figures of all years, to be looked at."),
        ],
        Dialog::Recovery(_) => [
            ("恢复", "上次没有存进报告的录入。按 Enter 恢复，可以撤销；按 Esc 以后再定，什么也不会丢。"),
            (
                "Recovery",
                "what never reached the report's file. Enter recovers it, undoably; Esc leaves it for later, and nothing is lost.",
            ),
        ],
        Dialog::Conflict(_) => [
            ("文件被改过", "这份报告的文件被别人改过。先看有哪些不同，再定怎么合并；两边的都不会丢。"),
            (
                "Changed by others",
                "somebody else changed the report's file. See the differences, then decide; neither side is lost.",
            ),
        ],
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
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
