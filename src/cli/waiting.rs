//! What a terminal shows while work takes long: nothing for a second, then a bar, or for a single piece of work what is being
//! done. It stands on stderr, and nowhere where that is no terminal.

use std::borrow::Cow;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long work goes on before anything is shown of it.
const PATIENCE: Duration = Duration::from_secs(1);

const TICK: Duration = Duration::from_millis(120);

/// What is shown of one piece of work.
pub struct Waiting {
    bar: ProgressBar,
    /// Dropped when the work is done.
    done: Sender<()>,
    showing: JoinHandle<()>,
}

impl Waiting {
    /// For so many things one after another.
    pub fn for_many(count: usize) -> Waiting {
        let bar = ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX));
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}");
        Waiting::begin(bar, style.map(|style| style.progress_chars("━━─")).ok())
    }

    fn begin(bar: ProgressBar, style: Option<ProgressStyle>) -> Waiting {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        style.into_iter().for_each(|style| bar.set_style(style));
        let (done, is_done) = mpsc::channel::<()>();
        let shown = bar.clone();
        let showing = thread::spawn(move || {
            if is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Waiting { bar, done, showing }
    }

    pub fn one_more(&self) {
        self.bar.inc(1);
    }

    /// Does something that prints.
    pub fn aside(&self, printing: impl FnOnce()) {
        self.bar.suspend(printing);
    }

    /// Takes away what is shown.
    pub fn end(self) {
        drop(self.done);
        // It ends by itself, and what it does must not come after this.
        let _ = self.showing.join();
        self.bar.finish_and_clear();
    }
}

/// Does one piece of work, of which these words are shown where it takes long.
pub fn meanwhile<T>(words: impl Into<Cow<'static, str>>, work: impl FnOnce() -> T) -> T {
    let bar = ProgressBar::new_spinner().with_message(words);
    let waiting = Waiting::begin(bar, ProgressStyle::with_template("{spinner} {msg} {elapsed}").ok());
    let done = work();
    waiting.end();
    done
}
