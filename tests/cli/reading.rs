//! Documents are read in a process of their own: whatever becomes of that, the program answers about the one file and goes on
//! with the others.

#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;

use gouji::import::{ImportError, Options};
use gouji::work::Forms;
use gouji::work::reader::Reader;

use super::Place;

/// A reader whose program does this instead.
#[cfg(unix)]
fn reader(place: &Place, does: &str) -> Reader {
    place.write("reader", &format!("#!/bin/sh\n{does}\n"));
    let program = place.path("reader");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).expect("set");
    Reader::of_program(program)
}

#[cfg(unix)]
#[test]
fn every_way_in_which_a_reading_process_ends_is_an_answer_about_the_document() {
    let place = Place::new();
    let read = |does: &str| {
        let reader = reader(&place, does);
        let ask = || reader.read(b"text", &Forms::default(), Options::default()).expect_err("none");
        // A program that was just written may be open in a process that another test is starting.
        let is_busy = |error: &ImportError| matches!(error, ImportError::NoReader(cause) if cause.contains("busy"));
        std::iter::repeat_with(ask).find(|error| !is_busy(error)).expect("an answer")
    };
    // It takes the question first: its length tells where the document begins.
    let heard = "dd bs=1 count=8 >/dev/null 2>&1; ";
    assert_eq!(read(&format!("{heard} kill -XCPU $$")), ImportError::TooLong);
    assert_eq!(read(&format!("{heard} kill -ABRT $$")), ImportError::TooMuch);
    assert_eq!(read(&format!("{heard} kill -SEGV $$")), ImportError::TooMuch);
    assert_eq!(read(&format!("{heard} exit 101")), ImportError::Damaged(String::new()));
    let none = Reader::of_program(place.path("nothing here"));
    let refused = none.read(b"text", &Forms::default(), Options::default()).expect_err("none");
    assert!(matches!(refused, ImportError::NoReader(_)), "{refused:?}");
}

#[test]
fn a_process_that_is_kept_reads_one_document_after_the_other() {
    let place = Place::new();
    let reader = Reader::of_program(env!("CARGO_BIN_EXE_gouji").into());
    let forms = Forms::default();
    for figure in ["7", "8"] {
        let cells = format!("cell,value\nrequests.new.natural_person,{figure}\n");
        let read = reader.read(cells.as_bytes(), &forms, Options::default()).expect("read");
        assert_eq!(read.figures.len(), 1);
        assert_eq!(read.figures[0].figure.to_string(), figure);
        assert_eq!(read.form.edition(), forms.newest().expect("a form").edition());
    }
    assert_eq!(reader.read(b"", &forms, Options::default()).expect_err("nothing"), ImportError::Empty);
    drop(place);
}
