//! A data set on disk: reports are written into it one after another, so that memory does not grow with their number, and
//! its folder gets its name only once everything is in it. What its tables say is known in `export`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::domain::report::Key;
use crate::domain::text::Lang;
use crate::export::dataset::{self, DESCRIPTOR, FIGURES, MADE_BY, REPORTS, heads};
use crate::store::error::StoreError;
use crate::store::holder::may_run;

use super::{Forms, Office};

pub use crate::export::arithmetic;
pub use crate::export::dataset::Lines;

/// How the folder in which a data set is gathered is called, with the number of the process between.
const HIDDEN: &str = ".gouji-dataset-";
const GATHERED: &str = ".tmp";

/// The most that is held back of a file before it is written.
const BUFFER: usize = 1 << 20;

/// Why nothing is written where a data set was to be.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum DataSetError {
    /// Something else is there.
    Foreign(PathBuf),
    /// There was no report to write.
    Empty,
    /// The system refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DataSetError {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            DataSetError::Foreign(path) => lang.say(
                format!("{} 已经存在，不是本程序导出的数据集，未写入。请换一个文件夹名。", path.display()),
                format!(
                    "{} exists and is no data set of gouji's; nothing was written. Choose another name for the folder.",
                    path.display()
                ),
            ),
            DataSetError::Empty => {
                lang.say("没有可以写入数据集的报告，未写入。", "There is no report to write, so no data set was made.")
            }
            DataSetError::Store(error) => error.message(lang),
        }
    }
}

/// Why a report is not in a data set.
#[derive(Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Another one of the same agency, year and scope is: this file.
    Another(String),
}

/// A data set that is being written, in a folder beside the one it is for.
#[derive(Debug)]
pub struct DataSet {
    out: PathBuf,
    folder: PathBuf,
    forms: Forms,
    by_year: bool,
    figures: BTreeMap<i32, BufWriter<File>>,
    /// Until everything is in it.
    reports: Option<BufWriter<File>>,
    /// The reports that are in it, by the place of their files in order.
    known: HashMap<Key, String>,
}

impl Office {
    /// Begins a data set, its figures in a file for each year where that is asked.
    ///
    /// # Errors
    /// Where something that is no data set of ours is in its place, or the system refuses.
    pub fn data_set(&self, out: &Path, by_year: bool) -> Result<DataSet, DataSetError> {
        if !may_replace(out) {
            return Err(DataSetError::Foreign(out.to_path_buf()));
        }
        let parent = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::create_dir_all(parent).and_then(|()| beside(parent)).map_err(StoreError::io(out))?;
        let begun = begin(&folder.join("reports.csv"), &heads(REPORTS));
        let reports = match begun {
            Ok(file) => Some(file),
            Err(error) => {
                let _ = fs::remove_dir_all(&folder);
                return Err(StoreError::io(out)(error).into());
            }
        };
        Ok(DataSet {
            out: out.to_path_buf(),
            folder,
            forms: self.forms.clone(),
            by_year,
            figures: BTreeMap::new(),
            reports,
            known: HashMap::new(),
        })
    }
}

impl DataSet {
    /// How many reports are in it.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Writes a report that was read from a file. Of several of the same agency, year and scope the first counts.
    ///
    /// # Errors
    /// The system's refusal; the data set is not to be finished then.
    pub fn add(&mut self, lines: Lines, file: &str) -> Result<Option<LeftOut>, DataSetError> {
        if let Some(other) = self.known.get(&lines.key) {
            return Ok(Some(LeftOut::Another(other.clone())));
        }
        let year = if self.by_year { lines.key.year } else { 0 };
        let refused = StoreError::io(&self.out);
        let figures = match self.figures.entry(year) {
            std::collections::btree_map::Entry::Occupied(file) => file.into_mut(),
            std::collections::btree_map::Entry::Vacant(place) => {
                let name = if self.by_year { format!("figures-{year}.csv") } else { "figures.csv".to_string() };
                place.insert(begin(&self.folder.join(name), &heads(FIGURES)).map_err(StoreError::io(&self.out))?)
            }
        };
        let report = self.reports.as_mut().map_or(Ok(()), |reports| reports.write_all(&lines.report));
        let written = figures.write_all(&lines.figures).and(report);
        written.map_err(refused)?;
        self.known.insert(lines.key, file.to_string());
        Ok(None)
    }

    /// Writes what else belongs to it and gives its folder its name, in the place of an earlier data set where there is one.
    ///
    /// # Errors
    /// Where there was no report, or the system refuses; what was there before is as it was.
    pub fn finish(mut self) -> Result<(), DataSetError> {
        if self.known.is_empty() {
            return Err(DataSetError::Empty);
        }
        let years: BTreeSet<i32> = if self.by_year { self.figures.keys().copied().collect() } else { BTreeSet::new() };
        let forms = self.forms.all();
        let rest = [
            ("cells.csv", dataset::cells(forms)),
            ("relations.csv", arithmetic::relations(forms)),
            (DESCRIPTOR, dataset::descriptor(forms, &years)),
        ];
        let mut settle = || -> io::Result<()> {
            for file in self.figures.values_mut().chain(self.reports.as_mut()) {
                file.flush()?;
                file.get_ref().sync_all()?;
            }
            for (name, bytes) in &rest {
                let mut file = File::create(self.folder.join(name))?;
                file.write_all(bytes)?;
                file.sync_all()?;
            }
            // Windows moves no folder in which files are open.
            self.figures.clear();
            self.reports = None;
            Ok(())
        };
        settle().map_err(StoreError::io(&self.out))?;
        self.publish().map_err(StoreError::io(&self.out))?;
        Ok(())
    }

    /// Moves the folder to its place.
    fn publish(&mut self) -> io::Result<()> {
        if !may_replace(&self.out) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let before = self.folder.with_extension("old");
        let had = self.out.exists();
        if had {
            fs::rename(&self.out, &before)?;
        }
        let moved = fs::rename(&self.folder, &self.out);
        if had {
            match &moved {
                // What cannot be removed stays under a hidden name.
                Ok(()) => drop(fs::remove_dir_all(&before)),
                Err(_) => fs::rename(&before, &self.out)?,
            }
        }
        moved
    }
}

impl Drop for DataSet {
    /// What was not finished leaves nothing behind; what cannot be removed stays under a hidden name.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A new folder in which a data set is gathered. What a program that was killed left behind of another is removed.
fn beside(parent: &Path) -> io::Result<PathBuf> {
    for entry in fs::read_dir(parent)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(HIDDEN).and_then(|name| name.strip_suffix(GATHERED));
        if process.is_some_and(|process| process.parse().is_ok_and(|process| !may_run(process))) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let folder = parent.join(format!("{HIDDEN}{}{GATHERED}", std::process::id()));
    fs::create_dir(&folder)?;
    Ok(folder)
}

fn begin(path: &Path, head: &[u8]) -> io::Result<BufWriter<File>> {
    let mut file = BufWriter::with_capacity(BUFFER, File::create(path)?);
    file.write_all(head)?;
    Ok(file)
}

/// Whether nothing is there, or an empty folder, or a data set of ours with no file that is none of its own.
fn may_replace(out: &Path) -> bool {
    if out.symlink_metadata().is_err() {
        return true;
    }
    let Ok(entries) = fs::read_dir(out).and_then(Iterator::collect::<Result<Vec<_>, _>>) else { return false };
    let names: BTreeSet<String> =
        entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.is_empty() || is_ours(out).is_some_and(|own| names.is_subset(&own))
}

/// The files of a data set of ours, where a folder is one.
fn is_ours(folder: &Path) -> Option<BTreeSet<String>> {
    let described: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(DESCRIPTOR)).ok()?).ok()?;
    described["name"].as_str()?.starts_with(MADE_BY).then_some(())?;
    let paths = described["resources"].as_array()?.iter().filter_map(|one| one["path"].as_str());
    Some(paths.map(String::from).chain([DESCRIPTOR.to_string()]).collect())
}
