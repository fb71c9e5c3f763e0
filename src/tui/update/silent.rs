//! Keys that nothing answers, and those that may have been meant otherwise, as letters with Caps Lock on: what they are
//! told. No key does anything here.

use super::super::command::{Command, Reach};
use super::super::dialog::Dialog;
use super::super::key::{Chord, Code};
use super::super::model::Model;
use super::super::report::{Reply, ReportScreen};
use super::replying;

/// The command of a letter where a jump led into the prose: the one that it has in tables, if it leads on.
pub fn leading_on(model: &Model, chord: Chord) -> Option<Command> {
    chord.character()?;
    let command = model.setting.keymap.command(&[Reach::Grid], chord)?;
    (model.is_walking() && ReportScreen::leads_on(command)).then_some(command)
}

/// For a capital letter: the small letter of the same key and what it does here, where that is another command. Which of
/// the two was meant nobody knows who does not see the light of Caps Lock.
pub fn twin(model: &Model, chord: Chord, command: Option<Command>) -> Option<String> {
    let capital = chord.character().filter(char::is_ascii_uppercase)?;
    let small = Chord { code: Code::Char(capital.to_ascii_lowercase()), ..chord };
    let other = model.setting.keymap.command(&model.reaches(), small).or_else(|| leading_on(model, small))?;
    let title = other.title(model.lang());
    (Some(other) != command)
        .then(|| model.lang().say(format!("小写 {small} 是“{title}”"), format!("lower-case {small} is “{title}”")))
}

/// Says what the small letter would have done, beside whatever there is to say. Where a box opened, that shows by itself
/// that another command was given.
pub fn remark(model: &mut Model, twin: Option<String>) {
    let Some(twin) = twin else { return };
    let (lang, shows) = (model.lang(), !matches!(model.dialog, None | Some(Dialog::Question(_))));
    let twin = if shows {
        twin
    } else {
        format!("{}{twin}", lang.pick("大写锁定可能已打开，", "Caps Lock may be on; "))
    };
    let gap = lang.pick("。", ". ");
    match &mut model.message {
        Some(message) => message.text = format!("{}{gap}{twin}", message.text),
        None => model.say(twin),
    }
}

/// Names the key that takes back what goes on for good.
pub fn lasting(model: &Model, command: Command, reply: Reply) -> Reply {
    let (Reply::Say(words), Command::KeyByColumn | Command::KeyTotals) = (&reply, command) else { return reply };
    let key = model.key(command).unwrap_or_else(|| command.title(model.lang()).to_string());
    Reply::Say(
        model.lang().say(format!("{words}；再按 {key} 改回"), format!("{words}; press {key} again to change back")),
    )
}

/// A key without a command: refused where it would have been part of a figure or of prose, else told to have none.
pub fn unanswered(model: &mut Model, chord: Chord) {
    let lang = model.lang();
    let twin = twin(model, chord, None);
    let refused = model.report_mut().and_then(|report| match report.is_walking() {
        true => chord.character().map(|_| report.halt()),
        false => report.stray(chord),
    });
    if let Some(reply) = refused {
        replying::hear(model, reply);
        return remark(model, twin);
    }
    // Esc is pressed to be sure that nothing is open.
    if chord.code == Code::Esc {
        return;
    }
    let mut words = lang.say(format!("{chord} 在这里不起作用"), format!("{chord} does nothing here"));
    if let (None, Some(help)) = (&twin, model.key(Command::Help)) {
        words += &lang.say(format!("；按 {help} 查看可用的键"), format!("; {help} shows the keys that do"));
    }
    model.say(words);
    remark(model, twin);
}
