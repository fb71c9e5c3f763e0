//! The editor, driven by keys and read from its screen: most of it in this process over a real library folder, the rest
//! as a program in a pseudo-terminal.

mod desk;

mod keying;

mod controls;

mod day;

mod changes;

mod moving;

mod palette;

mod naming;

mod editions;

mod walking;

mod asking;

mod dialogs;

mod capitals;

mod pasting;

mod findings;

mod told_once;

mod prose;

mod writing;

mod growth;

mod hints;

mod any_keys;

mod importing;

mod register;

mod files;

mod library;

mod listing;

mod kept;

mod altered;

mod exporting;

mod second_keying;

mod selecting;

mod copying;

mod reading;

mod manual_screens;

mod manual;

mod notes;

mod finishing;

mod summary;

mod ending;
mod every_screen;

mod outside;

mod screens;

mod wording;

mod wire;

mod settings;

mod last_text;

mod binding;

mod replacing;

mod charts;

mod pointing;

mod recovering;

mod choosing;

mod elsewhere;

mod narrow;

#[path = "../store/lockless.rs"]
mod lockless;

mod two_at_once;

mod joining;

mod without_locks;

mod terminal;

#[cfg(unix)]
mod signals;

mod killing;

mod two_terminals;

#[cfg(unix)]
mod packets;

mod slow;

mod unit;
