//! The trainer from outside: files on a disk in, data sets and printed words out.

mod baselines;
mod commands;
mod comparing;
mod evaluate;
mod facts;
mod first_genres;
#[cfg(unix)]
mod hostile;
mod movielens;
mod night;
#[cfg(unix)]
mod paths;
mod real_data;
mod replace;
mod series;
mod sources;
mod taste;
mod world;
