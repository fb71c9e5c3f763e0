//! The words by which the library's list, or that of the collecting desk, is narrowed, on the line below it: every letter counts at once.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::{short, width};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::act::{Act, Did, Help, Modal};

#[derive(Debug, Clone)]
pub struct Filter {
    words: Field,
    /// Whether it is the list of the collecting desk.
    is_of_bodies: bool,
}

impl Filter {
    /// Shows what the words let through.
    pub fn narrow(&self, desk: &mut Desk) {
        match &mut desk.collecting {
            Some(screen) => screen.narrow(self.words.text()),
            None => desk.library.narrow(self.words.text()),
        }
    }
}

impl Modal for Filter {
    const HELP: Help = [
        (
            "筛选报告",
            "输入单位名称的几个字、拼音首字母、年度，或“本机关”“汇总”；几个词用空格键隔开，须全部符合。Enter 打开选中的，Tab 保留筛选并回到列表，Esc 显示全部。",
        ),
        (
            "Filter the reports",
            "type part of the agency's name, its pinyin initials, a year, “own” or “aggregated”; several words, separated by spaces, must all match. Enter opens the chosen one, Tab goes back to the filtered list, Esc shows all.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    fn help(&self) -> Help {
        match self.is_of_bodies {
            false => Self::HELP,
            true => [
                (
                    "筛选单位",
                    "输入单位名称的几个字、拼音首字母、组别或状态；几个词用空格键隔开，须全部符合。Enter 查看选中的报告，Tab 保留筛选并回到列表，Esc 显示全部。",
                ),
                (
                    "Filter the bodies",
                    "type part of a body's name, its pinyin initials, a group or a state; several words, separated by spaces, must all match. Enter opens the chosen one's report, Tab goes back to the filtered list, Esc shows all.",
                ),
            ],
        }
    }

    fn open(_command: Command, desk: &mut Desk) -> Result<Filter, Did> {
        let filter = desk.collecting.as_ref().map_or(desk.library.filter(), |screen| screen.filter());
        Ok(Filter { words: Field::line(filter), is_of_bodies: desk.collecting.is_some() })
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if let Some(screen) = &mut desk.collecting {
            let count = screen.shown().len();
            match chord.code {
                Code::Esc => {
                    screen.show_all();
                    return Did::Close;
                }
                Code::Tab => return Did::Close,
                Code::Enter if screen.place().is_some() => return Did::Act(Act::Give(Command::OpenBody)),
                Code::Up | Code::Down | Code::PageUp | Code::PageDown => {
                    chord.code.choose(&mut screen.selected, count);
                }
                _ if self.words.key(chord) => self.narrow(desk),
                _ => {}
            }
            return Did::Stay;
        }
        let rows = desk.size.1;
        let moved = match chord.code {
            Code::Up => Some(Command::ListUp),
            Code::Down => Some(Command::ListDown),
            Code::PageUp => Some(Command::ListPageUp),
            Code::PageDown => Some(Command::ListPageDown),
            _ => None,
        };
        match chord.code {
            Code::Esc => {
                desk.library.show_all();
                return Did::Close;
            }
            Code::Tab => return Did::Close,
            Code::Enter if desk.library.current().is_some() => return Did::Act(Act::Give(Command::Open)),
            _ => {}
        }
        match moved {
            Some(command) => desk.library.run(command, rows),
            None if self.words.key(chord) => self.narrow(desk),
            None => {}
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let screen = canvas.screen();
        let line = Rect { y: screen.bottom().saturating_sub(2), height: 1, ..screen };
        let label = lang.pick("筛选：", "Filter: ");
        canvas.bar(line, label, Style::new());
        canvas.put(line.x, line.y, line.width, label, canvas.theme.key());
        let lead = short(width(label));
        canvas.field(&self.words, Rect { x: line.x + lead, width: line.width.saturating_sub(lead), ..line }, true);
        if desk.message.is_none() && desk.busy.is_none() {
            let words = match self.is_of_bodies {
                true => lang.pick(
                    " 名称、拼音首字母、组别、状态  ↑↓ 选择  Enter 查看  Tab 回列表  Esc 显示全部",
                    " name, pinyin initials, group, state  ↑↓ choose  Enter opens  Tab list  Esc shows all",
                ),
                false => lang.pick(
                    " 名称、拼音首字母、年度  ↑↓ 选择  Enter 打开  Tab 回列表  Esc 显示全部",
                    " name, pinyin initials, year  ↑↓ choose  Enter opens  Tab list  Esc shows all",
                ),
            };
            let below = Rect { y: line.y + 1, ..line };
            canvas.bar(below, "", Style::new());
            canvas.keys_line(below, words);
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.words)
    }
}
