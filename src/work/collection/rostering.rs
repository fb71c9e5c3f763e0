//! The roster edited body by body: one added, changed or taken out. Lists of bodies are taken in by `deciding`.

use crate::domain::collection::matching::named;
use crate::domain::collection::roster::{Body, Collection};
use crate::domain::report::plain_name;

use super::super::Office;
use super::deciding::Undecided;

impl Office {
    /// Puts a body in the place of the one of a name, or adds it to the roster. Receipts and decisions stay; a name that is
    /// changed is kept as a former one. Says whether it is new.
    ///
    /// # Errors
    /// Where the roster has no body of the name, or another one of the new name.
    pub fn set_body(&self, agency: &str, year: i32, was: Option<&str>, body: &Body) -> Result<bool, Undecided> {
        let set = |collection: &mut Collection| {
            let at = was.map(|was| named(collection, was)).transpose()?;
            let name = plain_name(&body.name);
            let is_other = |(other, known): (usize, &Body)| Some(other) != at && plain_name(&known.name) == name;
            if collection.bodies.iter().enumerate().any(is_other) {
                return Err(Undecided::Twice(name.to_string()));
            }
            let mut body = Body { name: name.to_string(), ..body.clone() };
            let Some(at) = at else {
                collection.bodies.push(body);
                return Ok(true);
            };
            let old = &collection.bodies[at];
            (body.receipts, body.decisions) = (old.receipts.clone(), old.decisions.clone());
            let was = plain_name(&old.name);
            if was != name && !body.was_called(was) {
                body.former.push(was.to_string());
            }
            collection.bodies[at] = body;
            Ok(false)
        };
        self.library.change_collection(agency, year, set).map(|(_, is_new)| is_new)
    }

    /// Takes a body out of the roster; the collection as it was is in its history.
    ///
    /// # Errors
    /// Where the roster has no such body.
    pub fn remove_body(&self, agency: &str, year: i32, name: &str) -> Result<(), Undecided> {
        let remove = |collection: &mut Collection| {
            let at = named(collection, name)?;
            collection.bodies.remove(at);
            Ok::<_, Undecided>(())
        };
        self.library.change_collection(agency, year, remove).map(drop)
    }
}
