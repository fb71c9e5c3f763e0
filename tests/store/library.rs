//! Reports in their folders.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::domain::report::{Report, Scope, plain_name};
use gouji::domain::text::Lang;
use gouji::store::agency::Agency;
use gouji::store::cause::Cause;
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::folder_name;
use gouji::store::library::{Key, Library};
use proptest::prelude::*;

use super::{AGENCY, FORMS, form, report, with};

fn key(year: i32) -> Key {
    Key { agency: AGENCY.into(), year, scope: Scope::Own }
}

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::at(folder.path().join("报告库"));
    (folder, library)
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push((path.clone(), fs::read(&path).expect("readable"))),
        }
    }
    found.sort();
    found
}

#[test]
fn a_saved_report_comes_back_from_its_folder_and_year() {
    let (_folder, library) = library();
    assert_eq!(library.keys().expect("an empty library"), []);
    assert!(!library.root().exists(), "nothing is created before the first save");
    let own = with(report(2022), "requests.new.natural_person", "7");
    let mut aggregated = report(2022);
    aggregated.scope = Scope::Aggregated;
    let other = Report::new(form("2021"), Some("甲局".into()), Some(2021), Scope::Own);
    let stamp = library.save(&own, None).expect("saved");
    for one in [&aggregated, &report(2023), &other] {
        library.save(one, None).expect("saved");
    }
    let places: Vec<String> = files(library.root())
        .iter()
        .map(|(path, _)| path.strip_prefix(library.root()).expect("inside").display().to_string().replace('\\', "/"))
        .collect();
    let expected = ["2022.aggregated.ron", "2022.ron", "2023.ron", "agency.ron"].map(|file| format!("{AGENCY}/{file}"));
    assert_eq!(places[..4], expected);
    assert_eq!(places[4..], ["甲局/2021.ron", "甲局/agency.ron"]);
    let keys = library.keys().expect("listed");
    let aggregated_key = Key { scope: Scope::Aggregated, ..key(2022) };
    assert_eq!(keys, [key(2023), key(2022), aggregated_key, Key { agency: "甲局".into(), ..key(2021) }]);
    let loaded = library.load(&key(2022), &FORMS).expect("loaded");
    assert_eq!(loaded.report.entries(), own.entries());
    assert_eq!(loaded.stamp, stamp);
    assert!(library.exists(&key(2022)) && !library.exists(&key(2020)));
}

#[test]
fn what_is_not_the_librarys_is_passed_over() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let agency = library.root().join(AGENCY);
    for stray in ["2022.ron.bak", "22.ron", "2022.other.ron", "+222.ron", "note.txt", "0022.ron"] {
        fs::write(agency.join(stray), "x").expect("written");
    }
    fs::create_dir_all(library.root().join(".git")).expect("made");
    fs::write(library.root().join(".git/2022.ron"), "x").expect("written");
    fs::write(library.root().join("2022.ron"), "x").expect("written");
    assert_eq!(library.keys().expect("listed"), [key(2022)]);
}

#[test]
fn a_new_report_never_replaces_one_that_is_there() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let before = files(library.root());
    let again = library.save(&with(report(2022), "requests.new.natural_person", "7"), None);
    assert!(matches!(again, Err(StoreError::Exists(_))), "{again:?}");
    assert_eq!(files(library.root()), before);
}

#[test]
fn a_file_that_changed_on_disk_is_not_overwritten_unless_somebody_says_so() {
    let (_folder, library) = library();
    let stamp = library.save(&report(2022), None).expect("saved");
    let path = library.path(&key(2022)).expect("a path");
    let foreign = to_ron(&with(report(2022), "requests.new.enterprise", "3"));
    fs::write(&path, &foreign).expect("written");
    let ours = with(report(2022), "requests.new.natural_person", "7");
    let refused = library.save(&ours, Some(&stamp));
    assert!(matches!(refused, Err(StoreError::Changed { gone: false, .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(&path).expect("readable"), foreign);
    let stamp = library.overwrite(&ours).expect("overwritten");
    assert_eq!(fs::read_to_string(&path).expect("readable"), to_ron(&ours));
    let history = library.history(&key(2022)).expect("history");
    assert_eq!(fs::read_to_string(&history[0].path).expect("readable"), foreign, "what was there is kept");
    fs::remove_file(&path).expect("removed");
    let refused = library.save(&ours, Some(&stamp));
    assert!(matches!(refused, Err(StoreError::Changed { gone: true, .. })), "{refused:?}");
    assert!(!path.exists());
}

#[test]
fn each_save_keeps_the_state_before_and_a_save_of_nothing_new_keeps_none() {
    let (_folder, library) = library();
    let mut stamp = library.save(&report(2022), None).expect("saved");
    for figure in ["1", "2", "2"] {
        stamp = library.save(&with(report(2022), "requests.new.natural_person", figure), Some(&stamp)).expect("saved");
    }
    let history = library.history(&key(2022)).expect("history");
    let kept: Vec<String> = history.iter().map(|state| fs::read_to_string(&state.path).expect("readable")).collect();
    assert_eq!(kept, [to_ron(&with(report(2022), "requests.new.natural_person", "1")), to_ron(&report(2022))]);
    assert!(history[0].path.starts_with(library.root().join(AGENCY).join("history").join("2022")));
    let shape: String = history[0].time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00 00:00:00");
    assert_eq!(library.keys().expect("listed"), [key(2022)], "the history is no part of the list");
}

#[test]
fn a_deleted_report_is_moved_into_its_history() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let bytes = to_ron(&report(2022));
    let path = library.delete(&key(2022)).expect("deleted");
    assert_eq!(fs::read_to_string(&path).expect("readable"), bytes);
    assert_eq!(library.keys().expect("listed"), []);
    assert_eq!(library.history(&key(2022)).expect("history")[0].path, path);
    assert!(matches!(library.delete(&key(2022)), Err(StoreError::Missing(_))));
    library.save(&report(2022), None).expect("the place is free again");
}

#[test]
fn damaged_and_newer_files_are_left_exactly_as_they_are() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let path = library.path(&key(2022)).expect("a path");
    let good = to_ron(&report(2022));
    let cases = [
        good.replace("version: 1", "version: 7").into_bytes(),
        good.as_bytes()[..100].to_vec(),
        Vec::new(),
        b"\xff\xfe(version".to_vec(),
        good.replace("\"2021\"", "\"1999\"").into_bytes(),
    ];
    for bytes in cases {
        fs::write(&path, &bytes).expect("written");
        let before = files(library.root());
        let error = library.load(&key(2022), &FORMS).expect_err("not readable");
        for lang in [Lang::Zh, Lang::En] {
            assert!(error.message(lang).contains("2022.ron"), "{}", error.message(lang));
        }
        assert!(library.save(&report(2022), None).is_err());
        assert_eq!(files(library.root()), before);
    }
}

#[test]
fn text_that_is_not_utf8_is_told_with_its_place() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let path = library.path(&key(2022)).expect("a path");
    fs::write(&path, b"(\n  version: 1,\n \xe5\x8d\x95\xff").expect("written");
    let error = library.load(&key(2022), &FORMS).expect_err("damaged");
    assert!(matches!(error, StoreError::Damaged { line: 3, column: 3, cause: Cause::Encoding, .. }), "{error}");
}

#[test]
fn a_report_in_the_wrong_place_is_told_and_one_that_names_no_place_takes_it() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let path = library.path(&key(2022)).expect("a path");
    fs::write(&path, to_ron(&report(2023))).expect("written");
    let error = library.load(&key(2022), &FORMS).expect_err("misplaced");
    assert!(matches!(error, StoreError::Misplaced { year: 2023, .. }), "{error}");
    fs::write(&path, to_ron(&Report::new(form("2021"), None, None, Scope::Own))).expect("written");
    let loaded = library.load(&key(2022), &FORMS).expect("loaded");
    assert_eq!((loaded.report.agency.as_deref(), loaded.report.year), (Some(AGENCY), Some(2022)));
}

#[test]
fn names_that_file_systems_cannot_hold_get_a_safe_folder_or_a_clear_message() {
    let (_folder, library) = library();
    for name in ["甲/乙", "..", "NUL", "尾点.", "a:b", "100%"] {
        let report = Report::new(form("2021"), Some(name.into()), Some(2022), Scope::Own);
        library.save(&report, None).expect(name);
        let key = Key { agency: name.into(), ..key(2022) };
        assert_eq!(library.load(&key, &FORMS).expect(name).report.agency.as_deref(), Some(name));
        let path = library.path(&key).expect(name);
        assert_eq!(path.parent().and_then(Path::parent), Some(library.root()), "{name}");
    }
    assert_eq!(library.keys().expect("listed").len(), 6);
    for name in ["", "  ", &"局".repeat(200)] {
        let report = Report::new(form("2021"), Some(name.into()), Some(2022), Scope::Own);
        let error = library.save(&report, None).expect_err("refused");
        assert!(matches!(error, StoreError::Name(_)) && error.message(Lang::Zh).contains("单位名称"), "{error}");
    }
    for (agency, year) in [(None, Some(2022)), (Some("甲".to_string()), None), (Some("甲".into()), Some(22))] {
        let nameless = Report::new(form("2021"), agency, year, Scope::Own);
        assert!(matches!(library.save(&nameless, None), Err(StoreError::Nameless)));
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_leaves_no_trace() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("file");
    fs::write(&file, "x").expect("written");
    let library = Library::at(file.join("library"));
    let error = library.save(&report(2022), None).expect_err("refused");
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
    assert_eq!(files(folder.path()), [(file, b"x".to_vec())]);
}

#[test]
fn the_profile_of_an_agency_is_written_with_its_first_report_and_kept_afterwards() {
    let (_folder, library) = library();
    assert_eq!(library.agency(AGENCY).expect("a blank one"), Agency::new(AGENCY));
    let stamp = library.save(&report(2022), None).expect("saved");
    let profile = Agency { parent: "利通区人民政府".into(), ..library.agency(AGENCY).expect("written") };
    library.change_agency(AGENCY, |_| profile.clone()).expect("saved");
    library.save(&with(report(2022), "requests.new.natural_person", "7"), Some(&stamp)).expect("saved");
    assert_eq!(library.agency(AGENCY).expect("readable"), profile);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_folder_name_is_safe_and_stands_for_one_agency(name in any::<String>(), wrapped in "[ .]{0,2}[a-z/:.%局]{1,6}[ .]{0,2}") {
        for name in [name, wrapped] {
            let Ok(folder) = folder_name::encode(&name) else { continue };
            let plain = plain_name(&name);
            let back = folder_name::decode(&folder);
            prop_assert_eq!(back.as_deref(), Some(plain));
            prop_assert_eq!(folder_name::encode(plain), Ok(folder.clone()));
            let parts: Vec<_> = Path::new(&folder).components().collect();
            prop_assert!(matches!(parts[..], [std::path::Component::Normal(_)]), "{}", folder);
            prop_assert!(folder.len() <= folder_name::LONGEST && !folder.starts_with('.') && !folder.ends_with(['.', ' ']));
            prop_assert!(!folder.contains(['\\', ':', '*', '?', '"', '<', '>', '|']));
        }
    }
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_its_owners_and_an_existing_one_keeps_its_permissions() {
        let (_folder, library) = library();
        let stamp = library.save(&report(2022), None).expect("saved");
        let path = library.path(&key(2022)).expect("a path");
        assert_eq!(mode(&path), 0o600);
        fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).expect("set");
        library.save(&with(report(2022), "requests.new.natural_person", "7"), Some(&stamp)).expect("saved");
        assert_eq!(mode(&path), 0o640);
        let earlier = library.history(&key(2022)).expect("history").pop().expect("a state");
        assert_eq!(mode(&earlier.path), 0o640, "whoever may read the report may read what it was");
        let _lock = library.lock(&key(2022)).expect("free");
        assert_eq!(["lock", "holder"].map(|ending| mode(&path.with_extension(ending))), [0o640; 2]);
    }

    #[test]
    fn a_save_that_is_refused_leaves_no_copy_of_what_is_still_in_its_place() {
        let (_folder, library) = library();
        let stamp = library.save(&report(2022), None).expect("saved");
        let path = library.path(&key(2022)).expect("a path");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o400)).expect("set");
        let changed = with(report(2022), "requests.new.natural_person", "7");
        for _ in 0..2 {
            library.save(&changed, Some(&stamp)).expect_err("read-only");
            assert_eq!(library.history(&key(2022)).expect("history"), []);
        }
        fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).expect("set");
        library.save(&changed, Some(&stamp)).expect("saved");
        assert_eq!(library.history(&key(2022)).expect("history").len(), 1);
    }

    #[test]
    fn a_document_that_is_handed_on_gets_the_usual_permissions() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (usual, ours) = (folder.path().join("usual"), folder.path().join("ours"));
        fs::write(&usual, "").expect("written");
        gouji::store::atomic::publish(&ours, b"x").expect("written");
        assert_eq!(mode(&ours), mode(&usual));
        assert_eq!(fs::read(&ours).expect("readable"), b"x");
    }

    #[test]
    fn a_file_marked_read_only_is_not_replaced() {
        let (_folder, library) = library();
        let stamp = library.save(&report(2022), None).expect("saved");
        let path = library.path(&key(2022)).expect("a path");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o400)).expect("set");
        let refused = library.save(&with(report(2022), "requests.new.natural_person", "7"), Some(&stamp));
        assert!(matches!(refused, Err(StoreError::Io { .. })), "{refused:?}");
        assert_eq!(fs::read_to_string(&path).expect("readable"), to_ron(&report(2022)));
    }

    #[test]
    fn a_link_that_leads_out_of_the_library_is_not_followed() {
        let (folder, library) = library();
        let outside = folder.path().join("outside");
        fs::create_dir_all(&outside).expect("made");
        fs::create_dir_all(library.root()).expect("made");
        symlink(&outside, library.root().join(AGENCY)).expect("linked");
        let refused = library.save(&report(2022), None);
        assert!(matches!(refused, Err(StoreError::Outside(_))), "{refused:?}");
        assert_eq!(files(&outside), []);
    }
}

#[test]
fn a_save_removes_what_a_killed_save_of_the_same_report_left_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::at(folder.path().to_path_buf());
    let stamp = library.save(&report(2022), None).expect("saved");
    let place = folder.path().join(AGENCY);
    fs::create_dir_all(place.join("history/2022")).expect("a folder");
    let left = [".gouji-2022.ron-17-0.tmp", "history/2022/.gouji-2026-01-15_09-30-12.345.ron-17-0.tmp"];
    // Somebody else may just be writing these.
    let others = [".gouji-2021.ron-17-0.tmp", ".gouji-2022.aggregated.ron-17-0.tmp", "2022.tmp"];
    for name in left.iter().chain(&others) {
        fs::write(place.join(name), "half").expect("written");
    }
    library.save(&with(report(2022), "requests.new.natural_person", "5"), Some(&stamp)).expect("saved");
    assert!(left.iter().all(|name| !place.join(name).exists()));
    assert!(others.iter().all(|name| place.join(name).exists()));
}
