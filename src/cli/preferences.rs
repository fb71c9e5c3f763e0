//! The settings, read before anything else because they may name the language of the help. Whatever is wrong with them
//! keeps no command from running.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::store::settings::SettingsFile;

use super::language;

/// What was chosen, and what is to be said about it.
#[derive(Debug)]
pub struct Preferences {
    pub lang: Lang,
    /// The environment's language, for settings that name none.
    pub system: Lang,
    pub settings: Settings,
    /// Their file, where there is a place for one.
    pub file: Option<SettingsFile>,
    /// Why the file does not count.
    pub trouble: Option<String>,
}

impl Preferences {
    /// Of the program's arguments and the environment.
    pub fn of(args: &[OsString]) -> Preferences {
        let system = language::of(args, None, |name| std::env::var(name).ok());
        let named = language::option(args, "--settings").map(PathBuf::from);
        let opened = SettingsFile::locate(named).map(SettingsFile::open);
        let (file, settings, error) = match opened {
            Some((file, Ok(settings))) => (Some(file), settings, None),
            Some((file, Err(error))) => (Some(file), Settings::default(), Some(error)),
            None => (None, Settings::default(), None),
        };
        let lang = language::of(args, settings.lang.chosen(), |name| std::env::var(name).ok());
        let trouble = error.map(|error| error.message(lang));
        Preferences { lang, system, settings, file, trouble }
    }
}
