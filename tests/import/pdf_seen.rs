//! PDFs whose text says something else than their pages show: what a reader sees is read, what he does not see is no
//! figure, and where both stood in a cell a note says so.

use gouji::domain::figure::Figure;
use gouji::domain::proposal::Proposal;
use gouji::domain::text::Lang;
use gouji::export::Options;
use gouji::export::document::Document;
use gouji::import::ImportError;
use gouji::import::aside::Aside;

use crate::odd_pdf::{Draw, NOTHING, Oddity, Redraw, SIZE, numbered, pdf, text};
use crate::sheet::two_on_a_sheet;
use crate::support::{figures, import};

fn made(oddity: Oddity) -> Vec<u8> {
    pdf(&Document::new(&numbered(), Options::FINAL), oddity)
}

/// What comes of the figures that the oddity is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    Read,
    Open,
}

/// Every other figure is read as it stands, and the odd ones are read or open; whatever is said is among the notes.
pub fn assert_seen(what: &str, oddity: Oddity, odd: Odd, said: Option<Aside>) -> Proposal {
    let report = numbered();
    let proposal = import(&made(oddity)).unwrap_or_else(|error| panic!("{what}: {error}"));
    let found = figures(&proposal);
    for cell in report.form().inputs() {
        let name = &report.form().cell(cell).name;
        let wanted = report.entry(cell).figure();
        let is_odd = matches!(wanted, Figure::Number(number) if number.to_string().parse::<u32>().unwrap() % 7 == 0);
        let wanted = (!is_odd || odd == Odd::Read).then_some(wanted);
        assert_eq!(found.get(name).copied(), wanted, "{what}: {name} {:?}", proposal.notes);
    }
    let notes: Vec<&str> = proposal.notes.iter().map(|note| note.text.as_str()).collect();
    if let Some(aside) = said {
        let words = [aside.of_cell(Lang::Zh), aside.of_document(Lang::Zh)];
        assert!(notes.iter().any(|note| words.contains(note)), "{what}: {notes:?}");
    } else {
        assert!(notes.is_empty(), "{what}: {notes:?}");
    }
    proposal
}

/// An oddity of what is drawn for a figure.
fn of_figure(figure: Draw) -> Oddity {
    Oddity { figure, ..NOTHING }
}

#[test]
fn an_ordinary_page_is_read_without_a_note() {
    assert_seen("plain", NOTHING, Odd::Read, None);
}

#[test]
fn text_that_is_not_shown_is_no_figure() {
    let cases: [(&str, Draw); 6] = [
        ("mode 3", |d| d.words.clone() + &d.other("77", 12.0, 0.0, SIZE, "3 Tr") + "0 Tr\n"),
        ("mode 3 before", |d| d.other("7", -5.0, 0.0, SIZE, "3 Tr") + "0 Tr\n" + &d.words),
        ("mode 7", |d| format!("q {}Q\n{}", d.other("7", -5.0, 0.0, SIZE, "7 Tr"), d.words)),
        ("no ink", |d| format!("q /None gs {}Q\n{}", d.other("7", -5.0, 0.0, SIZE, ""), d.words)),
        ("clipped", |d| format!("q 0 0 9 9 re W n {}Q\n{}", d.other("7", -5.0, 0.0, SIZE, ""), d.words)),
        ("outside", |d| d.words.clone() + &text("7", -30.0, d.y, SIZE, "")),
    ];
    for (what, figure) in cases {
        assert_seen(what, of_figure(figure), Odd::Read, Some(Aside::Unseen));
    }
}

#[test]
fn text_in_the_colour_of_its_ground_is_no_figure() {
    let cases: [(&str, Draw); 7] = [
        ("white", |d| format!("1 g {}0 g {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("nearly white", |d| format!(".98 .98 .97 rg {}0 g {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("no ink of four", |d| format!("0 0 0 0 k {}0 g {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("of a profile", |d| format!("/Profile cs 1 1 1 sc {}0 g {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("spot", |d| format!("/Spot cs 0 scn {}0 g {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("by number", |d| format!("/Table cs 0 sc {}0 g {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("grey on grey", |d| {
            format!(".8 g {} f {}0 g {}", d.frame(), d.other("7", d.width() + 2.0, 0.0, SIZE, ""), d.words)
        }),
    ];
    for (what, figure) in cases {
        assert_seen(what, of_figure(figure), Odd::Read, Some(Aside::Unseen));
    }
    let seen: [(&str, Draw); 4] = [
        ("white on blue", |d| format!("0 0 .5 rg {} f 1 g {}0 g\n", d.frame(), d.words)),
        ("spot", |d| format!("/Spot cs 1 scn {}0 g\n", d.words)),
        ("white on a picture", |d| {
            format!("q 40 0 0 14 {} {} cm /White Do Q 1 g {}0 g\n", d.x - 4.0, d.y - 4.0, d.words)
        }),
        ("outlined", |d| format!("1 g 2 Tr {}0 Tr 0 g\n", d.words)),
    ];
    for (what, figure) in seen {
        assert_seen(what, of_figure(figure), Odd::Read, None);
    }
}

#[test]
fn what_is_painted_over_is_no_figure_and_what_stands_on_top_is() {
    let cases: [(&str, Draw); 4] = [
        ("shading", |d| {
            let below = d.other("77", 0.0, 0.0, SIZE, "");
            format!("{below}q {} W n /Flat sh Q {}", d.frame(), d.words)
        }),
        ("white area", |d| format!("{}1 g {} f 0 g {}", d.other("77", 0.0, 0.0, SIZE, ""), d.frame(), d.words)),
        ("picture", |d| {
            let (below, x, y) = (d.other("77", 0.0, 0.0, SIZE, ""), d.x - 4.0, d.y - 4.0);
            format!("{below}q 30 0 0 14 {x} {y} cm /White Do Q {}", d.words)
        }),
        ("wide stroke", |d| {
            let (below, x, y) = (d.other("77", 0.0, 0.0, SIZE, ""), d.x - 4.0, d.y + 3.0);
            format!("{below}q 1 G 14 w {x} {y} m {} {y} l S Q {}", x + 30.0, d.words)
        }),
    ];
    for (what, figure) in cases {
        assert_seen(what, of_figure(figure), Odd::Read, Some(Aside::Unseen));
    }
    let black = of_figure(|d| format!("{}{} f\n", d.words, d.frame()));
    assert_seen("made black", black, Odd::Open, Some(Aside::Unseen));
    let seen: [(&str, Draw); 2] = [
        ("frame", |d| {
            let (x, y) = (d.x - 4.0, d.y - 3.0);
            format!("{}{x} {y} 30 14 re {} {} 28 12 re f*\n", d.words, x + 1.0, y + 1.0)
        }),
        ("marked with a pen", |d| format!("{}q /Mixed gs 1 1 0 rg {} f Q\n", d.words, d.frame())),
    ];
    for (what, figure) in seen {
        assert_seen(what, of_figure(figure), Odd::Read, None);
    }
}

#[test]
fn layers_that_are_off_are_not_read() {
    const ROOT: &str = "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>";
    const BASE: &str = "/OCProperties<</OCGs[5 0 R]/D<</BaseState/OFF>>>>";
    let cases: [(&str, &'static str, Draw); 3] = [
        ("marked", ROOT, |d| format!("/OC /Off BDC {}EMC {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("by a rule", BASE, |d| format!("/OC /Rule BDC {}EMC {}", d.other("77", 12.0, 0.0, SIZE, ""), d.words)),
        ("a form", ROOT, |d| format!("q 1 0 0 1 {} {} cm /Form Do Q {}", d.x + 12.0, d.y - 2.0, d.words)),
    ];
    for (what, root, figure) in cases {
        assert_seen(what, Oddity { root, ..of_figure(figure) }, Odd::Read, Some(Aside::Unseen));
    }
    let on = of_figure(|d| format!("/OC /Off BDC {}EMC\n", d.words));
    assert_seen("on", Oddity { root: "/OCProperties<</OCGs[5 0 R]/D<<>>>>", ..on }, Odd::Read, None);
}

#[test]
fn a_hidden_copy_of_the_tables_makes_no_cell_wrong() {
    fn other(content: &str) -> String {
        content.replace("<31", "<37").replace("<32", "<38")
    }
    let cases: [(&str, Redraw); 4] = [
        ("below", |content, _| format!("q 1 0 0 1 7 -9 cm\n{}Q 1 g 0 0 600 850 re f 0 g\n{content}", other(content))),
        ("white", |content, _| format!("{content}q 1 0 0 1 3 -2 cm 1 g 1 G\n{}Q\n", other(content))),
        ("not shown", |content, _| format!("q 3 Tr\n{}Q\n{content}", other(content))),
        ("same place", |content, _| format!("q 1 g 1 G\n{}Q\n{content}", other(content))),
    ];
    for (what, page) in cases {
        assert_seen(what, Oddity { page, ..NOTHING }, Odd::Read, Some(Aside::Unseen));
    }
}

#[test]
fn pages_turned_by_flag_or_content_are_read_upright() {
    let contents: [Redraw; 4] = [
        |content, _| content.into(),
        |content, _| format!("q 0 1 -1 0 842 0 cm\n{content}Q\n"),
        |content, _| format!("q -1 0 0 -1 595 842 cm\n{content}Q\n"),
        |content, _| format!("q 0 -1 1 0 0 595 cm\n{content}Q\n"),
    ];
    let boxes = ["", "/MediaBox[0 0 842 595]"];
    for (turn, page) in contents.into_iter().enumerate() {
        assert_seen(&format!("content {turn}"), Oddity { page, entries: boxes[turn % 2], ..NOTHING }, Odd::Read, None);
    }
    for entries in ["/Rotate 90", "/Rotate 180", "/Rotate -90"] {
        assert_seen(entries, Oddity { entries, ..NOTHING }, Odd::Read, None);
    }
    let both = Oddity { page: contents[3], entries: "/MediaBox[0 0 842 595]/Rotate 180", ..NOTHING };
    assert_seen("both", both, Odd::Read, None);
    let single: Redraw = |content, index| match index {
        1 => format!("q -1 0 0 -1 595 842 cm\n{content}Q\n"),
        _ => content.into(),
    };
    assert_seen("single", Oddity { page: single, ..NOTHING }, Odd::Read, None);
}

#[test]
fn watermarks_are_no_figures() {
    let cases: [(&str, Redraw); 5] = [
        ("slanted", |content, _| {
            format!("{content}q .85 g .7 .7 -.7 .7 200 200 cm {}Q\n", text("202401", 0.0, 0.0, 60.0, ""))
        }),
        ("below", |content, _| {
            format!("q .9 g .87 .5 -.5 .87 99 99 cm {}Q\n{content}", text("2024013080", 0.0, 0.0, 40.0, ""))
        }),
        ("small", |content, _| {
            format!("{content}q .5 g .7 .7 -.7 .7 200 200 cm {}Q\n", text("20240130", 0.0, 0.0, 9.0, ""))
        }),
        ("upright", |content, _| format!("{content}.85 g {}", text("2024", 90.0, 600.0, 70.0, ""))),
        ("on its side", |content, _| {
            format!("{content}q /Weak gs 0 1 -1 0 300 200 cm {}Q\n", text("20240130", 0.0, 0.0, 30.0, ""))
        }),
    ];
    for (what, page) in cases {
        assert_seen(what, Oddity { page, ..NOTHING }, Odd::Read, Some(Aside::Turned));
    }
}

#[test]
fn what_is_printed_twice_counts_once_and_different_prints_are_open() {
    let twice: [Draw; 2] = [
        |d| d.words.clone() + &d.other(&d.digits, 0.4, 0.0, SIZE, ""),
        |d| d.words.clone() + &d.other(&d.digits, 1.2, 0.4, SIZE, ""),
    ];
    for figure in twice {
        assert_seen("twice", of_figure(figure), Odd::Read, None);
    }
    let different = of_figure(|d| {
        let other: String = d.digits.bytes().map(|digit| char::from(b'0' + (digit - b'0' + 3) % 10)).collect();
        d.words.clone() + &d.other(&other, 0.5, 0.0, SIZE, "")
    });
    assert_seen("different", different, Odd::Open, Some(Aside::Several));
}

#[test]
fn struck_out_figures_are_open_and_what_replaces_them_is_read() {
    let struck: [(&str, Draw); 5] = [
        ("line", |d| format!("{}q .6 w {} {y} m {} {y} l S Q\n", d.words, d.x, d.x + d.width(), y = d.y + 2.7)),
        ("area", |d| format!("{}{} {} {} .7 re f\n", d.words, d.x - 1.0, d.y + 2.5, d.width() + 2.0)),
        ("slanted", |d| {
            format!("{}{} {} m {} {} l S\n", d.words, d.x - 2.0, d.y - 3.0, d.x + d.width() + 2.0, d.y + 9.0)
        }),
        ("crossed", |d| {
            let (x0, x1, y0, y1) = (d.x - 2.0, d.x + d.width() + 2.0, d.y - 2.0, d.y + 8.0);
            format!("{}{x0} {y0} m {x1} {y1} l {x0} {y1} m {x1} {y0} l S\n", d.words)
        }),
        ("wide", |d| format!("{}{} {y} m {} {y} l S\n", d.words, d.x - 4.0, d.x + d.width() + 9.0, y = d.y + 3.0)),
    ];
    for (what, figure) in struck {
        assert_seen(what, of_figure(figure), Odd::Open, Some(Aside::Struck));
    }
    let replaced = of_figure(|d| {
        let (x, y) = (d.x + d.width() + 2.0, d.y + 2.7);
        format!("{}{}{x} {y} m {} {y} l S\n", d.words, d.other("7", d.width() + 2.0, 0.0, SIZE, ""), x + 4.5)
    });
    assert_seen("replaced", replaced, Odd::Read, Some(Aside::Struck));
    let mark = Oddity {
        pinned: |d| {
            let (x0, x1, y0, y1) = (d.x, d.x + d.width(), d.y - 2.0, d.y + 8.0);
            format!(
                "<</Subtype/StrikeOut/Rect[{x0} {y0} {x1} {y1}]/QuadPoints[{x0} {y1} {x1} {y1} {x0} {y0} {x1} {y0}]>>"
            )
        },
        ..NOTHING
    };
    assert_seen("a reader's mark", mark, Odd::Open, Some(Aside::Struck));
    let line = of_figure(|d| format!("{}{} {y} m {} {y} l S\n", d.words, d.x, d.x + d.width(), y = d.y - 1.2));
    assert_seen("a line below", line, Odd::Read, None);
}

#[test]
fn raised_and_lowered_marks_are_no_digits_of_the_figure() {
    let cases: [(&str, Draw); 3] = [
        ("raised", |d| d.words.clone() + &d.other("1", d.width(), 3.4, 5.5, "")),
        ("two of them", |d| d.words.clone() + &d.other("12", d.width(), 0.0, 5.0, "3.5 Ts") + "0 Ts\n"),
        ("lowered", |d| d.words.clone() + &d.other("2", d.width(), -1.6, 5.0, "")),
    ];
    for (what, figure) in cases {
        assert_seen(what, of_figure(figure), Odd::Read, Some(Aside::Raised));
    }
}

#[test]
fn fonts_without_a_map_and_pages_of_pictures_are_said() {
    let lost = of_figure(|d| format!("{}BT /FU 9 Tf {} {} Td <0009> Tj ET\n", d.words, d.x + d.width(), d.y));
    assert_seen("a digit more", lost, Odd::Open, Some(Aside::Unmapped));
    let picture: Redraw =
        |content, index| if index == 1 { "q 595 0 0 842 0 0 cm /White Do Q".into() } else { content.into() };
    let proposal = import(&made(Oddity { page: picture, ..NOTHING })).unwrap();
    let note = proposal.notes.iter().find(|note| note.text == Aside::Pictures.of_document(Lang::Zh)).unwrap();
    assert!(note.place.contains('2'), "{note:?}");
    let scan: Redraw = |content, _| format!("q 595 0 0 842 0 0 cm /White Do Q 3 Tr\n{content}");
    let error = import(&made(Oddity { page: scan, ..NOTHING })).unwrap_err();
    let ImportError::NoFigures(asides) = error else { panic!("{error}") };
    assert!(asides.contains(&Aside::Recognised), "{asides:?}");
}

#[test]
fn a_figure_that_is_set_wide_is_one_figure() {
    assert_seen("spaced", of_figure(|d| d.other(&d.digits, 0.0, 0.0, SIZE, "2.5 Tc") + "0 Tc\n"), Odd::Read, None);
    let placed = of_figure(|d| {
        let digits = d.digits.chars().enumerate();
        digits.map(|(at, digit)| d.other(&digit.to_string(), at as f64 * 7.0, 0.0, SIZE, "")).collect()
    });
    assert_seen("digit by digit", placed, Odd::Read, None);
}

#[test]
fn a_digit_behind_a_mask_leaves_its_figure_open() {
    let masked =
        of_figure(|d| format!("q /Masked gs /Usual gs {}Q\n{}", d.other("7", d.width(), 0.0, SIZE, ""), d.words));
    assert_seen("masked", masked, Odd::Open, Some(Aside::Several));
    let whole = of_figure(|d| format!("q /Masked gs {}Q\n", d.words));
    assert_seen("all of it", whole, Odd::Read, None);
}

#[test]
fn figures_that_run_from_cell_to_cell_put_nothing_into_either() {
    let stamped = Oddity {
        page: |content, _| {
            let lines =
                (10..76).map(|line| text("41010500123454101050012345", 330.0, f64::from(line) * 10.0, SIZE, ""));
            content.to_string() + &lines.collect::<String>()
        },
        ..NOTHING
    };
    let report = numbered();
    let proposal = import(&made(stamped)).unwrap();
    let found = figures(&proposal);
    let wrong = found.iter().filter(|(name, figure)| {
        let cell = report.form().find(name).unwrap();
        report.form().inputs().any(|input| input == cell) && report.entry(cell).figure() != **figure
    });
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<(&String, &Figure)>::new());
    let words = Aside::Several.of_cell(Lang::Zh);
    assert!(proposal.notes.iter().any(|note| note.text == words), "{:?}", proposal.notes);
    // Labels stand left of the stamps, and what these do not reach is read.
    assert!(found.len() > 20, "{}", found.len());
}

#[test]
fn two_pages_on_a_sheet_are_read_one_after_the_other() {
    let report = numbered();
    let proposal = import(&two_on_a_sheet(&Document::new(&report, Options::FINAL))).unwrap();
    let found = figures(&proposal);
    for cell in report.form().inputs() {
        let name = &report.form().cell(cell).name;
        assert_eq!(found.get(name).copied(), Some(report.entry(cell).figure()), "{name} {:?}", proposal.notes);
    }
    assert!(proposal.notes.is_empty(), "{:?}", proposal.notes);
}
