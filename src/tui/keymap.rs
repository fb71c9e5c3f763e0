//! Keys bound to commands, read from `assets/keymap.ron`, and what somebody bound besides. It gives no command a meaning.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::settings::Binding;
use crate::domain::text::Lang;

use super::command::{Command, Reach};
use super::key::Chord;
use super::reserved;

/// The key map that travels inside the program.
const EMBEDDED: &str = include_str!("../../assets/keymap.ron");

const VERSION: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    everywhere: BTreeMap<String, String>,
    library: BTreeMap<String, String>,
    report: BTreeMap<String, String>,
    grid: BTreeMap<String, String>,
    prose: BTreeMap<String, String>,
    collecting: BTreeMap<String, String>,
}

/// Keys of all reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMap(Vec<(Reach, Chord, Command)>);

impl KeyMap {
    /// The key map that travels inside the program.
    ///
    /// # Errors
    /// All that is wrong with it, in words.
    pub fn embedded() -> Result<KeyMap, String> {
        KeyMap::parse(EMBEDDED)
    }

    /// Reads a key map.
    ///
    /// # Errors
    /// Line and column where it is not RON of the right shape; else every unknown key and every unknown command.
    pub fn parse(text: &str) -> Result<KeyMap, String> {
        let file: File = ron::from_str(text).map_err(|error| format!("keymap.ron:{error}"))?;
        if file.version != VERSION {
            return Err(format!("keymap.ron: version {}, this program reads {VERSION}", file.version));
        }
        let reaches = [
            (Reach::Everywhere, file.everywhere),
            (Reach::Library, file.library),
            (Reach::Report, file.report),
            (Reach::Grid, file.grid),
            (Reach::Prose, file.prose),
            (Reach::Collecting, file.collecting),
        ];
        let (mut bindings, mut problems) = (Vec::new(), Vec::new());
        for (reach, keys) in reaches {
            for (key, name) in keys {
                let command = Command::ALL.iter().find(|command| command.name() == name);
                match (key.parse::<Chord>(), command) {
                    (Ok(chord), Some(&command)) => bindings.push((reach, chord, command)),
                    (Err(problem), _) => problems.push(problem),
                    (_, None) => problems.push(format!("`{key}`: there is no command `{name}`")),
                }
            }
        }
        if problems.is_empty() { Ok(KeyMap(bindings)) } else { Err(format!("keymap.ron: {}", problems.join("; "))) }
    }

    /// The key map with other bindings besides, or instead of, its own, and every binding that cannot be followed, in words
    /// with its place in `file`. Those are left out; all others count.
    pub fn rebound(&self, bindings: &[Binding], file: &str, lang: Lang) -> (KeyMap, Vec<String>) {
        let (mut keymap, mut problems) = (self.clone(), Vec::new());
        for binding in bindings {
            match bound(binding, lang) {
                Ok((reach, chord, command)) => {
                    keymap.0.retain(|(s, c, _)| (*s, *c) != (reach, chord));
                    keymap.0.extend(command.map(|command| (reach, chord, command)));
                }
                Err(words) => {
                    let (line, column) = binding.place;
                    problems.push(format!("{file}:{line}:{column}{}{words}", lang.pick("：", ": ")));
                }
            }
        }
        (keymap, problems)
    }

    /// The command of a key, the first of `reaches` winning.
    pub fn command(&self, reaches: &[Reach], chord: Chord) -> Option<Command> {
        reaches
            .iter()
            .find_map(|reach| self.0.iter().find(|(s, c, _)| s == reach && *c == chord).map(|(_, _, command)| *command))
    }

    /// The other commands that a key gives where it would be bound or where that would count as well, the narrowest reach
    /// first.
    pub fn clashes(&self, reach: Reach, chord: Chord, command: Command) -> Vec<(Reach, Command)> {
        let meets = |(other, key, given): &&(Reach, Chord, Command)| {
            *key == chord && *given != command && (reach.counts_in(*other) || other.counts_in(reach))
        };
        let mut clashes: Vec<(Reach, Command)> =
            self.0.iter().filter(meets).map(|(reach, _, command)| (*reach, *command)).collect();
        clashes.sort_by_key(|(reach, _)| std::cmp::Reverse(*reach));
        clashes
    }

    /// The keys that give a command in these reaches, those with names before letters.
    pub fn keys(&self, reaches: &[Reach], command: Command) -> Vec<Chord> {
        let bound = self.0.iter().filter(|(reach, _, c)| *c == command && reaches.contains(reach));
        let mut keys: Vec<Chord> = bound.map(|(_, chord, _)| *chord).collect();
        keys.sort_by_key(|chord| (chord.character().is_some(), *chord));
        keys.dedup();
        keys
    }

    /// A text in which the names of commands between ‹ and ›, as in `‹undo›`, gave way to the first key of each: in these
    /// reaches, or else in its own. A command without a key is named as the palette lists it.
    pub fn in_words(&self, text: &str, reaches: &[Reach], lang: Lang) -> String {
        let (mut words, mut rest) = (String::new(), text);
        while let Some((before, (name, after))) =
            rest.split_once('‹').and_then(|(before, marked)| Some((before, marked.split_once('›')?)))
        {
            words += before;
            match Command::ALL.iter().find(|command| command.name() == name) {
                Some(&command) => words += &self.named(command, reaches, lang),
                None => words += &format!("‹{name}›"),
            }
            rest = after;
        }
        words + rest
    }

    fn named(&self, command: Command, reaches: &[Reach], lang: Lang) -> String {
        let first = |reaches: &[Reach], command| self.keys(reaches, command).first().map(ToString::to_string);
        let palette = || first(&[Reach::Everywhere], Command::Palette).map_or(String::new(), |key| format!("{key} "));
        let titled = || {
            let title = command.title(lang);
            format!("{}“{title}”", palette())
        };
        first(reaches, command).or_else(|| first(&[command.reach()], command)).unwrap_or_else(titled)
    }

    /// The keys that give a command in these reaches as they are shown: `F8 n`.
    pub fn shown(&self, reaches: &[Reach], command: Command) -> String {
        self.keys(reaches, command).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

/// What a binding says; no command where the key is to do nothing.
fn bound(binding: &Binding, lang: Lang) -> Result<(Reach, Chord, Option<Command>), String> {
    let unknown = |what: &str, name: &str, near: Option<String>| match (lang, near) {
        (Lang::Zh, Some(near)) => format!("没有{what} {name}，可能是 {near}"),
        (Lang::Zh, None) => format!("没有{what} {name}"),
        (Lang::En, Some(near)) => format!("Unknown {what} '{name}'. Did you mean '{near}'?"),
        (Lang::En, None) => format!("Unknown {what} '{name}'"),
    };
    let Binding { scope: reach, key, command, .. } = binding;
    let known = Reach::NAMES.iter().find(|(_, name)| name == reach).map(|(reach, _)| *reach);
    let reach = known.ok_or_else(|| {
        unknown(lang.pick("范围", "scope"), reach, near(reach, Reach::NAMES.iter().map(|(_, name)| name.to_string())))
    })?;
    let chord = key.parse::<Chord>().map_err(|_| unknown(lang.pick("键", "key"), key, near_key(key)))?;
    if let Some(reason) = reserved::reason(reach, chord, lang) {
        return Err(reason);
    }
    if command == Binding::NOTHING {
        return Ok((reach, chord, None));
    }
    let found = Command::ALL.iter().copied().find(|known| known.name() == command);
    let found = found.ok_or_else(|| {
        let names = Command::ALL.iter().map(|command| command.name().to_string());
        unknown(lang.pick("命令", "command"), command, near(command, names))
    })?;
    // A library's command given in a report would leave the report without asking.
    if !found.reach().counts_in(reach) {
        let own = found.reach().name();
        return Err(lang.say(
            format!("命令 {command} 属于 {own}，不能绑定在这里"),
            format!("The command {command} belongs to {own} and cannot be bound here"),
        ));
    }
    Ok((reach, chord, Some(found)))
}

/// The likeliest of the known names, where one is near.
fn near(wanted: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let ranked = known.map(|name| (strsim::damerau_levenshtein(wanted, &name), name));
    ranked.min().filter(|(distance, name)| *distance * 2 <= name.chars().count().max(2)).map(|(_, name)| name)
}

/// A key near one that there is not: what is held stays, the key's own name is corrected.
fn near_key(wanted: &str) -> Option<String> {
    let lower = wanted.to_lowercase();
    let mut rest = lower.as_str();
    while let Some(behind) = Chord::HELD.iter().find_map(|held| rest.strip_prefix(held)) {
        rest = behind;
    }
    let held = &lower[..lower.len() - rest.len()];
    near(rest, Chord::names()).map(|name| format!("{held}{name}"))
}
