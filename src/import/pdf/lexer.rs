//! The words of a content stream or a character map: numbers, names, strings, brackets, operators. It never fails: what
//! it does not understand it passes over.

/// A number in millionths; exact enough for a page, and never a floating one.
pub type Fixed = i64;

/// One in [`Fixed`].
pub const ONE: Fixed = 1_000_000;

/// Numbers beyond this are no lengths of a page.
const LARGEST: Fixed = 10_000_000 * ONE;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Number(Fixed),
    /// A name without its slash.
    Name(Vec<u8>),
    Bytes(Vec<u8>),
    /// An operator or keyword.
    Word(Vec<u8>),
    ArrayStart,
    ArrayEnd,
    DictionaryStart,
    DictionaryEnd,
}

/// The words of some bytes.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn take_while(&mut self, holds: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| !holds(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Passes over the data of an inline image, up to its end.
    pub fn skip_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let ends = |at: &usize| {
            let blank = |at: usize| rest.get(at).copied().is_none_or(is_blank);
            rest[*at..].starts_with(b"EI") && (*at == 0 || blank(at - 1)) && blank(at + 2)
        };
        self.at += (0..rest.len()).find(ends).map_or(rest.len(), |at| at + 2);
    }

    fn string(&mut self) -> Vec<u8> {
        let (mut text, mut depth) = (Vec::new(), 1);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek(0)?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.at += usize::from(self.peek(0) == Some(b'\n'));
                return None;
            }
            b'\n' => return None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                (code & 0xFF) as u8
            }
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let digits = self.take_while(|byte| byte != b'>');
        self.at += usize::from(self.peek(0).is_some());
        let digits: Vec<u8> =
            digits.iter().filter_map(|&byte| char::from(byte).to_digit(16)).map(|d| d as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.take_while(is_regular);
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while at < raw.len() {
            let digit = |at: usize| raw.get(at).and_then(|&byte| char::from(byte).to_digit(16));
            match (raw[at], digit(at + 1), digit(at + 2)) {
                (b'#', Some(high), Some(low)) => {
                    name.push((high << 4 | low) as u8);
                    at += 3;
                }
                (byte, ..) => {
                    name.push(byte);
                    at += 1;
                }
            }
        }
        name
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.take_while(is_blank);
            let byte = self.peek(0)?;
            if is_regular(byte) {
                let word = self.take_while(is_regular);
                return Some(number(word).map_or_else(|| Token::Word(word.to_vec()), Token::Number));
            }
            self.at += 1;
            match (byte, self.peek(0)) {
                (b'%', _) => drop(self.take_while(|byte| byte != b'\n' && byte != b'\r')),
                (b'/', _) => return Some(Token::Name(self.name())),
                (b'(', _) => return Some(Token::Bytes(self.string())),
                (b'[', _) => return Some(Token::ArrayStart),
                (b']', _) => return Some(Token::ArrayEnd),
                (b'<', Some(b'<')) => {
                    self.at += 1;
                    return Some(Token::DictionaryStart);
                }
                (b'>', Some(b'>')) => {
                    self.at += 1;
                    return Some(Token::DictionaryEnd);
                }
                (b'<', _) => return Some(Token::Bytes(self.hexadecimal())),
                _ => {}
            }
        }
    }
}

/// A number such as `-12.5` or `.5`; what follows a second sign or point is passed over, as readers of PDFs do.
fn number(word: &[u8]) -> Option<Fixed> {
    let digits = word.iter().position(|byte| !matches!(byte, b'+' | b'-')).map(|at| &word[at..])?;
    if !digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
        || !digits.iter().any(u8::is_ascii_digit)
    {
        return None;
    }
    let (mut value, mut unit): (Fixed, Option<Fixed>) = (0, None);
    for byte in digits {
        match (byte, unit) {
            (b'.', None) => unit = Some(ONE),
            (b'0'..=b'9', None) => value = (value * 10 + Fixed::from(byte - b'0') * ONE).min(LARGEST),
            (b'0'..=b'9', Some(before)) => {
                value += Fixed::from(byte - b'0') * (before / 10);
                unit = Some(before / 10);
            }
            _ => break,
        }
    }
    Some(if word[0] == b'-' { -value } else { value })
}
