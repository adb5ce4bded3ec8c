//! What is typed: the same in the benches and in `examples/scoring.rs`.

/// From one letter to a title with its year, right and wrong.
pub(crate) const QUERIES: [&str; 16] = [
    "s",
    "the",
    "godf",
    "alien",
    "dune",
    "interestin",
    "solaris 1972",
    "blade runner 2049",
    "starwars",
    "spider man",
    "lord of the r",
    "eternal sunshien of the spotles",
    "de la a i l o e le s",
    "harry potter and the prisoner of azkaban",
    "consternation retaliations intersection triangles masterpieces",
    "dr strangelove or how i learned to stop worrying and love the bomb",
];
