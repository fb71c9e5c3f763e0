//! The command palette: all commands that can be given here, narrowed by their titles, by what people call them, by their
//! names, and by the pinyin of all of these. How well each fits is told by [`search`]; of two that fit alike the one that is
//! called so comes before the one that is called so besides, and the shorter before the longer.

use crate::domain::search::{self, Fit};
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::command::{Command, Reach};
use super::super::desk::Desk;
use super::super::display::left;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::unserved;
use super::act::{Act, Did, Help, Modal};
use super::picker::Picker;

#[derive(Debug, Clone)]
pub struct Palette(Picker<Command>);

/// How a command fits a query: how well, whether only by what it is called besides, how long the words are that fit, and those
/// words.
fn rank(command: Command, query: &str, lang: Lang) -> Option<(Fit, bool, usize, &'static str)> {
    let own = [command.title(lang), command.title(Lang::En), command.name()].map(|words| (words, false));
    let also = command.also().map(|word| (word, true));
    let fit = |(words, is_besides): (&'static str, bool)| {
        let whole = words.eq_ignore_ascii_case(query.trim()).then_some(Fit::Whole);
        let fit = whole.or_else(|| search::name(words, query))?;
        Some((fit, is_besides, words.chars().count(), words))
    };
    own.into_iter().chain(also).filter_map(fit).min()
}

fn matching(reaches: &[Reach], query: &str, lang: Lang) -> Vec<Command> {
    let here = Command::ALL.iter().copied().filter(|command| reaches.contains(&command.reach()));
    if query.trim().is_empty() {
        return here.collect();
    }
    ranked(here, query, lang)
}

fn ranked(commands: impl Iterator<Item = Command>, query: &str, lang: Lang) -> Vec<Command> {
    let mut found: Vec<_> = commands
        .filter_map(|command| {
            rank(command, query, lang).map(|(fit, besides, length, _)| (fit, besides, length, command))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(.., command)| command).collect()
}

/// Where a command is given that is none here, if one is looked for.
fn elsewhere(query: &str, lang: Lang) -> Option<String> {
    let command = *ranked(Command::ALL.iter().copied(), query, lang).first()?;
    let (title, reach) = (command.title(lang), command.reach());
    Some(match reach {
        Reach::Library => lang.say(
            format!("“{title}”在报告库中使用：按 ‹library› 返回报告库"),
            format!("“{title}” belongs to the library: ‹library› goes back there"),
        ),
        Reach::Report => lang.say(
            format!("“{title}”在报告中使用：先选一份报告，按 ‹open› 打开"),
            format!("“{title}” belongs to a report: choose one and open it with ‹open›"),
        ),
        Reach::Collecting => lang.say(
            format!("“{title}”在汇总台使用：在报告库选中汇总单位，按 ‹collecting› 打开"),
            format!(
                "“{title}” belongs to the collecting desk: choose the agency in the library and press ‹collecting›"
            ),
        ),
        Reach::Grid | Reach::Prose | Reach::Everywhere => lang.say(
            format!("“{title}”在报告的{}中使用", reach.title(lang)),
            format!("“{title}” belongs to the {} of a report", reach.title(lang).to_lowercase()),
        ),
    })
}

impl Modal for Palette {
    const HELP: Help = [
        (
            "命令",
            "输入命令的几个字、拼音首字母（dc）或常用叫法（打印、备份），选中后按 Enter 执行；命令后面是它的按键。完全相同的在最前，其次是开头相同的，再次是含有的；相同情况下短的在前。没有这个命令的，最下面说明如何处理。",
        ),
        (
            "Commands",
            "type part of a command, or what you call it (print, backup), and press Enter to run it; its keys follow it. Exact names come first, then those that begin with it, then those that contain it. Where there is no such command, the last line says what to do.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<Palette, Did> {
        Ok(Palette(Picker::new(matching(&desk.reaches(), "", desk.lang()))))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match self.0.key(chord, |query| matching(&desk.reaches(), query, desk.lang())) {
            Ok(command) => Did::Act(Act::Give(command)),
            Err(did) => did,
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let query = self.0.query.text();
        let line = |&command: &Command| {
            // Why it is listed shows where its title does not tell.
            let besides =
                rank(command, &query, lang).filter(|(_, is_besides, ..)| *is_besides && !query.trim().is_empty());
            let besides = besides.map_or_else(String::new, |(.., word)| format!("  = {word}"));
            format!("{} {}{besides}", left(command.title(lang), 36), desk.keys(command))
        };
        let chosen = self.0.chosen();
        let answer = unserved::answer(&query, chosen.is_some(), lang).map(ToString::to_string);
        let answer = answer.or_else(|| elsewhere(&query, lang).filter(|_| chosen.is_none()));
        let does = || chosen.and_then(|command| command.does(lang)).unwrap_or_default().to_string();
        let about = answer.map_or_else(does, |answer| desk.in_words(&answer));
        let words = [self.title(lang), "", &about];
        self.0.draw(words, self.0.items.iter().map(line).collect(), desk, canvas);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.0.query)
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        self.0.point(line)
    }
}
