//! What rules on the prose look for, as it is written in `assets/rules`: what must be true of what is stated, and of
//! what a part holds. The words are in `vocabulary`; reading and judging are in `prose`.

use serde::{Deserialize, Serialize};

use super::vocabulary::WordList;

/// What must be true of the prose.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ProseCheck {
    /// Numbers that are stated agree with the tables.
    Stated(Vec<Claim>),
    /// Stated percentages are shares of the whole, and groups that are listed in full add up to it.
    Shares(Vec<Shares>),
    /// Where these cells hold anything, one of the statements is made with a number above 0.
    Unsaid {
        /// Names of cells, as `table.row.column`.
        cells: Vec<String>,
        /// The part in which it should be said.
        part: String,
        /// What should be said.
        says: Vec<String>,
        /// What would be said as well: where it is, nobody can tell.
        or: Vec<String>,
        /// What explains it where it is of the year before.
        #[serde(default)]
        earlier: Box<Earlier>,
    },
    /// What is stated of fees holds together.
    Fees {
        /// How many notices.
        notices: String,
        /// The amount they ask for.
        asked: String,
        /// The amount received.
        received: String,
        /// What every amount is a multiple of.
        step: u32,
        /// What explains amounts that are of notices of the year before.
        #[serde(default)]
        earlier: Box<Earlier>,
    },
    /// The report year is the year of period and title, and plans cited are those of the year.
    Years(Box<Years>),
    /// The document that is cited as prescribing the form, wherever it is, is that of the edition.
    Edition {
        /// Documents that prescribe other editions.
        known: Vec<String>,
        /// The part in which every other document of the same series is told instead of these.
        #[serde(default)]
        strange_in: Option<String>,
    },
    /// The date of a part is of the year after the report's, or of its last month, and not after the last day for it.
    Dated(Dated),
    /// Who compiles the report is who reports.
    Agency(Agency),
    /// A part, where it is not empty, shows a trace of each of these.
    Traces {
        /// The name of a chapter, `preamble` or `closing`.
        part: String,
        /// Words that say that the passage was shortened: nothing is missed then.
        #[serde(default)]
        shortened: WordList,
        /// A text shorter than this is not yet asked for all of it.
        #[serde(default)]
        least: u32,
        /// What is looked for.
        of: Vec<Trace>,
    },
    /// A part is within these lengths, in characters and numbers.
    Length {
        /// Whether it is asked of a report without any prose too, and of an empty part as soon as all cells are filled.
        #[serde(default)]
        always: bool,
        /// The name of a chapter, `preamble` or `closing`.
        part: String,
        /// The least length.
        #[serde(default)]
        least: u32,
        /// The greatest length.
        #[serde(default)]
        most: Option<u32>,
        /// Words that say that the passage was shortened.
        #[serde(default)]
        shortened: WordList,
    },
    /// A part is not empty.
    NotEmpty(String),
    /// Nothing of a template was left in.
    Leftover(WordList),
    /// A part is not another body's, but for names and figures. One report alone says nothing of it: it is looked for where
    /// many are checked together.
    Alike {
        /// The part.
        part: String,
        /// With fewer letters it is what everybody writes.
        least: u32,
    },
    /// A part is not last year's: at most so many of a hundred pairs of characters are the same.
    Similar {
        /// The name of a chapter, `preamble` or `closing`.
        part: String,
        /// Per cent of the words, at the most.
        percent: u32,
        /// Shorter passages say nothing.
        least: u32,
        /// Whether digits count too: what has new figures is no copy then.
        #[serde(default)]
        digits: bool,
    },
}

impl ProseCheck {
    /// The parts that it speaks of.
    pub fn parts(&self) -> Vec<&str> {
        match self {
            ProseCheck::Years(years) => {
                let parts = years.periods.iter().chain(&years.plans).chain(&years.narratives);
                parts.map(String::as_str).collect()
            }
            ProseCheck::Agency(rule) => rule.parts.iter().map(String::as_str).collect(),
            ProseCheck::Edition { strange_in: Some(part), .. }
            | ProseCheck::Dated(Dated { part, .. })
            | ProseCheck::Unsaid { part, .. }
            | ProseCheck::Traces { part, .. }
            | ProseCheck::Length { part, .. }
            | ProseCheck::NotEmpty(part)
            | ProseCheck::Alike { part, .. }
            | ProseCheck::Similar { part, .. } => vec![part],
            ProseCheck::Stated(_)
            | ProseCheck::Shares(_)
            | ProseCheck::Fees { .. }
            | ProseCheck::Leftover(_)
            | ProseCheck::Edition { .. } => Vec::new(),
        }
    }

    /// The sums of cells that it speaks of, as patterns; they are resolved with the form, in this order.
    pub fn sums(&self) -> Vec<&[String]> {
        match self {
            ProseCheck::Stated(claims) => claims.iter().flat_map(|claim| &claim.equal).map(Vec::as_slice).collect(),
            ProseCheck::Shares(shares) => {
                let sums = shares.iter().flat_map(|shares| {
                    let rates = shares.rates.iter().flat_map(|(_, counted)| counted);
                    shares.groups.iter().map(|(_, cells)| cells).chain(&shares.of).chain(rates)
                });
                sums.map(Vec::as_slice).collect()
            }
            ProseCheck::Unsaid { cells, earlier, .. } if earlier.cells.is_empty() => vec![cells],
            ProseCheck::Unsaid { cells, earlier, .. } => vec![cells, &earlier.cells],
            ProseCheck::Fees { earlier, .. } if !earlier.cells.is_empty() => vec![&earlier.cells],
            _ => Vec::new(),
        }
    }
}

/// What explains a number of this year by something that was done in the year before.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// Cells that hold what came over from that year.
    #[serde(default)]
    pub cells: Vec<String>,
    /// Words for that year in the part; its number is one too.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Until when a part may be dated.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dated {
    /// The part, of which the last date counts.
    pub part: String,
    /// The last days by bodies, of which the first counts whose endings a name has. Where there are none, only the year is
    /// looked at; where there are, only the days of the right year.
    #[serde(default)]
    pub due: Vec<Due>,
}

/// A last day for bodies of some kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// How their names end.
    pub endings: Vec<String>,
    /// The month, 1 to 12.
    pub month: u32,
    /// The day of the month.
    pub day: u32,
}

/// A statement and what must be true of its number.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The statements, by [`Statement::means`](super::vocabulary::Statement::means).
    pub means: Vec<String>,
    /// Sums of cells, one of which it must be compared with successfully.
    pub equal: Vec<Vec<String>>,
    /// Where this is stated beside it in the same sentence, only the first of these sums counts: the others hold it.
    #[serde(default)]
    pub apart: Option<String>,
    /// How it is compared.
    #[serde(default)]
    pub compare: Compare,
    /// The power of ten that turns its unit into that of the cells.
    #[serde(default)]
    pub power: i32,
    /// Which stated numbers it speaks of.
    #[serde(default)]
    pub said: Only,
    /// Which sums it speaks of.
    #[serde(default)]
    pub counted: Only,
}

/// How a stated number is compared with a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Compare {
    /// They are equal.
    #[default]
    Equal,
    /// It is at least the sum.
    AtLeast,
    /// It is at most the sum.
    AtMost,
}

/// Which numbers are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Only {
    /// All.
    #[default]
    Any,
    /// 0.
    Zero,
    /// Those above 0.
    Positive,
}

/// Groups of a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// The statements of the groups, and the cells of each.
    #[serde(default)]
    pub groups: Vec<(String, Vec<String>)>,
    /// The statement of a share that follows its group.
    pub means: String,
    /// Statements of shares that name their group themselves, each with the groups that it may be.
    #[serde(default)]
    pub alone: Vec<(String, Vec<String>)>,
    /// Statements of rates, each with what may have been counted: a whole hundred is always one of them.
    #[serde(default)]
    pub rates: Vec<(String, Vec<Vec<String>>)>,
    /// Statements of rates of what no cells count: only that so many of the whole make such a rate is asked.
    #[serde(default)]
    pub some: Vec<String>,
    /// The statement of parts that no cells hold: where a sentence lists them, they are at most the whole.
    #[serde(default)]
    pub parts: Option<String>,
    /// What the whole may be.
    pub of: Vec<Vec<String>>,
}

/// How years are looked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The parts whose periods and titles must be of the report year.
    pub periods: Vec<String>,
    /// The parts that tell of the report year, and of another only beside it.
    #[serde(default)]
    pub narratives: Vec<String>,
    /// The first and the last day of a year.
    #[serde(default)]
    pub days: WordList,
    /// What may stand before the year that a sentence speaks of.
    #[serde(default)]
    pub since: WordList,
    /// What such a sentence says, besides the body's own name.
    #[serde(default)]
    pub speaks: WordList,
    /// Words for the report year.
    #[serde(default)]
    pub present: WordList,
    /// Words of what is only planned for a year to come.
    #[serde(default)]
    pub plans_ahead: WordList,
    /// Words of what is told of a year before on purpose.
    #[serde(default)]
    pub looking_back: WordList,
    /// What follows the year of a period, or of the report's title.
    pub period: WordList,
    /// The parts whose plans must be of the report year.
    pub plans: Vec<String>,
    /// What a cited plan is called.
    pub plan: WordList,
}

/// How the body that compiles a report is found.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Names of chapters, `preamble` or `closing`.
    pub parts: Vec<String>,
    /// What stands before its name.
    pub before: WordList,
    /// What stands behind it.
    pub behind: WordList,
    /// How names of bodies end: bodies of the same ending are of the same shape.
    pub endings: Vec<String>,
    /// What ends the name of a place.
    pub places: String,
}

/// Something that leaves a trace in the prose.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// What it is called in a finding.
    pub name: String,
    /// What it is called in English; empty where nobody wrote it.
    #[serde(default)]
    pub gloss: String,
    /// How names of the bodies end that it is asked of; all where empty.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Words one of which would be there.
    pub words: WordList,
}

impl Shares {
    /// How many sums of cells it speaks of.
    pub fn sums(&self) -> usize {
        self.groups.len() + self.of.len() + self.rates.iter().map(|(_, counted)| counted.len()).sum::<usize>()
    }
}

impl Trace {
    /// Whether it is asked of a body of that name.
    pub fn is_asked(&self, name: &str) -> bool {
        self.endings.is_empty() || self.endings.iter().any(|ending| name.ends_with(ending.as_str()))
    }
}
