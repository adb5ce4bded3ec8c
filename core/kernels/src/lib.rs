//! The few loops that a shelf waits for.
//!
//! The page's program is compiled for size, and at that a loop over all films takes several times as long. So these loops stand
//! in a crate of their own, which is compiled for speed (`Cargo.toml`, `[profile.release.package.halfstar-kernels]`), and the
//! rest of the core can be as small as it gets:
//!
//! - [`sums`]: products and sums of rows of numbers.
//! - [`scales`]: columns of scores, shifted and stretched.
//! - [`systems`]: small systems of linear equations.
//! - [`codes`]: numbers that travelled in a few bits.
//! - [`checksum`]: the CRC-32 of bytes.
//!
//! A function here is plain: no generics and no closures handed in, for these would be compiled where they are called; and
//! `#[inline(never)]`, for inlined it would be compiled as its caller is. It gives the same bits on every machine: sums run in
//! a fixed order. It knows nothing of films.

pub mod checksum;
pub mod codes;
pub mod scales;
pub mod sums;
pub mod systems;
