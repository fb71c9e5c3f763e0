//! The command line: arguments in, results on stdout, messages on stderr, and an exit code. It never draws; the editor
//! does. Each command has a file of its own.

#[doc(hidden)]
pub mod language;

mod output;

mod waiting;

mod examples;

mod words;

#[doc(hidden)]
pub mod wildcards;

mod arguments;

mod preferences;

mod context;

#[doc(hidden)]
pub mod source;

#[doc(hidden)]
pub mod near;

mod usage;

mod edit;

mod new;

mod summary;

mod show;

mod batch;

mod suspects;

mod told;

mod table;

mod packages;

mod ess;

mod alike;

mod findings;

mod imported;

mod import;

mod check;

mod register;

mod dataset;

mod export;

mod compare;

mod verify;

mod finalise;

mod history;

mod backup;

mod explain;

mod list;

mod forms;

mod keys;

mod manual;

mod collect;

mod completing;

mod shell;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::domain::text::Lang;
use crate::tui::run::window::{Window, wait_to_be_read};
use crate::work::{Forms, StoreError, reader};

use context::Context;
use output::Output;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    Clean = 0,
    /// Findings of severity error, differences, or a refused export.
    Findings = 1,
    /// It could not run; the reason is on stderr.
    Failed = 2,
}

/// Why a command could not run, in words for the user.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure in the language at hand.
    fn new(lang: Lang, zh: impl Into<String>, en: impl Into<String>) -> Failure {
        Failure(match lang {
            Lang::Zh => zh.into(),
            Lang::En => en.into(),
        })
    }

    /// For `map_err` on what the store refuses.
    fn store(lang: Lang) -> impl Fn(StoreError) -> Failure {
        move |error| Failure(error.message(lang))
    }
}

/// Runs the program with its arguments, the program's own name first.
pub fn main(args: Vec<OsString>) -> ExitCode {
    if args.get(1).is_some_and(|argument| argument == reader::ARGUMENT) {
        return reader::serving::serve();
    }
    if completing::answers(&args) {
        return ExitCode::SUCCESS;
    }
    let args = if cfg!(windows) { wildcards::expanded(args) } else { args };
    let preferences = preferences::Preferences::of(&args);
    let lang = preferences.lang;
    let mut output = Output::new();
    let command = arguments::command(lang);
    let exit = match command.try_get_matches_from(&args) {
        Err(error) => {
            let exit = usage::answer(&error, &args, &mut output, lang);
            let is_command =
                || args.get(1).is_some_and(|word| arguments::names().iter().any(|name| word == name.as_str()));
            if exit == Exit::Failed && !is_command() {
                wait_to_be_read(lang);
            }
            exit
        }
        Ok(matches) => return run(&mut Context::new(preferences, Forms::default(), output, &matches), &matches),
    };
    ExitCode::from(exit as u8)
}

fn run(context: &mut Context, matches: &ArgMatches) -> ExitCode {
    let edits = matches.subcommand_name().is_none_or(|name| name == "edit");
    let _window = edits.then_some(Window(context.lang));
    // The editor says it on its own screen.
    if let Some(trouble) = context.preferences.trouble.as_deref().filter(|_| !edits) {
        output::message(trouble);
    }
    // `forms` lists them itself.
    if !edits && matches.subcommand_name() != Some("forms") {
        let all = context.lang.pick("全部问题：gouji forms", " All of them: gouji forms");
        let faulty = context.forms.faulty().iter();
        faulty.for_each(|error| output::message(&format!("{}{all}", error.message(context.lang))));
    }
    let mut exit = dispatch(context, matches).unwrap_or_else(|Failure(message)| {
        output::message(&message);
        Exit::Failed
    });
    if let Err(error) = context.out.finish() {
        output::unwritten(&error, context.lang);
        exit = Exit::Failed;
    }
    if edits && exit == Exit::Failed {
        wait_to_be_read(context.lang);
    }
    ExitCode::from(exit as u8)
}

fn dispatch(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let Some((name, of_command)) = matches.subcommand() else { return edit::run(context, matches) };
    if matches.contains_id(words::REPORT) {
        return Err(usage::command_after_words(name, context.lang));
    }
    let matches = of_command;
    match name {
        "edit" => edit::run(context, matches),
        "new" => new::run(context, matches),
        "import" => import::run(context, matches),
        "show" => show::run(context, matches),
        "check" => check::run(context, matches),
        "register" => register::run(context, matches),
        "export" => export::run(context, matches),
        "verify" => verify::run(context, matches),
        "diff" => compare::diff(context, matches),
        "finalise" => finalise::run(context, matches),
        "history" => history::run(context, matches),
        "backup" => backup::run(context, matches),
        "collect" => collect::run(context, matches),
        "explain" => explain::run(context, matches),
        "list" => list::run(context, matches),
        "forms" => forms::run(context, matches),
        "keys" => keys::run(context),
        "manual" => manual::run(context, matches),
        "completions" => shell::completions(context, matches),
        "man" => shell::man(context),
        "help" => shell::help(context, matches),
        other => Err(Failure(usage::no_command(other, context.lang))),
    }
}
