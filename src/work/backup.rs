//! The whole library copied to a stick and back, thing by thing, so that a caller can say how far it is and do something else
//! between two. What differs is asked about before it is brought back; a backup itself asks nothing, since it loses nothing.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::Path;

use crate::domain::report::{Key, Reopening, Report};
use crate::domain::seal;
use crate::domain::text::Lang;
use crate::store::backup::Copying;
use crate::store::error::StoreError;
use crate::store::forms::Forms;
use crate::store::library::Library;
use crate::store::{document, syntax};

use super::Office;

pub use crate::store::backup::{Held, Item, Relation, Way};

/// How many names stand in a line of what is said.
const NAMED: usize = 5;

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Errand {
    BackUp,
    /// Only look what differs.
    Look,
    /// Bring back what the library lacks, and of what differs what was decided; over a finished report only where it is said who
    /// does so and why.
    BringBack(BTreeMap<Item, Way>, Option<Reopening>),
}

/// A backup, or the way back, while it is under way.
#[derive(Debug)]
pub struct Work {
    wish: Errand,
    copying: Copying,
    items: VecDeque<Item>,
    /// How many things there are in all.
    pub total: usize,
    /// What came of those that are done.
    pub tally: Tally,
    forms: Forms,
    lang: Lang,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// What differs, or is only in the backup, where it was only looked at.
    pub found: Vec<Held>,
    /// How many reports, collections and registers were new, took the place of others, or were the same.
    pub added: usize,
    pub replaced: usize,
    pub same: usize,
    /// How many were put among earlier states.
    pub aside: usize,
    /// How many files as handed in were new.
    pub received: usize,
    /// What was left as it is since the other one is newer, or since that was decided.
    pub left: Vec<Item>,
    /// What is finished in the library and would give way, or would have, had it been said who wants that and why.
    pub finished: Vec<Item>,
    /// What gave way though it was no earlier state of what came.
    pub kept: Vec<Item>,
    /// What could not be copied, and why.
    pub troubles: Vec<String>,
}

impl Office {
    /// Gets ready to back the library up into a folder.
    ///
    /// # Errors
    /// [`StoreError::NoPlace`], [`StoreError::Within`], and the system's refusal.
    pub fn back_up(&self, folder: &Path) -> Result<Work, StoreError> {
        let backup = self.library.backup_to(folder)?;
        self.work(Errand::BackUp, Copying::new(self.library.clone(), backup)?)
    }

    /// Gets ready to look what a backup has that the library has not, or has otherwise.
    ///
    /// # Errors
    /// As those of [`Office::back_up`].
    pub fn look_at_backup(&self, folder: &Path) -> Result<Work, StoreError> {
        let backup = self.library.backup_from(folder)?;
        self.work(Errand::Look, Copying::new(backup, self.library.clone())?)
    }

    /// Gets ready to bring back what a backup has: what the library lacks, and of what differs what was decided. What nobody
    /// decided stays as it is in the library; so does what is finished there and would give way, unless `by` says who wants
    /// that and why, which is kept in the report then.
    ///
    /// # Errors
    /// As those of [`Office::back_up`].
    pub fn bring_back(
        &self,
        folder: &Path,
        ways: BTreeMap<Item, Way>,
        by: Option<Reopening>,
    ) -> Result<Work, StoreError> {
        let backup = self.library.backup_from(folder)?;
        self.work(Errand::BringBack(ways, by), Copying::new(backup, self.library.clone())?)
    }

    /// A report as a backup has it, with what its journal adds.
    ///
    /// # Errors
    /// As those of [`Office::back_up`], and why it cannot be read.
    pub fn in_backup(&self, folder: &Path, key: &Key) -> Result<Report, StoreError> {
        Ok(self.library.backup_from(folder)?.joined(key, &self.forms)?.report)
    }

    fn work(&self, wish: Errand, copying: Copying) -> Result<Work, StoreError> {
        let items: VecDeque<Item> = copying.from().items()?.into();
        if items.is_empty() {
            return Err(StoreError::NoPlace(copying.from().root().into()));
        }
        let (tally, forms) = (Tally::default(), self.forms.clone());
        Ok(Work { wish, copying, total: items.len(), items, tally, forms, lang: self.lang })
    }
}

impl Work {
    /// How many things are done.
    pub fn done(&self) -> usize {
        self.total - self.items.len()
    }

    /// Does the next thing; whether there was one.
    ///
    /// # Errors
    /// What would be refused for everything that follows as well: a disk that is full, read-only or gone. What could not be
    /// copied for a reason of its own is in the tally.
    pub fn step(&mut self) -> Result<bool, StoreError> {
        let Some(item) = self.items.pop_front() else { return Ok(false) };
        match self.copy(&item) {
            Err(error) if self.is_hopeless(&error) => return Err(error),
            Err(error) => {
                let name = name(&item, self.lang);
                let colon = self.lang.pick("：", ": ");
                self.tally.troubles.push(format!("{name}{colon}{}", error.message(self.lang)));
            }
            Ok(()) => {}
        }
        Ok(true)
    }

    fn copy(&mut self, item: &Item) -> Result<(), StoreError> {
        let tally = &mut self.tally;
        let (relation, way) = match &self.wish {
            Errand::Look => {
                let held = self.copying.hold(item)?;
                match held.relation {
                    Relation::Same => tally.same += usize::from(item.is_of_a_year()),
                    _ => {
                        let gives_way = giving_way(self.copying.from(), self.copying.to(), item, &self.forms)?;
                        tally.finished.extend(gives_way.is_some().then(|| item.clone()));
                        tally.found.push(held);
                    }
                }
                return Ok(());
            }
            Errand::BackUp => {
                let way = |relation| if relation == Relation::Older { Way::Leave } else { Way::Replace };
                let relation = self.copying.copy(item, way)?;
                (relation, way(relation))
            }
            Errand::BringBack(ways, by) => {
                let way = ways.get(item).copied().unwrap_or(Way::Leave);
                let (from, to) = (self.copying.from().clone(), self.copying.to().clone());
                let (finished, unread) = (RefCell::new(None), RefCell::new(None));
                // It is asked once more when nobody else writes the report.
                let way_now = |_| {
                    match giving_way(&from, &to, item, &self.forms) {
                        Ok(found) => *finished.borrow_mut() = found.filter(|_| way == Way::Replace),
                        Err(error) => {
                            *unread.borrow_mut() = Some(error);
                            return Way::Leave;
                        }
                    }
                    match &*finished.borrow() {
                        Some(gives_way) if by.is_none() || !gives_way.is_readable => Way::Leave,
                        _ => way,
                    }
                };
                // Who put it there and why stands in it from its first moment on.
                let tell = |bytes: &[u8]| match (&*finished.borrow(), by, item) {
                    (Some(gives_way), Some(by), Item::Report(key)) => {
                        telling(bytes, &gives_way.finished, by, key, &self.forms)
                    }
                    _ => None,
                };
                let relation = self.copying.copy_telling(item, way_now, tell)?;
                if let Some(error) = unread.into_inner() {
                    return Err(error);
                }
                match (finished.into_inner(), by) {
                    (None, _) | (Some(GivingWay { is_readable: true, .. }), Some(_)) => (relation, way),
                    _ => {
                        tally.finished.push(item.clone());
                        return Ok(());
                    }
                }
            }
        };
        let count = usize::from(item.is_of_a_year());
        if let (Item::Received { .. }, Relation::Missing) = (item, relation) {
            tally.received += 1;
        }
        match (relation, way) {
            (Relation::Same, _) => tally.same += count,
            (Relation::Missing, _) => tally.added += count,
            (_, Way::Leave) => tally.left.push(item.clone()),
            (_, Way::Aside) => tally.aside += 1,
            (Relation::Deleted, Way::Replace) => tally.added += count,
            (relation, Way::Replace) => {
                tally.replaced += count;
                let is_lost_but_for_history = matches!(relation, Relation::Parted | Relation::Older);
                tally.kept.extend(is_lost_but_for_history.then(|| item.clone()));
            }
        }
        Ok(())
    }

    /// Whether nothing that follows could be copied either.
    fn is_hopeless(&self, error: &StoreError) -> bool {
        use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let is_full = |source: &io::Error| matches!(source.kind(), StorageFull | QuotaExceeded | ReadOnlyFilesystem);
        let is_refused = matches!(error, StoreError::Io { source, .. } if is_full(source));
        let is_gone = !self.copying.from().is_there() || (self.done() > 1 && !self.copying.to().is_there());
        is_refused || matches!(error, StoreError::NoPlace(_)) || (matches!(error, StoreError::Io { .. }) && is_gone)
    }

    /// What there is to say, a line each, the first what was done and the others what somebody should know.
    pub fn words(&self) -> Vec<String> {
        let Tally { added, replaced, same, aside, received, left, finished, kept, troubles, .. } = &self.tally;
        let (to, from) = (self.copying.to().root().display(), self.copying.from().root().display());
        let lang = self.lang;
        let first = match (&self.wish, lang) {
            (Errand::BackUp, Lang::Zh) => {
                format!("已备份到 {to}，逐份回读比对一致：新增 {added} 份，更新 {replaced} 份，没有变化 {same} 份。")
            }
            (Errand::BackUp, Lang::En) => {
                format!(
                    "Backed up to {to}, each file read back and compared: {added} new, {replaced} updated, {same} unchanged."
                )
            }
            (_, Lang::Zh) => format!(
                "已从 {from} 取回：新增 {added} 份，换成备份里的 {replaced} 份，备份里的留作历史版本 {aside} 份，没有变化 {same} 份。"
            ),
            (_, Lang::En) => format!(
                "Brought back from {from}: {added} new, {replaced} replaced, {aside} kept as earlier versions, {same} unchanged."
            ),
        };
        let of_received = (*received > 0).then(|| {
            lang.say(format!("各单位报来的原件新增 {received} 个。"), format!("{received} new file(s) as handed in."))
        });
        let names = |items: &[Item]| {
            let mut names: Vec<String> = items.iter().take(NAMED).map(|item| name(item, lang)).collect();
            let more = items.len().saturating_sub(NAMED);
            names.extend((more > 0).then(|| lang.say(format!("等 {} 份", items.len()), format!("{more} more"))));
            names.join(lang.pick("、", ", "))
        };
        let is_backup = self.wish == Errand::BackUp;
        let of_left = (!left.is_empty()).then(|| match (is_backup, lang) {
            (true, Lang::Zh) => format!("备份里的较新，没有改动：{}。", names(left)),
            (true, Lang::En) => format!("Newer in the backup and left as they are: {}.", names(left)),
            (false, Lang::Zh) => format!("报告库里的没有改动：{}。", names(left)),
            (false, Lang::En) => format!("Left as they are in the library: {}.", names(left)),
        });
        let of_kept = (!kept.is_empty()).then(|| match (is_backup, lang) {
            (true, Lang::Zh) => format!("备份里原有的另有改动，已移入备份的 history 文件夹：{}。", names(kept)),
            (true, Lang::En) => {
                format!("The backup had changes of its own, now in its history folder: {}.", names(kept))
            }
            (false, Lang::Zh) => format!("报告库里原有的留作历史版本：{}。", names(kept)),
            (false, Lang::En) => format!("The library's own are kept as earlier versions: {}.", names(kept)),
        });
        let of_finished = (!finished.is_empty()).then(|| {
            lang.say(
                format!("报告库里的已定稿，没有换成备份里的：{}。", names(finished)),
                format!("Finalised in the library and not replaced: {}.", names(finished)),
            )
        });
        let shown = troubles
            .iter()
            .take(NAMED)
            .map(|trouble| lang.say(format!("未复制：{trouble}"), format!("Not copied: {trouble}")));
        let more = troubles.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| lang.say(format!("另有 {more} 份未复制。"), format!("{more} more not copied.")));
        [Some(first), of_received, of_left, of_finished, of_kept]
            .into_iter()
            .flatten()
            .chain(shown)
            .chain(more)
            .collect()
    }
}

/// A finished report that what comes from a backup would take the place of.
struct GivingWay {
    finished: Report,
    /// Whether what comes is a report that can be read, and so can tell who put it there and why.
    is_readable: bool,
}

/// The finished report that a thing would take the place of; none where what comes tells already that it was reopened.
///
/// # Errors
/// The system's refusal: what cannot be read at the moment may be finished.
fn giving_way(from: &Library, to: &Library, item: &Item, forms: &Forms) -> Result<Option<GivingWay>, StoreError> {
    let Item::Report(key) = item else { return Ok(None) };
    let finished = match to.load(key, forms) {
        Ok(loaded) if loaded.report.seal.is_some() => loaded.report,
        Err(error @ StoreError::Io { .. }) => return Err(error),
        _ => return Ok(None),
    };
    let comes = from.load(key, forms).ok().map(|loaded| loaded.report);
    let is_told = comes
        .as_ref()
        .is_some_and(|comes| seal::reopens(comes, &finished) || document::to_ron(comes) == document::to_ron(&finished));
    Ok((!is_told).then_some(GivingWay { finished, is_readable: comes.is_some() }))
}

/// A report that takes the place of a finished one, told by whom and why. It tells of every reopening, as the report does that
/// gives way.
fn telling(bytes: &[u8], finished: &Report, by: &Reopening, key: &Key, forms: &Forms) -> Option<Vec<u8>> {
    let mut report = document::from_ron("", &syntax::decode("", bytes).ok()?, forms).ok()?;
    report.agency.get_or_insert_with(|| key.agency.clone());
    report.year.get_or_insert(key.year);
    let own: Vec<Reopening> = report.reopenings.drain(..).filter(|one| !finished.reopenings.contains(one)).collect();
    report.reopenings = finished.reopenings.iter().cloned().chain(own).chain([by.clone()]).collect();
    Some(document::to_ron(&report).into_bytes())
}

/// What a thing is called.
pub fn name(item: &Item, lang: Lang) -> String {
    match item {
        Item::Report(key) => {
            let scope = key.scope.behind(lang);
            format!("{} {}{scope}", key.agency, key.year)
        }
        Item::Profile(agency) => lang.say(format!("{agency} 单位资料"), format!("{agency}, profile")),
        Item::Form(file) => lang.say(format!("报告格式 {file}"), format!("form {file}")),
        Item::Collection { agency, year } => {
            lang.say(format!("{agency} {year} 汇总名单"), format!("{agency} {year}, collection"))
        }
        Item::Register { agency, year } => {
            lang.say(format!("{agency} {year} 台账"), format!("{agency} {year}, register"))
        }
        Item::Received { agency, year, name } => {
            lang.say(format!("{agency} {year} 收到的文件 {name}"), format!("{agency} {year}, received file {name}"))
        }
    }
}

/// How a backup's state of a thing stands to the library's, in words, with the days of both.
pub fn relation(held: &Held, lang: Lang) -> String {
    let words = match held.relation {
        Relation::Missing | Relation::Same => lang.pick("只有备份里有", "only in the backup"),
        Relation::Deleted => lang.pick("报告库里已删除", "deleted in the library"),
        Relation::Newer => lang.pick("备份里的较新", "backup newer"),
        Relation::Older => lang.pick("报告库里的较新", "library newer"),
        Relation::Parted => lang.pick("两边都有改动", "both changed"),
    };
    let [theirs, mine] = &held.days;
    let (mine, theirs) = (mine.as_deref().unwrap_or("?"), theirs.as_deref().unwrap_or("?"));
    // Days of one year are told apart without it.
    let is_same_year = mine.get(..5) == theirs.get(..5);
    let short = |day: &str| if is_same_year { day.get(5..) } else { day.get(..7) }.unwrap_or(day).to_string();
    let days = match (held.relation, lang) {
        (Relation::Missing | Relation::Deleted | Relation::Same, Lang::Zh) => format!("备份 {theirs}"),
        (Relation::Missing | Relation::Deleted | Relation::Same, Lang::En) => format!("backup {theirs}"),
        (_, Lang::Zh) => format!("报告库 {}，备份 {}", short(mine), short(theirs)),
        (_, Lang::En) => format!("{}, backup {}", short(mine), short(theirs)),
    };
    lang.say(format!("{words}（{days}）"), format!("{words} ({days})"))
}

/// What is proposed for a thing that differs: the newer one counts, and of two that went apart both are kept.
pub fn proposed(relation: Relation) -> Way {
    match relation {
        Relation::Same | Relation::Missing | Relation::Newer => Way::Replace,
        Relation::Older | Relation::Deleted => Way::Leave,
        Relation::Parted => Way::Aside,
    }
}
