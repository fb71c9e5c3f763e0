//! The list of commands with their keys, and below it what the next key does.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::super::canvas::{Canvas, Hit, styled};
use super::super::super::command::Command;
use super::super::super::desk::Desk;
use super::super::super::display::{left, wrap};
use super::{ALL, KeyBindings, Stage};

/// The columns of scope, title and name; keys have what is left.
const SCOPE: usize = 11;
const TITLE: usize = 26;
const NAME: usize = 20;

/// Below so many columns a command has only its title and its keys.
const LEAST: u16 = 66;
const SHORT_TITLE: usize = 18;

/// Lines below the list: what was told, and the keys.
const BELOW: u16 = 5;

pub fn draw(list: &KeyBindings, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
    let (lang, theme) = (desk.lang(), canvas.theme);
    let area = canvas.open_wide(lang.pick("自定义按键", "Keys"));
    if area.height <= BELOW + 1 {
        return canvas.keys_line(area, lang.pick("窗口太小，请放大  Esc 关闭", "The window is too small  Esc closes"));
    }
    canvas.prompt(&list.query, area);
    let room = Rect { y: area.y + 1, height: area.height - 1 - BELOW, ..area };
    let line = |command: Command| {
        let is_changed = desk.setting.chosen.keys.iter().any(|bound| bound.command == command.name());
        let title = format!("{}{}", command.title(lang), if is_changed { " *" } else { "" });
        let keys = desk.setting.keymap.shown(&ALL, command);
        if area.width < LEAST {
            return format!("{}{keys}", left(&title, SHORT_TITLE));
        }
        let scope = left(command.reach().title(lang), SCOPE);
        format!("{scope}{}{}{keys}", left(&title, TITLE), left(command.name(), NAME))
    };
    canvas.list(room, list.commands.iter().map(|command| line(*command)), list.selected);
    if list.stage != Stage::Choosing {
        canvas.hit(room, Hit::Item(list.selected));
    }
    let below = Rect { y: room.bottom(), height: BELOW - 1, ..area };
    let title = list.command().map_or("", |command| command.title(lang));
    let (asked, keys) = match list.stage {
        Stage::Choosing if list.commands.is_empty() => (
            lang.say("! 没有匹配的命令", "! No such command"),
            lang.pick("输入关键字筛选  Esc 保存并关闭", "type to filter  Esc saves and closes"),
        ),
        Stage::Choosing if area.width < LEAST => (
            lang.say("* 已自定义", "* changed"),
            lang.pick("Enter 新键  Delete 还原  Esc 关闭", "Enter new  Delete resets  Esc closes"),
        ),
        Stage::Choosing => (
            lang.say(
                "* 已自定义；第三列是设置文件中的名称",
                "* changed; the third column is the name in the settings file",
            ),
            lang.pick(
                "输入关键字筛选  ↑↓ 选择  Enter 设新键  Delete 还原默认  Esc 保存并关闭",
                "type to filter  ↑↓ choose  Enter new key  Delete resets  Esc saves, closes",
            ),
        ),
        Stage::Listening => (
            lang.say(format!("请按“{title}”的新键："), format!("Press the new key of: {title}")),
            lang.pick("Esc 取消", "Esc cancels"),
        ),
        Stage::Clashing(_) => (
            lang.say(format!("改为“{title}”？"), format!("Give it to: {title}?")),
            lang.pick("Enter 仍用此键  Esc 取消", "Enter uses it all the same  Esc cancels"),
        ),
    };
    let style = if list.stage == Stage::Choosing { theme.quiet() } else { theme.head() };
    let mut lines: Vec<(String, Style)> = Vec::new();
    if let Some((words, is_refused)) = &list.told {
        let (sign, style) = match (is_refused, list.stage) {
            (true, _) => ("! ", theme.error()),
            (false, Stage::Clashing(_)) => ("! ", theme.warning()),
            (false, _) => ("", theme.good()),
        };
        lines.extend(styled(wrap(&format!("{sign}{words}"), area.width.into()), style));
    }
    if list.told.is_none() || list.stage != Stage::Choosing {
        lines.extend(styled(wrap(&asked, area.width.into()), style));
    }
    for ((words, style), y) in lines.into_iter().zip(below.y..below.bottom()) {
        canvas.put(area.x, y, area.width, &words, style);
    }
    canvas.keys_line(area, keys);
}
