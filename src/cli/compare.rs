//! `gouji diff`: two reports held against each other, figures and prose. Which of the two is right is not said.

use clap::ArgMatches;
use serde_json::{Value, json};

use crate::domain::comparison::{Difference, changed, excerpts};
use crate::domain::finding::cell_name;
use crate::domain::report::{Key, Report, Scope};
use crate::domain::text::Lang;
use crate::work::source::{Named, Opened};

use super::context::{Context, Format, format, scope};
use super::{Exit, Failure, output, source};

/// How much of a passage a line shows.
const SHOWN: usize = 40;

pub fn diff(context: &mut Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let mut named = source::named(&source::words(matches), scope(matches));
    // One report of the library and `--aggregated`: the agency's own and its aggregated one.
    if let [Named::Library(key)] = &named[..]
        && key.scope == Scope::Aggregated
    {
        let own = Key { scope: Scope::Own, ..key.clone() };
        named.insert(0, Named::Library(own));
    }
    let [left, right] = &named[..] else {
        return Err(Failure::new(
            context.lang,
            format!("请写明要比较的两份报告（现写了 {} 份），例如：gouji diff 某某局 2024 某某局 2025", named.len()),
            format!("Name two reports to compare ({} given). Example: gouji diff AGENCY 2024 AGENCY 2025", named.len()),
        ));
    };
    let (left, right) = (source::open_told(context, left)?, source::open_told(context, right)?);
    Ok(between(context, &left, &right, format(matches)))
}

/// Prints in what two reports differ.
pub fn between(context: &mut Context, left: &Opened, right: &Opened, format: Format) -> Exit {
    editions(left, right, context.lang);
    let differences = differences(left, right);
    if format == Format::Json {
        let list = differences.iter().map(|d| {
            let is_cell = [left, right].iter().any(|side| side.report.form().find(&d.what).is_some());
            let side = |text: &str| if is_cell { figure(text) } else { text.into() };
            json!({ "what": d.what, "left": side(&d.left), "right": side(&d.right) })
        });
        let value = json!({ "left": left.file, "right": right.file, "differences": list.collect::<Vec<_>>() });
        context.out.line(&format!("{value:#}"));
    } else {
        lines(context, left, right, &differences);
    }
    exit(&differences)
}

/// A figure of a difference; an unfilled cell is null, as `show` has it.
pub fn figure(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

/// Says as a message that two reports are on forms of different editions, whose cells are held together by their names.
pub fn editions(left: &Opened, right: &Opened, lang: Lang) {
    let (first, second) = (left.report.form().edition(), right.report.form().edition());
    if first != second {
        output::message(&lang.say(
            format!("两份报告的格式不同（{first}年版、{second}年版），按单元格代码对照；只有一份才有的格，另一份显示为空。"),
            format!(
                "The two reports are of different editions ({first}, {second}); cells with the same code are compared, and a cell that only one has is shown as empty in the other."
            ),
        ));
    }
}

/// The differences; agency and year only where both say them, since a cell list says neither.
fn differences(left: &Opened, right: &Opened) -> Vec<Difference> {
    let both = |has: fn(&Report) -> bool| has(&left.report) && has(&right.report);
    let counts = |difference: &Difference| match difference.what.as_str() {
        "agency" => both(|report| report.agency.is_some()),
        "year" => both(|report| report.year.is_some()),
        _ => true,
    };
    left.differences(right).into_iter().filter(counts).collect()
}

fn exit(differences: &[Difference]) -> Exit {
    if differences.is_empty() { Exit::Clean } else { Exit::Findings }
}

fn lines(context: &mut Context, left: &Opened, right: &Opened, differences: &[Difference]) {
    let lang = context.lang;
    for difference in differences {
        let form = left.report.form();
        let label = form.find(&difference.what).map(|cell| format!(" ({})", cell_name(form, cell, lang)));
        let [ours, theirs] = excerpts(&difference.left, &difference.right, SHOWN, lang);
        let words = if label.is_some() { changed(&ours, &theirs, lang) } else { format!("{ours} ≠ {theirs}") };
        context.out.line(&format!("{}{}: {words}", difference.what, label.unwrap_or_default()));
    }
    let count = differences.len();
    context.out.line(&match (lang, count) {
        (Lang::Zh, 0) => format!("一致：{} 与 {}", left.file, right.file),
        (Lang::En, 0) => format!("No differences: {} and {}", left.file, right.file),
        (Lang::Zh, _) => format!("{count} 处不同：前者 {}，后者 {}", left.file, right.file),
        (Lang::En, 1) => format!("1 difference: first {}, second {}", left.file, right.file),
        (Lang::En, _) => format!("{count} differences: first {}, second {}", left.file, right.file),
    });
}
