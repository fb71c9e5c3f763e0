//! PDFs with what is pinned to their pages: fields of forms with their values, text boxes, remarks; and figures that a
//! narrow cell broke.

use gouji::domain::figure::Figure;
use gouji::domain::text::Lang;
use gouji::export::Options;
use gouji::export::document::Document;
use gouji::import::aside::Aside;

use crate::odd_pdf::{Drawn, NOTHING, Oddity, numbered, pdf};
use crate::support::{figures, import};

/// Reads the document, in which the odd figures are read or not, or either way; what is said of them.
fn read(what: &str, oddity: Oddity, odd: impl Into<Option<bool>>) -> Vec<String> {
    let odd = odd.into();
    let report = numbered();
    let bytes = pdf(&Document::new(&report, Options::FINAL), oddity);
    let proposal = import(&bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let found = figures(&proposal);
    for cell in report.form().inputs() {
        let name = &report.form().cell(cell).name;
        let wanted = report.entry(cell).figure();
        let is_odd = matches!(wanted, Figure::Number(number) if number.to_string().parse::<u32>().unwrap() % 7 == 0);
        let found = found.get(name).copied();
        let wanted = (!is_odd || odd.unwrap_or(found.is_some())).then_some(wanted);
        assert_eq!(found, wanted, "{what}: {name} {:?}", proposal.notes);
    }
    proposal.notes.into_iter().map(|note| note.text).collect()
}

fn says(notes: &[String], aside: Aside) -> bool {
    notes.iter().any(|note| [aside.of_cell(Lang::Zh), aside.of_document(Lang::Zh)].contains(&note.as_str()))
}

fn rect(d: &Drawn) -> String {
    format!("/Rect[{} {} {} {}]", d.x - 3.0, d.y - 4.0, d.x + 26.0, d.y + 10.0)
}

/// A document whose odd figures are pinned to it.
fn pinned(pinned: fn(&Drawn) -> String) -> Oddity {
    Oddity { figure: |_| String::new(), pinned, root: "/AcroForm<</Fields[]/NeedAppearances true>>", ..NOTHING }
}

#[test]
fn values_of_fields_are_read_where_they_stand() {
    let cases: [(&str, fn(&Drawn) -> String); 4] = [
        ("value", |d| format!("<</Subtype/Widget/FT/Tx/F 4{}/DA(/Helv 9 Tf 0 g)/V({})>>", rect(d), d.digits)),
        ("no size", |d| format!("<</Subtype/Widget/FT/Tx/F 4{}/DA(/Helv 0 Tf 0 g)/V({})>>", rect(d), d.digits)),
        ("above", |d| format!("<</Subtype/Widget/F 4{}/Parent<</FT/Tx/V({})>>>>", rect(d), d.digits)),
        ("chosen", |d| {
            let wide: String = d.digits.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            format!("<</Subtype/Widget/FT/Ch/F 4{}/V<FEFF{wide}>>>", rect(d))
        }),
    ];
    for (what, field) in cases {
        let notes = read(what, pinned(field), true);
        assert!(says(&notes, Aside::Filled) && notes.len() == 1, "{what}: {notes:?}");
    }
    let turned = Oddity { entries: "/Rotate 90", ..pinned(cases[0].1) };
    assert!(says(&read("turned", turned, true), Aside::Filled));
}

#[test]
fn fields_that_are_hidden_or_empty_leave_their_cells_open() {
    let hidden = pinned(|d| format!("<</Subtype/Widget/FT/Tx/F 2{}/V({})>>", rect(d), d.digits));
    assert!(says(&read("hidden", hidden, false), Aside::Unseen));
    let empty = pinned(|d| format!("<</Subtype/Widget/FT/Tx/F 4{}/V()>>", rect(d)));
    assert_eq!(read("empty", empty, false), Vec::<String>::new());
}

#[test]
fn text_boxes_are_read_and_remarks_are_said() {
    let boxes = pinned(|d| format!("<</Subtype/FreeText{}/DA(/Helv 9 Tf)/Contents({})>>", rect(d), d.digits));
    assert!(says(&read("text boxes", boxes, true), Aside::Pinned));
    let remarks = Oddity { pinned: |d| format!("<</Subtype/Text{}/Contents(77)>>", rect(d)), ..NOTHING };
    assert!(says(&read("remarks", remarks, true), Aside::Annotations));
    let links = Oddity { pinned: |d| format!("<</Subtype/Link{}>>", rect(d)), ..NOTHING };
    assert_eq!(read("links", links, true), Vec::<String>::new());
}

#[test]
fn figures_one_above_the_other_in_a_cell_beside_single_ones_are_left_to_be_asked() {
    let above: fn(&Drawn) -> String = |d| {
        let (first, last) = d.digits.split_at(d.digits.len() - 1);
        d.other(first, 0.0, 3.0, 6.0, "") + &d.other(last, 0.0, -4.0, 6.0, "")
    };
    let notes = read("one above the other", Oddity { figure: above, ..NOTHING }, false);
    assert!(says(&notes, Aside::Several), "{notes:?}");
}

#[test]
fn a_figure_that_its_narrow_cell_broke_is_one_figure_with_a_note() {
    // Digits so wide that a narrow column has room for two of them; in a wide one nobody can tell.
    let broken: fn(&Drawn) -> String = |d| match d.digits.split_at_checked(2) {
        Some((first, last)) if !last.is_empty() => {
            d.other(first, 0.0, 4.0, 7.0, "420 Tz") + &d.other(last, 0.0, -4.0, 7.0, "420 Tz") + "100 Tz\n"
        }
        _ => d.words.clone(),
    };
    let notes = read("broken", Oddity { figure: broken, ..NOTHING }, None);
    assert!(says(&notes, Aside::Broken), "{notes:?}");
}
