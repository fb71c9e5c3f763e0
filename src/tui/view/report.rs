//! The report screen: title line, chapter tabs, table or prose, panel, hint line.

use std::collections::BTreeMap;

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::definition::Severity;
use crate::domain::finding::Finding;
use crate::domain::form::CellId;
use crate::domain::opening::has_only_headings;
use crate::domain::report::Part;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit};
use super::super::command::{Command, Reach};
use super::super::display::{end_of, short, width};
use super::super::grid;
use super::super::hints::{ALWAYS, Situation};
use super::super::key::Chord;
use super::super::model::{Model, Screen};
use super::super::report::{Body, Pointed, ReportScreen};
use super::panel::Panel;
use super::{prose, second_keying, title};

/// How many of the commands that lead on must be named where a jump led into the prose.
const FIRST_WALKING: usize = 5;

/// Below this many columns a screen is narrow.
const NARROW: u16 = 120;

/// Below this many columns hints stand close together.
const LOW: u16 = 100;

/// The columns of the library's folder that stay, whatever else is in the hint line.
const LEAST_FOLDER: u16 = 10;

/// Columns without which no key is named: a blank, a key, a blank, a letter.
const LEAST_HINT: usize = 4;

pub(super) fn draw(model: &Model, screen: &ReportScreen, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let lang = model.lang();
    let shown = screen.shown();
    let session = &*shown;
    let open = session.open_findings();
    let heights = screen.heights(area.height);
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    title::draw(model, screen, session, &open, canvas, line(0));
    if heights.tabs > 0 {
        tabs(screen, session, &open, canvas, line(1), lang);
    }
    let top = 1 + heights.tabs;
    let last = area.height - 1;
    let below = last.saturating_sub(heights.panel);
    let body = Rect { y: area.y + top, height: below.saturating_sub(top), ..area };
    match &screen.body {
        Body::Table(_) => {
            if let Some((table, sheet, cell)) = screen.table() {
                let (widths, beside) = screen.widths(table, &sheet, area.width);
                let left = Rect { width: area.width - beside, ..body };
                grid::draw(screen, session, &open, canvas, left, (widths, lang), &BTreeMap::new());
                let place = match beside {
                    0 => Rect { y: area.y + below, height: heights.panel, ..area },
                    _ => Rect { x: left.right() + 1, width: beside - 1, ..body },
                };
                match &screen.second_keying {
                    Some(keying) => second_keying::panel(session, keying, canvas, place, lang),
                    None => {
                        let carry = shown_keys(&model.setting.keymap.keys(&model.reaches(), Command::Carry));
                        let modes = modes(screen, lang);
                        let (lit, is_listing) = (screen.lit.as_ref(), screen.is_listing);
                        let tally = screen.tally(session);
                        let panel = Panel {
                            session,
                            failed: &open,
                            cell,
                            carry: &carry,
                            modes: &modes,
                            tally: tally.as_deref(),
                            lit,
                            is_listing,
                            lang,
                        };
                        if beside > 0 { panel.beside(canvas, place) } else { panel.below(canvas, place) }
                    }
                }
            }
        }
        Body::Prose(writing) => {
            prose::draw(model, screen, (writing, &open), canvas, body);
        }
    }
    let situation = Situation::of(screen, session, &open);
    hint_line(model, canvas, line(last), &situation.commands());
}

/// What lasts of how figures are keyed, in words; empty where it is as usual.
fn modes(screen: &ReportScreen, lang: Lang) -> String {
    let keying = &screen.keying;
    let table = screen.table().map(|(table, _, _)| table);
    let skips = keying.skipped.iter().any(|(of, _)| Some(*of) == table);
    let modes = [
        (keying.by_column, lang.pick("按列", "by column")),
        (keying.with_totals, lang.pick("总计", "totals")),
        (skips, lang.pick("跳过的列", "skipped columns")),
        (screen.beside, lang.pick("上年", "last year")),
    ];
    let on: Vec<&str> = modes.into_iter().filter(|(is_on, _)| *is_on).map(|(_, words)| words).collect();
    on.join(" · ")
}

/// The chapters, with a mark where something is to be done: `!` a failed rule, `.` something missing.
fn tabs(
    screen: &ReportScreen,
    session: &Session,
    failed: &[Finding],
    canvas: &mut Canvas<'_, '_>,
    line: Rect,
    lang: Lang,
) {
    let theme = canvas.theme;
    let mut pieces: Vec<(String, Style)> = Vec::new();
    let mut x = line.x;
    for part in session.report().parts() {
        let name = match part {
            Part::Preamble => lang.say("导语", "Pre"),
            Part::Closing => lang.say("落款", "End"),
            Part::Chapter(index) => {
                let chapter = &session.form().definition().chapters[index];
                format!("{}{}{}", chapter.number(lang), lang.pick("", " "), chapter.short.get(lang))
            }
        };
        let (mark, is_wrong) = mark(screen, session, failed, part);
        let current = part == screen.part;
        let style = if current { theme.cursor() } else { Style::new() };
        let marked = match mark {
            "!" if is_wrong => theme.error(),
            _ => theme.warning(),
        };
        let (tab, mark) = (format!(" {name}"), if mark.is_empty() { " " } else { mark });
        let columns = short(width(&theme.shown(&tab)) + width(mark));
        canvas.hit(Rect { x, width: columns, ..line }, Hit::Report(Pointed::Part(part)));
        x += columns;
        pieces.extend([(tab, style), (mark.to_string(), if current { style } else { marked })]);
    }
    canvas.run(line.x, line.y, line.right(), &pieces);
}

/// The library's folder at the right end of a line, its last part where it does not fit.
fn folder(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let name = end_of(&model.setting.root, area.width.into());
    let x = area.right().saturating_sub(short(width(&name)));
    canvas.put(x, area.y, area.width, &name, canvas.theme.quiet());
}

/// The mark of a chapter, and whether an error is among what failed in it.
fn mark(screen: &ReportScreen, session: &Session, failed: &[Finding], part: Part) -> (&'static str, bool) {
    let form = session.form();
    let table = match part {
        Part::Chapter(index) => form.table_of_chapter(index),
        Part::Preamble | Part::Closing => None,
    };
    let of_words = |finding: &Finding| finding.passage.as_ref().is_some_and(|passage| passage.part == part);
    let Some(table) = table else {
        if failed.iter().any(of_words) {
            return ("!", failed.iter().any(|finding| finding.severity == Severity::Error && of_words(finding)));
        }
        let text = match &screen.body {
            Body::Prose(writing) if screen.part == part => writing.text(),
            _ => session.report().text(part),
        };
        return (if text.trim().is_empty() || has_only_headings(text) { "." } else { "" }, false);
    };
    let in_table = |cell: &CellId| form.cell(*cell).table == table;
    let failed: Vec<&Finding> =
        failed.iter().filter(|finding| finding.cells.iter().any(in_table) || of_words(finding)).collect();
    let is_wrong = failed.iter().any(|finding| finding.severity == Severity::Error);
    let unfilled =
        form.table_cells(table).any(|cell| !form.is_total(cell) && session.report().entry(cell).figure().is_unfilled());
    let mark = match (failed.is_empty(), unfilled) {
        (false, _) => "!",
        (true, true) => ".",
        (true, false) => "",
    };
    (mark, is_wrong)
}

/// A command's first key and, for terminals that keep that one to themselves, its letter: `F8/n`.
fn shown_keys(keys: &[Chord]) -> String {
    let is_letter = |chord: &&Chord| chord.character().is_some_and(char::is_alphabetic);
    let second = keys.iter().skip(1).find(is_letter).or(keys.get(1));
    keys.first().into_iter().chain(second).map(ToString::to_string).collect::<Vec<_>>().join("/")
}

/// The keys of a command in the hint line: as [`shown_keys`], but on a narrow screen a letter stands alone for a key with
/// Ctrl, which everybody tries without being told.
fn hinted_keys(keys: &[Chord], narrow: bool) -> String {
    let letter = keys.iter().find(|chord| chord.character().is_some_and(char::is_alphabetic));
    let shown = match (keys.first(), letter) {
        (Some(first), Some(letter)) if narrow && first.ctrl => letter.to_string(),
        _ => shown_keys(keys),
    };
    shown.replace("PageDown", "PgDn").replace("PageUp", "PgUp")
}

/// The keys of a command as they work now: where a jump led into the prose, the letters that lead on.
fn keys_now(model: &Model, command: Command) -> Vec<Chord> {
    let keymap = &model.setting.keymap;
    let letters = || {
        let keys = keymap.keys(&[Reach::Grid], command).into_iter();
        keys.filter(|chord| chord.character().is_some_and(char::is_alphabetic)).collect::<Vec<_>>()
    };
    let letters = if model.is_walking() && ReportScreen::leads_on(command) { letters() } else { Vec::new() };
    if letters.is_empty() { keymap.keys(&model.reaches(), command) } else { letters }
}

/// What is said of the keys where a jump led into the prose: that letters are no text, and what begins to write.
fn walking(model: &Model, canvas: &Canvas<'_, '_>) -> Vec<(String, Style)> {
    let Some(report) = model.report() else { return Vec::new() };
    if !report.is_walking() || model.dialog.is_some() {
        return Vec::new();
    }
    let (theme, lang) = (canvas.theme, model.lang());
    let mut pieces = vec![(lang.say(" 查看 ", " viewing "), theme.cursor())];
    if report.refused_as_read_only().is_none() {
        let writes = lang.say(" 开始写 ", " writes ");
        pieces.extend([(" Enter".to_string(), theme.key()), (writes, Style::new())]);
    }
    pieces
}

/// What a command does, in the words of the hint line: beside a table the switch leads to it.
fn hinted_title(model: &Model, command: Command) -> &'static str {
    let is_prose = model.report().is_some_and(|report| report.table().is_none());
    match command {
        Command::BesideTable if is_prose => model.lang().pick("回表格", "to the table"),
        command => command.title(model.lang()),
    }
}

/// The last line: what the clerk was told, or the keys that work now.
pub(super) fn hint_line(model: &Model, canvas: &mut Canvas<'_, '_>, line: Rect, commands: &[Command]) {
    let theme = canvas.theme;
    if let Some(busy) = &model.busy {
        return canvas.bar(line, busy, theme.good());
    }
    if let Some(message) = &model.message {
        return canvas.said(line, &message.text, message.refused);
    }
    // The library's folder is always on the screen; the library screen has a line for it.
    let narrow = line.width < NARROW;
    let room = if matches!(model.screen, Screen::Library) || line.width < 60 { 0 } else { line.width / 5 };
    let room = if line.width < LOW { room.min(LEAST_FOLDER) } else { room };
    // A dialog says its own keys, and those of the screen below it do not work.
    let commands = if model.dialog.is_some() { &[] } else { commands };
    let first: Vec<Command> = match model.is_walking() {
        true => commands.iter().take(FIRST_WALKING).copied().collect(),
        false => ALWAYS.into_iter().filter(|command| commands.contains(command)).collect(),
    };
    let gap = if line.width < LOW { "" } else { " " };
    let hint = |command: Command| {
        let keys = format!(" {}", hinted_keys(&keys_now(model, command), narrow));
        [(keys, theme.key()), (format!(" {}{gap}", hinted_title(model, command)), Style::new())]
    };
    let columns = |hint: &[(String, Style)]| hint.iter().map(|(text, _)| width(text)).sum::<usize>();
    let mut pieces = walking(model, canvas);
    let mut used = columns(&pieces);
    // What must be there may take room from the folder, whose end is what tells it apart; all else is named as far as there
    // is room, the most wanted first.
    let mut named = Vec::new();
    let rest = commands.iter().copied().filter(|command| !first.contains(command));
    for command in first.iter().copied().chain(rest) {
        let room = if first.contains(&command) { room.min(LEAST_FOLDER) } else { room };
        let free = usize::from(line.width - room).saturating_sub(used);
        if free < LEAST_HINT {
            continue;
        }
        let hint = hint(command);
        let wide = columns(&hint);
        if wide <= free {
            used += wide;
            named.push((command, hint));
        }
    }
    named.sort_by_key(|(command, _)| commands.iter().position(|other| other == command));
    for (command, hint) in named {
        let at = short(columns(&pieces));
        canvas.hit(Rect { x: line.x + at, width: short(columns(&hint)), ..line }, Hit::Command(command));
        pieces.extend(hint);
    }
    if model.report().is_some_and(|report| report.typing.is_some()) && model.dialog.is_none() {
        let cancels = [(" Esc".into(), theme.key()), (model.lang().pick(" 取消 ", " cancels ").into(), Style::new())];
        used += columns(&cancels);
        pieces.extend(cancels);
    }
    let room = room.min(line.width.saturating_sub(short(used)));
    canvas.run(line.x, line.y, line.right(), &pieces);
    folder(model, canvas, Rect { x: line.right() - room, width: room, ..line });
}
