//! Jumps to what needs a look: findings, unfilled cells, and between the words of a finding and its cells. What a jump
//! led to is lit until the next one.

use crate::domain::finding::Finding;
use crate::domain::form::CellId;
use crate::domain::report::{Part, Passage};

use super::{Body, Reply, ReportScreen};
use crate::domain::report_place::ReportPlace;

/// Where something stands in reading order: the part, whether it is in the part's prose, and the cell or the byte.
type InOrder = (Part, bool, usize);

impl ReportScreen {
    /// Goes to the first cell of what is to be lit, or to its words where there is no cell or they are asked for.
    /// `false` where there is neither.
    pub fn jump(&mut self, lit: ReportPlace, to_words: bool) -> bool {
        match (lit.cells.first(), &lit.passage) {
            (Some(&cell), None) => self.go(cell),
            (Some(&cell), Some(_)) if !to_words => self.go(cell),
            (_, Some(passage)) => {
                let Passage { part, range } = passage.clone();
                self.show(part, true);
                if let Body::Prose(writing) = &mut self.body {
                    writing.jump(range.start, self.session.figures());
                }
                self.arrive();
            }
            (None, None) => return false,
        }
        self.selection = None;
        self.lit = Some(lit);
        true
    }

    pub fn part_of(&self, finding: &Finding) -> Option<Part> {
        finding.part(self.form())
    }

    fn place_of(&self, finding: &Finding) -> Option<InOrder> {
        let part = self.part_of(finding)?;
        Some(match (finding.cells.first(), &finding.passage) {
            (Some(cell), _) => (part, false, cell.index()),
            (None, passage) => (part, true, passage.as_ref().map_or(0, |passage| passage.range.start)),
        })
    }

    fn place(&self) -> InOrder {
        match (&self.body, self.table()) {
            (_, Some((_, _, cell))) => (self.part, false, cell.index()),
            (Body::Prose(writing), None) => (self.part, true, writing.position()),
            (Body::Table(_), None) => (self.part, false, 0),
        }
    }

    /// The next or previous open finding in reading order, round and round. Those at the place of the cursor count as seen.
    pub(super) fn next_finding(&mut self, step: isize) -> Reply {
        let open = self.session.open_findings();
        let mut places: Vec<(InOrder, &Finding)> =
            open.iter().filter_map(|finding| Some((self.place_of(finding)?, finding))).collect();
        places.sort_by_key(|(place, _)| *place);
        places.dedup_by_key(|(place, _)| *place);
        let here = self.place();
        let next = match step > 0 {
            true => places.iter().find(|(place, _)| *place > here).or(places.first()),
            false => places.iter().rev().find(|(place, _)| *place < here).or(places.last()),
        };
        match next.map(|(_, finding)| ReportPlace::of(finding)) {
            Some(lit) => {
                self.jump(lit, false);
                Reply::Done
            }
            None => self.no_finding_left(),
        }
    }

    /// From the words of a finding to its cell and back. Where nothing is lit in two places, a finding at the cursor
    /// that speaks of both is taken.
    pub(super) fn other_place(&mut self) -> Reply {
        let lit = self.lit.clone().filter(ReportPlace::is_twofold).or_else(|| self.twofold_here());
        let Some(lit) = lit else {
            return self.refuse(
                "这里没有正文与表格不一致的问题；‹findings› 查看全部问题",
                "No finding here compares the text with a cell; ‹findings› lists all findings",
            );
        };
        let to_words = matches!(self.body, Body::Table(_));
        self.jump(lit, to_words);
        Reply::Done
    }

    /// A finding that speaks of words and of cells, at the cursor or, in prose, at all in this part.
    fn twofold_here(&self) -> Option<ReportPlace> {
        let failed = self.session.failed();
        let lit = failed.iter().map(ReportPlace::of).filter(ReportPlace::is_twofold);
        match (&self.body, self.table()) {
            (Body::Prose(writing), _) => {
                let at = writing.position();
                let here = lit.filter(|lit| lit.passage.as_ref().is_some_and(|passage| passage.part == self.part));
                let away = |lit: &ReportPlace| {
                    let range = lit.passage.as_ref().map(|passage| passage.range.clone()).unwrap_or_default();
                    if range.contains(&at) { 0 } else { range.start.abs_diff(at).max(1) }
                };
                here.min_by_key(away)
            }
            (Body::Table(_), Some((_, _, cell))) => {
                let mut here = lit.filter(|lit| lit.cells.contains(&cell));
                here.next()
            }
            (Body::Table(_), None) => None,
        }
    }

    pub(super) fn next_unfilled(&mut self) -> Reply {
        let report = self.session.report();
        let unfilled: Vec<CellId> =
            self.form().inputs().filter(|&cell| report.entry(cell).figure().is_unfilled()).collect();
        let current = self.table().map(|(_, _, cell)| cell);
        let later = unfilled.iter().find(|&&cell| current.is_none_or(|current| cell > current));
        let Some(&next) = later.or(unfilled.first()) else {
            return self.complete();
        };
        self.selection = None;
        self.go(next);
        Reply::Done
    }
}
