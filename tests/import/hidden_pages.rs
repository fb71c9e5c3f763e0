//! PDFs that hide, strike and raise in less usual ways: rules over layers, remarks of readers, curves, pictures and bars, marks
//! as large as their figures; and pages that lie askew, scans, drawn letters, an encryption told in place.

use gouji::domain::figure::Figure;
use gouji::export::Options;
use gouji::export::document::Document;
use gouji::import::ImportError;
use gouji::import::aside::Aside;

use crate::odd_pdf::{Draw, Drawn, NOTHING, Oddity, Redraw, SIZE, numbered, pdf, text};
use crate::pdf_seen::{Odd, assert_seen};
use crate::support::{figures, import};

fn of_figure(figure: Draw) -> Oddity {
    Oddity { figure, ..NOTHING }
}

#[test]
fn rules_and_expressions_over_layers_are_followed() {
    const ON: &str = "/OCProperties<</OCGs[5 0 R]/D<<>>>>";
    const OFF: &str = "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>";
    let marked: [(&str, Draw, &'static str, bool); 8] = [
        ("all off", |d| format!("/OC /AllOff BDC {}EMC {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words), ON, false),
        ("any off", |d| format!("/OC /AnyOff BDC {}EMC {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words), ON, false),
        ("not", |d| format!("/OC /Not BDC {}EMC {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words), ON, false),
        ("and", |d| format!("/OC /And BDC {}EMC {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words), ON, false),
        ("and, off", |d| format!("/OC /And BDC {}EMC {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words), OFF, false),
        ("not, off", |d| format!("/OC /Not BDC {}EMC\n", d.words), OFF, true),
        ("or", |d| format!("/OC /Or BDC {}EMC\n", d.words), ON, true),
        ("all off, off", |d| format!("/OC /AllOff BDC {}EMC\n", d.words), OFF, true),
    ];
    for (what, figure, root, shows) in marked {
        let said = (!shows).then_some(Aside::Unseen);
        assert_seen(what, Oddity { root, ..of_figure(figure) }, Odd::Read, said);
    }
}

fn frame(d: &Drawn) -> [f64; 4] {
    [d.x - 1.0, d.y - 2.0, d.x + d.width() + 1.0, d.y + 8.0]
}

#[test]
fn remarks_that_strike_leave_their_figures_open() {
    let cases: [(&str, Draw); 5] = [
        ("a frame", |d| {
            let [x0, y0, x1, y1] = frame(d);
            format!("<</Subtype/StrikeOut/Rect[{x0} {y0} {x1} {y1}]>>")
        }),
        ("corners, high", |d| {
            let [x0, y0, x1, y1] = frame(d);
            let y1 = y1 + 5.0;
            format!("<</Subtype/StrikeOut/Rect[0 0 9 9]/QuadPoints[{x0} {y1} {x1} {y1} {x0} {y0} {x1} {y0}]>>")
        }),
        ("to be taken out", |d| {
            let [x0, y0, x1, y1] = frame(d);
            format!("<</Subtype/Redact/Rect[{x0} {y0} {x1} {y1}]/QuadPoints[{x0} {y1} {x1} {y1} {x0} {y0} {x1} {y0}]>>")
        }),
        ("ink", |d| {
            let [x0, y0, x1, y1] = frame(d);
            format!("<</Subtype/Ink/Rect[{x0} {y0} {x1} {y1}]/InkList[[{x0} {} {x1} {}]]>>", d.y + 2.0, d.y + 5.0)
        }),
        ("a line", |d| {
            let [x0, y0, x1, y1] = frame(d);
            format!("<</Subtype/Line/Rect[{x0} {y0} {x1} {y1}]/L[{x0} {} {x1} {}]>>", d.y + 2.5, d.y + 4.5)
        }),
    ];
    for (what, pinned) in cases {
        assert_seen(what, Oddity { pinned, ..NOTHING }, Odd::Open, Some(Aside::Struck));
    }
    let filled: Draw = |d| {
        let [x0, y0, x1, y1] = frame(d);
        format!("<</Subtype/Square/IC[1 1 1]/Rect[{x0} {y0} {x1} {y1}]>>")
    };
    assert_seen("filled", Oddity { pinned: filled, ..NOTHING }, Odd::Open, Some(Aside::Unseen));
    let marked: Draw = |d| {
        let [x0, y0, x1, y1] = frame(d);
        format!("<</Subtype/Highlight/Rect[{x0} {y0} {x1} {y1}]/QuadPoints[{x0} {y1} {x1} {y1} {x0} {y0} {x1} {y0}]>>")
    };
    assert_seen("marked with a pen", Oddity { pinned: marked, ..NOTHING }, Odd::Read, None);
}

#[test]
fn curves_pictures_and_bars_strike_out() {
    let cases: [(&str, Draw); 4] = [
        ("a curve", |d| {
            let (x, y, w) = (d.x - 1.0, d.y + 3.0, d.width() + 2.0);
            format!("{}{x} {y} m {} {} {} {} {} {y} c S\n", d.words, x + w / 3.0, y + 3.0, x + w / 1.5, y - 3.0, x + w)
        }),
        ("two curves", |d| {
            let (x, y, w) = (d.x - 1.0, d.y + 3.0, d.width() + 2.0);
            let (a, b) = (x + w / 2.0, x + w);
            format!("{}{x} {y} m {x} {} {a} {y} v {a} {} {b} {y} y S\n", d.words, y + 2.0, y - 2.0)
        }),
        ("a picture", |d| {
            format!("{}q {} 0 0 .8 {} {} cm /White Do Q\n", d.words, d.width() + 2.0, d.x - 1.0, d.y + 2.6)
        }),
        ("a bar", |d| format!("{}{} {} {} 3.6 re f\n", d.words, d.x - 1.0, d.y + 1.2, d.width() + 2.0)),
    ];
    for (what, figure) in cases {
        assert_seen(what, of_figure(figure), Odd::Open, Some(Aside::Struck));
    }
    let ring = of_figure(|d| {
        let (l, r, b, t) = (d.x - 6.0, d.x + d.width() + 6.0, d.y - 3.0, d.y + 9.0);
        let (x, y) = ((l + r) / 2.0, (b + t) / 2.0);
        format!(
            "{}{l} {y} m {l} {t} {x} {t} {x} {t} c {r} {t} {r} {y} {r} {y} c {r} {b} {x} {b} {x} {b} c {l} {b} {l} {y} {l} {y} c S\n",
            d.words
        )
    });
    assert_seen("a ring around it", ring, Odd::Read, None);
}

#[test]
fn marks_as_large_as_their_figure_are_told_by_their_height() {
    let cases: [(&str, Draw); 5] = [
        ("raised", |d| d.words.clone() + &d.other("1", d.width(), 4.0, SIZE, "")),
        ("a little", |d| d.words.clone() + &d.other("1", d.width(), 2.6, SIZE, "")),
        ("by a word", |d| d.words.clone() + &d.other("1", d.width(), 0.0, SIZE, "4 Ts") + "0 Ts\n"),
        ("before", |d| d.other("1", 0.0, 4.0, SIZE, "") + &d.other(&d.digits, SIZE / 2.0, 0.0, SIZE, "")),
        ("lowered", |d| d.words.clone() + &d.other("2", d.width(), -3.0, SIZE, "")),
    ];
    for (what, figure) in cases {
        assert_seen(what, of_figure(figure), Odd::Read, Some(Aside::Raised));
    }
    let tiny = of_figure(|d| d.words.clone() + &d.other("7", d.width(), 0.0, 0.9, ""));
    assert_seen("as small as a dot", tiny, Odd::Read, Some(Aside::Unseen));
}

#[test]
fn pages_that_lie_askew_are_set_straight() {
    // Around the middle of the page, by one, two, three and five degrees.
    let pages: [(&str, Redraw); 5] = [
        ("1", |content, _| format!("q .99985 .01745 -.01745 .99985 7.39 -5.13 cm\n{content}Q\n")),
        ("2", |content, _| format!("q .99939 .03490 -.03490 .99939 14.87 -10.13 cm\n{content}Q\n")),
        ("-3", |content, _| format!("q .99863 -.05234 .05234 .99863 -21.63 16.15 cm\n{content}Q\n")),
        ("5", |content, _| format!("q .9962 .08716 -.08716 .9962 37.82 -24.33 cm\n{content}Q\n")),
        ("one page", |content, index| match index {
            0 => format!("q .99939 .03490 -.03490 .99939 14.87 -10.13 cm\n{content}Q\n"),
            _ => content.into(),
        }),
    ];
    for (what, page) in pages {
        assert_seen(what, Oddity { page, ..NOTHING }, Odd::Read, None);
    }
    let turned = Oddity { entries: "/Rotate 90", page: pages[1].1, ..NOTHING };
    assert_seen("turned as well", turned, Odd::Read, None);
}

#[test]
fn text_behind_scans_is_said_to_be_recognised() {
    let scans: [Redraw; 2] = [
        |content, _| format!("q 595 0 0 842 0 0 cm /White Do Q 3 Tr\n{content}"),
        |content, _| format!("{content}q 595 0 0 842 0 0 cm /White Do Q\n"),
    ];
    for page in scans {
        let error = import(&pdf(&Document::new(&numbered(), Options::FINAL), Oddity { page, ..NOTHING })).unwrap_err();
        let ImportError::NoFigures(asides) = error else { panic!("{error}") };
        assert!(asides.contains(&Aside::Recognised) && !asides.contains(&Aside::Pictures), "{asides:?}");
    }
}

#[test]
fn the_glyphs_count_and_not_what_is_said_of_them() {
    let other = of_figure(|d| format!("/Span <</ActualText (99)>> BDC {}EMC\n", d.words));
    assert_seen("another text", other, Odd::Read, None);
}

#[test]
fn letters_that_are_drawings_have_the_size_that_they_are_drawn_in() {
    fn drawn(d: &Drawn, font: &str, size: f64) -> String {
        text(&d.digits, d.x, d.y, size, "").replace("/F1", font)
    }
    assert_seen("by ones", of_figure(|d| drawn(d, "/F3", SIZE)), Odd::Read, None);
    assert_seen("by nines", of_figure(|d| drawn(d, "/F9", 1.0)), Odd::Read, None);
}

#[test]
fn an_encryption_that_is_told_in_place_is_no_lock() {
    let report = numbered();
    let bytes = pdf(&Document::new(&report, Options::FINAL), NOTHING);
    let mut document = lopdf::Document::load_mem(&bytes).unwrap();
    let id = lopdf::Object::string_literal(b"0123456789abcdef".to_vec());
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "",
        key_length: 128,
        permissions: lopdf::Permissions::PRINTABLE,
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let find = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).rposition(|window| window == word).unwrap();
    let key = find(&bytes, b"/Encrypt ");
    let number: String =
        bytes[key + 9..].iter().take_while(|byte| byte.is_ascii_digit()).map(|&b| char::from(b)).collect();
    let start = find(&bytes, format!("\n{number} 0 obj").as_bytes());
    let start = start + bytes[start..].windows(2).position(|two| two == b"<<").unwrap();
    let end = start + bytes[start..].windows(6).position(|word| word == b"endobj").unwrap();
    let description = bytes[start..end].to_vec();
    let length = format!(" {number} 0 R").len();
    let rest = bytes.split_off(key + 8);
    let direct = [&bytes, &description[..], &rest[length..]].concat();
    let found = figures(&import(&direct).unwrap());
    for cell in report.form().inputs() {
        let wanted = Some(report.entry(cell).figure()).filter(|figure| *figure != Figure::Unfilled);
        assert_eq!(found.get(&report.form().cell(cell).name).copied(), wanted);
    }
}
