//! What a reading process is asked and answers, and how that goes through a pipe: the length of a text in eight bytes, and the
//! text. Both ends are the same program, so there is no version of it.

use std::io::{self, Read, Write};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::figure::Figure;
use crate::domain::form::{CellId, Form};
use crate::domain::proposal::{Proposal, ProposedFigure};
use crate::domain::register::record::Record;
use crate::domain::report::{Departure, Note, Part, Scope, UnplacedRow};
use crate::import::register::Reading;
use crate::import::{ImportError, Options};
use crate::store::forms::Forms;

/// The longest answer that is taken: what is read of a document is never much longer than the document.
const LONGEST: u64 = 128 << 20;

/// The first thing that a process is told: the forms beside those of the program, as their files are written.
#[derive(Serialize, Deserialize)]
pub struct Hello {
    pub forms: Vec<(String, String)>,
}

/// What goes before the bytes of a document: what is wanted of it.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub enum Question {
    /// The report that it is.
    Report(Options),
    /// The register that it is.
    Register,
}

/// What came of a document. A register comes in several answers, so that neither end has to hold all of it as text.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    Report(Box<Result<Contents, ImportError>>),
    /// Lines of a register, of which more may follow.
    Lines(Vec<Record>),
    /// What a register holds besides, which is the last of it.
    Register(Result<Reading, ImportError>),
}

/// A proposal, whose form is named by its place among all forms, which both ends know.
#[derive(Serialize, Deserialize)]
pub struct Contents {
    form: usize,
    agency: Option<String>,
    year: Option<i32>,
    scope: Scope,
    figures: Vec<ProposedFigure>,
    lapsed: Vec<(CellId, Figure)>,
    prose: Vec<(Part, String)>,
    unplaced: Vec<UnplacedRow>,
    notes: Vec<Note>,
    departures: Vec<Departure>,
}

/// So many lines of a register make one answer.
const LINES: usize = 500;

/// Sends a register, some lines after the other.
pub fn send_register(to: &mut impl Write, read: Result<Reading, ImportError>) -> io::Result<()> {
    let read = match read {
        Ok(mut reading) => {
            let mut records = std::mem::take(&mut reading.records).into_iter().peekable();
            while records.peek().is_some() {
                send(to, &Answer::Lines(records.by_ref().take(LINES).collect()))?;
            }
            Ok(reading)
        }
        Err(error) => Err(error),
    };
    send(to, &Answer::Register(read))
}

impl Answer {
    pub fn new(read: Result<Proposal, ImportError>, forms: &Forms) -> Answer {
        Answer::Report(Box::new(read.and_then(|proposal| {
            let place = |form: &Arc<Form>| Arc::ptr_eq(form, &proposal.form);
            let form = forms.all().iter().position(place).ok_or(ImportError::NoForm)?;
            let Proposal { form: _, agency, year, scope, figures, lapsed, prose, unplaced, notes, departures } =
                proposal;
            Ok(Contents { form, agency, year, scope, figures, lapsed, prose, unplaced, notes, departures })
        })))
    }
}

impl Contents {
    pub fn into_proposal(self, forms: &Forms) -> Result<Proposal, ImportError> {
        let Contents { form, agency, year, scope, figures, lapsed, prose, unplaced, notes, departures } = self;
        let form = forms.all().get(form).cloned().ok_or(ImportError::NoForm)?;
        Ok(Proposal { form, agency, year, scope, figures, lapsed, prose, unplaced, notes, departures })
    }
}

/// Sends what both ends know the shape of.
pub fn send<T: Serialize>(to: &mut impl Write, value: &T) -> io::Result<()> {
    send_bytes(to, &serde_json::to_vec(value)?)
}

pub fn send_bytes(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Takes it; `None` where the other end is gone.
pub fn take<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let Some(bytes) = take_bytes(from)? else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&bytes)?))
}

pub fn take_bytes(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = u64::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
