//! What stands alone of `tui::run::keyboard::sequence`.

use gouji::tui::key::{Chord, Code, Input};
use gouji::tui::run::keyboard::sequence::*;
use proptest::prelude::*;

fn inputs(packets: &[&[u8]]) -> Vec<Input> {
    let mut sequences = Sequences::default();
    packets.iter().for_each(|packet| sequences.take(packet));
    if sequences.held() == Some(Held::Esc) {
        sequences.give_up();
    }
    std::iter::from_fn(|| sequences.next_input()).collect()
}

fn keys(bytes: &str) -> String {
    let shown = |input| match input {
        Input::Key(chord) => format!("{chord} "),
        other => format!("{other:?} "),
    };
    inputs(&[bytes.as_bytes()]).into_iter().map(shown).collect::<String>().trim_end().to_string()
}

#[test]
fn enter_is_cr_lf_and_the_keypads() {
    assert_eq!(keys("7\r8\n9\x1bOM"), "7 Enter 8 Enter 9 Enter");
}

#[test]
fn the_keypad_in_application_mode_types_what_stands_on_its_keys() {
    assert_eq!(keys("\x1bOp\x1bOq\x1bOy\x1bOk\x1bOm\x1bOj\x1bOo\x1bOn\x1bOl"), "0 1 9 + - * / . ,");
    assert_eq!(keys("\x1b[57400u\x1b[57414u\x1b[57413u\x1b[57409u"), "1 Enter + .");
}

#[test]
fn esc_is_a_key_at_the_end_and_before_another_esc() {
    assert_eq!(keys("\x1b"), "Esc");
    assert_eq!(keys("\x1b\x1b"), "Esc Esc");
    assert_eq!(keys("\x1b\x1b[A"), "Esc Up");
    assert_eq!(keys("7\x1b\x1b5\r"), "7 Esc Esc 5 Enter");
    assert_eq!(keys("\x1b7"), "Alt-7");
    assert_eq!(keys("\x1b县"), "Alt-县");
}

#[test]
fn named_keys_are_known_with_what_is_held() {
    assert_eq!(
        keys("\x1b[A\x1bOB\x1b[1;2C\x1b[1;5D\x1b[1;6D\x1b[1;6A"),
        "Up Down Shift-Right Ctrl-Left Ctrl-Shift-Left Ctrl-Shift-Up"
    );
    assert_eq!(keys("\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[2~\x1b[3~"), "Home End Home End Insert Delete");
    assert_eq!(keys("\x1b[5~\x1b[6;5~\x1b[Z\t"), "PageUp Ctrl-PageDown Shift-Tab Tab");
    assert_eq!(keys("\x1bOP\x1b[12~\x1b[[C\x1b[15;2~\x1b[17~\x1b[24~\x1b[1;2R"), "F1 F2 F3 Shift-F5 F6 F12 Shift-F3");
    assert_eq!(keys("\x13\x1a\x7f\x08"), "Ctrl-S Ctrl-Z Backspace Backspace");
    assert_eq!(keys("\x1b[27;5;115~\x1b[115;5u\x1b[97;1:3u\x1b[27u"), "Ctrl-S Ctrl-S Esc");
}

#[test]
fn what_is_no_key_is_nothing_and_does_not_hide_what_follows() {
    assert_eq!(keys("\x1b[?1;2c7\x1b[999~8\x1b[O\x1b[12;40R9"), "7 8 9");
    assert_eq!(inputs(&[b"\xff7\xe5\x018"]).len(), 3, "bytes that are no text are passed over");
    assert_eq!(keys("\x1b[12\x1b[A"), "Up", "a sequence that was cut");
}

#[test]
fn clicks_and_the_wheel_count_and_nothing_else_of_the_mouse() {
    assert_eq!(inputs(&[b"\x1b[<0;8;4M\x1b[<0;8;4m"]), [Input::Click(7, 3)]);
    assert_eq!(inputs(&[b"\x1b[<65;8;4M"]), [Input::Wheel { down: true }]);
    assert_eq!(inputs(&[b"\x1b[<64;8;4M"]), [Input::Wheel { down: false }]);
    assert_eq!(inputs(&[b"\x1b[<2;8;4M\x1b[<35;8;4M\x1b[M !!"]), []);
    assert_eq!(inputs(&[b"\x1b[I"]), [Input::Focus]);
}

#[test]
fn a_pasted_text_is_one_input_with_line_feeds() {
    assert_eq!(inputs(&[b"\x1b[200~1\t2\r3\t4\r\n\x1b[201~5"])[0], Input::Paste("1\t2\n3\t4\n".into()));
    assert_eq!(inputs(&[b"\x1b[200~a\x1b[20", b"1~"]), [Input::Paste("a".into())]);
}

#[test]
fn what_has_no_end_is_held_and_given_up() {
    let given_up = |bytes: &[u8]| {
        let mut sequences = Sequences::default();
        sequences.take(bytes);
        assert!(sequences.next_input().is_none() && sequences.held().is_some());
        sequences.give_up();
        assert_eq!(sequences.held(), None);
        sequences.next_input()
    };
    assert_eq!(given_up(b"\x1b[200~7\r\n8"), Some(Input::Paste("7\n8".into())));
    let mut resumed = Sequences::default();
    resumed.resume();
    resumed.take(b"8\t9\x1b[201~7");
    assert_eq!(resumed.next_input(), Some(Input::Paste("8\t9".into())));
    assert_eq!(resumed.next_input(), Some(Input::Key(Chord::plain(Code::Char('7')))));
    assert_eq!(given_up(b"\x1b[20"), None);
    assert_eq!(given_up(b"\xe5"), None);
    assert_eq!(given_up(b"\x1bO"), Some(Input::Key(Chord { alt: true, ..Chord::plain(Code::Char('O')) })));
}

proptest! {
    #[test]
    fn bytes_come_to_the_same_however_they_are_cut(
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
        cuts in proptest::collection::vec(any::<bool>(), 60),
    ) {
        let mut packets: Vec<Vec<u8>> = vec![Vec::new()];
        for (byte, cut) in bytes.iter().zip(cuts) {
            if let Some(last) = packets.last_mut() {
                last.push(*byte);
            }
            // Whether two Escs were pressed is told by their coming together.
            if cut && !bytes.windows(2).any(|two| two == [0x1b; 2]) {
                packets.push(Vec::new());
            }
        }
        let packets: Vec<&[u8]> = packets.iter().map(Vec::as_slice).collect();
        prop_assert_eq!(inputs(&packets), inputs(&[&bytes]));
    }
}
