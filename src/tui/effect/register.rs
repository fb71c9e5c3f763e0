//! Registers: whether a file is one, counted for a report, and what is kept of them.

use std::path::{Path, PathBuf};

use crate::domain::register::working::Working;
use crate::domain::report::Key;
use crate::work::register::Register;

use super::super::message::Imports;
use super::super::model::Msg;
use super::Outside;

impl Outside {
    /// Whether the first of several files is a register and no report.
    pub(super) fn look_for_register(&self, imports: Imports) -> Msg {
        let first = imports.clone().take();
        let is_register = |path: &PathBuf| self.office.is_register(path, &self.office.read(path, None, None));
        match first.filter(|path| imports.left() == 1 && is_register(path)) {
            Some(path) => Msg::IsRegister(path),
            None => Msg::NoRegister(imports),
        }
    }

    /// Reads a register, in the process that reads documents, and counts it for a report.
    pub(super) fn count_register(&self, path: &Path, key: &Key) -> Result<Msg, String> {
        let lang = self.office.lang;
        let counted = self.office.register(path, &key.agency, key.year, None);
        let Register { working, left_out, remarks } = counted.map_err(|error| error.message(lang))?;
        let mut told: Vec<String> = left_out.into_iter().map(|left_out| left_out.words(lang)).collect();
        told.extend(remarks);
        Ok(Msg::Counted { register: Box::new(working), told })
    }

    /// Keeps what is kept of a register. Where its figures are taken next, that is answered.
    pub(super) fn keep_register(&self, register: &Working, is_taken: bool) -> Option<Msg> {
        match self.office.keep_register(register) {
            Ok(_) => is_taken.then_some(Msg::CasesKept),
            Err(error) if is_taken => Some(Msg::Failed(self.words(&error))),
            Err(error) => Some(Msg::NotWritten(self.words(&error))),
        }
    }
}
