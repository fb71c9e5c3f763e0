//! What changed, line by line: from what to what, and where each line leads.

use std::collections::BTreeSet;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::comparison::{changed, compare, excerpts};
use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::past::CellChange;
use crate::domain::report::{Part, Passage, Report};
use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Rows, above, styled};
use super::super::super::cell_state::origin_word;
use super::super::super::display::{brief, fit, left, width};
use super::super::super::key::{Chord, Code};
use super::super::act::choose;
use super::super::sides;
use crate::domain::report_place::ReportPlace;

/// How many characters of a passage a line shows, and how many at least.
const SHOWN: usize = 24;
const LEAST: usize = 4;

/// The least columns that are left for what a line says.
const WORDS: usize = 24;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine {
    /// What changed, or when.
    pub what: String,
    /// From what to what, and what is known besides.
    pub words: String,
    /// From what to what, where it is nothing but that: on a narrow screen both sides give way alike.
    pub sides: Option<[String; 2]>,
    /// What the two sides are called, where each is led by its name.
    pub names: Option<[&'static str; 2]>,
    pub lit: Option<ReportPlace>,
}

impl ChangedLine {
    /// From what to what in so many columns, as far as both sides can be made shorter alike.
    fn words_in(&self, columns: usize, lang: Lang) -> String {
        let Some([left, right]) = self.sides.as_ref().filter(|_| width(&self.words) > columns) else {
            return self.words.clone();
        };
        let shorter = (LEAST..SHOWN).rev().map(|most| self.between(excerpts(left, right, most, lang), lang));
        shorter.into_iter().find(|words| width(words) <= columns).unwrap_or_else(|| self.words.clone())
    }
}

impl ChangedLine {
    fn between(&self, [left, right]: [String; 2], lang: Lang) -> String {
        match (self.names, lang) {
            (Some([one, other]), Lang::Zh) => format!("{one}“{left}”，{other}“{right}”"),
            (Some([one, other]), Lang::En) => format!("{one}: {left}; {other}: {right}"),
            (None, _) => format!("{left} → {right}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesList {
    pub title: String,
    pub lines: Vec<ChangedLine>,
    pub none: &'static str,
    pub selected: usize,
}

impl ChangesList {
    /// The changes of one cell, the newest first.
    pub fn of_cell(report: &Report, cell: CellId, changes: Vec<CellChange>, lang: Lang) -> ChangesList {
        let name = cell_name(report.form(), cell, lang);
        let unsaved = lang.pick("未保存", "not saved");
        let oldest = lang.pick("最早的版本", "oldest version");
        let lines = changes.into_iter().map(|change| {
            let when = match (change.is_saved, change.time) {
                (false, None) => unsaved.to_string(),
                (_, Some(time)) => time,
                (true, None) => oldest.to_string(),
            };
            let origin = change.origin.map_or("", |origin| origin_word(origin, lang));
            let by = if change.by.is_empty() { String::new() } else { format!("  {}", change.by) };
            let why = match change.why.map(|purpose| purpose.word(lang)) {
                // Mostly the origin says it already.
                Some(why) if why == origin => format!("  {unsaved}"),
                Some(why) => format!("  {why}  {unsaved}"),
                None => String::new(),
            };
            let [old, new] = excerpts(&change.old.to_string(), &change.new.to_string(), SHOWN, lang);
            let words = match change.lapsed {
                true => format!("{new} {}", lang.pick("不再参与校验", "no longer checked")),
                false => changed(&old, &new, lang),
            };
            ChangedLine {
                what: when,
                words: format!("{words}  {origin}{by}{why}"),
                sides: None,
                names: None,
                lit: None,
            }
        });
        ChangesList {
            title: lang.say(format!("{name}：历次改动"), format!("{name}: changes")),
            lines: lines.collect(),
            none: lang.pick("本格从未填写。", "This cell was never filled."),
            selected: 0,
        }
    }

    /// What differs between another report, or an earlier state of this one, and the report on the screen; `before` is what
    /// the other one is, in a word.
    pub fn between(title: String, before: &str, other: &Report, now: &Report, lang: Lang) -> ChangesList {
        // That a report beside last year's is of another year goes without saying.
        let next_year = other.year.map(|year| year + 1) == now.year;
        let differences = compare(other, now).into_iter().filter(|found| !(next_year && found.what == "year"));
        let lines = differences.map(|difference| {
            let cell = now.form().find(&difference.what);
            let part = now.parts().find(|&part| now.part_name(part) == difference.what);
            let what = difference_name(now, &difference.what, lang);
            let passage = part.map(|part| Passage { part, range: 0..0 });
            let lit = ReportPlace { cells: cell.into_iter().collect(), passage };
            let [old, new] = excerpts(&difference.left, &difference.right, SHOWN, lang);
            let words = if cell.is_some() { changed(&old, &new, lang) } else { format!("{old} → {new}") };
            let sides = cell.is_none().then_some([difference.left, difference.right]);
            ChangedLine {
                what,
                words,
                sides,
                names: None,
                lit: (!lit.cells.is_empty() || lit.passage.is_some()).then_some(lit),
            }
        });
        let lines: Vec<ChangedLine> = lines.collect();
        let count = lines.len();
        ChangesList {
            title: match lang {
                Lang::Zh => format!("{title}：{count} 处不同（{before} → 现在）"),
                Lang::En if count == 1 => format!("{title}: 1 difference ({before} → now)"),
                Lang::En => format!("{title}: {count} differences ({before} → now)"),
            },
            lines,
            none: lang.pick("没有差异。", "No differences."),
            selected: 0,
        }
    }

    /// With the comments that only one of the two has, and each side of a text led by its name: whose it is.
    pub fn of_two(mut self, other: &Report, now: &Report, names: [&'static str; 2], lang: Lang) -> ChangesList {
        let cells = other.notes.iter().chain(&now.notes).map(|note| note.cell).collect::<BTreeSet<_>>();
        let only = |report: &Report, beside: &Report, cell: Option<CellId>| {
            let notes = report.notes.iter().filter(|note| note.cell == cell && !beside.notes.contains(note));
            notes.map(|note| note.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let comments = cells.into_iter().filter_map(|cell| {
            let sides = [only(other, now, cell), only(now, other, cell)];
            let of_cell = cell.map_or_else(String::new, |cell| {
                format!("{}{}", lang.pick("：", ": "), cell_name(now.form(), cell, lang))
            });
            let what = format!("{}{of_cell}", lang.pick("批注", "comment"));
            let lit = cell.map(|cell| ReportPlace { cells: vec![cell], passage: None });
            let line = ChangedLine { what, words: String::new(), sides: Some(sides), names: None, lit };
            line.sides.as_ref().is_some_and(|sides| sides.iter().any(|side| !side.is_empty())).then_some(line)
        });
        self.lines.extend(comments);
        for line in &mut self.lines {
            line.names = Some(names);
            if let Some([left, right]) = &line.sides {
                line.words = line.between(excerpts(left, right, SHOWN, lang), lang);
            }
        }
        self
    }

    pub fn chosen(&self) -> Option<ReportPlace> {
        self.lines.get(self.selected)?.lit.clone()
    }

    pub fn step(&mut self, code: Code) {
        code.choose(&mut self.selected, self.lines.len());
    }

    /// Takes a key where the list is only looked at; whether it is left.
    pub fn look(&mut self, chord: Chord) -> bool {
        self.step(chord.code);
        matches!(chord.code, Code::Esc | Code::Enter)
    }

    pub fn pick(&mut self, line: usize) -> bool {
        line < self.lines.len() && choose(&mut self.selected, line)
    }

    /// Draws the list where it is only looked at.
    pub fn draw_to_look(&self, canvas: &mut Canvas<'_, '_>, lang: Lang) {
        let inside = canvas.open_wide(&self.title);
        let named = |line: &ChangedLine| line.names.zip(line.sides.clone());
        let rows =
            if self.lines.iter().any(|line| named(line).is_some()) { sides::rows(inside.height, true) } else { 0 };
        self.draw_lines(canvas, above(inside, 1 + rows), lang);
        if let Some((names, [left, right])) = self.lines.get(self.selected).and_then(named).filter(|_| rows > 0) {
            let area = Rect { y: inside.bottom() - 1 - rows, height: rows, ..inside };
            sides::draw(canvas, area, names, [&left, &right], lang);
        }
        canvas.keys_line(inside, lang.pick("↑↓ 滚动  Esc 返回", "↑↓ scroll  Esc goes back"));
    }

    pub fn draw_lines(&self, canvas: &mut Canvas<'_, '_>, inside: Rect, lang: Lang) {
        let columns = usize::from(inside.width);
        if self.lines.is_empty() {
            canvas.put(inside.x, inside.y, inside.width, self.none, canvas.theme.quiet());
        }
        let widest = self.lines.iter().map(|line| width(&line.what)).max().unwrap_or(0);
        let name = widest.min(columns.saturating_sub(WORDS + 3));
        let row = |(index, line): (usize, &ChangedLine)| {
            let mark = if index == self.selected { ">" } else { " " };
            let said = line.words_in(columns.saturating_sub(name + 3), lang);
            let words = format!("{mark} {} {said}", left(&fit(&line.what, name), name));
            styled(brief(&words, columns, 1), Style::new())
        };
        let rows: Rows = self.lines.iter().enumerate().map(row).collect();
        canvas.rows(inside, &rows, self.selected);
    }
}

/// What a difference is about, as people call it.
pub fn difference_name(report: &Report, what: &str, lang: Lang) -> String {
    let cell = report.form().find(what);
    let part = report.parts().find(|&part| report.part_name(part) == what);
    match (cell, part) {
        (Some(cell), _) => cell_name(report.form(), cell, lang),
        (None, Some(part)) => part_name(report, part, lang),
        (None, None) => match what {
            "agency" => lang.say("单位", "agency"),
            "year" => lang.say("年度", "year"),
            "verification" => lang.say("二次录入", "verification keying"),
            "sign_off" => lang.say("填报人和审核人", "names"),
            other => other.to_string(),
        },
    }
}

fn part_name(report: &Report, part: Part, lang: Lang) -> String {
    match part {
        Part::Preamble => lang.say("导语", "preamble"),
        Part::Closing => lang.say("落款", "closing"),
        Part::Chapter(index) => {
            let chapter = &report.form().definition().chapters[index];
            let gap = lang.pick("、", ". ");
            format!("{}{gap}{}{}", chapter.number(lang), chapter.short.get(lang), lang.pick("（正文）", " (text)"))
        }
    }
}
