//! Whatever is pressed, pasted or pointed at, in any order and on a screen of any size, the editor goes on and draws its
//! screen. What each key does is told elsewhere; here nothing may end the program.
//! `GOUJI_ATTACK_SEED` tries another run, `GOUJI_ANY_KEYS` says how many keys a screen is given.

use gouji::domain::text::Lang;
use gouji::tui::command::Command;
use gouji::tui::dialog::Dialog;
use gouji::tui::update::run;

use super::desk::{AGENCY, Desk, put, put_written};
use super::killing::{Random, from_environment, seed};

/// How many keys each screen is given.
const KEYS: u64 = 150;

/// Columns and rows, from what no clerk works with to the largest screens.
const SIZES: [(u16, u16); 9] = [(0, 0), (1, 1), (10, 4), (20, 7), (40, 12), (80, 24), (119, 14), (120, 9), (300, 80)];

/// What is pressed besides the keys of commands: text that is typed, and what moves and ends in every dialog.
const PRESSED: [&str; 34] = [
    "<enter>",
    "<enter>",
    "<enter>",
    "<esc>",
    "<esc>",
    "<tab>",
    "<shift-tab>",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "<home>",
    "<end>",
    "<pageup>",
    "<pagedown>",
    "<backspace>",
    "<delete>",
    "< >",
    "<ctrl-c>",
    "0",
    "1",
    "9",
    ".",
    "/",
    "?",
    "{",
    "上",
    "〔上年 3〕",
    "e\u{301}",
    "zhong",
    "t",
    "n",
    "m",
    "v",
];

const PASTED: [&str; 6] =
    ["3\t4\n5", "〔上年 12〕件，第3条。", "{requests.new.enterprise}", "/documents/a b.docx", "İß\u{7}", "12"];

fn pick<T: Copy>(random: &mut Random, from: &[T]) -> T {
    from[usize::try_from(random.below(from.len() as u64)).expect("an index")]
}

fn below(random: &mut Random, end: u16) -> u16 {
    u16::try_from(random.below(u64::from(end.max(1)))).expect("a column")
}

/// A library with a report, last year's, and a broken one.
fn desk(columns: u16, rows: u16, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "一、概况。\n2024年新收申请3件，比上年〔上年 2〕多。\n{requests.new.enterprise}件来自企业。";
    put_written(folder.path(), AGENCY, 2024, &[("requests.new.enterprise", 3)], &[(1, text), (4, text)]);
    put(folder.path(), AGENCY, 2025, &[("requests.new.enterprise", 7)]);
    put(folder.path(), "重庆市渝北区行政审批局", 2025, &[]);
    std::fs::write(folder.path().join(AGENCY).join("2023.ron"), "broken").expect("a file");
    let here = folder.path().join("documents");
    std::fs::create_dir(&here).expect("a folder");
    std::fs::write(here.join("年报.csv"), "requests.new.enterprise,5\n").expect("a file");
    std::fs::write(here.join("a b.txt"), text).expect("a file");
    let mut desk = Desk::over(folder, columns, rows, lang);
    desk.model.setting.here = here;
    desk.is_confined = true;
    desk
}

/// One thing that a clerk can do.
fn act(random: &mut Random, desk: &mut Desk) -> String {
    let size = desk.model.size;
    match random.below(20) {
        0 => {
            let text = pick(random, &PASTED);
            desk.paste(text);
            format!("paste {text:?}")
        }
        1 | 2 => {
            let (column, row) = (below(random, size.0), below(random, size.1));
            desk.click_at(column, row);
            if random.below(2) == 0 {
                desk.double_click_at(column, row);
            }
            format!("click {column} {row}")
        }
        3 => {
            desk.wheel(random.below(2) == 0);
            "wheel".to_string()
        }
        4 if random.below(4) == 0 => {
            let (columns, rows) = pick(random, &SIZES);
            desk.resize(columns, rows);
            format!("resize {columns} {rows}")
        }
        4..10 => {
            let command = pick(random, Command::ALL);
            let keys = desk.model.setting.keymap.keys(&desk.model.reaches(), command);
            match keys.first() {
                Some(key) => {
                    let key = format!("<{}>", key.written());
                    desk.keys(&key);
                    key
                }
                None => String::new(),
            }
        }
        _ => {
            let keys = pick(random, &PRESSED);
            desk.keys(keys);
            keys.to_string()
        }
    }
}

#[test]
fn no_key_at_any_size_ends_the_program() {
    let seed = seed();
    let keys = from_environment("GOUJI_ANY_KEYS").unwrap_or(KEYS);
    println!("GOUJI_ATTACK_SEED={seed} GOUJI_ANY_KEYS={keys}");
    std::thread::scope(|scope| {
        for (number, (columns, rows)) in (0_u64..).zip(SIZES) {
            scope.spawn(move || {
                let mut random = Random(seed.wrapping_add(number));
                let lang = if number % 2 == 0 { Lang::Zh } else { Lang::En };
                let mut desk = desk(columns, rows, lang);
                for _ in 0..keys {
                    let before = format!("{:?}", desk.model.dialog.as_ref().map(Dialog::help));
                    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        let done = act(&mut random, &mut desk);
                        let _ = desk.screen();
                        done
                    }));
                    assert!(done.is_ok(), "at {:?}, in {before}", desk.model.size);
                    if desk.left {
                        desk = self::desk(columns, rows, lang);
                    }
                }
            });
        }
    });
}

#[test]
fn every_command_is_given_and_every_list_copied_from_on_the_smallest_and_the_largest_screens() {
    std::thread::scope(|scope| {
        for (columns, rows) in [SIZES[0], SIZES[2], SIZES[8]] {
            scope.spawn(move || {
                let mut desk = desk(columns, rows, Lang::Zh);
                for command in Command::ALL {
                    if desk.left {
                        desk = self::desk(columns, rows, Lang::Zh);
                    }
                    if desk.model.report().is_none() {
                        desk.keys("<down><enter>");
                    }
                    run(&mut desk.model, *command);
                    let effects = desk.model.take_wanted();
                    desk.follow(effects);
                    let _ = desk.screen();
                    desk.keys("<ctrl-c><down><tab>9<esc><esc>");
                    let _ = desk.screen();
                }
            });
        }
    });
}
