//! Figures of a table that are told by the names of their rows and columns, wherever they stand, proposed.

use super::{Reader, TableReading};
use crate::import::block::Block;
use crate::import::recogniser::crossing::{self, Crossed};
use crate::import::recogniser::token::TokenKind;

impl Reader<'_> {
    /// Reads tables that lie otherwise than the form prints them, where that places more figures than its own lines do.
    pub(super) fn crossings(&mut self, blocks: &[Block]) -> bool {
        // No more are placed than there are, and most tables have given all of theirs.
        let strips = self.seen.strips;
        let figures = strips.tokens.iter().filter(|token| token.kind == TokenKind::Value).count();
        if figures <= self.reading.figures.len() {
            return false;
        }
        let crossed = crossing::read(&self.seen, blocks);
        crossed.len() > self.reading.figures.len() && self.place_crossed(crossed)
    }

    /// Proposes figures that were told by the names of their rows and columns, and nothing else of the table; `false` where
    /// they may stand in the wrong cells.
    pub(super) fn place_crossed(&mut self, crossed: Vec<Crossed>) -> bool {
        let Some(token) = crossed.first().map(|of| of.token) else { return false };
        if self.may_be_shifted(crossed.iter().map(|of| (of.cell, of.token))) {
            self.note_shifted(token);
            return false;
        }
        let text = self.lang.say(
            format!("{}的排列与规定的格式不同，按行列名称读取，请核对", self.table_name()),
            format!(
                "{} is laid out otherwise than prescribed; read by the names of rows and columns, please check",
                self.table_name()
            ),
        );
        self.reading = TableReading::default();
        self.note(None, token, text);
        let strips = &self.seen.strips.strips;
        self.reading.blocks.extend(strips.iter().map(|strip| strip.block));
        self.reading.known_rows.extend(strips.iter().map(|strip| (strip.block, strip.place)));
        for Crossed { cell, token, label } in crossed {
            self.propose(cell, token, &label, false);
        }
        true
    }
}
