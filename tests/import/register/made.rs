//! Registers made at random: what is written is read, in any order of columns and with any wording and form of days.

use proptest::prelude::*;

use super::{lines, sheet};
use crate::generator::Chance;
use crate::sheets::{ods, xls, xlsx};
use gouji::import::register::read;

/// Wordings of heads, by what stands below them.
const HEADS: [(&str, &[&str]); 8] = [
    ("号", &["编号", "登记号", "受理编号", "申 请 编 号", "收件编号"]),
    ("收", &["收到日期", "收件时间", "收到申请日期", "登记日期", "受理\u{3000}时间", "申请时间", "接收日期"]),
    ("人", &["申请人", "申请人姓名（名称）", "姓名或名称", "申请者"]),
    ("类", &["申请人类别", "申请人类型", "申请人性质"]),
    ("事", &["申请内容", "申请事项", "所需信息", "申请公开的内容"]),
    ("答", &["答复日期", "答复时间", "办结日期", "实际答复日期"]),
    ("果", &["答复结果", "处理结果", "办理结果", "答复类型"]),
    ("注", &["备注", "说明"]),
];

const OUTCOMES: [&str; 5] = ["予以公开", "部分公开", "信息不存在", "属于个人隐私", "不属于本机关"];

/// A day, written in one of the ways in which offices do.
fn written(chance: &mut Chance, (year, month, day): (i32, usize, usize)) -> String {
    match chance.below(8) {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}.{month}.{day}"),
        2 => format!("{year}/{month}/{day}"),
        3 => format!("{year}{month:02}{day:02}"),
        4 => format!("{year}年{month}月{day}日"),
        5 => format!("{}.{month}.{day}", year - 2000),
        6 => format!("{year}-{month}-{day} {}:{:02}", chance.below(24), chance.below(60)),
        _ => format!("{year}年{month:02}月{day:02}日（信函）"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_in_any_layout_is_read(seed: u64) {
        let mut chance = Chance(seed);
        let mut order: Vec<usize> = (0..HEADS.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, chance.below(at + 1));
        }
        let heads: Vec<&str> = order.iter().map(|&at| HEADS[at].1[chance.below(HEADS[at].1.len())]).collect();
        let mut table = String::new();
        for _ in 0..chance.below(3) {
            table += "某局依申请公开台账\n";
        }
        let titles = table.lines().count();
        table += &(heads.join("|") + "\n");
        let mut expected = Vec::new();
        for number in 0..1 + chance.below(12) {
            let day = |chance: &mut Chance| (2024 + i32::try_from(chance.below(2)).unwrap(), 1 + chance.below(12), 1 + chance.below(28));
            let (received, mut answered) = (day(&mut chance), day(&mut chance));
            answered.0 += 1;
            let is_open = chance.below(5) == 0;
            let iso = |(year, month, day): (i32, usize, usize)| format!("{year}-{month:02}-{day:02}");
            let kind = ["公民", "法人", "自然人"][chance.below(3)];
            let outcome = if is_open { "" } else { OUTCOMES[chance.below(OUTCOMES.len())] };
            let texts: Vec<(String, String)> = HEADS.iter().map(|(name, _)| match *name {
                "号" => (format!("S-{number}"), format!("S-{number}")),
                "收" => (written(&mut chance, received), iso(received)),
                "人" => (format!("甲{number}测"), format!("甲{number}测")),
                "类" => (kind.into(), kind.into()),
                "事" => (format!("第{number}号文"), format!("第{number}号文")),
                "答" if is_open => ([ "", "/", "无"][chance.below(3)].into(), String::new()),
                "答" => (written(&mut chance, answered), iso(answered)),
                "果" => (outcome.into(), outcome.into()),
                _ => (String::new(), String::new()),
            }).collect();
            let cells: Vec<&str> = order.iter().map(|&at| texts[at].0.as_str()).collect();
            table += &(cells.join("|") + "\n");
            let said: Vec<String> = HEADS.iter().zip(&texts).filter(|(_, (_, read))| !read.is_empty()).map(|((name, _), (_, read))| format!("{name}={read}")).collect();
            expected.push(said.join(" "));
            if chance.below(6) == 0 {
                table += &(heads.join("|") + "\n");
            }
        }
        table += "合计|7\n";
        let sheets = [sheet("台账", &table, &[])];
        let text = super::csv(&table);
        for bytes in [text.into_bytes(), xlsx(&sheets), ods(&sheets), xls(&sheets)] {
            let reading = read(&bytes).unwrap();
            prop_assert_eq!(lines(&reading), expected.clone());
            prop_assert_eq!(reading.left_out.len(), 1, "{} titles: {:?}", titles, reading.left_out);
        }
    }
}
