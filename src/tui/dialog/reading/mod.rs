//! Help and the manual: long texts that are scrolled, over a screen or over another dialog, which waits below. Words are looked
//! for, headings are listed, and keys that open something lead there.

mod places;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit, above};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::{short, width};
use super::super::field::Field;
use super::super::help;
use super::super::key::{Chord, Code};
use super::super::manual::{self, Line, Manner};
use super::act::{Act, Did, Help, Modal};

/// The most columns of a text: longer lines read badly.
const COLUMNS: u16 = 96;

#[derive(Debug, Clone)]
pub struct Reading {
    is_manual: bool,
    /// The line that it is scrolled to.
    top: usize,
    /// What help says of the dialog that waits below.
    over: Option<Help>,
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
    fn new(command: Command, over: Option<Help>) -> Reading {
        let is_manual = command == Command::Manual;
        Reading { is_manual, top: 0, over, mode: Mode::Scrolling, wanted: String::new(), shown: 0, link: None }
    }

    pub fn over(command: Command, help: Help) -> Reading {
        Reading::new(command, Some(help))
    }

    fn lines(&self, desk: &Desk, columns: usize) -> Vec<Line> {
        match self.is_manual {
            true => manual::lines(desk.lang(), columns),
            false => help::lines(desk, self.over, columns),
        }
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
                self.link = None;
                self.top = headings.get(chosen).map_or(self.top, |(line, _)| (*line).min(most));
                Mode::Scrolling
            }
            code => {
                code.choose(&mut chosen, headings.len());
                Mode::Headings(chosen)
            }
        };
    }

    /// Chooses the next key in sight that leads somewhere, or the one before.
    fn choose_link(&mut self, lines: &[Line], room: usize, desk: &Desk, forward: bool) {
        let seen = self.top..self.top + room;
        let links: Vec<(usize, usize)> = self.links(lines, desk).into_iter().map(|(line, at, _)| (line, at)).collect();
        let mut seen: Vec<(usize, usize)> = links.into_iter().filter(|(line, _)| seen.contains(line)).collect();
        if !forward {
            seen.reverse();
        }
        let at = self.link.and_then(|link| seen.iter().position(|other| *other == link));
        self.link = seen.get(at.map_or(0, |at| at + 1)).or(seen.first()).copied();
    }

    /// The keys that lead somewhere; none over a dialog, which would have to be given up first.
    fn links(&self, lines: &[Line], desk: &Desk) -> Vec<(usize, usize, Command)> {
        if self.over.is_some() { Vec::new() } else { places::links(lines, desk) }
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
                0 => lang.pick("没有找到", "not found").to_string(),
                _ => format!("{}/{count}", self.shown + 1),
            };
            let wanted = &self.wanted;
            return match lang {
                Lang::Zh => format!("“{wanted}” {found}  n 下一处  N 上一处  / 另找  Esc 不找了"),
                Lang::En => format!("\"{wanted}\" {found}  n next  N previous  / another  Esc ends it"),
            };
        }
        if self.link.is_some() {
            return lang.pick("Enter 打开  Tab 下一个键  ", "Enter opens it  Tab next key  ").to_string() + closes;
        }
        let keys = lang.pick(
            "↑↓ PageDown End 翻看  / 查找  t 目录  Tab 选键  ",
            "↑↓ PageDown End scroll  / find  t contents  Tab keys  ",
        );
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
                Manner::Code if self.link == Some((at, stretch)) => theme.cursor(),
                Manner::Code if places.links.iter().any(|link| (link.0, link.1) == (at, stretch)) => {
                    theme.key().add_modifier(Modifier::UNDERLINED)
                }
                Manner::Code => theme.key(),
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
    links: Vec<(usize, usize, Command)>,
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

    fn open(command: Command, _desk: &mut Desk) -> Result<Reading, Did> {
        Ok(Reading::new(command, None))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let (columns, rows) = page(desk.size);
        // The last line of the box says its keys.
        let room = usize::from(rows.saturating_sub(1));
        let lines = self.lines(desk, columns.into());
        let most = lines.len().saturating_sub(room);
        match &mut self.mode {
            Mode::Headings(chosen) => {
                let chosen = *chosen;
                self.key_in_headings(chosen, chord, &lines, most);
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
                        self.seek(&lines, from, most);
                    }
                    _ => {}
                }
                return Did::Stay;
            }
            Mode::Scrolling => {}
        }
        match chord.code {
            Code::Esc if !self.wanted.is_empty() => self.wanted.clear(),
            Code::Esc | Code::F(1) | Code::Char('q') => return Did::Close,
            Code::Enter => {
                let links = self.links(&lines, desk);
                let chosen = links.into_iter().find(|(line, at, _)| Some((*line, *at)) == self.link);
                return chosen.map_or(Did::Close, |(.., command)| Did::Act(Act::Give(command)));
            }
            Code::Char('/' | '／') => self.begin_to_seek(most),
            Code::Char('f') if chord.ctrl => self.begin_to_seek(most),
            Code::Char('n') => self.step(&lines, 1, most),
            Code::Char('N') => self.step(&lines, -1, most),
            Code::Char('t') => {
                let here = places::headings(&lines).iter().rposition(|(line, _)| *line <= self.top).unwrap_or(0);
                self.mode = Mode::Headings(here);
            }
            Code::Tab => self.choose_link(&lines, room, desk, !chord.shift),
            code => {
                if let Some(top) = scrolled(self.top, code, most) {
                    (self.top, self.link) = (top, None);
                }
            }
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let (columns, rows) = page(desk.size);
        let title = match (self.is_manual, &self.mode) {
            (true, Mode::Headings(_)) => lang.pick("使用手册：目录", "Manual: contents"),
            (true, _) => lang.pick("使用手册", "Manual"),
            (false, _) => lang.pick("帮助", "Help"),
        };
        let area = canvas.open_box(columns, rows, title);
        let lines = self.lines(desk, area.width.into());
        if let Mode::Headings(chosen) = self.mode {
            let headings = places::headings(&lines).into_iter().map(|(_, words)| words);
            canvas.list(above(area, 1), headings, chosen);
            let keys = lang.pick("↑↓ 选  Enter 去那里  Esc 返回", "↑↓ choose  Enter goes there  Esc goes back");
            return canvas.keys_line(area, keys);
        }
        let room = usize::from(above(area, 1).height);
        let top = self.top.min(lines.len().saturating_sub(room));
        let places = Places { found: places::find(&lines, &self.wanted), links: self.links(&lines, desk) };
        for ((at, line), y) in lines.iter().enumerate().skip(top).take(room).zip(area.y..) {
            let pieces = self.pieces(at, line, &places, canvas);
            canvas.run(area.x, y, area.right(), &pieces);
            for (_, stretch, command) in places.links.iter().filter(|(line, ..)| *line == at) {
                let before: usize = line.0[..*stretch].iter().map(|(text, _)| width(text)).sum();
                let place = Rect { x: area.x + short(before), y, width: short(width(&line.0[*stretch].0)), height: 1 };
                canvas.hit(place, Hit::Command(*command));
            }
        }
        if let Mode::Seeking(field, _) = &self.mode {
            let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
            let count = match (self.wanted.is_empty(), places.found.len()) {
                (true, _) => String::new(),
                (false, 0) => lang.pick("没有找到", "not found").to_string(),
                (false, count) => format!("{}/{count}", self.shown + 1),
            };
            let right = short(width(&count) + 1).min(line.width);
            canvas.prompt(field, Rect { width: line.width - right, ..line });
            return canvas.put(line.right() - right, line.y, right, &count, canvas.theme.quiet());
        }
        canvas.keys_line(area, &self.keys((top + room).min(lines.len()), &lines, desk));
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
            Mode::Scrolling | Mode::Seeking(..) => None,
        }
    }
}
