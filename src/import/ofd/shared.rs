//! Texts of one line that a writer gave one box, as some do with figures of neighbouring columns: spread over the whole of it
//! they lie on each other. They are set side by side in it, in their order, as the box had them once.

use std::ops::Range;

use crate::import::normal::is_wide;
use crate::import::pdf::painted::{Glyph, Point};

/// A text object: its box on the page, and its characters.
#[derive(Debug)]
pub struct Run {
    /// Left, top, right, bottom.
    pub edges: [i64; 4],
    pub glyphs: Range<usize>,
}

/// Sets texts that share a box side by side, as far as they are seen.
pub fn part(glyphs: &mut [Glyph], runs: &[Run]) {
    let seen = runs.iter().filter(|run| !run.glyphs.is_empty());
    let seen = seen.filter(|run| glyphs[run.glyphs.clone()].iter().all(|glyph| glyph.aside.is_none()));
    let seen: Vec<(Point, &Run)> = seen.map(|run| (glyphs[run.glyphs.start].at, run)).collect();
    for sharing in seen.chunk_by(|(at, run), (next, other)| at == next && run.edges == other.edges) {
        let sharing: Vec<&Run> = sharing.iter().map(|(_, run)| *run).collect();
        let text = |run: &&Run| glyphs[run.glyphs.clone()].iter().map(|glyph| glyph.text.as_str()).collect::<String>();
        let texts: Vec<String> = sharing.iter().map(text).collect();
        let all: Vec<usize> = sharing.iter().flat_map(|run| run.glyphs.clone()).collect();
        let is_level = |glyph: &Glyph| glyph.along.1 == 0 && glyph.up.0 == 0 && glyph.along.0 > 0;
        // The same words twice are only bolder.
        let same = texts.windows(2).any(|pair| pair[0] == pair[1]);
        if sharing.len() < 2 || same || !all.iter().all(|&index| is_level(&glyphs[index])) {
            continue;
        }
        let needed: i64 = all.iter().map(|&index| natural(&glyphs[index])).sum();
        let height = all.iter().map(|&index| glyphs[index].up.1.abs()).max().unwrap_or(0);
        let gaps = i64::try_from(sharing.len() - 1).unwrap_or(1);
        let (start, end) =
            (glyphs[all[0]].at.0, all.iter().map(|&index| glyphs[index].at.0 + natural(&glyphs[index])).max());
        let gap = ((end.unwrap_or(start) - start - needed) / gaps).max(height / 2);
        let mut x = start;
        for run in sharing {
            for glyph in &mut glyphs[run.glyphs.clone()] {
                (glyph.at.0, glyph.along.0) = (x, natural(glyph));
                x += glyph.along.0;
            }
            x += gap;
        }
    }
}

/// How wide a character is of itself.
fn natural(glyph: &Glyph) -> i64 {
    let height = glyph.up.1.abs();
    if glyph.text.chars().all(is_wide) { height } else { height * 11 / 20 }
}
