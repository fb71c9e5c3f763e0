//! What opens over the collecting office's desk: forms for decisions and bodies, the return slip, what became of files that
//! were received, the reminder, the sum, and what is found between bodies.

mod decision;

mod body;

mod slip;

mod handed_in;

mod chase;

mod found;

mod sum;

pub use body::BodyForm;
pub use chase::Reminder;
pub use decision::DecisionForm;
pub use found::FoundList;
pub use handed_in::HandedInList;
pub use slip::SlipForm;
pub use sum::SumView;
