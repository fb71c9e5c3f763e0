//! Which row each line of a block names and which column each of its figures stands under, as far as labels and heads
//! tell. It writes nothing and goes by no position.

use crate::domain::form::Form;

use super::clipboard::{Clip, ClipLine};
use super::names::{Closeness, Names};

/// What a line's label names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    Nothing,
    /// A row, by index.
    Row(usize),
    Several,
    /// A group of rows, which has no figures of its own.
    Group,
    Unknown,
}

/// The column of a figure, as the heads say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Under {
    /// A column, by index, and which of the heads of that name it is.
    Column(usize, usize),
    /// A head that the table does not have; empty where none stands there.
    Unknown(String),
}

/// A line of figures as a table understands it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its place among the lines with figures, from 1.
    pub number: usize,
    /// Its label as printed; empty where there is none.
    pub label: String,
    pub named: Named,
    pub cells: Vec<String>,
    /// The columns of its cells, where heads stand above.
    pub heads: Option<Vec<Under>>,
    /// The rows that heads name, in reading order.
    pub rows: Vec<usize>,
}

pub struct Reading {
    pub lines: Vec<Read>,
    /// How many labels and heads the table knows.
    pub score: usize,
}

/// Words of lines without figures: what stands above a column, from top to bottom.
type Stack = Vec<Vec<String>>;

pub fn read(form: &Form, table: usize, clip: &Clip) -> Reading {
    let names = Names::new(form, table);
    let mut context = Context { form, table, names: &names, group: None, last: None };
    let (mut lines, mut stack, mut in_heads): (Vec<Read>, Stack, bool) = (Vec::new(), Vec::new(), false);
    let (mut flowing, mut reset, mut score): (Option<Vec<String>>, bool, usize) = (None, false, 0);
    for line in &clip.lines {
        let (named, used) = context.label(line);
        // Words above the first figures are heads, and so are those further down that name a column. Other words stand where
        // a figure should, and take up a line as blanks do.
        let mut words = line.cells.iter().filter(|cell| !cell.is_empty()).peekable();
        let has_heads = words.peek().is_some() && (lines.is_empty() || words.any(|cell| names.column(cell).is_some()));
        if !line.has_figure() && !matches!(named, Named::Row(_)) && has_heads {
            if !in_heads {
                (stack, reset) = (vec![Vec::new(); line.cells.len()], true);
            }
            in_heads = true;
            stack
                .iter_mut()
                .zip(&line.cells)
                .filter(|(_, cell)| !cell.is_empty())
                .for_each(|(s, cell)| s.push(cell.clone()));
            continue;
        }
        in_heads = false;
        let before = &line.texts[..line.texts.len() - used];
        let heads = match clip.aligned {
            true => aligned(&names, &stack),
            false => {
                // One such word by itself may be a row's: 其他.
                let known: Vec<&String> = before.iter().filter(|text| names.column(text).is_some()).collect();
                let is_row = |text: &str| Closeness::ALL.iter().any(|close| !names.rows(text, *close).is_empty());
                if known.len() > 1 || known.first().is_some_and(|text| !is_row(text)) {
                    (flowing, reset) = (Some(before.to_vec()), true);
                }
                let width = if let Named::Row(row) = named { form.row_cells(table, row).count() } else { 0 };
                flowing.as_ref().and_then(|texts| flowed(form, table, &names, texts, line.cells.len(), width))
            }
        };
        if std::mem::take(&mut reset) {
            let mut columns: Vec<usize> = heads.iter().flatten().filter_map(Under::column).collect();
            columns.sort_unstable();
            columns.dedup();
            score += columns.len();
        }
        score += usize::from(matches!(named, Named::Row(_) | Named::Several | Named::Group)) * 2;
        let above = if clip.aligned { stack.concat() } else { flowing.clone().unwrap_or_default() };
        let rows = above.iter().filter_map(|text| names.rows(text, Closeness::Letters).first().copied());
        let mut rows: Vec<usize> = rows.collect();
        rows.dedup();
        let labels = if used > 0 { &line.texts[line.texts.len() - used..] } else { &[] };
        lines.push(Read {
            number: lines.len() + 1,
            label: labels.concat().replace('\n', ""),
            named,
            cells: line.cells.clone(),
            heads,
            rows,
        });
    }
    Reading { lines, score }
}

impl Under {
    fn column(&self) -> Option<usize> {
        match self {
            Under::Column(column, _) => Some(*column),
            Under::Unknown(_) => None,
        }
    }
}

/// The columns below heads that stand in the columns of a grid: of several heads above each other the lowest that is known.
fn aligned(names: &Names, stack: &Stack) -> Option<Vec<Under>> {
    let mut seen: Vec<usize> = Vec::new();
    let under = |texts: &Vec<String>| match texts.iter().rev().find_map(|text| names.column(text)) {
        Some(column) => {
            seen.push(column);
            Under::Column(column, seen.iter().filter(|&&other| other == column).count() - 1)
        }
        None => Under::Unknown(texts.last().map_or_else(String::new, |text| text.replace('\n', ""))),
    };
    let heads: Vec<Under> = stack.iter().map(under).collect();
    heads.iter().any(|head| head.column().is_some()).then_some(heads)
}

/// The columns of so many figures below heads of which only the order is known. A head over several columns stands in
/// their place, and they follow in the line below it. `None` where some heads are not known, and all cells of a row of this
/// width are there in the form's own order.
fn flowed(
    form: &Form,
    table: usize,
    names: &Names,
    texts: &[String],
    count: usize,
    width: usize,
) -> Option<Vec<Under>> {
    let definition = &form.tables()[table];
    let is_in = |column: usize, group: usize| {
        definition.columns[column].group.as_ref() == definition.column_groups.get(group).map(|group| &group.name)
    };
    let group = texts.iter().enumerate().find_map(|(at, text)| Some((at, names.column_group(text)?)));
    let known = texts.iter().enumerate().filter_map(|(at, text)| Some((at, names.column(text)?)));
    let (mut columns, mut members, mut place) = (Vec::new(), Vec::new(), 0);
    for (at, column) in known {
        match group {
            Some((over, group)) if at > over && is_in(column, group) => members.push(column),
            _ => {
                place += usize::from(group.is_some_and(|(over, _)| at < over));
                columns.push(column);
            }
        }
    }
    columns.splice(place..place, members);
    let nth = |at: usize| columns[..at].iter().filter(|&&other| other == columns[at]).count();
    if columns.len() == count {
        return Some((0..count).map(|at| Under::Column(columns[at], nth(at))).collect());
    }
    (count != width || !columns.is_sorted()).then(|| vec![Under::Unknown(String::new()); count])
}

/// What was read before a line, by which labels that stand twice in a table are told apart.
struct Context<'a> {
    form: &'a Form,
    table: usize,
    names: &'a Names,
    /// The last group whose label was read, or whose row.
    group: Option<usize>,
    last: Option<usize>,
}

impl Context<'_> {
    /// What a line's label names, and of how many of its last words it is made: a label may be broken into several.
    fn label(&mut self, line: &ClipLine) -> (Named, usize) {
        const MOST_PIECES: usize = 8;
        let texts = &line.texts;
        let last = |count: usize| texts[texts.len() - count..].concat();
        let counts = 1..=texts.len().min(MOST_PIECES);
        let found = Closeness::ALL.into_iter().find_map(|closeness| {
            counts.clone().find_map(|count| {
                let rows = self.names.rows(&last(count), closeness);
                (!rows.is_empty() && !self.ends_in_heads(&texts[..texts.len() - count + 1])).then_some((rows, count))
            })
        });
        let (rows, used) = found.unwrap_or_default();
        // Heads of a table may hold names of its rows; only words before figures are labels.
        if used > 0 && !line.has_figure() && line.own == 0 {
            return (Named::Nothing, 0);
        }
        let group = self.group_in(&texts[..texts.len() - used]);
        self.group = group.map(|(group, _)| group).or(self.group);
        if rows.is_empty() {
            let own = line.own.min(texts.len());
            let is_group = group.is_some_and(|(_, end)| end == texts.len());
            return match own {
                0 => (Named::Nothing, 0),
                _ if is_group => (Named::Group, own),
                _ if self.names.is_furniture(&last(own)) || self.names.is_furniture(&last(1)) => (Named::Nothing, 0),
                _ => (Named::Unknown, own),
            };
        }
        let Some(row) = self.choose(&rows) else { return (Named::Several, used) };
        if line.has_figure() {
            self.last = Some(row);
            self.group = self.group_of(row).or(self.group);
        }
        (Named::Row(row), used)
    }

    /// Whether words end in the heads of two columns: 其他 and 总计 may name a row as well.
    fn ends_in_heads(&self, texts: &[String]) -> bool {
        texts.len() > 1 && texts.iter().rev().take(2).all(|text| self.names.column(text).is_some())
    }

    /// The last group that is named among words, and where its label ends.
    fn group_in(&self, texts: &[String]) -> Option<(usize, usize)> {
        const MOST_PIECES: usize = 4;
        let ends = (1..=texts.len()).rev();
        ends.flat_map(|end| (1..=end.min(MOST_PIECES)).map(move |count| (end, count)))
            .find_map(|(end, count)| Some((self.names.row_group(&texts[end - count..end].concat())?, end)))
    }

    /// The one of several rows that is meant: the one in the group that was read last, else the next one after the last row.
    fn choose(&self, rows: &[usize]) -> Option<usize> {
        if let [row] = rows {
            return Some(*row);
        }
        let inside: Vec<usize> = rows.iter().copied().filter(|&row| self.is_in_group(row)).collect();
        match inside[..] {
            [row] => Some(row),
            _ => {
                let last = self.last?;
                rows.iter().copied().find(|&row| row > last)
            }
        }
    }

    fn group_of(&self, row: usize) -> Option<usize> {
        let table = &self.form.tables()[self.table];
        let name = table.rows[row].group.as_ref()?;
        table.row_groups.iter().position(|group| &group.name == name)
    }

    fn is_in_group(&self, row: usize) -> bool {
        let groups = &self.form.tables()[self.table].row_groups;
        let mut around = self.group_of(row);
        while let Some(group) = around.filter(|_| self.group.is_some()) {
            if around == self.group {
                return true;
            }
            around = groups[group].within.as_ref().and_then(|name| groups.iter().position(|g| &g.name == name));
        }
        false
    }
}
