//! The trainer from outside: files on a disk in, data sets and printed words out.

mod commands;
mod real_data;
mod sources;
mod world;
