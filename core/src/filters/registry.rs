//! From the list of filters: their values, their names, their parameters.

/// An entry is a filter's name, its module, and its parameters with their types; what is written above them is
/// documentation here and in TypeScript.
macro_rules! filters {
    ($(
        $(#[doc = $about:literal])+
        $name:ident = $module:ident {
            $( $(#[doc = $doc:literal])+ $key:ident: $type:ty, )+
        }
    )+) => {
        /// What may be on the shelf. The default is everything but series and films under the quality floor.
        ///
        /// Names are compared exactly as the catalogue writes them; one that it does not know fits no film, and
        /// [`Filters::check`] says so. The cast, the keywords and the streaming services come with the details: until these
        /// have arrived such a wish keeps every film away ([`Filters::waiting_for_details`]).
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(default, deny_unknown_fields)]
        pub struct Filters {
            $($( $(#[doc = $doc])+ pub $key: $type, )+)+
        }

        /// The filters' names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum FilterName {
            $( $(#[doc = $about])+ $name, )+
        }

        impl FilterName {
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name)),+].len();

            /// All of them, in the order in which they are shown and counted.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$name),+];

            /// The name as reports write it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$name => stringify!($module), )+
                }
            }

            pub(crate) fn filter(self) -> &'static dyn filter::Filter {
                match self {
                    $( Self::$name => &$module::$name, )+
                }
            }
        }

        /// One value of a filter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Parameter {
            /// The name of its field of [`Filters`], and of its place in an address.
            pub key: &'static str,
            /// Whose it is.
            pub filter: FilterName,
        }

        /// Every parameter, in the order of the fields of [`Filters`].
        pub const PARAMETERS: [Parameter; [$($(stringify!($key)),+),+].len()] = [
            $($( Parameter { key: stringify!($key), filter: FilterName::$name }, )+)+
        ];

        impl Filters {
            /// The values in the order of [`PARAMETERS`].
            pub fn values(&self) -> [&dyn Value; PARAMETERS.len()] {
                [$($( &self.$key, )+)+]
            }

            /// The same, to be changed.
            pub fn values_mut(&mut self) -> [&mut dyn Value; PARAMETERS.len()] {
                [$($( &mut self.$key, )+)+]
            }
        }
    };
}
