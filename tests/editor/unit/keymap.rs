//! What stands alone of `tui::keymap`.

use gouji::domain::settings::Binding;
use gouji::domain::text::Lang;
use gouji::tui::command::{Command, Reach};
use gouji::tui::key::{Chord, Code};
use gouji::tui::keymap::*;

#[test]
fn the_embedded_key_map_is_sound_and_reaches_every_command() {
    let keymap = KeyMap::embedded().expect("sound");
    let reaches = Reach::NAMES.map(|(reach, _)| reach);
    for command in Command::ALL {
        assert!(!keymap.keys(&reaches, *command).is_empty(), "{} has no key", command.name());
    }
}

#[test]
fn every_function_and_alt_key_has_a_second_route_by_a_letter_in_the_grid() {
    let keymap = KeyMap::embedded().expect("sound");
    // In prose letters are text; the palette is the second route there.
    let reaches = [Reach::Everywhere, Reach::Report, Reach::Grid];
    for &command in Command::ALL {
        let is_awkward = |chord: &Chord| matches!(chord.code, Code::F(_)) || chord.alt;
        let by_chapters =
            command.name().starts_with("chapter-") || matches!(command, Command::Preamble | Command::Closing);
        if by_chapters || !keymap.keys(&reaches, command).iter().any(is_awkward) {
            continue;
        }
        let is_letter = |chord: &Chord| chord.character().is_some_and(char::is_alphabetic);
        assert!(keymap.keys(&[Reach::Grid], command).iter().any(is_letter), "{} has no letter", command.name());
    }
    assert_eq!(keymap.command(&[Reach::Grid], Chord::plain(Code::Char('g'))), Some(Command::Chapters));
}

fn binding(scope: &str, key: &str, command: &str) -> Binding {
    Binding { scope: scope.into(), key: key.into(), command: command.into(), place: (7, 5) }
}

#[test]
fn bindings_count_besides_the_programs_own_and_instead_of_them() {
    let keymap = KeyMap::embedded().expect("sound");
    let bindings = [binding("grid", "Z", "undo"), binding("grid", "n", "none"), binding("grid", "e", "export")];
    let (rebound, problems) = keymap.rebound(&bindings, "settings.ron", Lang::En);
    assert_eq!(problems, [""; 0]);
    let command = |key: &str| rebound.command(&[Reach::Grid], key.parse().expect("a key"));
    assert_eq!(command("Z"), Some(Command::Undo));
    assert_eq!((command("n"), command("e")), (None, Some(Command::Export)));
    assert_eq!(command("tab"), keymap.command(&[Reach::Grid], "tab".parse().expect("a key")));
}

#[test]
fn a_binding_that_cannot_be_followed_names_its_place_and_what_is_near() {
    let keymap = KeyMap::embedded().expect("sound");
    let cases = [
        (binding("grid", "f12", "udno"), "settings.ron:7:5: Unknown command 'udno'. Did you mean 'undo'?"),
        (binding("grid", "ctrl-pagdown", "undo"), "Unknown key 'ctrl-pagdown'. Did you mean 'ctrl-pagedown'?"),
        (binding("grid", "F13", "undo"), "Did you mean 'f1'?"),
        (binding("gird", "f12", "undo"), "Unknown scope 'gird'. Did you mean 'grid'?"),
        (binding("grid", "f12", "xyzzyxyzzy"), "Unknown command 'xyzzyxyzzy'"),
        (binding("grid", "f12", "delete-report"), "belongs to library"),
        (binding("grid", "esc", "undo"), "Esc always cancels"),
        (binding("grid", "7", "undo"), "Digits begin a figure"),
        (binding("prose", "a", "undo"), "In the text a writes"),
        (binding("prose", "ctrl-w", "undo"), "In the text Ctrl-W writes"),
        (binding("report", "ctrl-m", "undo"), "Ctrl-M and Enter are one key"),
        (binding("grid", "shift-a", "undo"), "a letter with Shift is written as a capital"),
        (binding("everywhere", "ctrl-q", "none"), "Ctrl-Q always quits"),
    ];
    for (wrong, words) in cases {
        let (rebound, problems) = keymap.rebound(std::slice::from_ref(&wrong), "settings.ron", Lang::En);
        assert!(problems.len() == 1 && problems[0].contains(words), "{problems:?}");
        assert_eq!(rebound, keymap);
    }
}

#[test]
fn an_unknown_command_or_key_is_named() {
    let text = r#"(version: 1, everywhere: {"f1": "hepl", "hyper-x": "help"}, library: {}, report: {}, grid: {}, prose: {},
        collecting: {})"#;
    let problem = KeyMap::parse(text).expect_err("unsound");
    assert!(problem.contains("hepl") && problem.contains("hyper-x"), "{problem}");
}

#[test]
fn no_key_of_the_program_itself_is_one_that_cannot_be_bound() {
    let keymap = KeyMap::embedded().expect("sound");
    for &command in Command::ALL {
        for (reach, name) in Reach::NAMES {
            for chord in keymap.keys(&[reach], command) {
                let reason = gouji::tui::reserved::reason(reach, chord, Lang::En);
                assert!(
                    command == Command::Quit || chord.code == Code::Esc || reason.is_none(),
                    "{name} {chord}: {reason:?}"
                );
                assert_eq!((chord.written().parse(), chord.to_string().parse()), (Ok(chord), Ok(chord)));
            }
        }
    }
}
