//! Results to stdout, messages to stderr. A reader that stops reading (`gouji list | head -1`) is no error; a full disk
//! behind stdout is. Whatever is printed goes through here, and what others wrote (names of files and agencies, their texts)
//! steers no terminal.

use std::io::{self, BufWriter, Stdout, Write};

use crate::domain::text::{Lang, visible};
use crate::work::system;

pub struct Output {
    out: BufWriter<Stdout>,
    /// How many items of a JSON array were written.
    items: usize,
    refused: Option<io::Error>,
}

impl Output {
    pub fn new() -> Output {
        Output { out: BufWriter::new(io::stdout()), items: 0, refused: None }
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
            self.refused = self.out.write_all(bytes).err();
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
        let result = self.refused.take().map_or_else(|| self.out.flush(), Err);
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
