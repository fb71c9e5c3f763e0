//! What somebody chose for the program, as plain values: language, colours, terminal, keys. `store` keeps them in a file,
//! the editor follows them. It knows neither files nor keys: which chords and commands there are is for the key map.

use serde::{Deserialize, Serialize};

use super::text::Lang;

/// The language that is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// That of the environment.
    #[default]
    Auto,
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language, where one was chosen.
    pub fn chosen(self) -> Option<Lang> {
        match self {
            Language::Auto => None,
            Language::Zh => Some(Lang::Zh),
            Language::En => Some(Lang::En),
        }
    }
}

/// What the colours are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// A dark background.
    #[default]
    Dark,
    /// A light background.
    Light,
    /// Eyes that need more contrast: bold and bright, nothing dimmed.
    HighContrast,
    /// No colours at all: bold, underlined and reversed only.
    NoColour,
}

/// How many colours the terminal is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colours {
    /// As many as the terminal says that it has.
    #[default]
    Auto,
    /// The sixteen that every terminal has.
    Sixteen,
    /// Any colour.
    Truecolour,
}

/// How wide the terminal draws characters of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ambiguous {
    /// Nobody said; taken for narrow.
    #[default]
    Auto,
    /// One column.
    Narrow,
    /// Two columns: such characters are replaced on the screen.
    Wide,
}

/// The order in which keying goes through a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyingOrder {
    /// From left to right, then down.
    #[default]
    ByRow,
    /// From top to bottom, then on.
    ByColumn,
}

/// A key bound to a command, as the settings' file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The scope's name.
    pub scope: String,
    /// The key's name.
    pub key: String,
    /// The command's name, or [`Binding::NOTHING`].
    pub command: String,
    /// Line and column of the key in the file, both from 1.
    pub place: (usize, usize),
}

impl Binding {
    /// In place of a command: the key does nothing.
    pub const NOTHING: &'static str = "none";
}

/// Everything that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What the program speaks.
    pub lang: Language,
    /// What the colours are made for.
    pub theme: Palette,
    /// How many colours the terminal is sent.
    pub colours: Colours,
    /// Only ASCII signs and borders.
    pub ascii: bool,
    /// How wide ambiguous characters are.
    pub ambiguous: Ambiguous,
    /// Whether figures show where they came from, by colour and sign.
    pub origins: bool,
    /// Whether the editor takes the mouse. Off by default: a terminal whose mouse is taken no longer selects and pastes
    /// with it by itself.
    pub mouse: bool,
    /// Where Enter goes.
    pub keying_order: KeyingOrder,
    /// Whether keying stops at totals, where printed ones are entered as controls.
    pub key_with_totals: bool,
    /// Whether the banners of exported tables are left without their light blue ground.
    pub plain_banners: bool,
    /// The command line of the editor for prose; empty for the one that the environment names.
    pub editor: String,
    /// The command line that opens a written file; empty for the system's, [`Settings::NO_OPENER`] for none.
    pub opener: String,
    /// The folders from which files were taken or to which they were written last, the newest first.
    pub folders: Vec<String>,
    /// Keys bound besides, or instead of, the program's own.
    pub keys: Vec<Binding>,
}

impl Settings {
    /// How many folders are kept.
    pub const FOLDERS: usize = 5;

    /// Takes note of a folder that was used.
    pub fn use_folder(&mut self, folder: &str) {
        self.folders.retain(|used| used != folder);
        self.folders.insert(0, folder.to_string());
        self.folders.truncate(Settings::FOLDERS);
    }
}

impl Settings {
    /// In place of a command that opens files: nothing is opened.
    pub const NO_OPENER: &'static str = "none";
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            lang: Language::Auto,
            theme: Palette::Dark,
            colours: Colours::Auto,
            ascii: false,
            ambiguous: Ambiguous::Auto,
            origins: false,
            mouse: false,
            keying_order: KeyingOrder::ByRow,
            key_with_totals: false,
            plain_banners: false,
            editor: String::new(),
            opener: String::new(),
            folders: Vec::new(),
            keys: Vec::new(),
        }
    }
}
