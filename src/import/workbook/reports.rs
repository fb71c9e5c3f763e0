//! Which sheets of a workbook make up one report: a table that comes again begins another. What the sheets say is not read
//! here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::sheet::Sheet;
use crate::domain::form::Form;
use crate::import::recogniser::known::Known;
use crate::import::value::is_figure;

/// The fewest figures of a sheet with a table that was filled in.
const LEAST: usize = 3;

/// A sheet, by index, with the chapters whose tables it holds, filled in.
type Shown = (usize, BTreeSet<usize>);

/// The sheets of each report, by index, with what the report is called among them.
pub fn reports(sheets: &[Sheet], forms: &[Arc<Form>]) -> Vec<(String, Vec<usize>)> {
    let known = Known::new(forms);
    let mut groups: Vec<Vec<Shown>> = vec![Vec::new()];
    // Sheets without a table stand before the tables of their report, where those of the first one do.
    let (mut loose, mut leading): (Vec<Shown>, Option<usize>) = (Vec::new(), None);
    for (index, sheet) in sheets.iter().enumerate() {
        let chapters = chapters(sheet, &known);
        if chapters.is_empty() {
            loose.push((index, chapters));
            continue;
        }
        let leading = *leading.get_or_insert(loose.len());
        let has = |group: &Vec<Shown>| group.iter().any(|(_, shown)| !shown.is_disjoint(&chapters));
        if groups.last().is_some_and(has) {
            let of_next = loose.split_off(loose.len() - leading.min(loose.len()));
            groups.last_mut().into_iter().for_each(|group| group.append(&mut loose));
            groups.push(of_next);
        }
        loose.push((index, chapters));
        groups.last_mut().into_iter().for_each(|group| group.append(&mut loose));
    }
    groups.last_mut().into_iter().for_each(|group| group.append(&mut loose));
    let groups = if is_regular(&groups) || is_one_and_more(&groups) { groups } else { one_by_one(groups) };
    let name = |group: &Vec<Shown>| {
        let tables = group.iter().filter(|(_, shown)| !shown.is_empty());
        tables.map(|(index, _)| sheets[*index].name.as_str()).collect::<Vec<_>>().join("、")
    };
    groups.into_iter().map(|group| (name(&group), group.into_iter().map(|(index, _)| index).collect())).collect()
}

/// The chapters whose tables a sheet holds, with figures in them.
fn chapters(sheet: &Sheet, known: &Known) -> BTreeSet<usize> {
    let texts = || sheet.rows.values().flat_map(|row| row.values()).map(String::as_str);
    if texts().filter(|text| is_figure(text)).take(LEAST).count() < LEAST {
        return BTreeSet::new();
    }
    known.chapters(texts())
}

/// Whether the tables of every report come in the same order, or each report has one sheet of them: otherwise nothing says
/// which sheets belong together.
fn is_regular(groups: &[Vec<Shown>]) -> bool {
    let tables = |group: &Vec<Shown>| -> Vec<BTreeSet<usize>> {
        group.iter().map(|(_, shown)| shown.clone()).filter(|shown| !shown.is_empty()).collect()
    };
    let all: Vec<Vec<BTreeSet<usize>>> = groups.iter().map(tables).collect();
    all.iter().all(|tables| tables.len() < 2) || all.windows(2).all(|pair| pair[0] == pair[1])
}

/// Whether one report has all tables that there are, on several sheets, and every other has a single one: a summary of it
/// that somebody made beside it.
fn is_one_and_more(groups: &[Vec<Shown>]) -> bool {
    let tables = |group: &Vec<Shown>| group.iter().filter(|(_, shown)| !shown.is_empty()).count();
    let chapters =
        |group: &Vec<Shown>| group.iter().flat_map(|(_, shown)| shown.iter().copied()).collect::<BTreeSet<_>>();
    let all: BTreeSet<usize> = groups.iter().flat_map(chapters).collect();
    // With fewer tables, the sheets of two reports may have come together.
    const WHOLE: usize = 3;
    let whole = groups.iter().filter(|group| tables(group) > 1);
    all.len() >= WHOLE && whole.clone().count() == 1 && whole.into_iter().all(|group| chapters(group) == all)
}

/// Every sheet with a table by itself, with the sheets without one that stand before it.
fn one_by_one(groups: Vec<Vec<Shown>>) -> Vec<Vec<Shown>> {
    let mut single: Vec<Vec<Shown>> = vec![Vec::new()];
    for shown in groups.into_iter().flatten() {
        let is_full = |group: &Vec<Shown>| group.iter().any(|(_, shown)| !shown.is_empty());
        if !shown.1.is_empty() && single.last().is_some_and(is_full) {
            single.push(Vec::new());
        }
        single.last_mut().into_iter().for_each(|group| group.push(shown.clone()));
    }
    single
}
