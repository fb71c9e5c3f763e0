//! Walking through findings by letters: a jump never turns the next letter into text, and a key begins to write.

use gouji::domain::report::Part;
use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put, saved};

/// A report with findings in a table and in the prose of several chapters, on a screen of a size.
fn desk(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 5)]);
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.keys("<enter><alt-1>全年收到政府信息公开申请8件，上年结转3件。<enter>办结9件。");
    desk.keys("<alt-5>主要问题是件数少。<alt-3><ctrl-home>");
    desk
}

/// The prose of all parts, that on the screen as it stands there.
fn prose(desk: &Desk) -> Vec<String> {
    let shown = desk.report().shown();
    let report = shown.report();
    report.parts().map(|part| report.text(part).to_string()).collect()
}

fn in_prose(desk: &Desk) -> bool {
    desk.report().table().is_none()
}

/// Walks on by a letter until the prose is reached.
fn walked(columns: u16, rows: u16, lang: Lang) -> Desk {
    let mut desk = desk(columns, rows, lang);
    for _ in 0..20 {
        if in_prose(&desk) {
            return desk;
        }
        desk.keys("n");
    }
    panic!("no finding in prose\n{}", desk.screen());
}

#[test]
fn whoever_walks_by_letters_goes_round_all_findings_and_writes_nothing() {
    for (key, back) in [("n", "b"), ("b", "n"), ("<f8>", "n"), ("n", "<shift-f8>")] {
        let mut desk = desk(100, 30, Lang::Zh);
        let before = prose(&desk);
        let mut places = Vec::new();
        for _ in 0..40 {
            desk.keys(key);
            places.push(desk.screen());
        }
        assert!(places.iter().any(|screen| screen.contains("五、存在的主要问题")), "{}", desk.screen());
        assert!(places.iter().any(|screen| screen.contains("六、其他需要报告的事项")), "{}", desk.screen());
        let seen = places.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert!(seen > 4, "{key} goes on from every place");
        assert!(places[seen..].iter().all(|screen| places[..seen].contains(screen)), "round and round");
        for _ in 0..10 {
            desk.keys(back);
        }
        assert_eq!(prose(&desk), before, "{key}");
    }
}

#[test]
fn every_letter_that_leads_on_does_so_from_the_prose() {
    let mut desk = walked(100, 30, Lang::Zh);
    let before = prose(&desk);
    desk.keys("w").assert_shows("问题清单");
    desk.keys("<esc>h").assert_shows("[通用]");
    desk.keys("<esc>p").assert_shows("输入关键字筛选");
    desk.keys("<esc>f").assert_shows("查找单元格");
    desk.keys("<esc>g").assert_shows("定位到哪一章");
    desk.keys("<esc>s").assert_shows("已保存");
    desk.keys("u").assert_shows("各格均已填写");
    assert!(in_prose(&desk));
    desk.keys("nj");
    assert_eq!(prose(&desk), before);
    let mut desk = walked(100, 30, Lang::Zh);
    desk.keys("<alt-3><ctrl-home><delete><alt-4>n");
    while !in_prose(&desk) {
        desk.keys("n");
    }
    desk.keys("u");
    assert_eq!(desk.at(), "requests.new.natural_person");
    assert_eq!(prose(&desk), before);
}

#[test]
fn an_ordinary_letter_digit_or_mark_after_a_jump_is_no_text_and_says_what_begins_to_write() {
    for key in [
        "a",
        "d",
        "t",
        "l",
        "q",
        "N",
        "S",
        "7",
        ",",
        " ",
        "，",
        "ｎ",
        "é",
        "<backspace>",
        "<delete>",
        "<ctrl-backspace>",
    ] {
        let mut desk = walked(80, 24, Lang::Zh);
        let before = prose(&desk);
        desk.keys(key).assert_shows("按 Enter 开始写");
        assert!(in_prose(&desk) && !desk.left, "{key}");
        desk.keys(&key.repeat(3)).keys("n");
        assert_eq!(prose(&desk), before, "{key}");
    }
    walked(80, 24, Lang::En).keys("a").assert_shows("Enter begins to write");
}

#[test]
fn enter_begins_to_write_without_a_line_end_and_so_does_every_key_that_moves_the_caret() {
    for key in
        ["<enter>", "<esc>", "<left>", "<right>", "<up>", "<down>", "<home>", "<end>", "<shift-left>", "<ctrl-a>"]
    {
        let mut desk = walked(80, 24, Lang::Zh);
        let before = prose(&desk);
        desk.keys(key);
        assert_eq!(prose(&desk), before, "{key}");
        desk.keys("zq");
        assert!(desk.shows("zq"), "{key}\n{}", desk.screen());
    }
    let mut desk = walked(80, 24, Lang::Zh);
    desk.click("件").keys("zq").assert_shows("zq件");
}

#[test]
fn pages_and_the_wheel_only_look_around() {
    for look in ["<pagedown>", "<pageup>"] {
        let mut desk = walked(80, 24, Lang::Zh);
        let before = prose(&desk);
        desk.keys(look).keys("nb");
        assert_eq!(prose(&desk), before, "{look}");
    }
    let mut desk = walked(80, 24, Lang::Zh);
    let before = prose(&desk);
    desk.wheel(true).wheel(false).keys("nb");
    assert_eq!(prose(&desk), before);
}

#[test]
fn what_an_input_method_writes_and_what_is_pasted_is_meant_as_text() {
    let mut desk = walked(80, 24, Lang::Zh);
    desk.keys("本年度n").assert_shows("本年度n");
    let mut desk = walked(80, 24, Lang::Zh);
    desk.paste("abc").keys("d").assert_shows("abcd");
    // The rest of what was refused is not what was meant.
    let mut desk = walked(80, 24, Lang::Zh);
    let before = prose(&desk);
    desk.keys("2022年");
    assert_eq!(prose(&desk), before);
    desk.keys("<enter>2022年").assert_shows("2022年");
}

#[test]
fn that_letters_lead_on_is_seen_and_how_to_write_is_said() {
    for (lang, words) in [
        (Lang::Zh, ["查看", "Enter 开始写", "n 下一个问题", "b 上一个问题", "h 帮助", "s 保存"]),
        (Lang::En, ["viewing", "Enter writes", "n Next finding", "b Previous finding", "h Help", "writes  n"]),
    ] {
        let mut desk = walked(80, 24, lang);
        let line = desk.screen().lines().last().unwrap_or_default().to_string();
        assert!(words.iter().all(|word| line.contains(word)), "{line}");
        desk.keys("<enter>");
        let line = desk.screen().lines().last().unwrap_or_default().to_string();
        assert!(!line.contains(words[0]) && !line.contains(words[1]), "{line}");
    }
}

#[test]
fn all_jumps_into_prose_are_alike() {
    // From the list, to its words; to the other place; out of the changes; back in time.
    let jumps = ["<f7><down><down><enter>", "<f7><tab><enter>", "C<end><enter>", "<ctrl-z>"];
    let mut led = 0;
    for jump in jumps {
        let mut desk = desk(100, 30, Lang::Zh);
        desk.keys("<ctrl-s>").keys(jump);
        if in_prose(&desk) {
            led += 1;
            let before = prose(&desk);
            desk.keys("nbxa7");
            assert_eq!(prose(&desk), before, "{jump}");
        }
    }
    assert!(led >= 2, "some of them lead into prose");
}

#[test]
fn a_chapter_that_was_chosen_is_written_in_at_once() {
    for way in ["<alt-6>", "g6", "<ctrl-pagedown><ctrl-pagedown><ctrl-pagedown>", "<f4>", "x"] {
        let mut desk = desk(100, 30, Lang::Zh);
        desk.keys(way).keys("n7").assert_shows("n7");
    }
    let mut desk = walked(100, 30, Lang::Zh);
    desk.keys("<alt-6>n7").assert_shows("n7");
}

#[test]
fn in_a_finished_report_letters_lead_on_too() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[]);
    let mut desk = Desk::over(folder, 100, 30, Lang::Zh);
    desk.keys("<enter><alt-1>第一章。<alt-3>D李四<enter>张三<enter>").assert_shows("已定稿");
    while !in_prose(&desk) {
        desk.keys("n");
    }
    let first = desk.screen();
    desk.keys("n");
    assert_ne!(desk.screen(), first);
    desk.keys("a").assert_shows("已定稿，不能修改");
    desk.keys("本").assert_shows("已定稿，不能修改");
    assert!(saved(desk.folder.path(), AGENCY, 2025).is_some());
    assert_eq!(desk.report().session.report().text(Part::Chapter(4)), "");
}
