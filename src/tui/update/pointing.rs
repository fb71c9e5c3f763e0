//! The mouse: whether it is taken, what was pointed at, and the wheel. Nothing can be done with it that keys cannot do; most
//! of it becomes keys here.

use super::super::command::Command;
use super::super::key::{Chord, Code, Input};
use super::super::message::Effect;
use super::super::model::{Hit, Model, Screen};
use super::super::report::Pointed;

/// How many lines a notch of the wheel moves.
const LINES: usize = 3;

/// Takes the mouse, or gives it back to the terminal, and keeps that.
pub fn switch(model: &mut Model) {
    let setting = &mut model.desk.setting;
    setting.chosen.mouse = !setting.chosen.mouse;
    let (is_on, kept, lang) = (setting.chosen.mouse, Box::new(setting.chosen.clone()), setting.lang);
    model.want(Effect::Mouse(is_on));
    model.want(Effect::Keep(kept));
    model.say(match is_on {
        true => lang.pick(
            "鼠标已打开：可以点、双击、滚动；选取终端里的文字请按住 Shift",
            "Mouse on: click, double-click, scroll; hold Shift to select the terminal's text",
        ),
        false => lang.pick("鼠标已关闭，由终端使用", "Mouse off: the terminal has it again"),
    });
}

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

/// The second of two quick clicks at a place: a figure is edited, and everything else is as if it was pointed at once more.
pub fn pointed_twice(model: &mut Model, hit: Hit) -> Option<Means> {
    let current = model.report().and_then(|report| report.table()).map(|(_, _, cell)| Hit::Report(Pointed::Cell(cell)));
    match model.dialog.is_none() && current == Some(hit) {
        true => Some(Means::Command(Command::Edit)),
        false => pointed(model, hit),
    }
}

/// Something was pointed at. What is typed is committed first, as an arrow key would; pointing at what is chosen already
/// takes it.
pub fn pointed(model: &mut Model, hit: Hit) -> Option<Means> {
    model.message = None;
    if let Some(dialog) = &mut model.dialog {
        return match hit {
            Hit::Item(line) => dialog.point(line).map(|code| Means::Key(Chord::plain(code))),
            Hit::Key(chord) => Some(Means::Key(chord)),
            // What the keys named in a text open takes the place of the text.
            Hit::Command(command) => {
                model.close();
                Some(Means::Command(command))
            }
            Hit::Report(Pointed::Cell(cell)) => dialog.point_cell(cell).map(|code| Means::Key(Chord::plain(code))),
            Hit::Report(_) | Hit::Listed(_) => None,
        };
    }
    let desk = &mut model.desk;
    if let Hit::Command(command) = hit {
        return Some(Means::Command(command));
    }
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
