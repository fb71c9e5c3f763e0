//! `gouji list`: what the library holds, how complete it is, and how many errors there are.

use clap::ArgMatches;
use serde_json::json;

use crate::domain::definition::Severity;
use crate::domain::finding::Status;
use crate::domain::report::Scope;
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::store::library::Library;

use super::batch::{self, Task};
use super::context::{Context, Format, format};
use super::source::{Named, journal_words};
use super::{Exit, Failure, output};

/// Lists the reports. One that cannot be read is listed all the same, and said why.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let library = context.library()?;
    let keys = library.keys().map_err(Failure::store(lang))?;
    let as_json = format(matches) == Format::Json;
    let mut reports = Vec::new();
    if keys.is_empty() {
        let root = library.root().display();
        output::message(&match lang {
            Lang::Zh => format!("报告库 {root} 里还没有报告。"),
            Lang::En => format!("the library {root} holds no report yet."),
        });
    }
    let root = library.root().display().to_string();
    let tasks: Vec<Task> = keys.into_iter().map(|key| Task { named: Named::Library(key), must: true }).collect();
    let look = |context: &Context, (): &mut (), named: &Named| Ok(look(context, &library, named));
    batch::each(context, &tasks, look, |context, named, looked| {
        let (Named::Library(key), Ok((file, state))) = (named, looked) else { return };
        if let Err(message) | Ok(State { journal: Some(message), .. }) = &state {
            output::message(message);
        }
        if as_json {
            let mut value = json!({ "file": file, "agency": key.agency, "year": key.year, "scope": key.scope.name() });
            match state {
                Ok(State { edition, unfilled, errors, .. }) => {
                    value["edition"] = edition.into();
                    value["unfilled"] = unfilled.into();
                    value["errors"] = errors.into();
                }
                Err(message) => value["error"] = message.into(),
            }
            reports.push(value);
            return;
        }
        let scope = match key.scope {
            Scope::Own => lang.pick("本级", "own       "),
            Scope::Aggregated => lang.pick("汇总", "aggregated"),
        };
        let state = match (state, lang) {
            (Ok(State { unfilled, errors, .. }), Lang::Zh) => format!("未填 {unfilled}，错误 {errors}"),
            (Ok(State { unfilled, errors, .. }), Lang::En) => format!("{unfilled} unfilled, {errors} errors"),
            (Err(_), _) => lang.pick("读不了", "unreadable").to_string(),
        };
        context.out.line(&format!("{}  {scope}  {}  {state}", key.year, key.agency));
    });
    if as_json {
        let value = json!({ "library": root, "reports": reports });
        context.out.line(&format!("{value:#}"));
    }
    Ok(Exit::Clean)
}

/// How far a report is.
struct State {
    edition: String,
    unfilled: usize,
    errors: usize,
    /// What is to be said of its journal.
    journal: Option<String>,
}

/// The file of a report, and how far it is or why it cannot be read.
fn look(context: &Context, library: &Library, named: &Named) -> (String, Result<State, String>) {
    let lang = context.lang;
    let Named::Library(key) = named else { return (String::new(), Err(String::new())) };
    let file = library.path(key).map_or_else(|_| String::new(), |path| path.display().to_string());
    let state = library.joined(key, &context.forms).map(|joined| {
        let journal = journal_words(&joined, lang);
        let session = Session::new(joined.report);
        let is_error = |status, severity| status == Status::Fail && severity == Severity::Error;
        let errors = session.findings().iter().filter(|f| is_error(f.status, f.severity)).count();
        State { edition: session.form().edition().to_string(), unfilled: session.report().unfilled(), errors, journal }
    });
    (file, state.map_err(|error| error.message(lang)))
}
