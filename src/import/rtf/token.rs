//! The signs of an RTF file, one after another: groups, control words, characters. It knows no word's meaning, but for
//! `\bin`, whose bytes are passed over.

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'a str, Option<i32>),
    /// A backslash with a sign that is no letter.
    Symbol(u8),
    /// A byte of a character, as it is or written as two digits.
    Byte(u8),
}

pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The bytes from here on that are so.
    fn run(&mut self, fits: impl Fn(&u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let run = &rest[..rest.iter().take_while(|byte| fits(byte)).count()];
        self.at += run.len();
        run
    }

    fn word(&mut self) -> Token<'a> {
        let name = std::str::from_utf8(self.run(u8::is_ascii_alphabetic)).unwrap_or_default();
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let digits = self.run(u8::is_ascii_digit);
        let number = std::str::from_utf8(digits).ok().filter(|digits| !digits.is_empty());
        // Numbers without end are as good as the largest.
        let number = number.map(|digits| digits.parse().unwrap_or(i32::MAX));
        let number = number.map(|number: i32| if negative { -number } else { number });
        if digits.is_empty() && negative {
            self.at -= 1;
        }
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if name == "bin" {
            let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\r' | b'\n' | 0 => {}
                b'\\' => {
                    let sign = self.peek()?;
                    if sign.is_ascii_alphabetic() {
                        return Some(self.word());
                    }
                    self.at += 1;
                    if sign != b'\'' {
                        return Some(Token::Symbol(sign));
                    }
                    let digits = self.bytes.get(self.at..self.at + 2).and_then(|two| std::str::from_utf8(two).ok());
                    if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        self.at += 2;
                        return Some(Token::Byte(byte));
                    }
                }
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

/// The sign that a control word stands for.
pub fn sign(name: &str) -> &'static str {
    match name {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => "",
    }
}
