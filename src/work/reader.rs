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
use crate::import::{self, ImportError, Options};
use crate::store::forms::Forms;

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
}

impl Pool {
    fn read(&self, bytes: &[u8], forms: &Forms, options: Options) -> Result<Proposal, ImportError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // One that was kept may have been ended by the system meanwhile; a new one is asked instead.
        let kept = idle.map(|process| process.ask(bytes, options));
        let asked = match kept {
            Some(Asked::Deaf(_)) | None => match Process::start(&self.program, forms) {
                Ok(process) => process.ask(bytes, options),
                Err(error) => return Err(ImportError::NoReader(error.to_string())),
            },
            Some(asked) => asked,
        };
        match asked {
            Asked::Answered(answered) => {
                let (process, answer) = *answered;
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
                answer.into_proposal(forms)
            }
            Asked::Ended(error) | Asked::Deaf(error) => Err(error),
        }
    }
}
