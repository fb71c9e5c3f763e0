//! What is shown of a block before it is written, in words: first what is not written or may be meant otherwise, then where
//! every line goes.

use crate::domain::figure::Figure;
use crate::domain::finding::cell_name;
use crate::domain::form::{CellId, Form};
use crate::domain::recalculation::Totals;
use crate::domain::report::Report;
use crate::domain::spelling::fold;
use crate::domain::text::Lang;

use super::super::display::{fit, width, wrap};
use super::clipboard::Parted;
use super::placing::{self, Left, Placing};
use super::{Fate, Named, Target};

pub const WIDTH: u16 = 72;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Something that is not written.
    Refused,
    Doubtful,
    Heading,
    Plain,
}

/// A table's name, as of its chapter.
pub fn table_name(form: &Form, table: usize, lang: Lang) -> String {
    let chapter = form.chapter_of_table(table).map(|chapter| &form.definition().chapters[chapter]);
    match (lang, chapter) {
        (Lang::Zh, Some(chapter)) => format!("表{}", chapter.numeral),
        (Lang::En, Some(chapter)) => format!("table {}", chapter.id),
        (_, None) => form.tables()[table].short.get(lang).to_string(),
    }
}

/// That a text is no figure of a cell.
pub fn unreadable(form: &Form, cell: CellId, text: &str, lang: Lang) -> String {
    let (text, name) = (fit(text, 16), cell_name(form, cell, lang));
    lang.say(
        format!("“{text}”不是本格可填的数字，未写入：{name}"),
        format!("“{text}” is not a figure for this cell and is left out: {name}"),
    )
}

pub struct Shown<'a> {
    pub report: &'a Report,
    pub lang: Lang,
    pub placing: &'a Placing,
    /// What becomes of their figures, in the order of the lines.
    pub targets: &'a [Target],
    /// The table that it goes into.
    pub table: usize,
    /// The table on the screen.
    pub at: usize,
    pub parted: Option<Parted>,
}

impl Shown<'_> {
    /// How many doubts there are, and all lines; `elsewhere` says which table knows a label.
    pub fn lines(&self, elsewhere: impl Fn(&str) -> Option<usize>) -> (usize, Vec<(Manner, String)>) {
        let mut doubts: Vec<(Manner, String)> = Vec::new();
        let refused = self.placing.left.iter().map(|left| (Manner::Refused, self.left(left, &elsewhere)));
        let unreadable = self.targets.iter().filter(|target| target.fate == Fate::Unreadable);
        let unreadable = unreadable.map(|target| {
            let text = target.text.replace('\n', " ");
            (Manner::Refused, self::unreadable(self.report.form(), target.cell, &text, self.lang))
        });
        doubts.extend(refused.chain(unreadable));
        doubts.extend(self.doubts().into_iter().map(|words| (Manner::Doubtful, words)));
        let count = doubts.len();
        let mut lines: Vec<(Manner, String)> = Vec::new();
        for (manner, words) in doubts {
            let wrapped = wrap(&format!("! {words}"), WIDTH.into());
            lines.extend(wrapped.into_iter().map(|line| (manner, line)));
        }
        lines.extend(self.placed());
        (count, lines)
    }

    fn left(&self, left: &Left, elsewhere: &impl Fn(&str) -> Option<usize>) -> String {
        let form = self.report.form();
        let (table, lang) = (table_name(form, self.table, self.lang), self.lang);
        match left {
            Left::Label(number, label, named, count) => {
                let at = line_name(*number, label, lang);
                let known = elsewhere(label).filter(|_| *named == Named::Unknown);
                let why = match (lang, named, known) {
                    (Lang::Zh, _, Some(other)) => format!("是{}的行", table_name(form, other, lang)),
                    (Lang::En, _, Some(other)) => format!("it is a row of {}", table_name(form, other, lang)),
                    (Lang::Zh, Named::Nothing, _) => "没有行名".to_string(),
                    (Lang::En, Named::Nothing, _) => "it has no label".to_string(),
                    (Lang::Zh, Named::Group, _) => format!("在{table}是一组，不是一行"),
                    (Lang::En, Named::Group, _) => format!("it is a group of {table}, not a row"),
                    (Lang::Zh, Named::Several, _) => format!("无法确定是{table}的哪一行"),
                    (Lang::En, Named::Several, _) => format!("it may be several rows of {table}"),
                    (Lang::Zh, ..) => format!("{table}没有这一行"),
                    (Lang::En, ..) => format!("{table} has no such row"),
                };
                lang.say(
                    format!("{at}：{why}，{count} 个数字未写入"),
                    format!("{at}: {why}; {count} figures are left out"),
                )
            }
            Left::Twice(number, label, count) => lang.say(
                format!("{}：前面已有这一行，{count} 个数字未写入", line_name(*number, label, lang)),
                format!("{}: this row came before; {count} figures are left out", line_name(*number, label, lang)),
            ),
            Left::Head(head, count) if head.is_empty() => lang.say(
                format!("{count} 个数字无法确定属于哪一列，未写入"),
                format!("{count} figures are under no known head and are left out"),
            ),
            Left::Head(head, count) => lang.say(
                format!("表头“{}”无法识别，或对应多列：{count} 个数字未写入", fit(head, 24)),
                format!("The head “{}” is not known or appears twice; {count} figures are left out", fit(head, 24)),
            ),
            Left::Count(number, found, wanted) => lang.say(
                format!("第 {number} 行有 {found} 个数字，表格中是 {wanted} 格：未写入"),
                format!("line {number} has {found} figures, the row {wanted} cells: they are left out"),
            ),
            Left::Outside(count) => lang.say(
                format!("有 {count} 个数字落在表格之外，未写入"),
                format!("{count} figures fall outside the table and are left out"),
            ),
        }
    }

    /// What is written and may be meant otherwise.
    fn doubts(&self) -> Vec<String> {
        let (form, lang) = (self.report.form(), self.lang);
        let (table, mut doubts) = (table_name(form, self.table, lang), Vec::new());
        if self.table != self.at {
            doubts.push(lang.say(
                format!("按行名和表头，这是{table}的数字，写入{table}"),
                format!("Labels and heads are those of {table}: the figures go there"),
            ));
        }
        if let Some(parted) = self.parted {
            let by = match parted {
                Parted::Commas => lang.pick("逗号", "commas"),
                Parted::Blanks => lang.pick("空格", "spaces"),
            };
            doubts.push(lang.say(
                format!("一行中有几个数字，按{by}分为几格"),
                format!("There are several figures in a line; {by} separate the cells"),
            ));
        }
        if let Some(row) = self.placing.passed {
            let row = form.tables()[self.table].rows[row].short.get(lang);
            doubts.push(lang.say(
                format!("行数与不含“{row}”的行数相同：跳过“{row}”，由程序计算"),
                format!("There are as many lines as rows without {row}: that row is skipped and computed"),
            ));
        }
        doubts.extend(self.differing());
        if let Some(cell) = placing::seeming_total(form, self.placing) {
            let name = cell_name(form, cell, lang);
            doubts.push(lang.say(format!("最后一列（行）是前面各数之和，疑为总计，却将写入“{name}”：请核对"), format!("The last column (line) is the sum of the others, like a total, but would go into {name}: please check")));
        }
        // A spreadsheet may show 0 as a dash.
        let dashes = self.targets.iter().filter(|target| target.fate == Fate::Write(Figure::NotApplicable));
        let dashes: Vec<&Target> = dashes.filter(|target| !target.text.chars().map(fold).eq(['/'])).collect();
        if let Some(first) = dashes.first() {
            let (text, count) = (fit(&first.text, 16), dashes.len());
            doubts.push(lang.say(
                format!("“{text}”读作不适用（/），共 {count} 格；应为 0 的请改为 0"),
                format!("“{text}” is read as not applicable (/), {count} cells; correct those that should be 0"),
            ));
        }
        for target in self.targets {
            if let Some((figure, true)) = placing::figure(form, target.cell, &target.text) {
                let (name, text) = (cell_name(form, target.cell, lang), fit(&target.text, 16));
                doubts.push(lang.say(
                    format!("{name}：“{text}”按单位换算为 {figure}"),
                    format!("{name}: “{text}” is converted to {figure}"),
                ));
            }
        }
        doubts
    }

    /// The totals of the block that are not what its cells add up to.
    fn differing(&self) -> Vec<String> {
        let form = self.report.form();
        let totals = Totals::new(form, &placing::written(self.report, &self.placing.lines));
        let differing = self.targets.iter().filter_map(|target| match target.fate {
            Fate::Write(figure) if form.is_total(target.cell) => Some((target.cell, figure)),
            _ => None,
        });
        let (known, waiting): (Vec<_>, Vec<_>) = differing.partition(|(cell, _)| totals.of(*cell).waiting == 0);
        let words = |&(cell, figure): &(CellId, Figure)| {
            let (name, sum) = (cell_name(form, cell, self.lang), totals.of(cell).known);
            self.lang.say(
                format!("{name}：粘贴的是 {figure}，各格相加是 {sum}；作为原件总计保留"),
                format!("{name}: {figure} was pasted, its cells add up to {sum}; kept as the printed total"),
            )
        };
        let mut lines: Vec<String> = known.iter().map(words).collect();
        if !waiting.is_empty() {
            lines.push(self.lang.say(
                format!("{} 个总计尚有格未填，不能相加：作为原件总计保留", waiting.len()),
                format!("{} totals wait for empty cells: kept as printed totals", waiting.len()),
            ));
        }
        lines
    }

    fn placed(&self) -> Vec<(Manner, String)> {
        let (form, lang) = (self.report.form(), self.lang);
        let (mut lines, mut targets) = (Vec::new(), self.targets.iter());
        for line in &self.placing.lines {
            let own: Vec<&Target> = targets.by_ref().take(line.cells.len()).collect();
            let row = |target: &&Target| form.cell(target.cell).row;
            let Some(first) = own.first().map(row) else { continue };
            let single = own.iter().all(|target| row(target) == first);
            let into = if single { form.tables()[self.table].rows[first].short.get(lang) } else { "" };
            let at = line_name(line.number, &line.label, lang);
            lines.push((Manner::Heading, lang.say(format!("{at} 写入 {into}"), format!("{at} goes to {into}"))));
            let pieces = own.iter().map(|target| self.piece(target, single));
            let mut text = String::new();
            for piece in pieces {
                if !text.is_empty() && width(&text) + 2 + width(&piece) > WIDTH.into() {
                    lines.push((Manner::Plain, std::mem::take(&mut text)));
                }
                text.push_str("  ");
                text.push_str(&piece);
            }
            lines.push((Manner::Plain, text));
        }
        lines
    }

    fn piece(&self, target: &Target, by_column: bool) -> String {
        let (form, lang) = (self.report.form(), self.lang);
        let name = match by_column {
            true => form.column(target.cell).short.get(lang).to_string(),
            false => cell_name(form, target.cell, lang),
        };
        let before = self.report.entry(target.cell).figure();
        match target.fate {
            Fate::Write(figure) if before == figure || before.is_unfilled() => format!("{name} {figure}"),
            Fate::Write(figure) => {
                lang.say(format!("{name} {before} 改 {figure}"), format!("{name} {before} to {figure}"))
            }
            Fate::SameTotal => format!("{name} {}", lang.pick("相符", "agrees")),
            Fate::Unreadable => format!("{name} {}", lang.pick("未写入", "left out")),
        }
    }
}

/// A line of the block, by its label or its place.
fn line_name(number: usize, label: &str, lang: Lang) -> String {
    match (lang, label) {
        (Lang::Zh, "") => format!("第 {number} 行"),
        (Lang::En, "") => format!("line {number}"),
        (Lang::Zh, label) => format!("第 {number} 行“{}”", fit(label, 30)),
        (Lang::En, label) => format!("line {number} “{}”", fit(label, 30)),
    }
}
