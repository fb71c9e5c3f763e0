//! One process that reads documents, as the program that asks it sees it.

use std::io::{self, BufReader, BufWriter};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::Builder;

use crate::import::ImportError;
use crate::store::forms::Forms;

use super::ARGUMENT;
use super::frame::{self, Answer, Hello, Question};
use super::limits::PATIENCE;

/// The exit code of a program that came down in a panic.
const PANICKED: i32 = 101;

#[derive(Debug)]
pub struct Process {
    child: Child,
    questions: BufWriter<ChildStdin>,
    /// Answers, which a thread takes from the pipe, so that waiting for one can have an end.
    answers: Receiver<Answer>,
}

/// What came of asking.
pub enum Asked {
    Answered(Box<(Process, Answer)>),
    /// It was ended by its limits or by a fault, which is what there is to say of the document.
    Ended(ImportError),
    /// It did not take the whole question: it had come to its end before, or did so over this document.
    Deaf(ImportError),
}

impl Process {
    /// Starts a program to read.
    ///
    /// # Errors
    /// The system's refusal.
    pub fn start(program: &Path, forms: &Forms) -> io::Result<Process> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(questions), Some(pipe)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (answer, answers) = channel();
        Builder::new().name("answers".into()).spawn(move || {
            let mut pipe = BufReader::new(pipe);
            while let Ok(Some(read)) = frame::take(&mut pipe) {
                if answer.send(read).is_err() {
                    break;
                }
            }
        })?;
        let mut process = Process { child, questions: BufWriter::new(questions), answers };
        frame::send(&mut process.questions, &Hello { forms: forms.beside().to_vec() })?;
        Ok(process)
    }

    /// Asks what a document holds.
    pub fn ask(mut self, bytes: &[u8], question: Question) -> Asked {
        let sent =
            frame::send(&mut self.questions, &question).and_then(|()| frame::send_bytes(&mut self.questions, bytes));
        if let Err(error) = sent {
            return Asked::Deaf(self.end(&error));
        }
        match self.answers.recv_timeout(PATIENCE) {
            Ok(answer) => Asked::Answered(Box::new((self, answer))),
            Err(error) => Asked::Ended(self.silent(error)),
        }
    }

    /// The next answer to what was asked last.
    ///
    /// # Errors
    /// Why there is none.
    pub fn goes_on(&mut self) -> Result<Answer, ImportError> {
        self.answers.recv_timeout(PATIENCE).map_err(|error| self.silent(error))
    }

    /// Why no answer comes.
    fn silent(&mut self, error: RecvTimeoutError) -> ImportError {
        match error {
            RecvTimeoutError::Timeout => ImportError::TooLong,
            RecvTimeoutError::Disconnected => match self.child.wait() {
                Ok(status) => reason(status),
                Err(_) => ImportError::TooMuch,
            },
        }
    }
}

impl Process {
    /// Why a process took no question whole, which the pipe to it could not say.
    fn end(&mut self, error: &io::Error) -> ImportError {
        // Its other pipe is closed when it is gone.
        let _ = self.answers.recv_timeout(PATIENCE);
        let _ = self.child.kill();
        match self.child.wait() {
            Ok(status) if !matches!(status.code(), Some(0..PANICKED)) => reason(status),
            _ => ImportError::NoReader(error.to_string()),
        }
    }
}

impl Drop for Process {
    /// A process that is not asked any more is ended, and does not stay in the system's list.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Why a process ended in the middle of a document. One without memory, or whose stack is used up, aborts.
fn reason(status: ExitStatus) -> ImportError {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        let time = rustix::process::Signal::XCPU.as_raw();
        if status.signal() == Some(time) {
            return ImportError::TooLong;
        }
    }
    match status.code() {
        Some(PANICKED) => ImportError::Damaged(String::new()),
        _ => ImportError::TooMuch,
    }
}
