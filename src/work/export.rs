//! Writes a report out: finds what goes beside it (last year's figures, a form to fill, fonts, the agency's years), makes the
//! documents, which are read back before anybody has them, and puts them into files. Nothing is written of an export that is
//! refused.

use std::path::{Path, PathBuf};

use crate::domain::form::Form;
use crate::domain::report::{Key, Report};
use crate::domain::text::Lang;
use crate::domain::trend::Trend;
use crate::export::typeface::Typefaces;
use crate::export::{self, Options, TemplateError};
use crate::import::{self, ImportError};
use crate::store::error::StoreError;
use crate::store::{atomic, clock};

use super::guarded::guarded;
use super::known::{Hints, Known};
use super::source::OpenError;
use super::{Office, typefaces};

pub use crate::export::check_sheet::{self, FORMATS as SHEET_FORMATS};
pub use crate::export::typeface::TypefaceError;
pub use crate::export::{ExportError, Filling, Format, Moment, OldProse, Refusal};

/// Where last year's figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Beside {
    #[default]
    Nothing,
    Library,
    File(PathBuf),
}

#[derive(Debug, Clone)]
pub struct Exporting {
    pub out: PathBuf,
    pub format: Format,
    pub draft: bool,
    /// Whether it is a blank form, to be filled by hand.
    pub blank: bool,
    /// Whether only the piece for a portal's editor is written.
    pub fragment: bool,
    /// Whether the agency's years are drawn below a web page.
    pub chart: bool,
    pub template: Option<PathBuf>,
    /// What becomes of the form's lines that may be last year's prose.
    pub old_prose: OldProse,
    pub font: Option<PathBuf>,
    /// Where last year's figures come from.
    pub beside: Beside,
    pub check_sheet: Option<(PathBuf, Format)>,
    /// Whether banners of tables are left without their ground.
    pub plain_banners: bool,
    /// Whether a plain text is one for the editor of Windows.
    pub windows_text: bool,
    /// The time that the files say they were made at.
    pub made: Option<Moment>,
}

/// The time by the machine's clock.
pub fn now() -> Moment {
    let now = clock::universal();
    let small = |number: i8| u8::try_from(number).unwrap_or(0);
    Moment {
        year: u16::try_from(now.year()).unwrap_or(0),
        month: small(now.month()),
        day: small(now.day()),
        hour: small(now.hour()),
        minute: small(now.minute()),
        second: small(now.second()),
    }
}

/// Documents that were made and read back.
#[derive(Debug, Default)]
pub struct Documents {
    /// The files to write, the document first.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// What is known besides the report, and what there is to say of the files that were used.
    pub known: Known,
    /// What there is to say of the form that was filled.
    pub filling: Filling,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum Unwritten {
    /// The file to write is a folder.
    Folder(PathBuf),
    /// The file to write is the form to be filled.
    Itself(PathBuf),
    /// The library is asked for other years of a report that names no agency or year.
    Nameless,
    /// The library has no report of the year before.
    NoLastYear(Key, PathBuf),
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The report that was named as last year's cannot be read.
    #[error(transparent)]
    LastYear(#[from] OpenError),
    /// The document cannot be made, or must not be.
    #[error(transparent)]
    Export(#[from] ExportError),
}

impl Unwritten {
    /// The error in words; cells are named by the report's form.
    pub fn message(&self, form: &Form, lang: Lang) -> String {
        match self {
            Unwritten::Folder(path) => lang.say(
                format!("{} 是一个文件夹，未写入。请写明文件名。", path.display()),
                format!("{} is a folder; nothing was written. Give the name of a file.", path.display()),
            ),
            Unwritten::Itself(path) => lang.say(
                format!("{} 就是要套用的表样，未写入。请换一个文件名。", path.display()),
                format!("{} is the template itself and was not written. Choose another name.", path.display()),
            ),
            Unwritten::Nameless => lang.say(
                "报告没有写明单位或年度，无法查找其他年度的报告。",
                "The report names no agency or year, so its other years cannot be found.",
            ),
            Unwritten::NoLastYear(Key { agency, year, .. }, path) => lang.say(
                format!("报告库里没有上年度的报告：{agency} {year}（{} 不存在）。请先导入。", path.display()),
                format!(
                    "The library has no report of last year: {agency} {year} ({} does not exist). Import it first.",
                    path.display()
                ),
            ),
            Unwritten::Store(error) => error.message(lang),
            Unwritten::LastYear(error) => error.message(lang),
            Unwritten::Export(error) => error.message(form, lang),
        }
    }
}

impl Office {
    pub fn documents(&self, report: &Report, file: Option<&Path>, wish: &Exporting) -> Result<Documents, Unwritten> {
        let sheet = wish.check_sheet.as_ref().map(|(path, _)| path);
        if let Some(folder) = [Some(&wish.out), sheet].into_iter().flatten().find(|path| path.is_dir()) {
            return Err(Unwritten::Folder(folder.clone()));
        }
        let is_form = |form: &PathBuf| is_same_file(form, &wish.out);
        if wish.template.as_ref().is_some_and(is_form) {
            return Err(Unwritten::Itself(wish.out.clone()));
        }
        let named = match &wish.beside {
            // What a document leaves out of its year the report says.
            Beside::File(path) => Some(self.open_file(path, report.year.map(|year| year - 1), None)?),
            Beside::Nothing | Beside::Library => None,
        };
        let mut known = self
            .known(report, Hints { file, last_year: named.as_ref().map(|named| &named.report), ..Hints::default() });
        known.remarks.extend(named.and_then(|named| named.remark));
        let last_year =
            known.background.precedent().map(|last| &last.report).filter(|_| wish.beside != Beside::Nothing);
        if wish.beside == Beside::Library && last_year.is_none() {
            return Err(self.no_last_year(report, known.without));
        }
        let template = wish.template.as_deref().map(atomic::read).transpose()?;
        if let Some(template) = template.as_deref() {
            self.try_template(template)?;
            export::try_name(wish.format, template, &wish.out).map_err(ExportError::from)?;
        }
        let mut chart = None;
        if wish.chart {
            let key = report.key().ok_or(Unwritten::Nameless)?;
            let (trend, remarks): (Option<Trend>, Vec<String>) = self.years(&key, Some(report), report.year)?;
            chart = trend;
            known
                .remarks
                .extend(remarks.into_iter().filter(|words| !known.remarks.contains(words)).collect::<Vec<_>>());
        }
        let options = Options {
            lang: self.lang,
            draft: wish.draft,
            blank: wish.blank,
            fragment: wish.fragment,
            last_year,
            template: template.as_deref(),
            old_prose: wish.old_prose,
            typefaces: None,
            background: Some(&known.background),
            chart: chart.as_ref(),
            as_printed: false,
            plain_banners: wish.plain_banners,
            windows_text: wish.windows_text,
            made: wish.made,
        };
        let mut setter = Setter { font: wish.font.as_deref(), found: None };
        let forms = self.forms.all();
        let make = |options: Options<'_>| export::export_told(report, wish.format, options, forms);
        // Fonts are no documents, and a form is changed where it is read: neither can be done elsewhere.
        let (made, filling) =
            guarded(|| setter.set(wish.format, options, make)).unwrap_or_else(|| Err(broken(wish)))?;
        let mut files = vec![(wish.out.clone(), made)];
        if let Some((path, format)) = &wish.check_sheet {
            let make = |options: Options<'_>| check_sheet::write(report, *format, options);
            let made = guarded(|| setter.set(*format, options, make)).unwrap_or_else(|| Err(broken(wish)))?;
            files.push((path.clone(), made));
        }
        Ok(Documents { files, known, filling })
    }

    /// Has a form read by a process with limits before this one reads it, so that what ends a reader ends that.
    fn try_template(&self, template: &[u8]) -> Result<(), ExportError> {
        let options = import::Options { lang: self.lang, ..import::Options::default() };
        match self.reader.read(template, &self.forms, options) {
            Err(error) if error.is_end_of_reader() => Err(TemplateError::Unreadable(error).into()),
            // Whether it can be filled is judged where it is.
            _ => Ok(()),
        }
    }

    fn no_last_year(&self, report: &Report, why: Option<StoreError>) -> Unwritten {
        let Some(key) = report.key() else { return Unwritten::Nameless };
        let before = Key { year: key.year - 1, ..key };
        match why {
            Some(StoreError::Missing(path)) => Unwritten::NoLastYear(before, path),
            Some(error) => error.into(),
            None => match self.library.path(&before) {
                Ok(path) => Unwritten::NoLastYear(before, path),
                Err(error) => error.into(),
            },
        }
    }
}

/// Puts a document into its file.
///
/// # Errors
/// The system's refusal; what was there is as it was.
pub fn publish(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    atomic::publish(path, bytes)
}

/// Makes the folder that documents go into, where it is not there.
///
/// # Errors
/// The system's refusal.
pub fn create_folder(folder: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder).map_err(StoreError::io(folder))
}

/// Whether two paths name one file, whether it is there already or not.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let above = || Some(folder.canonicalize().ok()?.join(path.file_name()?));
        // Some volumes cannot say where a path leads.
        path.canonicalize().ok().or_else(above).or_else(|| std::path::absolute(path).ok())
    };
    place(one).zip(place(other)).is_some_and(|(one, other)| one == other)
}

/// What is wrong where making a document came to a bad end: the form that was given, or else a font.
fn broken(wish: &Exporting) -> ExportError {
    match (&wish.template, &wish.font) {
        (Some(_), _) => TemplateError::Unreadable(ImportError::Damaged(String::new())).into(),
        (None, font) => {
            TypefaceError::Damaged(font.as_ref().map_or_else(String::new, |font| font.display().to_string())).into()
        }
    }
}

/// Sets documents that need typefaces, and finds these once.
struct Setter<'a> {
    font: Option<&'a Path>,
    found: Option<Typefaces>,
}

impl Setter<'_> {
    /// Calls `make` with typefaces where the format needs them, a second time where further ones have characters that the
    /// first lack.
    fn set<T>(
        &mut self,
        format: Format,
        options: Options<'_>,
        make: impl Fn(Options<'_>) -> Result<T, ExportError>,
    ) -> Result<T, ExportError> {
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
