//! The loop: events in, effects and pictures out, and a terminal that is restored whatever happens. It decides nothing.
//!
//! One read of the terminal may hold several events (a paste without brackets, a fast typist); they are taken together
//! and the screen is drawn once after all of them.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::PathBuf;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
#[cfg(windows)]
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, event, execute, terminal};
use ratatui::Terminal;

use crate::domain::report::Key;
use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::store::forms::Forms;
use crate::store::library::Library;
use crate::store::settings::SettingsFile;

use super::effect::{OFFERS, Outside};
use super::key::{self, Input};
use super::keymap::KeyMap;
use super::model::{Choice, Effect, Message, Model, Msg, Setting};
use super::theme::{Surroundings, Theme};
use super::update::update;
use super::view::{hit, view};
use super::wire::Wire;

/// What the editor opens with.
#[derive(Debug, Clone)]
pub enum Open {
    /// The library screen.
    Library,
    /// A report of the library.
    Report(Key),
    /// A document: imported after a preview, or a report of our own.
    File(PathBuf),
}

/// Everything the editor needs to start.
#[derive(Debug)]
pub struct Start {
    /// The library.
    pub library: Library,
    /// The forms.
    pub forms: Forms,
    /// The language.
    pub lang: Lang,
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
    /// The present calendar year.
    pub this_year: i32,
    /// What to open.
    pub open: Open,
}

/// Why the editor could not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Keys come from something that is no terminal, or the screen goes to such.
    #[error("no terminal")]
    NoTerminal,
    /// The terminal refused.
    #[error("terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The key map is unsound.
    #[error("{0}")]
    KeyMap(String),
}

impl RunError {
    /// The error in words, with what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            RunError::NoTerminal => lang
                .pick(
                    "这里不是终端，编辑器无法打开。请在终端窗口里运行；只看或检查报告可用 gouji show、gouji check。",
                    "The editor needs a terminal for its keys and its screen. Run it in a terminal window; to look at or check reports without one, use gouji show and gouji check.",
                )
                .to_string(),
            RunError::Terminal(error) => match lang {
                Lang::Zh => format!("终端出错：{error}"),
                Lang::En => format!("the terminal failed: {error}"),
            },
            RunError::KeyMap(problem) => problem.clone(),
        }
    }
}

type Screen = Terminal<Wire<BufWriter<Stdout>>>;

/// The terminal in the state that the editor needs; put back when dropped.
struct Raw;

impl Raw {
    fn enter() -> io::Result<Raw> {
        terminal::enable_raw_mode()?;
        let raw = Raw;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        Ok(raw)
    }
}

/// Takes the mouse, or gives it back. Only buttons and the wheel are asked for: a report of every movement, which
/// crossterm's own command would ask for too, would wake the program for nothing.
#[cfg(not(windows))]
fn take_mouse(taken: bool) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(if taken { b"\x1b[?1000h\x1b[?1006h" } else { b"\x1b[?1006l\x1b[?1000l" })?;
    out.flush()
}

/// Takes the mouse, or gives it back.
#[cfg(windows)]
fn take_mouse(taken: bool) -> io::Result<()> {
    if taken { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
}

impl Drop for Raw {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back. Called more than once it does no harm, and there is nobody left to tell if it fails.
fn restore() {
    // Giving back a mouse that was never taken changes nothing.
    let _ = take_mouse(false);
    let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = terminal::disable_raw_mode();
}

/// Runs the editor until the clerk leaves.
///
/// # Errors
/// See [`RunError`].
pub fn run(start: Start) -> Result<(), RunError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(RunError::NoTerminal);
    }
    let keymap = KeyMap::embedded().map_err(RunError::KeyMap)?;
    restore_on_panic();
    restore_on_signals()?;
    let raw = Raw::enter()?;
    // From the first look for events on, changes of the size are noticed; only then is a size asked for once good for ever.
    event::poll(Duration::ZERO)?;
    let size = terminal::size()?;
    let (keymap, mut troubles) = match &start.settings_file {
        Some(file) => keymap.rebound(&start.settings.keys, &file.path().display().to_string(), start.lang),
        None => (keymap, Vec::new()),
    };
    troubles.splice(0..0, start.troubles);
    let file = start.settings_file.as_ref().map_or_else(String::new, |file| file.path().display().to_string());
    let mouse = start.settings.mouse;
    let setting = Setting {
        lang: start.lang,
        theme: Theme::of(&start.settings, start.surroundings),
        keymap,
        choice: Choice { settings: start.settings, surroundings: start.surroundings, lang: start.system_lang, file },
        root: start.library.root().display().to_string(),
        here: start.here,
        this_year: start.this_year,
        offers: OFFERS,
        home: start.home,
    };
    let mut model = Model::new(setting, size);
    let mut outside = Outside::new(start.library, start.forms, start.lang).keeping(start.settings_file);
    let first = match start.open {
        Open::Library => Effect::List,
        Open::Report(key) => Effect::Open(key),
        Open::File(path) => Effect::Read(path),
    };

    let mut screen = Terminal::new(Wire::new(BufWriter::with_capacity(1 << 16, io::stdout())))?;
    screen.backend_mut().resized(size.0, size.1);
    let mut first = vec![first, Effect::List];
    if mouse {
        first.push(Effect::Mouse(true));
    }
    let mut running = settle(&mut model, &mut outside, &mut screen, first)?;
    if !troubles.is_empty() {
        // What opening had to say comes first.
        troubles.splice(0..0, model.message.take().map(|message| message.text));
        model.message = Some(Message { text: troubles.join("\n"), refused: true });
    }
    while running {
        draw(&mut screen, &model)?;
        for input in read(model.expects_paste())? {
            if let Input::Resize(columns, rows) = input {
                screen.backend_mut().resized(columns, rows);
                screen.autoresize()?;
            }
            let msg = match input {
                Input::Click(column, row) => match hit(&model, column, row) {
                    Some(hit) => Msg::Pointed(hit),
                    None => continue,
                },
                input => Msg::Input(input),
            };
            let effects = update(&mut model, msg);
            running = running && settle(&mut model, &mut outside, &mut screen, effects)?;
        }
    }
    drop(raw);
    Ok(())
}

/// Draws and sends everything in one write, so that no half picture is seen.
fn draw(screen: &mut Screen, model: &Model) -> io::Result<()> {
    screen.draw(|frame| view(model, frame))?;
    Write::flush(screen.backend_mut())
}

/// Waits for events and takes all that came with them.
fn read(paste_expected: bool) -> io::Result<Vec<Input>> {
    let mut events = vec![event::read()?];
    while event::poll(Duration::ZERO)? {
        events.push(event::read()?);
    }
    Ok(key::inputs(events, paste_expected))
}

/// Carries out effects and what follows from them; `false` once the clerk leaves.
fn settle(model: &mut Model, outside: &mut Outside, screen: &mut Screen, effects: Vec<Effect>) -> io::Result<bool> {
    let mut waiting: std::collections::VecDeque<Effect> = effects.into();
    while let Some(effect) = waiting.pop_front() {
        match effect {
            Effect::Quit => return Ok(false),
            Effect::Mouse(taken) => take_mouse(taken)?,
            Effect::Redraw => screen.clear()?,
            // A terminal that does not take OSC 52 shows nothing; none of them answers.
            Effect::Copy(text) => execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?,
            effect => {
                if let Some(msg) = outside.run(effect) {
                    waiting.extend(update(model, msg));
                }
            }
        }
    }
    Ok(true)
}

/// A panic restores the terminal before it is reported.
fn restore_on_panic() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        report(panic);
    }));
}

/// Signals that end a program restore the terminal and end it with the exit code that says so.
#[cfg(unix)]
fn restore_on_signals() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            restore();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Windows closes the console with the window; there is nothing to restore.
#[cfg(not(unix))]
fn restore_on_signals() -> io::Result<()> {
    Ok(())
}
