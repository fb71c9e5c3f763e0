//! The figure being typed into a cell: digits, signs, a decimal point, and their full-width twins. It does not decide
//! when typing begins or where the figure goes.

use crate::domain::figure::{Figure, Kind};
use crate::domain::number::{MAX_PLACES, Number, NumberError};
use crate::domain::text::Lang;

/// A figure being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    text: String,
    caret: usize,
    kind: Kind,
    /// Whether the cell's figure is edited (arrows move the caret) rather than replaced (arrows commit).
    pub editing: bool,
}

/// What a key means in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Digit(char),
    Sign(char),
    Point,
    Separator,
}

/// The mark that a character stands for, full-width twins included.
fn mark(character: char) -> Option<Mark> {
    match character {
        '0'..='9' => Some(Mark::Digit(character)),
        '０'..='９' => char::from_u32(character as u32 - '０' as u32 + '0' as u32).map(Mark::Digit),
        '+' | '＋' => Some(Mark::Sign('+')),
        '-' | '－' | '−' => Some(Mark::Sign('-')),
        '.' | '。' | '．' => Some(Mark::Point),
        ',' | '，' => Some(Mark::Separator),
        _ => None,
    }
}

/// The plain twin of a character of the number pad or an input method: `＋` is `+`, `。` is `.`.
pub fn plain_twin(character: char) -> char {
    match mark(character) {
        Some(Mark::Digit(plain) | Mark::Sign(plain)) => plain,
        Some(Mark::Point) => '.',
        Some(Mark::Separator) | None => match character {
            '＊' => '*',
            '／' => '/',
            '？' => '?',
            other => other,
        },
    }
}

impl Typing {
    /// Begins a figure with a character, where one can begin with it.
    pub fn begin(kind: Kind, character: char) -> Option<Typing> {
        let begins = match mark(character)? {
            Mark::Digit(_) => true,
            Mark::Sign(_) => kind == Kind::Signed,
            Mark::Point | Mark::Separator => false,
        };
        let mut typing = Typing { text: String::new(), caret: 0, kind, editing: false };
        (begins && typing.take(character)).then_some(typing)
    }

    /// Edits what is there.
    pub fn edit(kind: Kind, figure: Figure) -> Typing {
        let text = match figure {
            Figure::Number(number) => number.to_string(),
            Figure::Unfilled | Figure::NotApplicable => String::new(),
        };
        Typing { caret: text.len(), text, kind, editing: true }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many characters stand before the caret.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Takes a character where it fits; `false` where it does not belong into a figure. A separator is taken and dropped.
    pub fn take(&mut self, character: char) -> bool {
        let plain = match mark(character) {
            Some(Mark::Digit(digit)) => digit,
            Some(Mark::Sign(sign)) if self.kind == Kind::Signed && self.caret == 0 => sign,
            Some(Mark::Point) if self.kind == Kind::Amount && !self.text.contains('.') && self.caret > 0 => '.',
            Some(Mark::Separator) => return true,
            _ => return false,
        };
        self.text.insert(self.caret, plain);
        self.caret += 1;
        true
    }

    /// Keeps a character that does not belong into a figure, so that it is seen and refused until it is taken away: what
    /// was meant is not what is left without it.
    pub fn keep(&mut self, character: char) {
        // The caret counts single bytes.
        self.text.insert(self.caret, if character.is_ascii_graphic() { character } else { '?' });
        self.caret += 1;
    }

    /// Removes the character before the caret.
    pub fn backspace(&mut self) {
        if self.caret > 0 {
            self.caret -= 1;
            self.text.remove(self.caret);
        }
    }

    /// Removes the character at the caret.
    pub fn delete(&mut self) {
        if self.caret < self.text.len() {
            self.text.remove(self.caret);
        }
    }

    /// Moves the caret to a place, counted in characters.
    pub fn move_caret(&mut self, to: usize) {
        self.caret = to.min(self.text.len());
    }

    /// The figure typed so far. `None` where nothing is left of it.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn figure(&self, lang: Lang) -> Result<Option<Figure>, String> {
        let text = self.text.strip_suffix('.').unwrap_or(&self.text);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<Number>() {
            Ok(_) if self.kind != Kind::Amount && text.contains('.') => Err(match lang {
                Lang::Zh => format!("“{text}”：这一格是件数，没有小数；退格改正"),
                Lang::En => format!("“{text}”: this cell counts and has no decimal point; Backspace corrects it"),
            }),
            Ok(number) => Ok(Some(Figure::Number(number))),
            Err(NumberError::Malformed) if text.contains(|c: char| c.is_ascii_digit()) => Err(match lang {
                Lang::Zh => format!("“{text}”不是数；退格改正"),
                Lang::En => format!("“{text}” is no figure; Backspace corrects it"),
            }),
            Err(NumberError::Malformed) => Err(lang.pick("还没有数字", "no digit yet").to_string()),
            Err(NumberError::TooPrecise) => Err(match lang {
                Lang::Zh => format!("最多 {MAX_PLACES} 位小数"),
                Lang::En => format!("at most {MAX_PLACES} decimal places"),
            }),
            Err(NumberError::Overflow) => {
                Err(lang.pick("数太大：不能超过 2^63", "too large: at most 2^63").to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(kind: Kind, text: &str) -> Option<String> {
        let mut characters = text.chars();
        let mut typing = Typing::begin(kind, characters.next()?)?;
        characters.for_each(|c| {
            if !typing.take(c) {
                typing.keep(c);
            }
        });
        typing.figure(Lang::En).ok().flatten().map(|figure| figure.to_string())
    }

    #[test]
    fn full_width_characters_count_as_their_plain_twins() {
        assert_eq!(typed(Kind::Count, "７２").as_deref(), Some("72"));
        assert_eq!(typed(Kind::Amount, "１，２３４。５").as_deref(), Some("1234.5"));
        assert_eq!(typed(Kind::Signed, "－８").as_deref(), Some("-8"));
        assert_eq!(typed(Kind::Signed, "＋8").as_deref(), Some("8"));
    }

    #[test]
    fn a_point_belongs_to_amounts_and_a_sign_to_signed_cells() {
        for text in ["1.5", "1%5", "1=5", "1 5", "1５.", "1x"] {
            let kept = typed(Kind::Count, text);
            assert_eq!(kept.as_deref(), (text == "1５.").then_some("15"), "{text} is no count");
        }
        assert_eq!(typed(Kind::Amount, "1.5.5"), None);
        assert_eq!(typed(Kind::Amount, "1.5").as_deref(), Some("1.5"));
        assert_eq!(typed(Kind::Amount, "1.").as_deref(), Some("1"));
        assert_eq!(Typing::begin(Kind::Count, '-'), None);
        assert_eq!(Typing::begin(Kind::Amount, '.'), None);
    }

    #[test]
    fn an_impossible_figure_says_why() {
        let figure = |kind, text: &str| {
            let mut typing = Typing::edit(kind, Figure::Unfilled);
            text.chars().for_each(|c| {
                typing.take(c);
            });
            typing.figure(Lang::En)
        };
        assert!(figure(Kind::Signed, "-").is_err());
        assert!(figure(Kind::Count, "99999999999999999999").is_err());
        assert!(figure(Kind::Amount, "0.1234567").is_err());
        assert_eq!(figure(Kind::Count, ""), Ok(None));
    }
}
