//! The table of commands: what can be done, under what name, and where. Which keys do it is in `assets/keymap.ron`;
//! help, hint line, palette and the README's key table are made from the two.

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
    ($($command:ident $name:literal $reach:ident $zh:literal $en:literal;)*) => {
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
}

commands! {
    Help "help" Everywhere "帮助" "help";
    Manual "manual" Everywhere "使用手册" "the manual";
    Palette "palette" Everywhere "命令" "commands";
    Chart "chart" Everywhere "历年图" "the years in pictures";
    Settings "settings" Everywhere "设置" "settings";
    Keys "keys" Everywhere "改键" "change keys";
    Quit "quit" Everywhere "退出" "quit";

    Open "open" Library "打开" "open";
    New "new" Library "新建报告" "new report";
    Import "import" Library "导入文件" "import a file";
    Sample "sample" Library "建示例报告" "make the sample report";
    DeleteReport "delete-report" Library "删除报告" "delete the report";
    Deleted "deleted" Library "取回删除的报告" "bring back a deleted report";
    ListUp "list-up" Library "上一份" "one up";
    ListDown "list-down" Library "下一份" "one down";
    ListFirst "list-first" Library "第一份" "the first";
    ListLast "list-last" Library "最后一份" "the last";

    Save "save" Report "保存" "save";
    SaveCopy "save-copy" Report "另存到别处" "save a copy elsewhere";
    Export "export" Report "导出" "export";
    Undo "undo" Report "撤销" "undo";
    Redo "redo" Report "重做" "redo";
    Find "find" Report "找单元格" "find a cell";
    NextFinding "next-finding" Report "下一问题" "next finding";
    PreviousFinding "previous-finding" Report "上一问题" "previous finding";
    Findings "findings" Report "问题清单" "all findings";
    OtherPlace "other-place" Report "文字与格互跳" "between words and cell";
    NextUnfilled "next-unfilled" Report "下一未填" "next unfilled";
    Chapter1 "chapter-1" Report "第一章" "chapter 1";
    Chapter2 "chapter-2" Report "第二章" "chapter 2";
    Chapter3 "chapter-3" Report "第三章" "chapter 3";
    Chapter4 "chapter-4" Report "第四章" "chapter 4";
    Chapter5 "chapter-5" Report "第五章" "chapter 5";
    Chapter6 "chapter-6" Report "第六章" "chapter 6";
    Chapter7 "chapter-7" Report "第七章，没有时是落款" "chapter 7, else closing lines";
    Chapter8 "chapter-8" Report "第八章，没有时是落款" "chapter 8, else closing lines";
    Preamble "preamble" Report "导语" "preamble";
    Closing "closing" Report "落款" "closing lines";
    NextPart "next-part" Report "下一章" "next chapter";
    PreviousPart "previous-part" Report "上一章" "previous chapter";
    BesideTable "beside-table" Report "表格与文字切换" "switch table and text";
    Changes "changes" Report "定稿以来的改动" "changes since it was finished";
    CompareLastYear "compare-last-year" Report "与上年逐格对照" "compare with last year";
    CompareFile "compare-file" Report "与文件对照" "compare with a file";
    SecondKeying "second-keying" Report "复录" "second keying";
    Notes "notes" Report "批注清单" "all notes";
    ReportNote "report-note" Report "整份报告的批注" "note on the report";
    Finish "finish" Report "定稿或重新打开" "finish or reopen";
    TakeOver "take-over" Report "接手编辑" "take the report over";
    Library "library" Report "回报告库" "back to the library";

    InsertField "insert-field" Prose "插入随表数字" "insert a live figure";
    NumberToField "number-to-field" Prose "数字改为随表" "make a number live";
    LastText "last-text" Prose "上年的文字" "last year's text";
    LastTextUp "last-text-up" Prose "上年文字的上一段" "last year's text: paragraph above";
    LastTextDown "last-text-down" Prose "上年文字的下一段" "last year's text: paragraph below";
    TakeParagraph "take-paragraph" Prose "带入上年的这一段" "take over last year's paragraph";
    FindText "find-text" Prose "在文字里查找" "find words in the text";
    ReplaceText "replace-text" Prose "替换文字" "replace words";
    Outline "outline" Prose "大纲" "outline";
    StartingText "starting-text" Prose "起草提纲" "starting text";
    FeeStatement "fee-statement" Prose "写收费情况" "write the fee statement";
    ExternalEditor "external-editor" Prose "用外部编辑器写" "write in another editor";

    Chapters "chapters" Grid "选章" "choose a chapter";
    CellHistory "cell-history" Grid "本格的历史" "changes of the cell";
    CellNote "cell-note" Grid "本格批注" "note on the cell";
    CellRules "cell-rules" Grid "本格的核对" "rules of the cell";
    Commit "commit" Grid "下一格" "next cell";
    AlongRow "along-row" Grid "沿行向后" "along the row";
    BackAlongRow "back-along-row" Grid "沿行向前" "back along the row";
    Back "back" Grid "回上一格" "back to the cell before";
    Carry "carry" Grid "带入上年的数" "take over from last year";
    LastYear "last-year" Grid "对照上年" "last year beside";
    KeyByColumn "key-by-column" Grid "按列/按行录入" "key by column or row";
    KeyTotals "key-totals" Grid "连总计一起录" "key printed totals too";
    LapseTotals "lapse-totals" Grid "不再核对原件总计" "stop checking printed totals";
    SkipColumn "skip-column" Grid "跳过本列" "skip this column";
    RepeatAbove "repeat-above" Grid "重复上一行的数" "repeat the figure above";
    Edit "edit" Grid "修改现有数" "edit what is there";
    Clear "clear" Grid "清成未填" "make unfilled";
    NotApplicable "not-applicable" Grid "标不适用（/）" "mark not applicable (/)";
    FillRow "fill-row" Grid "本行补 0" "row: rest 0";
    FillTable "fill-table" Grid "本表补 0" "table: rest 0";
    FillReport "fill-report" Grid "全部补 0" "report: rest 0";
    Copy "copy" Grid "复制" "copy";
    Paste "paste" Grid "粘贴" "paste";
    Up "up" Grid "上" "up";
    Down "down" Grid "下" "down";
    Left "left" Grid "左" "left";
    Right "right" Grid "右" "right";
    SelectUp "select-up" Grid "向上选" "select up";
    SelectDown "select-down" Grid "向下选" "select down";
    SelectLeft "select-left" Grid "向左选" "select left";
    SelectRight "select-right" Grid "向右选" "select right";
    RowStart "row-start" Grid "行首" "start of the row";
    RowEnd "row-end" Grid "行尾" "end of the row";
    TableStart "table-start" Grid "表首" "start of the table";
    TableEnd "table-end" Grid "表尾" "end of the table";
    PageUp "page-up" Grid "上翻" "page up";
    PageDown "page-down" Grid "下翻" "page down";
}
