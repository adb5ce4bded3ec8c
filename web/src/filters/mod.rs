//! What may be on the shelf at all.

pub(crate) mod chips;
pub(crate) mod choices;
pub(crate) mod chooser;
pub(crate) mod controls;
pub(crate) mod described;
pub(crate) mod in_effect;
pub(crate) mod left_out;
pub(crate) mod names;
pub(crate) mod panel;
pub(crate) mod parts;
pub(crate) mod span;
pub(crate) mod state;
