//! Many reports at once, with a bar where that takes long, and what there is to say of folders and of what
//! is no report.

use crate::domain::text::Lang;
use crate::work::folder::{self, Task, Tasks};
use crate::work::source::ImportError;
use crate::work::source::{Named, OpenError};
use crate::work::{Office, system};

use super::context::Context;
use super::waiting::Waiting;
use super::{Failure, output, source};

/// What is named, folders with all that they hold; those that hold nothing, or cannot be read, are said.
pub fn tasks(lang: Lang, named: Vec<Named>) -> Tasks {
    let tasks = folder::tasks(named);
    for (path, error) in &tasks.refused {
        let colon = lang.pick("：", ": ");
        output::message(&format!("{}{colon}{}", path.display(), system(error, lang)));
    }
    for folder in &tasks.empty {
        output::message(
            &lang.say(format!("{} 里没有报告。", folder.display()), format!("{} holds no reports.", folder.display())),
        );
    }
    tasks
}

/// All reports of the library; that it holds none is said.
pub fn library(office: &Office) -> Result<Tasks, Failure> {
    let keys = office.library.keys().map_err(Failure::store(office.lang))?;
    if keys.is_empty() {
        let root = office.library.root().display();
        output::message(
            &office
                .lang
                .say(format!("报告库 {root} 里还没有报告。新建：gouji new 单位 年度；导入：gouji import 文件"), format!("The library {root} holds no reports yet. Create one: gouji new AGENCY YEAR; import one: gouji import FILE")),
        );
    }
    let all = keys.into_iter().map(|key| Task { named: Named::Library(key), must: true }).collect();
    Ok(Tasks { all, ..Tasks::default() })
}

/// What comes of a file: of each report in it, where it holds several.
fn all_of<T>(
    named: &Named,
    mut work: impl FnMut(&Named) -> Result<T, OpenError>,
) -> Vec<(Named, Result<T, OpenError>)> {
    match (work(named), named) {
        (Err(OpenError::Document { error: ImportError::Several(names), .. }), Named::Path(path)) => {
            let parts = (1..=names.len()).map(|report| Named::Part(path.clone(), report));
            parts.map(|part| (part.clone(), work(&part))).collect()
        }
        (done, named) => vec![(named.clone(), done)],
    }
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
    let waiting = Waiting::for_many(tasks.len());
    folder::each(
        tasks,
        || waiting.one_more(),
        |state: &mut S, named: &Named| all_of(named, |named| work(state, named)),
        |window, done| {
            waiting.aside(|| {
                for (Task { must, .. }, done) in window.iter().zip(done) {
                    for (named, done) in done {
                        match done {
                            Err(error @ (OpenError::Document { is_none: true, .. } | OpenError::Form { .. }))
                                if !must =>
                            {
                                let reason = error.message(office.lang);
                                output::message(
                                    &office.lang.say(format!("已跳过：{reason}"), format!("Skipped: {reason}")),
                                )
                            }
                            done => {
                                take(context, &named, done.map_err(|error| source::failure(office, &named, &error)))
                            }
                        }
                    }
                }
            });
        },
    );
    waiting.end();
}
