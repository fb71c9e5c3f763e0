//! A file that was dropped on the window: most terminals paste its path, some type it, and a letter of it would be a
//! command. Here it is told that text is a path, or is about to be one. No file is looked at.

use super::key::{Chord, Input};

/// Endings of documents that offices have.
pub const DOCUMENTS: [&str; 25] = [
    "docx", "docm", "doc", "wps", "odt", "fodt", "rtf", "xlsx", "xlsm", "xls", "et", "ods", "pdf", "ofd", "html",
    "htm", "mht", "mhtml", "eml", "xml", "zip", "md", "txt", "csv", "json",
];

/// The path that a whole text is, as the system has it: without the quotes, the scheme or the backslashes that terminals and
/// file managers put round and into it. Of several files it is the first. `None` where the text is no path.
pub fn path(text: &str) -> Option<String> {
    let line = text.trim_matches(['\n', ' ']).lines().next()?.trim();
    if line.contains('\t') {
        return None;
    }
    let quoted = ['"', '\''].into_iter().find_map(|quote| Some(line.strip_prefix(quote)?.split_once(quote)?.0));
    let bare = quoted.unwrap_or(line);
    if !(Start::of(bare) == Start::Path && bare.chars().any(char::is_alphabetic)) {
        return None;
    }
    if let Some(rest) = bare.strip_prefix("file://") {
        // Some name the machine between the slashes.
        let rest = rest.find('/').map_or(rest, |slash| &rest[slash..]);
        let rest = unescaped(rest);
        let drive = rest.strip_prefix('/').filter(|rest| rest.chars().nth(1) == Some(':'));
        return Some(drive.map_or(rest.clone(), ToString::to_string));
    }
    // Blanks between names that are not quoted stand in a path of Windows, and between two paths elsewhere.
    let is_windows = !bare.starts_with(['/', '~']);
    if quoted.is_some() || is_windows {
        return Some(bare.to_string());
    }
    let mut path = String::new();
    let mut characters = bare.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => path.extend(characters.next()),
            character => path.push(character),
        }
    }
    Some(path)
}

/// The paths that a whole text is, a line each or several behind one another: of files that were dropped together. Empty where
/// the text is no path; the first alone where anything else follows it.
pub fn paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for mut rest in text.trim_matches(['\n', ' ']).lines().map(str::trim) {
        while !rest.is_empty() {
            let (one, others) = parted(rest);
            match path(one) {
                Some(path) => paths.push(path),
                None => return path(text).into_iter().collect(),
            }
            rest = others.trim_start();
        }
    }
    paths
}

/// The first path of a line, and what stands behind it: behind its quotes, or behind the ending of a document where another
/// path begins.
fn parted(line: &str) -> (&str, &str) {
    if let Some(quote) = line.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        let end = line[1..].find(quote).map_or(line.len(), |end| end + 2);
        return line.split_at(end);
    }
    let begins = |at: usize| Start::of(&line[at + 1..]) == Start::Path && is_document(&line[..at]);
    let ends = line.match_indices(' ').map(|(at, _)| at).find(|&at| begins(at));
    line.split_at(ends.unwrap_or(line.len()))
}

/// Whether a path is that of a document or of a report, by its ending.
pub fn is_document(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    ending == "ron" || DOCUMENTS.contains(&ending.as_str())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A path may begin so.
    Open,
    /// It is the beginning of a path.
    Path,
    /// No path begins so.
    Other,
}

impl Start {
    /// What a text is the beginning of.
    pub fn of(text: &str) -> Start {
        let text = text.strip_prefix(['"', '\'']).unwrap_or(text);
        let is_name = |c: char| !matches!(c, '/' | '\\') && !c.is_whitespace() && !c.is_control();
        let mut characters = text.chars();
        let (first, second, third) = (characters.next(), characters.next(), characters.next());
        match (first, second, third) {
            (Some(drive), Some(':'), Some('\\' | '/')) if drive.is_ascii_alphabetic() => Start::Path,
            (Some('~'), Some('/'), _) => Start::Path,
            (Some('\\'), Some('\\'), Some(name)) if is_name(name) => Start::Path,
            // A single letter between two is what somebody answers who marks cells as not applicable.
            (Some('/'), Some(name), _) if name.is_alphabetic() => match text[1..].split_once('/') {
                Some((name, _)) if name.chars().count() > 1 => Start::Path,
                None if text.chars().skip(1).all(is_name) => Start::Open,
                _ => Start::Other,
            },
            _ if text.starts_with("file:/") => Start::Path,
            _ if "file:/".starts_with(text) || matches!(text, "/" | "~" | "\\" | "\\\\") => Start::Open,
            (Some(drive), None | Some(':'), None) if drive.is_ascii_alphabetic() => Start::Open,
            _ => Start::Other,
        }
    }
}

/// A path as a link has it: percent signs stand before two hexadecimal digits.
fn unescaped(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%');
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The inputs of one read, in which a run of characters that is the path of a document stands for itself.
pub fn gathered(inputs: Vec<Input>) -> Vec<Input> {
    let mut gathered = Vec::with_capacity(inputs.len());
    let mut run: Vec<Input> = Vec::new();
    let close = |run: &mut Vec<Input>, gathered: &mut Vec<Input>| {
        let text: String = run.iter().filter_map(character).collect();
        match path(&text).filter(|path| is_document(path)) {
            Some(path) => gathered.push(Input::Dropped(path, std::mem::take(run))),
            None => gathered.append(run),
        }
    };
    for input in inputs {
        if character(&input).is_some() {
            run.push(input);
            continue;
        }
        close(&mut run, &mut gathered);
        gathered.push(input);
    }
    close(&mut run, &mut gathered);
    gathered
}

fn character(input: &Input) -> Option<char> {
    match input {
        Input::Key(chord) => Chord::character(*chord),
        _ => None,
    }
}
