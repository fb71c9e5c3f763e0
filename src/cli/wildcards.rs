//! Wildcards in arguments, where the shell leaves them to the program, as those of Windows do. What they match is asked here; what
//! an argument means is not known.

use std::ffi::OsString;

use glob::{MatchOptions, Pattern, glob_with};

/// The arguments, the program's own name first, with the files that each one with `*` or `?` matches in its place, by name. One
/// that matches none stays, so that what is missing is said by whoever wanted it; so does an option. Brackets are none: the
/// names of downloads hold them.
pub fn expanded(args: Vec<OsString>) -> Vec<OsString> {
    let mut args = args.into_iter();
    let program = args.next();
    program.into_iter().chain(args.flat_map(|arg| matched(&arg).unwrap_or_else(|| vec![arg]))).collect()
}

fn matched(arg: &OsString) -> Option<Vec<OsString>> {
    let pattern = arg.to_str().filter(|text| text.contains(['*', '?']) && !text.starts_with('-'))?;
    let pattern = Pattern::escape(pattern).replace("[*]", "*").replace("[?]", "?");
    let options = MatchOptions {
        case_sensitive: false,
        require_literal_separator: true,
        // What is hidden by its name is not meant, as no shell means it.
        require_literal_leading_dot: true,
    };
    let files: Vec<OsString> = glob_with(&pattern, options).ok()?.flatten().map(OsString::from).collect();
    (!files.is_empty()).then_some(files)
}
