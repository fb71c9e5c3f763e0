//! One fault is told once in the list of findings: a figure in the wrong cell before the cells that may be wrong, what else it
//! broke and findings in equal words folded into one line; and what only waits is said calmly.

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};
use super::findings::{choose, is_open, misprinted};

/// Five requests of natural persons, answered under the heading of enterprises.
fn in_the_wrong_column(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let figures = [("requests.new.natural_person", 5), ("requests.granted.enterprise", 5)];
    put(folder.path(), AGENCY, 2025, &figures);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter>");
    desk
}

#[test]
fn a_move_between_two_columns_is_told_once_and_before_the_cells_which_unfold_where_they_stand() {
    for (columns, rows) in [(80, 48), (100, 60)] {
        let mut desk = in_the_wrong_column(columns, rows, Lang::Zh);
        desk.keys("<f7>").assert_shows("错误 2").assert_shows("自然人列不平").assert_shows("企业列不平");
        let screen = desk.screen();
        assert_eq!(screen.matches("疑似错误位置").count(), 1, "{screen}");
        let line =
            |text: &str| screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{screen}"));
        assert_eq!(line("两格互换（移到旁边一列）"), line("疑似错误位置") + 1, "{screen}");
        assert!(line("两格互换") < line("+ 另有"), "{screen}");
        choose(&mut desk, "  + 另有");
        desk.assert_shows("Enter → 展开");
        for (open, close) in [("<enter>", "<enter>"), ("<right>", "<left>")] {
            desk.keys(open).assert_shows("- 另有").assert_shows("新收 · 自然人（现 5）");
            desk.keys(close).assert_shows("+ 另有");
            let screen = desk.screen();
            let folded = screen.lines().skip_while(|line| !line.contains("+ 另有")).skip(1);
            assert!(
                folded.take_while(|line| !line.contains("条规则暂")).all(|line| !line.contains("（现")),
                "{screen}"
            );
        }
        desk.keys("<right><down><down><left>").assert_shows(">   + 另有");
        desk.keys("<up><right>").assert_shows("- 另有");
    }
    let mut desk = in_the_wrong_column(100, 30, Lang::En);
    desk.keys("<f7>").assert_shows("two cells interchanged (one column over): ").assert_shows("others, less likely");
}

#[test]
fn a_move_into_an_unfilled_cell_leads_to_both_cells() {
    let mut desk = in_the_wrong_column(100, 30, Lang::Zh);
    desk.keys("<ctrl-f>requests.granted.natural_person<enter><delete><f7>");
    desk.assert_shows("填错了格（移到旁边一列）：").assert_shows("自然人（未填）");
    choose(&mut desk, "  ? 填错了格");
    desk.keys("y").assert_shows("没有依据给出建议值");
    desk.keys("<enter>");
    assert_eq!(desk.report().lit.clone().map_or(0, |lit| lit.cells.len()), 2);
}

#[test]
fn what_else_one_mistake_broke_is_one_line_that_unfolds() {
    let mut desk = misprinted();
    desk.keys("<f7>").assert_shows("错误 3").assert_shows("! T3-01 三申请 企业列不平");
    desk.assert_shows("+ 同一处错误还使 T3-02 企业列、T3-03 ");
    assert!(!desk.shows("! T3-02") && !desk.shows("! T3-03"), "{}", desk.screen());
    desk.keys("<down><right>").assert_shows("! T3-02").assert_shows("! T3-03").assert_shows("- 同一处错误");
    desk.keys("<down>a原表如此<enter>").assert_shows("已说明：").assert_shows("! T3-03");
    desk.keys("<left>");
    let mut desk = misprinted();
    desk.keys("<f7><down><enter><down><left>").assert_shows("> + 同一处错误");
    assert!(!desk.shows("! T3-02"), "{}", desk.screen());
}

#[test]
fn findings_in_equal_words_are_one_line_with_their_number_and_unfold_to_their_places() {
    let mut desk = Desk::with_sample();
    desk.keys("<alt-1><ctrl-a><delete>").paste("本年收到……件。办结……件。公开……条。").keys("<alt-5><ctrl-end>");
    desk.paste("问题是……。").keys("<f7>");
    let count = |desk: &Desk| desk.screen().matches("TX-19").count();
    assert_eq!(count(&desk), 1, "{}", desk.screen());
    desk.assert_shows("（同样的共 4 处）").assert_shows("TX-19 一总体、五问题");
    choose(&mut desk, "? TX-19");
    desk.keys("<right>");
    assert_eq!(count(&desk), 4, "{}", desk.screen());
    desk.keys("<down><down><down><enter>").assert_shows("五、存在的主要问题");
    assert!(!is_open(&desk));
    desk.keys("<f7>");
    choose(&mut desk, "? TX-19");
    desk.keys("<right><down><left>");
    assert_eq!(count(&desk), 1, "folding from within:\n{}", desk.screen());
    desk.assert_shows("> ? TX-19");
}

#[test]
fn what_waits_in_an_empty_report_is_one_calm_line_below_the_cell() {
    for (columns, rows) in [(80, 24), (100, 30), (160, 45)] {
        let mut desk = Desk::with_blank();
        desk.resize(columns, rows);
        desk.assert_shows("填齐后自动校验：本列待填 24 格");
        assert!(!desk.shows("? +") && !desk.shows("?="), "{}", desk.screen());
        desk.keys("7<enter>");
        assert!(!desk.shows("? +") && !desk.shows("?="), "{}", desk.screen());
        desk.keys("k");
        assert!(!desk.shows("? + ? ?= ? + ?"), "{}", desk.screen());
    }
}

#[test]
fn the_screens() {
    insta::assert_snapshot!("moved-80x24", in_the_wrong_column(80, 24, Lang::Zh).keys("<f7><down><down>").screen());
    insta::assert_snapshot!("moved-100x30-en", {
        in_the_wrong_column(100, 30, Lang::En).keys("<f7><end><right>").screen()
    });
}
