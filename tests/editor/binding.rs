//! Keys bound on their screen: the new key is pressed, what it did is told, and the file keeps it.

use gouji::domain::settings::Settings;
use gouji::domain::text::Lang;
use gouji::store::settings::from_ron;

use super::desk::Desk;

fn kept(desk: &Desk) -> Option<Settings> {
    let text = std::fs::read_to_string(desk.folder.path().join("settings.ron")).ok()?;
    Some(from_ron("settings.ron", &text).expect("settings"))
}

fn bound(desk: &Desk) -> Vec<(String, String, String)> {
    let keys = kept(desk).map(|settings| settings.keys).unwrap_or_default();
    keys.into_iter().map(|bound| (bound.scope, bound.key, bound.command)).collect()
}

fn binding(scope: &str, key: &str, command: &str) -> (String, String, String) {
    (scope.into(), key.into(), command.into())
}

#[test]
fn a_pressed_key_is_the_commands_at_once_and_in_the_file_after_leaving() {
    let mut desk = Desk::with_sample();
    desk.keys("Zundo").assert_shows("撤销").assert_shows("Ctrl-Z");
    desk.keys("<enter>").assert_shows("按“撤销”的新键");
    desk.keys("Q").assert_shows("Q 现在是“撤销”（表格）").assert_shows("Ctrl-Z Q");
    assert!(bound(&desk).is_empty());
    desk.keys("<esc>");
    assert_eq!(bound(&desk), [binding("grid", "Q", "undo")]);
    desk.keys("9<enter><up>");
    assert_eq!(desk.figure("requests.new.natural_person"), "9");
    desk.keys("Q");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
}

#[test]
fn a_clash_is_told_with_what_still_gives_the_other_command_and_taken_only_on_enter() {
    let mut desk = Desk::with_sample();
    desk.keys("Zundo<enter><f5>").assert_shows("F5 已经是").assert_shows("“插入参考稿”（此后只能用 Ctrl-P 选择）");
    desk.assert_shows("表格中的“本行补 0”（仍可用 * r）");
    desk.keys("<esc><esc>");
    assert!(bound(&desk).is_empty());
    desk.keys("Zundo<enter><f5><enter><esc>");
    let wanted = [binding("report", "f5", "undo"), binding("grid", "f5", "undo"), binding("prose", "f5", "undo")];
    assert_eq!(bound(&desk), wanted);
    desk.keys("9<enter><f5>");
    assert_eq!(desk.figure("requests.new.natural_person"), "7");
}

#[test]
fn delete_takes_a_binding_back() {
    let mut desk = Desk::with_sample();
    desk.keys("Zundo<enter><f5><enter>").assert_shows("* ");
    desk.keys("<delete>").assert_shows("“撤销”已还原为默认按键");
    desk.keys("<delete>").assert_shows("这条命令的按键没有自定义");
    desk.keys("<esc>");
    assert!(bound(&desk).is_empty());
}

#[test]
fn a_key_that_cannot_work_is_refused_with_its_reason() {
    let mut desk = Desk::with_sample();
    desk.keys("Zfind-text<enter>a").assert_shows("! 在正文里 a 是书写、移动或编辑用的键");
    desk.keys("<ctrl-i>").assert_shows("Ctrl-I 和 Tab 是同一个键");
    desk.keys("<ctrl-q>").assert_shows("Ctrl-Q 在任何地方都是退出");
    assert!(!desk.left);
    desk.keys("<esc><ctrl-a>undo<enter>5").assert_shows("数字键用来录入");
    desk.keys("<alt-x>").assert_shows("Alt-x 现在是“撤销”（报告）");
}

#[test]
fn help_and_question_mark_can_be_bound_like_any_other_key() {
    let mut desk = Desk::with_sample();
    desk.keys("Znext-finding<enter>?").assert_shows("? 已经是").assert_shows("“帮助”（仍可用 F1 h）");
    desk.keys("<esc><enter><f1>").assert_shows("F1 已经是");
}

#[test]
fn the_chosen_line_is_copied_but_while_a_key_is_listened_for_that_key_is_bound_too() {
    let mut desk = Desk::with_sample();
    desk.keys("Zundo<ctrl-c>");
    assert!(desk.copied.iter().any(|line| line.contains("undo") && line.contains("Ctrl-Z")), "{:?}", desk.copied);
    desk.keys("<enter><ctrl-c>").assert_shows("Ctrl-C 已经是表格中的“复制”");
}

#[test]
fn the_settings_lead_to_the_keys_and_keep_what_was_chosen_before() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    desk.keys("z<down><right>k").assert_shows("按键");
    desk.keys("quit<enter>Q<esc>");
    assert_eq!(bound(&desk), [binding("everywhere", "Q", "quit")]);
    assert_ne!(kept(&desk).map(|settings| settings.theme), Some(Settings::default().theme));
    desk.keys("Q");
    assert!(desk.left);
}

#[test]
fn screens_of_keys() {
    let shown = |columns, rows, lang, keys: &str| {
        let mut desk = Desk::new(columns, rows, lang);
        desk.keys("sy").keys(keys);
        desk.screen()
    };
    insta::assert_snapshot!("keys-80x24", shown(80, 24, Lang::Zh, "Z"));
    insta::assert_snapshot!("keys-100x30-en", shown(100, 30, Lang::En, "Zundo<enter><f5>"));
    insta::assert_snapshot!("keys-40x12", shown(40, 12, Lang::Zh, "Zundo"));
    insta::assert_snapshot!("keys-160x45", shown(160, 45, Lang::Zh, "Z<pagedown><enter>"));
}
