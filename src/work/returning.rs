//! What a collecting office gives back and asks for: return slips of its bodies' reports, and the list of those it waits for.
//! Words and documents are made elsewhere; a body's figures are never changed.

use std::path::Path;

use crate::domain::collection::chasing::{Awaited, awaited, text};
use crate::domain::collection::matching::{self, NoBody};
use crate::domain::collection::roster::{Body, Collection, Decision, Point, Slip, Verdict};
use crate::domain::collection::slip::{Warnings, points};
use crate::domain::definition::Severity;
use crate::domain::form::Form;
use crate::domain::report::{Key, Scope};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::export::slip::Sheet;
use crate::export::{ExportError, Format};
use crate::store::atomic;
use crate::store::clock;
use crate::store::error::StoreError;

use super::Office;
use super::export::now;
use super::known::Hints;

pub use crate::export::slip::FORMATS;

/// A report that is to be returned.
#[derive(Debug, Clone, Default)]
pub struct Return {
    /// The collecting agency's full name.
    pub agency: String,
    /// The report year.
    pub year: i32,
    /// The body's full or a former name.
    pub body: String,
    /// The warnings that go on the slip besides the errors.
    pub warnings: Warnings,
    /// A free remark.
    pub remark: String,
    /// By when it is due again, as `2026-02-10`; empty where that is not said.
    pub due: String,
    /// Who returns it.
    pub by: String,
}

/// A return slip that is made and not yet given.
#[derive(Debug)]
pub struct Returning {
    /// The collecting agency's full name.
    pub agency: String,
    /// The report year.
    pub year: i32,
    /// The body's full name.
    pub body: String,
    /// Its report, with all that is wrong with it.
    pub session: Session,
    /// What is decided: the report is returned, with this slip.
    pub decision: Decision,
    pub slip: Slip,
    /// What there is to say of the files that were used.
    pub remarks: Vec<String>,
}

/// Why a report is not returned.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum Unreturned {
    /// There is no such body.
    #[error(transparent)]
    Body(#[from] NoBody),
    /// The library refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The document was not made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// Nothing was received of the body.
    Missing(String),
    /// There is nothing to mend, and no remark says why it is returned.
    Nothing(String),
    /// Not a date.
    Date(String),
    /// Nobody says who returns it.
    Nobody,
    /// Somebody else returned something at the same moment.
    Meanwhile,
}

impl Unreturned {
    /// The error in words, with what to do.
    pub fn message(&self, form: Option<&Form>, lang: Lang) -> String {
        match self {
            Unreturned::Body(error) => error.message(lang),
            Unreturned::Store(error) => error.message(lang),
            Unreturned::Export(error) => match form {
                Some(form) => error.message(form, lang),
                None => error.to_string(),
            },
            Unreturned::Missing(body) => lang.say(
                format!("还没有收到“{body}”的报告，不能退回。催报用 remind。"),
                format!("Nothing was received of “{body}”, so that nothing can be returned. To chase it: remind."),
            ),
            Unreturned::Nothing(body) => lang.say(
                format!("“{body}”的报告没有错误，没有退回。确要退回的，用 --remark 写明原因，或用 --warnings 带上警告。"),
                format!("The report of “{body}” has no errors and was not returned. To return it all the same, say why with --remark, or add warnings with --warnings."),
            ),
            Unreturned::Date(text) => lang.say(
                format!("“{text}”不是日期，应写成 2026-01-15 的样子。"),
                format!("“{text}” is no date such as 2026-01-15."),
            ),
            Unreturned::Nobody => {
                lang.say("请用 --by 写明由谁退回，例如：--by 张三。", "Say who returns it, as in --by Zhang.")
            }
            Unreturned::Meanwhile => lang.say(
                "别人同时退回了另一份报告，编号有变，请再试一次。",
                "Somebody else returned another report at the same moment, so that numbers moved on. Try again.",
            ),
        }
    }
}

impl Returning {
    /// Leaves points out of the slip.
    pub fn keep(&mut self, is_wanted: impl Fn(&Point) -> bool) {
        self.slip.points.retain(is_wanted);
        self.decision.verdict = Verdict::Returned(self.slip.clone());
    }

    /// What there is to mend, each point with whether it is an error.
    pub fn points(&self) -> Vec<(Point, bool)> {
        let rules = &self.session.form().definition().rules;
        let is_error = |point: &Point| rules.iter().any(|r| r.id == point.rule && r.severity == Severity::Error);
        self.slip.points.iter().map(|point| (point.clone(), is_error(point))).collect()
    }

    /// The slip as a text, to be pasted.
    pub fn text(&self, lang: Lang) -> String {
        self.sheet(lang).text()
    }

    fn sheet(&self, lang: Lang) -> Sheet<'_> {
        Sheet {
            form: self.session.form(),
            year: self.year,
            office: &self.agency,
            body: &self.body,
            slip: &self.slip,
            decision: &self.decision,
            lang,
        }
    }
}

impl Office {
    /// The report of a body that counts: that of the scope which the roster asks for, else the other one where it is there.
    fn key_of(&self, body: &Body, year: i32) -> Key {
        let of = |scope| Key { agency: body.name.clone(), year, scope };
        let other = if body.scope == Scope::Own { Scope::Aggregated } else { Scope::Own };
        let scopes = [body.scope, other].map(of);
        scopes.iter().find(|key| self.library.holds_report(key)).cloned().unwrap_or_else(|| of(body.scope))
    }

    /// Makes a return slip of what is wrong with a body's report. Nothing is written.
    ///
    /// # Errors
    /// [`Unreturned`].
    pub fn returning(&self, wish: &Return) -> Result<Returning, Unreturned> {
        let by = wish.by.trim();
        if by.is_empty() {
            return Err(Unreturned::Nobody);
        }
        let due = match wish.due.trim() {
            "" => None,
            text => Some(text.parse().map_err(|_| Unreturned::Date(text.into()))?),
        };
        let collection = self.library.load_collection(&wish.agency, wish.year)?.collection;
        let index = matching::named(&collection, &wish.body)?;
        let body = &collection.bodies[index];
        let key = self.key_of(body, wish.year);
        let joined = match self.library.joined(&key, &self.forms) {
            Err(StoreError::Missing(_)) => return Err(Unreturned::Missing(body.name.clone())),
            joined => joined?,
        };
        let known = self.known(&joined.report, Hints::default());
        let session = Session::with(joined.report, known.background);
        let points = points(&session, &wish.warnings, self.lang);
        let remark = wish.remark.trim().to_string();
        if points.is_empty() && remark.is_empty() {
            return Err(Unreturned::Nothing(body.name.clone()));
        }
        let slip = Slip { number: collection.next_slip(), points, remark, due };
        let decision = Decision {
            verdict: Verdict::Returned(slip.clone()),
            by: by.into(),
            date: clock::now().date(),
            receipts: body.receipts.len(),
        };
        let (agency, year, body) = (collection.agency.clone(), wish.year, body.name.clone());
        Ok(Returning { agency, year, body, session, decision, slip, remarks: known.remarks })
    }

    /// Writes a slip into a file, where one is named, and the decision into the collection.
    ///
    /// # Errors
    /// [`Unreturned`]; the decision is not written where the file is not.
    pub fn give_back(&self, returning: &Returning, out: Option<(&Path, Format)>) -> Result<(), Unreturned> {
        if let Some((path, format)) = out {
            let bytes = returning.sheet(self.lang).write(format, Some(now()))?;
            atomic::publish(path, &bytes)?;
        }
        self.library
            .change_collection(&returning.agency, returning.year, |collection| {
                if collection.next_slip() != returning.slip.number {
                    return Err(Unreturned::Meanwhile);
                }
                let index = matching::named(collection, &returning.body)?;
                collection.bodies[index].decisions.push(returning.decision.clone());
                Ok(())
            })
            .map(drop)
    }

    /// Who is waited for today.
    ///
    /// # Errors
    /// A collection that is not there or cannot be read.
    pub fn awaited(&self, agency: &str, year: i32) -> Result<(Collection, Vec<Awaited>), StoreError> {
        let collection = self.library.load_collection(agency, year)?.collection;
        let is_there = |body: &Body| self.library.holds_report(&self.key_of(body, year));
        let list = awaited(&collection, is_there, clock::now().date());
        Ok((collection, list))
    }

    /// The list of who is waited for, as a text to be pasted.
    pub fn reminder(&self, collection: &Collection, awaited: &[Awaited]) -> String {
        let title = self.forms.for_year(collection.year).map(|form| form.title(Some(collection.year)));
        text(collection, awaited, &title.unwrap_or_default(), clock::now().date(), self.lang)
    }
}

/// The list of who is waited for as CSV, its heads first.
pub fn chase_table(awaited: &[Awaited]) -> String {
    let heads = ["body", "group", "state", "due", "days_late", "slip"].map(String::from);
    let one = |one: &Awaited| {
        let due = one.due.map_or_else(String::new, |due| due.to_string());
        let slip = one.slip.map_or_else(String::new, |slip| slip.to_string());
        [one.body.clone(), one.group.clone(), one.state.name().to_string(), due, one.late.to_string(), slip]
    };
    // What begins as a formula would be computed by a spreadsheet.
    let plain = |field: String| if field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field };
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(heads).chain(awaited.iter().map(one)) {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.map(plain));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
