//! What stands alone of `tui::key`.

use gouji::tui::key::*;

#[test]
fn chords_are_read_and_shown() {
    for (name, shown) in [("shift-f8", "Shift-F8"), ("ctrl-p", "Ctrl-P"), ("alt-1", "Alt-1"), ("pageup", "PageUp")] {
        let chord = name.parse::<Chord>().map(|chord| chord.to_string());
        assert_eq!(chord, Ok(shown.to_string()));
    }
    assert_eq!("n".parse::<Chord>(), Ok(Chord::plain(Code::Char('n'))));
    assert_eq!("-".parse::<Chord>(), Ok(Chord::plain(Code::Char('-'))));
    assert_eq!("f".parse::<Chord>(), Ok(Chord::plain(Code::Char('f'))));
    assert!("hyper-x".parse::<Chord>().is_err());
}
