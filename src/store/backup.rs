//! A library copied over another one, a backup of it or the other way round, thing by thing; which things there are is up to
//! `item`. What gives way is kept among the earlier states and never thinned
//! out; what is an earlier state of what is told from the bytes of the histories, since the clocks of two machines and the
//! times on a stick tell nothing. Every file is written whole and read back. What is wanted where both differ is for the
//! caller to say.

mod item;

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::agency::Agency;
use super::atomic::Files;
use super::error::StoreError;
use super::history;
use super::library::Library;
use super::lock::Lock;

use item::Place;

pub use item::Item;

/// The name of a backup's folder.
const NAME: &str = "gouji-backup";

/// What one library's state of a thing is to the other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// There is nothing to copy but earlier states.
    Same,
    /// The other one never had it.
    Missing,
    /// The other one had it, and it was deleted there.
    Deleted,
    /// The other's is an earlier state of it.
    Newer,
    /// It is an earlier state of the other's.
    Older,
    /// Each has what the other one lacks.
    Parted,
}

/// What becomes of a thing that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nothing: the other library keeps what it has.
    Leave,
    /// It takes the place of the other's, which goes among the earlier states.
    Replace,
    /// It goes among the other's earlier states.
    Aside,
}

/// A thing held against the other library's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What it is.
    pub item: Item,
    /// How the two stand to each other.
    pub relation: Relation,
    /// The day on which each was written last, the other's behind: `2026-01-15`.
    pub days: [Option<String>; 2],
}

/// A library that is copied over another one.
#[derive(Debug)]
pub struct Copying {
    from: Library,
    to: Library,
    /// The folders of the other library by their exact names: a stick may take two names for one.
    folders: BTreeSet<OsString>,
    /// The folder above it, or its own, that was there in the beginning: a stick that is pulled takes it away.
    ground: Option<PathBuf>,
}

/// What stands there.
struct Content {
    files: Vec<Option<Vec<u8>>>,
    states: Vec<(OsString, PathBuf, u64)>,
}

impl Library {
    /// The backup of this library in a folder, or that is the folder; it need not be there yet, the folder must.
    ///
    /// # Errors
    /// [`StoreError::NoPlace`] where there is no such folder or no library yet, [`StoreError::Within`].
    pub fn backup_to(&self, folder: &Path) -> Result<Library, StoreError> {
        let root = if folder.file_name() == Some(OsStr::new(NAME)) { folder.into() } else { folder.join(NAME) };
        let above = root.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        for needed in [above, self.root()] {
            if !self.files().is_folder(needed) {
                return Err(StoreError::NoPlace(needed.into()));
            }
        }
        self.apart(root.clone(), self.real(above)?.join(NAME))
    }

    /// The library that a backup is, which may have been copied by hand as well.
    ///
    /// # Errors
    /// [`StoreError::NoPlace`] where there is no such folder, [`StoreError::Within`].
    pub fn backup_from(&self, folder: &Path) -> Result<Library, StoreError> {
        let inside = folder.join(NAME);
        let root = if self.files().is_folder(&inside) { inside } else { folder.into() };
        if !self.files().is_folder(&root) {
            return Err(StoreError::NoPlace(root));
        }
        let real = self.real(&root)?;
        self.apart(root, real)
    }

    /// Whether its folder is there.
    pub fn is_there(&self) -> bool {
        self.files().is_folder(self.root())
    }

    fn real(&self, path: &Path) -> Result<PathBuf, StoreError> {
        self.files().real(path).map_err(StoreError::io(path))
    }

    /// Another library on the same disk, which is neither this one nor inside it nor around it.
    fn apart(&self, root: PathBuf, real: PathBuf) -> Result<Library, StoreError> {
        let own = self.real(self.root()).unwrap_or_else(|_| self.root().into());
        if real.starts_with(&own) || own.starts_with(&real) {
            return Err(StoreError::Within(root));
        }
        Ok(self.beside(root))
    }

    /// What stands at a place. A journal that grows while it is read is read once more, so that both files are of one moment.
    fn content(&self, place: &Place) -> Result<Content, StoreError> {
        let read = || place.files.iter().map(|(path, _)| self.on_disk(path)).collect::<Result<Vec<_>, _>>();
        let mut files = read()?;
        if files.len() > 1 && files[1].is_some() {
            for _ in 0..3 {
                let again = read()?;
                if std::mem::replace(&mut files, again) == files {
                    break;
                }
            }
        }
        let states = history::states(self.files(), &place.history)?;
        let named = |state: history::SavedState| Some((state.path.file_name()?.to_os_string(), state.path, state.len));
        Ok(Content { files, states: states.into_iter().filter_map(named).collect() })
    }

    /// The day on which any of these was written last.
    fn day_of(&self, place: &Place) -> Option<String> {
        let written = place.files.iter().filter_map(|(path, _)| self.files().disk().written(path));
        history::day(written.max()?)
    }
}

impl Content {
    fn is_empty(&self) -> bool {
        self.files.iter().all(Option::is_none)
    }

    fn has_name(&self, name: &OsStr) -> bool {
        self.states.iter().any(|(there, ..)| there == name)
    }

    /// The name of the earlier state that has these bytes, be it as the beginning of a journal.
    fn state(&self, files: &Files, bytes: &[u8]) -> Option<&OsStr> {
        let length = bytes.len() as u64;
        let has_them = |(_, path, len): &&(OsString, PathBuf, u64)| {
            let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
            let may_have = *len == length || (ending == history::JOURNAL && *len > length);
            may_have && files.read(path).is_ok_and(|there| has(&there, bytes, ending))
        };
        self.states.iter().find(has_them).map(|(name, ..)| name.as_os_str())
    }
}

impl Copying {
    /// Gets ready to copy a library over another one, which need not be there yet.
    pub fn new(from: Library, to: Library) -> Result<Copying, StoreError> {
        let there = to.files().entries(to.root())?;
        let folders = there.into_iter().filter_map(|entry| entry.path.file_name().map(OsStr::to_os_string)).collect();
        let ground = to.root().ancestors().find(|above| to.files().is_folder(above)).map(Path::to_path_buf);
        Ok(Copying { from, to, folders, ground })
    }

    /// The library that is copied.
    pub fn from(&self) -> &Library {
        &self.from
    }

    /// The library that it is copied over.
    pub fn to(&self) -> &Library {
        &self.to
    }

    /// Holds a thing against the other library's. Nothing is written.
    pub fn hold(&self, item: &Item) -> Result<Held, StoreError> {
        let here = self.from.place_of(item)?;
        let mine = self.from.content(&here)?;
        let there = self.to.place_for(item, mine.files.first().and_then(Option::as_deref))?;
        let theirs = self.to.content(&there)?;
        self.check_places()?;
        let relation = self.relation(item, &mine, &theirs);
        let days = [self.from.day_of(&here), self.to.day_of(&there)];
        Ok(Held { item: item.clone(), relation, days })
    }

    fn relation(&self, item: &Item, here: &Content, there: &Content) -> Relation {
        if here.is_empty() || here.files == there.files {
            return Relation::Same;
        }
        match (there.is_empty(), there.states.is_empty()) {
            (true, true) => return Relation::Missing,
            (true, false) => return Relation::Deleted,
            (false, _) => {}
        }
        // A profile that says nothing but the name gives way to every other.
        let blank = match item {
            Item::Profile(agency) => Some(Agency::new(agency).to_ron().into_bytes()),
            _ => None,
        };
        let mut relations = here.files.iter().zip(&there.files).map(|(mine, theirs)| match (mine, theirs) {
            (mine, theirs) if mine == theirs => Relation::Same,
            // What only one has is new, unless the other one gave it up.
            (Some(mine), None) if there.state(self.to.files(), mine).is_some() => Relation::Older,
            (Some(_), None) => Relation::Newer,
            (Some(_), theirs) if *theirs == blank => Relation::Newer,
            (mine, Some(_)) if *mine == blank && mine.is_some() => Relation::Older,
            (Some(mine), Some(theirs)) => self.older(here, there, mine, theirs),
            (None, Some(theirs)) if here.state(self.from.files(), theirs).is_some() => Relation::Newer,
            (None, _) => Relation::Older,
        });
        relations.try_fold(Relation::Same, joined).unwrap_or(Relation::Parted)
    }

    /// Which of two states of a file came before the other one.
    fn older(&self, here: &Content, there: &Content, mine: &[u8], theirs: &[u8]) -> Relation {
        // A journal only grows.
        let [has_grown, is_grown_there] = [mine.starts_with(theirs), theirs.starts_with(mine)];
        match (here.state(self.from.files(), theirs), there.state(self.to.files(), mine)) {
            _ if has_grown => Relation::Newer,
            _ if is_grown_there => Relation::Older,
            // Each was restored once: what was given up last lost to what is newest.
            (Some(given_up), Some(given_up_there)) if given_up > given_up_there => Relation::Newer,
            (_, Some(_)) => Relation::Older,
            (Some(_), None) => Relation::Newer,
            (None, None) => Relation::Parted,
        }
    }

    /// Copies a thing: one that the other library lacks as it is, any other in that way. Says what it was to the other's.
    ///
    /// # Errors
    /// [`StoreError::Held`] where somebody has the report open in the other library, [`StoreError::Clash`],
    /// [`StoreError::Misread`], [`StoreError::NoPlace`] where a library was taken away, and the system's refusal. What was
    /// not copied is as it was then.
    pub fn copy(&mut self, item: &Item, way: impl Fn(Relation) -> Way) -> Result<Relation, StoreError> {
        self.copy_telling(item, way, |_| None)
    }

    /// As [`Copying::copy`]; where `tell` makes something of the bytes that take the other's place, that takes it instead, in
    /// the same step, and the bytes as they came are among the earlier states before.
    ///
    /// # Errors
    /// As there.
    pub fn copy_telling(
        &mut self,
        item: &Item,
        way: impl Fn(Relation) -> Way,
        tell: impl Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> Result<Relation, StoreError> {
        let here = self.from.place_of(item)?;
        let mine = self.from.content(&here)?;
        let there = self.to.place_for(item, mine.files.first().and_then(Option::as_deref))?;
        self.check_places()?;
        if let (relation, Way::Leave) = self.judged(item, &mine, &self.to.content(&there)?, &way) {
            return Ok(relation);
        }
        Copying::found(&mut self.folders, &self.to, item)?;
        for path in there.files.iter().map(|(path, _)| path).chain([&there.history]) {
            self.to.check_inside(path)?;
        }
        let _lock = self.lock(item)?;
        // Nobody else writes it any more; what it was before it was locked need not be what it is.
        let theirs = self.to.content(&there)?;
        let (relation, way) = self.judged(item, &mine, &theirs, &way);
        if way == Way::Leave {
            return Ok(relation);
        }
        let files = self.to.files();
        if let (true, Some((report, _))) = (item.is_of_a_year(), there.files.first()) {
            let name = report.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            report.parent().into_iter().for_each(|folder| files.sweep(folder, &format!("{name}.")));
            files.sweep(&there.history, "");
        }
        let (giving_way, staying) = match (relation, way) {
            (Relation::Same, _) => ([].iter(), &mine.files),
            (_, Way::Aside) => (mine.files.iter(), &theirs.files),
            _ => (theirs.files.iter(), &mine.files),
        };
        for (bytes, (path, ending)) in giving_way.zip(&there.files) {
            let Some(bytes) = bytes else { continue };
            let is_in_place = staying.iter().flatten().any(|there| has(there, bytes, ending));
            // One that is about to be copied is kept by that, unless its name is taken.
            let comes = mine.state(self.from.files(), bytes).is_some_and(|name| !theirs.has_name(name));
            let is_kept = comes || theirs.state(files, bytes).is_some();
            if !is_in_place && !is_kept {
                files.make_folder(&there.history)?;
                let kept = history::place_for_good(files, &there.history, ending)?;
                self.write_new(&kept, path, bytes, None)?;
            }
        }
        for (name, path, _) in self.lacking(&mine, &theirs) {
            files.make_folder(&there.history)?;
            let bytes = self.from.files().read(path)?;
            let taken = files.disk().is_taken(&there.history.join(name));
            let kept = if taken { history::beside(files, &there.history, name) } else { there.history.join(name) };
            self.write_new(&kept, &there.files[0].0, &bytes, self.from.files().disk().written(path))?;
        }
        if way == Way::Replace {
            let mut stands = mine.files.clone();
            if let (Some(Some(came)), (path, ending)) = (stands.first_mut(), &there.files[0])
                && let Some(told) = tell(came)
            {
                let came = std::mem::replace(came, told);
                let comes = mine.state(self.from.files(), &came).is_some();
                if !comes && theirs.state(files, &came).is_none() {
                    files.make_folder(&there.history)?;
                    let kept = history::place_for_good(files, &there.history, ending)?;
                    self.write_new(&kept, path, &came, None)?;
                }
            }
            for ((bytes, old), ((path, _), (source, _))) in
                stands.iter().zip(&theirs.files).zip(there.files.iter().zip(&here.files))
            {
                match bytes {
                    Some(bytes) if old.as_ref() != Some(bytes) => {
                        path.parent().map_or(Ok(()), |folder| files.make_folder(folder))?;
                        match item {
                            Item::Received { .. } => files.write_new(path, bytes)?,
                            _ => files.write(path, bytes)?,
                        }
                        self.check(path, bytes, self.from.files().disk().written(source))?;
                    }
                    // What only the other one had is among the earlier states now.
                    None if old.is_some() && !mine.is_empty() => files.remove(path)?,
                    _ => {}
                }
            }
        }
        Ok(relation)
    }

    fn lock(&self, item: &Item) -> Result<Option<Lock>, StoreError> {
        match item {
            Item::Report(key) => self.to.lock_for_now(key),
            Item::Collection { agency, year } => self.to.lock_collection(agency, *year),
            _ => Ok(None),
        }
    }

    /// Makes sure that neither library was taken away: what is not there any more reads as if there were nothing to copy, and
    /// what is written then goes onto another disk.
    fn check_places(&self) -> Result<(), StoreError> {
        let from = (!self.from.is_there()).then(|| self.from.root());
        let to = self.ground.as_deref().filter(|ground| !self.to.files().is_folder(ground));
        from.or(to).map_or(Ok(()), |gone| Err(StoreError::NoPlace(gone.into())))
    }

    /// What a thing is to the other library's, and what becomes of it: nothing where there is nothing to copy.
    fn judged(&self, item: &Item, mine: &Content, theirs: &Content, way: &impl Fn(Relation) -> Way) -> (Relation, Way) {
        match self.relation(item, mine, theirs) {
            Relation::Same if self.lacking(mine, theirs).is_empty() => (Relation::Same, Way::Leave),
            relation @ (Relation::Same | Relation::Missing) => (relation, Way::Replace),
            relation => (relation, way(relation)),
        }
    }

    /// The earlier states that the other library does not have, be it by another name.
    fn lacking<'a>(&self, mine: &'a Content, theirs: &Content) -> Vec<&'a (OsString, PathBuf, u64)> {
        let lacks = |(name, path, len): &&(OsString, PathBuf, u64)| {
            let named = theirs.states.iter().find(|(there, ..)| there == name);
            match named {
                None => true,
                Some((.., there)) if there == len => false,
                Some(_) => !self.from.files().read(path).is_ok_and(|b| theirs.state(self.to.files(), &b).is_some()),
            }
        };
        mine.states.iter().filter(lacks).collect()
    }

    /// Makes sure that the other library's folder is this agency's, and not that of one whose name the file system takes for
    /// the same.
    fn found(folders: &mut BTreeSet<OsString>, to: &Library, item: &Item) -> Result<(), StoreError> {
        let Some(agency) = item.agency() else { return Ok(()) };
        let folder = to.folder(agency)?;
        let name = folder.file_name().unwrap_or_default().to_os_string();
        if !folders.contains(&name) && to.files().is_folder(&folder) {
            return Err(StoreError::Clash(folder));
        }
        folders.insert(name);
        Ok(())
    }

    fn write_new(&self, path: &Path, like: &Path, bytes: &[u8], written: Option<SystemTime>) -> Result<(), StoreError> {
        self.to.files().write_new_like(path, like, bytes)?;
        self.check(path, bytes, written)
    }

    /// Reads back what was written, and gives it the time at which it was written first.
    fn check(&self, path: &Path, bytes: &[u8], written: Option<SystemTime>) -> Result<(), StoreError> {
        let files = self.to.files();
        if let Some(written) = written {
            files.disk().set_written(path, written);
        }
        if files.read(path)? == bytes { Ok(()) } else { Err(StoreError::Misread(path.into())) }
    }
}

/// Whether a file has all that another one says: a journal only grows.
fn has(file: &[u8], other: &[u8], ending: &str) -> bool {
    file == other || (ending == history::JOURNAL && file.starts_with(other))
}

/// What two files of one thing are together; `None` where they go apart.
fn joined(one: Relation, other: Relation) -> Option<Relation> {
    match (one, other) {
        (Relation::Same, relation) | (relation, Relation::Same) => Some(relation),
        (one, other) => (one == other).then_some(one),
    }
}
