//! The list of findings: rows of wrapped lines that scroll with what is chosen, and what is asked over them.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::definition::Severity;
use crate::domain::field::Shown;
use crate::domain::finding::{self, Finding, cell_name};
use crate::domain::form::CellId;
use crate::domain::localisation::words::consequences;
use crate::domain::remaining::Remaining;
use crate::domain::report::Part;
use crate::domain::text::Lang;

use super::super::super::canvas::{Canvas, Rows, above, hanging, styled};
use super::super::super::display::{brief, short, width, wrap};
use super::super::super::report::ReportScreen;
use super::super::super::report::suspects::{Fault, Suspect};
use super::list::{FindingRow, FindingsList, ListedFinding, Stage, Standing};
use crate::domain::report_place::ReportPlace;

pub fn draw(screen: &ReportScreen, list: &FindingsList, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let session = &screen.session;
    let inside = canvas.open_at(screen.aside(), &title(list, lang));
    let (theme, columns) = (canvas.theme, usize::from(inside.width));
    let lines = list.rows().into_iter().enumerate().map(|(index, row)| {
        let mark = if index == list.selected { ">" } else { " " };
        match row {
            FindingRow::Heading(severity, open, accepted) => {
                vec![(heading(severity, open, accepted, lang), theme.head())]
            }
            FindingRow::Finding(index) => {
                let entry = &list.entries[index];
                let style = match (&entry.standing, entry.finding.severity) {
                    (Standing::Accepted(_), _) => theme.quiet(),
                    (_, Severity::Error) => theme.error(),
                    (_, Severity::Warning) => theme.warning(),
                    (_, Severity::Info) => Style::new(),
                };
                let lines = finding_lines(screen, list, entry, mark, columns, lang);
                styled(lines, style)
            }
            FindingRow::Suspects => {
                let words = match list.complete {
                    true => lang.pick("    疑似错误位置：", "    Likely errors:"),
                    false => lang.pick(
                        "    疑似错误位置（错误较多，未能全部查找）：",
                        "    Likely errors (incomplete search: too many errors):",
                    ),
                };
                vec![(words.to_string(), theme.quiet())]
            }
            FindingRow::Consequences(fault) => {
                let words = consequences(session.form(), &list.consequences(fault), lang);
                let lead = format!("{mark} {} ", fold_sign(list, row));
                styled(hanging(&lead, 4, &words, columns), theme.quiet())
            }
            FindingRow::Suspect(fault, index) => {
                let lead = format!("{mark}   ? ");
                let lines = hanging(&lead, 6, &list.faults[fault].suspects[index].words, columns);
                styled(lines, Style::new())
            }
            FindingRow::MoreSuspects(fault) => {
                let words = more(&list.faults[fault], lang);
                vec![(format!("{mark}   {} {words}", fold_sign(list, row)), Style::new())]
            }
            FindingRow::Folded(count) => {
                let sign = fold_sign(list, row);
                let words = match lang {
                    Lang::Zh => format!("{mark} {sign} 合理性提示 {count} 条（少见，不一定有误）"),
                    Lang::En if count == 1 => {
                        format!("{mark} {sign} 1 plausibility note (rare, not necessarily wrong)")
                    }
                    Lang::En => format!("{mark} {sign} {count} plausibility notes (rare, not necessarily wrong)"),
                };
                vec![(words, Style::new())]
            }
            FindingRow::Pending(count) => {
                let unfilled = session.report().unfilled();
                let words = match lang {
                    Lang::Zh => format!("  {count} 条规则暂不能校验（待填 {unfilled} 格）"),
                    Lang::En if count == 1 => format!("  1 rule waiting ({unfilled} empty cells)"),
                    Lang::En => format!("  {count} rules waiting (empty cells: {unfilled})"),
                };
                vec![(words, theme.quiet())]
            }
        }
    });
    let mut lines: Rows = lines.collect();
    if list.entries.is_empty() {
        let open = Remaining::of(session).words(session.form(), lang);
        lines.insert(
            0,
            match open {
                None => vec![(lang.say("没有问题。", "No findings."), theme.good())],
                Some(open) => {
                    vec![(format!("{}{open}", lang.pick("目前未发现问题；", "No findings so far; ")), Style::new())]
                }
            },
        );
    }
    // Beside a table there are few columns, and the keys take as many lines as they need.
    let keys = in_pieces(&keys(list, lang), columns);
    let body = above(inside, short(keys.len()) + 1);
    // Where not all is in sight, long texts unfold on the line that one is on.
    if lines.iter().map(Vec::len).sum::<usize>() > usize::from(body.height) {
        for (_, row) in lines.iter_mut().enumerate().filter(|(index, row)| *index != list.selected && row.len() > 1) {
            row.truncate(1);
            let line = &mut row[0].0;
            while width(line) + 1 > columns && line.pop().is_some() {}
            line.push('…');
        }
    }
    canvas.rows(body, &lines, list.selected);
    let below = Rect { y: body.bottom(), height: 1, ..inside };
    canvas.lines(below, &brief(&destination(screen, list, lang), columns, 1), theme.quiet());
    canvas.lines(Rect { y: below.bottom(), height: short(keys.len()), ..inside }, &keys, theme.key());
    match &list.stage {
        Stage::List => {}
        Stage::Reason { reason, problem, .. } => {
            let Some(entry) = list.entry() else { return };
            let title = lang.pick("填写说明", "Accept with a reason");
            let asked = lang.pick(
                "情况属实的，请填写说明（记入报告；数字改动后失效）：",
                "Reason (kept in the report; lapses when the figures change):",
            );
            let keys = lang.pick("Enter 保存说明  Esc 返回", "Enter accepts  Esc goes back");
            let mut text = wrap(&finding::statement(session.figures(), &entry.finding, lang), canvas.columns(64));
            text.truncate(usize::from(canvas.screen().height).saturating_sub(9).max(1));
            let inside = canvas.open_box(64, short(text.len()) + 5, title);
            canvas.lines(inside, &text, Style::new());
            let y = (inside.y + short(text.len()) + 1).min(inside.bottom().saturating_sub(3));
            canvas.put(inside.x, y, inside.width, asked, Style::new());
            canvas.prompt(reason, Rect { y: y + 1, height: 1, ..inside });
            canvas.put(inside.x, y + 2, inside.width, problem, theme.error());
            canvas.keys_line(inside, keys);
        }
        Stage::Checked => checked(list, canvas, lang),
    }
}

/// The list as text, for a message to somebody: whose it is, and every finding that is open or was accepted.
pub fn text(screen: &ReportScreen, list: &FindingsList, lang: Lang) -> String {
    let report = screen.session.report();
    let year = report.year.map_or_else(String::new, |year| year.to_string());
    let head = format!("{} {year}  {}", report.agency.as_deref().unwrap_or_default(), title(list, lang));
    let findings = list.rows().into_iter().filter_map(|row| match row {
        FindingRow::Finding(index) => {
            let lines = finding_lines(screen, list, &list.entries[index], "", usize::MAX, lang);
            Some(lines.iter().map(|line| line.trim_start()).collect::<Vec<_>>().join("  "))
        }
        _ => None,
    });
    std::iter::once(head).chain(findings).map(|line| line.trim().to_string() + "\n").collect()
}

fn checked(list: &FindingsList, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let asked = lang.pick(
        "是否已核对登记台账？建议值只是推算，采用前请对照原始材料。",
        "Has the register been checked? The suggested value is only inferred; compare it with the source records first.",
    );
    let columns = canvas.columns(64);
    let mut lines = list.suspect().map_or_else(Vec::new, |suspect| wrap(&suspect.words, columns));
    lines.push(String::new());
    lines.extend(wrap(asked, columns));
    let inside =
        canvas.open_box(64, short(lines.len()).saturating_add(2), lang.pick("采用建议值", "Apply the suggested value"));
    canvas.lines(above(inside, 1), &lines, Style::new());
    let keys = lang.pick("y 已核对，采用  Esc 返回", "y checked, apply it  Esc goes back");
    canvas.keys_line(inside, keys);
}

fn title(list: &FindingsList, lang: Lang) -> String {
    let count = |severity| {
        let rows = list.rows();
        rows.iter().find_map(|row| match row {
            FindingRow::Heading(of, open, _) if *of == severity => Some(*open),
            _ => None,
        })
    };
    let [errors, warnings, infos] =
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| count(severity).unwrap_or(0));
    lang.say(
        format!("问题清单  错误 {errors}  警告 {warnings}  提示 {infos}"),
        format!("Findings  errors {errors}  warnings {warnings}  notes {infos}"),
    )
}

fn heading(severity: Severity, open: usize, accepted: usize, lang: Lang) -> String {
    let name = match severity {
        Severity::Error => lang.pick("错误", "Errors"),
        Severity::Warning => lang.pick("警告", "Warnings"),
        Severity::Info => lang.pick("提示", "Notes"),
    };
    match (accepted, lang) {
        (0, _) => format!("{name} {open}"),
        (_, Lang::Zh) => format!("{name} {open}（另有已说明 {accepted}）"),
        (_, Lang::En) => format!("{name} {open} ({accepted} more accepted)"),
    }
}

/// The sign before a line that folds others.
fn fold_sign(list: &FindingsList, row: FindingRow) -> &'static str {
    if list.is_open(&row) { "-" } else { "+" }
}

/// How many more suspects there are: what else a hand may have done is not as likely as what was said before.
fn more(fault: &Fault, lang: Lang) -> String {
    let (shown, rest) = fault.suspects.split_at(fault.leading.min(fault.suspects.len()));
    let alike = shown.last().is_some_and(|last| !last.is_operation);
    match (lang, alike, rest.len()) {
        (Lang::Zh, true, count) => format!("另有 {count} 处可能性相同"),
        (Lang::Zh, false, count) => format!("另有 {count} 处也有可能"),
        (Lang::En, true, 1) => "1 other is equally likely".to_string(),
        (Lang::En, true, count) => format!("{count} others are equally likely"),
        (Lang::En, false, 1) => "1 other, less likely".to_string(),
        (Lang::En, false, count) => format!("{count} others, less likely"),
    }
}

/// What a finding says, how often, and what became of its acceptance.
fn finding_lines(
    screen: &ReportScreen,
    list: &FindingsList,
    entry: &ListedFinding,
    mark: &str,
    columns: usize,
    lang: Lang,
) -> Vec<String> {
    let finding = &entry.finding;
    let session = &screen.session;
    let sign = match (&entry.standing, finding.severity) {
        (Standing::Accepted(_), _) => "=",
        (_, Severity::Error) => "!",
        (_, Severity::Warning) => "?",
        (_, Severity::Info) => "i",
    };
    let id = &finding.rule(screen.form()).id;
    let words = match entry.standing {
        Standing::Accepted(_) => finding::statement(session.figures(), finding, lang),
        Standing::Open | Standing::Lapsed(_) => finding::message(session.figures(), finding, lang),
    };
    let mut place = chapter(screen, finding, lang);
    for repeat in &entry.repeats {
        let other = chapter(screen, &list.entries[*repeat].finding, lang);
        if !place.contains(&other) {
            place = format!("{}{}{other}", place.trim_end(), lang.pick("、", ", "));
        }
    }
    // In front of the words, whose end is not in sight where a long list is folded.
    let times = match entry.repeats.len() {
        0 => String::new(),
        more => format!("{} ", finding::times(1 + more, lang).trim()),
    };
    let mut lines = hanging(&format!("{mark} {sign} "), 4, &format!("{id} {place}{times}{words}"), columns);
    let kept = match (&entry.standing, lang) {
        (Standing::Open, _) => return lines,
        (Standing::Accepted(reason), Lang::Zh) => format!("已说明：{reason}"),
        (Standing::Accepted(reason), Lang::En) => format!("accepted: {reason}"),
        (Standing::Lapsed(reason), Lang::Zh) => format!("说明已失效：数字已改（原说明：{reason}）"),
        (Standing::Lapsed(reason), Lang::En) => {
            format!("acceptance lapsed: the figures changed (the reason was: {reason})")
        }
    };
    lines.extend(hanging("    ", 4, &kept, columns));
    lines
}

/// The chapter that a finding speaks of, in the short words of its tab, with a blank behind it.
fn chapter(screen: &ReportScreen, finding: &Finding, lang: Lang) -> String {
    let of_words = finding.passage.as_ref().map(|passage| passage.part);
    of_words.or_else(|| screen.part_of(finding)).map_or_else(String::new, |part| part_name(screen, part, lang) + " ")
}

fn part_name(screen: &ReportScreen, part: Part, lang: Lang) -> String {
    match part {
        Part::Preamble => lang.say("导语", "preamble"),
        Part::Closing => lang.say("落款", "closing"),
        Part::Chapter(index) => {
            let chapter = &screen.form().definition().chapters[index];
            format!("{}{}{}", chapter.number(lang), lang.pick("", " "), chapter.short.get(lang))
        }
    }
}

/// Where Enter leads.
fn destination(screen: &ReportScreen, list: &FindingsList, lang: Lang) -> String {
    let cells = |cells: &[CellId]| {
        let first = cells.first().map_or_else(String::new, |&cell| cell_name(screen.form(), cell, lang));
        match (cells.len(), lang) {
            (0 | 1, _) => first,
            (count, Lang::Zh) => format!("{first}（标出 {count} 格）"),
            (count, Lang::En) => format!("{first} ({count} cells highlighted)"),
        }
    };
    let to = lang.pick("定位：", "Go to: ");
    match list.chosen() {
        Some(FindingRow::Suspect(fault, index)) => {
            let suspect = &list.faults[fault].suspects[index];
            let changes: Vec<CellId> = suspect.changes.iter().map(|(cell, _)| *cell).collect();
            format!("{to}{}", cells(&changes))
        }
        Some(FindingRow::Finding(index)) => {
            let finding = &list.entries[index].finding;
            let words = finding.passage.as_ref().map(|passage| {
                let text = screen.session.report().text(passage.part);
                let figures = screen.session.figures();
                let quoted = text.get(passage.range.clone()).unwrap_or_default();
                let quoted = Shown::labelled(figures.form, figures.entries, figures.totals, quoted).text;
                let part = part_name(screen, passage.part, lang);
                match quoted.trim() {
                    "" => part,
                    quoted => format!("{part} “{}”", brief(quoted, 40, 1).concat()),
                }
            });
            match (finding.cells.is_empty(), words) {
                (true, None) => String::new(),
                (true, Some(words)) => format!("{to}{words}"),
                (false, None) => format!("{to}{}", cells(&finding.cells)),
                (false, Some(words)) => {
                    let cell = cells(&finding.cells);
                    let (first, second) = if list.to_words { (words, cell) } else { (cell, words) };
                    format!("{to}{first}   Tab{}{second}", lang.pick("：", ": "))
                }
            }
        }
        _ => String::new(),
    }
}

/// A line of keys in as many lines as it needs, none of its pieces broken that fits into one.
fn in_pieces(keys: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in keys.split("  ") {
        match lines.last_mut() {
            Some(line) if width(line) + 2 + width(piece) <= columns => *line += &format!("  {piece}"),
            _ => lines.extend(wrap(piece, columns)),
        }
    }
    lines
}

/// The keys that do something with the chosen row.
fn keys(list: &FindingsList, lang: Lang) -> String {
    let (jump, choose) =
        (lang.pick("Enter 定位", "Enter goes there"), lang.pick("↑↓ 选择  Esc 关闭", "↑↓ choose  Esc closes"));
    let mut words: Vec<&str> = Vec::new();
    match list.chosen() {
        Some(FindingRow::Suspect(..)) => {
            words.push(jump);
            words.push(match list.suspect().and_then(Suspect::offered) {
                Some(_) => lang.pick("y 采用建议值", "y applies the suggested value"),
                None => lang.pick("（没有依据给出建议值，请核对）", "(no grounds for one value: check)"),
            });
        }
        Some(FindingRow::Folded(_) | FindingRow::Consequences(_) | FindingRow::MoreSuspects(_)) => {
            words.push(lang.pick("Enter → 展开  ← 收起", "Enter → opens  ← folds"));
        }
        _ => {
            if let Some(entry) = list.entry() {
                words.push(jump);
                words.push(match entry.standing {
                    Standing::Accepted(_) => lang.pick("a 撤回说明", "a withdraws the reason"),
                    _ => lang.pick("a 填写说明", "a accepts with a reason"),
                });
                words.extend(
                    ReportPlace::of(&entry.finding).is_twofold().then(|| lang.pick("Tab 正文/表格", "Tab text/cell")),
                );
                words.extend((!entry.repeats.is_empty()).then(|| lang.pick("→ 逐处列出", "→ lists each")));
            }
        }
    }
    words.extend((!list.entries.is_empty()).then(|| lang.pick("c 复制清单", "c copies the list")));
    words.push(choose);
    words.join("  ")
}
