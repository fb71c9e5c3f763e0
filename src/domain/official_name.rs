//! What the file of a report is called when it is handed in. File systems are known here as far as names go.

use super::report::Report;
use super::text::Lang;

/// The most bytes of a file's name that file systems take.
const LONGEST: usize = 255;

/// The official name of a report's file without its ending: nothing in it that a file system refuses, and short enough for
/// `room` bytes more.
pub fn official_name(report: &Report, room: usize) -> String {
    let aggregated = report.scope.behind(Lang::Zh);
    let title = report.form().title(report.year);
    let title = if report.year.is_some() { title.as_str() } else { title.trim_start_matches('年') };
    let rest = format!("{title}{aggregated}");
    let mut agency: String = report.agency.clone().unwrap_or_default().chars().map(safe).collect();
    let most = LONGEST.saturating_sub(rest.len() + room);
    while agency.len() > most {
        agency.pop();
    }
    format!("{}{rest}", agency.trim().trim_start_matches('.'))
}

fn safe(character: char) -> char {
    let refused = character.is_control() || matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if refused { '_' } else { character }
}
