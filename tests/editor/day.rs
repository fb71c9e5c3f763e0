//! A clerk's day: how many keys a report takes, in which order keying goes, and what last year's report gives.

use gouji::domain::figure::Origin;
use gouji::domain::report::Part;
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put, steady};

/// Types keys and says how many they were.
fn counted(desk: &mut Desk, keys: &str) -> usize {
    desk.keys(keys);
    // Every named key is one.
    let mut rest = keys.to_string();
    while let (Some(start), Some(end)) = (rest.find('<'), rest.find('>')) {
        rest.replace_range(start..=end, "*");
    }
    rest.chars().count()
}

/// A desk on whose library this agency filed last year, and nothing is open.
fn with_last_year(figures: &[(&str, u32)]) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2024, figures);
    Desk::over(folder, 100, 30, Lang::Zh)
}

const LAST: [(&str, u32); 5] = [
    ("requests.new.natural_person", 9),
    ("requests.granted.natural_person", 6),
    ("requests.carried_out.natural_person", 3),
    ("proactive.normative_documents.in_force", 5),
    ("requests.carried_out.enterprise", 0),
];

#[test]
fn keys_are_counted_one_by_one() {
    let mut desk = Desk::with_blank();
    assert_eq!(counted(&mut desk, "12<enter>3<up>"), 5);
}

#[test]
fn a_nil_report_takes_at_most_twelve_keys() {
    let mut desk = with_last_year(&[]);
    // The agency and the year are proposed.
    let keys = counted(&mut desk, "n<enter><enter><enter>n<enter><shift-f6><ctrl-s>");
    assert!(keys <= 12, "{keys}");
    let saved = desk.saved(2025).expect("saved");
    assert_eq!(saved.unfilled(), 0);
    assert!(saved.form().inputs().all(|cell| saved.entry(cell).figure().to_string() == "0"));
}

#[test]
fn a_report_with_seven_requests_takes_at_most_forty_keys() {
    let mut desk = with_last_year(&[("proactive.normative_documents.in_force", 3)]);
    let mut keys = counted(&mut desk, "n<enter><enter><enter><left><enter>");
    keys += counted(&mut desk, "7<down><down>5");
    let down = "<down>".repeat(10);
    keys += counted(&mut desk, &format!("{down}2<enter><alt-2><down>1<enter>0<enter>4<enter><shift-f6><ctrl-s>"));
    assert!(keys <= 40, "{keys}");
    let saved = desk.saved(2025).expect("saved");
    assert_eq!(saved.unfilled(), 0);
    assert_eq!(desk.total("requests.new.total"), "7");
    assert_eq!(desk.total("requests.handled.total"), "7");
    assert_eq!(desk.figure("requests.unavailable_not_held.natural_person"), "2");
    assert_eq!(desk.figure("proactive.normative_documents.in_force"), "4");
    desk.assert_shows("错误 0").assert_shows("未填 0");
}

#[test]
fn from_the_last_cell_keying_goes_round_to_what_is_unfilled_and_then_says_what_comes_next() {
    let mut desk = Desk::with_blank();
    desk.keys("<alt-4><ctrl-end><left>1<enter>");
    assert_eq!(desk.at(), "proactive.rules.issued");
    desk.assert_shows("回到未填的格");
    desk.keys("ay<alt-4><ctrl-end><left><enter>").assert_shows("各格均已填写；第一、五、六章还没有写");
    assert!(!desk.shows("全部填完") && !desk.shows("没有问题"), "{}", desk.screen());
}

#[test]
fn keying_by_column_goes_down_and_back_up_and_on_to_the_next_column() {
    let mut desk = Desk::with_blank();
    desk.keys("<ctrl-p>key-by-column<enter>").assert_shows("按列录入");
    desk.keys("1<enter>2<enter>");
    assert_eq!(desk.at(), "requests.granted.natural_person");
    desk.keys("-");
    assert_eq!(desk.at(), "requests.carried_in.natural_person");
    desk.keys("<pagedown><pagedown><pagedown>5<enter>");
    assert_eq!(desk.figure("requests.carried_out.natural_person"), "5");
    assert_eq!(desk.at(), "requests.new.enterprise", "the next column begins at its head");
    desk.keys("<ctrl-p>key-by-column<enter>").assert_shows("按行录入");
    desk.keys("<enter>");
    assert_eq!(desk.at(), "requests.new.research");
}

#[test]
fn with_totals_a_total_is_a_stop_and_what_is_typed_there_is_held_against_the_computed_one() {
    let mut desk = Desk::with_blank();
    desk.resize(100, 34);
    desk.keys("<ctrl-p>key-totals<enter>1<enter>2<enter>0<enter>0<enter>0<enter>0<enter>");
    assert_eq!(desk.at(), "requests.new.total");
    desk.keys("4<enter>").assert_shows("原件总计 4，各格相加 3");
    assert_eq!(desk.at(), "requests.new.total", "a printed total that does not fit stops");
    desk.keys("<enter>");
    assert_eq!(desk.figure("requests.new.total"), "4");
    assert_eq!(desk.total("requests.new.total"), "3");
    assert_eq!(desk.at(), "requests.carried_in.natural_person");
    desk.keys("<up><end>").assert_shows("3（自动计算；原件总计 4）").assert_shows("T3-03");
    desk.keys("<ctrl-p>key-totals<enter>5").assert_shows("总计自动计算");
}

#[test]
fn a_column_that_the_agency_never_uses_is_passed_by_for_this_report_and_the_next() {
    let mut desk = Desk::with_blank();
    desk.keys("1<enter>2<enter>");
    assert_eq!(desk.at(), "requests.new.research");
    desk.keys("<ctrl-p>skip-column<enter>y").assert_shows("以后跳过“科研”列");
    desk.keys("<left><enter>");
    assert_eq!(desk.at(), "requests.new.public_interest");
    desk.keys("<ctrl-s><f3>n<enter><end><backspace>4<enter><enter><left><enter>");
    desk.keys("1<enter>2<enter>");
    assert_eq!(desk.at(), "requests.new.public_interest");
    // Somebody keys that column after all.
    desk.keys("<left>9<ctrl-p>skip-column<enter>y").assert_shows("照常录入");
    assert_eq!(desk.figure("requests.new.research"), "9");
    desk.keys("<ctrl-p>skip-column<enter>y").assert_shows("以后跳过");
    desk.keys("<end><ctrl-p>skip-column<enter>").assert_shows("总计列自动计算");
}

#[test]
fn a_new_report_takes_what_is_carried_over_from_last_year_and_nothing_else() {
    let mut desk = with_last_year(&LAST);
    desk.keys("n<enter><enter><enter><left><enter>");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "3");
    assert_eq!(desk.figure("requests.carried_in.enterprise"), "0");
    assert_eq!(desk.figure("requests.new.natural_person"), "");
    assert_eq!(desk.figure("requests.granted.natural_person"), "");
    let report = desk.report();
    let cell = report.form().find("requests.carried_in.natural_person").expect("a cell");
    assert_eq!(report.session.report().entry(cell).origin(), Some(Origin::Carried));
    desk.model.setting.theme.origins = true;
    desk.assert_shows("3^");
    desk.keys("<ctrl-z>");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "", "it is one undoable step");
}

#[test]
fn a_new_report_can_leave_last_years_report_alone_and_take_it_over_by_one_key_later() {
    let mut desk = with_last_year(&LAST);
    desk.keys("n<enter><enter><enter><left><down> <enter>");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "");
    desk.keys("<down>").assert_shows("按上年数应为 3：按");
    desk.keys("dy").assert_shows("已提取 6 格");
    assert_eq!(desk.figure("requests.carried_in.natural_person"), "3");
    desk.keys("d").assert_shows("没有可提取的");
    // The stock in force follows once this year's changes are known.
    desk.keys("<alt-2><down>2<enter>1<enter>").assert_shows("按上年数应为 6");
    desk.keys("dy");
    assert_eq!(desk.figure("proactive.normative_documents.in_force"), "6");
}

#[test]
fn last_years_figures_and_the_changes_stand_below_the_table_on_request() {
    let mut desk = with_last_year(&LAST);
    desk.keys("n<enter><enter><enter><left><enter>12<enter>").assert_shows("上年 0");
    desk.keys("<left>").assert_shows("上年 9");
    assert!(!desk.shows("增减"));
    desk.keys("y").assert_shows("增减").assert_shows("+3");
    let (above, below) = (desk.screen(), desk.keys("<down>").screen());
    assert_ne!(above, below, "the line follows the cursor's row");
    desk.keys("<f12>");
    assert!(!desk.shows("增减"));
    let mut alone = Desk::with_blank();
    alone.keys("y").assert_shows("没有上年度报告");
}

#[test]
fn headings_of_last_years_chapters_are_taken_over_without_their_sentences() {
    let mut desk = with_last_year(&LAST);
    desk.keys("<enter><alt-1>");
    desk.paste("（一）主动公开。全年公开信息312条。\n（二）依申请公开。收到申请9件。").keys("<ctrl-s><f3>");
    desk.keys("n<enter><enter><enter><left><enter>");
    let report = desk.report().session.report();
    assert_eq!(report.text(Part::Chapter(0)), "（一）主动公开。\n（二）依申请公开。");
    desk.assert_shows("警告 0");
}

#[test]
fn every_state_of_a_cell_has_its_sign() {
    let mut desk = with_last_year(&LAST);
    desk.keys("n<enter><enter><enter><left><enter>5<enter>*");
    assert!(!desk.screen().contains("0'") && !desk.screen().contains("3^"), "only where it is asked for");
    desk.model.setting.theme.origins = true;
    let row = |desk: &Desk, word: &str| {
        desk.screen().lines().find(|line| line.contains(word)).map(String::from).unwrap_or_default()
    };
    let new = row(&desk, "本年新收");
    assert!(new.contains("5 ") && new.contains("0'"), "{new}");
    assert!(row(&desk, "上年结转").contains("3^"));
    assert!(row(&desk, "予以公开").contains('·'));
}

#[test]
fn a_cell_is_found_by_its_figure() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-f>5").assert_shows("（一）予以公开");
    desk.keys("<enter>");
    assert_eq!(desk.at(), "requests.granted.natural_person");
    desk.keys("<ctrl-f>0<esc>");
}

#[test]
fn the_manual_is_read_inside_the_program() {
    let mut desk = Desk::with_blank();
    desk.keys("<shift-f1>").assert_shows("使用手册 · 5 ").assert_shows("Esc 关闭");
    desk.keys("<home>").assert_shows("勾稽使用手册");
    desk.keys("<pagedown><pagedown>");
    assert!(!desk.shows("勾稽使用手册"));
    desk.keys("<esc><f3>dB").assert_shows("我要……");
}

#[test]
fn screens() {
    let with = |columns, rows, lang, keys: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        put(folder.path(), AGENCY, 2024, &LAST);
        let mut desk = Desk::over(folder, columns, rows, lang);
        steady(&desk.keys("n<enter><enter><enter><left>").keys(keys).screen())
    };
    insta::assert_snapshot!("new-report-80x24", with(80, 24, Lang::Zh, ""));
    insta::assert_snapshot!("new-report-100x30-en", with(100, 30, Lang::En, "<down>"));
    let keyed = "<enter>12<enter>3<enter>*y";
    insta::assert_snapshot!("last-year-80x24", with(80, 24, Lang::Zh, keyed));
    insta::assert_snapshot!("last-year-80x24-en", with(80, 24, Lang::En, keyed));
    insta::assert_snapshot!("last-year-100x30", with(100, 30, Lang::Zh, keyed));
    insta::assert_snapshot!("last-year-100x30-en", with(100, 30, Lang::En, keyed));
    let expected = "<down> <enter>7<enter><home><down>";
    insta::assert_snapshot!("carry-80x24", with(80, 24, Lang::Zh, expected));
    insta::assert_snapshot!("carry-100x30-en", with(100, 30, Lang::En, expected));
    insta::assert_snapshot!("compare-last-year-80x24", with(80, 24, Lang::Zh, "<enter>ayL"));
    insta::assert_snapshot!("compare-last-year-100x30-en", with(100, 30, Lang::En, "<enter>ayL"));
    insta::assert_snapshot!("cell-history-80x24", with(80, 24, Lang::Zh, "<enter>12<enter><home>H"));
    insta::assert_snapshot!("cell-history-100x30-en", with(100, 30, Lang::En, "<enter>12<enter><home>H"));
}
