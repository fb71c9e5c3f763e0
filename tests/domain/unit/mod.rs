//! Parts that stand alone, each held to what it says of itself; what they do together is tested beside this folder.

mod comparison;
mod localisation_slip;
mod number;
mod opening;
mod remaining;
mod spelling;
mod spelling_traditional;
mod trend;
