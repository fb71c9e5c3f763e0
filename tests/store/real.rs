//! Disks of the machine itself that are full, read-only or gone. What this machine does not allow is skipped, and said.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::journal::End;
use gouji::domain::report::{Key, Scope};
use gouji::domain::session::{Change, Edit, Purpose, Session};
use gouji::domain::text::Lang;
use gouji::store::document::to_ron;
use gouji::store::error::{StoreError, system};
use gouji::store::library::Library;

use super::{AGENCY, FORMS, report, with};
use crate::reference::skip;

fn key() -> Key {
    Key { agency: AGENCY.into(), year: 2022, scope: Scope::Own }
}

/// A small disk in memory, mounted for as long as it lives.
struct Tmpfs(tempfile::TempDir);

impl Tmpfs {
    /// `None`, with a printed line, where this machine mounts nothing for us.
    fn new(options: &str) -> Option<Tmpfs> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder.path()).output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Some(Tmpfs(folder));
        }
        skip("no tmpfs can be mounted here");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, options: &str) -> bool {
        let options = format!("remount,{options}");
        let mount = Command::new("mount").args(["-o", &options]).arg(self.path()).output();
        mount.is_ok_and(|output| output.status.success())
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}

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
fn a_full_disk_is_told_and_nothing_that_was_on_it_suffers() {
    let Some(disk) = Tmpfs::new("size=512k") else { return };
    let library = Library::at(disk.path().join("库"));
    let mut stamp = library.save(&report(2022), None).expect("saved");
    let mut saved = 0;
    let (error, before) = loop {
        let before = files(disk.path());
        match library.save(&with(report(2022), "requests.new.natural_person", &(saved + 1).to_string()), Some(&stamp)) {
            Ok(new) => stamp = new,
            Err(error) => break (error, before),
        }
        saved += 1;
        assert!(saved < 1000, "it never fills");
    };
    assert!(saved > 1, "room for a few states");
    for (lang, words) in
        [(Lang::Zh, ["磁盘已满", "腾出空间", "2022"]), (Lang::En, ["disk is full", "Free some space", "2022"])]
    {
        assert!(words.iter().all(|word| error.message(lang).contains(word)), "{}", error.message(lang));
    }
    let after = files(disk.path());
    assert!(before.iter().all(|file| after.contains(file)), "every file is as it was");
    let loaded = library.load(&key(), &FORMS).expect("loaded");
    assert_eq!(loaded.stamp, stamp);
    let oldest = library.history(&key()).expect("history").pop().expect("a state");
    fs::remove_file(oldest.path).expect("removed");
    let oldest = library.history(&key()).expect("history").pop().expect("a state");
    fs::remove_file(oldest.path).expect("removed");
    library
        .save(&with(report(2022), "requests.new.natural_person", "9999"), Some(&stamp))
        .expect("there is room again");
}

#[test]
fn a_journal_that_met_a_full_disk_goes_on_where_it_was_torn_once_there_is_room() {
    let Some(disk) = Tmpfs::new("size=256k") else { return };
    let library = Library::at(disk.path().join("库"));
    library.save(&report(2022), None).expect("saved");
    let opened = library.open(&key(), &FORMS).expect("opened");
    let (mut session, mut journal) = (Session::new(opened.report), opened.journal);
    let mut figure = 0_u32;
    let mut keyed = |session: &mut Session| {
        figure += 1;
        let cell = session.form().find("requests.new.natural_person").expect("a cell");
        let change = Change::Figure(cell, Entry::new(Figure::from(figure), Origin::Keyed));
        session.apply(Edit { purpose: Purpose::Key, changes: vec![change] });
        journal.append(&session.take_committed())
    };
    keyed(&mut session).expect("room for the first");
    let filler = disk.path().join("filler");
    for _ in 0..3 {
        // What is left is less than a page, so that the record which needs the next one is torn.
        let mut rest = fs::File::create(&filler).expect("made");
        while rest.write_all(&[0; 1024]).is_ok() {}
        drop(rest);
        let refused = (0..200).find_map(|_| keyed(&mut session).err()).expect("it fills");
        assert!(refused.message(Lang::Zh).contains("磁盘已满"), "{}", refused.message(Lang::Zh));
        keyed(&mut session).expect_err("still full");
        fs::remove_file(&filler).expect("removed");
        keyed(&mut session).expect("there is room again");
        let joined = library.joined(&key(), &FORMS).expect("joined");
        assert_eq!(joined.recovered.map(|recovered| recovered.end), Some(End::Whole));
        assert_eq!(to_ron(&joined.report), to_ron(session.report()));
    }
}

#[test]
fn a_read_only_disk_is_told_and_read() {
    let Some(disk) = Tmpfs::new("size=4m") else { return };
    let library = Library::at(disk.path().join("库"));
    let stamp = library.save(&report(2022), None).expect("saved");
    if !disk.remount("ro") {
        skip("no tmpfs can be made read-only here");
        return;
    }
    let error =
        library.save(&with(report(2022), "requests.new.natural_person", "7"), Some(&stamp)).expect_err("refused");
    assert!(error.message(Lang::Zh).contains("只读") && error.message(Lang::En).contains("read-only"), "{error}");
    assert_eq!(to_ron(&library.load(&key(), &FORMS).expect("loaded").report), to_ron(&report(2022)));
    assert!(library.delete(&key()).is_err() && library.exists(&key()));
}

#[test]
fn a_folder_that_is_gone_is_told_and_not_made_anew() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("库");
    let library = Library::at(root.clone());
    let stamp = library.save(&report(2022), None).expect("saved");
    let changed = with(report(2022), "requests.new.natural_person", "7");
    fs::remove_dir_all(root.join(AGENCY)).expect("removed");
    let error = library.save(&changed, Some(&stamp)).expect_err("refused");
    assert!(matches!(error, StoreError::Changed { gone: true, .. }), "{error}");
    fs::remove_dir_all(&root).expect("removed");
    let error = library.save(&changed, Some(&stamp)).expect_err("refused");
    assert!(matches!(error, StoreError::Vanished(_)), "{error}");
    for (lang, words) in [(Lang::Zh, ["U 盘", "内存", "另存"]), (Lang::En, ["USB drive", "memory", "save a copy"])]
    {
        let message = error.message(lang);
        assert!(
            words.iter().all(|word| message.contains(word)) && message.contains(&*root.to_string_lossy()),
            "{message}"
        );
    }
    assert!(!root.exists(), "a folder in its place would hide the stick when it comes back");
}

#[test]
fn every_refusal_of_the_system_says_what_to_do_in_both_languages() {
    use std::io::{Error, ErrorKind};
    let kinds = [
        ErrorKind::NotFound,
        ErrorKind::PermissionDenied,
        ErrorKind::StorageFull,
        ErrorKind::QuotaExceeded,
        ErrorKind::FileTooLarge,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::StaleNetworkFileHandle,
        ErrorKind::IsADirectory,
        ErrorKind::NotADirectory,
        ErrorKind::InvalidFilename,
    ];
    let numbers: &[i32] = if cfg!(windows) { &[21, 32, 1117] } else { &[5, 6, 19, 28, 122] };
    let errors =
        kinds.into_iter().map(Error::from).chain(numbers.iter().map(|&number| Error::from_raw_os_error(number)));
    for error in errors {
        let (zh, en) = (system(&error, Lang::Zh), system(&error, Lang::En));
        // The system's own number stands behind.
        let (zh, en) = (zh.split("（系统错误").next().unwrap_or(&zh), en.split(" (system").next().unwrap_or(&en));
        assert!(zh.contains('请') && zh.ends_with('。'), "{error:?}: {zh}");
        assert!(en.ends_with('.') && en.contains(". ") && en != error.to_string(), "{error:?}: {en}");
    }
}
