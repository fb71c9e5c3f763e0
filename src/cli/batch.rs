//! Many reports at once, with a bar on a terminal that shows how far it is, and what there is to say of folders and of what
//! is no report.

use indicatif::{ProgressBar, ProgressStyle};

use crate::domain::text::Lang;
use crate::work::folder::{self, Task, Tasks};
use crate::work::source::{Named, OpenError};
use crate::work::{Office, system};

use super::context::Context;
use super::{Failure, output, source};

/// With fewer reports than this no bar is shown.
const FEW: usize = 20;

/// What is named, folders with all that they hold; those that hold nothing, or cannot be read, are said.
pub fn tasks(lang: Lang, named: Vec<Named>) -> Tasks {
    let tasks = folder::tasks(named);
    for (path, error) in &tasks.refused {
        let colon = lang.pick("：", ": ");
        output::message(&format!("{}{colon}{}", path.display(), system(error, lang)));
    }
    for folder in &tasks.empty {
        output::message(
            &lang.say(format!("{} 里没有报告。", folder.display()), format!("{} holds no report.", folder.display())),
        );
    }
    tasks
}

/// Works on all reports and takes what comes of each, in order. What a folder holds that is no report is passed over
/// with a message.
pub fn each<S: Default + Send, T: Send>(
    context: &mut Context,
    office: &Office,
    tasks: &[Task],
    work: impl Fn(&mut S, &Named) -> Result<T, OpenError> + Sync,
    mut take: impl FnMut(&mut Context, &Named, Result<T, Failure>),
) {
    let bar = bar(tasks.len());
    folder::each(
        tasks,
        || bar.inc(1),
        work,
        |window, done| {
            bar.suspend(|| {
                for (Task { named, must }, done) in window.iter().zip(done) {
                    match done {
                        Err(error @ (OpenError::Document { is_none: true, .. } | OpenError::Form { .. })) if !must => {
                            let reason = error.message(office.lang);
                            output::message(
                                &office.lang.say(format!("略过：{reason}"), format!("passed over: {reason}")),
                            )
                        }
                        done => take(context, named, done.map_err(|error| source::failure(office, named, &error))),
                    }
                }
            });
        },
    );
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
