//! What an OFD page draws, in its short notation: points of lines, and where a curve breaks them. Curves are no rules; only
//! their ends count.

use crate::import::length::fixed;
use crate::import::pdf::lexer::{Fixed, ONE};
use crate::import::pdf::matrix::bounded;

/// A place, in millionths of a millimetre.
pub type Point = (Fixed, Fixed);

/// The numbers of a list.
pub fn numbers(text: &str) -> impl Iterator<Item = Fixed> + '_ {
    words(text).map_while(fixed)
}

/// A sum held within the bounds of all places.
pub fn sum(a: Fixed, b: Fixed) -> Fixed {
    bounded(i128::from(a) + i128::from(b))
}

/// A product of two numbers in millionths.
pub fn product(a: Fixed, b: Fixed) -> Fixed {
    bounded(i128::from(a) * i128::from(b) / i128::from(ONE))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', '\t', '\r', '\n']).filter(|word| !word.is_empty())
}

/// The lines of a path: parts of points that straight lines join.
pub fn parts(text: &str) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut words = words(text).peekable();
    while let Some(operator) = words.next() {
        let mut given = Vec::new();
        while let Some(number) = words.peek().and_then(|word| fixed(word)) {
            given.push(number);
            words.next();
        }
        let end = || given.len().checked_sub(2).and_then(|at| Some((*given.get(at)?, *given.get(at + 1)?)));
        match operator {
            "M" | "S" => parts.extend(end().map(|point| vec![point])),
            "L" => {
                for pair in given.chunks_exact(2) {
                    match parts.last_mut() {
                        Some(part) => part.push((pair[0], pair[1])),
                        None => parts.push(vec![(pair[0], pair[1])]),
                    }
                }
            }
            "C" => {
                if let Some(part) = parts.last_mut()
                    && let Some(&first) = part.first()
                {
                    part.push(first);
                }
            }
            _ => parts.extend(end().map(|point| vec![point])),
        }
    }
    parts
}

/// The curves of a path, each as the straight line from its beginning to its end.
pub fn chords(text: &str) -> Vec<(Point, Point)> {
    let mut chords = Vec::new();
    let mut words = words(text).peekable();
    let mut at: Option<Point> = None;
    while let Some(operator) = words.next() {
        let mut given = Vec::new();
        while let Some(number) = words.peek().and_then(|word| fixed(word)) {
            given.push(number);
            words.next();
        }
        let end = given.len().checked_sub(2).and_then(|last| Some((*given.get(last)?, *given.get(last + 1)?)));
        if matches!(operator, "B" | "Q") {
            chords.extend(at.zip(end));
        }
        at = end.or(at);
    }
    chords
}
