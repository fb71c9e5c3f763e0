//! The table of commands: what can be done, under what name, and where. Which keys do it is in `assets/keymap.ron`;
//! help, hint line, palette and the README's key table are made from the two. `also` are other words for a command, by which
//! the palette finds it, and `does` says what it does.

use crate::domain::text::Lang;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reach {
    Everywhere,
    Library,
    /// In an open report, whatever is shown of it.
    Report,
    /// In a table of an open report.
    Grid,
    Prose,
}

impl Reach {
    /// All reaches, with the names that the key map uses for them.
    pub const NAMES: [(Reach, &'static str); 5] = [
        (Reach::Everywhere, "everywhere"),
        (Reach::Library, "library"),
        (Reach::Report, "report"),
        (Reach::Grid, "grid"),
        (Reach::Prose, "prose"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Reach::NAMES.iter().find(|(reach, _)| *reach == self).map_or("", |(_, name)| name)
    }

    /// Whether its keys count where those of another reach do.
    pub fn counts_in(self, other: Reach) -> bool {
        match self {
            Reach::Everywhere => true,
            Reach::Report => matches!(other, Reach::Report | Reach::Grid | Reach::Prose),
            own => own == other,
        }
    }

    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Reach::Everywhere => lang.pick("到处", "Everywhere"),
            Reach::Library => lang.pick("报告库", "Library"),
            Reach::Report => lang.pick("报告", "Report"),
            Reach::Grid => lang.pick("表格", "Table"),
            Reach::Prose => lang.pick("文字", "Prose"),
        }
    }
}

macro_rules! commands {
    ($(
        $command:ident $name:literal $reach:ident $zh:literal $en:literal
        $(also $also_zh:literal $also_en:literal)?
        $(does $does_zh:literal $does_en:literal)?;
    )*) => {
        /// Something the editor can be told to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $en] $command,)*
        }

        impl Command {
            /// Every command, in the order in which help lists them.
            pub const ALL: &'static [Command] = &[$(Command::$command,)*];

            pub fn name(self) -> &'static str {
                match self { $(Command::$command => $name,)* }
            }

            pub fn reach(self) -> Reach {
                match self { $(Command::$command => Reach::$reach,)* }
            }

            pub fn title(self, lang: Lang) -> &'static str {
                match self { $(Command::$command => lang.pick($zh, $en),)* }
            }

            /// What people call it besides, in either language: words with blanks between them. They are not shown until
            /// somebody looks for one.
            pub fn also(self) -> &'static [&'static str] {
                match self { $(Command::$command => &[$($also_zh, $also_en)?],)* }
            }

            /// What it does, in a line, where its title does not say enough.
            pub fn does(self, lang: Lang) -> Option<&'static str> {
                match self { $(Command::$command => None$(.or(Some(lang.pick($does_zh, $does_en))))?,)* }
            }
        }
    };
}

impl Command {
    /// Those that show a chapter by its number, from the first on.
    pub const CHAPTERS: [Command; 8] = [
        Command::Chapter1,
        Command::Chapter2,
        Command::Chapter3,
        Command::Chapter4,
        Command::Chapter5,
        Command::Chapter6,
        Command::Chapter7,
        Command::Chapter8,
    ];

    /// Whether it moves and takes the cells on the way into the selection.
    pub fn selects(self) -> bool {
        matches!(
            self,
            Command::SelectUp
                | Command::SelectDown
                | Command::SelectLeft
                | Command::SelectRight
                | Command::SelectRowStart
                | Command::SelectRowEnd
                | Command::SelectColumnTop
                | Command::SelectColumnBottom
        )
    }
}

commands! {
    Help "help" Everywhere "帮助" "help"
        also "键 怎么用 说明" "keys how"
        does "这一格填什么、现在能用哪些键" "what belongs here, and the keys that work now";
    Manual "manual" Everywhere "使用手册" "the manual"
        also "说明书 教程 手册" "guide tutorial"
        does "全部用法；里面可以查找，也有目录" "how everything is done, with a search and a list of headings";
    Palette "palette" Everywhere "命令" "commands"
        also "菜单 功能" "menu palette";
    Chart "chart" Everywhere "历年图" "the years in pictures"
        also "图表 趋势 历年 统计图" "chart graph trend"
        does "本单位历年的申请、复议诉讼画成图" "an agency's years as charts";
    Settings "settings" Everywhere "设置" "settings"
        also "选项 颜色 语言 主题" "options colours theme language preferences"
        does "语言、颜色、鼠标、外部编辑器" "language, colours, mouse, another editor for prose";
    Mouse "mouse" Everywhere "开关鼠标" "mouse on or off"
        also "滚轮 点击 单击 双击" "wheel click pointer"
        does "开了可以点、双击、滚；选中终端里的文字要按住 Shift，或再关上" "on: click, double-click, scroll; Shift selects the terminal's own text";
    Keys "keys" Everywhere "改键" "change keys"
        also "快捷键 按键 键位" "shortcuts bindings keyboard"
        does "给命令换一个键" "gives a command another key";
    Quit "quit" Everywhere "退出" "quit"
        also "关闭 结束 离开" "close exit leave"
        does "离开程序；有没保存的先问" "leaves; asks where something would be lost";

    Open "open" Library "打开" "open"
        also "编辑" "edit";
    New "new" Library "新建报告" "new report"
        also "新增 添加 建立" "add create"
        does "一个单位一年的空白报告，可带上年结转的数" "an empty report of an agency and a year";
    Import "import" Library "导入文件" "import a file"
        also "读入 导入 载入 打开文件" "load read"
        does "Word、Excel、PDF、网页里的报告读进来，先看后写" "reads a report from Word, Excel, PDF or a web page, after a look";
    Sample "sample" Library "建示例报告" "make the sample report"
        also "例子 试用 练习" "demo example";
    DeleteReport "delete-report" Library "删除报告" "delete the report"
        also "移除 清除" "remove"
        does "移到可以取回的地方" "moves it to where it can be brought back from";
    Deleted "deleted" Library "取回删除的报告" "bring back a deleted report"
        also "恢复 回收站 还原" "restore undelete trash";
    Filter "filter" Library "筛选" "filter"
        also "查找 搜索 过滤" "find search"
        does "按名称、年度或拼音只列一部分" "by name, year or pinyin";
    ListAll "list-all" Library "显示全部" "show all";
    Sort "sort" Library "换排序" "change the order"
        also "排列 顺序" "order arrange"
        does "按单位排，或先列要处理的" "by agency, or what needs work first";
    EarlierStates "earlier-states" Library "历史版本" "earlier versions"
        also "恢复 旧版本 历史 还原" "restore older history"
        does "以前每次保存的样子，可以回到其中一个" "what was saved before; one of them can come back";
    Backup "backup" Library "备份报告库" "back the library up"
        also "拷贝 U盘 导出全部" "copy stick"
        does "整个报告库拷到 U 盘或别的文件夹" "the whole library onto a stick or into a folder";
    BringBack "bring-back" Library "从备份取回" "bring back from a backup"
        also "恢复 还原 取回 U盘" "restore copy back"
        does "从备份的文件夹一份一份取回" "report by report, from a folder with a backup";
    CopyLine "copy-line" Library "复制这一行" "copy the line"
        also "拷贝" "clipboard";
    ListUp "list-up" Library "上一份" "one up";
    ListDown "list-down" Library "下一份" "one down";
    ListFirst "list-first" Library "第一份" "the first";
    ListLast "list-last" Library "最后一份" "the last";
    ListPageUp "list-page-up" Library "上一页" "a page up";
    ListPageDown "list-page-down" Library "下一页" "a page down";

    Save "save" Report "保存" "save"
        also "存盘 存" "store write"
        does "写进报告文件；平时录的随录随记，断电也在" "writes the report's file; what is keyed is journaled as it is keyed";
    SaveCopy "save-copy" Report "另存到别处" "save a copy elsewhere"
        also "备份 拷贝 另存为 U盘" "backup save as stick"
        does "把报告文件另存一份到别的文件夹或 U 盘" "a copy of the report's file in another folder or on a stick";
    Export "export" Report "导出" "export"
        also "打印 上报 报送 生成 输出 提交 公布 发布" "print submit publish word pdf excel"
        does "写成 Word、PDF、Excel、网页，读回核对后才算完成；打印也从这里" "writes Word, PDF, Excel or a web page, and reads it back; printing begins here";
    Undo "undo" Report "撤销" "undo"
        also "撤回 回退 后退 取消 反悔" "back revert"
        does "退回上一步，可一直退" "takes the last step back, and the one before";
    Redo "redo" Report "重做" "redo"
        also "恢复 前进 重复" "again";
    Find "find" Report "找单元格" "find a cell"
        also "查找 搜索 定位 跳到 转到" "search go to"
        does "按名称、拼音或格里的数找一格" "by label, pinyin initials or figure";
    NextFinding "next-finding" Report "下一问题" "next finding"
        also "下一个错误 下一处" "next error";
    PreviousFinding "previous-finding" Report "上一问题" "previous finding"
        also "上一个错误 上一处" "previous error";
    Findings "findings" Report "问题清单" "all findings"
        also "校验 审核 检查 核对 错误 警告 校核 放行 说明" "check errors warnings validate audit"
        does "全部问题和可能的原因；在这里写明理由放行" "all of them with what may be wrong; released with a reason here";
    Summary "summary" Report "报告概况" "summary of the report"
        also "汇总 总览 进度 情况" "overview progress"
        does "一页：各章情况、问题、还没填的，每行可以跳过去" "one page: chapters, findings, what is unfilled; each line leads there";
    OtherPlace "other-place" Report "文字与格互跳" "between words and cell"
        also "跳转" "jump"
        does "一个数在文字里和表里，从一处跳到另一处" "from a number in the text to its cell, and back";
    NextUnfilled "next-unfilled" Report "下一未填" "next unfilled"
        also "空格 漏填 没填 未录" "empty blank missing";
    Chapter1 "chapter-1" Report "第一章" "chapter 1";
    Chapter2 "chapter-2" Report "第二章" "chapter 2";
    Chapter3 "chapter-3" Report "第三章" "chapter 3";
    Chapter4 "chapter-4" Report "第四章" "chapter 4";
    Chapter5 "chapter-5" Report "第五章" "chapter 5";
    Chapter6 "chapter-6" Report "第六章" "chapter 6";
    Chapter7 "chapter-7" Report "第七章，没有时是落款" "chapter 7, else closing lines";
    Chapter8 "chapter-8" Report "第八章，没有时是落款" "chapter 8, else closing lines";
    Preamble "preamble" Report "导语" "preamble"
        also "开头 引言 前言" "introduction";
    Closing "closing" Report "落款" "closing lines"
        also "结尾 日期 署名 签章" "end date signature";
    NextPart "next-part" Report "下一章" "next chapter";
    PreviousPart "previous-part" Report "上一章" "previous chapter";
    BesideTable "beside-table" Report "表格与文字切换" "switch table and text"
        also "表外文字 表下文字" "words"
        does "带表的章还有文字：在两者之间切换" "a chapter with a table has a text too";
    Changes "changes" Report "定稿以来的改动" "changes since it was finished"
        also "修改记录 改过" "modified"
        does "定稿以后改了哪些" "what was changed after finishing";
    States "states" Report "历史版本" "earlier versions"
        also "恢复 旧版本 历史 还原" "restore older history"
        does "以前每次保存的样子，可以回到其中一个" "what was saved before; one of them can come back";
    CompareLastYear "compare-last-year" Report "与上年逐格对照" "compare with last year"
        also "去年 同比 增减 差异" "difference previous year"
        does "与上年报告不同的格列成清单" "the cells that differ from last year's report";
    CompareFile "compare-file" Report "与文件对照" "compare with a file"
        also "比对 差异 对比" "diff"
        does "与一个 Word、Excel、PDF 等文件逐格比" "cell by cell with a document";
    SecondKeying "second-keying" Report "复录" "second keying"
        also "二次录入 复核 重录 复查" "verify rekey double entry"
        does "看着原件再录一遍，与第一遍核对" "keys the figures again, blind, against the first time";
    Notes "notes" Report "批注清单" "all notes"
        also "备注 注释 意见" "comments remarks";
    ReportNote "report-note" Report "整份报告的批注" "note on the report"
        also "备注 注释 意见" "comment remark";
    Finish "finish" Report "定稿或重新打开" "finish or reopen"
        also "锁定 签字 审定 提交 退回 解锁 撤销定稿 定稿" "lock sign final unlock reopen finalise"
        does "填报人、审核人签名后锁定；定稿的报告在这里写明理由重新打开" "signs and locks the report; a finished one is reopened here with a reason";
    TakeOver "take-over" Report "接手编辑" "take the report over"
        also "接管 编辑权" "lock";
    Library "library" Report "回报告库" "back to the library"
        also "列表 首页 返回 主页" "list home back";

    InsertField "insert-field" Prose "插入随表数字" "insert a live figure"
        also "引用 域 自动数字" "reference link"
        does "文字里的数跟着表走，表改它也改" "a number in the text that follows the table";
    NumberToField "number-to-field" Prose "数字改为随表" "make a number live"
        also "引用 域" "link";
    LastText "last-text" Prose "上年的文字" "last year's text"
        also "去年 对照 参考" "previous year beside";
    LastTextUp "last-text-up" Prose "上年文字的上一段" "last year's text: paragraph above";
    LastTextDown "last-text-down" Prose "上年文字的下一段" "last year's text: paragraph below";
    TakeParagraph "take-paragraph" Prose "带入上年的这一段" "take over last year's paragraph"
        also "沿用 照抄 去年" "reuse carry previous"
        does "数跟着今年的表走，对不上的标明是上年的" "its figures follow this year's tables, or are marked as old";
    FindText "find-text" Prose "在文字里查找" "find words in the text"
        also "搜索" "search";
    ReplaceText "replace-text" Prose "替换文字" "replace words"
        also "改字 查找替换" "find and replace";
    Outline "outline" Prose "大纲" "outline"
        also "目录 段落 标题 转到" "headings paragraphs go to";
    StartingText "starting-text" Prose "起草提纲" "starting text"
        also "模板 范文 样稿 提纲" "template draft";
    FeeStatement "fee-statement" Prose "写收费情况" "write the fee statement"
        also "信息处理费 收费" "fees charges";
    ExternalEditor "external-editor" Prose "用外部编辑器写" "write in another editor"
        also "记事本 vim" "notepad vim";

    Chapters "chapters" Grid "选章" "chapters"
        also "目录 章节 转到 跳到" "go to contents";
    CellHistory "cell-history" Grid "本格的历史" "changes of the cell"
        also "修改记录 谁改的 原来" "log";
    CellNote "cell-note" Grid "本格批注" "note on the cell"
        also "备注 注释 标注" "comment remark";
    CellRules "cell-rules" Grid "本格的核对" "rules of the cell"
        also "公式 勾稽关系 校验 怎么算" "formula identities"
        does "这一格参与的全部勾稽关系和现在的数" "every rule the cell takes part in, with its numbers";
    Commit "commit" Grid "下一格" "next cell"
        also "确认 回车" "confirm";
    AlongRow "along-row" Grid "沿行向后" "along the row";
    BackAlongRow "back-along-row" Grid "沿行向前" "back along the row";
    Back "back" Grid "回上一格" "back to the cell before";
    Carry "carry" Grid "带入上年的数" "take over from last year"
        also "提取 结转 去年 年初数 带入" "bring forward opening last year"
        does "把上年报告结转的数填进还空着的格" "fills what last year's report carries over into unfilled cells";
    LastYear "last-year" Grid "对照上年" "last year beside"
        also "去年 上年数" "previous year"
        does "表下两行显示上年同一行的数" "two lines below the table with last year's figures";
    KeyByColumn "key-by-column" Grid "按列/按行录入" "key by column or row"
        also "竖着录 方向" "direction";
    KeyTotals "key-totals" Grid "连总计一起录" "key printed totals too"
        also "合计 总计 原件合计" "sums"
        does "总计也录原件所印的数，用来核对" "printed totals are keyed too, as controls";
    LapseTotals "lapse-totals" Grid "不再核对原件总计" "stop checking printed totals"
        also "合计 总计" "sums";
    SkipColumn "skip-column" Grid "跳过本列" "skip this column"
        also "不录 隐藏列" "hide";
    RepeatAbove "repeat-above" Grid "重复上一行的数" "repeat the figure above"
        also "同上" "ditto same";
    Edit "edit" Grid "修改现有数" "edit what is there"
        also "改 更正 修改" "change correct";
    Clear "clear" Grid "清成未填" "make unfilled"
        also "删除 清除 清空 擦掉" "delete erase empty"
        does "选中几格时一起清" "all selected cells at once";
    NotApplicable "not-applicable" Grid "标不适用（/）" "mark not applicable (/)"
        also "斜杠 无此项 不涉及" "slash none";
    FillRow "fill-row" Grid "本行补 0" "row: rest 0"
        also "零 填零 置零 补零 其余为零" "zero zeros";
    FillTable "fill-table" Grid "本表补 0" "table: rest 0"
        also "零 填零 置零 补零" "zero zeros";
    FillReport "fill-report" Grid "全部补 0" "report: rest 0"
        also "零 填零 置零 补零 全部为零" "zero zeros";
    FillDown "fill-down" Grid "向下填充" "fill down"
        also "填充 下拉 同上 复制到下面" "drag copy down"
        does "选中的第一行填到下面各行；没选几行时用上一行；总计跳过" "the first selected row into those below; without several, the row above; totals are passed over";
    FillRight "fill-right" Grid "向右填充" "fill right"
        also "填充 右拉 复制到右边" "drag copy right"
        does "选中的第一列填到右边各列；没选几列时用左边一列；总计跳过" "the first selected column into those to its right; without several, the one to the left; totals are passed over";
    Copy "copy" Grid "复制" "copy"
        also "拷贝" "clipboard";
    Paste "paste" Grid "粘贴" "paste"
        also "粘贴 贴入" "clipboard"
        does "贴在这里复制的；从 Excel、WPS 复制的用终端的粘贴键" "what was copied here; for other programs the terminal's own paste";
    Up "up" Grid "上" "up";
    Down "down" Grid "下" "down";
    Left "left" Grid "左" "left";
    Right "right" Grid "右" "right";
    ColumnTop "column-top" Grid "列首" "top of the column";
    ColumnBottom "column-bottom" Grid "列尾" "bottom of the column";
    SelectTable "select-table" Grid "全选本表" "select the table"
        also "合计 求和 平均 计数 全选" "sum average count all"
        does "选中整张表；选中几格时，表下一行显示和、平均、计数" "selects the table; the line below it tells sum, mean and count of a selection";
    SelectUp "select-up" Grid "向上选" "select up";
    SelectDown "select-down" Grid "向下选" "select down";
    SelectLeft "select-left" Grid "向左选" "select left";
    SelectRight "select-right" Grid "向右选" "select right";
    SelectRowStart "select-row-start" Grid "选到行首" "select to the start of the row";
    SelectRowEnd "select-row-end" Grid "选到行尾" "select to the end of the row";
    SelectColumnTop "select-column-top" Grid "选到列首" "select to the top of the column";
    SelectColumnBottom "select-column-bottom" Grid "选到列尾" "select to the bottom of the column";
    RowStart "row-start" Grid "行首" "start of the row";
    RowEnd "row-end" Grid "行尾" "end of the row";
    TableStart "table-start" Grid "表首" "start of the table";
    TableEnd "table-end" Grid "表尾" "end of the table";
    PageUp "page-up" Grid "上翻" "page up";
    PageDown "page-down" Grid "下翻" "page down";
}
