//! The loop: events in, effects and pictures out, and a terminal that is restored whatever happens. It decides nothing.
//!
//! One read of the terminal may hold several events (a paste without brackets, a fast typist); they are taken together
//! and the screen is drawn once after all of them.

mod signals;

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
#[cfg(windows)]
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, event, execute, terminal};
use ratatui::Terminal;

use crate::domain::report::Key;
use crate::domain::settings::Settings;
use crate::domain::text::Lang;
use crate::store::crash;
use crate::store::forms::Forms;
use crate::store::library::Library;
use crate::store::scratch::Scratch;
use crate::store::settings::SettingsFile;

use super::effect::{OFFERS, Outside};
use super::key::{self, Input};
use super::keymap::KeyMap;
use super::model::{Choice, Effect, Message, Model, Msg, Setting};
use super::theme::{Surroundings, Theme};
use super::update::{has_unjudged, update};
use super::view::{hit, view};
use super::wire::Wire;
use signals::Signals;

/// How often it is looked whether the disk has answered, while it is waited for.
const LOOK: Duration = Duration::from_millis(10);

/// After so long without a key a text that is being written is judged as it stands.
const PAUSE: Duration = Duration::from_millis(500);

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
    /// The program, with its arguments, that texts can be edited with in place of this one.
    pub editor: Option<String>,
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
        let raw = Raw;
        take()?;
        Ok(raw)
    }
}

/// Takes the terminal, for the first time or after another program had it.
fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)
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
        // A panic has given it back already, and said something below that a second time might be drawn over.
        if !std::thread::panicking() {
            restore();
        }
    }
}

/// Gives the terminal back. Called more than once it does no harm, and there is nobody left to tell if it fails.
fn restore() {
    // Giving back a mouse that was never taken changes nothing.
    let _ = take_mouse(false);
    let _ = execute!(io::stdout(), DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
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
    restore_on_panic(start.lang);
    let signals = signals::watch(restore, retake)?;
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
        choice: Choice {
            settings: start.settings,
            surroundings: start.surroundings,
            lang: start.system_lang,
            file,
            editor: start.editor.clone().unwrap_or_default(),
        },
        root: start.library.root().display().to_string(),
        here: start.here,
        this_year: start.this_year,
        offers: OFFERS,
        home: start.home,
    };
    let mut model = Model::new(setting, size);
    let mut outside = Outside::new(start.library, start.forms, start.lang).keeping(start.settings_file);
    let first = match start.open {
        Open::Library => None,
        Open::Report(key) => Some(Effect::Open(key)),
        Open::File(path) => Some(Effect::Read(path)),
    };

    let mut first: Vec<Effect> = first.into_iter().collect();
    if mouse {
        first.push(Effect::Mouse(true));
    }
    let editor = Editor { command: start.editor, lang: start.lang, signals: signals.clone() };
    let ended = edit(&mut model, &mut outside, &editor, first, troubles);
    // Whatever ended it, what was keyed is on the disk before the program is gone.
    outside.settled();
    drop(outside);
    drop(raw);
    if let Some(code) = signals.ended() {
        std::process::exit(code);
    }
    ended.map_err(RunError::Terminal)
}

/// The loop.
fn edit(
    model: &mut Model,
    outside: &mut Outside,
    editor: &Editor,
    first: Vec<Effect>,
    mut troubles: Vec<String>,
) -> io::Result<()> {
    let signals = &editor.signals;
    let mut screen = blank(model.size)?;
    let mut running = settle(model, outside, &mut screen, editor, first)?;
    if !troubles.is_empty() {
        // What opening had to say comes first.
        troubles.splice(0..0, model.message.take().map(|message| message.text));
        model.message = Some(Message { text: troubles.join("\n"), refused: true });
    }
    if running {
        // What was asked for is on the screen before the library, which may be large, is looked through.
        draw(&mut screen, model)?;
    }
    running = running && settle(model, outside, &mut screen, editor, vec![Effect::List])?;
    let mut typed = Instant::now();
    while running {
        {
            let _held = signals.terminal();
            draw(&mut screen, model)?;
        }
        outside.prepare();
        let heard = listen(model, outside, typed);
        if signals.ended().is_some() {
            let effects = update(model, Msg::Paused);
            settle(model, outside, &mut screen, editor, effects)?;
            return Ok(());
        }
        let mut inputs = match heard? {
            Heard::Inputs(inputs) => inputs,
            Heard::Msg(msg) => {
                let effects = update(model, msg);
                running = settle(model, outside, &mut screen, editor, effects)?;
                continue;
            }
        };
        if signals.take_continued() {
            // Somebody else had the terminal meanwhile.
            screen = blank(terminal::size()?)?;
            take_mouse(model.setting.choice.settings.mouse)?;
            inputs.push(Input::Focus);
        }
        typed = Instant::now();
        for input in inputs {
            if let Input::Resize(columns, rows) = input {
                screen.backend_mut().resized(columns, rows);
                screen.autoresize()?;
            }
            let msg = match input {
                Input::Click(column, row) => match hit(model, column, row) {
                    Some(hit) => Msg::Pointed(hit),
                    None => continue,
                },
                input => Msg::Input(input),
            };
            let effects = update(model, msg);
            running = running && settle(model, outside, &mut screen, editor, effects)?;
        }
    }
    Ok(())
}

/// A screen on which nothing stands yet.
fn blank((columns, rows): (u16, u16)) -> io::Result<Screen> {
    let mut screen = Terminal::new(Wire::new(BufWriter::with_capacity(1 << 16, io::stdout())))?;
    screen.backend_mut().resized(columns, rows);
    Ok(screen)
}

/// Draws and sends everything in one write, so that no half picture is seen.
fn draw(screen: &mut Screen, model: &Model) -> io::Result<()> {
    screen.draw(|frame| view(model, frame))?;
    Write::flush(screen.backend_mut())
}

/// What ended a wait.
enum Heard {
    /// Keys and the like, all that came at once.
    Inputs(Vec<Input>),
    /// Something that is not from the terminal.
    Msg(Msg),
}

/// Waits for events and takes all that came with them. It looks up by itself only while the disk is waited for, or while a
/// text is being written that no journal has; `typed` is when the last key came.
fn listen(model: &Model, outside: &mut Outside, typed: Instant) -> io::Result<Heard> {
    loop {
        let is_writing = has_unjudged(model);
        let patience = match (outside.is_waiting(), is_writing) {
            (true, _) => Some(LOOK),
            (false, true) => Some(PAUSE.saturating_sub(typed.elapsed())),
            (false, false) => None,
        };
        let is_due = match patience {
            Some(patience) => event::poll(patience)?,
            None => true,
        };
        if is_due {
            let mut events = vec![event::read()?];
            while event::poll(Duration::ZERO)? {
                events.push(event::read()?);
            }
            return Ok(Heard::Inputs(key::inputs(events, model.expects_paste())));
        }
        if let Some(msg) = outside.answered() {
            return Ok(Heard::Msg(msg));
        }
        if is_writing && typed.elapsed() >= PAUSE {
            return Ok(Heard::Msg(Msg::Paused));
        }
    }
}

/// Carries out effects and what follows from them; `false` once the clerk leaves.
fn settle(
    model: &mut Model,
    outside: &mut Outside,
    screen: &mut Screen,
    editor: &Editor,
    effects: Vec<Effect>,
) -> io::Result<bool> {
    let mut waiting: std::collections::VecDeque<Effect> = effects.into();
    while let Some(effect) = waiting.pop_front() {
        match effect {
            Effect::Quit => return Ok(false),
            Effect::Mouse(taken) => take_mouse(taken)?,
            Effect::Redraw => screen.clear()?,
            // A terminal that does not take OSC 52 shows nothing; none of them answers.
            Effect::Copy(text) => execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?,
            Effect::EditText(text) => {
                let chosen = model.setting.choice.settings.editor.clone();
                let msg = editor.edit(&text, &chosen)?;
                // What stands on the terminal is no longer what was drawn last.
                let (columns, rows) = terminal::size()?;
                *screen = blank((columns, rows))?;
                if model.setting.choice.settings.mouse {
                    take_mouse(true)?;
                }
                waiting.extend(update(model, Msg::Input(Input::Resize(columns, rows))));
                waiting.extend(update(model, msg));
                waiting.extend(update(model, Msg::Input(Input::Focus)));
            }
            effect => {
                if let Some(msg) = outside.run(effect) {
                    waiting.extend(update(model, msg));
                }
            }
        }
    }
    Ok(true)
}

/// The program that texts can be edited with in place of this one.
struct Editor {
    command: Option<String>,
    lang: Lang,
    signals: Signals,
}

impl Editor {
    /// Gives the terminal to the program that was chosen, or else to the one that the environment names, with a text, and takes it back when it ends. Whatever goes wrong, the text in the
    /// report stays as it is.
    fn edit(&self, text: &str, chosen: &str) -> io::Result<Msg> {
        let lang = self.lang;
        let chosen = Some(chosen.trim().to_string()).filter(|chosen| !chosen.is_empty());
        let Some(command) = &chosen.or(self.command.clone()) else {
            let words = lang.pick(
                "没有指定外部编辑器。请在设置里填写，或设环境变量 VISUAL 或 EDITOR（如 EDITOR=nano）。",
                "No other editor is named. Name one in the settings, or in the environment variable VISUAL or EDITOR (such as EDITOR=nano).",
            );
            return Ok(Msg::Failed(words.to_string()));
        };
        let scratch = match Scratch::new(text) {
            Ok(scratch) => scratch,
            Err(error) => return Ok(Msg::Failed(error.message(lang))),
        };
        let mut words = command.split_whitespace();
        // A path may hold blanks; a command with arguments is no path.
        let whole = Path::new(command).is_file();
        let program = if whole { command.as_str() } else { words.next().unwrap_or_default() };
        let arguments: Vec<&str> = if whole { Vec::new() } else { words.collect() };
        self.signals.lend(true);
        restore();
        let ended = Command::new(program).args(arguments).arg(scratch.path()).status();
        let taken = take();
        self.signals.lend(false);
        taken?;
        Ok(match ended {
            Ok(status) if status.success() => match scratch.take() {
                Ok(text) => Msg::TextEdited(text),
                Err(error) => Msg::Failed(error.message(lang)),
            },
            Ok(status) => Msg::Failed(match lang {
                Lang::Zh => format!("{command} 没有正常结束（{status}），文字没有改动"),
                Lang::En => format!("{command} did not end well ({status}); the text is as it was"),
            }),
            Err(error) => Msg::Failed(match lang {
                Lang::Zh => format!("{command} 没有打开：{error}。请核对环境变量 VISUAL 或 EDITOR；文字没有改动"),
                Lang::En => format!("{command} did not start: {error}. Check VISUAL or EDITOR; the text is as it was"),
            }),
        })
    }
}

/// Takes the terminal again after the program was stopped. The shell may have changed it meanwhile, without crossterm knowing.
fn retake() {
    let _ = terminal::disable_raw_mode();
    let _ = take();
}

/// A panic gives the terminal back, is written into a file, and said in one line. What was committed is in the journal, which
/// is flushed while the program comes down.
fn restore_on_panic(lang: Lang) {
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        let trace = std::backtrace::Backtrace::force_capture();
        let text = format!("gouji {}\n{panic}\n\n{trace}\n", env!("CARGO_PKG_VERSION"));
        let line = match (crash::keep(&text), lang) {
            (Ok(path), Lang::Zh) => {
                format!("gouji 出错退出；录入都在日志里，重新打开报告即可恢复。出错的经过：{}", path.display())
            }
            (Ok(path), Lang::En) => format!(
                "gouji failed; what was keyed is in the journal and comes back when the report is opened again. What happened: {}",
                path.display()
            ),
            (Err(_), _) => text,
        };
        // A terminal that is gone takes no line, and there is nobody else to tell.
        let _ = writeln!(io::stderr(), "{line}");
    }));
}
