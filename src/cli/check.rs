//! `gouji check`: every rule on every report named, with one line, object or row for each finding.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status};
use crate::domain::prose::alike::{Gathered, Prints};
use crate::domain::remaining;
use crate::domain::report::Report;
use crate::domain::seal::{self, State};
use crate::domain::text::Lang;
use crate::work::Digest;
use crate::work::export::{is_same_file, now, publish};
use crate::work::source::Named;

use super::context::{Context, Format, format, scope};
use super::findings::{Style, Tally};
use super::packages::Packages;
use super::told::Groups;
use super::{Exit, Failure, batch, output, source};

/// Files of ours without a digest: how many, and the first. Where there are many they were made in another way, which is
/// said once.
#[derive(Debug, Default)]
pub struct Undigested {
    count: usize,
    first: String,
}

impl Undigested {
    /// Says where a file is not as gouji wrote it, or counts it.
    pub fn take(&mut self, lang: Lang, file: &str, digest: Digest) {
        if digest != Digest::Absent {
            return source::tell(lang, file, digest);
        }
        self.count += 1;
        if self.count == 1 {
            self.first = file.into();
        }
    }

    /// Says how many were counted.
    pub fn tell(&self, lang: Lang) {
        let Undigested { count, first } = self;
        match (count, lang) {
            (0, _) => {}
            (1, _) => source::tell(lang, first, Digest::Absent),
            (_, Lang::Zh) => output::message(&format!(
                "{count} 份报告的末行没有校验码，可能不是由本程序写成，请核对（如 {first}）。"
            )),
            (_, Lang::En) => output::message(&format!(
                "{count} reports have no checksum on their last line, so gouji may not have written them. Check them (such as {first})."
            )),
        }
    }
}

impl Tally {
    /// One report with what the rules say of it.
    fn of(report: &Report, findings: &[Finding]) -> Tally {
        let form = report.form();
        let broken = seal::state(report) == State::Broken;
        let unfinished = usize::from(report.unfilled() > 0 || !remaining::is_written(report));
        let mut tally = Tally { reports: 1, errors: usize::from(broken), unfinished, ..Tally::default() };
        // What is only plausible stands in no sum.
        for finding in findings.iter().filter(|finding| !finding.rule(form).folded) {
            tally.count(finding.status, finding.severity);
        }
        tally
    }

    fn count(&mut self, status: Status, severity: Severity) {
        *match (status, severity) {
            (Status::Pending, _) => &mut self.pending,
            (Status::Fail, Severity::Error) => &mut self.errors,
            (Status::Fail, Severity::Warning) => &mut self.warnings,
            (Status::Fail, Severity::Info) => &mut self.infos,
        } += 1;
    }

    fn add(&mut self, other: &Tally) {
        self.reports += other.reports;
        self.unreadable += other.unreadable;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.pending += other.pending;
        self.unfinished += other.unfinished;
    }

    fn exit(&self) -> Exit {
        match (self.unreadable, self.errors) {
            (0, 0) => Exit::Clean,
            (0, _) => Exit::Findings,
            _ => Exit::Failed,
        }
    }
}

pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let last_year = last_year(context, matches)?;
    let style = Style {
        format: format_of(matches),
        level: level(matches),
        unfolded: is_unfolded(matches),
        lang: context.lang,
        time: now(),
    };
    let office = context.office()?;
    let mut packages = Packages::default();
    let tasks = match source::words(matches).as_slice() {
        [] => batch::library(&office)?,
        words => packages.take(&office, batch::tasks(context.lang, source::named(words, scope(matches)))),
    };
    let unreadable = tasks.refused.len() + packages.refused.len();
    let mut tally = Tally { unreadable, errors: packages.faults(), ..Tally::default() };
    let (mut undigested, mut groups, mut gathered) = (Undigested::default(), Groups::default(), Gathered::default());
    let out = matches.get_one::<PathBuf>("output");
    if let Some(out) = out {
        let is_checked = tasks.all.iter().filter_map(|task| task.named.path()).any(|path| is_same_file(path, out));
        let shown = out.display();
        if is_checked {
            return Err(Failure::new(
                context.lang,
                format!("{shown} 就是要校验的文件，未写入。请换一个文件名。"),
                format!("{shown} is a file to be checked and was not written. Choose another name."),
            ));
        }
        context.out.gather();
    }
    style.begin(&mut context.out);
    for (folder, why) in &packages.refused {
        style.unreadable(&mut context.out, &folder.display().to_string(), why);
        output::message(why);
    }
    let judge = |read: &mut Option<(PathBuf, Report)>, named: &Named| {
        let judged = office.without_echoes(office.judge(named, read, last_year.as_ref())?);
        let (counted, words) = (Tally::of(judged.session.report(), &judged.findings), style.words(&judged));
        let prints = Prints::new(judged.session.report(), &judged.file);
        Ok((counted, words, judged.digest.map(|digest| (digest, judged.file)), judged.remarks, prints))
    };
    batch::each(context, &office, &tasks.all, judge, |context, named, judged| match judged {
        Ok((counted, words, digest, remarks, prints)) => {
            context.tell(remarks);
            prints.into_iter().for_each(|prints| gathered.take(prints));
            if let Some((digest, file)) = digest {
                undigested.take(context.lang, &file, digest);
            }
            tally.add(&counted);
            style.report(&mut context.out, &mut groups, words);
        }
        Err(Failure(message)) => {
            tally.unreadable += 1;
            style.unreadable(&mut context.out, &named.words(), &message);
            output::message(&message);
        }
    });
    packages.tell(context.lang);
    let mut alike = gathered.alike();
    alike.retain(|alike| alike.rule.severity >= style.level);
    alike.iter().for_each(|alike| tally.count(Status::Fail, alike.rule.severity));
    style.end(&mut context.out, groups, &packages, &alike, &tally);
    undigested.tell(context.lang);
    out.map_or(Ok(()), |out| write(context, out, style.format))?;
    Ok(tally.exit())
}

/// How results are put: as was asked for, else as the file that they go into is called.
fn format_of(matches: &ArgMatches) -> Format {
    let named = matches.get_one::<PathBuf>("output").and_then(|out| out.extension()).and_then(OsStr::to_str);
    match named.map(str::to_lowercase).as_deref() {
        Some("csv") if !is_given(matches, "format") => Format::Csv,
        Some("json") if !is_given(matches, "format") => Format::Json,
        _ => format(matches),
    }
}

/// Puts what was gathered into its file. A table carries the mark by which spreadsheets know its encoding.
fn write(context: &mut Context, out: &Path, format: Format) -> Result<(), Failure> {
    let mark: &[u8] = if format == Format::Csv { "\u{feff}".as_bytes() } else { &[] };
    let bytes = [mark, &context.out.gathered()].concat();
    publish(out, &bytes).map_err(Failure::store(context.lang))?;
    let out = out.display();
    output::message(&context.lang.say(format!("校验结果已写入 {out}"), format!("The results are in {out}")));
    Ok(())
}

/// The report named as last year's, for all that are checked.
fn last_year(context: &mut Context, matches: &ArgMatches) -> Result<Option<Report>, Failure> {
    let path = matches.get_one::<PathBuf>("last-year");
    path.map(|path| Ok(source::open_told(context, &Named::Path(path.clone()))?.report)).transpose()
}

/// Whether what is only plausible is listed one by one: where somebody asked for all there is.
fn is_unfolded(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("level").is_some_and(|level| matches!(level.as_str(), "info" | "note"))
        && is_given(matches, "level")
}

fn is_given(matches: &ArgMatches, option: &str) -> bool {
    matches.value_source(option) == Some(ValueSource::CommandLine)
}

fn level(matches: &ArgMatches) -> Severity {
    match matches.get_one::<String>("level").map(String::as_str) {
        Some("error") => Severity::Error,
        Some("warning") => Severity::Warning,
        _ => Severity::Info,
    }
}
