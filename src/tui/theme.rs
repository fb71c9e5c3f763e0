//! Colours and signs: one accent, one colour each for errors, warnings and what is safe; everything else is more or less
//! bright. Whatever a colour says, a sign says too, so that a screen without colours loses nothing. The background is the
//! terminal's own, but for bars and the cursor where any colour can be shown: those bring their foreground along.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::{bar, border};
use unicode_width::UnicodeWidthChar;

use crate::domain::settings::{Ambiguous, Colours, Palette, Settings};

use super::cell_state::State;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Only ASCII signs and borders.
    pub ascii: bool,
    /// What the colours are made for.
    pub palette: Palette,
    /// Whether any colour can be shown, not only sixteen.
    pub truecolour: bool,
    /// Whether figures show where they came from.
    pub origins: bool,
}

/// What the terminal and the command line say, whatever was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// ASCII was asked for on the command line, or the terminal draws ambiguous characters two cells wide.
    pub ascii: bool,
    /// Colours are not wanted (`NO_COLOR`).
    pub no_colour: bool,
    /// The terminal says that it shows any colour.
    pub truecolour: bool,
}

#[derive(Clone, Copy)]
enum Role {
    Accent,
    Lit,
    Safe,
    Error,
    Warning,
    Key,
}

/// What is not as bright as text, and what has a ground of its own (with the text on it).
struct Greys {
    quiet: u32,
    zero: u32,
    bar: (u32, u32),
    cursor: (u32, u32),
    selected: (u32, u32),
}

const DARK: Greys = Greys {
    quiet: 0x9a_9a_9a,
    zero: 0x74_74_74,
    bar: (0xe6_e6_e6, 0x30_30_30),
    cursor: (0xff_ff_ff, 0x00_5f_87),
    selected: (0xff_ff_ff, 0x2c_4a_5c),
};
const LIGHT: Greys = Greys {
    quiet: 0x60_60_60,
    zero: 0x80_80_80,
    bar: (0x1a_1a_1a, 0xdc_dc_dc),
    cursor: (0xff_ff_ff, 0x00_52_9b),
    selected: (0x1a_1a_1a, 0xbf_dc_ef),
};

fn ground((text, ground): (u32, u32)) -> Style {
    Style::new().fg(Color::from_u32(text)).bg(Color::from_u32(ground))
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

/// Characters that some terminals draw two columns wide, and what stands for them.
const PLAIN: [(char, &str); 34] = [
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('…', "..."),
    ('—', "-"),
    ('–', "-"),
    ('−', "-"),
    ('·', "."),
    ('≠', "!="),
    ('≥', ">="),
    ('≤', "<="),
    ('×', "x"),
    ('÷', "/"),
    ('±', "+-"),
    ('→', "->"),
    ('←', "<-"),
    ('↑', "^"),
    ('↓', "v"),
    ('①', "(1)"),
    ('②', "(2)"),
    ('③', "(3)"),
    ('④', "(4)"),
    ('⑤', "(5)"),
    ('⑥', "(6)"),
    ('⑦', "(7)"),
    ('⑧', "(8)"),
    ('⑨', "(9)"),
    ('√', "v"),
    ('°', "o"),
    ('│', "|"),
    ('─', "-"),
    ('█', "#"),
    ('§', "S"),
];

/// What stands for a character that some terminals draw two columns wide; `None` for all others.
fn plain(character: char) -> Option<&'static str> {
    if character.is_ascii() || character.width() != Some(1) {
        return None;
    }
    match PLAIN.iter().find(|(wide, _)| *wide == character) {
        Some((_, plain)) => Some(plain),
        None => (character.width_cjk() == Some(2)).then_some("?"),
    }
}

impl Theme {
    pub const DARK: Theme = Theme { ascii: false, palette: Palette::Dark, truecolour: false, origins: false };

    /// The theme that was chosen, as far as the surroundings allow it.
    pub fn of(settings: &Settings, surroundings: Surroundings) -> Theme {
        Theme {
            ascii: surroundings.ascii || settings.ascii || settings.ambiguous == Ambiguous::Wide,
            palette: if surroundings.no_colour { Palette::NoColour } else { settings.theme },
            truecolour: match settings.colours {
                Colours::Auto => surroundings.truecolour,
                Colours::Sixteen => false,
                Colours::Truecolour => true,
            },
            origins: settings.origins,
        }
    }

    fn colour(self, role: Role) -> Option<Color> {
        let rgb = |hex: u32| Color::from_u32(hex);
        let (sixteen, any) = match (self.palette, role) {
            (Palette::NoColour, _) => return None,
            (Palette::Dark, Role::Accent) => (Color::Cyan, rgb(0x7f_d1_e0)),
            (Palette::Dark, Role::Lit) => (Color::Magenta, rgb(0xe2_8c_e8)),
            (Palette::Dark, Role::Safe) => (Color::Green, rgb(0x8f_d1_7f)),
            (Palette::Dark, Role::Error) => (Color::Red, rgb(0xff_6b_6b)),
            (Palette::Dark, Role::Warning | Role::Key) => (Color::Yellow, rgb(0xf0_c6_74)),
            // Yellow and cyan cannot be read on white.
            (Palette::Light, Role::Accent | Role::Key) => (Color::Blue, rgb(0x00_52_9b)),
            (Palette::Light, Role::Lit) => (Color::Blue, rgb(0x74_00_a8)),
            (Palette::Light, Role::Safe) => (Color::Green, rgb(0x1f_6b_2e)),
            (Palette::Light, Role::Error) => (Color::Red, rgb(0xc0_00_00)),
            (Palette::Light, Role::Warning) => (Color::Magenta, rgb(0x8a_4b_00)),
            (Palette::HighContrast, Role::Accent) => (Color::LightCyan, rgb(0x00_ff_ff)),
            (Palette::HighContrast, Role::Lit) => (Color::LightMagenta, rgb(0xff_80_ff)),
            (Palette::HighContrast, Role::Safe) => (Color::LightGreen, rgb(0x00_ff_00)),
            (Palette::HighContrast, Role::Error) => (Color::LightRed, rgb(0xff_60_60)),
            (Palette::HighContrast, Role::Warning | Role::Key) => (Color::LightYellow, rgb(0xff_ff_00)),
        };
        Some(if self.truecolour { any } else { sixteen })
    }

    /// A style of a role; where contrast is wanted, everything coloured is bold too.
    fn coloured(self, role: Role, modifier: Modifier) -> Style {
        let bold = if self.palette == Palette::HighContrast { Modifier::BOLD } else { Modifier::empty() };
        let style = Style::new().add_modifier(modifier | bold);
        self.colour(role).map_or(style, |colour| style.fg(colour))
    }

    pub fn border(self) -> border::Set<'static> {
        if self.ascii { ASCII_BORDER } else { border::PLAIN }
    }

    /// What bars of a chart are made of.
    pub fn bars(self) -> bar::Set<'static> {
        const ASCII: bar::Set<'static> = bar::Set {
            full: "#",
            seven_eighths: "#",
            three_quarters: "#",
            five_eighths: "#",
            half: "=",
            three_eighths: "=",
            one_quarter: "-",
            one_eighth: "-",
            empty: " ",
        };
        if self.ascii { ASCII } else { bar::NINE_LEVELS }
    }

    pub fn bar_fill(self) -> Style {
        self.coloured(Role::Accent, Modifier::empty())
    }

    /// One of the parts of a stacked bar. Each part has a letter too; without colours, neighbours differ by being reversed.
    pub fn part(self, index: usize) -> Style {
        const SIXTEEN: [Color; 6] =
            [Color::Green, Color::Cyan, Color::LightRed, Color::Yellow, Color::LightMagenta, Color::Gray];
        const ANY: [u32; 6] = [0x6c_b8_6a, 0x4f_b3_bf, 0xe0_7a_5f, 0xe6_b8_4c, 0xb3_8a_d9, 0xa8_a8_a8];
        match self.palette {
            Palette::NoColour if index.is_multiple_of(2) => Style::new().add_modifier(Modifier::REVERSED),
            Palette::NoColour => Style::new(),
            _ if self.truecolour => Style::new().fg(Color::Black).bg(Color::from_u32(ANY[index % ANY.len()])),
            _ => Style::new().fg(Color::Black).bg(SIXTEEN[index % SIXTEEN.len()]),
        }
    }

    /// The title line and the selected line of a list.
    pub fn bar(self) -> Style {
        match (self.has_greys(), self.palette) {
            (true, Palette::Light) => ground(LIGHT.bar),
            (true, _) => ground(DARK.bar),
            (false, _) => Style::new().add_modifier(Modifier::REVERSED),
        }
    }

    /// Something on such a line, in a style of its own where the line's ground is known.
    pub fn on_bar(self, style: Style) -> Style {
        if self.has_greys() { self.bar().patch(style) } else { self.bar() }
    }

    /// The current cell and the current tab.
    pub fn cursor(self) -> Style {
        let style = match (self.has_greys(), self.palette) {
            (true, Palette::Light) => ground(LIGHT.cursor),
            (true, _) => ground(DARK.cursor),
            (false, _) => Style::new().add_modifier(Modifier::REVERSED),
        };
        style.add_modifier(Modifier::BOLD)
    }

    /// Selected cells around the current one.
    pub fn selection(self) -> Style {
        match (self.has_greys(), self.palette) {
            (true, Palette::Light) => ground(LIGHT.selected),
            (true, _) => ground(DARK.selected),
            (false, _) => self.coloured(Role::Accent, Modifier::REVERSED),
        }
    }

    /// Captions, and the row and the column that the cursor is in.
    pub fn head(self) -> Style {
        self.coloured(Role::Accent, Modifier::BOLD)
    }

    /// A figure that is not 0. It stands out from zeros by more than its colour.
    pub fn figure(self) -> Style {
        if self.has_greys() { Style::new() } else { self.strong() }
    }

    /// A zero, and the dot of a cell that is unfilled.
    pub fn zero(self) -> Style {
        match self.palette {
            Palette::Dark if self.truecolour => Style::new().fg(Color::from_u32(DARK.zero)),
            Palette::Light if self.truecolour => Style::new().fg(Color::from_u32(LIGHT.zero)),
            _ => Style::new(),
        }
    }

    pub fn has_colours(self) -> bool {
        self.palette != Palette::NoColour
    }

    /// Whether what recedes has a grey of its own; where it has not, what stands out is bold.
    fn has_greys(self) -> bool {
        self.truecolour && matches!(self.palette, Palette::Dark | Palette::Light)
    }

    /// The cells and the words that a jump led to.
    pub fn lit(self) -> Style {
        self.coloured(Role::Lit, Modifier::UNDERLINED | Modifier::BOLD)
    }

    /// A cell's figure within prose.
    pub fn field(self) -> Style {
        self.coloured(Role::Safe, Modifier::BOLD)
    }

    /// Help and other quiet text. Nothing is dimmed where contrast is wanted.
    pub fn quiet(self) -> Style {
        match (self.palette, self.truecolour) {
            (Palette::Dark, true) => Style::new().fg(Color::from_u32(DARK.quiet)),
            (Palette::Light, true) => Style::new().fg(Color::from_u32(LIGHT.quiet)),
            // Among sixteen there is no grey that can be read on every background.
            _ => Style::new(),
        }
    }

    /// A contradiction.
    pub fn error(self) -> Style {
        self.coloured(Role::Error, Modifier::BOLD)
    }

    pub fn warning(self) -> Style {
        self.coloured(Role::Warning, Modifier::empty())
    }

    pub fn good(self) -> Style {
        self.coloured(Role::Safe, Modifier::empty())
    }

    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub fn key(self) -> Style {
        self.coloured(Role::Key, Modifier::BOLD)
    }

    pub fn unfilled_sign(self) -> &'static str {
        if self.ascii { "." } else { "·" }
    }

    pub fn failed_sign(self) -> &'static str {
        "!"
    }

    pub fn state(self, state: State) -> Style {
        match state {
            State::Filled => self.zero(),
            State::Carried | State::Imported | State::Computed => self.coloured(Role::Accent, Modifier::empty()),
            State::Verified => self.good(),
            State::Doubtful => self.warning(),
        }
    }

    pub fn state_sign(self, state: State) -> &'static str {
        match state {
            State::Filled => "'",
            State::Carried => "^",
            State::Imported => ":",
            State::Computed => "#",
            State::Verified => "=",
            State::Doubtful => "?",
        }
    }

    /// The sign behind a total of which the source prints another number, where no rule fails for it.
    pub fn differing_sign(self) -> &'static str {
        if self.ascii { "x" } else { "≠" }
    }

    pub fn lit_sign(self) -> &'static str {
        "<"
    }

    /// The sign behind a total that still waits for cells.
    pub fn waiting_sign(self) -> &'static str {
        "~"
    }

    /// Text with the characters that some terminals draw two columns wide replaced, in ASCII mode.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        if !self.ascii || !text.chars().any(|character| plain(character).is_some()) {
            return Cow::Borrowed(text);
        }
        // A pair of arrows is a pair of keys; `^v` could be read as Ctrl-V.
        let text = text.replace("↑↓", "Up/Dn").replace("←→", "<-/->");
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            match plain(character) {
                Some(plain) => shown.push_str(plain),
                None => shown.push(character),
            }
        }
        Cow::Owned(shown)
    }

    /// One column's worth of what stands for a character, where text keeps its columns.
    pub fn shown_in_place(self, symbol: &str) -> Option<&'static str> {
        let plain = plain(symbol.chars().next()?).filter(|_| self.ascii)?;
        Some(if plain.starts_with('(') { plain.get(1..2).unwrap_or("?") } else { &plain[..1] })
    }
}
