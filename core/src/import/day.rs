//! Dates as exports and spreadsheets write them → [`Day`].

use super::Day;

/// Which number of a slashed date comes first. Spreadsheets write dates the way their country does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// `2024-12-31`, as Letterboxd writes it.
    #[default]
    Iso,
    /// `12/31/2024`.
    MonthFirst,
    /// `31/12/2024` and `31.12.2024`.
    DayFirst,
}

/// The dates of a file, and the order that they agree on: one number above 12 tells. Month first where nothing does.
#[derive(Default)]
pub(super) struct Dates {
    /// What those so far agree on.
    pub(super) order: Order,
    is_settled: bool,
}

impl Dates {
    /// One more date.
    pub(super) fn add(&mut self, date: &str) {
        if self.is_settled {
            return;
        }
        let Some((first, second, third, separator)) = numbers(date).filter(|&(first, ..)| (1..=31).contains(&first))
        else {
            return;
        };
        let is_day_first = first > 12 || (separator == '.' && second <= 12 && third > 31);
        self.order = if is_day_first { Order::DayFirst } else { Order::MonthFirst };
        self.is_settled = is_day_first || second > 12;
    }
}

impl Day {
    /// The day with this date in the calendar of today; `None` for dates that do not exist or lie outside 1800 to 2199.
    pub fn from_date(year: i32, month: u32, day: u32) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days_in_month = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        if !(1800..2200).contains(&year) || !(1..=days_in_month).contains(&day) {
            return None;
        }
        // Years begin in March, so the leap day is the last of its year; 400 years have 146,097 days.
        let year = if month <= 2 { year - 1 } else { year };
        let century4 = year.div_euclid(400);
        let year_of_400 = year.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_400 = year_of_400 * 365 + year_of_400 / 4 - year_of_400 / 100 + day_of_year;
        Some(Self(century4 * 146_097 + day_of_400 - 719_468))
    }

    /// Whether a file can name it: from 1800 to 2199.
    pub fn is_date(self) -> bool {
        let (year, month, day) = self.date();
        Self::from_date(year, month, day).is_some()
    }

    /// Year, month and day.
    pub fn date(self) -> (i32, u32, u32) {
        let days = i64::from(self.0) + 719_468;
        let century4 = days.div_euclid(146_097);
        let day_of_400 = days.rem_euclid(146_097);
        let year_of_400 = (day_of_400 - day_of_400 / 1460 + day_of_400 / 36_524 - day_of_400 / 146_096) / 365;
        let day_of_year = day_of_400 - (365 * year_of_400 + year_of_400 / 4 - year_of_400 / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_400 + century4 * 400 + i64::from(month <= 2);
        (year as i32, month as u32, day as u32)
    }
}

/// Reads one date; `order` settles those that begin with the day or the month.
pub(super) fn parse(text: &str, order: Order) -> Option<Day> {
    let Some((first, second, third, _)) = numbers(text) else { return spelt(text) };
    if first > 31 {
        return Day::from_date(first as i32, second, third);
    }
    // A two-digit year is of this century until 2069, as spreadsheets have it.
    let year = match third {
        0..70 => 2000 + third,
        70..100 => 1900 + third,
        _ => third,
    };
    let (month, day) = if order == Order::DayFirst { (second, first) } else { (first, second) };
    Day::from_date(year as i32, month, day)
}

/// A date with the month's name: `Sat Aug 25 00:00:00 2012`, `Sun, 26 Jul 2026 07:09:56 +1200`.
fn spelt(text: &str) -> Option<Day> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let (mut year, mut month, mut day) = (None, None, None);
    for part in text.split([' ', ',']).filter(|part| !part.is_empty()).take(8) {
        match part.parse::<u32>() {
            Ok(number @ 1000..) => year = year.or(Some(number)),
            Ok(number) => day = day.or(Some(number)),
            Err(_) => {
                let name = part.get(..3).unwrap_or("").to_ascii_lowercase();
                let place = MONTHS.find(&name).filter(|place| name.len() == 3 && place % 3 == 0);
                month = month.or(place.map(|place| place as u32 / 3 + 1));
            }
        }
    }
    Day::from_date(i32::try_from(year?).ok()?, month?, day?)
}

/// The three numbers of a date and what stands between them. A time after the date is left aside.
fn numbers(text: &str) -> Option<(u32, u32, u32, char)> {
    let date = text.trim().split([' ', 'T']).next()?;
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let mut parts = date.split(separator).map(|part| {
        let digits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    });
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some((first, second, third, separator))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_written() {
        fn check(text: &str, order: Order, expected: Option<(i32, u32, u32)>) {
            assert_eq!(parse(text, order).map(Day::date), expected, "{text:?} as {order:?}");
        }
        for order in [Order::Iso, Order::MonthFirst, Order::DayFirst] {
            check("2024-02-29", order, Some((2024, 2, 29)));
            check("1996-08-24", order, Some((1996, 8, 24)));
            check(" 2024/1/2 ", order, Some((2024, 1, 2)));
            check("2024-01-02T10:20:00Z", order, Some((2024, 1, 2)));
            check("2023-02-29", order, None);
            check("2023-13-01", order, None);
            check("1700-01-01", order, None);
            check("yesterday", order, None);
            check("", order, None);
            check("45000", order, None);
            check("1-2", order, None);
            check("1-2-3-4", order, None);
            check("99999999999-1-1", order, None);
        }
        check("Sat Aug 25 00:00:00 2012", Order::Iso, Some((2012, 8, 25)));
        check("Sun, 26 Jul 2026 07:09:56 +1200", Order::Iso, Some((2026, 7, 26)));
        check("June 31, 2026", Order::Iso, None);
        check("18-12-2023 21:50:41", Order::DayFirst, Some((2023, 12, 18)));
        check("6/30/2022", Order::MonthFirst, Some((2022, 6, 30)));
        check("6/30/2022 12:00", Order::MonthFirst, Some((2022, 6, 30)));
        check("6/30/2022", Order::DayFirst, None);
        check("1/2/2022", Order::MonthFirst, Some((2022, 1, 2)));
        check("1/2/2022", Order::DayFirst, Some((2022, 2, 1)));
        check("31.12.1999", Order::DayFirst, Some((1999, 12, 31)));
        check("1/2/22", Order::MonthFirst, Some((2022, 1, 2)));
        check("1/2/99", Order::MonthFirst, Some((1999, 1, 2)));
    }

    #[test]
    fn a_file_agrees_on_one_order() {
        fn check(dates: &[&str], expected: Order) {
            let mut all = Dates::default();
            dates.iter().for_each(|date| all.add(date));
            assert_eq!(all.order, expected, "{dates:?}");
        }
        check(&[], Order::Iso);
        check(&["2024-12-31", ""], Order::Iso);
        check(&["0000-00-00", "0-0-0"], Order::Iso);
        check(&["1/2/2024"], Order::MonthFirst);
        check(&["1/2/2024", "6/30/2022"], Order::MonthFirst);
        check(&["1/2/2024", "30/6/2022"], Order::DayFirst);
        check(&["1.2.2024"], Order::DayFirst);
        check(&["2024-12-31", "1/2/2024"], Order::MonthFirst);
    }

    #[test]
    fn the_first_day_is_zero() {
        assert_eq!(Day::from_date(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_date(2000, 3, 1), Some(Day(11_017)));
    }

    proptest! {
        #[test]
        fn a_day_survives_the_calendar(days in -62_000..83_000) {
            let (year, month, day) = Day(days).date();
            prop_assert_eq!(Day::from_date(year, month, day), Some(Day(days)));
            prop_assert!(Day(days).is_date());
        }

        #[test]
        fn no_day_is_too_far(days: i32) {
            let (year, ..) = Day(days).date();
            prop_assert!(!Day(days).is_date() || (1800..2200).contains(&year));
        }

        #[test]
        fn no_text_is_too_odd(text in "[0-9/.T -]{0,14}|\\PC{0,14}") {
            let mut dates = Dates::default();
            dates.add(&text);
            let _ = parse(&text, dates.order);
        }
    }
}
