//! An agency's years as a picture in a web page: inline SVG with all of its words and figures as text, letters on the
//! stacked parts so that it can be read without colours, no script, nothing loaded. Whole numbers only.

use maud::{Markup, html};

use crate::domain::recalculation::Sum;
use crate::domain::trend::{Trend, Year, per_cent, shares};

/// The picture's width in its own units.
const WIDTH: usize = 720;

/// The width of one of the two columns of charts.
const HALF: usize = 340;

/// The height of the bars in a chart.
const HEIGHT: usize = 110;

/// From the top of a chart to that of the one below it.
const STEP: usize = HEIGHT + 74;

/// The height of a line of the table, and of a stacked bar with the gap below it.
const LINE: usize = 20;

/// Where the first chart begins, below the title.
const TOP: usize = 40;

/// Fills of the stacked parts, light enough for black letters.
const FILLS: [&str; 6] = ["#8fcf8d", "#8cc8d4", "#eba793", "#ecd08a", "#c9b0e6", "#c8c8c8"];

/// The picture of the years; the newest that fit are shown.
pub(super) fn picture(trend: &Trend) -> Markup {
    let most = (HALF - 10) / 24;
    let years = &trend.years[trend.years.len().saturating_sub(most)..];
    let (first, last) = (years.first().map_or(0, |year| year.year), years.last().map_or(0, |year| year.year));
    let title = format!("{}{first}—{last}年度办理情况", trend.agency);
    // Stacked bars and their legend may need more room than a chart of bars.
    let stacked = LINE * (years.len() + 2) + 40;
    let second = TOP + STEP.max(stacked);
    let table_top = second + STEP;
    let height = table_top + LINE * (years.len() + 1) + 10;
    let bars_of = |index: usize| -> Vec<(u128, String)> {
        years
            .iter()
            .map(|year| count(year.values.as_ref().and_then(|values| values.counts.get(index).copied()?)))
            .collect()
    };
    let rates: Vec<(u128, String)> = years
        .iter()
        .map(|year| match year.values.as_ref().and_then(|values| values.rate()) {
            Some(rate) => (rate.into(), per_cent(rate)),
            None => (0, "—".into()),
        })
        .collect();
    let lost = trend.counts.len().saturating_sub(1);
    let right = WIDTH - HALF;
    html! {
        "\n"
        div.frame {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (height) } width="100%" role="img"
                aria-label=(title) font-family="SimSun, 宋体, STSong, 'Noto Serif CJK SC', serif" font-size="12" fill="#111" {
                title { (title) }
                text x=(WIDTH / 2) y="20" text-anchor="middle" font-size="16" font-weight="bold" { (title) }
                @if let Some(named) = trend.counts.first() {
                    (bars(0, TOP, &named.label.zh, years, &bars_of(0), None))
                }
                (stack(right, TOP, trend, years))
                (bars(0, second, &trend.rate.label.zh, years, &rates, Some(1000)))
                @if let Some(named) = trend.counts.get(lost).filter(|_| lost > 0) {
                    (bars(right, second, &named.label.zh, years, &bars_of(lost), None))
                }
                (table(table_top, trend, years))
            }
        }
    }
}

/// A count's height and what is written above its bar: a dash where there is no report or no such row, a sign of what is
/// missing where cells are unfilled.
fn count(sum: Option<Sum>) -> (u128, String) {
    match sum.map(Sum::complete) {
        None => (0, "—".into()),
        Some(None) => (0, "未填".into()),
        Some(Some(number)) => {
            let height = number.to_integer().and_then(|number| u128::try_from(number).ok()).unwrap_or(0);
            (height, number.to_string())
        }
    }
}

/// A chart of bars with its label above, a number on each bar and the year below it; `whole` is the height of all there
/// can be.
fn bars(x: usize, y: usize, label: &str, years: &[Year], values: &[(u128, String)], whole: Option<u128>) -> Markup {
    let highest = values.iter().map(|(height, _)| *height).max().unwrap_or(0).max(1);
    let most = whole.unwrap_or(highest);
    let pitch = HALF / years.len().max(1);
    let wide = (pitch * 2 / 3).min(36);
    let floor = y + 34 + HEIGHT;
    html! {
        text x=(x) y=(y + 12) font-weight="bold" { (label) }
        @for (index, (year, (height, words))) in years.iter().zip(values).enumerate() {
            @let tall = usize::try_from(height * HEIGHT as u128 / most).unwrap_or(0);
            @let left = x + index * pitch + (pitch - wide) / 2;
            @let middle = x + index * pitch + pitch / 2;
            @if tall > 0 { rect x=(left) y=(floor - tall) width=(wide) height=(tall) fill="#5b87b5" {} }
            text x=(middle) y=(floor - tall - 4) text-anchor="middle" font-size="11" { (words) }
            text x=(middle) y=(floor + 14) text-anchor="middle" font-size="11" { (year.year) }
        }
        line x1=(x) y1=(floor) x2=(x + HALF) y2=(floor) stroke="#111" {}
    }
}

/// The letter of an outcome, by its place.
fn letter(index: usize) -> char {
    u8::try_from(index).map_or('?', |index| char::from(b'A'.saturating_add(index)))
}

/// The outcomes of each year as one bar of letters and fills, and what the letters mean.
fn stack(x: usize, y: usize, trend: &Trend, years: &[Year]) -> Markup {
    let room = HALF - 40;
    let legend = y + 28 + LINE * years.len() + 8;
    html! {
        text x=(x) y=(y + 12) font-weight="bold" { (trend.whole.label.zh) "的构成" }
        @for (index, year) in years.iter().enumerate() {
            @let top = y + 22 + LINE * index;
            text x=(x) y=(top + 12) font-size="11" { (year.year) }
            @match year.values.as_ref().map(|values| values.parts()) {
                None => text x=(x + 40) y=(top + 12) font-size="11" { "没有报告" },
                Some(None) => text x=(x + 40) y=(top + 12) font-size="11" { "还没有填完" },
                Some(Some(parts)) if parts.iter().all(|part| *part == 0) => {
                    text x=(x + 40) y=(top + 12) font-size="11" { "没有办结的" }
                },
                Some(Some(parts)) => (stacked(x + 40, top, &shares(&parts, room), &parts)),
            }
        }
        @for (index, outcome) in trend.outcomes.iter().enumerate() {
            @let (across, down) = (index % 3, index / 3);
            rect x=(x + across * 110) y=(legend + down * LINE) width="14" height="14" fill=(FILLS[index % FILLS.len()]) stroke="#111" {}
            text x=(x + across * 110 + 7) y=(legend + down * LINE + 11) text-anchor="middle" font-size="11" { (letter(index)) }
            text x=(x + across * 110 + 20) y=(legend + down * LINE + 11) font-size="11" { (outcome.label.zh) }
        }
    }
}

fn stacked(x: usize, y: usize, widths: &[usize], parts: &[u64]) -> Markup {
    let starts: Vec<usize> = widths
        .iter()
        .scan(x, |at, width| {
            let start = *at;
            *at += width;
            Some(start)
        })
        .collect();
    html! {
        @for (index, ((start, width), part)) in starts.iter().zip(widths).zip(parts).enumerate().filter(|(_, (_, part))| **part > 0) {
            rect x=(start) y=(y) width=(width) height="15" fill=(FILLS[index % FILLS.len()]) stroke="#111" stroke-width=".5" {
                title { (letter(index)) " " (part) }
            }
            @if *width > 9 {
                text x=(start + width / 2) y=(y + 12) text-anchor="middle" font-size="11" { (letter(index)) }
            }
        }
    }
}

/// All figures, a line for each year.
fn table(y: usize, trend: &Trend, years: &[Year]) -> Markup {
    let letters = (0..trend.outcomes.len()).map(|index| letter(index).to_string());
    let first = trend.counts.iter().take(1).map(|count| count.label.zh.clone());
    let rest = trend.counts.iter().skip(1).map(|count| count.label.zh.clone());
    let heads: Vec<String> = ["年度".to_string()]
        .into_iter()
        .chain(first)
        .chain([trend.whole.label.zh.clone()])
        .chain(letters)
        .chain([trend.rate.label.zh.clone()])
        .chain(rest)
        .collect();
    let pitch = WIDTH / heads.len().max(1);
    let rows: Vec<Vec<String>> = years.iter().map(|year| row(year, heads.len())).collect();
    html! {
        @for (index, words) in [&heads].into_iter().chain(&rows).enumerate() {
            @for (column, word) in words.iter().enumerate() {
                text x=(column * pitch + pitch / 2) y=(y + LINE * index + 12) text-anchor="middle" font-size="11" { (word) }
            }
        }
        line x1="0" y1=(y + LINE - 3) x2=(WIDTH) y2=(y + LINE - 3) stroke="#111" {}
    }
}

fn row(year: &Year, heads: usize) -> Vec<String> {
    let mut words = vec![year.year.to_string()];
    match &year.values {
        None => words.resize(heads, "—".into()),
        Some(values) => {
            words.extend(values.counts.first().map(|sum| count(*sum).1));
            words.push(count(Some(values.whole)).1);
            words.extend(values.outcomes.iter().map(|sum| count(*sum).1));
            words.push(values.rate().map_or_else(|| "—".into(), per_cent));
            words.extend(values.counts.iter().skip(1).map(|sum| count(*sum).1));
        }
    }
    words
}
