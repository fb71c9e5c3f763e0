//! README, manual and changelog held against the program: what they name must exist. Whether they read well is for people.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const MANUALS: [(&str, &str); 2] = [("zh", "assets/manual/manual.zh.md"), ("en", "assets/manual/manual.en.md")];

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}")).replace("\r\n", "\n")
}

/// What the program prints on stdout.
fn gouji(args: &[&str]) -> String {
    // Whatever was chosen on this machine is no business of the tests.
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let output = command.args(args).env("GOUJI_SETTINGS", "no-such-settings.ron").output().expect("the program runs");
    assert!(output.status.success(), "gouji {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The commands that `gouji --help` lists.
fn commands() -> BTreeSet<String> {
    let help = gouji(&["--lang", "en", "--help"]);
    let list = help.split("Commands:\n").nth(1).expect("a list of commands");
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    let names = lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.map(str::to_string).collect()
}

/// The code of a Markdown text: fenced and indented lines, and what stands between backticks.
fn code(text: &str) -> Vec<&str> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            found.push(line);
        } else {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    found
}

/// Words that begin after each occurrence of `lead` in the code of a text, as far as `belongs` goes.
fn words_after(text: &str, lead: &str, belongs: fn(char) -> bool) -> BTreeSet<String> {
    let pieces = code(text).into_iter().flat_map(|piece| piece.split(lead).skip(1));
    pieces.map(|rest| rest.chars().take_while(|&c| belongs(c)).collect()).collect()
}

#[test]
fn readme_and_manual_name_every_command_and_no_other() {
    let commands = commands();
    assert!(commands.contains("check"), "the list was not found: {commands:?}");
    for name in ["README.md", MANUALS[0].1, MANUALS[1].1] {
        let text = read(name);
        let named = words_after(&text, "gouji ", |c| !c.is_whitespace());
        let named: BTreeSet<String> =
            named.into_iter().filter(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase())).collect();
        let unknown: Vec<_> = named.difference(&commands).collect();
        assert!(unknown.is_empty(), "{name} names commands that there are not: {unknown:?}");
        // The editor is named by the bare program.
        let missing: Vec<_> = commands.difference(&named).filter(|command| *command != "edit").collect();
        assert!(missing.is_empty(), "{name} says nothing of {missing:?}");
    }
}

#[test]
fn every_option_that_the_manual_names_exists() {
    // The older name of `--accept`, which still works and which no help shows.
    let mut helps = gouji(&["--help"]) + " --release";
    for command in commands() {
        helps += &gouji(&["help", &command]);
    }
    for command in ["roster", "receive", "return", "remind", "accept", "exempt", "adjust", "sum"] {
        helps += &gouji(&["collect", "某某局", "2025", command, "--help"]);
    }
    for (_, name) in MANUALS {
        let options = words_after(&read(name), "--", |c| c.is_ascii_lowercase() || c == '-');
        assert!(options.contains("dry-run"), "{name}: options were not found: {options:?}");
        for option in options {
            assert!(helps.contains(&format!("--{option}")), "{name} names --{option}, which no command has");
        }
    }
}

#[test]
fn the_manual_names_every_function_and_alt_key() {
    let table = gouji(&["keys"]);
    let is_special = |key: &&str| {
        let key = key.strip_prefix("Shift-").unwrap_or(key);
        key.starts_with("Alt-") || (key.starts_with('F') && key[1..].parse::<u8>().is_ok())
    };
    let keys: BTreeSet<&str> = code(&table).into_iter().filter(is_special).collect();
    assert!(keys.contains("F8") && keys.contains("Alt-3"), "keys were not found: {keys:?}");
    for (_, name) in MANUALS {
        let text = read(name);
        let named: BTreeSet<&str> = code(&text).into_iter().collect();
        let missing: Vec<_> = keys.difference(&named).collect();
        assert!(missing.is_empty(), "{name} says nothing of {missing:?}");
    }
}

#[test]
fn cells_and_rules_that_the_manual_names_exist() {
    let cells = read("tests/data/cells-2021.csv");
    let cells: BTreeSet<&str> = cells.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let rules = gouji(&["forms", "--rules"]);
    for (_, name) in MANUALS {
        let text = read(name);
        let words: Vec<&str> = code(&text).into_iter().flat_map(|piece| piece.split([' ', ','])).collect();
        let tables = ["proactive.", "requests.", "disputes."];
        let named: Vec<_> = words.iter().filter(|word| tables.iter().any(|table| word.starts_with(table))).collect();
        assert!(named.len() >= 3, "{name}: cells were not found");
        for cell in named {
            assert!(cells.contains(cell), "{name} names the cell {cell}");
        }
        // The rules that keep a report from being final; `gouji forms --rules` lists all.
        for line in rules.lines().filter(|line| line.starts_with("  ") && line.contains("错误")) {
            let rule = line.split_whitespace().next().expect("an id");
            assert!(text.contains(rule), "{name} says nothing of {rule}");
        }
    }
}

#[test]
fn gouji_manual_prints_the_manual_of_the_language() {
    for (lang, name) in MANUALS {
        let printed = gouji(&["--lang", lang, "manual"]);
        assert!(printed.trim_end() == read(name).trim_end(), "`gouji --lang {lang} manual` does not print {name}");
    }
}

#[test]
fn the_manual_as_a_web_page_holds_every_heading_and_every_link_leads_somewhere() {
    for (lang, name) in MANUALS {
        let page = gouji(&["--lang", lang, "manual", "--html"]);
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{lang}");
        let headings = read(name).lines().filter(|line| line.starts_with('#')).count();
        let shown = (1..=4).map(|level| page.matches(&format!("<h{level}>")).count()).sum::<usize>();
        assert_eq!(shown, headings, "{lang}");
        let targets: BTreeSet<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(targets.len() > 10, "{lang}: {targets:?}");
        for target in targets {
            let id = target.strip_prefix('#').unwrap_or_else(|| panic!("{lang}: {target} leads out of the page"));
            assert!(page.contains(&format!("id=\"{id}\"")), "{lang}: nothing is called {id}");
        }
        assert!(page.contains("<table>") && page.contains("<code"), "{lang}");
        assert!(!page.contains("src=") && !page.contains("@import"), "{lang}: the page loads something");
    }
}

/// The files that an agency's folder holds while its report is being keyed, after that, and later.
#[test]
fn files_that_the_manual_lists_are_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().to_str().expect("a path");
    gouji(&["new", "某某局", "2025", "--library", library]);
    gouji(&["new", "某某局", "2025", "--aggregated", "--library", library]);
    let agency = folder.path().join("某某局");
    for name in ["agency.ron", "2025.ron", "2025.aggregated.ron"] {
        assert!(agency.join(name).is_file(), "{name}");
        for (_, manual) in MANUALS {
            let text = read(manual);
            assert!(text.lines().any(|line| line.starts_with("    ") && line.contains(name)), "{manual}: {name}");
        }
    }
}

#[test]
fn files_that_the_readme_leads_to_exist() {
    let readme = read("README.md");
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files: Vec<&str> = links.filter(|link| !link.contains("://")).collect();
    assert!(!files.is_empty());
    for file in files {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(file).is_file(), "README.md leads to {file}");
    }
}

#[test]
fn the_changelog_speaks_of_this_version() {
    let changelog = read("CHANGELOG.md");
    let version = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    let section = |line: &str| line.starts_with("## [Unreleased]") || line.starts_with(&version);
    assert!(changelog.lines().any(section), "CHANGELOG.md has neither [Unreleased] nor {version}");
}
