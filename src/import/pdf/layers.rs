//! Layers of a PDF (its optional content): which of them are off where the document is opened as it is. What somebody
//! may switch on later is not shown, and so not read.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::file::File;

/// What a look at a layer costs.
const LOOK: usize = 16;

/// Expressions nested deeper than this are none that anybody made.
const DEEPEST: usize = 20;

/// The layers that are off.
#[derive(Debug, Default)]
pub struct Layers {
    off: HashSet<ObjectId>,
}

impl Layers {
    pub fn new(file: &File) -> Layers {
        let mut layers = Layers::default();
        let Some(all) = file.catalogue().and_then(|catalogue| file.inner(catalogue, b"OCProperties")) else {
            return layers;
        };
        let usual = file.inner(all, b"D");
        let list = |of: Option<&Dictionary>, key: &[u8]| -> Vec<ObjectId> {
            let objects = of.and_then(|of| file.array(file.entry(of, key)?)).unwrap_or(&[]);
            file.budget().spend(objects.len() * LOOK);
            objects.iter().filter_map(|object| object.as_reference().ok()).collect()
        };
        let groups = list(Some(all), b"OCGs");
        let base = usual.and_then(|usual| file.name(file.entry(usual, b"BaseState")?));
        if base == Some(b"OFF") {
            layers.off.extend(&groups);
            let on: HashSet<ObjectId> = list(usual, b"ON").into_iter().collect();
            layers.off.retain(|id| !on.contains(id));
        }
        layers.off.extend(list(usual, b"OFF"));
        layers.viewed(file, usual);
        layers
    }

    /// Layers that say themselves whether they are for the screen, where the document goes by that.
    fn viewed(&mut self, file: &File, usual: Option<&Dictionary>) {
        let events = usual.and_then(|usual| file.array(file.entry(usual, b"AS")?)).unwrap_or(&[]);
        for event in events.iter().filter_map(|event| file.dictionary(event)) {
            if file.entry(event, b"Event").and_then(|name| file.name(name)) != Some(b"View") {
                continue;
            }
            let groups = file.entry(event, b"OCGs").and_then(|groups| file.array(groups)).unwrap_or(&[]);
            for id in groups.iter().filter_map(|group| group.as_reference().ok()) {
                if !file.budget().spend(LOOK) {
                    return;
                }
                let view = file.referred(id).and_then(|group| file.inner(file.inner(group, b"Usage")?, b"View"));
                match view.and_then(|view| file.name(file.entry(view, b"ViewState")?)) {
                    Some(b"OFF") => self.off.insert(id),
                    Some(b"ON") => self.off.remove(&id),
                    _ => false,
                };
            }
        }
    }

    /// Whether what belongs to a layer, or to several by a rule, is not shown.
    pub fn hide(&self, file: &File, object: &Object) -> bool {
        if object.as_reference().is_ok_and(|id| self.off.contains(&id)) {
            return true;
        }
        let Some(rule) = file.dictionary(object) else { return false };
        if let Some(expression) = file.entry(rule, b"VE") {
            return !self.shows(file, expression, 0);
        }
        let Ok(groups) = rule.get(b"OCGs") else { return false };
        let groups = file.array(groups).unwrap_or(std::slice::from_ref(groups));
        if groups.is_empty() || !file.budget().spend(groups.len() * LOOK) {
            return false;
        }
        let off = |group: &Object| group.as_reference().is_ok_and(|id| self.off.contains(&id));
        match file.entry(rule, b"P").and_then(|policy| file.name(policy)) {
            Some(b"AllOn") => groups.iter().any(off),
            Some(b"AnyOff") => !groups.iter().any(off),
            Some(b"AllOff") => !groups.iter().all(off),
            _ => groups.iter().all(off),
        }
    }

    /// Whether a layer, or an expression over some, shows what belongs to it.
    fn shows(&self, file: &File, object: &Object, depth: usize) -> bool {
        let Some([operator, of @ ..]) = file.array(object) else {
            return !object.as_reference().is_ok_and(|id| self.off.contains(&id));
        };
        if depth > DEEPEST || !file.budget().spend(of.len() * LOOK) {
            return true;
        }
        let mut shown = of.iter().map(|object| self.shows(file, object, depth + 1));
        match file.name(operator) {
            Some(b"Not") => !shown.next().unwrap_or(false),
            Some(b"Or") => shown.any(|shows| shows),
            _ => shown.all(|shows| shows),
        }
    }
}
