//! A question with answers by letter.

use crate::domain::report::Key;

use super::super::canvas::Canvas;
use super::super::collecting::Wish;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::key::{Chord, Code};
use super::super::message::Effect;
use super::act::{Act, Did, Help, Modal, Question};

/// A question that is open; Esc gives it up.
#[derive(Debug, Clone)]
pub struct OpenQuestion {
    question: Question,
    /// What it is called where it is no question but a refusal.
    refusal: Option<&'static str>,
    /// Whether a character came that answers nothing. The next one may belong to the same word, and answers nothing either
    /// before another key came.
    is_strayed: bool,
}

impl OpenQuestion {
    pub fn new(question: Question) -> OpenQuestion {
        OpenQuestion { question, refusal: None, is_strayed: false }
    }

    pub fn refusing(title: &'static str, question: Question) -> OpenQuestion {
        OpenQuestion { refusal: Some(title), ..OpenQuestion::new(question) }
    }
}

/// Before the sample report is made, and before a report of the library is deleted.
fn asked(command: Command, desk: &Desk) -> Option<Question> {
    let lang = desk.lang();
    if command == Command::Sample {
        let text = lang.pick(
            "建立一份示例报告供试用？数据已填好；按 ‹save› 保存后才进入报告库。",
            "Make a sample report to try out? It is already filled, and enters the library only when ‹save› saves it.",
        );
        return Some(Question::yes(
            desk.in_words(text),
            lang.pick("建立示例报告", "make it"),
            Act::Want(Effect::Sample),
        ));
    }
    if command == Command::RemoveBody {
        let screen = desk.collecting.as_ref()?;
        let body = screen.body()?;
        let name = &body.name;
        let had = match body.receipts.is_empty() && body.decisions.is_empty() {
            true => String::new(),
            false => lang.say(
                "它的收件和决定一并移出（原件仍在）。",
                " What was received and decided goes with it (the files stay).",
            ),
        };
        let text = lang.say(format!("把 {name} 移出名单？{had}"), format!("Take {name} out of the roster?{had}"));
        let act = Act::Want(Effect::Collect(screen.of.clone(), Box::new(Wish::RemoveBody(name.clone()))));
        return Some(Question::yes(text, lang.pick("移出", "take it out"), act));
    }
    let key = desk.library.current()?.key.clone();
    let Key { agency, year, .. } = &key;
    let text = lang.say(
        format!("删除 {agency} {year} 年度报告？文件移入历史文件夹，可以取回。"),
        format!("Delete the report {agency} {year}? Its file moves to history and can be restored."),
    );
    Some(Question::yes(text, lang.pick("删除", "delete"), Act::Want(Effect::Delete(key))))
}

impl Modal for OpenQuestion {
    const HELP: Help = [
        ("请确认", "按所列字母回答；按 Esc 返回，不作任何改动。"),
        ("Question", "answer with one of the letters; Esc goes back and changes nothing."),
    ];

    fn open(command: Command, desk: &mut Desk) -> Result<OpenQuestion, Did> {
        asked(command, desk).map(OpenQuestion::new).ok_or(Did::Close)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if chord.code == Code::Esc {
            return Did::Close;
        }
        let answer =
            self.question.answers.iter().find(|(letter, _, _)| chord.is_letter(*letter)).filter(|_| !self.is_strayed);
        self.is_strayed = chord.character().is_some();
        if let Some((_, _, act)) = answer {
            return Did::Act(act.clone());
        }
        desk.refuse(desk.lang().pick("请按所列字母回答，或按 Esc 返回", "Press one of the letters, or Esc to go back"));
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let answers: Vec<_> =
            self.question.answers.iter().map(|(letter, words, _)| (*letter, words.as_str())).collect();
        let title = self.refusal.unwrap_or(lang.pick("请确认", "Please confirm"));
        let below = canvas.ask(62, title, &[&self.question.text], &answers);
        canvas.or_back(below, lang.pick("返回", "goes back"));
    }
}
