//! Editions that come after, loaded from a folder: written in every format, read back, and taken in again for what they are.

use std::fs;
use std::sync::Arc;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::Form;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::{Format, Options, export};
use gouji::import;
use gouji::store::forms::Forms;

use crate::sample::typefaces;

#[path = "../data/made.rs"]
mod made;

fn forms() -> Forms {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("2027.ron"), made::wider()).expect("written");
    fs::write(folder.path().join("2031.ron"), made::longer()).expect("written");
    fs::write(folder.path().join("2040.ron"), made::copied("2040")).expect("written");
    let forms = Forms::default().with(folder.path());
    assert!(forms.faulty().is_empty(), "{:?}", forms.faulty());
    forms
}

/// A report in which every keyed cell has a figure, no two neighbours the same, and every chapter of prose says something.
fn full(form: &Arc<Form>, year: i32) -> Report {
    let mut report = Report::new(form.clone(), Some("利通区人民政府办公室".into()), Some(year), Scope::Own);
    for (n, cell) in (1_u32..).zip(form.inputs().collect::<Vec<_>>()) {
        report.set_entry(cell, Entry::new(Figure::from(n % 97), Origin::Keyed));
    }
    for (index, chapter) in form.definition().chapters.iter().enumerate().filter(|(_, chapter)| chapter.table.is_none())
    {
        report.set_text(Part::Chapter(index), format!("这里写{}。", chapter.short.zh));
    }
    report
}

#[test]
fn reports_of_later_editions_are_written_read_back_and_taken_in_again_in_every_format() {
    let forms = forms();
    for (edition, year) in [("2019", 2020), ("2021", 2023), ("2027", 2028), ("2031", 2032), ("2040", 2040)] {
        let form = forms.edition(edition).expect(edition);
        let report = full(form, year);
        for format in Format::ALL {
            let typefaces = if format == Format::Pdf { typefaces() } else { None };
            if format == Format::Pdf && typefaces.is_none() {
                continue;
            }
            let options = Options { draft: true, typefaces, ..Options::FINAL };
            let bytes = export(&report, format, options, forms.all())
                .unwrap_or_else(|error| panic!("{edition} {format:?}: {}", error.message(form, Lang::En)));
            let year = (format == Format::Csv).then_some(year);
            let taken = import::read(
                &bytes,
                forms.all(),
                import::Options { lang: Lang::En, year, ..import::Options::default() },
            )
            .unwrap_or_else(|error| panic!("{edition} {format:?}: {}", error.message(Lang::En)))
            .into_report();
            assert_eq!(taken.form().edition(), edition, "{format:?}");
            let wrong = form.inputs().filter(|&cell| taken.entry(cell).figure() != report.entry(cell).figure());
            let wrong: Vec<&str> = wrong.map(|cell| form.cell(cell).name.as_str()).collect();
            assert!(wrong.is_empty(), "{edition} {format:?}: {wrong:?}");
            if format != Format::Csv {
                let parts = report.parts().filter(|part| matches!(part, Part::Chapter(_)));
                parts.for_each(|part| assert_eq!(taken.text(part), report.text(part), "{edition} {format:?}"));
                // A workbook prints checks below its tables, which are rows of no form.
                let departs = format != Format::Xlsx && !taken.departures.is_empty();
                assert!(!departs, "{edition} {format:?}: {:?}", taken.departures);
            }
        }
    }
}

#[test]
fn a_cell_list_that_only_a_later_edition_knows_all_names_of_is_of_that_edition() {
    let forms = forms();
    for (name, edition) in [("requests.new.cooperative", "2027"), ("platforms.sites.opened", "2031")] {
        let list = format!("cell,value\nrequests.new.natural_person,7\n{name},3\n");
        let taken = import::read(list.as_bytes(), forms.all(), import::Options::default()).expect("a list");
        assert_eq!(taken.form.edition(), edition);
    }
}
