//! Which column an applicant stands in: by what the register says of its kind, and by how its name ends. Names are looked at
//! here and leave nothing behind but the ending that decided.

use std::collections::HashSet;

use crate::domain::spelling::{fold, letters};

use super::mapping::{Applicants, Ends, Given};
use super::scheme::Scheme;

/// What is known of an applicant's column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The columns that it may stand in; one, unless it has to be asked.
    pub columns: Vec<usize>,
    /// How certain that is.
    pub given: Given,
    /// What is asked: an ending, or the register's word for a kind. `None` where it can only be asked of the one case.
    pub wording: Option<String>,
}

impl Standing {
    fn of(column: usize, given: Given) -> Standing {
        Standing { columns: vec![column], given, wording: None }
    }

    fn asked(columns: Vec<usize>, wording: Option<String>) -> Standing {
        Standing { columns, given: Given::Ask, wording }
    }

    /// The column, where there is one without a question.
    fn sure(&self) -> Option<usize> {
        (self.given == Given::Sure).then(|| self.columns[0])
    }
}

/// Endings and family names, ready to be looked up.
#[derive(Debug)]
pub struct Endings {
    kinds: Vec<Ending>,
    general: Vec<Vec<char>>,
    names: Vec<Ending>,
    surnames: HashSet<char>,
    long_surnames: Vec<Vec<char>>,
    several: Vec<Vec<char>>,
    person: usize,
    organisations: Vec<usize>,
}

#[derive(Debug)]
struct Ending {
    letters: Vec<char>,
    standing: Standing,
}

/// What hides a part of a name.
const MASKS: [char; 8] = ['某', '*', '×', 'X', 'x', '○', '〇', '＊'];

/// The most characters of a person's Chinese name.
const LONGEST_NAME: usize = 4;

impl Endings {
    /// The endings of an edition.
    pub fn new(applicants: &Applicants, scheme: &Scheme) -> Endings {
        let endings = |lists: &[Ends]| -> Vec<Ending> {
            let ending = |list: &Ends, words: &String| Ending {
                letters: letters(words),
                standing: Standing {
                    columns: list.to.iter().filter_map(|name| scheme.column(name)).collect(),
                    given: list.certainty,
                    wording: (list.certainty == Given::Ask).then(|| words.clone()),
                },
            };
            let all = lists.iter().flat_map(|list| list.words.iter().map(move |words| ending(list, words)));
            let mut all: Vec<Ending> = all.filter(|ending| !ending.standing.columns.is_empty()).collect();
            all.sort_by_key(|ending| std::cmp::Reverse(ending.letters.len()));
            all
        };
        let plain = |words: &[String]| words.iter().map(|words| letters(words)).collect();
        Endings {
            kinds: endings(&applicants.kinds),
            general: plain(&applicants.general),
            names: endings(&applicants.names),
            surnames: applicants.surnames.chars().collect(),
            long_surnames: plain(&applicants.long_surnames),
            several: plain(&applicants.several),
            person: scheme.person,
            organisations: scheme.organisations.clone(),
        }
    }

    /// Where an applicant stands, by the register's word for its kind and by its name.
    pub fn standing(&self, kind: &str, name: &str) -> Standing {
        let kind_letters = letters(kind);
        let by_kind = longest(&self.kinds, &kind_letters);
        let general = self.general.iter().filter(|ending| kind_letters.ends_with(ending)).map(Vec::len).max();
        // “其他组织” says no more than “法人”, though it ends like a kind.
        let by_kind = by_kind.filter(|ending| general.is_none_or(|general| ending.letters.len() > general));
        let of_name = self.of_name(name);
        match (by_kind.map(|ending| &ending.standing), general) {
            (Some(kind), _) => self.joined(kind, of_name),
            (None, Some(_)) => match of_name {
                Some(standing) if standing.columns != [self.person] => standing,
                None => Standing::asked(self.organisations.clone(), None),
                Some(_) => Standing::asked(self.all(), None),
            },
            (None, None) if kind_letters.is_empty() => of_name.unwrap_or_else(|| Standing::asked(self.all(), None)),
            // A word for a kind that nobody knows: a name that is plain still decides, but it is said.
            (None, None) => match of_name {
                Some(standing) if standing.given == Given::Sure => Standing { given: Given::Likely, ..standing },
                _ => Standing::asked(self.all(), Some(kind.trim().to_string())),
            },
        }
    }

    fn all(&self) -> Vec<usize> {
        [self.person].into_iter().chain(self.organisations.iter().copied()).collect()
    }

    /// What the kind and the name say together.
    fn joined(&self, kind: &Standing, name: Option<Standing>) -> Standing {
        let Some(name) = name.filter(|name| name.columns != kind.columns) else { return kind.clone() };
        match (kind.given, kind.sure(), name.sure()) {
            (Given::Ask, ..) => kind.clone(),
            // Two sure answers that differ are none.
            (_, Some(by_kind), Some(by_name)) if by_name != self.person || by_kind == self.person => {
                Standing::asked(vec![by_kind, by_name], None)
            }
            _ => Standing { given: Given::Likely, ..kind.clone() },
        }
    }

    /// What a name says; `None` where it says nothing.
    fn of_name(&self, name: &str) -> Option<Standing> {
        let whole = name.trim();
        let plain = without_brackets(whole);
        let letters = letters(&plain);
        if self.is_person(&plain) {
            return Some(Standing::of(self.person, Given::Sure));
        }
        if let Some(ending) = longest(&self.names, &letters) {
            return Some(ending.standing.clone());
        }
        let parts = self.people(&plain);
        if parts.len() > 1 && parts.iter().all(|part| self.is_person(part)) {
            return Some(Standing::of(self.person, Given::Likely));
        }
        if let [one] = &parts[..]
            && self.is_person(one)
        {
            return Some(Standing::of(self.person, Given::Likely));
        }
        // A name that is hidden whole says nothing.
        let is_hidden = letters.iter().all(|c| MASKS.contains(c));
        let is_short = !is_hidden && (2..LONGEST_NAME).contains(&letters.len()) && letters.iter().all(|c| is_han(*c));
        let is_foreign = plain.contains(['·', '•']) && letters.len() > 2;
        (is_short || is_foreign).then(|| Standing::of(self.person, Given::Likely))
    }

    /// The persons of a name that holds several: 张三、李四等5人.
    fn people(&self, name: &str) -> Vec<String> {
        let separates = |c: char| matches!(fold(c), ',' | ';' | '/' | '、' | '和' | '及') || c.is_whitespace();
        let parts = name.split(separates).map(|part| {
            let letters: Vec<char> = part.chars().map(fold).collect();
            let end = self.several.iter().filter_map(|word| {
                let at = letters.windows(word.len()).position(|window| window == word)?;
                (at > 0).then_some(at)
            });
            letters[..end.min().unwrap_or(letters.len())].iter().collect::<String>()
        });
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// Whether a name begins with a family name and is as long as a person's, be it masked.
    fn is_person(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).map(fold).collect();
        let is_long = self.long_surnames.iter().any(|surname| name.starts_with(surname));
        let of_family = name.first().is_some_and(|first| self.surnames.contains(first)) || is_long;
        let is_masked = name.len() > 1 && name[1..].iter().all(|c| MASKS.contains(c));
        let longest = if is_long { LONGEST_NAME } else { LONGEST_NAME - 1 };
        let is_plain = (2..=longest).contains(&name.len()) && name.iter().all(|c| is_han(*c) || MASKS.contains(c));
        // A shop of three characters ends as shops do.
        let is_organisation = || ends_as_organisation(&self.names, &name);
        of_family && (is_masked || is_plain && !is_organisation())
    }
}

/// Whether a short name ends with two characters or more that organisations end with.
fn ends_as_organisation(endings: &[Ending], name: &[char]) -> bool {
    longest(endings, name).is_some_and(|ending| ending.letters.len() > 1)
}

/// The longest ending of a text; the endings come longest first.
fn longest<'a>(endings: &'a [Ending], text: &[char]) -> Option<&'a Ending> {
    endings.iter().find(|ending| text.ends_with(&ending.letters))
}

fn without_brackets(name: &str) -> String {
    let open = |c: char| fold(c) == '(';
    match (name.find(open), name.chars().next_back().map(fold)) {
        (Some(at), Some(')')) if at > 0 => name[..at].trim().to_string(),
        _ => name.to_string(),
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{2FA1F}')
}
