//! Compares two reports cell by cell and part by part: after an export, between two keyings, between two files. It does
//! not say which of the two is right.

use super::field;
use super::figure::Figure;
use super::form::CellId;
use super::recalculation::{Totals, printed, shown};
use super::report::Report;
use super::text::Lang;
use super::weaving::Stretch;

/// One difference between two reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// A cell's name, a chapter's id, `preamble`, `closing`, `agency` or `year`.
    pub what: String,
    /// What the first report has.
    pub left: String,
    /// What the second report has.
    pub right: String,
}

/// All differences: agency and year, then cells in the first report's form order, then cells that only the second has,
/// then prose. Totals are compared as computed, and as the sources print them; an amount's trailing
/// zeros do not count. Prose is compared as it reads, with figures in the places of fields.
pub fn compare(left: &Report, right: &Report) -> Vec<Difference> {
    let [left, right] = [left, right].map(field::resolved);
    let [left, right]: [&Report; 2] = [&left, &right];
    let mut differences = Vec::new();
    let mut note = |what: &str, left: String, right: String| {
        differences.push(Difference { what: what.to_string(), left, right });
    };
    if left.agency != right.agency {
        note("agency", left.agency.clone().unwrap_or_default(), right.agency.clone().unwrap_or_default());
    }
    if left.year != right.year {
        let words = |year: Option<i32>| year.map_or_else(String::new, |year| year.to_string());
        note("year", words(left.year), words(right.year));
    }
    let (left_totals, right_totals) = (totals(left), totals(right));
    for cell in left.form().cells() {
        let name = &left.form().cell(cell).name;
        let ours = standing(left, &left_totals, cell);
        let theirs = right.form().find(name).map(|cell| standing(right, &right_totals, cell)).unwrap_or_default();
        // Sums differ where both are known; a source may print a total whose cells it leaves blank.
        let are_known = !ours.0.is_unfilled() && !theirs.0.is_unfilled();
        if are_known && ours.0 != theirs.0 {
            note(name, ours.0.to_string(), theirs.0.to_string());
        } else if ours.1 != theirs.1 {
            note(name, ours.1.to_string(), theirs.1.to_string());
        }
    }
    for cell in right.form().cells() {
        let name = &right.form().cell(cell).name;
        let theirs = printed(right.form(), right.entries(), &right_totals, cell);
        if left.form().find(name).is_none() && !theirs.is_unfilled() {
            note(name, String::new(), theirs.to_string());
        }
    }
    let text = |report: &Report, name: &str| -> String {
        let part = report.parts().find(|&part| report.part_name(part) == name);
        part.map_or_else(String::new, |part| report.text(part).to_string())
    };
    let ours: Vec<&str> = left.parts().map(|part| left.part_name(part)).collect();
    let theirs = right.parts().map(|part| right.part_name(part)).filter(|name| !ours.contains(name));
    for name in ours.iter().copied().chain(theirs) {
        let (ours, theirs) = (text(left, name), text(right, name));
        if ours != theirs {
            note(name, ours, theirs);
        }
    }
    differences
}

/// A cell's figure as it is shown, and as the source prints it.
fn standing(report: &Report, totals: &Totals, cell: CellId) -> (Figure, Figure) {
    let (form, entries) = (report.form(), report.entries());
    (shown(form, entries, totals, cell), printed(form, entries, totals, cell))
}

/// The differences between two keyings of one report: agency and year where both say them, then every cell that is
/// keyed, and every total that either of the two has as printed. What is only computed differs because of what it adds
/// up, which is named already. Prose does not count.
pub fn keyings(left: &Report, right: &Report) -> Vec<Difference> {
    let both = |has: fn(&Report) -> bool| has(left) && has(right);
    let counts = |report: &Report, what: &str| {
        let cell = report.form().find(what)?;
        Some(!report.form().is_total(cell) || !report.entry(cell).figure().is_unfilled())
    };
    let matters = |difference: &Difference| match difference.what.as_str() {
        "agency" => both(|report| report.agency.is_some()),
        "year" => both(|report| report.year.is_some()),
        what => counts(left, what) == Some(true) || counts(right, what) == Some(true),
    };
    compare(left, right).into_iter().filter(matters).collect()
}

/// How many characters stand before the first difference in an excerpt.
const BEFORE: usize = 8;

/// Both sides of a difference, each on a line of about so many characters. Long passages are shown from shortly before the
/// place where they part.
pub fn excerpts(left: &str, right: &str, most: usize, lang: Lang) -> [String; 2] {
    let same = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    let from = if same > most / 2 { same.saturating_sub(BEFORE) } else { 0 };
    [left, right].map(|text| {
        if text.is_empty() {
            return lang.say("（空）", "(empty)");
        }
        let line = text.replace(char::is_control, " ");
        let shown: String = line.chars().skip(from).take(most).collect();
        let [before, behind] = [from > 0, line.chars().count() > from + most].map(|cut| if cut { "…" } else { "" });
        format!("{before}{shown}{behind}")
    })
}

/// Both sides of a difference on a line each, with 【】 around the words that only one of them has, and beside those so many
/// characters of what both have. Where they have nothing in common nothing is marked.
pub fn marked(stretches: &[Stretch], beside: usize, lang: Lang) -> [String; 2] {
    let last = stretches.len().saturating_sub(1);
    let has_shared = stretches.iter().any(|stretch| matches!(stretch, Stretch::Shared(_)));
    [0, 1].map(|side| {
        let words = stretches.iter().enumerate().map(|(index, stretch)| match stretch {
            Stretch::Differs(sides) if has_shared => format!("【{}】", sides[side]),
            Stretch::Differs(sides) => sides[side].clone(),
            Stretch::Shared(words) => shortened(words, beside, index == 0, index == last),
        });
        let line = words.collect::<String>().replace(char::is_control, " ");
        if line.is_empty() { lang.say("（空）", "(empty)") } else { line }
    })
}

/// What both have between two differences, or at an end, where only what stands beside one is of use.
fn shortened(words: &str, beside: usize, is_first: bool, is_last: bool) -> String {
    let count = words.chars().count();
    let (before, behind) = (if is_first { 0 } else { beside }, if is_last { 0 } else { beside });
    if count <= before + behind + 1 {
        return words.to_string();
    }
    let [start, end]: [String; 2] =
        [words.chars().take(before).collect(), words.chars().skip(count - behind).collect()];
    format!("{start}…{end}")
}

/// A figure that was changed: `7 改 9`. A sign between two figures could be taken for one of arithmetic.
pub fn changed(old: &str, new: &str, lang: Lang) -> String {
    format!("{old}{}{new}", lang.pick(" 改 ", " → "))
}

fn totals(report: &Report) -> Totals {
    Totals::new(report.form(), report.entries())
}
