//! The collecting office's desk: a line for each body with what was handed in and decided, what there is to say of the chosen
//! one, and how many there are of each state.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::collection::chasing::day;
use crate::domain::collection::roster::{Body, Decision, Duty, State, Verdict};
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit};
use super::super::collecting::{CollectingScreen, Gathering};
use super::super::command::{Command, Reach};
use super::super::display::{brief, ends_of, left, right, width};
use super::super::model::Model;
use super::report::hint_line;

const HINTS: [Command; 17] = [
    Command::OpenBody,
    Command::Accept,
    Command::GiveBack,
    Command::Receive,
    Command::SumUp,
    Command::LeaveDesk,
    Command::Help,
    Command::Palette,
    Command::FilterBodies,
    Command::Chase,
    Command::BodyFindings,
    Command::NextState,
    Command::NextGroup,
    Command::Exempt,
    Command::EditBody,
    Command::AddBody,
    Command::ReadRoster,
];

/// Those that make sense while the roster has no bodies.
const FIRST_HINTS: [Command; 6] =
    [Command::ReadRoster, Command::AddBody, Command::Help, Command::LeaveDesk, Command::Palette, Command::Quit];

/// Widths of the columns around the body's name: state, in either language; group, due, received, errors, warnings, pending, times returned, change.
const STATE: [usize; 2] = [8, 13];
const COLUMNS: [usize; 8] = [12, 7, 5, 5, 5, 7, 5, 8];

/// From how many columns on a body's group is shown, which can be filtered by.
const WIDE: u16 = 90;

/// The most columns of a body's name: what belongs together does not drift apart on a wide screen.
const NAME: usize = 64;

/// Lines of what there is to say of the chosen body.
const SAID: u16 = 2;

/// Lines of the list on a screen of so many rows.
pub fn list_rows(rows: u16) -> u16 {
    rows.saturating_sub(4 + SAID)
}

pub(super) fn draw(model: &Model, screen: &CollectingScreen, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let (lang, theme) = (model.lang(), canvas.theme);
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let place = place(screen, lang);
    let room = usize::from(area.width).saturating_sub(width(&place) + 1);
    let (agency, year) = (&screen.of.agency, screen.of.year);
    let unsaved = if screen.gathering.is_saved { "" } else { lang.pick("（名单未建立）", " (no roster yet)") };
    let title =
        lang.say(format!(" 汇总台  {agency} {year}年{unsaved}"), format!(" Collecting desk  {agency} {year}{unsaved}"));
    canvas.bar(line(0), &format!("{}{place} ", left(&title, room)), theme.bar());
    let last = area.height - 1;
    let list_height = list_rows(area.height).min(last.saturating_sub(1));
    let body = Rect { y: area.y + 1, height: (list_height + 1).min(last), ..area };
    list(screen, canvas, body, lang);
    let said = Rect { y: body.bottom(), height: SAID.min(last.saturating_sub(body.bottom() - area.y)), ..area };
    if let Some((at, about)) = screen.place().zip(screen.body()) {
        let words = story(&screen.gathering, at, about, lang);
        let lines =
            brief(&format!(" {}{}{words}", about.name, lang.pick("：", ": ")), area.width.into(), said.height.into());
        canvas.lines(said, &lines, theme.quiet());
    } else if screen.gathering.collection().bodies.is_empty() {
        let words = lang.pick(
            " 名单里还没有单位：按 ‹read-roster› 从 csv 或 xlsx 读入名单，或按 ‹add-body› 逐个增加。",
            " The roster has no bodies yet: ‹read-roster› reads one from CSV or xlsx, ‹add-body› adds them one by one.",
        );
        let words = model.setting.keymap.in_words(words, &[Reach::Collecting], lang);
        canvas.text(said, &words, Style::new());
    }
    if last > 1 {
        canvas.put(area.x, area.y + last - 1, area.width, &format!(" {}", screen.gathering.totals(lang)), theme.head());
    }
    let hints: &[Command] = if screen.gathering.collection().bodies.is_empty() { &FIRST_HINTS } else { &HINTS };
    hint_line(model, canvas, line(last), hints);
}

/// Where in the list the choice stands, and by what it is narrowed.
fn place(screen: &CollectingScreen, lang: Lang) -> String {
    let shown = screen.shown().len();
    let at = if shown == 0 { 0 } else { screen.selected + 1 };
    let mut parts = Vec::new();
    if let Some(state) = screen.state_shown() {
        parts.push(state.words(lang).to_string());
    }
    if let Some(group) = screen.group_shown() {
        parts.push(group.to_string());
    }
    if !screen.filter().is_empty() {
        parts.push(lang.say(format!("筛选“{}”", screen.filter()), format!("filter “{}”", screen.filter())));
    }
    parts.push(lang.say(format!("第 {at}/{shown} 家"), format!("{at}/{shown}")));
    parts.join("  ")
}

fn list(screen: &CollectingScreen, canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    let theme = canvas.theme;
    if area.height == 0 {
        return;
    }
    let heads = match lang {
        Lang::Zh => ["状态", "单位", "组别", "应报日", "收到", "错误", "警告", "待校验", "退回", "较上年"],
        Lang::En => ["State", "Body", "Group", "Due", "Recd", "Err", "Warn", "Pend.", "Ret.", "Change"],
    };
    canvas.bar(Rect { height: 1, ..area }, &row(&heads.map(String::from), area.width, lang), theme.quiet());
    let height = usize::from(area.height) - 1;
    if screen.shown().is_empty() && screen.is_narrowed() && height > 0 {
        let words = lang.pick("! 没有符合的单位；Esc 显示全部", "! No body matches; Esc shows all");
        canvas.put(area.x + 1, area.y + 1, area.width.saturating_sub(1), words, theme.warning());
    }
    let first = (screen.selected + 1).saturating_sub(height.max(1));
    let shown = screen.shown().iter().enumerate().skip(first).take(height);
    for ((index, &place), y) in shown.zip(area.y + 1..area.bottom()) {
        let gathering = &screen.gathering;
        let style = match gathering.state(place) {
            _ if index == screen.selected => theme.cursor(),
            State::Missing | State::Returned if gathering.is_late(place) => theme.error(),
            State::Missing | State::Returned => theme.warning(),
            State::Received | State::Resubmitted if gathering.lines[place].errors > 0 => theme.error(),
            State::Received | State::Resubmitted => theme.figure(),
            State::Accepted | State::Exempt => theme.quiet(),
        };
        let line = Rect { y, height: 1, ..area };
        canvas.bar(line, &row(&words(gathering, place, lang), area.width, lang), style);
        canvas.hit(line, Hit::Listed(index));
    }
}

fn words(gathering: &Gathering, place: usize, lang: Lang) -> [String; 10] {
    let (body, line) = (&gathering.collection().bodies[place], &gathering.lines[place]);
    let state = gathering.state(place);
    let sign = match state {
        State::Missing | State::Returned if gathering.is_late(place) => "!",
        _ => " ",
    };
    let due = gathering.due(place).or(body.due);
    let due = due.map_or_else(String::new, |due| format!("{:02}-{:02}", due.month(), due.day()));
    let has_report = gathering.gathered.members[place].report.is_some();
    let count = |count: usize| if has_report { count.to_string() } else { String::new() };
    let some = |count: usize| if count > 0 { count.to_string() } else { String::new() };
    let change = gathering.change(place, lang).map_or_else(String::new, |(_, change)| {
        let is_up = !change.is_negative() && !change.is_zero();
        format!("{}{change}", if is_up { "+" } else { "" })
    });
    [
        format!("{sign}{}", state.words(lang)),
        body.name.clone(),
        body.group.clone(),
        due,
        some(body.receipts.len()),
        count(line.errors),
        count(line.warnings),
        count(line.pending),
        some(body.times_returned()),
        change,
    ]
}

fn row(words: &[String; 10], columns: u16, lang: Lang) -> String {
    let s = STATE[usize::from(lang == Lang::En)];
    let [state, name, group, rest @ ..] = words;
    let [g, others @ ..] = COLUMNS;
    let g = if columns < WIDE { 0 } else { g };
    let behind: String = rest.iter().zip(others).map(|(text, wide)| right(text, wide)).collect();
    let room = usize::from(columns).saturating_sub(s + g + width(&behind) + 1).clamp(8, NAME);
    let name = left(&ends_of(name, room.saturating_sub(1)), room);
    let group = left(&ends_of(group, g.saturating_sub(1)), g);
    format!("{}{name}{group}{behind}", left(state, s))
}

/// What happened to a body: what was received, what was decided, by whom and when.
fn story(gathering: &Gathering, place: usize, body: &Body, lang: Lang) -> String {
    let mut parts = Vec::new();
    let member = &gathering.gathered.members[place];
    match body.receipts.last() {
        Some(receipt) => {
            let (count, date, name) = (body.receipts.len(), receipt.date, &receipt.name);
            let times = match count {
                1 => String::new(),
                _ => lang.say(format!("第 {count} 次，"), format!("no. {count}, ")),
            };
            parts.push(lang.say(format!("收到（{times}{date}）{name}"), format!("received ({times}{date}) {name}")));
        }
        None if member.report.is_some() => {
            parts.push(lang.say("报告就在报告库中，没有收件", "its report is in the library and was not handed in"));
        }
        None => {}
    }
    if member.is_changed {
        parts.push(lang.say("报告库中的与收到的不同", "the library's report is not the one received"));
    }
    parts.extend(body.decisions.last().map(|decision| decided(decision, lang)));
    if let (State::Missing | State::Returned, Some(due)) = (gathering.state(place), gathering.due(place)) {
        let late = (gathering.today - due).get_days();
        let due = day(due, lang);
        parts.push(match late > 0 {
            true => lang.say(format!("应于{due}前报送，已逾期 {late} 天"), format!("due {due}, {late} days late")),
            false => lang.say(format!("应于{due}前报送"), format!("due {due}")),
        });
    }
    match &body.duty {
        Duty::Required => {}
        Duty::Exempt(reason) => {
            parts.push(lang.say(format!("名单上免报（{reason}）"), format!("exempt by the roster ({reason})")))
        }
        Duty::Separate => parts.push(lang.say("自成系统，向上级系统报送", "reports to its own superior")),
    }
    if let Some((label, change)) = gathering.change(place, lang).filter(|(_, change)| !change.is_zero()) {
        let sign = if change.is_negative() { "" } else { "+" };
        parts.push(lang.say(format!("{label}较上年 {sign}{change}"), format!("{label} {sign}{change} on last year")));
    }
    match parts.is_empty() {
        true => gathering.state(place).words(lang).to_string(),
        false => parts.join(lang.pick("；", "; ")),
    }
}

/// A decision with who made it and when.
fn decided(Decision { verdict, by, date, .. }: &Decision, lang: Lang) -> String {
    let who = if by.is_empty() { date.to_string() } else { format!("{by} {date}") };
    match verdict {
        Verdict::Accepted => lang.say(format!("已核（{who}）"), format!("accepted ({who})")),
        Verdict::Exempted(reason) => lang.say(format!("免报（{who}）：{reason}"), format!("exempt ({who}): {reason}")),
        Verdict::Returned(slip) => {
            let (number, count) = (slip.number, slip.points.len());
            lang.say(
                format!("退回（{who}），退回单第 {number} 号 {count} 条"),
                format!("returned ({who}), slip {number}, points: {count}"),
            )
        }
    }
}
