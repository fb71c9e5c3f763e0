//! Prepares the forms and rules of `assets` for a quick start: their RON is taken apart here, once, and written down in the
//! short form that `store::prepared` reads. What fields there must be and whether they hold together is judged where they are
//! read; here only the syntax is.

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets");
    let (root, out) = (PathBuf::from(env::var("CARGO_MANIFEST_DIR")?), PathBuf::from(env::var("OUT_DIR")?));
    let mut list = String::from("[");
    for folder in ["forms", "rules"] {
        let entries = fs::read_dir(root.join("assets").join(folder))?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
        paths.sort();
        for path in paths {
            let text = fs::read_to_string(&path)?;
            let bytes = Ron { text: &text, at: 0 }.file().map_err(|problem| told(&path, &text, &problem))?;
            let prepared = out.join(format!("{folder}-{}", path.file_name().unwrap_or_default().display()));
            fs::write(&prepared, bytes)?;
            write!(list, "(include_str!({path:?}), include_bytes!({prepared:?})),")?;
        }
    }
    fs::write(out.join("prepared.rs"), list + "]")?;
    Ok(())
}

/// A complaint, and where.
type Problem = (usize, &'static str);

fn told(path: &Path, text: &str, &(at, problem): &Problem) -> String {
    let line = text[..at].lines().count().max(1);
    format!("{}:{line}: {problem}", path.display())
}

/// A text in RON, as far as the files of `assets` go: no characters, raw strings, block comments or fractions.
struct Ron<'a> {
    text: &'a str,
    at: usize,
}

impl Ron<'_> {
    fn file(mut self) -> Result<Vec<u8>, Problem> {
        let value = self.value()?;
        self.blank();
        if self.at < self.text.len() { Err((self.at, "something follows the value")) } else { Ok(value) }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn blank(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if !self.rest().starts_with("//") {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    /// Passes over a sign where it comes next.
    fn sign(&mut self, sign: char) -> bool {
        self.blank();
        let is_there = self.rest().starts_with(sign);
        self.at += if is_there { sign.len_utf8() } else { 0 };
        is_there
    }

    fn word(&mut self) -> String {
        let word: String = self.rest().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        self.at += word.len();
        word
    }

    fn value(&mut self) -> Result<Vec<u8>, Problem> {
        self.blank();
        match self.rest().chars().next() {
            Some('"') => self.string().map(|text| named(b'"', &text)),
            Some('[') => self.items('[', ']', |ron| ron.value()),
            Some('{') => self.items('{', '}', |ron| Ok([ron.value()?, ron.behind_colon()?].concat())),
            Some('(') => self.parentheses(),
            Some('-' | '0'..='9') => self.number(),
            Some(c) if c.is_ascii_alphabetic() => match self.word().as_str() {
                word @ ("true" | "false") => Ok(vec![b'?', u8::from(word == "true")]),
                word => {
                    let inner = if self.rest().starts_with('(') { self.parentheses()? } else { vec![b'.'] };
                    Ok([named(b'a', word), inner].concat())
                }
            },
            _ => Err((self.at, "a value is missing")),
        }
    }

    fn behind_colon(&mut self) -> Result<Vec<u8>, Problem> {
        if self.sign(':') { self.value() } else { Err((self.at, "a colon is missing")) }
    }

    /// Named fields, or values by their places.
    fn parentheses(&mut self) -> Result<Vec<u8>, Problem> {
        let begin = self.at;
        self.sign('(');
        self.blank();
        let is_named = !self.word().is_empty() && self.sign(':');
        self.at = begin;
        if !is_named {
            return self.items('(', ')', |ron| ron.value());
        }
        let mut fields = self.items('(', ')', |ron| {
            let name = ron.word();
            Ok([named(b':', &name), ron.behind_colon()?].concat())
        })?;
        fields[0] = b'<';
        Ok(fields)
    }

    fn items(
        &mut self,
        open: char,
        close: char,
        item: impl Fn(&mut Self) -> Result<Vec<u8>, Problem>,
    ) -> Result<Vec<u8>, Problem> {
        self.sign(open);
        let mut items = Vec::new();
        while !self.sign(close) {
            items.push(item(self)?);
            if !self.sign(',') && !self.rest().starts_with(close) {
                return Err((self.at, "a comma is missing"));
            }
        }
        Ok([numbered(open as u8, items.len() as u64), items.concat()].concat())
    }

    fn string(&mut self) -> Result<String, Problem> {
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += at + 1;
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, same @ ('"' | '\\'))) => text.push(same),
                    _ => return Err((self.at + at, "an escape that is not known here")),
                },
                other => text.push(other),
            }
        }
        Err((self.at, "a string has no end"))
    }

    fn number(&mut self) -> Result<Vec<u8>, Problem> {
        let begin = self.at;
        let is_negative = self.sign('-');
        let number = self.word().parse().map_err(|_| (begin, "a number that is not known here"))?;
        Ok(numbered(if is_negative { b'-' } else { b'+' }, number))
    }
}

/// A kind and a number, seven bits a byte.
fn numbered(kind: u8, mut number: u64) -> Vec<u8> {
    let mut bytes = vec![kind];
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// A kind and a text.
fn named(kind: u8, text: &str) -> Vec<u8> {
    [numbered(kind, text.len() as u64), text.as_bytes().to_vec()].concat()
}
