//! What Word's style sheet says of how words look and paragraphs are set, inherited properties included.

use super::properties::{Paragraph, Run};
use super::short;
use crate::import::ImportError;
use crate::import::budget::Budget;
use crate::import::flow::Look;
use crate::import::shade::Shade;

/// How far a style's ancestors are followed.
const GENERATIONS: usize = 16;

/// What a style takes.
const STYLE: usize = size_of::<Style<'_>>() + size_of::<Whole>();

/// The numbers of the styles that come with the program: headings of the first to the ninth level, and the title.
const HEADINGS: std::ops::RangeInclusive<u16> = 1..=9;
const TITLE: u16 = 62;

#[derive(Debug, Default)]
struct Style<'a> {
    heading: Option<bool>,
    base: usize,
    /// Changes to the properties of paragraphs, and of characters.
    of_paragraph: &'a [u8],
    of_characters: &'a [u8],
}

/// A style with what it inherits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whole {
    pub heading: bool,
    pub right: bool,
    pub look: Look,
    /// The ground of a paragraph.
    pub ground: Option<Shade>,
}

/// The styles of a document, by index.
#[derive(Debug, Default)]
pub struct Styles(Vec<Whole>);

impl Styles {
    pub fn new(bytes: &[u8], budget: &Budget) -> Result<Styles, ImportError> {
        let styles = read(bytes).unwrap_or_default();
        (0..styles.len()).map(|index| whole(&styles, index, budget)).collect::<Result<_, _>>().map(Styles)
    }

    pub fn of(&self, index: usize) -> Option<Whole> {
        self.0.get(index).copied()
    }
}

fn read(bytes: &[u8]) -> Option<Vec<Style<'_>>> {
    let head = usize::from(short(bytes, 0)?);
    let (count, base) = (short(bytes, 2)?, usize::from(short(bytes, 4)?));
    let mut at = 2 + head;
    let mut styles = Vec::new();
    for _ in 0..count {
        at += at % 2;
        let Some(length) = short(bytes, at).map(usize::from) else { break };
        let Some(style) = bytes.get(at + 2..).map(|rest| &rest[..length.min(rest.len())]) else { break };
        at += 2 + length;
        styles.push(one(style, base).unwrap_or_default());
    }
    Some(styles)
}

/// A style: its number, what it is for and its base, its name, and its changes.
fn one(bytes: &[u8], base: usize) -> Option<Style<'_>> {
    let number = short(bytes, 0)? & 0x0FFF;
    let second = short(bytes, 2)?;
    let mut style = Style { base: usize::from(second >> 4), ..Style::default() };
    let name = usize::from(short(bytes, base)?);
    let mut at = base + 2 + name * 2 + 2;
    let mut next = || {
        at += at % 2;
        let length = usize::from(short(bytes, at)?);
        let start = at + 2;
        at = start + length;
        bytes.get(start..at)
    };
    match second & 0xF {
        1 => {
            style.heading = (HEADINGS.contains(&number) || number == TITLE).then_some(true);
            style.of_paragraph = next().and_then(|changes| changes.get(2..)).unwrap_or_default();
            style.of_characters = next().unwrap_or_default();
        }
        2 => style.of_characters = next().unwrap_or_default(),
        _ => {}
    }
    Some(style)
}

fn whole(styles: &[Style<'_>], index: usize, budget: &Budget) -> Result<Whole, ImportError> {
    let mut line = Vec::new();
    let mut next = index;
    while let Some(style) = styles.get(next).filter(|_| line.len() < GENERATIONS) {
        budget.charge(STYLE + style.of_paragraph.len() + style.of_characters.len())?;
        line.push(style);
        next = style.base;
    }
    let (mut paragraph, mut run) = (Paragraph::default(), Run::default());
    for style in line.into_iter().rev() {
        paragraph.heading = style.heading.or(paragraph.heading);
        paragraph.change(style.of_paragraph, &[]);
        let mut base = run.look;
        run.change(&mut base, style.of_characters, |_| None);
    }
    let Paragraph { heading, right, ground, .. } = paragraph;
    Ok(Whole { heading: heading.unwrap_or(false), right: right.unwrap_or(false), look: run.look, ground })
}
