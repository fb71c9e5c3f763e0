//! Two pages that are printed side by side on one sheet, as programs print to save paper: each is read by itself, the left
//! one first. A table that runs over the whole sheet is none of that; sheets of four pages are not parted.

use super::line::lines;
use super::painted::{Point, Rule};
use super::upright::{Mark, Sheet};
use crate::import::budget::Budget;
use crate::import::normal::{is_wide, width};

/// What is left free on either side of the middle of a sheet.
const GUTTER: i64 = 5_000;

/// So many lines at least make a page, and it has as many rules, which no table shares with the other half, or a line with
/// words that go on for so many hundredths of its width.
const FEWEST_LINES: usize = 5;
const LONG: i64 = 40;

/// The pages of a sheet, from left to right.
pub fn pages(sheet: Sheet, budget: &Budget) -> Vec<Sheet> {
    let middle = sheet.width / 2;
    let Some(free) = gutter(&sheet, middle).filter(|_| budget.spend(sheet.marks.len())) else { return vec![sheet] };
    let Sheet { marks, rules, slants, height, .. } = sheet;
    let (left, right): (Vec<Mark>, Vec<Mark>) = marks.into_iter().partition(|mark| mark.left < middle);
    let (rules_left, rules_right): (Vec<Rule>, Vec<Rule>) = rules.into_iter().partition(|rule| rule.from.0 < middle);
    if !is_page(&left, &rules_left, free) || !is_page(&right, &rules_right, free) {
        let marks = left.into_iter().chain(right).collect();
        let rules = rules_left.into_iter().chain(rules_right).collect();
        return vec![Sheet { marks, rules, slants, width: middle * 2, height }];
    }
    let (slants_left, slants_right): (Vec<_>, Vec<_>) = slants.into_iter().partition(|(a, b)| a.0.min(b.0) < middle);
    let moved = |(x, y): Point| (x - middle, y);
    let right = right.into_iter().map(|mark| Mark { left: mark.left - middle, right: mark.right - middle, ..mark });
    let rules_right = rules_right.into_iter().map(|rule| Rule { from: moved(rule.from), to: moved(rule.to) });
    let slants_right = slants_right.into_iter().map(|(a, b)| (moved(a), moved(b)));
    vec![
        Sheet { marks: left, rules: rules_left, slants: slants_left, width: middle, height },
        Sheet {
            marks: right.collect(),
            rules: rules_right.collect(),
            slants: slants_right.collect(),
            width: middle,
            height,
        },
    ]
}

/// The width of half a sheet that lies wide, where nothing that is read stands in its middle and no rule runs through.
fn gutter(sheet: &Sheet, middle: i64) -> Option<i64> {
    let clear = |left: i64, right: i64| right < middle - GUTTER || left > middle + GUTTER;
    let is_clear = sheet.height < sheet.width
        && sheet.marks.iter().filter(|mark| mark.aside.is_none()).all(|mark| clear(mark.left, mark.right))
        && sheet.rules.iter().all(|rule| clear(rule.from.0, rule.to.0));
    is_clear.then_some(middle)
}

/// Whether half a sheet is a page of its own and no half of a table without rules: it has rules, or lines of words.
fn is_page(marks: &[Mark], rules: &[Rule], across: i64) -> bool {
    let lines = lines(marks.iter().filter(|mark| mark.aside.is_none()).collect());
    let long = |piece: &str, size: i64| piece.contains(is_wide) && width(piece) as i64 * size * 50 >= across * LONG;
    let is_long = |line: &super::line::PageLine| line.text.split("  ").any(|piece| long(piece, line.size));
    let is_ruled = || rules.iter().filter(|rule| rule.is_level()).count() >= FEWEST_LINES;
    lines.len() >= FEWEST_LINES && (lines.iter().any(is_long) || is_ruled())
}
