//! Results to stdout or into a file, messages to stderr. A reader that stops reading (`gouji list | head -1`) is no error; a full disk
//! behind stdout is. Whatever is printed goes through here, and what others wrote (names of files and agencies, their texts)
//! steers no terminal.

use std::io::{self, BufWriter, Stdout, Write};
use std::mem;

use crate::domain::text::{Lang, visible};
use crate::work::system;

/// Where results go.
enum Place {
    Stdout(BufWriter<Stdout>),
    /// Into a file, in one piece once all are there.
    File(Vec<u8>),
}

pub struct Output {
    out: Place,
    /// How many items of a JSON array were written.
    items: usize,
    refused: Option<io::Error>,
}

impl Output {
    pub fn new() -> Output {
        Output { out: Place::Stdout(BufWriter::new(io::stdout())), items: 0, refused: None }
    }

    /// Gathers what comes for a file.
    pub fn gather(&mut self) {
        self.out = Place::File(Vec::new());
    }

    /// What was gathered; what comes goes to stdout again.
    pub fn gathered(&mut self) -> Vec<u8> {
        match mem::replace(&mut self.out, Place::Stdout(BufWriter::new(io::stdout()))) {
            Place::File(bytes) => bytes,
            Place::Stdout(_) => Vec::new(),
        }
    }

    /// Writes text. Once writing was refused, nothing more is written; [`Output::finish`] says so.
    pub fn text(&mut self, text: &str) {
        self.verbatim(visible(text).as_bytes());
    }

    pub fn line(&mut self, text: &str) {
        self.text(text);
        self.text("\n");
    }

    /// Writes the bytes of a text.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.text(&String::from_utf8_lossy(bytes));
    }

    /// Writes what is the program's own, such as a script.
    pub fn verbatim(&mut self, bytes: &[u8]) {
        if self.refused.is_none() {
            match &mut self.out {
                Place::Stdout(out) => self.refused = out.write_all(bytes).err(),
                Place::File(gathered) => gathered.extend(bytes),
            }
        }
    }

    /// Writes the next item of a JSON array.
    pub fn item(&mut self, item: &[u8]) {
        self.text(if self.items == 0 { "\n" } else { ",\n" });
        self.bytes(item);
        self.items += 1;
    }

    /// Ends the output.
    ///
    /// # Errors
    /// What kept results from being written, a reader that stopped reading excepted.
    pub fn finish(&mut self) -> io::Result<()> {
        let flush = |out: &mut Place| if let Place::Stdout(out) = out { out.flush() } else { Ok(()) };
        let result = self.refused.take().map_or_else(|| flush(&mut self.out), Err);
        result.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
    }
}

/// Says something on stderr that is no result. Where nobody listens, nothing is said.
pub fn message(text: &str) {
    let _ = writeln!(io::stderr(), "gouji: {}", visible(text));
}

/// Says that results could not be written. What the command did before is done.
pub fn unwritten(error: &io::Error, lang: Lang) {
    let reason = system(error, lang);
    message(&lang.say(
        format!("输出结果时出错：{reason}结果没有全部写出；命令要做的已经做完。"),
        format!(
            "Writing the output failed: {reason} Not all results were written; what the command had to do is done."
        ),
    ));
}

/// Asks on stderr, since stdout has the results.
pub fn prompt(text: &str) {
    let mut err = io::stderr();
    let _ = err.write_all(visible(text).as_bytes()).and_then(|()| err.flush());
}
