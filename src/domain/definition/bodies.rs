//! How bodies name themselves and one another in prose, and what kinds of them rules tell apart, as it is written in
//! `assets/rules`. Which of these names stand in a text is found in `prose`.

use serde::{Deserialize, Serialize};

use super::classes::Classes;

/// The names of bodies, by kinds of bodies; the first kind that an agency's name fits is its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Bodies {
    /// The class of words for the body that reports.
    pub own: u8,
    /// Classes of words that name a body, which is another where it is not the one that reports.
    pub others: Classes,
    /// Classes that say what a body named right before them does.
    pub acts: Classes,
    /// Classes in doubt for a body that reports for an area: what one office of it counts.
    pub of_areas: Classes,
    /// Classes in doubt for any other body: what the area counts.
    pub of_offices: Classes,
    /// Classes by which what a body counts that decides on disputes speaks of those of others.
    pub of_reviewers: Classes,
    /// What ends the name of a place: what follows one is no short name but another body's.
    pub places: String,
    /// Those of the smallest places; other ones may begin what a body is for, as 市 does 市场.
    pub near: String,
    /// Every kind that a profile can name.
    pub kinds: Vec<Kind>,
}

/// How bodies of one kind are called.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// How their names end; the last of a name's kinds has an empty ending.
    pub endings: Vec<String>,
    /// Whether they report for an area.
    #[serde(default)]
    pub area: bool,
    /// Whether they decide on the disputes of others, as those that report for an area do.
    #[serde(default)]
    pub reviews: bool,
    /// How a short name ends: characters of the full name in their order, the last of which are these.
    #[serde(default)]
    pub short: Vec<String>,
    /// What may follow a name and still be the body: 局机关, 局办公室.
    #[serde(default)]
    pub within: Vec<String>,
    /// What they call themselves besides; `{}` stands for the character before the ending, `<>` for what ends the name of
    /// the place that the body is of.
    #[serde(default)]
    pub ours: Vec<String>,
    /// Whom `ours` may be followed by and still be all of them.
    #[serde(default)]
    pub members: Members,
}

/// How the bodies of an area are listed: 全县各部门、各镇街 are all of them, 全县各部门 alone are not.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// What stands between them.
    pub signs: Vec<String>,
    /// Offices.
    pub offices: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Words for all of them.
    pub all: Vec<String>,
}

impl Bodies {
    /// The kind of an agency, and the length in bytes of what stands before its ending.
    pub fn kind_of(&self, agency: &str) -> Option<(&Kind, usize)> {
        let stem = |kind: &Kind| {
            let mut endings = kind.endings.iter().filter(|ending| agency.ends_with(ending.as_str()));
            endings.next().map(|ending| agency.len() - ending.len())
        };
        self.kinds.iter().find_map(|kind| Some((kind, stem(kind)?)))
    }

    /// Whether an agency may decide on the disputes of others.
    pub fn reviews(&self, agency: Option<&str>) -> bool {
        agency.and_then(|agency| self.kind_of(agency)).is_none_or(|(kind, _)| kind.area || kind.reviews)
    }

    /// The classes that are in doubt for an agency; all where it is not known.
    pub fn doubts_of(&self, agency: Option<&str>) -> Classes {
        match agency.map(|agency| self.kind_of(agency).is_some_and(|(kind, _)| kind.area)) {
            None => self.of_areas.and(self.of_offices),
            Some(true) => self.of_areas,
            Some(false) => self.of_offices,
        }
    }
}

/// A kind of body that rules tell apart, known by what its profile says or by how its name ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyKind {
    /// The name by which rules ask for it: `township`.
    pub name: String,
    /// What a profile calls it.
    #[serde(default)]
    pub words: Vec<String>,
    /// How names of such bodies end.
    #[serde(default)]
    pub endings: Vec<String>,
    /// How names end that would fit but are of another kind.
    #[serde(default)]
    pub except: Vec<String>,
    /// What a name must have before its ending, one of these, where there are any. Such bodies are known by their names
    /// whatever a profile calls them.
    #[serde(default)]
    pub within: Vec<String>,
    /// Words that do not count for `within`, though they have one of its words in them.
    #[serde(default)]
    pub beside: Vec<String>,
}

impl BodyKind {
    /// Whether an agency's name is one of such a body.
    pub fn is_name(&self, name: &str) -> bool {
        let stem = |ending: &String| name.strip_suffix(ending.as_str());
        if self.except.iter().any(|ending| name.ends_with(ending.as_str())) {
            return false;
        }
        self.endings.iter().filter_map(stem).any(|stem| {
            let stem = self.beside.iter().fold(stem.to_string(), |stem, word| stem.replace(word.as_str(), " "));
            self.within.is_empty() || self.within.iter().any(|word| stem.contains(word.as_str()))
        })
    }
}
