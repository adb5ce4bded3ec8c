//! What an import takes in has limits, and what it costs has bounds, whatever was dropped.

mod hostile;
mod real;

use halfstar_core::import::{Import, NamedFile, Warning, import, limits};
use halfstar_core::matching::TitleIndex;
use halfstar_core::words::FileProblem;
use hostile::{Clock, NEARLY, SHAPES, honest, take_in, zip};
use peak_alloc::PeakAlloc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the whole program, and time is best measured alone.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

const RATINGS: &str = "Date,Name,Year,Letterboxd URI,Rating\n";
const MOST_MEMORY: usize = 400_000_000;

fn read(name: &str, bytes: &[u8]) -> Import {
    import(&[NamedFile { name, bytes }])
}

fn problems(import: &Import) -> Vec<FileProblem> {
    import.warnings.iter().map(|warning| warning.problem).collect()
}

/// Seconds of the processor for one round of this.
fn time(mut act: impl FnMut()) -> f64 {
    let (clock, mut rounds) = (Clock::now(), 0);
    // The clock ticks in four milliseconds.
    while rounds == 0 || clock.elapsed() < Duration::from_millis(60) {
        act();
        rounds += 1;
    }
    clock.elapsed().as_secs_f64() / f64::from(rounds)
}

/// What a hostile file costs beside an honest one of its size. What is read of it is read thrice, so that another's work
/// on the machine does not count.
#[test]
fn no_file_costs_much_more_than_an_honest_one() {
    let _alone = alone();
    let catalogue = real::bundle().catalogue;
    let titles = TitleIndex::new(&catalogue);
    let bytes = 16 << 20;
    let spend = |name: &str, file: &[u8]| time(|| drop(take_in(&catalogue, &titles, name, file)));
    let file = honest(&catalogue, bytes);
    let honestly = spend("ratings.csv", &file);
    for shape in SHAPES {
        let hostile = (shape.make)(bytes).into_boxed_slice();
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        take_in(&catalogue, &titles, shape.file, &hostile);
        let memory = MEMORY.peak_usage() - before + hostile.len();
        // What does not grow with the file are half a million entries.
        assert!(memory < MOST_MEMORY / 2, "{}: {memory} bytes of memory", shape.name);
        // A row that is nearly a film is compared with many, whoever wrote it, and half as long as one with a link.
        let most = if shape.name == NEARLY { 6.0 } else { 3.0 };
        // The machine may be faster now than then; so who seems dear is held against an honest file at once.
        let honestly = (0..3).map(|round| if round == 0 { honestly } else { spend("ratings.csv", &file) });
        let found = honestly.map(|honestly| spend(shape.file, &hostile) / honestly).take_while(|&times| times > most);
        let found: Vec<f64> = found.collect();
        assert!(found.len() < 3, "{}: {found:?} times the time of an honest file", shape.name);
    }
}

#[test]
fn twice_the_bytes_take_about_twice_the_time() {
    let _alone = alone();
    let catalogue = real::bundle().catalogue;
    let titles = TitleIndex::new(&catalogue);
    for shape in SHAPES {
        let [once, twice] = [200_000, 400_000].map(shape.make);
        let spend = |file: &[u8]| time(|| drop(take_in(&catalogue, &titles, shape.file, file)));
        // A millisecond, for what is quick.
        let grows = || spend(&twice) > 3.0 * spend(&once) + 0.001;
        assert!(!(0..3).all(|_| grows()), "{} grows faster than its bytes", shape.name);
    }
}

/// All that can stand in memory at once: what was dropped, a ZIP in it, a file in that, its text, what is escaped in it,
/// and the entries.
#[test]
fn the_worst_of_all_fits_into_memory() {
    let _alone = alone();
    let title = format!("{{\"rating\":1,\"movie\":{{\"title\":\"{}é\"}}}},", "\\n".repeat(40));
    let text = ["[", &title.repeat((limits::FILE / 2 - 8) / title.encode_utf16().count())].concat();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    drop(text);
    // Random bytes, so that no packing makes them less.
    let mut state = 7_u64;
    let mut noise = |bytes: usize| -> Vec<u8> {
        let next = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        (0..bytes).map(next).collect()
    };
    let inner = zip([("history.json".to_owned(), wide), ("noise".to_owned(), noise(30 << 20))].into_iter());
    assert!(inner.len() < limits::NESTED, "{}", inner.len());
    let outer = zip([("export.zip".to_owned(), inner), ("noise".to_owned(), noise(30 << 20))].into_iter());
    let outer = outer.into_boxed_slice();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let found = read("export.zip", &outer);
    let memory = MEMORY.peak_usage() - before + outer.len();
    assert!(found.entries.len() > 100_000, "{}", found.entries.len());
    assert!(memory < MOST_MEMORY, "{memory} bytes of memory");
}

#[test]
fn long_titles_are_cut_and_told_of() {
    let _alone = alone();
    fn check(name: &str, text: &str, line: Option<u32>) {
        let import = read(name, text.as_bytes());
        let [entry] = &*import.entries else { panic!("{name}: {} entries", import.entries.len()) };
        assert_eq!(entry.title, "é".repeat(limits::TITLE / 2), "{name}");
        let [warning] = &*import.warnings else { panic!("{name}: {:?}", import.warnings) };
        assert_eq!((warning.line, warning.problem), (line, FileProblem::LongTitle), "{name}");
    }
    let title = "é".repeat(limits::TITLE);
    check("ratings.csv", &format!("{RATINGS}2024-01-01,{title},1999,https://boxd.it/2aNK,4\n"), Some(2));
    check("films.txt", &format!("- {title} (1995)\n"), Some(1));
    check("history.json", &format!("[{{\"rating\":7,\"movie\":{{\"title\":\"{title}\"}}}}]"), Some(1));
    let item = format!("<item><letterboxd:filmTitle>{title}</letterboxd:filmTitle></item>");
    check("feed.xml", &format!("<rss><channel>{item}</channel></rss>"), Some(1));
    let fits = "é".repeat(limits::TITLE / 2);
    let import = read("ratings.csv", format!("{RATINGS}2024-01-01,{fits},1999,,4\n").as_bytes());
    assert_eq!((import.entries.len(), import.warnings), (1, vec![]));
}

#[test]
fn no_more_is_taken_in_than_an_export_may_have() {
    let _alone = alone();
    fn check(name: &str, start: &str, row: &str) {
        let import = read(name, [start, &row.repeat(limits::ENTRIES + 2)].concat().as_bytes());
        assert_eq!(import.entries.len(), limits::ENTRIES, "{name}");
        assert_eq!(problems(&import).last(), Some(&FileProblem::TooManyRows), "{name}: {:?}", import.warnings);
    }
    check("ratings.csv", RATINGS, ",a,,,4\n");
    check("films.txt", "", "a\n");
    check("history.json", "[", "{\"rating\":7,\"movie\":{\"title\":\"a\"}},");
    check("feed.xml", "<rss>", "<item><letterboxd:filmTitle>a</letterboxd:filmTitle></item>");
    // Rows that come to nothing are counted too, over all files; and after that there is nothing to say of others.
    let rows = [RATINGS, &"a\n".repeat(limits::ROWS)].concat();
    let files = [("ratings.csv", rows.as_bytes()), ("watched.csv", b"Date,Name,Year,Letterboxd URI\n,Heat,,\n")];
    let import = import(&files.map(|(name, bytes)| NamedFile { name, bytes }));
    assert_eq!((import.entries.len(), import.files.len()), (0, 1));
    let [.., too_many, rest] = &*import.warnings else { panic!("{:?}", import.warnings) };
    // The header is a row, too, and twenty are told one by one.
    let more = (limits::ROWS - 21).to_string();
    assert_eq!(too_many.problem, FileProblem::TooManyRows);
    assert_eq!((rest.problem, &*rest.arguments), (FileProblem::AllColumns, &[more][..]));
    // Few entries with much text.
    let row = format!(",{},1999,,4\n", "a".repeat(limits::TITLE));
    let import = read("ratings.csv", [RATINGS, &row.repeat(70_000)].concat().as_bytes());
    assert_eq!(import.entries.len(), limits::TEXT / limits::TITLE);
}

#[test]
fn no_more_files_are_read_than_an_export_has() {
    let _alone = alone();
    let list = |place: usize| {
        (format!("lists/{place}.csv"), format!("Position,Name,Year,URL\n1,{place},1999,\n").into_bytes())
    };
    let import = read("export.zip", &zip((0..limits::FILES + 9).map(list)));
    assert_eq!(import.files.len(), limits::FILES);
    assert_eq!(problems(&import), [FileProblem::TooManyFiles]);
    // A name that is too long keeps its end, by which it is recognised.
    let name = format!("{}/ratings.csv", "é".repeat(30_000));
    let row = format!("{RATINGS},Heat,1995,,4\n");
    for import in
        [read(&name, row.as_bytes()), read("export.zip", &zip([(name, row.clone().into_bytes())].into_iter()))]
    {
        assert_eq!(import.entries.len(), 1);
        assert!(import.files[0].name.len() <= limits::NAME && import.files[0].name.ends_with("é/ratings.csv"));
    }
}

#[test]
fn there_are_no_more_warnings_than_anybody_reads() {
    let _alone = alone();
    let bad = |place: usize| (format!("{place}/ratings.csv"), format!("{RATINGS},{place},x,x,x\n").into_bytes());
    let import = read("export.zip", &zip((0..400).map(bad)));
    assert_eq!((import.entries.len(), import.warnings.len()), (400, limits::WARNINGS + 1));
    let more = Warning::of_file("333/ratings.csv", FileProblem::MoreWarnings, &["200"]);
    assert_eq!(import.warnings.last(), Some(&more));
}

#[test]
fn text_that_grows_when_it_is_decoded_is_no_larger_than_a_file() {
    let _alone = alone();
    let mut bytes = [RATINGS.as_bytes(), "é".as_bytes()].concat();
    bytes.resize(limits::FILE / 3 + 100, 0xFF);
    assert_eq!(problems(&read("ratings.csv", &bytes)), [FileProblem::TooLarge]);
}
