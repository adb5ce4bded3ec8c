// Written by `UPDATE_TYPES=1 cargo test --package halfstar-js`.

/** A film as the page shows it. */
export type Card = {
    /** Which film of this bundle. */
    film: FilmId,
    /** Title. */
    title: string,
    /** Year. */
    year: number | null,
    /** Directors. */
    directors: Array<string>,
    /** Genres. */
    genres: Array<string>,
    /** Minutes. */
    runtime: number | null,
    /** ISO 639-1. */
    language: string | null,
    /** Letterboxd's film number: `https://letterboxd.com/film:{id}` leads to its page. */
    letterboxd_id: number | null,
    /** TMDB's number, once the details are there. */
    tmdb_id: number | null,
    /** IMDb's number, without `tt`, once the details are there. */
    imdb_id: number | null,
    /** TMDB's poster file, without the slash and `.jpg`, once the details are there. */
    poster: string | null,
    /** Streaming services that have it, once the details are there. */
    services: Array<string>,
    /** Predicted stars, 0.5 to 5. */
    predicted_stars: number,
    /** The blend's score. */
    score: number,
    /** What each signal added, largest first. */
    contributions: Array<Contribution>,
    /** Why, in sentences without their full stops, most telling first. */
    sentences: Array<string>,
    /** The member's films that speak for it or against it, and how loud, loudest first. */
    speakers: Array<[string, number]>,
    /** Whether it is on the watchlist. */
    on_watchlist: boolean,
};

/** What one signal added to a score. */
export type Contribution = {
    /** Which signal. */
    signal: SignalName,
    /** Weight × standardised opinion. */
    amount: number,
};

/** A file as dropped. */
export type DroppedFile = {
    /** Name, with its path where the browser tells one. */
    name: string,
    /** Contents; none of a file that is too large to be read. */
    bytes: Uint8Array,
    /** Why it was not read, if so. */
    left_out?: string,
};

/** What a row states. */
export type EntryKind = "rating" | "watched" | "diary" | "like" | "watchlist" | "favourite" | "listed";

/** A film that was recommended and since seen. */
export type Fared = {
    /** Title. */
    title: string,
    /** Year. */
    year: number | null,
    /** The stars we predicted. */
    predicted: number,
    /** The member's rating. */
    rating: Stars | null,
    /** Whether they liked it. */
    liked: boolean,
};

/** A film's place in the catalogue of one bundle. It means nothing in another bundle: keep a Letterboxd id instead. */
export type FilmId = number;

/** A film in short: found by what is typed, meant by a row, near another one. */
export type FilmSummary = {
    /** Which film of this bundle. */
    film: FilmId,
    /** Title. */
    title: string,
    /** Year. */
    year: number | null,
    /** Directors. */
    directors: Array<string>,
    /** Genres. */
    genres: Array<string>,
    /** Minutes. */
    runtime: number | null,
    /** TMDB's poster file, as on a [`Card`]. */
    poster: string | null,
    /** The member's rating. */
    rating: Stars | null,
};

/**
 * What may be on the shelf. The default is everything but series and films under the quality floor.
 *
 * Names are compared exactly as the catalogue writes them; one that it does not know fits no film, and
 * [`Filters::check`] says so. The cast, the keywords and the streaming services come with the details: until these
 * have arrived such a wish keeps every film away ([`Filters::waiting_for_details`]).
 */
export type Filters = {
    /** Films with at least one of these genres; empty means any. */
    genres: Array<string>,
    /** Films with all of these genres, where otherwise one is enough. */
    genres_all: boolean,
    /** Films with none of these genres. */
    without_genres: Array<string>,
    /** Films in one of these languages, by their ISO 639-1 codes (and TMDB's `cn`, for Cantonese); empty means any, known or not. */
    languages: Array<string>,
    /** Films by at least one of these directors; empty means any. */
    directors: Array<string>,
    /** Films with at least one of these among the top-billed cast; empty means any. */
    cast: Array<string>,
    /** Films with at least one of these keywords; empty means any. */
    keywords: Array<string>,
    /** Films on at least one of these streaming services; empty means any. */
    services: Array<string>,
    /** Films of this year or later. */
    year_from: number | null,
    /** Films of this year or earlier. */
    year_to: number | null,
    /** Films of at least this many minutes. */
    runtime_from: number | null,
    /** Films of at most this many minutes; films of unknown length pass only without a limit. */
    runtime_to: number | null,
    /** What to do with films on the watchlist: show them, show nothing else, or leave them out. */
    watchlist: WatchlistFilter,
    /** Whether films below the quality floor may appear. */
    include_low_quality: boolean,
    /** Whether series may appear. */
    include_series: boolean,
    /** Only films on the member's list of this name; lists of one name count together. */
    list: string | null,
    /** Only films by a director whom the member rates above their mean, over two films or more. */
    loved_directors: boolean,
    /** Only films that were on no shelf of the member's before. */
    fresh: boolean,
};

/** Why a match is believed. */
export type How = "letterboxd_id" | "correction" | "tmdb_id" | "imdb_id" | "same_export" | "title_and_year" | "near_year" | "title_only" | "original_title" | "misspelt" | "series";

/**
 * How many unseen films each filter kept away; a film can be counted under several. In JSON and the like a map of all
 * filters by name.
 */
export type LeftOut = { [key in "genre" | "unwanted_genre" | "language" | "director" | "cast" | "keyword" | "service" | "year" | "runtime" | "watchlist" | "quality" | "series" | "list" | "loved_directors" | "fresh"]?: number };

/** A list of the member's. */
export type List = {
    /** What it is called; lists of one name count together. */
    name: string,
    /** How many of its films were found. */
    films: number,
};

/** What was found in the files. */
export type Report = {
    /** The files, with rows read of each. */
    files: Array<SourceFile>,
    /** Rows that carry a film, and how many found theirs. */
    rows: number,
    /** Rows whose film was found. */
    matched: number,
    /** Different films seen. */
    films_seen: number,
    /** Films rated. */
    films_rated: number,
    /** Films on the watchlist. */
    watchlist: number,
    /** The member's mean rating. */
    mean: number,
    /** Titles that may mean several films. */
    ambiguous: Array<UnmatchedRow>,
    /** Titles that mean no film of the catalogue. */
    unmatched: Array<UnmatchedRow>,
    /** Series, episodes and games that the catalogue does not know. */
    no_film: Array<UnmatchedRow>,
    /**
     * Titles that are in none of the lists above: they may mean one of the films that arrive with the details. 0 once
     * those are there.
     */
    pending: number,
    /** How many rows were matched for which reason. */
    matched_by: Array<[How, number]>,
    /** The member's lists. */
    lists: Array<List>,
    /** Films of theirs to look for more like: the most loved, the latest first. */
    loved: Array<FilmSummary>,
    /** Genres that stand out among the films they love, by the catalogue's names: the most telling first. */
    loved_genres: Array<string>,
    /** Decades that do, by their first years. */
    loved_decades: Array<number>,
    /** Whether a shelf was recommended to them on an earlier day. */
    was_here: boolean,
    /** What they said on this page. */
    said: Array<Said>,
    /** How this export differs from the one before, if there was one. */
    since: Since | null,
    /** Films that were recommended and since seen. */
    fared: Array<Fared>,
    /** How many of these are rated, their mean rating, and our mean prediction for the same films. */
    means: [number, number, number] | null,
    /** What could not be read. */
    warnings: Array<Warning>,
    /** Why this import will not be there at the next visit, if so. */
    not_remembered: string | null,
};

/** Everything a person can turn. */
export type Request = {
    /** How much each signal says. Only proportions matter; all zero means the bundle's learned default. */
    weights: Weights,
    /** At 0 films come by score alone; at 1 each next film is the one least like those above it, whatever its score. */
    variety: number,
    /** What may be on the shelf at all. */
    filters: Filters,
    /** How many films to return. */
    limit: number,
};

/** A remark made on this page. */
export type Said = {
    /** The film. */
    film: FilmSummary,
    /** What was said of it. */
    says: Says,
};

/** What a remark says. */
export type Says = { "Rated": Stars } | "Liked" | "Seen" | "Dismissed" | "Wanted";

/** A choice of evidence. The default is everything; what is set narrows it, together. */
export type Scope = {
    /** So many films, the latest by the days that rows name. Films without a day come last. */
    latest: number | null,
    /** Films rated this or higher. */
    stars_from: Stars | null,
    /** Films on the list of this name; lists of one name count together. */
    list: string | null,
    /** Films released in this year or later. */
    year_from: number | null,
    /** Films released in this year or earlier. */
    year_to: number | null,
    /** This film alone: what goes with it? */
    film: FilmId | null,
};

/** A shelf with everything that a card shows. */
export type ShelfView = {
    /** Best first. */
    cards: Array<Card>,
    /** How many films passed the filters. */
    candidates: number,
    /** How many films each filter kept away. */
    left_out: LeftOut,
    /** What is wrong with the filters, a sentence each. */
    problems: Array<string>,
    /** Whether the filters ask for what comes with the details, and these had not arrived. */
    waits: boolean,
    /** The weights that the bundle learned for members with as many films as this one. */
    learned: Weights,
    /** How long it took to rank, in milliseconds. */
    milliseconds: number,
};

/** The signals' names. */
export type SignalName = "neighbours" | "content" | "quality" | "factors" | "autoencoder" | "popularity";

/** How an export differs from the one before: how many films, and the first of them. */
export type Since = {
    /** Films seen now and not before. */
    new_films: [number, Array<string>],
    /** Films rated anew or otherwise. */
    new_ratings: [number, Array<string>],
    /** Films that are gone. */
    removed: [number, Array<string>],
};

/** A file that was looked at. */
export type SourceFile = {
    /** Its name (inside the ZIP where there is one). */
    name: string,
    /** How many of its rows became entries. */
    rows: number,
    /** What the member calls the list, if the file is one. */
    list: string | null,
};

/** A rating of ½ to 5 stars, kept as 1 to 10 half stars. */
export type Stars = number;

/** A title that found no film, or several. Rows of the same title and year are one. */
export type UnmatchedRow = {
    /** As written, or the number by which the row names its film. */
    title: string,
    /** Whether it is the number. */
    is_numbered: boolean,
    /** As written. */
    year: number | null,
    /** File of the first such row. */
    file: string,
    /** Its line. */
    line: number,
    /** What the row states. */
    kind: EntryKind,
    /** The films it may mean; empty where none. */
    candidates: Array<FilmSummary>,
};

/** What could not be read, where, and what to do. */
export type Warning = {
    /** The file's name. */
    file: string,
    /** The line, counted from 1, where one is to blame. */
    line: number | null,
    /** One or two plain sentences: what is wrong, then what to do. */
    message: string,
};

/** What to do with films on the watchlist. */
export type WatchlistFilter = "any" | "only" | "hide";

/** How much each signal says. Only proportions matter; all zero means the default of the bundle. */
export type Weights = {
    /** People who share your taste, film by film. At 1 alone: collaborative filtering only. */
    neighbours: number,
    /** Who made it and what it is about. At 1 alone: a content-based recommender. */
    content: number,
    /** How good everyone finds it. At 1 alone: the same shelf for everybody. */
    quality: number,
    /** How many stars you would give it beyond that. At 1 alone: films that you in particular would rate high. */
    factors: number,
    /** People whose whole taste resembles yours, not film by film but all at once. At 1 alone: what most of them love. */
    autoencoder: number,
    /**
     * From hidden gems to crowd-pleasers: below 0 for films that few have seen, above 0 for those that many have, at
     * 0 as the other signals say. At −1 obscurity says as much as all the others together.
     */
    popularity: number,
};
