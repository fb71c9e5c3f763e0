//! Findings over many bodies in words, with the names of the bodies, the numbers, and what explains a difference. It decides
//! nothing.

use super::super::finding::{Status, cell_name};
use super::super::number::Number;
use super::super::report::plain_name;
use super::super::text::Lang;
use super::rule::{Finding, Gathered, Manner, Reason};

/// How many bodies or cells are named before the rest is only counted.
const NAMED: usize = 8;

/// Names in a row, the rest only counted.
pub fn listed(names: &[&str], lang: Lang) -> String {
    let named = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(lang.pick("、", ", "));
    match names.len().saturating_sub(NAMED) {
        0 => named,
        more => lang.say(format!("{named}等 {} 家", names.len()), format!("{named} and {more} more")),
    }
}

/// What a finding says, and what to do.
pub fn message(gathered: &Gathered, finding: &Finding, lang: Lang) -> String {
    match finding.status {
        Status::Pending => statement(gathered, finding, lang),
        Status::Fail => {
            let rule = finding.rule(&gathered.form);
            let remedy = rule.remedy.get(lang);
            let space = lang.pick("", " ");
            format!("{}{space}{remedy}", statement(gathered, finding, lang))
        }
    }
}

/// What a finding says.
pub fn statement(gathered: &Gathered, finding: &Finding, lang: Lang) -> String {
    let name = |&body: &usize| gathered.collection.bodies[body].name.as_str();
    let mut names: Vec<&str> = finding.bodies.iter().map(name).collect();
    names.extend(finding.names.iter().map(String::as_str));
    let bodies = listed(&names, lang);
    let cells = places(gathered, finding, lang);
    if finding.status == Status::Pending {
        let rule = finding.rule(&gathered.form).title.get(lang);
        return lang.say(format!("{rule}：等 {bodies}，暂不能核对。"), format!("{rule}: waits for {bodies}."));
    }
    let number = |number: Option<Number>| number.map_or_else(|| "?".to_string(), |number| number.to_string());
    let agency = plain_name(&gathered.collection.agency).to_string();
    let rule = finding.rule(&gathered.form);
    let mut words = rule.message.get(lang).to_string();
    for (part, value) in [
        ("{body}", finding.body.as_ref().map_or(agency, |body| name(body).to_string())),
        ("{bodies}", bodies),
        ("{count}", names.len().to_string()),
        ("{where}", cells),
        ("{left}", number(finding.left)),
        ("{right}", number(finding.right)),
        ("{difference}", number(finding.difference())),
        ("{why}", why(gathered, finding, lang)),
    ] {
        if words.contains(part) {
            words = words.replace(part, &value);
        }
    }
    words
}

/// The cells in words, each with what is printed and what the sum is where the finding is about several.
fn places(gathered: &Gathered, finding: &Finding, lang: Lang) -> String {
    let form = &gathered.form;
    let many = finding.cells.len() > 1;
    let named = finding.cells.iter().take(NAMED).map(|&cell| {
        let name = cell_name(form, cell, lang);
        match gathered.printed.as_ref().filter(|_| many && !finding.reasons.is_empty()) {
            Some(printed) => {
                let (printed, sum) = (printed.value(cell), gathered.sum.figure(cell));
                lang.say(
                    format!("{name}（汇总表 {printed}，合计 {sum}）"),
                    format!("{name} (printed {printed}, sum {sum})"),
                )
            }
            None => name,
        }
    });
    let named = named.collect::<Vec<_>>().join(lang.pick("、", ", "));
    match finding.cells.len() {
        count if count > NAMED => {
            lang.say(format!("{named}等 {count} 格"), format!("{named} and others, {count} cells"))
        }
        _ => named,
    }
}

/// What explains a difference.
fn why(gathered: &Gathered, finding: &Finding, lang: Lang) -> String {
    let one = |&Reason { body, manner }: &Reason| {
        let name = &gathered.collection.bodies[body].name;
        match manner {
            Manner::LeftOut => lang.say(format!("漏加了{name}的数"), format!("the figure of {name} was left out")),
            Manner::Twice => lang.say(format!("{name}的数加了两次"), format!("the figure of {name} was added twice")),
            Manner::LastYear => {
                lang.say(format!("{name}用了上年的数"), format!("last year’s figure of {name} was added"))
            }
            Manner::Unit => lang.say(
                format!("{name}的数按较小的单位加了"),
                format!("the figure of {name} was added in a smaller unit"),
            ),
            Manner::Exempt => {
                lang.say(format!("加了免报单位{name}的数"), format!("the figure of {name}, which is exempt, was added"))
            }
        }
    };
    let reasons = finding.reasons.iter().map(one).collect::<Vec<_>>();
    match reasons.is_empty() {
        true => String::new(),
        false => {
            let reasons = reasons.join(lang.pick("，或", ", or "));
            lang.say(
                format!("差额正好说明：{reasons}。"),
                format!(" The difference is just what it would be if {reasons}."),
            )
        }
    }
}
