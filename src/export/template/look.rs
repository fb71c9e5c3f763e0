//! Properties of runs, as text: without what would strike a figure out, hide it or set it high, and in letters small enough
//! for a figure to stand on one line of its cell.

use crate::import::docx::story::Paragraph;
use crate::import::shade::WHITE;
use crate::import::words::Look;

/// Letters whose size nothing says, in half points.
const USUAL: usize = 21;

/// The smallest letters, in half points.
const SMALLEST: usize = 10;

/// The margin at either side of a cell where nothing says one, in twentieths of a point.
const MARGIN: usize = 108;

/// The properties of a run from the first strike on, in the order of the schema.
const ORDER: [&str; 29] = [
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "rPrChange",
];

/// Properties without what a placeholder's words looked like and a figure's must not.
pub fn plain(properties: &str, prefix: &str) -> String {
    let mut kept = properties.to_string();
    for name in ["strike", "dstrike", "vanish", "vertAlign", "position", "color", "rStyle"] {
        let mut from = 0;
        while let Some((start, end)) = tag(&kept, prefix, name, from) {
            let goes = name != "color" || kept[start..end].to_lowercase().contains("\"ffffff\"");
            if goes {
                kept.replace_range(start..end, "");
            }
            from = if goes { start } else { end };
        }
    }
    kept
}

/// Properties under which words are seen in a paragraph by whose style they would not be, or would be struck out, high or low.
pub fn lifted(properties: &str, paragraph: &Paragraph) -> String {
    let (prefix, style) = (&paragraph.prefix, &paragraph.letters);
    let set_off = |look: Option<Look>| look.is_some_and(|look| look != Look::Plain);
    let usual = USUAL.to_string();
    let wanted = [
        (style.struck == Some(true), "strike", "0"),
        (style.struck == Some(true), "dstrike", "0"),
        (style.hidden == Some(true), "vanish", "0"),
        (style.ink.is_some_and(|ink| ink.blends(WHITE)), "color", "auto"),
        (style.narrow == Some(true), "w", "100"),
        (set_off(style.moved), "position", "0"),
        (style.tiny == Some(true), "sz", usual.as_str()),
        (set_off(style.set), "vertAlign", "baseline"),
    ];
    let missing = wanted.iter().filter(|(is_so, name, _)| *is_so && tag(properties, prefix, name, 0).is_none());
    missing.fold(properties.to_string(), |properties, (_, name, value)| with(&properties, prefix, name, value))
}

/// Properties with letters of a size, in half points.
pub fn sized(properties: &str, prefix: &str, size: usize) -> String {
    with(properties, prefix, "sz", &size.to_string())
}

/// Properties with one of that value, which stands in its place in [`ORDER`].
fn with(properties: &str, prefix: &str, name: &str, value: &str) -> String {
    let element = format!("<{prefix}{name} {prefix}val=\"{value}\"/>");
    let mut changed = properties.to_string();
    if let Some((start, end)) = tag(&changed, prefix, name, 0) {
        changed.replace_range(start..end, &element);
        return changed;
    }
    let close = format!("</{prefix}rPr>");
    let Some(end) = changed.rfind(&close) else { return format!("<{prefix}rPr>{element}{close}") };
    let behind = ORDER.iter().skip_while(|other| **other != name);
    let next = behind.filter_map(|other| tag(&changed, prefix, other, 0)).map(|(start, _)| start).min();
    changed.insert_str(next.unwrap_or(end), &element);
    changed
}

/// The size of letters, in half points, in which a figure stands on one line of the cell that a paragraph is in; `None` where it
/// does in those that it has.
pub fn fitting(source: &str, paragraph: &Paragraph, properties: &str, figure: &str) -> Option<usize> {
    // Half a letter's height is the width of a digit, in most typefaces a little more: 5.6 twentieths of a point a half point.
    const TENTHS: usize = 56;
    let prefix = &paragraph.prefix;
    let before = source.get(..paragraph.element.start)?;
    let opens = |name: &str| [format!("<{prefix}{name}>"), format!("<{prefix}{name} ")];
    let last = |name: &str| opens(name).iter().filter_map(|tag| before.rfind(tag.as_str())).max();
    let cell = before.get(last("tc")?..)?;
    let whole = measure(cell, prefix, "tcW")?;
    let table = before.get(last("tbl")?..)?;
    let head = table.get(..table.find(&format!("<{prefix}tblGrid")).unwrap_or(0))?;
    let margin = |side: &str| {
        let own = cell.find(&format!("<{prefix}tcMar>")).and_then(|at| measure(&cell[at..], prefix, side));
        let all = || head.find(&format!("<{prefix}tblCellMar>")).and_then(|at| measure(&head[at..], prefix, side));
        own.or_else(all).unwrap_or(MARGIN)
    };
    let room = whole.checked_sub(margin("left") + margin("right"))?;
    let size = tag(properties, prefix, "sz", 0)
        .and_then(|(start, end)| attribute(&properties[start..end], &format!("{prefix}val")))
        .unwrap_or(USUAL);
    let count = figure.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let most = room * 10 / (count * TENTHS).max(1);
    (most < size && count > 0).then_some(most.max(SMALLEST))
}

/// A width in twentieths of a point.
fn measure(text: &str, prefix: &str, name: &str) -> Option<usize> {
    let (start, end) = tag(text, prefix, name, 0)?;
    let element = &text[start..end];
    element.contains("\"dxa\"").then(|| attribute(element, &format!("{prefix}w")))?
}

fn attribute(element: &str, name: &str) -> Option<usize> {
    let value = element.split_once(&format!(" {name}=\""))?.1;
    value.split('"').next()?.parse().ok()
}

/// Where an element without content stands.
fn tag(text: &str, prefix: &str, name: &str, from: usize) -> Option<(usize, usize)> {
    let open = format!("<{prefix}{name}");
    let mut from = from;
    loop {
        let start = from + text.get(from..)?.find(&open)?;
        let end = start + text[start..].find('>')? + 1;
        if text[start + open.len()..].starts_with([' ', '/', '>']) {
            return Some((start, end));
        }
        from = end;
    }
}
