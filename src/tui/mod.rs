//! The editor: `update(&mut Model, Msg) -> Vec<Effect>` and `view(&Model, &mut Frame)`; screens and dialogs are plain
//! state in closed enums. The list below is the reading order, and a module imports only from modules above it. Only
//! `effect` calls `store`, `import` and `export`; only `key`, `wire` and `run` know crossterm: keys in, bytes out, the loop.

pub mod display;

pub mod manual;

pub mod cell_state;

pub mod theme;

pub mod key;

pub mod dropped;

pub mod command;

pub mod unserved;

pub mod reserved;

pub mod keymap;

pub mod typing;

pub mod sheet;

pub mod layout;

pub mod block;

pub mod field;

pub mod folder;

pub mod imports;

pub mod prose;

pub mod fees;

pub mod second_keying;

pub mod report;

pub mod library;

pub mod canvas;

pub mod grid;

pub mod message;

pub mod desk;

pub mod help;

pub mod hints;

pub mod dialog;

pub mod model;

pub mod update;

pub mod view;

pub mod effect;

pub mod wire;

pub mod run;
