//! Parts that stand alone, each held to what it says of itself; what they do together is tested beside this folder.

mod files;
mod language;
mod near;
mod source;
