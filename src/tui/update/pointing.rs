//! The mouse: what was pointed at, and the wheel. Nothing can be done with it that keys cannot do; most of it becomes
//! keys here.

use super::super::command::Command;
use super::super::key::{Chord, Code, Input};
use super::super::model::{Hit, Model, Screen};

/// How many lines a notch of the wheel moves.
const LINES: usize = 3;

pub enum Means {
    Key(Chord),
    Command(Command),
}

/// The wheel was turned: as many arrow keys; and whether they only look around, as the page keys do, in prose that a jump led
/// to, where arrows begin to write.
pub fn wheel(model: &Model, down: bool) -> (Vec<Input>, bool) {
    // Arrows pass over what is to be keyed a second time; the wheel is no such decision.
    if model.dialog.is_none() && model.report().is_some_and(|report| report.second_keying.is_some()) {
        return (Vec::new(), false);
    }
    let chord = Chord::plain(if down { Code::Down } else { Code::Up });
    (vec![Input::Key(chord); LINES], model.is_walking())
}

/// Something was pointed at. What is typed is committed first, as an arrow key would; pointing at what is chosen already
/// takes it.
pub fn pointed(model: &mut Model, hit: Hit) -> Option<Means> {
    model.message = None;
    if let Some(dialog) = &mut model.dialog {
        return match hit {
            Hit::Item(line) => dialog.point(line).map(|code| Means::Key(Chord::plain(code))),
            Hit::Key(chord) => Some(Means::Key(chord)),
            Hit::Report(_) | Hit::Listed(_) => None,
        };
    }
    let desk = &mut model.desk;
    match (&mut desk.screen, hit) {
        (Screen::Library, Hit::Listed(index)) if desk.library.selected == index => {
            return Some(Means::Command(Command::Open));
        }
        (Screen::Library, Hit::Listed(index)) if index < desk.library.shown().len() => desk.library.selected = index,
        (Screen::Report(report), Hit::Report(pointed)) => {
            if let Err(problem) = report.point(pointed) {
                desk.refuse(problem);
            }
        }
        _ => {}
    }
    None
}
