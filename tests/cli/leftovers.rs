//! What is left of killed exports, packages that lead out of themselves, quotes without an end, and output that nobody takes.
#![cfg(unix)]

use std::io::Write;
use std::process;
use std::time::{Duration, SystemTime};

use zip::write::SimpleFileOptions;

use super::*;

#[test]
fn an_export_sweeps_what_killed_ones_left_in_its_folder() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &BALANCED));
    // Of a process that has ended, and whose number is free.
    let mut gone = Command::new("true").spawn().expect("runs");
    gone.wait().expect("ended");
    let name = |whose: &str, process: u32| format!("out/.gouji-{whose}-{process}-0.tmp");
    let swept = [name("a.docx", gone.id()), name("b-c.pdf", gone.id()), name("old.docx", process::id())];
    let kept =
        [name("mine.docx", process::id()), name("2022.ron", gone.id()), "out/.gouji-x.tmp".into(), "out/x.tmp".into()];
    swept.iter().chain(&kept).for_each(|name| place.write(name, "half"));
    let day = SystemTime::now() - Duration::from_secs(25 * 60 * 60);
    let old = fs::File::options().append(true).open(place.path(&swept[2])).expect("there");
    old.set_modified(day).expect("set");
    place.clean(&["export", "a.ron", "-o", "out/a.txt"]);
    assert_eq!(swept.iter().find(|name| place.path(name).exists()), None);
    assert_eq!(kept.iter().find(|name| !place.path(name).exists()), None);
}

#[test]
fn a_template_whose_parts_lead_out_of_it_is_refused() {
    let place = Place::new();
    place.write("a.ron", &ron("甲局", &BALANCED));
    place.clean(&["export", "a.ron", "-o", "a.docx"]);
    let whole = fs::read(place.path("a.docx")).expect("written");
    for name in ["../../x.xml", "word/../../x.xml", "..\\x.xml"] {
        let archive = zip::ZipArchive::new(std::io::Cursor::new(&whole[..])).expect("a package");
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.merge_archive(archive).expect("copied");
        writer.start_file(name, SimpleFileOptions::default()).expect("begun");
        writer.write_all(b"x").expect("written");
        fs::write(place.path("t.docx"), writer.finish().expect("done").into_inner()).expect("written");
        let answer = place.run(&["export", "a.ron", "-o", "b.docx", "--template", "t.docx"]);
        assert!(answer.code == 2 && answer.err.contains("../"), "{name}: {}", answer.err);
        assert!(!place.path("b.docx").exists());
        assert_eq!(place.run(&["check", "t.docx"]).code, 2, "{name}");
    }
}

#[test]
fn no_message_quotes_a_figure_of_megabytes_whole() {
    let place = Place::new();
    let long = "9x".repeat(2 << 20);
    place.write("a.csv", &format!("cell,value\nrequests.new.natural_person,{long}\n{long},7\n"));
    place.write(
        "b.json",
        &format!(
            "{{\"agency\": \"甲局\", \"year\": 2022, \"cells\": {{\"requests.new.natural_person\": \"{long}\"}}}}"
        ),
    );
    for args in
        [&["show", "a.csv"][..], &["check", "a.csv", "--format", "json"], &["show", "b.json"], &["import", "b.json"]]
    {
        let answer = place.run(args);
        assert!(answer.out.len() + answer.err.len() < 100_000, "{args:?}: {}", answer.err.len());
    }
}

#[test]
fn what_cannot_be_printed_fails_the_command() {
    let place = Place::new();
    for args in [&["--version"][..], &["--help"], &["list", "--format", "json"], &["keys"]] {
        let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
        let output = place.command(args).stdout(full).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty());
    }
}
