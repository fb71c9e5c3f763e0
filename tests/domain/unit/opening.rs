//! What stands alone of `domain::opening`.

use gouji::domain::opening::*;

#[test]
fn headings_stay_and_sentences_and_figures_go() {
    let text = "（一）主动公开。全年公开信息312条。\n（二）依申请公开\n收到申请7件。\n　　1.平台建设：改版网站。\n2．信息管理\n（三）共收到申请7件。\n（四）全年累计举办各类业务培训班和专题讲座并组织工作人员参加省市考试。\n一、总体\n没有编号的一段。";
    assert_eq!(headings(text), "（一）主动公开。\n（二）依申请公开\n1.平台建设。\n2．信息管理\n一、总体");
    assert_eq!(headings(""), "");
    assert_eq!(headings("（一）\n（）甲\n()"), "");
}
