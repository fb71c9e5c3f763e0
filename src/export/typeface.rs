//! The typefaces that a PDF is set in, and what is wrong with them. Finding them among the machine's fonts is the
//! store's work.

use crate::domain::text::Lang;

/// A font file's bytes and the index of the face in it.
#[derive(Debug, Clone)]
pub struct Typeface {
    /// The name to tell people.
    pub name: String,
    /// The file.
    pub bytes: std::sync::Arc<Vec<u8>>,
    /// The face in a collection of several.
    pub index: u32,
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
}

/// Why a PDF cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypefaceError {
    /// No Chinese typeface was handed in.
    #[error("no Chinese typeface")]
    Missing,
}

impl TypefaceError {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            TypefaceError::Missing => lang.pick("没有中文字体", "There is no Chinese typeface").to_string(),
        }
    }
}
