//! Where and how a report is exported: the file's name that is proposed, and the order that comes of what was chosen. It
//! touches no file and knows no format but as data.

use std::path::{Path, PathBuf};

use crate::domain::official_name::official_name;
use crate::domain::remaining::{OpenItem, OpenPoint};
use crate::domain::report::Report;
use crate::domain::settings::Settings;
use crate::domain::text::Lang;

use super::super::super::desk::Setting;
use super::super::super::field::Field;
use super::super::super::folder::expanded;
use super::super::super::message::{ExportOrder, Offer};
use super::super::files::FileList;

/// Endings that people expect and nobody writes any more, and what to use instead.
const OLD: [(&str, &str); 4] = [("doc", "docx"), ("wps", "docx"), ("xls", "xlsx"), ("et", "xlsx")];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportLine {
    Format,
    Folder,
    Name,
    Draft,
    LastYear,
    CheckSheet,
    Chart,
    Form,
    /// What is opened once it is written.
    Then,
    /// Something that is still open in the report.
    Open(OpenPoint),
}

/// What is opened once it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Nothing,
    File,
    Folder,
}

impl Then {
    /// The next one, or the one before.
    pub fn next(self, back: bool) -> Then {
        match (self, back) {
            (Then::Nothing, false) | (Then::Folder, true) => Then::File,
            (Then::File, false) | (Then::Nothing, true) => Then::Folder,
            (Then::Folder, false) | (Then::File, true) => Then::Nothing,
        }
    }
}

#[derive(Debug, Clone)]
pub enum Stage {
    Choosing,
    Exists(PathBuf),
    /// Lines of the form may be last year's prose: what would become of them.
    Asks(Vec<String>),
    /// The report cannot be final: what keeps it, and where only errors do, the reason to release them with and the day.
    Refused {
        lines: Vec<String>,
        reason: Option<Box<Field>>,
        today: String,
    },
}

#[derive(Debug, Clone)]
pub struct ExportTarget {
    pub offers: &'static [Offer],
    pub chosen: usize,
    pub folder: Field,
    pub name: Field,
    pub draft: bool,
    /// Whether last year's figures are printed; `None` where the library has none.
    pub last_year: Option<bool>,
    pub check_sheet: bool,
    /// Whether the agency's years are drawn; of whole web pages only.
    pub chart: bool,
    /// The path of a form to fill, or nothing.
    pub form: Field,
    /// The command that opens what was written; none where nothing does.
    opener: Option<String>,
    pub then: Then,
    pub focus: ExportLine,
    pub open: Vec<OpenItem>,
    /// What there is to know besides, in a line.
    pub gist: String,
    pub stage: Stage,
    /// The list in which the folder, or the form to fill, is chosen.
    pub choosing: Option<Box<FileList>>,
    pub overwrite: bool,
    /// Whether the form's lines that may be last year's prose give way; `None` until that was asked.
    pub replaces_prose: Option<bool>,
    /// The official name without an ending.
    stem: String,
    /// The name as proposed, as long as nothing else was typed.
    proposed: String,
    lang: Lang,
    home: Option<PathBuf>,
}

impl ExportTarget {
    /// The dialog for a report: the first format on offer, the folder at hand, the official name. `has_last_year` says whether
    /// the library has last year's, `open` what is still open.
    pub fn new(report: &Report, setting: &Setting, has_last_year: bool, open: Vec<OpenItem>) -> ExportTarget {
        let mut target = ExportTarget {
            offers: setting.offers,
            chosen: 0,
            folder: Field::line(&setting.here.display().to_string()),
            name: Field::line(""),
            draft: false,
            last_year: has_last_year.then_some(false),
            check_sheet: false,
            chart: false,
            form: Field::line(""),
            opener: opener(setting),
            then: Then::Nothing,
            focus: ExportLine::Name,
            open,
            stage: Stage::Choosing,
            choosing: None,
            overwrite: false,
            replaces_prose: None,
            stem: official_name(report, "（片段）（草稿）校验情况表.docx".len()),
            proposed: String::new(),
            gist: String::new(),
            lang: setting.lang,
            home: setting.home.clone(),
        };
        target.propose();
        target
    }

    /// Proposes the name of what is chosen, until somebody types another: a draft and a piece of a page are told from the
    /// document by their names, so that neither is written over the other.
    pub fn propose(&mut self) {
        let Some(offer) = self.offer().filter(|_| self.name.text() == self.proposed) else { return };
        let fragment = if offer.fragment { self.lang.pick("（片段）", " (fragment)") } else { "" };
        let draft = if self.draft { self.lang.pick("（草稿）", " (draft)") } else { "" };
        self.proposed = named(&format!("{}{fragment}{draft}", self.stem), offer);
        self.name = Field::proposal(&self.proposed);
    }

    pub fn toggle_draft(&mut self) {
        self.draft = !self.draft;
        self.propose();
    }

    pub fn offer(&self) -> Option<&'static Offer> {
        self.offers.get(self.chosen)
    }

    /// The lines, from top to bottom; a form can be filled in some formats only.
    pub fn lines(&self) -> Vec<ExportLine> {
        let mut lines =
            vec![ExportLine::Format, ExportLine::Folder, ExportLine::Name, ExportLine::Draft, ExportLine::LastYear];
        let package = self.offer().is_some_and(|offer| offer.package);
        lines.extend((!package).then_some(ExportLine::CheckSheet));
        lines.extend(self.draws().then_some(ExportLine::Chart));
        lines.extend(self.offer().is_some_and(|offer| offer.fills.is_some()).then_some(ExportLine::Form));
        lines.extend(self.opener.is_some().then_some(ExportLine::Then));
        lines.extend(self.open.iter().map(|item| ExportLine::Open(item.kind)));
        lines
    }

    /// Whether the format can have a picture of the years: a whole web page can.
    fn draws(&self) -> bool {
        self.offer().is_some_and(|offer| offer.draws)
    }

    /// Goes to another format; the name's ending goes along.
    pub fn next_format(&mut self, step: isize) {
        let count = self.offers.len().max(1);
        self.chosen = (self.chosen + count).saturating_add_signed(step) % count;
        if !self.lines().contains(&self.focus) {
            self.focus = ExportLine::Name;
        }
        let name = self.name.text();
        let Some(offer) = self.offer().filter(|_| !name.trim().is_empty()) else { return };
        let renamed = named(self.without_ending(&name), offer);
        match name == self.proposed {
            true => self.propose(),
            false => self.name = Field::line(&renamed),
        }
    }

    /// Where the name was given the ending of another format, that format is chosen.
    pub fn follow_name(&mut self) {
        let name = self.name.text();
        let has = |offer: &Offer| ending_of(&name).is_some_and(|ending| ending.eq_ignore_ascii_case(offer.ending));
        if self.offer().is_some_and(has) {
            return;
        }
        if let Some(named) = self.offers.iter().position(has) {
            self.chosen = named;
        }
    }

    /// A name without the ending of any format on offer.
    fn without_ending<'a>(&self, name: &'a str) -> &'a str {
        let known =
            ending_of(name).filter(|ending| self.offers.iter().any(|offer| offer.ending.eq_ignore_ascii_case(ending)));
        known.map_or(name, |ending| &name[..name.len() - ending.len() - 1])
    }

    /// What the dialog orders.
    ///
    /// # Errors
    /// What is missing or cannot go together, in words.
    pub fn order(&self, plain_banners: bool, lang: Lang) -> Result<ExportOrder, String> {
        let name = self.name.text();
        let name = name.trim().trim_matches(['"', '\'']);
        let offer = self.offer().filter(|_| !name.is_empty());
        let offer = offer.ok_or_else(|| lang.say("请填写文件名", "Enter a file name"))?;
        let old = OLD.iter().find(|(old, _)| ending_of(name).is_some_and(|ending| ending.eq_ignore_ascii_case(old)));
        if let Some((old, instead)) = old {
            return Err(lang.say(
                format!("不支持旧格式 .{old}，请用 .{instead}"),
                format!(".{old} is not supported; use .{instead}"),
            ));
        }
        let form = self.form.text();
        let form = form.trim().trim_matches(['"', '\'']);
        let form = (offer.fills.is_some() && !form.is_empty()).then(|| expanded(self.home.as_deref(), form));
        let mut ending = offer.ending;
        if let Some(form) = &form {
            let theirs = ending_of(&form.to_string_lossy()).map(str::to_lowercase).unwrap_or_default();
            // A form with macros keeps them, and its ending says so.
            ending = offer.fills.filter(|macros| *macros == theirs).unwrap_or(offer.ending);
            if theirs != ending {
                return Err(lang.say(
                    format!("表样应为 .{} 文件，与导出格式相同", offer.ending),
                    format!("The template must be a .{} file, like the export", offer.ending),
                ));
            }
            if self.last_year == Some(true) {
                let words = lang.pick(
                    "套用表样时不能印出上年数；请取消其中一项",
                    "A template is filled as it is, without last year's figures; choose one of the two",
                );
                return Err(words.to_string());
            }
        }
        let has = |ending: &str| ending_of(name).is_some_and(|own| own.eq_ignore_ascii_case(ending));
        let name = match offer.package || has(ending) {
            true => name.to_string(),
            false => format!("{}.{ending}", self.without_ending(name)),
        };
        let folder = self.folder.text();
        let path = expanded(self.home.as_deref(), folder.trim().trim_matches(['"', '\'']))
            .join(expanded(self.home.as_deref(), &name));
        let last_year = self.last_year == Some(true);
        let check_sheet = (self.check_sheet && !offer.package).then(|| sheet_beside(&path, offer));
        let (ending, fragment, draft) = (offer.ending, offer.fragment, self.draft);
        let chart = self.chart && self.draws();
        let then = self.opener.clone().filter(|_| self.then != Then::Nothing);
        let then = then.map(|opener| (opener, self.then == Then::Folder));
        let (replaces_prose, package, overwrite) = (self.replaces_prose, offer.package, self.overwrite);
        let dated = true;
        Ok(ExportOrder {
            path,
            ending,
            fragment,
            draft,
            last_year,
            chart,
            form,
            replaces_prose,
            package,
            then,
            check_sheet,
            plain_banners,
            dated,
            overwrite,
        })
    }
}

/// The command that was chosen for opening files, else the system's.
fn opener(setting: &Setting) -> Option<String> {
    match setting.chosen.opener.trim() {
        Settings::NO_OPENER => None,
        "" => Some(setting.opener.clone()).filter(|opener| !opener.is_empty()),
        chosen => Some(chosen.to_string()),
    }
}

/// A name with the ending of a format; the folder of a package has none.
fn named(stem: &str, offer: &Offer) -> String {
    if offer.package { stem.to_string() } else { format!("{stem}.{}", offer.ending) }
}

/// The check sheet of a document: beside it, with 校验情况表 behind its name, in its format where that is one for sentences.
fn sheet_beside(path: &Path, offer: &Offer) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}校验情况表.{}", if offer.sheet { offer.ending } else { "docx" }))
}

/// What stands behind the last point of a name.
fn ending_of(name: &str) -> Option<&str> {
    name.trim().rsplit_once('.').map(|(_, ending)| ending)
}
