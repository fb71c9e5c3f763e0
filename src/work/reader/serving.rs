//! The other end: the program that was started to read. It knows one document after the other, as bytes, and opens no file.

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use crate::import;
use crate::store::forms::Forms;

use super::frame::{self, Answer, Hello, Question};
use super::limits;

/// Reads documents until nobody asks any more. A panic ends the process: that is the answer.
pub fn serve() -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    limits::hold();
    match answers() {
        Ok(()) => ExitCode::SUCCESS,
        // As everywhere else where there is no memory left.
        Err(error) if error.kind() == io::ErrorKind::OutOfMemory => std::process::abort(),
        Err(_) => ExitCode::FAILURE,
    }
}

fn answers() -> io::Result<()> {
    let mut questions = BufReader::new(io::stdin().lock());
    let mut out = BufWriter::new(io::stdout().lock());
    let Some(Hello { forms }) = frame::take(&mut questions)? else { return Ok(()) };
    let forms = Forms::default().with_texts(forms);
    while let Some(question) = frame::take(&mut questions)? {
        let Some(bytes) = frame::take_bytes(&mut questions)? else { break };
        limits::grant();
        match question {
            Question::Report(options) => {
                let read = import::read(&bytes, forms.all(), options);
                drop(bytes);
                frame::send(&mut out, &Answer::new(read, &forms))?;
            }
            Question::Register => {
                let read = import::register::read(&bytes);
                drop(bytes);
                frame::send_register(&mut out, read)?;
            }
        }
    }
    Ok(())
}
