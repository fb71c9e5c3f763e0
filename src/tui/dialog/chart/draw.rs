//! The picture of an agency's years: a measure as bars, the outcomes as stacked bars, and all figures below. Numbers stand at
//! the bars. Where there are no colours, or no room for names, a letter stands for each outcome.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Bar, BarChart, BarGroup};

use crate::domain::text::Lang;
use crate::domain::trend::{Named, Year, per_cent, shares};

use super::super::super::canvas::{Canvas, above};
use super::super::super::display::{left, right, short, width, wrap};
use super::{ChartView, figure};

/// The widest inside of the box; longer bars say no more.
const WIDTH: u16 = 140;

/// The least columns of a chart of bars.
const BARS: u16 = 36;

/// The least lines of a chart of bars where several stand one below the other.
const LEAST_BARS: u16 = 8;

const YEAR: u16 = 6;

fn letter(index: usize) -> char {
    u8::try_from(index).map_or('?', |index| char::from(b'A'.saturating_add(index)))
}

pub fn draw(view: &ChartView, canvas: &mut Canvas<'_, '_>, lang: Lang) {
    let trend = &view.trend;
    let scope = trend.scope.behind(lang);
    let title = format!("{}{scope} {}", trend.agency, lang.pick("历年情况", "multi-year chart"));
    let area = canvas.open_box(WIDTH, canvas.screen().height.saturating_sub(2), &title);
    if area.height < 6 {
        return;
    }
    let troubles: Vec<String> = view.troubles.iter().flat_map(|words| wrap(words, area.width.into())).collect();
    let troubles = &troubles[..troubles.len().min(2)];
    let below = short(troubles.len()) + 1;
    let inside = above(area, below);
    // A line for each year in the table, and as much again for the picture above it, which needs four lines besides.
    let wanted = view.trend.years.len();
    let fitting = usize::from(inside.height.saturating_sub(6)) / 2;
    let years = view.years(wanted.min(fitting.max(1)));
    let table_rows = short(years.len()) + 1;
    let picture = above(inside, table_rows + 1);
    let stacked = (picture.width / 2).clamp(20.min(picture.width), 70);
    let bars = Rect { width: picture.width.saturating_sub(stacked + 2), ..picture };
    let measures = short(view.measures()).max(1);
    let across = (bars.width / BARS).clamp(1, measures);
    let down = (bars.height / LEAST_BARS).clamp(1, measures.div_ceil(across));
    let (wide, high) = (bars.width / across, bars.height / down);
    for index in 0..(across * down).min(measures) {
        let (x, y) = (bars.x + index % across * wide, bars.y + index / across * high);
        let place = Rect { x, y, width: wide.saturating_sub(1), height: high.saturating_sub(u16::from(down > 1)) };
        measure(view, (view.measure + usize::from(index)) % view.measures(), years, canvas, place, lang);
    }
    let place = Rect { x: picture.right() - stacked, width: stacked, ..picture };
    // Colours and names say it all where there is room for names.
    let is_named = canvas.theme.has_colours() && {
        let heads = heads(view, true, lang);
        let rows: Vec<Vec<String>> = years.iter().map(|year| figures(year, heads.len())).collect();
        needed(&heads, &rows).iter().sum::<usize>() <= usize::from(inside.width)
    };
    outcomes(view, years, canvas, place, is_named, lang);
    let table_area = Rect { y: picture.bottom() + 1, height: table_rows, ..inside };
    table(years, heads(view, is_named, lang), canvas, table_area);
    for (words, y) in troubles.iter().zip(inside.bottom()..) {
        canvas.put(area.x, y, area.width, words, canvas.theme.warning());
    }
    let keys = match years.len() < trend.years.len() {
        true => lang.pick(
            "←→ 切换指标  ↑↓ 更早、更晚的年度  Esc 关闭",
            "←→ another measure  ↑↓ earlier, later years  Esc closes",
        ),
        false => lang.pick("←→ 切换指标  Esc 关闭", "←→ another measure  Esc closes"),
    };
    canvas.keys_line(area, keys);
}

fn measure(view: &ChartView, measure: usize, years: &[Year], canvas: &mut Canvas<'_, '_>, area: Rect, lang: Lang) {
    let theme = canvas.theme;
    canvas.put(area.x, area.y, area.width, view.label(measure, lang), theme.head());
    let count = short(years.len()).max(1);
    let bar_width = (area.width / count).saturating_sub(1).clamp(1, 7);
    let room = usize::from(bar_width);
    let bars = years.iter().map(|year| {
        let (height, text) = view.bar(year, measure);
        let name = year.year.to_string();
        let name = if room < 4 { name.chars().skip(2).collect() } else { name };
        (height, if width(&text) > room { "#".into() } else { text }, name)
    });
    let bars: Vec<(u64, String, String)> = bars.collect();
    let highest = bars.iter().map(|(height, _, _)| *height).max().unwrap_or(0).max(1);
    let most = view.whole(measure).unwrap_or(highest);
    let group: Vec<Bar<'_>> = bars
        .iter()
        .map(|(height, _, name)| Bar::default().value(*height).text_value(String::new()).label(name.clone()))
        .collect();
    let chart = BarChart::default()
        .data(BarGroup::default().bars(&group))
        .bar_width(bar_width)
        .bar_gap(1)
        .bar_set(theme.bars())
        .bar_style(theme.bar_fill())
        .max(most);
    if area.height > 3 {
        canvas.widget(chart, Rect { y: area.y + 2, height: area.height - 2, ..area });
        // Each number stands on its bar; years stand below.
        let lines = u64::from(area.height - 3);
        for (index, (height, text, _)) in bars.iter().enumerate() {
            let x = area.x + short(index) * (bar_width + 1);
            if x < area.right() {
                let filled =
                    u64::try_from((u128::from(*height) * u128::from(lines)).div_ceil(most.into())).unwrap_or(lines);
                let y = area.bottom() - 2 - u16::try_from(filled.min(lines)).unwrap_or(0);
                let text = format!("{}{text}", " ".repeat(room.saturating_sub(width(text)) / 2));
                canvas.put(x, y, bar_width, &text, Style::new());
            }
        }
    }
}

/// A part of a stacked bar, with its number in the middle where there is room for it.
fn piece(sign: char, number: u64, columns: usize) -> String {
    let number = number.to_string();
    let mut piece: Vec<char> = vec![sign; columns];
    if number.len() + 2 <= columns {
        let start = (columns - number.len()) / 2;
        piece.splice(start..start + number.len(), number.chars());
    }
    piece.into_iter().collect()
}

/// The outcomes of each year as one stacked bar, and what the letters mean.
fn outcomes(view: &ChartView, years: &[Year], canvas: &mut Canvas<'_, '_>, area: Rect, is_named: bool, lang: Lang) {
    let theme = canvas.theme;
    let caption = lang.say(
        format!("{}的构成", view.trend.whole.label.get(lang)),
        format!("{}: shares", view.trend.whole.label.get(lang)),
    );
    canvas.put(area.x, area.y, area.width, &caption, theme.head());
    let mut y = area.y + 1;
    for year in years.iter().take(usize::from(area.height.saturating_sub(1))) {
        canvas.put(area.x, y, YEAR, &year.year.to_string(), Style::new());
        let x = area.x + YEAR - 1;
        let room = area.right().saturating_sub(x);
        let parts = year.values.as_ref().map(|values| values.parts());
        match parts {
            None => canvas.put(x, y, room, lang.pick("没有报告", "no report"), theme.quiet()),
            Some(None) => canvas.put(x, y, room, lang.pick("未填完", "not all filled"), theme.quiet()),
            Some(Some(parts)) if parts.iter().all(|part| *part == 0) => {
                canvas.put(x, y, room, lang.pick("没有办结", "none completed"), theme.quiet());
            }
            Some(Some(parts)) => {
                let sign = |index| if theme.has_colours() { ' ' } else { letter(index) };
                let pieces: Vec<(String, Style)> = shares(&parts, room.into())
                    .into_iter()
                    .zip(&parts)
                    .enumerate()
                    .map(|(index, (columns, part))| (piece(sign(index), *part, columns), theme.part(index)))
                    .collect();
                canvas.run(x, y, area.right(), &pieces);
            }
        }
        y += 1;
    }
    // The legend wraps between its entries.
    let mut x = area.x;
    for (index, outcome) in view.trend.outcomes.iter().enumerate() {
        let label = outcome.label.get(lang);
        let columns = short(width(label)) + if is_named { 5 } else { 4 };
        if x + columns > area.right() && x > area.x {
            (x, y) = (area.x, y + 1);
        }
        if y >= area.bottom() {
            break;
        }
        let sign = if is_named { "  ".to_string() } else { letter(index).to_string() };
        let pieces = [(sign, theme.part(index)), (format!(" {label}"), Style::new())];
        canvas.run(x, y, area.right(), &pieces);
        x += columns;
    }
}

/// The heads of the table; outcomes by their names, or by their letters.
fn heads(view: &ChartView, is_named: bool, lang: Lang) -> Vec<String> {
    let trend = &view.trend;
    let name = |(index, outcome): (usize, &Named)| match is_named {
        true => outcome.label.get(lang).to_string(),
        false => letter(index).to_string(),
    };
    let mut heads = vec![lang.say("年度", "Year")];
    heads.extend(trend.counts.first().map(|count| count.label.get(lang).to_string()));
    heads.push(trend.whole.label.get(lang).to_string());
    heads.extend(trend.outcomes.iter().enumerate().map(name));
    heads.push(trend.rate.label.get(lang).to_string());
    heads.extend(trend.counts.iter().skip(1).map(|count| count.label.get(lang).to_string()));
    heads
}

fn table(years: &[Year], heads: Vec<String>, canvas: &mut Canvas<'_, '_>, area: Rect) {
    let rows: Vec<Vec<String>> = years.iter().map(|year| figures(year, heads.len())).collect();
    let widths = column_widths(&heads, &rows, area.width.into());
    let line = |words: &[String]| -> String {
        let cells = words.iter().zip(&widths).enumerate();
        cells.map(|(index, (word, &room))| if index == 0 { left(word, room) } else { right(word, room) }).collect()
    };
    canvas.put(area.x, area.y, area.width, &line(&heads), canvas.theme.head());
    for (row, y) in rows.iter().zip(area.y + 1..area.bottom()) {
        canvas.put(area.x, y, area.width, &line(row), Style::new());
    }
}

fn figures(year: &Year, heads: usize) -> Vec<String> {
    let mut words = vec![year.year.to_string()];
    match &year.values {
        None => words.resize(heads, "-".into()),
        Some(values) => {
            words.extend(values.counts.first().map(|count| figure(*count)));
            words.push(figure(Some(values.whole)));
            words.extend(values.outcomes.iter().map(|sum| figure(*sum)));
            words.push(values.rate().map_or_else(|| "-".into(), per_cent));
            words.extend(values.counts.iter().skip(1).map(|count| figure(*count)));
        }
    }
    words
}

/// What each column needs.
fn needed(heads: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.chain([&heads[column]]).map(|word| width(word)).max().unwrap_or(0)
    };
    (0..heads.len()).map(|column| widest(column) + usize::from(column > 0)).collect()
}

/// The same with what is left shared out among them.
fn column_widths(heads: &[String], rows: &[Vec<String>], room: usize) -> Vec<usize> {
    let needed = needed(heads, rows);
    let spare = room.saturating_sub(needed.iter().sum()) / heads.len().max(1);
    needed.into_iter().enumerate().map(|(column, wide)| wide + if column > 0 { spare.min(3) } else { 0 }).collect()
}
