//! The journal of an open report as it is written: bytes are with the system before [`Journal::append`] returns, so that a
//! killed process loses nothing, and with the disk once [`Journal::is_flushed`] says so. What cannot be written is kept in
//! memory and tried again with the next edit.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::report::{Key, Report};
use crate::domain::seal::digest;
use crate::domain::session::Commit;

use super::super::disk::OpenFile;
use super::super::document;
use super::super::error::StoreError;
use super::super::library::Library;
use super::flusher::{Flusher, Ticket};
use super::record::{self, COPIES, Header, Record, Texts};
use super::writer::{self, Mark};
use super::{now, reading::Read};

/// The ending of a journal's name until its first line is whole.
const UNFINISHED: &str = "journal.new";

/// The journal of an open report. Its file appears with the first edit.
#[derive(Debug)]
pub struct Journal {
    library: Library,
    key: Key,
    path: PathBuf,
    /// Another journal, whose edits this one has or which was not wanted; it is put aside once this one is on the disk.
    source: Option<PathBuf>,
    /// The report that the edits begin from.
    base: Report,
    /// Whether the report's file holds it.
    saved: bool,
    texts: Texts,
    /// The check of the last line.
    check: String,
    /// Everything that belongs into the file, so that it can be written anew where the file is lost.
    bytes: Vec<u8>,
    /// How many of them are in the file.
    written: usize,
    file: Option<Arc<dyn OpenFile>>,
    writes: u64,
    /// Whether what is in the file may not be what was written.
    suspect: bool,
    /// Whether a journal that was in its place is among the earlier states.
    has_place: bool,
    /// Where journals are now that are not this one's and gave way to it, until somebody was told.
    displaced: VecDeque<PathBuf>,
    /// The saves that were announced and go on, the oldest first: how long the journal was then, and whether the report was
    /// saved before.
    announced: VecDeque<(usize, bool)>,
    /// What says that it is written here, where it has a name of its own.
    mark: Option<Mark>,
    flusher: Flusher,
}

impl Journal {
    /// The journal of a report that was just opened or saved; `saved` where the report's file holds it as it is.
    pub fn new(library: &Library, key: &Key, base: Report, saved: bool) -> Result<Journal, StoreError> {
        Ok(Journal {
            path: library.journal_path(key)?,
            source: None,
            texts: Texts::of(&base),
            flusher: Flusher::new(library.files().clone()),
            library: library.clone(),
            key: key.clone(),
            base,
            saved,
            check: String::new(),
            bytes: Vec::new(),
            written: 0,
            file: None,
            writes: 0,
            suspect: false,
            has_place: false,
            displaced: VecDeque::new(),
            announced: VecDeque::new(),
            mark: None,
        })
    }

    /// Goes on with a journal that was read. Behind its whole lines nothing is kept.
    pub(super) fn resumed(library: &Library, key: &Key, read: Read, path: PathBuf) -> Result<Journal, StoreError> {
        let mut journal = Journal::new(library, key, read.base, read.saved)?;
        let is_usual = path == journal.path;
        journal.source = Some(path).filter(|_| !is_usual);
        journal.texts = read.texts;
        journal.check = read.check;
        journal.bytes = read.whole;
        journal.written = if is_usual { journal.bytes.len() } else { 0 };
        // What was made good in memory is made good on the disk as well.
        journal.suspect = read.mended && is_usual;
        Ok(journal)
    }

    /// Begins anew where another journal cannot go on, which may be the usual one.
    pub(super) fn instead_of(mut self, other: PathBuf) -> Journal {
        self.source = Some(other).filter(|other| *other != self.path);
        self
    }

    /// Goes on under a name of its own, since no lock keeps others from the usual one.
    pub fn by_itself(&mut self) {
        if self.library.journal_path(&self.key).is_ok_and(|usual| usual != self.path) {
            return;
        }
        let own = writer::own(&self.path);
        let usual = std::mem::replace(&mut self.path, own);
        if self.written > 0 || self.file.is_some() {
            self.source = Some(usual);
        }
        (self.file, self.written, self.suspect) = (None, 0, false);
    }

    /// The file that its edits came from: another journal's until this one is on the disk.
    pub fn source(&self) -> &Path {
        self.source.as_deref().unwrap_or(&self.path)
    }

    /// The file that its edits go to.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes edits. When it returns they are with the system, and on their way to the disk.
    ///
    /// # Errors
    /// The system's refusal; the edits are kept and written with the next ones.
    pub fn append(&mut self, commits: &[Commit]) -> Result<(), StoreError> {
        self.take_in(commits);
        self.write()
    }

    /// Takes edits in without writing them; the next ones that are written take them along.
    pub fn take_in(&mut self, commits: &[Commit]) {
        let at = now();
        self.begin(&at);
        for commit in commits {
            let record = record::record(&self.base, &mut self.texts, &at, commit);
            record::push_line(&mut self.bytes, &mut self.check, &record);
        }
    }

    /// Where the journal is now that was in the place of this one, or that it was begun instead of; said once, and of
    /// several one after another.
    pub fn displaced(&mut self) -> Option<PathBuf> {
        self.displaced.pop_front()
    }

    /// Begins the journal of a report that was never saved, so that it is known before anything is keyed.
    pub fn found(&mut self) -> Result<(), StoreError> {
        self.append(&[])
    }

    /// Whether everything would outlast a pulled plug.
    pub fn is_flushed(&self) -> bool {
        self.written == self.bytes.len() && !self.suspect && self.flusher.flushed() >= self.writes
    }

    /// Whether the disk is still being waited for. A journal that is neither flushed nor waited for could not be written.
    pub fn is_flushing(&self) -> bool {
        self.written == self.bytes.len() && !self.suspect && self.flusher.answered() < self.writes
    }

    /// Waits until the disk has answered.
    pub fn wait(&self) {
        self.ticket().wait();
    }

    /// What has to be waited for until the disk has answered, by somebody who does not keep the journal meanwhile.
    pub fn ticket(&self) -> Ticket {
        self.flusher.ticket(if self.is_flushing() { self.writes } else { 0 })
    }

    /// Why the disk did not take what was written, where it did not; said once.
    pub fn failure(&mut self) -> Option<StoreError> {
        let failure = self.flusher.failure()?;
        self.suspect = true;
        Some(StoreError::io(&self.path)(failure))
    }

    /// Writes that the report as it stands is about to be saved, which is to wait for [`Journal::ticket`]. Where that cannot
    /// be written the save goes on: a journal that holds nothing which the file does not have is known by that as well.
    pub fn announce(&mut self, report: &Report) {
        let before = self.saved;
        if self.bytes.is_empty() {
            // What is keyed before the file is written begins from what the file will hold.
            self.base = report.clone();
            self.saved = true;
        } else {
            let sha256 = digest(document::to_ron(report).as_bytes());
            record::push_line(&mut self.bytes, &mut self.check, &Record::Saved { at: now(), sha256 });
            // What is refused here is said with the next edit.
            let _ = self.write();
        }
        self.announced.push_back((self.bytes.len(), before));
    }

    /// The report that was announced is saved. The next edit begins another journal from it; where edits came in between,
    /// this one goes on instead.
    pub fn settle(&mut self, report: &Report) {
        if self.announced.pop_front().is_some_and(|(length, _)| length == self.bytes.len()) && self.announced.is_empty()
        {
            self.empty(report);
        }
        self.saved = true;
    }

    /// The report that was announced could not be saved.
    pub fn retract(&mut self) {
        let Some((_, before)) = self.announced.pop_front() else { return };
        match self.announced.front_mut() {
            Some((_, next)) => *next = before,
            None => self.saved = before,
        }
    }

    /// Empties the journal, all of whose edits the report's file has.
    pub fn empty(&mut self, report: &Report) {
        if self.is_ours() {
            self.file = None;
            // What stays there, or comes back after a pulled plug, is known as obsolete by its last line.
            let _ = self.library.files().disk().remove(&self.path);
        }
        (self.file, self.mark) = (None, None);
        self.put_source_aside();
        self.base = report.clone();
        self.saved = true;
        self.texts = Texts::of(report);
        self.check.clear();
        self.bytes.clear();
        self.written = 0;
        self.suspect = false;
        self.has_place = false;
        self.flusher.failure();
    }

    /// Moves the journal among the report's earlier states, for somebody who does not want its edits. Where nothing was
    /// written there is nothing to move.
    ///
    /// # Errors
    /// The system's refusal; the journal stays where it is.
    pub fn discard(&mut self) -> Result<(), StoreError> {
        self.wait();
        let is_ours = self.is_ours();
        self.file = None;
        if is_ours {
            match self.is_bare() {
                true => self.library.files().remove(&self.path)?,
                false => drop(self.library.shelve_journal(&self.key, &self.path)?),
            }
        }
        self.mark = None;
        self.put_source_aside();
        self.bytes.clear();
        self.check.clear();
        self.written = 0;
        self.has_place = false;
        Ok(())
    }

    /// Whether the file in its place is the one that was written, and not somebody else's.
    fn is_ours(&self) -> bool {
        match &self.file {
            Some(file) => file.is_at(&self.path),
            None => self.written > 0 && self.library.files().read(&self.path).is_ok_and(|there| self.has(&there)),
        }
    }

    /// Whether nothing is in a file that is not in this journal.
    fn has(&self, there: &[u8]) -> bool {
        self.bytes.starts_with(there)
    }

    /// Puts the journal aside whose edits this one has, or that was not wanted: of the latter somebody is to be told. Where
    /// that is refused it stays, and is offered again.
    fn put_source_aside(&mut self) {
        let Some(source) = self.source.take() else { return };
        let is_known = self.library.files().read(&source).is_ok_and(|there| self.has(&there));
        if let Ok(Some(shelf)) = self.library.shelve_journal(&self.key, &source)
            && !is_known
        {
            self.displaced.push_back(shelf);
        }
    }

    /// Whether it is the journal of a report that was never saved, and nothing was keyed into it: it holds nothing that could
    /// be wanted.
    fn is_bare(&self) -> bool {
        let lines = self.bytes.iter().filter(|byte| **byte == b'\n').count();
        let on_disk = self.library.files().disk().look(&self.path).map(|seen| seen.len);
        !self.saved && lines <= COPIES && on_disk.is_ok_and(|len| len == self.bytes.len() as u64)
    }

    /// The first line and its copy, once.
    fn begin(&mut self, at: &str) {
        if !self.bytes.is_empty() {
            return;
        }
        (self.bytes, self.check) = self.first_line(at);
        self.texts = Texts::of(&self.base);
    }

    /// The first line and its copy, and their check.
    fn first_line(&self, at: &str) -> (Vec<u8>, String) {
        let header = Header {
            journal: record::VERSION,
            at: at.to_string(),
            by: self.base.sign_off.keyer.clone(),
            saved: self.saved,
            base: document::to_ron(&self.base),
        };
        let (mut bytes, mut check) = (Vec::new(), String::new());
        record::push_header(&mut bytes, &mut check, &header);
        (bytes.repeat(COPIES), check)
    }

    fn write(&mut self) -> Result<(), StoreError> {
        let lost = self.file.as_ref().is_some_and(|file| !file.is_at(&self.path));
        if lost || self.suspect {
            return self.write_anew();
        }
        if self.written == 0 {
            return self.create();
        }
        let is_new = self.file.is_none();
        let file = match &self.file {
            Some(file) => Arc::clone(file),
            None => self.open()?,
        };
        if file.len().map_err(StoreError::io(&self.path))? < self.written as u64 {
            // What was read has been taken away since.
            return self.write_anew();
        }
        let refused = StoreError::io(&self.path);
        if let Err(error) = self.write_rest(&*file) {
            // What was written of a line is taken away again where that is possible; else with the next write.
            let _ = file.set_len(self.written as u64);
            return Err(refused(error));
        }
        self.take_file(file, is_new);
        Ok(())
    }

    fn write_rest(&self, file: &(dyn OpenFile + 'static)) -> io::Result<()> {
        if file.len()? != self.written as u64 {
            file.set_len(self.written as u64)?;
        }
        file.write_all(self.bytes.get(self.written..).unwrap_or_default())
    }

    /// Makes the file with everything so far under another name first, so that a journal is never without its whole first
    /// line, however the process ends. Of another journal in its place a copy goes among the earlier states, so that at every
    /// moment there is one, that or this.
    fn create(&mut self) -> Result<(), StoreError> {
        self.make_room()?;
        if !self.has_place {
            self.displaced.extend(self.clear_place()?);
            self.has_place = true;
        }
        let disk = self.library.files().disk();
        let temporary = self.path.with_extension(UNFINISHED);
        if disk.is_taken(&temporary) {
            disk.remove(&temporary).map_err(StoreError::io(&temporary))?;
        }
        // Whoever may read the report may read what is keyed of it, and take it over.
        let report = self.library.path(&self.key)?;
        let access = self.library.files().access_of(&report);
        // The one before goes before it is set anew.
        self.mark = None;
        self.mark = Mark::set(self.library.files(), &self.path, access);
        let file = disk.create(&temporary, access).map_err(StoreError::io(&temporary))?;
        // What replaces another journal outlasts a pulled plug before it does.
        let replaces = disk.is_taken(&self.path) || self.source.is_some();
        let filled = file.write_all(&self.bytes).and_then(|()| if replaces { file.flush() } else { Ok(()) });
        let made = filled.and_then(|()| disk.rename(&temporary, &self.path));
        if let Err(error) = made {
            // It holds nothing that is not in memory; what stays of it is removed the next time.
            let _ = disk.remove(&temporary);
            return Err(StoreError::io(&self.path)(error));
        }
        self.take_file(file, true);
        self.put_source_aside();
        Ok(())
    }

    /// Keeps what is in its place. What cannot be read is moved.
    fn clear_place(&self) -> Result<Option<PathBuf>, StoreError> {
        match self.library.keep_journal(&self.key, &self.path) {
            Err(StoreError::TooLarge { .. }) => self.library.shelve_journal(&self.key, &self.path),
            Err(StoreError::Io { path, .. }) if path == self.path => self.library.shelve_journal(&self.key, &self.path),
            kept => kept,
        }
    }

    /// Everything is in this file now; its flush is asked for.
    fn take_file(&mut self, file: Arc<dyn OpenFile>, is_new: bool) {
        self.file = Some(Arc::clone(&file));
        self.written = self.bytes.len();
        self.writes += 1;
        self.flusher.flush(file, self.path.clone(), self.writes, is_new);
    }

    fn open(&self) -> Result<Arc<dyn OpenFile>, StoreError> {
        self.make_room()?;
        self.library.files().disk().append(&self.path).map_err(StoreError::io(&self.path))
    }

    /// Refuses to write where the library was and is no more: a stick that was pulled comes back, and what is written in its
    /// place meanwhile is lost to it.
    pub fn check_place(&self) -> Result<(), StoreError> {
        let root = self.library.root();
        let was_there = self.saved || self.written > 0;
        if was_there && !self.library.files().is_folder(root) {
            return Err(StoreError::Vanished(root.to_path_buf()));
        }
        Ok(())
    }

    /// The report's folder, where it was there and is no more. The next edit makes it again, with everything in it.
    pub fn missing_folder(&self) -> Option<&Path> {
        let was_there = self.saved || self.written > 0;
        self.path.parent().filter(|folder| was_there && !self.library.files().is_folder(folder))
    }

    fn make_room(&self) -> Result<(), StoreError> {
        self.check_place()?;
        self.library.check_inside(&self.path)?;
        match self.path.parent() {
            // Whoever flushes the journal flushes the names that lead to it.
            Some(folder) => self.library.files().make_folder_at_once(folder),
            None => Ok(()),
        }
    }

    /// Writes the whole journal into a file of its own, since the one that there was is lost or cannot be trusted.
    fn write_anew(&mut self) -> Result<(), StoreError> {
        self.file = None;
        self.suspect = true;
        self.make_room()?;
        if let Ok(there) = self.library.files().read(&self.path)
            && !self.has(&there)
        {
            // Somebody else's, or one that was damaged since.
            self.displaced.extend(self.clear_place()?);
        }
        let report = self.library.path(&self.key)?;
        self.mark = None;
        self.mark = Mark::set(self.library.files(), &self.path, self.library.files().access_of(&report));
        if self.library.files().write(&self.path, &self.bytes).is_err() {
            // Windows replaces no file that is still open to be flushed.
            self.flusher.ticket(self.writes).wait();
            self.library.files().write(&self.path, &self.bytes)?;
        }
        let file = self.library.files().disk().append(&self.path).map_err(StoreError::io(&self.path))?;
        self.flusher.failure();
        self.suspect = false;
        self.take_file(file, true);
        Ok(())
    }
}
