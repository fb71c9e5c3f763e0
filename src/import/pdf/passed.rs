//! Marks that a reader sees and does not read as part of a figure: struck out, raised, printed over each other. They are
//! set aside; where a figure stood with them, its cell says so.

use std::collections::BTreeMap;

use super::painted::{Point, Rule};
use super::upright::{Mark, Sheet};
use crate::import::aside::Aside;
use crate::import::budget::Budget;

/// How many looks at a mark or a rule cost a unit.
const LOOKS: usize = 4;

/// Rules nearer to each other than this touch.
const NEAR: i64 = 1_500;

/// Digits that are raised or lowered by themselves.
const SIGNS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉";

/// Sets aside what is struck out, raised or printed over, and takes the strokes out of the rules.
pub fn set_aside(sheet: &mut Sheet, budget: &Budget) {
    sheet.marks.sort_by_key(|mark| mark.left);
    struck(sheet, budget);
    crossed(sheet, budget);
    raised(sheet, budget);
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
        for (next, other) in marks.iter_mut().enumerate().take(last).skip(first) {
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
fn raised(sheet: &mut Sheet, budget: &Budget) {
    let Sheet { marks, rules, .. } = sheet;
    let reach = marks.iter().map(|mark| mark.right - mark.left).max().unwrap_or(0).min(60_000);
    let mut small = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.aside.is_none() && !mark.text.trim().is_empty())
    {
        let first = marks.partition_point(|other| other.left < mark.left - reach - mark.size);
        let last = marks.partition_point(|other| other.left <= mark.right + mark.size);
        if !budget.spend((last - first) / LOOKS) {
            return;
        }
        let sign = mark.text.chars().all(|c| SIGNS.contains(c));
        let base = |other: &Mark| {
            let (gap, height) =
                ((mark.left - other.right).max(other.left - mark.right), other.baseline - mark.baseline);
            let raised = height * 100 >= other.size * 12 && height * 10 <= other.size * 7;
            let lowered = -height * 100 >= other.size * 8 && -height * 2 <= other.size;
            let like = (other.size * 3..=other.size * 8).contains(&(mark.size * 10));
            let small = like && (raised || lowered && other.is_digit());
            other.aside.is_none()
                && gap * 10 <= other.size * 6
                && gap * 10 >= -mark.size * 4
                && (small && other.says() || sign && other.is_digit() && height.abs() <= other.size)
                && budget.spend(rules.len() / LOOKS)
                && !parted(mark, other, rules)
        };
        if marks[first..last].iter().any(base) {
            small.push(at);
        }
    }
    small.extend(uneven(marks, rules, reach, budget));
    // Marks go on one behind the other: ¹² behind a figure.
    spread(marks, small, Aside::Raised, |mark| !mark.text.trim().is_empty(), budget);
}

/// Whether an upright rule stands between two marks, as between cells.
fn parted(a: &Mark, b: &Mark, rules: &[Rule]) -> bool {
    let (left, right) = ((a.left + a.right) / 2, (b.left + b.right) / 2);
    let (left, right) = (left.min(right), left.max(right));
    rules.iter().any(|rule| {
        !rule.is_level()
            && (left..=right).contains(&rule.from.0)
            && (rule.from.1..=rule.to.1).contains(&(a.baseline - a.size / 3))
    })
}

/// Digits as large as those beside them, and higher or lower: of the two, the mark is the shorter one, or the higher.
fn uneven(marks: &[Mark], rules: &[Rule], reach: i64, budget: &Budget) -> Vec<usize> {
    let digits = |mark: &Mark| mark.aside.is_none() && mark.is_digit();
    let near = |mark: &Mark| {
        let first = marks.partition_point(|other| other.left < mark.left - reach - mark.size);
        first..marks.partition_point(|other| other.left <= mark.right + mark.size)
    };
    // How many digits stand side by side with a mark on its line.
    let length = |mark: &Mark| {
        let (mut count, mut right) = (1, mark.right);
        let (mut left, own) = (mark.left, |other: &&Mark| digits(other) && other.baseline == mark.baseline);
        marks[near(mark)].iter().filter(own).for_each(|other| {
            if (0..mark.size).contains(&(other.left - right + mark.size / 2)) && other.left > mark.left {
                (count, right) = (count + 1, other.right);
            }
        });
        marks[near(mark)].iter().rev().filter(own).for_each(|other| {
            if (0..mark.size).contains(&(left - other.right + mark.size / 2)) && other.left < mark.left {
                (count, left) = (count + 1, other.left);
            }
        });
        count
    };
    let mut found = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| digits(mark)) {
        let near = near(mark);
        if !budget.spend(near.len() / LOOKS) {
            return found;
        }
        let base = |other: &&Mark| {
            let gap = (mark.left - other.right).max(other.left - mark.right);
            let height = other.baseline - mark.baseline;
            let alike = (other.size * 8..=other.size * 13).contains(&(mark.size * 10));
            let apart = (other.size * 2..=other.size * 7).contains(&(height.abs() * 10));
            digits(other) && alike && apart && gap * 10 <= other.size * 4 && gap * 10 >= -other.size * 2
        };
        let is_mark = |other: &Mark| {
            let (own, others) = (length(mark), length(other));
            (own < others || own == others && mark.baseline < other.baseline) && !parted(mark, other, rules)
        };
        if marks[near].iter().find(base).is_some_and(is_mark) {
            found.push(at);
        }
    }
    found
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
            let alike = other.size * 2 > mark.size && mark.size * 2 > other.size;
            if digit
                && alike
                && other.text != mark.text
                && apart * 2 < (other.right - other.left).min(mark.right - mark.left)
            {
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
