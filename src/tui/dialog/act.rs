//! What every dialog does, and what a key can have done to it. What a dialog leads to is done by itself on the desk; what
//! opens, closes or leaves something else is an [`Act`], which `update` carries out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::figure::Entry;
use crate::domain::form::CellId;
use crate::domain::proposal::Proposal;
use crate::domain::report::Report;
use crate::domain::text::{Lang, Text};

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code, Input};
use super::super::message::{Effect, Leave, Msg, Parting};
use super::super::report::{Reply, ReportScreen};
use super::lines::FormLines;
use crate::domain::report_place::ReportPlace;

#[derive(Debug)]
pub enum Did {
    Stay,
    Close,
    /// A question takes its place.
    Ask(Question),
    /// What was wanted cannot be done: why, under a title of its own, and the ways out.
    Refuse(&'static str, Question),
    /// It is closed, and this is done.
    Act(Act),
}

#[derive(Debug, Clone)]
pub enum Act {
    Give(Command),
    Want(Effect),
    /// Say and do what the open report replied.
    Hear(Reply),
    /// Do something with the open report, and hear what it replies.
    Report(fn(&mut ReportScreen) -> Reply),
    Go(ReportPlace),
    /// Leave the open report, asking where something would be lost.
    Leave(Leave),
    SaveThen(Leave),
    /// Leave without what is not saved, once a save under way has come to its end.
    Discard(Leave),
    /// Leave at once.
    Away(Leave, Parting),
    /// Import none of the files that were chosen and are still to come.
    StopImports,
    /// Save over a file that others changed.
    Overwrite,
    /// Ask whose a report is.
    Name(Origin),
    /// Write the note on a cell, or on the whole report, and show the list of notes again.
    WriteNote(Option<CellId>),
    /// Take away the note of this place in the report's list, and show the list again with this line chosen.
    RemoveNote(usize, usize),
    /// Take what came at once for a pasted text.
    Paste(String),
    /// Take what came at once for keys.
    Keys(Vec<Input>),
}

/// A question with answers by letter.
#[derive(Debug, Clone)]
pub struct Question {
    pub text: String,
    /// Letter, words and consequence of each answer.
    pub answers: Vec<(char, String, Act)>,
}

impl Question {
    /// A question that is answered with yes or given up.
    pub fn yes(text: impl Into<String>, words: &str, act: Act) -> Question {
        Question { text: text.into(), answers: vec![('y', words.to_string(), act)] }
    }
}

/// Why a new report is being made.
#[derive(Debug, Clone)]
pub enum Origin {
    /// The clerk wants an empty one.
    Blank,
    /// A document, of which these figures come, does not say whose it is.
    Document(Box<Proposal>, BTreeMap<CellId, Entry>),
    /// A report of ours from elsewhere does not say it.
    Report(Box<Report>),
    /// A register is to be counted for it.
    Register(PathBuf),
}

/// What a dialog is called and what it is for, in Chinese and in English.
pub type Help = [(&'static str, &'static str); 2];

pub trait Modal: Sized {
    const HELP: Help = [("", ""); 2];
    const TAKES_TEXT: bool = false;

    /// Opens what a command asks for, or says what comes in its place. Dialogs that answer no command are opened by what
    /// came of something else.
    fn open(_command: Command, _desk: &mut Desk) -> Result<Self, Did> {
        Err(Did::Close)
    }

    fn help(&self) -> Help {
        Self::HELP
    }

    /// What it is called.
    fn title(&self, lang: Lang) -> &'static str {
        let [(zh, _), (en, _)] = self.help();
        lang.pick(zh, en)
    }

    /// What stands behind what it shows, for its help: a paragraph each.
    fn explained(&self) -> &'static [Text] {
        &[]
    }

    /// The lines that are filled in, where it is a form of such lines at the moment.
    fn form_lines(&mut self) -> Option<&mut FormLines> {
        None
    }

    /// The chosen line of the list that it shows at the moment, and how many lines there are.
    fn list_lines(&mut self) -> Option<(&mut usize, usize)> {
        None
    }

    /// Does what Enter is for.
    fn enter(&mut self, _desk: &mut Desk) -> Did {
        Did::Close
    }

    /// Does what Esc is for.
    fn escape(&mut self, _desk: &mut Desk) -> Did {
        Did::Close
    }

    /// Takes a key: as here where there is nothing but lines or a list, which Enter takes and Esc leaves.
    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return self.escape(desk),
            Code::Enter => return self.enter(desk),
            code => {
                if let Some(lines) = self.form_lines() {
                    lines.key(chord);
                } else if let Some((selected, count)) = self.list_lines() {
                    code.choose(selected, count);
                }
            }
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>);

    /// Takes what happened, or gives it back where it is not about this dialog. What went wrong is said in a form's lines.
    fn told(&mut self, msg: Msg, _desk: &mut Desk) -> Result<Did, Msg> {
        match (msg, self.form_lines()) {
            (Msg::Failed(words), Some(lines)) => lines.problem = words,
            (msg, _) => return Err(msg),
        }
        Ok(Did::Stay)
    }

    fn field(&mut self) -> Option<&mut Field> {
        self.form_lines()?.field()
    }

    fn paste(&mut self, text: &str, _desk: &mut Desk) {
        if let Some(field) = self.field() {
            field.paste(text);
        }
    }

    /// Whether characters can be text here, so that none asks for help.
    fn takes_text(&self) -> bool {
        Self::TAKES_TEXT
    }

    /// Whether any key is one that may be bound here, so that none asks for help or leaves.
    fn takes_chords(&self) -> bool {
        false
    }

    /// Chooses the line that was pointed at; the key that this is as good as, if any.
    fn point(&mut self, line: usize) -> Option<Code> {
        if let Some(lines) = self.form_lines() {
            return lines.point(line);
        }
        let (selected, _) = self.list_lines()?;
        choose(selected, line).then_some(Code::Enter)
    }

    /// Chooses the cell of a table that was pointed at; the key that this is as good as, if any.
    fn point_cell(&mut self, _cell: CellId) -> Option<Code> {
        None
    }

    /// Keeps what is to be kept where the program is left from here.
    fn left(&self, _desk: &mut Desk) {}
}

/// Gives up what is being imported: of several files, the next one can come.
pub fn give_up(desk: &Desk) -> Did {
    let (lang, left) = (desk.lang(), desk.imports.left());
    if left == 0 {
        return Did::Close;
    }
    let text = match lang {
        Lang::Zh => format!("选中的文件还有 {left} 个未导入。"),
        Lang::En if left == 1 => "1 of the marked files is still to be imported.".to_string(),
        Lang::En => format!("{left} of the marked files are still to be imported."),
    };
    let next = Act::Leave(Leave::Import(desk.imports.clone()));
    let answers = vec![
        ('n', lang.say("跳过这个，看下一个", "skip this one, go on with the next"), next),
        ('q', lang.say("全部不导入", "import none of them"), Act::StopImports),
    ];
    Did::Ask(Question { text, answers })
}

/// Chooses a line; whether it was chosen already.
pub fn choose(selected: &mut usize, line: usize) -> bool {
    std::mem::replace(selected, line) == line
}
