//! Keys are keys: however they arrive, in the program itself in a terminal, the file that is saved at the end is that of the
//! same keys pressed one by one. Packets of any size, and the program stopped and continued in between.
//! `GOUJI_ATTACK_SEED` tries another run, `GOUJI_PACKETS` says how many sessions are typed.

use std::process::Command;

use gouji::domain::text::Lang;
use gouji::store::document;

use super::desk::{AGENCY, Desk, put, saved};
use super::killing::{Random, from_environment, seed};
use super::terminal::Session;

/// How many sessions are typed.
const SESSIONS: u64 = 8;

/// How many keys a session has.
const KEYS: u64 = 80;

/// What can be pressed in a table: the name of the key, and its bytes as terminals send them.
const IN_TABLE: [(&str, &[&str]); 22] = [
    ("0", &["0", "\x1bOp"]),
    ("1", &["1", "\x1bOq"]),
    ("2", &["2", "\x1bOr"]),
    ("7", &["7", "\x1bOw"]),
    ("8", &["8"]),
    ("9", &["9"]),
    ("<enter>", &["\r", "\n", "\x1bOM"]),
    ("<enter>", &["\r", "\n", "\x1bOM"]),
    ("<enter>", &["\r", "\n"]),
    ("<tab>", &["\t"]),
    ("<shift-tab>", &["\x1b[Z"]),
    ("<up>", &["\x1b[A", "\x1bOA"]),
    ("<down>", &["\x1b[B", "\x1bOB"]),
    ("<left>", &["\x1b[D"]),
    ("<right>", &["\x1b[C"]),
    ("<backspace>", &["\x7f", "\x08"]),
    ("<delete>", &["\x1b[3~"]),
    ("<ctrl-z>", &["\x1a"]),
    ("<ctrl-y>", &["\x19"]),
    ("<ctrl-s>", &["\x13"]),
    ("*", &["*", "\x1bOj"]),
    ("ry", &["ry"]),
];

/// What can be pressed in prose.
const IN_PROSE: [(&str, &[&str]); 8] = [
    ("一", &["一"]),
    ("a", &["a"]),
    ("7", &["7"]),
    ("<enter>", &["\r", "\n"]),
    ("<left>", &["\x1b[D"]),
    ("<backspace>", &["\x7f"]),
    ("<ctrl-z>", &["\x1a"]),
    ("<ctrl-s>", &["\x13"]),
];

fn pick<T: Copy>(random: &mut Random, from: &[T]) -> T {
    from[usize::try_from(random.below(from.len() as u64)).expect("an index")]
}

/// A random session on a desk: the bytes of its keys, each as its terminal sends it. It ends in the table with everything
/// saved.
fn session(random: &mut Random, desk: &mut Desk) -> Vec<String> {
    let mut bytes = Vec::new();
    for _ in 0..KEYS {
        let in_table = desk.report().table().is_some();
        let is_typing = desk.report().typing.is_some();
        let (name, sent): (&str, &[&str]) = match random.below(24) {
            0 if in_table => ("<alt-6>", &["\x1b6"]),
            0 | 1 if !in_table => ("<alt-3>", &["\x1b3"]),
            // Elsewhere ESC and a digit are Alt with it; where a figure is typed they are two keys.
            2 | 3 if is_typing => ("<esc>", &["\x1b"]),
            _ if in_table => pick(random, &IN_TABLE),
            _ => pick(random, &IN_PROSE),
        };
        // A figure is given up by Alt and a digit, which are the same bytes; and behind an Esc it is another one.
        if name.starts_with("<alt-") && (is_typing || bytes.last().is_some_and(|last| last == "\x1b")) {
            continue;
        }
        bytes.push(pick(random, sent).to_string());
        desk.keys(name);
    }
    // What is open at the end is closed the same way everywhere.
    for (name, sent) in [("<esc>", "\x1b"), ("<left>", "\x1b[D"), ("<alt-3>", "\x1b3"), ("<ctrl-s>", "\x13")] {
        bytes.push(sent.to_string());
        desk.keys(name);
    }
    bytes
}

fn stop(session: &Session, signal: &str) {
    let process = session.child.process_id().expect("a process").to_string();
    assert!(Command::new("kill").args([signal, &process]).status().expect("kill").success());
}

#[test]
fn however_keys_arrive_the_saved_report_is_that_of_keys_pressed_one_by_one() {
    let seed = seed();
    let sessions = from_environment("GOUJI_PACKETS").unwrap_or(SESSIONS);
    println!("GOUJI_ATTACK_SEED={seed} GOUJI_PACKETS={sessions}");
    for number in 0..sessions {
        let mut random = Random(seed.wrapping_add(number));
        let one_by_one = tempfile::tempdir().expect("a folder");
        put(one_by_one.path(), AGENCY, 2025, &[("requests.new.enterprise", 3)]);
        let in_packets = tempfile::tempdir().expect("a folder");
        put(in_packets.path(), AGENCY, 2025, &[("requests.new.enterprise", 3)]);

        let mut desk = Desk::over(one_by_one, 100, 30, Lang::Zh);
        desk.keys("<enter>");
        let keys = session(&mut random, &mut desk);
        let expected = document::to_ron(&desk.saved(2025).expect("saved"));

        let mut terminal = Session::start(in_packets.path(), &[AGENCY, "2025"]);
        terminal.wait("三申请");
        let is_stopped = number % 3 == 0;
        let mut rest = keys.as_slice();
        while !rest.is_empty() {
            let count = usize::try_from(random.below(12)).expect("a count").clamp(1, rest.len());
            let (packet, behind) = rest.split_at(count);
            if is_stopped {
                stop(&terminal, "-STOP");
            }
            terminal.send(&packet.concat());
            if is_stopped {
                stop(&terminal, "-CONT");
            }
            rest = behind;
        }
        // What was sent before this has been done once it is answered.
        terminal.send("\x11");
        let (code, _) = terminal.end();
        assert_eq!(code, 0);
        let found = document::to_ron(&saved(in_packets.path(), AGENCY, 2025).expect("saved"));
        assert!(found == expected, "seed {seed}, session {number}: {keys:?}\n{}", differing(&expected, &found));
    }
}

fn differing(expected: &str, found: &str) -> String {
    let lines = expected.lines().zip(found.lines()).filter(|(one, other)| one != other);
    lines.map(|(one, other)| format!("- {one}\n+ {other}\n")).collect()
}

#[test]
fn figures_and_enters_in_one_packet_are_keyed() {
    let library = tempfile::tempdir().expect("a folder");
    put(library.path(), AGENCY, 2025, &[]);
    let mut terminal = Session::start(library.path(), &[AGENCY, "2025"]);
    terminal.wait("三申请").send("7\r8\r").send("9\r").send("1\n2\n\x1bOq\x1bOM\x13").wait("已保存").send("\x11");
    assert_eq!(terminal.end().0, 0);
    let report = saved(library.path(), AGENCY, 2025).expect("saved");
    let columns = ["natural_person", "enterprise", "research", "public_interest", "legal_service", "other_org"];
    let keyed = columns.map(|column| {
        let cell = report.form().find(&format!("requests.new.{column}")).expect("a cell");
        report.entry(cell).figure().to_string()
    });
    assert_eq!(keyed, ["7", "8", "9", "1", "2", "1"]);
}

#[test]
fn esc_and_a_quick_digit_give_the_figure_up_and_begin_another() {
    let library = tempfile::tempdir().expect("a folder");
    put(library.path(), AGENCY, 2025, &[]);
    let mut terminal = Session::start(library.path(), &[AGENCY, "2025"]);
    terminal.wait("三申请").send("12").wait("12").send("\x1b7").send("3\r\x13").wait("已保存").send("\x11");
    assert_eq!(terminal.end().0, 0);
    let report = saved(library.path(), AGENCY, 2025).expect("saved");
    let cell = report.form().find("requests.new.natural_person").expect("a cell");
    assert_eq!(report.entry(cell).figure().to_string(), "73");
}

#[test]
fn a_path_that_is_dropped_opens_its_import_and_does_nothing_else() {
    let library = tempfile::tempdir().expect("a folder");
    put(library.path(), AGENCY, 2025, &[]);
    let document = library.path().join("day nb.csv");
    std::fs::write(&document, "cell,value\nrequests.new.natural_person,7\n").expect("a file");
    let path = document.display().to_string();
    let before = std::fs::read_to_string(library.path().join(AGENCY).join("2025.ron")).expect("a report");
    // Pasted, typed at once, and letter by letter; in the library and in a table.
    for open in [&[][..], &[AGENCY, "2025"][..]] {
        for manner in 0..3 {
            let mut terminal = Session::start(library.path(), open);
            terminal.wait(if open.is_empty() { "报告库" } else { "三申请" });
            match manner {
                0 => drop(terminal.send(&format!("\x1b[200~'{path}' \x1b[201~"))),
                1 => drop(terminal.send(&format!("'{path}'"))),
                _ => path.chars().for_each(|letter| {
                    terminal.send(&letter.to_string());
                }),
            }
            terminal.wait("读出 1/200 格").send("\x1b").wait_gone("读出 1/200 格");
            terminal.send("\x11");
            assert_eq!(terminal.end().0, 0, "{open:?} {manner}");
            let after = std::fs::read_to_string(library.path().join(AGENCY).join("2025.ron")).expect("a report");
            assert_eq!(before, after, "{open:?} {manner}");
        }
    }
    for path in [r"D:\dynb\a.docx", r"E:\data\b.xlsx", r"C:\Users\sy\nb.docx", r"\\server\年报\a.docx"] {
        for at_once in [true, false] {
            let mut terminal = Session::start(library.path(), &[AGENCY, "2025"]);
            terminal.wait("三申请");
            match at_once {
                true => drop(terminal.send(path)),
                false => path.chars().for_each(|letter| {
                    terminal.send(&letter.to_string());
                }),
            }
            // There is no such file here, and the dialog says so.
            terminal.wait("导入文件").wait("不存在").send("\x1b").wait_gone("导入文件").send("\x11");
            assert_eq!(terminal.end().0, 0, "{path}");
            let after = std::fs::read_to_string(library.path().join(AGENCY).join("2025.ron")).expect("a report");
            assert_eq!(before, after, "{path}");
        }
    }
}
