//! What every command has at hand: the language, the forms, the library, and where results go. It does nothing by
//! itself.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ArgMatches;

use crate::domain::report::Scope;
use crate::domain::text::Lang;
use crate::work::reader::Reader;
use crate::work::{FORMS_FOLDER, Forms, Library, Office};

use super::Failure;
use super::output::{Output, message};
use super::preferences::Preferences;

/// What a command works with.
pub struct Context {
    pub lang: Lang,
    pub forms: Forms,
    pub out: Output,
    pub preferences: Preferences,
    pub reader: Reader,
    library: Option<PathBuf>,
    said: BTreeSet<String>,
}

impl Context {
    pub fn new(preferences: Preferences, forms: Forms, out: Output, matches: &ArgMatches) -> Context {
        let library = matches.get_one::<PathBuf>("library").cloned();
        let beside = matches.get_one::<PathBuf>("forms").cloned();
        let beside = beside.or_else(|| Some(Library::locate(library.clone()).ok()?.join(FORMS_FOLDER)));
        let forms = match beside {
            Some(folder) => forms.with(&folder),
            None => forms,
        };
        let reader = reader();
        Context { lang: preferences.lang, forms, out, preferences, reader, library, said: BTreeSet::new() }
    }

    /// Where the work is done. The library need not be there yet.
    pub fn office(&self) -> Result<Office, Failure> {
        let root = Library::locate(self.library.clone()).map_err(Failure::store(self.lang))?;
        Ok(Office {
            library: Library::at(root),
            forms: self.forms.clone(),
            lang: self.lang,
            reader: self.reader.clone(),
        })
    }

    /// Says what there is to say of the files that were used, each thing once.
    pub fn tell(&mut self, remarks: impl IntoIterator<Item = String>) {
        for words in remarks {
            if !self.said.contains(&words) {
                message(&words);
                self.said.insert(words);
            }
        }
    }
}

/// Where documents are read: in processes of this very program, even where its file was replaced meanwhile.
fn reader() -> Reader {
    let program = if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe() };
    program.map(Reader::of_program).unwrap_or_default()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Csv,
    Ron,
    /// The validation report of the European Statistical System.
    Ess,
}

pub fn format(matches: &ArgMatches) -> Format {
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        Some("ron") => Format::Ron,
        Some("ess") => Format::Ess,
        _ => Format::Text,
    }
}

/// Whose report `AGENCY YEAR` means.
pub fn scope(matches: &ArgMatches) -> Scope {
    if matches.get_flag("aggregated") { Scope::Aggregated } else { Scope::Own }
}

/// Whether colours are wanted: unless `NO_COLOR` is set to anything (<https://no-color.org>).
pub fn has_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The program that the environment names for editing texts, with its arguments.
pub fn editor() -> Option<String> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let named = named.map(|words| words.trim().to_string()).find(|words| !words.is_empty());
    // Windows has one that is always there.
    named.or_else(|| cfg!(windows).then(|| "notepad".to_string()))
}

/// The program with which the system opens a file or a folder, where there is one and a screen to open it on.
pub fn opener() -> Option<String> {
    if cfg!(windows) {
        return Some("explorer".to_string());
    }
    if cfg!(target_os = "macos") {
        return Some("open".to_string());
    }
    const NAME: &str = "xdg-open";
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let is_there = std::env::split_paths(&folders).any(|folder| folder.join(NAME).is_file());
    (is_there && (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"))).then(|| NAME.to_string())
}

/// Whether the terminal says that it shows any colour: by `COLORTERM`, or, as that of Windows does, by its session.
pub fn has_truecolour() -> bool {
    let of_windows = std::env::var_os("WT_SESSION").is_some_and(|session| !session.is_empty());
    of_windows || std::env::var("COLORTERM").is_ok_and(|value| matches!(value.as_str(), "truecolor" | "24bit"))
}
