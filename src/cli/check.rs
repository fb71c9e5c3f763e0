//! `gouji check`: every rule on every report named, with one line, object or row for each finding. Reports are read and
//! judged one after the other, so that memory does not grow with their number.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::definition::Severity;
use crate::domain::finding::Status;
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::store::error::system;

use super::context::{Context, format, scope};
use super::findings::{Judged, Printer};
use super::source::{Named, Opened};
use super::{Exit, Failure, files, output, source};

/// What was checked so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// Reports read and judged.
    pub reports: usize,
    /// Reports that could not be read.
    pub unreadable: usize,
    /// Failed findings of severity error.
    pub errors: usize,
    /// Failed findings of severity warning.
    pub warnings: usize,
    /// Failed findings for information.
    pub infos: usize,
    /// Rules that wait for unfilled cells.
    pub pending: usize,
}

impl Tally {
    fn exit(&self) -> Exit {
        match (self.unreadable, self.errors) {
            (0, 0) => Exit::Clean,
            (0, _) => Exit::Findings,
            _ => Exit::Failed,
        }
    }
}

/// Checks everything named.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    last_year(context, matches)?;
    let mut printer = Printer::new(format(matches), level(matches), context.lang);
    let mut tally = Tally::default();
    printer.begin(&mut context.out);
    for named in source::named(&source::words(matches), scope(matches)) {
        match &named {
            Named::Path(path) if path.is_dir() => folder(context, path, &mut printer, &mut tally),
            _ => {
                let opened = source::open(context, &named);
                judge(context, opened, &mut printer, &mut tally);
            }
        }
    }
    printer.end(&mut context.out, &tally);
    Ok(tally.exit())
}

fn folder(context: &mut Context, path: &Path, printer: &mut Printer, tally: &mut Tally) {
    let found = files::below(path);
    for (path, error) in found.refused {
        tally.unreadable += 1;
        output::message(&format!(
            "{}{}{}",
            path.display(),
            context.lang.pick("：", ": "),
            system(&error, context.lang)
        ));
    }
    if found.files.is_empty() {
        output::message(&match context.lang {
            Lang::Zh => format!("{} 里没有报告。", path.display()),
            Lang::En => format!("{} holds no report.", path.display()),
        });
    }
    for file in found.files {
        match source::from_file(context, &file.path, None) {
            Err(Failure(reason)) if !file.must => output::message(&match context.lang {
                Lang::Zh => format!("略过：{reason}"),
                Lang::En => format!("passed over: {reason}"),
            }),
            opened => judge(context, opened, printer, tally),
        }
    }
}

fn judge(context: &mut Context, opened: Result<Opened, Failure>, printer: &mut Printer, tally: &mut Tally) {
    let Opened { report, file } = match opened {
        Ok(opened) => opened,
        Err(Failure(message)) => {
            tally.unreadable += 1;
            output::message(&message);
            return;
        }
    };
    let session = Session::new(report);
    let findings = session.findings();
    tally.reports += 1;
    for finding in &findings {
        *match (finding.status, finding.severity) {
            (Status::Pending, _) => &mut tally.pending,
            (Status::Fail, Severity::Error) => &mut tally.errors,
            (Status::Fail, Severity::Warning) => &mut tally.warnings,
            (Status::Fail, Severity::Info) => &mut tally.infos,
        } += 1;
    }
    printer.report(&mut context.out, &Judged { file: &file, session: &session, findings: &findings });
}

/// Last year's report is read, so that a wrong path is not passed over; no rule uses it yet, and that is said.
fn last_year(context: &Context, matches: &ArgMatches) -> Result<(), Failure> {
    if let Some(path) = matches.get_one::<PathBuf>("last-year") {
        source::from_file(context, path, None)?;
        output::message(context.lang.pick(
            "--last-year：这个版本还没有用到上一年度报告的规则。",
            "--last-year: no rule of this version uses last year's report yet.",
        ));
    }
    Ok(())
}

fn level(matches: &ArgMatches) -> Severity {
    match matches.get_one::<String>("level").map(String::as_str) {
        Some("error") => Severity::Error,
        Some("warning") => Severity::Warning,
        _ => Severity::Info,
    }
}
