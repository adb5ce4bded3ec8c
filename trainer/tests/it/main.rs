//! The trainer from outside: files on a disk in, data sets and printed words out.

mod baselines;
mod commands;
mod evaluate;
mod real_data;
mod sources;
mod world;
