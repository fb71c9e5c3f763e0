//! Texts of one line that a writer gave one box, as some do with figures of neighbouring columns: spread over the whole of it
//! they lie on each other. They are set side by side in it, in their order, as the box had them once.

use std::ops::Range;

use super::page::Painted;
use crate::import::normal::is_wide;

/// A text object: its box on the page, and its characters.
#[derive(Debug)]
pub struct Run {
    /// Left, top, right, bottom.
    pub edges: [i64; 4],
    pub glyphs: Range<usize>,
}

/// Sets texts that share a box side by side.
pub fn part(painted: &mut Painted) {
    let runs = std::mem::take(&mut painted.runs);
    for sharing in runs.chunk_by(|a, b| a.edges == b.edges) {
        let words = |run: &Run| painted.glyphs[run.glyphs.clone()].iter().map(|glyph| glyph.text.as_str()).collect();
        let texts: Vec<String> = sharing.iter().map(words).collect();
        let mut glyphs = sharing.iter().flat_map(|run| run.glyphs.clone()).map(|index| &painted.glyphs[index]);
        let level = glyphs.all(|glyph| glyph.along.1 == 0 && glyph.up.0 == 0 && glyph.along.0 > 0);
        // The same words twice are only bolder.
        let same = texts.windows(2).any(|pair| pair[0] == pair[1]);
        if sharing.len() < 2 || !level || same || texts.iter().any(String::is_empty) {
            continue;
        }
        let one_line = sharing.iter().all(|run| {
            let at = |run: &Run| painted.glyphs.get(run.glyphs.start).map(|glyph| glyph.at);
            at(run) == at(&sharing[0])
        });
        if !one_line {
            continue;
        }
        let natural = |painted: &Painted, index: usize| {
            let glyph = &painted.glyphs[index];
            let height = glyph.up.1.abs();
            if glyph.text.chars().all(is_wide) { height } else { height * 11 / 20 }
        };
        let all = || sharing.iter().flat_map(|run| run.glyphs.clone());
        let needed: i64 = all().map(|index| natural(painted, index)).sum();
        let [left, _, right, _] = sharing[0].edges;
        let gaps = i64::try_from(sharing.len() - 1).unwrap_or(1);
        let height = all().map(|index| painted.glyphs[index].up.1.abs()).max().unwrap_or(0);
        let gap = ((right - left - needed) / gaps).max(height / 2);
        let mut x = left;
        for run in sharing {
            for index in run.glyphs.clone() {
                let width = natural(painted, index);
                let glyph = &mut painted.glyphs[index];
                (glyph.at.0, glyph.along.0) = (x, width);
                x += width;
            }
            x += gap;
        }
    }
}
