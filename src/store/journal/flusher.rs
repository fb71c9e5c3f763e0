//! A thread that waits for the disk, so that nobody else has to. Requests that come while it waits are met by one flush.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::super::atomic::Files;
use super::super::disk::OpenFile;

#[derive(Debug)]
struct Request {
    file: Arc<dyn OpenFile>,
    /// Where the file is; afterwards it must still be there.
    path: PathBuf,
    /// Which write of the journal it covers.
    number: u64,
    /// Whether the file's name is new in its folder, and its folder perhaps in the one that holds it.
    is_new: bool,
}

#[derive(Debug, Default)]
struct State {
    request: Option<Request>,
    /// The last write that was flushed, and the last of which that is known, be it that it failed.
    flushed: u64,
    answered: u64,
    /// Why the last flush failed, until somebody asks.
    failure: Option<io::Error>,
    stops: bool,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread that flushes one journal. Dropping it waits until everything that was asked for is flushed or refused.
#[derive(Debug)]
pub struct Flusher {
    files: Files,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Flusher {
    /// A flusher on a disk; its thread begins with the first request.
    pub fn new(files: Files) -> Flusher {
        Flusher { files, shared: Arc::default(), thread: None }
    }

    /// Asks for a flush of a file after its write of this number, and returns at once.
    pub fn flush(&mut self, file: Arc<dyn OpenFile>, path: PathBuf, number: u64, is_new: bool) {
        {
            let mut state = self.shared.lock();
            let is_new = is_new || state.request.as_ref().is_some_and(|waiting| waiting.is_new);
            state.request = Some(Request { file, path, number, is_new });
        }
        self.shared.changed.notify_all();
        if self.thread.is_none() {
            let (shared, files) = (Arc::clone(&self.shared), self.files.clone());
            let work = move || work(&shared, &files);
            self.thread = std::thread::Builder::new().name("journal".into()).spawn(work).ok();
            if self.thread.is_none() {
                // No thread is to be had: then the caller waits.
                self.shared.lock().stops = true;
                work_off(&self.shared, &self.files);
                self.shared.lock().stops = false;
            }
        }
    }

    /// The last write that would outlast a pulled plug.
    pub fn flushed(&self) -> u64 {
        self.shared.lock().flushed
    }

    /// The last write of which the disk has answered, be it that its flush failed.
    pub fn answered(&self) -> u64 {
        self.shared.lock().answered
    }

    /// Why a flush failed, once.
    pub fn failure(&self) -> Option<io::Error> {
        self.shared.lock().failure.take()
    }

    /// What can be waited for without the journal.
    pub fn ticket(&self, number: u64) -> Ticket {
        let number = if self.thread.is_some() { number } else { 0 };
        Ticket { shared: Arc::clone(&self.shared), number }
    }
}

/// A write whose flush can be waited for.
#[derive(Debug, Clone)]
pub struct Ticket {
    shared: Arc<Shared>,
    number: u64,
}

impl Ticket {
    /// Waits until the write is flushed or its flush has failed.
    pub fn wait(&self) {
        let mut state = self.shared.lock();
        while state.answered < self.number {
            state = self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Flusher {
    fn drop(&mut self) {
        self.shared.lock().stops = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It does not panic, and there is nobody to tell.
            let _ = thread.join();
        }
    }
}

fn work(shared: &Shared, files: &Files) {
    loop {
        work_off(shared, files);
        let state = shared.lock();
        if state.request.is_some() {
            continue;
        }
        if state.stops {
            return;
        }
        drop(shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner));
    }
}

/// Flushes the names that lead to a new file in a folder of the library, which itself may have been made for it.
fn flush_names(files: &Files, folder: &Path) -> io::Result<()> {
    let mut above = folder.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
    let (root, beside) = (above.next(), above.next());
    files.disk().flush_folder(folder)?;
    root.map_or(Ok(()), |root| files.disk().flush_folder(root))?;
    // Where the library's folder stands may be a place that this user cannot even look into.
    let _ = beside.map(|beside| files.disk().flush_folder(beside));
    Ok(())
}

/// Meets the request that waits, where there is one.
fn work_off(shared: &Shared, files: &Files) {
    let Some(Request { file, path, number, is_new }) = shared.lock().request.take() else { return };
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    let flushed = file.flush().and_then(|()| if is_new { flush_names(files, &folder) } else { Ok(()) });
    // The handle of a file whose folder was removed, or whose stick was pulled, goes on as if nothing had happened.
    let flushed = flushed.and_then(|()| if file.is_at(&path) { Ok(()) } else { Err(io::ErrorKind::NotFound.into()) });
    // Whoever waited may want to replace the file, which Windows refuses as long as it is open.
    drop(file);
    let mut state = shared.lock();
    state.answered = number;
    match flushed {
        Ok(()) => state.flushed = number,
        Err(error) => state.failure = Some(error),
    }
    drop(state);
    shared.changed.notify_all();
}
