//! `gouji check`: every rule on every report named, with one line, object or row for each finding.

use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status};
use crate::domain::form::Form;
use crate::domain::report::Report;
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::store::background::with_last_year;

use super::context::{Context, format, scope};
use super::findings::{Judged, Printer};
use super::source::{Named, Opened};
use super::{Exit, Failure, batch, output, source};

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
    /// Counts a report with what the rules say of it.
    fn count(&mut self, form: &Form, findings: &[Finding]) {
        self.reports += 1;
        // What is only plausible stands in no sum.
        for finding in findings.iter().filter(|finding| !finding.rule(form).folded) {
            *match (finding.status, finding.severity) {
                (Status::Pending, _) => &mut self.pending,
                (Status::Fail, Severity::Error) => &mut self.errors,
                (Status::Fail, Severity::Warning) => &mut self.warnings,
                (Status::Fail, Severity::Info) => &mut self.infos,
            } += 1;
        }
    }

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
    let last_year = last_year(context, matches)?;
    let mut printer = Printer::new(format(matches), level(matches), is_unfolded(matches), context.lang);
    let tasks = batch::tasks(context.lang, source::named(&source::words(matches), scope(matches)));
    let mut tally = Tally { unreadable: tasks.refused, ..Tally::default() };
    printer.begin(&mut context.out);
    let judge = |context: &Context, named: &Named| {
        let Opened { report, file } = source::open(context, named)?;
        let mut background = source::background(context, named, &report);
        if let Some(last) = &last_year {
            background = with_last_year(background, &report, last.clone());
        }
        let session = Session::with(report, background);
        let findings = session.findings();
        Ok((file, session, findings))
    };
    batch::each(context, &tasks.all, judge, |context, named, judged| match judged {
        Ok((file, session, findings)) => {
            tally.count(session.form(), &findings);
            tally.warnings += usize::from(seal::state(session.report()) == State::Broken);
            printer.report(&mut context.out, &Judged { file: &file, session: &session, findings: &findings });
        }
        Err(Failure { message, .. }) => {
            tally.unreadable += 1;
            printer.unreadable(&mut context.out, &named.words(), &message);
            output::message(&message);
        }
    });
    printer.end(&mut context.out, &tally);
    Ok(tally.exit())
}

/// The report named as last year's, for all that are checked.
fn last_year(context: &Context, matches: &ArgMatches) -> Result<Option<Report>, Failure> {
    let path = matches.get_one::<PathBuf>("last-year");
    path.map(|path| Ok(source::from_file(context, path, None)?.report)).transpose()
}

/// Whether what is only plausible is listed one by one: where somebody asked for all there is.
fn is_unfolded(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("level").is_some_and(|level| level == "info")
        && matches.value_source("level") == Some(ValueSource::CommandLine)
}

fn level(matches: &ArgMatches) -> Severity {
    match matches.get_one::<String>("level").map(String::as_str) {
        Some("error") => Severity::Error,
        Some("warning") => Severity::Warning,
        _ => Severity::Info,
    }
}
