//! Copying and pasting blocks of figures.

use gouji::domain::text::Lang;

use super::desk::Desk;

#[test]
fn a_pasted_block_is_shown_first_and_written_as_one_edit() {
    let mut desk = Desk::with_blank();
    desk.paste("1\t2\t3\n4\t5\t6");
    desk.assert_shows("将写入 6 格");
    assert_eq!(desk.figure("requests.new.natural_person"), "", "nothing is written before Enter");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.research"), "3");
    assert_eq!(desk.figure("requests.carried_in.research"), "6");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
    assert_eq!(desk.figure("requests.carried_in.research"), "");
}

#[test]
fn escape_gives_a_paste_up() {
    let mut desk = Desk::with_blank();
    desk.paste("1\t2").keys("<esc>");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
}

#[test]
fn lines_with_labels_go_to_the_rows_they_name() {
    let mut desk = Desk::with_blank();
    desk.paste("\t自然人\t商业企业\n(一)予以公开\t5\t1\n3.要求提供公开出版物\t2\t0");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.granted.natural_person"), "5");
    assert_eq!(desk.figure("requests.granted.enterprise"), "1");
    assert_eq!(desk.figure("requests.unprocessed_publication.natural_person"), "2");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
}

#[test]
fn pasted_totals_that_agree_are_dropped_and_others_become_controls() {
    let mut desk = Desk::with_blank();
    desk.paste("1\t2\t3\t0\t0\t0\t6\n1\t0\t0\t0\t0\t0\t9");
    desk.assert_shows("总计 相符").assert_shows("作为原件总计保留");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.total"), "");
    assert_eq!(desk.figure("requests.carried_in.total"), "9");
}

#[test]
fn what_is_no_figure_or_falls_outside_is_said_and_not_written() {
    let mut desk = Desk::with_blank();
    desk.keys("<end><left>");
    desk.paste("１，０００\t6\t7\n1.5\t\t8");
    desk.assert_shows("落在表格之外").assert_shows("不是本格可填的数字");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.other_org"), "1000");
    assert_eq!(desk.figure("requests.carried_in.other_org"), "");
}

#[test]
fn text_without_figures_is_refused() {
    let mut desk = Desk::with_blank();
    desk.paste("");
    desk.assert_shows("没有数");
}

#[test]
fn a_selection_is_copied_with_tabs_and_pasted_elsewhere() {
    let mut desk = Desk::with_sample();
    desk.keys("<shift-right><shift-right><shift-down><ctrl-c>");
    assert_eq!(desk.copied, ["7\t0\t0\n0\t0\t0"]);
    desk.keys("<alt-4><ctrl-v>");
    desk.assert_shows("将写入 6 格");
    desk.keys("<enter>");
    assert_eq!(desk.figure("disputes.reconsideration.upheld"), "7");
}

#[test]
fn deleting_a_selection_is_one_edit() {
    let mut desk = Desk::with_sample();
    desk.keys("<shift-down><shift-down><delete>");
    assert_eq!(desk.report().session.report().unfilled(), 3);
    desk.keys("<ctrl-z>");
    assert_eq!(desk.report().session.report().unfilled(), 0);
}

#[test]
fn several_cells_pasted_behind_a_begun_figure_are_refused_and_never_join_it() {
    let mut desk = Desk::with_blank();
    desk.keys("1").paste("2\n0\n5\n").assert_shows("正在键入一个数字");
    desk.paste("2\t0").assert_shows("正在键入一个数字");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "1", "what was begun is still there");
    desk.paste("2\t0").keys("<enter>");
    assert_eq!(desk.figure("requests.new.enterprise"), "2");
    assert_eq!(desk.figure("requests.new.research"), "0");
}

#[test]
fn what_is_typed_over_the_preview_of_a_paste_is_told_to_do_nothing() {
    let mut desk = Desk::with_blank();
    desk.paste("2\t0").keys("4").assert_shows("这里不能输入").assert_shows("将写入 2 格");
}

#[test]
fn a_number_pasted_behind_a_begun_figure_continues_it_and_anything_else_is_refused() {
    let mut desk = Desk::with_blank();
    desk.keys("1").paste("23\n").paste("4.5").assert_shows("不成一个数");
    desk.paste(",5").paste(" 5").paste("5,6,7").assert_shows("不成一个数");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "123");
    desk.keys("1").paste(",234").keys("<enter>");
    assert_eq!(desk.figure("requests.new.enterprise"), "1234");
}

#[test]
fn heads_of_columns_take_up_no_row() {
    let mut desk = Desk::with_blank();
    desk.paste("自然人\t商业企业\n3\t4\n5\t6").keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "3");
    assert_eq!(desk.figure("requests.carried_in.enterprise"), "6");
}

/// What Excel puts on the clipboard: merged cells as blanks, cells with line breaks in quotes, CRLF.
const EXCEL: &str = "\"（本列数据的勾稽关系为：第一项加第二项之和，\n等于第三项加第四项之和）\"\t\t\t申请人情况\t\t\t\t\t\t\r\n\
    \t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\r\n\
    \t\t\t\t\"商业\n企业\"\t\"科研\n机构\"\t社会公益组织\t法律服务机构\t其他\t\r\n\
    一、本年新收政府信息公开申请数量\t\t\t7\t1\t0\t0\t0\t0\t8\r\n\
    二、上年结转政府信息公开申请数量\t\t\t0\t0\t0\t0\t0\t2\t2\r\n\
    \"三、本年度\n办理结果\"\t\"（一）\n予以公开\"\t\t5\t1\t0\t0\t0\t0\t6\r\n\
    \t（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t\t2\t0\t0\t0\t0\t0\t2\r\n\
    \t\"（三）\n不予公开\"\t1.属于国家秘密\t0\t0\t0\t0\t0\t1\t1\r\n\
    \t\t\"3.危及\"\"三安全一稳定\"\"\"\t0\t3\t0\t0\t0\t0\t3\r\n";

#[test]
fn a_table_from_a_spreadsheet_finds_its_rows_and_columns_wherever_the_cursor_stands() {
    for keys in ["", "<ctrl-end>", "<down><down><right>"] {
        let mut desk = Desk::with_blank();
        desk.keys(keys).paste(EXCEL).assert_shows("将写入 36 格");
        desk.keys("<enter>");
        for (cell, figure) in [
            ("new.natural_person", "7"),
            ("new.enterprise", "1"),
            ("carried_in.other_org", "2"),
            ("granted.natural_person", "5"),
            ("partial.natural_person", "2"),
            ("denied_state_secret.other_org", "1"),
            ("denied_security_stability.enterprise", "3"),
            ("denied_other_law.enterprise", ""),
            ("granted.total", ""),
        ] {
            assert_eq!(desk.figure(&format!("requests.{cell}")), figure, "{cell}, from {keys}");
        }
    }
}

#[test]
fn labels_place_their_lines_in_any_order_and_an_unknown_one_is_said_first_and_not_written() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>");
    let mut text = String::from("四、结转下年度继续办理\t3\t0\t0\t0\t0\t0\t3\n");
    text += "（八）移送其他机关\t9\t9\t9\t9\t9\t9\t54\n行政许可\t12\t\t\t\t\t\t\n";
    text += "（三）不予公开\t8\t\t\t\t\t\t\n（二）部分公开\t5\t1\t0\t0\t0\t0\t6\n";
    for row in ["信访举报投诉类申请", "②重复申请", "（1）属于国家秘密", "3、 要求提供 公开出版物", "其它", "七、总计"]
    {
        text += &format!("{row}\t2\t0\t0\t0\t0\t0\t2\n");
    }
    desk.paste(&text);
    desk.assert_shows("“（八）移送其他机关”：表三没有这一行，7 个数字未写入").assert_shows("“行政许可”：是表二的行");
    desk.assert_shows("“（三）不予公开”：在表三是一组");
    let screen = desk.screen();
    assert!(screen.find("没有这一行") < screen.find("写入 四、结转下年"), "doubts come first: {screen}");
    desk.keys("<enter>");
    for (cell, figure) in [
        ("new.natural_person", ""),
        ("carried_out.natural_person", "3"),
        ("partial.enterprise", "1"),
        ("unprocessed_petition.natural_person", "2"),
        ("unprocessed_repeat.natural_person", "2"),
        ("denied_state_secret.natural_person", "2"),
        ("unprocessed_publication.natural_person", "2"),
        ("other_other.natural_person", "2"),
        ("handled.natural_person", "2"),
        ("carried_in.natural_person", ""),
    ] {
        assert_eq!(desk.figure(&format!("requests.{cell}")), figure, "{cell}");
    }
    assert_eq!(desk.figure("proactive.licensing.decisions"), "");
}

#[test]
fn heads_above_place_columns_in_any_order_and_an_unknown_one_is_said() {
    let mut desk = Desk::with_blank();
    desk.paste("项目\t总计\t商业企业\t占比\t自然人\n（一）予以公开\t6\t1\t83\t5\n（二）部分公开\t2\t0\t17\t2");
    desk.assert_shows("表头“占比”").assert_shows("2 个数字未写入");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.granted.natural_person"), "5");
    assert_eq!(desk.figure("requests.granted.enterprise"), "1");
    assert_eq!(desk.figure("requests.granted.research"), "");
    assert_eq!(desk.figure("requests.partial.natural_person"), "2");
}

/// A page's table as browsers put it on the clipboard, where cells hold paragraphs: only tabs part cells.
fn web(rows: &[(&[&str], &str)]) -> String {
    let mut text = String::new();
    for (label, figures) in rows {
        text += &label.join("\n\n");
        for figure in figures.split(' ') {
            text += &format!("\n\n\t\n\n{figure}");
        }
        text += "\n\n";
    }
    text
}

#[test]
fn cells_of_a_web_page_that_hold_paragraphs_are_put_together() {
    let heads = "项目\n\n\t\n\n自然人\n\n\t\n\n法人或其他组织\n\n\t\n\n总计\n\n商业\n\n企业\n\n\t\n\n科研机构\n\n\t\n\n社会公益组织\n\n\t\n\n法律服务机构\n\n\t\n\n其他\n\n";
    let rows: [(&[&str], &str); 4] = [
        (&["一、本年新收政府信息", "公开申请数量"], "7 1 0 0 0 0 8"),
        (&["三、本年度办理结果", "（一）予以", "公开"], "5 1 0 0 0 0 6"),
        (&["（三）不予公开", "1.属于国家", "秘密"], "1 0 0 0 0 0 1"),
        (&["没有的", "一行"], "9 9 9 9 9 9 54"),
    ];
    for heads in ["", heads] {
        let mut desk = Desk::with_blank();
        desk.keys("<down>").paste(&format!("{heads}{}", web(&rows)));
        desk.assert_shows("将写入 18 格").assert_shows("表三没有这一行");
        desk.keys("<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), "7");
        assert_eq!(desk.figure("requests.new.enterprise"), "1");
        assert_eq!(desk.figure("requests.granted.natural_person"), "5");
        assert_eq!(desk.figure("requests.denied_state_secret.natural_person"), "1");
        assert_eq!(desk.figure("requests.carried_in.natural_person"), "");
        assert_eq!(desk.figure("requests.denied_other_law.natural_person"), "");
    }
    // Only the label is broken, and the figures stand on the line of its last piece, or below it.
    for text in [
        "二、上年结转政府信息\n公开申请数量\t3\t0\t0\t0\t0\t0\t3\n",
        "二、上年结转政府信息\n公开申请数量\n3\t0\t0\t0\t0\t0\t3\n",
    ] {
        let mut desk = Desk::with_blank();
        desk.paste(text).keys("<enter>");
        assert_eq!(desk.figure("requests.carried_in.natural_person"), "3");
        assert_eq!(desk.figure("requests.new.natural_person"), "");
    }
}

#[test]
fn a_table_of_several_heads_is_read_section_by_section() {
    let mut desk = Desk::with_blank();
    let text = "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n\
        第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t12\n第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t77.28\n";
    desk.paste(text).assert_shows("表二").assert_shows("将写入 8 格");
    desk.keys("<enter>");
    assert_eq!(desk.figure("proactive.normative_documents.in_force"), "6");
    assert_eq!(desk.figure("proactive.licensing.decisions"), "12");
    assert_eq!(desk.figure("proactive.fees.amount"), "77.28");
}

#[test]
fn rows_with_the_same_label_are_told_apart_by_their_group() {
    let mut desk = Desk::with_blank();
    desk.paste("（三）不予公开\t1.\t4\n\t2.\t5\n（四）无法提供\t1.\t6").keys("<enter>");
    assert_eq!(desk.figure("requests.denied_state_secret.natural_person"), "4");
    assert_eq!(desk.figure("requests.denied_other_law.natural_person"), "5");
    assert_eq!(desk.figure("requests.unavailable_not_held.natural_person"), "6");
    let mut desk = Desk::with_blank();
    desk.paste("1.\t4").assert_shows("无法确定");
    desk.keys("<enter>");
    assert_eq!(desk.report().session.report().unfilled(), 166);
}

#[test]
fn a_block_of_another_table_goes_there_and_its_undo_comes_back() {
    let mut desk = Desk::with_blank();
    desk.keys("<down>");
    let at = desk.at();
    desk.paste("行政复议\t1\t0\t0\t0\t1\n未经复议直接起诉\t0\t2\t0\t0\t2").assert_shows("写入表四");
    desk.keys("<enter>");
    assert_eq!(desk.at(), "disputes.reconsideration.upheld");
    assert_eq!(desk.figure("disputes.litigation_direct.corrected"), "2");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.at(), at, "the cursor is where the paste began");
    assert_eq!(desk.figure("disputes.litigation_direct.corrected"), "");
    // As it is printed: one line under three groups of heads.
    let heads = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计";
    let text = format!(
        "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n{heads}\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n\t\t\t\t\t{heads}\t{heads}\n\
         1\t0\t0\t0\t1\t0\t2\t0\t0\t2\t0\t0\t3\t0\t3\n"
    );
    desk.paste(&text).assert_shows("写入表四");
    desk.keys("<enter>");
    assert_eq!(desk.figure("disputes.reconsideration.upheld"), "1");
    assert_eq!(desk.figure("disputes.litigation_direct.corrected"), "2");
    assert_eq!(desk.figure("disputes.litigation_after_reconsideration.other"), "3");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "");
}

/// Unlabelled lines of table three, with or without the row of totals: line n holds n and n, and their sum.
fn lines(rows: usize, with_total: bool) -> String {
    let line = |n: usize| format!("{n}\t{n}\t0\t0\t0\t0\t{}", 2 * n);
    let mut lines: Vec<String> = (1..=rows).map(line).collect();
    if with_total {
        lines.insert(rows - 1, line((3..rows).sum()));
    }
    lines.join("\n")
}

#[test]
fn a_block_without_labels_never_shifts_rows_into_or_out_of_the_totals() {
    let mut desk = Desk::with_blank();
    desk.paste(&lines(24, false)).assert_shows("跳过“（七）总计”");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.other_other.natural_person"), "23");
    assert_eq!(desk.figure("requests.handled.natural_person"), "", "no total is keyed");
    assert_eq!(desk.figure("requests.carried_out.natural_person"), "24");
    let mut desk = Desk::with_blank();
    desk.paste(&lines(24, true));
    assert!(!desk.shows("跳过"), "{}", desk.screen());
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.handled.natural_person"), "", "it is the sum");
    assert_eq!(desk.figure("requests.carried_out.natural_person"), "24");
    // One line too few, and no total among them: the last one stands on the total row and is said before all others.
    let mut desk = Desk::with_blank();
    desk.keys("<down>").paste(&lines(24, false));
    let screen = desk.screen();
    assert!(screen.find("作为原件总计保留") < screen.find("第 1 行"), "{screen}");
    desk.assert_shows("（七）总计 · 自然人：粘贴的是 23");
}

#[test]
fn a_last_column_or_line_that_is_the_sum_of_the_others_is_doubted_where_no_total_is() {
    for text in ["5\t1\t6\n2\t2\t4", "5\t1\n2\t2\n7\t3"] {
        let mut desk = Desk::with_blank();
        desk.paste(text).assert_shows("疑为总计");
    }
    let mut desk = Desk::with_blank();
    desk.paste("5\t0\t5\n2\t3\t9");
    assert!(!desk.shows("疑为总计"), "{}", desk.screen());
}

#[test]
fn several_figures_in_one_line_are_cells_or_refused_and_never_one_figure() {
    for text in ["7 8 9 0 0 0 24", "7,8,9,0,0,0,24", "7，8，9，0，0，0，24", "7 、8、9、0、0、0、24"] {
        let mut desk = Desk::with_blank();
        desk.paste(text).assert_shows("分为几格");
        desk.keys("<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), "7", "{text}");
        assert_eq!(desk.figure("requests.new.research"), "9", "{text}");
        assert_eq!(desk.figure("requests.new.total"), "", "{text}");
    }
    for text in ["3,5", "12,34", "3 5", "7 8件", "3，5", "1e3", "3;5", "1,2345"] {
        let mut desk = Desk::with_blank();
        desk.paste(text).assert_shows("不是本格可填的数字");
        desk.keys("<enter>");
        assert_eq!(desk.report().session.report().unfilled(), 166, "{text}");
    }
    for text in ["1,234", "1，234", "１２３４件\r\n"] {
        let mut desk = Desk::with_blank();
        desk.paste(text).keys("<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), "1234", "{text}");
    }
    let mut desk = Desk::with_blank();
    desk.paste("予以公开,\"1,234\",5\n部分公开,2,0\n").keys("<enter>");
    assert_eq!(desk.figure("requests.granted.natural_person"), "1234");
    assert_eq!(desk.figure("requests.partial.natural_person"), "2");
}

#[test]
fn undoing_a_paste_puts_the_cursor_where_it_was() {
    let mut desk = Desk::with_blank();
    desk.keys("<down><down><right>");
    let at = desk.at();
    desk.paste("四、结转下年度继续办理\t3\n（一）予以公开\t2").keys("<enter><ctrl-home>5<enter><ctrl-z><ctrl-z>");
    assert_eq!(desk.at(), at);
    assert_eq!(desk.figure("requests.granted.natural_person"), "");
    desk.keys("<ctrl-y>");
    assert_eq!(desk.figure("requests.granted.natural_person"), "2");
    assert_eq!(desk.at(), "requests.granted.natural_person", "redoing shows what it writes");
}

#[test]
fn signs_and_dashes_are_read_as_on_paper_and_a_dash_is_doubted() {
    let mut desk = Desk::with_blank();
    desk.paste("-\t—\t/\t-4\n1\t2\t3\t4")
        .assert_shows("“-”读作不适用（/），共 2 格")
        .assert_shows("“-4”不是本格可填的数字");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "/");
    assert_eq!(desk.figure("requests.new.public_interest"), "");
}

#[test]
fn what_a_paste_replaces_is_counted_and_shown() {
    let mut desk = Desk::with_sample();
    desk.paste("9\t0\t0").assert_shows("1 格原有其他数字").assert_shows("7 改 9");
}

#[test]
fn blank_lines_and_lines_of_words_keep_their_place_in_a_block_without_labels() {
    for text in ["5\n\n7\n8", "5\t1\n\t\n7\t2", "5\t1\n见附件\t无数据\n7\t2", "5\t1\n3,5\t12,34\n7\t2"] {
        let mut desk = Desk::with_blank();
        desk.paste(text).keys("<enter>");
        assert_eq!(desk.figure("requests.new.natural_person"), "5", "{text}");
        assert_eq!(desk.figure("requests.carried_in.natural_person"), "", "{text}");
        assert_eq!(desk.figure("requests.granted.natural_person"), "7", "{text}");
    }
    let mut desk = Desk::with_blank();
    desk.paste("5\t1\n3,5\t12,34\n7\t2").assert_shows("“3,5”不是本格可填的数字");
}
