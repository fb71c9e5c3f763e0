//! The palette is the way in for those who know the office's words and not the program's: what they try finds what they
//! mean, and what the program does not do is answered.

use gouji::domain::text::Lang;
use gouji::tui::command::Command;
use gouji::tui::unserved::answer;

use super::desk::Desk;

/// Where words are tried: in the library, in a table, in the text of a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Library,
    Table,
    Text,
}

impl Place {
    fn desk(self, lang: Lang) -> Desk {
        let mut desk = Desk::new(100, 30, lang);
        match self {
            Place::Library => &mut desk,
            Place::Table => desk.keys("sy"),
            Place::Text => desk.keys("sy<alt-1>"),
        };
        desk
    }
}

/// The commands that the palette lists for a query, by their titles, best first.
fn listed(desk: &mut Desk, query: &str) -> Vec<String> {
    // Every key ranks all commands, so only the last one is typed.
    let last = query.char_indices().next_back().map_or(0, |(at, _)| at);
    desk.keys("<ctrl-p>").paste(&query[..last]).keys(&query[last..]);
    let screen = desk.screen();
    let lines = screen.lines().skip_while(|line| !line.contains("> ")).skip(1);
    let words = lines.filter_map(|line| line.split('│').find(|part| part.starts_with(' ') && part.len() > 60));
    let titles = words.map(|part| part.trim().split("  ").next().unwrap_or_default().to_string());
    let titles = titles.take_while(|title| !title.is_empty()).collect();
    desk.keys("<esc>");
    titles
}

/// Words that are tried, each with the command that is meant: `_` stands for a blank.
const TRIED: [(Place, Lang, &str); 6] = [
    (
        Place::Table,
        Lang::Zh,
        "打印=export 上报=export 报送=export 提交=export 生成=export 导出=export 导表=export 附件=export 附表=export
        表样=export 套用表样=export 模板=export 发布=export 公布=export 公示=export 公开=export 归档=export 文档=export
        Word=export PDF=export WPS=export Excel=export 网页=export 交表=export 校验情况表=export
        存盘=save 保存=save 暂存=save 存档=save 另存=save-copy 另存为=save-copy 备份=save-copy U盘=save-copy 副本=save-copy
        校验=findings 审核=findings 检查=findings 核对=findings 查错=findings 核数=findings 错误=findings 警告=findings
        提示=findings 不平=findings 勾稽=findings 逻辑校验=findings 填写说明=findings 出错说明=findings 说明=findings
        问题=findings 自查=findings 审表=findings 改错=edit 修改=edit 更正=edit 订正=edit 改数=edit
        去年=carry 上年结转=carry 结转=carry 提取=carry 年初数=carry 取数=carry 期初数=carry 上年数=last-year 同期=last-year
        对照=last-year 对比=compare-last-year 差异=compare-last-year 同比=compare-last-year 增减=compare-last-year
        比较=compare-file 比对=compare-file 对账=compare-file
        退回=finish 锁定=finish 定稿=finish 解锁=finish 取消审核=finish 撤销定稿=finish 签字=finish 签章=finish 盖章=finish
        审批=finish 送审=finish 签发=finish 打回=finish 审核人=finish 填报人=finish 封存=finish
        复核=second-keying 二次录入=second-keying 双录=second-keying 重录=second-keying 校对=second-keying
        恢复=states 历史=states 版本=states 还原=undo 撤回=undo 反悔=undo 撤销=undo 回退=undo 上一步=undo 重做=redo
        修改痕迹=changes 留痕=changes 修改记录=changes 谁改的=cell-history 来源=cell-history
        零=fill-row 填零=fill-row 补零=fill-row 补0=fill-row 零报告=fill-report 删除=clear 清空=clear 清除=clear 剪切=clear
        复制=copy 拷贝=copy 粘贴=paste 同上=repeat-above 下拉=fill-down 填充=fill-down 不适用=not-applicable
        斜杠=not-applicable 公式=cell-rules 勾稽关系=cell-rules 怎么算=cell-rules 合计=key-totals 总计=key-totals
        求和=select-table 平均=select-table 计数=select-table 全选=select-table 隐藏=skip-column 竖着录=key-by-column
        查找=find 搜索=find 定位=find 跳转=find 查数=find 录入=next-unfilled 填报=next-unfilled 录数=next-unfilled
        空格=next-unfilled 漏填=next-unfilled 未填=next-unfilled 缺数=next-unfilled
        上一章=previous-part 下一章=next-part 翻页=page-up 目录=chapters 章节=chapters 第三章=chapter-3 表四=chapter-4
        诉讼=chapter-4 导语=preamble 前言=preamble 落款=closing 署名=closing 正文=beside-table 进度=summary 概况=summary
        完成情况=summary 总览=summary 图表=chart 统计图=chart 趋势=chart 批注=notes 备注=notes 意见=notes 附注=cell-note
        接管=take-over 占用=take-over 只读=take-over 首页=library 返回=library 新建=library 新增=library 导入=library
        打开=library 关闭=quit 退出=quit 注销=quit 帮助=help 怎么填=help 说明书=manual 教程=manual 怎么用=manual
        快捷键=keys 改键=keys 颜色=settings 语言=settings 英文=settings 护眼=settings 主题=settings 鼠标=mouse 菜单=palette
        dayin=export dyin=export dy=export sb=export shangbao=export bs=export daochu=export dc=export bc=save cunpan=save
        cp=save shenhe=findings jiaoyan=findings cw=findings cuowu=findings dg=finish dinggao=finish tuihui=finish
        suoding=finish cx=undo chexiao=undo bf=save-copy beifen=save-copy lcw=save-copy bz=help bangzhu=help tc=quit
        tuichu=quit qn=carry qunian=carry tq=carry tiqu=carry bl=fill-row fz=copy zt=paste cz=find chazhao=find
        ml=chapters mulu=chapters tb=chart tubiao=chart pz=notes fh=library",
    ),
    (
        Place::Library,
        Lang::Zh,
        "新建=new 新增=new 添加=new 创建=new 填报=new 导入=import 读取=import 取数=import 导表=import 上年报告=import 接收=import
        打开=open 编辑=open 录入=open 修改=open 删除=delete-report 作废=delete-report 恢复=deleted 回收站=deleted
        误删=deleted 还原=bring-back 查找=filter 搜索=filter 查询=filter 排序=sort 待办=sort 备份=backup U盘=backup
        拷贝=backup 存档=backup 归档=backup 换电脑=backup 历史=earlier-states 版本=earlier-states 示例=sample 练习=sample
        图表=chart 颜色=settings 帮助=help 教程=manual 快捷键=keys 注销=quit 关闭=quit xj=new xinjian=new dr=import
        daoru=import shanchu=delete-report beifen=backup",
    ),
    (
        Place::Text,
        Lang::Zh,
        "查找=find-text 搜索=find-text 替换=replace-text 改字=replace-text 参考稿=starting-text 范文=starting-text
        模板=starting-text 提纲=starting-text 怎么写=starting-text 联动=number-to-field 随表=number-to-field 引用=insert-field
        插入=insert-field 上年文字=last-text 去年=last-text 照抄=take-paragraph 沿用=take-paragraph 收费=fee-statement
        记事本=external-editor 目录=outline 大纲=outline 跳转=outline 保存=save 打印=export",
    ),
    (
        Place::Table,
        Lang::En,
        "print=export submit=export publish=export export=export pdf=export word=export excel=export html=export
        attachment=export template=export web_page=export check_sheet=export output=export save=save store=save autosave=save
        save_as=save-copy backup=save-copy usb=save-copy duplicate=save-copy check=findings validate=findings audit=findings
        errors=findings error=findings warnings=findings accept=findings reason=findings issues=findings balance=findings
        last_year=carry previous_year=carry carry_over=carry carry_forward=carry opening_balance=carry prefill=carry
        compare=compare-last-year difference=compare-last-year diff=compare-file returned=finish lock=finish unlock=finish
        reopen=finish approve=finish sign=finish finalize=finish finalise=finish reviewed_by=finish verify=second-keying
        double_entry=second-keying rekey=second-keying proofread=second-keying restore=states history=states version=states
        versions=states changes=changes track_changes=changes modified=changes undo=undo revert=undo take_back=undo redo=redo
        again=redo zero=fill-row zeros=fill-row nil=fill-report delete=clear erase=clear remove=clear cut=clear copy=copy
        paste=paste edit=edit correct=edit change=edit ditto=repeat-above drag=fill-down autofill=fill-down hide=skip-column
        direction=key-by-column n/a=not-applicable not_applicable=not-applicable formula=cell-rules rules=cell-rules
        totals=key-totals sum=select-table average=select-table count=select-table select_all=select-table find=find
        search=find go_to=find jump=find locate=find empty=next-unfilled blank=next-unfilled missing=next-unfilled
        data_entry=next-unfilled next_error=next-finding contents=chapters table_3=chapter-3 requests=chapter-3
        litigation=chapter-4 introduction=preamble signature=closing date=closing narrative=beside-table progress=summary
        overview=summary status=summary chart=chart graph=chart trend=chart comment=report-note remark=report-note
        note=report-note who_changed=cell-history read-only=take-over home=library back=undo import=library
        close=quit exit=quit quit=quit log_out=quit help=help how_to=help guide=manual tutorial=manual shortcuts=keys
        hotkeys=keys colours=settings colors=settings theme=settings language=settings dark=settings mouse=mouse menu=palette",
    ),
    (
        Place::Library,
        Lang::En,
        "new=new create=new add=new start=new import=import load=import convert=import open=open edit=open data_entry=open
        delete=delete-report undelete=deleted trash=deleted recycle_bin=deleted restore=deleted search=filter find=filter
        sort=sort backup=backup archive=backup usb=backup history=earlier-states version=earlier-states sample=sample
        demo=sample",
    ),
    (
        Place::Text,
        Lang::En,
        "find=find-text search=find-text replace=replace-text substitute=replace-text template=starting-text
        draft=starting-text starter=starting-text link=number-to-field field=insert-field insert=insert-field
        last_year=last-text reuse=take-paragraph fees=fee-statement notepad=external-editor headings=outline",
    ),
];

#[test]
fn what_clerks_try_is_among_the_first_three() {
    let mut missed = Vec::new();
    let mut counts = [0, 0];
    for (place, lang, words) in TRIED {
        let mut desk = place.desk(lang);
        for tried in words.split_whitespace() {
            let (word, name) = tried.split_once('=').expect("a word and a command");
            let command = Command::ALL.iter().find(|command| command.name() == name);
            let title = command.unwrap_or_else(|| panic!("{name}")).title(lang);
            let found = listed(&mut desk, &word.replace('_', " "));
            if !found.iter().take(3).any(|listed| listed == title) {
                missed.push(format!("{place:?} {word}: {title} is not in {found:?}"));
            }
            counts[usize::from(lang == Lang::En)] += 1;
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(counts[0] >= 150 && counts[1] >= 100, "{counts:?}");
}

#[test]
fn what_the_program_does_not_do_is_answered_in_a_calm_line_that_fits() {
    let tried = [
        "打印 密码 登录 账号 联网 上传 网报 同步 盖章 签章 电子签名 字体 放大 剪切 邮件 微信 升级 更名 单位资料
        插入行 增加列 录入 mima denglu",
        "print password login log_in account upload online email update cut rename add_row stamp font zoom",
    ];
    for (lang, words) in [Lang::Zh, Lang::En].into_iter().zip(tried) {
        for place in [Place::Library, Place::Table, Place::Text] {
            let mut desk = place.desk(lang);
            desk.resize(80, 24);
            for word in words.split_whitespace().map(|word| word.replace('_', " ")) {
                desk.keys("<ctrl-p>").keys(&word);
                let words = answer(&word, false, lang).unwrap_or_else(|| panic!("{word}"));
                let end = words.rsplit(['，', '；', ',', ' ']).next().unwrap_or_default();
                let end = if end.contains('‹') { "" } else { end };
                assert!(desk.shows(end), "{place:?} {word}: {words}\n{}", desk.screen());
                assert!(!desk.shows("‹"), "{}", desk.screen());
                desk.keys("<esc>");
            }
        }
    }
    // What is given elsewhere is said to be.
    let mut desk = Place::Library.desk(Lang::Zh);
    desk.keys("<ctrl-p>存盘").assert_shows("“保存”在报告中使用：先选一份报告，按 Enter 打开");
    let mut desk = Place::Table.desk(Lang::Zh);
    desk.keys("<ctrl-p>合并报表").assert_shows("“汇总台”在报告库中使用");
    let mut desk = Place::Text.desk(Lang::En);
    desk.keys("<ctrl-p>consolidate").assert_shows("“Collecting desk”");
    let mut desk = Place::Text.desk(Lang::En);
    desk.keys("<ctrl-p>zeros").assert_shows("“Fill the row with 0” belongs to the table of a report");
}

#[test]
fn what_is_called_just_that_comes_first_in_words_and_in_pinyin() {
    let mut desk = Place::Table.desk(Lang::Zh);
    for (query, title) in [
        ("打印", "导出"),
        ("上报", "导出"),
        ("备份", "另存为"),
        ("存盘", "保存"),
        ("撤回", "撤销"),
        ("求和", "全选本表"),
        ("校验", "问题清单"),
        ("审核", "问题清单"),
        ("提取", "提取上年数"),
        ("填零", "本行补 0"),
        ("锁定", "定稿/撤销定稿"),
        ("退回", "定稿/撤销定稿"),
        ("公式", "本格的校验规则"),
        ("下拉", "向下填充"),
        ("dc", "导出"),
        ("dayin", "导出"),
        ("dyin", "导出"),
        ("cx", "撤销"),
        ("bc", "保存"),
        // What is called so comes before what is called so besides, and the shorter before the longer.
        ("粘贴", "粘贴"),
        ("复制", "复制"),
        ("全选", "全选本表"),
    ] {
        let found = listed(&mut desk, query);
        assert_eq!(found.first().map(String::as_str), Some(title), "{query}: {found:?}");
    }
}

#[test]
fn the_palette_says_why_a_command_is_listed_which_keys_give_it_and_what_it_does() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-p>报送").assert_shows("导出").assert_shows("Ctrl-E o").assert_shows("= 报送");
    desk.assert_shows("打印也从这里");
    desk.keys("<f1>").assert_shows("短的在前");
}
