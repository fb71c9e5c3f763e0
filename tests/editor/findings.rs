//! Findings: the list of all of them, jumps and what they light, acceptances with a reason, the rules of a cell, and
//! suspects with what they offer.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::Part;
use gouji::domain::session::Session;
use gouji::domain::text::Lang;
use gouji::store::library::Library;
use gouji::tui::display::width;

use super::desk::{AGENCY, Desk, put, put_written, saved};

/// A sound report without prose, of which nobody has last year's, on a screen of a size.
fn plain(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let figures = [
        ("requests.new.natural_person", 7),
        ("requests.granted.natural_person", 5),
        ("requests.unavailable_not_held.natural_person", 2),
    ];
    put(folder.path(), AGENCY, 2025, &figures);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter>");
    desk
}

/// The same with a column that does not balance.
fn unbalanced(columns: u16, rows: u16, lang: Lang) -> Desk {
    let mut desk = plain(columns, rows, lang);
    desk.keys("<right>5<enter>");
    desk
}

/// Goes down the list to the row that begins so.
pub fn choose(desk: &mut Desk, row: &str) {
    desk.keys("<home>");
    for _ in 0..40 {
        if desk.shows(&format!("> {row}")) {
            return;
        }
        desk.keys("<down>");
    }
    panic!("{row}\n{}", desk.screen());
}

/// A report that prints all its totals, one of them with a digit doubled.
pub fn misprinted() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let figures = [
        ("requests.new.natural_person", 9),
        ("requests.granted.natural_person", 6),
        ("requests.denied_process.natural_person", 3),
        ("requests.new.enterprise", 2),
        ("requests.granted.enterprise", 2),
    ];
    put(folder.path(), AGENCY, 2025, &figures);
    let mut report = saved(folder.path(), AGENCY, 2025).expect("there");
    let session = Session::new(report.clone());
    for total in report.form().clone().totals() {
        let computed = session.totals().of(total.cell).complete().expect("complete");
        report.set_entry(total.cell, Entry::new(Figure::Number(computed), Origin::Imported));
    }
    let wrong = report.form().find("requests.handled.enterprise").expect("there");
    report.set_entry(wrong, Entry::new(Figure::from(22), Origin::Imported));
    Library::at(folder.path().to_path_buf()).overwrite(&report).expect("saved");
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter>").assert_shows("错误 3");
    desk
}

pub fn is_open(desk: &Desk) -> bool {
    desk.shows("问题清单  错误")
}

/// A report that carries in less than last year's carried out, and is sound otherwise.
fn warned() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let last = [
        ("requests.new.natural_person", 9),
        ("requests.granted.natural_person", 6),
        ("requests.carried_out.natural_person", 3),
    ];
    put(folder.path(), AGENCY, 2024, &last);
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 9), ("requests.granted.natural_person", 9)]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<home><enter>").assert_shows("2025年");
    assert!(!desk.report().session.open_findings().is_empty());
    desk
}

fn warnings(desk: &Desk) -> usize {
    desk.report().session.open_findings().len()
}

#[test]
fn the_list_groups_findings_by_severity_with_live_numbers() {
    for keys in ["<f7>", "w"] {
        let mut desk = unbalanced(100, 30, Lang::Zh);
        desk.keys(keys).assert_shows("问题清单").assert_shows("错误 2").assert_shows("T3-01 三申请 企业列不平");
        desk.assert_shows("5 + 0 = 5").assert_shows("总计列不平");
        desk.keys("<f7>");
        assert!(!is_open(&desk), "the same key closes it");
    }
    let mut desk = Desk::with_sample();
    desk.keys("<alt-1><f7>").assert_shows("没有问题");
    desk.keys("<esc>");
    desk.assert_shows("一、总体情况");
}

#[test]
fn what_is_being_typed_or_written_counts_before_the_list_opens() {
    let mut desk = Desk::with_sample();
    desk.keys("<right>5<f7>").assert_shows("企业列不平");
    let mut desk = Desk::with_sample();
    desk.keys("<alt-6><ctrl-a><delete><f7>");
    desk.assert_shows("T");
    desk.keys("<esc><alt-3>");
    assert_eq!(desk.report().session.report().text(Part::Chapter(5)), "");
}

#[test]
fn rules_that_wait_are_one_line() {
    let mut desk = Desk::with_blank();
    desk.keys("<f7>").assert_shows("条规则暂不能校验");
    assert_eq!(desk.screen().matches("暂不能校验").count(), 1);
}

#[test]
fn enter_jumps_to_the_first_cell_and_lights_all_cells_of_the_rule_until_esc() {
    let mut desk = unbalanced(100, 30, Lang::Zh);
    desk.keys("<alt-4><f7><enter>");
    assert!(!is_open(&desk));
    assert_eq!(desk.at(), "requests.new.enterprise");
    let lit = |desk: &Desk| desk.report().lit.clone().map_or(0, |lit| lit.cells.len());
    assert_eq!(lit(&desk), 4);
    desk.assert_shows("5!<").assert_shows("0!<");
    desk.keys("<down><down>");
    assert_eq!(lit(&desk), 4, "moving about keeps it");
    desk.keys("<esc>");
    assert_eq!(lit(&desk), 0);
    assert!(!desk.shows("!<"));
    desk.keys("<f8>");
    assert!(lit(&desk) > 0, "F8 is a jump too");
}

#[test]
fn a_finding_that_speaks_of_no_cell_and_no_words_says_so() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-6><ctrl-a><delete><f7>");
    let chosen = desk.screen().lines().find(|line| line.contains("> ")).unwrap_or_default().to_string();
    desk.keys("<enter>");
    let (jumped, told) = (!is_open(&desk), desk.shows("不涉及具体的格"));
    assert!(jumped || told, "{chosen}\n{}", desk.screen());
}

#[test]
fn an_error_is_released_with_a_reason_as_one_edit_and_taken_back_with_the_same_key() {
    let mut desk = unbalanced(100, 60, Lang::Zh);
    desk.keys("<f7>a").assert_shows("填写说明").assert_shows("企业列不平");
    desk.keys("<enter>").assert_shows("请先填写说明");
    desk.keys("有复议在办<enter>").assert_shows("已说明：有复议在办").assert_shows("错误 1（另有已说明 1）");
    let screen = desk.screen();
    let line = |text: &str| screen.lines().position(|line| line.contains(text)).expect("a line");
    assert!(line("总计列不平") < line("已说明：有复议在办"), "those accepted come last:\n{screen}");
    let accepted = desk.report().session.report().accepted.clone();
    assert_eq!((accepted.len(), accepted[0].date.len()), (1, 10));
    desk.keys("<ctrl-z>").assert_shows("已撤销：填写说明").assert_shows("错误 2");
    desk.keys("<ctrl-y>").assert_shows("错误 1（另有已说明 1）");
    desk.keys("<esc><left>").assert_shows("错误 1").assert_shows("= T3-01 已说明：有复议在办");
    desk.keys("<ctrl-z>").assert_shows("已撤销：填写说明").assert_shows("错误 2");
    desk.keys("<ctrl-y>").assert_shows("错误 1");
    desk.keys("<f7>");
    choose(&mut desk, "= T3-01");
    desk.keys("a").assert_shows("已撤回").assert_shows("错误 2");
    assert_eq!(desk.report().session.report().accepted, []);
}

#[test]
fn a_warning_is_accepted_with_a_reason_that_lapses_when_its_figures_change_and_is_kept_in_the_file() {
    let mut desk = warned();
    desk.resize(100, 60);
    let before = warnings(&desk);
    desk.keys("<f7>").assert_shows("警告").assert_shows("XY-01");
    desk.keys("a").assert_shows("填写说明");
    desk.paste("上年报错，\n已更正").keys("<enter>").assert_shows("已说明：上年报错， 已更正");
    assert_eq!(warnings(&desk), before - 1);
    desk.keys("<esc><ctrl-s>");
    let saved = desk.saved(2025).expect("saved");
    assert_eq!(saved.accepted.len(), 1);
    assert!(saved.accepted[0].rule.starts_with("XY-"), "{:?}", saved.accepted);
    desk.keys("<down>1<enter><f7>").assert_shows("说明已失效：数字已改").assert_shows("上年报错");
    assert!(!desk.shows("已说明："));
    desk.keys("<esc><ctrl-z><f7>").assert_shows("已说明：上年报错");
}

#[test]
fn esc_gives_a_reason_up_and_leads_back_to_the_list() {
    let mut desk = unbalanced(100, 30, Lang::Zh);
    desk.keys("<f7>a有<esc>").assert_shows("问题清单");
    assert!(!desk.shows("Enter 保存说明"));
    assert_eq!(desk.report().session.report().accepted, []);
    desk.keys("<esc>");
    assert!(!is_open(&desk));
}

#[test]
fn plausibility_is_folded_and_in_no_count() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-f>requests.unprocessed_excessive.natural_person<enter>2<enter>");
    desk.keys("<ctrl-f>requests.unavailable_not_held.natural_person<enter>0<enter>");
    // The sample's own words state what was changed.
    desk.assert_shows("错误 0  警告 1  未填 0");
    desk.keys("<f7><down>");
    desk.assert_shows("合理性提示");
    assert!(!desk.shows("PL-02"));
    for (open, close) in [("<enter>", "<enter>"), ("<right>", "<left>")] {
        desk.keys(open).assert_shows("PL-02");
        desk.keys(close);
        assert!(!desk.shows("PL-02"), "{}", desk.screen());
    }
    desk.keys("<right><down><left>");
    assert!(!desk.shows("PL-02"), "folding from within");
}

#[test]
fn what_is_offered_is_applied_after_asking_as_one_edit_of_its_own_origin() {
    let mut desk = misprinted();
    desk.keys("<f7>").assert_shows("疑似错误位置").assert_shows("现 22，建议值 2");
    desk.keys("<down><down><insert>").assert_shows("已核对登记台账").assert_shows("依据：");
    desk.keys("<esc>").assert_shows("问题清单");
    assert_eq!(desk.figure("requests.handled.enterprise"), "22");
    desk.keys("y").assert_shows("已核对登记台账");
    desk.keys("y").assert_shows("已采用建议值").assert_shows("错误 0");
    assert_eq!(desk.figure("requests.handled.enterprise"), "2");
    let total = desk.report().form().find("requests.handled.enterprise").expect("there");
    assert_eq!(desk.report().session.report().entry(total).origin(), Some(Origin::Proposal));
    desk.keys("<esc><ctrl-z>").assert_shows("已撤销：采用建议值");
    assert_eq!(desk.figure("requests.handled.enterprise"), "22");
}

#[test]
fn enter_on_a_suspect_jumps_to_it() {
    let mut desk = misprinted();
    desk.keys("<f7><down><down><enter>");
    assert_eq!(desk.at(), "requests.handled.enterprise");
    assert!(!is_open(&desk));
}

#[test]
fn where_nothing_singles_a_value_out_none_can_be_applied_and_the_list_says_why() {
    let mut desk = unbalanced(100, 30, Lang::Zh);
    desk.keys("<f7>y").assert_shows("请先选择");
    desk.keys("<down><down>");
    assert!(!desk.shows("应为"), "{}", desk.screen());
    let before = desk.report().session.report().entries().to_vec();
    desk.keys("y").assert_shows("没有依据给出建议值");
    desk.keys("y<insert>");
    assert_eq!(desk.report().session.report().entries(), before);
}

#[test]
fn suspects_stand_under_the_findings_they_explain() {
    let mut desk = plain(100, 30, Lang::Zh);
    desk.keys("<end><f2>70<enter><alt-4><end><f2>9<enter><f7>");
    let screen = desk.screen();
    let line =
        |text: &str| screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}\n{screen}"));
    assert!(line("T3-03") < line("（现 70）") && line("（现 70）") < line("T4-01"), "{screen}");
    assert!(line("T4-01") < line("（现 9）"), "{screen}");
}

#[test]
fn every_rule_of_a_cell_is_listed_with_what_it_came_to() {
    let mut desk = unbalanced(100, 30, Lang::Zh);
    desk.keys("k<esc>");
    desk.keys("<left><left><right>k").assert_shows("参与").assert_shows("T3-01").assert_shows("T3-03");
    desk.assert_shows("不平").assert_shows("5 + 0 ≠ 0 + 0").assert_shows("12 = 7 + 5");
    let screen = desk.screen();
    let line = |text: &str| screen.lines().position(|line| line.contains(text)).expect("a line");
    assert!(line("T3-01") < line("T3-03"), "what fails comes first");
    desk.keys("<enter>")
        .assert_shows("依据：报告格式印明")
        .assert_shows("处理办法：对照登记台账")
        .assert_shows("前者多");
    desk.keys("<enter>");
    assert!(!desk.shows("处理办法："));
    desk.keys("<tab>");
    assert!(!desk.shows("参与"));
    assert_eq!(desk.report().lit.clone().map_or(0, |lit| lit.cells.len()), 4);
    desk.assert_shows("0!<");
    desk.keys("<down>k").assert_shows("不适用").assert_shows("需有上年度报告才能校验");
}

#[test]
fn a_rule_that_waits_says_for_how_many_cells() {
    let mut desk = Desk::with_blank();
    desk.keys("k").assert_shows("待填 ").assert_shows("T3-01");
    desk.keys("k");
    assert!(!desk.shows("T3-04"), "the same key closes it");
}

/// The sample report with a sentence in its first chapter that contradicts table three.
fn contradicted() -> Desk {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-1><ctrl-a><delete>第一段。<enter>本年度新收政府信息公开申请11件，全部办结。<alt-3>");
    desk.assert_shows("一总体!");
    desk
}

#[test]
fn the_words_of_a_finding_are_lit_with_the_cursor_at_them_and_one_key_leads_to_the_cell_and_back() {
    let mut desk = contradicted();
    desk.keys("<f7>").assert_shows("TX-01 一总体").assert_shows("Tab：一总体 “");
    choose(&mut desk, "? TX-01");
    desk.keys("<tab><enter>").assert_shows("一、总体情况").assert_shows("! TX-01");
    let words = desk.underlined();
    assert!(words.contains("11件"), "{words}");
    let screen = desk.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(&words)).expect("a line");
    let before = width(line.split(&words).next().unwrap_or_default());
    let at = desk.cursor();
    assert_eq!((usize::from(at.0), usize::from(at.1)), (before, row));
    desk.keys("<shift-f7>");
    assert_eq!(desk.at(), "requests.new.total");
    desk.keys("j").assert_shows("一、总体情况");
    assert_eq!(desk.cursor(), at);
    desk.keys("<esc>");
    assert_eq!(desk.underlined(), "");
    desk.assert_shows("! TX-01");
    desk.keys("<ctrl-home>");
    assert!(!desk.shows("TX-01"), "away from its words it is not said");
    desk.keys("<alt-3><ctrl-home><end>j").assert_shows("一、总体情况");
    assert_eq!(desk.underlined(), words, "from the cell itself, without the list");
    desk.keys("<esc><shift-f7>");
    assert_eq!(desk.at(), "requests.new.total", "and from the prose");
}

#[test]
fn a_finding_in_the_prose_is_accepted_until_its_words_change() {
    let mut desk = contradicted();
    let before = warnings(&desk);
    desk.keys("<f7>").assert_shows("> ? TX-01");
    desk.keys("a口径不同<enter>").assert_shows("已说明：口径不同");
    assert_eq!(warnings(&desk), before - 1);
    desk.keys("<esc><alt-1><down><end><left><left><left><left><left><left><left><backspace>2<alt-3><f7>")
        .assert_shows("12件");
    assert_eq!(warnings(&desk), before);
    assert!(!desk.shows("已说明："), "{}", desk.screen());
}

#[test]
fn what_is_lit_in_prose_goes_out_when_the_text_changes() {
    let mut desk = contradicted();
    desk.keys("<f7><tab><enter>");
    let words = desk.underlined();
    desk.keys("再");
    assert_eq!(desk.underlined(), "");
    assert!(desk.shows(&format!("再{words}")), "nothing was replaced");
}

#[test]
fn without_words_to_jump_to_the_key_says_so() {
    let mut desk = unbalanced(100, 30, Lang::Zh);
    desk.keys("j").assert_shows("没有正文与表格不一致");
    desk.keys("<f7><tab>").assert_shows("只涉及一处");
}

#[test]
fn findings_that_come_and_go_while_typing_do_not_move_the_grid() {
    for (columns, rows) in [(80, 24), (100, 30), (160, 45)] {
        let mut desk = Desk::new(columns, rows, Lang::Zh);
        desk.keys("sy<right>");
        let labels = |desk: &Desk| -> Vec<String> {
            let screen = desk.screen();
            let heights = desk.report().heights(rows);
            let grid = screen.lines().skip(2).take(heights.body.into());
            grid.map(|line| line.chars().take(12).collect()).collect()
        };
        let before = labels(&desk);
        assert!(before.len() > 10, "{}", desk.screen());
        for keys in ["5", "5", "<backspace>", "<enter>", "<ctrl-z>", "<left>8", "<esc>"] {
            desk.keys(keys);
            assert_eq!(labels(&desk), before, "{columns}x{rows} {keys}\n{}", desk.screen());
        }
    }
}

#[test]
fn the_lists_work_on_small_terminals() {
    for (columns, rows) in [(60, 16), (40, 12), (30, 8), (20, 5), (8, 3)] {
        let mut desk = unbalanced(columns, rows, Lang::Zh);
        for keys in [
            "<f7>", "<end>", "<home>", "a", "有", "<esc>", "<down>", "<down>", "y", "<esc>", "k", "<down>", "<enter>",
            "<end>",
        ] {
            desk.keys(keys).screen();
        }
    }
}

#[test]
fn the_screens() {
    insta::assert_snapshot!("findings-80x24", unbalanced(80, 24, Lang::Zh).keys("<f7>").screen());
    insta::assert_snapshot!("findings-100x30", unbalanced(100, 30, Lang::Zh).keys("<f7>").screen());
    insta::assert_snapshot!("findings-100x30-en", unbalanced(100, 30, Lang::En).keys("<f7><down><down>").screen());
    insta::assert_snapshot!("findings-reason-80x24", unbalanced(80, 24, Lang::Zh).keys("<f7>a有复议").screen());
    insta::assert_snapshot!("findings-lit-80x24", unbalanced(80, 24, Lang::Zh).keys("<f7><enter>").screen());
    insta::assert_snapshot!("findings-words-100x30", contradicted().keys("<f7><tab><enter>").screen());
    insta::assert_snapshot!("findings-checked-80x24", {
        let mut desk = misprinted();
        desk.resize(80, 24).keys("<f7><down><down>y").screen()
    });
    insta::assert_snapshot!("rules-80x24", unbalanced(80, 24, Lang::Zh).keys("<left>k<enter>").screen());
    insta::assert_snapshot!("rules-100x30-en", unbalanced(100, 30, Lang::En).keys("<left>k").screen());
}

#[test]
fn a_digit_in_the_list_says_that_figures_are_keyed_in_the_table() {
    let mut desk = unbalanced(80, 24, Lang::Zh);
    let before = desk.figure("requests.new.natural_person");
    desk.keys("<f7>5").assert_shows("请先按 Enter 定位").assert_shows("问题清单");
    assert_eq!(desk.figure("requests.new.natural_person"), before);
}

#[test]
fn beside_the_table_no_key_is_parted_from_its_words() {
    let mut desk = unbalanced(130, 30, Lang::Zh);
    desk.keys("<f7>").assert_shows("c 复制清单");
    desk.assert_shows("Esc 关闭");
}

/// Three times the same words of last year's, and chapters that need them.
fn left_over(columns: u16, rows: u16) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "本年收到{requests.new.total}件，〔上年 3〕次、〔上年 4〕次、〔上年 5〕次。";
    put_written(folder.path(), AGENCY, 2025, &[], &[(1, text)]);
    let mut desk = Desk::over(folder, columns, rows, Lang::Zh);
    desk.keys("<enter>");
    desk
}

#[test]
fn how_often_a_finding_is_there_stands_before_its_words_which_may_be_cut() {
    let mut desk = left_over(80, 24);
    desk.keys("<f7>").assert_shows("TX-19 一总体 （同样的共 3 处）");
}

#[test]
fn warnings_alone_do_not_look_like_errors() {
    let look = |desk: &Desk| {
        let style = desk.style_of("三申请!", '!');
        (style == desk.model.setting.theme.error().fg, style == desk.model.setting.theme.warning().fg)
    };
    let mut desk = unbalanced(80, 24, Lang::Zh);
    desk.keys("<alt-1>");
    assert_eq!(look(&desk), (true, false), "an error");
    let mut desk = warned();
    desk.keys("<alt-1>");
    assert_eq!(desk.report().session.open_errors(), []);
    assert_eq!(look(&desk), (false, true), "only warnings");
}

#[test]
fn beside_a_wide_table_the_list_stays_while_one_keys_lights_what_is_chosen_and_is_copied_and_put_away() {
    let mut desk = Desk::new(160, 45, Lang::Zh);
    desk.keys("sy9<enter><f7>");
    desk.assert_shows("9!<").assert_shows("（二）部分公开");
    desk.keys("c").assert_shows("问题清单已复制");
    let copied = desk.copied.last().expect("copied").clone();
    assert!(copied.starts_with("示例区人民政府办公室 2022") && copied.contains("! T3-01"), "{copied}");
    // After a jump the list stays, follows every key, and says which finding one is at.
    desk.keys("<enter>").assert_shows("> ! T3-01");
    desk.keys("7<enter>").assert_shows("没有问题。");
    desk.keys("<ctrl-z>").assert_shows("! T3-01");
    desk.keys("<f7><esc>");
    assert!(!desk.shows("> ! T3-01"), "{}", desk.screen());
    // Below 120 columns the upper half of the screen stays the table's.
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("sy9<enter><f7>");
    let screen = desk.screen();
    assert!(screen.lines().take(14).all(|line| !line.contains('┌')), "{screen}");
}
