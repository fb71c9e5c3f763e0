//! Where and how a report is exported: the dialog's state, what its keys do to it, and the order that comes of it. It
//! touches no file and knows no format but as data.

use std::path::{Path, PathBuf};

use crate::domain::remaining::{Item, OpenPoint};
use crate::domain::report::{Report, Scope};
use crate::domain::text::Lang;

use super::field::Field;
use super::key::{Chord, Code};

/// A format on offer.
#[derive(Debug, PartialEq, Eq)]
pub struct Offer {
    /// The ending of a file of this format.
    pub ending: &'static str,
    /// What it is, in both languages.
    pub words: (&'static str, &'static str),
    /// Whether it is only the piece of a web page for a portal's editor.
    pub fragment: bool,
    /// Whether a form of this format can be filled.
    pub fills: bool,
    /// Whether a check sheet can have this format.
    pub sheet: bool,
    /// Whether a picture of the agency's years can be drawn in it.
    pub draws: bool,
}

/// Endings that people expect and nobody writes any more, and what to use instead.
const OLD: [(&str, &str); 4] = [("doc", "docx"), ("wps", "docx"), ("xls", "xlsx"), ("et", "xlsx")];

/// The most bytes of a file's name that file systems take.
const LONGEST: usize = 255;

/// A line of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The format.
    Format,
    /// The folder.
    Folder,
    /// The file's name.
    Name,
    /// Draft or final.
    Draft,
    /// Last year's figures.
    LastYear,
    /// A check sheet beside it.
    CheckSheet,
    /// A picture of the agency's years.
    Chart,
    /// The form to fill.
    Form,
    /// Something that is still open in the report.
    Open(OpenPoint),
}

/// What the dialog shows.
#[derive(Debug, Clone)]
pub enum Stage {
    /// The lines.
    Choosing,
    /// The file is there already.
    Exists(PathBuf),
    /// The report cannot be final: what keeps it, and where only errors do, the reason to release them with and the day.
    Refused {
        /// What keeps it.
        lines: Vec<String>,
        /// The reason, where errors can be released.
        reason: Option<Box<Field>>,
        /// The present civil date.
        today: String,
    },
}

/// What is to be exported, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The file.
    pub path: PathBuf,
    /// The format's ending.
    pub ending: &'static str,
    /// Whether only the piece for a portal's editor is written.
    pub fragment: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether last year's figures are printed beside.
    pub last_year: bool,
    /// Whether the agency's years are drawn.
    pub chart: bool,
    /// The form to fill.
    pub form: Option<PathBuf>,
    /// The check sheet to write beside it; its ending is its format.
    pub check_sheet: Option<PathBuf>,
    /// Whether an existing file is replaced.
    pub overwrite: bool,
}

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The dialog stays open.
    Open,
    /// It was given up.
    Cancelled,
    /// Export.
    Export,
    /// Release the open errors, then export.
    Release,
    /// Go to what is open.
    Go(OpenPoint),
}

/// The dialog.
#[derive(Debug, Clone)]
pub struct ExportTarget {
    /// The formats on offer.
    pub offers: &'static [Offer],
    /// The chosen one.
    pub chosen: usize,
    /// The folder.
    pub folder: Field,
    /// The file's name.
    pub name: Field,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether last year's figures are printed; `None` where the library has none.
    pub last_year: Option<bool>,
    /// Whether a check sheet is written beside it.
    pub check_sheet: bool,
    /// Whether the agency's years are drawn; of whole web pages only.
    pub chart: bool,
    /// The path of a form to fill, or nothing.
    pub form: Field,
    /// The line with the cursor.
    pub focus: Line,
    /// What is still open in the report.
    pub open: Vec<Item>,
    /// What is shown.
    pub stage: Stage,
    /// Whether an existing file may be replaced.
    overwrite: bool,
    /// The official name without an ending.
    stem: String,
    /// The name as proposed, as long as nothing else was typed.
    proposed: String,
    lang: Lang,
    home: Option<PathBuf>,
}

impl ExportTarget {
    /// The dialog for a report: the first format on offer, `here` as the folder, the official name. No report of last year
    /// is known, and nothing open.
    pub fn new(
        report: &Report,
        offers: &'static [Offer],
        here: &Path,
        home: Option<&Path>,
        lang: Lang,
    ) -> ExportTarget {
        let mut target = ExportTarget {
            offers,
            chosen: 0,
            folder: Field::line(&here.display().to_string()),
            name: Field::line(""),
            draft: false,
            last_year: None,
            check_sheet: false,
            chart: false,
            form: Field::line(""),
            focus: Line::Name,
            open: Vec::new(),
            stage: Stage::Choosing,
            overwrite: false,
            stem: stem(report),
            proposed: String::new(),
            lang,
            home: home.map(Path::to_path_buf),
        };
        target.propose();
        target
    }

    /// Proposes the name of what is chosen, until somebody types another: a draft and a piece of a page are told from the
    /// document by their names, so that neither is written over the other.
    fn propose(&mut self) {
        let Some(offer) = self.offer().filter(|_| self.name.text() == self.proposed) else { return };
        let fragment = if offer.fragment { self.lang.pick("（片段）", " (fragment)") } else { "" };
        let draft = if self.draft { self.lang.pick("（草稿）", " (draft)") } else { "" };
        self.proposed = format!("{}{fragment}{draft}.{}", self.stem, offer.ending);
        self.name = Field::proposal(&self.proposed);
    }

    fn toggle_draft(&mut self) {
        self.draft = !self.draft;
        self.propose();
    }

    /// The chosen format.
    pub fn offer(&self) -> Option<&'static Offer> {
        self.offers.get(self.chosen)
    }

    /// The lines, from top to bottom; a form can be filled in some formats only.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line::Format, Line::Folder, Line::Name, Line::Draft, Line::LastYear, Line::CheckSheet];
        lines.extend(self.draws().then_some(Line::Chart));
        lines.extend(self.offer().is_some_and(|offer| offer.fills).then_some(Line::Form));
        lines.extend(self.open.iter().map(|item| Line::Open(item.kind)));
        lines
    }

    /// Whether the format can have a picture of the years: a whole web page can.
    fn draws(&self) -> bool {
        self.offer().is_some_and(|offer| offer.draws)
    }

    /// The field that has the cursor.
    pub fn field(&mut self) -> Option<&mut Field> {
        match (&mut self.stage, self.focus) {
            (Stage::Exists(_), _) => None,
            (Stage::Refused { reason, .. }, _) => reason.as_deref_mut(),
            (Stage::Choosing, Line::Folder) => Some(&mut self.folder),
            (Stage::Choosing, Line::Name) => Some(&mut self.name),
            (Stage::Choosing, Line::Form) => Some(&mut self.form),
            (Stage::Choosing, _) => None,
        }
    }

    /// Whether characters are written into a line.
    pub fn is_writing(&self) -> bool {
        match &self.stage {
            Stage::Exists(_) => false,
            Stage::Refused { reason, .. } => reason.is_some(),
            Stage::Choosing => matches!(self.focus, Line::Folder | Line::Name | Line::Form),
        }
    }

    /// Takes pasted text into the field that has the cursor.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = self.field() {
            field.paste(text);
        }
        self.follow_name();
    }

    /// Takes a key.
    pub fn take(&mut self, chord: Chord) -> Taken {
        let toggles_draft = chord.code == Code::F(2) || (chord.ctrl && chord.code == Code::Char('d'));
        match &mut self.stage {
            Stage::Choosing => return self.choose(chord, toggles_draft),
            Stage::Exists(_) => match chord.code {
                Code::Esc => self.stage = Stage::Choosing,
                _ if chord.character().is_some_and(|typed| typed.eq_ignore_ascii_case(&'o')) => {
                    (self.stage, self.overwrite) = (Stage::Choosing, true);
                    return Taken::Export;
                }
                _ => {}
            },
            Stage::Refused { reason, .. } => match (chord.code, reason) {
                (Code::Esc, _) => self.stage = Stage::Choosing,
                _ if toggles_draft => {
                    (self.stage, self.draft) = (Stage::Choosing, true);
                    self.propose();
                    return Taken::Export;
                }
                (Code::Enter, Some(_)) => return Taken::Release,
                (_, Some(reason)) => drop(reason.key(chord)),
                (_, None) => {}
            },
        }
        Taken::Open
    }

    fn choose(&mut self, chord: Chord, toggles_draft: bool) -> Taken {
        self.overwrite = false;
        let step = |back: bool| if back { -1 } else { 1 };
        match (chord.code, self.focus) {
            (Code::Esc, _) => return Taken::Cancelled,
            (Code::Enter, Line::Open(kind)) => return Taken::Go(kind),
            (Code::Enter, _) => return Taken::Export,
            _ if toggles_draft => self.toggle_draft(),
            (Code::Tab, _) => self.next_format(step(chord.shift)),
            (Code::Up, _) => self.move_focus(-1),
            (Code::Down, _) => self.move_focus(1),
            (Code::Left | Code::Right | Code::Char(' '), Line::Format) => {
                self.next_format(step(chord.code == Code::Left))
            }
            (Code::Left | Code::Right | Code::Char(' '), Line::Draft) => self.toggle_draft(),
            (Code::Left | Code::Right | Code::Char(' '), Line::LastYear) => {
                self.last_year = self.last_year.map(|on| !on)
            }
            (Code::Left | Code::Right | Code::Char(' '), Line::CheckSheet) => self.check_sheet = !self.check_sheet,
            (Code::Left | Code::Right | Code::Char(' '), Line::Chart) => self.chart = !self.chart,
            _ => {
                let is_writing = self.is_writing();
                if let Some(kind) = leading_to(&self.open, chord, is_writing) {
                    return Taken::Go(kind);
                }
                if let Some(field) = self.field() {
                    field.key(chord);
                }
                self.follow_name();
            }
        }
        Taken::Open
    }

    /// Goes to a line by its place; whether it was chosen already and is one to tick.
    pub fn choose_line(&mut self, index: usize) -> bool {
        let Some(line) = self.lines().get(index).copied().filter(|_| matches!(self.stage, Stage::Choosing)) else {
            return false;
        };
        let again = std::mem::replace(&mut self.focus, line) == line;
        again && !matches!(line, Line::Folder | Line::Name | Line::Form)
    }

    fn move_focus(&mut self, step: isize) {
        let lines = self.lines();
        let at = lines.iter().position(|line| *line == self.focus).unwrap_or(0);
        let to = at.saturating_add_signed(step).min(lines.len() - 1);
        self.focus = lines.get(to).copied().unwrap_or(Line::Name);
    }

    /// Goes to another format; the name's ending goes along.
    fn next_format(&mut self, step: isize) {
        let count = self.offers.len().max(1);
        self.chosen = (self.chosen + count).saturating_add_signed(step) % count;
        if !self.lines().contains(&self.focus) {
            self.focus = Line::Name;
        }
        let name = self.name.text();
        let Some(offer) = self.offer().filter(|_| !name.trim().is_empty()) else { return };
        let renamed = format!("{}.{}", self.without_ending(&name), offer.ending);
        match name == self.proposed {
            true => self.propose(),
            false => self.name = Field::line(&renamed),
        }
    }

    /// Where the name was given the ending of another format, that format is chosen.
    fn follow_name(&mut self) {
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
    pub fn order(&self, lang: Lang) -> Result<Order, String> {
        let name = self.name.text();
        let name = name.trim().trim_matches(['"', '\'']);
        let offer = self.offer().filter(|_| !name.is_empty());
        let offer = offer.ok_or_else(|| lang.pick("请填文件名", "give the file a name").to_string())?;
        let old = OLD.iter().find(|(old, _)| ending_of(name).is_some_and(|ending| ending.eq_ignore_ascii_case(old)));
        if let Some((old, instead)) = old {
            return Err(match lang {
                Lang::Zh => format!("不写旧格式 {old}，请用 {instead}"),
                Lang::En => format!("the old format {old} is not written; use {instead}"),
            });
        }
        let name = match ending_of(name).is_some_and(|ending| ending.eq_ignore_ascii_case(offer.ending)) {
            true => name.to_string(),
            false => format!("{}.{}", self.without_ending(name), offer.ending),
        };
        let form = self.form.text();
        let form = form.trim().trim_matches(['"', '\'']);
        let form = (offer.fills && !form.is_empty()).then(|| self.expanded(form));
        if let Some(form) = &form {
            let theirs = ending_of(&form.to_string_lossy()).map(str::to_lowercase).unwrap_or_default();
            if theirs != offer.ending {
                return Err(match lang {
                    Lang::Zh => format!("要填的表应是 {} 文件，与导出的格式相同", offer.ending),
                    Lang::En => format!("the form to fill must be a {} file, as what is exported", offer.ending),
                });
            }
            if self.last_year == Some(true) {
                let words = lang.pick(
                    "现成的表原样填写，印不了上年数；请去掉其中一项",
                    "a form is filled as it stands, without last year's figures; choose one of the two",
                );
                return Err(words.to_string());
            }
        }
        let folder = self.folder.text();
        let path = self.expanded(folder.trim().trim_matches(['"', '\''])).join(self.expanded(&name));
        let last_year = self.last_year == Some(true);
        let check_sheet = self.check_sheet.then(|| sheet_beside(&path, offer));
        let (ending, fragment, draft) = (offer.ending, offer.fragment, self.draft);
        let chart = self.chart && self.draws();
        Ok(Order { path, ending, fragment, draft, last_year, chart, form, check_sheet, overwrite: self.overwrite })
    }

    /// A path as it was typed, `~` at its beginning for the home folder.
    fn expanded(&self, typed: &str) -> PathBuf {
        let rest = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
        match (rest, &self.home) {
            (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
            _ => PathBuf::from(typed),
        }
    }
}

/// What a key leads to of what is open: the keys that lead there in a table too, or, where nothing is being written, the
/// letter of its line.
pub fn leading_to(open: &[Item], chord: Chord, is_writing: bool) -> Option<OpenPoint> {
    let first = |kinds: &[OpenPoint]| open.iter().map(|item| item.kind).find(|kind| kinds.contains(kind));
    match chord.code {
        Code::F(8) => first(&[OpenPoint::Errors, OpenPoint::Warnings]),
        Code::F(9) => first(&[OpenPoint::Unfilled]),
        _ => {
            let letter = chord.character().filter(|_| !is_writing)?.to_ascii_lowercase();
            open.iter().map(|item| item.kind).find(|kind| kind.letter() == letter)
        }
    }
}

/// The key that leads to what is open, as it is shown: its letter, or where a letter would be written the key that leads there
/// in a table too, or else the way to its line.
pub fn leading_key(kind: OpenPoint, is_writing: bool) -> String {
    match kind {
        _ if !is_writing => kind.letter().to_string(),
        OpenPoint::Unfilled => Chord::plain(Code::F(9)).to_string(),
        OpenPoint::Errors | OpenPoint::Warnings => Chord::plain(Code::F(8)).to_string(),
        _ => "↓".to_string(),
    }
}

/// The check sheet of a document: beside it, with 核对单 behind its name, in its format where that is one for sentences.
fn sheet_beside(path: &Path, offer: &Offer) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}核对单.{}", if offer.sheet { offer.ending } else { "docx" }))
}

/// What stands behind the last point of a name.
fn ending_of(name: &str) -> Option<&str> {
    name.trim().rsplit_once('.').map(|(_, ending)| ending)
}

/// The official name of a report's file without its ending: nothing in it that a file system refuses, and short enough.
fn stem(report: &Report) -> String {
    let aggregated = if report.scope == Scope::Aggregated { "（汇总）" } else { "" };
    let title = report.form().title(report.year);
    let title = if report.year.is_some() { title.as_str() } else { title.trim_start_matches('年') };
    let rest = format!("{title}{aggregated}");
    let mut agency: String = report.agency.clone().unwrap_or_default().chars().map(safe).collect();
    let most = LONGEST.saturating_sub(rest.len() + "（片段）（草稿）核对单.docx".len());
    while agency.len() > most {
        agency.pop();
    }
    format!("{}{rest}", agency.trim().trim_start_matches('.'))
}

fn safe(character: char) -> char {
    let refused = character.is_control() || matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if refused { '_' } else { character }
}
