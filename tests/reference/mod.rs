//! What the tests hold gouji against: the grid of the official form, which stands in the repository, and the published
//! samples and papers, which stand beside it or not at all. What cannot be held against them is said, and counted by
//! `.ci/run`. Also how long the tests that try by chance go on.

// Each test program uses a part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// What stands where in a printed table: rows and columns covered, and the text without blanks; a figure has none.
pub type Grid = BTreeMap<(u16, u16), ((u16, u16), String)>;

/// The tables of the official form of 2021.
pub fn official_grids() -> Vec<Grid> {
    let mut grids = Vec::new();
    for line in include_str!("../data/grid-2021.csv").lines().skip(1) {
        let parts: Vec<&str> = line.splitn(6, ',').collect();
        let number = |part: usize| parts[part].parse::<u16>().expect("a number");
        grids.resize(usize::from(number(0)), Grid::new());
        let grid = grids.last_mut().expect("tables are counted from 1");
        grid.insert((number(1), number(2)), ((number(3), number(4)), parts[5].into()));
    }
    grids
}

/// A file or folder among the papers (`reference`) and reports (`samples`) beside the repository.
pub fn beside(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(name);
    if !path.exists() {
        skip(&format!("no {name} beside the repository"));
        return None;
    }
    Some(path)
}

/// How many times as long as usual the attacks go on: `GOUJI_ATTACK`, which README explains.
pub fn attack() -> u32 {
    std::env::var("GOUJI_ATTACK").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Says that a check cannot be made here. What a passing test prints is not shown, so this is written past it.
pub fn skip(why: &str) {
    let test = std::thread::current().name().unwrap_or_default().to_string();
    let _ = writeln!(std::io::stderr(), "skipped: {test}: {why}");
}
