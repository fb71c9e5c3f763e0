//! The editor, driven by keys and read from its screen: most of it in this process over a real library folder, the rest
//! as a program in a pseudo-terminal.

#[path = "editor/desk.rs"]
mod desk;

#[path = "editor/keying.rs"]
mod keying;

#[path = "editor/controls.rs"]
mod controls;

#[path = "editor/day.rs"]
mod day;

#[path = "editor/changes.rs"]
mod changes;

#[path = "editor/moving.rs"]
mod moving;

#[path = "editor/editions.rs"]
mod editions;

#[path = "editor/walking.rs"]
mod walking;

#[path = "editor/asking.rs"]
mod asking;

#[path = "editor/dialogs.rs"]
mod dialogs;

#[path = "editor/capitals.rs"]
mod capitals;

#[path = "editor/pasting.rs"]
mod pasting;

#[path = "editor/findings.rs"]
mod findings;

#[path = "editor/told_once.rs"]
mod told_once;

#[path = "editor/prose.rs"]
mod prose;

#[path = "editor/writing.rs"]
mod writing;

#[path = "editor/text.rs"]
mod text;

#[path = "editor/importing.rs"]
mod importing;

#[path = "editor/library.rs"]
mod library;

#[path = "editor/altered.rs"]
mod altered;

#[path = "editor/exporting.rs"]
mod exporting;

#[path = "editor/second_keying.rs"]
mod second_keying;

#[path = "editor/notes.rs"]
mod notes;

#[path = "editor/finishing.rs"]
mod finishing;

#[path = "editor/ending.rs"]
mod ending;

#[path = "editor/outside.rs"]
mod outside;

#[path = "editor/screens.rs"]
mod screens;

#[path = "editor/wording.rs"]
mod wording;

#[path = "editor/wire.rs"]
mod wire;

#[path = "editor/settings.rs"]
mod settings;

#[path = "editor/charts.rs"]
mod charts;

#[path = "editor/pointing.rs"]
mod pointing;

#[path = "editor/recovering.rs"]
mod recovering;

#[path = "editor/choosing.rs"]
mod choosing;

#[path = "editor/elsewhere.rs"]
mod elsewhere;

#[path = "editor/narrow.rs"]
mod narrow;

#[path = "store/lockless.rs"]
mod lockless;

#[path = "editor/two_at_once.rs"]
mod two_at_once;

#[cfg(unix)]
#[path = "editor/terminal.rs"]
mod terminal;

#[cfg(unix)]
#[path = "editor/signals.rs"]
mod signals;

#[cfg(unix)]
#[path = "editor/killing.rs"]
mod killing;

#[cfg(unix)]
#[path = "editor/two_terminals.rs"]
mod two_terminals;

#[cfg(unix)]
#[path = "editor/packets.rs"]
mod packets;

#[cfg(unix)]
#[path = "editor/slow.rs"]
mod slow;
