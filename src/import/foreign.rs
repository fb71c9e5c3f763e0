//! Files of the office world that are not read, and how to make of each one that is.

use serde::{Deserialize, Serialize};

use crate::domain::text::Lang;

/// A kind of file that is known and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Foreign {
    /// `.doc` of Word 95 and before.
    OldText,
    /// `.ppt` and `.dps`.
    Slides,
    /// Another old Office file.
    OldOffice,
    BinarySheet,
    /// Word or Excel as one XML file.
    OfficeXml,
    WebArchive,
    Ofd,
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
            Foreign::OfficeXml => ("Office 的 XML 文件", "an Office file in plain XML"),
            Foreign::WebArchive => ("单个文件的网页（.mht）", "a web page in a single file (.mht)"),
            Foreign::Ofd => ("OFD 版式文件（.ofd）", "an OFD file (.ofd)"),
            Foreign::Archive => ("压缩包", "a packed archive"),
        };
        lang.pick(zh, en)
    }

    /// The way out.
    pub fn way(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Foreign::OldText | Foreign::OfficeXml => (
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
            Foreign::WebArchive => (
                "请用浏览器打开，另存为网页（.html）后导入。",
                "Open it in a browser, save it as a web page (.html), and import that.",
            ),
            Foreign::Ofd => (
                "请在 OFD 阅读器中导出为文字版 PDF（.pdf）或 .docx 后导入。",
                "Export it from the OFD viewer as a PDF with text, or as .docx, and import that.",
            ),
            Foreign::Archive => {
                ("请先解压，再导入里面的报告文件。", "Unpack it first, and import the report that is inside.")
            }
        };
        lang.pick(zh, en)
    }
}
