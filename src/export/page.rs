//! The printed page after GB/T 9704-2012: paper, margins, type sizes and line pitch, in twentieths of a point, shared by
//! Word, PDF and Excel. It draws nothing.

/// Twentieths of a point in a millimetre, rounded: 1440 / 25.4.
pub const fn millimetres(length: u32) -> u32 {
    (length * 14400 + 127) / 254
}

/// A4, upright: width.
pub const WIDTH: u32 = millimetres(210);
/// A4, upright: height.
pub const HEIGHT: u32 = millimetres(297);
/// Margin above the type area.
pub const TOP: u32 = millimetres(37);
/// Margin below the type area.
pub const BOTTOM: u32 = millimetres(35);
/// Margin at the binding edge.
pub const LEFT: u32 = millimetres(28);
/// Margin at the outer edge.
pub const RIGHT: u32 = millimetres(26);
/// Width between the margins: 156 millimetres.
pub const TEXT_WIDTH: u32 = WIDTH - LEFT - RIGHT;
/// From the lower edge of the paper to that of the page number, whose dashes stand 7 millimetres below the type area.
pub const FOOTER: u32 = millimetres(25);
/// Pitch of body lines: 22 lines on a page, 28.95 points.
pub const LINE: u32 = 579;
/// Body lines on a page.
pub const LINES: u32 = 22;
/// Characters of the body on a line.
pub const CHARACTERS: u32 = 28;
/// Type size of the title, 二号.
pub const TITLE: u32 = 22 * 20;
/// Type size of the body, 三号.
pub const BODY: u32 = 16 * 20;
/// Type size of the page number, 四号.
pub const FOLIO: u32 = 14 * 20;
/// The ground of banners in a table, light blue as in the form in circulation: red, green and blue. Black words are read on
/// it in black and white too.
pub const BANNER: (u8, u8, u8) = (0xC6, 0xD9, 0xF1);

/// [`BANNER`] in six hexadecimal digits.
pub const BANNER_HEX: &str = "C6D9F1";
