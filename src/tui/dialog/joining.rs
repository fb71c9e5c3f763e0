//! Two lines of work on one report, and for each cell or part that both changed, whose is to stand. Both dialogs that join
//! something with a report's file hold it: the one about a file that others changed, and the one about a journal that was
//! begun before they did.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::comparison::{Difference, excerpts};
use crate::domain::journal::{Merged, merge};
use crate::domain::report::{Reopening, Report};
use crate::domain::seal;
use crate::domain::session::{Edit, Purpose};
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Rows, above};
use super::super::desk::Desk;
use super::super::display::{fit, left, width};
use super::super::key::{Chord, Code};
use super::changes::difference_name;
use super::sides;

/// How many characters of a passage a line shows of either side, and how many at least.
const SHOWN: usize = 20;
const LEAST: usize = 3;

/// The least columns that are left for what a line says.
const WORDS: usize = 30;

/// Where the line of work comes from that is joined with the report's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Screen,
    Journal,
}

impl Source {
    /// What it is called beside the other side, and what the other side is called.
    pub fn sides(self, lang: Lang) -> [&'static str; 2] {
        match self {
            Source::Screen => [lang.pick("本机", "mine"), lang.pick("对方", "theirs")],
            Source::Journal => [lang.pick("自动保存", "autosave"), lang.pick("文件", "file")],
        }
    }
}

impl Source {
    /// What one side is called.
    pub fn name(self, side: Side, lang: Lang) -> &'static str {
        let [mine, theirs] = self.sides(lang);
        match side {
            Side::Mine => mine,
            Side::Theirs => theirs,
        }
    }
}

/// Whose figure is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one of the screen or of the journal.
    Mine,
    Theirs,
}

#[derive(Debug, Clone)]
pub struct Joining {
    source: Source,
    /// The file's report, where it is finished and is opened by being joined.
    finished: Option<Box<Report>>,
    /// Whether this side says already who opens it and why.
    is_told: bool,
    /// What is taken over, and what collides.
    merged: Merged,
    /// How many changes only the file has.
    pub theirs: usize,
    /// For each collision whose figure is to stand, once that is decided.
    chosen: Vec<Option<Side>>,
    selected: usize,
}

impl Joining {
    /// Of what was made of `base` here (`ours`) and in the file (`theirs`).
    ///
    /// # Errors
    /// Why the file takes nothing, in words: it is of another edition.
    pub fn new(
        source: Source,
        base: &Report,
        ours: &Report,
        theirs: &Report,
        lang: Lang,
    ) -> Result<Joining, &'static str> {
        let edition = ours.form().edition();
        if [base, theirs].iter().any(|report| report.form().edition() != edition) {
            let words = "The two have different editions and cannot be merged.";
            return Err(lang.pick("双方的报告格式不同，不能合并。", words));
        }
        // A report that was finished is opened by being joined.
        let opened = |report: &Report| {
            let mut opened = report.clone();
            opened.seal = None;
            opened
        };
        let merged = merge(base, ours, &opened(theirs));
        let back = merge(base, theirs, &opened(ours));
        let finished = theirs.seal.is_some().then(|| Box::new(theirs.clone()));
        let is_told = seal::reopens(ours, theirs);
        let theirs = back.edits.iter().map(|edit| edit.changes.len()).sum();
        let chosen = vec![None; merged.collisions.len()];
        Ok(Joining { source, finished, is_told, merged, theirs, chosen, selected: 0 })
    }

    /// What both changed, and not to the same.
    pub fn collisions(&self) -> &[Difference] {
        &self.merged.collisions
    }

    /// How many changes the file does not have and takes without asking.
    pub fn mine(&self) -> usize {
        self.merged.edits.iter().map(|edit| edit.changes.len()).sum()
    }

    pub fn undecided(&self) -> usize {
        self.chosen.iter().filter(|chosen| chosen.is_none()).count()
    }

    /// What is taken over, and what collides.
    pub fn merged(&self) -> &Merged {
        &self.merged
    }

    /// Whether the file's report is finished.
    pub fn is_finished(&self) -> bool {
        self.finished.is_some()
    }

    /// Whether joining the two opens a finished report, and nobody said yet why.
    pub fn opens(&self) -> bool {
        self.is_finished() && !self.is_told
    }

    /// Whether a name and a reason are wanted for what was decided.
    pub fn wants_grounds(&self) -> bool {
        self.opens() && !self.edit(None).changes.is_empty()
    }

    /// The one edit that brings the file to what was decided; it changes nothing where nothing but the file's stands. `by` is
    /// who opens a finished report by it and why.
    pub fn edit(&self, by: Option<Reopening>) -> Edit {
        let purpose = match self.source {
            Source::Screen => Purpose::Merge,
            Source::Journal => Purpose::Recover,
        };
        let is_mine = |index: usize| self.chosen.get(index) == Some(&Some(Side::Mine));
        let edit = Edit { purpose, changes: self.merged.decided(is_mine) };
        match &self.finished {
            Some(finished) => seal::opening(finished, edit, by),
            None => edit,
        }
    }

    pub fn point(&mut self, line: usize) {
        if line < self.chosen.len() {
            self.selected = line;
        }
    }

    fn choose(&mut self, side: Side) {
        if let Some(chosen) = self.chosen.get_mut(self.selected) {
            *chosen = Some(side);
        }
        self.selected = (self.selected + 1).min(self.chosen.len().saturating_sub(1));
    }

    /// Takes a key: whether all is decided and wanted, or the choice is left; what was chosen stays chosen.
    pub fn key(&mut self, chord: Chord, desk: &mut Desk) -> Option<bool> {
        match chord.code {
            Code::Esc => return Some(false),
            Code::Enter => match self.chosen.iter().position(Option::is_none) {
                Some(first) => {
                    self.selected = first;
                    desk.refuse(self.undecided_words(desk.lang()));
                }
                None => return Some(true),
            },
            Code::Char('m') | Code::Left => self.choose(Side::Mine),
            Code::Char('t') | Code::Right => self.choose(Side::Theirs),
            Code::Char('M') => self.chosen.fill(Some(Side::Mine)),
            Code::Char('T') => self.chosen.fill(Some(Side::Theirs)),
            code => drop(code.choose(&mut self.selected, self.chosen.len())),
        }
        None
    }

    fn undecided_words(&self, lang: Lang) -> String {
        let count = self.undecided();
        let [mine, theirs] = self.source.sides(lang);
        lang.say(
            format!("还有 {count} 处未选：按 m（{mine}）或 t（{theirs}）"),
            format!("Not decided yet: {count}; press m ({mine}) or t ({theirs})"),
        )
    }

    /// Draws the choice; `report` names the cells and parts.
    pub fn draw(&self, report: &Report, canvas: &mut Canvas<'_, '_>, lang: Lang) {
        let collisions = self.collisions();
        let decided = self.chosen.iter().flatten().count();
        let title = lang.say(
            format!("双方都有改动：{} 处，已选 {decided}", collisions.len()),
            format!("Changed on both sides: {}, {decided} decided", collisions.len()),
        );
        let inside = canvas.open_wide(&title);
        let columns = usize::from(inside.width);
        let names: Vec<String> = collisions.iter().map(|one| difference_name(report, &one.what, lang)).collect();
        let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
        let name = widest.min(columns.saturating_sub(WORDS + 3));
        let [mine, theirs] = self.source.sides(lang);
        let lines = collisions.iter().zip(&names).zip(&self.chosen).enumerate();
        let lines: Rows = lines
            .map(|(index, ((one, what), chosen))| {
                let mark = if index == self.selected { ">" } else { " " };
                let tick = |side| if *chosen == Some(side) { "[x]" } else { "[ ]" };
                let (own, other) = (tick(Side::Mine), tick(Side::Theirs));
                let what = left(&fit(what, name), name);
                // Where there is little room, both sides give way alike.
                let words = |most| {
                    let [there, here] = excerpts(&one.left, &one.right, most, lang);
                    format!("{mark} {what} {own} {mine} {here}  {other} {theirs} {there}")
                };
                let words = (LEAST..=SHOWN)
                    .rev()
                    .map(&words)
                    .find(|words| width(words) <= columns)
                    .unwrap_or_else(|| words(LEAST));
                let style = if chosen.is_some() { Style::new() } else { canvas.theme.warning() };
                vec![(fit(&words, columns).into_owned(), style)]
            })
            .collect();
        let foot = 2.min(inside.height);
        let is_text = |one: &Difference| report.parts().any(|part| report.part_name(part) == one.what);
        let rows = sides::rows(inside.height, collisions.iter().any(is_text));
        canvas.rows(above(inside, foot + rows), &lines, self.selected);
        if let Some(one) = collisions.get(self.selected).filter(|_| rows > 0) {
            let area = Rect { y: inside.bottom() - foot - rows, height: rows, ..inside };
            sides::draw(canvas, area, [mine, theirs], [&one.right, &one.left], lang);
        }
        let below = inside.bottom() - foot;
        let alone = match lang {
            Lang::Zh => format!("只有一方改动的自动合并：{mine} {} 处，{theirs} {} 处", self.mine(), self.theirs),
            Lang::En => {
                format!(
                    "Changed on one side only, kept without asking: {mine} {}, {theirs} {}",
                    self.mine(),
                    self.theirs
                )
            }
        };
        canvas.put(inside.x, below, inside.width, &alone, canvas.theme.quiet());
        let keys = match self.source {
            Source::Screen => lang.pick(
                "m/← 采用本机  t/→ 采用对方  M T 全部采用  Enter 合并  Esc 返回",
                "m/← mine  t/→ theirs  M T all  Enter merges  Esc goes back",
            ),
            Source::Journal => lang.pick(
                "m/← 采用自动保存  t/→ 采用文件  M T 全部采用  Enter 恢复  Esc 返回",
                "m/← autosave  t/→ file  M T all  Enter recovers  Esc goes back",
            ),
        };
        canvas.put(inside.x, below + 1, inside.width, keys, canvas.theme.key());
    }
}
