//! The journal of the open report: edits into it, waiting for the disk without keeping anybody waiting, and what becomes of
//! it when the report is left.

use std::path::{Path, PathBuf};

use crate::domain::journal::Recovered;
use crate::domain::report::{Key, Report};
use crate::domain::session::Commit;
use crate::domain::text::Lang;
use crate::store::atomic::Files;
use crate::store::document;
use crate::store::error::StoreError;
use crate::store::journal::{Journal, Ticket};

use super::super::model::{Durability, Msg, Parting};
use super::Outside;

/// The journal of the report that is open.
#[derive(Debug)]
pub(super) struct Open {
    journal: Journal,
    key: Key,
    /// The report as it was opened.
    report: Report,
    /// Whether lines of it were left out, so that it is kept as it was before it goes on.
    is_damaged: bool,
    /// Whether the editor was told that the disk is waited for.
    is_awaited: bool,
}

impl Open {
    /// The report as it was opened or last saved.
    pub(super) fn base(&self) -> &Report {
        &self.report
    }
}

/// Says that a report's folder was gone and is made again.
fn made_anew(folder: &Path, lang: Lang) -> String {
    let folder = folder.display();
    match lang {
        Lang::Zh => {
            format!(
                "文件夹 {folder} 已被移动或删除，现已重建，录入都在其中的自动保存文件里。如果是 U 盘断开，请接好后再录入一处或保存。"
            )
        }
        Lang::En => format!(
            "The folder {folder} was gone and has been made again, with all edits in the autosave file in it. If a USB drive was \
             pulled out, put it back, then key once more or save."
        ),
    }
}

impl Outside {
    /// A report of the library was opened: its edits go into this journal.
    pub(super) fn keep_journal(&mut self, key: &Key, report: &Report, journal: Journal, recovered: Option<&Recovered>) {
        let is_damaged = recovered.is_some_and(Recovered::is_damaged);
        let mut journal = journal;
        if self.is_unlockable(key) {
            journal.by_itself();
        }
        self.journal = Some(Open { journal, key: key.clone(), report: report.clone(), is_damaged, is_awaited: false });
    }

    /// A report was made that is not in the library yet, or nothing is known of its file.
    pub(super) fn begin_journal(&mut self, report: &Report) {
        self.journal = None;
        if let Some(key) = report.key()
            && let Ok(journal) = Journal::new(&self.office.library, &key, report.clone(), false)
        {
            self.keep_journal(&key, report, journal, None);
        }
    }

    /// Nobody can be kept from the report that is open: its journal goes on under a name of its own.
    pub(super) fn go_alone(&mut self, key: &Key) {
        if let Some(open) = self.journal.as_mut().filter(|open| open.key == *key) {
            open.journal.by_itself();
        }
    }

    /// Writes the journal of a new report before anything is keyed. What is refused here is said with the first edit.
    pub(super) fn found_journal(&mut self) {
        let key = self.journal.as_ref().map(|open| open.key.clone());
        if key.is_some_and(|key| self.hold(&key).is_err()) {
            return;
        }
        if let Some(open) = &mut self.journal {
            let _ = open.journal.found();
        }
    }

    /// Writes edits.
    pub(super) fn journal(&mut self, commits: &[Commit]) -> Option<Msg> {
        let key = self.journal.as_ref()?.key.clone();
        let journal = &self.journal.as_ref()?.journal;
        let (is_there, missing) = (journal.check_place(), journal.missing_folder().map(Path::to_path_buf));
        if let Err(error) = is_there.and_then(|()| self.hold(&key)) {
            self.journal.as_mut()?.journal.take_in(commits);
            return Some(self.refused(&error));
        }
        let open = self.journal.as_mut()?;
        let appended = open.journal.append(commits);
        open.is_awaited = appended.is_ok();
        let shelved = open.journal.displaced();
        Some(match appended {
            Ok(()) => {
                let shelved = shelved.map(|path| self.below_root(&path));
                let trouble = missing.map(|folder| made_anew(&folder, self.office.lang));
                Msg::Journaled { durability: Durability::Waiting, trouble, shelved }
            }
            Err(error) => self.refused(&error),
        })
    }

    /// Refuses to write where the library was and is no more.
    pub(super) fn check_place(&self, key: &Key) -> Result<(), StoreError> {
        self.journal.as_ref().filter(|open| open.key == *key).map_or(Ok(()), |open| open.journal.check_place())
    }

    /// Whether the disk is waited for, and the editor wants to know when it answers.
    pub fn is_waiting(&self) -> bool {
        self.journal.as_ref().is_some_and(|open| open.is_awaited)
    }

    /// What the disk answered, once it has.
    pub fn answered(&mut self) -> Option<Msg> {
        let open = self.journal.as_mut().filter(|open| open.is_awaited)?;
        if let Some(error) = open.journal.failure() {
            open.is_awaited = false;
            return Some(self.refused(&error));
        }
        open.journal.is_flushed().then(|| {
            open.is_awaited = false;
            Msg::Journaled { durability: Durability::OnDisk, trouble: None, shelved: None }
        })
    }

    /// Waits until the disk has answered, and says what.
    pub fn settled(&mut self) -> Option<Msg> {
        if let Some(open) = &mut self.journal {
            open.journal.wait();
        }
        self.answered()
    }

    fn refused(&self, error: &StoreError) -> Msg {
        let words = self.words(error);
        let trouble = self.office.lang.say(
            format!("录入暂时只在内存中，未写入磁盘：{words}下次录入时再试。"),
            format!("Edits are in memory only: {words} The next edit tries again."),
        );
        Msg::Journaled { durability: Durability::Refused, trouble: Some(trouble), shelved: None }
    }

    /// A path as it is shown: from the library's folder, which is always on the screen.
    fn below_root(&self, path: &Path) -> String {
        path.strip_prefix(self.office.library.root()).unwrap_or(path).display().to_string()
    }

    /// What is said of a journal that was to go among the earlier states, where there was one.
    fn shelved(&self, shelved: Result<Option<PathBuf>, StoreError>) -> Option<Msg> {
        match shelved {
            Ok(path) => path.map(|path| Msg::Shelved(self.below_root(&path))),
            Err(error) => Some(Msg::Failed(self.words(&error))),
        }
    }

    /// Saves a copy of a report to a file that is not there yet.
    pub(super) fn save_copy(&self, report: &Report, path: PathBuf) -> Result<Msg, String> {
        let saved = Files::default().write_new(&path, document::to_ron(report).as_bytes());
        saved.map(|()| Msg::Copied(path)).map_err(|error| self.words(&error))
    }

    /// The journal is taken up.
    pub(super) fn take_up(&mut self) -> Option<Msg> {
        let open = self.journal.as_mut().filter(|open| open.is_damaged)?;
        open.is_damaged = false;
        let kept = self.office.library.keep_journal(&open.key, open.journal.source());
        self.shelved(kept)
    }

    /// The journal is not wanted; what comes goes into another one.
    pub(super) fn decline(&mut self) -> Option<Msg> {
        let Open { key, report, journal, .. } = self.journal.take()?;
        let shelved = self.office.library.shelve_journal(&key, journal.source());
        let saved = self.stamps.contains_key(&key);
        if let Ok(journal) = Journal::new(&self.office.library, &key, report.clone(), saved) {
            self.keep_journal(&key, &report, journal, None);
        }
        self.shelved(shelved)
    }

    /// The journal is kept among the earlier states, and another one is to begin.
    pub(super) fn put_aside(&mut self) -> Option<Msg> {
        let mut open = self.journal.take()?;
        let discarded = open.journal.discard();
        discarded.err().map(|error| {
            let words = self.words(&error);
            self.journal = Some(open);
            Msg::Failed(words)
        })
    }

    /// The report is left, and whoever else wants it may have it.
    pub(super) fn part(&mut self, parting: Parting) -> Option<Msg> {
        let said = self.part_with_journal(parting);
        self.let_go();
        said
    }

    fn part_with_journal(&mut self, parting: Parting) -> Option<Msg> {
        let Open { mut journal, report, .. } = self.journal.take()?;
        match parting {
            // Edits that were all taken back leave nothing to be kept.
            Parting::Saved => {
                journal.wait();
                journal.empty(&report);
            }
            Parting::Undecided => {}
            Parting::Discarded => {
                if let Err(error) = journal.discard() {
                    return Some(Msg::Failed(self.words(&error)));
                }
            }
        }
        None
    }

    /// The journal of a report, if that is open.
    fn journal_of(&mut self, report: &Report) -> Option<&mut Open> {
        let key = report.key();
        self.journal.as_mut().filter(|open| Some(&open.key) == key.as_ref())
    }

    /// Says in the journal that a report is about to be saved.
    pub(super) fn announce(&mut self, report: &Report) {
        if let Some(open) = self.journal_of(report) {
            open.journal.announce(report);
        }
    }

    /// What a save has to wait for until the disk has what the journal says of it.
    pub(super) fn ticket(&self) -> Option<Ticket> {
        self.journal.as_ref().map(|open| open.journal.ticket())
    }

    /// A report that was announced is saved, or is not.
    pub(super) fn note_saved(&mut self, report: &Report, is_saved: bool) {
        let Some(open) = self.journal_of(report) else { return };
        if !is_saved {
            return open.journal.retract();
        }
        open.journal.settle(report);
        open.report = report.clone();
        open.is_awaited &= open.journal.is_flushing();
    }
}
