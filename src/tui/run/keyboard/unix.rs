//! The terminal on Unix: its bytes, changes of its size, and being woken, waited for together.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use crossterm::terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::pipe;

use super::super::super::key::Input;
use super::sequence::{Held, Sequences};

/// How long the rest of a sequence may take: a terminal sends a key at once, and an Esc must not wait to be noticed. That of
/// a pasted text may be long on its way.
const REST_OF_ESC: Duration = Duration::from_millis(3);
const REST: Duration = Duration::from_millis(50);
const REST_OF_PASTE: Duration = Duration::from_secs(1);

/// How long after it was given up, and from how many bytes on, the rest of a pasted text is still one.
const RESUMED: Duration = Duration::from_secs(10);
const MORE_THAN_TYPED: usize = 16;

/// The terminal, to be listened to.
#[derive(Debug)]
pub struct Keyboard {
    sequences: Sequences,
    /// When the last bytes came.
    came: Instant,
    /// When a pasted text was given up whose end had not come.
    cut: Option<Instant>,
    resized: UnixStream,
    woken: UnixStream,
    wake: UnixStream,
}

/// Wakes whoever waits for the terminal.
#[derive(Debug)]
pub struct Waker(UnixStream);

impl Waker {
    /// Wakes it, now or as soon as it waits.
    pub fn wake(&self) {
        // Where the pipe is full, it is awake enough.
        let _ = io::Write::write(&mut &self.0, &[0]);
    }
}

impl Keyboard {
    /// Listens to the terminal that standard input is.
    ///
    /// # Errors
    /// The system's refusal.
    pub fn new() -> io::Result<Keyboard> {
        let (resized, signal) = UnixStream::pair()?;
        pipe::register(SIGWINCH, signal)?;
        let (woken, wake) = UnixStream::pair()?;
        for end in [&resized, &woken, &wake] {
            end.set_nonblocking(true)?;
        }
        Ok(Keyboard { sequences: Sequences::default(), came: Instant::now(), cut: None, resized, woken, wake })
    }

    /// What wakes it from another thread.
    ///
    /// # Errors
    /// The system's refusal.
    pub fn waker(&self) -> io::Result<Waker> {
        self.wake.try_clone().map(Waker)
    }

    /// Waits until something comes, it is woken, or patience ends; everything that came. It is empty where nothing did.
    ///
    /// # Errors
    /// The system's refusal; [`io::ErrorKind::UnexpectedEof`] where the terminal is gone.
    pub fn wait(&mut self, patience: Option<Duration>) -> io::Result<Vec<Input>> {
        let rest = self.sequences.held().map(|held| {
            let rest = match held {
                Held::Esc => REST_OF_ESC,
                Held::Half => REST,
                Held::Paste => REST_OF_PASTE,
            };
            rest.saturating_sub(self.came.elapsed())
        });
        let patience = match (patience, rest) {
            (Some(patience), Some(rest)) => Some(patience.min(rest)),
            (patience, rest) => patience.or(rest),
        };
        let mut inputs = Vec::new();
        let [has_bytes, is_resized, is_woken] = self.poll(patience)?;
        if is_woken {
            drain(&self.woken);
        }
        if is_resized {
            drain(&self.resized);
            let (columns, rows) = terminal::size()?;
            inputs.push(Input::Resize(columns, rows));
        }
        if has_bytes {
            self.came = Instant::now();
            let bytes = self.read()?;
            // What a slow line delivers late is more at once than anybody types.
            if self.cut.take().is_some_and(|cut| cut.elapsed() < RESUMED && bytes.len() >= MORE_THAN_TYPED) {
                self.sequences.resume();
            }
            self.sequences.take(&bytes);
        } else if rest.is_some_and(|rest| rest.is_zero()) {
            self.cut = (self.sequences.held() == Some(Held::Paste)).then(Instant::now);
            self.sequences.give_up();
        }
        inputs.extend(std::iter::from_fn(|| self.sequences.next_input()));
        Ok(inputs)
    }

    /// Everything that is there to be read, so that a sequence is not cut where a buffer ends.
    fn read(&self) -> io::Result<Vec<u8>> {
        let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
        loop {
            match rustix::io::read(io::stdin().as_fd(), &mut buffer) {
                Ok(0) if bytes.is_empty() => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(0) | Err(rustix::io::Errno::AGAIN) => return Ok(bytes),
                Ok(count) => bytes.extend_from_slice(&buffer[..count]),
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            if !self.poll(Some(Duration::ZERO))?[0] {
                return Ok(bytes);
            }
        }
    }

    /// Whether there are bytes, a new size, a wake-up.
    fn poll(&self, patience: Option<Duration>) -> io::Result<[bool; 3]> {
        let stdin = io::stdin();
        let mut watched = [
            PollFd::new(&stdin, PollFlags::IN),
            PollFd::new(&self.resized, PollFlags::IN),
            PollFd::new(&self.woken, PollFlags::IN),
        ];
        let begun = Instant::now();
        loop {
            let left = patience.map(|patience| patience.saturating_sub(begun.elapsed()));
            let left = left.map(|left| Timespec::try_from(left).unwrap_or(Timespec { tv_sec: 1, tv_nsec: 0 }));
            match poll(&mut watched, left.as_ref()) {
                // The signal that interrupted it has left its mark in one of the pipes, or is none of ours.
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
                Ok(_) => break,
            }
        }
        // A terminal that is gone is told by reading it.
        let is_ready = |watched: &PollFd<'_>| !watched.revents().is_empty();
        Ok([is_ready(&watched[0]), is_ready(&watched[1]), is_ready(&watched[2])])
    }
}

fn drain(mut pipe: &UnixStream) {
    while pipe.read(&mut [0; 256]).is_ok_and(|count| count > 0) {}
}
