//! What becomes of a report that was handed in: whose it is, whether it is new, what differs from the one before, whose tables
//! it repeats. Nothing is written here.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use crate::domain::collection::matching::{self, Match, Names, Outcome};
use crate::domain::collection::roster::{Body, Collection, Receipt};
use crate::domain::collection::slip::ticked;
use crate::domain::comparison::{changed, compare};
use crate::domain::finding::cell_name;
use crate::domain::report::{Key, Note, Report};
use crate::domain::seal;
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::store::error::StoreError;

use super::super::Office;
use super::super::known::Hints;
use super::HandIn;
use super::reading::{Read, Received, listed};

/// How many differences from the report before are named.
const NAMED: usize = 5;

/// The collection as it is while files are taken in, and what decides about them.
pub(super) struct Desk<'a> {
    pub office: &'a Office,
    pub collection: Collection,
    names: Names,
    /// The body whose the one report is, where somebody said so.
    pub said: Option<usize>,
    pub today: jiff::civil::Date,
    /// What tells the tables of each body.
    likeness: Vec<Option<String>>,
    /// The bodies of the same tables.
    alike: HashMap<String, BTreeSet<usize>>,
}

/// What was decided about a report.
pub(super) struct Decided {
    pub hand_in: HandIn,
    /// The report to be stored as its body's, and the receipt to be written of it.
    pub store: Option<Storing>,
    pub read: Read,
}

/// What is to be stored.
pub(super) struct Storing {
    pub body: usize,
    pub report: Report,
    /// `None` where a receipt is there and only the report is missing.
    pub receipt: Option<Receipt>,
}

impl<'a> Desk<'a> {
    pub fn new(office: &'a Office, collection: Collection, said: Option<usize>, today: jiff::civil::Date) -> Desk<'a> {
        let of_body = |body: &Body| {
            if let Some(Receipt { tables, .. }) = body.receipts.last().filter(|receipt| !receipt.tables.is_empty()) {
                return Some(tables.clone());
            }
            let key = Key { agency: body.name.clone(), year: collection.year, scope: body.scope };
            let loaded = office.library.load(&key, &office.forms).ok()?;
            matching::likeness(&loaded.report)
        };
        let likeness: Vec<Option<String>> = collection.bodies.par_iter().map(of_body).collect();
        let mut alike: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for (index, tables) in likeness.iter().enumerate() {
            if let Some(tables) = tables {
                alike.entry(tables.clone()).or_default().insert(index);
            }
        }
        let names = Names::new(&collection);
        Desk { office, names, collection, said, today, likeness, alike }
    }

    /// The body that a report is of, where that is certain.
    pub fn body_of(&self, read: &Read) -> Match {
        match (self.said, &read.report) {
            (Some(said), _) => Match::Body(said),
            (None, Ok(Received { report: Report { agency: Some(agency), .. }, .. })) => self.names.find(agency),
            // What a file is called is no word of its report.
            (None, _) => match matching::named_in(&self.collection, &read.file) {
                near if near.is_empty() => Match::None,
                near => Match::Near(near),
            },
        }
    }

    pub fn decide(&mut self, mut read: Read) -> Decided {
        let remarks = std::mem::take(&mut read.remarks);
        let mut hand_in = HandIn { file: read.file.clone(), ..HandIn::default() };
        let report = match std::mem::replace(&mut read.report, Err(String::new())) {
            Ok(report) => report,
            Err(reason) => {
                hand_in.outcome = Outcome::Unreadable;
                hand_in.say(reason, self.office.lang);
                return Decided { hand_in, store: None, read };
            }
        };
        read.report = Ok(report);
        let found = self.body_of(&read);
        let Ok(Received { report, says_scope }) = std::mem::replace(&mut read.report, Err(String::new())) else {
            return Decided { hand_in, store: None, read };
        };
        let store = match found {
            Match::Body(body) => self.of_body(&mut hand_in, body, report, says_scope, &read),
            Match::Near(near) => {
                self.unknown(&mut hand_in, &report, near);
                None
            }
            Match::None => {
                self.unknown(&mut hand_in, &report, Vec::new());
                None
            }
        };
        remarks.into_iter().for_each(|remark| hand_in.say(remark, self.office.lang));
        Decided { hand_in, store, read }
    }

    /// A report whose body is not known for certain.
    fn unknown(&self, hand_in: &mut HandIn, report: &Report, near: Vec<usize>) {
        let lang = self.office.lang;
        hand_in.outcome = Outcome::NotInRoster;
        hand_in.near = near.into_iter().map(|index| self.collection.bodies[index].name.clone()).collect();
        hand_in.say(
            match &report.agency {
                Some(agency) => lang.say(format!("名单里没有“{agency}”"), format!("“{agency}” is not in the roster")),
                None => lang.say("文件里没有写明单位", "the file names no agency"),
            },
            lang,
        );
        if !hand_in.near.is_empty() {
            let names = hand_in.near.join(lang.pick("、", ", "));
            hand_in.say(lang.say(format!("可能是：{names}"), format!("perhaps: {names}")), lang);
        }
    }

    fn of_body(
        &mut self,
        hand_in: &mut HandIn,
        index: usize,
        mut report: Report,
        says_scope: bool,
        read: &Read,
    ) -> Option<Storing> {
        let (office, lang, year) = (self.office, self.office.lang, self.collection.year);
        let body = &self.collection.bodies[index];
        hand_in.body = Some(body.name.clone());
        if let Some(other) = report.year.filter(|other| *other != year) {
            hand_in.outcome = Outcome::WrongYear;
            hand_in.say(
                lang.say(
                    format!("这是 {other} 年度的报告，现在收的是 {year} 年度"),
                    format!("it is of {other}; reports of {year} are received"),
                ),
                lang,
            );
            return None;
        }
        if let Some(usual) = office.forms.for_year(year).map(|form| form.edition().to_string())
            && usual != report.form().edition()
        {
            let edition = report.form().edition();
            hand_in.outcome = Outcome::WrongEdition;
            hand_in.say(
                lang.say(
                    format!("用的是 {edition}年版的格式，{year} 年度应使用 {usual}年版"),
                    format!("it is of edition {edition}; {year} uses edition {usual}"),
                ),
                lang,
            );
            return None;
        }
        if report.year.is_none() {
            hand_in.say(
                lang.say(
                    format!("文件没有写明年度，按 {year} 年度收"),
                    format!("the file names no year and is taken for {year}"),
                ),
                lang,
            );
        }
        if !says_scope {
            report.scope = body.scope;
        } else if report.scope != body.scope {
            hand_in.say(
                lang.say(
                    "名单要的是另一口径（本机关的或汇总的），请核对",
                    "the roster asks for the other scope, own or aggregated; please check",
                ),
                lang,
            );
        }
        let key = Key { agency: body.name.clone(), year, scope: report.scope };
        let report = as_of(report, key.clone(), office);
        let content = seal::digest(&seal::canonical(&report));
        let tables = matching::likeness(&report);
        let others = tables.as_ref().and_then(|tables| self.alike.get(tables));
        let other = others.and_then(|others| others.iter().find(|other| **other != index));
        hand_in.alike = other.map(|&other| self.collection.bodies[other].name.clone());
        if let Some(other) = &hand_in.alike {
            let words = lang.say(
                format!("各表数字与“{other}”的完全相同"),
                format!("its tables are the same as those of “{other}”"),
            );
            hand_in.say(words, lang);
        }
        let is_known =
            |receipt: &Receipt| receipt.content == content || (read.is_whole && receipt.sha256 == read.sha256);
        let known = body.receipts.iter().rposition(is_known);
        if let Some(at) = known {
            let receipt = &body.receipts[at];
            hand_in.outcome = Outcome::Duplicate;
            let date = receipt.date;
            hand_in.say(
                match receipt.sha256 == read.sha256 {
                    true => lang.say(format!("与 {date} 收到的是同一个文件"), format!("the file received on {date}")),
                    false => lang.say(
                        format!("内容与 {date} 收到的（{}）相同", receipt.name),
                        format!("says the same as what was received on {date} ({})", receipt.name),
                    ),
                },
                lang,
            );
            let later = body.receipts.len() - 1 - at;
            if later > 0 {
                hand_in.say(
                    lang.say(
                        format!("此后又收到过 {later} 次，没有换回"),
                        format!("received anew since: {later}; not put back"),
                    ),
                    lang,
                );
                return None;
            }
            // A receipt without its report: somebody deleted it, or it lies on another stick.
            let is_there = office.library.holds_report(&key);
            return (!is_there).then_some(Storing { body: index, report, receipt: None });
        }
        hand_in.outcome = if body.receipts.is_empty() { Outcome::New } else { Outcome::Resubmission };
        self.against_before(hand_in, index, &key, &report);
        let receipt = Receipt {
            name: name_of(read),
            kept: String::new(),
            sha256: read.sha256.clone(),
            content,
            tables: tables.clone().unwrap_or_default(),
            date: self.today,
        };
        self.collection.bodies[index].receipts.push(receipt.clone());
        if let Some(old) = std::mem::replace(&mut self.likeness[index], tables.clone())
            && let Some(bodies) = self.alike.get_mut(&old)
        {
            bodies.remove(&index);
        }
        if let Some(tables) = tables {
            self.alike.entry(tables).or_default().insert(index);
        }
        Some(Storing { body: index, report, receipt: Some(receipt) })
    }

    /// What differs from the report that the body had before, and what became of its return slip.
    fn against_before(&self, hand_in: &mut HandIn, index: usize, key: &Key, report: &Report) {
        let (office, lang) = (self.office, self.office.lang);
        let before = office.library.joined(key, &office.forms);
        match before {
            Ok(before) => {
                hand_in.differences = compare(&before.report, report);
                let form = report.form();
                let or_blank =
                    |text: &str| if text.is_empty() { lang.say("（空）", "(empty)") } else { text.to_string() };
                let name = |what: &str, left: &str, right: &str| match form.find(what) {
                    Some(cell) => {
                        let changed = changed(&or_blank(left), &or_blank(right), lang);
                        format!("{} {changed}", cell_name(form, cell, lang))
                    }
                    None => part_name(report, what, lang),
                };
                // What is added up differs because of what is keyed.
                let is_keyed = |what: &str| form.find(what).is_none_or(|cell| !form.is_total(cell));
                let all = hand_in.differences.iter();
                let has_keyed = all.clone().any(|d| is_keyed(&d.what));
                let told = all.filter(|d| !has_keyed || is_keyed(&d.what));
                let names: Vec<String> = told.map(|d| name(&d.what, &d.left, &d.right)).collect();
                let words = match names.is_empty() {
                    true => lang.say("与原来的数字和正文相同", "figures and text are those from before"),
                    false => {
                        let names = listed(&names, NAMED, lang);
                        lang.say(format!("与原来的不同：{names}"), format!("differs from the one before: {names}"))
                    }
                };
                hand_in.say(words, lang);
            }
            Err(StoreError::Missing(_)) => {}
            Err(error) => hand_in.say(error.message(lang), lang),
        }
        if let Some(slip) = self.collection.bodies[index].slip() {
            let known = office.known(report, Hints::default());
            let session = Session::with(report.clone(), known.background);
            hand_in.say(ticked(slip, &session, lang).words(slip, lang), lang);
        }
    }

    /// Takes back that a report was received: it could not be stored.
    pub fn withdraw(&mut self, body: usize, receipt: &Receipt) {
        self.collection.bodies[body].receipts.retain(|known| known != receipt);
    }
}

/// The report as its body's. Where the name changes, a seal over the name holds no longer; the file as it came is kept.
fn as_of(report: Report, key: Key, office: &Office) -> Report {
    let was = report.agency.clone();
    let was_intact = seal::state(&report) == seal::State::Intact;
    let mut report = report.named(key);
    if was_intact && seal::state(&report) != seal::State::Intact {
        report.seal = None;
        let was = was.unwrap_or_default();
        let words = office.lang.say(
            format!("收到时已定稿，署名“{was}”；单位名称按名单改写，原件另存"),
            format!("finalised when received, as of “{was}”; the name is the roster's now, the original is kept"),
        );
        report.notes.push(Note::new(None, "", words));
    }
    report
}

/// What is not a cell, as people call it: a chapter by its heading.
fn part_name(report: &Report, what: &str, lang: Lang) -> String {
    let chapter = report.form().definition().chapters.iter().find(|chapter| chapter.id == what);
    match (what, chapter) {
        (_, Some(chapter)) => lang.say(
            format!("{}、{}的正文", chapter.numeral, chapter.heading),
            format!("text of {}、{}", chapter.numeral, chapter.heading),
        ),
        ("preamble", _) => lang.say("正文开头", "the preamble"),
        ("closing", _) => lang.say("落款", "the closing"),
        (other, _) => other.to_string(),
    }
}

/// The name of a file as it came; of a report in it, with where it is there.
fn name_of(read: &Read) -> String {
    let name = read.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = read.path.display().to_string();
    let inside = read.file.strip_prefix(&path).filter(|inside| inside.starts_with('#')).unwrap_or_default();
    format!("{name}{inside}")
}
