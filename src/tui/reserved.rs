//! Keys that no command can be bound to, and why: what they are is settled before the key map is asked. It binds nothing.

use crate::domain::text::Lang;

use super::command::Reach;
use super::key::{Chord, Code};

/// Control characters that terminals send for other keys as well.
const SAME: [(char, &str); 5] = [('h', "Backspace"), ('i', "Tab"), ('j', "Enter"), ('m', "Enter"), ('[', "Esc")];

/// Whether prose takes a key for itself: text, and what moves, selects, erases or copies.
pub fn is_of_prose(chord: Chord) -> bool {
    match chord.code {
        Code::F(_) => false,
        Code::Up | Code::Down => !chord.alt,
        Code::PageUp | Code::PageDown => !chord.ctrl,
        Code::Char(character) if chord.ctrl => "vakuwcxzy".contains(character),
        Code::Char(_) => !chord.alt,
        _ => true,
    }
}

/// Why a key cannot be bound where it would be; `None` where it can.
pub fn reason(reach: Reach, chord: Chord, lang: Lang) -> Option<String> {
    let same = |character: char| SAME.iter().find(|(same, _)| *same == character).map(|(_, key)| *key);
    Some(match (chord.code, reach) {
        (Code::Esc, _) => lang.say("Esc 总是取消和关闭，不能改", "Esc always cancels and closes"),
        (Code::Char('q'), _) if chord.ctrl => lang.say("Ctrl-Q 在任何地方都是退出，不能改", "Ctrl-Q always quits"),
        (Code::Char(character), _) if chord.ctrl && same(character).is_some() => {
            let key = same(character).unwrap_or_default();
            lang.say(
                format!("在终端里 {chord} 和 {key} 是同一个键，无法区分"),
                format!("To a terminal {chord} and {key} are one key"),
            )
        }
        (Code::Char(_), _) if chord.shift => lang.say(
            format!("没有 {chord} 这种写法：Shift 加字母写成大写字母"),
            format!("{chord} is not written so: a letter with Shift is written as a capital"),
        ),
        (Code::Char(character), Reach::Grid | Reach::Report | Reach::Everywhere)
            if chord.character().is_some() && character.is_ascii_digit() =>
        {
            lang.say("数字键用来录入，不能用作命令", "Digits begin a figure")
        }
        (_, Reach::Prose) if is_of_prose(chord) => lang.say(
            format!("在正文里 {chord} 是书写、移动或编辑用的键"),
            format!("In the text {chord} writes, moves or edits"),
        ),
        _ => return None,
    })
}
