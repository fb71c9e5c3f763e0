//! What stands alone of `import::pdf::lexer`.

use gouji::import::pdf::lexer::*;
use proptest::prelude::*;

#[test]
fn words_are_told_apart() {
    let found: Vec<Token> = Lexer::new(b"/F1 12.5 Tf[(a\\)\\101)-3<4142>.5]TJ<</MCID 3>>BDC%x\n-.25 0.1-2 Q").collect();
    let word = |word: &[u8]| Token::Word(word.to_vec());
    let expected = [
        Token::Name(b"F1".to_vec()),
        Token::Number(12_500_000),
        word(b"Tf"),
        Token::ArrayStart,
        Token::Bytes(b"a)A".to_vec()),
        Token::Number(-3_000_000),
        Token::Bytes(b"AB".to_vec()),
        Token::Number(500_000),
        Token::ArrayEnd,
        word(b"TJ"),
        Token::DictionaryStart,
        Token::Name(b"MCID".to_vec()),
        Token::Number(3_000_000),
        Token::DictionaryEnd,
        word(b"BDC"),
        Token::Number(-250_000),
        Token::Number(100_000),
        word(b"Q"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_data_of_an_image_is_no_text() {
    let mut lexer = Lexer::new(b"ID \x00(EIx EI\nBT");
    assert_eq!(lexer.next(), Some(Token::Word(b"ID".to_vec())));
    lexer.skip_image();
    assert_eq!(lexer.next(), Some(Token::Word(b"BT".to_vec())));
}

proptest! {
    #[test]
    fn any_bytes_come_to_an_end(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"<>[](){}/%\\#0 EI\n".to_vec())], 0..60),
    ) {
        let mut images = Lexer::new(&bytes);
        while images.next().is_some() {
            images.skip_image();
        }
        prop_assert!(Lexer::new(&bytes).count() <= bytes.len());
    }
}
