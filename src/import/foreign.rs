//! Files of the office world that are not read, and how to make of each one that is.

use serde::{Deserialize, Serialize};

use crate::domain::text::Lang;

/// A kind of file that is known and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// `.doc` of Word 95 and before.
    OldText,
    /// `.ppt` and `.dps`.
    Slides,
    /// Another old Office file.
    OldOffice,
    /// A workbook that is no XML: `.xlsb`.
    BinarySheet,
    /// An archive that is not unpacked.
    Archive,
}

impl Foreign {
    /// What it is.
    pub fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Foreign::OldText => ("Word 95 或更早的文件（.doc）", "a file of Word 95 or before (.doc)"),
            Foreign::Slides => ("演示文稿（.ppt/.dps）", "a presentation (.ppt, .dps)"),
            Foreign::OldOffice => ("旧版 Office/WPS 文件", "an old Office or WPS file"),
            Foreign::BinarySheet => ("二进制 Excel 文件（.xlsb）", "a binary Excel file (.xlsb)"),
            Foreign::Archive => ("压缩包", "a packed archive"),
        };
        lang.pick(zh, en)
    }

    /// The way out.
    pub fn way(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Foreign::OldText => (
                "请在 WPS 或 Word 中打开，另存为 .docx 后导入。",
                "Open it in WPS or Word, save it as .docx, and import that.",
            ),
            Foreign::BinarySheet => (
                "请在 WPS 或 Excel 中打开，另存为 .xlsx 后导入。",
                "Open it in WPS or Excel, save it as .xlsx, and import that.",
            ),
            Foreign::OldOffice => (
                "请在 WPS 或 Office 中打开，另存为 .docx 或 .xlsx 后导入。",
                "Open it in WPS or Office, save it as .docx or .xlsx, and import that.",
            ),
            Foreign::Slides => (
                "请把报告的文字和表格复制到 WPS 或 Word，存为 .docx 后导入。",
                "Copy the report's text and tables into WPS or Word, save that as .docx, and import it.",
            ),
            Foreign::Archive => {
                ("请先解压，再导入里面的报告文件。", "Unpack it first, and import the report that is inside.")
            }
        };
        lang.pick(zh, en)
    }
}
