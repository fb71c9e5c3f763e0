//! The settings screen: what is chosen counts at once and is kept on leaving, and nothing that stands in the file already
//! is lost.

use gouji::domain::settings::{Ambiguous, KeyingOrder, Language, Palette, Settings};
use gouji::domain::text::Lang;
use gouji::store::settings::from_ron;

use super::desk::Desk;

fn file(desk: &Desk) -> std::path::PathBuf {
    desk.folder.path().join("settings.ron")
}

fn kept(desk: &Desk) -> Settings {
    let text = std::fs::read_to_string(file(desk)).expect("a file of settings");
    from_ron("settings.ron", &text).expect("settings")
}

/// Characters that a terminal could draw two columns wide.
const AMBIGUOUS: [char; 12] = ['“', '”', '…', '—', '·', '×', '→', '≠', '│', '─', '┌', '█'];

#[test]
fn what_is_chosen_counts_at_once_and_is_kept_on_leaving() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("z<left>").assert_shows("Settings").assert_shows("English");
    desk.keys("<down> <down><down><down><down><down> <down><enter>");
    assert!(!file(&desk).exists(), "nothing is written before the screen is left");
    desk.keys("<esc>").assert_shows("Settings saved");
    let settings = kept(&desk);
    assert_eq!((settings.lang, settings.theme), (Language::En, Palette::Light));
    assert_eq!((settings.mouse, settings.keying_order), (true, KeyingOrder::ByColumn));
    assert_eq!(desk.model.setting.theme.palette, Palette::Light);
    desk.keys("sy").assert_shows("empty 0");
    desk.keys("z<home><right><esc>").assert_shows("未填 0");
}

#[test]
fn a_language_chosen_in_a_report_is_that_of_its_refusals_too() {
    let mut desk = Desk::with_sample();
    desk.keys("z<left><esc><end>5").assert_shows("Totals are computed");
}

#[test]
fn leaving_without_a_change_writes_nothing() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("<ctrl-o><down><down><esc>");
    assert!(!file(&desk).exists());
    assert!(desk.model.dialog.is_none());
    desk.keys("z<right><left><esc>");
    assert!(!file(&desk).exists(), "changed and changed back");
}

#[test]
fn settings_are_kept_where_the_program_is_left_from_their_screen() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("z<end>nano<ctrl-q>");
    assert!(desk.left);
    assert_eq!(kept(&desk).editor, "nano");
}

#[test]
fn what_opens_exported_files_has_a_line_that_counts_at_once_and_is_kept() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.model.setting.opener = "xdg-open".into();
    desk.keys("z<end><up>").assert_shows("> 打开导出文件").assert_shows("未设置，用系统指定的：xdg-open");
    desk.keys("none").assert_shows("写 none 则不打开");
    assert_eq!(desk.model.setting.chosen.opener, "none");
    desk.keys("<esc>");
    assert_eq!((kept(&desk).opener.as_str(), kept(&desk).editor.as_str()), ("none", ""));
    // A letter is a letter there, and no key of the dialog.
    desk.keys("z<end><up><ctrl-a>wk<enter>");
    assert_eq!(kept(&desk).opener, "wk");
}

#[test]
fn a_file_that_is_not_the_one_that_was_read_is_kept_under_another_name() {
    let mut desk = Desk::new(100, 30, Lang::Zh);
    std::fs::write(file(&desk), "(version: 1, theme: blue)").expect("written by somebody else");
    desk.keys("z<down><right><esc>").assert_shows("settings.ron.old");
    assert_eq!(kept(&desk).theme, Palette::Light);
    let old = std::fs::read_to_string(desk.folder.path().join("settings.ron.old")).expect("kept");
    assert_eq!(old, "(version: 1, theme: blue)");
}

#[test]
fn one_key_settles_how_wide_the_terminal_draws_ambiguous_characters() {
    let mut desk = Desk::new(80, 24, Lang::Zh);
    desk.keys("zw").assert_shows("00000000000|").assert_shows("“”…—·×→≠≥─│|");
    desk.keys("2<esc>");
    assert_eq!(kept(&desk).ambiguous, Ambiguous::Wide);
    desk.keys("sy<right>5<enter>");
    for keys in ["", "<alt-1>", "<f7>", "<esc><ctrl-p>", "<esc><f1>", "<esc><ctrl-o>", "<esc><ctrl-g>"] {
        desk.keys(keys);
        let screen = desk.screen();
        for character in AMBIGUOUS {
            assert!(!screen.contains(character), "`{character}` after {keys}:\n{screen}");
        }
    }
    desk.keys("<esc><ctrl-o>w").assert_shows("“”…—·×→≠≥─│|");
    desk.keys("1<esc>");
    assert_eq!(kept(&desk).ambiguous, Ambiguous::Narrow);
    assert!(!desk.model.setting.theme.ascii);
}

#[test]
fn a_figure_being_typed_is_not_lost_to_the_settings() {
    let mut desk = Desk::with_sample();
    desk.keys("9<ctrl-o><esc>");
    assert_eq!(desk.figure("requests.new.natural_person"), "9");
}

#[test]
fn screens_of_settings() {
    let shown = |columns, rows, lang, keys: &str| {
        let mut desk = Desk::new(columns, rows, lang);
        desk.keys(keys);
        desk.screen()
    };
    insta::assert_snapshot!("settings-80x24", shown(80, 24, Lang::Zh, "z<down><down><down><down>"));
    insta::assert_snapshot!("settings-100x30-en", shown(100, 30, Lang::En, "z"));
    insta::assert_snapshot!("settings-40x12", shown(40, 12, Lang::Zh, "z<end>"));
    insta::assert_snapshot!("settings-widths-80x24", shown(80, 24, Lang::Zh, "zw"));
    insta::assert_snapshot!("settings-widths-100x30-en", shown(100, 30, Lang::En, "zw"));
}
