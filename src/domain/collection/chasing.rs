//! The chase list (催报): who has not handed in, and who has not handed in again what was returned, with how late each is. It
//! decides nothing and sends nothing.

use jiff::civil::Date;

use super::roster::{Body, Collection, State};
use crate::domain::text::Lang;

/// A body that is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Its full name.
    pub body: String,
    /// Its group; empty where there is none.
    pub group: String,
    /// [`State::Missing`] or [`State::Returned`].
    pub state: State,
    /// By when, if that was said; of a return, by when it is due again.
    pub due: Option<Date>,
    /// For how many days it has been due; 0 where it is not late, or nothing says when it is due.
    pub late: i32,
    /// The number of the return slip that it has to answer.
    pub slip: Option<u32>,
}

/// Who is waited for on a day, in the order of the roster. `is_there` tells of a body whether its report is in the library.
pub fn awaited(collection: &Collection, is_there: impl Fn(&Body) -> bool, today: Date) -> Vec<Awaited> {
    let of_body = |body: &Body| {
        let state = body.state_with(is_there(body));
        let (due, slip) = match state {
            State::Missing => (body.due, None),
            State::Returned => {
                let slip = body.slip();
                (slip.and_then(|slip| slip.due).or(body.due), slip.map(|slip| slip.number))
            }
            _ => return None,
        };
        let late = due.map_or(0, |due| (today - due).get_days().max(0));
        Some(Awaited { body: body.name.clone(), group: body.group.clone(), state, due, late, slip })
    };
    collection.bodies.iter().filter_map(of_body).collect()
}

/// A day as a letter writes it.
pub fn day(date: Date, lang: Lang) -> String {
    lang.say(format!("{}年{}月{}日", date.year(), date.month(), date.day()), date.to_string())
}

/// The list as a text to be pasted into a message: to whom it may concern, who is missing by group, the most late first, what
/// to hand in again, and whom to ask. `title` is what the report of the year is called.
pub fn text(collection: &Collection, awaited: &[Awaited], title: &str, today: Date, lang: Lang) -> String {
    let day_of = |date| day(date, lang);
    if awaited.is_empty() {
        return lang.say(
            format!("截至{}，应报送{title}的单位均已报送。\n", day_of(today)),
            format!("As of {}, every body has handed in its {title}.\n", day_of(today)),
        );
    }
    let of = |wanted: fn(&Awaited) -> bool| awaited.iter().filter(|one| wanted(one)).collect::<Vec<_>>();
    let late = of(|one| one.state == State::Missing && one.late > 0);
    let missing = of(|one| one.state == State::Missing && one.late == 0);
    let returned = of(|one| one.state == State::Returned);
    let mut text = lang.say(
        format!("各有关单位：\n　　截至{}，下列单位尚未报送{title}，或退回后尚未重报。请抓紧办理。\n", day_of(today)),
        format!("To the bodies named below:\n  As of {}, the following have not handed in their {title}, or not again after it was returned. Please do so without delay.\n", day_of(today)),
    );
    let mut number = 0;
    let numerals = ["一", "二", "三"];
    let mut section = |heading: &str, ones: &[&Awaited]| {
        if ones.is_empty() {
            return;
        }
        let numeral = lang.pick(numerals[number], ["1", "2", "3"][number]);
        number += 1;
        text.push_str(&lang.say(
            format!("{numeral}、{heading}（{} 家）\n", ones.len()),
            format!("{numeral}. {heading} ({})\n", ones.len()),
        ));
        let mut groups: Vec<&str> = Vec::new();
        for one in ones {
            if !groups.contains(&one.group.as_str()) {
                groups.push(&one.group);
            }
        }
        for group in groups {
            let mut of_group: Vec<&&Awaited> = ones.iter().filter(|one| one.group == group).collect();
            of_group.sort_by_key(|one| std::cmp::Reverse(one.late));
            let names = of_group.iter().map(|one| named(one, lang)).collect::<Vec<_>>().join(lang.pick("、", ", "));
            let head = if group.is_empty() { String::new() } else { format!("{group}{}", lang.pick("：", ": ")) };
            text.push_str(&format!("{}{head}{names}{}\n", lang.pick("　　", "  "), lang.pick("。", ".")));
        }
    };
    section(lang.pick("已过应报日、尚未报送", "Overdue"), &late);
    section(lang.pick("尚未报送", "Not handed in yet"), &missing);
    section(lang.pick("已退回、尚未重报", "Returned, not handed in again"), &returned);
    text.push_str(&lang.say(
        format!("　　已报送的，请与我们核对。确有困难不能按时报送的，请提前说明。\n{:>40}\n{:>40}\n", collection.agency, day_of(today)),
        format!("  If you have handed in already, please check with us. If you cannot hand in on time, tell us beforehand.\n{}\n{}\n", collection.agency, day_of(today)),
    ));
    text
}

/// A body with what is to be known of its being waited for.
fn named(one: &Awaited, lang: Lang) -> String {
    let mut remarks = Vec::new();
    remarks.extend(one.slip.map(|slip| lang.say(format!("退回单第 {slip} 号"), format!("slip {slip}"))));
    remarks.extend(one.due.map(|due| {
        let due = day(due, lang);
        lang.say(format!("应于{due}前报送"), format!("due {due}"))
    }));
    if one.late > 0 {
        let late = one.late;
        remarks.push(lang.say(format!("已逾期 {late} 天"), format!("{late} days late")));
    }
    match remarks.is_empty() {
        true => one.body.clone(),
        false => lang
            .say(format!("{}（{}）", one.body, remarks.join("，")), format!("{} ({})", one.body, remarks.join(", "))),
    }
}
