//! Every dialog there is: what opens it, its own help over it, its way out, and that it fits a small screen.

use std::collections::BTreeSet;
use std::fs;

use gouji::domain::text::Lang;
use gouji::store::library::Library;
use gouji::tui::command::{Command, Reach};
use gouji::tui::dialog::Dialog;

use super::desk::{AGENCY, Desk, put};

/// A library with this year's and last year's report, and one that was deleted.
fn library() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    for year in [2023, 2024, 2025] {
        put(folder.path(), AGENCY, year, &[("requests.new.natural_person", 7), ("requests.granted.natural_person", 5)]);
    }
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("<end><f8>y<home>");
    desk
}

fn report() -> Desk {
    let mut desk = library();
    desk.keys("<enter>");
    desk.report();
    desk
}

/// The desk on which a command is given by its key.
fn given(command: Command) -> Desk {
    let is_of_library = matches!(command.reach(), Reach::Library | Reach::Everywhere);
    let mut desk = if is_of_library { library() } else { report() };
    let key = desk.model.key(command).unwrap_or_else(|| panic!("{} has no key", command.name()));
    desk.keys(&format!("<{}>", key.to_lowercase()));
    desk
}

/// Those that no command opens, by what does.
fn others() -> Vec<Desk> {
    let mut cells = report();
    cells.keys("<alt-1><f2>");
    let mut fees = report();
    fees.keys("<alt-1><f6>");
    let mut paste = report();
    paste.paste("1\t2\t3");
    let mut import = library();
    let path = import.folder.path().join("cells.csv");
    fs::write(&path, "cell,value\nrequests.new.natural_person,4\n").expect("a file");
    import.keys("i").paste(&path.display().to_string()).keys("<enter>");
    let mut outside = library();
    let path = outside.folder.path().join("outside.ron");
    let key = outside.model.library.current().expect("a report").key.clone();
    let library = Library::at(outside.folder.path().to_path_buf());
    fs::copy(library.path(&key).expect("a path"), &path).expect("a copy");
    outside.keys("i").paste(&path.display().to_string()).keys("<enter>");
    let mut killed = report();
    killed.keys("9<enter>");
    let mut recovery = Desk::over(killed.end(), 80, 24, Lang::Zh);
    recovery.keys("<enter>");
    let mut conflict = report();
    let file = library_file(&conflict);
    let text = fs::read_to_string(&file).expect("a report");
    fs::write(&file, text.replacen("natural_person\": 7", "natural_person\": 8", 1)).expect("another state");
    conflict.keys("9<enter>").keys("<ctrl-s>");
    vec![cells, fees, paste, import, outside, recovery, conflict]
}

fn library_file(desk: &Desk) -> std::path::PathBuf {
    let key = desk.report().session.report().key().expect("a key");
    Library::at(desk.folder.path().to_path_buf()).path(&key).expect("a path")
}

/// The screen without its last line, which says what there is to say until the next key.
fn picture(desk: &Desk) -> String {
    desk.screen().rsplit_once('\n').expect("lines").0.to_string()
}

#[test]
fn every_dialog_opens_has_its_own_help_shows_its_way_out_at_80x24_and_closes_with_esc() {
    let commands = Dialog::ALL.iter().flat_map(|(_, commands)| *commands);
    let desks = commands.map(|&command| given(command)).chain(others());
    let mut seen = BTreeSet::new();
    for mut desk in desks {
        let dialog = desk.model.dialog.as_ref().unwrap_or_else(|| panic!("nothing opened:\n{}", desk.screen()));
        let (name, [(title, _), _]) = (dialog.name(), dialog.help());
        seen.insert(name);
        desk.assert_shows("Esc");
        if name != "Reading" {
            let before = picture(&desk);
            desk.keys("<f1>").assert_shows(&format!("{title}：")).assert_shows("Esc 返回");
            desk.keys("<esc>");
            assert_eq!(picture(&desk), before, "{name}");
        }
        desk.keys("<esc>");
        assert!(desk.model.dialog.is_none(), "{name}:\n{}", desk.screen());
    }
    let all: BTreeSet<&str> = Dialog::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(seen, all);
}
