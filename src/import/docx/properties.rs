//! What the properties of paragraphs, runs, cells, rows and controls say that matters to a reader, and the places of
//! what belongs to one of them alone. Each is read to its end.

use std::ops::Range;

use super::grid::{Cell, Down, Row, Table};
use super::numbering::InList;
use super::story::{Control, Paragraph, Run};
use super::styles::{Letters, Styles, ground, is_on, is_outline, is_right};
use crate::import::ImportError;
use crate::import::markup::{Step, Tag, Walker};
use crate::import::shade::Shade;

/// Walks through the element that the last step opened, and calls back at the end of every element in it.
fn each(
    walker: &mut Walker<'_>,
    mut opened: impl FnMut(&Tag<'_>, &[String]),
    mut closed: impl FnMut(&str, &[String], Range<usize>),
) -> Result<Range<usize>, ImportError> {
    let start = walker.at().start;
    let mut names: Vec<String> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    while let Some(step) = walker.step()? {
        match step {
            Step::Open(tag) => {
                opened(&tag, &names);
                names.push(tag.local().to_string());
                starts.push(walker.at().start);
            }
            Step::Close => {
                let end = walker.at().end;
                let (Some(name), Some(from)) = (names.pop(), starts.pop()) else { return Ok(start..end) };
                closed(&name, &names, from..end);
            }
            Step::Text(_) => {}
        }
    }
    Ok(start..walker.at().end)
}

/// Whether elements stand in what properties were before a tracked change.
fn is_former(outer: &[String]) -> bool {
    outer.iter().any(|name| name.ends_with("Change"))
}

/// Reads the properties of a paragraph; how words look by the style of the table around it.
pub fn of_paragraph(
    paragraph: &mut Paragraph,
    of_table: Letters,
    styles: &Styles,
    walker: &mut Walker<'_>,
) -> Result<(), ImportError> {
    let (mut heading, mut right, mut style) = (None, None, None);
    let (mut section, mut open_ended, mut own_ground) = (false, false, None);
    let mut in_list = InList::default();
    let whole = each(
        walker,
        |tag, outer| match tag.local() {
            _ if is_former(outer) => {}
            "pStyle" => style = tag.attribute("val"),
            "outlineLvl" => heading = tag.number("val").map(is_outline),
            "jc" => right = tag.attribute("val").map(|side| is_right(&side)),
            "sectPr" => section = true,
            "numId" => in_list.list = tag.number("val"),
            "ilvl" => in_list.level = tag.number("val"),
            "shd" if outer.is_empty() => own_ground = ground(tag, &styles.theme),
            "del" | "moveFrom" => open_ended = true,
            // Word parts two styles within a line so.
            "specVanish" if outer == ["rPr"] => open_ended = is_on(tag),
            _ => {}
        },
        |name, outer, place| {
            let inner_mark = outer == ["rPr"];
            match name {
                "rPr" if outer.is_empty() => paragraph.mark = Some(place),
                "sectPr" | "pPrChange" | "numPr" if outer.is_empty() => paragraph.own.push(place),
                // What comes into a paragraph is to be seen.
                "strike" | "dstrike" | "vanish" | "vertAlign" | "position" if inner_mark => paragraph.own.push(place),
                "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange" if inner_mark => paragraph.own.push(place),
                _ => {}
            }
        },
    )?;
    let inherited = style.map_or_else(|| styles.usual(), |id| styles.of(&id));
    paragraph.letters = inherited.letters.over(of_table).over(styles.plain);
    paragraph.ground = own_ground.or(inherited.ground);
    paragraph.in_list = in_list.over(inherited.in_list);
    paragraph.heading = heading.or(inherited.heading).unwrap_or(false);
    paragraph.right = right.or(inherited.right).unwrap_or(false);
    paragraph.open_ended = open_ended;
    paragraph.holds_more |= section;
    paragraph.properties = Some(whole);
    Ok(())
}

/// Reads the properties of a run in a paragraph whose words look so by its style; its ground, and whether it stands in a
/// cell.
pub fn of_run(
    run: &mut Run,
    letters: Letters,
    (under, in_cell): (Shade, bool),
    styles: &Styles,
    walker: &mut Walker<'_>,
) -> Result<(), ImportError> {
    let (mut own, mut style) = (Letters::default(), None);
    let whole = each(
        walker,
        |tag, outer| match tag.local() {
            _ if is_former(outer) => {}
            "rStyle" => style = tag.attribute("val"),
            // Newer programs fill letters so, whatever their colour is.
            "noFill" if outer == ["textFill"] => own.hidden = Some(true),
            "srgbClr" if outer == ["textFill", "solidFill"] => {
                own.ink = tag.attribute("val").and_then(|digits| Shade::hex(&digits)).or(own.ink);
            }
            "schemeClr" if outer == ["textFill", "solidFill"] => {
                own.ink = tag.attribute("val").map(|name| styles.theme.named(&name)).or(own.ink);
            }
            _ if outer.is_empty() => own.take(tag, &styles.theme),
            _ => {}
        },
        |name, outer, place| {
            if outer.is_empty() && matches!(name, "rPrChange" | "ins" | "del" | "moveFrom" | "moveTo") {
                run.own.push(place);
            }
        },
    )?;
    let of_style = style.map(|id| styles.of(&id).letters).unwrap_or_default();
    run.properties = Some(whole);
    run.look = own.over(of_style).over(letters).look(under, in_cell);
    Ok(())
}

/// Reads the properties of a row, or of its last cell.
pub fn of_table(row: &mut Row, of_cell: bool, styles: &Styles, walker: &mut Walker<'_>) -> Result<(), ImportError> {
    // Twentieths of a point.
    const LOWEST: usize = 40;
    let mut joined = false;
    let mut cell = Cell::default();
    each(
        walker,
        |tag, _| {
            let count = || tag.number("val").unwrap_or(0);
            let begins = || tag.attribute("val").as_deref() == Some("restart");
            match tag.local() {
                "gridSpan" => cell.across = count(),
                // Word 2003 writes these names small.
                "vMerge" | "vmerge" => cell.down = if begins() { Down::Begins } else { Down::Continues },
                "hMerge" | "hmerge" => joined = !begins(),
                "gridBefore" => row.before = count(),
                "gridAfter" => row.after = count(),
                "del" if !of_cell => row.deleted = true,
                "hidden" if !of_cell => row.hidden |= is_on(tag),
                "trHeight" => {
                    let exact = tag.attribute("hRule").or_else(|| tag.attribute("h-rule")).as_deref() == Some("exact");
                    row.hidden |= exact && count() < LOWEST;
                }
                "shd" => cell.ground = ground(tag, &styles.theme),
                _ => {}
            }
        },
        |_, _, _| {},
    )?;
    if of_cell && let Some(last) = row.cells.last_mut() {
        (last.across, last.down, last.joined, last.ground) = (cell.across, cell.down, joined, cell.ground);
    }
    Ok(())
}

/// Reads the properties of a table: its ground, and what its style says.
pub fn of_whole_table(table: &mut Table, styles: &Styles, walker: &mut Walker<'_>) -> Result<(), ImportError> {
    let mut own = None;
    let look = |tag: &Tag<'_>, outer: &[String]| match tag.local() {
        _ if is_former(outer) => {}
        "tblStyle" => {
            let id = tag.attribute("val").unwrap_or_default();
            let style = styles.of(&id);
            (table.letters, table.parts) = (style.letters, styles.parts(&id));
            // Which of its parts are coloured is not told of each cell.
            let coloured = table.parts.iter().any(|part| part.letters.ground.is_some());
            table.ground = style.ground.or(coloured.then_some(Shade::Unknown));
        }
        "shd" => own = ground(tag, &styles.theme),
        "tblLook" => {
            const NAMES: [&str; 6] = ["firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand"];
            let bits = tag.attribute("val").and_then(|bits| usize::from_str_radix(&bits, 16).ok()).unwrap_or(0);
            let named = (5..).zip(NAMES).filter(|(_, name)| {
                tag.attribute(name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
            });
            table.has = named.fold(bits, |bits, (bit, _)| bits | 1 << bit);
        }
        _ => {}
    };
    each(walker, look, |_, _, _| {})?;
    table.ground = own.or(table.ground);
    Ok(())
}

/// What is chosen of the list of a form's field, read to its end.
pub fn of_choice(walker: &mut Walker<'_>) -> Result<Option<String>, ImportError> {
    let (mut chosen, mut usual, mut entries) = (None, None, Vec::new());
    let look = |tag: &Tag<'_>, _: &[String]| match tag.local() {
        "result" => chosen = tag.number("val"),
        "default" => usual = tag.number("val"),
        "listEntry" => entries.push(tag.attribute("val").unwrap_or_default()),
        _ => {}
    };
    each(walker, look, |_, _, _| {})?;
    Ok(entries.into_iter().nth(chosen.or(usual).unwrap_or(0)))
}

pub fn of_control(control: &mut Control, walker: &mut Walker<'_>) -> Result<(), ImportError> {
    let mut placeholder = false;
    each(
        walker,
        |tag, _| placeholder |= tag.local() == "showingPlcHdr" && is_on(tag),
        |name, outer, place| {
            if outer.is_empty() && matches!(name, "showingPlcHdr" | "dataBinding") {
                control.ties.push(place);
            }
        },
    )?;
    control.placeholder = placeholder;
    Ok(())
}
