//! Capital letters, which Caps Lock types too, and keys that do nothing: what is for good is asked or taken back by a key
//! that is named, and no key is silent.

use gouji::domain::text::Lang;

use super::desk::{AGENCY, Desk, put};

/// A sound report on a screen of 80 columns.
fn desk(lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 7)]);
    let mut desk = Desk::over(folder, 80, 24, lang);
    desk.keys("<enter>");
    desk
}

/// The columns that the agency's profile keeps.
fn skipped(desk: &Desk) -> Vec<String> {
    let profile = desk.folder.path().join(AGENCY).join("agency.ron");
    std::fs::read(profile).map_or_else(
        |_| Vec::new(),
        |bytes| {
            let text = String::from_utf8(bytes).expect("text");
            text.lines().filter(|line| line.contains("requests.")).map(str::to_string).collect()
        },
    )
}

#[test]
fn skipping_a_column_is_asked_before_it_is_kept_and_no_figure_or_enter_answers() {
    let mut desk = desk(Lang::Zh);
    desk.keys("S").assert_shows("跳过“自然人”列？").assert_shows("大写锁定可能已打开，小写 s 是“保存”");
    desk.keys("7<enter>0<enter>").assert_shows("请按所列字母回答");
    desk.keys("<esc>");
    assert_eq!(skipped(&desk), Vec::<String>::new());
    assert!(desk.report().keying.skipped.is_empty());
    desk.keys("Sy").assert_shows("以后跳过“自然人”列");
    assert_eq!(skipped(&desk).len(), 1);
    desk.keys("S").assert_shows("不再跳过？");
    desk.keys("<esc>");
    assert_eq!(skipped(&desk).len(), 1);
    desk.keys("Sy").assert_shows("照常录入");
    assert_eq!(skipped(&desk).len(), 0);
    let mut desk = self::desk(Lang::En);
    desk.keys("S").assert_shows("Skip the column").assert_shows("Caps Lock may be on; lower-case s is “Save”");
}

#[test]
fn ways_of_keying_that_last_name_the_key_that_takes_them_back_and_stay_in_sight() {
    for (key, sign, small) in [("K", "[按列]", "小写 k 是“本格的校验规则”"), ("T", "[总计]", "小写 t 是“本表补 0”")]
    {
        let mut desk = desk(Lang::Zh);
        let said = desk.keys(key).screen().replace(['\n', ' '], "");
        for words in [format!("再按 {key} 改回。大写锁定可能已打开，"), small.to_string()] {
            assert!(said.contains(&words.replace(' ', "")), "{said}");
        }
        desk.keys("<left>").assert_shows(sign);
        desk.keys(key).keys("<left>");
        assert!(!desk.shows(sign), "{}", desk.screen());
    }
    let mut desk = desk(Lang::En);
    desk.keys("K").assert_shows("press K again to change back");
    // Who chose it by its words did not press a letter.
    let mut desk = self::desk(Lang::Zh);
    desk.keys("<ctrl-p>key-by-column<enter>").assert_shows("再按 K 改回");
    assert!(!desk.shows("大写锁定"), "{}", desk.screen());
}

#[test]
fn capitals_that_open_something_say_what_the_small_letter_does() {
    for (key, small) in [
        ("D", "小写 d 是“提取上年数”"),
        ("M", "小写 m 是“本格批注”"),
        ("C", "小写 c 是“复制”"),
        ("L", "小写 l 是“返回报告库”"),
        ("O", "小写 o 是“导出”"),
        ("W", "小写 w 是“问题清单”"),
        ("Y", "小写 y 是“显示上年数”"),
        ("B", "小写 b 是“上一个问题”"),
    ] {
        let mut desk = desk(Lang::Zh);
        desk.keys(key).assert_shows(small);
        desk.keys("<esc>");
        assert!(!desk.shows(small), "{key}\n{}", desk.screen());
    }
}

#[test]
fn a_capital_without_a_command_does_nothing_and_says_so() {
    let mut desk = desk(Lang::Zh);
    let at = desk.at();
    for (key, title) in [("N", "下一个问题"), ("E", "修改"), ("A", "全部补 0"), ("Q", "退出")] {
        let small = key.to_lowercase();
        desk.keys(key).assert_shows(&format!("{key} 在这里不起作用。大写锁定可能已打开，小写 {small} 是“{title}”"));
        assert_eq!(desk.at(), at);
    }
    assert!(desk.model.dialog.is_none());
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("N").assert_shows("小写 n 是“新建报告”");
    assert!(desk.model.dialog.is_none());
}

#[test]
fn no_key_is_silent_but_escape() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = desk(lang);
        for key in ["<f11>", "<ctrl-b>", "<insert>", "%", "文", "、"] {
            desk.keys(key);
            assert!(desk.model.message.is_some(), "{key}");
        }
        desk.keys("<f11>")
            .assert_shows(lang.pick("F11 在这里不起作用；按 F1 查看可用的键", "F11 does nothing here; F1 shows"));
        desk.keys("<esc><esc>");
        assert!(desk.model.message.is_none(), "Esc is pressed to be sure that nothing is open");
        let mut library = Desk::new(80, 24, lang);
        library.keys("%").assert_shows(lang.pick("不起作用", "does nothing here"));
    }
}

#[test]
fn a_question_mark_asks_for_help_where_it_is_no_text() {
    for mark in ["?", "？"] {
        let mut desk = desk(Lang::Zh);
        desk.keys(mark).assert_shows("[通用]");
        let mut desk = Desk::new(80, 24, Lang::Zh);
        desk.keys(mark).assert_shows("[通用]");
    }
}
