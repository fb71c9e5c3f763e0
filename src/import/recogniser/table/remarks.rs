//! What is said of figures of a table that were not read, each with its place.

use std::collections::BTreeSet;

use super::{Places, Reader, foreign_row, words};
use crate::domain::form::CellId;
use crate::domain::report::Note;
use crate::import::recogniser::run::{Figures, Run};
use crate::import::recogniser::sighting::{Labelled, SightingId};
use crate::import::recogniser::token::{Layout, StripId, TokenId, TokenKind};
use crate::import::recogniser::vocabulary::{Named, UnitId};

impl Reader<'_> {
    pub(super) fn note(&mut self, cell: Option<CellId>, token: TokenId, text: String) {
        let place = self.seen.strips.around(token).place.words(self.lang);
        self.reading.notes.push(Note::new(cell, place, text));
    }

    /// Figures below heads that the form does not have there.
    pub(super) fn note_untold(&mut self, row: &Labelled, unit: UnitId) {
        let Some(&token) = row.tokens.first() else { return };
        let label = self.label(row);
        let text = self.lang.say(
            format!("“{label}”上面的列名与规定的格式不同，对不上的数字没有填入，请对照原件填写"),
            format!("the heads above “{label}” are not those prescribed; what they do not place is left empty, please key it"),
        );
        self.note(self.seen.vocabulary[unit].cells.first().copied(), token, text);
    }

    /// Rows of the form that are not there, in a table of which others were read: a part of it was lost.
    pub(super) fn note_missing(&mut self, rows: &[Labelled]) {
        const NAMED: usize = 3;
        let vocabulary = self.seen.vocabulary;
        let (figures, unplaced) = (&self.reading.figures, &self.reading.unplaced);
        let is_there = |unit: UnitId| {
            rows.iter().any(|row| row.named == Named::Unit(unit) && !row.tokens.is_empty())
                || vocabulary[unit].cells.iter().any(|cell| {
                    figures.iter().any(|figure| figure.cell == *cell)
                        || unplaced.iter().any(|row| row.cells.contains(cell))
                })
        };
        let missing = vocabulary.unit_ids().filter(|&unit| !is_there(unit));
        let missing: Vec<&str> = missing.map(|unit| vocabulary[unit].label.as_str()).collect();
        if missing.is_empty() || figures.is_empty() {
            return;
        }
        let (table, count) = (self.table_name(), missing.len());
        let named: Vec<String> = missing.iter().take(NAMED).map(|label| format!("“{label}”")).collect();
        let text = self.lang.say(
            format!(
                "{table}有 {count} 行没有读到（{}{}），请对照原件填写",
                named.join("、"),
                if count > NAMED { "等" } else { "" }
            ),
            format!(
                "{count} rows of {table} were not found ({}{}), please key them",
                named.join(", "),
                if count > NAMED { " and others" } else { "" }
            ),
        );
        self.reading.notes.push(Note::new(None, "", text));
    }

    /// Figures that may stand in the wrong cells, since blank ones were lost.
    pub(super) fn note_shifted(&mut self, token: TokenId) {
        let table = self.table_name();
        let text = self.lang.say(
            format!("{table}只有最后一格是空的，可能前面少了一格，没有填入，请对照原件填写"),
            format!("only the last cell of {table} is blank; one before it may be missing, so all are left empty, please key them"),
        );
        self.note(None, token, text);
    }

    /// Heads in another order than the form's, above figures that are told by their order.
    pub(super) fn note_other_order(&mut self, head: TokenId) {
        let (table, printed) = (self.table_name(), self.seen.strips[head].printed.clone());
        let text = self.lang.say(
            format!("{table}的列名次序与规定的格式不同（从“{printed}”起），没有填入，请对照原件填写"),
            format!("the columns of {table} are in another order than prescribed (from “{printed}” on); left empty, please key them"),
        );
        self.note(None, head, text);
    }

    /// A head that is not the form's, or comes twice.
    pub(super) fn note_renamed(&mut self, head: TokenId) {
        let (table, printed) = (self.table_name(), self.seen.strips[head].printed.clone());
        let text = self.lang.say(
            format!("{table}的列名“{printed}”不是规定的，或出现了两次，分不清的列没有填入，请对照原件填写"),
            format!("the head “{printed}” of {table} is not a prescribed one, or comes twice; columns that cannot be told are left empty, please key them"),
        );
        self.note(None, head, text);
    }

    pub(super) fn note_uneven(&mut self, row: &Labelled, unit: UnitId) {
        let figure = |token: &&TokenId| self.seen.strips[**token].kind == TokenKind::Value;
        let Some(&token) = row.tokens.first().filter(|_| row.tokens.iter().any(|token| figure(&token))) else { return };
        let label = self.label(row);
        let wanted = &self.seen.vocabulary[unit].cells;
        let (found, cell, wanted) = (row.tokens.len(), wanted.first().copied(), wanted.len());
        let text = self.lang.say(
            format!("“{label}”后面有 {found} 格，应为 {wanted} 格，没有填入"),
            format!("“{label}” is followed by {found} cells where {wanted} belong; left empty"),
        );
        self.note(cell, token, text);
    }

    /// Figures that no label could be told for.
    pub(super) fn note_left(&mut self, figures: &[TokenId]) {
        const SHOWN: usize = 8;
        let Some(&first) = figures.first() else { return };
        let words = self.seen.strips.printed(&figures[..figures.len().min(SHOWN)]);
        let words = words.join(" ") + if figures.len() > SHOWN { " …" } else { "" };
        let before = self.seen.all.iter().rev().find(|sighting| sighting.first() < first);
        let before = before.map_or_else(String::new, |sighting| sighting.printed(self.seen.strips));
        let text = self.lang.say(
            format!("“{before}”附近的数字（{words}）无法对应到行，没有填入"),
            format!("the figures ({words}) near “{before}” could not be matched to a row; left empty"),
        );
        let place = self.seen.strips.around(first).place.words(self.lang);
        let places = figures.iter().map(|&token| self.place_of(token)).collect();
        self.reading.left.push((places, Note::new(None, place, text)));
    }

    /// The block and the column of a figure.
    pub(super) fn place_of(&self, token: TokenId) -> (usize, usize) {
        (self.seen.strips.around(token).block, self.seen.strips[token].column)
    }

    pub(super) fn note_bare(&mut self, label: SightingId) {
        let sighting = &self.seen[label];
        let Named::Unit(unit) = sighting.named else { return };
        let (cell, token) = (self.seen.vocabulary[unit].cells.first().copied(), sighting.first());
        let label = sighting.printed(self.seen.strips);
        let text = self.lang.say(
            format!("“{label}”旁没有可以确定的数字，没有填入"),
            format!("no clear figures found for “{label}”; left empty"),
        );
        self.note(cell, token, text);
    }

    /// Lines whose words belong to nothing the form knows, with a row of figures behind them.
    pub(super) fn note_foreign(&mut self, foreign: &BTreeSet<StripId>) {
        const PROSE: usize = 30;
        let strips = self.seen.strips;
        for &strip in foreign.iter().filter(|&&strip| strips[strip].layout == Layout::Line) {
            let tokens = strips.inside(strip);
            let figures = tokens.iter().rev().take_while(|token| token.kind == TokenKind::Value).count();
            let letters: usize = tokens.iter().map(|token| token.letters.len()).sum();
            let prose = letters > PROSE || tokens.iter().any(|token| token.printed.contains(['。', '，']));
            if figures > 1 && !prose {
                let words = words(tokens);
                let of_figures = strips[strip].token_ids().rev().take(figures);
                let places: Places = of_figures.map(|token| self.place_of(token)).collect();
                let place = strips[strip].place.words(self.lang);
                let note = Note::new(None, place, foreign_row(&words, figures, self.lang));
                self.reading.left.push((places.clone(), note));
                self.reading.foreign.push((places, words));
            }
        }
    }

    pub(super) fn note_band(&mut self, runs: &[Run]) {
        let figures: Figures = runs.iter().flat_map(|run| run.tokens.iter().copied()).collect();
        let Some((&first, width)) = figures.first().zip(self.seen.vocabulary.common_width()) else { return };
        let (name, found) = (self.table_name(), figures.len());
        let text = if found == width {
            self.lang.say(
                format!("{name}：数字与列名在原文中分开了，无法确定位置，没有填入"),
                format!("{name}: the figures stand apart from their heads, so their places cannot be told; left empty"),
            )
        } else {
            self.lang.say(
                format!("{name}：这里有 {found} 个数字，应为 {width} 个，没有填入"),
                format!("{name}: {found} figures here where {width} belong; left empty"),
            )
        };
        self.note(None, first, text);
    }
}
