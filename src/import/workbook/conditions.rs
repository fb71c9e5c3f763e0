//! Conditional formats of an Excel sheet, as far as they may hide what a cell holds: in the colour of its ground, struck out,
//! shown as nothing. What a condition says of the cell's own value is worked out; of any other, nobody can tell whether it is met.

use std::collections::BTreeSet;
use std::ops::Range;

use super::condition_test::{Comparison, Holding, Test};
use super::format;
use super::sheet::{address, region};
use super::style::{Change, Hides, Looks, Styles};
use crate::import::ImportError;
use crate::import::aside::Aside;
use crate::import::budget::Budget;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::shade::Theme;

/// The conditions of a sheet.
#[derive(Debug, Default)]
pub struct Conditions {
    /// Those first that others give way to.
    all: Vec<Condition>,
    /// The elements that they stand in.
    groups: Vec<Range<usize>>,
}

#[derive(Debug)]
struct Condition {
    /// Its element.
    place: Range<usize>,
    priority: usize,
    regions: Vec<(Range<usize>, Range<usize>)>,
    test: Test,
    /// What it changes, by number.
    change: Option<usize>,
    /// What it changes, where it says so itself: those of newer programs, behind a sheet's rows, do.
    own: Option<Change>,
    /// Whether it puts a bar or a sign in the place of the value.
    hides: bool,
    /// Whether those behind it do not count where it is met.
    stops: bool,
}

impl Conditions {
    /// The conditions in a sheet's XML.
    pub fn new(text: &str, theme: &Theme, budget: &Budget) -> Result<Conditions, ImportError> {
        let mut conditions = Conditions::default();
        if memchr::memmem::find(text.as_bytes(), b"conditionalFormatting").is_none() {
            return Ok(conditions);
        }
        let mut walker = Walker::within(text, budget);
        let mut regions = Vec::new();
        let mut group: Option<(usize, usize)> = None;
        // How many there were before those whose cells are named behind them.
        let (mut before, mut names) = (0, false);
        while let Some(step) = walker.step()? {
            if let Step::Text(all) = &step
                && std::mem::take(&mut names)
            {
                regions = all.split_whitespace().filter_map(any_region).collect();
                let named = conditions.all.get_mut(before..).unwrap_or_default();
                budget.charge(named.len() * regions.len() * size_of::<(Range<usize>, Range<usize>)>())?;
                named.iter_mut().for_each(|condition| condition.regions.clone_from(&regions));
            }
            let Step::Open(tag) = step else {
                if let Some((start, _)) = group.take_if(|(_, depth)| walker.depth() < *depth) {
                    conditions.groups.push(start..walker.at().end);
                }
                continue;
            };
            match tag.local() {
                "sheetData" => walker.skip()?,
                "sqref" => names = group.is_some(),
                "conditionalFormatting" => {
                    let all = tag.attribute("sqref").unwrap_or_default();
                    budget.charge(all.len() * 4 + size_of::<Range<usize>>())?;
                    group = Some((walker.at().start, walker.depth()));
                    before = conditions.all.len();
                    regions = all.split_whitespace().filter_map(any_region).collect();
                }
                "cfRule" => {
                    budget
                        .charge(size_of::<Condition>() + regions.len() * size_of::<(Range<usize>, Range<usize>)>())?;
                    conditions.all.push(condition(&tag, &mut walker, regions.clone(), theme)?);
                }
                _ => {}
            }
        }
        conditions.all.sort_by_key(|condition| condition.priority);
        Ok(conditions)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What it takes to look for those of a cell.
    pub fn effort(&self) -> usize {
        self.all.iter().map(|condition| condition.regions.len()).sum::<usize>() / 4
    }

    fn of(&self, (row, column): (usize, usize)) -> impl Iterator<Item = &Condition> {
        let covers =
            move |(rows, columns): &(Range<usize>, Range<usize>)| rows.contains(&row) && columns.contains(&column);
        self.all.iter().filter(move |condition| condition.regions.iter().any(covers))
    }

    /// The elements of those by which, each by itself, a value in a cell that looks so is not seen as it is, or may not be.
    pub fn hiding(
        &self,
        looks: Looks<'_>,
        at: (usize, usize),
        (value, is_number): (&str, bool),
        styles: &Styles,
    ) -> Vec<Range<usize>> {
        let hides = |condition: &&Condition| {
            let change = condition.changes(styles);
            let changed = change.map(|change| looks.changed(change).hides(value, is_number));
            condition.test.holds(value) != Some(false)
                && (condition.hides || changed.is_some_and(|hides| hides != Hides::default()))
        };
        // What newer programs have behind the rows stays where it is.
        self.of(at)
            .filter(|condition| condition.own.is_none())
            .filter(hides)
            .map(|condition| condition.place.clone())
            .collect()
    }

    /// The elements that go with some conditions: those that hold no others go whole.
    pub fn gone(&self, some: &BTreeSet<(usize, usize)>) -> Vec<Range<usize>> {
        let goes = |place: &Range<usize>| some.contains(&(place.start, place.end));
        let within = |group: &Range<usize>, place: &Range<usize>| group.start <= place.start && place.end <= group.end;
        let places = || self.all.iter().map(|condition| &condition.place);
        let of_group = |group: &Range<usize>| -> Vec<Range<usize>> {
            let own: Vec<&Range<usize>> = places().filter(|place| within(group, place)).collect();
            match own.iter().all(|place| goes(place)) {
                true if own.is_empty() => Vec::new(),
                true => vec![group.clone()],
                false => own.into_iter().filter(|place| goes(place)).cloned().collect(),
            }
        };
        self.groups.iter().flat_map(of_group).collect()
    }

    /// How a cell with that value looks, and why nothing of it is to be read where a condition hides it, or may.
    pub fn seen<'a>(
        &'a self,
        mut looks: Looks<'a>,
        at: (usize, usize),
        value: &str,
        styles: &'a Styles,
    ) -> (Looks<'a>, Option<Aside>) {
        let mut met = Vec::new();
        let mut hidden = None;
        for condition in self.of(at) {
            let holds = condition.test.holds(value);
            if holds == Some(false) {
                continue;
            }
            if condition.hides {
                hidden = Some(Aside::Unseen);
            }
            let change = condition.changes(styles);
            match (holds, change) {
                (Some(_), Some(change)) => met.push(change),
                // Nobody can tell whether it is met.
                (None, Some(change)) => hidden = hidden.or(conceals(looks.changed(change), value)),
                _ => {}
            }
            if condition.stops && holds == Some(true) {
                break;
            }
        }
        for change in met.into_iter().rev() {
            looks = looks.changed(change);
        }
        (looks, hidden)
    }
}

/// Why nothing is seen of a value that looks so.
fn conceals(looks: Looks<'_>, value: &str) -> Option<Aside> {
    let shows_nothing = !looks.code.is_empty() && format::shown(value, looks.code).0.trim().is_empty();
    looks.aside().or_else(|| shows_nothing.then_some(Aside::Unseen))
}

impl Condition {
    /// What it changes.
    fn changes<'a>(&'a self, styles: &'a Styles) -> Option<&'a Change> {
        self.own.as_ref().or_else(|| styles.change(self.change?))
    }
}

fn condition(
    tag: &Tag<'_>,
    walker: &mut Walker<'_>,
    regions: Vec<(Range<usize>, Range<usize>)>,
    theme: &Theme,
) -> Result<Condition, ImportError> {
    let says = |name: &str| tag.attribute(name).unwrap_or_default();
    let (kind, operator, text) = (says("type"), says("operator"), says("text"));
    let start = walker.at().start;
    let (change, priority) = (tag.number("dxfId"), tag.number("priority").unwrap_or(usize::MAX));
    let stops = matches!(says("stopIfTrue").as_str(), "1" | "true");
    let (mut formulas, mut hides, mut reading) = (Vec::<String>::new(), false, false);
    let depth = walker.depth();
    let mut own: Option<Change> = None;
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => {
                match tag.local() {
                    "dxf" => own = Some(Change::default()),
                    // Colours of edges are none of words.
                    "border" => walker.skip()?,
                    _ => own.iter_mut().for_each(|own| own.take(&tag, theme)),
                }
                reading = matches!(tag.local(), "formula" | "f");
                if reading {
                    formulas.push(String::new());
                }
                hides |= matches!(tag.attribute("showValue").as_deref(), Some("0" | "false"));
            }
            Step::Text(words) if reading => formulas.last_mut().into_iter().for_each(|own| own.push_str(&words)),
            Step::Close if walker.depth() < depth => break,
            _ => {}
        }
    }
    let first = regions.first().map_or((0, 0), |(rows, columns)| (rows.start, columns.start));
    let test = match kind.as_str() {
        "cellIs" => Comparison::named(&operator).map_or(Test::Unknown, |how| Test::compared(how, &formulas)),
        "expression" => Test::of_formula(formulas.first().map_or("", String::as_str), first),
        "containsErrors" | "containsBlanks" => Test::Never,
        "notContainsErrors" | "notContainsBlanks" | "dataBar" | "iconSet" | "colorScale" => Test::Always,
        "containsText" => Test::Text(Holding::Somewhere, text),
        "notContainsText" => Test::Text(Holding::Nowhere, text),
        "beginsWith" => Test::Text(Holding::AtStart, text),
        "endsWith" => Test::Text(Holding::AtEnd, text),
        _ => Test::Unknown,
    };
    Ok(Condition { place: start..walker.at().end, priority, regions, test, change, own, hides, stops })
}

/// A region, or a single cell.
fn any_region(name: &str) -> Option<(Range<usize>, Range<usize>)> {
    region(name).or_else(|| address(name).map(|(row, column)| (row..row + 1, column..column + 1)))
}
