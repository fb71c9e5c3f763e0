//! The machine's own file system, as `System` makes use of it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use gouji::store::disk::{Access, Disk, FileKind, System};

use super::memory::Memory;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn put(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}

#[test]
fn a_rename_replaces_only_where_it_is_to() {
    let folder = folder();
    let [a, b, c] = ["a", "b", "c"].map(|name| folder.path().join(name));
    put(&a, "1");
    put(&b, "2");
    let taken = System.rename_new(&a, &b).expect_err("taken");
    assert_eq!(taken.kind(), ErrorKind::AlreadyExists);
    let both = || (fs::read_to_string(&a).expect("there"), fs::read_to_string(&b).expect("there"));
    assert_eq!(both(), ("1".into(), "2".into()));
    System.rename_new(&a, &c).expect("free");
    assert!(!a.exists() && fs::read_to_string(&c).expect("there") == "1");
    System.rename(&c, &b).expect("replaces");
    assert!(!c.exists() && fs::read_to_string(&b).expect("there") == "1");
    assert!(System.rename_new(&a, &c).is_err() && !c.exists(), "what is not there is not moved");
}

#[test]
fn a_new_file_takes_no_others_place_and_what_is_appended_stands_behind_the_end() {
    let folder = folder();
    let path = folder.path().join("a");
    System.create(&path, Access::Private).expect("made").write_all(b"ab").expect("written");
    assert_eq!(System.create(&path, Access::Usual).expect_err("taken").kind(), ErrorKind::AlreadyExists);
    let file = System.append(&path).expect("opened");
    file.write_all(b"cd").expect("written");
    file.set_len(3).expect("cut");
    file.write_all(b"e").expect("written");
    file.flush().expect("flushed");
    assert_eq!((file.len().expect("known"), System.read(&path, 99).expect("read")), (4, b"abce".to_vec()));
    assert_eq!(System.read(&path, 2).expect("read"), b"ab", "no more than was asked for");
    assert_eq!(System.read(folder.path(), 9).expect_err("a folder").kind(), ErrorKind::IsADirectory);
}

#[test]
fn an_open_file_knows_whether_its_path_still_leads_to_it() {
    let folder = folder();
    let (path, other) = (folder.path().join("a"), folder.path().join("b"));
    let file = System.append(&path).expect("made");
    assert!(file.is_at(&path) && !file.is_at(&other));
    System.rename(&path, &other).expect("renamed");
    assert!(!file.is_at(&path) && file.is_at(&other));
    System.remove(&other).expect("removed");
    assert!(!file.is_at(&other));
    file.write_all(b"lost").expect("an open handle works all the same");
}

#[cfg(unix)]
#[test]
fn a_folder_in_a_shared_one_is_shared_and_any_other_is_as_the_mask_says() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("there").permissions().mode() & 0o7777;
    for (above, mode) in [("shared", 0o2775), ("own", 0o755)] {
        System.make_folder(&folder.path().join(above)).expect("made");
        fs::set_permissions(folder.path().join(above), PermissionsExt::from_mode(mode)).expect("set");
        System.make_folder(&folder.path().join(above).join("history")).expect("made");
    }
    assert_eq!(mode("shared/history") & 0o2020, 0o2020);
    assert_eq!(mode("own/history") & 0o2020, 0);
}

#[test]
fn a_file_that_was_cut_is_written_behind_its_new_end() {
    let (folder, memory) = (folder(), Memory::new());
    memory.make_folder(Path::new("/stick")).expect("made");
    let disks: [(&dyn Disk, &Path); 2] = [(&System, folder.path()), (&memory, Path::new("/stick"))];
    for (disk, folder) in disks {
        let path = folder.join("file");
        for again in [false, true] {
            let file = if again { disk.append(&path) } else { disk.create(&path, Access::Private) }.expect("opened");
            file.write_all(b"what was torn").expect("written");
            file.set_len(4).expect("cut");
            file.write_all(b" and more").expect("written");
            file.set_len(8).expect("cut");
            file.write_all(b" follows").expect("written");
            assert_eq!(disk.read(&path, 100).expect("read"), b"what and follows");
            file.set_len(0).expect("cut");
        }
    }
}

#[test]
fn entries_are_told_by_kind() {
    let folder = folder();
    put(&folder.path().join("file"), "123");
    System.make_folder(&folder.path().join("folder")).expect("made");
    #[cfg(unix)]
    for (target, link) in [("folder", "to folder"), ("none", "to nothing")] {
        std::os::unix::fs::symlink(folder.path().join(target), folder.path().join(link)).expect("linked");
        assert!(System.is_taken(&folder.path().join(link)));
    }
    let kind = |name: &str| {
        let entries = System.entries(folder.path()).expect("listed");
        entries.into_iter().find(|entry| entry.path.ends_with(name)).map(|entry| entry.kind)
    };
    assert_eq!((kind("file"), kind("folder")), (Some(FileKind::File), Some(FileKind::Folder)));
    if cfg!(unix) {
        assert_eq!((kind("to folder"), kind("to nothing")), (Some(FileKind::Folder), Some(FileKind::Other)));
    }
    assert_eq!(System.look(&folder.path().join("file")).expect("there").len, 3);
    assert_eq!(System.look(&folder.path().join("none")).expect_err("not there").kind(), ErrorKind::NotFound);
    let again = System.make_folder(&folder.path().join("folder")).expect_err("there");
    assert_eq!(again.kind(), ErrorKind::AlreadyExists);
}

#[cfg(unix)]
#[test]
fn access_is_private_usual_or_that_of_another_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let mode = |name: &str| fs::metadata(path(name)).expect("there").permissions().mode() & 0o777;
    put(&path("plain"), "");
    fs::set_permissions(path("plain"), PermissionsExt::from_mode(0o664)).expect("set");
    System.create(&path("like"), Access::Like(&path("plain"))).expect("made");
    System.create(&path("private"), Access::Private).expect("made");
    System.append(&path("appended")).expect("made");
    assert_eq!((mode("like"), mode("private"), mode("appended")), (0o664, 0o600, 0o600));
    fs::create_dir(path("shared")).expect("made");
    fs::set_permissions(path("shared"), PermissionsExt::from_mode(0o2770)).expect("set");
    System.create(&path("shared/private"), Access::Private).expect("made");
    System.append(&path("shared/appended")).expect("made");
    assert_eq!(
        (mode("shared/private"), mode("shared/appended")),
        (0o660, 0o660),
        "the group's, whatever the mask says"
    );
    assert!(System.create(&path("orphan"), Access::Like(&path("none"))).is_err());
    assert!(!path("orphan").exists(), "no half-made file stays");
}

#[test]
fn a_folder_is_browsed_with_what_is_behind_its_links() {
    let folder = folder();
    put(&folder.path().join("file"), "123");
    System.make_folder(&folder.path().join("folder")).expect("made");
    #[cfg(unix)]
    for (target, link) in [("file", "to file"), ("circle", "circle")] {
        std::os::unix::fs::symlink(folder.path().join(target), folder.path().join(link)).expect("linked");
    }
    let item = |name: &str| {
        let items = System.browse(folder.path()).expect("read");
        items.into_iter().find(|item| item.name == name).map(|item| (item.kind, item.len, item.written.is_some()))
    };
    assert_eq!(item("file"), Some((FileKind::File, 3, true)));
    assert_eq!(item("folder"), Some((FileKind::Folder, 0, false)));
    if cfg!(unix) {
        assert_eq!(item("to file"), Some((FileKind::File, 3, true)));
        assert_eq!(item("circle"), Some((FileKind::Other, 0, false)));
    }
    assert_eq!(System.browse(&folder.path().join("none")).expect_err("not there").kind(), ErrorKind::NotFound);
}
