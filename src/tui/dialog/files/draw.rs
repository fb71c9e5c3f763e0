//! The list of folders and files: what is looked for, the line that is typed, the places, the rows in columns, and where in
//! the list the chosen one stands.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Hit};
use super::super::super::desk::Desk;
use super::super::super::display::{brief, end_of, ends_of, left, right, short, width};
use super::super::super::folder::{FolderItem, FolderPlace, ItemKind, Wanted};
use super::{FileList, FileRow, State};

/// What the dialog says round the list.
pub struct Heading<'a> {
    pub title: &'a str,
    /// What is looked for.
    pub asked: &'a str,
    /// What taking the folder itself means, where one is looked for.
    pub here: &'a str,
    /// What Enter does with a file.
    pub takes: &'a str,
    /// What is wrong with what was taken.
    pub problem: &'a str,
}

/// Columns of what an item is, and of its size.
const KIND: usize = 6;
const SIZE: usize = 8;

/// Columns of when it was written, and of the day alone.
const WRITTEN: usize = 16;
const DAY: usize = 10;

/// Where there are fewer columns, the time of the day goes, so that the whole official name of a report fits; where there are
/// far fewer, day and size go too.
const NARROW: usize = 90;
const TINY: usize = 60;

/// The most columns of a place.
const PLACE: usize = 20;

/// The most lines that say what is wrong.
const PROBLEM: usize = 2;

impl FileList {
    pub fn draw(&self, heading: &Heading<'_>, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, theme) = (desk.lang(), canvas.theme);
        let area = canvas.open_wide(heading.title);
        let columns = usize::from(area.width);
        let said = match (heading.problem, &self.remark) {
            ("", remark) if remark.is_empty() => Vec::new(),
            ("", remark) => brief(&format!("! {remark}"), columns, PROBLEM),
            (problem, _) => brief(&format!("! {problem}"), columns, PROBLEM),
        };
        canvas.put(area.x, area.y, area.width, heading.asked, Style::new());
        let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
        canvas.prompt(&self.query, line(1));
        if self.query.text().is_empty() {
            let words = lang.pick(
                "输入几个字或拼音首字母筛选，也可输入、粘贴路径",
                "type part of a name to filter the list, or type or paste a path",
            );
            canvas.put(area.x + 2, area.y + 1, area.width.saturating_sub(2), words, theme.quiet());
        }
        let mut top = 2;
        for (label, is_recent) in [(lang.pick("位置", "Places"), false), (lang.pick("最近", "Recent"), true)] {
            let places: Vec<(usize, &FolderPlace)> =
                self.places.iter().enumerate().filter(|(_, place)| place.is_recent == is_recent).collect();
            if !places.is_empty() {
                self.places(label, &places, canvas, line(top));
                top += 1;
            }
        }
        let below = 1 + short(said.len());
        let list = Rect { y: area.y + top + 1, height: area.height.saturating_sub(top + 1 + below), ..area };
        let first = self.rows(heading, list, canvas, lang);
        self.folder(first, list.height.into(), canvas, line(top), lang);
        let problems = Rect { y: list.bottom(), height: short(said.len()), ..area };
        canvas.lines(problems, &said, theme.error());
        canvas.keys_line(area, &self.keys(heading, lang));
    }

    fn keys(&self, heading: &Heading<'_>, lang: Lang) -> String {
        if self.place.is_some() {
            let words = "Enter opens  ←→ other places  ↓ the list  Esc back to the list";
            return lang.pick("Enter 打开  ←→ 换位置  ↓ 回列表  Esc 回列表", words).to_string();
        }
        let marks = match (self.wanted, lang) {
            (Wanted::Documents { many: true } | Wanted::HandIns, Lang::Zh) => "  空格 多选",
            (Wanted::Documents { many: true } | Wanted::HandIns, Lang::En) => "  Space marks",
            _ => "",
        };
        let takes = match (self.marked.len(), lang) {
            (0, _) => heading.takes.to_string(),
            (count, _) if self.wanted == Wanted::HandIns => format!("{} {count}", heading.takes),
            (count, Lang::Zh) => format!("导入已选的 {count} 个"),
            (count, Lang::En) => format!("imports {count} marked"),
        };
        let rest = lang.pick(
            "  Tab 补全  Backspace 上一级  ↑ 位置  Esc 关闭",
            "  Tab completes  Backspace up  ↑ places  Esc closes",
        );
        format!("Enter {takes}{marks}{rest}")
    }

    /// A line of places; those that have no room stand beyond a sign.
    fn places(&self, label: &str, places: &[(usize, &FolderPlace)], canvas: &mut Canvas<'_, '_>, line: Rect) {
        canvas.put(line.x, line.y, line.width, label, canvas.theme.quiet());
        let start = line.x + short(width(label)) + 2;
        let names: Vec<String> = places.iter().map(|(_, place)| ends_of(&place.name, PLACE)).collect();
        let room = usize::from(line.right().saturating_sub(start + 2));
        let chosen = places.iter().position(|(index, _)| Some(*index) == self.place).unwrap_or(0);
        let long = |names: &[String]| names.iter().map(|name| width(name) + 2).sum::<usize>();
        let first = (0..=chosen).find(|&first| long(&names[first..=chosen]) <= room).unwrap_or(chosen);
        let mut x = start;
        if first > 0 {
            canvas.put(x.saturating_sub(2), line.y, 2, "< ", canvas.theme.key());
        }
        for ((index, _), name) in places.iter().zip(&names).skip(first) {
            let wide = short(width(name));
            if x + wide > line.right().saturating_sub(2) {
                canvas.put(line.right().saturating_sub(1), line.y, 1, ">", canvas.theme.key());
                break;
            }
            let has_cursor = self.place == Some(*index);
            canvas.put(x, line.y, wide, name, if has_cursor { canvas.theme.cursor() } else { Style::new() });
            canvas.hit(Rect { x, width: wide, ..line }, Hit::Item(*index));
            if has_cursor {
                canvas.cursor_at(x, line.y);
            }
            x += wide + 2;
        }
    }

    /// Which folder is listed, and where in it the chosen row stands; of a place that has the cursor, where that is.
    fn folder(&self, first: usize, room: usize, canvas: &mut Canvas<'_, '_>, line: Rect, lang: Lang) {
        let pointed = self.place.and_then(|place| self.places.get(place));
        let path = pointed.map_or(&self.listed, |place| &place.path).display().to_string();
        let count = self.rows.len();
        let mut state = Vec::new();
        if !self.marked.is_empty() {
            state.push(format!("{} {}", lang.pick("已选", "marked"), self.marked.len()));
        }
        if count > 0 {
            let up = if first > 0 { "↑" } else { " " };
            let down = if first + room < count { "↓" } else { " " };
            let at = self.selected.map_or_else(String::new, |row| format!("{}/", row + 1));
            state.push(format!("{at}{count} {up}{down}"));
        }
        let state = canvas.theme.shown(&state.join("  ")).into_owned();
        let wide = width(&state);
        let path = end_of(&path, usize::from(line.width).saturating_sub(wide + 1));
        canvas.put(line.x, line.y, line.width, &path, canvas.theme.head());
        canvas.put(line.right().saturating_sub(short(wide)), line.y, short(wide), &state, canvas.theme.head());
    }

    /// The rows, so that the chosen one is in sight; returns which is the first.
    fn rows(&self, heading: &Heading<'_>, area: Rect, canvas: &mut Canvas<'_, '_>, lang: Lang) -> usize {
        if let Some((words, style)) = match &self.state {
            State::Waiting => Some((lang.say("正在读取…", "reading…"), canvas.theme.quiet())),
            // A path that is being typed may only not be at its end.
            State::Failed(words) if self.typed().is_some() => Some((words.clone(), canvas.theme.quiet())),
            State::Failed(words) => Some((format!("! {words}"), canvas.theme.warning())),
            State::Read(items) if items.is_empty() => Some((
                lang.say("（空文件夹：按 Backspace 回上一级）", "(empty folder: Backspace goes up)"),
                canvas.theme.quiet(),
            )),
            State::Read(_) if self.rows.is_empty() => {
                let words = "Nothing matches: delete some letters, or choose another folder";
                Some((lang.pick("没有匹配：请减少几个字，或换个文件夹", words).to_string(), canvas.theme.quiet()))
            }
            State::Read(_) => None,
        } {
            let skipped = short(self.rows.len()).min(area.height);
            let rest = Rect { y: area.y + skipped, height: area.height - skipped, ..area };
            canvas.text(rest, &words, style);
        }
        let room = usize::from(area.height);
        let selected = self.selected.unwrap_or(0);
        let first = (selected + 1).saturating_sub(room.max(1));
        for ((number, &row), y) in self.rows.iter().enumerate().skip(first).take(room).zip(area.y..) {
            let line = Rect { y, height: 1, ..area };
            let text = self.words(row, heading, area.width.into(), lang);
            let is_chosen = Some(number) == self.selected && self.place.is_none();
            let is_other =
                self.item(row).is_some_and(|item| item.kind != ItemKind::Folder && !item.is_wanted(self.wanted));
            let style = match (is_chosen, is_other) {
                (true, _) => canvas.theme.cursor(),
                (false, true) => canvas.theme.quiet(),
                (false, false) => Style::new(),
            };
            if is_chosen {
                canvas.choose(&text);
            }
            canvas.put(area.x, y, area.width, &left(&text, area.width.into()), style);
            canvas.hit(line, Hit::Item(self.places.len() + number));
        }
        first
    }

    fn words(&self, row: FileRow, heading: &Heading<'_>, columns: usize, lang: Lang) -> String {
        match row {
            FileRow::Here => format!("  [{}]", heading.here),
            FileRow::Up => format!("  ..  {}", lang.pick("上一级", "the folder above")),
            FileRow::Place(index) => self.places.get(index).map_or_else(String::new, |place| {
                let path = place.path.display().to_string();
                format!("  -> {}  {}", place.name, end_of(&path, columns.saturating_sub(width(&place.name) + 8)))
            }),
            FileRow::Item(index) => {
                self.items().get(index).map_or_else(String::new, |item| self.columns(item, columns, lang))
            }
        }
    }

    fn columns(&self, item: &FolderItem, columns: usize, lang: Lang) -> String {
        let is_marked = self
            .marked
            .iter()
            .any(|marked| marked.file_name() == Some(&item.name) && marked.parent() == Some(self.listed.as_path()));
        let mark = if is_marked { "*" } else { " " };
        let kind = left(item.kind_words(lang), KIND);
        let behind = if columns < TINY {
            kind
        } else {
            let day = if columns < NARROW { DAY } else { WRITTEN };
            let written = left(item.written.get(..day).unwrap_or_default(), day);
            format!("{kind}  {written}  {}", right(&item.size(), SIZE))
        };
        let slash = if item.kind == ItemKind::Folder { "/" } else { "" };
        let room = columns.saturating_sub(2 + 2 + width(&behind));
        let name = left(&ends_of(&format!("{}{slash}", item.shown()), room), room);
        format!("{mark} {name}  {behind}")
    }
}
