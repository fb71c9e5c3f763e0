//! Which language is spoken: `--lang`, else the one of the settings, else the environment's, else Chinese. It must be known
//! before the arguments are parsed, because the help is in it.

use std::ffi::OsString;

use crate::domain::text::Lang;

/// The variables that name the language of messages, the weightiest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of arguments, settings and environment.
pub fn of(args: &[OsString], chosen: Option<Lang>, environment: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = || VARIABLES.iter().filter_map(|name| environment(name)).find(|value| !value.is_empty());
    let language = |name: &str| if name.to_lowercase().starts_with("en") { Lang::En } else { Lang::Zh };
    match (option(args, "--lang"), chosen) {
        (Some(named), _) => language(&named.to_string_lossy()),
        (None, Some(chosen)) => chosen,
        (None, None) => language(&locale().unwrap_or_default()),
    }
}

/// The value of an option, without judging it.
pub fn option(args: &[OsString], name: &str) -> Option<OsString> {
    let mut words = args.iter().skip(1).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        // A path that is not Unicode is found behind a blank, as the argument of its own that it is then.
        match word.to_string_lossy().strip_prefix(name) {
            Some("") => return words.next().cloned(),
            Some(value) if value.starts_with('=') => return Some(value[1..].into()),
            _ => {}
        }
    }
    None
}
