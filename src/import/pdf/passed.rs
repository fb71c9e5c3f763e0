//! Marks that a reader sees and does not read as part of a figure: struck out, raised, printed over each other. They are
//! set aside; where a figure stood with them, its cell says so.

use std::collections::BTreeMap;

use super::painted::Point;
use super::upright::{Mark, Sheet};
use crate::import::aside::Aside;
use crate::import::budget::Budget;

/// How many looks at a mark or a rule cost a unit.
const LOOKS: usize = 4;

/// Rules nearer to each other than this touch.
const NEAR: i64 = 1_500;

/// Sets aside what is struck out, raised or printed over, and takes the strokes out of the rules.
pub fn set_aside(sheet: &mut Sheet, budget: &Budget) {
    sheet.marks.sort_by_key(|mark| mark.left);
    struck(sheet, budget);
    crossed(sheet, budget);
    raised(&mut sheet.marks, budget);
    overprinted(&mut sheet.marks, budget);
}

/// Whether a level line at this height goes through the middle of a mark.
fn goes_through(mark: &Mark, y: i64) -> bool {
    (mark.baseline - mark.size / 2..=mark.baseline - mark.size * 15 / 100).contains(&y)
}

/// Level rules that run through marks and no further: those of a table run on, or end at other rules.
fn struck(sheet: &mut Sheet, budget: &Budget) {
    let Sheet { marks, rules, .. } = sheet;
    rules.sort_by_key(|rule| (rule.from.1, rule.from.0));
    let mut through = BTreeMap::<usize, Vec<usize>>::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.aside.is_none() && mark.says()) {
        let first = rules.partition_point(|rule| rule.from.1 < mark.baseline - mark.size / 2);
        let last = rules.partition_point(|rule| rule.from.1 <= mark.baseline);
        if !budget.spend((last - first) / LOOKS) {
            return;
        }
        for (index, rule) in rules.iter().enumerate().take(last).skip(first) {
            let common = mark.right.min(rule.to.0) - mark.left.max(rule.from.0);
            if rule.is_level() && goes_through(mark, rule.from.1) && common * 10 >= (mark.right - mark.left) * 6 {
                through.entry(index).or_default().push(at);
            }
        }
    }
    let mut strokes = Vec::new();
    for (index, of) in through {
        let rule = rules[index];
        let size = of.iter().map(|&at| marks[at].size).max().unwrap_or(0);
        let left = of.iter().map(|&at| marks[at].left).min().unwrap_or(0) - rule.from.0;
        let right = rule.to.0 - of.iter().map(|&at| marks[at].right).max().unwrap_or(0);
        let touches = |x: i64| {
            rules.iter().any(|other| {
                !other.is_level()
                    && (other.from.0 - x).abs() <= NEAR
                    && (other.from.1 - NEAR..=other.to.1 + NEAR).contains(&rule.from.1)
            })
        };
        if !budget.spend(rules.len() / LOOKS) {
            return;
        }
        let (starts, ends) = (touches(rule.from.0), touches(rule.to.0));
        let free = left.max(right) * 10 <= size * 15 || (!starts && !ends && left.max(right) <= size * 6);
        if free && !(starts && ends) {
            strokes.push(index);
            of.iter().for_each(|&at| marks[at].aside = Some(Aside::Struck));
        }
    }
    let mut index = 0;
    rules.retain(|_| {
        index += 1;
        strokes.binary_search(&(index - 1)).is_err()
    });
}

/// Slanted lines through the middle of figures; they strike out all of the figure.
fn crossed(sheet: &mut Sheet, budget: &Budget) {
    let Sheet { marks, slants, .. } = sheet;
    let mut found = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.aside.is_none() && mark.is_digit()) {
        if !budget.spend(slants.len() / LOOKS) {
            return;
        }
        let middle = ((mark.left + mark.right) / 2, mark.baseline - mark.size * 35 / 100);
        if slants.iter().any(|&(a, b)| passes(a, b, middle, mark.size / 4)) {
            found.push(at);
        }
    }
    spread(marks, found, Aside::Struck, Mark::is_digit, budget);
}

/// Sets marks aside, and all that stand beside them in one word.
fn spread(marks: &mut [Mark], mut found: Vec<usize>, aside: Aside, of: fn(&Mark) -> bool, budget: &Budget) {
    found.iter().for_each(|&at| marks[at].aside = Some(aside));
    while let Some(at) = found.pop() {
        let Mark { left, right, baseline, size, .. } = marks[at];
        let first = marks.partition_point(|other| other.left < left - size * 3 / 2);
        let last = marks.partition_point(|other| other.left <= right + size * 3 / 10);
        if !budget.spend((last - first) / LOOKS) {
            return;
        }
        for next in first..last {
            let other = &mut marks[next];
            let beside = other.baseline == baseline && other.size == size && other.right + size * 3 / 10 >= left;
            if other.aside.is_none() && beside && of(other) {
                other.aside = Some(aside);
                found.push(next);
            }
        }
    }
}

/// Whether a slanted line passes a point as near as that, measured upright or level.
fn passes(a: Point, b: Point, (x, y): Point, near: i64) -> bool {
    let along = |a: Point, b: Point, x: i64, y: i64| {
        let (a, b) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        let at = || i128::from(a.1) + i128::from(x - a.0) * i128::from(b.1 - a.1) / i128::from((b.0 - a.0).max(1));
        (a.0..=b.0).contains(&x) && (at() - i128::from(y)).abs() <= i128::from(near)
    };
    along(a, b, x, y) || along((a.1, a.0), (b.1, b.0), y, x)
}

/// Small marks before or behind a figure, higher or lower than it.
fn raised(marks: &mut [Mark], budget: &Budget) {
    let reach = marks.iter().map(|mark| mark.right - mark.left).max().unwrap_or(0).min(60_000);
    let mut small = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.aside.is_none() && !mark.text.trim().is_empty())
    {
        let first = marks.partition_point(|other| other.left < mark.left - reach - mark.size);
        let last = marks.partition_point(|other| other.left <= mark.right + mark.size);
        if !budget.spend((last - first) / LOOKS) {
            return;
        }
        let base = |other: &&Mark| {
            let (gap, height) =
                ((mark.left - other.right).max(other.left - mark.right), other.baseline - mark.baseline);
            other.aside.is_none()
                && other.is_digit()
                && mark.size * 10 <= other.size * 8
                && gap.abs() * 10 <= other.size * 6
                && (height * 100 >= other.size * 12 && height <= other.size
                    || -height * 100 >= other.size * 8 && -height * 2 <= other.size)
        };
        if marks[first..last].iter().any(|other| base(&other)) {
            small.push(at);
        }
    }
    // Marks go on one behind the other: ¹² behind a figure.
    spread(marks, small, Aside::Raised, |mark| !mark.text.trim().is_empty(), budget);
}

/// Different digits in one place, which nobody can read, and dashes through digits, which strike them out.
fn overprinted(marks: &mut [Mark], budget: &Budget) {
    let dash = |mark: &Mark| matches!(mark.text.as_str(), "-" | "–" | "—" | "―" | "─" | "−" | "－" | "¯" | "\u{336}");
    let mut found = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.aside.is_none()) {
        let digit = mark.is_digit();
        if !digit && !dash(mark) {
            continue;
        }
        let reach = if digit { mark.size * 3 / 10 } else { mark.size * 2 };
        let first = marks.partition_point(|other| other.left < mark.left - if digit { reach } else { mark.size / 2 });
        let last = marks.partition_point(|other| other.left <= mark.left + reach);
        if !budget.spend((last - first) / LOOKS) {
            return;
        }
        for (other_at, other) in marks.iter().enumerate().take(last).skip(first) {
            let level = (other.baseline - mark.baseline).abs() * 10 <= mark.size * 3;
            if other_at == at || !level || other.aside.is_some() || !other.is_digit() {
                continue;
            }
            let apart = (other.left - mark.left).abs();
            if digit && other.text != mark.text && apart * 2 < (other.right - other.left).min(mark.right - mark.left) {
                found.push((at, Aside::Several));
            }
            let middle = (other.left + other.right) / 2;
            if !digit && (mark.left + mark.size / 10..mark.right - mark.size / 10).contains(&middle) {
                found.extend([(at, Aside::Struck), (other_at, Aside::Struck)]);
            }
        }
    }
    found.into_iter().for_each(|(at, aside)| marks[at].aside = Some(aside));
}
