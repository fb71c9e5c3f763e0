//! What editions share: which of it a form takes, and why it does not take the rest. Nothing is resolved here.

use serde::{Deserialize, Serialize};

use super::super::definition::{Catalogue, Definition, Rule, Start, Words};
use super::super::text::Lang;
use super::Defect;
use super::pattern::Lack;

/// What editions share, and the first report year of each of them.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    /// Files of shared rules, words and texts.
    pub catalogues: Vec<Catalogue>,
    /// The words of prose, where no catalogue has any.
    pub words: Option<Words>,
    /// The editions that there are, each with its first report year.
    pub editions: Vec<(String, i32)>,
}

/// A shared rule that does not apply to a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Idle {
    /// The shared rule that does not apply.
    pub rule: Rule,
    /// Why it does not apply.
    pub why: Why,
}

/// Why a shared rule does not apply to a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// It is for later editions, from this one on.
    Since(String),
    /// It is not for this edition.
    NotIn,
    /// The form does without it.
    Without,
    /// Another rule of this id counts: the form's own, or a shared one that stands before it.
    Another,
    /// The form has not all that it names.
    Lacks(Vec<Lack>),
}

impl Why {
    /// The reason in words, to follow "does not apply".
    pub fn words(&self, lang: Lang) -> String {
        match (self, lang) {
            (Why::Since(edition), Lang::Zh) => format!("{edition}年版起才有"),
            (Why::Since(edition), Lang::En) => format!("it is for editions since {edition}"),
            (Why::NotIn, Lang::Zh) => "不用于这一格式".into(),
            (Why::NotIn, Lang::En) => "it is not for this edition".into(),
            (Why::Without, Lang::Zh) => "这一格式写明不用（without）".into(),
            (Why::Without, Lang::En) => "the form does without it".into(),
            (Why::Another, Lang::Zh) => "已有同一编号的另一条".into(),
            (Why::Another, Lang::En) => "another of this id applies".into(),
            (Why::Lacks(lacks), lang) => {
                let lacks: Vec<String> = lacks.iter().map(|lack| lack.words(lang)).collect();
                lacks.join(lang.pick("，", ", "))
            }
        }
    }
}

impl Lack {
    fn words(&self, lang: Lang) -> String {
        match self {
            Lack::Name(name) => lang.say(format!("没有 {name}"), format!("there is no {name}")),
            Lack::Order(range) => {
                lang.say(format!("没有这样排列的 {range}"), format!("nothing stands in the order {range}"))
            }
            Lack::Chapter(id) => lang.say(format!("没有第 {id} 章"), format!("there is no chapter {id}")),
            Lack::Cells { .. } => lang.say("没有它说的格", "there is no cell of what it names"),
        }
    }
}

impl Shared {
    fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.catalogues.iter().flat_map(|catalogue| &catalogue.rules)
    }

    /// The shared rules, in catalogue order, which leave the catalogues.
    pub(super) fn take_rules(&mut self) -> Vec<Rule> {
        self.catalogues.iter_mut().flat_map(|catalogue| std::mem::take(&mut catalogue.rules)).collect()
    }

    /// Gives a form the shared words that it has none of its own for. Texts that name what it has not stay behind.
    pub(super) fn lend(self, definition: &mut Definition, has_cell: impl Fn(&str) -> bool) {
        let own: Vec<String> = definition.starts.iter().map(|start| start.part.clone()).collect();
        let words = self.words;
        let mut collection = definition.collection.to_vec();
        for catalogue in self.catalogues {
            definition.kinds.extend(catalogue.kinds);
            definition.reconciliations.extend(catalogue.reconciliations);
            collection.extend(catalogue.collection);
            definition.example_texts.extend(catalogue.texts);
            definition.vocabulary = definition.vocabulary.take().or(catalogue.vocabulary);
            definition.titles = definition.titles.take().or(catalogue.titles);
            let fees = catalogue.fee_statement.filter(|fees| is_part(definition, &fees.part));
            definition.fee_statement = definition.fee_statement.take().or(fees);
            for start in catalogue.starts {
                let is_same = |other: &Start| other.part == start.part && other.endings == start.endings;
                let is_taken = own.contains(&start.part) || definition.starts.iter().any(is_same);
                if !is_taken && is_part(definition, &start.part) && cells(&start.text).all(&has_cell) {
                    definition.starts.push(start);
                }
            }
        }
        definition.collection = collection.into();
        definition.vocabulary = definition.vocabulary.take().or(words);
    }

    /// Why a shared rule is not for a form though the form may have all that it names; `rules` are those that it has.
    pub(super) fn keeps_from(&self, rule: &Rule, form: &Definition, rules: &[Rule]) -> Option<Why> {
        let begins = |edition: &String| self.editions.iter().find(|(name, _)| name == edition).map(|(_, year)| *year);
        match &rule.since {
            Some(since) if begins(since).is_some_and(|year| form.years.first < year) => Some(Why::Since(since.clone())),
            _ if rule.not_in.contains(&form.edition) => Some(Why::NotIn),
            _ if form.without.contains(&rule.id) => Some(Why::Without),
            _ => rules.iter().any(|known| known.id == rule.id).then_some(Why::Another),
        }
    }

    /// Editions that rules name and that are not there, and shared rules that a form does without and that are not there.
    pub(super) fn unknown(&self, form: &Definition) -> Vec<Defect> {
        let is_known = |edition: &&String| self.editions.iter().any(|(name, _)| name == *edition);
        let unknown = form.rules.iter().chain(self.rules()).flat_map(|rule| {
            let unknown = rule.since.iter().chain(&rule.not_in).filter(|edition| !is_known(edition));
            unknown.map(|edition| Defect::Unknown { by: format!("rule {}", rule.id), name: edition.clone() })
        });
        let without = form.without.iter().filter(|id| !self.rules().any(|rule| rule.id == **id));
        unknown.chain(without.map(|id| Defect::Unknown { by: "without".into(), name: id.clone() })).collect()
    }
}

/// Whether a form has a part of prose of this name.
pub(super) fn is_part(definition: &Definition, name: &str) -> bool {
    ["preamble", "closing"].contains(&name) || definition.chapters.iter().any(|chapter| chapter.id == name)
}

/// The names of cells that stand in braces in a starting text.
fn cells(text: &str) -> impl Iterator<Item = &str> {
    let braced = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    braced.filter(|name| name.contains('.'))
}
