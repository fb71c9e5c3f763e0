//! Finishing a report (定稿): the seal over its content, and reopening. The seal is a
//! digest of what the report says, not of how its file is written, so that comments and blanks of the file do not count.

use sha2::{Digest, Sha256};

use super::report::{Reopening, Report, Seal, SignOff};
use super::session::{Change, Edit, Purpose};
use super::text::Lang;

/// What a report's seal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The report is not finished.
    Open,
    /// The content is what was finished.
    Intact,
    /// The content was changed since.
    Broken,
}

impl State {
    /// The word in machine-readable output; none for a report that is not finished.
    pub fn name(self) -> Option<&'static str> {
        match self {
            State::Open => None,
            State::Intact => Some("intact"),
            State::Broken => Some("broken"),
        }
    }
}

/// What a report says, as bytes that do not depend on how its file is written: edition, agency, year and scope; every
/// figure and every printed total in form order, where one is entered; every part of the prose. Names and texts are led
/// by their length in bytes, so that no two reports have the same bytes. Who signed, notes and origins are not in it.
pub fn canonical(report: &Report) -> Vec<u8> {
    let form = report.form();
    let mut out = String::from("gouji report 1\n");
    let mut put = |name: &str, text: &str| {
        out.push_str(&format!("{name} {}\n{text}\n", text.len()));
    };
    put("edition", form.edition());
    put("agency", report.agency.as_deref().unwrap_or_default());
    put("year", &report.year.map_or_else(String::new, |year| year.to_string()));
    put("scope", report.scope.name());
    for cell in form.cells().filter(|&cell| !report.entry(cell).figure().is_unfilled()) {
        put(&form.cell(cell).name, &report.entry(cell).figure().to_string());
    }
    for part in report.parts() {
        put(report.part_name(part), report.text(part));
    }
    out.into_bytes()
}

/// The SHA-256 digest of bytes, in 64 hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a report is finished, and still what it was then.
pub fn state(report: &Report) -> State {
    match &report.seal {
        None => State::Open,
        Some(seal) if seal.sha256.eq_ignore_ascii_case(&digest(&canonical(report))) => State::Intact,
        Some(_) => State::Broken,
    }
}

/// What is said of a finished report whose content is another one now.
pub fn broken(lang: Lang) -> &'static str {
    lang.pick(
        "定稿后有改动，数字和正文与定稿时的校验码不符。请核对；改动无误的，请在编辑器里撤销定稿，再定稿。",
        "Figures or text were changed after the report was finalised and no longer match its checksum. Check them; if the change is right, reopen the report in the editor and finalise it again.",
    )
}

/// The edit that finishes a report as it stands.
pub fn finishing(report: &Report, keyer: &str, reviewer: &str, date: &str) -> Edit {
    let sign_off = SignOff { keyer: keyer.into(), reviewer: reviewer.into(), date: date.into() };
    let seal = Seal { sha256: digest(&canonical(report)) };
    Edit { purpose: Purpose::Finish, changes: vec![Change::SignOff(sign_off), Change::Seal(Some(seal))] }
}

/// The edit that opens a finished report again. The names stay as proposals; the day of release goes with the seal.
pub fn reopening(report: &Report, by: &str, date: &str, reason: &str) -> Edit {
    let mut reopenings = report.reopenings.clone();
    reopenings.push(Reopening { by: by.into(), date: date.into(), reason: reason.into() });
    let sign_off = SignOff { date: String::new(), ..report.sign_off.clone() };
    let changes = vec![Change::Reopenings(reopenings), Change::SignOff(sign_off), Change::Seal(None)];
    Edit { purpose: Purpose::Reopen, changes }
}

/// An edit that is made on a finished report, with the changes that open it: `by` is who opens it and why, `None` where the
/// edit itself brings that. An edit that changes nothing opens nothing.
pub fn opening(report: &Report, edit: Edit, by: Option<Reopening>) -> Edit {
    if edit.changes.is_empty() {
        return edit;
    }
    let (told, changes): (Vec<Change>, Vec<Change>) =
        edit.changes.into_iter().partition(|change| matches!(change, Change::Reopenings(_)));
    let mut reopenings = match told.into_iter().next_back() {
        Some(Change::Reopenings(told)) => told,
        _ => report.reopenings.clone(),
    };
    reopenings.extend(by);
    let sign_off = SignOff { date: String::new(), ..report.sign_off.clone() };
    let opening = [Change::Reopenings(reopenings), Change::SignOff(sign_off), Change::Seal(None)];
    Edit { purpose: edit.purpose, changes: opening.into_iter().chain(changes).collect() }
}

/// Whether one report tells of a reopening that another one does not: of the other one's being finished it is the end.
pub fn reopens(report: &Report, finished: &Report) -> bool {
    report.reopenings.len() > finished.reopenings.len()
}
