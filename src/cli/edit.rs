//! `gouji` and `gouji edit`: into the editor.

use std::path::PathBuf;

use clap::ArgMatches;

use crate::tui::run::{self, Open, Start};

use super::context::{self, Context};
use super::source::{self, Named};
use super::{Exit, Failure};

/// Opens the editor on the library, on a report of it, or on a file.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let library = context.library()?;
    let open = if source::words(matches).is_empty() {
        Open::Library
    } else {
        match source::one(context, matches)? {
            // A name that is not there is answered here, with names that are like it, before the screen is taken.
            Named::Library(key) => source::open(context, &Named::Library(key.clone())).map(|_| Open::Report(key))?,
            Named::Path(path) => Open::File(readable(context, path)?),
        }
    };
    let start = Start {
        library,
        forms: context.forms.clone(),
        lang: context.lang,
        ascii: matches.get_flag("ascii"),
        colour: context::has_colour(),
        this_year: context::this_year(),
        open,
    };
    run::run(start).map(|()| Exit::Clean).map_err(|error| Failure(error.message(context.lang)))
}

fn readable(context: &Context, path: PathBuf) -> Result<PathBuf, Failure> {
    crate::store::atomic::read(&path).map(|_| path).map_err(Failure::store(context.lang))
}
