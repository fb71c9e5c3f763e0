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
    /// At the collecting office's desk.
    Collecting,
}

impl Reach {
    /// All reaches, with the names that the key map uses for them.
    pub const NAMES: [(Reach, &'static str); 6] = [
        (Reach::Everywhere, "everywhere"),
        (Reach::Library, "library"),
        (Reach::Report, "report"),
        (Reach::Grid, "grid"),
        (Reach::Prose, "prose"),
        (Reach::Collecting, "collecting"),
    ];

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
            Reach::Everywhere => lang.pick("通用", "Everywhere"),
            Reach::Library => lang.pick("报告库", "Library"),
            Reach::Report => lang.pick("报告", "Report"),
            Reach::Grid => lang.pick("表格", "Table"),
            Reach::Prose => lang.pick("正文", "Text"),
            Reach::Collecting => lang.pick("汇总台", "Collecting desk"),
        }
    }
}

macro_rules! commands {
    ($(
        $command:ident $name:literal $reach:ident $zh:literal $en:literal
        $(also $also_zh:literal $also_en:literal)*
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

            /// What people call it besides, in either language. It is not shown until somebody looks for it.
            pub fn also(self) -> impl Iterator<Item = &'static str> {
                let words: &'static [&'static str] = match self { $(Command::$command => &[$($also_zh, $also_en),*],)* };
                words.iter().flat_map(|words| spoken(words))
            }

            /// What it does, in a line, where its title does not say enough.
            pub fn does(self, lang: Lang) -> Option<&'static str> {
                match self { $(Command::$command => None$(.or(Some(lang.pick($does_zh, $does_en))))?,)* }
            }
        }
    };
}

/// The single words of a list as people write one.
pub fn spoken(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(['、', ',']).map(str::trim).filter(|word| !word.is_empty())
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
    Help "help" Everywhere "帮助" "Help"
        also "键、用法、怎么用、怎么填、填报说明、指标解释、填什么、快捷键、热键、求助" "keys, how, how to, shortcuts, what belongs here"
        does "这一格填什么、现在能用哪些键" "What belongs in this cell, and the keys that work now";
    Manual "manual" Everywhere "使用手册" "Manual"
        also "说明书、教程、手册、怎么用、用法、操作指南、培训、入门、指南、说明" "guide, tutorial, handbook, documentation, how to, getting started, instructions"
        does "全部用法，可以查找，有目录" "How everything is done, with a search and a table of contents";
    Palette "palette" Everywhere "命令" "Commands"
        also "菜单、功能、工具栏、命令清单" "menu, palette, toolbar, all commands";
    Chart "chart" Everywhere "历年图" "Multi-year chart"
        also "图表、趋势、历年、统计图、柱状图、折线图、走势、画图、作图、多年、历年情况" "chart, graph, trend, plot, diagram, years, statistics"
        does "本单位历年的申请、复议、诉讼情况图" "An agency's requests and disputes over the years, as charts";
    Settings "settings" Everywhere "设置" "Settings"
        also "选项、颜色、语言、主题、英文、中文、外观、配色、夜间、护眼、边框、参数、偏好" "options, colours, colors, theme, language, preferences, dark, light, configuration, chinese, english"
        does "语言、颜色、鼠标、外部编辑器" "Language, colours, mouse, another program for the text";
    Mouse "mouse" Everywhere "开关鼠标" "Mouse on or off"
        also "鼠标、滚轮、点击、单击、双击、点选" "wheel, click, pointer, scroll"
        does "打开后可以点、双击、滚动；选取终端里的文字要按住 Shift" "On: click, double-click, scroll; hold Shift to select the terminal's own text";
    Keys "keys" Everywhere "自定义按键" "Change keys"
        also "改键、快捷键、热键、按键、键位、键盘" "shortcuts, hotkeys, key bindings, bindings, keyboard, customise keys"
        does "给命令换一个键" "Gives a command another key";
    Quit "quit" Everywhere "退出" "Quit"
        also "关闭、结束、离开、注销、关掉、关机、退出程序" "close, exit, leave, end, log off, log out"
        does "离开程序；有未保存的修改时先询问" "Leaves the program; asks first where something is not saved";

    Open "open" Library "打开" "Open"
        also "编辑、打开报告、修改、继续填、填报、录入、查看、进入、读取、提取" "edit, open report, view, continue, enter figures, data entry, load"
        does "打开选中的报告，录入和修改" "Opens the chosen report for keying and editing";
    New "new" Library "新建报告" "New report"
        also "新增、添加、建立、创建、新建、新报表、新表、建表、起始、填报、录入" "add, create, start, begin, make, new form, data entry"
        does "一个单位一个年度的空白报告，可提取上年数" "An empty report of an agency and a year, with last year's figures where wanted";
    Import "import" Library "导入文件" "Import a file"
        also "读入、导入、载入、读取、打开文件、取数、导表、接收、汇入、转换、上年报告、Word、Excel、PDF、WPS、网页" "load, read, open file, read in, convert, receive, word, excel, pdf, web page"
        does "读取 Word、Excel、PDF、网页里的报告，先看读出的内容，再写入" "Reads a report from Word, Excel, PDF or a web page, and shows it before anything is written";
    Sample "sample" Library "新建示例报告" "Make a sample report"
        also "例子、试用、练习、示例、样例、演示、范例、样本" "demo, example, try, practice, trial"
        does "一份填好的报告，用来试用；保存以前不进报告库" "A filled report to try things on; it is not in the library until it is saved";
    DeleteReport "delete-report" Library "删除报告" "Delete the report"
        also "移除、清除、删掉、作废、销毁、清空" "remove, discard, erase"
        does "删除后可从历史文件夹找回" "It can be restored from the history folder";
    Deleted "deleted" Library "取回已删除的报告" "Restore a deleted report"
        also "恢复、回收站、还原、误删、找回、删错" "undelete, trash, recycle bin, bring back, recover, get back";
    Filter "filter" Library "筛选" "Filter"
        also "查找、搜索、过滤、检索、找单位、定位、查询" "find, search, look for, query"
        does "按单位、年度或拼音只列出一部分" "Lists only some reports, by agency, year or pinyin";
    ListAll "list-all" Library "显示全部" "Show all"
        also "取消筛选、全部报告、清除筛选" "clear filter, all reports";
    Sort "sort" Library "切换排序" "Change the order"
        also "排列、顺序、排序、待办、按年度" "order, arrange, sort, sort by, to do"
        does "按单位排列，或先列出需要处理的" "By agency, or with what needs work first";
    EarlierStates "earlier-states" Library "历史版本" "Earlier versions"
        also "恢复、旧版本、历史、还原、版本、找回、以前的、退回上次、修改痕迹、留痕" "restore, older, history, version, versions, revert, previous, get back"
        does "以前每次保存的报告，可以恢复其中一个" "The report as it was saved before; any of these can be restored";
    Backup "backup" Library "备份报告库" "Back up the library"
        also "拷贝、U盘、优盘、导出全部、备份、移动硬盘、存档、归档、转移、换电脑、打包" "backup, copy, usb, usb drive, usb stick, archive, save all, move, another computer"
        does "把整个报告库复制到 U 盘或其他文件夹" "Copies the whole library to a USB drive or a folder";
    BringBack "bring-back" Library "从备份取回" "Restore from a backup"
        also "恢复、还原、取回、U盘、优盘、恢复备份、找回、合并两台电脑" "recover, copy back, bring back, usb, usb drive, get back"
        does "从备份的文件夹逐份取回" "Report by report, from a folder that holds a backup";
    Collecting "collecting" Library "汇总台" "Collecting desk"
        also "汇总、收表、收报、下级单位、名单、合计、催报、退回、各单位、加总、总表、汇编、合并报表、逐级汇总" "collect, roster, bodies, sum, aggregate, hand-ins, subordinate, consolidate, add up reports, merge reports, roll up"
        does "选中单位的汇总：名单、收件、退回、催报、合计" "The chosen agency's roster, hand-ins, returns and sum";
    CopyLine "copy-line" Library "复制本行" "Copy the line"
        also "拷贝、复制" "clipboard, copy";
    ListUp "list-up" Library "上一份" "Previous report";
    ListDown "list-down" Library "下一份" "Next report";
    ListFirst "list-first" Library "第一份" "First report";
    ListLast "list-last" Library "最后一份" "Last report";
    ListPageUp "list-page-up" Library "上一页" "Page up"
        also "翻页" "page";
    ListPageDown "list-page-down" Library "下一页" "Page down"
        also "翻页" "page";

    Save "save" Report "保存" "Save"
        also "存盘、存、存档、存储、写盘、暂存、自动保存" "store, write, keep, autosave"
        does "写入报告文件；录入的内容随时自动保存，断电也不丢" "Writes the report's file; what is keyed is autosaved and survives a power cut";
    SaveCopy "save-copy" Report "另存为" "Save a copy"
        also "备份、拷贝、另存、U盘、优盘、副本、归档、存档、转移" "save as, backup, copy, usb, usb drive, duplicate, archive"
        does "把报告文件另存一份到其他文件夹或 U 盘" "A copy of the report's file in another folder or on a USB drive";
    Export "export" Report "导出" "Export"
        also "打印、上报、报送、生成、输出、提交、公布、发布、公示、公开、报表、归档、交表、报出、套用表样、表样、下发表" "print, submit, publish, word, pdf, excel, html, output, send, file, template, hand in"
        also "模板、附件、附表、校验情况表、导表、盖章、签章、公章、Word、Excel、PDF、WPS、网页、文档、网站" "check sheet, attachment, document, generate, report to, web page, website, csv, json"
        does "写成 Word、PDF、Excel、网页，并回读比对；打印也从这里" "Writes Word, PDF, Excel or a web page and reads it back; print from there";
    Undo "undo" Report "撤销" "Undo"
        also "撤回、回退、后退、取消、反悔、上一步、还原、改错了、误操作" "back, revert, take back, step back, mistake"
        does "退回上一步，可一直退" "Takes back the last step, and those before it";
    Redo "redo" Report "重做" "Redo"
        also "恢复、前进、重复、恢复撤销" "again, repeat, forward";
    Find "find" Report "查找单元格" "Find a cell"
        also "查找、搜索、定位、跳到、转到、跳转、找数、检索、指标、查数、查询" "search, go to, goto, locate, look for, jump, indicator"
        does "按名称、拼音或格中的数字查找" "By label, pinyin initials or figure";
    NextFinding "next-finding" Report "下一个问题" "Next finding"
        also "下一个错误、下一处、改错、查错、纠错" "next error, next issue, next problem, fix";
    PreviousFinding "previous-finding" Report "上一个问题" "Previous finding"
        also "上一个错误、上一处" "previous error, previous issue, previous problem";
    Findings "findings" Report "问题清单" "Findings"
        also "校验、审核、检查、核对、错误、警告、校核、放行、说明、填写说明、出错说明、提示、查错、核数、不平、平衡" "check, errors, error, warnings, warning, validate, validation, audit, accept, reason"
        also "勾稽、勾稽关系、逻辑校验、逻辑审核、自查、强制性错误、核实、问题、疑点、合理性、上报说明、改错、审表" "verify, issues, problems, notes, explain, mistakes, balance, consistency"
        does "全部问题和疑似错误位置；填写说明也在这里" "All findings with likely errors; accept one with a reason here";
    CountRegister "count-register" Report "台账计数" "Count the register"
        also "台账、依申请公开台账、登记台账、申请台账、登记表、登记簿、导入台账、台账导入、计数、统计、汇总台账、依申请、申请件" "register, request register, log of requests, ledger, count cases, tally, import register, FOI log"
        does "从依申请公开台账计出表三的数字，逐件可查，采用前不改报告" "Counts table 3 from the list of requests, with the cases behind every figure";
    Summary "summary" Report "报告概况" "Report summary"
        also "总览、进度、情况、概览、完成情况、还差什么、统计、完成率、概况" "overview, progress, status, what is left, statistics"
        does "一页：各章情况、问题、未填的格，每行可以定位" "One page: chapters, findings, empty cells; each line leads there";
    Reconcile "reconcile" Report "核对清单" "Figures to be agreed"
        also "司法、司法局、规范文件、复议、诉讼、对数、对账" "reconcile, justice department, documents, suits"
        does "要与司法行政部门核对的数字；打印用 gouji show 单位 年度 --reconcile" "To be agreed with the justice department; gouji show AGENCY YEAR --reconcile prints them";
    OtherPlace "other-place" Report "正文与表格互跳" "Jump between text and cell"
        also "跳转、对应、互查" "jump, corresponding"
        does "一个数字在正文里和表里，从一处定位到另一处" "From a number in the text to its cell, and back";
    NextUnfilled "next-unfilled" Report "下一个未填格" "Next empty cell"
        also "空格、漏填、没填、未录、未填、缺数、空白、漏项、继续填、录入、录数、填报、填数" "empty, blank, missing, unfilled, data entry, incomplete";
    Chapter1 "chapter-1" Report "第一章" "Chapter 1"
        also "总体情况、主动公开情况" "";
    Chapter2 "chapter-2" Report "第二章" "Chapter 2"
        also "表二、主动公开" "table 2";
    Chapter3 "chapter-3" Report "第三章" "Chapter 3"
        also "表三、依申请公开、申请" "table 3, requests";
    Chapter4 "chapter-4" Report "第四章" "Chapter 4"
        also "表四、复议、诉讼" "table 4, disputes, reconsideration, litigation";
    Chapter5 "chapter-5" Report "第五章" "Chapter 5"
        also "存在问题、改进情况" "";
    Chapter6 "chapter-6" Report "第六章" "Chapter 6"
        also "其他事项" "";
    Chapter7 "chapter-7" Report "第七章（没有时为落款）" "Chapter 7, or closing";
    Chapter8 "chapter-8" Report "第八章（没有时为落款）" "Chapter 8, or closing";
    Preamble "preamble" Report "导语" "Preamble"
        also "开头、引言、前言、概述、标题" "introduction, beginning, foreword";
    Closing "closing" Report "落款" "Closing"
        also "结尾、日期、署名、签章、盖章、成文日期" "end, date, signature";
    NextPart "next-part" Report "下一章" "Next chapter"
        also "翻页、下一页、下一部分、换章、换表" "next page, next part";
    PreviousPart "previous-part" Report "上一章" "Previous chapter"
        also "翻页、上一页、上一部分、返回上一章" "previous page, previous part, back";
    BesideTable "beside-table" Report "正文/表格切换" "Switch table and text"
        also "表外文字、表下文字、正文、文字、写文字、切换" "narrative, switch, write"
        does "带表的章还有正文：在两者之间切换" "A chapter with a table has a text too";
    Changes "changes" Report "定稿后的改动清单" "Changes since finalising"
        also "修改记录、改过、修改痕迹、留痕、痕迹、改动、谁改的、改了哪些" "modified, changes, track changes, audit trail, log"
        does "定稿以后改动了哪些" "What was changed after the report was finalised";
    States "states" Report "历史版本" "Earlier versions"
        also "恢复、旧版本、历史、还原、版本、找回、以前的、退回上次、修改痕迹、留痕" "restore, older, history, version, versions, revert, previous, get back"
        does "以前每次保存的报告，可以恢复其中一个" "The report as it was saved before; any of these can be restored";
    CompareLastYear "compare-last-year" Report "与上年差异清单" "Differences from last year"
        also "去年、同比、增减、差异、对比、比较、上年、增幅、变动、环比" "difference, previous year, compare, last year, change, increase"
        does "与上年度报告不同的格列成清单" "The cells that differ from last year's report";
    CompareFile "compare-file" Report "与其他文件比对" "Compare with another file"
        also "比对、差异、对比、比较、对数、对账、核数" "diff, compare, difference, check against"
        does "与一个 Word、Excel、PDF 等文件逐格比对" "Cell by cell with a Word, Excel, PDF or other file";
    SecondKeying "second-keying" Report "二次录入" "Re-key to verify"
        also "复核、重录、复查、双录、再录、两遍、核数、核对、复录、校对" "verify, rekey, double entry, second keying, verification, proofread"
        does "看着原件再录一遍，与第一遍比对" "Key the figures once more, blind, to compare with the first keying";
    Notes "notes" Report "批注清单" "All comments"
        also "备注、注释、意见、批注、附注、标注" "comments, remarks, notes";
    ReportNote "report-note" Report "整份报告的批注" "Comment on the report"
        also "备注、注释、意见、附注、整体批注" "comment, remark, note";
    Finish "finish" Report "定稿/撤销定稿" "Finalise or reopen"
        also "锁定、签字、审定、提交、退回、解锁、撤销定稿、定稿、审核、终稿、完成、封存、签章、盖章、归档" "lock, sign, final, unlock, reopen, finalise, finalize, approve, complete"
        also "取消审核、填报人、审核人、审批、审签、送审、签发、负责人、打回、返工、上报" "returned, approval, finish, sign off, reviewed by, prepared by, sent back"
        does "填写填报人、审核人后锁定；已定稿的在这里填写理由，撤销定稿" "Names who prepared and reviewed it, and locks it; a finalised report is reopened here";
    TakeOver "take-over" Report "接管编辑" "Take over editing"
        also "接管、编辑权、只读、被占用、占用、解除只读" "lock, read-only, readonly, locked by";
    Library "library" Report "返回报告库" "Back to the library"
        also "列表、首页、返回、主页、关闭、其他报告、报告库、换单位、换报告、新建、新增、新建报告、导入、导入文件、打开、删除报告" "list, home, back, close, other report, switch report, new report, import, open";

    InsertField "insert-field" Prose "插入联动数字" "Insert linked figure"
        also "引用、域、自动数字、插入、表中数字、取数" "reference, link, field, live figure, insert"
        does "正文里的数字跟着表格变" "A number in the text that follows the table";
    NumberToField "number-to-field" Prose "把数字改为联动" "Link a number to a cell"
        also "引用、域、联动、随表" "link, field, live figure"
        does "光标处的数字以后跟着表格变" "The number at the cursor follows the table from now on";
    LastText "last-text" Prose "显示上年正文" "Show last year's text"
        also "去年、对照、参考、上年、上年度、上年文字" "previous year, last year, side by side";
    LastTextUp "last-text-up" Prose "上年正文的上一段" "Last year's text: previous paragraph";
    LastTextDown "last-text-down" Prose "上年正文的下一段" "Last year's text: next paragraph";
    TakeParagraph "take-paragraph" Prose "提取上年正文的这一段" "Bring forward last year's paragraph"
        also "沿用、照抄、去年、带入、提取、复制上年" "reuse, carry, previous, last year, copy"
        does "数字改为今年的；对不上的标明是上年的" "Its numbers become this year's, or are marked as last year's";
    FindText "find-text" Prose "在正文中查找" "Find in the text"
        also "搜索、查找、检索、定位" "search, find";
    ReplaceText "replace-text" Prose "替换文字" "Replace words"
        also "改字、查找替换、替换、批量修改" "find and replace, substitute, change words";
    Outline "outline" Prose "大纲" "Outline"
        also "目录、段落、标题、转到、跳转" "headings, paragraphs, go to, contents";
    StartingText "starting-text" Prose "插入参考稿" "Insert starter text"
        also "模板、范文、样稿、提纲、参考文本、例文、起草、怎么写、套话" "template, draft, starter, example, boilerplate, how to write"
        does "空章可以插入，再按实际修改" "For an empty chapter; rewrite it as things are";
    FeeStatement "fee-statement" Prose "填写收费情况" "Write the fee statement"
        also "信息处理费、收费、费用、金额" "fees, charges, fee";
    ExternalEditor "external-editor" Prose "用外部编辑器编辑" "Edit in another program"
        also "记事本、外部程序、vim" "notepad, vim, external editor, nano";

    Chapters "chapters" Grid "选章" "Chapters"
        also "目录、章节、转到、跳到、跳转、换表、换章、切换表" "go to, contents, table of contents, jump, sections";
    CellHistory "cell-history" Grid "本格修改记录" "History of this cell"
        also "修改记录、谁改的、原来、历史、修改痕迹、留痕、痕迹、来源、何时改的" "log, history, who changed, origin, track changes";
    CellNote "cell-note" Grid "本格批注" "Comment on this cell"
        also "备注、注释、标注、批注、附注" "comment, remark, note";
    CellRules "cell-rules" Grid "本格的校验规则" "Rules of this cell"
        also "公式、勾稽关系、勾稽、校验、怎么算、审核公式、计算关系、平衡关系、规则" "formula, formulas, identities, how computed, rules, validation rules"
        does "这一格参与的全部规则和现在的数字" "Every rule that this cell takes part in, with its figures";
    Commit "commit" Grid "下一格" "Next cell"
        also "确认、回车、录入、确定" "confirm, enter";
    AlongRow "along-row" Grid "右移一格" "One cell right";
    BackAlongRow "back-along-row" Grid "左移一格" "One cell left";
    Back "back" Grid "上一格" "Previous cell"
        also "返回、退一格" "back, go back";
    Carry "carry" Grid "提取上年数" "Bring forward last year's figures"
        also "提取、结转、去年、年初数、带入、上年结转、取数、上年数、期初数、上年、沿用" "carry over, opening balance, last year, previous year, carry forward, prefill"
        does "把上年度报告结转的数字填入还未填的格" "Fills empty cells with what last year's report carries over";
    LastYear "last-year" Grid "显示上年数" "Show last year's figures"
        also "去年、上年数、上年、上年度、对照上年、对照、同期" "previous year, last year, side by side"
        does "表下两行显示上年度同一行的数字" "Two lines below the table with last year's figures";
    KeyByColumn "key-by-column" Grid "按列/按行录入" "Key by column or row"
        also "竖着录、方向、录入方向、录入顺序、回车方向、横着录" "direction, keying order, down, across";
    KeyTotals "key-totals" Grid "同时录入原件总计" "Key printed totals too"
        also "合计、总计、原件合计、原件总计、合计数、核对总数" "sums, totals, total, printed totals"
        does "总计格录入原件上的数字，用来核对" "Printed totals are keyed too, as a check";
    LapseTotals "lapse-totals" Grid "不再校验原件总计" "Stop checking printed totals"
        also "合计、总计、原件总计" "sums, totals";
    SkipColumn "skip-column" Grid "跳过本列" "Skip this column"
        also "不录、隐藏列、跳过的列、隐藏" "hide, skip";
    RepeatAbove "repeat-above" Grid "重复上一行数字" "Repeat the figure above"
        also "同上、同上一行" "ditto, same, same as above";
    Edit "edit" Grid "修改" "Edit"
        also "改、更正、改数、改错、订正、编辑" "change, correct, amend, fix";
    Clear "clear" Grid "清除（改为未填）" "Clear (make empty)"
        also "删除、清空、擦掉、剪切、删掉、清零、删数" "delete, erase, empty, remove, cut"
        does "选中几格时一起清除" "All selected cells at once";
    NotApplicable "not-applicable" Grid "标为不适用（/）" "Mark not applicable (/)"
        also "斜杠、无此项、不涉及、不适用、无" "slash, none, n/a, not applicable";
    FillRow "fill-row" Grid "本行补 0" "Fill the row with 0"
        also "零、填零、置零、补零、补0、其余为零、填0、归零" "zero, zeros, zeroes, nil";
    FillTable "fill-table" Grid "本表补 0" "Fill the table with 0"
        also "零、填零、置零、补零、补0、填0" "zero, zeros, zeroes, nil";
    FillReport "fill-report" Grid "全部补 0" "Fill the report with 0"
        also "零、填零、置零、补零、补0、填0、全部为零、零报告、无申请" "zero, zeros, zeroes, nil, nil report, nothing to report";
    FillDown "fill-down" Grid "向下填充" "Fill down"
        also "填充、下拉、同上、复制到下面" "drag, copy down, autofill, fill"
        does "选中的第一行填到下面各行；未选几行时用上一行；总计跳过" "The first selected row into those below; else the row above; totals are skipped";
    FillRight "fill-right" Grid "向右填充" "Fill right"
        also "填充、右拉、复制到右边" "drag, copy right, autofill, fill"
        does "选中的第一列填到右边各列；未选几列时用左边一列；总计跳过" "The first selected column into those to its right; else the one to the left; totals are skipped";
    Copy "copy" Grid "复制" "Copy"
        also "拷贝、剪切" "clipboard, cut";
    Paste "paste" Grid "粘贴" "Paste"
        also "贴入、贴数、黏贴" "clipboard, insert"
        does "粘贴在这里复制的；从 Excel、WPS 复制的用终端的粘贴键" "What was copied here; from other programs use the terminal's own paste key";
    Up "up" Grid "向上" "Up";
    Down "down" Grid "向下" "Down";
    Left "left" Grid "向左" "Left";
    Right "right" Grid "向右" "Right";
    ColumnTop "column-top" Grid "列首" "Top of the column";
    ColumnBottom "column-bottom" Grid "列尾" "Bottom of the column";
    SelectTable "select-table" Grid "全选本表" "Select the table"
        also "合计、求和、平均、计数、全选、选中、加总" "sum, average, mean, count, select all, add up"
        does "选中整张表；选中几格时，表下一行显示和、平均、计数" "Selects the table; the line below it shows sum, mean and count of a selection";
    SelectUp "select-up" Grid "向上选择" "Select up";
    SelectDown "select-down" Grid "向下选择" "Select down";
    SelectLeft "select-left" Grid "向左选择" "Select left";
    SelectRight "select-right" Grid "向右选择" "Select right";
    SelectRowStart "select-row-start" Grid "选到行首" "Select to the start of the row";
    SelectRowEnd "select-row-end" Grid "选到行尾" "Select to the end of the row";
    SelectColumnTop "select-column-top" Grid "选到列首" "Select to the top of the column";
    SelectColumnBottom "select-column-bottom" Grid "选到列尾" "Select to the bottom of the column";
    RowStart "row-start" Grid "行首" "Start of the row";
    RowEnd "row-end" Grid "行尾" "End of the row";
    TableStart "table-start" Grid "表首" "Start of the table";
    TableEnd "table-end" Grid "表尾" "End of the table";
    PageUp "page-up" Grid "向上翻页" "Page up"
        also "翻页、上一页" "scroll, previous page";
    PageDown "page-down" Grid "向下翻页" "Page down"
        also "翻页、下一页" "scroll, next page";

    OpenBody "open-body" Collecting "查看" "Open"
        also "打开、查看、审核、进入" "open, view, check"
        does "打开选中单位的报告和问题清单；只读" "The chosen body's report and its findings, to be read only";
    Accept "accept" Collecting "核准" "Accept"
        also "通过、审核通过、已核、同意" "approve, pass, ok"
        does "选中单位的报告已核，记下姓名和日期" "The chosen body's report is accepted; name and date are kept";
    GiveBack "give-back" Collecting "退回" "Return"
        also "退回单、打回、返回修改、退报、重报" "return slip, send back, reject"
        does "选出要改的问题，生成退回单" "Chooses what is to be mended and writes the return slip";
    Exempt "exempt" Collecting "免报" "Exempt"
        also "不报、免于报送、撤销、合并" "need not report, excuse"
        does "选中单位不用报送，写明理由" "The chosen body need not report; with a reason";
    Receive "receive" Collecting "收件" "Receive"
        also "接收、收报、导入、读入、收表" "hand-in, import, take in"
        does "收下各单位报送的文件或文件夹，按名单认单位" "Takes in files and folders that bodies handed in";
    Chase "chase" Collecting "催报" "Remind"
        also "催办、未报、逾期、通知" "chase, remind, missing, late, overdue"
        does "未报的和退回后未重报的，成文可复制" "Who has not handed in, as a text to be pasted";
    SumUp "sum-up" Collecting "合计" "Sum"
        also "汇总、加总、总表、汇总表、总计、分组小计" "add up, total, aggregate, subtotal"
        does "逐格合计，知道缺哪家；可存为汇总报告、导出汇总表" "Cell by cell with what is missing; saved and exported from there";
    BodyFindings "body-findings" Collecting "汇总校验" "Checks between bodies"
        also "问题、校验、错误、勾稽" "findings, errors, checks"
        does "各单位之间、与汇总报告之间的问题" "What is found between bodies and against the aggregated report";
    AddBody "add-body" Collecting "增加单位" "Add a body"
        also "新增、添加、名单" "new, add, roster";
    EditBody "edit-body" Collecting "修改单位" "Change the body"
        also "名称、组别、义务、应报日、曾用名、改名" "name, group, duty, due, former name, rename";
    RemoveBody "remove-body" Collecting "移出名单" "Remove the body"
        also "删除、去掉、撤销" "delete, take out";
    ReadRoster "read-roster" Collecting "读入名单" "Read a roster"
        also "名单文件、导入名单、csv、xlsx" "import roster, list, csv, xlsx"
        does "从 csv 或 xlsx 读入名单；已有的收件和决定不变" "From CSV or xlsx; what was received and decided stays";
    FilterBodies "filter-bodies" Collecting "筛选" "Filter"
        also "查找、搜索、过滤、找单位、定位" "find, search, look for"
        does "按单位、组别、状态或拼音只列出一部分" "By name, group, state or pinyin";
    NextState "next-state" Collecting "按状态" "By state"
        also "状态、未报、已收、退回、已核" "state, missing, received, returned";
    NextGroup "next-group" Collecting "按组" "By group"
        also "组别、分组、部门、乡镇" "group";
    LeaveDesk "leave-desk" Collecting "返回" "Back"
        also "返回报告库、关闭、列表、显示全部" "back to the library, close, list, show all"
        does "先取消筛选，再返回报告库" "Ends the filter, then goes back to the library";
}
