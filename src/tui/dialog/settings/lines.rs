//! The lines of the settings: what each is called, what it means, and what can stand in it.

use crate::domain::settings::{Ambiguous, Colours, KeyingOrder, Language, Palette, Settings};
use crate::domain::text::Lang;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingLine {
    Language,
    Theme,
    Colours,
    Ascii,
    Ambiguous,
    Origins,
    Mouse,
    Order,
    Totals,
    Editor,
}

impl SettingLine {
    pub const ALL: [SettingLine; 10] = [
        SettingLine::Language,
        SettingLine::Theme,
        SettingLine::Colours,
        SettingLine::Ascii,
        SettingLine::Ambiguous,
        SettingLine::Origins,
        SettingLine::Mouse,
        SettingLine::Order,
        SettingLine::Totals,
        SettingLine::Editor,
    ];

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            SettingLine::Language => lang.pick("语言", "Language"),
            SettingLine::Theme => lang.pick("配色", "Colours for"),
            SettingLine::Colours => lang.pick("颜色数", "Number of colours"),
            SettingLine::Ascii => lang.pick("画线和记号", "Lines and signs"),
            SettingLine::Ambiguous => lang.pick("字符宽度", "Width of characters"),
            SettingLine::Origins => lang.pick("数的来源", "Where figures came from"),
            SettingLine::Mouse => lang.pick("鼠标", "Mouse"),
            SettingLine::Order => lang.pick("录入顺序", "Order of keying"),
            SettingLine::Totals => lang.pick("录入总计", "Keying totals"),
            SettingLine::Editor => lang.pick("外部编辑器", "External editor"),
        }
    }

    pub fn help(self, lang: Lang) -> &'static str {
        match self {
            SettingLine::Language => lang.pick(
                "界面说哪种语言；表格的官方名称总是中文。",
                "The language of the screen; official labels are Chinese in either.",
            ),
            SettingLine::Theme => lang.pick(
                "按窗口的底色选。颜色只重复记号的意思，没有颜色也能用。",
                "Choose by the window's background. Colours only repeat what signs say.",
            ),
            SettingLine::Colours => lang.pick(
                "自动：终端自己说（COLORTERM）有多少就用多少。",
                "auto: as many as the terminal says it has (COLORTERM).",
            ),
            SettingLine::Ascii => lang.pick(
                "边框画得不齐，或者显示成方块、问号时，选 ASCII。",
                "Choose ASCII where borders are torn, or come out as boxes and question marks.",
            ),
            SettingLine::Ambiguous => lang.pick(
                "引号、省略号、线框等占一列还是两列。不清楚就按 w 看一看，再按一个键就定。选“宽”时换成 ASCII 显示，文字本身不变。",
                "Whether quotes, dashes and lines take one column or two: press w to look. With wide they are shown as ASCII.",
            ),
            SettingLine::Origins => lang.pick(
                "表里是否标出：导入 :  上年带入 ^  补 0 '  已复核 =。不标出时，当前格的来源写在表下面。",
                "Marked in the table or not: imported :  carried ^  filled '  verified =. The current cell's is told below it anyway.",
            ),
            SettingLine::Mouse => lang.pick(
                "接管后可以点格、点标签、滚轮；这时按住 Shift 拖动，才是终端自己的选择和复制。",
                "Taken: click cells and tabs, turn the wheel. Hold Shift to select with the terminal itself.",
            ),
            SettingLine::Order => lang.pick("录入时 Enter 往哪边走。", "Which way Enter goes when figures are keyed."),
            SettingLine::Totals => lang.pick(
                "停在总计格，录入原表所印的合计，与计算的核对。",
                "Stop at totals and key the printed ones, to be held against those computed.",
            ),
            SettingLine::Editor => lang.pick(
                "写文字用的程序，例如 nano；空着就用环境变量 VISUAL 里的，没有再用 EDITOR 里的。",
                "The program for prose, such as nano; empty means what VISUAL says, else EDITOR.",
            ),
        }
    }
    /// What stands in a line; the editor's is a field.
    pub fn value(self, settings: &Settings, lang: Lang) -> &'static str {
        match self {
            SettingLine::Language => match settings.lang {
                Language::Auto => lang.pick("自动（按系统）", "automatic (the system's)"),
                Language::Zh => "中文",
                Language::En => "English",
            },
            SettingLine::Theme => match settings.theme {
                Palette::Dark => lang.pick("深色底", "a dark background"),
                Palette::Light => lang.pick("浅色底", "a light background"),
                Palette::HighContrast => lang.pick("高对比", "high contrast"),
                Palette::NoColour => lang.pick("不用颜色", "no colours"),
            },
            SettingLine::Colours => match settings.colours {
                Colours::Auto => lang.pick("自动", "automatic"),
                Colours::Sixteen => lang.pick("16 色", "16"),
                Colours::Truecolour => lang.pick("真彩色", "any (truecolour)"),
            },
            SettingLine::Ascii if settings.ascii => lang.pick("只用 ASCII", "ASCII only"),
            SettingLine::Ascii => lang.pick("平常", "as usual"),
            SettingLine::Ambiguous => match settings.ambiguous {
                Ambiguous::Auto => lang.pick("没有试过（当作窄）", "not tried (taken for narrow)"),
                Ambiguous::Narrow => lang.pick("窄（占一列）", "narrow (one column)"),
                Ambiguous::Wide => lang.pick("宽（占两列）", "wide (two columns)"),
            },
            SettingLine::Origins if settings.origins => lang.pick("用颜色和记号标出", "marked by colour and sign"),
            SettingLine::Origins => lang.pick("不标出", "not marked"),
            SettingLine::Mouse if settings.mouse => lang.pick("由编辑器接管", "taken by the editor"),
            SettingLine::Mouse => lang.pick("留给终端", "left to the terminal"),
            SettingLine::Order => match settings.keying_order {
                KeyingOrder::ByRow => lang.pick("逐行", "by row"),
                KeyingOrder::ByColumn => lang.pick("逐列", "by column"),
            },
            SettingLine::Totals if settings.key_with_totals => lang.pick("停在总计格", "stop at totals"),
            SettingLine::Totals => lang.pick("跳过总计格", "pass totals over"),
            SettingLine::Editor => "",
        }
    }

    /// Goes to the next or the previous value of the line.
    pub fn step(self, settings: &mut Settings, back: bool) {
        match self {
            SettingLine::Language => {
                turn(&mut settings.lang, &[Language::Auto, Language::Zh, Language::En], back);
            }
            SettingLine::Theme => {
                let all = [Palette::Dark, Palette::Light, Palette::HighContrast, Palette::NoColour];
                turn(&mut settings.theme, &all, back);
            }
            SettingLine::Colours => {
                turn(&mut settings.colours, &[Colours::Auto, Colours::Sixteen, Colours::Truecolour], back);
            }
            SettingLine::Ambiguous => {
                turn(&mut settings.ambiguous, &[Ambiguous::Auto, Ambiguous::Narrow, Ambiguous::Wide], back);
            }
            SettingLine::Order => {
                turn(&mut settings.keying_order, &[KeyingOrder::ByRow, KeyingOrder::ByColumn], back);
            }
            SettingLine::Ascii => settings.ascii = !settings.ascii,
            SettingLine::Origins => settings.origins = !settings.origins,
            SettingLine::Mouse => settings.mouse = !settings.mouse,
            SettingLine::Totals => settings.key_with_totals = !settings.key_with_totals,
            SettingLine::Editor => {}
        }
    }
}

/// Goes to the value behind or before another in a list that goes round.
fn turn<T: Copy + PartialEq>(value: &mut T, all: &[T], back: bool) {
    let at = all.iter().position(|other| other == value).unwrap_or(0);
    let step = if back { all.len() - 1 } else { 1 };
    *value = all[(at + step) % all.len()];
}
