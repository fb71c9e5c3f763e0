//! Documents are read in a process of their own: this program, started once more to do nothing else, with limits on time and
//! memory that the system keeps. A fault of a reader or of a library behind it, a loop without end, a page that unpacks to
//! gigabytes: each ends that process and is an answer about that one file. Processes are kept for the next document, and
//! there are never more than threads that ask. Reports of ours are not read here, nor what this program has just written.

mod frame;

mod limits;

mod process;

pub mod serving;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::proposal::Proposal;
use crate::import::register::{self, Reading};
use crate::import::{self, ImportError, Options};
use crate::store::forms::Forms;

use frame::{Answer, Question};
use process::{Asked, Process};

/// The only argument of a program that is started to read.
pub const ARGUMENT: &str = "--reads-documents";

/// Where documents are read.
#[derive(Debug, Clone, Default)]
pub struct Reader(Option<Arc<Pool>>);

/// Processes that read, those that nobody asks at the moment.
#[derive(Debug)]
struct Pool {
    program: PathBuf,
    idle: Mutex<Vec<Process>>,
}

impl Reader {
    /// In processes of a program, which is this one.
    pub fn of_program(program: PathBuf) -> Reader {
        Reader(Some(Arc::new(Pool { program, idle: Mutex::default() })))
    }

    /// On the calling thread, without limits: for documents that nobody else wrote.
    pub fn here() -> Reader {
        Reader(None)
    }

    /// Reads a document, as [`import::read`] does.
    ///
    /// # Errors
    /// As there; and where the limits end it, or no process can be had.
    pub fn read(&self, bytes: &[u8], forms: &Forms, options: Options) -> Result<Proposal, ImportError> {
        match &self.0 {
            Some(pool) => pool.read(bytes, forms, options),
            None => import::read(bytes, forms.all(), options),
        }
    }

    /// Reads a register, as [`register::read`] does, in the same processes, which know these forms. What is read of it
    /// passes through a pipe and never a file.
    ///
    /// # Errors
    /// As for [`Reader::read`].
    pub fn register(&self, bytes: &[u8], forms: &Forms) -> Result<Reading, ImportError> {
        match &self.0 {
            Some(pool) => pool.register(bytes, forms),
            None => register::read(bytes),
        }
    }
}

impl Pool {
    fn read(&self, bytes: &[u8], forms: &Forms, options: Options) -> Result<Proposal, ImportError> {
        let (process, answer) = self.ask(bytes, forms, Question::Report(options))?;
        let Answer::Report(report) = answer else { return Err(ImportError::TooMuch) };
        self.keep(process);
        (*report)?.into_proposal(forms)
    }

    fn register(&self, bytes: &[u8], forms: &Forms) -> Result<Reading, ImportError> {
        let (mut process, mut answer) = self.ask(bytes, forms, Question::Register)?;
        let mut records = Vec::new();
        loop {
            match answer {
                Answer::Lines(lines) => records.extend(lines),
                Answer::Register(reading) => {
                    self.keep(process);
                    return reading.map(|reading| Reading { records, ..reading });
                }
                Answer::Report(_) => return Err(ImportError::TooMuch),
            }
            answer = process.goes_on()?;
        }
    }

    /// Asks a process that nobody asks at the moment, or a new one, and gives it back with its first answer.
    fn ask(&self, bytes: &[u8], forms: &Forms, question: Question) -> Result<(Process, Answer), ImportError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // One that was kept may have been ended by the system meanwhile; a new one is asked instead.
        let kept = idle.map(|process| process.ask(bytes, question));
        let asked = match kept {
            Some(Asked::Deaf(_)) | None => match Process::start(&self.program, forms) {
                Ok(process) => process.ask(bytes, question),
                Err(error) => return Err(ImportError::NoReader(error.to_string())),
            },
            Some(asked) => asked,
        };
        match asked {
            Asked::Answered(answered) => Ok(*answered),
            Asked::Ended(error) | Asked::Deaf(error) => Err(error),
        }
    }

    fn keep(&self, process: Process) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
    }
}
