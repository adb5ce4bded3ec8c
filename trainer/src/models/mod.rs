//! The models, one per file: the twins of core's signals.

pub mod autoencoder;
pub mod bridge;
pub mod ease;
pub mod factors;
pub mod map;
pub mod quality;
