//! The loop: inputs in, pictures out, and everything that takes a disk's time done elsewhere. It decides nothing.
//!
//! What came in one read is done one by one, and drawn once: nothing depends on how keys were put together on their way.
//! Keys wait only where they would mean something else before an answer has come (a report that is being opened), and what
//! is waited for is said. A moment is waited for edits to be with the system, so that what the screen shows outlasts the
//! process; a disk that takes longer is not waited for.

mod refused;

pub mod window;

mod signals;

mod clipboard;

mod raw;

pub mod keyboard;

mod porter;

mod lending;

mod clicks;

use std::collections::VecDeque;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crossterm::terminal;
use ratatui::Terminal;

use crate::domain::report::Key;
use crate::domain::settings::Settings;
use crate::domain::text::{Lang, visible};
use crate::store::crash;
use crate::store::forms::Forms;
use crate::store::library::Library;
use crate::store::settings::SettingsFile;
use crate::work::guarded::is_guarded;
use crate::work::reader::Reader;

use super::collecting::{Collecting, Wish};
use super::dropped::gathered;
use super::effect::{OFFERS, Outside};
use super::folder::Places;
use super::key::Input;
use super::keymap::KeyMap;
use super::layout::drawn;
use super::model::{Effect, Message, Model, Msg, Setting};
use super::theme::{Surroundings, Theme};
use super::update::{has_arrived, has_unjudged, update};
use super::view::{hit, view};
use super::wire::Wire;
pub use refused::{RunError, check_terminal};

use clicks::Clicks;
use keyboard::Keyboard;
use lending::Editor;
use porter::Porter;
use raw::Raw;
use signals::Signals;

/// How long edits are waited for on their way to the system before the screen answers: they need no flush, and no more than
/// the system's memory. Only where the system itself holds a write up is the answer given first.
const JOURNALING: Duration = Duration::from_millis(100);

/// How long something is waited for before it is said that it is, and keys wait for a mere look at a file.
const NOTICE: Duration = Duration::from_millis(50);

/// After so long without a key a path that arrives letter by letter has come to its end.
const ARRIVAL: Duration = Duration::from_millis(300);

/// After so long without a key a text that is being written is judged as it stands.
const PAUSE: Duration = Duration::from_millis(500);

/// What the editor opens with.
#[derive(Debug, Clone)]
pub enum Open {
    /// The library screen.
    Library,
    /// A report of the library.
    Report(Key),
    /// The collecting desk of an agency and a year.
    Collecting(Collecting),
    /// A document, and which report of several in it: imported after a preview, or a report of our own.
    File(PathBuf, Option<usize>),
}

/// Everything the editor needs to start.
#[derive(Debug)]
pub struct Start {
    pub library: Library,
    pub forms: Forms,
    pub lang: Lang,
    /// Where documents are read.
    pub reader: Reader,
    /// The environment's language, for settings that name none.
    pub system_lang: Lang,
    /// What terminal and command line say.
    pub surroundings: Surroundings,
    /// What was chosen.
    pub settings: Settings,
    /// The file that keeps it, where there is one.
    pub settings_file: Option<SettingsFile>,
    /// What is to be told about the settings: why they do not count, or which keys do not.
    pub troubles: Vec<String>,
    /// The folder in which exports are proposed: where the program was started.
    pub here: PathBuf,
    /// The home folder.
    pub home: Option<PathBuf>,
    /// Where files usually are.
    pub places: Places,
    /// The present calendar year.
    pub this_year: i32,
    /// The program, with its arguments, that texts can be edited with in place of this one.
    pub editor: Option<String>,
    /// The program with which the system opens files.
    pub opener: Option<String>,
    /// What to open.
    pub open: Open,
}

type Screen = Terminal<Wire<BufWriter<Stdout>>>;

/// Runs the editor until the clerk leaves.
///
/// # Errors
/// See [`RunError`].
pub fn run(start: Start) -> Result<(), RunError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(RunError::NoTerminal);
    }
    check_terminal(|name| std::env::var(name).ok())?;
    #[cfg(windows)]
    if !crossterm::ansi_support::supports_ansi() {
        return Err(RunError::OldConsole);
    }
    let keymap = KeyMap::embedded().map_err(RunError::KeyMap)?;
    let signals = signals::watch(raw::restore, raw::retake)?;
    restore_on_panic(start.lang, signals.clone());
    // From here on changes of the size are noticed; only then is a size asked for once good for ever.
    let keyboard = Keyboard::new()?;
    let raw = Raw::enter()?;
    let size = drawn(terminal::size()?);
    let surroundings = Surroundings { ascii: start.surroundings.ascii || raw::draws_wide(), ..start.surroundings };
    let (keymap, mut troubles) = match &start.settings_file {
        Some(file) => keymap.rebound(&start.settings.keys, &file.path().display().to_string(), start.lang),
        None => (keymap, Vec::new()),
    };
    troubles.splice(0..0, start.troubles);
    let file = start.settings_file.as_ref().map_or_else(String::new, |file| file.path().display().to_string());
    let mouse = start.settings.mouse;
    let setting = Setting {
        lang: start.lang,
        theme: Theme::of(&start.settings, surroundings),
        keymap,
        chosen: start.settings,
        surroundings,
        system_lang: start.system_lang,
        file,
        editor: start.editor.clone().unwrap_or_default(),
        opener: start.opener.unwrap_or_default(),
        root: start.library.root().display().to_string(),
        here: start.here,
        this_year: start.this_year,
        offers: OFFERS,
        home: start.home,
        places: start.places,
    };
    let outside = Outside::new(start.library, start.forms, start.lang);
    let outside = outside.reading(start.reader).keeping(start.settings_file);
    let porter = Porter::start(outside, [keyboard.waker()?, keyboard.waker()?])?;
    let first = match start.open {
        Open::Library => None,
        Open::Report(key) => Some(Effect::Open(key)),
        Open::Collecting(of) => Some(Effect::Collect(of, Box::new(Wish::Open))),
        Open::File(path, report) => Some(Effect::Read(path, report)),
    };
    let mut editing = Editing {
        model: Model::new(setting, size),
        keyboard,
        porter,
        screen: blank(size)?,
        editor: Editor { command: start.editor, lang: start.lang, signals: signals.clone() },
        signals: signals.clone(),
        queue: VecDeque::new(),
        clicks: Clicks::default(),
        typed: Instant::now(),
        is_over: false,
    };
    let ended = editing.begin(first, mouse, troubles).and_then(|()| editing.go_on());
    // Whatever ended it, what was keyed is on the disk before the program is gone.
    let ended = ended.and(editing.end());
    // What failed behind the last key is said where it can still be read.
    let unsaid = editing.model.message.take().filter(|message| message.refused);
    drop(editing);
    drop(raw);
    if let Some(Message { text, .. }) = unsaid {
        let _ = writeln!(io::stderr(), "{}", visible(&text));
        window::wait_to_be_read(start.lang);
    }
    if let Some(code) = signals.ended() {
        std::process::exit(code);
    }
    ended.map_err(RunError::Terminal)
}

/// A screen on which nothing stands yet.
fn blank((columns, rows): (u16, u16)) -> io::Result<Screen> {
    let mut screen = Terminal::new(Wire::new(BufWriter::with_capacity(1 << 16, io::stdout())))?;
    screen.backend_mut().resized(columns, rows);
    Ok(screen)
}

/// The editor while it runs.
struct Editing {
    model: Model,
    keyboard: Keyboard,
    porter: Porter,
    screen: Screen,
    editor: Editor,
    signals: Signals,
    /// What came and is not done yet.
    queue: VecDeque<Input>,
    clicks: Clicks,
    /// When the last of it came.
    typed: Instant,
    /// Whether the clerk has left.
    is_over: bool,
}

impl Editing {
    /// Opens what is to be opened. What was asked for is on the screen before the library, which may be large, is looked
    /// through.
    fn begin(&mut self, first: Option<Effect>, mouse: bool, mut troubles: Vec<String>) -> io::Result<()> {
        let mouse = mouse.then_some(Effect::Mouse(true));
        self.settle(first.into_iter().chain(mouse).collect())?;
        while self.is_held() && !self.is_stopped() {
            self.listen()?;
            if self.model.busy.is_some() {
                self.draw()?;
            }
        }
        if !troubles.is_empty() {
            // What opening had to say comes first.
            troubles.splice(0..0, self.model.message.take().map(|message| message.text));
            self.model.message = Some(Message { text: troubles.join("\n"), refused: true });
        }
        self.draw()?;
        self.settle(vec![Effect::List])
    }

    /// Until the clerk leaves.
    fn go_on(&mut self) -> io::Result<()> {
        while !self.is_stopped() {
            self.work_off()?;
            if self.is_stopped() {
                break;
            }
            self.draw()?;
            self.listen()?;
        }
        if self.signals.ended().is_some() {
            let effects = update(&mut self.model, Msg::Paused);
            self.settle(effects)?;
        }
        Ok(())
    }

    /// Waits until everything is on the disk, which is said where it takes its time.
    fn end(&mut self) -> io::Result<()> {
        self.porter.end();
        self.model.message = None;
        let begun = Instant::now();
        while !self.porter.has_ended() {
            self.hear(Duration::from_millis(5))?;
            if begun.elapsed() > NOTICE && self.model.busy.is_none() && self.signals.ended().is_none() {
                let words = self.model.lang().pick("正在写入磁盘，完成后退出…", "Writing to the disk, then quitting…");
                self.model.busy = Some(words.to_string());
                self.draw()?;
            }
        }
        self.porter.join();
        Ok(())
    }

    fn is_stopped(&self) -> bool {
        self.is_over || self.signals.ended().is_some()
    }

    /// Whether keys wait: for what they would mean something else before.
    fn is_held(&self) -> bool {
        self.porter.awaited(NOTICE).is_some() || self.model.leaving.is_some()
    }

    /// Does what came, as long as keys need not wait.
    fn work_off(&mut self) -> io::Result<()> {
        while !self.is_held()
            && !self.is_stopped()
            && let Some(input) = self.queue.pop_front()
        {
            let msg = match input {
                Input::Click(column, row) => match hit(&self.model, column, row) {
                    Some(hit) if self.clicks.is_second(column, row) => Msg::PointedTwice(hit),
                    Some(hit) => Msg::Pointed(hit),
                    None => continue,
                },
                input => Msg::Input(input),
            };
            self.happen(msg)?;
        }
        let begun = Instant::now();
        while self.porter.is_journaling() && begun.elapsed() < JOURNALING {
            self.hear(JOURNALING.saturating_sub(begun.elapsed()))?;
        }
        Ok(())
    }

    /// Lets something happen, and does what comes of it.
    fn happen(&mut self, msg: Msg) -> io::Result<()> {
        let effects = update(&mut self.model, msg);
        self.settle(effects)
    }

    /// Takes what the outside has to say next, if it says so within that time.
    fn hear(&mut self, patience: Duration) -> io::Result<bool> {
        let Some(msg) = self.porter.answer(patience) else { return Ok(false) };
        if let Some(msg) = msg {
            self.happen(msg)?;
        }
        Ok(true)
    }

    /// Waits for the terminal or the outside, and takes what came.
    fn listen(&mut self) -> io::Result<()> {
        let held = self.porter.awaited(NOTICE).map(|awaited| awaited.since.elapsed());
        let is_writing = has_unjudged(&self.model);
        let patience = match held {
            Some(waited) if waited < NOTICE => Some(NOTICE.saturating_sub(waited)),
            None if !self.queue.is_empty() && !self.is_held() => Some(Duration::ZERO),
            None if has_arrived(&self.model) => Some(ARRIVAL.saturating_sub(self.typed.elapsed())),
            None if is_writing => Some(PAUSE.saturating_sub(self.typed.elapsed())),
            _ => None,
        };
        let inputs = self.keyboard.wait(patience)?;
        while self.hear(Duration::ZERO)? {}
        let awaited = self.porter.awaited(NOTICE).filter(|awaited| awaited.since.elapsed() >= NOTICE);
        self.model.busy = awaited.map(|awaited| awaited.words.to_string());
        if self.signals.take_continued() {
            // Somebody else had the terminal meanwhile.
            self.screen = blank(terminal::size()?)?;
            raw::take_mouse(self.model.setting.chosen.mouse)?;
            self.queue.push_back(Input::Focus);
        }
        if inputs.is_empty() {
            if has_arrived(&self.model) && self.typed.elapsed() >= ARRIVAL && self.queue.is_empty() {
                self.happen(Msg::Arrived)?;
            }
            if is_writing && self.typed.elapsed() >= PAUSE && self.queue.is_empty() {
                self.happen(Msg::Paused)?;
            }
            return Ok(());
        }
        self.typed = Instant::now();
        for input in gathered(inputs) {
            match input {
                // A picture of the new size does not wait for anything.
                Input::Resize(columns, rows) => {
                    self.screen.backend_mut().resized(columns, rows);
                    self.screen.autoresize()?;
                    self.happen(Msg::Input(input))?;
                }
                input => self.queue.push_back(input),
            }
        }
        Ok(())
    }

    /// Draws and sends everything in one write, so that no half picture is seen.
    fn draw(&mut self) -> io::Result<()> {
        let _held = self.signals.terminal();
        if self.signals.is_given_back() {
            return Ok(());
        }
        self.screen.draw(|frame| view(&self.model, frame))?;
        Write::flush(self.screen.backend_mut())
    }

    /// Does what has to do with the terminal, and sends everything else on.
    fn settle(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            match effect {
                Effect::Quit => self.is_over = true,
                Effect::Mouse(taken) => raw::take_mouse(taken)?,
                Effect::Redraw => self.screen.clear()?,
                Effect::Copy(text) => {
                    let refusal = clipboard::copy(text, self.model.lang())?;
                    refusal.into_iter().for_each(|words| self.model.refuse(words));
                }
                Effect::EditText(text) => {
                    let chosen = self.model.setting.chosen.editor.clone();
                    let msg = self.editor.edit(&text, &chosen)?;
                    // What stands on the terminal is no longer what was drawn last.
                    let (columns, rows) = terminal::size()?;
                    self.screen = blank((columns, rows))?;
                    if self.model.setting.chosen.mouse {
                        raw::take_mouse(true)?;
                    }
                    waiting.extend(update(&mut self.model, Msg::Input(Input::Resize(columns, rows))));
                    waiting.extend(update(&mut self.model, msg));
                    waiting.extend(update(&mut self.model, Msg::Input(Input::Focus)));
                }
                effect => self.porter.send(effect, self.model.lang()),
            }
        }
        Ok(())
    }
}

/// A panic gives the terminal back, is written into a file, and said in one line. What was committed is in the journal, which
/// is flushed while the program comes down.
fn restore_on_panic(lang: Lang, signals: Signals) {
    std::panic::set_hook(Box::new(move |panic| {
        if is_guarded() {
            return;
        }
        signals.give_back();
        raw::restore();
        let trace = std::backtrace::Backtrace::force_capture();
        let text = format!("gouji {}\n{panic}\n\n{trace}\n", env!("CARGO_PKG_VERSION"));
        let line = match (crash::keep(&text), lang) {
            (Ok(path), Lang::Zh) => {
                format!("gouji 异常退出；录入已自动保存，再次打开报告即可恢复。错误记录：{}", path.display())
            }
            (Ok(path), Lang::En) => format!(
                "gouji stopped unexpectedly; what was keyed is in the autosave file and can be recovered when the report is opened again. Details: {}",
                path.display()
            ),
            (Err(_), _) => text,
        };
        // A terminal that is gone takes no line, and there is nobody else to tell.
        let _ = writeln!(io::stderr(), "{}", visible(&line));
    }));
}
