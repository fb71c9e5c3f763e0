//! Conditional formats of an OpenDocument sheet, as far as they may hide what a cell holds: those of LibreOffice, which stand
//! behind a sheet's rows, and those of cells' styles. What they make of a cell is its reader's business.

use std::collections::HashMap;
use std::ops::Range;

use super::super::condition_test::{Comparison, Test};
use super::super::sheet::address;
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker};

type Region = (Range<usize>, Range<usize>);

/// The conditions of a workbook's sheets, by name.
#[derive(Debug, Default)]
pub struct Conditions(HashMap<String, Vec<Group>>);

/// Conditions for some cells, of which the first one that is met counts.
#[derive(Debug, Default)]
pub struct Group {
    regions: Vec<Region>,
    pub rules: Vec<Rule>,
}

#[derive(Debug)]
pub struct Rule {
    pub test: Test,
    /// The style that the cell takes on.
    pub style: String,
    /// Whether it puts a bar or a sign in the place of the value.
    pub hides: bool,
}

impl Conditions {
    pub fn new(text: &str, budget: &Budget) -> Result<Conditions, ImportError> {
        let mut conditions = Conditions::default();
        if memchr::memmem::find(text.as_bytes(), b"conditional-format").is_none() {
            return Ok(conditions);
        }
        let mut walker = Walker::within(text, budget);
        // The open tables, with how deep their content lies.
        let mut tables: Vec<(String, usize)> = Vec::new();
        while let Some(step) = walker.step()? {
            tables.truncate(tables.iter().take_while(|(_, depth)| walker.depth() >= *depth).count());
            let Step::Open(tag) = step else { continue };
            let groups = tables.last().map(|(name, _)| name).and_then(|name| conditions.0.get_mut(name));
            match tag.local() {
                "table" if tag.name().starts_with("table:") => {
                    let name = tag.attribute("name").unwrap_or_default();
                    budget.charge(size_of::<Group>() + name.len() * 2)?;
                    conditions.0.entry(name.clone()).or_default();
                    tables.push((name, walker.depth()));
                }
                "conditional-format" => {
                    let regions = regions(&tag.attribute("target-range-address").unwrap_or_default());
                    budget.charge(size_of::<Group>() + regions.len() * size_of::<Region>())?;
                    if let Some(groups) = groups {
                        groups.push(Group { regions, rules: Vec::new() });
                    }
                }
                "condition" | "data-bar" | "icon-set" | "formatting-entry" => {
                    let Some(group) = groups.and_then(|groups| groups.last_mut()) else { continue };
                    budget.charge(size_of::<Rule>())?;
                    let hides = tag.attribute("show-value").as_deref() == Some("false");
                    if tag.local() == "condition" {
                        let style = tag.attribute("apply-style-name").unwrap_or_default();
                        let test = test(&tag.attribute("value").unwrap_or_default(), base(&tag));
                        group.rules.push(Rule { test, style, hides });
                    } else if hides {
                        group.rules.push(Rule { test: Test::Always, style: String::new(), hides });
                    }
                }
                _ => {}
            }
        }
        Ok(conditions)
    }

    /// What it takes to look for those of a cell.
    pub fn effort(&self, sheet: &str) -> usize {
        self.of(sheet).iter().map(|group| group.regions.len() + group.rules.len()).sum::<usize>() / 4
    }

    /// Those of a sheet.
    pub fn of(&self, sheet: &str) -> &[Group] {
        self.0.get(sheet).map_or(&[], Vec::as_slice)
    }
}

impl Group {
    pub fn covers(&self, (row, column): (usize, usize)) -> bool {
        self.regions.iter().any(|(rows, columns)| rows.contains(&row) && columns.contains(&column))
    }

    /// The conditions of a style for cells, from an element in it.
    pub fn take(&mut self, tag: &Tag<'_>) {
        let says = |name: &str| tag.attribute(name).unwrap_or_default();
        let test = test(&says("condition"), base(tag));
        self.rules.push(Rule { test, style: says("apply-style-name"), hides: false });
    }
}

/// The cell from which on a condition names others.
fn base(tag: &Tag<'_>) -> (usize, usize) {
    let base = tag.attribute("base-cell-address").unwrap_or_default();
    base.rsplit('.').next().and_then(address).unwrap_or_default()
}

/// What a condition says, in either of the two ways to write it; cells are named as from the first one on.
fn test(words: &str, first: (usize, usize)) -> Test {
    let words = words.trim().trim_start_matches("cell-content()").trim_start();
    if let Some(test) = Test::signed(words) {
        return test;
    }
    let (name, inner) = words.strip_suffix(')').and_then(|words| words.split_once('(')).unwrap_or((words, ""));
    let bounds = || inner.split([',', ';']).collect::<Vec<_>>();
    match name {
        "between" | "cell-content-is-between" => Test::compared(Comparison::Between, &bounds()),
        "not-between" | "cell-content-is-not-between" => Test::compared(Comparison::NotBetween, &bounds()),
        "formula-is" | "is-true-formula" => Test::of_formula(&inner.replace(['[', ']', '.'], ""), first),
        "is-error" => Test::Never,
        "is-no-error" => Test::Always,
        _ => Test::Unknown,
    }
}

/// The regions that an address names: `Sheet1.A1:Sheet1.B2`, several parted by blanks.
fn regions(all: &str) -> Vec<Region> {
    let (mut regions, mut open) = (Vec::new(), None);
    for piece in all.split('.').skip(1) {
        let end = piece.find(|c: char| !(c.is_ascii_alphanumeric() || c == '$')).unwrap_or(piece.len());
        let Some((row, column)) = address(&piece[..end]) else { continue };
        let (top, left) = open.take().unwrap_or((row, column));
        if piece[end..].starts_with(':') {
            open = Some((row, column));
        } else {
            regions.push((top..row.max(top) + 1, left..column.max(left) + 1));
        }
    }
    regions
}
