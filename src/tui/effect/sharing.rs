//! Others who work on the same report: the lock that keeps them from writing it as long as it is open here, and what they
//! made of its file where no lock kept them.

use crate::domain::report::{Key, Report};
use crate::domain::session::Edit;
use crate::domain::text::Lang;
use crate::store::error::StoreError;
use crate::store::library::Stamp;
use crate::store::lock::{Holder, Lock};
use crate::store::watch::{self, Watch};
use crate::work::source::Named;

use super::super::message::{FoundFile, There};
use super::super::model::Msg;
use super::super::report::Lent;
use super::{Outside, lines};

/// Whether others are kept out of the open report.
#[derive(Debug, Default)]
enum Hold {
    /// Nothing is open, or it has no folder yet.
    #[default]
    Nothing,
    /// They are.
    Locked(Key, Lock),
    /// They cannot be there.
    Unlockable(Key),
}

/// What is known of others.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    hold: Hold,
    /// The agency whose folder was made for this.
    founded: Option<String>,
    watch: Watch,
    /// What the clerk was told of already and did not want to decide.
    told: Option<watch::FileFate>,
    /// The state of the file that the clerk decides about.
    theirs: Option<Stamp>,
    /// Whether it was said that the library's file system cannot lock.
    is_unlockable_said: bool,
}

impl Outside {
    /// Keeps others from writing a report. What there is to be said of a file system that cannot do that is said once. A
    /// lock that the system refuses for another reason is no obstacle: so is writing then, and that is said when it happens.
    ///
    /// # Errors
    /// [`StoreError::Held`].
    pub(super) fn hold(&mut self, key: &Key) -> Result<Option<String>, StoreError> {
        match &self.sharing.hold {
            Hold::Locked(held, lock) if held == key && lock.is_held() => return Ok(None),
            Hold::Unlockable(known) if known == key => return Ok(None),
            _ => {}
        }
        self.let_go();
        self.sharing.founded = (!self.office.library.holds(&key.agency)).then(|| key.agency.clone());
        match self.office.library.lock(key) {
            Ok(Some(lock)) => self.sharing.hold = Hold::Locked(key.clone(), lock),
            Ok(None) => {
                self.sharing.hold = Hold::Unlockable(key.clone());
                self.go_alone(key);
                let words = self.office.lang.pick(
                    "这个文件夹不能加锁，请勿两人同时打开同一份报告",
                    "This folder cannot lock files: do not open one report in two places at once",
                );
                return Ok((!std::mem::replace(&mut self.sharing.is_unlockable_said, true)).then(|| words.to_string()));
            }
            Err(error @ StoreError::Held { .. }) => return Err(error),
            Err(_) => {}
        }
        Ok(None)
    }

    /// Whether nobody can be kept from writing a report.
    pub(super) fn is_unlockable(&self, key: &Key) -> bool {
        matches!(&self.sharing.hold, Hold::Unlockable(known) if known == key)
    }

    /// The report that was open is left to others. A folder that was made for it and holds nothing goes.
    pub(super) fn let_go(&mut self) {
        let is_unlockable_said = self.sharing.is_unlockable_said;
        let left = std::mem::replace(&mut self.sharing, Sharing { is_unlockable_said, ..Sharing::default() });
        let founded = left.founded.clone();
        // The lock is a file in that folder.
        drop(left);
        if let Some(agency) = founded {
            self.office.library.remove_empty(&agency);
        }
    }

    /// What the editor wants to know of a refused lock; any other refusal is one.
    pub(super) fn holder(&self, error: StoreError) -> Result<Lent, String> {
        match error {
            StoreError::Held { holder: Some(holder), .. } => {
                Ok(Lent::Held(format!("{}{}", self.office.lang.pick(" ", ""), holder.words(self.office.lang))))
            }
            StoreError::Held { holder: None, .. } => Ok(Lent::Held(self.office.lang.say("其他人", "somebody else"))),
            error => Err(self.words(&error)),
        }
    }

    /// Says that somebody else is keying the report that is opened, where nobody can be kept out.
    pub(super) fn also_keying(&self, writer: &Holder) -> String {
        let whom = writer.words(self.office.lang);
        self.office.lang.say(
            format!("{whom} 正在录入这份报告；对方尚未保存的内容由对方保存，这里看不到"),
            format!("{whom} is keying this report; what they have not saved yet is theirs and not shown here"),
        )
    }

    /// Opens a report to be looked at, such as one that somebody else has: as its file and its journal have it together.
    pub(super) fn open_lent(&mut self, key: &Key, why: Lent, edit: Option<Edit>) -> Result<Msg, String> {
        let named = Named::Library(key.clone());
        let opened = self.office.open(&named).map_err(|error| error.message(self.office.lang))?;
        let (background, known) = self.background(&opened.report);
        let remark = lines([opened.remark, known].into_iter().flatten());
        let report = Box::new(opened.report);
        Ok(Msg::Opened { report, edit, new: false, background, recovered: None, remark, lent: Some(why) })
    }

    /// Looks whether others changed the file, or left the report. What is as it should be is not told, and the same thing is
    /// not told twice.
    pub(super) fn look_again(&mut self, key: &Key, reading: bool) -> Option<Msg> {
        if reading {
            return self.office.library.lock(key).is_ok_and(|lock| lock.is_some()).then_some(Msg::Free);
        }
        let found = match self.office.library.watch(key, self.stamps.get(key), &mut self.sharing.watch) {
            Ok(found) => found,
            Err(error) => return Some(Msg::Failed(self.words(&error))),
        };
        if found == watch::FileFate::Same {
            self.sharing.told = None;
            return None;
        }
        if self.sharing.told.as_ref() == Some(&found) {
            return None;
        }
        self.sharing.told = Some(found);
        Some(self.conflict(key, false))
    }

    /// What others made of the file, for the clerk to decide about.
    pub(super) fn conflict(&mut self, key: &Key, of_save: bool) -> Msg {
        let file = self.office.library.path(key).map_or_else(|_| String::new(), |path| path.display().to_string());
        let was_there = self.stamps.contains_key(key);
        let base = self.journal.as_ref().map(|open| open.base().clone());
        self.sharing.theirs = None;
        let there = match self.office.library.load(key, &self.office.forms) {
            Ok(loaded) => {
                self.sharing.theirs = Some(loaded.stamp);
                There::Report(Box::new(loaded.report))
            }
            Err(StoreError::Missing(_)) => There::Nothing,
            Err(error) => There::Unreadable(self.words(&error)),
        };
        let words = match (&there, was_there, self.office.lang) {
            (There::Nothing, _, Lang::Zh) => format!("{file} 在打开之后已被移动或删除。"),
            (There::Nothing, _, Lang::En) => format!("{file} was deleted or moved after it was opened."),
            (_, true, Lang::Zh) => format!("{file} 在打开之后已由其他程序改动。"),
            (_, true, Lang::En) => format!("{file} was changed by another program after it was opened."),
            (_, false, Lang::Zh) => format!("{file} 原来没有，打开之后其他人保存了一份。"),
            (_, false, Lang::En) => format!("{file} was not there before; somebody else has saved it meanwhile."),
        };
        Msg::Conflict(Box::new(FoundFile { of_save, words, base, there }))
    }

    /// Opens the file as somebody else left it, in place of what is open, which is kept among the report's earlier states,
    /// its journal as well; then `edit` is done on it. Where the file was changed once more meanwhile, that is asked about.
    pub(super) fn reopen(&mut self, key: &Key, mine: Option<&Report>, edit: Option<Edit>) -> Result<Msg, String> {
        let now = self.office.library.load(key, &self.office.forms).map(|loaded| loaded.stamp);
        if now.ok().as_ref() != self.sharing.theirs.as_ref() {
            return Ok(self.conflict(key, false));
        }
        if let Some(mine) = mine {
            self.office.library.keep(mine).map_err(|error| self.words(&error))?;
        }
        if let Some(Msg::Failed(words)) = self.put_aside() {
            return Err(words);
        }
        // Who changed the file where nobody can be locked out may be keying on.
        let journals = !self.is_unlockable(key);
        self.open_with(key, edit, journals)
    }

    /// The file is what was saved just now.
    pub(super) fn in_step(&mut self) {
        (self.sharing.watch, self.sharing.told, self.sharing.theirs) = (Watch::default(), None, None);
    }
}
