//! What the form's sums say of figures of a table, proposed: figures that stood apart from their labels, and halves of one.

use std::collections::{BTreeMap, BTreeSet};

use super::Reader;
use crate::domain::form::CellId;
use crate::import::aside::Aside;
use crate::import::recogniser::apart::{self, Beside};
use crate::import::recogniser::run::{Figures, Run};
use crate::import::recogniser::sighting::Labelled;
use crate::import::recogniser::sums::Lines;
use crate::import::recogniser::token::TokenId;
use crate::import::recogniser::vocabulary::Named;

impl Reader<'_> {
    /// Whether a table printed in one line may have lost a cell.
    pub(super) fn may_be_shifted(&self, figures: impl Iterator<Item = (CellId, TokenId)>) -> bool {
        let (seen, vocabulary) = (&self.seen, self.seen.vocabulary);
        let Some(lines) = vocabulary.is_band().then(|| Lines::new(seen.form, vocabulary)).flatten() else {
            return false;
        };
        let figures: BTreeMap<CellId, i128> =
            figures.filter_map(|(cell, token)| Some((cell, seen.strips[token].printed.trim().parse().ok()?))).collect();
        lines.may_be_shifted(|cell| figures.get(&cell).copied())
    }

    /// Rows without those of which a figure beside them may be a piece; where it is one for certain, it is taken in.
    pub(super) fn whole_rows(&mut self, rows: Vec<Labelled>) -> Vec<Labelled> {
        let taken: BTreeSet<TokenId> = rows.iter().flat_map(|row| row.tokens.iter().copied()).collect();
        let mut whole = Vec::new();
        for row in rows {
            match (apart::beside(&self.seen, &row, &taken), row.named) {
                (Beside::Half(first, second), Named::Unit(unit)) => {
                    let label = self.label(&row);
                    let cells = &self.seen.vocabulary[unit].cells;
                    for (&cell, &token) in cells.iter().zip(&row.tokens) {
                        if [first, second].contains(&token) {
                            self.propose_halves(cell, [first, second], &label);
                        } else {
                            self.propose(cell, token, &label, false);
                        }
                    }
                }
                (Beside::Nothing, _) => whole.push(row),
                (Beside::Doubt | Beside::Half(..), _) => self.note_left(&row.tokens),
            }
        }
        whole
    }

    /// Proposes a figure that stood on two lines.
    fn propose_halves(&mut self, cell: CellId, [first, second]: [TokenId; 2], label: &str) {
        let strips = self.seen.strips;
        let whole = format!("{}{}", strips[first].printed, strips[second].printed);
        self.propose_printed(cell, first, (&whole, Some(Aside::Broken)), label, true);
        self.reading.taken.insert(self.place_of(second));
    }

    /// Proposes figures that the form's sums put in their places, all of them to be looked at.
    pub(super) fn place_proved(&mut self, runs: &[Run], proved: &[(CellId, Figures)]) {
        let Some(first) = proved.iter().filter_map(|(_, tokens)| tokens.first().copied()).min() else { return };
        let name = self.table_name();
        let found = runs.iter().map(|run| run.tokens.len()).sum::<usize>();
        let left = found - proved.iter().map(|(_, tokens)| tokens.len()).sum::<usize>().min(found);
        let rest = match left {
            0 => String::new(),
            left => self.lang.say(format!("，另有 {left} 个数字没有填入"), format!("; {left} others are left out")),
        };
        let text = self.lang.say(
            format!("{name}：数字与行列名称在原文中分开了，按各行各列的合计确定了位置，请核对{rest}"),
            format!("{name}: the figures stand apart from their labels and were placed by what rows and columns add up to, please check{rest}"),
        );
        self.note(None, first, text);
        for (cell, tokens) in proved {
            match tokens[..] {
                [token] => self.propose(*cell, token, "", true),
                [first, second] => self.propose_halves(*cell, [first, second], ""),
                _ => {}
            }
        }
    }
}
