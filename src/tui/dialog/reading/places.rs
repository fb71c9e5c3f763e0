//! Places of a long text: its headings, the words that are looked for in it, and what leads from it to somewhere.

use std::ops::Range;

use super::super::super::command::Command;
use super::super::super::desk::Desk;
use super::super::super::key::{Chord, Code};
use super::super::super::manual::{Line, Manner, Page};
use super::super::Dialog;

/// Where a stretch of a text leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the screen of a command.
    Screen(Command),
    /// To a line of the same text.
    Line(usize),
}

/// The headings with the lines that they stand on.
pub fn headings(lines: &[Line]) -> Vec<(usize, String)> {
    let is_heading = |line: &Line| !line.0.is_empty() && line.0.iter().all(|(_, manner)| *manner == Manner::Heading);
    let leads = |at: usize| lines.get(at + 1).is_some_and(Line::is_rule) || lines[at].words().starts_with('[');
    let found = (0..lines.len()).filter(|&at| is_heading(&lines[at]) && !lines[at].is_rule() && leads(at));
    found.map(|at| (at, lines[at].words())).collect()
}

/// Where words stand in a text of lines: the line that they begin on, and their bytes in it; large and small letters are the
/// same. Words that go on in the next line are found as well.
pub fn find(lines: &[Line], wanted: &str) -> Vec<(usize, Range<usize>)> {
    let wanted = wanted.trim().to_ascii_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let words: Vec<String> = lines.iter().map(|line| line.words().to_ascii_lowercase()).collect();
    let of_line = |(at, line): (usize, &String)| -> Vec<(usize, Range<usize>)> {
        let next = words.get(at + 1).map_or("", |next| next.trim_start());
        let parted = line.ends_with(|c: char| c.is_ascii()) && next.starts_with(|c: char| c.is_ascii());
        let text = format!("{line}{}{next}", if parted { " " } else { "" });
        let begins = text.match_indices(&wanted).filter(|(start, _)| *start < line.len());
        begins.map(|(start, _)| (at, start..(start + wanted.len()).min(line.len()))).collect()
    };
    words.iter().enumerate().flat_map(of_line).collect()
}

/// The line of the heading that begins with a number.
pub fn numbered(lines: &[Line], number: usize) -> Option<usize> {
    let begins = |words: &str| words.split_once([' ', '.']).is_some_and(|(first, _)| first.parse() == Ok(number));
    headings(lines).into_iter().find(|(_, words)| begins(words)).map(|(line, _)| line)
}

/// What leads from a text to somewhere, with the line and the stretch that it stands in: links to headings, and the keys that
/// open something here. Letters mean something else on every screen and are none.
pub fn ways(page: &Page, desk: &Desk, to_screens: bool) -> Vec<(usize, usize, Way)> {
    let command = |words: &str| {
        let chord = words.split_whitespace().next()?.to_lowercase().parse::<Chord>().ok()?;
        let is_certain = chord.ctrl || chord.alt || matches!(chord.code, Code::F(_));
        let command = desk.setting.keymap.command(&desk.reaches(), chord).filter(|_| is_certain && to_screens)?;
        let opens = Dialog::ALL.iter().any(|(_, commands)| commands.contains(&command));
        (opens && !matches!(command, Command::Help | Command::Manual)).then_some(command)
    };
    let way = |words: &str, manner: Manner| match manner {
        Manner::Code => command(words).map(Way::Screen),
        Manner::Link(target) => page.line_of(page.targets.get(target)?).map(Way::Line),
        Manner::Plain | Manner::Heading | Manner::Strong => None,
    };
    let of_line = |(at, line): (usize, &Line)| -> Vec<(usize, usize, Way)> {
        let stretches = line.0.iter().enumerate();
        stretches.filter_map(|(stretch, (words, manner))| Some((at, stretch, way(words, *manner)?))).collect()
    };
    page.lines.iter().enumerate().flat_map(of_line).collect()
}
