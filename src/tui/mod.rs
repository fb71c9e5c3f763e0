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

pub mod keymap;

pub mod typing;

pub mod sheet;

pub mod layout;

pub mod block;

pub mod field;

pub mod prose;

pub mod field_picker;

pub mod fees;

pub mod second_keying;

pub mod report;

pub mod findings_list;

pub mod cell_rules;

pub mod changes;

pub mod joining;

pub mod recovery;

pub mod merging;

pub mod library;

pub mod settings;

pub mod chart;

pub mod export_target;

pub mod import_preview;

pub mod report_preview;

pub mod new_report;

pub mod path_entry;

pub mod signing;

pub mod notes;

pub mod deleted;

pub mod dialog;

pub mod model;

pub mod help;

pub mod scrolling;

pub mod update;

pub mod view;

pub mod effect;

pub mod wire;

pub mod run;
