//! Reads all years of an agency for the picture of them.

use crate::domain::report::{Key, Report};
use crate::domain::trend::Trend;

use super::super::model::Msg;
use super::Outside;

impl Outside {
    /// The years of an agency, the open report as it stands in place of the saved one. What cannot be read is told.
    pub(super) fn years(&self, key: &Key, open: Option<&Report>) -> Result<Msg, String> {
        let (reports, troubles) = self.library.years(key, &self.forms, open).map_err(|error| self.words(&error))?;
        let troubles = troubles.iter().map(|error| self.words(error)).collect();
        Ok(Msg::Years(Trend::new(&key.agency, key.scope, &reports).map(Box::new), troubles))
    }
}
