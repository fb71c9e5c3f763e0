//! Help and the manual: looking for words, the list of headings, and keys that lead to a screen.

use gouji::domain::text::Lang;
use gouji::tui::manual;

use super::desk::Desk;

/// The manual over a report, at its beginning.
fn manual(lang: Lang) -> Desk {
    let mut desk = Desk::new(80, 24, lang);
    desk.keys("sy<shift-f1><home>");
    desk
}

/// The last line of the box: its keys, or what is looked for.
fn foot(desk: &Desk) -> String {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let foot = lines.iter().rposition(|line| line.trim_start().starts_with('└')).expect("a box");
    lines[foot - 1].to_string()
}

#[test]
fn a_slash_looks_for_words_while_they_are_typed_and_counts_them() {
    let mut desk = manual(Lang::Zh);
    desk.keys("/定稿").assert_shows("定稿");
    let line = foot(&desk);
    assert!(line.contains("> 定稿") && line.contains("1/"), "{line}");
    desk.keys("<enter>");
    assert!(foot(&desk).contains("“定稿” 1/"), "{}", foot(&desk));
    let first = desk.screen();
    desk.keys("nn");
    assert!(foot(&desk).contains("“定稿” 3/"), "{}", foot(&desk));
    assert_ne!(desk.screen(), first);
    desk.keys("NN");
    assert_eq!(desk.screen(), first);
    desk.keys("N");
    let line = foot(&desk);
    let count = line.split('/').nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default().to_string();
    assert!(line.contains(&format!("“定稿” {count}/{count}")), "the last one, round: {line}");
    desk.keys("<esc>");
    assert!(desk.model.dialog.is_some(), "the first Esc ends the search");
    desk.keys("<esc>");
    assert!(desk.model.dialog.is_none());
}

#[test]
fn a_search_that_finds_nothing_says_so_and_giving_up_leads_back() {
    let mut desk = manual(Lang::En);
    desk.keys("<pagedown>");
    let before = desk.screen();
    desk.keys("/zzzz");
    assert!(foot(&desk).contains("not found"), "{}", foot(&desk));
    desk.keys("<esc>");
    assert_eq!(desk.screen(), before);
    desk.keys("/JOURNAL<enter>");
    assert!(foot(&desk).contains("1/"), "large letters are small ones: {}", foot(&desk));
    desk.keys("/nq?h");
    assert!(foot(&desk).contains("> nq?h"), "letters are text there");
}

#[test]
fn words_that_a_line_end_parts_are_found() {
    let lines = manual::page(Lang::Zh, 60).lines.clone();
    let (first, second) = lines
        .windows(2)
        .map(|pair| (pair[0].words(), pair[1].words()))
        .find(|(first, second)| {
            let ends = first.chars().last().is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
            ends && second.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_ascii())
        })
        .expect("a paragraph of two lines");
    let tail: String = first.chars().skip(first.chars().count() - 4).collect();
    let head: String = second.chars().take(4).collect();
    let mut desk = Desk::new(64, 30, Lang::Zh);
    desk.keys("<shift-f1>/").keys(&tail).keys(&head);
    assert!(foot(&desk).contains("1/"), "{tail}|{head}: {}", foot(&desk));
}

#[test]
fn t_lists_the_headings_and_enter_goes_to_one() {
    for (lang, heading) in [(Lang::Zh, "12 批注"), (Lang::En, "12 Comments")] {
        let mut desk = manual(lang);
        desk.keys("t").assert_shows(heading);
        let chosen = |desk: &Desk| desk.model.dialog.as_ref().and_then(|open| open.chosen(&desk.model.desk));
        for _ in 0..40 {
            if chosen(&desk).as_deref() == Some(heading) {
                break;
            }
            desk.keys("<down>");
        }
        assert_eq!(chosen(&desk).as_deref(), Some(heading));
        desk.keys("<enter>");
        let screen = desk.screen();
        let top = screen.lines().skip_while(|line| !line.contains('┌')).nth(1).unwrap_or_default().to_string();
        assert!(top.contains(heading), "{screen}");
        desk.keys("t");
        assert_eq!(chosen(&desk).as_deref(), Some(heading), "the list opens where one reads");
        desk.keys("<esc>");
        assert_eq!(desk.screen(), screen);
    }
    let mut desk = Desk::with_sample();
    desk.keys("<f1>t").click("[表格]").assert_shows("右移一格");
}

#[test]
fn keys_in_the_text_lead_to_their_screens() {
    // By the mouse, and by Tab and Enter.
    let mut desk = manual(Lang::Zh);
    desk.keys("/问题清单。<enter><esc>");
    assert!(desk.underlined().contains("F7"), "{}", desk.screen());
    desk.click("F7").assert_shows("没有问题");
    let mut desk = manual(Lang::Zh);
    desk.keys("/问题清单。<enter><esc>");
    for _ in 0..20 {
        desk.keys("<tab>");
        if desk.lit().trim() == "F7" {
            break;
        }
    }
    assert_eq!(desk.lit().trim(), "F7", "{}", desk.screen());
    assert!(foot(&desk).contains("Enter 打开"), "{}", desk.screen());
    desk.keys("<enter>").assert_shows("没有问题");
}

#[test]
fn over_a_box_no_key_leads_away_from_it() {
    let mut desk = Desk::with_sample();
    desk.keys("<ctrl-e><f1><tab>");
    assert!(!foot(&desk).contains("Enter"), "{}", foot(&desk));
    desk.keys("<esc>").assert_shows("Enter 导出");
}

#[test]
fn letters_are_no_links_since_they_mean_something_else_on_every_screen() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("<shift-f1>/F7<enter><esc>");
    let underlined = desk.underlined();
    assert!(!underlined.contains("F7"), "no report is open: {underlined}");
}
