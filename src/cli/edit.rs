//! `gouji` and `gouji edit`: into the editor.

use std::path::Path;

use clap::ArgMatches;

use crate::tui::collecting::Collecting;
use crate::tui::folder::{Drives, Places};
use crate::tui::run::{self, Open, Start};
use crate::tui::theme::Surroundings;
use crate::work::clock;
use crate::work::source::{Named, OpenError, can_read};

use super::context::{self, Context};
use super::source;
use super::{Exit, Failure, near, usage};

/// Opens the editor on the library, on a report of it, or on a file.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let open = open(context, matches)?;
    start(context, matches.get_flag("ascii"), open)
}

/// Opens the editor on the collecting desk of an agency and a year.
pub fn collecting(context: &mut Context, of: Collecting) -> Result<Exit, Failure> {
    start(context, false, Open::Collecting(of))
}

fn start(context: &mut Context, ascii: bool, open: Open) -> Result<Exit, Failure> {
    let surroundings = Surroundings { ascii, no_colour: !context::has_colour(), truecolour: context::has_truecolour() };
    let preferences = &context.preferences;
    let faulty = context.forms.faulty().iter().map(|error| error.message(context.lang));
    let office = context.office()?;
    let start = Start {
        library: office.library,
        forms: office.forms,
        lang: context.lang,
        reader: office.reader,
        system_lang: preferences.system,
        surroundings,
        settings: preferences.settings.clone(),
        settings_file: preferences.file.clone(),
        troubles: preferences.trouble.clone().into_iter().chain(faulty).collect(),
        here: std::env::current_dir().unwrap_or_default(),
        home: std::env::home_dir(),
        places: places(),
        this_year: clock::this_year,
        editor: context::editor(),
        opener: context::opener(),
        open,
    };
    run::run(start).map(|()| Exit::Clean).map_err(|error| Failure(error.message(context.lang)))
}

/// Where files usually are, and where drives show up that come and go.
fn places() -> Places {
    let folders = directories::UserDirs::new();
    let of =
        |folder: fn(&directories::UserDirs) -> Option<&Path>| folders.as_ref().and_then(folder).map(Path::to_path_buf);
    let drives = if cfg!(windows) {
        // Asking whether a disk is in A: or B: makes the floppy drive work where there is one.
        ('C'..='Z').map(|letter| Drives::At(format!("{letter}:\\").into())).collect()
    } else if cfg!(target_os = "macos") {
        vec![Drives::Below("/Volumes".into())]
    } else {
        let own =
            std::env::var_os("USER").map(|user| ["/media", "/run/media"].map(|media| Path::new(media).join(&user)));
        own.into_iter().flatten().chain(["/mnt".into()]).map(Drives::Below).collect()
    };
    Places {
        desktop: of(directories::UserDirs::desktop_dir),
        documents: of(directories::UserDirs::document_dir),
        downloads: of(directories::UserDirs::download_dir),
        drives,
    }
}

/// What to open. What is not there is said here, with what is like it, before the screen is taken.
fn open(context: &Context, matches: &ArgMatches) -> Result<Open, Failure> {
    let words = source::words(matches);
    let Some(first) = words.first().map(|word| word.to_string_lossy()) else { return Ok(Open::Library) };
    let office = context.office()?;
    let open = source::one(context, matches).and_then(|named| {
        let read = match &named {
            Named::Library(_) => office.open(&named).map(drop),
            Named::Path(path) | Named::Part(path, _) => can_read(path).map_err(OpenError::from),
        };
        read.map_err(|error| source::failure(&office, &named, &error))?;
        Ok(match named {
            Named::Library(key) => Open::Report(key),
            Named::Path(path) => Open::File(path, None),
            Named::Part(path, report) => Open::File(path, Some(report)),
        })
    });
    // `gouji chekc report.ron` is likelier a slip in a command than the name of a report.
    open.map_err(|failure| match near::command(&first) {
        Some(_) => Failure(usage::no_command(&first, context.lang)),
        None => failure,
    })
}
