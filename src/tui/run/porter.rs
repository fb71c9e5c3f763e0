//! Carries effects to a thread of their own, and brings back what comes of them, so that no flush, no rename, no lock and no
//! file stands between a key and its answer. Effects are done in the order in which they were asked for. Jobs, which only
//! wait for the disk, are done by one more thread: edits go on into the journal meanwhile, and whatever else touches the
//! library waits for them.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crate::domain::text::Lang;

use super::super::collecting::Wish;
use super::super::effect::Outside;
use super::super::effect::job::{Done, Job, Order, Step};
use super::super::effect::looking::Aside;
use super::super::model::{Effect, Msg};
use super::keyboard::Waker;

/// How often it is looked whether the disk has answered, while it is waited for.
const LOOK: Duration = Duration::from_millis(10);

/// What the thread hears.
enum Note {
    /// Something is to be done; with its number.
    Effect(u64, Effect),
    /// What came of a job; `None` where it came to no end.
    Done(Option<Done>),
    /// What came of something that nothing waited for.
    Aside(Msg),
    /// Nothing more will be asked for.
    End,
}

/// What the thread says.
struct Answer {
    /// The number of the effect that is done as far as anybody waits for it.
    number: Option<u64>,
    msg: Option<Msg>,
}

/// Something that keys wait for.
#[derive(Debug, Clone, Copy)]
pub struct Awaited {
    number: u64,
    /// Since when.
    pub since: Instant,
    /// What is said of it.
    pub words: &'static str,
    /// Whether keys wait for a moment only: nothing was asked for, it is only looked at.
    is_look: bool,
}

/// The way to the thread and back.
#[derive(Debug)]
pub struct Porter {
    notes: Sender<Note>,
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
    /// How many effects were sent, and up to which they are answered.
    sent: u64,
    answered: u64,
    /// The last effect that keys wait for.
    awaited: Option<Awaited>,
    /// The last effect that holds edits.
    journaled: u64,
}

impl Porter {
    /// Starts the thread. The wakers wake whoever listens to the answers: one for each, and one for the end.
    ///
    /// # Errors
    /// The system's refusal of a thread.
    pub fn start(outside: Outside, [waker, last]: [Waker; 2]) -> std::io::Result<Porter> {
        let (notes, heard) = channel();
        let (said, answers) = channel();
        let (jobs, ordered) = channel::<Job>();
        let own = notes.clone();
        let work = move || ordered.into_iter().for_each(|job| Ending { notes: own.clone(), done: None }.of(job));
        let disk = Builder::new().name("disk".into()).spawn(work)?;
        let carrier = Carrier {
            outside,
            notes: notes.clone(),
            answers: said,
            waker,
            orders: VecDeque::new(),
            deferred: VecDeque::new(),
            is_busy: false,
            jobs,
            disk: Some(disk),
            _last: LastWord(last),
        };
        let thread = Builder::new().name("outside".into()).spawn(move || carrier.carry(&heard))?;
        Ok(Porter { notes, answers, thread: Some(thread), sent: 0, answered: 0, awaited: None, journaled: 0 })
    }

    /// Asks for something to be done.
    pub fn send(&mut self, effect: Effect, lang: Lang) {
        self.sent += 1;
        if let Some(words) = awaited(&effect, lang) {
            let is_look = matches!(effect, Effect::LookAgain { .. });
            self.awaited = Some(Awaited { number: self.sent, since: Instant::now(), words, is_look });
        }
        if matches!(effect, Effect::Journal(_)) {
            self.journaled = self.sent;
        }
        // A thread that is gone is noticed where its answers are.
        let _ = self.notes.send(Note::Effect(self.sent, effect));
    }

    /// What keys wait for; for a mere look not longer than that.
    pub fn awaited(&self, look: Duration) -> Option<Awaited> {
        self.awaited
            .filter(|awaited| awaited.number > self.answered && !(awaited.is_look && awaited.since.elapsed() >= look))
    }

    /// Whether edits are on their way to the system.
    pub fn is_journaling(&self) -> bool {
        self.journaled > self.answered
    }

    /// The next answer, which is waited for that long at most: `None` where none came, and a message where there is one.
    pub fn answer(&mut self, patience: Duration) -> Option<Option<Msg>> {
        match self.answers.recv_timeout(patience) {
            Ok(Answer { number, msg }) => {
                self.answered = number.unwrap_or(self.answered);
                Some(msg)
            }
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                self.join();
                None
            }
        }
    }

    /// Says that nothing more will be asked for.
    pub fn end(&mut self) {
        let _ = self.notes.send(Note::End);
    }

    /// Whether the thread has come to its end.
    pub fn has_ended(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits for the end of the thread; a defect that ended it ends this one too.
    pub fn join(&mut self) {
        if let Some(Err(defect)) = self.thread.take().map(JoinHandle::join) {
            std::panic::resume_unwind(defect);
        }
    }
}

impl Drop for Porter {
    fn drop(&mut self) {
        self.end();
        // A defect of that thread was told when it happened.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// What the thread works with.
struct Carrier {
    outside: Outside,
    /// For those who are asked beside everything else.
    notes: Sender<Note>,
    answers: Sender<Answer>,
    waker: Waker,
    /// Jobs that wait for their turn, whether one is being done, and the thread that does them.
    orders: VecDeque<Order>,
    is_busy: bool,
    jobs: Sender<Job>,
    disk: Option<JoinHandle<()>>,
    /// What waits until the jobs are done.
    deferred: VecDeque<(u64, Effect)>,
    /// Behind everything else, so that whoever is woken at the end finds that nothing more will be said.
    _last: LastWord,
}

/// Wakes whoever listens once the thread has come to its end, however that came about.
struct LastWord(Waker);

impl Drop for LastWord {
    fn drop(&mut self) {
        self.0.wake();
    }
}

impl Carrier {
    fn carry(mut self, heard: &Receiver<Note>) {
        let mut is_ending = false;
        while !(is_ending && !self.is_busy && self.deferred.is_empty()) {
            let note = match self.outside.is_waiting() {
                true => heard.recv_timeout(LOOK),
                false => heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match note {
                Ok(Note::Effect(number, effect)) => self.take(number, effect),
                Ok(Note::Done(done)) => self.done(done),
                Ok(Note::Aside(msg)) => self.say(None, Some(msg)),
                Ok(Note::End) | Err(RecvTimeoutError::Disconnected) => is_ending = true,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if let Some(msg) = self.outside.answered() {
                self.say(None, Some(msg));
            }
        }
        // Whatever ended the editor, what was keyed is on the disk before the program is gone.
        let _ = self.outside.settled();
    }

    fn say(&self, number: Option<u64>, msg: Option<Msg>) {
        // Where nobody listens any more, the program is on its way out.
        let _ = self.answers.send(Answer { number, msg });
        self.waker.wake();
    }

    /// Does something now, or behind the jobs that it must not overtake.
    fn take(&mut self, number: u64, effect: Effect) {
        if let Some(asides) = self.outside.asides(&effect) {
            return asides.into_iter().for_each(|aside| self.ask(aside));
        }
        if !self.deferred.is_empty() || (self.is_busy && !keeps_off(&effect)) {
            return self.deferred.push_back((number, effect));
        }
        self.begin(number, effect);
    }

    /// Asks something on a thread of its own, for which nobody waits, not even the end of the program. A system that has no
    /// more threads answers as a drive that does not.
    fn ask(&self, aside: Aside) {
        let notes = self.notes.clone();
        let _ = Builder::new().name("aside".into()).spawn(move || notes.send(Note::Aside(aside.run())));
    }

    fn begin(&mut self, number: u64, effect: Effect) {
        let Step { msg, order } = self.outside.begin(effect);
        self.say(Some(number), msg);
        if let Some(order) = order {
            let before = self.orders.pop_back().map(|before| before.behind(&order));
            self.orders.extend(before.into_iter().chain([order]));
        }
        self.start_job();
    }

    fn start_job(&mut self) {
        if self.is_busy {
            return;
        }
        if let Some(order) = self.orders.pop_front() {
            self.is_busy = self.jobs.send(self.outside.job(order)).is_ok();
        }
    }

    fn done(&mut self, done: Option<Done>) {
        self.is_busy = false;
        match done {
            Some(done) => {
                let msg = self.outside.finish(done);
                self.say(None, msg);
            }
            None => {
                // A defect there is one of this thread, and by its end one of the whole program.
                if let Some(Err(defect)) = self.disk.take().map(JoinHandle::join) {
                    std::panic::resume_unwind(defect);
                }
            }
        }
        self.start_job();
        while !self.is_busy
            && let Some((number, effect)) = self.deferred.pop_front()
        {
            self.begin(number, effect);
        }
    }
}

/// What is said while keys wait for what comes of an effect, since they would mean something else before; `None` for what
/// goes on by itself. Of a save and an export only what there is to be asked about is waited for, not the disk.
fn awaited(effect: &Effect, lang: Lang) -> Option<&'static str> {
    Some(match effect {
        Effect::List | Effect::Today | Effect::ListDeleted | Effect::Undelete(_) => {
            lang.pick("正在读取报告库…", "Reading the library…")
        }
        Effect::Part(_) | Effect::KeepRegister { is_taken: true, .. } => {
            lang.pick("正在写入磁盘…", "Writing to the disk…")
        }
        Effect::Open(_)
        | Effect::OpenOrMake(_)
        | Effect::Reopen { .. }
        | Effect::Sample
        | Effect::Take(_)
        | Effect::GoBackTo(_) => lang.pick("正在打开…", "Opening…"),
        Effect::Create { .. } | Effect::Adopt { .. } => lang.pick("正在新建…", "Making the report…"),
        Effect::Save { .. } | Effect::SaveCopy { .. } => lang.pick("正在保存…", "Saving…"),
        Effect::Delete(_) => lang.pick("正在删除…", "Deleting…"),
        Effect::History { .. }
        | Effect::States(_)
        | Effect::ReadBoth(_)
        | Effect::Compare(_)
        | Effect::Read(..)
        | Effect::LookForRegister(_)
        | Effect::Years { .. } => lang.pick("正在读取…", "Reading…"),
        Effect::Collect(_, wish) if matches!(**wish, Wish::Receive { .. }) => lang.pick("正在收件…", "Receiving…"),
        Effect::Collect(..) => lang.pick("正在汇总…", "Adding up…"),
        Effect::CountRegister { .. } => lang.pick("正在读取台账并计数…", "Reading and counting the register…"),
        Effect::LookAgain { .. } => lang.pick("正在检查文件…", "Looking at the file…"),
        Effect::Export { .. } => lang.pick("正在导出…", "Exporting…"),
        Effect::KeepRegister { is_taken: false, .. }
        | Effect::LookInto(_)
        | Effect::Browse { .. }
        | Effect::Drives(_)
        | Effect::UseFolder(_)
        | Effect::Skip { .. }
        | Effect::EditText(_)
        | Effect::Copy(_)
        | Effect::Keep(_)
        | Effect::Speak(_)
        | Effect::Mouse(_)
        | Effect::Redraw
        | Effect::Journal(_)
        | Effect::BackUp(_)
        | Effect::LookAtBackup(_)
        | Effect::BringBack(..)
        | Effect::CopyOn
        | Effect::TakeUp
        | Effect::Decline
        | Effect::Quit => return None,
    })
}

/// Whether something can be done while a job is: edits, other jobs, and what touches no file of the library.
fn keeps_off(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Journal(_)
            | Effect::Save { .. }
            | Effect::Export { .. }
            | Effect::Keep(_)
            | Effect::Skip { .. }
            | Effect::UseFolder(_)
            | Effect::Today
            | Effect::BackUp(_)
            | Effect::LookAtBackup(_)
            | Effect::BringBack(..)
            | Effect::CopyOn
            | Effect::Speak(_)
            | Effect::LookAgain { .. }
    )
}

/// Tells how a job ended, also where that was with a defect.
struct Ending {
    notes: Sender<Note>,
    done: Option<Done>,
}

impl Ending {
    fn of(mut self, job: Job) {
        self.done = Some(job.run());
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let _ = self.notes.send(Note::Done(self.done.take()));
    }
}
