//! Which day it is. Nothing here reads a clock: whoever has one says what it shows.

use halfstar_core::import::Day;

const MILLISECONDS_A_MINUTE: f64 = 60_000.0;
const MILLISECONDS_A_DAY: f64 = 86_400_000.0;

/// The day it is where the member is: milliseconds since 1970 in UTC, and how many minutes UTC is ahead of their clock.
pub fn local_day(milliseconds: f64, minutes_behind: f64) -> Day {
    Day(((milliseconds - minutes_behind * MILLISECONDS_A_MINUTE) / MILLISECONDS_A_DAY).floor() as i32)
}

/// A day as files write it: `2026-11-05`.
pub fn iso(day: Day) -> String {
    let (year, month, day) = day.date();
    let two = |number: u32| if number < 10 { "0".to_owned() + &number.to_string() } else { number.to_string() };
    [&year.to_string(), "-", &two(month), "-", &two(day)].concat()
}

/// TMDB's terms let what comes from it be kept for six months; these are never more days.
const MOST_DAYS: i32 = 183;

/// A day as files write it.
pub fn read(text: &str) -> Option<Day> {
    let mut numbers = text.split('-').map(|number| number.parse::<u32>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Day::from_date(i32::try_from(year).ok()?, month, day).filter(|_| numbers.next().is_none())
}

/// Whether film facts of this day are older than they may be.
pub fn is_outdated(as_of: &str, today: Day) -> bool {
    read(as_of).is_some_and(|as_of| today.0.saturating_sub(as_of.0) > MOST_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_is_the_members() {
        let check = |hours: f64, minutes_behind: f64, day: i32| {
            assert_eq!(local_day(hours * 3_600_000.0, minutes_behind), Day(day), "{hours} {minutes_behind}");
        };
        check(0.0, 0.0, 0);
        check(23.9, 0.0, 0);
        check(24.0, 0.0, 1);
        // Berlin in winter is an hour ahead of UTC, New York five behind.
        check(23.0, -60.0, 1);
        check(22.9, -60.0, 0);
        check(4.9, 300.0, -1);
        check(5.0, 300.0, 0);
    }

    #[test]
    fn a_day_is_written_as_files_do() {
        assert_eq!(iso(Day(20_762)), "2026-11-05");
        assert_eq!(read("2026-11-05"), Some(Day(20_762)));
        for none in ["", "2026", "2026-11", "2026-13-01", "2026-02-30", "2026-11-05-1", "soon"] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn facts_are_good_for_six_months() {
        let check = |as_of: &str, today: &str, expected: bool| {
            assert_eq!(is_outdated(as_of, read(today).expect("a day")), expected, "{as_of} {today}");
        };
        check("2026-05-05", "2026-05-05", false);
        check("2026-05-05", "2026-11-04", false);
        check("2026-05-05", "2026-11-05", true);
        check("2026-05-05", "2030-01-01", true);
        check("2026-12-24", "2026-11-05", false);
        check("", "2026-11-05", false);
    }
}
