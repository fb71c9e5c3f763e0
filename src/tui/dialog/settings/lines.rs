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
    Banners,
    Opener,
    Editor,
}

impl SettingLine {
    pub const ALL: [SettingLine; 12] = [
        SettingLine::Language,
        SettingLine::Theme,
        SettingLine::Colours,
        SettingLine::Ascii,
        SettingLine::Ambiguous,
        SettingLine::Origins,
        SettingLine::Mouse,
        SettingLine::Order,
        SettingLine::Totals,
        SettingLine::Banners,
        SettingLine::Opener,
        SettingLine::Editor,
    ];

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            SettingLine::Language => lang.pick("界面语言", "Language"),
            SettingLine::Theme => lang.pick("配色", "Colour theme"),
            SettingLine::Colours => lang.pick("颜色数", "Number of colours"),
            SettingLine::Ascii => lang.pick("边框字符", "Borders"),
            SettingLine::Ambiguous => lang.pick("字符宽度", "Character width"),
            SettingLine::Origins => lang.pick("数字来源标记", "Origin of figures"),
            SettingLine::Mouse => lang.pick("鼠标", "Mouse"),
            SettingLine::Order => lang.pick("录入顺序", "Keying order"),
            SettingLine::Totals => lang.pick("录入总计", "Totals while keying"),
            SettingLine::Banners => lang.pick("导出的横栏", "Exported banners"),
            SettingLine::Opener => lang.pick("打开导出文件", "Opens exported files"),
            SettingLine::Editor => lang.pick("外部编辑器", "External editor"),
        }
    }

    pub fn help(self, lang: Lang) -> &'static str {
        match self {
            SettingLine::Language => lang.pick(
                "界面所用的语言；表格的官方名称始终为中文。",
                "The language of the screen; official labels stay in Chinese.",
            ),
            SettingLine::Theme => lang.pick(
                "按窗口底色选择。颜色的含义另有记号表示，没有颜色也能用。",
                "Choose by the window's background. Signs say the same as colours.",
            ),
            SettingLine::Colours => lang.pick(
                "自动：按终端支持的颜色数显示。",
                "automatic: as many as the terminal reports.",
            ),
            SettingLine::Ascii => lang.pick(
                "边框不齐或显示为方块、问号时，选 ASCII。",
                "Choose ASCII if borders are broken or show as boxes or question marks.",
            ),
            SettingLine::Ambiguous => lang.pick(
                "引号、省略号、边框等占一列还是两列。不清楚时按 w 测试。选“宽”时以 ASCII 显示，内容不变。",
                "Whether quotes, dashes and borders take one column or two; press w to test. With wide they are shown as ASCII.",
            ),
            SettingLine::Origins => lang.pick(
                "表格中是否标出：导入 :  提取上年数 ^  补 0 '  已复核 =。不标出时，当前格的来源见表格下方。",
                "Marked in the table: imported :  brought forward ^  filled with 0 '  verified =. The current cell's origin is shown below the table anyway.",
            ),
            SettingLine::Mouse => lang.pick(
                "接管后可点击单元格和标签、使用滚轮；按住 Shift 拖动可用终端自身的选择和复制。",
                "If handled: click cells and tabs, use the wheel. Hold Shift to select text with the terminal.",
            ),
            SettingLine::Order => lang.pick("录入后按 Enter 移动的方向。", "Where Enter goes after a figure is keyed."),
            SettingLine::Totals => lang.pick(
                "停在总计格，录入原件总计，与计算的总计比对。",
                "Stop at totals and key the printed total, to be compared with the computed one.",
            ),
            SettingLine::Banners => lang.pick(
                "导出的表格里，通栏的各条各项是否加浅蓝底色。通行的表样有底色。",
                "Whether the banners across exported tables are light blue, as in the form in circulation.",
            ),
            SettingLine::Opener => lang.pick(
                "导出后打开文件或文件夹的程序；不填则用系统的，写 none 则不打开。",
                "The program that opens a file or its folder after an export; if empty, the system's; none opens nothing.",
            ),
            SettingLine::Editor => lang.pick(
                "编辑正文用的外部程序，例如 nano；不填则用系统指定的（VISUAL、EDITOR），Windows 上是记事本。",
                "The program for editing text, such as nano; if empty, the one the system names (VISUAL, EDITOR), or Notepad on Windows.",
            ),
        }
    }

    /// Whether words are written in a line.
    pub fn is_written(self) -> bool {
        matches!(self, SettingLine::Opener | SettingLine::Editor)
    }

    /// What stands in a line that is not written in.
    pub fn value(self, settings: &Settings, lang: Lang) -> &'static str {
        match self {
            SettingLine::Language => match settings.lang {
                Language::Auto => lang.pick("自动（按系统）", "automatic (the system's)"),
                Language::Zh => "中文",
                Language::En => "English",
            },
            SettingLine::Theme => match settings.theme {
                Palette::Dark => lang.pick("深色底", "dark background"),
                Palette::Light => lang.pick("浅色底", "light background"),
                Palette::HighContrast => lang.pick("高对比", "high contrast"),
                Palette::NoColour => lang.pick("不用颜色", "no colours"),
            },
            SettingLine::Colours => match settings.colours {
                Colours::Auto => lang.pick("自动", "automatic"),
                Colours::Sixteen => lang.pick("16 色", "16 colours"),
                Colours::Truecolour => lang.pick("真彩色", "truecolour"),
            },
            SettingLine::Ascii if settings.ascii => lang.pick("只用 ASCII", "ASCII only"),
            SettingLine::Ascii => lang.pick("标准", "standard"),
            SettingLine::Ambiguous => match settings.ambiguous {
                Ambiguous::Auto => lang.pick("未检测（按窄处理）", "not tested (assume narrow)"),
                Ambiguous::Narrow => lang.pick("窄（占一列）", "narrow (one column)"),
                Ambiguous::Wide => lang.pick("宽（占两列）", "wide (two columns)"),
            },
            SettingLine::Origins if settings.origins => lang.pick("用颜色和记号标出", "marked by colour and sign"),
            SettingLine::Origins => lang.pick("不标出", "not marked"),
            SettingLine::Mouse if settings.mouse => lang.pick("接管", "handled by gouji"),
            SettingLine::Mouse => lang.pick("不接管", "left to the terminal"),
            SettingLine::Order => match settings.keying_order {
                KeyingOrder::ByRow => lang.pick("逐行", "by row"),
                KeyingOrder::ByColumn => lang.pick("逐列", "by column"),
            },
            SettingLine::Totals if settings.key_with_totals => lang.pick("停在总计格", "stop at totals"),
            SettingLine::Totals => lang.pick("跳过总计格", "skip totals"),
            SettingLine::Banners if settings.plain_banners => lang.pick("不加底色", "not shaded"),
            SettingLine::Banners => lang.pick("浅蓝底色", "light blue"),
            SettingLine::Opener | SettingLine::Editor => "",
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
            SettingLine::Banners => settings.plain_banners = !settings.plain_banners,
            SettingLine::Opener | SettingLine::Editor => {}
        }
    }
}

/// Goes to the value behind or before another in a list that goes round.
fn turn<T: Copy + PartialEq>(value: &mut T, all: &[T], back: bool) {
    let at = all.iter().position(|other| other == value).unwrap_or(0);
    let step = if back { all.len() - 1 } else { 1 };
    *value = all[(at + step) % all.len()];
}
