//! Every dialog there is: what opens it, its own help over it, its way out, and that it fits a small screen.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Key, Scope};
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
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
    let states = folder.path().join(AGENCY).join("history").join("2025");
    fs::create_dir_all(&states).expect("made");
    fs::copy(folder.path().join(AGENCY).join("2024.ron"), states.join("2026-01-10_09-30-12.345.ron")).expect("a state");
    let mut desk = Desk::over(folder, 80, 24, Lang::Zh);
    desk.keys("<end><delete>y<home>");
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
    if command.reach() == Reach::Prose {
        desk.keys("<alt-1>");
    }
    let key = desk.model.key(command).unwrap_or_else(|| panic!("{} has no key", command.name()));
    // A letter alone is another key as a capital.
    let key = if key.chars().count() > 1 { format!("<{}>", key.to_lowercase()) } else { key };
    desk.keys(&key);
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
    let mut several = library();
    let path = several.folder.path().join("several.json");
    fs::write(&path, r#"[{"cells": {"requests.new.total": 1}}, {"cells": {"requests.new.total": 2}}]"#)
        .expect("a file");
    several.keys("i").paste(&path.display().to_string()).keys("<enter>");
    let mut register = report();
    let path = register.folder.path().join("台账.csv");
    fs::write(
        &path,
        "编号,收到日期,申请人,申请人类别,答复日期,答复结果\n2025-001,2025-01-03,,公民,2025-01-20,予以公开\n",
    )
    .expect("a file");
    register.keys("<alt-t>").paste(&path.display().to_string()).keys("<enter>");
    let mut outside = library();
    let path = outside.folder.path().join("outside.ron");
    fs::write(&path, to_ron(&outside.saved(2025).expect("saved"))).expect("a copy");
    outside.keys("i").paste(&path.display().to_string()).keys("<enter>");
    let mut killed = report();
    killed.keys("9<enter>");
    let mut recovery = Desk::over(killed.end(), 80, 24, Lang::Zh);
    recovery.keys("<enter>");
    let mut backup = library();
    let stick = tempfile::tempdir().expect("a stick");
    fs::create_dir_all(stick.path().join("另一个单位")).expect("made");
    fs::copy(file(&backup), stick.path().join("另一个单位").join("2025.ron")).expect("copied");
    backup.keys("r").paste(&stick.path().display().to_string()).keys("<enter>");
    let mut conflict = report();
    let mut other = conflict.saved(2025).expect("saved");
    let cell = other.form().find("requests.new.enterprise").expect("a cell");
    other.set_entry(cell, Entry::new(Figure::from(8), Origin::Keyed));
    fs::write(file(&conflict), to_ron(&other)).expect("another state");
    conflict.keys("9<enter><ctrl-s>");
    vec![cells, fees, paste, import, several, register, outside, recovery, backup, conflict]
}

fn file(desk: &Desk) -> PathBuf {
    let key = Key { agency: AGENCY.into(), year: 2025, scope: Scope::Own };
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
