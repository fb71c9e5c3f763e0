//! Judges what the prose says: against the tables, against itself, against last year's. It reads words and numbers once
//! for every change of the prose; what it looks for is written in `assets/rules`.
//!
//! A part becomes characters without blanks (`glyph`), those become words, numbers and stops (`token`), and those become
//! statements (`statement`), which are held against the tables whenever a figure changes (`claim`). What is not
//! understood for certain is left alone.
//!
//! # The grammar
//!
//! ```text
//! part      = sentence …                   ends with 。 or a line; a heading ends what was spoken of
//! sentence  = clause …                     ends with ， after a number, with ； or a parenthesis
//! clause    = (word | number | unknown) …  words are of classes: `receive`, `request`, …
//! topic     = classes that a clause has    what is spoken of until something else is: `requests`, `disputes`, …
//! statement = pattern, under a topic, unless classes of doubt stand in the clause or earlier in the sentence
//! pattern   = element … # element …        `#` is the number; passed classes (`filler`, `own`, …) may stand between
//! element   = class, class|class, class?   `^` nothing before it, `$` the clause ends, `,` a sign of a list
//! ```
//!
//! Classes, sets of them, topics and statements are data, the `vocabulary` of `assets/words/prose.ron`; what a statement is held
//! against stands there in the rules. One sentence, all the way, in the report of 2024 of 青山县民政局 whose table 3
//! has 10 new requests and carries 2 over:
//!
//! ```text
//! 县民政局共收到政府信息公开申请10件，结转到2025年办理3件。
//! glyph      2025年 is told from the report's year: 下年
//! body       县民政局 are characters of the agency's name in their order, the last of which end a name: `own`
//! token      own filler(共) receive request 10件 ， carry(结转到) next_year(下年) handle(办理) 3件 。
//! statement  `request` sets the topic `requests`; "receive request #" states received = 10;
//!            "carry next_year handle? #" states carried_out = 3; next_year would put it off, but `any_year` allows its own
//! claim      TX-01: received is 10, as requests.new.total is; TX-02: carried_out is 3, and requests.carried_out.total 2
//! ```
//!
//! A word is added to its class, a wording as a pattern of a statement, each with a sentence in `tests/data/prose`: sound as it
//! stands, and contradicted where a number in brackets is moved. The test of these sentences is their example.

mod glyph;

mod numeral;

mod body;

mod token;

mod statement;

mod claim;

mod rates;

mod passage;

mod dates;

pub mod guide;

pub mod alike;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::definition::prose::ProseCheck;
use super::definition::{Check, Vocabulary};
use super::field::{self, Shown, Standing};
use super::figure::Figure;
use super::finding::{Finding, Status};
use super::form::{CellId, Form, Relation, Term};
use super::number::Number;
use super::opening;
use super::recalculation::{Totals, shown};
use super::report::{Part, Passage, Report};
use super::rule::{Figures, Outcome};
use body::Own;
use claim::{Bench, Judged};
use glyph::Glyph;
use passage::Remark;
use statement::{Fact, Facts};

/// The prose of a report as rules see it: made once, judged whenever figures change.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    facts: Vec<Fact>,
    /// Counts that were not understood, each with its sentence.
    loose: Vec<(u32, Number)>,
    /// The facts of each meaning, by the index of the meaning.
    by_meaning: Vec<Vec<usize>>,
    /// What was found without figures, by instance; `None` for a rule that cannot be judged.
    remarks: Vec<(usize, Option<Vec<Remark>>)>,
    /// The parts that say anything.
    spoken: Vec<Part>,
    /// The figures that stand in the places of fields.
    fields: Vec<(CellId, Figure)>,
    /// By instance, last year's passage, and how much of this year's is the same.
    likeness: BTreeMap<usize, OnceLock<(String, Option<u32>)>>,
}

impl Reading {
    /// Reads all parts of a report's prose, with the figures of its totals and cells in the places of fields.
    pub fn new(report: &Report, totals: &Totals) -> Reading {
        let form = report.form();
        let mut fields = Vec::new();
        let texts = report.parts().map(|part| {
            let shown = Shown::new(form, report.entries(), totals, report.text(part));
            fields.extend(shown.places.iter().filter_map(|place| match place.standing {
                Standing::Figure(cell) | Standing::Unfilled(cell) => Some(cell),
                Standing::Misnamed => None,
            }));
            (part, glyph::written(&shown))
        });
        let texts: Vec<(Part, Vec<Glyph>)> = texts.collect();
        let fields = fields.into_iter().map(|cell| (cell, self::shown(form, report.entries(), totals, cell))).collect();
        let spoken = texts.iter().filter(|(_, text)| !text.is_empty()).map(|(part, _)| *part).collect();
        let mut reading = Reading { spoken, fields, ..Reading::default() };
        // The words are not read before somebody wrote something.
        let words = form.definition().vocabulary.as_ref().filter(|_| !reading.spoken.is_empty());
        if let Some(words) = words {
            reading.read(words.get(), report, &texts);
        }
        for (index, instance) in form.instances().iter().enumerate() {
            if let (Relation::Prose(_), Check::Prose(check)) =
                (&instance.relation, &form.definition().rules[instance.rule].check)
            {
                if matches!(check, ProseCheck::Similar { .. }) {
                    reading.likeness.insert(index, OnceLock::new());
                }
                reading.remarks.extend(remarks(check, report, &texts).map(|found| (index, found)));
            }
        }
        reading
    }

    /// Whether the figures in the places of fields are still those of the report.
    pub fn is_current(&self, report: &Report, totals: &Totals) -> bool {
        let now = |cell| shown(report.form(), report.entries(), totals, cell);
        self.fields.iter().all(|(cell, figure)| now(*cell) == *figure)
    }

    /// The cells that rules hold what is stated in these bytes of a part against, those of the first statement first;
    /// sums of several cells do not count.
    pub fn cells_at(&self, form: &Form, part: Part, range: &Range<usize>) -> Vec<CellId> {
        let within = |passage: &Passage| {
            passage.part == part && passage.range.start < range.end && range.start < passage.range.end
        };
        let meanings = self.meanings(form);
        let mut cells = Vec::new();
        for fact in self.facts.iter().filter(|fact| within(&fact.passage)) {
            let means = meanings.get(usize::from(fact.means)).map_or("", String::as_str);
            cells.extend(guide::cells_of(form, |name| name == means));
        }
        let mut seen = Vec::new();
        cells.retain(|cell| {
            !seen.contains(cell) && {
                seen.push(*cell);
                true
            }
        });
        cells
    }

    /// The names of what is stated; none where nothing is.
    fn meanings<'a>(&self, form: &'a Form) -> &'a [String] {
        let words = form.definition().vocabulary.as_ref().filter(|_| !self.facts.is_empty());
        words.map_or(&[], |words| &words.get().meanings)
    }

    /// The patterns by which anything was stated, by their places among all of them, each with the words.
    pub fn patterns(&self) -> impl Iterator<Item = (u16, &Passage)> {
        self.facts.iter().map(|fact| (fact.pattern, &fact.passage))
    }

    fn read(&mut self, vocabulary: &Vocabulary, report: &Report, texts: &[(Part, Vec<Glyph>)]) {
        let reader = statement::Reader::new(vocabulary, report.agency.as_deref());
        let own = Own::new(&vocabulary.bodies, report.agency.as_deref());
        let mut facts = Facts::default();
        for (part, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
            let text = glyph::told_from(report.year, text);
            let tokens = token::tokens(vocabulary, &own, report.year, &text);
            reader.read(*part, report.part_name(*part), &text, &tokens, &mut facts);
        }
        self.by_meaning = vec![Vec::new(); vocabulary.meanings.len()];
        for (index, fact) in facts.all.iter().enumerate() {
            self.by_meaning[usize::from(fact.means)].push(index);
        }
        self.facts = facts.all;
        self.loose = facts.loose;
    }

    /// What one instance of a rule on the prose comes to, with all findings, failed or pending.
    pub fn judge(&self, report: &Report, figures: Figures<'_>, instance: usize) -> (Outcome, Vec<Finding>) {
        let form = figures.form;
        let at = &form.instances()[instance];
        let (Relation::Prose(sums), Check::Prose(check)) = (&at.relation, &form.definition().rules[at.rule].check)
        else {
            return (Outcome::Silent, Vec::new());
        };
        self.judged(check, sums, report, figures, instance).outcome(figures, instance)
    }

    fn judged(
        &self,
        check: &ProseCheck,
        sums: &[Vec<Term>],
        report: &Report,
        figures: Figures<'_>,
        instance: usize,
    ) -> Judged {
        let form = figures.form;
        let quote = |passage: &Passage| {
            let words = report.text(passage.part).get(passage.range.clone()).unwrap_or_default();
            let words = filled(figures, words);
            words.chars().filter(|c| !c.is_whitespace()).take(60).collect()
        };
        let bench = Bench {
            figures,
            instance,
            sums,
            facts: &self.facts,
            loose: &self.loose,
            by_meaning: &self.by_meaning,
            meanings: self.meanings(form),
            quote: &quote,
        };
        match check {
            ProseCheck::Stated(claims) => bench.stated(claims),
            ProseCheck::Shares(shares) => {
                let mut judged = Judged::default();
                let mut rest = sums;
                for shares in shares {
                    let (own, others) = rest.split_at(rest.len().min(shares.sums()));
                    let bench = Bench { sums: own, ..bench };
                    rest = others;
                    for found in [bench.shares(shares), bench.rates(shares), bench.listed(shares), bench.parts(shares)]
                    {
                        judged.spoken |= found.spoken;
                        judged.failed.extend(found.failed);
                        judged.awaited.extend(found.awaited);
                    }
                }
                judged
            }
            ProseCheck::Unsaid { part, says, or, earlier, .. } => {
                match self.spoken.iter().any(|spoken| report.part_name(*spoken) == part) {
                    true if tells_of_last_year(report, &[part], &earlier.words) => Judged::default(),
                    true => bench.unsaid(says, or),
                    false => Judged::default(),
                }
            }
            ProseCheck::Fees { notices, asked, received, step, earlier } => {
                let parts = self.parts_of(report, &bench, [notices, asked, received]);
                let is_earlier = tells_of_last_year(report, &parts, &earlier.words);
                bench.fees([notices, asked, received], *step, is_earlier)
            }
            ProseCheck::Similar { part, percent, .. } => {
                let mut judged = Judged::default();
                if let Some(found) = self.likeness(report, figures, instance, check) {
                    judged.spoken = true;
                    if found > *percent {
                        let sides = [found, *percent].map(|number| Some(Number::from(number)));
                        judged.failed.push(whole_part(report, form, instance, part).with_sides(sides[0], sides[1]));
                    }
                }
                judged
            }
            ProseCheck::Leftover(_) => {
                let unfilled = self.fields.iter().filter(|(_, figure)| figure.is_unfilled());
                Judged { awaited: unfilled.map(|(cell, _)| *cell).collect(), ..self.remarked(form, instance) }
            }
            ProseCheck::Length { always: true, part, .. } => {
                // Where cells are missing too, or nobody began to write, somebody is still at work, or the document is a
                // piece of one.
                let is_written = self.spoken.iter().any(|spoken| report.part_name(*spoken) == part);
                let is_filled = |cell: CellId| !figures.entries[cell.index()].figure().is_unfilled();
                let is_handed_in = figures.is_imported() || opening::is_begun(report);
                match is_written || (is_handed_in && form.inputs().all(is_filled)) {
                    true => self.remarked(form, instance),
                    false => Judged::default(),
                }
            }
            ProseCheck::NotEmpty(part) | ProseCheck::Length { part, .. }
                if figures.is_imported() && self.stops_before(report, part) =>
            {
                Judged::default()
            }
            ProseCheck::Alike { .. } => Judged::default(),
            _ => self.remarked(form, instance),
        }
    }

    /// Whether nothing is said from this part on: a document that was cut short says nothing of what was cut off.
    fn stops_before(&self, report: &Report, name: &str) -> bool {
        let mut rest = report.parts().skip_while(|part| report.part_name(*part) != name);
        !rest.any(|part| self.spoken.contains(&part))
    }

    /// The parts in which any of these is stated.
    fn parts_of<'a>(&self, report: &'a Report, bench: &Bench<'_>, means: [&String; 3]) -> Vec<&'a str> {
        let facts = means.iter().flat_map(|name| bench.facts_of(name)).map(|&index| &self.facts[index]);
        facts.map(|fact| report.part_name(fact.passage.part)).collect()
    }

    /// What was found when the prose was read.
    fn remarked(&self, form: &Form, instance: usize) -> Judged {
        let found = self.remarks.iter().find(|(index, _)| *index == instance).and_then(|(_, found)| found.as_ref());
        let Some(remarks) = found else { return Judged::default() };
        let findings = remarks.iter().map(|remark| {
            let blank = Finding::new(form, instance, Status::Fail);
            Finding { passage: remark.passage.clone(), quote: remark.quote.clone(), ..blank }
                .with_sides(remark.left, remark.right)
        });
        Judged { spoken: true, failed: findings.collect(), awaited: Vec::new() }
    }

    /// How much of a part stood in last year's report already, in hundredths; computed once for last year's words.
    fn likeness(&self, report: &Report, figures: Figures<'_>, instance: usize, check: &ProseCheck) -> Option<u32> {
        let ProseCheck::Similar { part: name, least, digits, .. } = check else { return None };
        let part = named(report, name)?;
        let last = &figures.background.precedent()?.report;
        let before = last.text(named(last, name)?);
        let compare = || passage::likeness(&filled(figures, report.text(part)), before, *least, *digits);
        let known = self.likeness.get(&instance)?.get_or_init(|| (before.to_string(), compare()));
        if known.0 == before { known.1 } else { compare() }
    }
}

/// Whether a rule speaks of prose even where nobody wrote any.
pub fn is_asked_of_nothing(form: &Form, instance: usize) -> bool {
    let rule = &form.definition().rules[form.instances()[instance].rule];
    matches!(rule.check, Check::Prose(ProseCheck::Length { always: true, .. }))
}

/// Words of the report with figures in the places of their fields.
fn filled<'a>(figures: Figures<'_>, words: &'a str) -> Cow<'a, str> {
    Shown::new(figures.form, figures.entries, figures.totals, words).text
}

/// Whether one of these parts speaks of the year before, by one of the words or by its number.
fn tells_of_last_year(report: &Report, parts: &[&str], words: &[String]) -> bool {
    let last_year = report.year.filter(|_| !words.is_empty()).map(|year| format!("{}年", year - 1));
    let texts = parts.iter().filter_map(|name| named(report, name)).map(|part| report.text(part));
    texts.into_iter().any(|text| words.iter().chain(&last_year).any(|word| text.contains(word.as_str())))
}

fn named(report: &Report, name: &str) -> Option<Part> {
    report.parts().find(|part| report.part_name(*part) == name)
}

fn whole_part(report: &Report, form: &Form, instance: usize, name: &str) -> Finding {
    let passage = named(report, name).map(|part| Passage { part, range: 0..report.text(part).len() });
    Finding { passage, ..Finding::new(form, instance, Status::Fail) }
}

/// What a rule finds in the prose without figures; `None` for rules that need them, an inner `None` where it cannot be
/// judged.
fn remarks(check: &ProseCheck, report: &Report, texts: &[(Part, Vec<Glyph>)]) -> Option<Option<Vec<Remark>>> {
    let form = report.form();
    let text = |name: &str| {
        texts.iter().find(|(part, _)| report.part_name(*part) == name).map(|(part, text)| (*part, text.as_slice()))
    };
    let whole = |name: &str, remark: Option<Remark>| {
        let passage = named(report, name).map(|part| Passage { part, range: 0..report.text(part).len() });
        Some(remark.map(|remark| Remark { passage, ..remark }).into_iter().collect())
    };
    Some(match check {
        ProseCheck::Years(rule) => report.year.map(|year| {
            let is_written = texts.iter().any(|(_, text)| !text.is_empty());
            let words = form.definition().vocabulary.as_ref().filter(|_| is_written);
            let names = words.map(|words| Own::new(&words.get().bodies, report.agency.as_deref()));
            let own = names.unwrap_or_default();
            let found = texts.iter().map(|(part, text)| {
                let wrong = passage::wrong_years(rule, year, *part, report.part_name(*part), text);
                let stale = passage::stale_year(rule, &own, year, *part, report.part_name(*part), text);
                wrong.into_iter().chain(stale).chain(passage::broken_dates(year, *part, text))
            });
            found.flatten().collect()
        }),
        ProseCheck::Edition { known, strange_in } => {
            let fits = |year: &i32| form.definition().years.have(*year);
            let prescribed = &form.definition().prescribed_by;
            report.year.filter(fits).map(|_| {
                let is_meant = |part| strange_in.as_ref().is_none_or(|name| report.part_name(part) == name.as_str());
                let texts = texts.iter().filter(|(part, _)| is_meant(*part));
                let found = texts
                    .map(|(part, text)| passage::wrong_edition(prescribed, known, strange_in.is_some(), *part, text));
                found.flatten().collect()
            })
        }
        ProseCheck::Dated(rule) => {
            let (part, text) = text(&rule.part)?;
            report.year.map(|year| dates::misdated(rule, report, year, part, text).into_iter().collect())
        }
        ProseCheck::Agency(rule) => report.agency.as_deref().map(|agency| {
            let parts = rule.parts.iter().filter_map(|name| text(name));
            parts.flat_map(|(part, text)| passage::wrong_agency(rule, agency, part, text)).collect()
        }),
        ProseCheck::Traces { part, shortened, least, of } => {
            let (_, text) = text(part)?;
            let agency = report.agency.as_deref().unwrap_or_default();
            if text.is_empty() || passage::length(text) < *least as usize {
                None
            } else {
                whole(part, passage::without_trace(of, shortened, agency, text))
            }
        }
        ProseCheck::Length { part, least, most, shortened, .. } => {
            whole(part, passage::wrong_length(*least, *most, shortened, text(part)?.1))
        }
        ProseCheck::NotEmpty(part) => {
            let blank = Remark { passage: None, quote: String::new(), left: None, right: None };
            whole(part, text(part)?.1.is_empty().then_some(blank))
        }
        ProseCheck::Leftover(list) => {
            // A field is no leftover; one that names no cell is told below, with the nearest name.
            let ranges = |part| field::fields(form, report.text(part)).map(|field| field.range).collect();
            let ranges: BTreeMap<Part, Vec<Range<usize>>> = report.parts().map(|part| (part, ranges(part))).collect();
            let is_field = |remark: &Remark| {
                remark.passage.as_ref().is_some_and(|Passage { part, range }| {
                    let ranges = ranges.get(part).map_or(&[][..], Vec::as_slice);
                    let next = ranges.partition_point(|field| field.start <= range.start);
                    next.checked_sub(1).is_some_and(|before| ranges[before].contains(&range.start))
                })
            };
            let words = texts.iter().flat_map(|(part, text)| passage::leftovers(list, *part, text));
            let words = words.filter(|remark| !is_field(remark));
            Some(words.chain(report.parts().flat_map(|part| misnamed(report, part))).collect())
        }
        _ => return None,
    })
}

/// For how many fields that name no cell the nearest name is looked for.
const MOST_NEAREST: usize = 50;

/// Fields that name no cell, with the name that is nearest.
fn misnamed(report: &Report, part: Part) -> Vec<Remark> {
    let form = report.form();
    let fields = field::fields(form, report.text(part)).filter(|field| field.cell.is_none());
    let remark = |(index, field): (usize, field::Field<'_>)| {
        let nearest = if index < MOST_NEAREST { field::nearest(form, field.name) } else { None };
        let nearest = nearest.map(|name| format!(" → {{{name}}}")).unwrap_or_default();
        let quote = format!("{{{}}}{nearest}", field.name);
        Remark { passage: Some(Passage { part, range: field.range }), quote, left: None, right: None }
    };
    fields.enumerate().map(remark).collect()
}
