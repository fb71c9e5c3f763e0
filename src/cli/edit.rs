//! `gouji` and `gouji edit`: into the editor, where there is a terminal to draw on.

use std::io::{IsTerminal, stdin, stdout};

use clap::ArgMatches;

use super::context::Context;
use super::source::{self, Named};
use super::{Exit, Failure, arguments, near};

/// Opens the editor: on the library, on a report of it, or on a file.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let _named = named(context, matches)?;
    if !stdout().is_terminal() || !stdin().is_terminal() {
        return Err(Failure::new(
            context.lang,
            "编辑器要在终端里运行，而标准输入或输出不是终端。没有终端时用 gouji show、check、export 等命令，见 gouji --help。",
            "the editor needs a terminal, and stdin or stdout is none. Without one there are gouji show, check, export \
             and others; see gouji --help.",
        ));
    }
    Err(Failure::new(context.lang, "这个版本还没有编辑器。", "this version has no editor yet."))
}

/// What to open; nothing named is the library.
fn named(context: &Context, matches: &ArgMatches) -> Result<Option<Named>, Failure> {
    let words = source::words(matches);
    let Some(first) = words.first().map(|word| word.to_string_lossy()) else { return Ok(None) };
    let named = match source::one(context, matches) {
        Ok(Named::Path(path)) if !path.exists() => Err(source::no_file(context, &path)),
        named => named,
    };
    // `gouji chekc report.ron` is likelier a slip in a command than the name of a report.
    named.map(Some).map_err(|failure| match mistyped(&first) {
        Some(command) => Failure::new(
            context.lang,
            format!("没有命令 {first}，是不是 {command}？"),
            format!("there is no command {first}; is {command} meant?"),
        ),
        None => failure,
    })
}

/// The command that a word nearly is.
fn mistyped(word: &str) -> Option<String> {
    let names = arguments::names();
    let near = near::names(word, names.iter().map(String::as_str));
    near.first()
        .filter(|_| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .map(|name| name.to_string())
}
