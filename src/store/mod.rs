//! What is kept on disk or inside the program: forms, and the library of agencies and years. It knows no terminal, and
//! neither reads nor writes foreign documents (`import`, `export`).

pub mod forms;
