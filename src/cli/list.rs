//! `gouji list`: what the library holds, how complete it is, and how many errors there are.

use clap::ArgMatches;
use serde_json::json;

use crate::domain::report::Scope;
use crate::tui::library::Condition;
use crate::work::source::Named;

use super::context::{Context, Format, format};
use super::{Exit, Failure, batch, output};

/// Lists the reports. One that cannot be read is listed all the same, and said why.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let office = context.office()?;
    let tasks = batch::library(&office)?.all;
    let as_json = format(matches) == Format::Json;
    let (mut reports, mut exit) = (Vec::new(), Exit::Clean);
    let root = office.library.root().display().to_string();
    let look = |(): &mut (), named: &Named| {
        let looked = office.look(named)?;
        Ok((Condition::of(&looked.session), looked.remark))
    };
    batch::each(context, &office, &tasks, look, |context, named, looked| {
        let Named::Library(key) = named else { return };
        match &looked {
            Ok((_, remark)) => context.tell(remark.clone()),
            Err(Failure(message)) => {
                exit = Exit::Failed;
                output::message(message);
            }
        }
        if as_json {
            let file = office.library.path(key).map_or_else(|_| String::new(), |path| path.display().to_string());
            let mut value = json!({ "file": file, "agency": key.agency, "year": key.year, "scope": key.scope.name() });
            match looked {
                Ok((Condition { edition, unfilled, errors, .. }, _)) => {
                    value["edition"] = edition.into();
                    value["unfilled"] = unfilled.into();
                    value["errors"] = errors.into();
                }
                Err(Failure(message)) => value["error"] = message.into(),
            }
            reports.push(value);
            return;
        }
        let scope = match key.scope {
            Scope::Own => lang.pick("本机关", "own       "),
            Scope::Aggregated => lang.pick("汇总  ", "aggregated"),
        };
        let state = match looked {
            Ok((Condition { unfilled, errors, .. }, _)) => {
                let noun = if errors == 1 { "error" } else { "errors" };
                lang.say(format!("未填 {unfilled}，错误 {errors}"), format!("{unfilled} empty, {errors} {noun}"))
            }
            Err(_) => lang.say("无法读取", "unreadable"),
        };
        context.out.line(&format!("{}  {scope}  {}  {state}", key.year, key.agency));
    });
    if as_json {
        let value = json!({ "library": root, "reports": reports });
        context.out.line(&format!("{value:#}"));
    }
    Ok(exit)
}
