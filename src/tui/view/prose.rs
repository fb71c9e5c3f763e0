//! The prose of a part: its heading, what belongs into it, the text, and below it the finding whose words are lit.

use ratatui::layout::Rect;

use crate::domain::definition::Severity;
use crate::domain::finding;
use crate::domain::report::Part;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::display::wrap;
use super::super::field::Field;
use super::super::model::Hit;
use super::super::report::{Pointed, ReportScreen};
use super::canvas::Canvas;

/// The most lines of a finding below the text.
const FINDING_LINES: usize = 3;

/// Draws the prose on the screen into `body`.
pub(super) fn draw(
    screen: &ReportScreen,
    session: &Session,
    field: &Field,
    focused: bool,
    canvas: &mut Canvas<'_, '_>,
    body: Rect,
    lang: Lang,
) {
    let characters = field.characters();
    let (heading, help) = part_words(session, screen.part, lang);
    let count = match lang {
        Lang::Zh => format!("（{characters} 字）"),
        Lang::En => format!(" ({characters} characters)"),
    };
    canvas.bar(Rect { height: 1, ..body }, &(heading + &count), canvas.theme.head());
    canvas.put(body.x, body.y + 1, body.width, &help, canvas.theme.quiet());
    let lit = screen.lit.as_ref().and_then(|lit| lit.passage.as_ref()).filter(|passage| passage.part == screen.part);
    let failed = if lit.is_some() { session.failed() } else { Vec::new() };
    let finding = failed.iter().find(|finding| finding.passage.as_ref() == lit);
    let mut lines = finding.map_or_else(Vec::new, |finding| {
        let words = finding::message(session.figures(), finding, lang);
        wrap(&format!("! {} {words}", finding.rule(session.form()).id), body.width.into())
    });
    lines.truncate(FINDING_LINES.min(usize::from(body.height.saturating_sub(4))));
    let below = u16::try_from(lines.len()).unwrap_or(0);
    let text = Rect { y: body.y + 2, height: body.height.saturating_sub(2 + below), ..body };
    canvas.field(field, text, focused);
    canvas.hit(text, Hit::Report(Pointed::Text(0, 0)));
    if let Some(passage) = lit {
        canvas.restyle(&field.places(&passage.range, text), canvas.theme.lit());
    }
    let style = match finding.map(|finding| finding.severity) {
        Some(Severity::Error) => canvas.theme.error(),
        _ => canvas.theme.warning(),
    };
    for (line, y) in lines.iter().zip(text.bottom()..body.bottom()) {
        canvas.put(body.x, y, body.width, line, style);
    }
}

/// A part's heading and what belongs into it.
fn part_words(session: &Session, part: Part, lang: Lang) -> (String, String) {
    match part {
        Part::Chapter(index) => {
            let chapter = &session.form().definition().chapters[index];
            (format!("{}、{}", chapter.numeral, chapter.heading), chapter.help.get(lang).to_string())
        }
        Part::Preamble => (
            lang.pick("导语（标题与第一章之间）", "Preamble (between title and first chapter)").to_string(),
            lang.pick("写明编制依据、统计期限和联系方式。", "Legal basis, period of the figures, contact.").to_string(),
        ),
        Part::Closing => (
            lang.pick("落款（最后一章之后）", "Closing lines (after the last chapter)").to_string(),
            lang.pick("单位名称和日期；可以不写。", "Agency and date; may stay empty.").to_string(),
        ),
    }
}
