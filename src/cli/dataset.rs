//! `gouji export --dataset`: all reports named, or the whole library, as tables for other programs.

use std::path::Path;

use clap::ArgMatches;

use crate::domain::report::plain_name;
use crate::work::Office;
use crate::work::dataset::{DataSetError, LeftOut, Lines};
use crate::work::folder::Tasks;
use crate::work::source::{Named, OpenError};

use super::check::Undigested;
use super::context::{Context, scope};
use super::packages::Packages;
use super::{Exit, Failure, batch, output, source};

/// Writes a data set. What could not be read, or is left out, is said and makes the command fail though the rest is written.
pub fn run(context: &mut Context, matches: &ArgMatches, out: &Path) -> Result<Exit, Failure> {
    let (office, lang) = (context.office()?, context.lang);
    let mut packages = Packages::default();
    let mut tasks = match source::words(matches).as_slice() {
        [] => batch::library(&office)?,
        words => {
            let named = source::named(words, scope(matches)).into_iter().flat_map(|named| years(&office, named));
            packages.take(&office, batch::tasks(lang, named.collect()))
        }
    };
    packages.refused.iter().for_each(|(_, why)| output::message(why));
    let mut left_out = tasks.refused.len() + packages.refused.len();
    without(&mut tasks, out);
    let failed = |error: DataSetError| Failure(error.message(lang));
    let mut set = office.data_set(out, matches.get_flag("by-year")).map_err(failed)?;
    let (mut undigested, mut refused) = (Undigested::default(), None);
    let read = |_: &mut (), named: &Named| {
        let opened = office.open(named)?;
        Ok::<_, OpenError>((Lines::of(&opened.report, &opened.file), opened.file, opened.digest, opened.remark))
    };
    batch::each(context, &office, &tasks.all, read, |context, _, read| {
        let (lines, file, digest, remark) = match read {
            Ok(read) => read,
            Err(Failure(message)) => {
                left_out += 1;
                return output::message(&message);
            }
        };
        context.tell(remark);
        if let Some(digest) = digest {
            undigested.take(lang, &file, digest);
        }
        let why = match lines {
            None => lang.say(
                format!("{file} 没有写明单位或年度，未写入数据集。"),
                format!("{file} names no agency or year and is not in the data set."),
            ),
            Some(lines) if refused.is_none() => match set.add(lines, &file) {
                Ok(None) => return,
                Ok(Some(LeftOut::Another(other))) => lang.say(
                    format!("{file} 与 {other} 是同一单位、同一年度的报告，只写入后者。"),
                    format!("{file} is of the same agency and year as {other}; only the latter is in the data set."),
                ),
                Err(error) => return refused = Some(error),
            },
            Some(_) => return,
        };
        left_out += 1;
        output::message(&why);
    });
    packages.tell(lang);
    undigested.tell(lang);
    refused.map_or(Ok(()), Err).map_err(failed)?;
    let (count, shown) = (set.len(), out.display());
    set.finish().map_err(failed)?;
    output::message(&match left_out {
        0 => lang.say(
            format!("已写入数据集 {shown}，共 {count} 份报告。"),
            format!("Wrote the data set {shown}; reports in it: {count}."),
        ),
        _ => lang.say(
            format!("已写入数据集 {shown}，共 {count} 份报告；另有 {left_out} 份未写入，见以上提示。"),
            format!("Wrote the data set {shown}; reports in it: {count}; not in it, as said above: {left_out}."),
        ),
    });
    Ok(if left_out == 0 && packages.faults() == 0 { Exit::Clean } else { Exit::Failed })
}

/// A word that is no path and names an agency of the library means all of its reports.
fn years(office: &Office, named: Named) -> Vec<Named> {
    let Named::Path(path) = &named else { return vec![named] };
    let agency = path.to_str().filter(|_| !path.exists()).map(plain_name).unwrap_or_default();
    let keys = if agency.is_empty() { Vec::new() } else { office.library.keys().unwrap_or_default() };
    let of_agency: Vec<Named> = keys.into_iter().filter(|key| key.agency == agency).map(Named::Library).collect();
    if of_agency.is_empty() { vec![named] } else { of_agency }
}

/// Leaves out what an earlier data set in the same place holds.
fn without(tasks: &mut Tasks, out: &Path) {
    if let Ok(out) = out.canonicalize() {
        let is_inside = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(&out));
        tasks.all.retain(|task| !task.named.path().is_some_and(is_inside));
    }
}
