//! Parts that stand alone, each held to what it says of itself; what they do together is tested beside this folder.

mod agency;
mod crash;
mod digest;
mod folder_name;
mod quote;
mod scratch;
mod syntax;
