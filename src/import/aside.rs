//! What stands in a document beside what is read of it: struck out, hidden, raised, in a field to be filled in. A reader tells
//! it of a cell or of the whole document; the words for it are here, so that one thing is said one way for all formats.

use serde::{Deserialize, Serialize};

use crate::domain::text::Lang;

/// What a reader of the page sees otherwise than its text says, or does not see at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Aside {
    /// Words that are struck out.
    Struck,
    /// Words that nobody sees: hidden, covered, off the page, in the colour of their ground.
    Unseen,
    /// A raised or lowered mark, as of a footnote.
    Raised,
    /// Several paragraphs of figures in one cell, which are not one figure.
    Several,
    /// A value whose picture says something else: a number format with a factor, a date, nothing.
    Shown,
    /// A formula that was never computed.
    Uncomputed,
    /// A figure that stood broken over two lines, and was read as one.
    Broken,
    /// Fields of a form to be filled in on the screen.
    Fields,
    /// Remarks of a reader, pinned to the page.
    Annotations,
    /// Words in a font that does not say which characters they are.
    Unmapped,
    /// Pictures, which may hold tables.
    Pictures,
    /// Words that run across the page, or stand large and faint behind it, as watermarks do.
    Turned,
    /// Values of the fields of a form, which were read.
    Filled,
    /// Text boxes that a reader put on the page, which were read.
    Pinned,
    /// Words that a program recognised in a scan, and laid unseen behind its picture.
    Recognised,
    /// Text boxes and shapes over a sheet, whose words were not read.
    Boxes,
    /// Signs that are made to stand from right to left.
    Leftwards,
    /// What was folded up on the page, and was read.
    Folded,
    /// Figures in a text that has no rows and columns.
    Scattered,
    /// Another page within the page, which is a file of its own.
    Frames,
    /// Tables without a single figure.
    Blank,
    /// Figures in tables whose rows and columns are not told.
    Unplaced,
}

impl Aside {
    /// What is said of a cell in which something was passed over.
    pub fn of_cell(self, lang: Lang) -> &'static str {
        let [(zh, en), _] = self.words();
        lang.pick(zh, en)
    }

    /// What is said of a document in which something was passed over, where no cell is known.
    pub fn of_document(self, lang: Lang) -> &'static str {
        let [_, (zh, en)] = self.words();
        lang.pick(zh, en)
    }

    /// What is said of a cell, and of a document.
    #[rustfmt::skip]
    fn words(self) -> [(&'static str, &'static str); 2] {
        match self {
            Aside::Struck => [
                ("单元格里有划掉的文字，没有读取，请核对", "part of the cell is struck out and was not read, please check"),
                ("有划掉的文字，没有读取", "there is struck-out text, which was not read"),
            ],
            Aside::Unseen => [
                ("单元格里有看不见的文字，没有读取，请核对", "part of the cell cannot be seen and was not read, please check"),
                ("有看不见的文字（隐藏、被盖住或与底色相同），没有读取", "there is text that cannot be seen (hidden, covered, or in the colour of its ground), which was not read"),
            ],
            Aside::Raised => [
                ("单元格里有上标或下标，没有读取，请核对", "the cell has a raised or lowered mark, which was not read, please check"),
                ("有上标或下标，没有读取", "there are raised or lowered marks, which were not read"),
            ],
            Aside::Several => [
                ("单元格里有几个数字，没有填入", "the cell holds several figures; left empty"),
                ("有的单元格里有几个数字，没有填入", "some cells hold several figures, which were left empty"),
            ],
            Aside::Shown => [
                ("单元格显示的与保存的数值不同，请核对", "the cell shows something else than the value it holds, please check"),
                ("有的单元格显示的与保存的数值不同，请核对", "some cells show something else than the value they hold, please check"),
            ],
            Aside::Uncomputed => [
                ("公式没有计算过，没有填入", "the formula was never computed; left empty"),
                ("表里的公式没有计算过，总计按单元格重新计算；请在 Excel 或 WPS 中打开并保存一次再导入", "formulas were never computed, and totals are computed anew; open the file in Excel or WPS, save it once, and import it again"),
            ],
            Aside::Broken => [
                ("数字在单元格里分成两行，已合为一个，请核对", "the figure stood on two lines and was read as one, please check"),
                ("有的数字分成两行，已合为一个，请核对", "some figures stood on two lines and were read as one, please check"),
            ],
            Aside::Fields => [
                ("单元格里是填写框（表单控件）", "the cell is a field of a form to be filled in"),
                ("有填写框（表单控件）没有读取；请把文件打印或另存为普通 PDF、Word 后导入", "fields of a form (form controls) were not read; print or save the document as a plain PDF or Word file and import that"),
            ],
            Aside::Annotations => [
                ("单元格里有批注，没有读取", "the cell has an annotation, which was not read"),
                ("有批注，没有读取", "there are annotations, which were not read"),
            ],
            Aside::Unmapped => [
                ("单元格里的字体没有文字对照，没有读取", "the font of the cell does not say which characters it prints; left empty"),
                ("有的字体没有文字对照，其中的文字无法读取；请改用 Word 或网页版，或对照录入", "a font does not say which characters it prints, so its words cannot be read; use a Word or web version, or key the figures"),
            ],
            Aside::Pictures => [
                ("单元格里是图片，没有读取", "the cell holds an image, which was not read"),
                ("有图片，其中的文字无法读取；表格如果是图片，请对照录入", "there are images, whose text cannot be read; where the tables are images, key the figures"),
            ],
            Aside::Turned => [
                ("单元格里有水印或斜放的文字，没有读取", "the cell has a watermark or slanted words, which were not read"),
                ("有水印或斜放的文字，没有读取", "there are watermarks or slanted words, which were not read"),
            ],
            Aside::Filled => [
                ("数字取自填写框（表单控件），请核对", "the figure is the value of a form control, please check"),
                ("有填写框（表单控件），已读取其中的内容，请核对", "there are form controls, whose values were read, please check"),
            ],
            Aside::Pinned => [
                ("数字取自批注文本框，请核对", "the figure is from an annotation, please check"),
                ("有批注文本框，已读取其中的内容，请核对", "there are annotations with text boxes, whose words were read, please check"),
            ],
            Aside::Boxes => [
                ("单元格上有文本框，其中的文字没有读取", "a text box lies over the cell, whose words were not read"),
                ("表上有文本框或图形，其中的文字没有读取", "text boxes or shapes lie over the sheet, whose words were not read"),
            ],
            Aside::Recognised => [
                ("单元格里是扫描图片后面看不见的识别文字，没有读取", "the cell holds recognised text behind a scan, which was not read"),
                ("页面是扫描图片，图片后面的识别文字（OCR）看不见，也可能认错，没有读取；请改用文字版，或对照录入", "pages are scans, and the text recognised in them (OCR), which lies unseen behind the picture and may be wrong, was not read; use a version with text, or key the figures"),
            ],
            Aside::Leftwards => [
                ("单元格里有从右到左排的文字，没有读取，请核对", "part of the cell runs from right to left and was not read, please check"),
                ("有从右到左排的文字，没有读取", "there are words that run from right to left, which were not read"),
            ],
            Aside::Folded => [
                ("数字取自折叠的内容，请核对", "the figure was folded up on the page, please check"),
                ("网页上的表格是折叠的，已读取其中的内容，请核对", "the tables are folded up on the page; they were read, please check"),
            ],
            Aside::Scattered => [
                ("数字不在表格里，没有填入", "the figure stands in no table; left empty"),
                ("文字里有数字，但没有表格的行和列（可能是从 PDF 提取的文字，或分隔符不是英文逗号、制表符、竖线的清单），无法对应到单元格；请导入原来的 Word、Excel、网页或 PDF 文件，或对照录入", "the text has figures but no rows and columns of tables (perhaps it was extracted from a PDF, or its cells are not parted by commas, tabs or bars), so that nothing tells their cells; import the Word, Excel, web or PDF file it comes from, or key the figures"),
            ],
            Aside::Frames => [
                ("单元格里嵌有另一个网页，没有读取", "the cell holds another page, which was not read"),
                ("网页里嵌有另一个网页（iframe），表格可能在那一页里，没有读取；请在浏览器里打开那一页，另存后导入", "the page shows another page within it (iframe), which may hold the tables and was not read; open that page in a browser, save it, and import that"),
            ],
            Aside::Blank => [
                ("单元格里没有数字", "the cell has no figure"),
                ("有表格，但表格里没有文字形式的数字：可能是空白表，数字是图片，或者网页打开后才由脚本填入数字；请在浏览器里打开，数字显示后打印成 PDF 再导入，或对照录入", "there are tables without figures: they are blank, or the figures are images, or a script fills them in once the page is open; open it in a browser, print it as a PDF once the figures show, and import that, or key them"),
            ],
            Aside::Unplaced => [
                ("数字无法对应到单元格，没有填入", "nothing tells the cell of the figure; left empty"),
                ("表格里有数字，但行和列的名称对不上，或同一行出现几次而数字不同（可能有几份报告的表格），无法对应到单元格；请核对原件，或对照录入", "the tables have figures, but the names of their rows and columns are not those of the form, or a row comes several times with different figures (perhaps there are tables of several reports), so that nothing tells their cells; look at the original, or key the figures"),
            ],
        }
    }
}
