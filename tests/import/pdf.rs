//! PDFs in: old ones without fonts, tables over several pages, locked, empty and damaged ones.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report, Scope};
use gouji::export::Options;
use gouji::export::document::Document;
use gouji::import::ImportError;
use proptest::prelude::*;
use serde_json::Value;

use crate::sheet::{Habits, pdf, written};
use crate::support::{figures, forms, import, judge, prose, samples};

/// A report in which every cell of the form has a figure of its own.
fn numbered(edition: &str) -> Report {
    let form = forms().iter().find(|form| form.edition() == edition).unwrap();
    let year = if edition == "2019" { 2020 } else { 2022 };
    let mut report = Report::new(form.clone(), Some("利通区人民政府办公室".into()), Some(year), Scope::Own);
    for (index, cell) in form.inputs().enumerate() {
        report.set_entry(cell, Entry::new(Figure::from(index as u32 * 3 % 1000), Origin::Keyed));
    }
    let long = "各处室按月核对目录并逐项销号，".repeat(16);
    report.set_text(Part::Chapter(0), format!("{long}没有发生延误。\n收到申请7件，均已按期答复。"));
    report
}

/// Every figure of the report is read from the bytes, and no other.
fn assert_read(report: &Report, bytes: &[u8], what: &str) {
    let proposal = import(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(proposal.form.edition(), report.form().edition(), "{what}");
    let found = figures(&proposal);
    for cell in report.form().inputs() {
        let name = &report.form().cell(cell).name;
        assert_eq!(found.get(name).copied(), Some(report.entry(cell).figure()), "{what}: {name}");
    }
}

#[test]
fn old_pdfs_without_fonts_are_read_in_every_habit() {
    for edition in ["2021", "2019"] {
        let report = numbered(edition);
        let document = Document::new(&report, Options::FINAL);
        for coding in ["GBK-EUC-H", "GBKp-EUC-H", "UniGB-UCS2-H", "UniGB-UTF16-H"] {
            let habits = Habits { coding, ..Habits::PLAIN };
            assert_read(&report, &pdf(&document, habits), coding);
        }
        let plain = Habits::PLAIN;
        for habits in [
            Habits { filled: true, ..plain },
            Habits { single_cells: true, ..plain },
            Habits { twice: true, ..plain },
            Habits { turned: true, ..plain },
            Habits { rows_on_page: 19, ..plain },
            Habits { rows_on_page: 7, filled: true, single_cells: true, ..plain },
        ] {
            assert_read(&report, &pdf(&document, habits), &format!("{edition} {habits:?}"));
        }
    }
}

#[test]
fn prose_and_title_of_an_old_pdf_are_read() {
    let report = numbered("2021");
    let proposal = import(&pdf(&Document::new(&report, Options::FINAL), Habits::PLAIN)).unwrap();
    assert_eq!((proposal.agency.as_deref(), proposal.year), (report.agency.as_deref(), Some(2022)));
    assert_eq!(prose(&proposal, Part::Chapter(0)), report.text(Part::Chapter(0)));
}

#[test]
fn a_published_pdf_is_read_as_it_was_read_by_hand() {
    let Some(folder) = samples() else { return };
    let folder = folder.join("hongze-2023");
    let expected: Value = serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let proposal = import(&std::fs::read(folder.join("source.pdf")).unwrap()).unwrap();
    let verdict = judge(&proposal, &expected);
    assert!(verdict.wrong.is_empty() && verdict.open.is_empty(), "{verdict:?}");
}

fn page(content: &str) -> Vec<u8> {
    written(&[
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>".into(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 8>>stream\n/X Do /X Do\nendstream".into(),
    ])
}

#[test]
fn a_pdf_without_text_says_so() {
    for content in ["", "0 0 100 100 re f", "q 100 0 0 100 0 0 cm BI /W 1 /H 1 ID \u{1}( EI Q", "/X Do", "BT (a) Tj ET"]
    {
        assert_eq!(import(&page(content)).unwrap_err(), ImportError::PdfWithoutText, "{content}");
    }
}

#[test]
fn a_pdf_whose_table_of_objects_is_wrong_or_lost_is_read_all_the_same() {
    let report = numbered("2021");
    let bytes = pdf(&Document::new(&report, Options::FINAL), Habits::PLAIN);
    let table = bytes.windows(5).rposition(|word| word == b"xref\n").unwrap();
    assert_read(&report, &bytes[..table - 4], "cut off");
    let moved = [b"%PDF-1.4\nX-Mailer: none\n", &bytes[9..]].concat();
    assert_read(&report, &moved, "moved");
}

#[test]
fn a_locked_pdf_says_so_and_one_that_only_forbids_changes_is_read() {
    let report = numbered("2021");
    let bytes = pdf(&Document::new(&report, Options::FINAL), Habits::PLAIN);
    let locked = |user_password: &str| {
        let mut document = lopdf::Document::load_mem(&bytes).unwrap();
        let id = lopdf::Object::string_literal(b"0123456789abcdef".to_vec());
        document.trailer.set("ID", vec![id.clone(), id]);
        let version = lopdf::EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password,
            key_length: 128,
            permissions: lopdf::Permissions::PRINTABLE,
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    assert_eq!(import(&locked("secret")).unwrap_err(), ImportError::Protected);
    assert_read(&report, &locked(""), "no user password");
}

#[test]
fn what_unpacks_beyond_reason_is_refused_or_cut_off() {
    let packed = |bytes: usize| {
        use std::io::Write;
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&vec![b' '; bytes]).unwrap();
        encoder.finish().unwrap()
    };
    let with = |stream: Vec<u8>, kind: &str| {
        let head = "<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R>>\nendobj\n";
        let mut bytes =
            format!("%PDF-1.5\n1 0 obj\n{head}4 0 obj\n<<{kind}/Filter/FlateDecode/Length {}>>stream\n", stream.len())
                .into_bytes();
        bytes.extend(stream);
        bytes.extend(b"\nendstream\nendobj\ntrailer\n<</Size 5/Root 1 0 R>>\nstartxref\n9\n%%EOF\n");
        bytes
    };
    assert_eq!(import(&with(packed(200 << 20), "/Type/ObjStm/N 1/First 5")).unwrap_err(), ImportError::Unpacked);
    let error = import(&with(packed(200 << 20), "")).unwrap_err();
    assert!(matches!(error, ImportError::PdfWithoutText | ImportError::DamagedPdf), "{error:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_pdf_ends_with_a_message_or_what_is_left(
        cut in 0.0..1.0_f64,
        flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..20),
    ) {
        let report = numbered("2021");
        let mut bytes = pdf(&Document::new(&report, Options::FINAL), Habits::PLAIN);
        for (place, byte) in flips {
            let place = (bytes.len() as f64 * place) as usize;
            bytes[place] = byte;
        }
        bytes.truncate(5 + (bytes.len() as f64 * (1.0 - cut * cut)) as usize);
        drop(import(&bytes));
    }
}
