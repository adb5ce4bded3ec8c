//! Days. No clock is read: whoever has one says which day it is.

use serde::{Deserialize, Serialize};

/// A day, counted from 1970-01-01. Days of a member are only ever compared with each other: no clock is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);
