//! Documents are read in a process of their own: whatever becomes of that, the program answers about the one file and goes on
//! with the others.

#[cfg(target_os = "linux")]
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
#[cfg(target_os = "linux")]
use std::path::{Path, PathBuf};

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

#[test]
fn a_register_goes_through_the_same_process_whole() {
    let reader = Reader::of_program(env!("CARGO_BIN_EXE_gouji").into());
    let forms = Forms::default();
    let mut register = String::from("编号,收到日期,申请人,答复日期,答复结果\n");
    for number in 1..=1203 {
        register += &format!("{number}号,2025-01-{:02},甲{number}测,1月31日,公开\n", 1 + number % 28);
    }
    for _ in 0..2 {
        let read = reader.register(register.as_bytes(), &forms).expect("read");
        assert_eq!(read, Reader::here().register(register.as_bytes(), &forms).expect("read"));
        assert_eq!((read.records.len(), read.records[1202].applicant.as_str()), (1203, "甲1203测"));
        // Whatever prints what was read, in a log or a crash report, prints no name.
        let printed = format!("{read:?} {:?}", read.records);
        assert!(printed.contains("1203号") && !printed.contains('测') && !printed.contains("公开"), "{printed}");
        let cells = b"cell,value\nrequests.new.natural_person,7\n";
        assert_eq!(reader.read(cells, &forms, Options::default()).expect("read").figures.len(), 1);
    }
    assert_eq!(reader.register("一、总体情况".as_bytes(), &forms).expect_err("none"), ImportError::NoRegister);
}

#[cfg(unix)]
#[test]
fn a_process_that_ends_over_a_register_is_an_answer_about_it() {
    let place = Place::new();
    let heard = "dd bs=1 count=8 >/dev/null 2>&1; ";
    let reader = reader(&place, &format!("{heard} kill -XCPU $$"));
    let ask = || reader.register(b"text", &Forms::default()).expect_err("none");
    let is_busy = |error: &ImportError| matches!(error, ImportError::NoReader(cause) if cause.contains("busy"));
    assert_eq!(std::iter::repeat_with(ask).find(|error| !is_busy(error)), Some(ImportError::TooLong));
}

/// A reading process of this program that goes by that name: what the system holds it to.
#[cfg(target_os = "linux")]
fn limits(program: &Path) -> Vec<String> {
    let name = program.as_os_str().as_encoded_bytes();
    let processes = fs::read_dir("/proc").expect("listed").flatten().map(|entry| entry.path());
    let is_own = |process: &PathBuf| {
        fs::read(process.join("cmdline")).is_ok_and(|words| words.split(|&byte| byte == 0).next() == Some(name))
    };
    let process = processes.into_iter().find(is_own).expect("a process");
    let limits = fs::read_to_string(process.join("limits")).expect("read");
    limits.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_reading_process_is_held_to_eight_seconds_more_for_each_document_and_to_416_megabytes() {
    let place = Place::new();
    let program = place.path("reads");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_gouji"), &program).expect("linked");
    let reader = Reader::of_program(program.clone());
    for _ in 0..2 {
        reader.read(b"", &Forms::default(), Options::default()).expect_err("nothing");
        let limits = limits(&program);
        let held = |what: &str| limits.iter().find_map(|line| line.strip_prefix(what)).expect(what).to_string();
        assert_eq!(held("Max data size "), "436207616 436207616 bytes");
        assert_eq!(held("Max core file size "), "0 0 bytes");
        let seconds: u64 = held("Max cpu time ").split(' ').next().expect("a number").parse().expect("seconds");
        assert!((8..10).contains(&seconds), "of which it has used next to nothing: {seconds}");
    }
}

/// With less than it would be held to, so that the test does not take as long.
#[cfg(target_os = "linux")]
#[test]
fn a_document_beyond_the_limits_of_the_system_is_said_and_the_next_one_is_read_by_another_process() {
    let place = Place::new();
    let forms = Forms::default();
    let gouji = env!("CARGO_BIN_EXE_gouji");
    let cells = b"cell,value\nrequests.new.natural_person,7\n";
    let long = "一、总体情况\n2022年，7件，".repeat(30_000).into_bytes();
    let large = vec![b'7'; 60 << 20];
    let beyond = [
        ("ulimit -S -t 1; ulimit -H -t 5", long, ImportError::TooLong),
        ("ulimit -d 40000", large, ImportError::TooMuch),
    ];
    for (limit, document, expected) in beyond {
        let reader = reader(&place, &format!("{limit}; exec {gouji} \"$@\""));
        let read = |bytes: &[u8]| loop {
            match reader.read(bytes, &forms, Options::default()) {
                // A program that was just written may be open in a process that another test is starting.
                Err(ImportError::NoReader(cause)) if cause.contains("busy") => {}
                read => break read,
            }
        };
        for _ in 0..2 {
            assert_eq!(read(&document).expect_err(limit), expected);
            assert_eq!(read(cells).expect("read").figures.len(), 1, "{limit}");
        }
    }
}
