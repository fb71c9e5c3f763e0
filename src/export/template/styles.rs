//! Styles of a workbook's cells under which a figure is seen as it is: copies of those that would show it as a day or a
//! share, strike it out or hide it. The rest of a style stays.

use std::collections::BTreeMap;
use std::ops::Range;

use super::TemplateError;
use super::splice::Edits;
use super::whole::elements;
use crate::import::package::Package;

const NAME: &str = "xl/styles.xml";

pub struct Styles {
    text: String,
    fonts: Option<Group>,
    formats: Option<Group>,
    new_fonts: String,
    new_formats: String,
    /// The numbers of the copies that were made, by style.
    made: BTreeMap<usize, usize>,
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
        let (new_fonts, new_formats, made) = (String::new(), String::new(), BTreeMap::new());
        Ok(Styles { text, fonts, formats, new_fonts, new_formats, made })
    }

    /// Whether a style sets what stands in a cell high or low.
    pub fn is_raised(&self, style: &str) -> bool {
        self.font(style).is_some_and(|font| font.contains("superscript") || font.contains("subscript"))
    }

    /// The copy of a style under which a figure is seen; the style itself where there is nothing to copy.
    pub fn seen(&mut self, style: &str) -> String {
        let copy = style.parse().ok().and_then(|number| self.made.get(&number).copied().or_else(|| self.copy(number)));
        copy.map_or_else(|| style.to_string(), |copy| copy.to_string())
    }

    fn copy(&mut self, style: usize) -> Option<usize> {
        let (fonts, formats) = (self.fonts.as_ref()?, self.formats.as_ref()?);
        let format = self.text.get(formats.all.get(style)?.clone())?;
        let font = self.font(&style.to_string())?;
        let number = fonts.all.len() + self.made.len();
        let copy = formats.all.len() + self.made.len();
        let new_font =
            ["strike", "vertAlign", "color"].iter().fold(font.to_string(), |font, name| without(&font, name));
        let new_format = with(&with(format, "numFmtId", "0"), "fontId", &number.to_string());
        self.new_fonts.push_str(&new_font);
        self.new_formats.push_str(&new_format);
        self.made.insert(style, copy);
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
            if tag.contains(" count=\"") {
                edits.replace(group.tag.clone(), with(tag, "count", &(group.all.len() + self.made.len()).to_string()));
            }
            edits.insert(group.end, new.as_str());
        }
        changed.push((NAME.to_string(), edits.apply(&self.text)?.into_bytes()));
        Ok(())
    }
}

/// A tag with another value of an attribute.
fn with(tag: &str, name: &str, value: &str) -> String {
    let named = format!(" {name}=\"");
    let Some(start) = tag.find(&named).map(|at| at + named.len()) else { return tag.to_string() };
    let end = tag[start..].find('"').map_or(tag.len(), |length| start + length);
    format!("{}{value}{}", &tag[..start], &tag[end..])
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
