//! The short form before a report that the library does not have: whose it is, of which year, and whether there were any
//! requests. It knows which reports are there already, so that it can propose a year and refuse one while it is typed.

use std::path::PathBuf;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::report::{Key, Scope, plain_name};
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit};
use super::super::command::Command;
use super::super::desk::Desk;
use super::super::display::{short, width};
use super::super::field::Field;
use super::super::key::{Chord, Code};
use super::super::message::{Effect, Msg};
use super::act::{Did, Help, Modal, Origin, choose, give_up};
use super::lines::problem;

#[derive(Debug, Clone)]
pub struct NewReport {
    origin: Origin,
    agency: Field,
    year: Field,
    scope: Scope,
    /// Which line has the cursor: agency, year, scope, nil, last year.
    focus: usize,
    /// Whether there were no requests and no disputes at all; not answered at first.
    nil: Option<bool>,
    /// Whether headings and carried figures come from last year's report, where there is one.
    from_last_year: bool,
    /// What is missing, once Enter was pressed, or why the report could not be made.
    problem: String,
    there: Vec<Key>,
    /// The year that is proposed where that report is not there yet.
    usual: i32,
    /// Whether the year is the proposed one still.
    is_proposed: bool,
}

impl NewReport {
    /// With proposals for agency and year. The report of a document is not asked whether there were requests, takes nothing
    /// from last year's, and may be there already.
    pub fn new(origin: Origin, desk: &Desk) -> NewReport {
        let before = desk.setting.this_year - 1;
        let (agency, usual, there) = match &origin {
            Origin::Document(proposal, _) => (proposal.agency.clone(), proposal.year.unwrap_or(before), Vec::new()),
            Origin::Report(report) => (report.agency.clone(), report.year.unwrap_or(before), Vec::new()),
            Origin::Register(_) => {
                let current = desk.library.current().map(|listed| &listed.key);
                let there = desk.library.reports.iter().map(|listed| listed.key.clone()).collect();
                (current.map(|key| key.agency.clone()), current.map_or(before, |key| key.year), there)
            }
            Origin::Blank => {
                let named = |key: &Key| Key { agency: plain_name(&key.agency).to_string(), ..key.clone() };
                let there = desk.library.reports.iter().map(|listed| named(&listed.key)).collect();
                (desk.library.current().map(|listed| listed.key.agency.clone()), before, there)
            }
        };
        let is_known = agency.as_ref().is_some_and(|agency| !agency.is_empty());
        let mut new = NewReport {
            focus: usize::from(is_known && !matches!(origin, Origin::Blank)),
            origin,
            agency: Field::proposal(&agency.unwrap_or_default()),
            year: Field::line(""),
            scope: Scope::Own,
            nil: None,
            from_last_year: true,
            problem: String::new(),
            there,
            usual,
            is_proposed: true,
        };
        new.propose();
        new
    }

    /// The register that is to be counted, where the library was not yet read when its dialog was opened, so that no agency could
    /// be proposed, and none was typed since.
    pub fn waiting(&self) -> Option<PathBuf> {
        match &self.origin {
            Origin::Register(path) if self.there.is_empty() && self.agency.text().is_empty() => Some(path.clone()),
            _ => None,
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self.origin, Origin::Blank)
    }

    fn lines(&self) -> usize {
        match self.origin {
            Origin::Blank => 5,
            Origin::Document(..) | Origin::Report(_) => 3,
            Origin::Register(_) => 2,
        }
    }

    /// The report's place in the library, once agency and year are given.
    fn report(&self) -> Option<Key> {
        let agency = plain_name(&self.agency.text()).to_string();
        let year = self.year.text().trim().parse().ok().filter(|year| (1000..=9999).contains(year))?;
        (!agency.is_empty()).then_some(Key { agency, year, scope: self.scope })
    }

    /// The report year before, where the library does not have that report of the agency.
    fn without_last_year(&self) -> Option<i32> {
        let last = self.report().map(|key| Key { year: key.year - 1, ..key })?;
        (!self.there.contains(&last)).then_some(last.year)
    }

    /// That the library has such a report already, in words. A document is taken over into the one that is there.
    fn clash(&self, lang: Lang) -> Option<String> {
        let key = self.report().filter(|key| self.is_blank() && self.there.contains(key))?;
        Some(match lang {
            Lang::Zh => {
                format!("报告库中已有 {} {} 年度报告：请换年度或范围，或按 Esc 返回后打开", key.agency, key.year)
            }
            Lang::En => format!(
                "The library already has {} {}: choose another year or scope, or press Esc and open it",
                key.agency, key.year
            ),
        })
    }

    /// Proposes the usual year, or the next one whose report is not there, until somebody types another.
    fn propose(&mut self) {
        if !self.is_proposed {
            return;
        }
        let agency = plain_name(&self.agency.text()).to_string();
        let is_there = |year: i32| {
            self.there.iter().any(|key| key.agency == agency && key.scope == self.scope && key.year == year)
        };
        let year = (self.usual..).find(|&year| !self.is_blank() || !is_there(year)).unwrap_or(self.usual);
        self.year = Field::proposal(&year.to_string());
    }

    /// What was typed into the agency or the year counts.
    fn follow(&mut self) {
        self.problem.clear();
        match self.focus {
            0 => self.propose(),
            _ => self.is_proposed = false,
        }
    }

    /// Enter goes on to the next line and from the last one finishes, or goes back to the first line that is missing. The
    /// last line need not be visited.
    fn enter(&mut self, desk: &mut Desk) {
        let missing = (0..=self.focus).find_map(|line| Some((line, self.missing(line, desk.lang())?)));
        if let Some((line, words)) = missing {
            (self.focus, self.problem) = (line, words);
            return;
        }
        self.problem.clear();
        if self.focus < (self.lines() - 1).min(3) {
            self.focus += 1;
            return;
        }
        let Some(key) = self.report() else { return };
        let effect = match self.origin.clone() {
            Origin::Blank => Effect::Create { key, nil: self.nil == Some(true), from_last_year: self.from_last_year },
            Origin::Document(proposal, entries) => Effect::Adopt { key, proposal, entries },
            Origin::Report(report) => Effect::Take(Box::new(report.named(key))),
            Origin::Register(path) => {
                desk.counting = Some(path);
                Effect::OpenOrMake(key)
            }
        };
        desk.want(effect);
    }

    /// What a line lacks; the year is looked at once there is an agency, and whether the report is there once the scope is
    /// known too.
    fn missing(&self, line: usize, lang: Lang) -> Option<String> {
        let words = match line {
            0 if plain_name(&self.agency.text()).is_empty() => {
                lang.pick("请填写单位全称", "Enter the agency's full name")
            }
            1 if self.report().is_none() => lang.pick("请填写四位数的年度", "Enter the year in four digits"),
            2 => return self.clash(lang),
            3 if self.nil.is_none() => lang.pick("请选“有”或“无”（左右键）", "Choose yes or no (arrow keys)"),
            _ => return None,
        };
        Some(words.to_string())
    }
}

impl Modal for NewReport {
    const HELP: Help = [
        ("新建报告", "填写单位全称和报告年度，Enter 到下一项，在最后一项按 Enter 完成。"),
        (
            "New report",
            "the agency's full name and the report year; Enter goes on, and on the last line makes the report.",
        ),
    ];
    const TAKES_TEXT: bool = true;

    fn open(_command: Command, desk: &mut Desk) -> Result<NewReport, Did> {
        Ok(NewReport::new(Origin::Blank, desk))
    }

    fn key(&mut self, chord: Chord, desk: &mut Desk) -> Did {
        let last = self.lines() - 1;
        match (chord.code, self.focus) {
            (Code::Esc, _) if self.is_blank() => return Did::Close,
            (Code::Esc, _) => return give_up(desk),
            (Code::Up, _) => self.focus = self.focus.saturating_sub(1),
            (Code::Tab, _) if chord.shift => self.focus = self.focus.saturating_sub(1),
            (Code::Down | Code::Tab, _) => self.focus = (self.focus + 1).min(last),
            (Code::Left | Code::Right | Code::Char(' '), 2) => {
                self.scope = if self.scope == Scope::Own { Scope::Aggregated } else { Scope::Own };
                self.problem.clear();
                self.propose();
            }
            // From no answer the first key leads to the first one: none is never chosen in passing.
            (Code::Left | Code::Right | Code::Char(' '), 3) if self.nil.is_none() => self.nil = Some(false),
            (Code::Left, 3) => self.nil = Some(false),
            (Code::Right, 3) => self.nil = Some(true),
            (Code::Char(' '), 3) => self.nil = Some(self.nil != Some(true)),
            (Code::Char('y' | 'Y' | '有' | '1'), 3) => self.nil = Some(false),
            (Code::Char('n' | 'N' | '无' | '0'), 3) => self.nil = Some(true),
            (Code::Left | Code::Right | Code::Char(' '), 4) if self.without_last_year().is_none() => {
                self.from_last_year = !self.from_last_year;
            }
            (Code::Enter, _) => self.enter(desk),
            _ => {
                if self.field().is_some_and(|field| field.key(chord)) {
                    self.follow();
                }
            }
        }
        Did::Stay
    }

    fn told(&mut self, msg: Msg, _desk: &mut Desk) -> Result<Did, Msg> {
        let Msg::Failed(words) = msg else { return Err(msg) };
        self.problem = words;
        Ok(Did::Stay)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_, '_>) {
        let lang = desk.lang();
        let (title, rows) = match self.origin {
            Origin::Blank => (self.title(lang), 10),
            Origin::Document(..) | Origin::Report(_) => (lang.pick("请填写单位和年度", "Agency and year"), 8),
            Origin::Register(_) => {
                (lang.pick("这是台账：为哪个单位、哪一年度的报告计数", "A register: count it for which report"), 8)
            }
        };
        let area = canvas.open_box(74, rows, title);
        let labels = match lang {
            Lang::Zh => ["单位全称", "报告年度", "范围", "本年有无申请、复议、诉讼", "上年数据"],
            Lang::En => ["Agency, full name", "Report year", "Scope", "Any requests or disputes?", "Last year's data"],
        };
        let column = short(labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2);
        for ((index, label), y) in labels.iter().enumerate().take(self.lines()).zip(area.y..) {
            let style = if index == self.focus { canvas.theme.key() } else { Style::new() };
            canvas.put(area.x, y, column, label, style);
            canvas.hit(Rect { y, height: 1, ..area }, Hit::Item(index));
            let place = Rect { x: area.x + column, y, width: area.width.saturating_sub(column), height: 1 };
            match index {
                0 => canvas.field(&self.agency, place, self.focus == 0),
                1 => canvas.field(&self.year, place, self.focus == 1),
                _ => {
                    let (text, is_quiet) = self.choice(index, lang);
                    let style = if is_quiet { canvas.theme.quiet() } else { style };
                    canvas.put(place.x, y, place.width, &text, style);
                }
            }
            if index > 1 && index == self.focus {
                canvas.cursor_at(place.x + 1, y);
            }
        }
        let words = if self.problem.is_empty() { self.clash(lang).unwrap_or_default() } else { self.problem.clone() };
        let y = area.y + short(self.lines()) + 1;
        problem(&words, canvas, Rect { y, height: area.bottom().saturating_sub(y + 1), ..area });
        let keys = lang
            .pick("Enter 下一项/完成  ↑↓ 换项  ←→ 选择  Esc 取消", "Enter next/done  ↑↓ lines  ←→ choose  Esc cancels");
        canvas.keys_line(area, keys);
    }

    fn field(&mut self) -> Option<&mut Field> {
        match self.focus {
            0 => Some(&mut self.agency),
            1 => Some(&mut self.year),
            _ => None,
        }
    }

    fn paste(&mut self, text: &str, _desk: &mut Desk) {
        if let Some(field) = self.field() {
            field.paste(text);
            self.follow();
        }
    }

    fn point(&mut self, line: usize) -> Option<Code> {
        // The first two lines are typed into.
        (choose(&mut self.focus, line) && line > 1).then_some(Code::Char(' '))
    }
}

impl NewReport {
    /// What a line to choose in holds, and whether there is nothing to choose.
    fn choice(&self, line: usize, lang: Lang) -> (String, bool) {
        let (options, chosen) = match (line, self.without_last_year()) {
            (2, _) => {
                let options = [lang.pick("本机关", "own"), lang.pick("地区汇总", "aggregated")];
                (options, Some(usize::from(self.scope == Scope::Aggregated)))
            }
            (3, _) => {
                let options = [lang.pick("有", "yes"), lang.pick("无：表三、表四全填 0", "none: tables 3 and 4 all 0")];
                (options, self.nil.map(usize::from))
            }
            (_, Some(year)) => {
                // One who came before it by another name is known once the report is made.
                let text = lang.say(
                    format!("报告库中没有 {year} 年度报告（原单位的报告可提取）"),
                    format!("no {year} report (a predecessor's would be used)"),
                );
                return (text, true);
            }
            (_, None) => {
                let options = [lang.pick("提取结转数和各章标题", "bring forward"), lang.pick("不提取", "skip")];
                (options, Some(usize::from(!self.from_last_year)))
            }
        };
        let mark = |index: usize| if chosen == Some(index) { "[x]" } else { "[ ]" };
        (format!("{} {}   {} {}", mark(0), options[0], mark(1), options[1]), false)
    }
}
