//! Which row of figures belongs to which label, in text whose tables have lost their rules. Labels stand before, after,
//! around or beside their figures; this module pairs them where only one pairing is possible and leaves the rest alone.
//! It never looks at what the figures add up to.

use std::collections::{HashMap, HashSet};

use super::run::{self, Row, Run, Stacking};
use super::sighting::Sightings;
use super::token::{Layout, Strips};
use super::vocabulary::{Named, Vocabulary};

/// A label and its row of figures.
#[derive(Debug, Clone)]
pub struct Pair {
    /// What the label names.
    pub named: Named,
    /// The sighting, by index; `None` where only the neighbours tell whose figures these are.
    pub sighting: Option<usize>,
    /// The figures, as tokens.
    pub tokens: Vec<usize>,
}

/// What came of the pairing.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// The pairs, in the order of their figures.
    pub pairs: Vec<Pair>,
    /// Runs that make no rows, or rows that no label could be told for.
    pub left: Vec<Vec<usize>>,
    /// Labels, by sighting, for which no figures could be told.
    pub bare: Vec<usize>,
}

/// A label or a row of figures, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Label(usize),
    Row(usize),
    /// Nothing is paired over it: a label above a group of rows, or a pair that is already made.
    Wall,
    /// Figures that make no rows; whose they are is not known, so nothing is paired over them either.
    Broken,
}

/// Pairs the labels and runs of one table.
pub fn pair(
    strips: &Strips,
    vocabulary: &Vocabulary,
    sightings: &Sightings,
    foreign: &[bool],
    runs: &[Run],
) -> Matching {
    let labels = labels(vocabulary, sightings);
    let width = vocabulary.common_width();
    let stacking = width.and_then(|width| run::stacking(strips, runs, width));
    let mut table = Table {
        strips,
        vocabulary,
        sightings,
        foreign,
        labels,
        stacking,
        rows: Vec::new(),
        broken: Vec::new(),
        partner: HashMap::new(),
    };
    let mut matching = Matching::default();
    let longest = runs.iter().filter(|run| run.has_blank(strips)).map(|run| run.tokens.len()).max().unwrap_or(0);
    let (sunken, taken) = table.sunken_rows(runs);
    let left = |run: &&Run| !run.tokens.iter().all(|token| taken.contains(token));
    // Where more figures than a row has cannot be told apart, the page was torn, and nothing is known of figures that
    // have lines of their own: as many of them as a row has may belong to several.
    let torn = runs
        .iter()
        .filter(left)
        .any(|run| width.is_some_and(|width| run.tokens.len() > width) && table.rows_of(run).is_none());
    let strip = |token: &usize| strips.tokens[*token].strip;
    let on_one_line = |rows: &Vec<Vec<usize>>| rows.iter().all(|row| row.iter().all(|t| strip(t) == strip(&row[0])));
    for (index, run) in runs.iter().enumerate() {
        if !left(&run) {
            continue;
        }
        match table.rows_of(run).filter(|rows| !torn || on_one_line(rows)) {
            // Blank cells of merged columns stand behind the figures: a row that has fewer of them than others, and
            // ends with a blank cell itself, may as well have lost a cell in the middle.
            Some(rows) if run.ends_blank(strips, &rows) && run.tokens.len() < longest => {
                table.broken.push(run.tokens[0]);
                matching.left.push(run.tokens.clone());
            }
            Some(rows) => table.rows.extend(rows.into_iter().map(|tokens| Row { tokens, run: index })),
            None => {
                table.broken.push(run.tokens[0]);
                matching.left.push(run.tokens.clone());
            }
        }
    }
    table.add_sunken(sunken, runs.len());
    table.pair_adjoining();
    table.pair_sections();
    if !table.is_done() && !table.pair_in_order() {
        table.pair_after();
    }
    table.finish(matching)
}

/// The labels that should have a row of figures: units, and groups of which the print shows no member.
fn labels(vocabulary: &Vocabulary, sightings: &Sightings) -> Vec<usize> {
    let wants = |&index: &usize| match sightings.all[index].named {
        Named::Unit(_) => true,
        Named::Group(group) => is_single(vocabulary, sightings, group),
    };
    (0..sightings.all.len()).filter(wants).collect()
}

/// Whether a group is printed without its members, so that it may be one row of its own.
pub fn is_single(vocabulary: &Vocabulary, sightings: &Sightings, group: usize) -> bool {
    let about = &vocabulary.groups[group];
    let unseen = about.members.iter().all(|&unit| !sightings.saw(Named::Unit(unit)));
    !about.outer && !about.banner && !about.members.is_empty() && unseen
}

struct Table<'a> {
    strips: &'a Strips,
    vocabulary: &'a Vocabulary,
    sightings: &'a Sightings,
    /// Which strips have words that belong to nothing the form knows.
    foreign: &'a [bool],
    labels: Vec<usize>,
    /// How rows stand that have a line for each figure.
    stacking: Option<Stacking>,
    rows: Vec<Row>,
    /// Where runs begin that make no rows, by token.
    broken: Vec<usize>,
    /// The label of every paired row, by row; both by index.
    partner: HashMap<usize, usize>,
}

impl Table<'_> {
    fn named(&self, label: usize) -> Named {
        self.sightings.all[label].named
    }

    /// How many figures the row of a label has.
    fn width(&self, named: Named) -> usize {
        let unit = match named {
            Named::Unit(unit) => Some(unit),
            Named::Group(group) => self.vocabulary.groups[group].members.first().copied(),
        };
        unit.map_or(0, |unit| self.vocabulary.units[unit].cells.len())
    }

    /// The place of a label in the order of the form.
    fn order(&self, named: Named) -> usize {
        match named {
            Named::Unit(unit) => unit,
            Named::Group(group) => self.vocabulary.groups[group].members.first().copied().unwrap_or(usize::MAX),
        }
    }

    /// The rows of a run, by the table's one width, or by the width of the label before or behind it.
    fn rows_of(&self, run: &Run) -> Option<Vec<Vec<usize>>> {
        if let Some(width) = self.vocabulary.common_width() {
            return run.rows(self.strips, width, self.stacking).ok();
        }
        let first = run.tokens.first().copied()?;
        let before = self.labels.iter().rev().find(|&&label| self.sightings.all[label].first() < first);
        let behind = self.labels.iter().find(|&&label| self.sightings.all[label].first() > first);
        let widths = [before, behind].into_iter().flatten().map(|&label| self.width(self.named(label)));
        widths.into_iter().find_map(|width| run.rows(self.strips, width, None).ok())
    }

    /// Rows whose figures did not stay on one line, because the lines of their label lie higher and lower than the
    /// figures: together they must be as many as the row has, go on to the right from line to line, and stand beside
    /// lines of this label alone. Each with its label; and all their tokens.
    fn sunken_rows(&self, runs: &[Run]) -> (Vec<(usize, Vec<usize>)>, HashSet<usize>) {
        let (mut rows, mut taken) = (Vec::new(), HashSet::new());
        let strip = |token: usize| self.strips.tokens[token].strip;
        for &label in self.labels.iter().filter(|&&label| matches!(self.named(label), Named::Unit(_))) {
            let sighting = &self.sightings.all[label];
            let lines = strip(sighting.first())..=strip(sighting.last());
            let other = |&other: &usize| {
                other != label && self.sightings.all[other].tokens.iter().any(|&token| lines.contains(&strip(token)))
            };
            if lines.start() == lines.end() || self.labels.iter().any(other) {
                continue;
            }
            let runs = runs.iter().filter(|run| run.tokens.iter().any(|&token| lines.contains(&strip(token))));
            let figures: Vec<usize> = runs.flat_map(|run| run.tokens.iter().copied()).collect();
            let place = |token: usize| self.strips.tokens[token].column;
            let apart = figures.windows(2).any(|pair| strip(pair[0]) != strip(pair[1]));
            let rightwards = figures.windows(2).all(|pair| place(pair[0]) < place(pair[1]));
            let inside = figures.iter().all(|&token| {
                let line = &self.strips.strips[strip(token)];
                line.layout == Layout::Line && lines.contains(&strip(token))
            });
            if apart && rightwards && inside && figures.len() == self.width(self.named(label)) {
                taken.extend(figures.iter().copied());
                rows.push((label, figures));
            }
        }
        (rows, taken)
    }

    /// Takes such rows in, in reading order, each with its label.
    fn add_sunken(&mut self, sunken: Vec<(usize, Vec<usize>)>, first_run: usize) {
        for (index, (label, tokens)) in sunken.into_iter().enumerate() {
            let at = self.rows.partition_point(|row| row.tokens[0] < tokens[0]);
            self.rows.insert(at, Row { tokens, run: first_run + index });
            self.partner = self.partner.drain().map(|(row, label)| (row + usize::from(row >= at), label)).collect();
            self.link(at, label);
        }
    }

    fn paired(&self) -> HashSet<usize> {
        self.partner.values().copied().collect()
    }

    fn is_done(&self) -> bool {
        self.partner.len() == self.rows.len()
    }

    /// Pairs a row with a label, if it has as many figures as belong to the label, and no unknown words stand between
    /// them, which may be the row's own label.
    fn link(&mut self, row: usize, label: usize) {
        let strip = |token: usize| self.strips.tokens[token].strip;
        let (last, first) = (self.sightings.all[label].last(), self.rows[row].tokens[0]);
        let between = if last < first { &self.foreign[strip(last)..strip(first)] } else { &[] };
        // Figures that make no row and stand on the label's own lines are its own; others are not.
        let lines = strip(self.sightings.all[label].first())..=strip(last);
        let own = self.broken.iter().any(|&token| lines.contains(&strip(token)));
        if own || between.iter().skip(1).any(|&foreign| foreign) {
            return;
        }
        if self.rows[row].tokens.len() == self.width(self.named(label)) {
            self.partner.insert(row, label);
        }
    }

    /// Pairs rows with the label on the same line, and with the label whose lines stand around them. A label that would
    /// get two rows gets none.
    fn pair_adjoining(&mut self) {
        let mut wanted: HashMap<usize, Vec<usize>> = HashMap::new();
        for row in 0..self.rows.len() {
            if let Some(label) = self.adjoining(&self.rows[row].tokens) {
                wanted.entry(label).or_default().push(row);
            }
        }
        for (label, rows) in wanted {
            if let [row] = rows[..] {
                self.link(row, label);
            }
        }
    }

    fn adjoining(&self, row: &[usize]) -> Option<usize> {
        let (first, last) = (*row.first()?, *row.last()?);
        let strip = self.strips.tokens[first].strip;
        if self.strips.tokens[last].strip != strip {
            return None;
        }
        let beside = |&&label: &&usize| {
            let unit = matches!(self.named(label), Named::Unit(_));
            unit && self.sightings.all[label].tokens.iter().any(|&token| self.strips.tokens[token].strip == strip)
        };
        let beside: Vec<usize> = self.labels.iter().filter(beside).copied().collect();
        match beside[..] {
            [label] => return Some(label),
            [] => {}
            // Several labels on one line: the one whose words stand last before the figures.
            _ => {
                let before = |&label: &usize| {
                    let tokens = &self.sightings.all[label].tokens;
                    tokens.iter().rev().find(|&&t| t < first && self.strips.tokens[t].strip == strip).copied()
                };
                return beside.into_iter().filter_map(|label| Some((before(&label)?, label))).max().map(|(_, l)| l);
            }
        }
        let around = |&&label: &&usize| {
            let sighting = &self.sightings.all[label];
            matches!(sighting.named, Named::Unit(_)) && sighting.first() < first && last < sighting.last()
        };
        let around: Vec<usize> = self.labels.iter().filter(around).copied().collect();
        if let [label] = around[..] { Some(label) } else { None }
    }

    /// Labels and rows in reading order, what is already paired as walls. A label stands where its last piece does.
    fn items(&self) -> Vec<Item> {
        let mut items: Vec<(usize, Item)> = Vec::new();
        let (paired, wanted) = (self.paired(), self.labels.iter().copied().collect::<HashSet<usize>>());
        for (index, sighting) in self.sightings.all.iter().enumerate() {
            let banner = matches!(sighting.named, Named::Group(group) if self.vocabulary.groups[group].banner);
            if banner || paired.contains(&index) {
                items.push((sighting.first(), Item::Wall));
            } else if wanted.contains(&index) {
                items.push((sighting.last(), Item::Label(index)));
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            let item = if self.partner.contains_key(&index) { Item::Wall } else { Item::Row(index) };
            items.push((row.tokens[0], item));
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
    fn follows_unknown(&self, row: usize) -> bool {
        let strip = self.strips.tokens[self.rows[row].tokens[0]].strip;
        strip.checked_sub(1).is_some_and(|before| self.foreign[before])
    }

    /// Pairs rows and labels by their order in the form, where every line of the form is printed exactly once and there
    /// are exactly as many rows: text drawn from a page block by block tears labels away from their figures, but keeps
    /// the figures in order. At least every second block of rows must stand beside a label that then is one of its own.
    fn pair_in_order(&mut self) -> bool {
        let mut printed = self.labels.clone();
        printed.sort_by_key(|&label| self.order(self.named(label)));
        let missing = (0..self.vocabulary.units.len()).filter(|&unit| {
            let group = self.vocabulary.units[unit].group.map(Named::Group);
            let single = |&&label: &&usize| Some(self.named(label)) == group;
            !printed.iter().any(|&label| self.named(label) == Named::Unit(unit))
                && !printed.iter().any(|label| single(&label))
        });
        let whole = missing.count() == 0 && printed.len() == self.rows.len();
        let once = printed.windows(2).all(|pair| self.order(self.named(pair[0])) < self.order(self.named(pair[1])));
        let fits =
            printed.iter().zip(&self.rows).all(|(&label, row)| self.width(self.named(label)) == row.tokens.len());
        let agrees = self.partner.iter().all(|(&row, label)| printed.get(row) == Some(label));
        if !(whole && once && fits && agrees && self.is_anchored(&printed)) {
            return false;
        }
        self.partner = printed.into_iter().enumerate().collect();
        true
    }

    /// Whether at least half of the blocks of rows stand directly behind or before a label of one of their rows.
    fn is_anchored(&self, printed: &[usize]) -> bool {
        let (mut blocks, mut anchored) = (0, 0);
        let mut start = 0;
        for block in self.rows.chunk_by(|a, b| a.run == b.run) {
            let own = &printed[start..start + block.len()];
            let (first, last) = (block[0].tokens[0], block[block.len() - 1].tokens.iter().copied().max().unwrap_or(0));
            let sighting = |label: &usize| &self.sightings.all[*label];
            let before =
                self.labels.iter().filter(|label| sighting(label).last() < first).max_by_key(|l| sighting(l).last());
            let behind =
                self.labels.iter().filter(|label| sighting(label).first() > last).min_by_key(|l| sighting(l).first());
            blocks += 1;
            anchored += usize::from([before, behind].into_iter().flatten().any(|label| own.contains(label)));
            start += block.len();
        }
        anchored * 2 >= blocks
    }

    /// Pairs every row left with the label directly before it, where that explains all rows, or all labels: rows may
    /// then have lost their label, or labels have blank cells, but not both.
    fn pair_after(&mut self) {
        let items = self.items();
        let mut links = Vec::new();
        for pair in items.windows(2) {
            if let [Item::Label(label), Item::Row(row)] = *pair {
                links.push((row, label));
            }
        }
        let is_row = |item: &Item| matches!(item, Item::Row(_));
        let is_label = |item: &Item| matches!(item, Item::Label(_));
        let orphans = items.iter().filter(|item| is_row(item)).count() - links.len();
        // The last label of a text that stops in the middle has lost its figures, which says nothing about the others.
        let cut = usize::from(items.last().is_some_and(is_label));
        let bare = items.iter().filter(|item| is_label(item)).count() - links.len() - cut;
        // A page number is a row where rows have one figure: then nothing may be left over.
        let single = self.rows.iter().any(|row| row.tokens.len() == 1);
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
        let paired: Vec<Option<Named>> =
            (0..self.rows.len()).map(|row| self.partner.get(&row).map(|&label| self.named(label))).collect();
        for (index, row) in self.rows.iter().enumerate() {
            let pair = match (self.partner.get(&index), paired[index]) {
                (Some(&label), Some(named)) => Some(Pair { named, sighting: Some(label), tokens: row.tokens.clone() }),
                _ => self.between(&paired, index).map(|unit| Pair {
                    named: Named::Unit(unit),
                    sighting: None,
                    tokens: row.tokens.clone(),
                }),
            };
            match pair {
                Some(pair) => matching.pairs.push(pair),
                None => matching.left.push(row.tokens.clone()),
            }
        }
        let done = self.paired();
        matching.bare = self.labels.iter().copied().filter(|label| !done.contains(label)).collect();
        matching
    }

    /// A group may have one row of its own only where its members are missing between the neighbours, and the row is
    /// the only one there.
    fn drop_doubtful_groups(&mut self) {
        let wrong = |(&row, &label): (&usize, &usize)| {
            let Named::Group(group) = self.named(label) else { return None };
            let members = &self.vocabulary.groups[group].members;
            let order = |row: usize| self.partner.get(&row).map(|&label| self.order(self.named(label)));
            let before = row.checked_sub(1).map(order);
            let behind = (row + 1 < self.rows.len()).then(|| order(row + 1));
            let (first, last) = (*members.first()?, *members.last()?);
            let sound = before.is_none_or(|unit| unit.is_some_and(|unit| unit < first))
                && behind.is_none_or(|unit| unit.is_some_and(|unit| unit > last));
            (!sound).then_some(row)
        };
        let wrong: Vec<usize> = self.partner.iter().filter_map(wrong).collect();
        self.partner.retain(|row, _| !wrong.contains(row));
    }

    /// The one line of the form that was not seen between the neighbours of a row, if there is exactly one, and the
    /// row is the only one there.
    fn between(&self, paired: &[Option<Named>], row: usize) -> Option<usize> {
        let before = self.order((*paired.get(row.checked_sub(1)?)?)?);
        let behind = self.order((*paired.get(row + 1)?)?);
        let unit = before + 1;
        let fits = behind == unit + 1 && self.vocabulary.units.get(unit)?.cells.len() == self.rows[row].tokens.len();
        (fits && self.rows[row].tokens.len() > 1 && !self.sightings.saw(Named::Unit(unit))).then_some(unit)
    }
}
