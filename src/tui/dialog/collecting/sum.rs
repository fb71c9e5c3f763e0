//! What the bodies add up to, over the whole screen and laid out as a report: over all of them or a group, each cell with what
//! it lacks, its parts in order, and adjustments. From here the sum is saved as a report and written out.

mod draw;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::domain::background::Background;
use crate::domain::collection::sum::Sum;
use crate::domain::form::CellId;
use crate::domain::report::{Report, Scope};
use crate::domain::session::Session;

use super::super::super::canvas::Canvas;
use super::super::super::collecting::{CollectingScreen, Wish};
use super::super::super::command::{Command, Reach};
use super::super::super::desk::Desk;
use super::super::super::field::Field;
use super::super::super::grid::{Mark, Marked};
use super::super::super::key::{Chord, Code};
use super::super::super::message::{Effect, Msg};
use super::super::super::report::ReportScreen;
use super::super::act::{Act, Did, Help, Modal, Question, choose};
use super::decision::DecisionForm;

#[derive(Debug, Clone)]
pub struct SumView {
    /// The group that is added up; none for all bodies.
    group: Option<String>,
    sum: Box<Sum>,
    /// The sum as a report: its layout and its cursor.
    screen: Box<ReportScreen>,
    /// What stands in the cells.
    marked: BTreeMap<CellId, Marked>,
    size: (u16, u16),
    stage: Stage,
}

#[derive(Debug, Clone)]
enum Stage {
    Table,
    /// The parts of the current cell are listed, of which this one is chosen.
    Parts(usize),
    Adjusting(Box<DecisionForm>),
}

/// Commands of a table that only move.
const MOVES: [Command; 14] = [
    Command::Up,
    Command::Down,
    Command::Left,
    Command::Right,
    Command::RowStart,
    Command::RowEnd,
    Command::ColumnTop,
    Command::ColumnBottom,
    Command::TableStart,
    Command::TableEnd,
    Command::PageUp,
    Command::PageDown,
    Command::NextPart,
    Command::PreviousPart,
];

impl SumView {
    fn new(desk: &Desk) -> Option<SumView> {
        let collecting = desk.collecting.as_ref()?;
        let group = collecting.group_shown().map(String::from);
        let sum = Box::new(collecting.gathering.sum(group.as_deref()));
        let report = report(collecting, &sum);
        let mut screen = Box::new(ReportScreen::new(report, Background::default(), desk.size, desk.lang()));
        if let Some(cell) = collecting.cell {
            screen.go(cell);
        }
        let marked = marked(&sum);
        Some(SumView { group, sum, screen, marked, size: desk.size, stage: Stage::Table })
    }

    /// Adds up anew, for another group or since something was decided.
    pub fn renew(&mut self, desk: &Desk) {
        let Some(collecting) = &desk.collecting else { return };
        *self.sum = collecting.gathering.sum(self.group.as_deref());
        self.screen.session = Session::new(report(collecting, &self.sum));
        self.marked = marked(&self.sum);
        self.stage = Stage::Table;
    }

    /// The layout for a size; nothing but the size of the terminal changes while nobody presses a key.
    fn screen(&self, size: (u16, u16)) -> Cow<'_, ReportScreen> {
        if size == self.size {
            return Cow::Borrowed(&self.screen);
        }
        let mut screen = self.screen.clone();
        screen.resize(size);
        Cow::Owned(*screen)
    }

    fn cell(&self) -> Option<CellId> {
        self.screen.table().map(|(_, _, cell)| cell)
    }

    fn next_group(&mut self, desk: &Desk) {
        let Some(collecting) = &desk.collecting else { return };
        let groups = collecting.gathering.collection().groups();
        let next = match self.group.as_deref().and_then(|group| groups.iter().position(|other| *other == group)) {
            None => groups.first(),
            Some(at) => groups.get(at + 1),
        };
        self.group = next.map(ToString::to_string);
        self.renew(desk);
    }

    /// Goes to the next table, round and round, or to the one before.
    fn turn(&mut self, forward: bool) {
        let Some((table, _, _)) = self.screen.table() else { return };
        let count = self.screen.form().tables().len();
        let next = (table + if forward { 1 } else { count - 1 }) % count;
        let first = self.screen.form().table_cells(next).next();
        first.into_iter().for_each(|cell| self.screen.go(cell));
    }

    fn save(&self, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        let Some(collecting) = &desk.collecting else { return Did::Stay };
        if self.group.is_some() {
            let words = "Only the sum over all bodies is the aggregated report: g switches to it";
            desk.refuse(lang.pick("存为汇总报告的是全部单位的合计：请按 g 换到全部", words));
            return Did::Stay;
        }
        let of = collecting.of.clone();
        let is_there = collecting.gathering.gathered.printed.is_some();
        let state = collecting.gathering.words_of(&self.sum, lang);
        if !is_there {
            desk.collect(Wish::SaveSum);
            return Did::Stay;
        }
        let text = lang.say(
            format!("{} {} 已有汇总报告。用合计的数字替换？（{state}）正文不变，待定的格留空，原来的在历史版本里。", of.agency, of.year),
            format!("{} {} has an aggregated report. Replace its figures by the sum? ({state}) Its text stays, pending cells are left empty, and what was there is among its versions.", of.agency, of.year),
        );
        let act = Act::Want(Effect::Collect(of, Box::new(Wish::SaveSum)));
        Did::Ask(Question::yes(text, lang.pick("替换", "Replace"), act))
    }

    fn key_of_table(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Enter => self.stage = Stage::Parts(0),
            Code::Tab => self.turn(!chord.shift),
            _ if chord.is_letter('g') => self.next_group(desk),
            _ if chord.is_letter('s') => return self.save(desk),
            _ if chord.is_letter('x') => {
                let folder = desk.setting.here.clone();
                desk.collect(Wish::WriteSum { folder, group: self.group.clone() });
            }
            _ if chord.is_letter('a') => self.adjust(desk),
            _ => {
                let command = desk.setting.keymap.command(&[Reach::Grid, Reach::Report], chord);
                if let Some(command) = command.filter(|command| MOVES.contains(command)) {
                    match command {
                        Command::NextPart => self.turn(true),
                        Command::PreviousPart => self.turn(false),
                        command => drop(self.screen.run(command)),
                    }
                }
            }
        }
        if let Some(collecting) = &mut desk.collecting {
            collecting.cell = self.cell();
        }
        Did::Stay
    }

    fn adjust(&mut self, desk: &mut Desk) {
        let lang = desk.lang();
        let Some(cell) = self.cell() else { return };
        if self.sum.form().is_total(cell) {
            let words = "A total is computed: adjust its cells";
            return desk.refuse(lang.pick("总计由程序计算，请调整它的各格", words));
        }
        if self.group.is_some() {
            let words = "Adjustments belong to the sum over all bodies: g switches to it";
            return desk.refuse(lang.pick("调整只对全部单位的合计：请按 g 换到全部", words));
        }
        if let Some(form) = DecisionForm::adjusting(cell, desk) {
            self.stage = Stage::Adjusting(Box::new(form));
        }
    }
}

/// The sum as a report of the collecting agency.
fn report(collecting: &CollectingScreen, sum: &Sum) -> Report {
    let (agency, year) = (collecting.of.agency.clone(), collecting.of.year);
    let mut report = Report::new(sum.form().clone(), Some(agency), Some(year), Scope::Aggregated);
    for (cell, entry) in sum.entries() {
        report.set_entry(cell, entry);
    }
    report
}

/// What is known of every cell; a sign where it is still pending.
fn marked(sum: &Sum) -> BTreeMap<CellId, Marked> {
    let of = |cell: CellId| {
        let figure = sum.figure(cell);
        match figure.is_unfilled() {
            true if sum.cell(cell).overflow => Marked { text: "∞".to_string(), mark: Mark::Waiting },
            true => Marked { text: format!("{}?", sum.cell(cell).known), mark: Mark::Waiting },
            false => Marked { text: figure.to_string(), mark: Mark::Plain },
        }
    };
    sum.form().cells().map(|cell| (cell, of(cell))).collect()
}

impl Modal for SumView {
    const HELP: Help = [
        (
            "合计",
            "各单位报告逐格相加；带 ? 的还在等单位报送或填写，表下写明缺哪家。Enter 列出各单位在这一格的数，由大到小，附上年数。g 换组，Tab 换表，a 调整（写明数和理由），s 存为汇总报告，x 导出汇总表（xlsx，有小计和公式）。",
        ),
        (
            "Sum",
            "the bodies' reports added up cell by cell; ? is still waiting, and below the table it says for whom. Enter lists the bodies' parts, the largest first, with last year's. g switches the group, Tab the table, a adjusts, s saves it as the aggregated report, x writes the table of bodies (xlsx with subtotals and formulas).",
        ),
    ];

    fn open(_command: Command, desk: &mut Desk) -> Result<SumView, Did> {
        let has_none = desk.collecting.as_ref().is_some_and(|screen| screen.gathering.collection().bodies.is_empty());
        if has_none {
            desk.refuse(desk.lang().pick(
                "名单里还没有单位：按 ‹read-roster› 读入名单，或按 ‹add-body› 增加单位",
                "The roster has no bodies yet: ‹read-roster› reads one, ‹add-body› adds a body",
            ));
            return Err(Did::Close);
        }
        SumView::new(desk).ok_or(Did::Close)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        if self.size != desk.size {
            self.size = desk.size;
            self.screen.resize(desk.size);
        }
        match &mut self.stage {
            Stage::Table => self.key_of_table(chord, desk),
            Stage::Adjusting(form) => {
                if let Did::Close = form.key(chord, desk) {
                    self.stage = Stage::Table;
                }
                Did::Stay
            }
            Stage::Parts(selected) => {
                let Some(cell) = self.screen.table().map(|(_, _, cell)| cell) else { return Did::Stay };
                let Some(collecting) = &mut desk.collecting else { return Did::Close };
                let parts = self.sum.ranking(&collecting.gathering.gathered.members, cell);
                match chord.code {
                    Code::Esc => self.stage = Stage::Table,
                    Code::Enter => {
                        if let Some(part) = parts.get(*selected) {
                            collecting.choose(part.body);
                            return Did::Close;
                        }
                    }
                    code => drop(code.choose(selected, parts.len())),
                }
                Did::Stay
            }
        }
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        match (msg, &mut self.stage) {
            (msg @ Msg::Failed(_), Stage::Adjusting(form)) => form.told(msg, desk),
            (msg, _) => Err(msg),
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let Some(collecting) = &desk.collecting else { return };
        draw::table(self, collecting, desk, canvas);
        match &self.stage {
            Stage::Table => {}
            Stage::Parts(selected) => draw::parts(self, collecting, *selected, canvas, desk.lang()),
            Stage::Adjusting(form) => form.draw(desk, canvas),
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        if let Stage::Adjusting(form) = &mut self.stage { form.field() } else { None }
    }

    fn takes_text(&self) -> bool {
        matches!(self.stage, Stage::Adjusting(_))
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        match &mut self.stage {
            Stage::Table => None,
            Stage::Parts(selected) => choose(selected, line).then_some(Code::Enter),
            Stage::Adjusting(form) => form.point(line),
        }
    }

    fn point_cell(&mut self, cell: CellId) -> Option<Code> {
        if !matches!(self.stage, Stage::Table) {
            return None;
        }
        let again = self.cell() == Some(cell);
        self.screen.go(cell);
        again.then_some(Code::Enter)
    }
}
