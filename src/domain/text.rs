//! The two interface languages, and words kept in both. It does not look at the environment: the command line decides
//! which language is spoken.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The language in which gouji speaks. Official labels are Chinese in either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Chooses between two texts that stand side by side in the source.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The same for texts that are put together.
    pub fn say(self, zh: impl Into<String>, en: impl Into<String>) -> String {
        match self {
            Lang::Zh => zh.into(),
            Lang::En => en.into(),
        }
    }
}

/// A text as a terminal may have it: characters that steer one, and marks that turn the direction of what is read, are written
/// as `\u001b`. Line ends and tabs stay. What is JSON stays the same JSON.
pub fn visible(text: &str) -> Cow<'_, str> {
    // Nearly every text has none of them, and of those that begin the rarer ones only some punctuation.
    let may_steer = |byte: u8| byte < 0x20 && byte != b'\n' && byte != b'\t' || matches!(byte, 0x7f | 0xc2 | 0xe2);
    if !text.bytes().any(may_steer) || !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().fold(String::with_capacity(text.len() + 8), |mut shown, character| {
        if steers(character) {
            shown.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            shown.push(character);
        }
        shown
    });
    Cow::Owned(shown)
}

fn steers(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text in both languages, as forms and tables of commands hold them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The Chinese words.
    pub zh: String,
    /// The English words.
    pub en: String,
}

impl Text {
    /// The words in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}
