//! `gouji export`: a report or a blank form into a document, read back before it is written, and its check sheet.

mod last_year;

mod release;

mod request;

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::remaining::Remaining;
use crate::domain::report::{Report, plain_name};
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::domain::text::Lang;
use crate::domain::trend::Trend;
use crate::export::typeface::{TypefaceError, Typefaces};
use crate::export::{self, ExportError, Format, Options, Refusal, check_sheet};
use crate::store::{atomic, typefaces};

use super::context::{Context, scope};
use super::finalise::besides_words;
use super::findings::broken;
use super::source::{Named, Opened};
use super::{Exit, Failure, output, source};
use request::{Request, is_same_file};

/// Exports one report. A refused export is `Findings` and writes nothing.
pub fn run(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let lang = context.lang;
    let request = Request::of(matches, lang)?;
    let Opened { report, file, .. } = open(context, matches, &request)?;
    if is_same_file(Path::new(&file), &request.out) {
        let out = request.out.display();
        return Err(Failure::new(
            lang,
            format!("{out} 就是要导出的报告本身，没有写。请换一个文件名。"),
            format!("{out} is the very report to be exported and was not written. Choose another name."),
        ));
    }
    if seal::state(&report) == State::Broken {
        output::message(&format!("{file}{}{}", lang.pick("：", ": "), broken(lang)));
    }
    let report = release::apply(context, report, &request.releases)?;
    let last_year = last_year::of(context, &request.last_year, &report)?;
    let template = request.template.as_deref().map(atomic::read).transpose().map_err(Failure::store(lang))?;
    // Only the check sheet, and what is said of what is open, speak of last year.
    let named = Named::Path(PathBuf::from(&file));
    let background = request.blank.is_none().then(|| source::background(context, &named, &report, None));
    let chart = if request.chart { years(context, &report)? } else { None };
    let options = Options {
        background: background.as_ref(),
        lang,
        draft: request.draft,
        blank: request.blank.is_some(),
        fragment: request.fragment,
        last_year: last_year.as_ref(),
        template: template.as_deref(),
        typefaces: None,
        chart: chart.as_ref(),
        as_printed: false,
    };
    let forms = context.forms.all();
    let mut setter = Setter { font: request.font.as_deref(), found: None };
    let document =
        setter.set(request.format, options, |options| export::export(&report, request.format, options, forms));
    let bytes = match document {
        Ok(bytes) => bytes,
        Err(ExportError::Refused(refusal)) => {
            output::message(&refused(&refusal, &report, lang));
            let besides = Remaining::of(&Session::new(report.clone()));
            if let Some(besides) = besides.words_of(report.form(), lang, |kind| !kind.hinders()) {
                output::message(&besides_words(&besides, lang));
            }
            return Ok(Exit::Findings);
        }
        Err(error) => return Err(Failure::said(words(&error, &report, &request, lang))),
    };
    let sheet = match &request.check_sheet {
        Some((path, format)) => {
            let sheet = setter.set(*format, options, |options| check_sheet::write(&report, *format, options));
            Some((path, sheet.map_err(|error| Failure::said(words(&error, &report, &request, lang)))?))
        }
        None => None,
    };
    publish(&request.out, &bytes, lang)?;
    let session = background.clone().map(|background| Session::with(report.clone(), background));
    let open = session.and_then(|session| Remaining::of(&session).words(report.form(), lang));
    output::message(&written(&request, open, lang));
    if let Some((path, bytes)) = sheet {
        publish(path, &bytes, lang)?;
        output::message(&match lang {
            Lang::Zh => format!("核对单已写入 {}。", path.display()),
            Lang::En => format!("wrote the check sheet {}.", path.display()),
        });
    } else if !request.draft && !request.format.is_exchange() {
        release::tell(&report, lang);
    }
    Ok(Exit::Clean)
}

/// Writes a document; where that is refused, the message begins with the file that is missing then.
fn publish(path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Failure> {
    atomic::publish(path, bytes).map_err(|error| {
        let (path, why) = (path.display(), error.message(lang));
        Failure::said(match lang {
            Lang::Zh => format!("{path} 没有写成。{why}"),
            Lang::En => format!("{path} was not written. {why}"),
        })
    })
}

/// The years of the report's agency up to its own, from the library; of what cannot be read there, the reason is said.
fn years(context: &Context, report: &Report) -> Result<Option<Trend>, Failure> {
    let lang = context.lang;
    let Some(key) = report.key() else {
        return Err(Failure::new(
            lang,
            "报告没有写明单位和年度，画不了历年图。请去掉 --with-chart。",
            "the report names no agency or year, so there are no years to draw. Leave out --with-chart.",
        ));
    };
    let read = context.library()?.years(&key, &context.forms, Some(report));
    let (reports, troubles) = read.map_err(Failure::store(lang))?;
    troubles.iter().for_each(|error| output::message(&error.message(lang)));
    let until: Vec<Report> = reports.into_iter().filter(|other| other.year <= report.year).collect();
    Ok(Trend::new(&key.agency, key.scope, &until))
}

/// The report that is named, or the blank form of an edition, perhaps an agency's.
fn open(context: &Context, matches: &ArgMatches, request: &Request) -> Result<Opened, Failure> {
    let lang = context.lang;
    let Some(edition) = &request.blank else {
        return source::open_told(context, &source::one(context, matches)?);
    };
    let form = context.forms.edition(edition).ok_or_else(|| {
        let known = context.forms.all().iter().map(|form| form.edition()).collect::<Vec<_>>();
        Failure::new(
            lang,
            format!("没有 {edition} 版的格式。--blank 后面可以写：{}。", known.join("、")),
            format!("there is no edition {edition}. --blank takes one of: {}.", known.join(", ")),
        )
    })?;
    let words = source::words(matches);
    let year = words.get(1).and_then(|word| source::year(word));
    let (agency, year) = match (words.first().and_then(|word| word.to_str()), year) {
        (None, _) if words.is_empty() => (None, None),
        (Some(agency), Some(year)) => (Some(plain_name(agency).to_string()), Some(year)),
        _ => {
            return Err(Failure::new(
                lang,
                "空白表要么不写单位，要么写“单位 年度”（年度为四位数）；已经填了的报告用 gouji export 单位 年度。",
                "a blank form is of nobody or of AGENCY YEAR, the year in four digits; a report that is filled is exported without --blank.",
            ));
        }
    };
    if let Some(year) = year
        && let Some(right) = context.forms.for_year(year)
        && right.edition() != edition
    {
        let right = right.edition();
        return Err(Failure::new(
            lang,
            format!("{year} 年度用 {right} 版，不用 {edition} 版。请写 --blank {right}。"),
            format!("the year {year} uses edition {right}, not {edition}. Say --blank {right}."),
        ));
    }
    let report = Report::new(std::sync::Arc::clone(form), agency, year, scope(matches));
    Ok(Opened { report, file: String::new(), digest: None })
}

/// Sets documents that need typefaces, and finds these once.
struct Setter<'a> {
    font: Option<&'a Path>,
    found: Option<Typefaces>,
}

impl Setter<'_> {
    /// Calls `make` with typefaces where the format needs them, a second time where further ones have characters that the
    /// first lack.
    fn set(
        &mut self,
        format: Format,
        options: Options<'_>,
        make: impl Fn(Options<'_>) -> Result<Vec<u8>, ExportError>,
    ) -> Result<Vec<u8>, ExportError> {
        if format != Format::Pdf {
            return make(options);
        }
        let program = std::env::current_exe().ok();
        let beside = program.as_deref().and_then(Path::parent);
        let mut found = match self.found.take() {
            Some(found) => found,
            None => typefaces::find(self.font, beside)?,
        };
        let with = |found: &Typefaces| make(Options { typefaces: Some(found), ..options });
        let result = match with(&found) {
            Err(ExportError::Typeface(TypefaceError::Lacking(characters)))
                if typefaces::supplement(&mut found, &characters, beside) =>
            {
                with(&found)
            }
            result => result,
        };
        self.found = Some(found);
        result
    }
}

/// A refusal, and what can be done about it on the command line.
fn refused(refusal: &Refusal, report: &Report, lang: Lang) -> String {
    let mut words = refusal.message(report.form(), lang);
    words.push_str(lang.pick(
        "\n没有写任何文件。未定稿的，加 --draft 导出草稿。",
        "\nNothing was written. Add --draft to export a draft.",
    ));
    if let Some(error) = refusal.errors.first() {
        let rule = &error.rule;
        words.push_str(&match lang {
            Lang::Zh => format!("错误确有原因的，写明理由放行：--release {rule}=理由。"),
            Lang::En => format!(" An error that has its reasons is released with --release {rule}=REASON."),
        });
    }
    words
}

/// Any other error, with the file that it is about where that is the template.
fn words(error: &ExportError, report: &Report, request: &Request, lang: Lang) -> String {
    let words = error.message(report.form(), lang);
    match (error, &request.template) {
        (ExportError::Template(_), Some(path)) => format!("{}{}{words}", path.display(), lang.pick("：", ": ")),
        (ExportError::Typeface(TypefaceError::Missing | TypefaceError::Lacking(_)), _) => {
            format!("{words}{}", lang.pick("也可以用 --font 字体文件 指定。", " Or name a font file with --font FILE."))
        }
        _ => words,
    }
}

/// That the file is written, and what is open of the report, so that nobody takes the one for the other.
fn written(request: &Request, open: Option<String>, lang: Lang) -> String {
    let (out, draft) = (request.out.display(), request.draft && !request.format.is_exchange());
    let open = open.map_or_else(String::new, |open| format!("{}{open}", lang.pick("；", "; ")));
    match (lang, request.blank.is_some()) {
        (Lang::Zh, true) => format!("已写入空白表 {out}。"),
        (Lang::En, true) => format!("wrote the blank form {out}."),
        (Lang::Zh, false) => {
            let draft = if draft { "草稿" } else { "" };
            format!("已写入{draft} {out}。写出的文件与报告一致{open}。")
        }
        (Lang::En, false) => {
            let draft = if draft { "the draft " } else { "" };
            format!("wrote {draft}{out}. The file written agrees with the report{open}.")
        }
    }
}

/// A file that an option names.
fn path(matches: &ArgMatches, option: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(option).cloned()
}
