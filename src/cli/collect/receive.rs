//! `gouji collect AGENCY YEAR receive`: files, folders, archives and packages that bodies handed in. What becomes of each is
//! decided by `work::receiving`.

use std::cell::RefCell;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::cli::context::{Context, Format, format};
use crate::cli::table::row;
use crate::cli::waiting::Waiting;
use crate::cli::{Exit, Failure, output};
use crate::domain::collection::matching::Outcome;
use crate::domain::report::Key;
use crate::domain::text::Lang;
use crate::tui::display::{left, width};
use crate::work::receiving::{HandIn, Receiving, tasks};
use crate::work::system;

/// The outcomes in the order in which they are counted.
const OUTCOMES: [Outcome; 7] = [
    Outcome::New,
    Outcome::Resubmission,
    Outcome::Duplicate,
    Outcome::NotInRoster,
    Outcome::WrongYear,
    Outcome::WrongEdition,
    Outcome::Unreadable,
];

const COLUMNS: [&str; 5] = ["file", "body", "outcome", "alike", "message"];

/// Receives what is named. What was not received is `Findings`.
pub fn run(context: &mut Context, matches: &ArgMatches, key: &Key) -> Result<Exit, Failure> {
    let (lang, format) = (context.lang, format(matches));
    let named = matches.get_many::<OsString>("file").into_iter().flatten();
    let paths: Vec<PathBuf> = named.map(PathBuf::from).collect();
    let tasks = tasks(&paths);
    let colon = lang.pick("：", ": ");
    for (path, error) in &tasks.refused {
        output::message(&format!("{}{colon}{}", path.display(), system(error, lang)));
    }
    for folder in &tasks.empty {
        let folder = folder.display();
        output::message(&lang.say(format!("{folder} 里没有报告。"), format!("{folder} holds no reports.")));
    }
    let wish = Receiving {
        agency: key.agency.clone(),
        year: key.year,
        body: matches.get_one::<String>("as").cloned(),
        dry_run: matches.get_flag("dry-run"),
    };
    let office = context.office()?;
    let mut told = Told { format, lang, counts: [0; OUTCOMES.len()], failed: 0, rows: Vec::new() };
    match format {
        Format::Json => context.out.text("["),
        Format::Csv => context.out.bytes(&row(COLUMNS.map(String::from))),
        Format::Text | Format::Ron | Format::Ess => {}
    }
    let waiting = Waiting::for_many(tasks.all.len());
    let out = RefCell::new(&mut *context);
    let received = office.receive(
        &wish,
        &tasks,
        || waiting.one_more(),
        |hand_in| waiting.aside(|| told.tell(&mut out.borrow_mut(), hand_in)),
    );
    waiting.end();
    if format == Format::Json {
        context.out.line("\n]");
    }
    told.end(context, wish.dry_run);
    received.map_err(|error| Failure(error.message(lang)))?;
    Ok(match told.is_all_in() && tasks.refused.is_empty() {
        true => Exit::Clean,
        false => Exit::Findings,
    })
}

/// What there is to say of all that was handed in.
struct Told {
    format: Format,
    lang: Lang,
    counts: [usize; OUTCOMES.len()],
    /// How many were to be received and could not be.
    failed: usize,
    rows: Vec<[String; 3]>,
}

impl Told {
    fn tell(&mut self, context: &mut Context, mut hand_in: HandIn) {
        let lang = self.lang;
        if let Some(first) = hand_in.near.first() {
            hand_in.message += &lang.say(
                format!("。确认后加 --as {first} 再收一次"),
                format!(". If so, receive it again with --as {first}"),
            );
        }
        if hand_in.is_passed_over {
            let message = &hand_in.message;
            return output::message(&lang.say(format!("已跳过：{message}"), format!("Skipped: {message}")));
        }
        if let Some(at) = OUTCOMES.iter().position(|outcome| *outcome == hand_in.outcome) {
            self.counts[at] += 1;
        }
        self.failed += usize::from(hand_in.has_failed);
        let HandIn { file, body, alike, message, .. } = &hand_in;
        let outcome = told(&hand_in);
        match self.format {
            Format::Json => context.out.item(format!("{:#}", shape(&hand_in)).as_bytes()),
            Format::Csv => {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let outcome = outcome.name().to_string();
                context.out.bytes(&row([file.clone(), text(body), outcome, text(alike), message.clone()]));
            }
            Format::Text | Format::Ron | Format::Ess => {
                let word = match hand_in.has_failed {
                    true => lang.pick("未收下", "not received"),
                    false => outcome.word(lang),
                };
                let what = body.clone().unwrap_or_else(|| file.clone());
                let file = if body.is_some() { format!("{file}{}", lang.pick("：", ": ")) } else { String::new() };
                let words = format!("{file}{message}");
                let words = words.trim_end_matches(['：', ':', ' ']).to_string();
                self.rows.push([word.to_string(), what, words]);
            }
        }
    }

    /// What stands behind all of them.
    fn end(&self, context: &mut Context, dry_run: bool) {
        let lang = self.lang;
        if !matches!(self.format, Format::Text | Format::Ron | Format::Ess) {
            return;
        }
        let wide = |column: usize| self.rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
        let [first, second] = [wide(0), wide(1).min(40)];
        for [word, what, words] in &self.rows {
            let line = format!("{}  {}  {words}", left(word, first), left(what, second.max(width(what))));
            context.out.line(line.trim_end());
        }
        let counted = OUTCOMES.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        let counted: Vec<String> = counted.map(|(outcome, count)| format!("{} {count}", outcome.word(lang))).collect();
        let all: usize = self.counts.iter().sum();
        let counted = counted.join(lang.pick("，", ", "));
        let dry = if dry_run { lang.pick("（试收，没有写入）", " (dry run, nothing written)") } else { "" };
        let failed = match self.failed {
            0 => String::new(),
            failed => lang.say(format!("；其中未收下 {failed}"), format!("; not received: {failed}")),
        };
        context.out.line(
            &lang.say(format!("共 {all} 份：{counted}{failed}{dry}"), format!("{all} in all: {counted}{failed}{dry}")),
        );
    }

    fn is_all_in(&self) -> bool {
        let is_out = |(outcome, count): (&Outcome, usize)| !outcome.is_in() && count > 0;
        self.failed == 0 && !OUTCOMES.iter().zip(self.counts).any(is_out)
    }
}

/// The outcome as programs are told it: what could not be taken in counts as not read, and the message says why.
fn told(hand_in: &HandIn) -> Outcome {
    if hand_in.has_failed { Outcome::Unreadable } else { hand_in.outcome }
}

fn shape(hand_in: &HandIn) -> Value {
    let HandIn { file, body, alike, message, .. } = hand_in;
    json!({ "file": file, "body": body, "outcome": told(hand_in).name(), "alike": alike, "message": message })
}
