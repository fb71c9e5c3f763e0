//! How documents are to look, as it is asked for in the settings and on the command line.

use super::*;

/// A part of a document that was exported.
fn part(place: &Place, file: &str, name: &str) -> String {
    let package = fs::File::open(place.path(file)).expect(file);
    let mut package = zip::ZipArchive::new(package).expect("a package");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut package.by_name(name).expect(name), &mut text).expect("text");
    text
}

fn balanced() -> Place {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    place
}

#[test]
fn banners_are_shaded_until_the_settings_say_otherwise() {
    let place = balanced();
    place.write("plain.ron", "(version: 1, plain_banners: true)");
    for (options, shaded) in [(&[][..], true), (&["--settings", "plain.ron"][..], false)] {
        place.clean(&[&["export", "甲局", "2022", "-o", "a.docx"], options].concat());
        assert_eq!(part(&place, "a.docx", "word/document.xml").contains("C6D9F1"), shaded, "{options:?}");
    }
}

#[test]
fn a_text_has_the_line_ends_that_are_asked_for() {
    let place = balanced();
    let text = |ends: &str| {
        place.clean(&["export", "甲局", "2022", "-o", "a.txt", "--line-ends", ends]);
        fs::read_to_string(place.path("a.txt")).expect("a text")
    };
    let (windows, unix) = (text("windows"), text("unix"));
    assert!(windows.starts_with('\u{FEFF}') && windows.contains("\r\n"));
    assert!(!unix.contains(['\u{FEFF}', '\r']));
    place.refused(&["export", "甲局", "2022", "-o", "a.txt", "--line-ends", "mac"]);
}

#[test]
fn a_document_says_when_it_was_made_unless_it_is_to_be_the_same_every_time() {
    let place = balanced();
    let properties = |options: &[&str]| {
        place.clean(&[&["export", "甲局", "2022", "-o", "a.docx"], options].concat());
        part(&place, "a.docx", "docProps/core.xml")
    };
    assert!(properties(&[]).contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">20"));
    assert!(!properties(&["--reproducible"]).contains("<dcterms:"));
}
