//! What the rules between bodies find, a line each; from one to the body that made it, or to the cell of the sum.

use ratatui::style::Style;

use crate::domain::collection::finding::message;
use crate::domain::collection::rule::Finding;
use crate::domain::definition::Severity;
use crate::domain::finding::Status;
use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::super::collecting::Gathering;
use super::super::super::command::Command;
use super::super::super::desk::Desk;
use super::super::super::display::width;
use super::super::super::key::{Chord, Code};
use super::super::act::{Act, Did, Help, Modal, choose};

#[derive(Debug, Clone)]
pub struct FoundList {
    selected: usize,
}

/// Errors first, what is only plausible and what waits last.
fn in_order(gathering: &Gathering) -> Vec<&Finding> {
    let mut all: Vec<&Finding> = gathering.findings.iter().collect();
    all.sort_by_key(|finding| {
        let rule = finding.rule(&gathering.gathered.form);
        (finding.status == Status::Pending, rule.folded, rank(rule.severity))
    });
    all
}

fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

fn sign(gathering: &Gathering, finding: &Finding) -> &'static str {
    match (finding.status, finding.rule(&gathering.gathered.form).severity) {
        (Status::Pending, _) => "~",
        (_, Severity::Error) => "!",
        (_, Severity::Warning) => "?",
        (_, Severity::Info) => "·",
    }
}

fn heading(gathering: &Gathering, lang: Lang) -> String {
    let count = |severity| {
        let is_one = |finding: &&Finding| {
            finding.status == Status::Fail && finding.rule(&gathering.gathered.form).severity == severity
        };
        gathering.findings.iter().filter(is_one).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    lang.say(
        format!("汇总校验：错误 {errors}  警告 {warnings}"),
        format!("Checks between bodies: errors {errors}  warnings {warnings}"),
    )
}

impl Modal for FoundList {
    const HELP: Help = [
        (
            "汇总校验",
            "各单位之间、合计与汇总报告之间的问题。Enter 到造成问题的单位；只涉及合计的，到合计中的那一格。! 错误，? 警告，~ 等有关单位报送后才能校验。",
        ),
        (
            "Checks between bodies",
            "what is found between bodies, and between the sum and the aggregated report. Enter goes to the body that made it, or to the cell of the sum. ! error, ? warning, ~ waits for a body.",
        ),
    ];

    fn open(_command: Command, desk: &mut Desk) -> Result<FoundList, Did> {
        let is_empty = desk.collecting.as_ref().ok_or(Did::Close)?.gathering.findings.is_empty();
        if is_empty {
            desk.say(desk.lang().pick("汇总校验没有发现问题", "Nothing is found between the bodies"));
            return Err(Did::Close);
        }
        Ok(FoundList { selected: 0 })
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let Some(screen) = &mut desk.collecting else { return Did::Close };
        let gathering = std::sync::Arc::clone(&screen.gathering);
        let found = in_order(&gathering);
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Enter => {
                let Some(finding) = found.get(self.selected) else { return Did::Stay };
                if let Some(&body) = finding.body.iter().chain(&finding.bodies).next() {
                    screen.choose(body);
                    return Did::Close;
                }
                if let Some(&cell) = finding.cells.first() {
                    screen.cell = Some(cell);
                    return Did::Act(Act::Give(Command::SumUp));
                }
            }
            code => drop(code.choose(&mut self.selected, found.len())),
        }
        Did::Stay
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let Some(screen) = &desk.collecting else { return };
        let gathering = &screen.gathering;
        let area = canvas.open_wide(&heading(gathering, lang));
        let found = in_order(gathering);
        let rows: Rows = found
            .iter()
            .map(|finding| {
                let rule = finding.rule(&gathering.gathered.form);
                let style = match (finding.status, rule.severity) {
                    (Status::Pending, _) | (_, Severity::Info) => canvas.theme.quiet(),
                    (_, Severity::Error) => canvas.theme.error(),
                    (_, Severity::Warning) => Style::new(),
                };
                let lead = format!("{} {}  ", sign(gathering, finding), rule.id);
                let text = message(&gathering.gathered, finding, lang);
                let indent = width(&lead);
                styled(hanging(&lead, indent, &text, area.width.into()), style)
            })
            .collect();
        canvas.rows(above(area, 1), &rows, self.selected);
        let keys = lang.pick(
            "Enter 到这个单位或这一格  ↑↓ 选择  Ctrl-C 复制  Esc 关闭",
            "Enter goes there  ↑↓ choose  Ctrl-C copies  Esc closes",
        );
        canvas.keys_line(area, &format!("{keys}  {}/{}", self.selected + 1, found.len()));
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        choose(&mut self.selected, line).then_some(Code::Enter)
    }
}
