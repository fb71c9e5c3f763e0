//! The collecting office's desk: a made county is gathered, checked, given back, chased and added up by keys.

use std::fs;
use std::path::PathBuf;

use gouji::domain::report::{Key, Scope};
use gouji::domain::text::Lang;
use gouji::store::library::Library;
use gouji::tui::model::Screen;

use super::desk::{Desk, put};

pub const COUNTY: &str = "示例县人民政府";

const BUREAU: &str = "示例县教育局";

const NEW: &str = "requests.new.natural_person";
const GRANTED: &str = "requests.granted.natural_person";

/// The bodies with their groups; how many requests each had in 2025, and whether its report has a fault.
const BODIES: [(&str, &str, u32, bool); 4] = [
    (BUREAU, "部门", 20, false),
    ("示例县财政局", "部门", 30, true),
    ("甲镇人民政府", "乡镇街道", 5, false),
    ("乙镇人民政府", "乡镇街道", 7, false),
];

/// A county with last year's reports, a roster and an inbox; nothing was received yet.
pub fn county(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), COUNTY, 2025, &[]);
    let mut roster = "单位,组别,义务,应报日,曾用名\n".to_string();
    for (name, group, count, is_faulty) in BODIES {
        put(folder.path(), name, 2024, &[(NEW, count - 2), (GRANTED, count - 2)]);
        let granted = if is_faulty { count - 1 } else { count };
        put(&folder.path().join("inbox"), name, 2025, &[(NEW, count), (GRANTED, granted)]);
        roster += &format!("{name},{group},须报,2099-01-20,\n");
    }
    // The inbox is no agency of the library.
    let inbox = tempfile::tempdir().expect("a folder").keep();
    fs::rename(folder.path().join("inbox"), inbox.join("inbox")).expect("moved");
    fs::write(inbox.join("roster.csv"), roster).expect("a roster");
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.model.setting.here = inbox;
    desk
}

pub fn inbox(desk: &Desk) -> PathBuf {
    desk.model.setting.here.join("inbox")
}

/// Opens the desk from the library, and reads the roster.
pub fn with_roster(desk: &mut Desk) {
    let file = desk.model.setting.here.join("roster.csv").display().to_string();
    desk.keys("/示例县人民政府<tab>cf").paste(&file).keys("<enter>");
}

fn receive(desk: &mut Desk, name: &str) {
    let file = inbox(desk).join(name).join("2025.ron").display().to_string();
    desk.keys("i").paste(&file).keys("<enter>");
}

/// The county with all but the last body's report received.
pub fn received(columns: u16, rows: u16, lang: Lang) -> Desk {
    let mut desk = county(columns, rows, lang);
    with_roster(&mut desk);
    for (name, ..) in &BODIES[..3] {
        receive(&mut desk, name);
        desk.keys("<esc>");
    }
    desk
}

/// Chooses a body by its name.
fn choose(desk: &mut Desk, name: &str) {
    desk.keys(&format!("/{name}<tab>"));
    assert_eq!(
        desk.model.collecting.as_ref().and_then(|screen| screen.body()).map(|body| body.name.as_str()),
        Some(name)
    );
    desk.keys("<esc>");
}

fn body_line(desk: &Desk, name: &str) -> String {
    let screen = desk.screen();
    screen
        .lines()
        .find(|line| line.contains(name) && !line.starts_with(&format!(" {name}")))
        .unwrap_or_default()
        .to_string()
}

#[test]
fn the_desk_asks_where_the_roster_comes_from_and_is_left_for_the_library() {
    let mut desk = county(100, 30, Lang::Zh);
    desk.keys("/示例县人民政府<tab>c")
        .assert_shows("还没有汇总名单")
        .assert_shows("从文件读入")
        .assert_shows("逐个录入");
    desk.keys("n").assert_shows("增加单位").assert_shows("单位全称");
    desk.keys("丙局<enter>部门<enter><enter><enter><enter><enter><enter>").assert_shows("已列入名单：丙局");
    assert!(body_line(&desk, "丙局").contains("未报"), "{}", desk.screen());
    desk.keys("<esc>").assert_shows("报告库");
    assert!(desk.model.collecting.is_none());
    desk.keys("c").assert_shows("汇总台").assert_shows("丙局");
    assert!(desk.model.dialog.is_none(), "a roster that is there is not asked for");
}

#[test]
fn next_year_begins_with_last_years_roster_where_somebody_says_so() {
    let mut desk = county(100, 30, Lang::Zh);
    with_roster(&mut desk);
    put(desk.folder.path(), COUNTY, 2026, &[]);
    let mut next = Desk::over(desk.end(), 100, 30, Lang::Zh);
    next.keys("/示例县人民政府<tab>c").assert_shows("沿用上年的名单（4 家）");
    next.keys("y").assert_shows("已沿用上年的名单，共 4 家").assert_shows("甲镇人民政府");
}

#[test]
fn what_is_received_stands_in_the_desk_with_its_findings_and_its_change_to_last_year() {
    let desk = received(100, 30, Lang::Zh);
    desk.assert_shows("4 家：未报 1 已收 3；Σ 3/4");
    let lines = [BUREAU, "示例县财政局", "乙镇人民政府"].map(|name| body_line(&desk, name));
    assert!(lines[0].contains("已收") && lines[0].contains("+2"), "{}", desk.screen());
    let place = |name: &str| desk.screen().lines().position(|line| line == body_line(&desk, name)).expect("listed");
    assert!(place("乙镇人民政府") < place("示例县财政局"), "who is missing comes first");
    assert!(place("示例县财政局") < place(BUREAU), "then whose report has errors");
}

#[test]
fn states_groups_and_letters_narrow_the_list() {
    let mut desk = received(100, 30, Lang::Zh);
    desk.keys("t").assert_shows("第 1/1 家").assert_shows("乙镇人民政府");
    assert!(!desk.shows(BUREAU));
    desk.keys("t").assert_shows("第 1/3 家");
    desk.keys("<esc>g").assert_shows("第 1/2 家").assert_shows("示例县财政局");
    desk.keys("<esc>/jyj").assert_shows(BUREAU);
    assert!(!desk.shows("示例县财政局"));
    desk.keys("<esc>").assert_shows("示例县财政局");
    desk.keys("/没有<tab>").assert_shows("没有符合的单位");
}

#[test]
fn the_name_of_who_decides_is_asked_once_and_stands_beside_the_decision() {
    let mut desk = received(100, 30, Lang::Zh);
    choose(&mut desk, BUREAU);
    desk.keys("a").assert_shows("核准").assert_shows("决定人");
    desk.keys("<enter>").assert_shows("请填写姓名");
    desk.keys("张三<enter>").assert_shows(&format!("{BUREAU}：已核（张三）"));
    assert!(body_line(&desk, BUREAU).contains("已核"), "{}", desk.screen());
    desk.keys("<up><down>").assert_shows("已核（张三 ");
    choose(&mut desk, "甲镇人民政府");
    desk.keys("a").assert_shows("甲镇人民政府：已核（张三）");
    choose(&mut desk, "示例县财政局");
    desk.keys("a").assert_shows("个错误");
    desk.keys("<esc>");
    assert!(body_line(&desk, "示例县财政局").contains("已收"), "an erroneous one is not accepted in passing");
    choose(&mut desk, "乙镇人民政府");
    desk.keys("a").assert_shows("还没有报告，不能核准");
    desk.keys("x").assert_shows("免报 乙镇人民政府");
    desk.keys("<enter><enter>").assert_shows("请写明理由");
    desk.keys("已撤销<enter><enter>").assert_shows("乙镇人民政府：免报（已撤销）").assert_shows("Σ 3/3");
}

#[test]
fn a_report_is_given_back_with_a_slip_and_comes_back_held_against_it() {
    let mut desk = received(100, 30, Lang::Zh);
    choose(&mut desk, "示例县财政局");
    desk.keys("r").assert_shows("退回单第 1 号  示例县财政局").assert_shows("[x] ! T3-01").assert_shows("退回单文件");
    desk.keys("<enter>请核对<enter>2026-02-30<enter>李四<enter><enter>").assert_shows("不是日期");
    desk.keys("<up><up><ctrl-a>2099-02-10<enter><enter><enter>").assert_shows("退回单第 1 号，2 条");
    let slip = desk.model.setting.here.join("退回单第1号-示例县财政局.docx");
    assert!(slip.is_file(), "{}", desk.screen());
    let line = body_line(&desk, "示例县财政局");
    assert!(line.contains("退回") && line.contains("02-10") && line.contains(" 1 "), "{line}");
    fs::remove_dir_all(inbox(&desk).join("示例县财政局")).expect("removed");
    put(&inbox(&desk), "示例县财政局", 2025, &[(NEW, 30), (GRANTED, 30)]);
    receive(&mut desk, "示例县财政局");
    desk.assert_shows("重报").assert_shows("已改 2 条，仍未改 0 条");
    desk.keys("<esc>");
    assert!(body_line(&desk, "示例县财政局").contains("重报"), "{}", desk.screen());
}

#[test]
fn points_are_chosen_and_without_a_file_the_slip_is_copied() {
    let mut desk = received(100, 30, Lang::Zh);
    choose(&mut desk, "示例县财政局");
    desk.keys("r<space><down><space><enter><enter><enter>王五<enter><ctrl-a><backspace><enter>")
        .assert_shows("请写明退回的原因");
    desk.keys("来文说明<enter><enter><enter><enter>").assert_shows("退回单已复制");
    let text = desk.copied.last().expect("copied");
    assert!(text.contains("来文说明") && text.contains("示例县财政局") && !text.contains("T3-01"), "{text}");
    let key = Key { agency: "示例县财政局".into(), year: 2025, scope: Scope::Own };
    let here = desk.model.setting.here.clone();
    assert!(
        fs::read_dir(here).expect("there").all(|entry| !entry
            .expect("read")
            .path()
            .to_string_lossy()
            .contains("退回单"))
    );
    assert!(Library::at(desk.folder.path().to_path_buf()).holds_report(&key));
}

#[test]
fn a_name_that_is_only_near_is_asked_about() {
    let mut desk = county(100, 30, Lang::Zh);
    with_roster(&mut desk);
    put(&inbox(&desk), "示例县教育体育局", 2025, &[(NEW, 20), (GRANTED, 20)]);
    receive(&mut desk, "示例县教育体育局");
    desk.assert_shows("收件结果").assert_shows("不在名单").assert_shows("Enter 选定单位");
    assert!(body_line(&desk, BUREAU).is_empty() || !desk.shows("新收"));
    desk.keys("<enter>").assert_shows("是哪一家的报告").assert_shows(BUREAU);
    desk.keys("<enter>").assert_shows("新收");
    desk.keys("<esc>");
    assert!(body_line(&desk, BUREAU).contains("已收"), "{}", desk.screen());
}

#[test]
fn a_folder_of_hand_ins_is_received_at_once_and_again_as_duplicates() {
    let mut desk = county(100, 30, Lang::Zh);
    with_roster(&mut desk);
    let folder = inbox(&desk).display().to_string();
    desk.keys("i").paste(&folder).keys("<enter>").assert_shows("收件结果").assert_shows("1/4");
    assert_eq!(desk.screen().matches("新收").count(), 4, "{}", desk.screen());
    desk.keys("<esc>").assert_shows("Σ 4/4");
    desk.paste(&inbox(&desk).join(BUREAU).join("2025.ron").display().to_string());
    desk.assert_shows("收件结果").assert_shows("重复");
}

#[test]
fn a_bodys_report_is_read_only_says_why_and_leads_back_to_the_desk() {
    let mut desk = received(100, 30, Lang::Zh);
    choose(&mut desk, "示例县财政局");
    desk.keys("<enter>").assert_shows("问题清单").assert_shows("T3-01");
    desk.keys("<esc>9").assert_shows(&format!("只读：报送给{COUNTY}的报告，只有报送单位可以修改"));
    assert_eq!(desk.figure("requests.new.natural_person"), "30");
    desk.keys("<f3>").assert_shows("汇总台");
    assert!(matches!(desk.model.screen, Screen::Collecting));
    assert_eq!(desk.model.collecting.as_ref().and_then(|screen| screen.body()).expect("chosen").name, "示例县财政局");
    // Nor is it changed by whoever opens it from the library.
    desk.keys("<esc>/示例县财政局 2025<enter>").assert_shows("只读");
    desk.keys("9").assert_shows("只有报送单位可以修改");
    desk.keys("<f3>").assert_shows("报告库所在文件夹");
    assert!(matches!(desk.model.screen, Screen::Library));
}

#[test]
fn who_is_waited_for_is_copied_and_kept_as_text_and_csv() {
    let mut desk = received(100, 30, Lang::Zh);
    desk.keys("c").assert_shows("催报：1 家").assert_shows("乙镇人民政府");
    desk.keys("c").assert_shows("催报文字已复制");
    assert!(desk.copied.last().expect("copied").contains("乙镇人民政府"));
    desk.keys("s").assert_shows("已写入");
    desk.keys("v").assert_shows(".csv");
    desk.keys("s");
    let files: Vec<String> = fs::read_dir(&desk.model.setting.here)
        .expect("there")
        .map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("催报"))
        .collect();
    assert_eq!(files.len(), 3, "nothing is written over: {files:?}");
}

#[test]
fn the_sum_says_what_it_lacks_ranks_its_parts_and_goes_by_groups() {
    let mut desk = received(100, 30, Lang::Zh);
    desk.keys("s")
        .assert_shows("合计  全部单位")
        .assert_shows("Σ 55（4 家中 3 家，缺 乙镇人民政府）")
        .assert_shows("55?");
    desk.keys("<enter>").assert_shows("示例县财政局").assert_shows("上年").assert_shows("+2");
    let screen = desk.screen();
    let place = |name: &str| screen.lines().position(|line| line.contains(name) && line.contains("│")).expect("ranked");
    assert!(place("示例县财政局") < place(BUREAU) && place(BUREAU) < place("甲镇人民政府"), "{screen}");
    desk.keys("<esc>g").assert_shows("合计  部门").assert_shows("Σ 50（2 家中 2 家）");
    assert!(!desk.shows("50?"), "a group that is complete is not pending:\n{}", desk.screen());
    desk.keys("<tab>").assert_shows("四复议诉讼");
    desk.keys("<esc>");
    assert!(desk.model.dialog.is_none());
}

#[test]
fn the_sum_is_adjusted_with_a_reason_saved_and_written_out() {
    let mut desk = received(100, 30, Lang::Zh);
    desk.keys("sa").assert_shows("调整 ");
    desk.keys("-5<enter>两家重复<enter>赵六<enter>");
    desk.assert_shows("Σ 50（4 家中 3 家，缺 乙镇人民政府；含调整 -5）");
    desk.keys("s").assert_shows("合计已存为汇总报告");
    desk.keys("s").assert_shows("已有汇总报告").assert_shows("替换");
    desk.keys("y").assert_shows("合计已存为汇总报告");
    let key = Key { agency: COUNTY.into(), year: 2025, scope: Scope::Aggregated };
    assert!(Library::at(desk.folder.path().to_path_buf()).holds_report(&key));
    desk.keys("sx").assert_shows("已写入").assert_shows(".xlsx");
    desk.keys("gs").assert_shows("全部单位的合计");
}

#[test]
fn what_is_found_between_bodies_leads_to_the_body() {
    let mut desk = received(100, 30, Lang::Zh);
    choose(&mut desk, BUREAU);
    desk.keys("w").assert_shows("汇总校验：错误 1").assert_shows("AG-02  乙镇人民政府须报");
    desk.keys("<enter>");
    assert!(desk.model.dialog.is_none());
    assert_eq!(desk.model.collecting.as_ref().and_then(|screen| screen.body()).expect("chosen").name, "乙镇人民政府");
}

#[test]
fn a_body_is_renamed_keeping_its_former_name_and_taken_out_only_when_asked() {
    let mut desk = received(100, 30, Lang::Zh);
    choose(&mut desk, "乙镇人民政府");
    desk.keys("e<ctrl-a>乙街道办事处<enter><enter><enter><enter><enter><enter><enter>")
        .assert_shows("已修改：乙街道办事处");
    desk.keys("e").assert_shows("乙镇人民政府");
    desk.keys("<esc>");
    receive(&mut desk, "乙镇人民政府");
    desk.assert_shows("新收");
    desk.keys("<esc>");
    assert!(body_line(&desk, "乙街道办事处").contains("已收"), "told by its former name:\n{}", desk.screen());
    desk.keys("e<ctrl-a>示例县教育局<enter><enter><enter><enter><enter><enter><enter>")
        .assert_shows("名单里已有 示例县教育局");
    desk.keys("<esc>d").assert_shows("移出名单？");
    desk.keys("<esc>");
    desk.assert_shows("4 家：");
    desk.keys("dy").assert_shows("已移出名单").assert_shows("3 家：");
}

#[test]
fn a_click_chooses_a_body_and_another_one_opens_its_report() {
    let mut desk = received(100, 30, Lang::Zh);
    desk.click("乙镇人民政府").click(BUREAU);
    assert_eq!(desk.model.collecting.as_ref().and_then(|screen| screen.body()).expect("chosen").name, BUREAU);
    desk.click(BUREAU);
    assert!(matches!(desk.model.screen, Screen::Report(_)), "{}", desk.screen());
}

#[test]
fn the_palette_knows_the_desk_and_its_commands() {
    let mut desk = received(100, 30, Lang::Zh);
    desk.keys("<ctrl-p>催办").assert_shows("催报");
    desk.keys("<enter>").assert_shows("催报：1 家");
    desk.keys("<esc><esc><ctrl-p>退回单").assert_shows("在汇总台使用");
}
