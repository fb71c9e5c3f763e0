//! Commands of the prose: figures of cells as fields, starting texts, the fee statement, words to be found, another
//! program to write with. Keys that are text are in `keys`.

use std::ops::Range;

use crate::domain::definition::vocabulary::plain;
use crate::domain::field;
use crate::domain::figure::Figure;
use crate::domain::finding::cell_name;
use crate::domain::form::CellId;
use crate::domain::number::Number;
use crate::domain::prose::guide;
use crate::domain::recalculation::shown;
use crate::domain::report::Part;
use crate::domain::retelling::old_at;
use crate::domain::session::{Edit, Purpose};

use super::super::command::Command;
use super::super::display::counted;
use super::super::fees;
use super::{Body, Replaceable, Reply, ReportScreen};

impl ReportScreen {
    /// Commands of the prose; `None` for those that do not belong to it.
    pub(super) fn run_in_prose(&mut self, command: Command) -> Option<Reply> {
        if !matches!(self.body, Body::Prose(_)) {
            return None;
        }
        let writes = matches!(
            command,
            Command::InsertField
                | Command::NumberToField
                | Command::StartingText
                | Command::FeeStatement
                | Command::FindText
                | Command::ExternalEditor
                | Command::TakeParagraph
        );
        self.walk = self.walk.filter(|_| !writes);
        match command {
            Command::InsertField => Some(Reply::PickCell(guide::cited(self.form()), None)),
            Command::NumberToField => Some(self.number_to_field()),
            Command::StartingText => Some(self.start_text()),
            Command::FeeStatement => Some(self.ask_fees()),
            Command::FindText => {
                if let Body::Prose(writing) = &mut self.body {
                    writing.look_for();
                }
                Some(Reply::Done)
            }
            Command::LastText => Some(self.toggle_last_text()),
            Command::LastTextDown => Some(self.step_last_text(1)),
            Command::LastTextUp => Some(self.step_last_text(-1)),
            Command::TakeParagraph => Some(self.take_last_paragraph()),
            Command::ExternalEditor => Some(Reply::EditOutside(self.session.report().text(self.part).to_string())),
            _ => None,
        }
    }

    /// Takes the text over into the report at once, so that what rules say of it is true.
    pub(super) fn take_over(&mut self) {
        if let Some(change) = self.written() {
            self.session.apply(Edit { purpose: Purpose::Write, changes: vec![change] });
        }
    }

    /// The number at the caret, if it is some cell's: those that its statement is held against come first.
    fn number_to_field(&self) -> Reply {
        let Body::Prose(writing) = &self.body else { return Reply::Done };
        if let Some((range, number)) = old_at(writing.text(), writing.position()) {
            return self.old_to_field(range, number);
        }
        let Some((range, number)) = number_at(writing.text(), writing.position()) else {
            return self.refuse(
                "光标处没有数字：请先把光标移到数字上",
                "There is no number at the cursor: move it onto one first",
            );
        };
        let figures = self.session.figures();
        let holds =
            |cell: &CellId| shown(figures.form, figures.entries, figures.totals, *cell) == Figure::Number(number);
        let stated = self.session.cells_stated(self.part, &range);
        let all = stated.into_iter().chain(self.likely_cells());
        let mut cells: Vec<CellId> = Vec::new();
        for cell in all.filter(holds) {
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        if cells.is_empty() {
            return Reply::Refuse(
                self.lang.say(format!("表中没有等于 {number} 的格"), format!("No cell holds {number}")),
            );
        }
        Reply::PickCell(cells, Some(range))
    }

    /// All cells, those first that prose is held against: of a number that no statement ties to a cell, a total is likelier than
    /// one column's. Some come twice.
    fn likely_cells(&self) -> impl Iterator<Item = CellId> + '_ {
        let mut cited = guide::cited(self.form());
        cited.sort_by_key(|&cell| !self.form().is_total(cell));
        cited.into_iter().chain(self.form().cells())
    }

    /// The cells that held a number last year which is marked as last year's: one of them takes the place of the mark.
    fn old_to_field(&self, range: Range<usize>, number: Number) -> Reply {
        let held = |cell: &CellId| {
            let last = self.session.background().precedent().and_then(|last| last.shown(*cell));
            last.and_then(|sum| sum.complete()) == Some(number)
        };
        let mut cells: Vec<CellId> = Vec::new();
        for cell in self.likely_cells().filter(held) {
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
        match cells.is_empty() {
            true => Reply::Refuse(self.lang.say(
                format!("上年度的表中没有等于 {number} 的格；按 Tab 选中后直接改写"),
                format!("No cell held {number} last year; Tab selects it, then type over it"),
            )),
            false => Reply::PickCell(cells, Some(range)),
        }
    }

    /// Puts a cell's figure into the prose as a field, at the caret or in the place of a number.
    pub fn place_field(&mut self, cell: CellId, replaces: Option<Range<usize>>) -> Reply {
        let name = field::written(self.form(), cell);
        let label = cell_name(self.form(), cell, self.lang);
        let figures = self.session.figures();
        if let Body::Prose(writing) = &mut self.body {
            match replaces {
                Some(range) => writing.exchange(range, &name, figures),
                None => writing.insert(&name, figures),
            };
        }
        self.take_over();
        Reply::Say(self.lang.say(
            format!("已联动：{label}（表格改，这里同时改；‹undo› 撤销）"),
            format!("Linked: {label} (it follows the table; ‹undo› undoes)"),
        ))
    }

    /// The text that the form's data have to start this part from, with agency and year.
    pub fn starting_text(&self) -> Option<String> {
        let (report, definition) = (self.session.report(), self.form().definition());
        let name = report.part_name(self.part);
        let agency = report.agency.as_deref();
        let own = definition.start(name, agency.unwrap_or_default()).map(|start| start.text.as_str());
        let text = own.or((self.part == Part::Preamble).then_some(definition.preamble.as_str()))?;
        let year = |year: Option<i32>| year.map_or_else(|| "……".to_string(), |year| year.to_string());
        let text = text.replace("{agency}", agency.unwrap_or("……"));
        let text = text.replace("{next_year}", &year(report.year.map(|year| year + 1)));
        Some(text.replace("{year}", &year(report.year)))
    }

    fn start_text(&mut self) -> Reply {
        let start = self.starting_text();
        let figures = self.session.figures();
        let Body::Prose(writing) = &mut self.body else { return Reply::Done };
        if !writing.text().trim().is_empty() {
            return self.refuse(
                "本章已有文字；参考稿只能插入空章",
                "This chapter has a text already; starter text goes into an empty one",
            );
        }
        let Some(start) = start else {
            return self.refuse(
                "本章一般不写正文，没有参考稿",
                "As a rule this chapter has no text, so it has no starter text",
            );
        };
        let whole = 0..writing.text().len();
        writing.exchange(whole, &start, figures);
        writing.jump(0, figures);
        self.take_over();
        self.tell(
            "请按实际修改；Tab 定位到下一处“……”，数字跟着表格变（‹undo› 撤销）",
            "Rewrite it as things are; Tab goes to the next gap, figures follow the tables (‹undo› undoes)",
        )
    }

    /// The part that states fees.
    fn part_of_fees(&self) -> Option<Part> {
        let wanted = &self.form().definition().fee_statement.as_ref()?.part;
        let report = self.session.report();
        report.parts().find(|part| report.part_name(*part) == wanted)
    }

    fn ask_fees(&mut self) -> Reply {
        let words = self.form().definition().fee_statement.clone();
        let Some((part, words)) = self.part_of_fees().zip(words) else {
            return self.refuse("这份报告的格式没有收费情况的写法", "This edition has no wording for fees");
        };
        if part != self.part {
            self.show(part, true);
        }
        Reply::AskFees(self.stated_fees(), Box::new(words))
    }

    /// The numbers of the fee statement that stands in the prose, where it is in the form's own words.
    fn stated_fees(&self) -> Option<[String; 3]> {
        let words = self.form().definition().fee_statement.as_ref()?;
        let Body::Prose(writing) = &self.body else { return None };
        let known = sentences(writing.text(), &words.known_by)?;
        fees::stated(&writing.text()[known], words)
    }

    /// Puts the fee statement into its chapter: in the place of the sentences that stated fees before, else at the
    /// beginning.
    pub fn state_fees(&mut self, sentence: &str) -> Reply {
        let known_by = self.form().definition().fee_statement.as_ref().map(|fees| fees.known_by.clone());
        let figures = self.session.figures();
        let Body::Prose(writing) = &mut self.body else { return Reply::Done };
        let before = sentences(writing.text(), &known_by.unwrap_or_default());
        let replaced = before.is_some();
        let (range, text) = match before {
            Some(range) => (range, sentence.to_string()),
            None if writing.text().trim().is_empty() => (0..writing.text().len(), sentence.to_string()),
            None => (0..0, format!("{sentence}\n")),
        };
        writing.exchange(range, &text, figures);
        self.take_over();
        match replaced {
            true => self.tell("收费情况已替换（‹undo› 撤销）", "The fee statement was replaced (‹undo› undoes)"),
            false => self.tell("已写入收费情况（‹undo› 撤销）", "The fee statement was written (‹undo› undoes)"),
        }
    }

    /// Where words of the text on the screen can be replaced.
    pub fn replaceable(&self, words: &str) -> Replaceable {
        match &self.body {
            Body::Prose(writing) => writing.replaceable(words, self.session.figures()),
            Body::Table(_) => Replaceable::default(),
        }
    }

    pub fn words_to_replace(&self) -> String {
        match &self.body {
            Body::Prose(writing) => writing.words_at_hand(),
            Body::Table(_) => String::new(),
        }
    }

    pub fn replace_words(&mut self, words: &str, with: &str) -> Reply {
        let figures = self.session.figures();
        let Body::Prose(writing) = &mut self.body else { return Reply::Done };
        let count = writing.replace_all(words, with, figures);
        (self.walk, self.lit) = (None, None);
        self.take_over();
        Reply::Say(self.lang.say(
            format!("“{words}”已替换为“{with}”：{count} 处（‹undo› 撤销）"),
            format!("“{words}” replaced with “{with}” in {} (‹undo› undoes)", counted(count, "place")),
        ))
    }

    /// Shows a part, or the words of it that begin at a byte.
    pub fn go_to_words(&mut self, part: Part, at: Option<usize>) {
        self.show(part, at.is_some());
        if let (Some(at), Body::Prose(writing)) = (at, &mut self.body) {
            writing.jump(at, self.session.figures());
        }
    }

    /// Takes over what another program made of the text on the screen.
    pub fn adopt_text(&mut self, text: &str) -> Reply {
        let figures = self.session.figures();
        let Body::Prose(writing) = &mut self.body else { return Reply::Done };
        // Editors end a file with a line end, which is none of the text's.
        let text = text.replace("\r\n", "\n");
        let text = text.strip_suffix('\n').filter(|_| !writing.text().ends_with('\n')).unwrap_or(&text);
        if !writing.adopt(text, figures) {
            return self.tell("正文没有改动", "The text was not changed");
        }
        self.lit = None;
        self.take_over();
        self.tell("已取回修改后的正文（‹undo› 撤销）", "The edited text is back (‹undo› undoes)")
    }
}

/// The number that stands at a byte of a text or ends there, with its bytes. Commas between its digits count as none.
fn number_at(text: &str, byte: usize) -> Option<(Range<usize>, Number)> {
    let is_part = |c: &char| plain(*c).is_ascii_digit() || matches!(c, '.' | ',');
    let before: usize = text[..byte].chars().rev().take_while(is_part).map(char::len_utf8).sum();
    let behind: usize = text[byte..].chars().take_while(is_part).map(char::len_utf8).sum();
    let run = &text[byte - before..byte + behind];
    let is_digit = |c: char| plain(c).is_ascii_digit();
    let start = byte - before + run.find(is_digit)?;
    let end = byte - before + run.char_indices().rev().find(|(_, c)| is_digit(*c)).map(|(at, c)| at + c.len_utf8())?;
    let digits: String = text[start..end].chars().map(plain).filter(|c| *c != ',').collect();
    Some((start..end, digits.parse().ok()?))
}

/// The sentences from the first to the last that hold one of these words, with the stops that end them.
fn sentences(text: &str, known_by: &[String]) -> Option<Range<usize>> {
    let (mut found, mut start): (Option<Range<usize>>, usize) = (None, 0);
    for sentence in text.split_inclusive(['。', '\n']) {
        let end = start + sentence.trim_end_matches('\n').len();
        if known_by.iter().any(|word| sentence.contains(word.as_str())) {
            found = Some(found.map_or(start, |found| found.start)..end);
        }
        start += sentence.len();
    }
    found
}
