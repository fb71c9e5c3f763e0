//! Which row of figures belongs to which label, in text whose tables have lost their rules. Labels stand before, after,
//! around or beside their figures; this module pairs them where only one pairing is possible and leaves the rest alone.
//! It never looks at what the figures add up to.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::run::{self, Figures, Run, Stacking};
use super::sighting::{Labelled, SightingId, Sightings};
use super::spelled;
use super::token::{Layout, StripId, TokenId};
use super::vocabulary::{Named, UnitId};

/// What came of the pairing.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// The pairs, in the order of their figures.
    pub pairs: Vec<Labelled>,
    /// Runs that make no rows, or rows that no label could be told for.
    pub left: Vec<Figures>,
    /// Labels for which no figures could be told.
    pub bare: Vec<SightingId>,
}

struct Row {
    figures: Figures,
    /// The first figure of the run it comes from.
    run: TokenId,
    label: Option<SightingId>,
}

/// A row, in the order of first figures. Rows are added before any is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowId(usize);

/// A label or a row of figures, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Label(SightingId),
    Row(RowId),
    /// Nothing is paired over it: a label above a group of rows, or a pair that is already made.
    Wall,
    /// Figures that make no rows; whose they are is not known, so nothing is paired over them either.
    Broken,
}

/// Pairs the labels and runs of one table. `foreign` are the strips with words that belong to nothing the form knows.
pub fn pair(seen: &Sightings, foreign: &BTreeSet<StripId>, runs: &[Run]) -> Matching {
    let strips = seen.strips;
    // Units should have a row of figures, and groups of which the print shows no member.
    let wants = |&label: &SightingId| match seen[label].named {
        Named::Unit(_) => true,
        Named::Group(group) => seen.is_single(group),
    };
    let width = seen.vocabulary.common_width();
    let stacking = width.and_then(|width| run::stacking(strips, runs, width));
    let labels = seen.ids().filter(wants).collect();
    let mut table = Table { seen, foreign, labels, stacking, rows: Vec::new(), broken: Vec::new() };
    let mut matching = Matching::default();
    let longest = runs.iter().filter(|run| run.has_blank(strips)).map(|run| run.tokens.len()).max().unwrap_or(0);
    let sunken = table.sunken_rows(runs);
    let taken: HashSet<TokenId> = sunken.iter().flat_map(|(_, figures)| figures.iter().copied()).collect();
    let runs: Vec<&Run> = runs.iter().filter(|run| !run.tokens.iter().all(|token| taken.contains(token))).collect();
    // Where more figures than a row has cannot be told apart, the page was torn, and nothing is known of figures that
    // have lines of their own: as many of them as a row has may belong to several.
    let overlong = |run: &Run| width.is_some_and(|width| run.tokens.len() > width);
    let torn = runs.iter().any(|run| overlong(run) && table.rows_of(run).is_none());
    let on_one_line = |row: &Figures| row.iter().all(|&token| strips[token].strip == strips[row[0]].strip);
    // Blank cells of merged columns stand behind the figures: a row that has fewer of them than others, and ends with a
    // blank cell itself, may as well have lost a cell in the middle.
    let blank = |&token: &TokenId| strips.is_blank(token);
    let ends_blank = |row: &Figures| row.last().is_some_and(blank) && !row.iter().all(blank);
    for run in runs {
        let first = run.tokens[0];
        let rows = table.rows_of(run).filter(|rows| !torn || rows.iter().all(on_one_line));
        match rows.filter(|rows| run.tokens.len() >= longest || !rows.iter().any(ends_blank)) {
            Some(rows) => table.rows.extend(rows.into_iter().map(|figures| Row { figures, run: first, label: None })),
            None => {
                table.broken.push(first);
                matching.left.push(run.tokens.clone());
            }
        }
    }
    table.add_sunken(sunken);
    table.pair_adjoining();
    table.pair_sections();
    if table.rows.iter().any(|row| row.label.is_none()) && !table.pair_in_order() {
        table.pair_after();
    }
    table.finish(matching)
}

struct Table<'a> {
    seen: &'a Sightings<'a>,
    foreign: &'a BTreeSet<StripId>,
    /// The labels that should have a row of figures.
    labels: Vec<SightingId>,
    /// How rows stand that have a line for each figure.
    stacking: Option<Stacking>,
    rows: Vec<Row>,
    /// Where runs begin that make no rows.
    broken: Vec<TokenId>,
}

impl Table<'_> {
    fn strip(&self, token: TokenId) -> StripId {
        self.seen.strips[token].strip
    }

    fn is_unit(&self, label: SightingId) -> bool {
        matches!(self.seen[label].named, Named::Unit(_))
    }

    /// How many figures the row of a label has.
    fn width(&self, label: SightingId) -> usize {
        self.seen.vocabulary.width(self.seen[label].named)
    }

    /// The place of a label in the order of the form.
    fn order(&self, label: SightingId) -> Option<UnitId> {
        self.seen.vocabulary.first_unit(self.seen[label].named)
    }

    /// The labels that rows are paired with.
    fn paired(&self) -> HashSet<SightingId> {
        self.rows.iter().filter_map(|row| row.label).collect()
    }

    /// The rows of a run, by the table's one width, or by the width of the label before or behind it.
    fn rows_of(&self, run: &Run) -> Option<Vec<Figures>> {
        let strips = self.seen.strips;
        if let Some(width) = self.seen.vocabulary.common_width() {
            return run.rows(strips, width, self.stacking).ok();
        }
        let first = run.tokens[0];
        let before = self.labels.iter().rev().find(|&&label| self.seen[label].first() < first);
        let behind = self.labels.iter().find(|&&label| self.seen[label].first() > first);
        before.into_iter().chain(behind).find_map(|&label| run.rows(strips, self.width(label), None).ok())
    }

    /// Rows whose figures did not stay on one line, because the lines of their label lie higher and lower than the
    /// figures: together they must be as many as the row has, go on to the right from line to line, and stand beside
    /// lines of this label alone. Each with its label.
    fn sunken_rows(&self, runs: &[Run]) -> Vec<(SightingId, Figures)> {
        let mut rows = Vec::new();
        for label in self.labels.iter().copied().filter(|&label| self.is_unit(label)) {
            let lines = self.strip(self.seen[label].first())..=self.strip(self.seen[label].last());
            let within = |&token: &TokenId| lines.contains(&self.strip(token));
            let other = |&other: &SightingId| other != label && self.seen[other].tokens.iter().any(within);
            if lines.start() == lines.end() || self.labels.iter().any(other) {
                continue;
            }
            let runs = runs.iter().filter(|run| run.tokens.iter().any(within));
            let figures: Figures = runs.flat_map(|run| run.tokens.iter().copied()).collect();
            let column = |token: TokenId| self.seen.strips[token].column;
            let apart = figures.windows(2).any(|pair| self.strip(pair[0]) != self.strip(pair[1]));
            let rightwards = figures.is_sorted_by(|&left, &right| column(left) < column(right));
            let is_line = |token: &TokenId| self.seen.strips.around(*token).layout == Layout::Line;
            let inside = figures.iter().all(|token| is_line(token) && within(token));
            if apart && rightwards && inside && figures.len() == self.width(label) {
                rows.push((label, figures));
            }
        }
        rows
    }

    /// Takes such rows in, in reading order, each with its label.
    fn add_sunken(&mut self, sunken: Vec<(SightingId, Figures)>) {
        for (label, figures) in sunken {
            let at = self.rows.partition_point(|row| row.figures[0] < figures[0]);
            self.rows.insert(at, Row { run: figures[0], figures, label: None });
            self.link(RowId(at), label);
        }
    }

    /// Pairs a row with a label, if it has as many figures as belong to the label, and no unknown words stand between
    /// them, which may be the row's own label.
    fn link(&mut self, RowId(row): RowId, label: SightingId) {
        let figures = &self.rows[row].figures;
        let (first, last) = (self.strip(self.seen[label].first()), self.strip(self.seen[label].last()));
        let unknown = self.foreign.iter().any(|&strip| last < strip && strip < self.strip(figures[0]));
        // Figures that make no row and stand on the label's own lines are its own; others are not.
        let own = self.broken.iter().any(|&token| (first..=last).contains(&self.strip(token)));
        if !own && !unknown && figures.len() == self.width(label) {
            self.rows[row].label = Some(label);
        }
    }

    /// Pairs rows with the label on the same line, and with the label whose lines stand around them. A label that would
    /// get two rows gets none.
    fn pair_adjoining(&mut self) {
        let mut wanted: HashMap<SightingId, Vec<RowId>> = HashMap::new();
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(label) = self.adjoining(&row.figures) {
                wanted.entry(label).or_default().push(RowId(index));
            }
        }
        for (label, rows) in wanted {
            if let [row] = rows[..] {
                self.link(row, label);
            }
        }
    }

    fn adjoining(&self, figures: &[TokenId]) -> Option<SightingId> {
        let (first, last) = (*figures.first()?, *figures.last()?);
        let strip = self.strip(first);
        if self.strip(last) != strip {
            return None;
        }
        let units = || self.labels.iter().copied().filter(|&label| self.is_unit(label));
        let beside = |&label: &SightingId| self.seen[label].tokens.iter().any(|&token| self.strip(token) == strip);
        let beside: Vec<SightingId> = units().filter(beside).collect();
        match beside[..] {
            [label] => return Some(label),
            [] => {}
            // Several labels on one line: the one whose words stand last before the figures.
            _ => {
                let before = |&label: &SightingId| {
                    let tokens = self.seen[label].tokens.iter().rev();
                    tokens.copied().find(|&token| token < first && self.strip(token) == strip)
                };
                return beside.into_iter().filter(|label| before(label).is_some()).max_by_key(before);
            }
        }
        let around = |&label: &SightingId| self.seen[label].first() < first && last < self.seen[label].last();
        let mut around = units().filter(around);
        around.next().filter(|_| around.next().is_none())
    }

    /// Labels and rows in reading order, what is already paired as walls. A label stands where its last piece does.
    fn items(&self) -> Vec<Item> {
        let mut items: Vec<(TokenId, Item)> = Vec::new();
        let paired = self.paired();
        for label in self.seen.ids() {
            let sighting = &self.seen[label];
            let banner = matches!(sighting.named, Named::Group(group) if self.seen.vocabulary[group].banner);
            if banner || paired.contains(&label) {
                items.push((sighting.first(), Item::Wall));
            } else if self.labels.binary_search(&label).is_ok() {
                items.push((sighting.last(), Item::Label(label)));
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            let item = if row.label.is_some() { Item::Wall } else { Item::Row(RowId(index)) };
            items.push((row.figures[0], item));
        }
        items.extend(self.broken.iter().map(|&token| (token, Item::Broken)));
        items.sort_by_key(|(at, _)| *at);
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// Pairs what alternates between two walls: label, row, label, row. The other way round it may as well be labels
    /// that lost their neighbour, so that is believed only where walls on both sides leave no other way, or for a
    /// single pair below a label of a group.
    fn pair_sections(&mut self) {
        let items = self.items();
        let mut links = Vec::new();
        let mut start = 0;
        for (at, section) in items.split(|item| *item == Item::Wall).enumerate() {
            let end = start + section.len();
            let walled = (at > 0, end < items.len());
            for pair in section.chunks(2) {
                match *pair {
                    [Item::Label(label), Item::Row(row)] => links.push((start, row, label)),
                    [Item::Row(row), Item::Label(label)]
                        if (walled == (true, true) || (walled.0 && section.len() == 2))
                            && !self.follows_unknown(row) =>
                    {
                        links.push((start, row, label));
                    }
                    _ => {
                        links.retain(|&(section, ..)| section != start);
                        break;
                    }
                }
            }
            // A pair the other way round within a section spoils all of it.
            let forward = |pair: &[Item]| matches!(pair, [Item::Label(_), _]);
            if section.chunks(2).any(forward) && !section.chunks(2).all(forward) {
                links.retain(|&(section, ..)| section != start);
            }
            start = end + 1;
        }
        for (_, row, label) in links {
            self.link(row, label);
        }
    }

    /// Whether words that may be an unknown label stand right before a row.
    fn follows_unknown(&self, RowId(row): RowId) -> bool {
        let StripId(strip) = self.strip(self.rows[row].figures[0]);
        strip.checked_sub(1).is_some_and(|before| self.foreign.contains(&StripId(before)))
    }

    /// Pairs rows and labels by their order in the form, where every line of the form is printed exactly once and there
    /// are exactly as many rows: text drawn from a page block by block tears labels away from their figures, but keeps
    /// the figures in order. At least every second block of rows must stand beside a label that then is one of its own.
    fn pair_in_order(&mut self) -> bool {
        let mut printed = self.labels.clone();
        printed.sort_by_key(|&label| self.order(label));
        let named = |named: Named| printed.iter().any(|&label| self.seen[label].named == named);
        let shown = |unit: UnitId| {
            let group = self.seen.vocabulary[unit].group;
            named(Named::Unit(unit)) || group.is_some_and(|group| named(Named::Group(group)))
        };
        let whole = printed.len() == self.rows.len() && self.seen.vocabulary.unit_ids().all(shown);
        let once = printed.windows(2).all(|pair| self.order(pair[0]) < self.order(pair[1]));
        let mut pairs = printed.iter().zip(&self.rows);
        let agree = |(&label, row): (&SightingId, &Row)| {
            self.width(label) == row.figures.len() && row.label.is_none_or(|own| own == label)
        };
        let told = whole && once && pairs.all(agree) && self.is_anchored(&printed);
        if !told || spelled::labels_disagree(self.seen) {
            return false;
        }
        for (row, label) in self.rows.iter_mut().zip(printed) {
            row.label = Some(label);
        }
        true
    }

    /// Whether at least half of the blocks of rows stand directly behind or before a label of one of their rows.
    fn is_anchored(&self, printed: &[SightingId]) -> bool {
        let (mut blocks, mut anchored) = (0, 0);
        let mut start = 0;
        let labels = || self.labels.iter().copied();
        for block in self.rows.chunk_by(|a, b| a.run == b.run) {
            let own = &printed[start..start + block.len()];
            let first = block[0].figures[0];
            let last = block[block.len() - 1].figures.iter().copied().max().unwrap_or(first);
            let before = labels().filter(|&l| self.seen[l].last() < first).max_by_key(|&l| self.seen[l].last());
            let behind = labels().filter(|&l| self.seen[l].first() > last).min_by_key(|&l| self.seen[l].first());
            blocks += 1;
            anchored += usize::from([before, behind].into_iter().flatten().any(|label| own.contains(&label)));
            start += block.len();
        }
        anchored * 2 >= blocks
    }

    /// Pairs every row left with the label directly before it, where that explains all rows, or all labels: rows may
    /// then have lost their label, or labels have blank cells, but not both.
    fn pair_after(&mut self) {
        let items = self.items();
        let link = |pair: &[Item]| match *pair {
            [Item::Label(label), Item::Row(row)] => Some((row, label)),
            _ => None,
        };
        let links: Vec<(RowId, SightingId)> = items.windows(2).filter_map(link).collect();
        let is_row = |item: &Item| matches!(item, Item::Row(_));
        let is_label = |item: &Item| matches!(item, Item::Label(_));
        let orphans = items.iter().filter(|item| is_row(item)).count() - links.len();
        // The last label of a text that stops in the middle has lost its figures, which says nothing about the others.
        let cut = usize::from(items.last().is_some_and(is_label));
        let bare = items.iter().filter(|item| is_label(item)).count() - links.len() - cut;
        // A page number is a row where rows have one figure: then nothing may be left over.
        let single = self.rows.iter().any(|row| row.figures.len() == 1);
        let reversed = items.first().is_some_and(is_row) && orphans > 0;
        if (orphans == 0 || (bare == 0 && !single)) && !reversed {
            for (row, label) in links {
                self.link(row, label);
            }
        }
    }

    /// Gives a row without a label to the one line of the form that is missing between its neighbours, and sums up.
    fn finish(mut self, mut matching: Matching) -> Matching {
        self.drop_doubtful_groups();
        let missing: Vec<Option<UnitId>> = (0..self.rows.len()).map(|row| self.between(row)).collect();
        let paired = self.paired();
        matching.bare = self.labels.iter().copied().filter(|label| !paired.contains(label)).collect();
        for (Row { figures, label, .. }, missing) in self.rows.into_iter().zip(missing) {
            match label.map(|label| self.seen[label].named).or(missing.map(Named::Unit)) {
                Some(named) => matching.pairs.push(Labelled { named, label, tokens: figures }),
                None => matching.left.push(figures),
            }
        }
        matching
    }

    /// A group may have one row of its own only where its members are missing between the neighbours, and the row is
    /// the only one there.
    fn drop_doubtful_groups(&mut self) {
        let order = |row: &Row| row.label.and_then(|label| self.order(label));
        let doubtful = |&row: &usize| {
            let label = self.rows[row].label;
            let Some(Named::Group(group)) = label.map(|label| self.seen[label].named) else { return false };
            let members = &self.seen.vocabulary[group].members;
            let before = row.checked_sub(1).map(|before| order(&self.rows[before]));
            let behind = self.rows.get(row + 1).map(order);
            let sound = before.is_none_or(|unit| unit.is_some() && unit < members.first().copied())
                && behind.is_none_or(|unit| unit > members.last().copied());
            !sound
        };
        let doubtful: Vec<usize> = (0..self.rows.len()).filter(doubtful).collect();
        doubtful.into_iter().for_each(|row| self.rows[row].label = None);
    }

    /// The one line of the form that was not seen between the neighbours of a row, if there is exactly one, and the
    /// row is the only one there.
    fn between(&self, row: usize) -> Option<UnitId> {
        let order = |row: usize| self.order(self.rows.get(row)?.label?);
        let UnitId(before) = order(row.checked_sub(1)?)?;
        let unit = UnitId(before + 1);
        let figures = &self.rows[row].figures;
        let fits = order(row + 1)? == UnitId(before + 2) && self.seen.vocabulary[unit].cells.len() == figures.len();
        (fits && figures.len() > 1 && !self.seen.saw(Named::Unit(unit))).then_some(unit)
    }
}
