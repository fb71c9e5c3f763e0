//! A desk with an editor on it: keys go in as text with named keys in angle brackets, the screen comes out as lines.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Key, Part, Report, Scope};
use gouji::domain::settings::Settings;
use gouji::domain::text::Lang;
use gouji::store::forms::Forms;
use gouji::store::library::Library;
use gouji::store::settings::SettingsFile;
use gouji::tui::display::width;
use gouji::tui::effect::{OFFERS, Outside};
use gouji::tui::folder::Places;
use gouji::tui::key::{Chord, Input};
use gouji::tui::keymap::KeyMap;
use gouji::tui::model::{Effect, Model, Msg, Screen, Setting};
use gouji::tui::report::ReportScreen;
use gouji::tui::theme::{Surroundings, Theme};
use gouji::tui::update::update;
use gouji::tui::view::{hit, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use tempfile::TempDir;

use super::lockless::Lockless;

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::default);

pub const AGENCY: &str = "示例区财政局";

pub struct Desk {
    pub folder: TempDir,
    pub model: Model,
    pub copied: Vec<String>,
    /// The texts that another program was to edit.
    pub lent: Vec<String>,
    pub left: bool,
    /// Whether nothing may be read or written outside of the desk's folder.
    pub is_confined: bool,
    /// Whether its library is on a share that cannot lock.
    is_lockless: bool,
    outside: Outside,
}

impl Desk {
    pub fn new(columns: u16, rows: u16, lang: Lang) -> Desk {
        Desk::over(tempfile::tempdir().expect("a folder"), columns, rows, lang)
    }

    pub fn over(folder: TempDir, columns: u16, rows: u16, lang: Lang) -> Desk {
        let library = folder.path().to_path_buf();
        Desk::placed(folder, library, false, columns, rows, lang)
    }

    /// A desk whose library is on a share that cannot lock.
    pub fn without_locks(folder: TempDir, columns: u16, rows: u16, lang: Lang) -> Desk {
        let library = folder.path().to_path_buf();
        Desk::placed(folder, library, true, columns, rows, lang)
    }

    /// Another desk on the same library.
    pub fn beside(&self) -> Desk {
        let library = self.folder.path().to_path_buf();
        let (columns, rows) = self.model.size;
        let folder = tempfile::tempdir().expect("a folder");
        Desk::placed(folder, library, self.is_lockless, columns, rows, self.model.lang())
    }

    fn placed(folder: TempDir, library: PathBuf, is_lockless: bool, columns: u16, rows: u16, lang: Lang) -> Desk {
        let forms = FORMS.clone().with(&library.join("forms"));
        let (settings, _) = SettingsFile::open(folder.path().join("settings.ron"));
        let library = if is_lockless { Library::on(Arc::new(Lockless), library) } else { Library::at(library) };
        let outside = Outside::new(library, forms, lang).keeping(Some(settings));
        let setting = Setting {
            lang,
            theme: Theme::DARK,
            keymap: KeyMap::embedded().expect("keys"),
            chosen: Settings::default(),
            surroundings: Surroundings::default(),
            system_lang: lang,
            file: "/settings.ron".into(),
            editor: String::new(),
            opener: String::new(),
            root: "/library".into(),
            here: "/documents".into(),
            this_year: || 2026,
            offers: OFFERS,
            home: Some("/home".into()),
            places: Places::default(),
        };
        let model = Model::new(setting, (columns, rows));
        let (copied, lent) = (Vec::new(), Vec::new());
        let mut desk = Desk { folder, model, copied, lent, left: false, is_confined: false, is_lockless, outside };
        desk.follow(vec![Effect::List]);
        desk
    }

    /// A desk with an empty report of `AGENCY` for 2025 open on it.
    pub fn with_blank() -> Desk {
        let mut desk = Desk::new(100, 30, Lang::Zh);
        desk.keys("n示例区财政局<enter><enter><enter><left><enter>");
        assert!(desk.report().session.report().unfilled() > 100, "{}", desk.screen());
        desk
    }

    /// A desk with the sample report open on it.
    pub fn with_sample() -> Desk {
        let mut desk = Desk::new(100, 30, Lang::Zh);
        desk.keys("sy");
        desk
    }

    /// The end of the program, as by a kill: nothing is saved and nobody is asked.
    pub fn end(self) -> TempDir {
        self.folder
    }

    /// Types keys: plain characters, and named ones as `<enter>`, `<shift-f8>`, `<ctrl-s>`.
    pub fn keys(&mut self, keys: &str) -> &mut Desk {
        let mut rest = keys;
        while let Some(character) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let (name, after) = named.unwrap_or(rest.split_at(character.len_utf8()));
            let chord = if name == " " { " ".parse() } else { name.parse::<Chord>() };
            self.input(Input::Key(chord.unwrap_or_else(|problem| panic!("{problem}"))));
            rest = after;
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Desk {
        self.input(Input::Paste(text.into()));
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Desk {
        self.input(Input::Resize(columns, rows));
        self
    }

    /// Clicks where a text stands on the screen, at its first character.
    pub fn click(&mut self, text: &str) -> &mut Desk {
        let (column, row) = self.place(text);
        self.click_at(column, row)
    }

    fn place(&self, text: &str) -> (u16, u16) {
        let lines = self.screen();
        let found = lines.lines().zip(0..).find_map(|(line, row)| Some((width(&line[..line.find(text)?]), row)));
        let (column, row) = found.unwrap_or_else(|| panic!("`{text}` is not on the screen:\n{lines}"));
        (u16::try_from(column).expect("a column"), row)
    }

    /// Clicks twice where a text stands on the screen.
    pub fn double_click(&mut self, text: &str) -> &mut Desk {
        self.click(text);
        let (column, row) = self.place(text);
        self.double_click_at(column, row)
    }

    /// The second of two quick clicks.
    pub fn double_click_at(&mut self, column: u16, row: u16) -> &mut Desk {
        if let Some(hit) = hit(&self.model, column, row) {
            let effects = update(&mut self.model, Msg::PointedTwice(hit));
            self.follow(effects);
        }
        self
    }

    /// Clicks at a column and a row.
    pub fn click_at(&mut self, column: u16, row: u16) -> &mut Desk {
        if let Some(hit) = hit(&self.model, column, row) {
            let effects = update(&mut self.model, Msg::Pointed(hit));
            self.follow(effects);
        }
        self
    }

    /// Comes back to the window.
    pub fn focus(&mut self) -> &mut Desk {
        self.input(Input::Focus);
        self
    }

    /// Turns the wheel by a notch.
    pub fn wheel(&mut self, down: bool) -> &mut Desk {
        self.input(Input::Wheel { down });
        self
    }

    fn input(&mut self, input: Input) {
        let effects = update(&mut self.model, Msg::Input(input));
        self.follow(effects);
    }

    /// Carries out effects and what follows from them.
    pub fn follow(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            match effect {
                Effect::Quit => self.left = true,
                Effect::Copy(text) => self.copied.push(text),
                Effect::EditText(text) => self.lent.push(text),
                effect if self.is_confined && self.leads_out(&effect) => {}
                effect => {
                    for msg in self.outside.run(effect) {
                        waiting.extend(update(&mut self.model, msg));
                    }
                }
            }
            // The disk answers at once here, so that every screen is the one that a clerk would see a moment later.
            if let Some(msg) = self.outside.settled() {
                waiting.extend(update(&mut self.model, msg));
            }
        }
    }

    fn leads_out(&self, effect: &Effect) -> bool {
        match effect {
            Effect::Export { .. } | Effect::SaveCopy { .. } | Effect::BackUp(_) | Effect::LookForRegister(_) => true,
            Effect::Browse { folder: path, .. }
            | Effect::LookAtBackup(path)
            | Effect::Read(path, _)
            | Effect::Compare(path)
            | Effect::CountRegister { path, .. } => !path.starts_with(self.folder.path()),
            _ => false,
        }
    }

    /// The screen as text, a line each, without blanks at the ends of lines.
    pub fn screen(&self) -> String {
        let (columns, rows) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
        let frame = terminal.draw(|frame| view(&self.model, frame)).expect("a picture");
        let line = |y: u16| {
            let (mut line, mut x) = (String::new(), 0);
            while x < columns {
                let symbol = frame.buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(width(symbol).max(1)).unwrap_or(1);
            }
            line.trim_end().to_string()
        };
        (0..rows).map(line).collect::<Vec<_>>().join("\n")
    }

    /// What is underlined on the screen.
    pub fn underlined(&self) -> String {
        let (columns, rows) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
        let frame = terminal.draw(|frame| view(&self.model, frame)).expect("a picture");
        let underlined = frame.buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
        underlined.map(|cell| cell.symbol()).collect()
    }

    /// What is shown as the cursor is: the chosen line of a list, the current cell.
    pub fn lit(&self) -> String {
        let (columns, rows) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
        let frame = terminal.draw(|frame| view(&self.model, frame)).expect("a picture");
        let cursor = self.model.setting.theme.cursor();
        let is_lit =
            |cell: &&Cell| cell.modifier.contains(cursor.add_modifier) && cell.bg == cursor.bg.unwrap_or(Color::Reset);
        let lit = frame.buffer.content.iter().filter(is_lit);
        lit.map(|cell| cell.symbol()).collect()
    }

    /// The colour of a character in the first place where the words stand on the screen.
    pub fn style_of(&self, words: &str, character: char) -> Option<Color> {
        let (columns, rows) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
        let frame = terminal.draw(|frame| view(&self.model, frame)).expect("a picture");
        let screen = self.screen();
        let row = screen.lines().position(|line| line.contains(words)).expect(words);
        let line: &str = screen.lines().nth(row).expect("a line");
        let before = line.find(words).expect(words) + words.find(character).expect("in the words");
        let place = (u16::try_from(width(&line[..before])).expect("short"), u16::try_from(row).expect("short"));
        frame.buffer[place].style().fg
    }

    /// Where the terminal's cursor stands.
    pub fn cursor(&self) -> (u16, u16) {
        let (columns, rows) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
        terminal.draw(|frame| view(&self.model, frame)).expect("a picture");
        terminal.get_cursor_position().expect("a cursor").into()
    }

    pub fn shows(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    pub fn assert_shows(&self, text: &str) -> &Desk {
        assert!(self.shows(text), "`{text}` is not on the screen:\n{}", self.screen());
        self
    }

    pub fn report(&self) -> &ReportScreen {
        match &self.model.screen {
            Screen::Report(report) => report,
            Screen::Library | Screen::Collecting => panic!("no report is open:\n{}", self.screen()),
        }
    }

    /// The name of the current cell.
    pub fn at(&self) -> String {
        let (_, _, cell) = self.report().table().expect("a table");
        self.report().form().cell(cell).name.clone()
    }

    /// A cell's own figure, as text.
    pub fn figure(&self, name: &str) -> String {
        let cell = self.report().form().find(name).expect(name);
        self.report().session.report().entry(cell).figure().to_string()
    }

    /// A total as computed; with `~` where it waits for cells.
    pub fn total(&self, name: &str) -> String {
        let cell = self.report().form().find(name).expect(name);
        let sum = self.report().session.totals().of(cell);
        format!("{}{}", sum.known, if sum.waiting > 0 { "~" } else { "" })
    }

    /// What the library has on disk.
    pub fn saved(&self, year: i32) -> Option<Report> {
        saved(self.folder.path(), AGENCY, year)
    }
}

/// What a library has on disk.
pub fn saved(folder: &Path, agency: &str, year: i32) -> Option<Report> {
    let forms = FORMS.clone();
    let key = Key { agency: agency.into(), year, scope: Scope::Own };
    Library::at(folder.to_path_buf()).load(&key, &forms).ok().map(|loaded| loaded.report)
}

/// Puts a report into a library: every cell 0 but for these.
pub fn put(folder: &Path, agency: &str, year: i32, figures: &[(&str, u32)]) {
    put_written(folder, agency, year, figures, &[]);
}

/// The same with the texts of chapters, which are counted from 1.
pub fn put_written(folder: &Path, agency: &str, year: i32, figures: &[(&str, u32)], texts: &[(usize, &str)]) {
    let forms = FORMS.clone();
    let form = forms.for_year(year).expect("a form").clone();
    let mut report = Report::new(form.clone(), Some(agency.into()), Some(year), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Filled));
    }
    for (name, figure) in figures {
        let cell = form.find(name).expect(name);
        report.set_entry(cell, Entry::new(Figure::from(*figure), Origin::Keyed));
    }
    for (chapter, text) in texts {
        report.set_text(Part::Chapter(chapter - 1), text.to_string());
    }
    let library = Library::at(folder.to_path_buf());
    library.save(&report, None).expect("saved");
    let path = library.path(&report.key().expect("whose it is")).expect("a path");
    let file = fs::File::options().append(true).open(path).expect("there");
    file.set_modified(SystemTime::UNIX_EPOCH + CHANGED).expect("a time");
}

/// When a report that was put into a library was changed: on 2026-01-15 in every time zone.
const CHANGED: Duration = Duration::from_secs(1_768_478_400);

/// A screen without what differs from run to run: times.
pub fn steady(screen: &str) -> String {
    const SHAPE: &str = "0000-00-00 00:00:00";
    let mut out: Vec<char> = screen.chars().collect();
    let is_time = |window: &[char]| {
        window.iter().zip(SHAPE.chars()).all(|(c, shape)| if shape == '0' { c.is_ascii_digit() } else { *c == shape })
    };
    for start in 0..out.len().saturating_sub(SHAPE.len()) {
        if is_time(&out[start..start + SHAPE.len()]) {
            let fixed = "2026-01-15 09:30:12".chars();
            out.splice(start..start + SHAPE.len(), fixed);
        }
    }
    out.into_iter().collect()
}
