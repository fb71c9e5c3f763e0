//! A Word form, filled: the plan's figures and words into `document.xml`, everything else as it is packed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::plan::{Plan, Prose, plan};
use super::splice::repack;
use super::words::{Look, Pen};
use super::{Filling, TemplateError};
use crate::domain::form::Form;
use crate::domain::report::{Part, Report};
use crate::export::Options;
use crate::export::document::{Document, Level, Paragraph};
use crate::import::docx::story::{Story, StoryPlace};
use crate::import::docx::{main_part, story};
use crate::import::markup::without_mark;
use crate::import::normal::is_blank;
use crate::import::package::Package;
use crate::import::recogniser::own::text;

pub fn fill(
    report: &Report,
    form: &[u8],
    options: Options<'_>,
    forms: &[Arc<Form>],
) -> Result<(Vec<u8>, Filling), TemplateError> {
    let mut package = Package::open(form)?;
    let name = main_part(&mut package)?;
    let bytes = package.part(&name)?.unwrap_or_default();
    let whole = String::from_utf8(bytes).map_err(|_| TemplateError::Damaged(format!("{name}: UTF-8")))?;
    let source = without_mark(&whole);
    let story = story(&mut package, &name, source)?;
    let plan = plan(&story.blocks, report, forms, options.old_prose)?;
    let mut writer = Writer { pen: Pen::new(source, &story), story: &story, plan: &plan };
    writer.write();
    if options.draft {
        writer.mark();
    }
    let byte_order = &whole[..whole.len() - source.len()];
    let changed = format!("{byte_order}{}", writer.pen.edits.apply(source)?);
    Ok((repack(&mut package, &[(name, changed.into_bytes())], &[])?, plan.filling))
}

struct Writer<'a> {
    pen: Pen<'a>,
    story: &'a Story,
    plan: &'a Plan,
}

impl Writer<'_> {
    fn write(&mut self) {
        let cell = |(block, row, cell): &super::places::Slot| match self.story.places.get(*block) {
            Some(StoryPlace::Grid(rows)) => {
                rows.get(*row).and_then(|row| row.get(*cell)).map(|place| &place.paragraphs)
            }
            _ => None,
        };
        // Which look most of a table's figures have.
        let mut looks: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
        for (place, _) in &self.plan.figures {
            if let Some(look) = cell(place).and_then(|paragraphs| self.pen.look_of_cell(paragraphs)) {
                *looks.entry(place.0).or_default().entry(look).or_default() += 1;
            }
        }
        for (place, written) in &self.plan.figures {
            let Some(paragraphs) = cell(place) else { continue };
            let look = looks.get(&place.0).and_then(|looks| looks.iter().max_by_key(|(_, count)| **count));
            self.pen.fill_cell(paragraphs, &written.words(), look.map(|(look, _)| look.as_str()));
        }
        for (&block, words) in &self.plan.words {
            if let Some(StoryPlace::Paragraph { paragraph, pieces }) = self.story.places.get(block) {
                self.pen.change(*paragraph, pieces.clone(), words);
                self.without_leaders(*paragraph);
            }
        }
        for prose in &self.plan.prose {
            self.prose(prose);
        }
    }

    /// Marks a draft on a line before all others.
    fn mark(&mut self) {
        let Some(prefix) = self.story.paragraphs.first().map(|paragraph| paragraph.prefix.clone()) else { return };
        let paragraph = format!("<{prefix}pPr><{prefix}jc {prefix}val=\"right\"/></{prefix}pPr>");
        let look = Look { prefix, paragraph, ..Look::default() };
        let mark = self.pen.paragraph(&look, "", Document::DRAFT_MARK);
        self.pen.edits.insert(self.story.body, mark);
    }

    fn paragraph_of(&self, block: usize) -> Option<usize> {
        match self.story.places.get(block)? {
            StoryPlace::Paragraph { paragraph, .. } => Some(*paragraph),
            StoryPlace::Grid(_) => None,
        }
    }

    /// Puts paragraphs in the place of others.
    fn prose(&mut self, prose: &Prose) {
        let going: BTreeSet<usize> = prose.old.iter().filter_map(|&block| self.paragraph_of(block)).collect();
        let looks = self.looks(prose);
        let mut new: Vec<String> = prose.new.iter().map(|paragraph| looks.make(&self.pen, paragraph)).collect();
        // The first paragraph that goes gives its place to those that come.
        let first = going.first().copied();
        for &index in &going {
            self.without_leaders(index);
            let paragraph = &self.story.paragraphs[index];
            let comes = if Some(index) == first { std::mem::take(&mut new) } else { Vec::new() };
            let whole = self.is_whole(index, &prose.old);
            if whole && !paragraph.enclosed && !paragraph.holds_more && !paragraph.behind_table {
                let marks: String =
                    paragraph.marks.iter().filter_map(|mark| self.pen.source.get(mark.clone())).collect();
                self.pen.edits.replace(paragraph.element.clone(), comes.concat() + &marks);
                continue;
            }
            // What must stay is emptied; a picture in it, or the end of a cell, is not ours to take away.
            if whole && !comes.is_empty() {
                let words = prose.new.first().map_or("", |paragraph| paragraph.text.as_str());
                self.pen.write(index, 0..paragraph.pieces.len(), words);
                self.pen.edits.insert(paragraph.element.end, comes[1..].concat());
            } else {
                for pieces in self.pieces(index, &prose.old) {
                    self.pen.write(index, pieces, "");
                }
                self.pen.edits.insert(paragraph.element.end, comes.concat());
            }
        }
        if new.is_empty() {
            return;
        }
        let room = if prose.part == Part::Closing { Vec::new() } else { self.room(prose.behind) };
        if let Some((&first, others)) = room.split_first() {
            self.pen.edits.replace(self.story.paragraphs[first].element.clone(), new.concat());
            for &other in others {
                self.pen.edits.replace(self.story.paragraphs[other].element.clone(), "");
            }
            return;
        }
        let end = |index: usize| self.story.paragraphs[index].element.end;
        let behind = prose.behind.and_then(|block| self.paragraph_of(block)).map(end);
        let behind = self.room(prose.behind).last().map(|&index| end(index)).or(behind);
        let before = prose.before.and_then(|block| self.paragraph_of(block));
        let before = before.map(|index| self.story.paragraphs[index].element.start);
        behind.or(before).into_iter().for_each(|at| self.pen.edits.insert(at, new.concat()));
    }

    /// Takes away the paragraphs that one goes on with, whose words it is given or loses with its own.
    fn without_leaders(&mut self, index: usize) {
        for &leader in &self.story.paragraphs[index].leaders {
            self.pen.edits.replace(self.story.paragraphs[leader].element.clone(), "");
        }
    }

    /// The empty paragraphs directly behind a block, where a form has several to write on.
    fn room(&self, behind: Option<usize>) -> Vec<usize> {
        let Some(index) = behind.and_then(|block| self.paragraph_of(block)) else { return Vec::new() };
        let end = self.story.paragraphs[index].element.end;
        let next = self.story.paragraphs.iter().enumerate().filter(|(_, other)| other.element.start >= end);
        let empty = next.take_while(|(_, other)| {
            let words = other.words(0..other.pieces.len());
            is_blank(&words) && !other.enclosed && !other.holds_more && !other.behind_table && other.marks.is_empty()
        });
        let room: Vec<usize> = empty.map(|(index, _)| index).collect();
        let directly = room.first().is_some_and(|&first| {
            let between = self.pen.source.get(end..self.story.paragraphs[first].element.start);
            between.is_some_and(|between| between.trim().is_empty())
        });
        if directly && room.len() > 1 && !self.story.paragraphs[index].enclosed { room } else { Vec::new() }
    }

    /// Whether all blocks of a paragraph are among some.
    fn is_whole(&self, index: usize, blocks: &[usize]) -> bool {
        let own = |place: &StoryPlace| matches!(place, StoryPlace::Paragraph { paragraph, .. } if *paragraph == index);
        let around = blocks.iter().filter(|&&block| self.story.places.get(block).is_some_and(own)).count();
        self.story.places.iter().filter(|place| own(place)).count() == around
    }

    fn pieces(&self, index: usize, blocks: &[usize]) -> Vec<std::ops::Range<usize>> {
        let pieces = |&block: &usize| match self.story.places.get(block) {
            Some(StoryPlace::Paragraph { paragraph, pieces }) if *paragraph == index => Some(pieces.clone()),
            _ => None,
        };
        blocks.iter().filter_map(pieces).collect()
    }

    /// How new paragraphs look: as those of the form in the same chapter do, else as those of another chapter, else as an
    /// empty one behind the heading.
    fn looks(&self, prose: &Prose) -> Looks {
        let of_other = self.plan.prose.iter().filter(|other| {
            matches!((prose.part, other.part), (Part::Closing, Part::Closing))
                || !matches!((prose.part, other.part), (Part::Closing, _) | (_, Part::Closing))
        });
        let blocks: Vec<usize> =
            prose.old.iter().copied().chain(of_other.flat_map(|other| other.old.iter().copied())).collect();
        let mut looks = Looks::default();
        if prose.old.is_empty() && prose.part != Part::Closing {
            let room = self.room(prose.behind);
            looks.body = room.first().map(|&index| self.pen.look(&self.story.paragraphs[index]));
        }
        for &block in &blocks {
            let Some(index) = self.paragraph_of(block) else { continue };
            let Some(sample) = Paragraph::all(text(&self.story.blocks[block])).into_iter().next() else { continue };
            let look = || self.pen.look(&self.story.paragraphs[index]);
            match (sample.heading(), sample.lead) {
                (Some(Level::Second), _) => looks.second.get_or_insert_with(look),
                (Some(Level::Third), _) => looks.third.get_or_insert_with(look),
                (None, Some(_)) => looks.lead.get_or_insert_with(look),
                (None, None) => looks.body.get_or_insert_with(look),
            };
        }
        let behind = prose.behind.or(prose.before).and_then(|block| self.paragraph_of(block));
        looks.spare = behind.map(|heading| {
            let heading = &self.story.paragraphs[heading];
            let mut empty =
                self.story.paragraphs.iter().filter(|other| {
                    other.element.start >= heading.element.end && other.runs.is_empty() && !other.enclosed
                });
            let look = empty.next().map(|paragraph| self.pen.look(paragraph)).unwrap_or_default();
            Look { prefix: heading.prefix.clone(), ..look }
        });
        if prose.part == Part::Closing && looks.body.is_none() {
            looks.spare = looks.spare.map(|look| {
                let prefix = &look.prefix;
                let paragraph = format!("<{prefix}pPr><{prefix}jc {prefix}val=\"right\"/></{prefix}pPr>");
                Look { paragraph, ..look }
            });
        }
        looks
    }
}

/// How paragraphs of each kind look.
#[derive(Default)]
struct Looks {
    second: Option<Look>,
    third: Option<Look>,
    lead: Option<Look>,
    body: Option<Look>,
    spare: Option<Look>,
}

impl Looks {
    fn make(&self, pen: &Pen<'_>, paragraph: &Paragraph) -> String {
        let heading = match paragraph.heading() {
            Some(Level::Second) => self.second.as_ref(),
            Some(Level::Third) => self.third.as_ref(),
            None => None,
        };
        if let Some(look) = heading {
            return pen.paragraph(look, &paragraph.text, "");
        }
        let (lead, rest) = paragraph.parts();
        if let Some(look) = self.lead.as_ref().filter(|_| !lead.is_empty() && !rest.is_empty()) {
            return pen.paragraph(look, lead, rest);
        }
        let body = self.body.clone().or_else(|| self.lead.clone()).or_else(|| self.spare.clone());
        let look = body.or_else(|| self.second.clone()).or_else(|| self.third.clone()).unwrap_or_default();
        pen.paragraph(&look, "", &paragraph.text)
    }
}
