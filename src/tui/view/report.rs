//! The report screen: title line, chapter tabs, table or prose, panel, hint line.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::finding::Finding;
use crate::domain::form::CellId;
use crate::domain::report::Part;
use crate::domain::session::Session;
use crate::domain::text::Lang;

use super::super::canvas::{Canvas, Hit};
use super::super::command::{Command, Reach};
use super::super::display::{end_of, fit, short, width, wrap};
use super::super::key::Chord;
use super::super::model::{Model, Screen};
use super::super::report::lit::Lit;
use super::super::report::{Body, Pointed, ReportScreen};
use super::panel::Panel;
use super::{grid, prose, second_keying, title};

/// What must be in every hint line, in this order; all else follows.
const ALWAYS: [Command; 4] = [Command::Help, Command::Palette, Command::Save, Command::Quit];

/// Commands shown in the hint line of a table, the most needed first.
const GRID_HINTS: [Command; 16] = [
    Command::Commit,
    Command::NextUnfilled,
    Command::Findings,
    Command::Help,
    Command::NextFinding,
    Command::CellRules,
    Command::FillRow,
    Command::Palette,
    Command::Save,
    Command::Quit,
    Command::Export,
    Command::FillReport,
    Command::Chapters,
    Command::Library,
    Command::Undo,
    Command::Find,
];

const PROSE_HINTS: [Command; 15] = [
    Command::Palette,
    Command::Save,
    Command::Quit,
    Command::Help,
    Command::InsertField,
    Command::NumberToField,
    Command::NextPart,
    Command::FindText,
    Command::StartingText,
    Command::FeeStatement,
    Command::Export,
    Command::Findings,
    Command::PreviousPart,
    Command::NextFinding,
    Command::Library,
];

/// Commands shown where a jump led into the prose, in this order.
const WALKING_HINTS: [Command; 8] = [
    Command::NextFinding,
    Command::PreviousFinding,
    Command::Help,
    Command::Save,
    Command::Quit,
    Command::Findings,
    Command::NextUnfilled,
    Command::Palette,
];

/// How many of them must be there.
const FIRST_WALKING: usize = 5;

const SECOND_KEYING_HINTS: [Command; 7] = [
    Command::Commit,
    Command::Back,
    Command::NotApplicable,
    Command::CellNote,
    Command::Save,
    Command::SecondKeying,
    Command::Help,
];

const FINAL_HINTS: [Command; 9] = [
    Command::Export,
    Command::Finish,
    Command::Findings,
    Command::Notes,
    Command::Library,
    Command::Palette,
    Command::Save,
    Command::Help,
    Command::Quit,
];

const LENT_HINTS: [Command; 6] =
    [Command::TakeOver, Command::Export, Command::Findings, Command::Notes, Command::Library, Command::Help];

/// Below this many columns a screen is narrow.
const NARROW: u16 = 120;

/// The columns of the library's folder that stay, whatever else is in the hint line.
const LEAST_FOLDER: u16 = 10;

const MESSAGE_LINES: usize = 4;

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
                grid::draw(screen, session, &open, canvas, left, (widths, lang));
                let place = match beside {
                    0 => Rect { y: area.y + below, height: heights.panel, ..area },
                    _ => Rect { x: left.right() + 1, width: beside - 1, ..body },
                };
                match &screen.second_keying {
                    Some(keying) => second_keying::panel(session, keying, canvas, place, lang),
                    None => {
                        let carry = shown_keys(&model.setting.keymap.keys(&model.reaches(), Command::Carry));
                        let modes = modes(screen, lang);
                        let panel = Panel { session, failed: &open, cell, carry: &carry, modes: &modes, lang };
                        if beside > 0 { panel.beside(canvas, place) } else { panel.below(canvas, place) }
                    }
                }
            }
        }
        Body::Prose(writing) => {
            prose::draw(model, screen, (writing, &open), canvas, body);
        }
    }
    let mut hints: Vec<Command> = match (&screen.body, &screen.typing) {
        (Body::Table(_), Some(_)) => vec![Command::Commit],
        (Body::Table(_), None) => GRID_HINTS.to_vec(),
        (Body::Prose(_), _) => PROSE_HINTS.to_vec(),
    };
    // Where a finding is lit in two places, the way to the other one is what is needed next.
    if screen.typing.is_none() && screen.lit.as_ref().is_some_and(Lit::is_twofold) {
        hints.insert(0, Command::OtherPlace);
    }
    if screen.second_keying.is_some() {
        hints = SECOND_KEYING_HINTS.to_vec();
    } else if screen.lent.is_some() {
        hints = LENT_HINTS.to_vec();
    } else if session.is_final() {
        hints = FINAL_HINTS.to_vec();
    }
    if screen.is_walking() {
        hints = WALKING_HINTS.to_vec();
        if screen.lit.as_ref().is_some_and(Lit::is_twofold) {
            hints.insert(2, Command::OtherPlace);
        }
    }
    // What there is to be seen beside the text is not on the screen yet.
    let is_prose = matches!(screen.body, Body::Prose(_)) && !screen.is_walking();
    if is_prose && screen.has_last_text() && screen.last_paragraphs().is_none() {
        hints.insert(0, Command::LastText);
    }
    // Beside a table, the way back to it is what nobody guesses.
    let beside = matches!(screen.part, Part::Chapter(index) if session.form().table_of_chapter(index).is_some());
    if matches!(screen.body, Body::Prose(_)) && beside && !screen.is_walking() {
        hints.insert(0, Command::BesideTable);
    }
    hint_line(model, canvas, line(last), &hints);
}

/// What lasts of how figures are keyed, in words; empty where it is as usual.
fn modes(screen: &ReportScreen, lang: Lang) -> String {
    let keying = &screen.keying;
    let table = screen.table().map(|(table, _, _)| table);
    let skips = keying.skipped.iter().any(|(of, _)| Some(*of) == table);
    let modes = [
        (keying.by_column, lang.pick("按列", "by column")),
        (keying.with_totals, lang.pick("总计", "totals")),
        (skips, lang.pick("跳列", "skips")),
        (screen.beside, lang.pick("上年", "last year")),
    ];
    let on: Vec<&str> = modes.into_iter().filter(|(is_on, _)| *is_on).map(|(_, words)| words).collect();
    on.join(" · ")
}

/// The chapters with a mark each: `!` a failed rule, `.` something missing, `+` complete.
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
            Part::Preamble => lang.pick("首", "^").to_string(),
            Part::Closing => lang.pick("尾", "$").to_string(),
            Part::Chapter(index) => {
                let chapter = &session.form().definition().chapters[index];
                format!("{}{}{}", chapter.number(lang), lang.pick("", " "), chapter.short.get(lang))
            }
        };
        let mark = mark(screen, session, failed, part);
        let current = part == screen.part;
        let style = match (current, mark) {
            (true, _) => theme.cursor(),
            (false, "!") => theme.error(),
            (false, "+") => theme.good(),
            (false, _) => Style::new(),
        };
        let tab = format!(" {name}{mark}");
        let columns = short(width(&theme.shown(&tab)));
        canvas.hit(Rect { x, width: columns, ..line }, Hit::Report(Pointed::Part(part)));
        x += columns;
        pieces.push((tab, style));
    }
    canvas.run(line.x, line.y, line.right(), &pieces);
}

/// The library's folder at the right end of a line, its last part where it does not fit.
fn folder(model: &Model, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let name = end_of(&model.setting.root, area.width.into());
    let x = area.right().saturating_sub(short(width(&name)));
    canvas.put(x, area.y, area.width, &name, canvas.theme.quiet());
}

fn mark(screen: &ReportScreen, session: &Session, failed: &[Finding], part: Part) -> &'static str {
    let form = session.form();
    let table = match part {
        Part::Chapter(index) => form.table_of_chapter(index),
        Part::Preamble | Part::Closing => None,
    };
    let of_words = |finding: &Finding| finding.passage.as_ref().is_some_and(|passage| passage.part == part);
    let Some(table) = table else {
        if failed.iter().any(of_words) {
            return "!";
        }
        let written = match &screen.body {
            Body::Prose(writing) if screen.part == part => !writing.text().trim().is_empty(),
            _ => !session.report().text(part).trim().is_empty(),
        };
        return if written { "+" } else { "." };
    };
    let in_table = |cell: &CellId| form.cell(*cell).table == table;
    let failed = failed.iter().any(|finding| finding.cells.iter().any(in_table) || of_words(finding));
    let unfilled =
        form.table_cells(table).any(|cell| !form.is_total(cell) && session.report().entry(cell).figure().is_unfilled());
    match (failed, unfilled) {
        (true, _) => "!",
        (false, true) => ".",
        (false, false) => "+",
    }
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
    match (keys.first(), letter) {
        (Some(first), Some(letter)) if narrow && first.ctrl => letter.to_string(),
        _ => shown_keys(keys),
    }
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
    let mut pieces = vec![(lang.pick(" 查看 ", " looking ").to_string(), theme.cursor())];
    if report.refused_as_read_only().is_none() {
        let writes = lang.pick(" 开始写 ", " writes ").to_string();
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
        let style = if message.refused { theme.error() } else { theme.good() };
        let mark = if message.refused { "! " } else { "" };
        // A long message takes the lines above too: what to do about something stands at its end.
        let mut lines = wrap(&format!("{mark}{}", message.text), line.width.into());
        // What was refused stands at its beginning.
        let most = MESSAGE_LINES.min(usize::from(line.y) + 1);
        if lines.len() > most && most > 1 {
            lines.drain(1..=lines.len() - most);
            lines[0] = fit(&format!("{}…", lines[0]), line.width.into()).into_owned();
        }
        for (text, y) in lines.iter().rev().zip((0..=line.y).rev()) {
            canvas.bar(Rect { y, ..line }, text, style);
        }
        return;
    }
    // The library's folder is always on the screen; the library screen has a line for it.
    let narrow = line.width < NARROW;
    let room = if matches!(model.screen, Screen::Library) || line.width < 60 { 0 } else { line.width / 5 };
    // A dialog says its own keys, and those of the screen below it do not work.
    let commands = if model.dialog.is_some() { &[] } else { commands };
    let way_back = commands.iter().filter(|command| **command == Command::BesideTable);
    let always = ALWAYS.iter().filter(|command| commands.contains(command));
    let first: Vec<Command> = match model.is_walking() {
        true => commands.iter().take(FIRST_WALKING).copied().collect(),
        false => always.chain(way_back).copied().collect(),
    };
    let rest = commands.iter().copied().filter(|command| !first.contains(command));
    let mut pieces = walking(model, canvas);
    let mut used: usize = pieces.iter().map(|(text, _)| width(text)).sum();
    for command in first.iter().copied().chain(rest) {
        let keys = format!(" {}", hinted_keys(&keys_now(model, command), narrow));
        let title = format!(" {} ", hinted_title(model, command));
        // What must be there may take room from the folder, whose end is what tells it apart.
        let room = if first.contains(&command) { room.min(LEAST_FOLDER) } else { room };
        let columns = width(&keys) + width(&title);
        if used + columns <= usize::from(line.width - room) {
            used += columns;
            pieces.extend([(keys, theme.key()), (title, Style::new())]);
        }
    }
    let room = room.min(line.width.saturating_sub(short(used)));
    canvas.run(line.x, line.y, line.right(), &pieces);
    folder(model, canvas, Rect { x: line.right() - room, width: room, ..line });
}
