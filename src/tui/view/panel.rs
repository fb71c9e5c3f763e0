//! The panel below a table, or beside it: the current cell named in full, what belongs into it, the rules it takes part in
//! with live numbers, and the findings that touch it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::acceptance;
use crate::domain::definition::Severity;
use crate::domain::figure::{Figure, Origin};
use crate::domain::finding::{self, Finding};
use crate::domain::form::{Along, CellId, Instance, Relation};
use crate::domain::notes as remarks;
use crate::domain::report::Note;
use crate::domain::rule::Outcome;
use crate::domain::session::{Change, Session};
use crate::domain::text::Lang;

use super::super::canvas::Canvas;
use super::super::cell_state::origin_word;
use super::super::dialog::cell_rules::verdict;
use super::super::dialog::notes;
use super::super::display::{brief, fit, short, width, wrap};
use super::super::theme::Theme;
use crate::domain::report_place::ReportPlace;

/// What is told of the current cell.
pub(super) struct Panel<'a> {
    pub(super) session: &'a Session,
    /// The open findings of the report.
    pub(super) failed: &'a [Finding],
    pub(super) cell: CellId,
    /// The key that takes figures over from last year.
    pub(super) carry: &'a str,
    /// What lasts of how figures are keyed.
    pub(super) modes: &'a str,
    /// What a jump led to.
    pub(super) lit: Option<&'a ReportPlace>,
    /// Whether all findings are listed, not only those of the cell.
    pub(super) is_listing: bool,
    /// What the selected cells add up to, where there are several.
    pub(super) tally: Option<&'a str>,
    pub(super) lang: Lang,
}

impl Panel<'_> {
    /// Draws it below a table, saying less where there are fewer lines. Where there is one, what is wrong takes it.
    pub(super) fn below(&self, canvas: &mut Canvas<'_, '_>, area: Rect) {
        if area.height == 0 {
            return;
        }
        let (theme, columns) = (canvas.theme, usize::from(area.width));
        let (session, cell, lang) = (self.session, self.cell, self.lang);
        let findings = findings(session, self.failed, cell, lang);
        // How figures are keyed stands at the end of the line; the cell's labels shorten before it does.
        let strip = if self.modes.is_empty() { 0 } else { width(self.modes) + 3 };
        let room = columns.saturating_sub(1 + strip);
        let head = Rect { height: 1, ..area };
        match (self.tally, findings.first().filter(|_| area.height == 1)) {
            (Some(tally), _) => canvas.bar(head, &format!(" {}", fit(tally, room)), theme.bar()),
            (None, Some(finding)) => {
                let more = if findings.len() > 1 { format!(" +{}", findings.len() - 1) } else { String::new() };
                let words = brief(finding, room.saturating_sub(width(&more)), 1).concat();
                canvas.bar(head, &format!("{words}{more}"), theme.error());
            }
            (None, None) => {
                let mut words = format!(" {}", headline(session, cell, room, lang));
                if area.height == 1 {
                    words = self.with_most_wanted(words, room);
                }
                canvas.bar(head, &words, theme.bar());
            }
        }
        if strip > 0 && strip < columns {
            let place = Rect { x: head.right().saturating_sub(short(strip)), ..head };
            canvas.put(place.x, place.y, place.width, &format!(" [{}]", self.modes), theme.cursor());
        }
        let lines = self.lines(theme, columns, usize::from(area.height) - 1, findings);
        for ((text, style), y) in lines.into_iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x, y, area.width, &text, style);
        }
    }

    /// The cell's name, and behind it what of all the rest somebody wants most and there is room for.
    fn with_most_wanted(&self, name: String, columns: usize) -> String {
        let (session, cell, lang) = (self.session, self.cell, self.lang);
        let note = || remarks::of(session.report(), Some(cell)).next().map(|note| noted(note, lang));
        let wanted = expected(session, cell, self.carry, lang).or_else(note);
        let wanted = wanted.or_else(|| accepted(session, cell, lang).into_iter().next());
        let wanted = wanted.unwrap_or_else(|| rules(session, cell, lang, false).join("   "));
        let room = columns.saturating_sub(width(&name) + 3);
        match brief(&wanted, room, 1).pop().filter(|words| room > 12 && !words.is_empty()) {
            Some(words) => format!("{name}   {words}"),
            None => name,
        }
    }

    /// Draws it beside a table: what is wrong with the cell, then all that there is to know of it.
    pub(super) fn beside(&self, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let (theme, columns) = (canvas.theme, usize::from(area.width.saturating_sub(3)));
        (area.y..area.bottom()).for_each(|y| canvas.put(area.x, y, 1, "│", theme.zero()));
        let place = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
        let mut rest = place;
        let list = if self.is_listing { self.list(theme, columns) } else { Vec::new() };
        for (text, style) in list.iter().chain(&self.story(theme)) {
            if rest.height == 0 {
                break;
            }
            rest = match text.is_empty() {
                true => Rect { y: rest.y + 1, height: rest.height - 1, ..rest },
                false => canvas.lines(rest, &wrap(text, columns), *style),
            };
        }
        if !self.modes.is_empty() {
            let strip = format!(" {} ", self.modes);
            canvas.put(place.x, area.bottom().saturating_sub(1), place.width, &strip, theme.cursor());
        }
    }

    /// All open findings, each told once and in one line, but for the one that a jump led to.
    fn list(&self, theme: Theme, columns: usize) -> Vec<(String, Style)> {
        let (session, lang) = (self.session, self.lang);
        let told = finding::told_once(session.figures(), self.failed.iter(), lang);
        let mut list: Vec<(String, Style)> = Vec::new();
        for (first, all) in told {
            let is_lit = all.iter().any(|finding| Some(&ReportPlace::of(finding)) == self.lit);
            let (sign, style) = match first.severity {
                Severity::Error => ("!", theme.error()),
                Severity::Warning => ("?", theme.warning()),
                Severity::Info => ("i", Style::new()),
            };
            let words = finding::message(session.figures(), first, lang);
            let (id, times) = (&first.rule(session.form()).id, finding::times(all.len(), lang));
            let words = format!("{} {sign} {id} {words}{times}", if is_lit { ">" } else { " " });
            list.push((if is_lit { words } else { fit(&words, columns).into_owned() }, style));
        }
        if list.is_empty() {
            list.push((nothing_found(session, lang), theme.good()));
        }
        list.push((String::new(), Style::new()));
        list
    }

    /// Everything that there is to say, paragraph by paragraph; an empty one is a blank line.
    fn story(&self, theme: Theme) -> Vec<(String, Style)> {
        let (session, cell, lang) = (self.session, self.cell, self.lang);
        let mut story: Vec<(String, Style)> = Vec::new();
        if let Some(tally) = self.tally {
            story.extend([(tally.to_string(), theme.strong()), (String::new(), Style::new())]);
        }
        let findings = findings(session, self.failed, cell, lang);
        for finding in findings.into_iter().filter(|_| !self.is_listing) {
            story.extend([(finding, theme.error()), (String::new(), Style::new())]);
        }
        let form = session.form();
        let place = form.cell(cell);
        let (rows, columns) = (form.row_path(place.table, place.row), form.column_path(place.table, place.column));
        let (row, column) = (form.row(cell), form.column(cell));
        match lang {
            Lang::Zh => story.push((format!("{} | {}", rows.join("/"), columns.join("/")), theme.head())),
            Lang::En => {
                story.push((format!("{} | {}", row.named(lang), column.named(lang)), theme.head()));
                story.push((format!("[{} | {}]", row.label, column.label), theme.quiet()));
            }
        }
        story.push((figure(session, cell, lang).trim().to_string(), Style::new()));
        if let Some(words) = expected(session, cell, self.carry, lang) {
            story.push((words, theme.key()));
        }
        story.push((String::new(), Style::new()));
        story.extend(help(session, cell, lang).map(|words| (words, theme.quiet())));
        let rules = rules(session, cell, lang, true);
        if !rules.is_empty() {
            story.push((String::new(), Style::new()));
            story.extend(rules.into_iter().map(|words| (words, Style::new())));
        }
        let notes = remarks::of(session.report(), Some(cell));
        let notes: Vec<String> = notes.map(|note| noted(note, lang)).chain(accepted(session, cell, lang)).collect();
        if !notes.is_empty() {
            story.push((String::new(), Style::new()));
            story.extend(notes.into_iter().map(|words| (words, Style::new())));
        }
        story
    }

    /// What fits into so many lines below the cell's name.
    fn lines(&self, theme: Theme, columns: usize, room: usize, findings: Vec<String>) -> Vec<(String, Style)> {
        let (session, cell, lang) = (self.session, self.cell, self.lang);
        let mut help = help(session, cell, lang);
        // What last year's report gives is needed now; what belongs into the row, F1 says too.
        if let Some(words) = expected(session, cell, self.carry, lang) {
            help[0] = words;
        }
        let (rules, titled) = (rules(session, cell, lang, false), rules(session, cell, lang, true));
        let accepted = accepted(session, cell, lang);
        // One note more than there are lines says as well as all of them that there is not room for all.
        let notes = remarks::of(session.report(), Some(cell)).take(room + 1);
        let noted: Vec<String> = notes.map(|note| noted(note, lang)).collect();
        let wrapped = |texts: &[String]| -> Vec<String> { texts.iter().flat_map(|text| wrap(text, columns)).collect() };
        let (all_help, all_findings, all_notes) = (wrapped(&help), wrapped(&findings), wrapped(&noted));
        let quiet = |text: String| (text, theme.quiet());
        let plain = |text: String| (text, Style::new());
        let loud = |text: String| (text, theme.error());
        let mut lines: Vec<(String, Style)> = Vec::new();
        let all_accepted = wrapped(&accepted);
        let all = [all_help.len(), titled.len(), all_findings.len(), all_notes.len(), all_accepted.len()];
        if all.iter().sum::<usize>() <= room {
            lines.extend(all_help.into_iter().map(quiet));
            lines.extend(titled.into_iter().map(plain));
            lines.extend(all_findings.into_iter().map(loud));
            lines.extend(all_notes.into_iter().map(plain));
            lines.extend(all_accepted.into_iter().map(quiet));
            return lines;
        }
        // Every line keeps its place, so that moving the cursor changes little on the screen. What is wrong matters more
        // than what belongs into the cell, which F1 says too.
        let [row_help, column_help] = help;
        // What belongs into the row may have a second line where nothing else wants it.
        let spare = room.saturating_sub(3 + usize::from(!noted.is_empty())).max(1);
        let rows = if room > 2 && findings.is_empty() { brief(&row_help, columns, spare) } else { Vec::new() };
        lines.extend(rows.into_iter().map(quiet));
        if room > 1 || findings.is_empty() {
            lines.extend(brief(&rules.join("   "), columns, 1).into_iter().map(plain));
        }
        // A note is what somebody wanted to be seen with the cell: it keeps a line.
        let note = noted.first().and_then(|words| brief(words, columns, 1).pop()).map(plain);
        let rest = room.saturating_sub(lines.len() + usize::from(note.is_some()));
        match findings.len() {
            0 if note.is_some() => {}
            0 => lines.extend(brief(accepted.first().unwrap_or(&column_help), columns, 1).into_iter().map(quiet)),
            1 => lines.extend(brief(&findings[0], columns, rest).into_iter().map(loud)),
            _ => lines.extend(findings.iter().take(rest).flat_map(|finding| brief(finding, columns, 1)).map(loud)),
        }
        lines.extend(note);
        lines
    }
}

/// That no finding is open; where figures are still missing, that says little.
fn nothing_found(session: &Session, lang: Lang) -> String {
    match (session.report().unfilled(), lang) {
        (0, _) => lang.say("没有问题。", "No findings."),
        (cells, Lang::Zh) => format!("目前未发现问题；还有 {cells} 格未填。"),
        (1, Lang::En) => "No findings so far; 1 cell is empty.".to_string(),
        (cells, Lang::En) => format!("No findings so far; {cells} cells are empty."),
    }
}

fn noted(note: &Note, lang: Lang) -> String {
    format!("{}{}", lang.pick("* 批注：", "* comment: "), notes::words(note, lang))
}

/// The cell in full: labels, unit, figure, and where it came from. Labels shorten until it fits; a screen in English adds
/// the official ones where there is room for both.
fn headline(session: &Session, cell: CellId, columns: usize, lang: Lang) -> String {
    let form = session.form();
    let (table, row, column) = (form.cell(cell).table, form.row(cell), form.column(cell));
    let full = format!("{} | {}", row.named(lang), column.named(lang));
    let mut words = vec![format!("{} | {}", row.short.get(lang), column.short.get(lang)), full.clone()];
    words.push(match lang {
        Lang::Zh => {
            let rows = form.row_path(table, form.cell(cell).row).join("/");
            format!("{rows} | {}", form.column_path(table, form.cell(cell).column).join("/"))
        }
        Lang::En => format!("{full} [{} | {}]", row.label, column.label),
    });
    let figure = figure(session, cell, lang);
    let gap = lang.pick("", " ");
    let full = words.into_iter().rev().map(|words| format!("{words}{gap}{figure}"));
    full.reduce(|kept, shorter| if width(&kept) <= columns { kept } else { shorter }).unwrap_or_default()
}

/// The value that last year's report gives for an unfilled cell, and the key that takes it over.
fn expected(session: &Session, cell: CellId, key: &str, lang: Lang) -> Option<String> {
    let edit = session.carrying(Some(cell));
    let Some(Change::Figure(_, entry)) = edit.changes.first() else { return None };
    let figure = entry.figure();
    Some(lang.say(
        format!("按上年数应为 {figure}：按 {key} 提取"),
        format!("Last year's report gives {figure}: {key} brings it forward"),
    ))
}

fn last_year(session: &Session, cell: CellId, lang: Lang) -> String {
    let before = session.background().precedent().and_then(|last| last.shown(cell)?.complete());
    match (before, lang) {
        (None, _) => String::new(),
        (Some(before), Lang::Zh) => format!("  上年 {before}"),
        (Some(before), Lang::En) => format!("  last year {before}"),
    }
}

/// The unit, the figure, and where it came from.
fn figure(session: &Session, cell: CellId, lang: Lang) -> String {
    let form = session.form();
    let unit = form.unit(cell, lang);
    let entry = session.report().entry(cell);
    let figure = match (entry.figure(), form.is_total(cell)) {
        (_, true) => {
            let (sum, printed) = (session.totals().of(cell), printed(session, cell, lang));
            match (sum.complete(), lang) {
                (Some(number), Lang::Zh) => format!("{number}（自动计算{printed}）"),
                (Some(number), Lang::En) => format!("{number} (computed{printed})"),
                (None, Lang::Zh) => format!("{}（待填 {} 格{printed}）", sum.known, sum.waiting),
                (None, Lang::En) => format!("{} ({} empty{printed})", sum.known, sum.waiting),
            }
        }
        (Figure::Unfilled, false) => lang.say("未填", "empty"),
        (figure, false) if entry.origin() == Some(Origin::Counted) => {
            let origin = origin_word(Origin::Counted, lang);
            // Every case counts one in a cell.
            lang.say(format!("{figure}（{origin}，{figure} 件）"), format!("{figure} ({origin}, cases: {figure})"))
        }
        (figure, false) => {
            let origin = entry.origin().map_or("", |origin| origin_word(origin, lang));
            lang.say(format!("{figure}（{origin}）"), format!("{figure} ({origin})"))
        }
    };
    let last_year = last_year(session, cell, lang);
    lang.say(format!("（{unit}）：{figure}{last_year}"), format!("({unit}): {figure}{last_year}"))
}

/// What the source prints for a total, and whether it is still held against the computed one.
fn printed(session: &Session, cell: CellId, lang: Lang) -> String {
    let (report, printed) = (session.report(), session.report().printed_total(cell).figure());
    if printed.is_unfilled() {
        return String::new();
    }
    let lapsed = match report.entry(cell).figure().is_unfilled() {
        true => lang.pick("，不再参与校验", ", no longer checked"),
        false => "",
    };
    lang.say(format!("；原件总计 {printed}{lapsed}"), format!("; printed total {printed}{lapsed}"))
}

/// What belongs into the row, then what belongs into the column. They are lines of their own, so that moving along a
/// row or a column changes only one of them on the screen.
fn help(session: &Session, cell: CellId, lang: Lang) -> [String; 2] {
    let form = session.form();
    let (row, column) = (form.row(cell).help.get(lang), form.column(cell));
    let gap = lang.pick("：", ": ");
    [row.to_string(), format!("{}{gap}{}", column.in_text(lang), column.help.get(lang))]
}

/// The identities a cell takes part in, with live numbers, and with the rule's words where there is room for them. They
/// run along the cell's own row and column, which need not be named again. What still waits is one plain line: there is
/// nothing to be seen in it yet.
fn rules(session: &Session, cell: CellId, lang: Lang, titled: bool) -> Vec<String> {
    let form = session.form();
    let instances = form.instances_of(cell).iter().map(|&index| (&form.instances()[index], session.outcomes()[index]));
    let identities = instances.filter(|(instance, _)| matches!(instance.relation, Relation::Equal { .. }));
    let (waiting, judged): (Vec<_>, Vec<_>) =
        identities.partition(|(_, outcome)| matches!(outcome, Outcome::Pending(_)));
    let line = |(instance, outcome): (&Instance, Outcome)| {
        let rule = &form.definition().rules[instance.rule];
        let colon = lang.pick("：", ": ");
        let title = if titled { format!(" {}{colon}", rule.title.get(lang)) } else { " ".to_string() };
        format!(
            "{}{title}{} {}",
            rule.id,
            finding::equation(session.figures(), instance),
            verdict(&instance.relation, outcome, lang)
        )
    };
    judged.into_iter().map(line).chain(waits(&waiting, lang)).collect()
}

/// For how many cells the identities wait that cannot be judged yet.
fn waits(waiting: &[(&Instance, Outcome)], lang: Lang) -> Option<String> {
    let along = |along: fn(&Along) -> bool| {
        let cells = waiting.iter().filter(|(instance, _)| along(&instance.along)).map(|(_, outcome)| match outcome {
            Outcome::Pending(cells) => *cells,
            _ => 0,
        });
        cells.max()
    };
    let column = along(|along| matches!(along, Along::Column(..)));
    let row = along(|along| matches!(along, Along::Row(..)));
    let other = along(|along| matches!(along, Along::Once | Along::Cell(_)));
    let places = [
        (column, lang.pick("本列待填", "in the column")),
        (row, lang.pick("本行待填", "in the row")),
        (other, lang.pick("待填", "elsewhere")),
    ];
    let places = places.into_iter().filter_map(|(cells, place)| {
        cells.map(|cells| lang.say(format!("{place} {cells} 格"), format!("{cells} empty {place}")))
    });
    let places = places.collect::<Vec<_>>().join(lang.pick("、", ", "));
    (!places.is_empty()).then(|| format!("{}{places}", lang.pick("填齐后自动校验：", "Checked once filled: ")))
}

/// The failed findings that touch a cell, in words.
fn findings(session: &Session, failed: &[Finding], cell: CellId, lang: Lang) -> Vec<String> {
    let form = session.form();
    let touching = failed.iter().filter(|finding| finding.cells.contains(&cell));
    let told = finding::told_once(session.figures(), touching, lang).into_iter();
    let words = told.map(|(first, all)| {
        let (words, times) = (finding::message(session.figures(), first, lang), finding::times(all.len(), lang));
        format!("! {} {words}{times}", first.rule(form).id)
    });
    words.collect()
}

/// The findings that touch a cell and were accepted, with the reason.
fn accepted(session: &Session, cell: CellId, lang: Lang) -> Vec<String> {
    let (report, form) = (session.report(), session.form());
    if report.accepted.is_empty() {
        return Vec::new();
    }
    let failed = session.failed();
    let touching = failed.iter().filter(|finding| finding.cells.contains(&cell));
    let words = touching.filter_map(|finding| {
        let accepted = acceptance::release(report, session.figures(), finding)?;
        let done = lang.pick("已说明：", "accepted: ");
        Some(format!("= {} {done}{}", finding.rule(form).id, accepted.reason))
    });
    words.collect()
}
