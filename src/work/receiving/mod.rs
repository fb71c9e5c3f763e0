//! Reports handed in to a collecting office (收件): read, matched to the roster, kept as they came, stored as their bodies', and
//! written down. The office never changes a body's figures: who asks is told by [`Office::collected_by`].
//!
//! The order of writing is: the file as it came, the report, the receipt. Whatever ends it in between, nothing is lost, and
//! receiving the same again makes it whole.

mod reading;

mod deciding;

mod storing;

use rayon::prelude::*;

use crate::domain::collection::matching::{self, Match, NoBody, Outcome};
use crate::domain::collection::roster::{Collection, Receipt};
use crate::domain::comparison::Difference;
use crate::domain::report::Key;
use crate::domain::text::Lang;
use crate::store::error::StoreError;

use super::Office;
use super::folder::{self, Tasks};
use super::source::Named;
use crate::store::clock;
use deciding::{Decided, Desk, Storing};

pub use reading::tasks;
pub use storing::Unstored;

/// After how many reports the receipts are written: each time the whole collection is.
const RECEIPTS: usize = 1024;

/// Who receives, and how.
#[derive(Debug, Clone)]
pub struct Receiving {
    /// The collecting agency's full name.
    pub agency: String,
    /// The report year.
    pub year: i32,
    /// The body whose the one report is, where somebody says so.
    pub body: Option<String>,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// What became of a report that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandIn {
    /// The file as the user would write it; of one that holds several, with which.
    pub file: String,
    /// The body whose it is, as the roster has it, where that is known.
    pub body: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it was to be taken in and could not be; the message says why.
    pub has_failed: bool,
    /// Whether it is plainly no report, and nobody said that it is one: it stood in a folder.
    pub is_passed_over: bool,
    /// Another body with the very same tables.
    pub alike: Option<String>,
    /// Bodies with names near the one in the file.
    pub near: Vec<String>,
    /// What differs from the report before.
    pub differences: Vec<Difference>,
    /// All of it in words.
    pub message: String,
}

impl Default for HandIn {
    fn default() -> HandIn {
        HandIn {
            file: String::new(),
            body: None,
            outcome: Outcome::Unreadable,
            has_failed: false,
            is_passed_over: false,
            alike: None,
            near: Vec::new(),
            differences: Vec::new(),
            message: String::new(),
        }
    }
}

impl HandIn {
    /// Adds words to the message.
    fn say(&mut self, words: impl AsRef<str>, lang: Lang) {
        let words = words.as_ref().trim_end_matches(['。', '.']);
        if !self.message.is_empty() {
            self.message.push_str(lang.pick("；", "; "));
        }
        self.message.push_str(words);
    }
}

/// Why nothing was received.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum Unreceived {
    /// There is no collection, or it cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The roster has no body of the name that somebody said.
    #[error(transparent)]
    NoBody(#[from] NoBody),
    /// A body was said for more than one file.
    OnlyOne,
}

impl Unreceived {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Unreceived::Store(error) => error.message(lang),
            Unreceived::NoBody(error) => error.message(lang),
            Unreceived::OnlyOne => lang.say(
                "--as 只能用于一个文件。请一次只写一个文件。",
                "--as goes with one file only. Name one file at a time.",
            ),
        }
    }
}

/// A receipt that is not written yet, with the name of its body.
type Pending = (String, Receipt);

impl Office {
    /// Receives what was handed in. `tick` is called behind every file that was read, `take` with what became of each report
    /// once that is written down.
    ///
    /// # Errors
    /// [`Unreceived`]; what was received before is written down then, or comes out as [`HandIn::has_failed`].
    pub fn receive(
        &self,
        wish: &Receiving,
        tasks: &Tasks,
        tick: impl Fn() + Sync,
        mut take: impl FnMut(HandIn),
    ) -> Result<(), Unreceived> {
        let collection = self.library.load_collection(&wish.agency, wish.year)?.collection;
        let said = wish.body.as_deref().map(|name| matching::named(&collection, name)).transpose()?;
        if said.is_some() && tasks.all.len() > 1 {
            return Err(Unreceived::OnlyOne);
        }
        let mut desk = Desk::new(self, collection, said, clock::now().date());
        let (mut done, mut pending): (Vec<HandIn>, Vec<Pending>) = (Vec::new(), Vec::new());
        let mut refusal = None;
        let work = |(): &mut (), named: &Named| named.path().map_or(Vec::new(), |path| self.handed_in(path, wish.year));
        folder::each(&tasks.all, tick, work, |window, read| {
            let mut batch: Vec<Decided> = Vec::new();
            let read = window.iter().zip(read).flat_map(|(task, read)| read.into_iter().map(|read| (task.must, read)));
            for (must, read) in read {
                // What a body hands in is compared with what it handed in before.
                let is_next = match desk.body_of(&read) {
                    Match::Body(body) => batch.iter().any(|d| d.store.as_ref().is_some_and(|s| s.body == body)),
                    _ => false,
                };
                if is_next {
                    self.settle(wish, &mut desk, &mut batch, &mut done, &mut pending);
                }
                let mut decided = desk.decide(read);
                decided.hand_in.is_passed_over = !must && decided.read.is_none;
                batch.push(decided);
            }
            self.settle(wish, &mut desk, &mut batch, &mut done, &mut pending);
            if pending.len() >= RECEIPTS || done.len() >= RECEIPTS {
                refusal = self.write_down(wish, &mut pending, &mut done, &mut take).err().or(refusal.take());
            }
        });
        let last = self.write_down(wish, &mut pending, &mut done, &mut take).err();
        last.or(refusal).map_or(Ok(()), |error| Err(error.into()))
    }

    /// Stores what was decided on, of different bodies, by all cores.
    fn settle(
        &self,
        wish: &Receiving,
        desk: &mut Desk<'_>,
        batch: &mut Vec<Decided>,
        done: &mut Vec<HandIn>,
        pending: &mut Vec<Pending>,
    ) {
        let take_in = |Decided { store, read, .. }: &mut Decided| match store {
            Some(Storing { report, receipt, .. }) if !wish.dry_run => {
                self.take_in(&wish.agency, wish.year, read, report, receipt.as_mut())
            }
            _ => Ok(()),
        };
        let stored: Vec<Result<(), Unstored>> = match &mut batch[..] {
            [one] => vec![take_in(one)],
            many => many.par_iter_mut().map(take_in).collect(),
        };
        for (Decided { mut hand_in, store, .. }, stored) in batch.drain(..).zip(stored) {
            if let Err(error) = stored {
                hand_in.has_failed = true;
                hand_in.say(error.message(self.lang), self.lang);
            }
            if let Some(Storing { body, receipt: Some(receipt), .. }) = store {
                match hand_in.has_failed {
                    true => desk.withdraw(body, &Receipt { kept: String::new(), ..receipt }),
                    false => pending.push((desk.collection.bodies[body].name.clone(), receipt)),
                }
            }
            done.push(hand_in);
        }
    }

    /// Writes the receipts, and hands on what became of their reports.
    fn write_down(
        &self,
        wish: &Receiving,
        pending: &mut Vec<Pending>,
        done: &mut Vec<HandIn>,
        take: &mut impl FnMut(HandIn),
    ) -> Result<(), StoreError> {
        let written = match pending.is_empty() || wish.dry_run {
            true => Ok(()),
            false => {
                let change = |collection: &mut Collection| -> Result<(), StoreError> {
                    pending.iter().for_each(|(body, receipt)| add(collection, body, receipt));
                    Ok(())
                };
                self.library.change_collection(&wish.agency, wish.year, change).map(drop)
            }
        };
        pending.clear();
        let refusal = written.err();
        for mut hand_in in done.drain(..) {
            if let Some(error) = refusal.as_ref().filter(|_| hand_in.outcome.is_in()) {
                hand_in.has_failed = true;
                hand_in.say(error.message(self.lang), self.lang);
            }
            take(hand_in);
        }
        refusal.map_or(Ok(()), Err)
    }

    /// The collecting agency that received a report of another body: only the body may change its figures, so that whoever opens
    /// the report reads it.
    pub fn collected_by(&self, key: &Key) -> Option<String> {
        let is_received = |agency: &String| {
            let collection = self.library.load_collection(agency, key.year).ok()?.collection;
            let body = collection.bodies.iter().find(|body| body.name == key.agency)?;
            (!body.receipts.is_empty()).then_some(())
        };
        let agencies = self.library.collecting(key.year).unwrap_or_default();
        agencies.into_iter().filter(|agency| *agency != key.agency).find(|agency| is_received(agency).is_some())
    }
}

/// Adds a receipt to a body, once.
fn add(collection: &mut Collection, body: &str, receipt: &Receipt) {
    if let Some(body) = collection.bodies.iter_mut().find(|known| known.name == body) {
        let is_same = |known: &Receipt| known.sha256 == receipt.sha256 && known.content == receipt.content;
        if !body.receipts.iter().any(is_same) {
            body.receipts.push(receipt.clone());
        }
    }
}
