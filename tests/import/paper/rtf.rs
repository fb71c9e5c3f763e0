//! The same as RTF.

use encoding_rs::GBK;

use super::{Item, Look, Place, Run, Table};

/// How characters beyond ASCII are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// As numbers, with a question mark for those who do not know them.
    Numbers,
    /// As two digits a byte, in a font with the Chinese character set.
    Digits,
    /// As bytes.
    Bytes,
}

pub fn of_word(items: &[Item]) -> Vec<u8> {
    write(items, Letters::Numbers, true)
}

pub fn in_gbk(items: &[Item]) -> Vec<u8> {
    write(items, Letters::Digits, true)
}

pub fn of_script(items: &[Item]) -> Vec<u8> {
    write(items, Letters::Bytes, false)
}

/// A document with this body, with fonts and styles as Word writes them.
pub fn with_body(body: &[u8]) -> Vec<u8> {
    const HEAD: &[u8] = b"{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{\\fonttbl{\\f0\\froman\\fcharset0\\fprq2{\\*\\panose 02}Times;}\
        {\\f13\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5{\\*\\falt SimSun};}{\\f2\\fcharset2 Symbol;}}\
        {\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;\\red255\\green255\\blue0;}{\\stylesheet{\\ql\\li0 \\snext0 Normal;}{\\s1\\ql\\outlinelevel0 heading 1;}\
        {\\*\\cs10 \\additive Default Paragraph Font;}}{\\info{\\title 3}{\\author 4}}{\\*\\generator Word 9;}\r\n\
        {\\header\\pard 5 {\\field{\\*\\fldinst PAGE}{\\fldrslt 6}}\\par}\\sectd ";
    [HEAD, body, b"}"].concat()
}

fn write(items: &[Item], letters: Letters, of_word: bool) -> Vec<u8> {
    let mut body = Vec::new();
    for item in items {
        let mut paragraph = |start: &str, words: &[Run]| {
            body.extend(format!("\\pard\\plain {start}").into_bytes());
            runs(&mut body, words, letters);
            body.extend(b"\\par\r\n");
        };
        match item {
            Item::Heading(text) => paragraph("\\s1\\outlinelevel0 ", &super::plain(text)),
            Item::Text(words) => paragraph("", words),
            Item::Right(text) => paragraph("\\qr ", &super::plain(text)),
            Item::Table(of) => {
                table(&mut body, of, letters, of_word);
                body.extend(b"\\pard\\plain\\par\r\n");
            }
            Item::Layout(of) => {
                const CUT: &[u8] = b"\\trowd\\cellx2000\\cellx9000 ";
                body.extend(b"\\pard\\intbl\\itap1 ");
                body.extend([CUT, b"\\pard\\intbl "].concat());
                words(&mut body, "附件", letters);
                body.extend(b"\\cell ");
                nested(&mut body, of, letters);
                body.extend(b"\\pard\\intbl\\itap1\\cell ");
                body.extend([CUT, b"\\row\\pard\\plain\\par\r\n"].concat());
            }
            Item::Boxed(text, beside) => {
                body.extend(b"\\pard\\plain {\\shp{\\*\\shpinst\\shpleft10{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard\\plain ");
                words(&mut body, text, letters);
                body.extend(b"\\par}}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext\\pard 5\\par}}}}");
                words(&mut body, beside, letters);
                body.extend(b"\\par\r\n");
            }
        }
    }
    if of_word {
        with_body(&body)
    } else {
        [b"{\\rtf1\\ansi{\\colortbl;;\\red255\\green255\\blue255;\\red255\\green255\\blue0;}".as_slice(), &body, b"}"]
            .concat()
    }
}

fn runs(body: &mut Vec<u8>, runs: &[Run], letters: Letters) {
    for (look, text) in runs {
        let start = match look {
            Look::Plain => "{\\f13 ",
            Look::Struck => "{\\strike ",
            Look::Hidden => "{\\v ",
            Look::White => "{\\cf2 ",
            Look::Tiny => "{\\fs2 ",
            Look::Marked => "{\\cf3\\highlight3 ",
            Look::Raised => "{\\super ",
            Look::Deleted => "{\\deleted\\revauthdel1 ",
            Look::Picture => "{\\object\\objemb{\\*\\objdata 07",
            Look::Code => "{\\field{\\*\\fldinst {HYPERLINK 8 ",
        };
        body.extend(start.as_bytes());
        words(body, text, letters);
        body.extend(match look {
            Look::Code => b"}}{\\fldrslt {}}}".as_slice(),
            Look::Picture => b"}{\\result {\\pict 08}}}",
            _ => b"}",
        });
    }
}

fn words(body: &mut Vec<u8>, text: &str, letters: Letters) {
    for c in text.chars() {
        let bytes = GBK.encode(c.encode_utf8(&mut [0; 4])).0.into_owned();
        match letters {
            _ if c.is_ascii() => body.push(u8::try_from(c).unwrap()),
            Letters::Numbers => {
                let number = i32::try_from(u32::from(c)).unwrap();
                let number = if number > 0x7FFF { number - 0x1_0000 } else { number };
                body.extend(format!("\\u{number} ?").into_bytes());
            }
            // The second byte may be a letter, and be written as one.
            Letters::Digits => bytes.iter().for_each(|byte| match byte {
                b'A'..=b'Z' | b'a'..=b'z' => body.push(*byte),
                byte => body.extend(format!("\\'{byte:02x}").into_bytes()),
            }),
            Letters::Bytes => bytes.iter().for_each(|byte| match byte {
                b'\\' | b'{' | b'}' => body.extend([b'\\', *byte]),
                byte => body.push(*byte),
            }),
        }
    }
}

/// A table in a cell of another one.
fn nested(body: &mut Vec<u8>, table: &Table, letters: Letters) {
    for row in 0..table.size.0 {
        let places = table.row(row);
        let mut cut = String::from("{\\*\\nesttableprops\\trowd");
        for place in &places {
            let merged = if place.below { "\\clvmrg" } else { "\\clvmgf" };
            let merged = if place.cell.span.0 > 1 { merged } else { "" };
            cut.push_str(&format!("{merged}\\cellx{}", (place.cell.at.1 + place.cell.span.1) * 1000));
            body.extend(b"\\pard\\intbl\\itap2 ");
            if !place.below {
                runs(body, &place.cell.runs, letters);
            }
            body.extend(b"\\nestcell{\\nonesttables\\par}");
        }
        body.extend(format!("\\pard\\intbl\\itap2 {cut}\\nestrow}}{{\\nonesttables\\par}}").into_bytes());
    }
}

fn table(body: &mut Vec<u8>, table: &Table, letters: Letters, of_word: bool) {
    for row in 0..table.size.0 {
        let places = table.row(row);
        // Rows are seldom cut exactly alike.
        let jitter = row % 3 * 7;
        let edge = |place: &Place<'_>| (place.cell.at.1 + place.cell.span.1) * 1000 + jitter;
        let mut cut = format!("\\trowd\\irow{row}\\trgaph108\\trleft{jitter}");
        for place in &places {
            let merged = match () {
                () if place.below => "\\clvmrg",
                () if place.cell.span.0 > 1 => "\\clvmgf",
                () => "",
            };
            cut.push_str(&format!("{merged}\\clvertalc\\clbrdrt\\brdrs\\cltxlrtb\\cellx{}", edge(place)));
        }
        body.extend(cut.as_bytes());
        if of_word {
            body.extend(b"\\pard\\plain\\intbl ");
        }
        for place in &places {
            if !place.below {
                runs(body, &place.cell.runs, letters);
            }
            body.extend(b"\\cell ");
        }
        if of_word {
            body.extend(format!("\\pard\\intbl {{{cut}\\row }}").into_bytes());
        } else {
            body.extend(b"\\row ");
        }
    }
}
