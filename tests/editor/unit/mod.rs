//! Parts that stand alone, each held to what it says of itself; what they do together is tested beside this folder.

mod block_clipboard;
mod block_names;
mod display;
mod dropped;
mod folder;
mod key;
mod keymap;
mod layout;
mod manual;
mod prose;
mod report_walking;
mod run;
mod run_keyboard_console;
mod run_keyboard_sequence;
mod run_window;
mod theme;
mod typing;
