//! Layouts of one table: wordings of heads, their order and depth, what stands above, between and below the lines.

use gouji::domain::proposal::Place;
use gouji::import::ImportError;
use gouji::import::register::{Why, read};

use super::{csv, holds, left_out, lines, place, sheet};
use crate::sheets::xlsx;

#[test]
fn heads_of_the_union_of_portals_are_known() {
    let table = "编号|收到日期|申请人|申请人类别|渠道|申请内容|补正告知|补正收到|征求意见自|征求意见至|延期告知|答复日期|答复文号|答复结果|收费通知元|备注
        2025-001|2025-01-03|赵测|公民|网站|某路批复|2025-01-06|2025-01-10|2025-01-13|2025-01-24|2025-02-05|2025-02-20|〔2025〕1号|予以公开|34|加急";
    let expected = "号=2025-001 收=2025-01-03 人=赵测 类=公民 事=某路批复 补=2025-01-06/2025-01-10 征=2025-01-13/2025-01-24 延=2025-02-05 答=2025-02-20 文=〔2025〕1号 果=予以公开 费=34 注=加急";
    let reading = holds(table, &[expected]);
    assert_eq!((place(&reading, 0), reading.left_out.len()), (Place::Line(2), 0));
}

#[test]
fn other_wordings_in_another_order_are_known() {
    holds(
        "处理结果|办结日期|申请人姓名或名称|申请人性质|所需信息|受理时间|登记号|办理状态|行政复议、诉讼情况|说明
         部分公开|2025.3.3|钱测|法人|会议记录|2025.2.11|登2025-5|已办结|复议维持|代理",
        &[
            "号=登2025-5 收=2025-02-11 人=钱测 类=法人 事=会议记录 答=2025-03-03 果=部分公开 态=已办结 诉=复议维持 注=代理",
        ],
    );
    holds(
        "受理编号|来件日期|申请者|申请主体|申请公开的内容|答复书编号|答复时间|答复类型|收费情况
         S7|2025/4/7|孙测|个人|批文|复7|2025/4/21|不予公开|无",
        &["号=S7 收=2025-04-07 人=孙测 类=个人 事=批文 答=2025-04-21 文=复7 果=不予公开"],
    );
}

#[test]
fn heads_with_blanks_line_breaks_and_brackets_are_known() {
    holds(
        "序 号|收到~日期|申 请 人（姓名或名称）|申请人~类 别|申请内容（摘要）|答复~时间|答复结果（类型）|收费（元）
         1|2025-01-03|李测|公民|批复|2025-01-20|予以公开|",
        &["号=1 收=2025-01-03 人=李测 类=公民 事=批复 答=2025-01-20 果=予以公开"],
    );
}

#[test]
fn the_day_of_receipt_beats_that_of_the_application() {
    holds(
        "编号|申请日期|收到日期|申请人|答复日期
         1号|2024-12-30|2025-01-02|周测|2025-01-20",
        &["号=1号 收=2025-01-02 人=周测 答=2025-01-20"],
    );
    // A column that nobody fills says nothing.
    holds(
        "编号|申请日期|收到日期|申请人|答复日期
         1号|2024-12-30||周测|2025-01-20",
        &["号=1号 收=2024-12-30 人=周测 答=2025-01-20"],
    );
    // One that is filled elsewhere leaves the day open where it is blank.
    holds(
        "编号|申请日期|登记日期|申请人|答复日期
         1号|2024-12-30||周测|2025-01-20
         2号|2025-12-30|2025-12-31|周测|",
        &["号=1号 人=周测 答=2025-01-20", "号=2号 收=2025-12-31 人=周测"],
    );
}

#[test]
fn a_number_beats_a_count_of_lines() {
    let table = "序号|登记编号|收到日期|申请人|答复日期
         1|A-9|2025-01-02|周测|2025-01-20";
    holds(table, &["号=A-9 收=2025-01-02 人=周测 答=2025-01-20"]);
}

#[test]
fn heads_in_two_rows_name_groups() {
    let table = "编号|收到日期|申请人|||补正||征求第三方意见||答复情况|||备注
         |||姓名|类型|告知日期|收到日期|发出日期|收到日期|日期|文号|类型|
        7|2025-03-03|吴测|公民|2025-03-10|2025-03-20|2025-03-21|2025-03-28|2025-04-08|〔2025〕10号|补正后公开|无";
    let expected = [
        "号=7 收=2025-03-03 人=吴测 类=公民 补=2025-03-10/2025-03-20 征=2025-03-21/2025-03-28 答=2025-04-08 文=〔2025〕10号 果=补正后公开",
    ];
    // Without merged cells, as text has none, and with them.
    let unmerged = "编号|收到日期|申请人||补正||征求第三方意见||答复情况|||备注
         ||姓名|类型|告知日期|收到日期|发出日期|收到日期|日期|文号|类型|
        7|2025-03-03|吴测|公民|2025-03-10|2025-03-20|2025-03-21|2025-03-28|2025-04-08|〔2025〕10号|补正后公开|无";
    holds(unmerged, &expected);
    let merged = [[0, 0, 1, 0], [0, 1, 1, 1], [0, 2, 0, 3], [0, 4, 0, 5], [0, 6, 0, 7], [0, 8, 0, 10], [0, 11, 1, 11]];
    let reading = read(&xlsx(&[sheet("台账", unmerged, &merged)])).unwrap();
    assert_eq!(lines(&reading), expected);
    // A column that has no head of its own, and no group, is none.
    assert!(read(csv(table).as_bytes()).is_ok());
}

#[test]
fn heads_in_three_rows_are_known() {
    let table = "甲局依申请公开台账（2025年度）
        序号|申请情况|||办理情况|||
        |收件时间|申请人||答复||不予公开理由|
        ||名称|类别|时间|结果||
        1|1月3日|郑测|公民|1月20日|不予公开|国家秘密";
    let merged = [
        [0, 0, 0, 6],
        [1, 0, 3, 0],
        [1, 1, 1, 3],
        [1, 4, 1, 6],
        [2, 1, 3, 1],
        [2, 2, 2, 3],
        [2, 4, 2, 5],
        [2, 6, 3, 6],
    ];
    let reading = read(&xlsx(&[sheet("Sheet1", table, &merged)])).unwrap();
    assert_eq!(lines(&reading), ["号=1 收=2025-01-03 人=郑测 类=公民 答=2025-01-20 果=不予公开：国家秘密"]);
    assert_eq!((reading.years.as_slice(), place(&reading, 0)), (&[2025][..], Place::SheetRow { sheet: 1, row: 5 }));
}

#[test]
fn two_columns_for_applicants_tell_their_kind() {
    holds(
        "编号|收到日期|公民姓名|法人或其他组织名称|申请内容|答复日期|答复结果
         1-1|2025-01-03|冯测||批复|2025-01-20|公开
         1-2|2025-01-04|/|甲测建材有限公司|合同|2025-01-21|公开",
        &[
            "号=1-1 收=2025-01-03 人=冯测 类=公民 事=批复 答=2025-01-20 果=公开",
            "号=1-2 收=2025-01-04 人=甲测建材有限公司 类=法人或其他组织 事=合同 答=2025-01-21 果=公开",
        ],
    );
}

#[test]
fn ticks_tell_kind_and_outcome() {
    let table = "序号|收件日期|申请人|申请人类型|||答复日期|答复类型|||备注
        |||公民|商业企业|其他组织||予以公开|不予公开|无法提供|
        1|2025-01-03|陈测|√|||2025-01-20|√|||
        2|2025-01-04|乙测厂||√||2025-01-21||1||
        3|2025-01-05|丙测村|0|0|1|2025-01-22|||不存在|";
    holds(
        table,
        &[
            "号=1 收=2025-01-03 人=陈测 类=公民 答=2025-01-20 果=予以公开",
            "号=2 收=2025-01-04 人=乙测厂 类=商业企业 答=2025-01-21 果=不予公开",
            "号=3 收=2025-01-05 人=丙测村 类=其他组织 答=2025-01-22 果=无法提供：不存在",
        ],
    );
}

#[test]
fn totals_and_signatures_at_the_foot_are_left_out_and_told() {
    let reading = holds(
        "甲区2025年度依申请公开台账
         编号|收到日期|申请人|答复日期|答复结果
         1号|2025-01-03|褚测|2025-01-20|公开
         合计|1|1|1|1
         |总 计：1件||||
         填表人：卫测|||审核人：蒋测|
         备注：本表按月更新",
        &["号=1号 收=2025-01-03 人=褚测 答=2025-01-20 果=公开"],
    );
    let expected = [("4".to_string(), 2, Why::Total), ("6".to_string(), 2, Why::Closing)];
    assert_eq!(left_out(&reading), expected);
    for out in &reading.left_out {
        for lang in [gouji::domain::text::Lang::Zh, gouji::domain::text::Lang::En] {
            let words = out.words(lang);
            assert!(!words.is_empty() && !["卫测", "蒋测", "褚测"].iter().any(|name| words.contains(name)), "{words}");
        }
    }
}

#[test]
fn lines_between_months_date_what_stands_below() {
    let reading = holds(
        "甲区依申请公开台账
         编号|收到日期|申请人|答复日期|答复结果
         2025年1月||||
         1号|3日|沈测|1月20日|公开
         二月份||||
         2号|2.11|韩测|3.3|公开
         小计|1|||
         第二季度||||
         3号|5月6日|杨测||",
        &[
            "号=1号 收=2025-01-03 人=沈测 答=2025-01-20 果=公开",
            "号=2号 收=2025-02-11 人=韩测 答=2025-03-03 果=公开",
            "号=3号 收=2025-05-06 人=杨测",
        ],
    );
    assert_eq!(left_out(&reading), [("7".to_string(), 1, Why::Total)]);
}

#[test]
fn a_column_of_months_dates_its_lines() {
    let table = "年度|月份|编号|收到日期|申请人|答复日期
        2024|12月|1号|20日|朱测|
        2025|1月|2号|3日|秦测|1月20日
        ||3号|5日|尤测|1月21日";
    holds(
        table,
        &[
            "号=1号 收=2024-12-20 人=朱测",
            "号=2号 收=2025-01-03 人=秦测 答=2025-01-20",
            "号=3号 收=2025-01-05 人=尤测 答=2025-01-21",
        ],
    );
}

#[test]
fn heads_may_come_again_and_be_others() {
    holds(
        "编号|收到日期|申请人|答复日期
         1号|2025-01-03|许测|2025-01-20
         编号|收到日期|申请人|答复日期
         2号|2025-01-04|何测|2025-01-21

         申请人|编号|答复日期|收到日期|答复结果
         吕测|3号|2025-01-22|2025-01-05|公开",
        &[
            "号=1号 收=2025-01-03 人=许测 答=2025-01-20",
            "号=2号 收=2025-01-04 人=何测 答=2025-01-21",
            "号=3号 收=2025-01-05 人=吕测 答=2025-01-22 果=公开",
        ],
    );
}

#[test]
fn columns_may_be_numbered_below_the_heads() {
    holds(
        "编号|收到日期|申请人|答复日期|备注
         1|2|3|4|5
         K1|2025-01-03|施测|2025-01-20|",
        &["号=K1 收=2025-01-03 人=施测 答=2025-01-20"],
    );
}

#[test]
fn lines_that_are_no_request_are_left_out_and_told() {
    let reading = holds(
        "编号|收到日期|申请人|申请内容|答复日期
         1号|2025-01-03|张测|批复|2025-01-20
         |||接上页|
         2号||||
         3号||||
         |||会议纪要|2025-02-01
         4号|2025-01-05|孔测|纪要|",
        &["号=1号 收=2025-01-03 人=张测 事=批复 答=2025-01-20", "号=4号 收=2025-01-05 人=孔测 事=纪要"],
    );
    let expected = [
        ("3".to_string(), 1, Why::OneCell),
        ("4".to_string(), 2, Why::OnlyNumber),
        ("6".to_string(), 1, Why::NoRequest),
    ];
    assert_eq!(left_out(&reading), expected);
}

#[test]
fn merged_cells_hold_for_each_of_their_lines() {
    let table = "编号|收到日期|申请人|申请内容|答复日期|答复结果
        1号|2025-01-03|曹测|批复|2025-01-20|公开
        2号|||纪要|2025-01-21|不予公开
        3号|2025-01-05|严测|规划|2025-01-22|公开";
    let reading = read(&xlsx(&[sheet("台账", table, &[[1, 1, 2, 1], [1, 2, 2, 2]])])).unwrap();
    let expected = [
        "号=1号 收=2025-01-03 人=曹测 事=批复 答=2025-01-20 果=公开",
        "号=2号 收=2025-01-03 人=曹测 事=纪要 答=2025-01-21 果=不予公开",
        "号=3号 收=2025-01-05 人=严测 事=规划 答=2025-01-22 果=公开",
    ];
    assert_eq!(lines(&reading), expected);
}

#[test]
fn lines_of_one_merged_number_are_one_request() {
    let table = "编号|收到日期|申请人|申请内容|答复日期|答复结果
        1号|2025-01-03|华测|批复|2025-01-20|公开
        |||纪要|2025-01-20|不予公开
        2号|2025-01-05|金测|规划|2025-01-22|公开
        |||图纸|2025-01-23|公开";
    let merged = [[1, 0, 2, 0], [1, 1, 2, 1], [1, 2, 2, 2], [3, 0, 4, 0], [3, 1, 4, 1], [3, 2, 4, 2]];
    let reading = read(&xlsx(&[sheet("台账", table, &merged)])).unwrap();
    let expected = [
        "号=1号 收=2025-01-03 人=华测 事=批复；纪要 答=2025-01-20 果=公开；不予公开",
        "号=2号 收=2025-01-05 人=金测 事=规划；图纸 答=“2025-01-22；2025-01-23” 果=公开",
    ];
    assert_eq!(lines(&reading), expected);
}

#[test]
fn personal_columns_are_not_taken_for_others() {
    holds(
        "编号|申请人姓名|申请人联系电话|申请人地址|证件号码|申请方式|收到申请日期|应答复日期|实际答复日期|承办科室|答复方式|答复结果
         1号|魏测|13000000000|某街9号|110|网上|2025-01-03|2025-02-07|2025-01-20|法规科|邮寄|公开",
        &["号=1号 收=2025-01-03 人=魏测 答=2025-01-20 果=公开"],
    );
}

#[test]
fn what_was_done_is_the_outcome_where_no_column_says_it() {
    holds(
        "序号|申请时间|申请人|申请方式|申请内容|办理情况|答复时间|答复方式
         1|2025-01-03|戚测|网上|批复|予以公开|2025-01-20|邮寄",
        &["号=1 收=2025-01-03 人=戚测 事=批复 答=2025-01-20 果=予以公开"],
    );
    holds(
        "序号|申请时间|申请人|办理情况|答复时间|答复方式|答复结果
         1|2025-01-03|戚测|已办结|2025-01-20|邮寄|予以公开",
        &["号=1 收=2025-01-03 人=戚测 答=2025-01-20 果=予以公开 态=已办结"],
    );
    holds(
        "序号|申请时间|申请人|答复时间|答复方式
         1|2025-01-03|戚测|2025-01-20|不予公开",
        &["号=1 收=2025-01-03 人=戚测 答=2025-01-20 果=不予公开"],
    );
}

#[test]
fn whether_and_when_may_stand_in_two_columns() {
    holds(
        "编号|收到日期|申请人|是否补正|补正日期|是否延期|延期日期|答复日期|公开申请结果
         1号|2025-01-03|谢测|是|2025-01-06|是|2025-02-05|2025-02-20|公开
         2号|2025-01-04|邹测|否||否||2025-01-20|公开",
        &[
            "号=1号 收=2025-01-03 人=谢测 补=2025-01-06/ 延=2025-02-05 答=2025-02-20 果=公开",
            "号=2号 收=2025-01-04 人=邹测 答=2025-01-20 果=公开",
        ],
    );
}

#[test]
fn sums_in_words_below_the_lines_are_told() {
    let reading = holds(
        "编号|收到日期|申请人|答复日期
         1号|1月3日|喻测|1月20日
         截至2026年1月5日，共收到申请1件|||",
        &["号=1号 收=--01-03 人=喻测 答=--01-20"],
    );
    assert_eq!(left_out(&reading), [("3".to_string(), 1, Why::OneCell)]);
}

#[test]
fn tables_that_are_no_register_are_refused() {
    for table in [
        "月份|收到|答复|公开\n1月|3|2|1",
        "编号|名称|备注\n1|甲|无",
        "序号|标题|发布日期|文号\n1|某通知|2025-01-03|1号",
        "行政复议案件台账\n编号|收到日期|申请人|答复日期\n1号|2025-01-03|陶测|2025-01-20",
    ] {
        assert_eq!(read(csv(table).as_bytes()).unwrap_err(), ImportError::NoRegister, "{table}");
    }
    assert_eq!(read(b"").unwrap_err(), ImportError::Empty);
}

#[test]
fn a_register_without_requests_is_one() {
    let reading = holds("2025年依申请公开台账\n编号|收到日期|申请人|答复日期\n合计|0||", &[]);
    assert_eq!(left_out(&reading), [("3".to_string(), 1, Why::Total)]);
}

#[test]
fn what_stands_under_last_years_cases_is_said_of_each_of_them() {
    let table = "甲局2025年依申请公开台账|\n编号|收到日期|申请人|答复日期\n上年结转|\n7|12月20日|甲测|1月6日\n2025年1月|\n8|1月3日|乙测|1月20日";
    let expected = ["号=7 收=2025-12-20 人=甲测 答=2025-01-06 注=上年结转", "号=8 收=2025-01-03 人=乙测 答=2025-01-20"];
    holds(table, &expected);
}

#[test]
fn a_day_later_than_the_month_it_is_listed_in_is_of_the_year_before() {
    let table = "2025年1月台账|\n编号|收到日期|申请人|答复日期\n7|12月20日|甲测|1月6日\n8|1月3日|乙测|1月20日";
    let reading = read(csv(table).as_bytes()).unwrap();
    let years: Vec<_> = reading.records.iter().map(|record| record.year).collect();
    assert_eq!(years, [Some(2024), Some(2025)]);
}

#[test]
fn who_else_is_named_is_no_request_and_is_handed_on_to_be_cut_out() {
    let table = "编号|收到日期|申请人|联系地址|代理人|答复日期\n7|2025-01-03|甲测|某路七号|乙测|2025-01-06";
    let reading = read(csv(table).as_bytes()).unwrap();
    assert_eq!((reading.records[0].applicant.as_str(), reading.records[0].people.as_str()), ("甲测", "某路七号；乙测"));
}
