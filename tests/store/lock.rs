//! Locks: one at a time writes a report, whoever leaves or dies leaves nothing behind, and reading asks nobody.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gouji::domain::report::Scope;
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::store::error::StoreError;
use gouji::store::library::{Key, Library};
use gouji::store::lock::Holder;
use gouji::store::watch::{FileFate, Watch};

use super::lockless::Lockless;
use super::{AGENCY, FORMS, report, with};

fn key(scope: Scope) -> Key {
    Key { agency: AGENCY.into(), year: 2022, scope }
}

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::at(folder.path().join("报告库"));
    (folder, library)
}

fn beside(library: &Library, name: &str) -> PathBuf {
    library.root().join(AGENCY).join(name)
}

fn holder(library: &Library, key: &Key) -> Option<Box<Holder>> {
    match library.lock(key) {
        Err(StoreError::Held { holder, .. }) => holder,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_report_is_locked_by_one_at_a_time_who_is_named_to_the_others() {
    let (_folder, library) = library();
    let own = key(Scope::Own);
    let lock = library.lock(&own).expect("free").expect("a file system that locks");
    assert!(lock.is_held());
    let named = holder(&library, &own).expect("named");
    assert_eq!(named.process, std::process::id());
    assert!(!named.since.is_empty());
    let error = library.lock(&own).expect_err("held");
    for lang in [Lang::Zh, Lang::En] {
        let words = error.message(lang);
        assert!(words.contains(&std::process::id().to_string()) && words.contains(&named.since), "{words}");
    }
    let other = library.lock(&key(Scope::Aggregated)).expect("another report").expect("locks");
    assert!(beside(&library, "2022.aggregated.lock").exists());
    drop(other);
    drop(lock);
    let again = library.lock(&own).expect("free again").expect("locks");
    drop(again);
    #[cfg(unix)]
    {
        let left: Vec<_> = fs::read_dir(library.root().join(AGENCY)).expect("a folder").collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn a_lock_keeps_nobody_from_reading_or_from_locking_for_the_moment_of_writing_once_it_is_gone() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let lock = library.lock(&key(Scope::Own)).expect("free");
    assert!(library.load(&key(Scope::Own), &FORMS).is_ok());
    assert_eq!(library.keys().expect("keys"), [key(Scope::Own)]);
    assert!(matches!(library.lock_for_now(&key(Scope::Own)), Err(StoreError::Held { .. })));
    drop(lock);
    assert!(library.lock_for_now(&key(Scope::Own)).expect("free").is_some());
}

#[test]
fn what_a_killed_holder_left_behind_is_nobodys() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    fs::write(beside(&library, "2022.lock"), "").expect("written");
    fs::write(beside(&library, "2022.holder"), "(user: \"x\", host: \"y\", process: 1, since: \"z\")")
        .expect("written");
    let lock = library.lock(&key(Scope::Own)).expect("free").expect("locks");
    assert_eq!(holder(&library, &key(Scope::Own)).expect("named").process, std::process::id(), "not the dead one");
    drop(lock);
    assert!(!beside(&library, "2022.holder").exists());
}

#[test]
fn a_holder_whose_file_says_nothing_readable_still_holds() {
    let (_folder, library) = library();
    let lock = library.lock(&key(Scope::Own)).expect("free").expect("locks");
    for text in ["", "(", "(user: 1)"] {
        fs::write(beside(&library, "2022.holder"), text).expect("written");
        assert_eq!(holder(&library, &key(Scope::Own)), None);
    }
    drop(lock);
}

#[cfg(unix)]
#[test]
fn a_lock_whose_file_was_taken_away_is_no_lock_and_leaves_that_of_somebody_else_alone() {
    let (_folder, library) = library();
    let first = library.lock(&key(Scope::Own)).expect("free").expect("locks");
    fs::remove_file(beside(&library, "2022.lock")).expect("removed");
    assert!(!first.is_held());
    let second = library.lock(&key(Scope::Own)).expect("free").expect("locks");
    drop(first);
    assert!(second.is_held() && beside(&library, "2022.holder").exists());
    assert!(holder(&library, &key(Scope::Own)).is_some());
}

#[cfg(unix)]
#[test]
fn who_holds_a_report_is_for_its_user_only() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, library) = library();
    let _lock = library.lock(&key(Scope::Own)).expect("free");
    let mode = fs::metadata(beside(&library, "2022.holder")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let mode = fs::metadata(beside(&library, "2022.lock")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_lock_never_leads_out_of_the_library() {
    let (folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let outside = folder.path().join("outside");
    fs::write(&outside, "kept").expect("written");
    std::os::unix::fs::symlink(&outside, beside(&library, "2022.lock")).expect("linked");
    assert!(matches!(library.lock(&key(Scope::Own)), Err(StoreError::Outside(_))));
    assert_eq!(fs::read_to_string(&outside).expect("there"), "kept");
}

#[test]
fn many_who_lock_and_leave_at_once_are_never_two_inside() {
    let (_folder, library) = library();
    library.save(&report(2022), None).expect("saved");
    let (inside, got) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                while got.load(Ordering::SeqCst) < 100 {
                    let Ok(Some(lock)) = library.lock(&key(Scope::Own)) else { continue };
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two hold one lock");
                    got.fetch_add(1, Ordering::SeqCst);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(lock);
                }
            });
        }
    });
}

#[test]
fn a_file_system_that_cannot_lock_gives_no_lock_and_no_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::on(Arc::new(Lockless), folder.path().to_path_buf());
    assert!(library.lock(&key(Scope::Own)).expect("no error").is_none());
    assert!(library.lock_for_now(&key(Scope::Own)).expect("no error").is_none());
}

#[test]
fn words_of_a_holder_show_nothing_that_a_terminal_would_obey() {
    let holder = Holder {
        user: "甲\u{1b}[2J".into(),
        host: "主机\r\n".into(),
        process: 7,
        since: "2026-01-15 09:30:12\u{7}".into(),
    };
    assert_eq!(holder.words(Lang::Zh), "甲[2J@主机（进程 7，2026-01-15 09:30:12 起）");
    let nobody = Holder { user: String::new(), ..holder };
    assert!(nobody.words(Lang::En).starts_with("主机 (process 7, since"));
}

#[test]
fn a_watched_file_is_the_same_until_it_is_changed_or_gone() {
    let (_folder, library) = library();
    let key = key(Scope::Own);
    let mut watch = Watch::default();
    assert_eq!(library.watch(&key, None, &mut watch).expect("looked"), FileFate::Same);
    let stamp = library.save(&report(2022), None).expect("saved");
    for _ in 0..3 {
        assert_eq!(library.watch(&key, Some(&stamp), &mut watch).expect("looked"), FileFate::Same);
    }
    assert!(matches!(library.watch(&key, None, &mut Watch::default()), Ok(FileFate::Changed(_))), "it appeared");
    let changed = with(report(2022), "requests.new.natural_person", "12345");
    let other = library.save(&changed, Some(&stamp)).expect("saved");
    assert_eq!(library.watch(&key, Some(&stamp), &mut watch).expect("looked"), FileFate::Changed(other.clone()));
    assert_eq!(library.watch(&key, Some(&other), &mut Watch::default()).expect("looked"), FileFate::Same);
    fs::remove_file(library.path(&key).expect("a path")).expect("removed");
    assert_eq!(library.watch(&key, Some(&other), &mut watch).expect("looked"), FileFate::Gone);
    fs::remove_dir_all(library.root()).expect("removed");
    assert!(matches!(library.watch(&key, Some(&other), &mut watch), Err(StoreError::Vanished(_))));
}

#[test]
fn a_state_that_gives_way_is_found_among_the_earlier_ones() {
    let (_folder, library) = library();
    let mine = with(report(2022), "requests.new.natural_person", "5");
    let kept = library.keep(&mine).expect("kept");
    let states = library.history(&key(Scope::Own)).expect("history");
    assert_eq!(states.iter().map(|state| &state.path).collect::<Vec<_>>(), [&kept]);
    let loaded = library.load_state(&key(Scope::Own), &states[0], &FORMS).expect("readable");
    assert_eq!(to_ron(&loaded.report), to_ron(&mine));
}
