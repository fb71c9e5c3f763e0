//! Results to stdout, messages to stderr. A reader that stops reading (`gouji list | head -1`) is no error; a full disk
//! behind stdout is.

use std::io::{self, BufWriter, Stdout, Write};

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
        self.bytes(text.as_bytes());
    }

    pub fn line(&mut self, text: &str) {
        self.text(text);
        self.text("\n");
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
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

/// Says something on stderr that is no result. Where nobody listens, nothing is said. A message may quote a file, so
/// control characters, with which a terminal could be steered, are not passed on.
pub fn message(text: &str) {
    let safe = text.replace(|character: char| character.is_control() && character != '\n', "\u{fffd}");
    let _ = writeln!(io::stderr(), "gouji: {safe}");
}
