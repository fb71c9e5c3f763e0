//! Pages of placed text and rules as the bytes of a PDF: fonts embedded as subsets, tags for what a text is, an outline
//! of the chapters, no names of machines, and dates where they are wanted. The only place where lengths are no whole numbers: the library
//! that writes the file takes them so.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::color::{luma, rgb};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree, TextAlign,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Data, Document as File};

use super::face::{Faces, Run};
use super::layout::{Element, ElementKind, Laid, Page, Piece, Tint};
use crate::export::typeface::TypefaceError;
use crate::export::{ExportError, Moment, page};

/// The width of the rules of a table, in points.
const RULE: f32 = 0.5;

fn points(length: usize) -> f32 {
    length as f32 / 1000.0
}

pub fn write(laid: &Laid, faces: &Faces, title: &str, made: Option<Moment>) -> Result<Vec<u8>, ExportError> {
    let font = |typeface: &crate::export::typeface::Typeface| {
        let font = Font::new(Data::from(typeface.bytes.clone()), typeface.index);
        font.ok_or_else(|| TypefaceError::NoFont(typeface.name.clone()))
    };
    let fonts = faces.typefaces().map(font).collect::<Result<Vec<Font>, TypefaceError>>()?;
    let names: Vec<(Font, String)> =
        fonts.iter().cloned().zip(faces.typefaces().map(|typeface| typeface.name.clone())).collect();
    let mut file = File::new();
    let mut tagged: Vec<Vec<Identifier>> = vec![Vec::new(); laid.elements.len()];
    for page in &laid.pages {
        let size = PageSettings::from_wh(twips(page::WIDTH), twips(page::HEIGHT));
        let mut sheet = file.start_page_with(size.unwrap_or_default());
        let mut surface = sheet.surface();
        draw(&mut surface, page, &fonts, &mut tagged);
        surface.finish();
        sheet.finish();
    }
    let mut outline = Outline::new();
    for (text, page, top) in &laid.outline {
        let place = XyzDestination::new(*page, Point::from_xy(twips(page::LEFT), points(*top)));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    file.set_outline(outline);
    file.set_tag_tree(tags(&laid.elements, tagged));
    let language = "zh-CN".to_string();
    let mut metadata = Metadata::new().title(title.to_string()).language(language).creator("gouji".to_string());
    if let Some(made) = made.map(date) {
        metadata = metadata.creation_date(made);
    }
    file.set_metadata(metadata);
    let bytes = file.finish().map_err(|error| match error {
        KrillaError::Font(broken, _) => {
            let its = names.iter().find(|(font, _)| *font == broken);
            TypefaceError::Damaged(its.map(|(_, name)| name.clone()).unwrap_or_default()).into()
        }
        error => ExportError::Unwritable(format!("{error:?}")),
    })?;
    Ok(without_suspects(bytes))
}

fn date(made: Moment) -> DateTime {
    DateTime::new(made.year).month(made.month).day(made.day).hour(made.hour).minute(made.minute).second(made.second)
}

/// Takes out the library's word that no tag is suspect, which is so without it, and which some checkers do not know: blanks in
/// its place keep everything else where it is.
fn without_suspects(mut bytes: Vec<u8>) -> Vec<u8> {
    const WORD: &[u8] = b"/Suspects false";
    let Some(catalog) = bytes.windows(9).rposition(|window| window == b"/MarkInfo") else { return bytes };
    let end = bytes.len().min(catalog + 80);
    if let Some(at) = bytes[catalog..end].windows(WORD.len()).position(|window| window == WORD) {
        bytes[catalog + at..catalog + at + WORD.len()].fill(b' ');
    }
    bytes
}

/// Twentieths of a point as points.
fn twips(length: u32) -> f32 {
    length as f32 / 20.0
}

fn draw(surface: &mut Surface, page: &Page, fonts: &[Font], tagged: &mut [Vec<Identifier>]) {
    if !page.grounds.is_empty() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
        let (red, green, blue) = page::BANNER;
        let paint = rgb::Color::new(red, green, blue).into();
        surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }));
        surface.set_stroke(None);
        let mut path = PathBuilder::new();
        for &((left, top), (right, bottom)) in &page.grounds {
            if let Some(ground) = Rect::from_ltrb(points(left), points(top), points(right), points(bottom)) {
                path.push_rect(ground);
            }
        }
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
        surface.end_tagged();
    }
    if !page.rules.is_empty() {
        let mut path = PathBuilder::new();
        for &((left, top), (right, bottom)) in &page.rules {
            path.move_to(points(left), points(top));
            path.line_to(points(right), points(bottom));
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
        surface.set_stroke(Some(Stroke { width: RULE, ..Stroke::default() }));
        surface.set_fill(None);
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
        surface.set_stroke(None);
        surface.end_tagged();
    }
    for piece in &page.pieces {
        let tag = match piece.element {
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
        };
        let identifier = surface.start_tagged(tag);
        text(surface, piece, fonts);
        surface.end_tagged();
        if let Some(element) = piece.element {
            tagged[element].push(identifier);
        }
    }
}

fn text(surface: &mut Surface, piece: &Piece, fonts: &[Font]) {
    let paint = match piece.tint {
        Tint::Black => luma::Color::black(),
        Tint::Grey => luma::Color::new(128),
    };
    surface.set_fill(Some(Fill { paint: paint.into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }));
    let mut x = piece.x;
    for run in &piece.runs {
        let start = Point::from_xy(points(x), points(piece.baseline));
        surface.draw_glyphs(start, &glyphs(run), fonts[run.face].clone(), &run.text, points(run.size), false);
        x += run.width();
    }
}

fn glyphs(run: &Run) -> Vec<KrillaGlyph> {
    let glyph = |glyph: &super::face::Glyph| {
        let advance = points(glyph.advance) / points(run.size);
        KrillaGlyph::new(GlyphId::new(glyph.id.into()), advance, 0.0, 0.0, 0.0, glyph.text.clone(), None)
    };
    run.glyphs.iter().map(glyph).collect()
}

/// The tree that says what each piece of text is, cells gathered in their rows and rows in their tables.
fn tags(elements: &[Element], tagged: Vec<Vec<Identifier>>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("zh-CN".to_string()));
    let mut table: Option<(usize, TagGroup)> = None;
    let mut row: Option<(u16, TagGroup)> = None;
    for (element, identifiers) in elements.iter().zip(tagged) {
        let children: Vec<Node> = identifiers.into_iter().map(Node::from).collect();
        let at = match element.kind {
            ElementKind::Head { table, row, .. } | ElementKind::Cell { table, row, .. } => Some((table, row)),
            _ => None,
        };
        let (same_table, same_row) = (
            table.as_ref().map(|(index, _)| *index) == at.map(|at| at.0),
            row.as_ref().map(|(index, _)| *index) == at.map(|at| at.1),
        );
        if !(same_table && same_row)
            && let Some((_, done)) = row.take()
            && let Some((_, table)) = &mut table
        {
            table.push(done);
        }
        if !same_table && let Some((_, done)) = table.take() {
            tree.push(done);
        }
        let group = group(element.kind, children);
        match at {
            None => tree.push(group),
            Some(at) => {
                table.get_or_insert_with(|| (at.0, TagGroup::new(Tag::Table)));
                row.get_or_insert_with(|| (at.1, TagGroup::new(Tag::TR))).1.push(group);
            }
        }
    }
    if let Some((_, mut table)) = table {
        if let Some((_, row)) = row {
            table.push(row);
        }
        tree.push(table);
    }
    tree
}

fn group(kind: ElementKind, children: Vec<Node>) -> TagGroup {
    let level = |level: u16| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    let spans = |span: (u16, u16)| {
        let many = |count: u16| NonZeroU32::new(count.into()).filter(|count| count.get() > 1);
        (many(span.0), many(span.1))
    };
    match kind {
        ElementKind::Title => TagGroup::with_children(Tag::Hn(level(1), None), children),
        ElementKind::Heading => TagGroup::with_children(Tag::Hn(level(2), None), children),
        ElementKind::Paragraph => TagGroup::with_children(Tag::P, children),
        ElementKind::Closing => TagGroup::with_children(Tag::P.with_text_align(Some(TextAlign::End)), children),
        ElementKind::Head { span, across, .. } => {
            let scope = if across { TableHeaderScope::Row } else { TableHeaderScope::Column };
            let (rows, columns) = spans(span);
            TagGroup::with_children(Tag::TH(scope).with_row_span(rows).with_col_span(columns), children)
        }
        ElementKind::Cell { span, .. } => {
            let (rows, columns) = spans(span);
            TagGroup::with_children(Tag::TD.with_row_span(rows).with_col_span(columns), children)
        }
    }
}
