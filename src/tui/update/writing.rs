//! What comes of the dialogs of the prose, and of a text that another program edited.

use super::super::fees::FeeForm;
use super::super::field_picker::FieldPicker;
use super::super::model::{Effect, Model, Screen};
use super::answer_reply;

/// A cell was chosen whose figure is to stand in the prose.
pub(super) fn picked(model: &mut Model, picker: &FieldPicker) -> Vec<Effect> {
    let (Screen::Report(report), Some(cell)) = (&mut model.screen, picker.current()) else { return Vec::new() };
    let reply = report.place_field(cell, picker.replaces.clone());
    answer_reply(model, reply)
}

/// The numbers of the fee statement were given.
pub(super) fn fees(model: &mut Model, form: &FeeForm) -> Vec<Effect> {
    let Ok(fees) = form.fees(model.lang()) else { return Vec::new() };
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let reply = report.state_fees(&fees.sentence(&form.words));
    answer_reply(model, reply)
}

/// Another program is done with the text.
pub(super) fn edited(model: &mut Model, text: &str) -> Vec<Effect> {
    let Screen::Report(report) = &mut model.screen else { return Vec::new() };
    let reply = report.adopt_text(text);
    answer_reply(model, reply)
}
