//! Colours and signs. Whatever a colour says, a sign says too, so that a screen without colours loses nothing.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use super::cell_state::State;

/// How the screen is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Only ASCII signs and borders.
    pub ascii: bool,
    /// Colours at all.
    pub colour: bool,
}

/// Borders of dialogs in ASCII.
const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Theme {
    fn coloured(self, colour: Color, plain: Modifier) -> Style {
        if self.colour { Style::new().fg(colour).add_modifier(plain) } else { Style::new().add_modifier(plain) }
    }

    /// Borders of dialogs.
    pub fn border(self) -> border::Set<'static> {
        if self.ascii { ASCII_BORDER } else { border::PLAIN }
    }

    /// The title line and the selected line of a list.
    pub fn bar(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The current cell and the current tab.
    pub fn cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }

    /// Selected cells around the current one.
    pub fn selection(self) -> Style {
        self.coloured(Color::Cyan, Modifier::REVERSED)
    }

    /// Table heads and other captions.
    pub fn head(self) -> Style {
        self.coloured(Color::Cyan, Modifier::BOLD)
    }

    /// The cells and the words that a jump led to.
    pub fn lit(self) -> Style {
        self.coloured(Color::Magenta, Modifier::UNDERLINED | Modifier::BOLD)
    }

    /// Computed totals.
    pub fn total(self) -> Style {
        self.coloured(Color::Green, Modifier::empty())
    }

    /// A cell's figure within prose.
    pub fn field(self) -> Style {
        self.coloured(Color::Green, Modifier::BOLD)
    }

    /// Help and other quiet text.
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A contradiction.
    pub fn error(self) -> Style {
        self.coloured(Color::Red, Modifier::BOLD)
    }

    /// Something to look at.
    pub fn warning(self) -> Style {
        self.coloured(Color::Yellow, Modifier::empty())
    }

    /// Something in order.
    pub fn good(self) -> Style {
        self.coloured(Color::Green, Modifier::empty())
    }

    /// Keys in the hint line.
    pub fn key(self) -> Style {
        self.coloured(Color::Yellow, Modifier::BOLD)
    }

    /// What stands in an unfilled cell.
    pub fn unfilled_sign(self) -> &'static str {
        if self.ascii { "." } else { "·" }
    }

    /// The sign behind a figure of a failed rule.
    pub fn failed_sign(self) -> &'static str {
        "!"
    }

    /// A figure in a state.
    pub fn state(self, state: State) -> Style {
        match state {
            State::Filled => self.quiet(),
            State::Carried | State::Imported => self.coloured(Color::Blue, Modifier::empty()),
            State::Verified => self.good(),
            State::Doubtful => self.warning(),
        }
    }

    /// The sign behind a figure in a state.
    pub fn state_sign(self, state: State) -> &'static str {
        match state {
            State::Filled => "'",
            State::Carried => "^",
            State::Imported => ":",
            State::Verified => "=",
            State::Doubtful => "?",
        }
    }

    /// The sign behind the cells that a jump led to.
    pub fn lit_sign(self) -> &'static str {
        "<"
    }

    /// The sign behind a total that still waits for cells.
    pub fn waiting_sign(self) -> &'static str {
        "~"
    }

    /// Text with the characters that some terminals draw two columns wide replaced, in ASCII mode.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        if !self.ascii {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '“' | '”' => shown.push('"'),
                '‘' | '’' => shown.push('\''),
                '…' => shown.push_str("..."),
                '—' | '–' | '−' => shown.push('-'),
                '·' => shown.push('.'),
                '≠' => shown.push_str("!="),
                '≥' => shown.push_str(">="),
                '≤' => shown.push_str("<="),
                '×' => shown.push('x'),
                '→' => shown.push_str("->"),
                '↑' => shown.push('^'),
                '↓' => shown.push('v'),
                '←' => shown.push_str("<-"),
                other => shown.push(other),
            }
        }
        Cow::Owned(shown)
    }
}
