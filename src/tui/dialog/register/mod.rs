//! The view of a register: the table counted from it beside the report's own figures, what is still to be answered, the cases
//! behind every cell, and what was found. Nothing of people is in what it is handed to show. What its keys do stands here.

mod matrix;

mod words;

mod cases;

mod asked;

mod lists;

mod draw;

use std::collections::BTreeSet;

use crate::domain::form::CellId;
use crate::domain::register::answers::Move;
use crate::domain::register::finding::Finding;
use crate::domain::register::working::{Taking, Working};
use crate::domain::report::Report;
use crate::domain::session::Session;
use crate::domain::text::{Lang, Text};

use super::super::canvas::Canvas;
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Msg};
use super::act::{Did, Help, Modal, choose};
use asked::{AnswerChoice, Answering, AskedRow};
use cases::{Cases, Moving, Reason};
use matrix::Matrix;

#[derive(Debug, Clone)]
pub struct RegisterView {
    register: Working,
    /// What was passed over in it, and what there is to say of the files that were used.
    told: Vec<String>,
    matrix: Matrix,
    findings: Vec<Finding>,
    /// Wordings that somebody does not want to be asked about now.
    deferred: BTreeSet<String>,
    /// Whether the questions come one after another, as they do at first.
    is_asking: bool,
    stage: Stage,
}

#[derive(Debug, Clone)]
enum Stage {
    /// The table, in which one cell is current.
    Matrix,
    /// What is asked, was answered, is likely and was moved: a list, of which this line is chosen.
    Asked(usize),
    /// One answer is being chosen.
    Answering(Answering),
    Cases(Cases),
    /// Where a case is to be moved.
    Moving(Moving),
    /// Why it is moved.
    Reason(Box<Reason>),
    /// The findings, of which this one is chosen.
    Findings(usize),
    /// What was passed over.
    Told(usize),
    /// Figures would be replaced, which is asked first.
    Taking(Taking),
}

impl RegisterView {
    /// The view of a register over the open report. Questions come first.
    pub fn new(register: Working, told: Vec<String>, desk: &Desk) -> Option<RegisterView> {
        let session = &desk.report()?.session;
        let mut view = RegisterView {
            matrix: Matrix::new(&register, session.report(), desk.size, desk.lang())?,
            register,
            told,
            findings: Vec::new(),
            deferred: BTreeSet::new(),
            is_asking: true,
            stage: Stage::Matrix,
        };
        view.renew(session, desk.lang());
        view.ask_next();
        Some(view)
    }

    /// Counts and compares anew.
    fn renew(&mut self, session: &Session, lang: Lang) {
        self.findings = self.register.findings(Some(session), lang);
        self.matrix.mark(&self.register, session);
    }

    /// What was answered, moved or confirmed is kept at once, and everything is shown anew.
    fn changed(&mut self, desk: &mut Desk) {
        if let Some(report) = desk.report() {
            self.renew(&report.session, desk.lang());
        }
        desk.want(Effect::KeepRegister { register: Box::new(self.register.clone()), is_taken: false });
    }

    /// Who changes something, as far as the report says.
    fn by(desk: &Desk) -> String {
        desk.report().map_or_else(String::new, |report| report.session.report().sign_off.keyer.clone())
    }

    fn key_in_matrix(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let lang = desk.lang();
        match chord.code {
            Code::Esc => return Did::Close,
            Code::Enter => self.stage = Stage::Cases(Cases::of_cell(self.matrix.cell())),
            Code::F(8) => self.next(!chord.shift, desk),
            Code::Tab => self.next(!chord.shift, desk),
            Code::F(7) => self.stage = Stage::Findings(0),
            _ if chord.is_letter('n') => self.next(true, desk),
            _ if chord.is_letter('b') => self.next(false, desk),
            _ if chord.is_letter('w') => self.stage = Stage::Findings(0),
            _ if chord.is_letter('d') => self.list(0),
            _ if chord.is_letter('i') => self.stage = Stage::Told(0),
            _ if chord.is_letter('a') => self.take(desk),
            Code::Char(digit) if digit.is_ascii_digit() => desk.say(lang.pick(
                "这里的数字由台账计出；要改，按 Enter 看各件，或改正台账后重新计数",
                "Figures are counted here: Enter shows the cases; or mend the register and count again",
            )),
            _ => self.matrix.go_on(chord),
        }
        Did::Stay
    }

    /// Goes to the next cell that differs from the report or waits for an answer.
    fn next(&mut self, forward: bool, desk: &mut Desk) {
        if !self.matrix.next(forward) {
            desk.say(
                desk.lang()
                    .pick("没有与报告不同或待确定的格", "No cell differs from the report or waits for an answer"),
            );
        }
    }

    /// Shows the list of what is asked, with a line chosen that can be.
    fn list(&mut self, selected: usize) {
        self.is_asking = false;
        let rows = self.rows();
        let near = (selected..rows.len()).chain((0..selected).rev());
        let selected = near.into_iter().find(|&row| rows.get(row).is_some_and(AskedRow::can_be_chosen)).unwrap_or(0);
        self.stage = Stage::Asked(selected);
    }

    /// The next question that was not put off, while questions come by themselves; else the table.
    fn ask_next(&mut self) {
        let questions = &self.register.count().questions;
        let next = questions.iter().find(|question| !self.deferred.contains(&question.wording));
        self.stage = match next.filter(|_| self.is_asking) {
            Some(question) => Stage::Answering(Answering::of_question(&self.register, question, None)),
            None => Stage::Matrix,
        };
        self.is_asking &= matches!(self.stage, Stage::Answering(_));
    }

    /// Takes the figures, once their cases are kept; where others would be replaced, that is asked first.
    fn take(&mut self, desk: &mut Desk) {
        if desk.is_refused_as_read_only() {
            return;
        }
        let lang = desk.lang();
        let Some(report) = desk.report().map(|report| report.session.report()) else { return };
        if report.form().edition() != self.register.form().edition() {
            return desk.refuse(lang.pick(
                "报告使用的不是这一年度的格式，不能采用",
                "The report is not of its year's edition, so the figures cannot be applied",
            ));
        }
        let taking = self.register.taking(report);
        match taking.replaced {
            0 => self.keep_to_take(desk),
            _ => self.stage = Stage::Taking(taking),
        }
    }

    fn keep_to_take(&mut self, desk: &mut Desk) {
        self.stage = Stage::Matrix;
        desk.want(Effect::KeepRegister { register: Box::new(self.register.clone()), is_taken: true });
    }

    /// The cases are kept: the figures become one edit of the report.
    fn taken(&mut self, desk: &mut Desk) -> Did {
        let (lang, cell) = (desk.lang(), self.matrix.cell());
        let Some(report) = desk.report_mut() else { return Did::Close };
        let edit = self.register.edit(report.session.report());
        let cells = edit.changes.len();
        report.session.apply(edit);
        report.go(cell);
        let pending = self.register.pending();
        let mut words = lang.say(
            format!("已采用台账的 {cells} 格（‹undo› 撤销），总计未动"),
            format!("{cells} cells are taken from the register (‹undo› undoes it); totals are untouched"),
        );
        if pending > 0 {
            words += &lang.say(
                format!("；待确定的 {pending} 格没有改动"),
                format!("; {pending} that wait for an answer are left as they were"),
            );
        }
        desk.say(words);
        Did::Close
    }

    fn key_in_findings(&mut self, selected: usize, chord: Chord, desk: &mut Desk) {
        let mut selected = selected;
        let finding = self.findings.get(selected);
        self.stage = match (chord.code, finding) {
            (Code::Esc | Code::F(7), _) => Stage::Matrix,
            (Code::Enter, Some(finding)) => match finding.cells.first() {
                Some(cell) => {
                    self.matrix.go(*cell);
                    Stage::Matrix
                }
                None => Stage::Cases(Cases::of_finding(selected, finding)),
            },
            (_, Some(finding)) if chord.is_letter('c') => Stage::Cases(Cases::of_finding(selected, finding)),
            (code, _) => {
                code.choose(&mut selected, self.findings.len());
                Stage::Findings(selected)
            }
        };
        if let Stage::Cases(cases) = &self.stage
            && cases.list(&self.register).is_empty()
        {
            desk.refuse(desk.lang().pick("这一条没有台账里的件", "This one has no case of the register"));
            self.stage = Stage::Findings(selected);
        }
    }

    fn key_in_cases(&mut self, mut cases: Cases, chord: Chord, desk: &mut Desk) {
        let lang = desk.lang();
        let count = cases.list(&self.register).len();
        let number = cases.chosen(&self.register).map(|case| case.number.clone());
        self.stage = match (chord.code, number) {
            (Code::Esc, _) => cases.back(),
            (code, Some(number)) if code == Code::Enter || chord.is_letter('r') || chord.is_letter('k') => {
                match Moving::new(&self.register, &number, chord.is_letter('k'), cases.clone()) {
                    Some(moving) => Stage::Moving(moving),
                    None => Stage::Cases(cases),
                }
            }
            (Code::Delete, Some(number)) => {
                match self.register.moves().iter().any(|moved| moved.number == number) {
                    true => {
                        self.register.move_case(Move { number, ..Move::default() });
                        self.changed(desk);
                        cases.stay(&self.register);
                        desk.say(lang.pick("已撤回人工改动", "The move is taken back"));
                    }
                    false => desk.refuse(lang.pick("这一件没有人工改动", "This case was not moved by hand")),
                }
                Stage::Cases(cases)
            }
            (code, _) => {
                code.choose(&mut cases.selected, count);
                Stage::Cases(cases)
            }
        };
    }

    fn key_in_moving(&mut self, mut moving: Moving, chord: Chord, desk: &mut Desk) {
        self.stage = match chord.code {
            Code::Esc => Stage::Cases(moving.cases),
            // The day comes first.
            Code::Enter => {
                desk.want(Effect::Today);
                Stage::Moving(moving)
            }
            code => {
                code.choose(&mut moving.selected, moving.choices.len());
                Stage::Moving(moving)
            }
        };
    }

    fn key_in_reason(&mut self, mut reason: Box<Reason>, chord: Chord, desk: &mut Desk) {
        let lang = desk.lang();
        self.stage = match chord.code {
            Code::Esc => Stage::Moving(reason.moving),
            Code::Enter if reason.text.text().trim().is_empty() => {
                reason.problem = lang.pick("请先填写理由，再按 Enter", "Write the reason first, then press Enter");
                Stage::Reason(reason)
            }
            Code::Enter => {
                let moved = reason.moved(&self.register, RegisterView::by(desk));
                self.register.move_case(moved);
                self.changed(desk);
                desk.say(lang.pick(
                    "已改动并记下理由（在各件清单按 Delete 撤回）",
                    "Moved, with its reason (Delete in the list of cases takes it back)",
                ));
                reason.moving.cases.stay(&self.register);
                Stage::Cases(reason.moving.cases)
            }
            _ => {
                reason.text.key(chord);
                Stage::Reason(reason)
            }
        };
    }
}

impl Modal for RegisterView {
    const HELP: Help = [
        (
            "台账计数",
            "台账计出的表三与报告并列：≠ 前为台账，后为报告；? 待确定。Enter 看各件，n 下一处，d 待确定，w 问题，a 采用。计数规则和依据：",
        ),
        (
            "The register, counted",
            "table 3 as counted beside the report: before ≠ the register, behind it the report; ? waits for an answer. Enter lists the cases, n goes to the next such cell, d to what is asked, w to the findings, a applies. How it is counted, with the sources:",
        ),
    ];

    fn explained(&self) -> &'static [Text] {
        &self.register.catalogue().counting.explained
    }

    fn open(_command: Command, _desk: &mut Desk) -> Result<RegisterView, Did> {
        Err(Did::Close)
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        self.matrix.resize(desk.size);
        match std::mem::replace(&mut self.stage, Stage::Matrix) {
            Stage::Matrix => return self.key_in_matrix(chord, desk),
            Stage::Asked(selected) => self.key_in_list(selected, chord, desk),
            Stage::Answering(answering) => self.key_in_answering(answering, chord, desk),
            Stage::Cases(cases) => self.key_in_cases(cases, chord, desk),
            Stage::Moving(moving) => self.key_in_moving(moving, chord, desk),
            Stage::Reason(reason) => self.key_in_reason(reason, chord, desk),
            Stage::Findings(selected) => self.key_in_findings(selected, chord, desk),
            Stage::Told(mut selected) => {
                if chord.code != Code::Esc {
                    chord.code.choose(&mut selected, self.told.len());
                    self.stage = Stage::Told(selected);
                }
            }
            Stage::Taking(_) if chord.code == Code::Esc => {}
            Stage::Taking(_) if chord.is_letter('y') => self.keep_to_take(desk),
            Stage::Taking(taking) => self.stage = Stage::Taking(taking),
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, desk: &mut Desk) -> Result<Did, Msg> {
        match (msg, &self.stage) {
            (Msg::CasesKept, _) => Ok(self.taken(desk)),
            (Msg::Today(today), Stage::Moving(moving)) => {
                self.stage = Stage::Reason(Box::new(Reason::new(moving.clone(), today)));
                Ok(Did::Stay)
            }
            (Msg::Today(today), Stage::Asked(selected)) => {
                let selected = *selected;
                self.confirm(selected, &today, desk);
                Ok(Did::Stay)
            }
            (msg, _) => Err(msg),
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        if let Some(report) = desk.report() {
            draw::draw(self, &report.session, desk, canvas);
        }
    }

    fn field(&mut self) -> Option<&mut Field> {
        match &mut self.stage {
            Stage::Reason(reason) => Some(&mut reason.text),
            _ => None,
        }
    }

    fn takes_text(&self) -> bool {
        matches!(self.stage, Stage::Reason(_))
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        let (rows, register) = (self.rows(), &self.register);
        let is_again = match &mut self.stage {
            Stage::Asked(selected) => rows.get(line).is_some_and(AskedRow::can_be_chosen) && choose(selected, line),
            Stage::Answering(answering) => {
                answering.choices.get(line).is_some_and(AnswerChoice::can_be_chosen)
                    && choose(&mut answering.selected, line)
            }
            Stage::Cases(cases) => line < cases.list(register).len() && choose(&mut cases.selected, line),
            Stage::Moving(moving) => line < moving.choices.len() && choose(&mut moving.selected, line),
            Stage::Findings(selected) => line < self.findings.len() && choose(selected, line),
            Stage::Told(selected) => {
                *selected = line.min(self.told.len().saturating_sub(1));
                false
            }
            Stage::Matrix | Stage::Reason(_) | Stage::Taking(_) => false,
        };
        is_again.then_some(Code::Enter)
    }

    fn point_cell(&mut self, cell: CellId) -> Option<Code> {
        let is_again = matches!(self.stage, Stage::Matrix) && self.matrix.cell() == cell;
        if matches!(self.stage, Stage::Matrix) {
            self.matrix.go(cell);
        }
        is_again.then_some(Code::Enter)
    }
}

/// A report with nothing in it, to lay its table out by.
fn blank(register: &Working, report: &Report) -> Report {
    Report::new(std::sync::Arc::clone(register.form()), report.agency.clone(), report.year, report.scope)
}
