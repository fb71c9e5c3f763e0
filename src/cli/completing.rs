//! Completions: the shell asks the program itself, so that it offers what there is: commands and options, the agencies and years
//! of the library, rules, editions, files where a file is meant. The scripts that `gouji completions` prints only pass on what
//! was typed; the library that clap comes with does the rest.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, Command};
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::{CompleteEnv, Shells};

use crate::domain::report::Key;
use crate::work::{Forms, Library};

use super::words::REPORT;
use super::{arguments, language, preferences};

/// The variable by which a shell says that it asks, and which shell it is.
const ASKS: &str = "GOUJI_COMPLETE";

/// The script with which a shell asks.
pub fn script(shell: &str, program: &Path) -> Option<Vec<u8>> {
    let mut script = Vec::new();
    let program = program.to_string_lossy();
    Shells::builtins().completer(shell)?.write_registration(ASKS, "gouji", "gouji", &program, &mut script).ok()?;
    Some(script)
}

/// Answers a shell that asks; `false` where none does.
pub fn answers(args: &[OsString]) -> bool {
    if std::env::var_os(ASKS).is_none() {
        return false;
    }
    let typed: Arc<[OsString]> = args.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    let lang = preferences::Preferences::of(&typed).lang;
    let factory = || with_values(arguments::command(lang), &typed);
    let here = std::env::current_dir().ok();
    CompleteEnv::with_factory(factory).var(ASKS).try_complete(args.to_vec(), here.as_deref()).unwrap_or(true)
}

/// The commands with what their arguments can be.
fn with_values(command: Command, typed: &Arc<[OsString]>) -> Command {
    let library = language::option(typed, "--library").map(PathBuf::from);
    let keys = Library::locate(library).ok().and_then(|root| Library::at(root).keys().ok()).unwrap_or_default();
    let keys: Arc<[Key]> = keys.into();
    let fill = |arg: Arg, takes_files: bool| match arg.get_id().as_str() {
        REPORT => {
            let (keys, typed) = (Arc::clone(&keys), Arc::clone(typed));
            arg.add(ArgValueCompleter::new(Reports { keys, typed, takes_files }))
        }
        "agency" => {
            let keys = Arc::clone(&keys);
            arg.add(ArgValueCandidates::new(move || agencies(&keys)))
        }
        "rule" => arg.add(ArgValueCandidates::new(rules)),
        "blank" => arg.add(ArgValueCandidates::new(editions)),
        "command" => arg.add(ArgValueCandidates::new(|| candidates(arguments::names()))),
        _ => arg,
    };
    let takes_files = |command: &Command| !matches!(command.get_name(), "new" | "finalise" | "history");
    let command = command.mut_args(|arg| fill(arg, true));
    command.mut_subcommands(|command| {
        let takes_files = takes_files(&command);
        command.mut_args(|arg| fill(arg, takes_files))
    })
}

/// Reports by agency and year, or as files.
struct Reports {
    keys: Arc<[Key]>,
    /// The words of the command line.
    typed: Arc<[OsString]>,
    takes_files: bool,
}

impl ValueCompleter for Reports {
    fn complete(&self, current: &OsStr) -> Vec<CompletionCandidate> {
        let begins = |candidate: &CompletionCandidate| {
            candidate.get_value().to_string_lossy().starts_with(&*current.to_string_lossy())
        };
        let of = |agency: &OsStr| {
            let mut years: Vec<i32> =
                self.keys.iter().filter(|key| *agency == *key.agency).map(|key| key.year).collect();
            years.dedup();
            years
        };
        // Behind an agency stands a year, and nothing else.
        let before = self.typed.windows(2).rev().find(|pair| pair[1] == current).map(|pair| of(&pair[0]));
        if let Some(years) = before.filter(|years| !years.is_empty()) {
            return candidates(years).into_iter().filter(begins).collect();
        }
        let mut offered = agencies(&self.keys);
        offered.retain(begins);
        if self.takes_files {
            let files = PathCompleter::any().complete(current);
            offered.extend(files.into_iter().filter(|file| file.get_value() != "."));
        }
        offered
    }
}

fn agencies(keys: &[Key]) -> Vec<CompletionCandidate> {
    let mut names: Vec<&str> = keys.iter().map(|key| key.agency.as_str()).collect();
    names.dedup();
    candidates(names)
}

fn rules() -> Vec<CompletionCandidate> {
    let forms = Forms::default();
    let rules = forms.all().iter().flat_map(|form| form.definition().rules.iter().map(|rule| rule.id.clone()));
    let mut rules: Vec<String> = rules.collect();
    rules.sort();
    rules.dedup();
    candidates(rules)
}

fn editions() -> Vec<CompletionCandidate> {
    candidates(Forms::default().all().iter().map(|form| form.edition().to_string()))
}

fn candidates<W: ToString>(words: impl IntoIterator<Item = W>) -> Vec<CompletionCandidate> {
    words.into_iter().map(|word| CompletionCandidate::new(word.to_string())).collect()
}
