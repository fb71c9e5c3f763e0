//! What is kept on disk or inside the program: forms, settings, and the library of agencies and years. It knows no terminal, and
//! neither reads nor writes foreign documents (`import`, `export`).

#![warn(missing_docs)]

pub mod forms;

pub mod clock;

pub mod folder_name;

pub mod cause;

pub mod holder;

pub mod error;

pub mod syntax;

pub mod quote;

pub mod disk;

pub mod patience;

pub mod atomic;

pub mod digest;

pub mod scratch;

pub mod crash;

pub mod document;

pub mod agency;

pub mod history;

pub mod library;

pub mod journal;

pub mod deleted;

pub mod lock;

pub mod collection;
pub mod register;

pub mod watch;

pub mod backup;

pub mod settings;
