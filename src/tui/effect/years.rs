//! Reads all years of an agency for the picture of them.

use crate::domain::report::{Key, Report};
use crate::domain::trend::Trend;

use super::super::model::Msg;
use super::Outside;

impl Outside {
    /// The years of an agency in the library, the open report as it stands in place of the saved one of its year. What
    /// cannot be read is told and left out.
    pub(super) fn years(&self, key: &Key, open: Option<Box<Report>>) -> Result<Msg, String> {
        let keys = self.library.keys().map_err(|error| self.words(&error))?;
        let ours = keys.into_iter().filter(|other| other.agency == key.agency && other.scope == key.scope);
        let (mut reports, mut troubles) = (Vec::new(), Vec::new());
        for other in ours.filter(|other| open.is_none() || other.year != key.year) {
            match self.library.load(&other, &self.forms) {
                Ok(loaded) => reports.push(loaded.report),
                Err(error) => troubles.push(self.words(&error)),
            }
        }
        reports.extend(open.map(|report| *report));
        Ok(Msg::Years(Trend::new(&key.agency, key.scope, &reports).map(Box::new), troubles))
    }
}
