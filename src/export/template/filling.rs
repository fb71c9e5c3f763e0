//! What filling a form did besides writing figures into it, for those who have to know: which of its lines gave way or
//! stayed though they may be last year's prose, what of the report found no place, and what it held before.

use crate::domain::form::Form;
use crate::domain::report::Part;
use crate::domain::text::Lang;
use crate::export::{place, quoted};

/// What becomes of a form's lines that may be last year's prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OldProse {
    /// They go where the form is full of figures, which is last year's report, and stay in a blank form.
    #[default]
    ByForm,
    /// They give way to the report's.
    Replace,
    /// They stay, and the report's words come behind them.
    Keep,
}

/// What filling a form did besides writing figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filling {
    /// Lines that may be last year's prose and gave way, with the part of the report that they stood in.
    pub replaced: Vec<(Part, String)>,
    /// Lines that may be last year's prose and stayed.
    pub kept: Vec<(Part, String)>,
    /// Parts of the report that have words and found no place.
    pub left_out: Vec<Part>,
    /// How many figures the form held that the report says otherwise.
    pub overwritten: usize,
}

impl Filling {
    /// Whether a person should be asked what becomes of some lines.
    pub fn asks(&self) -> bool {
        !self.replaced.is_empty() || !self.kept.is_empty()
    }

    /// The lines that gave way or stayed, one in a line under a head.
    pub fn doubtful(&self, form: &Form, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        let mut list = |head: String, all: &[(Part, String)]| {
            if !all.is_empty() {
                lines.push(head);
            }
            lines.extend(all.iter().map(|(part, words)| {
                let (place, words) = (name(form, *part, lang), quoted(words, lang));
                lang.say(format!("  {place}：{words}"), format!("  {place}: {words}"))
            }));
        };
        let (gone, kept) = (self.replaced.len(), self.kept.len());
        list(
            lang.say(
                format!("表样中可能是旧正文的 {gone} 行由报告的正文代替："),
                format!("Lines of the template that may be old text and gave way ({gone}):"),
            ),
            &self.replaced,
        );
        list(
            lang.say(
                format!("表样中可能是旧正文的 {kept} 行原样保留："),
                format!("Lines of the template that may be old text and stayed ({kept}):"),
            ),
            &self.kept,
        );
        lines
    }

    /// What else there is to say, one thing in a line.
    pub fn remarks(&self, form: &Form, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.left_out.is_empty() {
            let names = self.left_out.iter().map(|&part| name(form, part, lang)).collect::<Vec<_>>();
            let names = names.join(lang.pick("、", ", "));
            lines.push(lang.say(
                format!("表样没有写正文的位置，只填了数字，没有写入：{names}。"),
                format!("The template has no place for text, so only figures were filled; left out: {names}."),
            ));
        }
        match self.overwritten {
            0 => {}
            1 => lines.push(lang.say(
                "表样里原有 1 个数字与报告不同，已换成报告的数字。",
                "The template already held 1 figure other than the report's; it was replaced.",
            )),
            count => lines.push(lang.say(
                format!("表样里原有 {count} 个数字与报告不同，已换成报告的数字。"),
                format!("The template already held {count} figures other than the report's; they were replaced."),
            )),
        }
        lines
    }
}

/// What a part of a report is called.
fn name(form: &Form, part: Part, lang: Lang) -> String {
    match part {
        Part::Preamble => place(form, "preamble", lang),
        Part::Closing => place(form, "closing", lang),
        Part::Chapter(chapter) => {
            place(form, form.definition().chapters.get(chapter).map_or("", |about| about.id.as_str()), lang)
        }
    }
}
