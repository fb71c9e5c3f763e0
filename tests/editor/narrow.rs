//! What stays legible where there is little room: whose report it is and how it stands, both sides of a change, settings.

use std::fs;

use gouji::domain::report::{Seal, SignOff};
use gouji::domain::seal::digest;
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::tui::display::width;
use tempfile::TempDir;

use super::desk::{AGENCY, Desk, put, saved};

const LONG: &str = "宁夏回族自治区吴忠市利通区人民政府办公室";

fn library(agency: &str, finished: bool) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), agency, 2022, &[("requests.new.natural_person", 7)]);
    if finished {
        let mut report = saved(folder.path(), agency, 2022).expect("saved");
        report.seal = Some(Seal { sha256: digest(b"another state") });
        report.sign_off = SignOff { keyer: "甲".into(), reviewer: "乙".into(), date: "2023-01-15".into() };
        fs::write(folder.path().join(agency).join("2022.ron"), to_ron(&report)).expect("written");
    }
    folder
}

/// The title line of a report; open ones with an edit that was not saved.
fn title(agency: &str, finished: bool, columns: u16, lang: Lang) -> String {
    let mut desk = Desk::over(library(agency, finished), columns, 24, lang);
    desk.keys("<enter>").keys(if finished { "" } else { "5<enter>" });
    desk.screen().lines().next().expect("a title").to_string()
}

#[test]
fn agency_year_and_state_are_in_the_title_line_of_every_width() {
    for columns in [60, 72, 80, 100, 160] {
        for lang in [Lang::Zh, Lang::En] {
            for (finished, state) in [(false, lang.pick("*未", "*")), (true, lang.pick("有改动", "!changed"))] {
                for agency in [AGENCY, LONG] {
                    let line = title(agency, finished, columns, lang);
                    assert!(line.contains("2022") && line.contains(state), "{columns}: {line}");
                    let parts: Vec<&str> = agency.split("").collect();
                    let whole: String = line.chars().filter(|c| parts.contains(&c.to_string().as_str())).collect();
                    assert!(width(&whole) >= width(agency).min(8), "{columns}: {line}");
                    assert!(width(&line) <= usize::from(columns), "{columns}: {line}");
                }
            }
        }
    }
}

#[test]
fn title_lines() {
    let mut lines = String::new();
    for (agency, finished) in [(AGENCY, false), (LONG, false), (AGENCY, true), (LONG, true)] {
        for columns in [160, 100, 80, 60, 40] {
            for lang in [Lang::Zh, Lang::En] {
                lines += &format!("{columns:>3} |{}\n", title(agency, finished, columns, lang));
            }
        }
    }
    insta::assert_snapshot!("title-lines", lines);
}

#[test]
fn both_sides_of_a_long_passage_are_seen_in_the_list_of_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    for (year, words) in [(2023, "去年"), (2024, "今年")] {
        put(folder.path(), AGENCY, year, &[]);
        let mut report = saved(folder.path(), AGENCY, year).expect("saved");
        report.prose.preamble =
            format!("{words}依照条例的规定编制，数据统计期限自一月一日起至十二月三十一日止，特此公布。");
        fs::write(folder.path().join(AGENCY).join(format!("{year}.ron")), to_ron(&report)).expect("written");
    }
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("<enter>L");
    let screen = desk.screen();
    let line = screen.lines().find(|line| line.contains("导语")).expect("the passage").to_string();
    let (before, behind) = line.split_once('→').expect("both sides");
    assert!(before.contains("去年") && behind.contains("今年"), "{line}");
    insta::assert_snapshot!("changes-long-80x24", screen);
}

#[test]
fn the_settings_can_be_left_and_changed_on_a_tiny_terminal() {
    for (columns, rows) in [(10, 3), (20, 5)] {
        for lang in [Lang::Zh, Lang::En] {
            let mut desk = Desk::new(columns, rows, lang);
            desk.keys("z");
            for _ in 0..12 {
                desk.keys("<down>").screen();
            }
            desk.keys("<home><down><right>w").screen();
            desk.keys("1<esc>").screen();
            assert!(desk.model.dialog.is_none(), "{columns}x{rows}");
            let kept = fs::read_to_string(desk.folder.path().join("settings.ron")).expect("kept");
            assert!(kept.contains("narrow"), "{kept}");
        }
    }
}

#[test]
fn what_edits_prose_is_said_where_nothing_is_set() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("z").assert_shows("未设置");
    desk.keys("<esc>");
    desk.model.setting.editor = "nano".into();
    desk.keys("z").assert_shows("用系统指定的：nano");
    desk.keys("<end>").assert_shows("系统指定的：nano");
    desk.keys("v");
    assert!(!desk.shows("系统指定的：nano"), "what is typed stands there");
}
