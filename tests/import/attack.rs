//! The standing attack on what reads documents: seeded mutants of every format go through the reading process, whose processor
//! time and peak memory the system tells, and through the program, whose every byte of output is looked at. Each is a
//! proposal or a message, and the next document is read as if nothing had been. `GOUJI_ATTACK=100` tries a hundred times as
//! many, `GOUJI_ATTACK_SEED` others. What ended a reading process or failed here is left in `target/tmp`.

mod handed_over;

mod mutants;

use std::fs;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;
use std::sync::Mutex;

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::text::Lang;
use gouji::export::{Format, Options, render};
use gouji::import::{ImportError, Options as Reading};
use gouji::store::document::to_ron;
use gouji::store::forms::Forms;
use gouji::work::reader::Reader;

use crate::amplified::{FONT, pdf, stream};
use crate::generator::Chance;
use crate::reference::attack;
use crate::sheets::{ods, xls};
use crate::support::{forms, import, samples};
use crate::workbook::on_one_sheet;

/// Mutants of each format that the reading process is asked for.
const MUTANTS: u32 = 15;

/// Mutants of each format that the program is given, a folder of them at once.
#[cfg(unix)]
const IN_A_FOLDER: u32 = 3;

/// The bounds of one document.
#[cfg(target_os = "linux")]
const SECONDS: u64 = 10;
#[cfg(target_os = "linux")]
const KILOBYTES: u64 = 512 << 10;

/// A document that there is nothing wrong with.
const GOOD: &[u8] = b"cell,value\nrequests.new.natural_person,7\n";

/// A report in which no two figures are the same, with some prose.
fn report() -> Report {
    let form = forms().iter().find(|form| form.edition() == "2021").expect("the edition");
    let mut report = Report::new(form.clone(), Some("利通区人民政府办公室".into()), Some(2022), Scope::Own);
    for (number, cell) in (100_u32..).zip(form.inputs()) {
        report.set_entry(cell, Entry::new(Figure::from(number), Origin::Keyed));
    }
    for part in report.parts() {
        report.set_text(part, "全年公开工作平稳，没有发生延误。\n（一）主动公开。公布各类信息两千余条。".into());
    }
    report.set_text(Part::Closing, "利通区人民政府办公室\n2023年1月16日".into());
    report
}

/// A document of each format that is read, by the ending of its name.
fn documents() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let report = report();
    let typefaces = gouji::work::typefaces::find(None, None).ok();
    let written = |format: Format| {
        let options = Options { draft: true, typefaces: typefaces.as_ref(), ..Options::FINAL };
        render(&report, format, options, forms()).map_err(|error| error.message(report.form(), Lang::En))
    };
    let sheets = on_one_sheet(report.form(), 0);
    let mut documents = vec![
        ("docx", vec![written(Format::Docx).expect("a document")]),
        ("xlsx", vec![written(Format::Xlsx).expect("a workbook")]),
        ("html", vec![written(Format::Html).expect("a page")]),
        ("md", vec![written(Format::Md).expect("Markdown")]),
        ("txt", vec![written(Format::Txt).expect("a text")]),
        ("csv", vec![written(Format::Csv).expect("a cell list")]),
        ("json", vec![written(Format::Json).expect("JSON")]),
        ("ods", vec![ods(&sheets)]),
        ("xls", vec![xls(&sheets)]),
        ("ron", vec![to_ron(&report).into_bytes()]),
    ];
    let plain = String::from_utf8(written(Format::Txt).expect("a text")).expect("UTF-8");
    // Where no typeface is on the machine there is the one made here by itself.
    documents.push(("pdf", written(Format::Pdf).into_iter().chain([page(&plain)]).collect()));
    for path in published() {
        let of = |ending: &&mut (&str, Vec<Vec<u8>>)| path.extension().is_some_and(|own| own == ending.0);
        if let (Some((_, kept)), Ok(bytes)) = (documents.iter_mut().find(of), fs::read(&path)) {
            kept.push(bytes);
        }
    }
    documents
}

/// The lines of a text on one page of a PDF.
fn page(text: &str) -> Vec<u8> {
    let mut content = String::new();
    for (number, line) in text.lines().enumerate() {
        let codes: String = line.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        content += &format!("BT /F 2 Tf 1 0 0 1 50 {} Tm <{codes}> Tj ET\n", 838 - 3 * number);
    }
    let font = b"<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>".to_vec();
    let descendant = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/S/DW 1000>>".to_vec();
    pdf(&format!("/Contents 4 0 R{FONT}"), &[stream("", content.as_bytes(), 1), font, descendant])
}

/// Published documents of moderate size, and those that are made to break something, where they are at hand.
fn published() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = samples().into_iter().collect();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(about) = entry.metadata() else { continue };
            match about.is_dir() {
                true => folders.push(entry.path()),
                false if about.len() < 100_000 => found.push(entry.path()),
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// Whose mutants these are.
fn seed() -> u64 {
    std::env::var("GOUJI_ATTACK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(19)
}

/// The mutant of that number; the same whatever came before it.
fn mutant(of: usize, number: u32, documents: &[(&str, Vec<Vec<u8>>)]) -> Vec<u8> {
    let mut chance = Chance(seed() ^ (of as u64) << 48 ^ u64::from(number) << 16);
    let (_, own) = &documents[of];
    let at = if chance.one_in(2) { 0 } else { chance.below(own.len()) };
    let (_, others) = &documents[chance.below(documents.len())];
    mutants::of(&own[at], at == 0, &others[0], &mut chance)
}

/// Leaves a mutant where somebody can look at it.
fn leave(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::write(&path, bytes);
    path.display().to_string()
}

/// The process of the program at that path that reads: its number, the hundredths of a second and the kilobytes that it has
/// taken at most.
#[cfg(target_os = "linux")]
fn taken(program: &Path) -> Option<(u32, u64, u64)> {
    let is_own = |process: &u32| {
        let words = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        words.split(|&byte| byte == 0).next() == Some(program.as_os_str().as_encoded_bytes())
    };
    let numbers = fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let process = numbers.into_iter().find(is_own)?;
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some((process, ticks, peak.trim().trim_end_matches(" kB").parse().ok()?))
}

#[cfg(not(target_os = "linux"))]
fn taken(_: &Path) -> Option<(u32, u64, u64)> {
    None
}

#[test]
fn what_is_broken_here_is_read_while_it_is_whole() {
    for (ending, documents) in documents().into_iter().filter(|(ending, _)| *ending != "ron") {
        let read = import(&documents[0]).unwrap_or_else(|error| panic!("{ending}: {error}"));
        assert!(read.figures.len() > 100, "{ending}: {}", read.figures.len());
    }
}

#[test]
fn every_mutant_is_a_proposal_or_a_message_within_the_bounds_and_the_next_document_is_read() {
    let documents = documents();
    // Reports of ours are read by the program itself.
    let formats: Vec<usize> = (0..documents.len()).filter(|&at| documents[at].0 != "ron").collect();
    let (left, most) = (Mutex::new(formats), Mutex::new((0, 0)));
    println!("GOUJI_ATTACK={} GOUJI_ATTACK_SEED={}", attack(), seed());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(of) = { left.lock().expect("whole").pop() } {
                    let took = attacked(of, &documents);
                    let mut most = most.lock().expect("whole");
                    *most = (took.0.max(most.0), took.1.max(most.1));
                }
            });
        }
    });
    let (ticks, kilobytes) = most.into_inner().expect("whole");
    println!("at most {ticks} hundredths of a second and {kilobytes} kB");
}

/// One of so many mutants is read as a register, too.
const OF_REGISTERS: u32 = 8;

/// Has the mutants of one format read; the most ticks for one of them, and the most memory of a process.
fn attacked(of: usize, documents: &[(&str, Vec<Vec<u8>>)]) -> (u64, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    // Its own name tells its process from all others.
    let program = folder.path().join("reads");
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_gouji"), &program).expect("linked");
    } else {
        fs::copy(env!("CARGO_BIN_EXE_gouji"), &program).expect("copied");
    }
    let (reader, forms) = (Reader::of_program(program.clone()), Forms::default());
    let mut most = (0, 0);
    for number in 0..MUTANTS.saturating_mul(attack()) {
        let bytes = mutant(of, number, documents);
        let name = format!("{}-{}.{}", seed(), number, documents[of].0);
        let before = taken(&program);
        let read = reader.read(&bytes, &forms, Reading::default());
        match &read {
            Ok(proposal) => assert!(proposal.figures.is_sorted_by(|a, b| a.cell < b.cell), "{}", leave(&name, &bytes)),
            Err(error @ ImportError::NoReader(_)) => panic!("{error}: {}", leave(&name, &bytes)),
            Err(error) => {
                if matches!(error, ImportError::TooLong | ImportError::TooMuch)
                    || *error == ImportError::Damaged(String::new())
                {
                    println!("ended: {error:?} {}", leave(&name, &bytes));
                }
                for lang in [Lang::Zh, Lang::En] {
                    assert!(!error.message(lang).is_empty(), "{}", leave(&name, &bytes));
                }
            }
        }
        // One that was ended was within the bounds of the system.
        if let (Some((process, ticks, kilobytes)), true) = (taken(&program), cfg!(target_os = "linux")) {
            let spent = ticks - before.filter(|before| before.0 == process).map_or(0, |before| before.1);
            most = (spent.max(most.0), kilobytes.max(most.1));
        }
        #[cfg(target_os = "linux")]
        assert!(most.0 < SECONDS * 100 && most.1 < KILOBYTES, "{most:?}: {}", leave(&name, &bytes));
        if number.is_multiple_of(OF_REGISTERS) {
            match reader.register(&bytes, &forms) {
                Err(error) if !matches!(error, ImportError::NoReader(_)) => {
                    assert!(!error.message(Lang::Zh).is_empty(), "{}", leave(&name, &bytes));
                }
                Err(error) => panic!("{error}: {}", leave(&name, &bytes)),
                Ok(_) => {}
            }
        }
        let good = reader.read(GOOD, &forms, Reading::default()).expect("read");
        assert_eq!(good.figures.first().map(|figure| &figure.figure), Some(&Figure::from(7)));
    }
    most
}

/// The program itself stays within the bounds too, whatever reports and documents are in a folder.
#[cfg(unix)]
#[test]
fn a_folder_of_mutants_is_answered_file_by_file_without_a_trace_or_a_sign_that_steers_a_terminal() {
    let documents = documents();
    for round in 0..attack() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("received");
        fs::create_dir(&folder).expect("made");
        let mut names = Vec::new();
        for (of, (ending, _)) in documents.iter().enumerate() {
            for number in 0..IN_A_FOLDER {
                let name = format!("{number}.{ending}");
                fs::write(folder.join(&name), mutant(of, 1_000_000 + round * IN_A_FOLDER + number, &documents))
                    .expect("written");
                names.push(name);
            }
        }
        for args in ["check --format json", "check", "import --dry-run"] {
            let shell = format!("ulimit -c 0 -d 524288; exec \"$0\" {args} received --library library --settings none");
            let mut command = Command::new("sh");
            command
                .args(["-c", &shell, env!("CARGO_BIN_EXE_gouji")])
                .current_dir(place.path())
                .env("HOME", place.path());
            let output = command.output().expect("runs");
            let code = output.status.code();
            let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
            let kept = || format!("{args}, {code:?}, {}", folder_left(&folder));
            assert!(code.is_some_and(|code| code < 3), "{}", kept());
            assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{}", kept());
            assert!(!said.contains("panicked at") && !said.contains("RUST_BACKTRACE"), "{}", kept());
            // Elsewhere those that there is nothing to say of are not named.
            let missed = names.iter().find(|name| args == "check --format json" && !said.contains(*name));
            assert_eq!(missed, None, "{}", kept());
        }
    }
}

/// Leaves all the files of a folder where somebody can look at them.
#[cfg(unix)]
fn folder_left(folder: &Path) -> String {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        leave(&entry.file_name().to_string_lossy(), &fs::read(entry.path()).unwrap_or_default());
    }
    env!("CARGO_TARGET_TMPDIR").into()
}
