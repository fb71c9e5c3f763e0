//! What cells look like: typefaces, sizes, borders, colours. Sizes and lengths are the page's; nothing is written here.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::domain::figure::Figure;
use crate::domain::number::MAX_PLACES;
use crate::export::page;

/// The typeface of titles, figures and page numbers.
pub const SONG: &str = "宋体";

/// The typeface of prose and labels.
const FANG: &str = "仿宋";

/// The typeface of chapter headings.
const HEI: &str = "黑体";

/// The typeface of headings of the second level.
const KAI: &str = "楷体";

/// The set of characters that a program may look for a replacement in, where it lacks a typeface: simplified Chinese.
const CHARSET: u8 = 134;

/// The width between the margins, in twentieths of a point.
pub const TYPE_AREA: u32 = page::WIDTH - page::LEFT - page::RIGHT;

/// What a column of prose leaves free of the type area: programs do not agree on widths of columns to the pixel.
pub const SPARE: u32 = 300;

/// Type size in tables, 五号.
pub const SMALL: u32 = 210;

/// Type size of what is not official.
pub const TINY: u32 = 180;

/// Twentieths of a point as pixels of a screen, of which there are 96 to the inch.
pub fn pixels(twips: u32) -> u32 {
    twips / 15
}

/// Twentieths of a point as points.
pub fn points(twips: u32) -> u32 {
    twips.div_ceil(20)
}

pub struct Looks {
    pub mark: Format,
    pub title: Format,
    pub heading: Format,
    pub paragraph: Format,
    /// Words within a paragraph.
    pub words: Format,
    /// A sub-heading within a paragraph.
    pub lead: Format,
    /// Signature and date.
    pub closing: Format,
    /// Labels in the middle of their cell.
    pub label: Format,
    /// Labels at the left of their cell.
    pub row_label: Format,
    /// Banners.
    pub banner: Format,
    /// Names of check rows.
    pub check_label: Format,
    /// What a check row turns to that does not hold.
    pub failed: Format,
    figure: Format,
    check: Format,
}

impl Looks {
    pub fn new() -> Looks {
        let face = |name: &str, size: u32| {
            let format = Format::new().set_font_name(name).set_font_charset(CHARSET);
            format.set_font_size(points(size)).set_align(FormatAlign::VerticalCenter)
        };
        let centred = |format: Format| format.set_align(FormatAlign::Center);
        let boxed = |format: Format| format.set_border(FormatBorder::Thin);
        let paragraph = face(FANG, page::BODY).set_text_wrap().set_align(FormatAlign::Top).set_unlocked();
        let words =
            |name: &str| Format::new().set_font_name(name).set_font_charset(CHARSET).set_font_size(points(page::BODY));
        let (red, green, blue) = page::BANNER;
        let banner = u32::from_be_bytes([0, red, green, blue]);
        let check = face(FANG, TINY).set_border(FormatBorder::Hair).set_border_color(Color::Gray);
        Looks {
            mark: face(HEI, page::BODY).set_font_color(Color::Red),
            title: centred(face(SONG, page::TITLE).set_bold().set_text_wrap()),
            heading: face(HEI, page::BODY),
            words: words(FANG),
            lead: words(KAI),
            closing: face(FANG, page::BODY).set_align(FormatAlign::Right).set_text_wrap().set_unlocked(),
            label: centred(boxed(face(FANG, SMALL).set_text_wrap())),
            row_label: boxed(face(FANG, SMALL).set_text_wrap()),
            banner: boxed(face(FANG, SMALL).set_text_wrap()).set_background_color(Color::RGB(banner)),
            check_label: check.clone().set_text_wrap().set_font_color(Color::RGB(0x59_59_59)),
            check: centred(check.set_shrink()),
            failed: Format::new().set_bold().set_font_color(Color::White).set_background_color(Color::RGB(0xC0_00_00)),
            figure: centred(boxed(face(SONG, SMALL).set_shrink())),
            paragraph,
        }
    }

    /// A figure that is keyed, or a total; with decimals, as many as it is printed with. Last year's figure is part of
    /// the number's format, so that the cell still holds a number; a cell without one shows it in grey.
    pub fn figure(&self, figure: Figure, amount: bool, keyed: bool, remark: Option<&str>) -> Format {
        let format = if keyed { self.figure.clone().set_unlocked() } else { self.figure.clone() };
        let places = match figure {
            Figure::Number(number) => number.to_string().split_once('.').map_or(0, |(_, places)| places.len()),
            _ => 0,
        };
        let digits = match places {
            0 if amount => "General".to_string(),
            0 => "0".to_string(),
            places => format!("0.{}{}", "0".repeat(places), "#".repeat((MAX_PLACES as usize).saturating_sub(places))),
        };
        let Some(remark) = remark else { return format.set_num_format(digits) };
        let number = format!("{digits}\"{remark}\"");
        let text = match (figure, keyed) {
            (Figure::Unfilled, true) => "[Color16]@".to_string(),
            (Figure::Unfilled, false) => format!("[Color16]@\"{remark}\""),
            _ => format!("@\"{remark}\""),
        };
        format.set_num_format(format!("{number};-{number};{number};{text}"))
    }

    /// Results of check rows: a difference says that it is one.
    pub fn check(&self, amount: bool) -> Format {
        let digits = if amount { "General" } else { "0" };
        self.check.clone().set_num_format(format!("\"差\"{digits};\"差-\"{digits};{digits}"))
    }

    /// Marks a printed total that differs from what its cells add up to.
    pub fn differing(format: Format) -> Format {
        format.set_bold().set_background_color(Color::RGB(0xFF_E0_66))
    }
}
