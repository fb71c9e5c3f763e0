//! A disk that cannot lock, as some network shares cannot: everything else is the machine's.

use std::io;
use std::path::Path;
use std::sync::Arc;

use gouji::store::disk::{Disk, OpenFile, System};

/// The machine's disk on a share that knows no locks.
#[derive(Debug)]
pub struct Lockless;

impl Disk for Lockless {
    fn under(&self) -> io::Result<&dyn Disk> {
        Ok(&System)
    }
    fn lock(&self, _path: &Path) -> io::Result<Option<Arc<dyn OpenFile>>> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
