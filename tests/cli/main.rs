//! The real binary: exit codes, results on stdout and messages on stderr, the shapes of JSON, both languages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, LazyLock};

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Note, Part, Report, Scope};
use gouji::store::document::{from_ron, to_ron};
use gouji::store::forms::Forms;
use serde_json::Value;

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/v1-2021.ron");

#[path = "../reference/mod.rs"]
mod reference;

mod alike;
mod backup;
mod batch;
mod both_doors;
mod collecting;
mod completing;
mod controls;
mod county;
mod dataset;
mod dates;
mod docs;
mod documents;
mod editions;
mod exports;
mod fields;
mod finishing;
mod hostile_names;
mod journal;
mod judging;
mod leftovers;
mod library;
mod locked;
mod looks;
mod packages;
mod past;
mod pipes;
mod program;
mod reading;
mod receiving;
mod register;
mod returning;
mod settings;
mod summary;
mod unit;
mod years;

/// A folder with a library, in which the program runs.
struct Place(tempfile::TempDir);

/// What the program answered.
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Where a file is, as the system writes its path.
    fn path(&self, name: &str) -> PathBuf {
        name.split('/').fold(self.0.path().to_path_buf(), |folder, part| folder.join(part))
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(args).current_dir(self.0.path()).stdin(Stdio::null());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.env("GOUJI_LIBRARY", self.path("library")).env("HOME", self.path("home"));
        command.env("GOUJI_SETTINGS", self.path("settings.ron"));
        command
    }

    /// Runs the program in Chinese, the default.
    fn run(&self, args: &[&str]) -> Answer {
        Answer::of(self.command(args).output().expect("runs"))
    }

    fn clean(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
        answer.out
    }

    fn refused(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{args:?}: {}", answer.err);
        assert!(answer.err.starts_with("gouji: "), "{}", answer.err);
        answer.err
    }
}

impl Answer {
    fn of(output: Output) -> Answer {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Answer { code: output.status.code().expect("an exit code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// A report with 0 in every cell, except those named.
fn report(agency: &str, year: i32, figures: &[(&str, &str)]) -> Report {
    static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);
    let form = FORMS.edition("2021").expect("the edition");
    let mut report = Report::new(Arc::clone(form), Some(agency.into()), Some(year), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Filled));
    }
    for (name, figure) in figures {
        let cell = form.find(name).expect(name);
        report.set_entry(cell, Entry::new(figure.parse().expect(figure), Origin::Keyed));
    }
    report.set_text(Part::Chapter(0), "一年来的工作。".into());
    report
}

fn ron(agency: &str, figures: &[(&str, &str)]) -> String {
    to_ron(&report(agency, 2022, figures))
}

const BALANCED: [(&str, &str); 2] = [("requests.new.natural_person", "7"), ("requests.granted.natural_person", "7")];
const UNBALANCED: [(&str, &str); 2] = [("requests.new.natural_person", "7"), ("requests.granted.natural_person", "8")];
