//! The typefaces that a PDF is set in, and what is wrong with them. Finding them among the machine's fonts is the
//! store's work.

use std::sync::Arc;

use crate::domain::text::{Lang, Text};

/// A font file's bytes and the index of the face in it.
#[derive(Clone)]
pub struct Typeface {
    /// The name to tell people.
    pub name: String,
    /// The file.
    pub bytes: Arc<Vec<u8>>,
    /// The face in a collection of several.
    pub index: u32,
}

impl std::fmt::Debug for Typeface {
    /// Without the bytes, which are millions.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes, face {})", self.name, self.bytes.len(), self.index)
    }
}

/// One typeface for each role on the page; a machine with one Chinese font uses it for all.
#[derive(Debug, Clone)]
pub struct Typefaces {
    /// The title: 小标宋.
    pub title: Typeface,
    /// Chapter headings: 黑体.
    pub heading: Typeface,
    /// Sub-headings: 楷体.
    pub second: Typeface,
    /// Body and tables: 仿宋.
    pub body: Typeface,
    /// Further ones, for single characters that those of the roles lack.
    pub spare: Vec<Typeface>,
}

impl Typefaces {
    /// The same typeface for every role.
    pub fn single(typeface: Typeface) -> Typefaces {
        let [title, heading, second] = [(); 3].map(|()| typeface.clone());
        Typefaces { title, heading, second, body: typeface, spare: Vec::new() }
    }
}

/// Why a PDF cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum TypefaceError {
    /// There is no Chinese typeface.
    Missing,
    /// No typeface at hand has these characters.
    Lacking(Vec<char>),
    /// A font file that was named cannot be read: its path, and the system's reason.
    Unreadable(String, Text),
    /// A font that looks like one cannot be used.
    Damaged(String),
    /// A file that was named as a font is none.
    NoFont(String),
    /// A font that was named has no Chinese characters.
    NotChinese(String),
}

/// How many characters a message names before it only counts.
const NAMED: usize = 20;

impl TypefaceError {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            TypefaceError::Missing => lang.say(
                "这台电脑上没有找到中文字体，无法生成 PDF。请安装一种（Windows 一般自带宋体、仿宋；Debian、Ubuntu 安装 fonts-noto-cjk；Fedora 安装 google-noto-serif-cjk-fonts），或把字体文件（.ttf .otf .ttc）放在程序所在文件夹。也可以导出 docx，再用 Word 或 WPS 另存为 PDF。",
                "There is no Chinese font on this machine, so no PDF can be made. Install one (Windows brings SimSun and FangSong; Debian and Ubuntu: fonts-noto-cjk; Fedora: google-noto-serif-cjk-fonts), or put a font file (.ttf .otf .ttc) next to the program. Or export docx and save it as PDF from Word or WPS.",
            ),
            TypefaceError::Lacking(characters) => {
                let shown = |c: &char| format!("{c}(U+{:04X})", u32::from(*c));
                let listed = characters.iter().take(NAMED).map(shown).collect::<Vec<_>>().join(" ");
                let count = characters.len();
                lang.say(
                    format!("现有字体里没有这 {count} 个字：{listed}，未生成 PDF。请安装字更全的字体（如宋体、思源宋体），或把字体文件放在程序所在文件夹，或改用其他字。"),
                    format!("No available font has these characters ({count}): {listed}. No PDF was written. Install a font with more characters (SimSun, Noto Serif CJK), put one next to the program, or use other characters."),
                )
            }
            TypefaceError::Unreadable(path, cause) => lang.say(
                format!("字体文件 {path}：{}", cause.zh),
                format!("The font file {path}: {}", cause.en),
            ),
            TypefaceError::Damaged(path) => lang.say(
                format!("字体 {path} 已损坏，无法使用。请换一个字体。"),
                format!("The font {path} is damaged and cannot be used. Choose another one."),
            ),
            TypefaceError::NoFont(path) => lang.say(
                format!("{path} 不是字体文件。字体文件以 .ttf、.otf 或 .ttc 结尾。"),
                format!("{path} is not a font. Font files end in .ttf, .otf or .ttc."),
            ),
            TypefaceError::NotChinese(path) => lang.say(
                format!("字体 {path} 里没有汉字。请换一个中文字体。"),
                format!("The font {path} has no Chinese characters. Choose a Chinese font."),
            ),
        }
    }
}
