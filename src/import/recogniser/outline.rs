//! Which lines of a document are title, preamble, chapters and closing lines: what no table took, from heading to heading. What
//! the lines say is not changed here.

use std::collections::BTreeSet;
use std::ops::Range;

use super::title::Title;
use super::{Reading, besides, chapter_range, prose};
use crate::domain::form::Form;
use crate::import::Options;
use crate::import::block::Block;
use crate::import::normal::letters;

/// Which blocks of a document are what, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The title.
    pub title: Title,
    /// What stands between title and first chapter.
    pub preamble: Vec<usize>,
    /// The chapters that have a heading, in order.
    pub chapters: Vec<OutlinedChapter>,
    /// Signature and date.
    pub closing: Vec<usize>,
}

/// A chapter of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlinedChapter {
    /// The chapter of the form, by index.
    pub chapter: usize,
    /// The blocks of its heading.
    pub heading: Range<usize>,
    /// What stands behind the heading on its line.
    pub rest: String,
    /// The blocks of its prose.
    pub prose: Vec<usize>,
}

impl Outline {
    /// All blocks of prose.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> + '_ {
        let chapters = self.chapters.iter().flat_map(|chapter| &chapter.prose);
        self.preamble.iter().chain(chapters).chain(&self.closing).copied()
    }
}

/// What is title, preamble, chapter and closing lines in a document.
pub(crate) fn outline(blocks: &[Block], form: &Form) -> Outline {
    Reading::new(form, blocks, &[], Options::default()).outline(blocks)
}

impl Reading {
    /// The blocks that tables were read from.
    pub(super) fn used(&self) -> BTreeSet<usize> {
        self.tables.iter().flat_map(|table| &table.blocks).chain(&self.others.0).copied().collect()
    }

    /// Lines of a workbook that stand on sheets without anything of the report.
    pub(super) fn elsewhere(&self, blocks: &[Block], used: &BTreeSet<usize>) -> BTreeSet<usize> {
        let headings = self.headings.iter().map(|heading| heading.block);
        besides::elsewhere(blocks, headings.chain(self.title.start..self.title.end).chain(used.iter().copied()))
    }

    /// Which blocks are whose prose.
    pub(super) fn outline(&self, blocks: &[Block]) -> Outline {
        let used = self.used();
        let title = letters(&self.title.text);
        let mut whole = letters(self.title.agency.as_deref().unwrap_or_default());
        whole.extend(&title);
        let is_title = |block: &Block| match block {
            Block::Line(line) if title.len() > 7 => [&title, &whole].contains(&&letters(&line.text)),
            _ => false,
        };
        let elsewhere = self.elsewhere(blocks, &used);
        let is_prose = |index: &usize| {
            ![&used, &self.repeated, &elsewhere].iter().any(|some| some.contains(index)) && !is_title(&blocks[*index])
        };
        let prose = |range: Range<usize>| range.filter(is_prose).collect::<Vec<_>>();
        let preface = self.headings.first().map_or(0, |heading| heading.block);
        let preamble = prose(self.title.end.min(preface)..preface);
        let mut closing = Vec::new();
        let chapters = self.headings.iter().enumerate().map(|(index, heading)| {
            let mut inside = prose(chapter_range(&self.headings, index, blocks.len()));
            if index + 1 == self.headings.len() {
                let text: Vec<&Block> = inside.iter().map(|&index| &blocks[index]).collect();
                closing = inside.split_off(prose::closing(&text));
            }
            let block = heading.block..heading.end;
            OutlinedChapter { chapter: heading.chapter, heading: block, rest: heading.rest.clone(), prose: inside }
        });
        let chapters = chapters.collect();
        Outline { title: self.title.clone(), preamble, chapters, closing }
    }
}
