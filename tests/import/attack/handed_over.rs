//! Mutants of the forms and fonts that an export is handed over: each ends in a document or in a message of one of the
//! program's own kinds, within the bounds of time and memory, without a trace.

use std::fs;
use std::path::Path;
use std::process::Command;

use gouji::export::{Format, Options, render};
use gouji::store::document::to_ron;

use super::{leave, mutants, report, seed};
use crate::generator::Chance;
use crate::reference::{attack, skip};
use crate::support::forms;

/// Mutants of each kind.
const MUTANTS: u32 = 8;

/// Exports a report with something that it is handed over; `limit` are the kilobytes that the program may take.
fn export(place: &Path, limit: u64, args: &str) -> Result<i32, String> {
    let shell =
        format!("ulimit -c 0 -d {limit} -t 20; exec \"$0\" export report.ron {args} --library library --settings none");
    let mut command = Command::new("sh");
    let output = command
        .args(["-c", &shell, env!("CARGO_BIN_EXE_gouji")])
        .current_dir(place)
        .env("HOME", place)
        .output()
        .expect("runs");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    let is_calm = !said.contains("panicked") && !said.contains("RUST_BACKTRACE");
    let is_plain = !said.chars().any(|c| c.is_control() && c != '\n');
    match output.status.code() {
        Some(code) if code < 3 && is_calm && is_plain => Ok(code),
        code => Err(format!("{code:?}: {said}")),
    }
}

#[cfg(unix)]
#[test]
fn every_mutant_of_a_form_that_is_to_be_filled_is_filled_or_refused() {
    let report = report();
    let place = tempfile::tempdir().expect("a folder");
    fs::write(place.path().join("report.ron"), to_ron(&report)).expect("written");
    for (format, ending) in [(Format::Docx, "docx"), (Format::Xlsx, "xlsx")] {
        let form = render(&report, format, Options { blank: true, ..Options::FINAL }, forms()).expect("a form");
        let args = format!("--draft -o out.{ending} --template form.{ending}");
        let put = |bytes: &[u8]| fs::write(place.path().join(format!("form.{ending}")), bytes).expect("written");
        put(&form);
        assert_eq!(export(place.path(), 524_288, &args), Ok(0), "{ending}");
        for number in 0..MUTANTS.saturating_mul(attack()) {
            let mut chance = Chance(seed() ^ 0x19 << 40 ^ u64::from(number) << 16);
            let mutant = mutants::of(&form, true, &form, &mut chance);
            put(&mutant);
            let name = format!("form-{}-{number}.{ending}", seed());
            export(place.path(), 524_288, &args).unwrap_or_else(|said| panic!("{said}: {}", leave(&name, &mutant)));
        }
    }
}

#[cfg(unix)]
#[test]
fn every_damaged_font_is_used_or_refused() {
    let Ok(found) = gouji::work::typefaces::find(None, None) else { return skip("no Chinese font") };
    let place = tempfile::tempdir().expect("a folder");
    fs::write(place.path().join("report.ron"), to_ron(&report())).expect("written");
    let font = place.path().join("font.ttf");
    let whole = &found.body.bytes[..];
    for number in 0..MUTANTS.saturating_mul(attack()) {
        let mut chance = Chance(seed() ^ 0x20 << 40 ^ u64::from(number) << 16);
        let mut bytes = whole.to_vec();
        match number % 4 {
            0 => bytes.truncate(chance.below(whole.len())),
            // The directory of its tables, or its tables themselves.
            1 => (0..8).for_each(|_| bytes[chance.below(400)] = chance.below(256) as u8),
            2 => (0..2000).for_each(|_| bytes[chance.below(whole.len())] = chance.below(256) as u8),
            _ => {
                let (from, to) = (chance.below(whole.len() - 70_000), chance.below(whole.len() - 70_000));
                bytes.copy_within(from..from + 65_536, to);
            }
        }
        fs::write(&font, &bytes).expect("written");
        let said = export(place.path(), 1 << 20, "--draft -o out.pdf --font font.ttf");
        said.unwrap_or_else(|said| panic!("{said}: {}", leave(&format!("font-{}-{number}.ttf", seed()), &bytes)));
    }
}
