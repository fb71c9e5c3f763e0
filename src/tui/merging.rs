//! What is asked when somebody else changed the file of the open report: what differs, and for each cell that both changed
//! whose figure is to stand. It draws nothing and changes nothing.

use crate::domain::report::Report;
use crate::domain::text::Lang;

use super::changes::{self, ChangesList};
use super::joining::{self, Joining, Source};
use super::key::{Chord, Code};

/// What was found in place of the file that was loaded or last saved.
#[derive(Debug, Clone)]
pub struct Found {
    /// Whether a save was refused for it.
    pub of_save: bool,
    /// What there is to be said.
    pub words: String,
    /// What was loaded or last saved, where that is known.
    pub base: Option<Report>,
    /// What is there now.
    pub there: There,
}

/// What is there now.
#[derive(Debug, Clone)]
pub enum There {
    /// Another state of the report.
    Report(Box<Report>),
    /// Something that cannot be read, for this reason.
    Unreadable(String),
    /// Nothing.
    Nothing,
}

/// What a key came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The dialog stays open.
    Open,
    /// Nothing is done now.
    Closed,
    /// The file is written over; what it holds goes into the history.
    Overwrite,
    /// The file is read in; what is on the screen goes into the history.
    Reload,
    /// Both are joined.
    Merge,
    /// So many collisions are not decided yet.
    Undecided(usize),
}

/// What of the dialog is shown.
#[derive(Debug, Clone)]
pub enum Stage {
    /// The question.
    Asked,
    /// What differs.
    Looking(ChangesList),
    /// What both changed.
    Choosing,
}

/// The question what is to become of two states of one report.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// What there is to be said.
    pub words: Vec<String>,
    /// What the file holds now.
    there: There,
    /// How the two can be joined, where they can.
    pub joining: Option<Joining>,
    /// What is shown.
    pub stage: Stage,
}

impl Conflict {
    /// Of what was found; `ours` is the report on the screen.
    pub fn new(found: Found, ours: &Report, lang: Lang) -> Conflict {
        let mut words = vec![found.words];
        if let There::Unreadable(why) = &found.there {
            words.push(why.clone());
        }
        let joining = match (&found.there, &found.base) {
            (There::Report(theirs), Some(base)) => match obstacle(base, ours, theirs, lang) {
                Some(obstacle) => {
                    words.push(obstacle.to_string());
                    None
                }
                None => Joining::new(Source::Screen, base, ours, theirs),
            },
            _ => None,
        };
        if let Some(joining) = &joining {
            let (mine, theirs, both) = (joining.mine(), joining.theirs, joining.collisions().len());
            words.push(match lang {
                Lang::Zh => format!("只有这里改的 {mine} 处，只有对方改的 {theirs} 处，都改且不同的 {both} 处。"),
                Lang::En => {
                    format!("Changed only here: {mine}; only there: {theirs}; on both sides, differently: {both}.")
                }
            });
        }
        Conflict { words, there: found.there, joining, stage: Stage::Asked }
    }

    /// What it is called.
    pub fn title(&self, lang: Lang) -> &'static str {
        match self.there {
            There::Nothing => lang.pick("文件不见了", "The file is gone"),
            _ => lang.pick("文件在别处被改过", "The file was changed elsewhere"),
        }
    }

    /// What can be answered: letter and words.
    pub fn answers(&self, lang: Lang) -> Vec<(char, &'static str)> {
        let mut answers = Vec::new();
        if matches!(self.there, There::Report(_)) {
            answers.push(('v', lang.pick("看有哪些不同", "look at the differences")));
        }
        if self.joining.is_some() {
            answers.push(('m', lang.pick("合并两边的改动", "join what both changed")));
        }
        answers.push(match self.there {
            There::Nothing => ('o', lang.pick("重新写入", "write it anew")),
            _ => ('o', lang.pick("覆盖（原文件留在 history）", "overwrite (the file on disk goes to history)")),
        });
        if matches!(self.there, There::Report(_)) {
            answers.push((
                'r',
                lang.pick("改用对方的（这里的留在 history）", "take theirs (what is here goes to history)"),
            ));
        }
        answers
    }

    /// Puts the cursor on a line of the list.
    pub fn point(&mut self, line: usize) {
        match (&mut self.stage, &mut self.joining) {
            (Stage::Looking(list), _) if line < list.lines.len() => list.selected = line,
            (Stage::Choosing, Some(joining)) => joining.point(line),
            _ => {}
        }
    }

    /// Takes a key; `ours` is the report on the screen.
    pub fn take(&mut self, chord: Chord, ours: &Report, lang: Lang) -> Taken {
        match (&mut self.stage, &mut self.joining) {
            (Stage::Looking(list), _) => {
                if list.take(chord) != changes::Taken::Open {
                    self.stage = Stage::Asked;
                }
                return Taken::Open;
            }
            (Stage::Choosing, Some(joining)) => {
                return match joining.take(chord) {
                    joining::Taken::Open => Taken::Open,
                    joining::Taken::Decided => Taken::Merge,
                    joining::Taken::Undecided(count) => Taken::Undecided(count),
                    joining::Taken::Closed => {
                        self.stage = Stage::Asked;
                        Taken::Open
                    }
                };
            }
            _ => {}
        }
        if chord.code == Code::Esc {
            return Taken::Closed;
        }
        let typed = chord.character().map(|typed| typed.to_ascii_lowercase());
        let answers = self.answers(lang);
        let answer = answers.iter().map(|(letter, _)| *letter).find(|letter| Some(*letter) == typed);
        match (answer, &self.there) {
            (Some('v'), There::Report(theirs)) => {
                let title = lang.pick("磁盘上的与这里的", "the file and what is here").to_string();
                self.stage = Stage::Looking(ChangesList::between(title, lang.pick("文件", "file"), theirs, ours, lang));
            }
            (Some('m'), _) => match &self.joining {
                Some(joining) if joining.chosen.is_empty() => return Taken::Merge,
                _ => self.stage = Stage::Choosing,
            },
            (Some('o'), _) => return Taken::Overwrite,
            (Some('r'), _) => return Taken::Reload,
            _ => {}
        }
        Taken::Open
    }
}

/// Why two states of a report cannot be joined.
fn obstacle(base: &Report, ours: &Report, theirs: &Report, lang: Lang) -> Option<&'static str> {
    let edition = ours.form().edition();
    if [base, theirs].iter().any(|report| report.form().edition() != edition) {
        return Some(
            lang.pick("两边用的不是同一版表，不能合并。", "The two have different forms and cannot be joined."),
        );
    }
    if theirs.seal.is_some() {
        return Some(lang.pick("对方已经定稿，不能合并。", "Theirs is finished, so that the two cannot be joined."));
    }
    let words = "What is here is finished, so that the two cannot be joined.";
    ours.seal.is_some().then(|| lang.pick("这里已经定稿，不能合并。", words))
}
