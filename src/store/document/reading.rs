//! A report file read and held against its form: every cell known and named once, every figure a figure, every total
//! where totals belong. The first thing that is wrong is told with its line and column; nothing is guessed.

use std::sync::Arc;

use crate::domain::figure::{Entry, Figure};
use crate::domain::form::{CellId, Form};
use crate::domain::report::{Accepted, Departure, Manner, Note, Part, Report, UnplacedRow};

use super::super::cause::Cause;
use super::super::error::StoreError;
use super::super::forms::Forms;
use super::super::syntax;
use super::VERSION;
use super::shape::{self, Document, Pairs, RawEntry};

/// Reads a report. `file` is its name in errors.
///
/// # Errors
/// [`StoreError::Newer`] for a file of a later version, [`StoreError::UnknownEdition`] where there is no form for it, and
/// [`StoreError::Damaged`] with line, column and cause for everything else that cannot be what it says.
pub fn from_ron(file: &str, text: &str, forms: &Forms) -> Result<Report, StoreError> {
    let text = &*syntax::plain(text);
    // Whatever is wrong is told by its place in the text as it stands.
    let lean = syntax::lean(text).and_then(|lean| read(file, &lean, forms).ok());
    lean.map_or_else(|| read(file, text, forms), Ok)
}

fn read(file: &str, text: &str, forms: &Forms) -> Result<Report, StoreError> {
    // Before anything else, because a newer version may look quite different from here on.
    syntax::check_version(file, text, syntax::leading_version(text), VERSION)?;
    let document: Document<'_> = syntax::parse(file, text)?;
    syntax::check_version(file, text, Some(document.version), VERSION)?;
    let form = forms.edition(document.edition).ok_or_else(|| {
        let (line, column) = syntax::place(text, syntax::offset(text, document.edition));
        StoreError::UnknownEdition { file: file.into(), line, column, edition: document.edition.into() }
    })?;
    Reader { file, text, form }.report(document)
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    form: &'a Arc<Form>,
}

impl Reader<'_> {
    fn report(&self, document: Document<'_>) -> Result<Report, StoreError> {
        let mut report = Report::new(Arc::clone(self.form), document.agency, document.year, document.scope);
        let mut given = self.entries(&document.figures, false)?;
        given.extend(self.entries(&document.controls, true)?);
        for (cell, entry) in given {
            report.set_entry(cell, entry);
        }
        for (cell, entry) in self.entries(&document.lapsed, true)? {
            report.set_lapsed(cell, entry);
        }
        report.set_text(Part::Preamble, document.preamble);
        self.chapters(&mut report, document.chapters)?;
        report.set_text(Part::Closing, document.closing);
        report.notes = document.notes.into_iter().map(|note| self.note(note)).collect::<Result<_, _>>()?;
        report.unplaced = document.unplaced.into_iter().map(|row| self.unplaced(row)).collect::<Result<_, _>>()?;
        let departures = document.departures.into_iter().map(|one| self.departure(one));
        report.departures = departures.collect::<Result<_, _>>()?;
        report.accepted = document.accepted.into_iter().map(|one| self.accepted(one)).collect::<Result<_, _>>()?;
        report.sign_off = document.sign_off;
        report.verification = document.verification;
        report.seal = document.seal;
        report.reopenings = document.reopenings;
        report.hand_in = document.hand_in;
        Ok(report)
    }

    fn complain(&self, part: &str, cause: Cause) -> StoreError {
        syntax::damaged_at(self.file, self.text, part, cause)
    }

    fn cell(&self, name: &str) -> Result<CellId, StoreError> {
        self.form.find(name).ok_or_else(|| self.complain(name, Cause::UnknownCell(name.into())))
    }

    /// The entries of totals, or of all other cells, each at most once.
    fn entries(&self, pairs: &Pairs<'_, RawEntry<'_>>, totals: bool) -> Result<Vec<(CellId, Entry)>, StoreError> {
        let mut seen = vec![false; self.form.len()];
        let mut entries = Vec::with_capacity(pairs.0.len());
        for (name, entry) in &pairs.0 {
            let cell = self.cell(name)?;
            if self.form.is_total(cell) != totals {
                let cause = if totals { Cause::Keyed } else { Cause::Computed };
                return Err(self.complain(name, cause(name.to_string())));
            }
            if std::mem::replace(&mut seen[cell.index()], true) {
                return Err(self.complain(name, Cause::Twice(name.to_string())));
            }
            if let Some((origin, text)) = entry.entered() {
                let figure = text.parse::<Figure>();
                let figure = figure.map_err(|error| self.complain(text, Cause::Figure(text.to_string(), error)))?;
                if figure.is_unfilled() {
                    let malformed = crate::domain::number::NumberError::Malformed;
                    return Err(self.complain(text, Cause::Figure(String::new(), malformed)));
                }
                entries.push((cell, Entry::new(figure, origin)));
            }
        }
        Ok(entries)
    }

    fn chapters(&self, report: &mut Report, pairs: Pairs<'_, String>) -> Result<(), StoreError> {
        let chapters = &self.form.definition().chapters;
        let mut seen = vec![false; chapters.len()];
        for (id, text) in pairs.0 {
            let index = chapters.iter().position(|chapter| chapter.id == id);
            let index = index.ok_or_else(|| self.complain(id, Cause::UnknownChapter(id.into())))?;
            if std::mem::replace(&mut seen[index], true) {
                return Err(self.complain(id, Cause::Twice(id.into())));
            }
            report.set_text(Part::Chapter(index), text);
        }
        Ok(())
    }

    fn note(&self, note: shape::Note<'_>) -> Result<Note, StoreError> {
        let cell = note.cell.map(|name| self.cell(name)).transpose()?;
        Ok(Note::new(cell, note.place, note.text))
    }

    fn departure(&self, one: shape::Departure<'_>) -> Result<Departure, StoreError> {
        let manner = Manner::NAMES.iter().find(|(_, name)| *name == one.manner).map(|(manner, _)| *manner);
        let manner = manner.ok_or_else(|| self.complain(one.manner, Cause::UnknownManner(one.manner.into())))?;
        let cell = one.cell.map(|name| self.cell(name)).transpose()?;
        Ok(Departure { manner, cell, text: one.text })
    }

    fn unplaced(&self, row: shape::Unplaced<'_>) -> Result<UnplacedRow, StoreError> {
        let cells = row.cells.into_iter().map(|name| self.cell(name)).collect::<Result<_, _>>()?;
        Ok(UnplacedRow { label: row.label, figures: row.figures, cells })
    }

    fn accepted(&self, one: shape::Accepted<'_>) -> Result<Accepted, StoreError> {
        let figures = one.figures.into_iter().map(|(name, figure)| Ok((self.cell(name)?, figure)));
        let figures = figures.collect::<Result<_, StoreError>>()?;
        let shape::Accepted { rule, quote, reason, by, date, .. } = one;
        Ok(Accepted { rule, figures, quote, reason, by, date })
    }
}
