//! What an outcome's wording means: as a whole, or by phrases in a longer text. What is not plain is asked, never guessed.
//! Days and applicants are elsewhere.

use std::collections::HashMap;

use crate::domain::spelling::letters;

use super::mapping::{Given, Outcomes, Weight};
use super::scheme::{Scheme, Target};

/// What a wording means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The outcomes that it may mean; one, unless it has to be asked.
    pub targets: Vec<Target>,
    /// How certain that is.
    pub given: Given,
    /// The words by which it was decided, those of the mapping; `None` where it has to be asked.
    pub by: Option<String>,
    /// The words of the mapping that were found in it, where it has to be asked; empty where none were.
    pub heard: String,
    /// The question that it belongs to.
    pub group: Option<String>,
    /// What it means where correction was asked for and made.
    pub corrected: Option<Target>,
}

/// Wordings and phrases, ready to be looked up.
#[derive(Debug)]
pub struct Lexicon {
    whole: HashMap<Vec<char>, Meaning>,
    phrases: Vec<Phrase>,
    /// The phrases that begin with two characters, the longest first.
    by_beginning: HashMap<[char; 2], Vec<usize>>,
    negations: Vec<Vec<char>>,
    everything: Vec<Target>,
}

#[derive(Debug)]
struct Phrase {
    letters: Vec<char>,
    words: String,
    targets: Vec<Target>,
    weight: Weight,
    asks: bool,
    group: Option<String>,
}

/// The fewest letters of a wording that is also looked for inside longer texts.
const SHORTEST_INSIDE: usize = 4;

impl Lexicon {
    /// The lexicon of an edition.
    pub fn new(outcomes: &Outcomes, scheme: &Scheme) -> Lexicon {
        let mut lexicon = Lexicon {
            whole: HashMap::new(),
            phrases: Vec::new(),
            by_beginning: HashMap::new(),
            negations: outcomes.negations.iter().map(|words| letters(words)).collect(),
            everything: scheme.outcomes.iter().map(|&row| Target::Row(row)).chain([Target::Open]).collect(),
        };
        let targets = |names: &[String]| -> Vec<Target> {
            let mut targets: Vec<Target> = Vec::new();
            for target in names.iter().filter_map(|name| scheme.target(name)) {
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
            targets
        };
        for list in &outcomes.wordings {
            let to = targets(&list.to);
            for words in &list.words {
                let meaning = Meaning {
                    targets: to.clone(),
                    given: list.certainty,
                    by: (list.certainty != Given::Ask).then(|| words.clone()),
                    heard: words.clone(),
                    group: list.group.clone(),
                    corrected: list.corrected.as_deref().and_then(|name| scheme.target(name)),
                };
                let is_open = to.contains(&Target::Open) || to.contains(&Target::Nothing);
                lexicon.add(Phrase {
                    letters: letters(words),
                    words: words.clone(),
                    targets: to.clone(),
                    weight: if is_open { Weight::Weak } else { Weight::Plain },
                    asks: list.certainty == Given::Ask,
                    group: list.group.clone(),
                });
                lexicon.whole.insert(letters(words), meaning);
            }
        }
        for list in &outcomes.phrases {
            for words in &list.words {
                let phrase = Phrase {
                    letters: letters(words),
                    words: words.clone(),
                    targets: targets(&list.to),
                    weight: list.weight,
                    asks: list.asks,
                    group: None,
                };
                // A phrase may be shorter than what is looked for by itself.
                lexicon.put(phrase);
            }
        }
        lexicon.weigh();
        for phrases in lexicon.by_beginning.values_mut() {
            phrases.sort_by_key(|&index| std::cmp::Reverse(lexicon.phrases[index].letters.len()));
        }
        lexicon
    }

    fn add(&mut self, phrase: Phrase) {
        if phrase.letters.len() >= SHORTEST_INSIDE {
            self.put(phrase);
        }
    }

    fn put(&mut self, phrase: Phrase) {
        let [first, second, ..] = phrase.letters[..] else { return };
        let alike = self.by_beginning.entry([first, second]).or_default();
        // What is said of a phrase goes before what is said of the same words as a whole.
        match alike.iter().find(|&&index| self.phrases[index].letters == phrase.letters) {
            Some(&index) => self.phrases[index] = phrase,
            None => {
                alike.push(self.phrases.len());
                self.phrases.push(phrase);
            }
        }
    }

    /// Gives what holds a leading phrase of the same meaning its weight, since the longer of the two is found in a text.
    fn weigh(&mut self) {
        let leading: Vec<(Vec<char>, Vec<Target>)> = self
            .phrases
            .iter()
            .filter(|phrase| phrase.weight == Weight::Leading)
            .map(|phrase| (phrase.letters.clone(), phrase.targets.clone()))
            .collect();
        for phrase in self.phrases.iter_mut().filter(|phrase| phrase.weight == Weight::Plain && !phrase.asks) {
            let holds = |(letters, targets): &(Vec<char>, Vec<Target>)| {
                *targets == phrase.targets && phrase.letters.windows(letters.len()).any(|window| window == letters)
            };
            if leading.iter().any(holds) {
                phrase.weight = Weight::Leading;
            }
        }
    }

    /// What a text means that is not blank.
    pub fn meaning(&self, text: &str) -> Meaning {
        let all = letters(text);
        let whole = self.whole.get(&all).cloned();
        whole.or_else(|| self.inside(&all)).or_else(|| self.by_parts(text)).unwrap_or_else(|| self.unknown())
    }

    /// What the parts of a text between commas and brackets mean, where those that are known agree.
    fn by_parts(&self, text: &str) -> Option<Meaning> {
        let parts = text.split(|c: char| !c.is_alphanumeric()).map(letters);
        let mut known = parts.filter_map(|part| self.whole.get(&part));
        let first = known.next()?;
        let agrees = first.targets.len() == 1 && known.all(|other| other.targets == first.targets);
        (agrees && first.given != Given::Ask).then(|| Meaning { given: Given::Likely, ..first.clone() })
    }

    /// Everything that a request may have come to.
    pub fn everything(&self) -> &[Target] {
        &self.everything
    }

    /// What the phrases in a text mean together; `None` where there are none.
    fn inside(&self, text: &[char]) -> Option<Meaning> {
        let mut found: Vec<(&Phrase, usize)> = Vec::new();
        let (mut at, mut is_doubtful) = (0, false);
        while at + 1 < text.len() {
            let candidates = self.by_beginning.get(&[text[at], text[at + 1]]);
            let phrases = candidates.into_iter().flatten().map(|&index| &self.phrases[index]);
            match phrases.into_iter().find(|phrase| text[at..].starts_with(&phrase.letters)) {
                // Where two overlap, what began before counts; a longer one that begins inside it is no part of it.
                Some(phrase) => {
                    if self.is_negated(&text[..at]) {
                        is_doubtful = true;
                    } else {
                        found.push((phrase, at));
                    }
                    at += phrase.letters.len();
                }
                None => at += 1,
            }
        }
        let heaviest = found.iter().map(|(phrase, _)| phrase.weight).max();
        found.retain(|(phrase, _)| Some(phrase.weight) == heaviest);
        let Some((first, rest)) = found.split_first() else { return is_doubtful.then(|| self.unknown()) };
        // A general phrase (不予公开) leaves open what a special one says.
        let common = rest.iter().fold(first.0.targets.clone(), |common, (phrase, _)| {
            common.into_iter().filter(|target| phrase.targets.contains(target)).collect()
        });
        let asks = found.iter().any(|(phrase, _)| phrase.asks);
        let group = found.iter().find_map(|(phrase, _)| phrase.group.clone());
        let mut words: Vec<&str> = found.iter().map(|(phrase, _)| phrase.words.as_str()).collect();
        words.dedup();
        let heard = words.join("，");
        if let ([target], false, false) = (&common[..], asks, is_doubtful) {
            let (targets, by) = (vec![*target], Some(heard.clone()));
            return Some(Meaning { targets, given: Given::Likely, by, heard, group: None, corrected: None });
        }
        let mut targets: Vec<Target> = if common.is_empty() || is_doubtful {
            found.iter().flat_map(|(phrase, _)| phrase.targets.iter().copied()).collect()
        } else {
            common
        };
        targets.sort_unstable();
        targets.dedup();
        if is_doubtful || targets.len() < 2 {
            targets.clone_from(&self.everything);
        }
        let heard = if is_doubtful { String::new() } else { heard };
        Some(Meaning { targets, given: Given::Ask, by: None, heard, group, corrected: None })
    }

    /// Whether the words before a phrase turn it round.
    fn is_negated(&self, before: &[char]) -> bool {
        self.negations.iter().any(|negation| before.ends_with(negation))
    }

    fn unknown(&self) -> Meaning {
        let (targets, heard) = (self.everything.clone(), String::new());
        Meaning { targets, given: Given::Ask, by: None, heard, group: None, corrected: None }
    }
}
