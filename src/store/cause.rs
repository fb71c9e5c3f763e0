//! What can be wrong at one place of a file, in both languages, the RON parser's complaints included. Where the place is,
//! and what to do, is said by `error`.

use crate::domain::number::NumberError;
use crate::domain::text::Lang;

/// What is wrong at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It is no RON, or not of the shape that is read.
    Syntax(ron::Error),
    /// It is no UTF-8.
    Encoding,
    /// This version was never written.
    Version(u64),
    /// The text is no figure, with the reason.
    Figure(String, NumberError),
    /// The form has no cell of this name.
    UnknownCell(String),
    /// A cell or a chapter stands there twice.
    Twice(String),
    /// A total stands among the keyed figures.
    Computed(String),
    /// A keyed cell stands among the printed totals.
    Keyed(String),
    /// The form has no chapter of this name.
    UnknownChapter(String),
    /// Documents do not depart from the form in such a manner.
    UnknownManner(String),
    /// Not a date of the calendar.
    Date(String),
    /// A line of a journal is not what was written.
    Check,
}

impl Cause {
    /// The cause in words.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Cause::Syntax(error) => syntax(error, lang),
            Cause::Date(text) => lang.say(
                format!("“{text}”不是日期，应写成 2026-01-15 的样子"),
                format!("“{text}” is no date such as 2026-01-15"),
            ),
            Cause::Check => lang.say("与写入时不符", "not what was written"),
            Cause::Encoding => lang.say("文字编码不是 UTF-8", "the text encoding is not UTF-8"),
            Cause::Version(version) => lang.say(
                format!("无法识别文件格式版本 {version}"),
                format!("unknown version {version} of the file format"),
            ),
            Cause::Figure(text, error) => {
                let why = match error {
                    NumberError::Malformed => lang.pick("不是数字", "is not a number"),
                    NumberError::TooPrecise => lang.pick("小数超过六位", "has more than six decimals"),
                    NumberError::Overflow => {
                        lang.pick("过大，请检查是否多打了位数", "is too large; check it for extra digits")
                    }
                };
                lang.say(format!("“{text}”{why}"), format!("“{text}” {why}"))
            }
            Cause::UnknownCell(name) => {
                lang.say(format!("这一报告格式没有单元格 {name}"), format!("the edition has no cell {name}"))
            }
            Cause::Twice(name) => lang.say(format!("{name} 出现了两次"), format!("{name} appears twice")),
            Cause::Computed(name) => lang.say(
                format!("{name} 是总计，由程序计算；原件总计应写在 controls 里"),
                format!("{name} is a total, which is computed; a printed total belongs in controls"),
            ),
            Cause::Keyed(name) => lang.say(
                format!("{name} 不是总计，应写在 figures 里"),
                format!("{name} is not a total; it belongs in figures"),
            ),
            Cause::UnknownManner(name) => {
                lang.say(format!("departures 里无法识别 {name}"), format!("unknown kind of departure {name}"))
            }
            Cause::UnknownChapter(id) => {
                lang.say(format!("这一报告格式没有第 {id} 章"), format!("the edition has no chapter {id}"))
            }
        }
    }
}

/// What the parser complains of. The rarest complaints stay in its own words.
fn syntax(error: &ron::Error, lang: Lang) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        ron::Error::Eof => "文件到此中断，内容不完整".to_string(),
        ron::Error::ExpectedStringEnd => "引号没有结束".to_string(),
        ron::Error::ExpectedString => "此处应为带引号的文字".to_string(),
        ron::Error::ExpectedComma => "此处缺逗号".to_string(),
        ron::Error::ExpectedMapColon => "此处缺冒号".to_string(),
        ron::Error::ExpectedMap => "此处应为 {".to_string(),
        ron::Error::ExpectedMapEnd => "此处应为 }".to_string(),
        ron::Error::ExpectedArray => "此处应为 [".to_string(),
        ron::Error::ExpectedArrayEnd => "此处应为 ]".to_string(),
        ron::Error::ExpectedStructLike
        | ron::Error::ExpectedNamedStructLike(_)
        | ron::Error::ExpectedDifferentStructName { .. } => "此处应为 (".to_string(),
        ron::Error::ExpectedBoolean => "此处应为 true 或 false".to_string(),
        ron::Error::InvalidIdentifier(found) | ron::Error::SuggestRawIdentifier(found) => {
            format!("{found} 不是一个名称")
        }
        ron::Error::ExpectedStructLikeEnd | ron::Error::ExpectedOptionEnd => "此处应为 )".to_string(),
        ron::Error::ExpectedIdentifier => "此处应为一个名称".to_string(),
        ron::Error::ExpectedInteger | ron::Error::InvalidIntegerDigit { .. } => "此处应为整数".to_string(),
        ron::Error::IntegerOutOfBounds => "数字过大".to_string(),
        ron::Error::InvalidEscape(_) => "反斜杠后面的写法有误".to_string(),
        ron::Error::TrailingCharacters => "文件末尾有多余的内容".to_string(),
        ron::Error::UnclosedBlockComment => "注释没有结束".to_string(),
        ron::Error::UnexpectedChar(c) => format!("多了字符 {c:?}"),
        ron::Error::InvalidValueForType { expected, found } => format!("此处应为 {expected}，却是 {found}"),
        ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("无法识别 {found}，可以写的有 {}", expected.join("、"))
        }
        ron::Error::NoSuchStructField { expected, found, .. } => {
            format!("无法识别字段 {found}，可以写的有 {}", expected.join("、"))
        }
        ron::Error::MissingStructField { field, .. } => format!("缺少字段 {field}"),
        ron::Error::DuplicateStructField { field, .. } => format!("字段 {field} 出现了两次"),
        ron::Error::ExceededRecursionLimit => "括号嵌套太深".to_string(),
        other => other.to_string(),
    }
}
