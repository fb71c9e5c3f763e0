//! What fingers do to a number: whether one figure may have been typed for another, by which slip, and how readily. It
//! knows no cells.

use super::super::text::Lang;

/// How a wrong figure came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Two adjacent digits changed places.
    SwappedDigits,
    /// One digit is another.
    WrongDigit,
    /// A digit was keyed twice.
    DoubledDigit,
    /// A digit is missing.
    LostDigit,
    /// The point, or zeros at the end, moved.
    DecimalSlip,
    /// A digit is too many.
    ExtraDigit,
    /// None of these.
    Other,
}

impl Why {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        self.words(Lang::En)
    }

    /// The slip in words.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Why::SwappedDigits => lang.pick("数字颠倒", "swapped digits"),
            Why::WrongDigit => lang.pick("一位数字打错", "one digit wrong"),
            Why::DoubledDigit => lang.pick("数字重复", "doubled digit"),
            Why::LostDigit => lang.pick("漏打数字", "lost digit"),
            Why::DecimalSlip => lang.pick("小数点或末尾的零错位", "decimal slip"),
            Why::ExtraDigit => lang.pick("多打数字", "extra digit"),
            Why::Other => lang.pick("其他", "other"),
        }
    }

    /// Whether fingers do it.
    pub fn is_slip(self) -> bool {
        self != Why::Other
    }
}

/// How readily each slip is made, in millionths over all its places in a number.
const EACH: [(Why, u64); 6] = [
    (Why::SwappedDigits, 240_000),
    (Why::WrongDigit, 240_000),
    (Why::DoubledDigit, 240_000),
    (Why::LostDigit, 230_000),
    (Why::DecimalSlip, 20_000),
    (Why::ExtraDigit, 30_000),
];

/// How readily any one of the other numbers is typed.
const OTHER: u64 = 20;

/// By which slip `typed` stands where `meant` was meant, and how readily that happens, in millionths.
pub fn slip(typed: u128, meant: u128) -> (Why, u64) {
    if typed == meant {
        return (Why::Other, OTHER);
    }
    let digits = digits(meant);
    let length = digits.len();
    let count = |made: &mut dyn Iterator<Item = Vec<u8>>| made.filter(|it| value(it) == Some(typed)).count();
    let swapped = count(&mut (1..length).map(|at| {
        let mut it = digits.clone();
        it.swap(at - 1, at);
        it
    }));
    let wrong = count(&mut (0..length).flat_map(|at| (0..10).map(move |digit| (at, digit))).map(|(at, digit)| {
        let mut it = digits.clone();
        it[at] = digit;
        it
    }));
    let doubled = count(&mut (0..length).map(|at| {
        let mut it = digits.clone();
        it.insert(at, digits[at]);
        it
    }));
    let lost = if length < 2 {
        0
    } else {
        count(&mut (0..length).map(|at| {
            let mut it = digits.clone();
            it.remove(at);
            it
        }))
    };
    let extra = count(&mut (0..=length).flat_map(|at| (0..10).map(move |digit| (at, digit))).map(|(at, digit)| {
        let mut it = digits.clone();
        it.insert(at, digit);
        it
    }));
    let moved = (1..=3).filter(|&power| {
        let ten = 10_u128.pow(power);
        meant != 0 && (meant.checked_mul(ten) == Some(typed) || typed.checked_mul(ten) == Some(meant))
    });
    // In the order of `EACH`: how many of the slip's places lead to what was typed, of how many.
    let ways = [
        (swapped, length.max(2) - 1),
        (wrong, 9 * length),
        (doubled, length),
        (lost, length),
        (moved.count(), 2),
        (extra, 10 * (length + 1)),
    ];
    let shares = EACH.iter().zip(ways).map(|((why, each), (made, of))| (*why, each * made as u64 / of as u64));
    let total: u64 = shares.clone().map(|(_, share)| share).sum();
    let most = shares.fold((Why::Other, 0), |most, next| if next.1 > most.1 { next } else { most });
    (most.0, total.max(OTHER))
}

fn digits(number: u128) -> Vec<u8> {
    number.to_string().bytes().map(|digit| digit - b'0').collect()
}

fn value(digits: &[u8]) -> Option<u128> {
    digits.iter().try_fold(0_u128, |number, &digit| number.checked_mul(10)?.checked_add(digit.into()))
}

/// Sixteen times the logarithm of a number to base 2, rounded down; of 0 it is 0.
pub fn log16(number: u128) -> i64 {
    let Some(whole) = number.checked_ilog2() else { return 0 };
    // The number as 1.x with 63 binary places; each squaring yields one more place of the logarithm.
    let mut scaled = if whole > 63 { number >> (whole - 63) } else { number << (63 - whole) };
    let mut log = i64::from(whole);
    for _ in 0..4 {
        scaled = (scaled * scaled) >> 63;
        log *= 2;
        if scaled >> 64 != 0 {
            (scaled, log) = (scaled >> 1, log + 1);
        }
    }
    log
}
