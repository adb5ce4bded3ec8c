//! Colours by genre: a field, the ink that is read on it, and three colours to draw with.

use super::pen::Colour;

/// The colours of one picture.
#[derive(Clone, Copy)]
pub(crate) struct Palette {
    /// What everything lies on.
    pub(crate) field: Colour,
    /// What the title is set in; at least 4.5 : 1 against the field.
    pub(crate) ink: Colour,
    /// The strongest colour.
    pub(crate) a: Colour,
    /// Its companion.
    pub(crate) b: Colour,
    /// An accent.
    pub(crate) c: Colour,
}

/// What a picture is about. Specific genres first: a film that is Drama and Western is a Western.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Theme {
    Animation,
    Documentary,
    Western,
    War,
    Horror,
    Space,
    Music,
    Romance,
    Crime,
    Mystery,
    Fantasy,
    History,
    Thriller,
    Adventure,
    Action,
    Family,
    Comedy,
    Drama,
}

impl Theme {
    /// All, most specific first, by the names that TMDB gives genres.
    const NAMES: [(&'static str, Self); 18] = [
        ("Animation", Self::Animation),
        ("Documentary", Self::Documentary),
        ("Western", Self::Western),
        ("War", Self::War),
        ("Horror", Self::Horror),
        ("Science Fiction", Self::Space),
        ("Music", Self::Music),
        ("Romance", Self::Romance),
        ("Crime", Self::Crime),
        ("Mystery", Self::Mystery),
        ("Fantasy", Self::Fantasy),
        ("History", Self::History),
        ("Thriller", Self::Thriller),
        ("Adventure", Self::Adventure),
        ("Action", Self::Action),
        ("Family", Self::Family),
        ("Comedy", Self::Comedy),
        ("Drama", Self::Drama),
    ];

    /// The one that says most about a film of these genres, and the next (or the same again).
    pub(crate) fn of(genres: &[String]) -> (Self, Self) {
        let bears = |name: &str| genres.iter().any(|genre| genre == name);
        let mut themes = Self::NAMES.iter().filter(|(name, _)| bears(name)).map(|&(_, theme)| theme);
        let first = themes.next().unwrap_or(Self::Drama);
        (first, themes.next().unwrap_or(first))
    }

    /// Field, ink, and three to draw with.
    pub(crate) fn colours(self) -> &'static [[u32; 5]] {
        match self {
            Self::Animation => &[
                [0xffd23f, 0x2b1a4d, 0xee4266, 0x3bceac, 0x540d6e],
                [0x4cc9f0, 0x12113f, 0xf72585, 0xffe45e, 0x4361ee],
                [0xff7f6b, 0x3a0f2d, 0xffe28a, 0x2ec4b6, 0x7d2a6f],
                [0x2d2a6e, 0xfff3d6, 0xff6f91, 0xffc75f, 0x4ed0b8],
                [0xbfe8c5, 0x1d3b4a, 0xff8552, 0xf7d354, 0x37809b],
            ],
            Self::Documentary => &[
                [0xe9e6dd, 0x1c1c1a, 0xd8352a, 0x1c1c1a, 0xa5a196],
                [0x20242a, 0xf2f0e9, 0xf2b705, 0x4a525e, 0x8fa3b5],
                [0x2f4a3f, 0xf1ede0, 0xe9c46a, 0x1e312a, 0xa7c4a0],
                [0xc7d3d9, 0x15232b, 0x1f6f8b, 0x15232b, 0xe4572e],
            ],
            Self::Western => &[
                [0xf0c987, 0x4a1d0f, 0xd9692b, 0xa83a1c, 0x6b2414],
                [0xe0703c, 0x2b0f0a, 0xf6b65c, 0x8c2f1b, 0x2b0f0a],
                [0x23354a, 0xf7ddb0, 0xe58a3c, 0xb34a2a, 0xf0c27b],
                [0xefe0c0, 0x3b2416, 0xb9542d, 0xd99a4e, 0x7b8f84],
            ],
            Self::War => &[
                [0x3d4127, 0xefe6c9, 0x8a8f56, 0x23260f, 0xc2622d],
                [0xcfc3a0, 0x2a2615, 0x6b6a3d, 0x2a2615, 0xa33b20],
                [0x22262b, 0xe5e2d8, 0x7d858e, 0x3c434b, 0xc8462f],
                [0x8c2a1c, 0xf5e4c3, 0x2a0f0a, 0xd9803b, 0xf5e4c3],
            ],
            Self::Horror => &[
                [0x120709, 0xf0e2d0, 0xb0121f, 0x5a0c14, 0xe8442f],
                [0x8e0f18, 0xf7e9d8, 0x1a0608, 0x3d070c, 0xf2b8a0],
                [0x0d1210, 0xd9e4c8, 0x5f7f3a, 0x23301f, 0xb7c96a],
                [0xeadfc8, 0x1b0b0c, 0xa3131c, 0x1b0b0c, 0x5b5248],
                [0x17101f, 0xeadff0, 0x7a1f4f, 0x38203f, 0xd8385e],
            ],
            Self::Space => &[
                [0x0b1030, 0xe9f1ff, 0x2dd4e0, 0x7a3cf0, 0xff4f79],
                [0x04141c, 0xdff7ef, 0x19c2a0, 0x0e4a58, 0xf5e663],
                [0x1c0b2e, 0xfdeaff, 0xff5fa2, 0xff9f43, 0x5b2a86],
                [0xe6e9ee, 0x10162a, 0xef4b32, 0x10162a, 0x8aa0b8],
                [0x0e0e10, 0xf4f4f4, 0xe9e9e9, 0x55585f, 0xff3b1f],
            ],
            Self::Music => &[
                [0x161032, 0xffe8d1, 0xff3d81, 0xff9a3c, 0x4a2fbd],
                [0xf3dfc1, 0x331832, 0xd81e5b, 0xf0803c, 0x1b998b],
                [0x0f3d3e, 0xfbeec1, 0xf2a65a, 0x1c6e70, 0xe2506a],
                [0xf0557f, 0x1c0a18, 0xffbf00, 0x2274a5, 0x1c0a18],
            ],
            Self::Romance => &[
                [0xf6c9c3, 0x5a1630, 0xe0476b, 0xf28f79, 0x8c2148],
                [0x3a1230, 0xffe1d8, 0xf06a8a, 0xf7a072, 0x8a2a5c],
                [0xf4e3d0, 0x7a1f2b, 0xd8453e, 0xe9a15b, 0x2f5d6b],
                [0x20304f, 0xfbe6dd, 0xf2778f, 0x7fa6d9, 0xfbc4ab],
                [0xc4323f, 0xfff6ee, 0x6d1126, 0xf59a8c, 0xfbe3d4],
            ],
            Self::Crime => &[
                [0x14161b, 0xf1ead9, 0xe8c15a, 0x3b3f4a, 0x9a2a2a],
                [0xe4dccb, 0x17181c, 0x17181c, 0x8b2323, 0x8d8674],
                [0x1d2b33, 0xf4efe2, 0xd9b44a, 0x3f5865, 0xc0392b],
                [0xc9962f, 0x17130c, 0x17130c, 0x7a5412, 0xf4e3b5],
            ],
            Self::Mystery => &[
                [0x1b2233, 0xe9e4d4, 0xc9b27c, 0x34425e, 0x6f86a8],
                [0x22312d, 0xece7d2, 0x7ea58b, 0x3a5149, 0xd9a441],
                [0xd7d2c4, 0x232a3a, 0x55698c, 0x232a3a, 0xa88d4e],
                [0x2b1b3d, 0xf0e4f7, 0xa07cc5, 0x4b2f69, 0xe8b04b],
            ],
            Self::Fantasy => &[
                [0x241a4a, 0xf6ecd2, 0xc9a2f2, 0x5a3fa0, 0xf2c14e],
                [0x0f3b3a, 0xf2edd3, 0x7ed0a8, 0x1f615c, 0xe9c46a],
                [0xd9c6ef, 0x2c1a4f, 0x7a4fc0, 0x2c1a4f, 0xe8a33d],
                [0x19294d, 0xf5efe0, 0x6aa7e0, 0x31508a, 0xf2a7c3],
            ],
            Self::History => &[
                [0xe5d6b3, 0x3b1d1a, 0x9c3b26, 0xc79a4b, 0x3b1d1a],
                [0x3a1620, 0xf3e2bd, 0xc9963f, 0x6b2733, 0xe8c987],
                [0x1f3140, 0xf0e4c4, 0xc8a24c, 0x3c5a70, 0xa8442f],
            ],
            Self::Thriller => &[
                [0xf05a28, 0x160c08, 0x160c08, 0xf9e6cf, 0x9c2f10],
                [0x101820, 0xf2f2ea, 0xf2c230, 0x2f4858, 0xe4572e],
                [0xf2d43d, 0x17140a, 0x17140a, 0xd1341f, 0xfff6cf],
                [0x0f2b33, 0xe7f3ee, 0x3fb8af, 0x0a1c22, 0xf06449],
                [0xc9c9c4, 0x141414, 0xd7261e, 0x141414, 0x7d7d78],
            ],
            Self::Adventure => &[
                [0xf2d7a0, 0x16373b, 0x2a7f7b, 0x16373b, 0xe07a3f],
                [0x154a52, 0xfbeccb, 0xf0a03c, 0x0c2f35, 0x6fb3a2],
                [0x8ecdd6, 0x173042, 0xf7f1dc, 0x2f6f8f, 0xe9803c],
                [0xa4421f, 0xfff0d6, 0xf2b35d, 0x5e2413, 0x28545a],
            ],
            Self::Action => &[
                [0x17171a, 0xffffff, 0xff4a1c, 0xffb400, 0x54565c],
                [0xc71f0e, 0xfff4e0, 0x1a0b08, 0xff9f1c, 0x7a1108],
                [0xffb000, 0x1d1204, 0xd62411, 0x1d1204, 0xfff1cc],
                [0x0d2c4d, 0xf2f7ff, 0xff7a2f, 0x1f5a94, 0xf9c74f],
            ],
            Self::Family => &[
                [0x8fd6f2, 0x14324a, 0xffdf6b, 0xf26b5e, 0x3f8f5f],
                [0xfff0c9, 0x2a3563, 0xf2803f, 0x4fb0a5, 0xe84f6b],
                [0xf9a8b8, 0x3f1d4a, 0xfff3c4, 0x5aa9d6, 0x8a3f9c],
                [0x256b5b, 0xfff5dc, 0xffd166, 0xef6f6c, 0x174a40],
            ],
            Self::Comedy => &[
                [0xffcf40, 0x27213c, 0xff5d5d, 0x27213c, 0xfff4d6],
                [0xf7f0df, 0x20315f, 0xf26b4e, 0xf7b32b, 0x3a86c8],
                [0xff8fa3, 0x2f1534, 0xfff0d9, 0xd7263d, 0x3d348b],
                [0x5bc0be, 0x0b2a33, 0xf9f4dc, 0xf25f5c, 0x1c7c8c],
                [0xf58442, 0x2a1206, 0xffe8c2, 0x2d6a6a, 0xb3321c],
            ],
            Self::Drama => &[
                [0xdcd3c3, 0x26242a, 0x8a5a44, 0xc9a27e, 0x46586b],
                [0x2b3a4a, 0xf0e9dc, 0xc98b5e, 0x506a80, 0xe6c8a0],
                [0x8fa8b2, 0x14222b, 0xf0e6d2, 0x31505f, 0xc46b4a],
                [0x5a3440, 0xf6e6da, 0xd98f7a, 0x3b1f2a, 0xecc9a8],
                [0xe8c9a0, 0x3a231c, 0xb5533c, 0x3f5f5a, 0xf6ead6],
                [0x36443b, 0xefe9d9, 0xa9b08a, 0x222d27, 0xd5a25b],
                [0xf1ece2, 0x2c2c34, 0xc8553d, 0x588b8b, 0xf28f3b],
            ],
        }
    }
}

impl Palette {
    /// The colours as painted, yellowed by so many percent. Field and ink change little: the title must stay readable.
    pub(crate) fn aged([field, ink, a, b, c]: [u32; 5], percent: u32) -> Self {
        let age = |colour: u32, percent: u32| Colour(colour).mixed(Colour(0xb8a079), percent);
        Self {
            field: age(field, percent / 4),
            ink: Colour(ink),
            a: age(a, percent),
            b: age(b, percent),
            c: age(c, percent),
        }
    }
}
