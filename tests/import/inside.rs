//! Files that hold other files: archives of hand-ins, mails, web pages in a single file. The report inside is read, one of
//! several is chosen, and what else there is is named.

use std::io::{Cursor, Write};

use gouji::domain::text::Lang;
use gouji::import::{ImportError, Options, read};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::generator::Chance;
use crate::handmade::{Habits, document, docx, package};
use crate::made::{TITLE, assert_figures, assert_whole, form, numbered, page, rows};
use crate::support::{figures, forms, import};

fn word() -> Vec<u8> {
    docx(&document(form(), &[TITLE], Habits::default(), &|_| Vec::new(), &numbered))
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (index, three) in bytes.chunks(3).enumerate() {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for sign in 0..4 {
            let letter = SIGNS[usize::try_from(bits >> (18 - sign * 6)).unwrap() & 63];
            text.push(if sign > three.len() { '=' } else { char::from(letter) });
        }
        if index % 19 == 18 {
            text.push_str("\r\n");
        }
    }
    text
}

fn quoted(bytes: &[u8]) -> String {
    let (mut text, mut line) = (String::new(), 0);
    for &byte in bytes {
        let piece = match byte {
            b'\n' => "\r\n".to_string(),
            b'=' | 0..0x20 | 0x7F.. => format!("={byte:02X}"),
            byte => char::from(byte).to_string(),
        };
        line = if byte == b'\n' { 0 } else { line + piece.len() };
        if line > 74 {
            text.push_str("=\r\n");
            line = piece.len();
        }
        text.push_str(&piece);
    }
    text
}

/// A part of a mail: its head, and its body.
fn part(head: &str, body: &str) -> String {
    format!("{head}\r\n\r\n{body}\r\n")
}

fn mail(kind: &str, parts: &[String]) -> Vec<u8> {
    let parts: String = parts.iter().map(|part| format!("--=_mark\r\n{part}")).collect();
    format!("From: =?gb2312?B?udjX0w==?= <a@example.cn>\r\nSubject: =?utf-8?B?5bm05oql?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/{kind};\r\n\tboundary=\"=_mark\"\r\n\r\nNo mail program.\r\n\r\n{parts}--=_mark--\r\n").into_bytes()
}

fn attached(name: &str, bytes: &[u8]) -> String {
    let head = format!(
        "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64"
    );
    part(&head, &base64(bytes))
}

fn choose(bytes: &[u8], report: usize) -> Result<gouji::domain::proposal::Proposal, ImportError> {
    read(bytes, forms(), Options { report: Some(report), ..Options::default() })
}

#[test]
fn web_pages_in_a_single_file_are_read_in_every_encoding() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let utf8 = page(TITLE);
    let says = utf8.replace("<head>", "<head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">");
    let encodings = [
        ("UTF-8", "; charset=\"utf-8\"", utf8.clone().into_bytes()),
        ("GBK", "; charset=gb2312", gbk(&utf8)),
        ("GBK by its own word", "", gbk(&says)),
        ("GBK by nobody's word", "", gbk(&utf8)),
        ("wrongly named", "; charset=utf-8", gbk(&utf8)),
    ];
    for (name, charset, bytes) in encodings {
        for (encoding, body) in [("base64", base64(&bytes)), ("quoted-printable", quoted(&bytes))] {
            let head = format!(
                "Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: file:///C:/a.htm"
            );
            let picture = part(
                "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: file:///C:/a.png",
                "iVBORw0KGgo=",
            );
            let dress = part("Content-Type: text/css\r\nContent-Location: file:///C:/a.css", "p { color: red }");
            let whole = mail("related", &[part(&head, &body), dress, picture]);
            let proposal = assert_whole(&whole, &format!("{name}, {encoding}"));
            assert!(proposal.notes.iter().all(|note| !note.text.contains("没有读取")), "{:?}", proposal.notes);
            assert_whole(&[b"\r\n", whole.as_slice()].concat(), "behind a blank line");
        }
    }
    let single =
        [b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n", utf8.as_bytes()].concat();
    assert_whole(&single, "of one part");
}

#[test]
fn the_report_in_a_frame_of_a_page_is_read() {
    let frames =
        part("Content-Type: text/html; charset=utf-8", "<html><frameset><frame src=\"a.htm\"></frameset></html>");
    let head = "Content-Type: text/html; charset=utf-8\r\nContent-Location: a.htm";
    assert_whole(&mail("related", &[frames, part(head, &page(TITLE))]), "a frame");
}

#[test]
fn what_is_attached_to_a_mail_is_read_and_the_rest_of_it_named() {
    let letter = part(
        "Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64",
        &base64(&encoding_rs::GBK.encode("您好，附件是年报。").0),
    );
    let proposal = assert_whole(&mail("mixed", &[letter.clone(), attached("年报.docx", &word())]), "an attachment");
    assert!(proposal.notes.is_empty(), "{:?}", proposal.notes);
    let scan = attached("=?utf-8?B?5omr5o+P5Lu2LmpwZw==?=", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    let proposal =
        assert_whole(&mail("mixed", &[letter.clone(), scan, attached("r.docx", &word())]), "beside a picture");
    let notes: Vec<(&str, &str)> =
        proposal.notes.iter().map(|note| (note.place.as_str(), note.text.as_str())).collect();
    assert_eq!(notes, [("扫描件.jpg", "没有读取：这是图片")]);
    let two =
        mail("mixed", &[letter.clone(), attached("甲.docx", &word()), attached("乙.html", page(TITLE).as_bytes())]);
    assert_eq!(import(&two).unwrap_err(), ImportError::Several(vec!["甲.docx".into(), "乙.html".into()]));
    assert_figures(&choose(&two, 2).unwrap(), "the second one");
    let forwarded =
        [b"Content-Type: message/rfc822\r\n\r\n".to_vec(), mail("mixed", &[letter, attached("r.docx", &word())])]
            .concat();
    assert_whole(&mail("mixed", &[String::from_utf8(forwarded).unwrap()]), "a mail in a mail");
}

#[test]
fn a_letter_that_holds_the_report_itself_is_read_once() {
    let plain = part("Content-Type: text/plain; charset=utf-8", "规章 1 2 3");
    let html = part("Content-Type: text/html; charset=utf-8", &page(TITLE));
    assert_whole(&mail("alternative", &[plain, html]), "twice the same");
    let text = rows(form(), ',', "\r\n");
    let csv = part(
        "Content-Type: text/csv; name=\"a.csv\"\r\nContent-Disposition: attachment; filename=\"a.csv\"\r\nContent-Transfer-Encoding: base64",
        &base64(&encoding_rs::GBK.encode(&text).0),
    );
    assert_whole(&mail("mixed", &[csv]), "a table");
}

#[test]
fn the_one_report_of_an_archive_is_read_and_the_rest_is_named() {
    let whole = package(&[
        ("年报/", b""),
        ("年报/报告.docx", &word()),
        ("年报/盖章.jpg", b"\xFF\xD8\xFF\xE0\0"),
        ("年报/说明.txt", "请查收。".as_bytes()),
        ("年报/旧.rar", b"Rar!\x1A\x07\x00"),
        ("__MACOSX/年报/._报告.docx", b"\0\x05\x16\x07"),
        ("年报/~$报告.docx", b"lock"),
        ("Thumbs.db", b"\0\0"),
    ]);
    let proposal = assert_whole(&whole, "an archive");
    let named: Vec<&str> = proposal.notes.iter().map(|note| note.place.as_str()).collect();
    assert_eq!(named, ["年报/盖章.jpg", "年报/说明.txt", "年报/旧.rar"]);
    assert_eq!(proposal.notes[0].text, "没有读取：这是图片");
    assert_whole(&package(&[("Word/报告.docx", &word())]), "in a folder named as Word's own");
    assert_whole(&package(&[("word/报告.docx", &word()), ("xl/a.txt", b"a")]), "in folders named as Office's own");
    assert_whole(&package(&[("a.zip", &package(&[("报告.docx", &word())]))]), "an archive in an archive");
    assert_whole(&package(&[("a.eml", &mail("mixed", &[attached("r.docx", &word())]))]), "a mail in an archive");
    let deep = package(&[("b.zip", &package(&[("a.zip", &package(&[("报告.docx", &word())]))]))]);
    assert!(import(&deep).unwrap_err().message(Lang::Zh).contains("压缩包"));
}

#[test]
fn of_several_reports_in_an_archive_one_is_chosen() {
    let other = String::from_utf8(page(TITLE).into_bytes()).unwrap().replace(">1000<", ">7<");
    let whole =
        package(&[("甲局.docx", &word()), ("a.png", b"\x89PNG\r\n\x1a\n\0\0"), ("乙局.html", other.as_bytes())]);
    let names = vec!["甲局.docx".to_string(), "乙局.html".to_string()];
    assert_eq!(import(&whole).unwrap_err(), ImportError::Several(names.clone()));
    assert_eq!(choose(&whole, 3).unwrap_err(), ImportError::Several(names));
    assert_figures(&choose(&whole, 1).unwrap(), "the first");
    let second = choose(&whole, 2).unwrap();
    assert!(figures(&second).values().any(|figure| figure.to_string() == "7"));
    assert_eq!(second.notes.iter().map(|note| note.place.as_str()).collect::<Vec<_>>(), ["a.png"]);
}

#[test]
fn an_archive_without_a_report_says_what_is_in_it() {
    let words = |parts: &[(&str, &[u8])]| import(&package(parts)).unwrap_err().message(Lang::Zh);
    let several = words(&[("a.jpg", b"\xFF\xD8\xFF\xE0\0"), ("b.txt", "你好".as_bytes())]);
    assert!(several.contains("a.jpg 这是图片") && several.contains("b.txt"), "{several}");
    assert!(words(&[("a.jpg", b"\xFF\xD8\xFF\xE0\0")]).contains("图片"));
    assert!(words(&[]).contains("空"));
}

/// The names in an archive as Chinese programs write them, and a mark on every entry that it is locked.
fn with_gbk_names(bytes: &[u8], name: &str, locked: bool) -> Vec<u8> {
    let gbk = encoding_rs::GBK.encode(name).0.into_owned();
    let stand_in = "x".repeat(gbk.len()).into_bytes();
    let mut bytes = bytes.to_vec();
    while let Some(at) = bytes.windows(gbk.len()).position(|window| window == stand_in) {
        bytes[at..at + gbk.len()].copy_from_slice(&gbk);
    }
    for (magic, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == magic[..]).collect();
        for at in places {
            bytes[at + flag] |= u8::from(locked);
        }
    }
    bytes
}

#[test]
fn names_in_gbk_are_read_and_locked_archives_are_said_to_be_so() {
    let name = "乙局年报.jpg";
    let stand_in = "x".repeat(encoding_rs::GBK.encode(name).0.len());
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("a.html", page(TITLE).as_bytes()), (stand_in.as_str(), b"\xFF\xD8\xFF\xE0\0")] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let whole = writer.finish().unwrap().into_inner();
    let proposal = assert_whole(&with_gbk_names(&whole, name, false), "names in GBK");
    assert_eq!(proposal.notes[0].place, name);
    assert_eq!(import(&with_gbk_names(&whole, name, true)).unwrap_err(), ImportError::Protected);
}

#[test]
fn files_that_would_grow_beyond_all_reason_come_to_their_end() {
    let zeros = vec![b' '; 30 << 20];
    let bomb = package(&[("a.txt", &zeros)]);
    let bombs: Vec<(String, &[u8])> = (0..40).map(|index| (format!("{index}.zip"), bomb.as_slice())).collect();
    let bombs: Vec<(&str, &[u8])> = bombs.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert!(import(&package(&bombs)).is_err());
    let many: Vec<(String, &[u8])> = (0..3000).map(|index| (format!("{index}.txt"), b"1".as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert!(import(&package(&many)).is_err());
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n";
    let endless = format!("{head}{}", "--b\r\n".repeat(400_000));
    let heads = format!("MIME-Version: 1.0\r\n{}\r\n\r\n", "a:\n".repeat(2_000_000));
    let nested = format!("MIME-Version: 1.0\r\n{}", "Content-Type: message/rfc822\r\n\r\n".repeat(100_000));
    let parts = "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n".repeat(50_000);
    let mark = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{0}\"\r\n\r\n{0}",
        "-".repeat(2_000_000)
    );
    let long = format!(
        "MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        "A".repeat(40 << 20)
    );
    for text in [endless, heads, nested, format!("MIME-Version: 1.0\r\n{parts}"), mark, long] {
        assert!(import(text.as_bytes()).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_mails_and_archives_are_answered(seed: u64) {
        let mut chance = Chance(seed);
        let small = "<html><body><table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr></table></body></html>";
        let html = part("Content-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable", &quoted(small.as_bytes()));
        let inner = String::from_utf8(mail("alternative", &[html.clone(), html.clone()])).unwrap();
        let forwarded = format!("Content-Type: message/rfc822\r\n\r\n{}", inner.replace("_mark", "_other"));
        let mut bytes = match chance.below(3) {
            0 => mail("mixed", &[html, attached("a.html", small.as_bytes())]),
            1 => mail("digest", &[forwarded.clone(), forwarded]),
            _ => package(&[("a.html", small.as_bytes()), ("b.eml", &mail("mixed", &[forwarded]))]),
        };
        for _ in 0..1 + chance.below(12) {
            let at = chance.below(bytes.len());
            match chance.below(3) {
                0 => bytes[at] ^= 1 << chance.below(8),
                1 => drop(bytes.drain(at..(at + chance.below(40)).min(bytes.len()))),
                _ => {
                    let piece: Vec<u8> = bytes[at..(at + chance.below(60)).min(bytes.len())].to_vec();
                    let to = chance.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        let _ = import(&bytes);
    }
}

#[test]
fn the_chosen_report_of_an_archive_names_what_could_not_be_read_before_and_behind_it() {
    let other = page(&TITLE.replace("甲区", "乙区"));
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 30]].concat();
    let own = page(TITLE);
    let archive =
        package(&[("a.png", &picture), ("b.html", own.as_bytes()), ("c.html", other.as_bytes()), ("d.png", &picture)]);
    for number in [1, 2] {
        let proposal = choose(&archive, number).expect("a report");
        for name in ["a.png", "d.png"] {
            let is_named = proposal.notes.iter().any(|note| note.place == name && note.text.contains("没有读取"));
            assert!(is_named, "{number} {name}: {:?}", proposal.notes);
        }
    }
}
