//! The library copied to a folder and back, a moment's worth at a time, so that what the clerk asks for meanwhile is done
//! between two.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::domain::report::Reopening;
use crate::work::Office;
use crate::work::backup::{Held, Item, Relation, Way, Work, name, proposed, relation};

use super::super::library::already_copying;
use super::super::message::{Differing, Fate};
use super::super::model::Msg;
use super::Outside;
use super::job::{Done, Job, Order};

/// How long it goes on before others have their turn.
const TURN: Duration = Duration::from_millis(100);

/// A backup that is under way, or what was found in one.
#[derive(Debug)]
pub(super) struct Copying {
    work: Work,
    folder: PathBuf,
    /// Whether it is only looked what differs.
    is_look: bool,
}

/// What a backup has otherwise than the library, until it is decided.
#[derive(Debug)]
pub(super) struct BackupFound {
    folder: PathBuf,
    differing: Vec<Held>,
}

impl Order {
    /// Copy the library into a folder.
    pub(super) fn back_up(folder: PathBuf) -> Order {
        Order::begin_copying(folder, false, |office, folder| office.back_up(folder))
    }

    /// Look what a backup has.
    pub(super) fn look_at_backup(folder: PathBuf) -> Order {
        Order::begin_copying(folder, true, |office, folder| office.look_at_backup(folder))
    }

    /// Bring back what was found, as it was decided; `by` is who puts it in the place of finished reports and why.
    pub(super) fn bring_back(found: BackupFound, fates: Vec<Fate>, by: Option<Reopening>) -> Order {
        let way = |fate| match fate {
            Fate::Mine => Way::Leave,
            Fate::Theirs => Way::Replace,
            Fate::Both => Way::Aside,
        };
        let ways = found.differing.into_iter().zip(fates).map(|(held, fate)| (held.item, way(fate))).collect();
        Order::begin_copying(found.folder, false, |office, folder| office.bring_back(folder, ways, by))
    }

    fn begin_copying(
        folder: PathBuf,
        is_look: bool,
        begin: impl FnOnce(&Office, &std::path::Path) -> Result<Work, crate::work::StoreError> + Send + 'static,
    ) -> Order {
        Order::other(move |outside| {
            let office = outside.office.clone();
            Job::new(move || {
                let begun = begin(&office, &folder);
                Done::new(move |outside| {
                    // Where a USB drive is slow, another one was asked for before it was seen that this one had begun.
                    if outside.copying.is_some() {
                        return Some(Msg::Failed(already_copying(outside.office.lang).to_string()));
                    }
                    let work = match begun {
                        Ok(work) => work,
                        Err(error) => return Some(Msg::Failed(outside.words(&error))),
                    };
                    let total = work.total;
                    outside.copying = Some(Copying { work, folder, is_look });
                    Some(Msg::Copying { done: 0, total })
                })
            })
        })
    }

    /// Go on with what is under way.
    pub(super) fn copy_on() -> Order {
        Order::other(|outside| {
            let copying = outside.copying.take();
            Job::new(move || {
                let Some(mut copying) = copying else { return Done::new(|_| None) };
                let begun = Instant::now();
                let stopped = loop {
                    match copying.work.step() {
                        Ok(true) if begun.elapsed() < TURN => {}
                        Ok(true) => break None,
                        Ok(false) => break Some(None),
                        Err(error) => break Some(Some(error)),
                    }
                };
                Done::new(move |outside| {
                    let (done, total) = (copying.work.done(), copying.work.total);
                    Some(match stopped {
                        None => {
                            outside.copying = Some(copying);
                            Msg::Copying { done, total }
                        }
                        Some(None) => outside.copied(copying),
                        Some(Some(error)) => {
                            let (done, why) = (done.saturating_sub(1), outside.words(&error));
                            let words = outside.office.lang.say(
                                format!("进行到 {done}/{total} 时停止：{why}已复制的文件都是完整的，再做一次即可补齐。"),
                                format!(
                                    "Stopped at {done} of {total}: {why} What was copied is whole; run it again to complete it."
                                ),
                            );
                            Msg::CopyingEnded { words, refused: true }
                        }
                    })
                })
            })
        })
    }
}

impl Outside {
    /// A report as the library has it and as the backup does.
    pub(super) fn read_both(&self, place: usize) -> Result<Msg, String> {
        let held = self.found.as_ref().and_then(|found| Some((&found.folder, found.differing.get(place)?)));
        let Some((folder, Held { item: Item::Report(key), relation, .. })) = held else {
            return Err(self.office.lang.say("只有报告可以这样查看", "Only reports can be looked at in this way"));
        };
        if *relation == Relation::Deleted {
            return Err(self.office.lang.say(
                "报告库中没有这一份，无法比对",
                "The library does not have this report, so there is nothing to compare",
            ));
        }
        let mine = self.office.library.joined(key, &self.office.forms).map_err(|error| self.words(&error))?.report;
        let theirs = self.office.in_backup(folder, key).map_err(|error| self.words(&error))?;
        Ok(Msg::Both { mine: Box::new(mine), theirs: Box::new(theirs) })
    }

    fn copied(&mut self, copying: Copying) -> Msg {
        let Copying { work, folder, is_look } = copying;
        let lang = self.office.lang;
        if !is_look {
            let refused = !work.tally.troubles.is_empty();
            let refused = refused || !work.tally.finished.is_empty();
            return Msg::CopyingEnded { words: work.words().join("\n"), refused };
        }
        let all = work.tally.found.len();
        let (differing, troubles, finished) = (work.tally.found, work.tally.troubles, work.tally.finished);
        let is_only_there = |held: &Held| held.relation == Relation::Missing;
        let is_counted = |held: &Held| held.item.is_of_a_year() || matches!(held.item, Item::Received { .. });
        let only_there = differing.iter().filter(|held| is_only_there(held) && is_counted(held)).count();
        let differing: Vec<Held> = differing.into_iter().filter(|held| !is_only_there(held)).collect();
        if all == 0 {
            let same =
                lang.pick("备份中没有报告库缺少或不同的内容", "The backup holds nothing that is new or different");
            let words = troubles.iter().map(String::as_str).chain([same]).collect::<Vec<_>>().join("\n");
            return Msg::CopyingEnded { words, refused: !troubles.is_empty() };
        }
        let is_finished = |held: &Held| finished.contains(&held.item);
        let words = |held: &Held| match is_finished(held) {
            true => format!("{}{}", lang.pick("已定稿；", "finalised; "), relation(held, lang)),
            false => relation(held, lang),
        };
        let told = differing.iter().map(|held| Differing {
            name: name(&held.item, lang),
            words: words(held),
            is_finished: is_finished(held),
            fate: match proposed(held.relation) {
                Way::Leave => Fate::Mine,
                Way::Replace => Fate::Theirs,
                Way::Aside => Fate::Both,
            },
        });
        let msg = Msg::Differs { only_there, differing: told.collect() };
        self.found = Some(BackupFound { folder, differing });
        msg
    }
}
