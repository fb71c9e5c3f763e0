//! The Windows console: its events as inputs. It brackets no pasted text, so that a read which holds tabs may be one; whether
//! it is, is asked. What the keyboard has no key for it types by number, holding Alt, so that the character comes when that is
//! released.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::super::super::key::{Chord, Code, Input};

/// How long a wake-up may go unnoticed: the console is waited for alone.
const LOOK: Duration = Duration::from_millis(10);

/// The terminal, to be listened to.
#[derive(Debug, Default)]
pub struct Keyboard {
    is_woken: Arc<AtomicBool>,
    pressed: Pressed,
}

/// Wakes whoever waits for the terminal, which looks up by itself.
#[derive(Debug)]
pub struct Waker(Arc<AtomicBool>);

impl Waker {
    /// Wakes it.
    pub fn wake(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Keyboard {
    /// Listens to the console.
    ///
    /// # Errors
    /// None.
    pub fn new() -> io::Result<Keyboard> {
        Ok(Keyboard::default())
    }

    /// What wakes it from another thread.
    ///
    /// # Errors
    /// None.
    pub fn waker(&self) -> io::Result<Waker> {
        Ok(Waker(Arc::clone(&self.is_woken)))
    }

    /// Waits until something comes, it is woken, or patience ends; everything that came. It is empty where nothing did.
    ///
    /// # Errors
    /// The system's refusal.
    pub fn wait(&mut self, patience: Option<Duration>) -> io::Result<Vec<Input>> {
        let (mut events, begun) = (Vec::new(), Instant::now());
        let left = || patience.map(|patience| patience.saturating_sub(begun.elapsed()));
        while !event::poll(left().map_or(LOOK, |left| left.min(LOOK)))? {
            if self.is_woken.swap(false, Ordering::SeqCst) || left() == Some(Duration::ZERO) {
                return Ok(Vec::new());
            }
        }
        events.push(event::read()?);
        while event::poll(Duration::ZERO)? {
            events.push(event::read()?);
        }
        Ok(self.pressed.inputs(events))
    }
}

/// The character beyond ASCII that came with the last key, if it was one, so that its release is not taken for another.
#[derive(Debug, Default)]
pub struct Pressed(Option<char>);

impl Pressed {
    /// The inputs of one read. Characters and line ends around tabs, with figures on both sides, may be a pasted block.
    pub fn inputs(&mut self, events: Vec<Event>) -> Vec<Input> {
        gathered(events.into_iter().filter_map(|event| self.input(event)).collect())
    }

    fn input(&mut self, event: Event) -> Option<Input> {
        match event {
            Event::Key(key) => self.types(key).and_then(chord).map(Input::Key),
            event => input(event),
        }
    }

    /// What a key does. Released, it types only what was not pressed before, and never what every keyboard has a key for: that
    /// may have been pressed in another window.
    fn types(&mut self, key: KeyEvent) -> Option<KeyEvent> {
        let character = match key.code {
            KeyCode::Char(character) if !character.is_ascii() => Some(character),
            _ => None,
        };
        if key.kind != KeyEventKind::Release {
            self.0 = character;
            return Some(key);
        }
        let pressed = self.0.take();
        character.filter(|_| pressed != character)?;
        Some(KeyEvent { modifiers: KeyModifiers::NONE, ..key })
    }
}

/// The keys of one read, or what may be a pasted block.
fn gathered(inputs: Vec<Input>) -> Vec<Input> {
    let typed = inputs.iter().map(|input| match input {
        Input::Key(Chord { code: Code::Enter, ctrl: false, alt: false, shift: false }) => Some('\n'),
        Input::Key(Chord { code: Code::Tab, ctrl: false, alt: false, shift: false }) => Some('\t'),
        Input::Key(chord) => chord.character(),
        _ => None,
    });
    let Some(text) = typed.collect::<Option<String>>() else { return inputs };
    let is_figure = |part: &str| part.chars().any(|c| c.is_ascii_digit() || c == '/');
    match text.split('\t').filter(|part| is_figure(part)).count() > 1 {
        true => vec![Input::Burst(text, inputs)],
        false => inputs,
    }
}

fn input(event: Event) -> Option<Input> {
    match event {
        Event::Paste(text) => Some(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        Event::FocusGained => Some(Input::Focus),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(Input::Wheel { down: true }),
            MouseEventKind::ScrollUp => Some(Input::Wheel { down: false }),
            _ => None,
        },
        _ => None,
    }
}

fn chord(key: KeyEvent) -> Option<Chord> {
    let code = match key.code {
        KeyCode::Char(character) => Code::Char(character),
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let held = |modifier| key.modifiers.contains(modifier);
    let shift = key.code == KeyCode::BackTab || (held(KeyModifiers::SHIFT) && !matches!(code, Code::Char(_)));
    // What is typed with AltGr comes as a character with both Ctrl and Alt.
    let is_composed = matches!(code, Code::Char(_)) && held(KeyModifiers::CONTROL) && held(KeyModifiers::ALT);
    let (ctrl, alt) = (held(KeyModifiers::CONTROL) && !is_composed, held(KeyModifiers::ALT) && !is_composed);
    let code = match code {
        Code::Char(character) if ctrl => Code::Char(character.to_ascii_lowercase()),
        code => code,
    };
    Some(Chord { code, ctrl, alt, shift })
}
