//! The program itself in a pseudo-terminal: start, keys, pastes, sizes, signals, and a terminal that is given back. That of
//! Windows is a console, which makes bytes of its own of what the program sends: what is said of bytes is held elsewhere.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to show something before the test gives up; reached only where it never does.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Session {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    pub keys: Box<dyn Write + Send>,
    pub output: Receiver<Vec<u8>>,
    pub screen: vt100::Parser,
    pub raw: Vec<u8>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Rows or columns of the screen that is read.
fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a screen has cells")
}

impl Session {
    pub fn start(library: &Path, arguments: &[&str]) -> Session {
        Session::with(library, arguments, &[])
    }

    pub fn with(library: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Session {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(["--lang", "zh", "--library"]);
        command.arg(library);
        command.args(arguments);
        // Whatever was chosen on this machine is no business of the tests.
        command.env("GOUJI_SETTINGS", library.join("settings.ron"));
        // Neither does the terminal in which the tests run say anything of this one.
        ["VTE_VERSION", "WT_SESSION"].into_iter().for_each(|name| command.env_remove(name));
        environment.iter().for_each(|(name, value)| command.env(name, value));
        Session::of(command)
    }

    /// A program in a terminal of its own.
    pub fn of(mut command: CommandBuilder) -> Session {
        let pair = native_pty_system().openpty(size(100, 30)).expect("a pseudo-terminal");
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("started");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(cells(30), cells(100), 0);
        Session { child, master: pair.master, keys, output, screen, raw: Vec::new() }
    }

    pub fn send(&mut self, keys: &str) -> &mut Session {
        self.keys.write_all(keys.as_bytes()).expect("keys");
        self.keys.flush().expect("keys");
        self
    }

    /// Waits until the screen shows a text.
    pub fn wait(&mut self, text: &str) -> &mut Session {
        self.wait_until(text, true)
    }

    /// Waits until the screen no longer shows a text.
    pub fn wait_gone(&mut self, text: &str) -> &mut Session {
        self.wait_until(text, false)
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend(bytes);
        self.screen.process(bytes);
        // A console asks where its cursor is, and starts nothing before it knows.
        if cfg!(windows) && bytes.windows(4).any(|part| part == b"\x1b[6n") {
            self.send("\x1b[1;1R");
        }
    }

    /// Hands over a text as the terminal pastes it.
    pub fn paste(&mut self, text: &str) -> &mut Session {
        match cfg!(windows) {
            true => self.send(text),
            false => self.send(&format!("\x1b[200~{text}\x1b[201~")),
        }
    }

    /// Ends the program at once, whatever it is doing.
    pub fn kill(&mut self) {
        if cfg!(windows) {
            self.child.kill().expect("killed");
        } else {
            let process = self.child.process_id().expect("a process").to_string();
            assert!(std::process::Command::new("kill").args(["-KILL", &process]).status().expect("kill").success());
        }
    }

    fn wait_until(&mut self, text: &str, shown: bool) -> &mut Session {
        let begun = Instant::now();
        while self.screen.screen().contents().contains(text) != shown {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("`{text}` never came or went:\n{}", self.screen.screen().contents()),
            }
        }
        self
    }

    /// Waits for the end; the exit code, with the rest of the output read.
    pub fn end(mut self) -> (u32, Vec<u8>) {
        let begun = Instant::now();
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE.saturating_sub(begun.elapsed())) {
            self.take(&bytes);
        }
        while self.child.try_wait().expect("a process").is_none() {
            assert!(begun.elapsed() < PATIENCE, "the program goes on:\n{}", self.screen.screen().contents());
            std::thread::yield_now();
        }
        (self.child.wait().expect("ended").exit_code(), self.raw)
    }
}

/// What gives a terminal back: the other screen left and the cursor shown.
pub fn is_restored(raw: &[u8]) -> bool {
    let text = String::from_utf8_lossy(raw);
    if cfg!(windows) {
        return true;
    }
    text.rfind("\x1b[?1049l").is_some_and(|left| text.rfind("\x1b[?1049h").is_some_and(|entered| left > entered))
        && text.rfind("\x1b[?25h").is_some()
}

#[test]
fn keys_change_figures_and_the_saved_file_has_them() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库").send("sy").wait("7 + 0 = 7 + 0");
    session.send("9").wait("前者多 2").send("\r").wait("错误 2");
    session.send("\x13").wait("已保存").send("\x11");
    let (code, raw) = session.end();
    assert_eq!(code, 0);
    assert!(is_restored(&raw));
    let saved = library.path().join("示例区人民政府办公室").join("2022.ron");
    let text = std::fs::read_to_string(saved).expect("saved");
    assert!(text.contains(r#""requests.new.natural_person": keyed("9")"#));
}

#[test]
fn a_whole_report_is_keyed_from_the_number_pad_with_one_key_for_each_cell_besides_its_digits() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session
        .wait("报告库")
        .send("n")
        .wait("新建报告")
        .send("县局\r")
        .send("\r")
        .send("\r")
        .send("\x1b[D")
        .wait("[x] 有");
    session.send("\r").wait("未填 166/166");
    let mut keys = 0;
    for number in 0..166_u32 {
        // Numbers of one to three digits, each another; the last cell is followed by a round to the first ones.
        let figure = format!("{}", (number * 37) % 211);
        keys += figure.len() + 1;
        session.send(&figure).send("\r");
        // The count follows while a figure is being typed; the hint comes back once it is committed.
        session.wait(&format!("未填 {}/166", 165 - number)).wait(match number {
            155 => "回到未填的格",
            165 => "各格均已填写",
            _ => "选章",
        });
    }
    let digits: usize = (0..166_u32).map(|number| ((number * 37) % 211).to_string().len()).sum();
    assert_eq!(keys, digits + 166);
    session.wait("各格均已填写").send("\x13").wait("已保存（").send("\x11");
    assert_eq!(session.end().0, 0);
    let saved = std::fs::read_to_string(library.path().join("县局/2025.ron")).expect("saved");
    assert_eq!(saved.matches(": keyed(\"").count(), 166);
    for (cell, figure) in [("requests.new.natural_person", "0"), ("requests.new.enterprise", "37")] {
        assert!(saved.contains(&format!("\"{cell}\": keyed(\"{figure}\")")), "{cell}");
    }
}

#[test]
fn a_word_document_is_exported_from_the_editor_and_reads_back_as_the_same_report() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    let path = library.path().join("报告.docx").display().to_string();
    session.wait("报告库").send("sy").wait("7 + 0 = 7 + 0").send("\x13").wait("已保存");
    session.send("\x05").wait("docx Word").paste(&path).wait("报告.docx");
    session.send("\r").wait("经回读比对，内容一致").send("\x11");
    assert_eq!(session.end().0, 0);
    let verify = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["--library", &library.path().display().to_string(), "diff", "示例区人民政府办公室", "2022", &path])
        .output()
        .expect("ran");
    assert_eq!(verify.status.code(), Some(0), "{}", String::from_utf8_lossy(&verify.stdout));
}

#[cfg(unix)]
#[test]
fn a_bracketed_paste_is_previewed_and_tabs_that_come_at_once_are_keys() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库").send("sy").wait("三申请");
    session.send("\x1b[200~1\t2\r3\t4\x1b[201~").wait("将写入 4 格").send("\x1b").wait_gone("将写入 4 格");
    session.send("51\t62\t73\r").wait(" 51").wait(" 62").wait(" 73");
    session.send("\x11").wait("有修改尚未保存").send("d");
    assert_eq!(session.end().0, 0);
}

#[test]
fn resizing_redraws() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库").send("sy").wait("三申请");
    session.screen.screen_mut().set_size(cells(5), cells(20));
    session.master.resize(size(20, 5)).expect("resized");
    session.wait("企业");
    session.screen.screen_mut().set_size(cells(30), cells(100));
    session.master.resize(size(100, 30)).expect("resized");
    session.wait("7 + 0 = 7 + 0").send("\x11").wait("有修改").send("d");
    assert_eq!(session.end().0, 0);
}

#[cfg(unix)]
#[test]
fn sigterm_gives_the_terminal_back() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库");
    let process = session.child.process_id().expect("a process").to_string();
    let status = std::process::Command::new("kill").args(["-TERM", &process]).status().expect("kill");
    assert!(status.success());
    let (code, raw) = session.end();
    assert_eq!(code, 128 + 15);
    assert!(is_restored(&raw));
}

#[cfg(unix)]
#[test]
fn the_mouse_is_taken_only_where_that_was_chosen_and_is_given_back() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库").send("\x11");
    let (_, raw) = session.end();
    assert!(!String::from_utf8_lossy(&raw).contains("\x1b[?1000h"));

    std::fs::write(library.path().join("settings.ron"), "(version: 1, mouse: true)").expect("settings");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库").send("sy").wait("7 + 0 = 7 + 0");
    session.send("\x1b[<0;40;2M\x1b[<0;40;2m").wait_gone("7 + 0 = 7 + 0").send("\x11");
    session.wait("有修改尚未保存").send("d");
    let (code, raw) = session.end();
    let text = String::from_utf8_lossy(&raw);
    assert_eq!(code, 0);
    assert!(text.contains("\x1b[?1000h") && !text.contains("\x1b[?1003h"), "buttons and wheel, no movements");
    assert!(text.rfind("\x1b[?1000l") > text.rfind("\x1b[?1000h"));
}

#[cfg(unix)]
#[test]
fn settings_changed_on_their_screen_redraw_it_without_asking_the_terminal_anything() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库").send("zw").wait("00000000000|").send("2").wait("宽（占两列）").wait("+ 设置 -");
    session.send("\x1b").wait("设置已保存").send("\x11");
    let (code, raw) = session.end();
    assert_eq!(code, 0);
    assert!(!String::from_utf8_lossy(&raw).contains("\x1b[6n"));
    let kept = std::fs::read_to_string(library.path().join("settings.ron")).expect("kept");
    assert!(kept.contains("ambiguous: wide"));
}

#[cfg(unix)]
#[test]
fn what_is_copied_is_handed_to_the_terminals_clipboard() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::start(library.path(), &[]);
    session.wait("报告库").send("sy").wait("7 + 0 = 7 + 0").send("c").wait("已复制");
    session.send("\x11").wait("有修改尚未保存").send("d");
    let (_, raw) = session.end();
    // The figure 7 in base 64, as OSC 52 wants it.
    assert!(String::from_utf8_lossy(&raw).contains("\x1b]52;c;Nw=="));
}

#[cfg(unix)]
#[test]
fn a_terminal_that_is_known_to_copy_nothing_is_not_said_to_have_copied() {
    let library = tempfile::tempdir().expect("a folder");
    let mut session = Session::with(library.path(), &[], &[("VTE_VERSION", "6003"), ("TMUX", "")]);
    session.wait("报告库").send("sy").wait("7 + 0 = 7 + 0").send("c").wait("这个终端不接受程序复制");
    assert!(!session.screen.screen().contents().contains("已复制"));
    session.send("\x11").wait("有修改尚未保存").send("d");
    assert_eq!(session.end().0, 0);
}

#[test]
fn broken_settings_are_said_on_the_screen_and_left_as_they_are() {
    let library = tempfile::tempdir().expect("a folder");
    let path = library.path().join("settings.ron");
    let broken = "(\n  version: 1,\n  theme: blue,\n)";
    std::fs::write(&path, broken).expect("settings");
    let mut session = Session::start(library.path(), &[]);
    session.wait("settings.ron:3:").wait("默认设置").send("\x11");
    assert_eq!(session.end().0, 0);
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), broken);

    let bound = "(version: 1, keys: {\n  \"library\": {\n    \"f12\": \"qiut\",\n    \"x\": \"quit\",\n  },\n})";
    std::fs::write(&path, bound).expect("settings");
    let mut session = Session::start(library.path(), &[]);
    session.wait("settings.ron:3:").wait("可能是 quit").send("x");
    assert_eq!(session.end().0, 0, "the other binding counts");
}

#[test]
fn without_a_terminal_there_is_a_clear_message_and_exit_code_2() {
    let library = tempfile::tempdir().expect("a folder");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["--lang", "en", "--library"])
        .arg(library.path())
        .stdin(std::process::Stdio::null())
        .output()
        .expect("ran");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("terminal"));
    assert!(output.stdout.is_empty());
}

#[cfg(unix)]
#[test]
fn a_text_is_written_in_another_program_and_the_terminal_comes_back() {
    let library = tempfile::tempdir().expect("a folder");
    let script = library.path().join("editor.sh");
    std::fs::write(&script, "echo OUTSIDE\nread line\nprintf '%s' \"$line\" >> \"$1\"\n").expect("a script");
    let editor = format!("sh {}", script.display());
    let mut session = Session::with(library.path(), &[], &[("VISUAL", &editor)]);
    session.wait("报告库").send("sy").wait("三申请").send("\x1b6").wait("六、其他").send("\x1b[15;2~").wait("OUTSIDE");
    session.send("written outside\r").wait("written outside").wait("已取回修改后的正文");
    session.send("\x1a").wait_gone("written outside").send("\x11").wait("有修改").send("d");
    let (code, raw) = session.end();
    assert_eq!(code, 0);
    assert!(is_restored(&raw));
}

#[cfg(unix)]
#[test]
fn an_editor_that_fails_changes_nothing_and_one_that_is_not_named_is_asked_for() {
    let library = tempfile::tempdir().expect("a folder");
    for (command, words) in [("false", "没有正常结束"), ("gouji-no-such-editor", "无法启动"), ("", "EDITOR=nano")]
    {
        let mut session = Session::with(library.path(), &[], &[("VISUAL", command), ("EDITOR", "")]);
        session.wait("报告库").send("sy").wait("三申请").send("\x1b6").wait("六、其他").send("\x1b[15;2~").wait(words);
        session.wait("没有其他需").send("\x11").wait("有修改").send("d");
        let (code, raw) = session.end();
        assert_eq!(code, 0);
        assert!(is_restored(&raw));
    }
}

#[test]
fn on_new_years_morning_a_new_report_is_of_the_year_that_has_just_ended() {
    for (zone, year) in [("Asia/Shanghai", "2026"), ("UTC0", "2025")] {
        let library = tempfile::tempdir().expect("a folder");
        // 00:24 on 1 January 2027 in Beijing.
        let environment = [("TZ", zone), ("GOUJI_NOW", "2026-12-31T16:24:00Z")];
        let mut session = Session::with(library.path(), &[], &environment);
        session.wait("报告库").send("n").wait("单位全称").wait(year).send("\x1b").wait_gone("单位全称").send("\x11");
        assert_eq!(session.end().0, 0, "{zone}");
    }
}
