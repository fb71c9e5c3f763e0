//! The report on one page: what stands there, where its lines lead, and its place before export and finishing.

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put, put_written};

/// A report that is far from last year's in licensing, unbalanced, and lacks a cell.
fn desk(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let licensing = "proactive.licensing.decisions";
    put(folder.path(), AGENCY, 2024, &[(licensing, 900), ("requests.new.natural_person", 7)]);
    put(folder.path(), AGENCY, 2025, &[(licensing, 200), ("requests.new.natural_person", 9)]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter><right><down><delete><up><left>");
    desk
}

/// Moves the choice to the line that has these words.
fn choose(desk: &mut Desk, words: &str) {
    for _ in 0..60 {
        if desk.screen().lines().any(|line| line.contains("│ >") && line.contains(words)) {
            return;
        }
        desk.keys("<down>");
    }
    panic!("no line can be chosen that has `{words}`:\n{}", desk.screen());
}

#[test]
fn the_page_as_it_looks() {
    insta::assert_snapshot!("summary-80x24", desk(80, 24, Lang::Zh).keys("<f10>").screen());
    insta::assert_snapshot!("summary-100x30", desk(100, 30, Lang::Zh).keys("I").screen());
    insta::assert_snapshot!("summary-160x45-en", desk(160, 45, Lang::En).keys("<f10>").screen());
}

#[test]
fn it_opens_by_one_key_from_tables_and_from_prose() {
    for keys in ["<f10>", "I", "<alt-1><f10>"] {
        let mut desk = desk(80, 24, Lang::Zh);
        desk.keys(keys).assert_shows("报告概况：示例区财政局 2025").assert_shows("三、收到和处理");
        desk.keys("<f10>");
        assert!(!desk.shows("报告概况"), "{}", desk.screen());
    }
}

#[test]
fn each_line_leads_to_what_it_speaks_of() {
    let lines = [
        ("二、主动公开", "proactive.rules.issued"),
        ("三、收到和处理", "requests.new.natural_person"),
        ("四、政府信息公开", "disputes.reconsideration.upheld"),
        ("还有 1 格未填", "requests.carried_in.enterprise"),
        ("T3-01", "requests.new.natural_person"),
        ("上年 900，本年 200", "proactive.licensing.decisions"),
    ];
    for (words, cell) in lines {
        let mut desk = desk(100, 30, Lang::Zh);
        desk.keys("<alt-4><f10>");
        choose(&mut desk, words);
        desk.keys("<enter>");
        assert_eq!(desk.at(), cell, "{words}");
    }
    let dialogs = [("未定稿", "还不能定稿"), ("未作二次录入", "初录人"), ("提示", "问题清单")];
    for (words, shown) in dialogs {
        let mut desk = desk(100, 30, Lang::Zh);
        desk.keys("<f10>");
        choose(&mut desk, words);
        desk.keys("<enter>").assert_shows(shown);
    }
    let mut desk = desk(100, 30, Lang::Zh);
    desk.keys("<f10>");
    choose(&mut desk, "一、总体情况");
    desk.keys("<enter>").assert_shows("查看");
    assert!(desk.report().table().is_none(), "{}", desk.screen());
}

#[test]
fn notes_stand_on_it_and_lead_to_their_cell() {
    let mut desk = desk(100, 30, Lang::Zh);
    desk.keys("<alt-2>m待核实<enter><alt-3>i等来函<enter><f10>")
        .assert_shows("待核实")
        .assert_shows("整份报告：等来函");
    choose(&mut desk, "待核实");
    desk.keys("<enter>");
    assert_eq!(desk.at(), "proactive.rules.issued");
}

#[test]
fn only_what_is_far_from_last_year_stands_on_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let [kept, small, doubled, short] = ["licensing", "penalties", "compulsion", "fees"]
        .map(|row| format!("proactive.{row}.{}", if row == "fees" { "amount" } else { "decisions" }));
    put(folder.path(), AGENCY, 2024, &[(&kept, 100), (&small, 1), (&doubled, 10), (&short, 11)]);
    put(folder.path(), AGENCY, 2025, &[(&kept, 199), (&small, 10), (&doubled, 20), (&short, 21)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter><f10>").assert_shows("上年 10，本年 20");
    for far in ["上年 100，", "上年 1，", "上年 11，"] {
        assert!(!desk.shows(far), "{far}\n{}", desk.screen());
    }
}

#[test]
fn without_last_years_report_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter><f10>").assert_shows("报告库里没有上年度的报告");
}

#[test]
fn export_and_finishing_show_its_gist_and_unfold_it_without_losing_what_was_typed() {
    let mut desk = desk(80, 24, Lang::Zh);
    desk.keys("<ctrl-e>").assert_shows("与上年相差较大 1 处，未作二次录入（F10 查看报告概况）");
    desk.paste("交.docx").keys("<f10>").assert_shows("报告概况：");
    desk.keys("<esc>").assert_shows("交.docx");
    desk.keys("<f10>");
    choose(&mut desk, "上年 900，本年 200");
    desk.keys("<enter>");
    assert_eq!(desk.at(), "proactive.licensing.decisions");
    assert!(!desk.shows("交.docx"), "{}", desk.screen());
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut sound = Desk::over(folder, 80, 24, Lang::Zh);
    sound.keys("<enter><alt-d>李四").assert_shows("未作二次录入（F10 查看报告概况）");
    sound.keys("<f10>").assert_shows("报告概况：");
    sound.keys("<esc>").assert_shows("李四");
}

#[test]
fn it_leads_on_to_export_findings_and_finishing() {
    for (key, shown) in [("o", "Word 文档"), ("<ctrl-e>", "Word 文档"), ("w", "问题清单"), ("d", "还不能定稿")]
    {
        desk(80, 24, Lang::Zh).keys("<f10>").keys(key).assert_shows(shown);
    }
}

#[test]
fn it_stays_closed_while_figures_are_keyed_blind() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 7)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>Y<tab>张三<tab>李四<enter><f10>");
    assert!(desk.report().second_keying.is_some() && !desk.shows("报告概况"), "{}", desk.screen());
}

#[test]
fn equal_findings_are_one_line_and_characters_are_counted_as_the_text_shows_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "本年收到{requests.new.total}件，〔上年 3〕次、〔上年 4〕次、〔上年 5〕次。";
    put_written(folder.path(), AGENCY, 2025, &[], &[(1, text)]);
    let mut desk = Desk::over(folder, 100, 45, Lang::Zh);
    desk.keys("<enter><f10>").assert_shows("（同样的共 3 处）").assert_shows("总体情况：已写 18 字");
    assert_eq!(desk.screen().matches("TX-19").count(), 1, "{}", desk.screen());
    desk.keys("<esc><alt-1>").assert_shows("（18 字");
}

#[test]
fn a_page_that_goes_on_says_where_one_is() {
    desk(80, 24, Lang::Zh).keys("<f10>").assert_shows("Esc 关闭  2/");
}

#[test]
fn the_figures_to_be_agreed_with_the_justice_department_have_a_page_whose_lines_lead_to_them() {
    let mut desk = desk(100, 30, Lang::Zh);
    desk.keys("U").assert_shows("核对清单：示例区财政局 2025").assert_shows("司法行政部门").assert_shows("对方 ______");
    choose(&mut desk, "行政复议");
    desk.keys("<enter>");
    assert!(desk.at().starts_with("disputes.reconsideration."), "{}", desk.at());
}
