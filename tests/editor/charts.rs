//! The picture of an agency's years.

use gouji::domain::settings::Palette;
use gouji::domain::text::Lang;
use gouji::tui::theme::Theme;

use super::desk::{AGENCY, Desk, put};

const NEW: &str = "requests.new.natural_person";
const GRANTED: &str = "requests.granted.natural_person";
const PARTIAL: &str = "requests.partial.natural_person";
const THIRD_PARTY: &str = "requests.denied_third_party.natural_person";
const NOT_HELD: &str = "requests.unavailable_not_held.natural_person";
const LOST: &str = "disputes.reconsideration.corrected";

/// Years of both editions with a gap, and a year of somebody else.
fn years(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2020, &[(NEW, 4), (GRANTED, 2), (NOT_HELD, 1), ("requests.other.natural_person", 1)]);
    put(folder.path(), AGENCY, 2021, &[(NEW, 9), (GRANTED, 4), (PARTIAL, 3), (THIRD_PARTY, 2), (LOST, 1)]);
    put(folder.path(), AGENCY, 2023, &[(NEW, 16), (GRANTED, 9), (PARTIAL, 1), (NOT_HELD, 6), (LOST, 2)]);
    put(folder.path(), "示例区教育局", 2022, &[(NEW, 777)]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<end>");
    desk
}

/// The line of the table below for a year.
fn line(desk: &Desk, year: &str) -> Vec<String> {
    let screen = desk.screen();
    let mut lines = screen.lines().map(|line| line.trim_matches(['│', '|', ' ']));
    let last = lines.rfind(|line| line.starts_with(year)).unwrap_or_else(|| panic!("{year}:\n{screen}"));
    last.split_whitespace().map(str::to_string).collect()
}

#[test]
fn an_agencys_years_stand_side_by_side_and_a_missing_year_is_a_gap() {
    let mut desk = years(80, 24, Lang::Zh);
    desk.keys("y").assert_shows(AGENCY).assert_shows("没有报告");
    assert_eq!(line(&desk, "2020"), ["2020", "4", "4", "2", "0", "0", "1", "0", "1", "50.0%", "0", "0"]);
    assert_eq!(line(&desk, "2021"), ["2021", "9", "9", "4", "3", "2", "0", "0", "0", "77.8%", "1", "1"]);
    assert_eq!(line(&desk, "2022").iter().filter(|word| *word == "-").count(), 11);
    assert_eq!(line(&desk, "2023"), ["2023", "16", "16", "9", "1", "0", "6", "0", "0", "62.5%", "2", "2"]);
    assert!(!desk.shows("777"), "{}", desk.screen());
    desk.keys("<esc>");
    assert!(desk.model.dialog.is_none());
}

#[test]
fn stacked_bars_are_as_long_as_their_shares() {
    let mut desk = years(80, 24, Lang::Zh);
    desk.model.setting.theme.palette = Palette::NoColour;
    desk.keys("y");
    let screen = desk.screen();
    let bar = screen.lines().find(|line| line.contains("AAAA") && line.contains("2023")).expect("a bar");
    assert!(bar.contains("A9A") && bar.contains("D6D"), "{bar}");
    let count = |letter| bar.matches(letter).count();
    let whole = count("A") + count("B") + count("D");
    assert_eq!([count("A"), count("B"), count("D")].map(|part| (part * 16 + whole / 2) / whole), [9, 1, 6], "{bar}");
    assert_eq!(count("C") + count("E") + count("F"), 0, "{bar}");
}

#[test]
fn bars_say_their_numbers_and_have_letters_only_where_there_are_no_colours() {
    let mut desk = years(160, 45, Lang::Zh);
    desk.keys("y");
    let screen = desk.screen();
    assert!(!screen.contains("AA") && !screen.contains(" A ") && screen.contains("部分公开    不予公开"), "{screen}");
    let lines: Vec<&str> = screen.lines().collect();
    let bar = lines.iter().position(|line| line.contains("▆▆▆▆▆▆▆")).expect("the bar of 2021");
    assert!(lines[bar - 1].contains("   9   "), "{screen}");
    let parts = lines.iter().find(|line| line.contains("│") && line.contains("2023 ")).expect("a stacked bar");
    assert!(parts.contains(" 9 ") && parts.contains(" 6 "), "{parts}");
}

#[test]
fn the_open_report_counts_as_it_stands_and_unfilled_years_say_so() {
    let mut desk = years(100, 30, Lang::Zh);
    desk.keys("<up><up><enter>");
    desk.keys("20<ctrl-g>");
    assert_eq!(line(&desk, "2023")[1], "20", "{}", desk.screen());
    desk.keys("<esc><ctrl-z><down><down><delete>G").assert_shows("未填完");
    let figures = line(&desk, "2023");
    assert_eq!((figures[1].as_str(), figures[3].as_str(), figures[9].as_str()), ("16", "?", "-"));
}

#[test]
fn left_and_right_change_what_is_drawn_as_bars() {
    let mut desk = years(80, 24, Lang::Zh);
    desk.keys("y");
    let numbers = |desk: &Desk| desk.screen().lines().nth(2).map(|line| line[..40].trim().to_string());
    assert!(desk.screen().lines().nth(1).is_some_and(|line| line.contains("本年新收")));
    let new = numbers(&desk);
    desk.keys("<left>");
    assert!(desk.screen().lines().nth(1).is_some_and(|line| line.contains("公开率")), "{}", desk.screen());
    assert_ne!(numbers(&desk), new);
    desk.keys("<right>");
    assert_eq!(numbers(&desk), new);
}

#[test]
fn more_years_than_fit_are_reached_with_the_arrows() {
    let folder = tempfile::tempdir().expect("a folder");
    (2019..2034).for_each(|year| put(folder.path(), AGENCY, year, &[(NEW, 1), (GRANTED, 1)]));
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("y").assert_shows("2033").assert_shows("更早");
    assert!(!desk.shows("2019"));
    desk.keys(&"<up>".repeat(20)).assert_shows("2019");
    assert!(!desk.shows("2033"));
    desk.keys(&"<down>".repeat(20)).assert_shows("2033");
}

#[test]
fn a_report_that_cannot_be_read_is_told_and_the_others_are_drawn() {
    let mut desk = years(100, 30, Lang::Zh);
    let damaged = desk.folder.path().join(AGENCY).join("2021.ron");
    std::fs::write(damaged, "(version: 1, edition: ").expect("damaged");
    desk.keys("y").assert_shows("2021.ron").assert_shows("2023").assert_shows("没有报告");
}

#[test]
fn a_web_page_from_the_export_dialog_has_the_picture_only_where_it_is_ticked() {
    let mut desk = years(100, 30, Lang::Zh);
    desk.keys("<up><up><enter><ctrl-e>").assert_shows("校验情况表");
    assert!(!desk.shows("历年图"), "a Word document has none");
    let path = desk.folder.path().join("a.html");
    desk.keys("<tab><tab>").assert_shows("历年图");
    for (keys, drawn) in [("", false), ("<down><down><down><down> ", true)] {
        desk.keys("<ctrl-a>").paste(&path.display().to_string()).keys(keys).keys("<f2><enter>");
        desk.assert_shows("经回读比对，内容一致");
        let page = std::fs::read_to_string(&path).expect("a page");
        assert_eq!(page.contains("<svg") && page.contains("2020—2023"), drawn);
        std::fs::remove_file(&path).expect("removed");
        desk.keys("<ctrl-e><tab><tab>");
    }
}

#[test]
fn without_any_report_there_is_a_sentence_and_no_picture() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("y").assert_shows("请先选择一份报告");
    assert!(desk.model.dialog.is_none());
}

#[test]
fn screens_of_charts() {
    let shown = |columns, rows, lang, theme: Theme| {
        let mut desk = years(columns, rows, lang);
        desk.model.setting.theme = theme;
        desk.keys("y");
        desk.screen()
    };
    insta::assert_snapshot!("chart-80x24", shown(80, 24, Lang::Zh, Theme::DARK));
    insta::assert_snapshot!("chart-100x30-en", shown(100, 30, Lang::En, Theme::DARK));
    insta::assert_snapshot!("chart-160x45", shown(160, 45, Lang::Zh, Theme::DARK));
    let plain = Theme { ascii: true, palette: Palette::NoColour, truecolour: false, origins: false };
    insta::assert_snapshot!("chart-80x24-ascii", shown(80, 24, Lang::En, plain));
    insta::assert_snapshot!("chart-40x12", shown(40, 12, Lang::Zh, Theme::DARK));
}
