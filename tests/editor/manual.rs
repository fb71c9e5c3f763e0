//! The manual held against the program: its keys, its key tables, its screens, the ten steps of its first page, the section on
//! each screen, and its own form. With `GOUJI_WRITE_MANUAL=1` key tables and screens are written anew from the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::{env, fs};

use gouji::domain::text::Lang;
use gouji::store::agency::Agency;
use gouji::tui::command::{Command, Reach};
use gouji::tui::dialog::{Dialog, Reading};
use gouji::tui::display::width;
use gouji::tui::key::{Chord, Code};
use gouji::tui::keymap::KeyMap;
use gouji::tui::manual;

use super::desk::Desk;
use super::manual_screens::{dialog, screen};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn path(lang: Lang) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("assets/manual/manual.{}.md", lang.pick("zh", "en")))
}

fn read(lang: Lang) -> String {
    fs::read_to_string(path(lang)).expect("the manual").replace("\r\n", "\n")
}

/// A section: the name of its heading, its number, its lines.
struct Section {
    name: String,
    number: String,
    lines: Vec<String>,
}

fn sections(text: &str) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let mut is_block = false;
    for line in text.lines() {
        is_block ^= line.starts_with("```");
        if is_block || line.starts_with("```") {
            continue;
        }
        if let Some((name, title)) = line.strip_prefix("## <a id=\"").and_then(|rest| rest.split_once("\"></a>")) {
            let number: String = title.chars().take_while(char::is_ascii_digit).collect();
            found.push(Section { name: name.to_string(), number, lines: Vec::new() });
        } else if let Some(section) = found.last_mut() {
            section.lines.push(line.to_string());
        }
    }
    found
}

fn section(lang: Lang, name: &str) -> Section {
    sections(&read(lang)).into_iter().find(|section| section.name == name).expect(name)
}

/// Where the keys of a section count, the first one winning.
fn reaches(section: &str) -> Vec<Reach> {
    use Reach::{Collecting, Everywhere, Grid, Library, Prose, Report};
    match section {
        "collecting" => vec![Collecting, Everywhere, Library],
        "library" | "new" | "import" | "backup" => vec![Library, Everywhere, Grid, Report],
        "text" => vec![Prose, Report, Grid, Everywhere],
        "index" | "screen" | "settings" | "chart" | "terminals" | "versions" => {
            vec![Everywhere, Grid, Report, Library]
        }
        _ => vec![Grid, Report, Everywhere],
    }
}

/// What stands between backticks, outside of blocks.
fn code(line: &str) -> Vec<&str> {
    if line.starts_with("    ") { Vec::new() } else { line.split('`').skip(1).step_by(2).collect() }
}

/// A key as the manual writes it, with arrows as arrows.
fn chord(words: &str) -> Option<Chord> {
    let named = [('↑', "up"), ('↓', "down"), ('←', "left"), ('→', "right")];
    let words = named.iter().fold(words.to_string(), |words, (arrow, name)| words.replace(*arrow, name));
    words.parse().ok()
}

fn written(chord: Chord) -> String {
    let words = chord.to_string();
    let named = [("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")];
    // As the table of keys writes them.
    let is_plain = chord.alt || matches!(chord.code, Code::PageUp | Code::PageDown);
    if is_plain { words } else { named.iter().fold(words, |words, (name, arrow)| words.replace(name, arrow)) }
}

fn keymap() -> KeyMap {
    KeyMap::embedded().expect("keys")
}

/// The kind of table that a line begins.
fn is_head_of_keys(line: &str) -> bool {
    ["| 键 | 作用 |", "| Keys | What they do |"].contains(&line)
}

/// The rows of the key tables of a dialog in a section, each with its keys.
fn rows_of_dialogs(section: &Section) -> Vec<Vec<Chord>> {
    let is_head = |line: &str| (line.contains("的键 | ") || line.starts_with("| Keys ")) && !is_head_of_keys(line);
    let mut rows = Vec::new();
    let mut is_inside = false;
    for line in &section.lines {
        is_inside = (is_inside && line.starts_with('|')) || is_head(line);
        if is_inside && !is_head(line) && !line.starts_with("| ---") {
            let cell = line.split('|').nth(1).expect("a cell");
            rows.push(code(cell).into_iter().filter_map(chord).collect());
        }
    }
    rows
}

/// A text with key tables and screens as the program has them.
fn rewritten(text: &str, lang: Lang) -> String {
    let keymap = keymap();
    let (mut out, mut name) = (Vec::new(), String::new());
    let (mut is_table, mut picture) = (false, None);
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("## <a id=\"") {
            name = rest.split('"').next().expect("a name").to_string();
        }
        is_table = (is_table && line.starts_with('|')) || is_head_of_keys(line);
        let is_row = is_table && line.starts_with("| `");
        if let Some(wanted) = line.strip_prefix("```screen ") {
            picture = Some(wanted.to_string());
        } else if let (Some(wanted), "```") = (&picture, line) {
            out.extend(screen(wanted, lang));
            picture = None;
        } else if picture.is_some() {
            continue;
        }
        if !is_row {
            out.push(line.to_string());
            continue;
        }
        let reaches = reaches(&name);
        let first = code(line).first().and_then(|key| chord(key)).unwrap_or_else(|| panic!("a key: {line}"));
        let command = keymap.command(&reaches, first).unwrap_or_else(|| panic!("{name}: {line} gives no command"));
        let keys = keymap.keys(&reaches, command).into_iter().map(written).map(|key| format!("`{key}`"));
        let keys: Vec<String> = keys.collect();
        out.push(format!("| {} | {} |", keys.join(" "), command.title(lang)));
    }
    out.join("\n") + "\n"
}

#[test]
fn key_tables_and_screens_are_those_of_the_program() {
    let readme = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    for (path, lang) in [(path(Lang::Zh), Lang::Zh), (path(Lang::En), Lang::En), (readme, Lang::Zh)] {
        let is = fs::read_to_string(&path).expect("a text").replace("\r\n", "\n");
        let should = rewritten(&is, lang);
        if env::var_os("GOUJI_WRITE_MANUAL").is_some() {
            fs::write(path, &should).expect("written");
            continue;
        }
        let differs = is.lines().zip(should.lines()).find(|(is, should)| is != should);
        assert_eq!(differs, None, "GOUJI_WRITE_MANUAL=1 writes the text anew from the program");
        assert_eq!(is, should);
    }
}

#[test]
fn every_command_with_a_key_stands_in_a_key_table() {
    let (keymap, all) = (keymap(), Reach::NAMES.map(|(reach, _)| reach));
    for lang in LANGS {
        let mut named = BTreeSet::new();
        for section in sections(&read(lang)) {
            let mut is_inside = false;
            for line in &section.lines {
                is_inside = (is_inside && line.starts_with('|')) || is_head_of_keys(line);
                let key = if is_inside { code(line).first().and_then(|key| chord(key)) } else { None };
                named.extend(key.and_then(|key| keymap.command(&reaches(&section.name), key)));
            }
        }
        let missing: Vec<&str> = Command::ALL
            .iter()
            .filter(|command| !named.contains(*command) && !keymap.keys(&all, **command).is_empty())
            .map(|command| command.name())
            .collect();
        assert!(missing.is_empty(), "{lang:?}: {missing:?}");
    }
}

/// What is typed, pressed in dialogs without a table of their own, or kept by the terminal.
const TYPED: [(&str, &[&str]); 19] = [
    ("start", &["y", "d", "Tab", "Enter", "s"]),
    ("library", &["Tab", "*"]),
    ("new", &["Space", "↓"]),
    ("screen", &["N", "·", "!", "~", "?", "≠", "*", "<", ".", "Enter", "Esc"]),
    ("keying", &["Esc", "Backspace", "'", "^", ":", "="]),
    ("last-year", &["Enter"]),
    ("zero", &["y", "·"]),
    ("findings", &["9", "7", "!", "Esc", "Enter", "↑", "↓", "o", "d", "y"]),
    ("copy", &["Esc", "Ctrl-Shift-V", "/"]),
    ("text", &["Tab", "Enter", "Ctrl-A", "Ctrl-C", "Ctrl-X", "Ctrl-V", "Ctrl-W", "Ctrl-K", "Ctrl-U"]),
    ("comments", &["Enter", "e", "d", "*"]),
    ("verify", &["_", "Esc", "0"]),
    ("save", &["s", "d", "Esc", "m", "t", "M", "T"]),
    ("export", &["Esc"]),
    ("register", &["Esc", "?"]),
    ("chart", &["←", "→", "↑", "↓", "-", "?"]),
    ("trouble", &["w", "s"]),
    ("collecting", &["Space", "Tab", "v", "!", "?"]),
    ("settings", &["Esc", "Enter", "Ctrl-Q", "Delete", "Ctrl-H", "Ctrl-I", "Ctrl-J", "Ctrl-M", "↑", "↓", "←", "→"]),
];

#[test]
fn keys_that_the_manual_names_work_where_it_names_them() {
    let keymap = keymap();
    let typed: BTreeMap<&str, &[&str]> = TYPED.into_iter().collect();
    let mut unknown = Vec::new();
    for lang in LANGS {
        for section in sections(&read(lang)) {
            let of_dialog: BTreeSet<Chord> = rows_of_dialogs(&section).into_iter().flatten().collect();
            let known = typed.get(section.name.as_str()).copied().unwrap_or_default();
            let others = ["files", "terminals", "disk", "agency"].contains(&section.name.as_str());
            for key in section.lines.iter().flat_map(|line| code(line)).filter(|_| !others) {
                let Some(chord) = chord(key) else { continue };
                let is_bound = keymap.command(&reaches(&section.name), chord).is_some();
                if !is_bound && !of_dialog.contains(&chord) && !known.contains(&key) {
                    unknown.push(format!("{lang:?} {}: `{key}`", section.name));
                }
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn the_keys_of_a_box_do_something_in_it() {
    let mut idle = Vec::new();
    let mut tables = 0;
    for lang in LANGS {
        for section in sections(&read(lang)) {
            for (row, keys) in rows_of_dialogs(&section).into_iter().enumerate() {
                assert!(!keys.is_empty(), "{lang:?} {}: row {row} names no key", section.name);
                for key in keys {
                    let mut desk = dialog(&section.name, key, lang);
                    let before = (desk.screen(), desk.lit(), desk.copied.len());
                    desk.keys(&format!("<{}>", key.written()));
                    tables += 1;
                    if (desk.screen(), desk.lit(), desk.copied.len()) == before {
                        idle.push(format!("{lang:?} {}: {key}\n{}", section.name, before.0));
                    }
                }
            }
        }
    }
    assert!(tables > 50, "the tables were not found: {tables}");
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

#[test]
fn both_languages_have_the_same_sections_with_the_same_keys_and_blocks() {
    let [zh, en] = LANGS.map(|lang| sections(&read(lang)));
    assert_eq!(zh.len(), en.len());
    for (zh, en) in zh.iter().zip(&en) {
        assert_eq!((&zh.name, &zh.number), (&en.name, &en.number));
        let keys = |section: &Section| -> BTreeSet<String> {
            let codes = section.lines.iter().flat_map(|line| code(line));
            codes.filter(|code| chord(code).is_some()).map(str::to_string).collect()
        };
        assert_eq!(keys(zh), keys(en), "{}", zh.name);
        let blocks = |section: &Section| section.lines.iter().filter(|line| line.starts_with("    ")).count();
        assert_eq!(blocks(zh), blocks(en), "{}", zh.name);
    }
    let numbers: Vec<&str> = zh.iter().skip(1).map(|section| section.number.as_str()).collect();
    let counted: Vec<String> = (1..zh.len()).map(|number| number.to_string()).collect();
    assert_eq!(numbers, counted);
}

#[test]
fn links_lead_to_sections_and_say_their_numbers() {
    for lang in LANGS {
        let text = read(lang);
        let sections = sections(&text);
        for link in text.split("](#").collect::<Vec<_>>().windows(2) {
            let words = link[0].rsplit('[').next().expect("words");
            let name = link[1].split(')').next().expect("a name");
            let section = sections.iter().find(|section| section.name == name);
            let section = section.unwrap_or_else(|| panic!("{lang:?}: [{words}](#{name}) leads nowhere"));
            let number: String = words.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(number, section.number, "{lang:?}: [{words}](#{name})");
        }
    }
}

#[test]
fn chinese_sentences_are_short_and_nothing_is_wider_than_the_page() {
    let text = read(Lang::Zh);
    let mut is_block = false;
    for line in text.lines() {
        is_block ^= line.starts_with("```");
        if is_block || line.starts_with("    ") || line.starts_with("```") {
            continue;
        }
        for sentence in line.split(['。', '！', '？', '|', '；']) {
            // What is typed counts as a character, where a link leads as none.
            let words: String =
                sentence.split('`').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "x" }).collect();
            let links = words.split("](#").enumerate();
            let visible: String = links
                .map(|(at, part)| part.split_once(')').filter(|_| at > 0).map_or(part, |(_, rest)| rest))
                .collect();
            let count = visible.chars().filter(|character| !"*[] ".contains(*character)).count();
            assert!(count <= 60, "{count} characters: {sentence}");
        }
    }
    for lang in LANGS {
        for line in &manual::page(lang, 76).lines {
            assert!(width(&line.words()) <= 76, "{lang:?}: {}", line.words());
        }
    }
}

#[test]
fn no_blank_follows_a_full_width_mark() {
    for line in &manual::page(Lang::Zh, 2000).lines {
        let words = line.words();
        for (at, mark) in words.char_indices().filter(|(_, mark)| "。，；：！？、）".contains(*mark)) {
            let rest = &words[at + mark.len_utf8()..];
            assert!(!rest.starts_with(' ') || rest.starts_with("  ") || line.0.len() == 1, "{words}");
        }
    }
}

#[test]
fn every_dialog_and_screen_has_its_section() {
    let names: Vec<&str> = Dialog::ALL.iter().map(|(name, _)| *name).collect();
    let topics: BTreeMap<&str, &str> = Reading::TOPICS.into_iter().collect();
    for name in &names {
        assert!(topics.contains_key(name), "no section speaks of {name}");
    }
    for (name, topic) in topics {
        assert!(names.contains(&name), "there is no dialog {name}");
        for lang in LANGS {
            assert!(manual::page(lang, 76).line_of(topic).is_some(), "{lang:?}: {name} leads to {topic}");
        }
    }
    for (keys, topic) in [
        ("<shift-f1>", "index"),
        ("sy<shift-f1>", "keying"),
        ("sy<alt-1><shift-f1>", "text"),
        ("sy<ctrl-s><f3><shift-f1>", "library"),
        ("sy9<enter><f8><shift-f1>", "findings"),
        ("sy<f7><shift-f1>", "findings"),
        ("sy<ctrl-e><shift-f1>", "export"),
        ("sy<ctrl-e><f1><shift-f1>", "export"),
        ("sy<alt-d><shift-f1>", "finalise"),
        ("sy<shift-f9><shift-f1>", "verify"),
        ("sy<ctrl-o><shift-f1>", "settings"),
        ("n<shift-f1>", "new"),
    ] {
        for lang in LANGS {
            let mut desk = Desk::new(80, 24, lang);
            desk.keys(keys);
            let page = manual::page(lang, 76);
            let heading = page.lines[page.line_of(topic).expect("a heading")].words();
            let screen = desk.screen();
            let first = screen.lines().skip_while(|line| !line.contains('┌')).nth(1).unwrap_or_default().to_string();
            assert!(first.contains(&heading), "{keys}: {heading}\n{screen}");
        }
    }
}

#[test]
fn the_ten_steps_of_the_first_page_are_what_happens() {
    for lang in LANGS {
        let mut desk = Desk::new(80, 24, lang);
        let steps: Vec<String> = section(lang, "start")
            .lines
            .into_iter()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        assert_eq!(steps.len(), 10);
        let keys = [
            "n",
            "示例区财政局<enter><enter><enter><left><enter>",
            "<ctrl-l>",
            "7<enter>",
            "ay",
            "<f8>",
            "<alt-1><f5>",
            "<ctrl-s>",
            "<alt-3>0<enter><alt-d>",
            "",
        ];
        for (step, keys) in steps.iter().zip(keys) {
            desk.keys(keys);
            // The figure that was keyed alone balances nothing; it goes back to 0.
            if step.starts_with("6.") {
                desk.keys("<alt-3><ctrl-home>0<enter>");
            }
            if step.starts_with("9.") {
                desk.keys("李四<enter>张三<enter>");
            }
            let screen = desk.screen().to_lowercase();
            for shown in step.split('“').skip(1).filter_map(|rest| rest.split('”').next()) {
                assert!(screen.contains(&shown.to_lowercase()), "{lang:?} {step}\nno {shown} in\n{screen}");
            }
        }
        desk.keys("<ctrl-e>").assert_shows("docx");
    }
}

#[test]
fn files_that_the_manual_shows_can_be_read() {
    for lang in LANGS {
        let text = read(lang);
        let blocks: Vec<&str> = text.split("```ron\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert_eq!(blocks.len(), 2);
        let agency = Agency::from_ron("agency.ron", blocks[0]).expect("a profile");
        assert_eq!(agency.predecessors.len(), 1);
        assert!(agency.not_applicable && agency.powers.is_some());
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("settings.ron");
        fs::write(&file, blocks[1]).expect("written");
        let (_, read) = gouji::store::settings::SettingsFile::open(file);
        let settings = read.expect("settings");
        assert_eq!(settings.keys.len(), 3);
        let (_, problems) = keymap().rebound(&settings.keys, "settings.ron", lang);
        assert!(problems.is_empty(), "{problems:?}");
    }
}

#[test]
fn digits_and_enter_on_a_line_lead_to_a_section_and_backspace_leads_back() {
    for lang in LANGS {
        let page = manual::page(lang, 76);
        let heading = |name: &str| page.lines[page.line_of(name).expect(name)].words();
        let mut desk = Desk::new(80, 24, lang);
        let first = |desk: &Desk| desk.screen().lines().nth(2).unwrap_or_default().to_string();
        desk.keys("<shift-f1>");
        let index = desk.screen();
        desk.keys("18");
        assert!(first(&desk).contains(&heading("recover")), "{}", desk.screen());
        desk.keys("<backspace>");
        assert_eq!(desk.screen(), index);
        desk.keys("t16");
        assert!(first(&desk).contains(&heading("export")), "{}", desk.screen());
        desk.keys("<backspace>");
        for _ in 0..40 {
            desk.keys("<tab>");
            if desk.lit().trim() == "8" {
                break;
            }
        }
        desk.keys("<enter>");
        assert!(first(&desk).contains(&heading("findings")), "{}", desk.screen());
        desk.keys("<backspace>");
        assert_eq!(desk.screen(), index);
        // A page, but for a line.
        let last = |desk: &Desk| desk.screen().lines().nth(20).unwrap_or_default().to_string();
        let below = last(&desk);
        desk.keys("<pagedown>");
        assert_eq!(first(&desk), below, "{}", desk.screen());
        desk.keys("<pageup>");
        assert_eq!(desk.screen(), index);
        // Its place in the index is above all other numbers on the page, the count of lines among them.
        desk.click("19");
        assert!(first(&desk).contains(&heading("import")), "{}", desk.screen());
    }
}
