//! The numbers of the fee statement: how many notices, what they charged, what was received. It reads them as they are
//! typed, and makes the sentence of them in the words that the form's data give.

use crate::domain::definition::FeeStatement;
use crate::domain::number::Number;
use crate::domain::text::Lang;

use super::typing::plain_twin;

/// The three numbers of a sentence that is in the form's own words, as [`Fees::sentence`] writes it.
pub fn stated(sentence: &str, words: &FeeStatement) -> Option<[String; 3]> {
    if sentence == words.none {
        return Some(["0", "", ""].map(str::to_string));
    }
    let mut numbers = ["{notices}", "{asked}", "{received}"].map(|name| (words.some.find(name), name, ""));
    numbers.sort();
    let (mut rest, mut done) = (sentence, 0);
    for (place, name, number) in &mut numbers {
        let place = (*place)?;
        rest = rest.strip_prefix(&words.some[done..place])?;
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        (*number, rest) = rest.split_at(length);
        done = place + name.len();
    }
    let of = |wanted: &str| numbers.iter().find(|(_, name, _)| *name == wanted).map(|(.., number)| number.to_string());
    let is_whole = rest == &words.some[done..];
    let found = [of("{notices}")?, of("{asked}")?, of("{received}")?];
    (is_whole && found.iter().all(|number| !number.is_empty())).then_some(found)
}

/// The numbers once they are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fees {
    pub notices: Number,
    pub asked: Number,
    /// What was received, in yuan.
    pub received: Number,
}

/// A line as a number, amounts in yuan; a unit after it counts.
pub fn number(line: usize, typed: &str, words: &FeeStatement) -> Option<Number> {
    let typed: String = typed.chars().map(plain_twin).collect();
    let typed = typed.trim();
    let unit = |(unit, power): &(String, u8)| Some((typed.strip_suffix(unit.as_str())?, i32::from(*power)));
    let (digits, power) = match line {
        0 => (typed.strip_suffix(words.counted.as_str()).unwrap_or(typed), 0),
        _ => words.units.iter().find_map(unit).unwrap_or((typed, 0)),
    };
    let number: Number = digits.trim().parse().ok()?;
    number.scaled_by_ten(power).ok().filter(|number| !number.is_negative())
}

impl Fees {
    /// The numbers of three lines: notices, amount charged, amount received.
    ///
    /// # Errors
    /// The line that is wrong first, and what is wrong with it.
    pub fn typed(lines: &[String; 3], words: &FeeStatement, lang: Lang) -> Result<Fees, (usize, String)> {
        let wrong = |line: usize, zh: &str, en: &str| (line, lang.pick(zh, en).to_string());
        let whole = number(0, &lines[0], words).filter(|number| number.places() == 0);
        let notices = whole
            .ok_or_else(|| wrong(0, "请填收费通知的件数，没有的填 0", "Enter the number of notices, 0 for none"))?;
        let amount = |line: usize| match (notices.is_zero(), lines[line].trim().is_empty()) {
            (true, true) => Some(Number::ZERO),
            _ => number(line, &lines[line], words),
        };
        let example = words.units.first().map_or("", |(unit, _)| unit.as_str());
        let (zh, en) =
            (format!("请填金额，如 300 或 0.03{example}"), format!("Enter an amount, such as 300 or 0.03{example}"));
        let asked = amount(1).ok_or_else(|| wrong(1, &zh, &en))?;
        if notices.is_zero() && !asked.is_zero() {
            return Err(wrong(
                1,
                "件数是 0，不应有金额；请改件数，或清空金额",
                "No amount with 0 notices: correct the number, or clear the amount",
            ));
        }
        let received = amount(2).ok_or_else(|| wrong(2, &zh, &en))?;
        if received > asked {
            return Err(wrong(
                2,
                "实收多于通知金额；含上年所发通知的，请直接写在正文里",
                "Received exceeds charged; if it includes last year’s notices, write it in the text yourself",
            ));
        }
        Ok(Fees { notices, asked, received })
    }

    pub fn sentence(self, words: &FeeStatement) -> String {
        if self.notices.is_zero() {
            return words.none.clone();
        }
        let parts = [("{notices}", self.notices), ("{asked}", self.asked), ("{received}", self.received)];
        parts.iter().fold(words.some.clone(), |text, (name, number)| text.replace(name, &number.to_string()))
    }
}
