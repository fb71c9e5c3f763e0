//! What an OFD page draws, in its short notation: points of lines, and where a curve breaks them. Curves are no rules; only
//! their ends count.

/// A place, in millimetres.
pub type Point = (f64, f64);

/// What lies further out is on no page.
const FURTHEST: f64 = 1e6;

/// A number held within the bounds of all places; what is none is 0.
pub fn bounded(number: f64) -> f64 {
    if number.is_finite() { number.clamp(-FURTHEST, FURTHEST) } else { 0.0 }
}

/// The numbers of a list.
pub fn numbers(text: &str) -> impl Iterator<Item = f64> + '_ {
    text.split([' ', ',', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
        .map_while(|word| word.parse().ok())
        .map(bounded)
}

/// The lines of a path: parts of points that straight lines join.
pub fn parts(text: &str) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut words = text.split([' ', ',', '\t', '\r', '\n']).filter(|word| !word.is_empty()).peekable();
    while let Some(operator) = words.next() {
        let mut given = Vec::new();
        while let Some(number) = words.peek().and_then(|word| word.parse::<f64>().ok()) {
            given.push(bounded(number));
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
