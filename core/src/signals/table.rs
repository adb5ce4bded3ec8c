//! What the table of signals becomes.

/// Makes everything that lists the signals. `section`: where a signal's numbers are in the bundle; one without is made of
/// the catalogue. `falls back on`: whose scores it takes for films that it knows too little of. `balances others`: its
/// weight may be negative, and stands beside the sum of the others' instead of in it. `called` and `hint`: what members read.
macro_rules! signals {
    (@yes $others:ident) => {
        true
    };
    ($(
        $(#[doc = $doc:literal])+
        $field:ident: $Name:ident $(, section $section:literal)? $(, falls back on $other:ident)? $(, balances $others:ident)?,
        called $label:literal, hint $hint:literal;
    )*) => {
        /// The signals' names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Enum, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum SignalName { $($(#[doc = $doc])+ $Name,)* }

        impl SignalName {
            /// All of them, in the order of the table.
            pub const ALL: [Self; [$(stringify!($field)),*].len()] = [$(Self::$Name),*];

            /// The name as bundles, requests and reports write it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$Name => stringify!($field),)* }
            }

            /// What members call them in English: of each its name, then what it listens to; a line each. `words` speaks them.
            pub(crate) const ENGLISH: &str = concat!($($label, "\n", $hint, "\n",)*);
            /// The names of these texts in a translator's file.
            pub(crate) const TEXTS: &[&str] =
                &[$(concat!("signal.", stringify!($field)), concat!("signal.", stringify!($field), ".hint"),)*];

            /// Whether its weight stands beside the sum of the others', and may be negative.
            pub fn is_balance(self) -> bool {
                match self {
                    $($(Self::$Name => signals!(@yes $others),)?)*
                    _ => false,
                }
            }

            fn falls_back_on(self) -> Option<Self> {
                match self {
                    $($(Self::$Name => Some(Self::$other),)?)*
                    _ => None,
                }
            }
        }

        /// How much each signal says. Only proportions matter; all zero means the default of the bundle.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(default, deny_unknown_fields)]
        pub struct Weights { $($(#[doc = $doc])+ pub $field: f32,)* }

        impl Weights {
            /// Nothing said: the default of the bundle.
            pub const NONE: Self = Self { $($field: 0.0),* };

            /// One signal's.
            pub fn get(&self, signal: SignalName) -> f32 {
                match signal { $(SignalName::$Name => self.$field,)* }
            }

            /// Sets one signal's.
            pub fn set(&mut self, signal: SignalName, weight: f32) {
                match signal { $(SignalName::$Name => self.$field = weight,)* }
            }
        }

        /// The numbers behind the signals, as a trainer fits them and a bundle carries them. One that is empty has no say.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[allow(missing_docs, reason = "each is named after its signal")]
        pub struct Models { $(pub $field: $Name,)* }

        impl Models {
            /// The signals by name.
            pub fn signals(&self) -> PerSignal<&dyn Signal> {
                EnumMap::from_array([$(&self.$field as &dyn Signal),*])
            }

            /// What of them has a section in the bundle, unless it is empty.
            pub(crate) fn write(&self) -> Vec<([u8; 4], Vec<u8>)> {
                let mut sections = Vec::new();
                $($(if !self.$field.is_empty() {
                    sections.push((*$section, write(&self.$field)));
                })?)*
                sections
            }

            /// What of them is among these sections; what is not is empty.
            pub(crate) fn read(sections: &[Section<'_>]) -> Result<Self, ContainerError> {
                let mut models = Self::default();
                $($(models.$field = read_optional(sections, $section)?.unwrap_or_default();)?)*
                Ok(models)
            }

            /// Rebuilds what the wire leaves out; the name of one whose numbers cannot be of this catalogue.
            pub(crate) fn restore(&mut self, catalogue: &Catalogue) -> Result<(), &'static str> {
                $(
                    let is_there = $Name::FROM_CATALOGUE || self.$field != $Name::default();
                    if is_there && !self.$field.restore(catalogue) {
                        return Err(stringify!($field));
                    }
                )*
                self.connect(catalogue.pool())
            }
        }
    };
}
pub(super) use signals;
