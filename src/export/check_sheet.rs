//! The check sheet that goes with a submitted report: how complete it is, which findings were accepted and why, and what
//! else is open. It is a neutral document, so that every format for readers draws it, and carries no date of its own.

use super::document::{Chapter, Document, Paragraph, printed};
use super::{ExportError, Format, Options, docx, fragment, html, md, pdf, txt};
use crate::domain::acceptance::release;
use crate::domain::background::Background;
use crate::domain::definition::Severity;
use crate::domain::finding::{Finding, Status, cell_name, statement, times};
use crate::domain::report::{Accepted, Note, Reopening, Report, Verification};
use crate::domain::seal::{self, State};
use crate::domain::session::Session;
use crate::domain::text::Lang;

/// The formats that a check sheet can have: those that are read by people and have room for sentences.
pub const FORMATS: [Format; 5] = [Format::Docx, Format::Html, Format::Pdf, Format::Md, Format::Txt];

/// The check sheet of a report in one of [`FORMATS`].
pub fn write(report: &Report, format: Format, options: Options<'_>) -> Result<Vec<u8>, ExportError> {
    let sheet = document(report, options.background.cloned().unwrap_or_default(), options.lang);
    Ok(match format {
        Format::Docx => docx::write(&sheet, options.made)?,
        Format::Pdf => pdf::write(&sheet, options.typefaces, options.made)?,
        Format::Html if options.fragment => fragment::write(&sheet).into_bytes(),
        Format::Html => html::write(&sheet, None).into_bytes(),
        Format::Md => md::write(&sheet).into_bytes(),
        // A paragraph in English is not indented by two Chinese characters.
        Format::Txt if options.lang == Lang::En => {
            txt::encoded(&txt::write(&sheet).replace("\n\u{3000}\u{3000}", "\n  "), options.windows_text)
        }
        Format::Txt => txt::encoded(&txt::write(&sheet), options.windows_text),
        Format::Xlsx | Format::Csv | Format::Json => return Err(ExportError::Unwritable(format.ending().into())),
    })
}

/// The check sheet as a neutral document.
pub fn document(report: &Report, background: Background, lang: Lang) -> Document {
    let session = Session::with(report.clone(), background);
    let mut findings = session.findings();
    // What is only plausible is for the clerk, not for whoever the sheet is handed to.
    findings.retain(|finding| !finding.rule(session.form()).folded);
    let releases: Vec<Option<&Accepted>> =
        findings.iter().map(|finding| release(report, session.figures(), finding)).collect();
    let pairs: Vec<(&Finding, Option<&Accepted>)> = findings.iter().zip(releases).collect();
    let released = pairs.iter().filter_map(|(finding, accepted)| Some((*finding, (*accepted)?)));
    let released =
        told_once(released.map(|(finding, accepted)| release_lines(&session, finding, accepted, lang)), lang);
    let released: Vec<String> = released.into_iter().flatten().collect();
    let open = pairs.iter().filter(|(_, accepted)| accepted.is_none());
    let open = told_once(open.map(|(finding, _)| [finding_line(&session, finding, lang)]), lang);
    let open: Vec<String> = open.into_iter().flatten().collect();
    let headings = match lang {
        Lang::Zh => ["一、填报情况", "二、已说明的错误和警告", "三、其他未解决的问题", "四、批注"],
        Lang::En => {
            ["1. State of the report", "2. Errors and warnings accepted", "3. Other open findings", "4. Comments"]
        }
    };
    let mut state = counts(&session, &pairs, lang);
    state.extend(history(report, lang));
    let notes: Vec<String> = report.notes.iter().map(|note| note_line(report, note, lang)).collect();
    let mut bodies = vec![state, released, open];
    bodies.extend((!notes.is_empty()).then_some(notes));
    let chapters = headings.into_iter().zip(bodies).enumerate().map(|(index, (heading, lines))| Chapter {
        id: format!("check-{}", index + 1),
        heading: heading.to_string(),
        paragraphs: paragraphs(&or_none(lines, lang)),
        table: None,
    });
    Document {
        mark: None,
        agency: report.agency.as_deref().map(printed).filter(|agency| !agency.is_empty()),
        title: title(report, lang),
        preamble: Vec::new(),
        chapters: chapters.collect(),
        closing: signatures(report, lang),
    }
}

fn title(report: &Report, lang: Lang) -> String {
    let title = report.form().title(report.year);
    let title = if report.year.is_some() { title.as_str() } else { title.trim_start_matches('年') };
    let scope = report.scope.behind(lang);
    lang.say(format!("{title}{scope}校验情况表"), format!("{title}{scope}: check sheet"))
}

/// How many cells are filled, and how many findings there are of each severity.
fn counts(session: &Session, findings: &[(&Finding, Option<&Accepted>)], lang: Lang) -> Vec<String> {
    let form = session.form();
    let (cells, unfilled) = (form.inputs().count(), session.report().unfilled());
    let filled = cells - unfilled;
    let failed = |severity| {
        let of = |finding: &Finding| finding.status == Status::Fail && finding.severity == severity;
        findings.iter().filter(|(finding, _)| of(finding)).count()
    };
    let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info].map(failed);
    let with_reason = |severity| {
        findings.iter().filter(|(finding, accepted)| finding.severity == severity && accepted.is_some()).count()
    };
    let [released, accepted] = [Severity::Error, Severity::Warning].map(with_reason);
    let pending = findings.iter().filter(|(finding, _)| finding.status == Status::Pending).count();
    let edition = form.edition();
    match lang {
        Lang::Zh => vec![
            format!("报告格式：{edition}年版。应填 {cells} 格，已填 {filled} 格，未填 {unfilled} 格。"),
            format!(
                "错误 {errors} 条，其中已说明 {released} 条；警告 {warnings} 条，其中已说明 {accepted} 条；提示 {infos} 条；暂不能校验的规则 {pending} 条。"
            ),
        ],
        Lang::En => vec![
            format!("Edition {edition}. Cells to fill: {cells}; filled: {filled}; empty: {unfilled}."),
            format!(
                "Errors: {errors}, of which accepted: {released}; warnings: {warnings}, of which accepted: {accepted}; notes: {infos}; rules waiting for empty cells: {pending}."
            ),
        ],
    }
}

/// What became of the report: second keying, finishing, reopening; only what there was.
fn history(report: &Report, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let Verification { verifier, cells, differences, corrections } = &report.verification;
    if *cells > 0 {
        lines.push(lang.say(
            format!("二次录入 {cells} 格，不一致 {differences} 格，改正 {corrections} 格。复核人：{verifier}。"),
            format!(
                "Verification keying: {cells} cells, differences: {differences}, corrections: {corrections}. Verified by: {verifier}."
            ),
        ));
    }
    if let Some(seal) = &report.seal {
        let (date, digest) = (&report.sign_off.date, &seal.sha256);
        lines.push(lang.say(
            format!("定稿日期：{date}。数字和正文的校验码（SHA-256）：{digest}。"),
            format!("Finalised: {date}. Checksum of figures and text (SHA-256): {digest}."),
        ));
        if seal::state(report) == State::Broken {
            let words = lang.pick(
                "现在的内容与校验码不符，定稿后有改动。",
                "The content no longer matches the checksum; it was changed after it was finalised.",
            );
            lines.push(words.to_string());
        }
    }
    lines.extend(report.reopenings.iter().map(|Reopening { by, date, reason }| {
        lang.say(
            format!("撤销定稿：{date}，{by}，理由：{reason}"),
            format!("Reopened after it was finalised: {date}, {by}, reason: {reason}"),
        )
    }));
    lines
}

/// A note, led by what it is about.
fn note_line(report: &Report, note: &Note, lang: Lang) -> String {
    let about = note.cell.map(|cell| cell_name(report.form(), cell, lang));
    let about = about.unwrap_or_else(|| lang.say("整份报告", "The whole report"));
    let about = match (note.place.as_str(), lang) {
        ("", _) => about,
        (place, Lang::Zh) => format!("{about}（{place}）"),
        (place, Lang::En) => format!("{about} ({place})"),
    };
    format!("{about}{}{}", lang.pick("：", ": "), note.text.replace('\n', " "))
}

/// A released error: what it says, why it was let through, and by whom.
fn release_lines(session: &Session, finding: &Finding, accepted: &Accepted, lang: Lang) -> [String; 2] {
    let by = if accepted.by.is_empty() { "________" } else { &accepted.by };
    let reason = match (lang, accepted.date.as_str()) {
        (Lang::Zh, "") => format!("说明：{}　说明人：{by}", accepted.reason),
        (Lang::Zh, date) => format!("说明：{}　说明人：{by}　日期：{date}", accepted.reason),
        (Lang::En, "") => format!("Reason: {}; given by: {by}", accepted.reason),
        (Lang::En, date) => format!("Reason: {}; given by: {by}, {date}", accepted.reason),
    };
    [finding_line(session, finding, lang), reason]
}

fn finding_line(session: &Session, finding: &Finding, lang: Lang) -> String {
    let (rule, words) = (&finding.rule(session.form()).id, statement(session.figures(), finding, lang));
    if finding.status == Status::Pending {
        // Its words end with what it waits for.
        return lang.say(format!("{rule} {words}"), format!("{rule}: {words}"));
    }
    let severity = match finding.severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Info => lang.pick("提示", "note"),
    };
    lang.say(format!("{rule}（{severity}）{words}"), format!("{rule} ({severity}): {words}"))
}

/// Lines that say the same, once, with how often.
fn told_once<const N: usize>(all: impl Iterator<Item = [String; N]>, lang: Lang) -> Vec<[String; N]> {
    let mut told: Vec<([String; N], usize)> = Vec::new();
    for lines in all {
        match told.iter_mut().find(|(said, _)| *said == lines) {
            Some((_, count)) => *count += 1,
            None => told.push((lines, 1)),
        }
    }
    let counted = told.into_iter().map(|(mut lines, count)| {
        lines.iter_mut().take(1).for_each(|line| line.push_str(&times(count, lang)));
        lines
    });
    counted.collect()
}

fn or_none(lines: Vec<String>, lang: Lang) -> Vec<String> {
    if lines.is_empty() { vec![lang.say("无。", "None.")] } else { lines }
}

/// Who keyed and who reviewed it, with room to sign where that is not known.
fn signatures(report: &Report, lang: Lang) -> Vec<Paragraph> {
    let name = |name: &str| if name.is_empty() { "________".to_string() } else { name.to_string() };
    let (keyer, reviewer) = (name(&report.sign_off.keyer), name(&report.sign_off.reviewer));
    paragraphs(&match lang {
        Lang::Zh => [format!("填报人：{keyer}"), format!("审核人：{reviewer}")],
        Lang::En => [format!("Prepared by: {keyer}"), format!("Reviewed by: {reviewer}")],
    })
}

/// Lines as paragraphs without sub-headings: a rule's id at the beginning is none.
fn paragraphs(lines: &[String]) -> Vec<Paragraph> {
    lines.iter().map(|line| Paragraph { text: printed(line), lead: None }).collect()
}
