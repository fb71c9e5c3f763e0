//! Many reports at once: they are worked on by all cores, so many at a time that memory does not grow with their number,
//! and handed on in the order in which they were named. On a terminal a bar shows how far it is. What is done with a
//! report is not known here.

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::domain::text::Lang;
use crate::store::error::system;

use super::context::Context;
use super::source::Named;
use super::{Failure, files, output};

/// How many reports are held in memory at once for every core.
const FOR_EACH_CORE: usize = 64;

/// How many reports one core works on in order, at least.
const ON_END: usize = 8;

/// With fewer reports than this no bar is shown.
const FEW: usize = 20;

/// The stack of a worker, as large as a program's own usually is.
const STACK: usize = 8 << 20;

/// A report to be read.
#[derive(Debug)]
pub struct Task {
    /// Which.
    pub named: Named,
    /// Whether it must be one: what a folder holds need not.
    pub must: bool,
}

/// Reports to be read, and how many folders could not be.
#[derive(Debug, Default)]
pub struct Tasks {
    /// The reports.
    pub all: Vec<Task>,
    /// Folders that could not be read; why is said already.
    pub refused: usize,
}

/// What is named, folders with all that they hold.
pub fn tasks(lang: Lang, named: Vec<Named>) -> Tasks {
    let mut tasks = Tasks::default();
    for named in named {
        let Named::Path(folder) = &named else {
            tasks.all.push(Task { named, must: true });
            continue;
        };
        if !folder.is_dir() {
            tasks.all.push(Task { named, must: true });
            continue;
        }
        let found = files::below(folder);
        for (path, error) in &found.refused {
            let colon = lang.pick("：", ": ");
            output::message(&format!("{}{colon}{}", path.display(), system(error, lang)));
        }
        if found.files.is_empty() && found.refused.is_empty() {
            output::message(&match lang {
                Lang::Zh => format!("{} 里没有报告。", folder.display()),
                Lang::En => format!("{} holds no report.", folder.display()),
            });
        }
        tasks.refused += found.refused.len();
        tasks.all.extend(found.files.into_iter().map(|file| Task { named: Named::Path(file.path), must: file.must }));
    }
    tasks
}

/// Works on all reports and takes what comes of each, in order. What a folder holds that is no report is passed over
/// with a message. What the work keeps in its state is there for the next report in order, as often as not.
pub fn each<S: Default + Send, T: Send>(
    context: &mut Context,
    tasks: &[Task],
    work: impl Fn(&Context, &mut S, &Named) -> Result<T, Failure> + Sync,
    mut take: impl FnMut(&mut Context, &Named, Result<T, Failure>),
) {
    // A pool that is there already, or cannot be made, does as well.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let bar = bar(tasks.len());
    for window in tasks.chunks(FOR_EACH_CORE * rayon::current_num_threads()) {
        let shared = &*context;
        let one = |state: &mut S, task: &Task| {
            let done = work(shared, state, &task.named);
            bar.inc(1);
            done
        };
        // One report is read on the spot.
        let done: Vec<Result<T, Failure>> = if let [task] = window {
            vec![one(&mut S::default(), task)]
        } else {
            window.par_iter().with_min_len(ON_END).map_init(S::default, one).collect()
        };
        bar.suspend(|| {
            for (task, done) in window.iter().zip(done) {
                match done {
                    Err(Failure { message: reason, no_report: true }) if !task.must => {
                        output::message(&match context.lang {
                            Lang::Zh => format!("略过：{reason}"),
                            Lang::En => format!("passed over: {reason}"),
                        })
                    }
                    done => take(context, &task.named, done),
                }
            }
        });
    }
    bar.finish_and_clear();
}

/// The bar on stderr, which shows nothing where that is no terminal.
fn bar(count: usize) -> ProgressBar {
    if count < FEW {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX));
    match ProgressStyle::with_template("{wide_bar} {pos}/{len}") {
        Ok(style) => bar.with_style(style.progress_chars("━━─")),
        Err(_) => bar,
    }
}
