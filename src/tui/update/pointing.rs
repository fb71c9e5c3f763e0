//! The mouse: what was pointed at, and the wheel. Nothing can be done with it that keys cannot do; most of it becomes
//! keys here.

use super::super::command::Command;
use super::super::dialog::Dialog;
use super::super::export_target;
use super::super::key::{Chord, Code, Input};
use super::super::model::{Effect, Hit, Model, Msg, Screen};
use super::super::settings::Line;
use super::{refuse, run, update};

/// How many lines a notch of the wheel moves.
const LINES: usize = 3;

/// The wheel was turned: as many arrow keys.
pub(super) fn wheel(model: &mut Model, down: bool) -> Vec<Effect> {
    // Arrows pass over what is to be keyed a second time; the wheel is no such decision.
    let is_verifying = matches!(&model.screen, Screen::Report(report) if report.verifying.is_some());
    if is_verifying && model.dialog.is_none() {
        return Vec::new();
    }
    // In prose that a jump led to, arrows begin to write; the wheel only looks around, as the page keys do.
    let is_walking = matches!(&model.screen, Screen::Report(report) if report.is_walking());
    let chord = Chord::plain(if down { Code::Down } else { Code::Up });
    let effects = (0..LINES).flat_map(|_| update(model, Msg::Input(Input::Key(chord)))).collect();
    if let (Screen::Report(report), true) = (&mut model.screen, is_walking) {
        report.arrive();
    }
    effects
}

/// Something was pointed at. What is typed is committed first, as an arrow key would; pointing at what is chosen already
/// takes it.
pub(super) fn pointed(model: &mut Model, hit: Hit) -> Vec<Effect> {
    model.message = None;
    if model.dialog.is_some() {
        return in_dialog(model, hit);
    }
    match (&mut model.screen, hit) {
        (Screen::Library, Hit::Listed(index)) => {
            if model.library.selected == index {
                return run(model, Command::Open);
            }
            if index < model.library.reports.len() {
                model.library.selected = index;
            }
        }
        (Screen::Report(report), Hit::Report(pointed)) => {
            if let Err(problem) = report.point(pointed) {
                return refuse(model, problem);
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Chooses a line of the open dialog; one that is chosen already is taken, or changed where it is something to tick.
fn in_dialog(model: &mut Model, hit: Hit) -> Vec<Effect> {
    let index = match hit {
        Hit::Item(index) => index,
        Hit::Key(chord) => return update(model, Msg::Input(Input::Key(chord))),
        Hit::Report(_) | Hit::Listed(_) => return Vec::new(),
    };
    let mut key = Code::Enter;
    let again = match &mut model.dialog {
        Some(Dialog::Palette(picker)) => std::mem::replace(&mut picker.selected, index) == index,
        Some(Dialog::Find(picker)) => std::mem::replace(&mut picker.selected, index) == index,
        Some(Dialog::Findings(list)) => list.choose(index),
        Some(Dialog::Settings(form)) => {
            let again = std::mem::replace(&mut form.focus, index) == index;
            again && form.line() != Line::Editor
        }
        Some(Dialog::New(new)) => {
            key = Code::Char(' ');
            // The first two lines are typed into.
            std::mem::replace(&mut new.focus, index) == index && index > 1
        }
        Some(Dialog::Export(target)) => {
            let again = target.choose_line(index);
            let is_open = matches!(target.focus, export_target::Line::Open(_));
            key = if is_open { Code::Enter } else { Code::Char(' ') };
            again
        }
        Some(Dialog::Deleted(list)) => std::mem::replace(&mut list.selected, index) == index,
        Some(Dialog::Conflict(conflict)) => {
            conflict.point(index);
            false
        }
        Some(Dialog::Recovery(recovery)) => {
            recovery.point(index);
            false
        }
        Some(Dialog::Import(preview)) => {
            preview.choose(index);
            false
        }
        _ => false,
    };
    if again { update(model, Msg::Input(Input::Key(Chord::plain(key)))) } else { Vec::new() }
}
