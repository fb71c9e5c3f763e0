//! gouji 勾稽: see below.

pub mod domain;

pub mod import;

pub mod export;

pub mod store;

pub mod tui;

pub mod cli;
