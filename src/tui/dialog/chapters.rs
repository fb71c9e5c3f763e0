//! The choice of a chapter by its digit.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::Part;

use super::super::canvas::{Canvas, Hit};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::short;
use super::super::key::{Chord, Code};
use super::act::{Act, Did, Help, Modal};

/// The chapters; 0 is the preamble, the digit behind the last one the closing lines.
#[derive(Debug, Clone)]
pub struct Chapters;

fn command(desk: &Desk, digit: u32) -> Option<Command> {
    match desk.report()?.session.report().parts().nth(digit as usize)? {
        Part::Preamble => Some(Command::Preamble),
        Part::Closing => Some(Command::Closing),
        Part::Chapter(index) => Command::CHAPTERS.get(index).copied(),
    }
}

impl Modal for Chapters {
    const HELP: Help =
        [("选择章节", "按章前的数字定位到该章。"), ("Chapters", "press the digit of a chapter to go there.")];

    fn open(_command: Command, _desk: &mut Desk) -> Result<Chapters, Did> {
        Ok(Chapters)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let digit = match chord.code {
            Code::Char(typed) => typed.to_digit(10),
            _ => None,
        };
        match digit {
            Some(digit) => command(desk, digit).map_or(Did::Close, |command| Did::Act(Act::Give(command))),
            None if chord.code == Code::Esc => Did::Close,
            None => {
                let words = "Press a chapter's digit, or Esc to close";
                desk.refuse(desk.lang().pick("请按章前的数字，或按 Esc 关闭", words));
                Did::Stay
            }
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        let parts: Vec<Part> = report.session.report().parts().collect();
        let area = canvas.open_box(64, short(parts.len() + 1), lang.pick("定位到哪一章？", "Go to which chapter?"));
        for ((part, digit), y) in parts.iter().zip('0'..='9').zip(area.y..area.bottom().saturating_sub(1)) {
            let words = match part {
                Part::Preamble => lang.say("导语", "preamble"),
                Part::Closing => lang.say("落款", "closing"),
                Part::Chapter(index) => {
                    let chapter = &report.form().definition().chapters[*index];
                    format!("{}{}{}", chapter.number(lang), lang.pick("、", ". "), chapter.named(lang))
                }
            };
            canvas.run(area.x, y, area.right(), &[(format!("{digit}  "), canvas.theme.key()), (words, Style::new())]);
            canvas.hit(Rect { y, height: 1, ..area }, Hit::Key(Chord::plain(Code::Char(digit))));
        }
        canvas.keys_line(area, lang.pick("按数字键定位  Esc 关闭", "press a digit  Esc closes"));
    }
}
