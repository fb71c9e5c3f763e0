//! Pipes, devices, sockets and files without an end, wherever a file is looked for: nothing waits for them, and each is said.
#![cfg(unix)]

use std::io::Read;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::thread;
use std::time::{Duration, Instant};

use super::*;

/// What is no plain file.
const KINDS: [&str; 4] = ["pipe", "device", "socket", "endless"];

/// Puts such a thing at a place; `false` where this machine makes none.
fn put(path: &Path, kind: &str) -> bool {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    match kind {
        "pipe" => Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success()),
        "device" => symlink("/dev/zero", path).is_ok(),
        "socket" => UnixListener::bind(path).is_ok(),
        _ => fs::File::create(path).and_then(|file| file.set_len(1 << 40)).is_ok(),
    }
}

/// Runs a command that must end by itself.
fn ended(place: &Place, args: &[&str]) -> Answer {
    let mut command = place.command(args);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    let read = |mut stream: Box<dyn Read + Send>| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).map(|_| bytes)
        })
    };
    let out = read(Box::new(child.stdout.take().expect("a pipe")));
    let err = read(Box::new(child.stderr.take().expect("a pipe")));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("asked") {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(20) {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{args:?} hangs");
        }
        thread::sleep(Duration::from_millis(5));
    };
    let [stdout, stderr] = [out, err].map(|read| read.join().expect("ends").expect("read"));
    Answer::of(Output { status, stdout, stderr })
}

#[test]
fn what_is_no_plain_file_is_said_wherever_a_file_is_named() {
    let place = Place::new();
    let text = ron("甲局", &BALANCED);
    place.write("library/甲局/2022.ron", &text);
    place.write("plain.ron", &text);
    for kind in KINDS {
        if !put(&place.path(kind), kind) {
            continue;
        }
        let folder = format!("{kind}s");
        if kind != "socket" {
            assert!(put(&place.path(&format!("{folder}/a.ron")), kind));
            assert!(put(&place.path(&format!("{folder}/b.docx")), kind));
            assert!(put(&place.path(&format!("{folder}/c.txt")), kind));
        } else {
            place.write(&format!("{folder}/a.ron"), &text);
            assert!(put(&place.path(&format!("{folder}/s.csv")), kind) && put(&place.path("s"), kind));
        }
        let template = format!("{folder}/t.docx");
        match kind {
            "socket" => assert!(fs::rename(place.path("s"), place.path(&template)).is_ok()),
            _ => assert!(put(&place.path(&template), kind)),
        }
        let with_font = ["export", "plain.ron", "-o", "x.pdf", "--font", kind];
        let commands: [&[&str]; 14] = [
            &["show", kind],
            &["check", kind],
            &["check", kind, "--format", "json"],
            &["check", &folder],
            &["diff", "plain.ron", kind],
            &["verify", "plain.ron", "--with", kind],
            &["import", kind],
            &["import", &folder, "--dry-run"],
            &["check", "plain.ron", "--last-year", kind],
            &["export", kind, "-o", "x.txt"],
            &["export", "plain.ron", "-o", "x.docx", "--template", &template],
            &["export", "plain.ron", "-o", "x.docx", "--last-year", kind],
            &with_font,
            &["edit", kind],
        ];
        for args in commands {
            let answer = ended(&place, args);
            assert_eq!(answer.code, 2, "{args:?}: {}{}", answer.out, answer.err);
            let says = if kind == "endless" { "MB" } else { "不是普通文件" };
            assert!(answer.err.contains(says), "{args:?}: {}", answer.err);
        }
        let answer = ended(&place, &["list", "--settings", kind]);
        assert!(answer.code == 0 && answer.err.contains(kind), "{kind}: {}{}", answer.out, answer.err);
        if kind != "endless" {
            let answer = ended(&place, &["export", "plain.ron", "-o", &format!("./{kind}"), "--draft"]);
            assert_eq!(answer.code, 2, "{kind}: {}", answer.err);
        }
    }
}

#[test]
fn what_is_no_plain_file_within_the_library_keeps_nobody_from_the_other_reports() {
    let names =
        ["2022.ron", "2022.journal", "2022.lock", "2022.holder", "agency.ron", "history/2022/20240101T000000Z.ron"];
    for kind in KINDS {
        for name in names {
            let place = Place::new();
            if name != "2022.ron" {
                place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
            }
            place.write("library/乙局/2022.ron", &ron("乙局", &BALANCED));
            let path = place.path("library/甲局").join(name);
            // The name of a socket is short.
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            let made = match kind {
                "socket" => put(&place.path("s"), kind) && fs::rename(place.path("s"), &path).is_ok(),
                _ => put(&path, kind),
            };
            if !made {
                continue;
            }
            let listed = ended(&place, &["list"]);
            assert!(listed.out.contains("2022  本机关  乙局  未填 0"), "{kind} {name}: {}", listed.out);
            for args in [
                &["check"][..],
                &["show", "甲局", "2022"],
                &["show", "甲局", "2022", "--summary"],
                &["history", "甲局", "2022"],
                &["finalise", "甲局", "2022", "--keyer", "李四", "--reviewer", "张三"],
                &["new", "甲局", "2023", "--from-last-year"],
                &["export", "甲局", "2022", "-o", "x.txt"],
                &["backup", "."],
            ] {
                let answer = ended(&place, args);
                assert!(!answer.err.contains("panicked"), "{kind} {name} {args:?}: {}", answer.err);
                assert!(answer.code == 0 || !answer.err.is_empty(), "{kind} {name} {args:?} says nothing");
            }
            if name == "2022.ron" {
                let answer = ended(&place, &["show", "甲局", "2022"]);
                let says = if kind == "endless" { "MB" } else { "不是普通文件" };
                assert!(answer.code == 2 && answer.err.contains(says), "{kind}: {}", answer.err);
            }
        }
    }
}

#[test]
fn what_is_no_plain_file_among_forms_is_said_and_the_others_are_read() {
    for kind in ["pipe", "device", "endless"] {
        let place = Place::new();
        if !put(&place.path("forms/a.ron"), kind) {
            continue;
        }
        let answer = ended(&place, &["forms", "--forms", "forms"]);
        assert!(answer.out.contains("2021年版") && answer.out.contains("a.ron：不是普通文件") != (kind == "endless"));
        assert!(answer.out.contains("a.ron"), "{kind}: {}{}", answer.out, answer.err);
        assert!(put(&place.path("library/forms/a.ron"), kind));
        let answer = ended(&place, &["list"]);
        assert!(answer.err.contains("a.ron"), "{kind}: {}", answer.err);
    }
}
