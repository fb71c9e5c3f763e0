//! `gouji` and `gouji edit`: into the editor.

use clap::ArgMatches;

use crate::tui::run::{self, Open, Start};
use crate::tui::theme::Surroundings;
use crate::work::source::{Named, OpenError, can_read};

use super::context::{self, Context};
use super::source;
use super::{Exit, Failure, near, usage};

/// Opens the editor on the library, on a report of it, or on a file.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let surroundings = Surroundings {
        ascii: matches.get_flag("ascii"),
        no_colour: !context::has_colour(),
        truecolour: context::has_truecolour(),
    };
    let preferences = &context.preferences;
    let faulty = context.forms.faulty().iter().map(|error| error.message(context.lang));
    let office = context.office()?;
    let start = Start {
        library: office.library,
        forms: office.forms,
        lang: context.lang,
        system_lang: preferences.system,
        surroundings,
        settings: preferences.settings.clone(),
        settings_file: preferences.file.clone(),
        troubles: preferences.trouble.clone().into_iter().chain(faulty).collect(),
        here: std::env::current_dir().unwrap_or_default(),
        home: std::env::home_dir(),
        this_year: context::this_year(),
        editor: context::editor(),
        open: open(context, matches)?,
    };
    run::run(start).map(|()| Exit::Clean).map_err(|error| Failure(error.message(context.lang)))
}

/// What to open. What is not there is said here, with what is like it, before the screen is taken.
fn open(context: &Context, matches: &ArgMatches) -> Result<Open, Failure> {
    let words = source::words(matches);
    let Some(first) = words.first().map(|word| word.to_string_lossy()) else { return Ok(Open::Library) };
    let office = context.office()?;
    let open = source::one(context, matches).and_then(|named| {
        let read = match &named {
            Named::Library(_) => office.open(&named).map(drop),
            Named::Path(path) => can_read(path).map_err(OpenError::from),
        };
        read.map_err(|error| source::failure(&office, &named, &error))?;
        Ok(match named {
            Named::Library(key) => Open::Report(key),
            Named::Path(path) => Open::File(path),
        })
    });
    // `gouji chekc report.ron` is likelier a slip in a command than the name of a report.
    open.map_err(|failure| match near::command(&first) {
        Some(_) => Failure(usage::no_command(&first, context.lang)),
        None => failure,
    })
}
