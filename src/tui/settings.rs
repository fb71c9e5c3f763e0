//! The settings screen's state: one line for each setting, and the test of how wide the terminal draws ambiguous
//! characters. It changes its own copy of the settings and says so; following and keeping them is for `update`.

use crate::domain::settings::{Ambiguous, Colours, KeyingOrder, Language, Palette, Settings};
use crate::domain::text::Lang;

use super::field::Field;
use super::key::{Chord, Code};

/// A line of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The language.
    Language,
    /// What the colours are made for.
    Theme,
    /// How many colours.
    Colours,
    /// ASCII only.
    Ascii,
    /// How wide ambiguous characters are.
    Ambiguous,
    /// The mouse.
    Mouse,
    /// The order of keying.
    Order,
    /// Totals when keying.
    Totals,
    /// The external editor.
    Editor,
}

impl Line {
    /// All lines, from top to bottom.
    pub const ALL: [Line; 9] = [
        Line::Language,
        Line::Theme,
        Line::Colours,
        Line::Ascii,
        Line::Ambiguous,
        Line::Mouse,
        Line::Order,
        Line::Totals,
        Line::Editor,
    ];

    /// What the line is called.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Line::Language => lang.pick("语言", "Language"),
            Line::Theme => lang.pick("配色", "Colours for"),
            Line::Colours => lang.pick("颜色数", "Number of colours"),
            Line::Ascii => lang.pick("画线和记号", "Lines and signs"),
            Line::Ambiguous => lang.pick("字符宽度", "Width of characters"),
            Line::Mouse => lang.pick("鼠标", "Mouse"),
            Line::Order => lang.pick("录入顺序", "Order of keying"),
            Line::Totals => lang.pick("录入总计", "Keying totals"),
            Line::Editor => lang.pick("外部编辑器", "External editor"),
        }
    }

    /// What the line means, in a sentence.
    pub fn help(self, lang: Lang) -> &'static str {
        match self {
            Line::Language => lang.pick(
                "界面说哪种语言；表格的官方名称总是中文。",
                "The language of the screen; official labels are Chinese in either.",
            ),
            Line::Theme => lang.pick(
                "按窗口的底色选。颜色只重复记号的意思，没有颜色也能用。",
                "Choose by the window's background. Colours only repeat what signs say.",
            ),
            Line::Colours => lang.pick(
                "自动：终端自己说（COLORTERM）有多少就用多少。",
                "auto: as many as the terminal says it has (COLORTERM).",
            ),
            Line::Ascii => lang.pick(
                "边框画得不齐，或者显示成方块、问号时，选 ASCII。",
                "Choose ASCII where borders are torn, or come out as boxes and question marks.",
            ),
            Line::Ambiguous => lang.pick(
                "引号、省略号、线框等占一列还是两列。不清楚就按 w 看一看，再按一个键就定。选“宽”时换成 ASCII 显示，文字本身不变。",
                "Whether quotes, dashes and lines take one column or two: press w to look. With wide they are shown as ASCII.",
            ),
            Line::Mouse => lang.pick(
                "接管后可以点格、点标签、滚轮；这时按住 Shift 拖动，才是终端自己的选择和复制。",
                "Taken: click cells and tabs, turn the wheel. Hold Shift to select with the terminal itself.",
            ),
            Line::Order => lang.pick("录入时 Enter 往哪边走。", "Which way Enter goes when figures are keyed."),
            Line::Totals => lang.pick(
                "停在总计格，录入原表所印的合计，与计算的核对。",
                "Stop at totals and key the printed ones, to be held against those computed.",
            ),
            Line::Editor => lang.pick(
                "写文字用的程序，例如 nano；空着就用环境变量 VISUAL 里的，没有再用 EDITOR 里的。",
                "The program for prose, such as nano; empty means what VISUAL says, else EDITOR.",
            ),
        }
    }
}

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Nothing was changed.
    Open,
    /// The settings are others now.
    Changed,
    /// The screen must be drawn anew: the test may have left it torn.
    Torn,
    /// It is closed.
    Closed,
}

/// The screen.
#[derive(Debug, Clone)]
pub struct SettingsForm {
    /// The settings as they stand on the screen.
    pub settings: Settings,
    /// As they were when it was opened.
    opened: Settings,
    /// The line with the cursor, by index.
    pub focus: usize,
    /// The external editor's command line.
    pub editor: Field,
    /// Whether the test of widths is shown.
    pub testing: bool,
}

impl SettingsForm {
    /// The screen over some settings.
    pub fn new(settings: &Settings) -> SettingsForm {
        SettingsForm {
            settings: settings.clone(),
            opened: settings.clone(),
            focus: 0,
            editor: Field::line(&settings.editor),
            testing: false,
        }
    }

    /// The line with the cursor.
    pub fn line(&self) -> Line {
        Line::ALL.get(self.focus).copied().unwrap_or(Line::Language)
    }

    /// Whether anything differs from what it was opened with.
    pub fn is_changed(&self) -> bool {
        self.settings != self.opened
    }

    /// What stands in a line; the editor's is a field.
    pub fn value(&self, line: Line, lang: Lang) -> &'static str {
        let settings = &self.settings;
        match line {
            Line::Language => match settings.lang {
                Language::Auto => lang.pick("自动（按系统）", "automatic (the system's)"),
                Language::Zh => "中文",
                Language::En => "English",
            },
            Line::Theme => match settings.theme {
                Palette::Dark => lang.pick("深色底", "a dark background"),
                Palette::Light => lang.pick("浅色底", "a light background"),
                Palette::HighContrast => lang.pick("高对比", "high contrast"),
                Palette::NoColour => lang.pick("不用颜色", "no colours"),
            },
            Line::Colours => match settings.colours {
                Colours::Auto => lang.pick("自动", "automatic"),
                Colours::Sixteen => lang.pick("16 色", "16"),
                Colours::Truecolour => lang.pick("真彩色", "any (truecolour)"),
            },
            Line::Ascii if settings.ascii => lang.pick("只用 ASCII", "ASCII only"),
            Line::Ascii => lang.pick("平常", "as usual"),
            Line::Ambiguous => match settings.ambiguous {
                Ambiguous::Auto => lang.pick("没有试过（当作窄）", "not tried (taken for narrow)"),
                Ambiguous::Narrow => lang.pick("窄（占一列）", "narrow (one column)"),
                Ambiguous::Wide => lang.pick("宽（占两列）", "wide (two columns)"),
            },
            Line::Mouse if settings.mouse => lang.pick("由编辑器接管", "taken by the editor"),
            Line::Mouse => lang.pick("留给终端", "left to the terminal"),
            Line::Order => match settings.keying_order {
                KeyingOrder::ByRow => lang.pick("逐行", "by row"),
                KeyingOrder::ByColumn => lang.pick("逐列", "by column"),
            },
            Line::Totals if settings.key_with_totals => lang.pick("停在总计格", "stop at totals"),
            Line::Totals => lang.pick("跳过总计格", "pass totals over"),
            Line::Editor => "",
        }
    }

    /// Takes pasted text into the external editor's line.
    pub fn paste(&mut self, text: &str) {
        if self.line() == Line::Editor && !self.testing {
            self.editor.paste(text);
            self.settings.editor = self.editor.text().trim().to_string();
        }
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord) -> Taken {
        if self.testing {
            return self.judge(chord);
        }
        let last = Line::ALL.len() - 1;
        match (chord.code, self.line()) {
            (Code::Esc, _) => return Taken::Closed,
            (Code::Up, _) => self.focus = self.focus.saturating_sub(1),
            (Code::Tab, _) if chord.shift => self.focus = self.focus.saturating_sub(1),
            (Code::Down | Code::Tab, _) => self.focus = (self.focus + 1).min(last),
            (Code::Enter, Line::Editor) => return Taken::Closed,
            (_, Line::Editor) => return self.write(chord),
            (Code::Home, _) => self.focus = 0,
            (Code::End, _) => self.focus = last,
            (Code::Char('w' | 'W'), _) if !chord.ctrl && !chord.alt => {
                self.testing = true;
                return Taken::Torn;
            }
            (Code::Left, _) => return self.step(true),
            (Code::Right | Code::Enter | Code::Char(' '), _) => return self.step(false),
            _ => {}
        }
        Taken::Open
    }

    /// A key in the external editor's line.
    fn write(&mut self, chord: Chord) -> Taken {
        if !self.editor.key(chord) {
            return Taken::Open;
        }
        self.settings.editor = self.editor.text().trim().to_string();
        Taken::Changed
    }

    /// The answer to the test: which picture is the one on the screen.
    fn judge(&mut self, chord: Chord) -> Taken {
        match chord.code {
            Code::Char('1' | '１') => self.settings.ambiguous = Ambiguous::Narrow,
            Code::Char('2' | '２') => self.settings.ambiguous = Ambiguous::Wide,
            Code::Esc => {
                self.testing = false;
                return Taken::Torn;
            }
            _ => return Taken::Open,
        }
        self.testing = false;
        self.focus = Line::ALL.iter().position(|line| *line == Line::Ambiguous).unwrap_or(0);
        Taken::Changed
    }

    /// Goes to the next or the previous value of the line.
    pub fn step(&mut self, back: bool) -> Taken {
        let line = self.line();
        let settings = &mut self.settings;
        match line {
            Line::Language => {
                settings.lang = turned(settings.lang, &[Language::Auto, Language::Zh, Language::En], back);
            }
            Line::Theme => {
                let all = [Palette::Dark, Palette::Light, Palette::HighContrast, Palette::NoColour];
                settings.theme = turned(settings.theme, &all, back);
            }
            Line::Colours => {
                let all = [Colours::Auto, Colours::Sixteen, Colours::Truecolour];
                settings.colours = turned(settings.colours, &all, back);
            }
            Line::Ambiguous => {
                let all = [Ambiguous::Auto, Ambiguous::Narrow, Ambiguous::Wide];
                settings.ambiguous = turned(settings.ambiguous, &all, back);
            }
            Line::Order => {
                let all = [KeyingOrder::ByRow, KeyingOrder::ByColumn];
                settings.keying_order = turned(settings.keying_order, &all, back);
            }
            Line::Ascii => settings.ascii = !settings.ascii,
            Line::Mouse => settings.mouse = !settings.mouse,
            Line::Totals => settings.key_with_totals = !settings.key_with_totals,
            Line::Editor => return Taken::Open,
        }
        Taken::Changed
    }
}

/// The value behind or before another in a list that goes round.
fn turned<T: Copy + PartialEq>(value: T, all: &[T], back: bool) -> T {
    let at = all.iter().position(|other| *other == value).unwrap_or(0);
    let step = if back { all.len() - 1 } else { 1 };
    all.get((at + step) % all.len().max(1)).copied().unwrap_or(value)
}
