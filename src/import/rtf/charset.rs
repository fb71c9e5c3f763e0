//! In which encoding the characters of an RTF file are written: that of their font, or that of the machine which wrote it.

use std::collections::HashMap;

use encoding_rs::Encoding;

/// The code page of machines with Chinese, which is meant where a file names none.
pub const CHINESE: i32 = 936;

/// The code pages of fonts, by their number in the file.
pub type Fonts = HashMap<i32, i32>;

/// The code page of a font's character set; `None` where it has that of the machine, or of no language.
pub fn code_page(charset: i32) -> Option<i32> {
    let page = match charset {
        128 => 932,
        129 => 949,
        134 => CHINESE,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(page)
}

fn encoding(page: i32) -> Option<&'static Encoding> {
    let label = match page {
        932 => "shift_jis",
        949 => "euc-kr",
        CHINESE | 54936 => "gb18030",
        950 => "big5",
        874 => "windows-874",
        65001 => "utf-8",
        1250..=1258 => return Encoding::for_label(format!("windows-{page}").as_bytes()),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// Bytes as text: in the encoding of the font, else in that of the machine, else as Western letters, which a single byte
/// among others is.
pub fn decode(bytes: &[u8], font: Option<i32>, machine: i32) -> String {
    let pages = [font, Some(machine), Some(1252)];
    let encodings = pages.into_iter().flatten().filter_map(encoding);
    let mut texts = encodings.filter_map(|it| it.decode_without_bom_handling_and_without_replacement(bytes));
    texts.next().unwrap_or_default().into_owned()
}
