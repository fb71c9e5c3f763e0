//! The outline of a report's prose: its parts with the beginnings of their paragraphs, to jump to. A heading is what its
//! paragraph begins with, so that nobody has to mark any.

use crate::domain::report::Part;
use crate::domain::search;
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::fit;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::report::ReportScreen;
use super::act::{Did, Help, Modal};
use super::picker::Picker;

/// The columns of a paragraph's beginning.
const COLUMNS: usize = 60;

/// A part as a whole, or a paragraph of it by its first byte.
type Place = (Part, Option<usize>);

#[derive(Debug, Clone)]
pub struct Outline(Picker<Place>);

fn words(report: &ReportScreen, (part, paragraph): Place, lang: Lang) -> String {
    let text = report.session.report().text(part);
    match (paragraph, part) {
        (Some(at), _) => {
            let line = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            format!("    {}", fit(line.trim(), COLUMNS))
        }
        (None, Part::Preamble) => lang.say("导语", "Preamble"),
        (None, Part::Closing) => lang.say("落款", "Closing"),
        (None, Part::Chapter(index)) => {
            let chapter = &report.form().definition().chapters[index];
            format!("{}{}{}", chapter.number(lang), lang.pick("、", ". "), chapter.named(lang))
        }
    }
}

fn matching(desk: &Desk, query: &str) -> Vec<Place> {
    let Some(report) = desk.report() else { return Vec::new() };
    let mut places = Vec::new();
    for part in report.session.report().parts() {
        let mut start = 0;
        places.push((part, None));
        for line in report.session.report().text(part).split('\n') {
            if !line.trim().is_empty() {
                places.push((part, Some(start)));
            }
            start += line.len() + 1;
        }
    }
    places.retain(|place| search::holds(&[&words(report, *place, desk.lang())], query));
    places
}

impl Modal for Outline {
    const HELP: Help = [
        ("大纲", "各章和每段的开头；输入关键字筛选，按 Enter 定位。"),
        ("Outline", "chapters and the beginnings of their paragraphs; Enter goes there."),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<Outline, Did> {
        let part = desk.settled().map(|report| report.part).ok_or(Did::Close)?;
        let items = matching(desk, "");
        let here = items.iter().position(|(of, _)| *of == part).unwrap_or(0);
        Ok(Outline(Picker::at(items, here)))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match self.0.key(chord, |query| matching(desk, query)) {
            Ok((part, paragraph)) => {
                if let Some(report) = desk.report_mut() {
                    report.go_to_words(part, paragraph);
                }
                Did::Close
            }
            Err(did) => did,
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let (lang, Some(report)) = (desk.lang(), desk.report()) else { return };
        let lines = self.0.items.iter().map(|place| words(report, *place, lang)).collect();
        self.0.draw([self.title(lang), "", ""], lines, desk, canvas);
    }

    fn field(&mut self) -> Option<&mut Field> {
        Some(&mut self.0.query)
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        self.0.point(line)
    }
}
