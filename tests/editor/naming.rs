//! Messages name the keys that commands have now, not those they come with.

use std::fs;
use std::path::Path;

use gouji::domain::settings::Binding;
use gouji::domain::text::Lang;
use gouji::tui::command::Command;

use super::desk::Desk;

fn binding(scope: &str, key: &str, command: &str) -> Binding {
    Binding { scope: scope.into(), key: key.into(), command: command.into(), place: (1, 1) }
}

/// Binds keys on a desk as the settings do.
fn bind(desk: &mut Desk, bindings: &[Binding]) {
    desk.model.setting.chosen.keys = bindings.to_vec();
    desk.model.desk.rebind();
}

#[test]
fn messages_name_keys_as_they_are_bound() {
    let mut desk = Desk::with_sample();
    desk.keys("<delete>").assert_shows("已清除（Ctrl-Z 撤销）");
    bind(&mut desk, &[binding("report", "f11", "undo"), binding("report", "ctrl-z", "none")]);
    desk.keys("<f11><delete>").assert_shows("已清除（F11 撤销）");
    bind(&mut desk, &[binding("report", "ctrl-z", "none")]);
    desk.keys("<delete>7<enter><delete>").assert_shows("Ctrl-P “撤销” 撤销");
}

#[test]
fn what_is_given_elsewhere_is_named_with_its_key_there() {
    let mut desk = Desk::with_sample();
    desk.keys("<f12>").assert_shows("请先在报告库按 i 导入");
    bind(&mut desk, &[binding("library", "i", "none"), binding("library", "f6", "import")]);
    desk.keys("<f12>").assert_shows("请先在报告库按 F6 导入");
}

/// The sources of the editor below a folder.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).expect("UTF-8")));
        }
    }
}

#[test]
fn every_key_that_a_message_names_is_some_commands() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui"), &mut found);
    let mut names = 0;
    for (file, code) in &found {
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for marked in line.split('‹').skip(1).filter_map(|marked| marked.split_once('›')).map(|(name, _)| name)
            {
                // What is put together, and the sign itself.
                if marked.contains(['{', '\'']) {
                    continue;
                }
                names += 1;
                assert!(Command::ALL.iter().any(|command| command.name() == marked), "{file}: ‹{marked}›");
            }
        }
    }
    assert!(names > 80, "{names}");
}

#[test]
fn no_message_below_the_dialogs_names_a_key_that_may_have_been_bound_anew() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    let mut found = Vec::new();
    for folder in ["report", "update", "effect", "run"] {
        sources(&root.join(folder), &mut found);
    }
    for file in ["desk.rs", "library.rs", "typing.rs", "update.rs", "effect.rs", "unserved.rs"] {
        let path = root.join(file);
        found.push((path.display().to_string(), fs::read_to_string(&path).expect("UTF-8")));
    }
    for (file, code) in &found {
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//") && line.contains('"')) {
            // The terminal's own key for copying is no command's.
            let line = line.replace("Ctrl-Shift-C", "");
            for held in ["Ctrl-", "Alt-", "Shift-", " F1", " F2", " F3", " F4", " F5", " F6", " F7", " F8", " F9"] {
                // The text's own key for cutting is no command's.
                let named = line.match_indices(held).any(|(at, _)| !line[at..].starts_with("Ctrl-X"));
                assert!(!named, "{file} names a key instead of a command: {line}");
            }
        }
    }
}

#[test]
fn a_command_without_a_key_is_named_by_its_title() {
    let mut desk = Desk::new(100, 30, Lang::En);
    desk.keys("sy");
    bind(&mut desk, &[binding("report", "ctrl-z", "none"), binding("everywhere", "ctrl-p", "none")]);
    desk.keys("<delete>").assert_shows("Cleared (“Undo” undoes)");
}
