//! The figure being typed into a cell. Whatever is typed is kept and seen: what is no figure is refused in words when it is
//! committed, and corrected. It does not decide when typing begins or where the figure goes.

use crate::domain::figure::{Figure, Kind};
use crate::domain::number::{MAX_PLACES, Number, NumberError};
use crate::domain::printed::{begins_sign, spelled};
use crate::domain::spelling::{fold, is_blank_char};
use crate::domain::text::Lang;

use super::key::Code;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    text: String,
    /// The characters before the caret.
    caret: usize,
    kind: Kind,
    /// Whether the cell's figure is edited (arrows move the caret) rather than replaced (arrows commit).
    pub editing: bool,
}

/// The plain twin of a character that an input method or a full-width keyboard produces: `７` is `7`, `。` is `.`.
fn plain(character: char) -> char {
    if character == '。' { '.' } else { fold(character) }
}

/// The plain twin of a character that means something as a key: `＋` is `+`, `。` is `.`, `？` is `?`.
pub fn plain_twin(character: char) -> char {
    match plain(character) {
        twin @ ('0'..='9' | '+' | '-' | '.' | '*' | '/' | '?') => twin,
        _ => character,
    }
}

impl Typing {
    /// Whether a character begins a figure wherever it is typed into an untouched cell, and is no key of the number pad
    /// there.
    pub fn begins(kind: Kind, character: char) -> bool {
        match plain(character) {
            '0'..='9' => true,
            '.' => kind == Kind::Amount,
            sign => kind == Kind::Signed && begins_sign(sign.encode_utf8(&mut [0; 4])),
        }
    }

    /// Begins with a character, whatever it is.
    pub fn begin(kind: Kind, character: char) -> Typing {
        let mut typing = Typing { text: String::new(), caret: 0, kind, editing: false };
        typing.take(character);
        typing
    }

    pub fn edit(kind: Kind, figure: Figure) -> Typing {
        let text = match figure {
            Figure::Number(number) => number.to_string(),
            Figure::Unfilled | Figure::NotApplicable => String::new(),
        };
        Typing { caret: text.len(), text, kind, editing: true }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text up to the caret, and behind it.
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at(self.byte(self.caret))
    }

    fn byte(&self, character: usize) -> usize {
        self.text.char_indices().nth(character).map_or(self.text.len(), |(byte, _)| byte)
    }

    /// Takes a character in at the caret, as its plain twin. One that is no part of a figure is kept like any other: what
    /// was meant is not what is left without it.
    pub fn take(&mut self, character: char) {
        self.text.insert(self.byte(self.caret), plain(character));
        self.caret += 1;
    }

    /// Whether a key commits what is typed and goes on or back, as `+` and `-` do behind a figure.
    pub fn is_ended_by(&self, character: char) -> bool {
        let whole = self.parts().1.is_empty() && self.figure(Lang::Zh).is_ok_and(|figure| figure.is_some());
        matches!(plain(character), '+' | '-') && whole
    }

    /// Takes a key that erases or moves the caret; `false` for all others.
    pub fn correct(&mut self, code: Code) -> bool {
        match code {
            Code::Backspace => self.backspace(),
            Code::Delete => self.delete(),
            Code::Left => self.move_caret(self.caret.saturating_sub(1)),
            Code::Right => self.move_caret(self.caret + 1),
            Code::Home => self.move_caret(0),
            Code::End => self.move_caret(usize::MAX),
            _ => return false,
        }
        true
    }

    pub fn backspace(&mut self) {
        if self.caret > 0 {
            self.caret -= 1;
            self.delete();
        }
    }

    fn delete(&mut self) {
        let at = self.byte(self.caret);
        if at < self.text.len() {
            self.text.remove(at);
        }
    }

    /// Moves the caret to a place, counted in characters.
    pub fn move_caret(&mut self, to: usize) {
        self.caret = to.min(self.text.chars().count());
    }

    /// What is wrong already, in words, whatever is typed behind it.
    pub fn doubt(&self, lang: Lang) -> Option<String> {
        let points = self.text.matches('.').count() > usize::from(self.kind == Kind::Amount);
        let words =
            lang.pick("这里不能再有小数点，请按退格键删除", "No decimal point belongs here; Backspace deletes it");
        self.strange(lang).or_else(|| points.then(|| words.to_string()))
    }

    /// That there is something that is part of no figure of this cell.
    fn strange(&self, lang: Lang) -> Option<String> {
        let text = self.text.trim_matches(is_blank_char);
        if self.kind == Kind::Signed && begins_sign(text) {
            return None;
        }
        let unsigned = match (self.kind, spelled(text)) {
            (Kind::Signed, Some((Some(_), digits))) => digits,
            _ => text.to_string(),
        };
        let strange = unsigned.chars().find(|c| !c.is_ascii_digit() && !matches!(c, ',' | '.'))?;
        let is_sign = self.kind != Kind::Signed && begins_sign(&strange.to_string());
        Some(match (lang, strange) {
            (Lang::Zh, _) if is_sign => {
                format!("“{text}”：本格的数字前面没有“{strange}”，请按退格键删除，Esc 取消")
            }
            (Lang::En, _) if is_sign => {
                format!(
                    "“{text}”: no {strange} belongs before a figure of this cell; Backspace deletes it, Esc cancels"
                )
            }
            (Lang::Zh, letter) if letter.is_alphabetic() && !letter.is_ascii() => {
                format!("“{letter}”不是数字，本格只能填数字：请按退格键删除，Esc 取消；输入法请切换到英文")
            }
            (Lang::En, letter) if letter.is_alphabetic() && !letter.is_ascii() => format!(
                "“{letter}” is not a figure, and this cell takes figures only: Backspace deletes it, Esc cancels; switch the input method off"
            ),
            (Lang::Zh, _) => format!("“{strange}”不是数字，请按退格键删除，Esc 取消"),
            (Lang::En, _) => format!("“{strange}” is not part of a figure; Backspace deletes it, Esc cancels"),
        })
    }

    /// The figure typed so far. `None` where nothing is left of it.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn figure(&self, lang: Lang) -> Result<Option<Figure>, String> {
        let text = self.text.trim_matches(is_blank_char);
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(strange) = self.strange(lang) {
            return Err(strange);
        }
        let Some((sign, digits)) = spelled(text) else {
            return Err(match lang {
                Lang::Zh => format!("“{text}”不是一个数字：逗号只用来分隔千位，如 1,234；请按退格键修改"),
                Lang::En => format!(
                    "“{text}” is not one figure: a comma only separates thousands, as in 1,234; Backspace corrects it"
                ),
            });
        };
        let digits = digits.strip_suffix('.').unwrap_or(&digits);
        if self.kind != Kind::Amount && digits.contains('.') {
            return Err(lang.say(
                format!("“{text}”：本格是件数，没有小数；请按退格键修改"),
                format!("“{text}”: this cell counts and has no decimal point; Backspace corrects it"),
            ));
        }
        let whole = if digits.starts_with('.') { format!("0{digits}") } else { digits.to_string() };
        match whole.parse::<Number>() {
            Ok(number) if sign == Some(true) && !number.is_zero() => Ok(Some(Figure::Number(number.negated()))),
            Ok(number) => Ok(Some(Figure::Number(number))),
            Err(NumberError::Malformed) if text.contains(|c: char| c.is_ascii_digit()) => Err(lang.say(
                format!("“{text}”不是数字，请按退格键修改"),
                format!("“{text}” is not a figure; Backspace corrects it"),
            )),
            Err(NumberError::Malformed) => Err(lang.say("还没有键入数字", "No digit yet")),
            Err(NumberError::TooPrecise) => Err(lang.say(
                format!("最多 {MAX_PLACES} 位小数，请按退格键删除多余的"),
                format!("At most {MAX_PLACES} decimal places; Backspace deletes the rest"),
            )),
            Err(NumberError::Overflow) => {
                Err(lang.say("数字过大，请检查是否多打了位数", "The figure is too large; check for extra digits"))
            }
        }
    }
}
