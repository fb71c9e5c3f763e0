//! Words into paragraphs of a Word document, by the bytes behind them: into the first piece that can take them, which
//! keeps its looks; what other pieces said is taken out, and nothing else is touched.

use std::ops::Range;

use quick_xml::escape::partial_escape;

use super::look;
use super::splice::Edits;
use crate::import::docx::story::{Paragraph, Piece, PieceKind, Run, Story};
use crate::import::words::Look as SeenLook;

/// Changes to the words of a document.
pub struct Pen<'a> {
    pub source: &'a str,
    pub story: &'a Story,
    pub edits: Edits,
    /// The size of letters of the figure that is being written, in half points, where it needs another one.
    size: Option<usize>,
}

/// How a paragraph is made that is not there yet.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The prefix of element names, with the colon.
    pub prefix: String,
    pub paragraph: String,
    /// The properties of the words that set a sub-heading off.
    pub lead: String,
    /// The properties of all other words.
    pub words: String,
}

impl<'a> Pen<'a> {
    pub fn new(source: &'a str, story: &'a Story) -> Pen<'a> {
        Pen { source, story, edits: Edits::default(), size: None }
    }

    /// Puts words in the place of all that some paragraphs of a cell say. A cell that never held any takes the look of
    /// others in its table, where there is one.
    pub fn fill_cell(&mut self, paragraphs: &[usize], words: &str, look: Option<&str>) {
        let all = |&index: &usize| (index, 0..self.story.paragraphs[index].pieces.len());
        let says = |index: &&usize| self.story.paragraphs[**index].pieces.iter().any(|p| p.kind == PieceKind::Words);
        let Some(&first) = paragraphs.iter().find(says).or(paragraphs.first()) else { return };
        for (index, pieces) in paragraphs.iter().map(all).collect::<Vec<_>>() {
            let words = if index == first { words } else { "" };
            self.size = None;
            if index == first {
                let paragraph = &self.story.paragraphs[index];
                let empty = paragraph.runs.is_empty();
                let own = || self.look_of_cell(&[index]).unwrap_or_else(|| self.mark(paragraph));
                let properties = look.filter(|_| empty).map_or_else(own, String::from);
                self.size = look::fitting(self.source, paragraph, &properties, words);
            }
            let paragraph = &self.story.paragraphs[index];
            match look.filter(|_| paragraph.runs.is_empty() && !words.is_empty()) {
                Some(look) => self.append(paragraph, look, words),
                None => self.write(index, pieces, words),
            }
        }
        self.size = None;
    }

    /// The look of the words that a cell holds, blank ones too.
    pub fn look_of_cell(&self, paragraphs: &[usize]) -> Option<String> {
        let words = |paragraph: &'a Paragraph| {
            let plain = |piece: &Piece| paragraph.runs[piece.run].look == SeenLook::Plain;
            let shown = |piece: &&Piece| piece.kind == PieceKind::Words && plain(piece);
            let piece = paragraph.pieces.iter().find(shown)?;
            let run = &paragraph.runs[piece.run];
            Some(run.properties.clone().map_or_else(String::new, |place| self.without(place, &run.own)))
        };
        paragraphs.iter().find_map(|&index| words(&self.story.paragraphs[index]))
    }

    /// Puts words in the place of some pieces of a paragraph.
    pub fn write(&mut self, index: usize, pieces: Range<usize>, words: &str) {
        let story = self.story;
        let paragraph = &story.paragraphs[index];
        let own = &paragraph.pieces[pieces];
        let free = |piece: &&Piece| !paragraph.runs[piece.run].wrapped && paragraph.runs[piece.run].is_shown();
        let of_words = || own.iter().filter(free).filter(|piece| piece.kind == PieceKind::Words);
        // What stands high or low is a mark beside the words, or looks as only a placeholder does.
        let on_line = |piece: &&Piece| paragraph.runs[piece.run].look == SeenLook::Plain;
        let anchor = of_words().find(on_line);
        let placeholder = own.iter().filter(free).find(|piece| piece.kind == PieceKind::Placeholder);
        let anchor = anchor.or(placeholder).filter(|_| !words.is_empty());
        for piece in own {
            let is_anchor = anchor.is_some_and(|anchor| anchor.element == piece.element);
            match piece.kind {
                _ if is_anchor => self.write_piece(paragraph, piece, words),
                PieceKind::Placeholder if words.is_empty() => {}
                PieceKind::Words | PieceKind::Placeholder | PieceKind::Deleted => self.empty(piece),
                PieceKind::Sign | PieceKind::Break => self.edits.replace(piece.element.clone(), ""),
            }
        }
        let other = own.iter().find(|p| p.kind == PieceKind::Words && !paragraph.runs[p.run].wrapped);
        match other.filter(|_| anchor.is_none() && !words.is_empty()) {
            // In the place of those that are not seen as they are, without what makes them so.
            Some(piece) => {
                let run = &paragraph.runs[piece.run];
                let look = run.properties.clone().map_or_else(String::new, |place| self.without(place, &run.own));
                let look = look::lifted(&look::plain(&look, &paragraph.prefix), paragraph);
                let new = self.run(&paragraph.prefix, &look, words);
                self.edits.insert(run.element.end, new);
            }
            None if anchor.is_none() && !words.is_empty() => self.insert(paragraph, words),
            None => {}
        }
        if !words.is_empty() {
            self.untie(own);
        }
    }

    fn empty(&mut self, piece: &Piece) {
        if !piece.inner.is_empty() {
            self.edits.replace(piece.inner.clone(), "");
        }
    }

    fn write_piece(&mut self, paragraph: &Paragraph, piece: &Piece, words: &str) {
        if piece.kind == PieceKind::Placeholder {
            // A placeholder's run looks like one; what is written looks like the paragraph.
            let run = &paragraph.runs[piece.run];
            let whole = self.run(&paragraph.prefix, &self.mark(paragraph), words);
            let first = !paragraph.pieces.iter().any(|p| p.run == piece.run && p.element.start < piece.element.start);
            if first && paragraph.pieces.iter().filter(|p| p.run == piece.run).count() == 1 {
                self.edits.replace(run.element.clone(), whole);
                return;
            }
        }
        self.resize(paragraph, piece.run);
        if needs_keeping(words) || piece.inner.is_empty() {
            self.edits.replace(piece.element.clone(), element(&paragraph.prefix, words));
        } else {
            self.edits.replace(piece.inner.clone(), partial_escape(words));
        }
    }

    /// Gives a run the letters that a figure needs in its cell.
    fn resize(&mut self, paragraph: &Paragraph, run: usize) {
        let (Some(size), run) = (self.size, &paragraph.runs[run]) else { return };
        let place = run.properties.clone().unwrap_or(run.inner.start..run.inner.start);
        let properties = self.source.get(place.clone()).unwrap_or_default();
        self.edits.replace(place, look::sized(properties, &paragraph.prefix, size));
    }

    /// Puts words into a paragraph that has no piece to take them: into an empty run, or a new one at its end.
    fn insert(&mut self, paragraph: &Paragraph, words: &str) {
        let prefix = &paragraph.prefix;
        let is_empty = |run: &&Run| {
            let inner = self.source.get(run.inner.clone()).unwrap_or_default();
            let properties = run.properties.clone().and_then(|place| self.source.get(place)).unwrap_or_default();
            !run.wrapped && run.look == SeenLook::Plain && inner.trim() == properties && !run.inner.is_empty()
        };
        if let Some((index, run)) = paragraph.runs.iter().enumerate().find(|(_, run)| is_empty(run)) {
            self.resize(paragraph, index);
            self.edits.insert(run.inner.end, element(prefix, words));
            return;
        }
        self.append(paragraph, &self.mark(paragraph), words);
    }

    /// Puts words into a new run at a paragraph's end.
    fn append(&mut self, paragraph: &Paragraph, look: &str, words: &str) {
        let prefix = &paragraph.prefix;
        let run = self.run(prefix, &look::lifted(look, paragraph), words);
        if paragraph.inner.start == paragraph.element.end {
            // `<w:p/>` gets a content.
            let tag = self.source.get(paragraph.element.clone()).unwrap_or_default();
            let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
            self.edits.replace(paragraph.element.clone(), format!("{open}>{run}</{prefix}p>"));
        } else {
            self.edits.insert(paragraph.inner.end, run);
        }
    }

    /// Takes away what binds controls to a placeholder or to data that would replace what was written.
    fn untie(&mut self, pieces: &[Piece]) {
        let mut controls: Vec<usize> = pieces.iter().filter_map(|piece| piece.control).collect();
        let mut at = 0;
        while let Some(&control) = controls.get(at) {
            controls.extend(self.story.controls[control].outer);
            at += 1;
        }
        controls.sort_unstable();
        controls.dedup();
        for tie in controls.iter().flat_map(|&control| &self.story.controls[control].ties) {
            self.edits.replace_once(tie.clone(), "");
        }
    }

    /// Changes some words of a paragraph: the bytes of its words from `pieces` on, and what comes in their place.
    pub fn change(&mut self, index: usize, pieces: Range<usize>, words: &str) {
        let story = self.story;
        let paragraph = &story.paragraphs[index];
        self.change_pieces(paragraph, pieces.clone(), words);
        // A fallback for programs that cannot draw the text box says the same.
        if let Some(twin) = paragraph.twin.map(|twin| &story.paragraphs[twin])
            && twin.pieces.len() == paragraph.pieces.len()
        {
            self.change_pieces(twin, pieces, words);
        }
    }

    fn change_pieces(&mut self, paragraph: &Paragraph, pieces: Range<usize>, words: &str) {
        let old = paragraph.words(pieces.clone());
        let (start, end, middle) = difference(&old, words);
        if start == end && middle.is_empty() {
            return;
        }
        let own = &paragraph.pieces[pieces];
        let mut at = 0;
        let spans: Vec<(Range<usize>, &Piece)> = own
            .iter()
            .filter(|piece| piece.kind != PieceKind::Break)
            .map(|piece| {
                let span = at..at + piece.text.len();
                at = span.end;
                (span, piece)
            })
            .collect();
        let takes = |(span, piece): &&(Range<usize>, &Piece)| {
            piece.kind == PieceKind::Words && span.start <= start && start <= span.end && !span.is_empty()
        };
        // What comes in looks like what it replaces, and at the end of a piece like that piece.
        let inside = spans.iter().filter(takes).find(|(span, _)| start < span.end);
        let Some((_, taker)) = inside.or_else(|| spans.iter().rev().find(takes)) else { return };
        for (span, piece) in &spans {
            let cut = start.clamp(span.start, span.end) - span.start..end.clamp(span.start, span.end) - span.start;
            let taken = std::ptr::eq(*piece, *taker);
            if cut.is_empty() && !taken {
                continue;
            }
            if piece.kind != PieceKind::Words {
                self.edits.replace(piece.element.clone(), "");
                continue;
            }
            let (before, behind) = (&piece.text[..cut.start], &piece.text[cut.end..]);
            let words = if taken { format!("{before}{middle}{behind}") } else { format!("{before}{behind}") };
            self.edits.replace(piece.element.clone(), element(&paragraph.prefix, &words));
        }
        self.untie(own);
    }

    /// How a paragraph looks: its properties without what belongs to it alone, and those of its first and last words.
    pub fn look(&self, paragraph: &Paragraph) -> Look {
        let words: Vec<&Piece> =
            paragraph.pieces.iter().filter(|p| p.kind == PieceKind::Words && !p.text.is_empty()).collect();
        let of_run = |piece: &&Piece| {
            let run = &paragraph.runs[piece.run];
            let properties = run.properties.clone().map_or_else(String::new, |place| self.without(place, &run.own));
            match run.look {
                SeenLook::Plain => properties,
                _ => look::lifted(&look::plain(&properties, &paragraph.prefix), paragraph),
            }
        };
        let first = words.first().map_or_else(|| self.mark(paragraph), of_run);
        let last = words.last().map_or_else(|| self.mark(paragraph), of_run);
        let properties = paragraph.properties.clone();
        Look {
            prefix: paragraph.prefix.clone(),
            paragraph: properties.map_or_else(String::new, |place| self.without(place, &paragraph.own)),
            lead: first,
            words: last,
        }
    }

    /// The properties that an empty paragraph gives to words that come into it.
    fn mark(&self, paragraph: &Paragraph) -> String {
        let mark = paragraph.mark.clone().map_or_else(String::new, |place| self.without(place, &paragraph.own));
        look::lifted(&look::plain(&mark, &paragraph.prefix), paragraph)
    }

    /// A piece of the source without some pieces of its own.
    fn without(&self, place: Range<usize>, own: &[Range<usize>]) -> String {
        let mut kept = String::new();
        let mut at = place.start;
        let mut own: Vec<&Range<usize>> = own.iter().filter(|o| place.start <= o.start && o.end <= place.end).collect();
        own.sort_by_key(|own| own.start);
        for own in own {
            kept.push_str(self.source.get(at..own.start).unwrap_or_default());
            at = own.end.max(at);
        }
        kept.push_str(self.source.get(at..place.end).unwrap_or_default());
        kept
    }

    fn run(&self, prefix: &str, properties: &str, words: &str) -> String {
        let sized = self.size.map(|size| look::sized(properties, prefix, size));
        let properties = sized.as_deref().unwrap_or(properties);
        format!("<{prefix}r>{properties}{}</{prefix}r>", element(prefix, words))
    }

    /// A paragraph that looks so, its sub-heading set off.
    pub fn paragraph(&self, look: &Look, lead: &str, words: &str) -> String {
        let prefix = &look.prefix;
        let part = |properties: &str, words: &str| match words {
            "" => String::new(),
            words => self.run(prefix, properties, words),
        };
        let (lead, words) = (part(&look.lead, lead), part(&look.words, words));
        format!("<{prefix}p>{}{lead}{words}</{prefix}p>", look.paragraph)
    }
}

/// Where two texts differ: the bytes of the first that go, and what comes in their place.
fn difference<'a>(old: &str, new: &'a str) -> (usize, usize, &'a str) {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (rest, other) = (&old[start..], &new[start..]);
    let end: usize = rest.chars().rev().zip(other.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (start, old.len() - end, &other[..other.len() - end])
}

/// Whether blanks in words are lost unless they are told to stay.
fn needs_keeping(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_whitespace())
        || words.ends_with(|c: char| c.is_ascii_whitespace())
        || words.contains("  ")
}

fn element(prefix: &str, words: &str) -> String {
    let keep = if needs_keeping(words) { " xml:space=\"preserve\"" } else { "" };
    format!("<{prefix}t{keep}>{}</{prefix}t>", partial_escape(words))
}
