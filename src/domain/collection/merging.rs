//! Rosters joined: this year's begun from last year's, and one that was read from a list taken into one that is there.
//! Receipts and decisions stay with their bodies.

use jiff::civil::Date;

use super::super::report::plain_name;
use super::roster::{Body, Collection};

/// What taking a list of bodies in has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// Bodies that were not in the roster.
    pub new: Vec<String>,
    /// Bodies that the list does not name and of which there was nothing yet: they are out of the roster.
    pub gone: Vec<String>,
    /// Bodies that the list does not name and that handed in, or about which something was decided: they stay.
    pub kept: Vec<String>,
    /// Bodies whose group, duty, due date, former names or name is another now.
    pub changed: Vec<String>,
}

impl Collection {
    /// A year's collection begun from the one of the year before: duty, group, scope and former names; due dates as many years
    /// later; no receipts and no decisions.
    pub fn following(last: &Collection, year: i32) -> Collection {
        let later = |due: Date| {
            let to = i16::try_from(i32::from(due.year()) + year - last.year).unwrap_or(due.year());
            // The 29th of February is not in every year.
            Date::new(to, due.month(), due.day()).or_else(|_| Date::new(to, due.month(), 28)).unwrap_or(due)
        };
        let body = |body: &Body| Body {
            name: body.name.clone(),
            former: body.former.clone(),
            group: body.group.clone(),
            duty: body.duty.clone(),
            scope: body.scope,
            due: body.due.map(later),
            ..Body::default()
        };
        Collection { bodies: last.bodies.iter().map(body).collect(), ..Collection::new(&last.agency, year) }
    }

    /// Takes a list of bodies in. What is said of a body that is there is put in place of what was, receipts and decisions
    /// stay; bodies stand in the list's order. Of those that it does not name only they stay of which there is something.
    pub fn take_roster(&mut self, list: Vec<Body>) -> Merged {
        let mut merged = Merged::default();
        let mut before = std::mem::take(&mut self.bodies);
        for listed in list {
            let full = listed.name.clone();
            let name = plain_name(&full);
            // A body of this name, else one that had it or has now what the list calls its former name.
            let same = before.iter().position(|body| plain_name(&body.name) == name).or_else(|| {
                let is_renamed = |body: &Body| listed.was_called(&body.name) || body.was_called(name);
                before.iter().position(is_renamed)
            });
            let Some(place) = same else {
                merged.new.push(listed.name.clone());
                self.bodies.push(listed);
                continue;
            };
            let old = before.remove(place);
            let mut body = Body { receipts: old.receipts.clone(), decisions: old.decisions.clone(), ..listed };
            let earlier = old.former.iter().chain((plain_name(&old.name) != name).then_some(&old.name));
            for former in earlier {
                if !body.was_called(former) && plain_name(former) != name {
                    body.former.push(former.clone());
                }
            }
            if body != old {
                merged.changed.push(body.name.clone());
            }
            self.bodies.push(body);
        }
        let (mut kept, gone): (Vec<Body>, Vec<Body>) =
            before.into_iter().partition(|body| !body.receipts.is_empty() || !body.decisions.is_empty());
        let names = |bodies: &[Body]| bodies.iter().map(|body| body.name.clone()).collect();
        (merged.gone, merged.kept) = (names(&gone), names(&kept));
        self.bodies.append(&mut kept);
        merged
    }
}
