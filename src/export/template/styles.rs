//! Styles of a workbook's cells under which a figure is seen as it is: copies of those that would show it as a day or a
//! share, strike it out, hide it, or have no room for it. The rest of a style stays.

use std::collections::BTreeMap;
use std::ops::Range;

use super::TemplateError;
use super::splice::Edits;
use super::whole::elements;
use crate::import::length::fixed;
use crate::import::package::Package;
use crate::import::workbook::style::Hides;

const NAME: &str = "xl/styles.xml";

/// Letters whose size nothing says, in millionths of a point.
const USUAL: i64 = 11_000_000;

pub struct Styles {
    text: String,
    fonts: Option<Group>,
    formats: Option<Group>,
    new_fonts: Vec<String>,
    new_formats: Vec<String>,
    /// The numbers of the copies that were made, by style and what is other in them.
    made: BTreeMap<(usize, Change), usize>,
}

/// What is other in the copy of a style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What of it hides the value.
    pub hides: Hides,
    /// Whether letters that it sets high or low come onto the line.
    pub raised: bool,
    /// Whether letters get as small as the cell is.
    pub shrinks: bool,
}

/// Elements of one kind.
struct Group {
    tag: Range<usize>,
    end: usize,
    all: Vec<Range<usize>>,
}

impl Styles {
    pub fn new(package: &mut Package<'_>) -> Result<Styles, TemplateError> {
        let text = package.text(NAME)?.unwrap_or_default().to_string();
        let all = elements(&text, 3)?;
        let group = |name: &str, of: &str| {
            let group = all.iter().find(|element| element.local == name && element.depth == 1)?;
            let inside = all.iter().filter(|e| e.local == of && e.depth == 2);
            let inside = inside.filter(|e| group.inner.start <= e.whole.start && e.whole.end <= group.inner.end);
            let tag = group.whole.start..group.inner.start;
            Some(Group { tag, end: group.inner.end, all: inside.map(|e| e.whole.clone()).collect() })
        };
        let (fonts, formats) = (group("fonts", "font"), group("cellXfs", "xf"));
        Ok(Styles { text, fonts, formats, new_fonts: Vec::new(), new_formats: Vec::new(), made: BTreeMap::new() })
    }

    /// Whether a style sets what stands in a cell high or low.
    pub fn is_raised(&self, style: &str) -> bool {
        self.font(style).is_some_and(|font| font.contains("superscript") || font.contains("subscript"))
    }

    /// How wide a digit is under a style, in thousandths of one of the workbook's usual letters, by which columns are measured.
    pub fn digit(&self, style: Option<&str>) -> i64 {
        const BOLD: i64 = 1_100;
        let fonts = self.fonts.as_ref();
        let usual = fonts.and_then(|fonts| self.text.get(fonts.all.first()?.clone())).map_or(USUAL, size);
        let Some(font) = style.and_then(|style| self.font(style)) else { return 1_000 };
        let bold = font.split('<').any(|tag| tag.trim_end_matches(['/', '>', ' ']).rsplit(':').next() == Some("b"));
        size(font) * if bold { BOLD } else { 1_000 } / usual.max(1)
    }

    /// The copy of a style in which something is other; the style itself where there is nothing to copy. A cell without one has
    /// the first.
    pub fn changed(&mut self, style: Option<&str>, change: Change) -> Option<String> {
        if change == Change::default() {
            return style.map(String::from);
        }
        let number = style.unwrap_or("0").parse().ok();
        let copy =
            number.and_then(|style| self.made.get(&(style, change)).copied().or_else(|| self.copy(style, change)));
        copy.map(|copy| copy.to_string()).or(style.map(String::from))
    }

    fn copy(&mut self, style: usize, change: Change) -> Option<usize> {
        let Change { hides, raised, shrinks } = change;
        let (fonts, formats) = (self.fonts.as_ref()?, self.formats.as_ref()?);
        let mut format = self.text.get(formats.all.get(style)?.clone())?.to_string();
        let mut font = self.font(&style.to_string())?.to_string();
        let marks = [(hides.letters, "strike"), (hides.letters, "sz"), (raised, "vertAlign"), (hides.ink, "color")];
        for (_, name) in marks.iter().filter(|(goes, _)| *goes) {
            font = if *name == "sz" { resized(&font) } else { without(&font, name) };
        }
        if hides.letters || hides.ink || raised {
            format =
                with(&with(&format, "fontId", &(fonts.all.len() + self.new_fonts.len()).to_string()), "applyFont", "1");
        }
        if hides.code {
            format = with(&with(&format, "numFmtId", "0"), "applyNumberFormat", "1");
        }
        if hides.ground {
            format = with(&with(&format, "fillId", "0"), "applyFill", "1");
        }
        if shrinks {
            format = shrinking(&with(&format, "applyAlignment", "1"));
        }
        let copy = formats.all.len() + self.new_formats.len();
        if hides.letters || hides.ink || raised {
            self.new_fonts.push(font);
        }
        self.new_formats.push(format);
        self.made.insert((style, change), copy);
        Some(copy)
    }

    fn font(&self, style: &str) -> Option<&str> {
        let format = self.text.get(self.formats.as_ref()?.all.get(style.parse::<usize>().ok()?)?.clone())?;
        let number: usize = format.split_once("fontId=\"")?.1.split('"').next()?.parse().ok()?;
        self.text.get(self.fonts.as_ref()?.all.get(number)?.clone())
    }

    /// Puts the copies into the part that holds all styles.
    pub fn write(self, changed: &mut Vec<(String, Vec<u8>)>) -> Result<(), TemplateError> {
        let (Some(fonts), Some(formats), false) = (&self.fonts, &self.formats, self.made.is_empty()) else {
            return Ok(());
        };
        let mut edits = Edits::default();
        for (group, new) in [(fonts, &self.new_fonts), (formats, &self.new_formats)] {
            let tag = self.text.get(group.tag.clone()).unwrap_or_default();
            if tag.contains(" count=\"") && !new.is_empty() {
                edits.replace(group.tag.clone(), with(tag, "count", &(group.all.len() + new.len()).to_string()));
            }
            edits.insert(group.end, new.concat());
        }
        changed.push((NAME.to_string(), edits.apply(&self.text)?.into_bytes()));
        Ok(())
    }
}

/// The size of a font's letters, in millionths of a point.
fn size(font: &str) -> i64 {
    let value = font.split('<').find(|tag| tag.split([' ', ':']).take(2).any(|name| name == "sz"));
    let value = value.and_then(|tag| tag.split_once("val=\"")?.1.split('"').next());
    value.and_then(fixed).filter(|size| *size > 0).unwrap_or(USUAL)
}

/// A font whose letters are not too small to be seen.
fn resized(font: &str) -> String {
    const LOWEST: i64 = 2_000_000;
    if size(font) < LOWEST { with_in(font, "sz", "val", "10.5") } else { font.to_string() }
}

/// A format whose cells make their letters as small as they are narrow. Where lines are broken, nothing gets smaller.
fn shrinking(format: &str) -> String {
    let prefix = format.trim_start_matches('<').split("xf").next().unwrap_or_default();
    let open = format!("<{prefix}alignment");
    if format.contains(&open) {
        return with_in(&with_in(format, "alignment", "wrapText", "0"), "alignment", "shrinkToFit", "1");
    }
    let tag = format.find('>').map_or(format.len(), |at| at + 1);
    let (head, rest) = format.split_at(tag);
    let alignment = format!("{open} shrinkToFit=\"1\"/>");
    match head.strip_suffix("/>") {
        Some(head) => format!("{head}>{alignment}</{prefix}xf>"),
        None => format!("{head}{alignment}{rest}"),
    }
}

/// An element with another value of an attribute of the first one of a name in it.
fn with_in(element: &str, name: &str, attribute: &str, value: &str) -> String {
    let is_it = |&(at, _): &(usize, &str)| {
        let tag = element[at + 1..].split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next();
        tag.and_then(|tag| tag.rsplit(':').next()) == Some(name)
    };
    let Some((start, _)) = element.match_indices('<').find(is_it) else { return element.to_string() };
    let end = element[start..].find('>').map_or(element.len(), |length| start + length + 1);
    format!("{}{}{}", &element[..start], with(&element[start..end], attribute, value), &element[end..])
}

/// A tag, the first one of an element, with a value of an attribute.
fn with(element: &str, name: &str, value: &str) -> String {
    let end = element.find('>').unwrap_or(element.len());
    let named = format!(" {name}=\"");
    if let Some(start) = element[..end].find(&named).map(|at| at + named.len()) {
        let end = element[start..].find('"').map_or(element.len(), |length| start + length);
        return format!("{}{value}{}", &element[..start], &element[end..]);
    }
    let end = element[..end].trim_end_matches('/').trim_end().len();
    format!("{}{named}{value}\"{}", &element[..end], &element[end..])
}

/// An element without those in it of a name, which have no content.
fn without(element: &str, name: &str) -> String {
    let mut kept = element.to_string();
    let prefix = element.trim_start_matches('<').split("font").next().unwrap_or_default();
    let open = format!("<{prefix}{name}");
    while let Some(start) = kept.find(&open) {
        let Some(length) = kept[start..].find('>') else { break };
        kept.replace_range(start..=start + length, "");
    }
    kept
}
