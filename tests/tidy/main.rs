//! The shape of the sources, held as text: what a module must not contain and from where it may import, how a file
//! begins and how long it may be, what stands at the top level. The tables below are the rules; each says why.

mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gouji::store::forms::Forms;

/// Words that must not stand in the code of a folder of `src`, except in the files named, and why. Comments and unit
/// tests do not count.
const FORBIDDEN: &[(&str, &[&str], &[&str], &str)] = &[
    ("", &["std::net", "TcpStream", "UdpSocket"], &[], "nothing leaves the machine"),
    (
        "",
        &["process::Command", "process::{Child"],
        &["tui/run/lending.rs", "work/reader/process.rs"],
        "only the editor that the clerk named is started, and this program to read documents",
    ),
    ("", &[".unwrap()", ".expect(", "panic!", "unreachable!"], &[], "no input brings the program down"),
    ("", &["todo!", "unimplemented!", "dbg!"], &[], "this is unfinished"),
    (
        "",
        &["Zoned::now", "Timestamp::now", "TimeZone::", "Local::now"],
        &["store/clock.rs"],
        "one clock with one zone dates everything",
    ),
    ("", &["static mut", "thread_local!", "async"], &[], "no globals, no async runtime"),
    ("domain", &["std::fs", "std::env", "std::io", "println!", "eprintln!"], &[], "values in, values out"),
    // A civil date is a value; what tells the time is not.
    (
        "domain",
        &["crossterm", "ratatui", "SystemTime", "Instant", "Zoned", "Timestamp", "jiff::tz", "ron"],
        &[],
        "values in, values out",
    ),
    ("domain", &["f64", "f32"], &[], "figures are exact"),
    ("import", &["std::fs", "std::env", "println!", "eprintln!", "crossterm", "ratatui"], &[], "bytes in, values out"),
    (
        "import",
        &["SystemTime", "Instant", "Zoned", "Timestamp", "jiff::tz"],
        &[],
        "what is read does not depend on the clock",
    ),
    ("import", &["f64", "f32"], &[], "figures are exact"),
    ("export", &["std::fs", "std::env", "println!", "eprintln!", "crossterm", "ratatui"], &[], "values in, bytes out"),
    ("export", &["SystemTime", "Instant", "jiff"], &[], "what is written does not depend on the clock"),
    (
        "export",
        &["f64", "f32"],
        &["pdf/canvas.rs", "xlsx/number.rs"],
        "figures are exact; only these hand lengths and short figures to libraries",
    ),
    ("store", &["println!", "eprintln!", "crossterm", "ratatui"], &[], "the store has no terminal"),
    (
        "work",
        &["println!", "eprintln!", "crossterm", "ratatui", "clap", "indicatif"],
        &[],
        "work knows no arguments, no printing, no screen",
    ),
    ("tui", &["std::fs", "println!", "eprintln!"], &[], "files are for `effect`, which goes through `work`"),
    (
        "tui",
        &["crossterm"],
        &["run.rs", "run/raw.rs", "run/clipboard.rs", "run/keyboard/unix.rs", "run/keyboard/console.rs", "wire.rs"],
        "only the edge of the editor knows the terminal",
    ),
    ("cli", &["ratatui", "crossterm"], &[], "the command line does not draw"),
    ("cli", &["std::fs"], &[], "files are for `work`"),
];

/// Which modules of the crate each may use; the files named may use more.
const USES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("import", &["domain"]),
    ("export", &["domain", "import"]),
    ("store", &["domain"]),
    ("work", &["domain", "store", "import", "export"]),
    ("tui/effect", &["domain", "work", "store"]),
    ("tui", &["domain"]),
    ("tui/effect.rs", &["domain", "work", "store"]),
    ("tui/run.rs", &["domain", "store", "work"]),
    ("tui/run/lending.rs", &["domain", "store"]),
    ("cli", &["domain", "work", "tui"]),
    ("cli/preferences.rs", &["domain", "store"]),
];

/// Where a module imports only modules listed above it in its parent's `mod` list, on every level.
const IN_READING_ORDER: &[&str] = &["domain", "work", "tui"];

/// What stands at the top level, besides dotfiles and what cargo builds.
const TOP_LEVEL: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "assets",
    "tests",
    "README.md",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "target",
];

const MOST_LINES: usize = 500;

/// Crates that speak to a network, or that one which does would bring along.
const NETWORK: &[&str] = &[
    "async-std",
    "attohttpc",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "http",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "tungstenite",
    "ureq",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below a folder, by their path from it, with `/`.
fn sources(folder: &str) -> BTreeMap<String, String> {
    fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = format!("{prefix}{}", path.file_name().expect("a name").to_string_lossy());
            if path.is_dir() {
                collect(&path, &format!("{name}/"), found);
            } else if name.ends_with(".rs") {
                found.insert(name, fs::read_to_string(&path).expect("UTF-8"));
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(&root().join(folder), "", &mut found);
    assert!(!found.is_empty(), "no sources in {folder}");
    found
}

/// The code of `src`, without comments and without unit tests, which stand in a last `mod tests` or a `tests.rs`.
fn code() -> BTreeMap<String, String> {
    let files = sources("src").into_iter().filter(|(path, _)| !path.ends_with("/tests.rs"));
    files.map(|(path, text)| (path, without_tests(&without_comments(&text)).to_string())).collect()
}

fn without_tests(code: &str) -> &str {
    code.find("#[cfg(test)]\nmod tests").map_or(code, |start| &code[..start])
}

/// The source with every comment taken out; lines and strings stay where they are.
fn without_comments(source: &str) -> String {
    let (mut code, mut rest) = (String::new(), source);
    while !rest.is_empty() {
        let token = token(rest);
        if !rest.starts_with("//") {
            code.push_str(&rest[..token]);
        }
        rest = &rest[token..];
    }
    code
}

/// The length of a comment, a string, a character or anything else at the beginning of a source.
fn token(rest: &str) -> usize {
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("r#\"") {
        until("\"#", 3)
    } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
        until("'", 2)
    } else if rest.starts_with('"') {
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find(|&(_, c)| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        end.map_or(rest.len(), |(at, _)| at + 1)
    } else {
        rest.chars().next().map_or(0, char::len_utf8)
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Where a word stands in a text, not as a part of a longer one.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let before = text[..at].chars().next_back().is_some_and(is_word) && word.starts_with(is_word);
        let after = text[at + word.len()..].chars().next().is_some_and(is_word) && word.ends_with(is_word);
        !before && !after
    })
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[track_caller]
fn assert_none(violations: Vec<String>) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn modules_contain_none_of_the_words_forbidden_to_them() {
    let mut violations = Vec::new();
    for (path, code) in code() {
        for (folder, words, except, why) in FORBIDDEN {
            let file = if folder.is_empty() { Some(path.as_str()) } else { path.strip_prefix(&format!("{folder}/")) };
            if file.is_none_or(|file| except.contains(&file)) {
                continue;
            }
            for word in *words {
                let found = places(&code, word).map(|at| format!("src/{path}:{}: `{word}`: {why}", line(&code, at)));
                violations.extend(found);
            }
        }
    }
    assert_none(violations);
}

#[test]
fn modules_use_only_those_that_stand_below_them() {
    let mut violations = Vec::new();
    for (path, code) in code() {
        let of_file = USES.iter().find(|(name, _)| *name == path);
        let of_module = || USES.iter().find(|(name, _)| path.starts_with(&format!("{name}/")));
        let Some((module, allowed)) = of_file.or_else(of_module) else { continue };
        let own = module.split('/').next().unwrap_or(module);
        for (at, used) in paths_after(&code, "crate::") {
            let name = used.split("::").next().unwrap_or_default().to_string();
            if name != own && !allowed.contains(&name.as_str()) {
                let place = line(&code, at);
                violations.push(format!("src/{path}:{place}: `crate::{used}`: {module} uses only {allowed:?}"));
            }
        }
    }
    assert_none(violations);
}

/// The paths that follow a prefix, each with its place; `{a, b::c}` are two paths.
fn paths_after(code: &str, prefix: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in places(code, prefix) {
        let rest = &code[at + prefix.len()..];
        let path = |text: &str| -> String { text.chars().take_while(|&c| is_word(c) || c == ':').collect() };
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut start) = (0, 0);
            for (i, character) in group.char_indices() {
                match character {
                    '{' => depth += 1,
                    ',' | '}' if depth == 0 => {
                        found.push((at, path(group[start..i].trim())));
                        start = i + 1;
                        if character == '}' {
                            break;
                        }
                    }
                    '}' => depth -= 1,
                    _ => {}
                }
            }
        } else {
            found.push((at, path(rest)));
        }
    }
    found.retain(|(_, path)| !path.is_empty());
    found
}

/// A file's module path: `domain/form/mod.rs` is `[domain, form]`.
fn module_path(file: &str) -> Vec<&str> {
    let mut path: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    path.pop_if(|last| ["mod", "lib", "main"].contains(last));
    path
}

/// The modules that each module declares, in order.
fn mod_lists(code: &BTreeMap<String, String>) -> BTreeMap<Vec<&str>, Vec<&str>> {
    let declared = |line| -> Option<&str> {
        let line: &str = line;
        line.trim_start_matches("pub ").trim_start_matches("pub(crate) ").strip_prefix("mod ")?.strip_suffix(';')
    };
    code.iter().map(|(file, text)| (module_path(file), text.lines().filter_map(declared).collect())).collect()
}

/// The modules that a file imports from, as paths from the crate's root.
fn imports(module: &[&str], code: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let from = |base: &[&str], path: &str| -> Vec<String> {
        base.iter().copied().chain(path.split("::")).filter(|part| !part.is_empty()).map(String::from).collect()
    };
    for (at, path) in paths_after(code, "crate::") {
        found.push((at, from(&[], &path)));
    }
    for (at, path) in paths_after(code, "super::") {
        // `super::super::x` is found twice; only its beginning counts.
        if code[..at].ends_with("super::") {
            continue;
        }
        let supers = path.split("::").take_while(|part| *part == "super").count();
        let base = &module[..module.len().saturating_sub(supers + 1)];
        let rest: Vec<&str> = path.split("::").skip(supers).collect();
        if rest.is_empty() || rest == [""] {
            // `super::super::{a, b}`: the group follows the last `super::`.
            let prefix = "super::".repeat(supers + 1);
            let grouped = paths_after(&code[at..], &prefix);
            found.extend(grouped.into_iter().filter(|(place, _)| *place == 0).map(|(_, path)| (at, from(base, &path))));
        } else {
            found.push((at, from(base, &rest.join("::"))));
        }
    }
    found
}

#[test]
fn a_module_imports_only_modules_listed_above_it() {
    let code = code();
    let lists = mod_lists(&code);
    let (mut violations, mut seen) = (Vec::new(), 0);
    for (path, text) in &code {
        let module = module_path(path);
        if !module.first().is_some_and(|first| IN_READING_ORDER.contains(first)) {
            continue;
        }
        for (at, import) in imports(&module, text) {
            let common = module.iter().zip(&import).take_while(|(ours, theirs)| *ours == theirs).count();
            let (Some(ours), Some(theirs)) = (module.get(common), import.get(common)) else { continue };
            let Some(list) = lists.get(&module[..common]).filter(|_| common > 0) else { continue };
            let place = |name: &str| list.iter().position(|listed| *listed == name);
            if let (Some(own), Some(other)) = (place(ours), place(theirs)) {
                seen += 1;
                if other > own {
                    let parent = module[..common].join("::");
                    violations.push(format!(
                        "src/{path}:{}: `{ours}` imports `{theirs}`, which `{parent}` lists below it",
                        line(text, at)
                    ));
                }
            }
        }
    }
    assert!(seen > 30, "only {seen} imports were recognised");
    assert_none(violations);
}

#[test]
fn every_file_says_what_it_is_for_and_is_one_thought_long() {
    let mut violations = Vec::new();
    for folder in ["src", "tests", "assets"] {
        for (path, text) in sources(folder) {
            if !text.starts_with("//! ") {
                violations.push(format!("{folder}/{path}:1: begins with `//!` and what the file is for"));
            }
            let lines = text.lines().count();
            if lines > MOST_LINES {
                violations.push(format!("{folder}/{path}: {lines} lines; split it by thought, at most {MOST_LINES}"));
            }
        }
    }
    assert_none(violations);
}

#[test]
fn no_label_of_a_form_stands_in_code() {
    let forms = Forms::default();
    let mut labels: Vec<String> = Vec::new();
    for definition in forms.all().iter().map(|form| form.definition()) {
        labels.extend(definition.chapters.iter().map(|chapter| chapter.heading.clone()));
        for table in &definition.tables {
            labels.extend(table.rows.iter().map(|row| row.label.clone()));
            labels.extend(table.columns.iter().map(|column| column.label.clone()));
            labels.extend(table.row_groups.iter().chain(&table.column_groups).map(|group| group.label.clone()));
        }
    }
    let subject = forms.newest().and_then(|form| form.definition().titles.as_ref()).map(|words| words.subject.clone());
    let subject = subject.expect("words of titles");
    // Shorter ones, 自然人 or 总计, are words of the language as well.
    labels.retain(|label| label.chars().count() > 4);
    assert!(labels.len() > 60);
    let mut violations = Vec::new();
    for (path, code) in code() {
        for label in &labels {
            let found = code.match_indices(label.as_str()).map(|(at, _)| line(&code, at));
            violations.extend(found.map(|line| format!("src/{path}:{line}: `{label}` belongs in assets/forms")));
        }
        // What a report is called is said by the program of itself as well, but nothing is read or written by it.
        if ["domain/", "import/", "export/"].iter().any(|folder| path.starts_with(folder)) && code.contains(&subject) {
            violations.push(format!("src/{path}: `{subject}` belongs in assets/rules"));
        }
    }
    violations.sort();
    violations.dedup();
    assert_none(violations);
}

#[test]
fn the_top_level_holds_what_the_design_names_and_nothing_else() {
    let entries = fs::read_dir(root()).expect("the repository");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let strange = names.filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(&name.as_str()));
    assert_none(strange.map(|name| format!("{name}: does not belong at the top level")).collect());
}

#[test]
fn no_crate_in_the_program_speaks_to_a_network() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
        .current_dir(root())
        .output()
        .expect("cargo");
    let names = String::from_utf8(tree.stdout).expect("text");
    let names: BTreeSet<&str> = names.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains("ratatui") && names.contains("crossterm"), "{}", String::from_utf8_lossy(&tree.stderr));
    let found: Vec<_> = NETWORK.iter().filter(|name| names.contains(**name)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn unsafe_code_is_forbidden_to_the_whole_crate() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("there");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    let allows = |(_, code): &(&String, &String)| code.contains("allow(unsafe_code)");
    assert_eq!(sources("src").iter().filter(allows).count(), 0);
}

#[test]
fn this_reader_of_sources_sees_code_and_nothing_else() {
    let source = "let a = \"// no \\\" comment\"; // unwrap()\nlet b = '\"'; /// doc\nlet c = r#\"x\"//\"#;\n";
    assert_eq!(without_comments(source), "let a = \"// no \\\" comment\"; \nlet b = '\"'; \nlet c = r#\"x\"//\"#;\n");
    assert_eq!(places("Instance, Instant, an_Instant", "Instant").collect::<Vec<_>>(), [10]);
    let code =
        "use super::{a, b::{c, d}};\nuse super::super::e::F;\nuse super::super::{g, h::I};\nuse crate::domain::j::K;";
    let found = imports(&["domain", "form", "x"], code);
    let found: Vec<String> = found.into_iter().map(|(_, path)| path.join("::")).collect();
    assert_eq!(
        found,
        ["domain::j::K", "domain::form::a", "domain::form::b", "domain::e::F", "domain::g", "domain::h::I"]
    );
}

/// The files that a file imports from. What a module has of the modules that it stands in is no way to another file.
fn files_used<'a>(file: &str, code: &str, files: &BTreeMap<Vec<String>, &'a str>) -> BTreeSet<&'a str> {
    let module: Vec<String> = module_path(file).into_iter().map(String::from).collect();
    let mut used = BTreeSet::new();
    for (_, path) in imports(&module_path(file), code) {
        let owner = (1..=path.len()).rev().map(|length| &path[..length]).find(|path| files.contains_key(*path));
        used.extend(owner.filter(|path| !module.starts_with(path)).map(|path| files[path]));
    }
    used
}

/// What can be reached from a file by imports.
fn reached<'a>(from: &'a str, uses: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let (mut reached, mut waiting) = (BTreeSet::new(), vec![from]);
    while let Some(file) = waiting.pop() {
        waiting.extend(uses[file].iter().copied().filter(|file| reached.insert(*file)));
    }
    reached
}

#[test]
fn files_import_from_each_other_in_few_circles_and_none_of_more_than_two() {
    let code = code();
    let path = |file: &str| module_path(file).into_iter().map(String::from).collect::<Vec<String>>();
    let paths = code.keys().filter(|file| *file != "main.rs").map(|file| (path(file), file.as_str())).collect();
    let uses = code.iter().map(|(file, text)| (file.as_str(), files_used(file, text, &paths))).collect();
    let all: BTreeMap<&str, BTreeSet<&str>> = code.keys().map(|file| (file.as_str(), reached(file, &uses))).collect();
    let circle =
        |file: &str| -> Vec<&str> { all[file].iter().copied().filter(|other| all[*other].contains(file)).collect() };
    let circles: BTreeSet<Vec<&str>> = code.keys().map(|file| circle(file)).filter(|files| files.len() > 1).collect();
    assert!(circles.len() <= 3 && circles.iter().all(|files| files.len() == 2), "{circles:#?}");
}
