//! Earlier states of a report: where they are kept, under which names, and how many. It copies bytes and does not look
//! into them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::tz::{TimeZone, offset};

use super::atomic::Files;
use super::error::StoreError;

/// How many states of a report are kept.
pub const KEPT: usize = 50;

/// Up to milliseconds, since a state is named by the time at which it was replaced.
const NAME: &str = "%Y-%m-%d_%H-%M-%S.%3f";

/// An earlier state of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedState {
    /// The file.
    pub path: PathBuf,
    /// When it was replaced: `2026-01-15 09:30:12`.
    pub time: String,
}

/// Keeps a state, and drops the oldest beyond [`KEPT`].
///
/// # Errors
/// The system's refusal.
pub fn keep(files: &Files, folder: &Path, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    files.make_folder(folder)?;
    let path = free_name(files, folder);
    files.write_new(&path, bytes)?;
    for state in states(files, folder)?.into_iter().skip(KEPT).filter(|state| state.path != path) {
        // What cannot be dropped now is dropped another time; the save does not fail for it.
        let _ = files.disk().remove(&state.path);
    }
    Ok(path)
}

/// Moves a report's file in among its earlier states.
///
/// # Errors
/// The system's refusal; the file is where it was then.
pub fn take(files: &Files, folder: &Path, report: &Path) -> Result<PathBuf, StoreError> {
    files.make_folder(folder)?;
    let path = free_name(files, folder);
    files.rename(report, &path)?;
    Ok(path)
}

/// The earlier states in a folder, newest first.
///
/// # Errors
/// The system's refusal.
pub fn states(files: &Files, folder: &Path) -> Result<Vec<SavedState>, StoreError> {
    let states = files.entries(folder)?.into_iter().filter_map(|entry| {
        let path = entry.path;
        let stem = path.file_name().and_then(OsStr::to_str)?.strip_suffix(".ron")?;
        (!stem.starts_with('.')).then(|| SavedState { time: time(stem), path: path.clone() })
    });
    let mut states: Vec<SavedState> = states.collect();
    states.sort_by(|a, b| b.path.cmp(&a.path));
    Ok(states)
}

/// A file name of the present moment that no state has yet.
fn free_name(files: &Files, folder: &Path) -> PathBuf {
    // Where the system does not name its time zone, Beijing time is the likeliest to be meant.
    let zone = TimeZone::try_system().unwrap_or_else(|_| TimeZone::fixed(offset(8)));
    let now = Zoned::now().with_time_zone(zone).strftime(NAME).to_string();
    let first = folder.join(format!("{now}.ron"));
    let others = (2_u32..).map(|number| folder.join(format!("{now}.{number}.ron")));
    std::iter::once(first).chain(others).find(|path| !files.disk().is_taken(path)).unwrap_or_default()
}

/// A file name's time in readable form; the name itself where it is not one of ours.
fn time(stem: &str) -> String {
    match stem.get(..19).and_then(|time| time.split_once('_')) {
        Some((date, time)) => format!("{date} {}", time.replace('-', ":")),
        None => stem.to_string(),
    }
}
