//! Earlier states of a report: where they are kept, under which names, and which of them may go: all of the last day of use
//! stay, one of each day for a month, one of each month for ever. Journals that were not wanted are kept among them, and
//! none of those ever goes: nobody has their edits elsewhere. It copies bytes and does not look into them.
//!
//! States are named by the machine's clock, which may be wrong. Use is therefore counted from save to save, and a pause,
//! however long it seems, is an hour of it at most: a clock that jumps makes nothing old. A state that is dated before its
//! report's year, or was replaced while the clock stood behind an earlier one, never goes, since its date says nothing; and
//! as long as any state is dated later than now, none goes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};

use super::atomic::Files;
use super::clock;
use super::error::StoreError;

/// The ending of a saved state's name.
pub(super) const STATE: &str = "ron";
/// The ending of a journal's name.
pub const JOURNAL: &str = "journal";

/// Up to milliseconds, since a state is named by the time at which it was replaced.
const NAME: &str = "%Y-%m-%d_%H-%M-%S.%3f";

const NAMED: usize = "2026-01-15_09-30-12.345".len();

/// What marks a state that nobody has elsewhere and that therefore never goes.
const FOR_GOOD: &str = ".kept";

/// What marks a state that was replaced while the clock stood behind that of an earlier state; it never goes either.
const BEHIND: &str = ".behind";

/// The most that a pause between two saves counts as use.
const PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// How much use all states stay for.
const USE: SignedDuration = SignedDuration::from_hours(24);

/// How many days back one state of each day is kept.
const DAYS: i32 = 31;

/// How far the clocks of a machine and of a share may be apart.
const SKEW: Duration = Duration::from_secs(60 * 60);

/// An earlier state of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedState {
    /// Its file among the earlier states.
    pub path: PathBuf,
    /// When it was replaced: `2026-01-15 09:30:12`.
    pub time: String,
    /// Its length in bytes.
    pub len: u64,
    /// Whether it is a journal: what was keyed and never saved, with the state that it was keyed on.
    pub unsaved: bool,
}

impl SavedState {
    /// Whether it gave way to a backup, or came from one, and is kept for good.
    pub fn is_kept(&self) -> bool {
        self.path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.contains(FOR_GOOD))
    }
}

/// Keeps a state of a report, and drops those that may go. Whoever may read the report's file may read the state.
pub fn keep(files: &Files, folder: &Path, report: &Path, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    files.make_folder(folder)?;
    files.sweep(folder, "");
    let now = now();
    let is_behind = states(files, folder)?.iter().any(|state| is_after(state, &now));
    let path = free_name(files, folder, &format!("{now}{}", if is_behind { BEHIND } else { "" }), STATE);
    // What is only not confirmed is no copy to rely on; the report itself is as it was.
    files.write_new_like(&path, report, bytes).map_err(StoreError::into_refusal)?;
    thin(files, folder, &now, &path);
    Ok(path)
}

/// A free place for a journal, in a folder that is made where it is missing.
pub fn place_for_journal(files: &Files, folder: &Path) -> Result<PathBuf, StoreError> {
    files.make_folder(folder)?;
    Ok(free_name(files, folder, &now(), JOURNAL))
}

/// A free place for a state that never goes, in a folder that is there.
pub(super) fn place_for_good(files: &Files, folder: &Path, ending: &str) -> Result<PathBuf, StoreError> {
    Ok(free_name(files, folder, &format!("{}{FOR_GOOD}", now()), ending))
}

/// A free place for a state of the same moment as one that is there.
pub(super) fn beside(files: &Files, folder: &Path, name: &OsStr) -> PathBuf {
    let name = name.to_string_lossy();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, STATE));
    free_name(files, folder, stem, ending)
}

/// Takes a report's file in among its earlier states. It is copied, and removed once the copy is safe: not every file
/// system moves a file from one folder to another in one step.
///
/// # Errors
/// The system's refusal; the file is where it was then.
pub fn take(files: &Files, folder: &Path, report: &Path) -> Result<PathBuf, StoreError> {
    match files.read(report) {
        Ok(bytes) => {
            let path = keep(files, folder, report, &bytes)?;
            files.remove(report)?;
            Ok(path)
        }
        // What is no report by its length is moved as it stands.
        Err(StoreError::TooLarge { .. }) => {
            files.make_folder(folder)?;
            let path = free_name(files, folder, &now(), STATE);
            files.rename(report, &path)?;
            Ok(path)
        }
        Err(error) => Err(error),
    }
}

/// The earlier states in a folder, newest first.
pub fn states(files: &Files, folder: &Path) -> Result<Vec<SavedState>, StoreError> {
    let mut states: Vec<(Option<Moment>, SavedState)> = Vec::new();
    for entry in files.entries(folder)? {
        let unsaved = stem(&entry.path, JOURNAL).is_some();
        let Some(stem) = stem(&entry.path, STATE).or_else(|| stem(&entry.path, JOURNAL)) else { continue };
        let len = files.disk().look(&entry.path).map_or(0, |seen| seen.len);
        let state = SavedState { time: time(stem), len, path: entry.path.clone(), unsaved };
        states.push((Moment::of(stem), state));
    }
    states.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| other.path.cmp(&one.path)));
    Ok(states.into_iter().map(|(_, state)| state).collect())
}

/// Whether a state was replaced later than it is now, by the machine's clock: the clock was set back.
pub fn is_ahead(state: &SavedState) -> bool {
    is_after(state, &now())
}

fn is_after(state: &SavedState, now: &str) -> bool {
    let moment = stem(&state.path, if state.unsaved { JOURNAL } else { STATE }).and_then(Moment::of);
    moment.zip(Moment::of(now)).is_some_and(|(state, now)| state.time > now.time)
}

/// The time at which a report's file was written, where that is yet to come: `2026-01-15 09:30:12`. The machine's clock was
/// set back then.
pub(super) fn yet_to_come(written: SystemTime) -> Option<String> {
    written.duration_since(SystemTime::now()).ok().filter(|ahead| *ahead > SKEW)?;
    Some(clock::local(written)?.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// The day of a time by the calendar: `2026-01-15`.
pub(super) fn day(time: SystemTime) -> Option<String> {
    Some(clock::local(time)?.date().to_string())
}

/// Which of the states named, of a report of a year, may go at a time, which is given in the manner of their names:
/// `2026-01-15_09-30-12.345`. All of the last 24 hours of use stay; then the newest of each day for a month, and the newest
/// of each month. What is not named so stays, what is marked as kept, and what is dated before the report's year.
pub fn surplus<'a>(names: &[&'a str], now: &str, year: i16) -> Vec<&'a str> {
    let Some(now) = Moment::of(now).map(|moment| moment.time) else { return Vec::new() };
    let month = now.date().checked_sub(DAYS.days()).unwrap_or(Date::MIN);
    let mut dated: Vec<(Moment, &str)> = names
        .iter()
        .filter_map(|name| Some((Moment::of(name)?, *name)))
        .filter(|(moment, name)| moment.time.year() >= year && !name.contains(BEHIND))
        .collect();
    dated.sort();
    if dated.last().is_some_and(|(newest, _)| newest.time > now) {
        return Vec::new();
    }
    let (mut used, mut later) = (SignedDuration::ZERO, now);
    let mut represented = BTreeSet::new();
    let mut surplus = Vec::new();
    for (moment, name) in dated.into_iter().rev() {
        used += later.duration_since(moment.time).min(PAUSE);
        later = moment.time;
        if used < USE || name.contains(FOR_GOOD) {
            continue;
        }
        let date = moment.time.date();
        let group = if date < month { date.first_of_month() } else { date };
        // A month's group and the day that it begins with are told apart by the first field.
        if !represented.insert((date < month, group)) {
            surplus.push(name);
        }
    }
    surplus
}

/// The year of the report whose earlier states a folder keeps; the folder is named by it.
fn year(folder: &Path) -> i16 {
    let name = folder.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.split('.').next().and_then(|year| year.parse().ok()).unwrap_or(0)
}

/// Drops the states that may go. What cannot be dropped now is dropped another time; the save does not fail for it.
fn thin(files: &Files, folder: &Path, now: &str, kept: &Path) {
    let Ok(states) = states(files, folder) else { return };
    let names: Vec<&str> =
        states.iter().filter(|state| state.path != kept).filter_map(|s| stem(&s.path, STATE)).collect();
    for name in surplus(&names, now, year(folder)) {
        let _ = files.disk().remove(&folder.join(format!("{name}.{STATE}")));
    }
}

/// When a state was replaced, and its number among those of the same millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    time: DateTime,
    number: u32,
}

impl Moment {
    fn of(stem: &str) -> Option<Moment> {
        let (time, number) = stem.split_at_checked(NAMED)?;
        let time = DateTime::strptime("%Y-%m-%d_%H-%M-%S%.f", time).ok()?;
        let number = number.strip_prefix(FOR_GOOD).or(number.strip_prefix(BEHIND)).unwrap_or(number);
        let number = match number.strip_prefix('.') {
            Some(number) => number.parse().ok()?,
            None if number.is_empty() => 1,
            None => return None,
        };
        Some(Moment { time, number })
    }
}

/// A state's name without its ending; `None` for other files.
fn stem<'a>(path: &'a Path, ending: &str) -> Option<&'a str> {
    let stem = path.file_name().and_then(OsStr::to_str)?.strip_suffix(ending)?.strip_suffix('.')?;
    (!stem.starts_with('.')).then_some(stem)
}

/// The present moment in the manner of the names.
fn now() -> String {
    clock::told(NAME)
}

/// A file name of a moment that no state has yet.
fn free_name(files: &Files, folder: &Path, now: &str, ending: &str) -> PathBuf {
    let first = folder.join(format!("{now}.{ending}"));
    let others = (2_u32..).map(|number| folder.join(format!("{now}.{number}.{ending}")));
    std::iter::once(first).chain(others).find(|path| !files.disk().is_taken(path)).unwrap_or_default()
}

/// A file name's time in readable form; the name itself where it is not one of ours.
fn time(stem: &str) -> String {
    match stem.get(..19).and_then(|time| time.split_once('_')) {
        Some((date, time)) => format!("{date} {}", time.replace('-', ":")),
        None => stem.to_string(),
    }
}
