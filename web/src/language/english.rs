//! Every text of the page, in English.
//!
//! A text is put between tags or into an attribute as it is, so it holds no markup. What is marked up in the middle of a
//! sentence is a text of its own, named after the sentence.

halfstar_core::words! {
    /// What the page says.
    pub enum Word {
        // The frame of the page.
        SkipToFilms = "Skip to the films",
        NewExport = "New export",
        MyExport = "My export",
        ForgetMe = "Forget me",
        About = "About",
        OfflineTag = "Offline, all the same",
        DropAnywhere = "Drop your export anywhere",
        Language = "Language",
        LanguageUnreachable = "This language could not be fetched. Check the connection, then choose it again.",

        // A member's pages.
        Pages = "Your pages",
        TabShelf = "Shelf",
        TabTaste = "Your taste",
        TabNight = "Movie night",

        // Numbers.
        CountOfFilms = "{0} {0|film|films}",
    }
}
