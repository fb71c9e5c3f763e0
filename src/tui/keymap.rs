//! Keys bound to commands, read from `assets/keymap.ron`. It gives no command a meaning.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::command::{Command, Scope};
use super::key::Chord;

/// The key map that travels inside the program.
const EMBEDDED: &str = include_str!("../../assets/keymap.ron");

/// The version of the key map's file format.
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
}

/// Keys of all scopes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMap(Vec<(Scope, Chord, Command)>);

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
        let scopes = [
            (Scope::Everywhere, file.everywhere),
            (Scope::Library, file.library),
            (Scope::Report, file.report),
            (Scope::Grid, file.grid),
            (Scope::Prose, file.prose),
        ];
        let (mut bindings, mut problems) = (Vec::new(), Vec::new());
        for (scope, keys) in scopes {
            for (key, name) in keys {
                let command = Command::ALL.iter().find(|command| command.name() == name);
                match (key.parse::<Chord>(), command) {
                    (Ok(chord), Some(&command)) => bindings.push((scope, chord, command)),
                    (Err(problem), _) => problems.push(problem),
                    (_, None) => problems.push(format!("`{key}`: there is no command `{name}`")),
                }
            }
        }
        if problems.is_empty() { Ok(KeyMap(bindings)) } else { Err(format!("keymap.ron: {}", problems.join("; "))) }
    }

    /// The command of a key, the first of `scopes` winning.
    pub fn command(&self, scopes: &[Scope], chord: Chord) -> Option<Command> {
        scopes
            .iter()
            .find_map(|scope| self.0.iter().find(|(s, c, _)| s == scope && *c == chord).map(|(_, _, command)| *command))
    }

    /// The keys that give a command in these scopes, those with names before letters.
    pub fn keys(&self, scopes: &[Scope], command: Command) -> Vec<Chord> {
        let bound = self.0.iter().filter(|(scope, _, c)| *c == command && scopes.contains(scope));
        let mut keys: Vec<Chord> = bound.map(|(_, chord, _)| *chord).collect();
        keys.sort_by_key(|chord| (chord.character().is_some(), *chord));
        keys.dedup();
        keys
    }

    /// The keys that give a command in these scopes as they are shown: `F8 n`.
    pub fn shown(&self, scopes: &[Scope], command: Command) -> String {
        self.keys(scopes, command).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_key_map_is_sound_and_reaches_every_command() {
        let keymap = KeyMap::embedded().expect("sound");
        let scopes = Scope::NAMES.map(|(scope, _)| scope);
        for command in Command::ALL {
            assert!(!keymap.keys(&scopes, *command).is_empty(), "{} has no key", command.name());
        }
    }

    #[test]
    fn every_function_and_alt_key_has_a_second_route_by_a_letter_in_the_grid() {
        let keymap = KeyMap::embedded().expect("sound");
        for &(scope, chord, command) in &keymap.0 {
            let awkward = matches!(chord.code, super::super::key::Code::F(_)) || chord.alt;
            let by_chapters =
                command.name().starts_with("chapter-") || matches!(command, Command::Preamble | Command::Closing);
            // In prose letters are text; the palette is the second route there.
            if !awkward || [Scope::Library, Scope::Prose].contains(&scope) || by_chapters {
                continue;
            }
            let letter = keymap.0.iter().any(|(s, c, other)| {
                *s == Scope::Grid && *other == command && c.character().is_some_and(|c| c.is_alphabetic())
            });
            assert!(letter, "{} has no letter", command.name());
        }
        assert_eq!(
            keymap.command(&[Scope::Grid], Chord::plain(super::super::key::Code::Char('g'))),
            Some(Command::Chapters)
        );
    }

    #[test]
    fn an_unknown_command_or_key_is_named() {
        let text = r#"(version: 1, everywhere: {"f1": "hepl", "hyper-x": "help"}, library: {}, report: {}, grid: {}, prose: {})"#;
        let problem = KeyMap::parse(text).expect_err("unsound");
        assert!(problem.contains("hepl") && problem.contains("hyper-x"), "{problem}");
    }
}
