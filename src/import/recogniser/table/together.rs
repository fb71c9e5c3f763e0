//! Rows that a document prints once where the form has several.

use super::Reader;
use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Role};
use crate::domain::report::UnplacedRow;
use crate::import::recogniser::sighting::Labelled;
use crate::import::recogniser::vocabulary::GroupId;
use crate::import::value::{self, Reading};

impl Reader<'_> {
    /// A row printed once for several of the form: 0 is 0 for each of them, anything else cannot be shared out.
    pub(super) fn place_group(&mut self, group: GroupId, row: &Labelled) {
        let (form, strips, vocabulary) = (self.seen.form, self.seen.strips, self.seen.vocabulary);
        let members = &vocabulary[group].members;
        let cells: Vec<CellId> = members.iter().flat_map(|&unit| vocabulary[unit].cells.iter().copied()).collect();
        let printed = strips.printed(&row.tokens);
        let label = self.label(row);
        let count = members.len();
        let text = self.lang.say(
            format!("“{label}”只印了一行（{}），这一格式有 {count} 行：0 分别填 0，其他数字没有填入", printed.join(" ")),
            format!(
                "“{label}” is printed as one row ({}) where the form has {count}: 0 fills each with 0, other figures are left empty",
                printed.join(" ")
            ),
        );
        self.note(None, row.tokens[0], text);
        for (column, &token) in row.tokens.iter().enumerate() {
            for cell in members.iter().map(|&unit| vocabulary[unit].cells[column]) {
                let reading = value::read(&strips[token].printed, &form.column(cell).unit);
                let zero = matches!(reading, Reading::Plain(Figure::Number(number)) if number.is_zero());
                if form.cell(cell).role == Role::Input && zero {
                    self.propose(cell, token, &label, true);
                }
            }
        }
        let figures = printed.into_iter().map(String::from).collect();
        self.reading.unplaced.push(UnplacedRow { label, figures, cells });
    }
}
