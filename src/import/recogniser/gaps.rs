//! Blank cells of which a text kept nothing but a blank line: where the figures and the blank lines behind every label of a
//! table are together as many as the table has columns, the blank lines are cells.

use std::collections::BTreeMap;

use super::sighting::{Sighting, Sightings};
use super::token::{Layout, StripId, Strips, TokenKind};
use super::vocabulary::Named;

/// The fewest labels that must agree on it.
const FEWEST: usize = 2;

/// The strips of a table with cells for its blank lines; `None` where they do not come out, or there is none.
pub fn filled(seen: &Sightings) -> Option<Strips> {
    let strips = seen.strips;
    let width = seen.vocabulary.common_width().filter(|&width| width > 1 && !seen.vocabulary.is_band())?;
    let mut blanks: BTreeMap<StripId, usize> = BTreeMap::new();
    let (mut rows, mut found) = (0, false);
    for sighting in seen.all.iter().filter(|sighting| matches!(sighting.named, Named::Unit(_))) {
        let (end, figures) = figures_behind(seen, sighting)?;
        let gaps: Vec<(StripId, usize)> = (figures..=end).map(|at| (StripId(at), gap(strips, StripId(at)))).collect();
        let blank: usize = gaps.iter().map(|(_, gap)| gap).sum();
        let missing = width.checked_sub(end - figures + blank)?;
        // Behind the last row of all nothing tells how many blank lines there are.
        let last = end == strips.strips.len();
        if missing > 0 && !last {
            return None;
        }
        rows += usize::from(!last);
        found |= blank > 0;
        for (at, gap) in gaps {
            let gap = if at.0 == end { gap + missing } else { gap };
            blanks.insert(at, gap);
        }
    }
    (found && rows >= FEWEST).then(|| strips.with_blanks(&blanks))
}

fn gap(strips: &Strips, strip: StripId) -> usize {
    strips.strips.get(strip.0).map_or(0, |strip| strip.gap)
}

/// The strips behind a label that hold one figure each and nothing else: where they end, and where they begin; `None` where
/// figures stand otherwise there.
fn figures_behind(seen: &Sightings, sighting: &Sighting) -> Option<(usize, usize)> {
    let strips = seen.strips;
    let first = strips[sighting.last()].strip.0 + 1;
    let is_figure = |&at: &usize| {
        let strip = &strips.strips[at];
        let inside = strips.inside(StripId(at));
        strip.layout == Layout::Line && inside.len() == 1 && inside[0].kind == TokenKind::Value
    };
    let end = first + (first..strips.strips.len()).take_while(is_figure).count();
    let plain = |at: usize| strips.inside(StripId(at)).iter().all(|token| token.kind == TokenKind::Text);
    (plain(first - 1) && (end == strips.strips.len() || plain(end))).then_some((end, first))
}
