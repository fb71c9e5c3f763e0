//! Prepares the forms and rules of `assets` for a quick start: their RON is rewritten as JSON here, once, which is read many
//! times faster. What fields there must be and whether they hold together is judged where they are read; here only the syntax
//! is. `ron` itself cannot do this: a value that it reads without a type has lost the names of its variants. And gives the
//! program for Windows its icon, its manifest and what it says of itself.

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    for folder in ["forms", "rules", "words", "register", "dist/windows"] {
        println!("cargo::rerun-if-changed=assets/{folder}");
    }
    if env::var("CARGO_CFG_TARGET_OS")? == "windows" {
        describe();
    }
    let (root, out) = (PathBuf::from(env::var("CARGO_MANIFEST_DIR")?), PathBuf::from(env::var("OUT_DIR")?));
    let mut lists = String::new();
    for (folder, list) in
        [("forms", "Embedded"), ("rules", "Prepared"), ("words", "Prepared"), ("register", "Prepared")]
    {
        let entries = fs::read_dir(root.join("assets").join(folder))?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
        paths.sort();
        write!(lists, "static {}: [{list}; {}] = [", folder.to_uppercase(), paths.len())?;
        for path in paths {
            let text = fs::read_to_string(&path)?;
            let json = Ron { text: &text, at: 0 }.file().map_err(|problem| told(&path, &text, &problem))?;
            let file = path.file_name().unwrap_or_default();
            let prepared = out.join(format!("{folder}-{}.json", path.file_stem().unwrap_or_default().display()));
            fs::write(&prepared, &json)?;
            let written =
                format!("Prepared {{ file: {file:?}, ron: include_str!({path:?}), json: include_str!({prepared:?}) }}");
            match folder {
                "forms" => write!(lists, "Embedded {{ written: {written}, {} }},", chosen_by(&json)?)?,
                _ => write!(lists, "{written},")?,
            }
        }
        lists += "];\n";
    }
    fs::write(out.join("prepared.rs"), lists)?;
    Ok(())
}

/// What Windows shows of the program, and how it treats it: arguments and names of files in UTF-8, long paths.
fn describe() {
    const CHINESE: u16 = 0x0804;
    let mut resource = winresource::WindowsResource::new();
    resource.set_language(CHINESE).set_icon("assets/dist/windows/gouji.ico");
    resource.set_manifest_file("assets/dist/windows/gouji.manifest");
    resource.set("ProductName", "勾稽 gouji").set("FileDescription", "勾稽：政府信息公开工作年度报告的录入与校验");
    resource.set("OriginalFilename", "gouji.exe").set("LegalCopyright", "MIT OR Apache-2.0");
    // The program runs without them too; that a package has them is checked where it is made.
    if let Err(error) = resource.compile_for("gouji") {
        println!("cargo::warning=built without icon, version and manifest, for want of windres or rc: {error}");
    }
}

/// By what a form is chosen: the first edition and years that it names are its own.
fn chosen_by(json: &str) -> Result<String, &'static str> {
    let behind = |text: &'_ str, name: &str| Some(text.split_once(&format!("\"{name}\":"))?.1.to_string());
    let until = |text: String| Some(text[..text.find([',', '}'])?].to_string());
    let edition = behind(json, "edition").and_then(until).ok_or("a form has no edition")?;
    let years = behind(json, "years").and_then(|text| Some(text[..text.find('}')? + 1].to_string()));
    let years = years.ok_or("a form has no years")?;
    let first = behind(&years, "first").and_then(until).ok_or("a form has no first year")?;
    let last = behind(&years, "last").and_then(until).map_or("None".into(), |year| format!("Some({year})"));
    Ok(format!("edition: {edition}, years: Years {{ first: {first}, last: {last} }}, form: OnceLock::new()"))
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
    fn file(mut self) -> Result<String, Problem> {
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

    fn value(&mut self) -> Result<String, Problem> {
        self.blank();
        match self.rest().chars().next() {
            Some('"') => self.string(),
            Some('[') => Ok(array(&self.items('[', ']', Self::value)?)),
            Some('{') => Ok(object(&self.items('{', '}', |ron| Ok(ron.string()? + &ron.behind_colon()?))?)),
            Some('(') => self.parentheses(array),
            Some('-' | '0'..='9') => self.number(),
            Some(c) if c.is_ascii_alphabetic() => match self.word().as_str() {
                word @ ("true" | "false") => Ok(word.to_string()),
                word if !self.rest().starts_with('(') => Ok(format!("\"{word}\"")),
                // A variant of one value holds that value, one of several holds a list of them.
                word => Ok(format!(
                    "{{\"{word}\":{}}}",
                    self.parentheses(|values| match values {
                        [value] => value.clone(),
                        values => array(values),
                    })?
                )),
            },
            _ => Err((self.at, "a value is missing")),
        }
    }

    fn behind_colon(&mut self) -> Result<String, Problem> {
        if self.sign(':') { Ok(":".to_string() + &self.value()?) } else { Err((self.at, "a colon is missing")) }
    }

    /// Named fields, or values by their places.
    fn parentheses(&mut self, values: fn(&[String]) -> String) -> Result<String, Problem> {
        let begin = self.at;
        self.sign('(');
        self.blank();
        let is_named = !self.word().is_empty() && self.sign(':');
        self.at = begin;
        if is_named {
            let field = |ron: &mut Self| Ok(format!("\"{}\"", ron.word()) + &ron.behind_colon()?);
            return Ok(object(&self.items('(', ')', field)?));
        }
        Ok(values(&self.items('(', ')', Self::value)?))
    }

    fn items(
        &mut self,
        open: char,
        close: char,
        item: impl Fn(&mut Self) -> Result<String, Problem>,
    ) -> Result<Vec<String>, Problem> {
        self.sign(open);
        let mut items = Vec::new();
        while !self.sign(close) {
            items.push(item(self)?);
            if !self.sign(',') && !self.rest().starts_with(close) {
                return Err((self.at, "a comma is missing"));
            }
        }
        Ok(items)
    }

    /// A string; the escapes of the assets are those of JSON.
    fn string(&mut self) -> Result<String, Problem> {
        let mut text = String::from("\"");
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match (character, character == '\\') {
                ('"', _) => {
                    self.at += at + 1;
                    return Ok(text + "\"");
                }
                ('\n', _) => text.push_str("\\n"),
                (_, true) => match characters.next() {
                    Some((_, escaped @ ('n' | 't' | '"' | '\\'))) => text.extend(['\\', escaped]),
                    _ => return Err((self.at + at, "an escape that is not known here")),
                },
                (other, _) => text.push(other),
            }
        }
        Err((self.at, "a string has no end"))
    }

    fn number(&mut self) -> Result<String, Problem> {
        let (begin, sign) = (self.at, if self.sign('-') { "-" } else { "" });
        let number: u64 = self.word().parse().map_err(|_| (begin, "a number that is not known here"))?;
        Ok(format!("{sign}{number}"))
    }
}

fn array(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

fn object(items: &[String]) -> String {
    format!("{{{}}}", items.join(","))
}
