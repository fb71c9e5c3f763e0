//! Many reports at once: what is named, folders with all that they hold in a stable order, worked on by all cores, so many
//! at a time that memory does not grow with their number. What is done with a report is not known here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::store::collection::{self, RECEIVED};
use crate::store::forms::FOLDER as FORMS;
use crate::store::journal::{ENDING as JOURNAL, report_of};
use crate::store::register;

use super::package::is_package;
use super::source::Named;

/// Endings of files that are taken for reports.
const ENDINGS: [&str; 5] = ["ron", "txt", "csv", "html", "htm"];

/// Endings of what the program keeps beside reports.
const KEPT: [&str; 4] = [JOURNAL, "lock", "holder", "tmp"];

/// Files of a library that are no reports, and its folder of earlier states; what was handed in stands in reports of its own.
const PROFILE: &str = "agency.ron";
const HISTORY: &str = "history";

/// How many reports are held in memory at once for every core.
const FOR_EACH_CORE: usize = 64;

/// How many reports one core works on in order, at least.
const ON_END: usize = 8;

/// The stack of a worker, as large as a program's own usually is.
const STACK: usize = 8 << 20;

/// A report to be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Task {
    /// Which.
    pub named: Named,
    /// Whether it must be one: what a folder holds need not, such as a README.md, a covering letter in Word, a picture,
    /// or a form beside a library.
    pub must: bool,
}

/// Reports to be read.
#[derive(Debug, Default)]
pub struct Tasks {
    /// The reports, folder by folder, by name.
    pub all: Vec<Task>,
    /// Folders that could not be read, with the system's reason.
    pub refused: Vec<(PathBuf, io::Error)>,
    /// Folders that hold no report.
    pub empty: Vec<PathBuf>,
}

/// What is named, folders with all that they hold, packages for handing in as the one thing that they are: every file, whatever its ending, and the journals of a library that stand
/// for reports which were never saved. Hidden files, what the program keeps beside reports, the profiles and histories of a
/// library, and what symbolic links to folders lead to are passed over.
pub fn tasks(named: Vec<Named>) -> Tasks {
    let mut tasks = Tasks::default();
    for named in named {
        match named {
            Named::Path(folder) if folder.is_dir() => {
                let before = (tasks.all.len(), tasks.refused.len());
                walk(&folder, &mut tasks);
                if before == (tasks.all.len(), tasks.refused.len()) {
                    tasks.empty.push(folder);
                }
            }
            named => tasks.all.push(Task { named, must: true }),
        }
    }
    tasks
}

fn walk(folder: &Path, tasks: &mut Tasks) {
    if is_package(folder) {
        return tasks.all.push(Task { named: Named::Path(folder.into()), must: true });
    }
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => return tasks.refused.push((folder.into(), error)),
    };
    let is_agency = entries.iter().any(|entry| entry.file_name() == PROFILE);
    let mut entries: Vec<(PathBuf, fs::FileType)> = entries
        .into_iter()
        .filter(|entry| {
            let name = entry.file_name();
            let is_kept = name == HISTORY || name == RECEIVED;
            // An office program leaves `~$…` beside a file that is open in it.
            let name = name.to_string_lossy();
            let is_of_a_year = || collection::year_of(&name).is_some() || register::year_of(&name).is_some();
            let librarys = name == PROFILE || is_agency && (is_kept || is_of_a_year());
            !librarys && !name.starts_with('.') && !name.starts_with("~$")
        })
        .filter_map(|entry| Some((entry.path(), entry.file_type().ok()?)))
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in entries {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if kind.is_dir() {
            walk(&path, tasks);
        } else if path.exists() {
            let report = report_of(&path);
            let is_first = path == report.with_extension(JOURNAL) || !report.with_extension(JOURNAL).exists();
            let never_saved = is_agency && ending == JOURNAL && is_first && !report.exists();
            let is_form = ending == "ron" && folder.file_name().is_some_and(|name| name == FORMS);
            let must = (ENDINGS.contains(&ending.as_str()) && !is_form) || never_saved;
            if must || !KEPT.contains(&ending.as_str()) {
                tasks.all.push(Task { named: Named::Path(path), must });
            }
        }
    }
}

/// Works on all reports and hands on what comes of them, so many at a time, in order. `tick` is called behind every one of
/// them. What the work keeps in its state is there for the next report in order, as often as not.
pub fn each<S: Default + Send, T: Send>(
    tasks: &[Task],
    tick: impl Fn() + Sync,
    work: impl Fn(&mut S, &Named) -> T + Sync,
    mut take: impl FnMut(&[Task], Vec<T>),
) {
    // A pool that is there already, or cannot be made, does as well.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    for window in tasks.chunks(FOR_EACH_CORE * rayon::current_num_threads()) {
        let one = |state: &mut S, task: &Task| {
            let done = work(state, &task.named);
            tick();
            done
        };
        // One report is read on the spot.
        let done: Vec<T> = if let [task] = window {
            vec![one(&mut S::default(), task)]
        } else {
            window.par_iter().with_min_len(ON_END).map_init(S::default, one).collect()
        };
        take(window, done);
    }
}
