//! Numbers of requests, carried over, answered, by applicant, and that there were none.

use super::{assert_found, assert_silent};

const BUREAU: &str = "某某县民政局";
const COUNTY: &str = "某某县人民政府";
const TOWN: &str = "某某县清河镇人民政府";
const STREET: &str = "某某市东湖街道办事处";
const OFFICE: &str = "某某县人民政府办公室";

#[test]
fn numbers_of_requests_that_agree_are_silent() {
    assert_silent(&[
        (BUREAU, "new=7 granted=7", "2022年我局共收到政府信息公开申请7件，均已按规定程序答复。"),
        (BUREAU, "new=7 granted=7", "2022 年度，本机关共收到依申请公开 7 件，办结 7 件，办结率 100%。"),
        (BUREAU, "new=12 granted=12", "全年受理政府信息公开申请十二件，较上年增加五件，同比增长71.4%。"),
        (
            BUREAU,
            "new=105 granted=105",
            "本年度共接收公民、法人和其他组织提出的政府信息公开申请一百零五件，全部按时办结。",
        ),
        (BUREAU, "new=1136 granted=1136", "全年共收到政府信息公开申请1,136件，按期答复1136件。"),
        (BUREAU, "new=7 granted=7", "（二）依申请公开\n全年收到申请７件，已全部答复。"),
        (BUREAU, "new=2 granted=2", "（二）依申请公开情况。共收到两件申请，均在法定期限内答复。"),
        (
            BUREAU,
            "new=10 carried_in=2 granted=11 carried_out=1",
            "全年新收政府信息公开申请10件，上年结转2件，共办结11件，结转下年度1件。",
        ),
        (
            BUREAU,
            "new=10 carried_in=2 granted=11 carried_out=1",
            "本年收到和上年结转政府信息公开申请共12件，办结11件，结转至下一年度继续办理1件。",
        ),
        (
            BUREAU,
            "new=10 carried_in=2 granted=11 carried_out=1",
            "收到政府信息公开申请12件（含上年度结转申请2件），答复11件，剩余1件结转下年度继续办理。",
        ),
        (
            STREET,
            "new=12 granted=10 carried_out=2",
            "2022年，本街道共收到12件信息公开申请，其中10件已按时答复，另有2件结转下年度继续办理。",
        ),
        (BUREAU, "new=5 granted=5", "制定了依申请公开办理流程。全年共收到申请5件，其中信函申请2件、网上申请3件。"),
        (BUREAU, "new=5 granted=5", "我局通过门户网站收到政府信息公开申请3件，通过邮寄方式收到2件。"),
        (BUREAU, "new=5 granted=5", "自2008年5月条例施行以来，累计受理政府信息公开申请312件。"),
        (BUREAU, "new=5 granted=5", "2021年收到政府信息公开申请9件；2022年收到政府信息公开申请5件，比上年减少4件。"),
        (BUREAU, "new=5 granted=5", "全县共收到政府信息公开申请230件，其中我局收到政府信息公开申请5件。"),
        (OFFICE, "new=5 granted=5", "全县各级各部门共受理政府信息公开申请410件，答复405件。"),
        (
            COUNTY,
            "new=41 granted=41",
            "2022年全县共收到政府信息公开申请41件，其中县政府办公室收到6件，各部门收到35件。",
        ),
        (COUNTY, "new=41 granted=41", "县本级收到政府信息公开申请6件。"),
        (TOWN, "new=3 granted=3", "截至2022年12月31日，全镇共收到依申请公开3件，办结3件。"),
        (TOWN, "new=3 granted=3", "办理政府信息公开申请3件，办理群众信访件46件，答复46件。"),
        (BUREAU, "new=3 granted=3", "回复网民留言85条，办结领导信箱来信82件，受理热线工单120件。"),
        (BUREAU, "new=3 granted=3", "严格规范依申请公开。承办人大代表建议5件、政协提案3件，均已按期答复8件。"),
        (BUREAU, "new=3 granted=3", "主动公开政府信息1136条，受理行政许可申请200件，办结200件。"),
        (BUREAU, "new=8 granted=7 other_other=1", "收到政府信息公开申请8件，其中申请人撤回1件，其余7件已作出答复。"),
        (BUREAU, "new=30 granted=30", "全年收到政府信息公开申请近30件。"),
        (BUREAU, "new=33 granted=33", "收到政府信息公开申请30余件，涉及3至5个领域。"),
        (BUREAU, "new=7 granted=7", "收到县政府转来的政府信息公开申请2件，协助办理4件。"),
        (BUREAU, "new=7 granted=7", "上半年收到政府信息公开申请3件，下半年收到4件。"),
        (BUREAU, "new=7 granted=7", "1至6月收到政府信息公开申请3件。"),
        (BUREAU, "new=20 granted=20", "张某一人提交政府信息公开申请15件，属于大量申请。"),
        (BUREAU, "new=7 granted=7", "印发《某某县民政局收到政府信息公开申请9件的通知》，收到政府信息公开申请7件。"),
        (
            BUREAU,
            "new=2 new.enterprise=1 new.legal_service=2 granted=2 granted.enterprise=1 granted.legal_service=2",
            "共收到政府信息公开申请5件，其中自然人申请2件，法人或其他组织申请3件。",
        ),
        (
            BUREAU,
            "new=2 new.enterprise=1 granted=2 granted.enterprise=1",
            "全年收到3件申请公开政府信息，自然人2件、法人和其他组织1件。",
        ),
        (BUREAU, "", "2022年，我局未收到政府信息公开申请。"),
        (BUREAU, "", "（二）依申请公开。全年没有收到公民、法人和其他组织关于政府信息公开的申请。"),
        (TOWN, "", "本年度收到政府信息公开申请0件，无上年结转，结转下年度0件。"),
        (TOWN, "", "全年收到依申请公开申请数为0，未发生因政府信息公开引起的行政复议、行政诉讼。"),
        (STREET, "new=36 granted=36", "未收到对依申请公开答复的投诉；没有因依申请公开收取费用。"),
        (BUREAU, "new=6 granted=6", "全年未收到网上依申请公开，收到信函申请6件。"),
        (BUREAU, "new=6 granted=6", "去年未收到政府信息公开申请，今年收到6件。"),
        (BUREAU, "new=6 granted=6", "政府信息公开申请共收到6件，同比增加2件。"),
        (BUREAU, "new=6 carried_in=1 granted=7", "全年办理政府信息公开申请7件，按时答复率100%。"),
        (
            STREET,
            "new=39 granted=37 carried_out=2 disputes.reconsideration.upheld=31",
            "东湖街道办事处通过政府门户网站共办理并答复信息公开申请3件、纸质申请36件，顺延至下一年答复2件。因信息公开引起的行政复议31件，行政诉讼0件。",
        ),
        (
            STREET,
            "new=16 carried_in=1 granted=16 carried_out=1",
            "东湖街道共受理政府信息公开申请16件，上年结转政府信息公开办理数量1件，共办结政府信息公开申请16件，结转至2023年办理1件。",
        ),
        (TOWN, "new=3 granted=3", "全县共收到政府信息公开申请300件，清河镇收到政府信息公开申请3件。"),
        (COUNTY, "new=41 granted=41", "县自然资源局收到政府信息公开申请15件，办结15件。"),
        (BUREAU, "", "全年未收到依申请公开来信，无意见投诉情况。"),
        (STREET, "", "2022年我街道共收到政府信息依申请公开件0件。"),
        (BUREAU, "new=6 granted=6", "没有因政府信息公开申请方面的投诉，不存在依申请公开逾期答复的情况。"),
        (BUREAU, "new=9 granted=9", "收到政府信息公开申请9件，按期答复9件，其中当面答复2件、书面答复7件。"),
        (BUREAU, "new=6 granted=6", "依申请公开受理渠道畅通，全年受理各类申请6件，办结率、满意率均为100%。"),
        (BUREAU, "new=8 granted=8", "今年以来，我局共受理依申请公开8件，与去年的5件相比增加3件，已全部办结。"),
        (
            BUREAU,
            "new=8 granted=8",
            "共收到政府信息公开申请8件，其中网上平台申请6件，信函申请2件；答复率100%，无因此引发的诉讼。",
        ),
        (
            BUREAU,
            "new=4 carried_in=1 granted=4 carried_out=1",
            "政府信息公开申请新收4件，结转上年1件，办结4件，尚有1件结转至下年度。",
        ),
        (
            COUNTY,
            "new=90 granted=90",
            "2022年，全县受理政府信息公开申请90件，其中县公安局20件、县住建局18件，均按期答复。",
        ),
        (BUREAU, "new=6 granted=6", "依申请公开：全年共受理6件，其中，面向科室转办4件。"),
    ]);
}

#[test]
fn numbers_of_requests_that_disagree_are_found_with_their_words_and_cells() {
    assert_found(&[
        (
            BUREAU,
            "new=7 granted=7",
            "2022年我局共收到政府信息公开申请8件，均已按规定程序答复。",
            &[("TX-01", "收到政府信息公开申请8件", "requests.new.total")],
        ),
        (
            BUREAU,
            "new=7 granted=7",
            "2022 年度，共收到依申请公开 9 件，办结 7 件。",
            &[("TX-01", "收到依申请公开 9 件", "requests.new.total")],
        ),
        (
            BUREAU,
            "new=12 granted=12",
            "全年受理政府信息公开申请二十一件。",
            &[("TX-01", "受理政府信息公开申请二十一件", "requests.new.total")],
        ),
        (
            STREET,
            "new=12 granted=10 carried_out=2",
            "本街道共收到13件信息公开申请，其中10件已按时答复。",
            &[("TX-01", "收到13件信息公开申请", "requests.new.total")],
        ),
        (
            BUREAU,
            "new=10 carried_in=2 granted=11 carried_out=1",
            "本年收到和上年结转政府信息公开申请共13件。",
            &[("TX-01", "收到和上年结转政府信息公开申请共13件", "requests.new.total")],
        ),
        (
            BUREAU,
            "new=10 carried_in=2 granted=11 carried_out=1",
            "新收政府信息公开申请10件，上年结转3件，办结11件，结转下年度2件。",
            &[
                ("TX-02", "上年结转3件", "requests.carried_in.total"),
                ("TX-02", "结转下年度2件", "requests.carried_out.total"),
            ],
        ),
        (
            BUREAU,
            "new=10 granted=10",
            "收到政府信息公开申请10件，答复9件。",
            &[("TX-03", "答复9件", "requests.handled.total")],
        ),
        (
            BUREAU,
            "new=10 granted=10",
            "（二）依申请公开情况\n全年共收到申请10件。\n按时办结政府信息公开申请 11 件。",
            &[("TX-03", "按时办结政府信息公开申请 11 件", "requests.handled.total")],
        ),
        (
            COUNTY,
            "new=41 granted=41",
            "2022年全县共收到政府信息公开申请42件。",
            &[("TX-01", "收到政府信息公开申请42件", "requests.new.total")],
        ),
        (
            BUREAU,
            "new=2 new.enterprise=3 granted=2 granted.enterprise=3",
            "收到政府信息公开申请5件，其中自然人申请3件，法人或其他组织申请2件。",
            &[
                ("TX-07", "自然人申请3件", "requests.new.natural_person"),
                ("TX-07", "法人或其他组织申请2件", "requests.new.enterprise"),
            ],
        ),
        (
            TOWN,
            "new=3 granted=3",
            "清河镇共收到政府信息公开申请五件。",
            &[("TX-01", "收到政府信息公开申请五件", "requests.new.total")],
        ),
        (
            STREET,
            "new=16 granted=16",
            "东湖街道受理依申请公开事项一百零六件，办结16件。",
            &[("TX-01", "受理依申请公开事项一百零六件", "requests.new.total")],
        ),
        (
            BUREAU,
            "new=1 granted=1",
            "（二）依申请公开。2022年未收到政府信息公开申请。",
            &[("TX-09", "未收到政府信息公开申请", "requests.new.total")],
        ),
        (
            TOWN,
            "new=1 granted=1",
            "全年收到政府信息公开申请 0 件。",
            &[("TX-09", "收到政府信息公开申请 0 件", "requests.new.total")],
        ),
        (
            TOWN,
            "",
            "全年收到政府信息公开申请4件，办结4件。",
            &[
                ("TX-03", "办结4件", "requests.handled.total"),
                ("TX-09", "收到政府信息公开申请4件", "requests.new.total"),
            ],
        ),
        (
            BUREAU,
            "new=6 carried_in=1 granted=7",
            "全年办理政府信息公开申请9件。",
            &[("TX-01", "办理政府信息公开申请9件", "requests.new.total")],
        ),
    ]);
}
