//! A disk that cannot lock, as some network shares cannot: everything else is the machine's.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji::store::disk::{Access, Disk, Listed, OpenFile, Seen, System};

/// The machine's disk on a share that knows no locks.
#[derive(Debug)]
pub struct Lockless;

impl Disk for Lockless {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        System.read(path, most)
    }
    fn look(&self, path: &Path) -> io::Result<Seen> {
        System.look(path)
    }
    fn is_taken(&self, path: &Path) -> bool {
        System.is_taken(path)
    }
    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        System.real(path)
    }
    fn entries(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        System.entries(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        System.make_folder(folder)
    }
    fn create(&self, path: &Path, access: Access<'_>) -> io::Result<Arc<dyn OpenFile>> {
        System.create(path, access)
    }
    fn append(&self, path: &Path) -> io::Result<Arc<dyn OpenFile>> {
        System.append(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.rename(from, to)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        System.rename_new(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        System.remove(path)
    }
    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        System.flush_folder(folder)
    }
}
