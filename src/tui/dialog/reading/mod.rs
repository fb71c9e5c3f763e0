//! Help and the manual: long texts that are scrolled, over a screen or over another dialog, which waits below. Words are looked
//! for, headings are listed, and numbers, links and keys that open something lead there. The manual opens at the section
//! that speaks of the screen.

mod places;

mod topics;

use std::sync::Arc;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::domain::text::Text;

use super::super::canvas::{Canvas, Hit, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::{short, width};
use super::super::field::Field;
use super::super::help;
use super::super::key::{Chord, Code};
use super::super::manual::{self, Line, Manner, Page};
use super::Dialog;
use super::act::{Act, Did, Help, Modal};
use places::Way;

/// The most columns of a text: longer lines read badly.
const COLUMNS: u16 = 96;

#[derive(Debug, Clone)]
pub struct Reading {
    is_manual: bool,
    /// The line that it is scrolled to.
    top: usize,
    /// What help says of the dialog that waits below.
    over: Option<Help>,
    /// What that dialog explains besides.
    explained: &'static [Text],
    /// The name of the manual's section on the screen that it was opened from.
    topic: &'static str,
    /// The number of a section, as far as it is typed.
    number: usize,
    /// The lines from which links and numbers led away, the last one at the end.
    back: Vec<usize>,
    mode: Mode,
    /// What was looked for last, and which of the places it was found at is shown.
    wanted: String,
    shown: usize,
    /// Which of the keys that lead somewhere is chosen, by line and stretch.
    link: Option<(usize, usize)>,
}

#[derive(Debug, Clone)]
enum Mode {
    Scrolling,
    /// Words are being typed; with the line to which giving up leads back.
    Seeking(Box<Field>, usize),
    /// The headings are listed, of which this one is chosen.
    Headings(usize),
}

impl Reading {
    /// The manual's section on every dialog, by the dialog's name.
    pub const TOPICS: [(&str, &str); 40] = topics::TOPICS;

    fn new(command: Command, over: Option<Help>, topic: &'static str, desk: &Desk) -> Reading {
        let reading = Reading {
            is_manual: false,
            top: 0,
            over,
            explained: &[],
            topic,
            number: 0,
            back: Vec::new(),
            mode: Mode::Scrolling,
            wanted: String::new(),
            shown: 0,
            link: None,
        };
        if command == Command::Manual { reading.into_manual(desk) } else { reading }
    }

    pub fn over(command: Command, dialog: &Dialog, desk: &Desk) -> Reading {
        let reading = Reading::new(command, Some(dialog.help()), topics::of_dialog(dialog), desk);
        Reading { explained: dialog.explained(), ..reading }
    }

    /// The manual in its place, at the section on the screen below.
    fn into_manual(mut self, desk: &Desk) -> Reading {
        self.is_manual = true;
        let (columns, _) = page(desk.size);
        self.top = manual::page(desk.lang(), columns.into()).line_of(self.topic).unwrap_or(0);
        self
    }

    fn text(&self, desk: &Desk, columns: usize) -> Arc<Page> {
        match self.is_manual {
            true => manual::page(desk.lang(), columns),
            false => {
                let lines = help::lines(desk, self.over, self.explained, columns);
                Page { lines, ..Page::default() }.into()
            }
        }
    }

    /// Shows a line of the text, which can be left for the one before.
    fn leap(&mut self, line: usize, most: usize) {
        self.back.push(self.top);
        (self.top, self.link) = (line.min(most), None);
    }

    /// Takes one more digit of a section's number and shows the section.
    fn take_digit(&mut self, digit: u32, lines: &[Line], most: usize) {
        let digit = digit as usize;
        let numbers = [self.number * 10 + digit, digit];
        let Some((number, line)) = numbers.into_iter().find_map(|n| Some((n, places::numbered(lines, n)?))) else {
            return self.number = 0;
        };
        if self.number == 0 || number < 10 {
            self.leap(line, most);
        }
        (self.number, self.top, self.link) = (number, line.min(most), None);
    }

    /// Shows the line so many places on among those where the words were found, round and round.
    fn step(&mut self, lines: &[Line], step: isize, most: usize) {
        let found = places::find(lines, &self.wanted);
        let count = isize::try_from(found.len()).unwrap_or(0);
        if count == 0 {
            return;
        }
        let at = isize::try_from(self.shown).unwrap_or(0) + step;
        self.shown = usize::try_from(at.rem_euclid(count)).unwrap_or(0);
        self.bring(found[self.shown].0, most);
    }

    /// Scrolls a line into sight, with some of what stands above it.
    fn bring(&mut self, line: usize, most: usize) {
        self.top = line.saturating_sub(2).min(most);
        self.link = None;
    }

    fn begin_to_seek(&mut self, most: usize) {
        self.mode = Mode::Seeking(Box::new(Field::line("")), self.top.min(most));
    }

    /// Shows the first place from a line on where the typed words stand.
    fn seek(&mut self, lines: &[Line], from: usize, most: usize) {
        let found = places::find(lines, &self.wanted);
        self.shown = found.iter().position(|(line, _)| *line >= from).unwrap_or(0);
        self.bring(found.get(self.shown).map_or(from, |(line, _)| *line), most);
    }

    fn key_in_headings(&mut self, chosen: usize, chord: Chord, lines: &[Line], most: usize) {
        let (mut chosen, headings) = (chosen, places::headings(lines));
        self.mode = match chord.code {
            Code::Esc | Code::Char('t') => Mode::Scrolling,
            Code::Enter => {
                if let Some((line, _)) = headings.get(chosen) {
                    self.leap(*line, most);
                }
                Mode::Scrolling
            }
            Code::Char(digit @ '0'..='9') => {
                self.take_digit(u32::from(digit) - u32::from('0'), lines, most);
                Mode::Scrolling
            }
            code => {
                code.choose(&mut chosen, headings.len());
                Mode::Headings(chosen)
            }
        };
    }

    /// Chooses the next place in sight that leads somewhere, or the one before.
    fn choose_link(&mut self, text: &Page, room: usize, desk: &Desk, forward: bool) {
        let seen = self.top..self.top + room;
        let links: Vec<(usize, usize)> = self.ways(text, desk).into_iter().map(|(line, at, _)| (line, at)).collect();
        let mut seen: Vec<(usize, usize)> = links.into_iter().filter(|(line, _)| seen.contains(line)).collect();
        if !forward {
            seen.reverse();
        }
        let at = self.link.and_then(|link| seen.iter().position(|other| *other == link));
        self.link = seen.get(at.map_or(0, |at| at + 1)).or(seen.first()).copied();
    }

    /// What leads somewhere; over a dialog no key, since the dialog would have to be given up first.
    fn ways(&self, text: &Page, desk: &Desk) -> Vec<(usize, usize, Way)> {
        places::ways(text, desk, self.over.is_none())
    }

    /// The line of keys, with what was found.
    fn keys(&self, seen: usize, lines: &[Line], desk: &Desk) -> String {
        let lang = desk.lang();
        let closes = match self.over {
            Some(_) => lang.pick("Esc 返回", "Esc goes back"),
            None => lang.pick("Esc 关闭", "Esc closes"),
        };
        if !self.wanted.is_empty() {
            let count = places::find(lines, &self.wanted).len();
            let found = match count {
                0 => lang.say("未找到", "not found"),
                _ => format!("{}/{count}", self.shown + 1),
            };
            let wanted = &self.wanted;
            return lang.say(
                format!("“{wanted}” {found}  n 下一处  N 上一处  / 另找  Esc 结束查找"),
                format!("\"{wanted}\" {found}  n next  N previous  / another  Esc ends the search"),
            );
        }
        if self.link.is_some() {
            return lang.say("Enter 打开  Tab 下一处  ", "Enter opens it  Tab next  ") + closes;
        }
        let keys = match self.is_manual {
            true => lang.pick(
                "空格 翻页  / 查找  t 目录  数字 到该节  Tab 选链接  ",
                "Space page  / find  t list  1-9 section  Tab link  ",
            ),
            false => lang.pick(
                "空格 翻页  / 查找  t 目录  Tab 选键  Shift-F1 手册  ",
                "Space page  / find  t list  Tab key  Shift-F1 manual  ",
            ),
        };
        format!("{keys}{closes}  {seen}/{}", lines.len())
    }

    /// A line as it is drawn: words that were found and the chosen key stand out.
    fn pieces(&self, at: usize, line: &Line, places: &Places, canvas: &Canvas<'_, '_>) -> Vec<(String, Style)> {
        let theme = canvas.theme;
        let mut pieces = Vec::new();
        let mut start = 0;
        for (stretch, (text, manner)) in line.0.iter().enumerate() {
            let style = match manner {
                Manner::Plain => Style::new(),
                Manner::Heading => theme.head(),
                Manner::Strong => theme.strong(),
                Manner::Code | Manner::Link(_) if self.link == Some((at, stretch)) => theme.cursor(),
                Manner::Code | Manner::Link(_) if places.ways.iter().any(|way| (way.0, way.1) == (at, stretch)) => {
                    theme.key().add_modifier(Modifier::UNDERLINED)
                }
                Manner::Code => theme.key(),
                Manner::Link(_) => Style::new(),
            };
            // Where something that was found begins or ends, the stretch is parted.
            let here = places.found.iter().enumerate().filter(|(_, (line, _))| *line == at);
            let mut rest = start;
            for (number, (_, range)) in here {
                let (from, to) = (range.start.max(rest), range.end.min(start + text.len()));
                if from < to {
                    let lit = if number == self.shown { theme.cursor() } else { theme.selection() };
                    pieces.push((text[rest - start..from - start].to_string(), style));
                    pieces.push((text[from - start..to - start].to_string(), lit));
                    rest = to;
                }
            }
            pieces.push((text[rest - start..].to_string(), style));
            start += text.len();
        }
        pieces
    }
}

/// What stands out in a text.
struct Places {
    found: Vec<(usize, std::ops::Range<usize>)>,
    ways: Vec<(usize, usize, Way)>,
}

/// Columns and rows that the box asks for on a screen of a size.
fn page(size: (u16, u16)) -> (u16, u16) {
    (size.0.saturating_sub(4).min(COLUMNS), size.1.saturating_sub(4))
}

/// Where a key scrolls a text from a line to, of which this line is the last that can be the first.
pub fn scrolled(top: usize, code: Code, most: usize) -> Option<usize> {
    if code == Code::Char(' ') { Code::PageDown } else { code }.moved(top.min(most), most)
}

impl Modal for Reading {
    const HELP: Help = [("帮助", "就是这一页。"), ("Help", "this page.")];

    fn open(command: Command, desk: &mut Desk) -> Result<Reading, Did> {
        Ok(Reading::new(command, None, topics::of_screen(desk), desk))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let (columns, rows) = page(desk.size);
        // The last line of the box says its keys.
        let room = usize::from(rows.saturating_sub(1));
        let text = self.text(desk, columns.into());
        let lines = &text.lines;
        let most = lines.len().saturating_sub(room);
        let number = std::mem::take(&mut self.number);
        match &mut self.mode {
            Mode::Headings(chosen) => {
                let chosen = *chosen;
                self.key_in_headings(chosen, chord, lines, most);
                return Did::Stay;
            }
            Mode::Seeking(field, from) => {
                let from = *from;
                match chord.code {
                    Code::Esc => {
                        self.wanted.clear();
                        (self.mode, self.top) = (Mode::Scrolling, from);
                    }
                    Code::Enter => self.mode = Mode::Scrolling,
                    _ if field.key(chord) => {
                        self.wanted = field.text().trim().to_string();
                        self.seek(lines, from, most);
                    }
                    _ => {}
                }
                return Did::Stay;
            }
            Mode::Scrolling => {}
        }
        match chord.code {
            Code::Esc if !self.wanted.is_empty() => self.wanted.clear(),
            Code::F(1) if chord.shift && !self.is_manual => *self = self.clone().into_manual(desk),
            Code::Esc | Code::F(1) | Code::Char('q') => return Did::Close,
            Code::Enter => {
                let chosen = self.ways(&text, desk).into_iter().find(|(line, at, _)| Some((*line, *at)) == self.link);
                match chosen {
                    Some((.., Way::Screen(command))) => return Did::Act(Act::Give(command)),
                    Some((.., Way::Line(line))) => self.leap(line, most),
                    None => return Did::Close,
                }
            }
            Code::Backspace => {
                if let Some(line) = self.back.pop() {
                    (self.top, self.link) = (line.min(most), None);
                }
            }
            Code::Char(digit @ '0'..='9') if self.is_manual => {
                self.number = number;
                self.take_digit(u32::from(digit) - u32::from('0'), lines, most);
            }
            Code::Char('/' | '／') => self.begin_to_seek(most),
            Code::Char('f') if chord.ctrl => self.begin_to_seek(most),
            Code::Char('n') => self.step(lines, 1, most),
            Code::Char('N') => self.step(lines, -1, most),
            Code::Char('t') => {
                let here = places::headings(lines).iter().rposition(|(line, _)| *line <= self.top).unwrap_or(0);
                self.mode = Mode::Headings(here);
            }
            Code::Tab => self.choose_link(&text, room, desk, !chord.shift),
            code => {
                // A page leaves a line in sight, so that one finds on.
                let step = room.saturating_sub(1).max(1);
                let top = match code {
                    Code::PageDown | Code::Char(' ') => Some((self.top + step).min(most)),
                    Code::PageUp => Some(self.top.min(most).saturating_sub(step)),
                    code => scrolled(self.top, code, most),
                };
                if let Some(top) = top {
                    (self.top, self.link) = (top, None);
                }
            }
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let (columns, rows) = page(desk.size);
        let text = self.text(desk, columns.into());
        let lines = &text.lines;
        let headings = places::headings(lines);
        let title = match (self.is_manual, &self.mode) {
            (true, Mode::Headings(_)) => lang.say("使用手册：目录", "Manual: contents"),
            (true, _) => {
                // The section that the first line belongs to.
                let section = headings.iter().rfind(|(line, _)| *line <= self.top).filter(|(line, _)| *line > 0);
                let title = lang.say("使用手册", "Manual");
                section.map_or(title.clone(), |(_, words)| format!("{title} · {words}"))
            }
            (false, _) => lang.say("帮助", "Help"),
        };
        let area = canvas.open_box(columns, rows, &title);
        if let Mode::Headings(chosen) = self.mode {
            let headings = headings.into_iter().map(|(_, words)| words);
            canvas.list(above(area, 1), headings, chosen);
            let keys = match self.is_manual {
                true => lang.pick(
                    "↑↓ 选  Enter 定位  数字 到该节  Esc 返回",
                    "↑↓ choose  Enter goes there  digits go to a section  Esc goes back",
                ),
                false => lang.pick("↑↓ 选  Enter 定位  Esc 返回", "↑↓ choose  Enter goes there  Esc goes back"),
            };
            return canvas.keys_line(area, keys);
        }
        let room = usize::from(above(area, 1).height);
        let top = self.top.min(lines.len().saturating_sub(room));
        let places = Places { found: places::find(lines, &self.wanted), ways: self.ways(&text, desk) };
        for ((at, line), y) in lines.iter().enumerate().skip(top).take(room).zip(area.y..) {
            let pieces = self.pieces(at, line, &places, canvas);
            canvas.run(area.x, y, area.right(), &pieces);
            for (_, stretch, way) in places.ways.iter().filter(|(line, ..)| *line == at) {
                let before: usize = line.0[..*stretch].iter().map(|(text, _)| width(text)).sum();
                let place = Rect { x: area.x + short(before), y, width: short(width(&line.0[*stretch].0)), height: 1 };
                canvas.hit(
                    place,
                    match *way {
                        Way::Screen(command) => Hit::Command(command),
                        Way::Line(line) => Hit::Item(line),
                    },
                );
            }
        }
        if let Mode::Seeking(field, _) = &self.mode {
            let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
            let count = match (self.wanted.is_empty(), places.found.len()) {
                (true, _) => String::new(),
                (false, 0) => lang.say("未找到", "not found"),
                (false, count) => format!("{}/{count}", self.shown + 1),
            };
            let right = short(width(&count) + 1).min(line.width);
            canvas.prompt(field, Rect { width: line.width - right, ..line });
            return canvas.put(line.right() - right, line.y, right, &count, canvas.theme.quiet());
        }
        canvas.keys_line(area, &self.keys((top + room).min(lines.len()), lines, desk));
    }

    fn field(&mut self) -> Option<&mut Field> {
        match &mut self.mode {
            Mode::Seeking(field, _) => Some(field),
            Mode::Scrolling | Mode::Headings(_) => None,
        }
    }

    fn takes_text(&self) -> bool {
        matches!(self.mode, Mode::Seeking(..))
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        match &mut self.mode {
            Mode::Headings(chosen) => {
                *chosen = line;
                Some(Code::Enter)
            }
            // A link was pointed at, and this is the line that it leads to.
            Mode::Scrolling | Mode::Seeking(..) => {
                self.leap(line, line);
                None
            }
        }
    }
}
