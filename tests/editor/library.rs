//! The library screen, new reports, saving, leaving and deleting.

use gouji::domain::text::Lang;
use gouji::tui::model::Screen;

use super::desk::{AGENCY, Desk, put, saved};

#[test]
fn an_empty_library_explains_itself_and_says_where_it_is() {
    let desk = Desk::new(80, 24, Lang::Zh);
    desk.assert_shows("按 n 新建").assert_shows("按 s 建一份示例报告").assert_shows("/library");
}

#[test]
fn the_sample_report_is_balanced_and_complete_and_is_saved_on_request_only() {
    let mut desk = Desk::with_sample();
    assert_eq!(desk.report().session.findings(), []);
    assert_eq!(desk.report().session.report().unfilled(), 0);
    assert!(std::fs::read_dir(desk.folder.path()).expect("folder").next().is_none());
    desk.keys("<ctrl-s>l");
    assert!(matches!(desk.model.screen, Screen::Library));
    desk.assert_shows("示例区人民政府办公室").assert_shows("166/166").assert_shows("提示 1");
}

#[test]
fn a_new_report_proposes_last_year_and_asks_whether_there_were_any_requests() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("n");
    desk.assert_shows("2025").assert_shows("本年有无申请");
    desk.keys("<enter>");
    desk.assert_shows("请填写单位全称");
    desk.keys("示例区财政局<enter><enter><enter><enter>");
    desk.assert_shows("请选“有”或“无”");
    desk.keys("<right>").assert_shows("[x] 有");
    desk.keys("<right><enter>");
    assert_eq!(desk.at(), "proactive.rules.issued", "what is still to be keyed");
    assert_eq!(desk.figure("requests.new.natural_person"), "0");
    assert_eq!(desk.figure("disputes.reconsideration.upheld"), "0");
    assert_eq!(desk.figure("proactive.rules.issued"), "", "table two is not filled");
    assert_eq!(desk.report().session.open_errors(), []);
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.new.natural_person"), "", "the answer is one undoable edit");
}

#[test]
fn saving_writes_the_file_and_the_title_says_so() {
    let mut desk = Desk::with_blank();
    desk.assert_shows("*未保存");
    desk.keys("5<ctrl-s>");
    assert!(!desk.shows("*未保存"));
    let report = desk.saved(2025).expect("saved");
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    assert_eq!(report.entry(cell).figure().to_string(), "5");
    desk.keys("<delete>");
    desk.assert_shows("*未保存");
    desk.keys("<ctrl-z>");
    assert!(!desk.shows("*未保存"), "undone to the saved state");
}

#[test]
fn leaving_asks_only_where_something_would_be_lost() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-s><ctrl-q>");
    assert!(desk.left);

    let mut desk = Desk::with_sample();
    desk.keys("9<ctrl-q>");
    assert!(!desk.left);
    desk.keys("<esc>");
    assert!(!desk.left);
    desk.keys("<ctrl-q>s");
    assert!(desk.left);
    let report = saved(desk.folder.path(), "示例区人民政府办公室", 2022).expect("saved on leaving");
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    assert_eq!(report.entry(cell).figure().to_string(), "9", "the figure being typed was not lost");

    let mut desk = Desk::with_sample();
    desk.keys("9<ctrl-q>d");
    assert!(desk.left);
    assert!(saved(desk.folder.path(), "示例区人民政府办公室", 2022).is_none());
}

#[test]
fn a_file_changed_on_disk_meanwhile_is_never_overwritten_silently() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>5<enter>");
    let path = desk.folder.path().join(AGENCY).join("2025.ron");
    let other = std::fs::read_to_string(&path).expect("file").replacen("filled(\"0\")", "keyed(\"3\")", 1);
    std::fs::write(&path, &other).expect("written by somebody else");
    desk.keys("<ctrl-s>");
    assert_eq!(std::fs::read_to_string(&path).expect("file"), other);
    desk.assert_shows("覆盖");
    desk.keys("<esc>");
    desk.assert_shows("*未保存");
    desk.keys("<ctrl-s>o");
    assert!(!desk.shows("*未保存"));
    assert_ne!(std::fs::read_to_string(&path).expect("file"), other);
}

#[test]
fn the_list_shows_completeness_findings_and_damaged_files() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    put(folder.path(), AGENCY, 2020, &[]);
    put(folder.path(), "示例区教育局", 2025, &[]);
    std::fs::write(folder.path().join("示例区教育局").join("2025.ron"), "(version: 1, edition: ").expect("damaged");
    let mut desk = Desk::over(folder, 120, 24, Lang::Zh);
    desk.assert_shows("错误 2")
        .assert_shows("166/166")
        .assert_shows("2019")
        .assert_shows("无法打开")
        .assert_shows("2025.ron");
    desk.keys("<end><enter>");
    assert_eq!(desk.report().form().edition(), "2019");
}

#[test]
fn deleting_asks_and_moves_the_file_into_the_history() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("d<esc>");
    assert!(desk.saved(2025).is_some());
    desk.keys("<delete>y");
    assert!(desk.saved(2025).is_none());
    desk.assert_shows("已删除").assert_shows("按 u 可取回");
    let history = desk.folder.path().join(AGENCY).join("history").join("2025");
    assert_eq!(std::fs::read_dir(history).expect("history").count(), 1);
}

#[test]
fn a_file_that_is_not_there_or_no_report_is_answered_in_words() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("i/nowhere/x.txt<enter>");
    desk.assert_shows("/nowhere/x.txt");
    assert!(matches!(desk.model.screen, Screen::Library));
}

#[test]
fn a_report_made_anew_never_replaces_the_saved_one_silently() {
    let mut desk = Desk::with_sample();
    desk.keys("9<enter><ctrl-s>lsy").assert_shows("报告库中已有示例报告");
    desk.keys("<right>").assert_shows("已保存");
    let report = saved(desk.folder.path(), "示例区人民政府办公室", 2022).expect("saved");
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    assert_eq!(report.entry(cell).figure().to_string(), "9", "the saved report is as it was");
}

#[test]
fn a_proposed_agency_is_replaced_by_the_first_character_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "示例区教育局", 2024, &[]);
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("n");
    desk.assert_shows("示例区教育局");
    desk.keys("示例区财政局<enter><enter><enter><left><enter>");
    assert_eq!(desk.report().session.report().agency.as_deref(), Some("示例区财政局"));
    let mut desk = Desk::over(desk.folder, 80, 24, Lang::Zh);
    desk.keys("n<enter><enter><enter><left><enter>");
    assert_eq!(desk.report().session.report().agency.as_deref(), Some("示例区教育局"), "Enter keeps it");
}

#[test]
fn the_sample_is_asked_about_and_one_that_is_there_is_opened_and_no_other_person_is_made_up() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("s").assert_shows("建一份示例报告");
    desk.keys("<esc>");
    assert!(matches!(desk.model.screen, Screen::Library), "a letter alone makes nothing");
    desk.keys("sy9<ctrl-s><f3>sy");
    assert_eq!(desk.figure("requests.new.natural_person"), "9", "the library's");
    desk.keys("8<ctrl-s>").assert_shows("已保存");
    assert!(!desk.shows("覆盖") && !desk.shows("别人"), "{}", desk.screen());
}

#[test]
fn an_agency_that_no_folder_can_be_named_after_is_refused_with_what_was_typed_kept() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys(&format!("n{}<enter><enter><enter><right><right><enter>", "局".repeat(100)));
    desk.assert_shows("单位名称太长").assert_shows("新建报告").assert_shows("局局局局");
    desk.keys("<esc>n")
        .keys("示例区财政局<enter><backspace><backspace><backspace><backspace>1900<enter><enter><right><right><enter>");
    desk.assert_shows("1900 年").assert_shows("示例区财政局");
}

#[test]
fn a_new_report_is_not_made_before_every_line_is_filled_and_goes_back_to_the_missing_one() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("n示例区财政局<down><backspace><down><down><right><enter>");
    desk.assert_shows("请填写四位数的年度");
    desk.keys("2024<enter><enter><enter>");
    desk.assert_shows("2024年");
}

#[test]
fn a_refused_export_or_import_keeps_the_path() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e>/no/such/folder/a.html<enter>");
    desk.assert_shows("不存在").assert_shows("/no/such/folder/a.html");
    desk.keys("<esc><ctrl-s><f3>i/no/such<enter>").assert_shows("不存在").assert_shows("导入文件");
}

#[test]
fn a_control_key_answers_no_question() {
    let mut desk = Desk::with_sample();
    desk.keys("9<ctrl-q><ctrl-d>");
    assert!(!desk.left);
    desk.assert_shows("有修改尚未保存");
}

#[test]
fn coming_back_to_the_library_the_report_that_was_open_is_chosen() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-s><f3>n");
    desk.keys("<ctrl-a>一个新单位<enter><enter><enter><right><right><enter><ctrl-s><f3>");
    let chosen = desk.model.library.current().map(|listed| listed.key.agency.clone());
    assert_eq!(chosen.as_deref(), Some("一个新单位"));
}

#[test]
fn a_paste_into_a_form_goes_to_the_field_with_the_cursor_only() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("n甲局<enter><enter>").paste("7");
    desk.assert_shows("甲局").assert_shows("2025");
    assert!(!desk.shows("甲局7"));
}

#[test]
fn only_what_is_on_the_screen_is_looked_into_and_the_rest_once_it_comes_there() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 10..70 {
        put(folder.path(), &format!("第{number}局"), 2025, &[]);
    }
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    let known = |desk: &Desk| desk.model.library.reports.iter().filter(|listed| listed.state.is_some()).count();
    assert_eq!((desk.model.library.reports.len(), known(&desk)), (60, 20));
    desk.assert_shows("166/166");
    assert!(!desk.shows("…"), "{}", desk.screen());
    desk.keys("<end>");
    assert_eq!(known(&desk), 40);
    assert!(!desk.shows("…"), "{}", desk.screen());
    desk.keys("<home><down>");
    assert_eq!(known(&desk), 40, "what is known is not looked into again");
}

#[test]
fn a_deleted_report_comes_back_in_the_library_with_what_was_never_saved_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 3)]);
    let before = std::fs::read(folder.path().join(AGENCY).join("2025.ron")).expect("there");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("u").assert_shows("没有已删除的报告");
    desk.keys("<enter>5<enter>");
    let mut desk = Desk::over(desk.end(), 100, 30, Lang::Zh);
    desk.keys("dy").assert_shows("按 u 可取回");
    assert!(desk.model.library.reports.is_empty());
    // Another day, another start of the program.
    let mut desk = Desk::over(desk.end(), 100, 30, Lang::Zh);
    desk.keys("u").assert_shows("删除的报告").assert_shows(AGENCY).assert_shows("有未保存的录入");
    desk.keys("<enter>").assert_shows("已取回");
    assert_eq!(std::fs::read(desk.folder.path().join(AGENCY).join("2025.ron")).expect("back"), before);
    desk.keys("<enter>").assert_shows("恢复未保存的录入");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "5");
    desk.keys("<ctrl-s><f3>u").assert_shows("没有已删除的报告");
}

#[test]
fn of_several_deleted_reports_the_last_one_comes_first_and_one_that_was_made_again_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, &[]);
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("dydy");
    assert!(desk.model.library.reports.is_empty(), "{}", desk.screen());
    put(desk.folder.path(), AGENCY, 2024, &[("requests.new.natural_person", 9)]);
    desk.keys("u<enter>").assert_shows("已取回").assert_shows("2025");
    assert!(desk.saved(2025).is_some());
    desk.keys("u").assert_shows("没有已删除的报告");
}

#[test]
fn a_report_that_was_never_saved_comes_back_too() {
    let mut desk = Desk::with_blank();
    desk.keys("5<enter>");
    let mut desk = Desk::over(desk.end(), 100, 30, Lang::Zh);
    desk.keys("dy");
    assert!(desk.model.library.reports.is_empty(), "{}", desk.screen());
    desk.keys("u<enter><enter><enter>");
    assert_eq!(desk.figure("requests.new.natural_person"), "5");
}

#[test]
fn blanks_around_a_name_make_no_other_agency_and_control_characters_none_at_all() {
    let mut desk = Desk::with_blank();
    desk.keys("<ctrl-s><f3>n<ctrl-a>　示例区财政局 <enter>").assert_shows("2026");
    desk.keys("2025").assert_shows("报告库中已有 示例区财政局 2025 年度报告");
    desk.keys("<ctrl-a>2024<enter><enter><left><enter><ctrl-s>");
    assert!(desk.saved(2024).is_some());
    assert_eq!(
        std::fs::read_dir(desk.folder.path())
            .expect("a folder")
            .filter(|entry| { entry.as_ref().is_ok_and(|entry| entry.path().is_dir()) })
            .count(),
        1
    );
}

#[test]
fn the_first_arrow_on_the_question_for_requests_never_says_that_there_were_none() {
    for arrow in ["<right>", "<left>", "< >"] {
        let mut desk = Desk::new(80, 24, Lang::Zh);
        desk.keys("n示例区财政局<enter><enter><enter>").keys(arrow).assert_shows("[x] 有");
    }
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("n示例区财政局<enter><enter><enter><right><right>").assert_shows("[x] 无");
}

#[test]
fn a_report_with_warnings_alone_names_no_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    put(
        folder.path(),
        AGENCY,
        2025,
        &[("requests.carried_in.natural_person", 9), ("requests.carried_out.natural_person", 9)],
    );
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter><f3>").assert_shows("? 警告 ");
    assert!(!desk.shows("错误 0"), "{}", desk.screen());
}
