//! `YEAR.register.ron`: what is kept of an agency's register beside its report, a case a line; and answers that somebody wrote
//! into a file. Names, addresses and contents of a register never come here.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Deserialize;

use crate::domain::register::answers::Move;
use crate::domain::register::count::Certainty;
use crate::domain::register::kept::{Case, Kept};

use super::digest::{self, Digest};
use super::error::StoreError;
use super::library::{HISTORY, Library};
use super::quote;
use super::syntax;

/// The version of the file format.
pub const VERSION: u64 = 1;

/// How the names of these files end.
pub const ENDING: &str = ".register.ron";

/// The most bytes of such a file: a hundred thousand cases are a third of it.
const LONGEST: u64 = 64 << 20;

#[derive(Deserialize)]
#[serde(rename = "Register", deny_unknown_fields)]
struct File {
    version: u64,
    agency: String,
    year: i32,
    edition: String,
    cases: Vec<FileCase>,
    moves: Vec<FileMove>,
    answers: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCase {
    number: String,
    received: Option<Date>,
    answered: Option<Date>,
    row: Option<String>,
    column: Option<String>,
    wording: String,
    certainty: FileCertainty,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum FileCertainty {
    Sure,
    Likely,
    Asked,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileMove {
    number: String,
    row: Option<String>,
    column: Option<String>,
    reason: String,
    by: String,
    date: String,
}

/// What is kept of a register as RON, with its digest. Equal registers give equal texts.
pub fn to_ron(kept: &Kept) -> String {
    let quoted = |text: &str| {
        let mut out = String::new();
        quote::push_in_line(&mut out, text);
        out
    };
    let day = |day: Option<Date>| day.map_or_else(|| "None".to_string(), |day| format!("\"{day}\""));
    let name = |name: &Option<String>| name.as_deref().map_or_else(|| "None".to_string(), quoted);
    let mut out = format!(
        "(\n  version: {VERSION},\n  agency: {},\n  year: {},\n  edition: {},\n  // 计入本年度的各件：编号、收到、答复、行、列、所依据的文字、把握\n  cases: [\n",
        quoted(&kept.agency),
        kept.year,
        quoted(&kept.edition),
    );
    for case in &kept.cases {
        out += &format!(
            "    (number: {}, received: {}, answered: {}, row: {}, column: {}, wording: {}, certainty: {}),\n",
            quoted(&case.number),
            day(case.received),
            day(case.answered),
            name(&case.row),
            name(&case.column),
            quoted(&case.wording),
            case.certainty.name(),
        );
    }
    out += "  ],\n  moves: [ // 人工改到其他行、列的\n";
    for one in &kept.moves {
        out += &format!(
            "    (number: {}, row: {}, column: {}, reason: {}, by: {}, date: {}),\n",
            quoted(&one.number),
            name(&one.row),
            name(&one.column),
            quoted(&one.reason),
            quoted(&one.by),
            quoted(&one.date),
        );
    }
    out += "  ],\n  answers: [ // 对单件的答复\n";
    for (wording, answer) in kept.answers.iter() {
        out += &format!("    ({}, {}),\n", quoted(wording), quoted(answer));
    }
    out += "  ],\n)\n";
    digest::seal(&mut out);
    out
}

/// Reads what is kept of a register. `file` is its name in errors.
///
/// # Errors
/// [`StoreError::Newer`] for a later version, [`StoreError::Damaged`] for everything that is not what it says.
pub fn from_ron(file: &str, text: &str) -> Result<Kept, StoreError> {
    let text = &*syntax::plain(text);
    syntax::check_version(file, text, syntax::leading_version(text), VERSION)?;
    let read: File = match syntax::lean(text).and_then(|lean| syntax::parse(file, &lean).ok()) {
        Some(read) => read,
        None => syntax::parse(file, text)?,
    };
    syntax::check_version(file, text, Some(read.version), VERSION)?;
    let case = |case: FileCase| Case {
        number: case.number,
        received: case.received,
        answered: case.answered,
        row: case.row,
        column: case.column,
        wording: case.wording,
        certainty: match case.certainty {
            FileCertainty::Sure => Certainty::Sure,
            FileCertainty::Likely => Certainty::Likely,
            FileCertainty::Asked => Certainty::Asked,
        },
    };
    let one = |one: FileMove| {
        let FileMove { number, row, column, reason, by, date } = one;
        Move { number, row, column, reason, by, date }
    };
    let File { agency, year, edition, cases, moves, answers, .. } = read;
    let answers = answers.iter().map(|(wording, answer)| (wording.as_str(), answer.as_str())).collect();
    let (cases, moves) = (cases.into_iter().map(case).collect(), moves.into_iter().map(one).collect());
    Ok(Kept { agency, year, edition, cases, moves, answers })
}

/// The year of such a file; `None` for other files.
pub fn year_of(name: &str) -> Option<i32> {
    let year = name.strip_suffix(ENDING)?;
    let is_plain = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    year.parse().ok().filter(|_| is_plain)
}

impl Library {
    /// The file of an agency's register of a year, whether it is there or not.
    pub fn register_path(&self, agency: &str, year: i32) -> Result<PathBuf, StoreError> {
        Ok(self.folder(agency)?.join(format!("{year}{ENDING}")))
    }

    /// The folder of its earlier states.
    pub(super) fn register_history(&self, agency: &str, year: i32) -> Result<PathBuf, StoreError> {
        let name = ENDING.trim_end_matches(".ron");
        Ok(self.folder(agency)?.join(HISTORY).join(format!("{year}{name}")))
    }

    /// What is kept of a register, and whether its file is as gouji wrote it; `None` where nothing is.
    pub fn register(&self, agency: &str, year: i32) -> Result<Option<(Kept, Digest)>, StoreError> {
        let path = self.register_path(agency, year)?;
        let Some(bytes) = self.on_disk(&path)? else { return Ok(None) };
        let file = path.display().to_string();
        let kept = from_ron(&file, &syntax::decode_up_to(&file, &bytes, LONGEST)?)?;
        Ok(Some((kept, Digest::of(&bytes))))
    }

    /// Keeps a register in the place of what was kept of it before, which goes among its earlier states, and says where.
    ///
    /// # Errors
    /// Where what is there cannot be read, which is left as it is; and the system's refusal.
    pub fn keep_register(&self, kept: &Kept) -> Result<PathBuf, StoreError> {
        let path = self.register_path(&kept.agency, kept.year)?;
        self.register(&kept.agency, kept.year)?;
        let before = self.on_disk(&path)?;
        let history = self.register_history(&kept.agency, kept.year)?;
        self.put_file(&kept.agency, &path, &history, to_ron(kept).as_bytes(), before.as_deref())?;
        Ok(path)
    }
}

/// An answer of a file, with the line where it stands.
pub type Written = (usize, String, String);

/// The answers in a file: a table of wordings and answers (CSV), or a map of them in RON or JSON. Wordings may be names of
/// questions for several of them. What the answers mean is not known here.
///
/// # Errors
/// Where it is neither.
pub fn answers(file: &str, bytes: &[u8]) -> Result<Vec<Written>, StoreError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        // Tables are still saved so by spreadsheets.
        Err(_) => {
            let (text, is_damaged) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
            if is_damaged {
                syntax::decode(file, bytes)?;
            }
            text.into_owned()
        }
    };
    if text.trim_start().starts_with(['{', '(', '/']) {
        let map: std::collections::BTreeMap<String, String> = syntax::parse(file, &text)?;
        let line = |wording: &str| text.lines().position(|line| line.contains(wording)).map_or(1, |line| line + 1);
        return Ok(map.into_iter().map(|(wording, answer)| (line(&wording), wording, answer)).collect());
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut answers = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(index + 1, |position| position.line() as usize);
        let fields: Vec<&str> = record.iter().map(str::trim).filter(|field| !field.is_empty()).collect();
        if let [wording, .., answer] = fields[..] {
            // A wording with commas that nobody quoted is the line up to the answer.
            let wording = if fields.len() == 2 { wording.to_string() } else { fields[..fields.len() - 1].join("，") };
            answers.push((line, wording, answer.to_string()));
        }
    }
    Ok(answers)
}
