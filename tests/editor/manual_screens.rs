//! What the manual shows of the program: its pictures of screens, and the boxes whose keys it lists.

use std::fs;

use gouji::domain::text::Lang;
use gouji::tui::display::{clusters, wrap};
use gouji::tui::key::{Chord, Code};

use super::desk::{AGENCY, Desk, put, steady};

/// The most columns of a picture, so that it goes into the manual's box on a screen of 80.
const COLUMNS: usize = 76;

/// A picture of a screen for the manual, by its name there.
pub fn screen(name: &str, lang: Lang) -> Vec<String> {
    match name {
        "imbalance" => table(&sample("9", lang)),
        "mended" => table(&sample("9<backspace>7<enter>-", lang)),
        "reason" => {
            let reason = lang.pick("登记台账更正，已附情况说明", "register corrected, memo attached");
            let mut desk = sample(&format!("9<enter><f7>a{reason}<enter>"), lang);
            desk.resize(80, 34);
            // The title, the chosen finding and the line of keys.
            let lines = inside(&desk);
            let chosen = lines.iter().position(|line| line.starts_with('>')).unwrap_or(1);
            let rest = lines[chosen + 1..].iter().take_while(|line| line.starts_with("    "));
            [&lines[0], &lines[chosen]].into_iter().chain(rest).chain(lines.last()).cloned().collect()
        }
        "empty-chapter" => text(&blank("7<enter>ay<alt-1>", lang), 8),
        "starter" => text(&blank("7<enter>ay<alt-1><f5>", lang), 13),
        "recovery" => inside(&interrupted(lang)),
        name => panic!("no picture of {name}"),
    }
}

/// The sample report, keyed on.
fn sample(keys: &str, lang: Lang) -> Desk {
    let mut desk = Desk::new(80, 24, lang);
    desk.keys("sy").keys(keys);
    desk
}

/// A new report with nothing in it, keyed on.
fn blank(keys: &str, lang: Lang) -> Desk {
    let mut desk = Desk::new(80, 24, lang);
    desk.keys("n示例区财政局<enter><enter><enter><left><enter>").keys(keys);
    desk
}

/// A report of which two cells were keyed, opened again after the program was killed.
fn interrupted(lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 5)]);
    let mut desk = Desk::over(folder, 80, 24, lang);
    desk.keys("<enter>7<enter>8<enter>");
    let mut desk = Desk::over(desk.end(), 80, 24, lang);
    desk.keys("<enter>");
    desk
}

/// Puts another report of 2025 in the place of an agency's.
fn replace(desk: &Desk, agency: &str, figures: &[(&str, u32)]) {
    fs::remove_file(desk.folder.path().join(agency).join("2025.ron")).expect("removed");
    put(desk.folder.path(), agency, 2025, figures);
}

/// The first columns of a line.
fn cut(line: &str) -> String {
    let mut room = COLUMNS;
    let fits = |(cluster, wide): (&str, usize)| {
        let is_in = wide <= room;
        room = if is_in { room - wide } else { 0 };
        is_in.then(|| cluster.to_string())
    };
    clusters(line).map_while(fits).collect::<String>().trim_end().to_string()
}

/// A line with its wide gaps closed.
fn closed(line: &str) -> String {
    line.split("  ").filter(|part| !part.is_empty()).map(str::trim).collect::<Vec<_>>().join("  ")
}

/// The title, the head of the table and what is said of the current cell.
fn table(desk: &Desk) -> Vec<String> {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let rows = lines[2..6].iter().map(|line| cut(line).trim_end_matches(['│', ' ']).to_string());
    let head: Vec<String> = wrap(&closed(lines[0]), COLUMNS).into_iter().chain(rows).collect();
    // The panel begins with the name of the current cell.
    let panel = lines.iter().rposition(|line| line.starts_with(" 一、本年新收") || line.contains(" | ")).unwrap_or(20);
    let mut said: Vec<String> = Vec::new();
    for line in &lines[panel..lines.len() - 1] {
        // What is said of a finding goes on in the next lines.
        match said.last_mut().filter(|last| last.starts_with('!')) {
            Some(last) => {
                let parted = last.ends_with(|c: char| c.is_ascii()) && line.starts_with(|c: char| c.is_ascii());
                *last += if parted { " " } else { "" };
                *last += line.trim();
            }
            None => said.push(line.trim_end().to_string()),
        }
    }
    let said = said.iter().flat_map(|line| wrap(line, COLUMNS));
    head.into_iter().chain(["⋮".to_string()]).chain(said).filter(|line| !line.is_empty()).collect()
}

/// So many lines of a text, from its heading on.
fn text(desk: &Desk, count: usize) -> Vec<String> {
    let screen = desk.screen();
    let mut lines: Vec<String> = screen.lines().skip(2).take(count).map(cut).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// What stands in the box, without its frame and its empty lines.
fn inside(desk: &Desk) -> Vec<String> {
    let screen = steady(&desk.screen());
    let lines = screen.lines().skip_while(|line| !line.contains('┌'));
    let title = lines.clone().next().unwrap_or_default().replace(['┌', '─', '┐'], " ").trim().to_string();
    let rows = lines.skip(1).take_while(|line| !line.contains('└'));
    let rows = rows.map(|line| line.trim().trim_matches('│').trim_end().to_string());
    let rows = rows.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_string());
    [format!("[{}]", closed(&title))].into_iter().chain(rows.filter(|row| !row.trim().is_empty())).collect()
}

/// A box whose keys a section lists, in a state in which a key of it does something.
pub fn dialog(section: &str, key: Chord, lang: Lang) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    match section {
        "screen" => {
            let mut desk = Desk::over(folder, 80, 24, lang);
            desk.keys("<shift-f1>");
            if matches!(key.code, Code::PageUp | Code::Backspace) {
                desk.keys("9");
            }
            desk
        }
        "findings" => {
            let mut desk = sample("<alt-3>9<enter><f7>", lang);
            match key.code {
                Code::Tab => desk.keys("<end>"),
                Code::Right => desk.keys("<down>"),
                _ => &mut desk,
            };
            desk
        }
        "verify" => {
            put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 7), ("requests.new.enterprise", 5)]);
            let mut desk = Desk::over(folder, 80, 24, lang);
            desk.keys("<enter><shift-f9>1<enter>李四<enter>王五<enter>");
            match key.code {
                Code::Enter | Code::Char('+') => desk.keys("0"),
                Code::Char('a' | 'b') => desk.keys("<alt-3>8<enter>8<enter>"),
                Code::Char('-') => desk.keys("<right><right>"),
                _ => &mut desk,
            };
            desk
        }
        "save" => {
            put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 5)]);
            let mut desk = Desk::over(folder, 80, 24, lang);
            desk.keys("<enter>7<enter>");
            replace(&desk, AGENCY, &[("requests.new.natural_person", 6), ("requests.new.enterprise", 1)]);
            desk.keys("<ctrl-s>");
            desk
        }
        "export" => {
            let mut desk = sample("<alt-3>9<enter><delete><ctrl-e>", lang);
            if key.code == Code::F(9) {
                desk.keys("<esc><delete><ctrl-e>");
            }
            desk
        }
        "recover" => interrupted(lang),
        "import" => {
            let source = folder.path().join("cells.csv");
            fs::write(&source, "cell,value\nrequests.new.natural_person,4\nrequests.new.enterprise,2\n")
                .expect("written");
            let mut desk = Desk::over(folder, 80, 24, lang);
            desk.keys("i").paste(&source.display().to_string()).keys("<enter>");
            desk
        }
        "files" => {
            fs::create_dir(folder.path().join("some")).expect("a folder");
            fs::write(folder.path().join("a.csv"), "cell,value\nrequests.new.natural_person,4\n").expect("written");
            fs::write(folder.path().join("b.csv"), "cell,value\nrequests.new.natural_person,5\n").expect("written");
            let mut desk = Desk::over(folder, 80, 24, lang);
            desk.model.setting.here = desk.folder.path().to_path_buf();
            desk.keys("i");
            match key.code {
                Code::Up => desk.keys("<down>"),
                Code::F(5) => {
                    fs::write(desk.folder.path().join("c.csv"), "cell,value\n").expect("written");
                    &mut desk
                }
                Code::Tab if !key.shift => {
                    let typed = format!("{}/so", desk.folder.path().display());
                    desk.paste(&typed)
                }
                _ => &mut desk,
            };
            desk
        }
        "backup" => {
            put(folder.path(), AGENCY, 2025, &[("requests.new.natural_person", 5)]);
            put(folder.path(), "示例区民政局", 2025, &[("requests.new.natural_person", 5)]);
            let mut desk = Desk::over(folder, 80, 24, lang);
            let drive = desk.folder.path().join("drive");
            fs::create_dir(&drive).expect("a folder");
            desk.keys("b").paste(&drive.display().to_string()).keys("<enter>");
            for agency in [AGENCY, "示例区民政局"] {
                replace(&desk, agency, &[("requests.new.natural_person", 6)]);
            }
            desk.keys("r").paste(&drive.display().to_string()).keys("<enter>");
            desk
        }
        "register" => {
            let mut desk = super::register::counted_at(80, 24, lang);
            match key.code {
                Code::Char('g') => desk.keys("<home>"),
                Code::Char('y' | 'c') => {
                    super::register::choose(desk.keys("<esc>d"), "~ ");
                    &mut desk
                }
                Code::Delete => desk.keys("<home><enter><esc>d<end>"),
                Code::Char('r' | 'k') => desk.keys("<esc><enter>"),
                _ => desk.keys("<esc>"),
            };
            desk
        }
        section => panic!("{section} lists the keys of no box"),
    }
}
