//! Parts that stand alone, each held to what it says of itself; what they do together is tested beside this folder.

mod folder;
mod language;
mod near;
mod source;
mod typefaces;
mod wildcards;
