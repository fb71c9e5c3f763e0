//! The words of the interface, held as text: no string, asset or page uses a word that the glossary avoids.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use super::{assert_none, is_word, line, places, root, sources, token, without_tests};

#[derive(Deserialize)]
struct Words {
    chinese: Vec<Word>,
    english: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    avoid: String,
    /// What is said instead.
    say: String,
    /// Longer phrases in which the word is meant otherwise.
    #[serde(default)]
    except: Vec<String>,
}

impl Word {
    /// Where a text uses the word.
    fn used_in(&self, text: &str, is_english: bool) -> Vec<usize> {
        let text = if is_english { text.to_ascii_lowercase() } else { text.to_string() };
        let meant_otherwise = |at: usize| {
            self.except.iter().any(|phrase| {
                let reach = at.saturating_sub(phrase.len())..(at + self.avoid.len() + phrase.len()).min(text.len());
                let starts = text.match_indices(phrase.as_str()).map(|(start, _)| start..start + phrase.len());
                starts.into_iter().any(|found| reach.contains(&found.start) && found.contains(&at))
            })
        };
        let found: Vec<usize> = if is_english {
            places(&text, &self.avoid).collect()
        } else {
            text.match_indices(self.avoid.as_str()).map(|(at, _)| at).collect()
        };
        found.into_iter().filter(|&at| !meant_otherwise(at)).collect()
    }
}

/// The strings of a source in Rust or RON, with where they begin; their parts in braces, which are code, are left out.
fn literals(source: &str) -> Vec<(usize, String)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < source.len() {
        let length = token(&source[at..]);
        let text = &source[at..at + length];
        if let Some(text) = text.strip_prefix("r#\"").or(text.strip_prefix('"')) {
            let mut depth = 0_i32;
            let words = text.chars().map(|character| {
                depth += i32::from(character == '{');
                let shown = if depth > 0 { ' ' } else { character };
                depth -= i32::from(character == '}' && depth > 0);
                shown
            });
            found.push((at, words.collect()));
        }
        at += length;
    }
    found
}

/// A file of rules with the words by which it reads reports blanked out: those are what reports say. So are the `words` of a
/// single rule.
fn without_vocabulary(rules: &str) -> String {
    let mut is_read = false;
    let lines = rules.lines().map(|line| {
        is_read = ["  vocabulary: (", "  titles: ("].contains(&line) || is_read && line != "  rules: [";
        if is_read {
            return String::new();
        }
        match line.split_once("words: [").and_then(|(before, words)| Some((before, words.split_once(']')?.1))) {
            Some((before, behind)) => [before, behind].concat(),
            None => line.to_string(),
        }
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// A page of Markdown with what is typed and what is code in it blanked out.
fn without_code(page: &str) -> String {
    let mut is_code = false;
    let lines = page.lines().map(|line| {
        let fence = line.trim_start().starts_with("```");
        is_code ^= fence;
        if fence || is_code || line.starts_with("    ") {
            return String::new();
        }
        line.split('`').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "` `" }).collect()
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// A string that a person reads as English: at least two words of letters.
fn is_sentence(text: &str) -> bool {
    text.is_ascii() && text.split_whitespace().filter(|word| word.chars().any(|c| c.is_ascii_alphabetic())).count() > 1
        || !text.is_ascii() && text.contains(' ')
}

/// All texts of the program, by file and line; not the words by which the palette finds a command, which are those that
/// people try.
fn texts() -> Vec<(String, usize, String)> {
    let mut found = Vec::new();
    let rust: BTreeMap<String, String> =
        sources("src").into_iter().filter(|(path, _)| !path.ends_with("/tests.rs")).collect();
    for (path, text) in rust {
        let code = without_tests(&text);
        let code = &code
            .split('\n')
            .map(|line| if line.trim_start().starts_with("also ") { "" } else { line })
            .collect::<Vec<_>>()
            .join("\n");
        found.extend(literals(code).into_iter().map(|(at, words)| (format!("src/{path}"), line(code, at), words)));
    }
    for folder in ["assets/forms", "assets/rules"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = without_vocabulary(&fs::read_to_string(&path).expect("UTF-8"));
            let name = format!("{folder}/{}", path.file_name().expect("a name").to_string_lossy());
            found.extend(literals(&text).into_iter().map(|(at, words)| (name.clone(), line(&text, at), words)));
        }
    }
    let told = ["assets/dist/linux/使用说明.txt", "assets/dist/windows/使用说明.txt"];
    for name in ["assets/manual/manual.zh.md", "assets/manual/manual.en.md", "README.md"].into_iter().chain(told) {
        let page = without_code(&fs::read_to_string(root().join(name)).expect("UTF-8"));
        found.extend(page.lines().enumerate().map(|(index, words)| (name.to_string(), index + 1, words.to_string())));
    }
    found
}

#[test]
fn no_text_uses_a_word_that_the_glossary_avoids() {
    let words = fs::read_to_string(root().join("tests/data/words.ron")).expect("the list of words");
    let words: Words = ron::from_str(&words).expect("a list of words");
    let texts = texts();
    assert!(texts.len() > 4000, "{}", texts.len());
    let mut violations = Vec::new();
    for (file, line, text) in &texts {
        let is_english = is_sentence(text);
        let lists = [(&words.chinese, false), (&words.english, true)];
        for word in lists
            .into_iter()
            .filter(|(_, english)| !english || is_english)
            .flat_map(|(list, english)| list.iter().filter(move |word| !word.used_in(text, english).is_empty()))
        {
            let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
            violations.push(format!("{file}:{line}: `{}`, say {}: {shown}", word.avoid, word.say));
        }
    }
    assert_none(violations);
}

#[test]
fn a_word_is_found_where_it_is_used_and_not_where_something_else_is_meant() {
    let word = |avoid: &str, except: &[&str]| Word {
        avoid: avoid.to_string(),
        say: String::new(),
        except: except.iter().map(|phrase| phrase.to_string()).collect(),
    };
    assert_eq!(word("放弃", &["视为放弃"]).used_in("视为放弃；放弃", false), ["视为放弃；".len()]);
    assert_eq!(word("journal", &[".journal"]).used_in("the Journal of 2025.journal, journals", true), [4]);
    assert_eq!(literals("let a = \"一{放弃}二\"; // \"三\"\n"), [(8, "一    二\"".to_string())]);
    assert!(is_sentence("two words") && !is_sentence("prose") && is_word('a'));
    assert_eq!(without_code("a `journal` b\n    code\n"), "a ` ` b\n");
}
