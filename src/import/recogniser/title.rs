//! Whose report of which year a document is, from its title lines, else from its preamble. What is not said stays open.

use std::collections::BTreeMap;

use crate::domain::definition::TitleWords;
use crate::domain::report::Scope;
use crate::domain::spelling::simplified;
use crate::domain::text::Lang;
use crate::import::block::{Block, Line, Mark};
use crate::import::normal::{contains, fold, is_blank_char, letters};

/// What a document's title says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// The agency.
    pub agency: Option<String>,
    /// The report year.
    pub year: Option<i32>,
    /// Whose figures: aggregated ones where the title says so.
    pub scope: Scope,
    /// The first block of the title, by index.
    pub start: usize,
    /// The first block behind the title, by index.
    pub end: usize,
    /// The title without blanks, to know it again as a running head.
    pub text: String,
    /// The year that the preamble speaks of, where the title has another.
    pub stated: Option<i32>,
    /// The year that the document is called by outside of its pages, where the title has another.
    pub called: Option<i32>,
}

/// How many blocks at the beginning are looked at.
const LOOKED_AT: usize = 300;

/// The most characters of the sign that a report is aggregated.
const LONGEST_SIGN: usize = 12;

/// The most characters of a title.
const LONGEST: usize = 90;

/// Reads the blocks before the first chapter, of which there are so many. `named` is what the document says it is called,
/// outside of its pages. Without words to know a title by there is none.
pub fn title(words: Option<&TitleWords>, blocks: &[Block], preface: usize, named: &[String]) -> Title {
    let Some(words) = words else { return Title::default() };
    let evidence = Evidence::new(words, blocks, preface, named);
    let blocks = &blocks[..preface];
    let lines = lines(blocks.iter().take(LOOKED_AT));
    let titled = |ends: Ends| {
        let all: Vec<Title> = (1..=3).flat_map(|count| titled(words, &lines, count, ends)).collect();
        let weight = |title: &Title| evidence.weight(title, &all, blocks);
        all.iter().rev().max_by_key(|title| weight(title)).cloned()
    };
    let mut title = titled(ends_with_report).or_else(|| titled(ends_with_tables)).unwrap_or_default();
    if title.end > 0 {
        let start = lines.partition_point(|(index, _)| *index < title.end);
        for (index, text) in lines[start..].iter().take_while(|(index, text)| match blocks[*index] {
            Block::Line(_) => is_below_title(words, text),
            // A paragraph that has nothing but the year in brackets.
            _ => {
                is_sign(text) || (BRACKETS.iter().any(|&(open, _)| text.starts_with(open)) && bracketed(text).is_some())
            }
        }) {
            if is_sign(text) {
                title.scope = Scope::Aggregated;
            }
            let inner = text.trim_start_matches(['(', '（']);
            let year = leading_year(inner).filter(|(_, rest)| !rest.contains('月')).map(|(year, _)| year);
            title.year = title.year.or(year).or_else(|| bracketed(text));
            title.end = index + 1;
        }
    }
    if let Some((start, agency)) = set_off(words, blocks, &title) {
        title.start = title.start.min(start);
        title.agency = Some(agency);
    }
    let text: String = lines.iter().filter(|(index, _)| *index >= title.end).map(|(_, text)| text.as_str()).collect();
    if title.year.is_none() || title.agency.is_none() {
        let quoted =
            text.split('《').skip(1).filter_map(|rest| parse(words, rest.split('》').next()?, ends_with_report));
        if let Some((agency, Some(year))) = quoted.into_iter().find(|(_, year)| year.is_some()) {
            title.agency = title.agency.or(agency).filter(|_| title.year.is_none_or(|own| own == year));
            title.year = title.year.or(Some(year));
        }
    }
    title.year = title.year.or_else(|| stated_year(words, &text));
    if let Some((agency, year)) = evidence.named.first() {
        title.year = title.year.or(*year);
        title.agency = title.agency.or_else(|| agency.clone());
    }
    let mut called = evidence.named.iter().filter_map(|(_, year)| *year);
    let agrees = called.clone().any(|called| title.year == Some(called));
    title.called = called.next().filter(|_| title.year.is_some() && !agrees);
    title.stated = evidence.stated.filter(|&stated| title.year.is_some_and(|year| year != stated));
    title.agency = title.agency.map(|name| as_printed(name, blocks));
    title
}

/// What a short name says, as of a sheet: the body, the year, or both.
pub fn in_name(words: Option<&TitleWords>, name: &str) -> (Option<String>, Option<i32>) {
    let name = plain(name);
    // A name need not say 年 behind the year.
    let digits = |c: char| c.is_ascii_digit();
    let bare = name
        .split(|c| !digits(c))
        .find(|run| run.len() == 4)
        .and_then(|run| leading_year(&format!("{run}年")).map(|(year, _)| year));
    let year = find_year(&name);
    let body = match &year {
        Some((_, range)) => format!("{}{}", &name[..range.start], &name[range.end..]),
        None => name.replace(digits, ""),
    };
    let body = body.trim_matches(['-', '_', '(', ')']).to_string();
    (Some(body).filter(|body| words.is_some_and(|words| is_agency(words, body))), year.map(|(year, _)| year).or(bare))
}

/// All titles of a document, those of links and running heads among them, in the order of their lines.
pub fn all(words: &TitleWords, blocks: &[Block]) -> Vec<Title> {
    let lines = lines(blocks.iter());
    let ways: [Ends; 2] = [ends_with_report, ends_with_tables];
    let mut all = Vec::new();
    for ends in ways {
        all.extend((1..=3).flat_map(|count| titled(words, &lines, count, ends)));
    }
    all.sort_by_key(|title| (title.start, title.end));
    all
}

fn lines<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<(usize, String)> {
    let numbered = blocks.enumerate();
    numbered.filter_map(|(index, block)| line(block).map(|line| (index, plain(&line.text)))).collect()
}

/// What tells the report's own title from links to others, menus and running heads.
struct Evidence {
    /// The year whose first day the preamble speaks of.
    stated: Option<i32>,
    /// The year that the beginning of the prose names most often.
    usual: Option<i32>,
    /// What the document is called outside of its pages: whose, of which year.
    named: Vec<(Option<String>, Option<i32>)>,
}

impl Evidence {
    fn new(words: &TitleWords, blocks: &[Block], preface: usize, named: &[String]) -> Evidence {
        /// How many blocks of the first chapter are looked at.
        const PROSE: usize = 40;
        let text = |blocks: &[Block]| lines(blocks.iter()).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        let preamble = text(&blocks[..preface.min(LOOKED_AT)]);
        let mut stated: Vec<i32> = preamble.iter().flat_map(|line| first_days(line)).collect();
        stated.dedup();
        let mut years: BTreeMap<i32, usize> = BTreeMap::new();
        for line in text(&blocks[preface..blocks.len().min(preface + PROSE)]) {
            years_in(&line).for_each(|(year, _)| *years.entry(year).or_default() += 1);
        }
        let most = years.values().max().copied();
        let mut usual = years.into_iter().filter(|(_, count)| Some(*count) == most);
        let named = named.iter().filter_map(|name| parse(words, &plain(name), ends_with_report));
        Evidence {
            stated: if let [year] = stated[..] { Some(year) } else { None },
            usual: usual.next().filter(|_| usual.next().is_none()).map(|(year, _)| year),
            named: named.filter(|named| *named != (None, None)).collect(),
        }
    }

    /// How likely a title is the report's own: what it says, and what speaks for and against it; of equals the last
    /// one of a list comes behind all others.
    fn weight(&self, title: &Title, all: &[Title], blocks: &[Block]) -> (i32, usize) {
        let agrees = |year: Option<i32>| i32::from(year.is_some() && title.year == year);
        let differs = self.stated.zip(title.year).is_some_and(|(stated, year)| stated != year);
        let of_lines = blocks.get(title.start..title.end).unwrap_or_default();
        let marked = of_lines.iter().all(|block| line(block).is_some_and(|line| line.mark == Mark::Heading));
        let is_named = self.named.iter().any(|(agency, year)| {
            year.is_some() && *year == title.year && (agency.is_none() || *agency == title.agency)
        });
        // Reports of other years or bodies, line by line, are links to them.
        let is_link = all.iter().any(|other| {
            (other.start == title.end || other.end == title.start)
                && (other.year, &other.agency) != (title.year, &title.agency)
                && other.year.is_some()
        });
        let says = i32::from(title.year.is_some()) * 2 + i32::from(title.agency.is_some());
        let speaks_for = agrees(self.stated) * 4 + agrees(self.usual) + i32::from(marked) * 3 + i32::from(is_named) * 2;
        let speaks_against = i32::from(differs) * 4 + i32::from(is_link) * 3;
        (says + speaks_for - speaks_against, if is_link { title.start } else { usize::MAX })
    }
}

/// A name in the writing of the lines that it was read from.
fn as_printed(name: String, blocks: &[Block]) -> String {
    let letters: Vec<char> = name.chars().collect();
    let printed = blocks.iter().take(LOOKED_AT).filter_map(line).find_map(|line| {
        let folded: Vec<char> = folded(&line.text).collect();
        let at =
            folded.windows(letters.len()).position(|w| w.iter().zip(&letters).all(|(a, b)| simplified(*a) == *b))?;
        Some(folded[at..at + letters.len()].iter().collect())
    });
    printed.unwrap_or(name)
}

/// The first lines of some blocks that only say the title again, whole or in pieces.
pub fn again<'a>(blocks: &'a [Block], title: &Title) -> impl Iterator<Item = usize> + 'a {
    let name = title.agency.as_deref().filter(|name| !title.text.contains(*name)).unwrap_or_default();
    let words = letters(&format!("{name}{}", title.text));
    let says = move |block: &Block| line(block).is_some_and(|line| contains(&words, &letters(&line.text)));
    (0..blocks.len()).take_while(move |&index| says(&blocks[index]))
}

fn line(block: &Block) -> Option<&Line> {
    match block {
        Block::Line(line) | Block::Paragraph(line) | Block::Cell(line) => Some(line),
        Block::Grid(_) => None,
    }
}

/// The agency in a title whose two headings markup sets off: the upper one, to the letter, over all its lines; with the
/// block that it begins with.
fn set_off(words: &TitleWords, blocks: &[Block], title: &Title) -> Option<(usize, String)> {
    let heading = |index: usize| line(blocks.get(index)?).filter(|line| line.mark == Mark::Heading);
    let lower = heading(title.end.checked_sub(1)?)?;
    let (agency, _) = parse(words, &plain(&lower.text), ends_with_report)?;
    let last = title.end.checked_sub(2).filter(|_| agency.is_none())?;
    let mut first = last;
    while heading(first)?.broken && first > 0 {
        first -= 1;
    }
    let upper: String = blocks[first..=last].iter().filter_map(line).map(|line| line.text.as_str()).collect();
    let name = upper.trim_matches(is_blank_char);
    // A year, or the title of something else, is no name.
    let is_other =
        find_year(&plain(name)).is_some() || words.reports.iter().any(|report| name.ends_with(report.as_str()));
    (!is_other).then(|| (first, name.to_string()))
}

/// A text folded, in simplified writing and without blanks.
fn plain(text: &str) -> String {
    folded(text).map(simplified).collect()
}

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|c| if matches!(c, '，' | '：') { c } else { fold(c) }).filter(|&c| !is_blank_char(c))
}

/// Whether what follows the subject ends a title.
type Ends = fn(&TitleWords, &str) -> bool;

/// The titles that this many lines make together; the line before one may name the agency.
fn titled(words: &TitleWords, lines: &[(usize, String)], count: usize, ends: Ends) -> Vec<Title> {
    let title = |(at, window): (usize, &[(usize, String)])| {
        let text: String = window.iter().map(|(_, text)| text.as_str()).collect();
        // A title does not go on from a title of its own.
        if window.split_last().is_some_and(|(_, above)| above.iter().any(|(_, line)| is_whole(words, line))) {
            return None;
        }
        // Only the last line ends a title; the lines before it must be broken off.
        let (mut agency, mut year) = parse(words, &text, ends)?;
        let named_here = (agency.is_some(), year.is_some());
        let mut start = window.first().map_or(0, |(index, _)| *index);
        let end = window.last().map_or(0, |(index, _)| index + 1);
        if let Some((_, above)) = at.checked_sub(1).map(|above| &lines[above]).filter(|_| agency.is_none()) {
            agency = Some(above).filter(|name| is_agency(words, name)).cloned();
            // The year may stand behind the agency, on the line above: `甲局二〇二五年度`.
            if year.is_none()
                && let Some((named, range)) = find_year(above)
                && range.end == above.len()
                && is_agency(words, &above[..range.start])
            {
                (agency, year) = (Some(above[..range.start].to_string()), Some(named));
            }
        }
        if let Some((above, _)) =
            at.checked_sub(1).map(|above| &lines[above]).filter(|_| named_here != (agency.is_some(), year.is_some()))
        {
            start = *above;
        }
        let scope = scope(&text);
        Some(Title { agency, year, scope, start, end, text, ..Title::default() })
    };
    lines.windows(count).enumerate().filter_map(title).collect()
}

/// Whether a line is a title without the lines around it.
fn is_whole(words: &TitleWords, line: &str) -> bool {
    matches!(parse(words, line, ends_with_report), Some((Some(_), Some(_))))
}

/// Agency and year of a text that is a title: `利通区人民政府办公室2022年政府信息公开工作年度报告`.
fn parse(words: &TitleWords, text: &str, ends: Ends) -> Option<(Option<String>, Option<i32>)> {
    let text = text.rsplit_once("标题:").or_else(|| text.rsplit_once("标题：")).map_or(text, |(_, title)| title);
    let text = text.trim_matches(['《', '》', '#', '*']);
    let text = &without_paper(words, text);
    if text.chars().count() > LONGEST || text.contains(['。', '，', '；', '：']) {
        return None;
    }
    let subject =
        std::iter::once(&words.subject).chain(&words.also).find_map(|name| Some((text.rfind(name)?, name.len())));
    let (before, year_behind) = match subject {
        Some((at, length)) => {
            let behind = &text[at + length..];
            let (year, rest) = leading_year(behind).map_or((None, behind), |(year, rest)| (Some(year), rest));
            let year = if ends(words, rest) { year.or(bracketed(rest)) } else { Some(year_within(words, behind)?) };
            (&text[..at], year)
        }
        None => {
            let report = words.yearly.iter().find(|report| text.ends_with(report.as_str()))?;
            let before = &text[..text.len() - report.len() + "年".len()];
            find_year(before)?;
            (before, None)
        }
    };
    let (name, year) = match find_year(before) {
        Some((year, range)) => (format!("{}{}", &before[..range.start], &before[range.end..]), Some(year)),
        None => (before.to_string(), year_behind),
    };
    let name = BRACKETS.iter().fold(name, |name, (open, close)| name.replace(&format!("{open}{close}"), ""));
    let name = name
        .trim_start_matches("关于")
        .trim_end_matches("关于")
        .trim_end_matches('的')
        .trim_matches(['-', '_', '"', '“', '”']);
    // What names a report itself is two titles that stand on end.
    let is_other =
        name.contains(words.subject.as_str()) || words.reports.iter().any(|report| name.contains(report.as_str()));
    Some((Some(name.to_string()).filter(|name| is_name(name) && !is_other), year))
}

/// Whether a text is nothing but the sign of an aggregated report, in whatever brackets: `（汇总）`, `（全区汇总）`.
pub fn is_sign(text: &str) -> bool {
    let sign = Scope::Aggregated.behind(Lang::Zh).trim_matches(['（', '）']);
    let folded = plain(text);
    let inner = BRACKETS.iter().find_map(|&(open, close)| folded.strip_prefix(open)?.strip_suffix(close));
    inner.is_some_and(|inner| inner.ends_with(sign) && inner.chars().count() <= LONGEST_SIGN)
}

/// What the end of a title says of whose figures follow.
fn scope(title: &str) -> Scope {
    let is_bracket = |c: char| BRACKETS.iter().any(|&(open, _)| open == c);
    match title.rfind(is_bracket) {
        Some(at) if is_sign(title[at..].trim_end_matches(['》', '"', '”'])) => Scope::Aggregated,
        _ => Scope::Own,
    }
}

/// The brackets that years stand in.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];

/// The year in brackets behind a title: `报告(2023年度)`, `报告(2023)`.
fn bracketed(rest: &str) -> Option<i32> {
    let inner = BRACKETS.iter().find_map(|&(open, close)| Some(rest.split_once(open)?.1.split_once(close)?.0))?;
    let inner = if inner.ends_with(['年', '度']) { inner.to_string() } else { format!("{inner}年") };
    leading_year(&inner).filter(|(_, rest)| rest.is_empty()).map(|(year, _)| year)
}

/// A title without the paper that hands the report out: `关于公布《甲局2022年…报告》的公告`.
fn without_paper(words: &TitleWords, text: &str) -> String {
    let Some(rest) = words.papers.iter().find_map(|paper| text.strip_suffix(paper.as_str())) else {
        return text.to_string();
    };
    let rest = rest.trim_end_matches('的');
    let out = |rest: &str| words.hands_out.iter().find_map(|verb| rest.strip_prefix(verb.as_str()).map(String::from));
    let (before, behind) = rest.split_once("关于").unwrap_or(("", rest));
    let behind = out(behind).unwrap_or_else(|| behind.to_string()).replace(['《', '》'], "");
    // Whoever hands out another body's report is not the one who made it.
    let is_named = matches!(parse(words, &behind, ends_with_report), Some((Some(_), _)));
    if is_named { behind } else { format!("{before}{behind}") }
}

/// Whether a line below a title belongs to it, or to the page that shows it: `（2023年度）`, `（2024年1月9日）`,
/// `来源：… 时间：…`.
fn is_below_title(words: &TitleWords, text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
    let day = |rest: &str| rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '月' | '日'));
    let year = inner.len() < text.len() && leading_year(inner).is_some_and(|(_, rest)| day(rest));
    let year = year || is_sign(text);
    let of_page = |name: &str| words.page.iter().any(|word| word == name.trim_start_matches('['));
    let named = text.split_once([':', '：']).is_some_and(|(name, _)| of_page(name));
    year || (named && !text.contains(['。', '，', '；']) && text.chars().count() <= LONGEST)
}

/// Whether a text is a word for report and then ends, or goes on with what is no part of a title.
fn ends_with_report(words: &TitleWords, rest: &str) -> bool {
    let behind = words.reports.iter().find_map(|report| rest.strip_prefix(report.as_str()));
    behind
        .is_some_and(|rest| rest.starts_with(['-', '_', '(', '（', '|', '》', '—', '【', '[', '〔']) || rest.is_empty())
}

/// Whether a text says that only the report's tables follow: `情况统计表`.
fn ends_with_tables(words: &TitleWords, rest: &str) -> bool {
    let rest = words.reports.iter().find_map(|report| rest.strip_prefix(report.as_str())).unwrap_or(rest);
    let rest = words.between.iter().fold(rest, |rest, between| rest.trim_start_matches(between.as_str()));
    let behind = words.tables.iter().find_map(|tables| rest.strip_prefix(tables.as_str()));
    behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '（']))
}

fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=40).contains(&letters) && !name.contains(['>', '/', '|', '《', '》', '!', '?'])
}

/// Whether a line before a title names a body.
fn is_agency(words: &TitleWords, name: &str) -> bool {
    let last = name.chars().next_back();
    is_name(name)
        && last.is_some_and(|c| words.endings.contains(c))
        && !words.reports.last().is_some_and(|report| name.contains(report.as_str()))
        && !name.contains([':', '：', ','])
}

/// A year of four digits or Chinese numerals with 年 or 年度 behind it, and where it stands.
fn find_year(text: &str) -> Option<(i32, std::ops::Range<usize>)> {
    text.char_indices().find_map(|(at, _)| {
        let (year, rest) = leading_year(&text[at..])?;
        Some((year, at..text.len() - rest.len()))
    })
}

fn leading_year(text: &str) -> Option<(i32, &str)> {
    const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| {
        let c = if matches!(c, '零' | '○' | 'О' | 'O') { '〇' } else { c };
        c.to_digit(10).or_else(|| NUMERALS.iter().position(|&n| n == c).and_then(|n| u32::try_from(n).ok()))
    };
    let mut chars = text.char_indices();
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + digit(chars.next()?.1)?;
    }
    let rest = chars.as_str().strip_prefix('年')?;
    let year = i32::try_from(year).ok().filter(|year| (2000..2100).contains(year))?;
    Some((year, rest.strip_prefix("度").filter(|rest| !rest.starts_with("报告")).unwrap_or(rest)))
}

/// The year inside the words for report: `工作2020年度报告`.
fn year_within(words: &TitleWords, text: &str) -> Option<i32> {
    let (year, range) = find_year(text)?;
    let behind = text[range.start..].find('年').map(|at| &text[range.start + at..])?;
    ends_with_report(words, &format!("{}{behind}", &text[..range.start])).then_some(year)
}

/// All years of a text, with what stands behind each.
fn years_in(text: &str) -> impl Iterator<Item = (i32, &str)> {
    text.char_indices().filter_map(|(at, c)| c.is_alphanumeric().then(|| leading_year(&text[at..])).flatten())
}

/// The years whose first day a text speaks of.
fn first_days(text: &str) -> impl Iterator<Item = i32> {
    years_in(text).filter(|(_, rest)| rest.starts_with("1月1日")).map(|(year, _)| year)
}

/// The one year whose first day, or whose report, the preamble speaks of.
fn stated_year(words: &TitleWords, text: &str) -> Option<i32> {
    let reported = years_in(text).filter(|(_, rest)| rest.starts_with(&words.subject)).map(|(year, _)| year);
    let mut years: Vec<i32> = first_days(text).chain(reported).collect();
    years.sort_unstable();
    years.dedup();
    if let [year] = years[..] { Some(year) } else { None }
}
