//! The Gregorian calendar in UTC, as far as envelopes and schedules need it.
//!
//! Pure integer arithmetic on days since 1970-01-01 (the method is Howard Hinnant's `days_from_civil`): an envelope's time is
//! written for every event, so it must cost nanoseconds.

use tradewind_clock::Timestamp;

/// Seconds of a day.
pub(crate) const DAY_SECONDS: u64 = 86_400;

/// A day of the calendar. `month` is 1..=12, `day` 1..=31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

impl Date {
    /// The day that lies `days` after 1970-01-01.
    pub(crate) fn from_days(days: u64) -> Date {
        let shifted = days + 719_468;
        let era = shifted / 146_097;
        let day_of_era = shifted % 146_097;
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        Date { year: small(year), month: small(month), day: small(day) }
    }

    /// Days since 1970-01-01; the year must be 1970 or later.
    pub(crate) fn days(self) -> u64 {
        let year = u64::from(self.year) - u64::from(self.month <= 2);
        let (era, year_of_era) = (year / 400, year % 400);
        let month = u64::from(self.month);
        let month_from_march = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * month_from_march + 2) / 5 + u64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        (era * 146_097 + day_of_era).saturating_sub(719_468)
    }

    /// 1 for Sunday to 7 for Saturday, as schedules count.
    pub(crate) fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday, the fifth day.
        small((self.days() + 4) % 7) + 1
    }
}

/// How many days a month has.
pub(crate) fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2026-01-02T03:04:05Z`, the form of an event's `time`. Points past the year 9999 are held at its end.
pub(crate) fn iso8601(at: Timestamp) -> String {
    const END_OF_9999: u64 = 253_402_300_799;
    let seconds = at.as_secs().min(END_OF_9999);
    let date = Date::from_days(seconds / DAY_SECONDS);
    let of_day = small(seconds % DAY_SECONDS);
    let mut text = String::with_capacity(20);
    for (number, width, after) in [
        (date.year, 4, '-'),
        (date.month, 2, '-'),
        (date.day, 2, 'T'),
        (of_day / 3_600, 2, ':'),
        (of_day / 60 % 60, 2, ':'),
        (of_day % 60, 2, 'Z'),
    ] {
        push_padded(&mut text, number, width);
        text.push(after);
    }
    text
}

fn push_padded(text: &mut String, number: u32, width: u32) {
    for place in (0..width).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// Calendar numbers are far below 2^32.
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_inverse_over_five_centuries() {
        let mut before = None;
        for days in 0..190_000 {
            let date = Date::from_days(days);
            assert_eq!(date.days(), days, "{date:?}");
            assert!(before < Some(date), "{date:?} follows {before:?}");
            assert!((1..=days_in_month(date.year, date.month)).contains(&date.day), "{date:?}");
            before = Some(date);
        }
    }

    #[test]
    fn writes_what_the_clock_writes() {
        for secs in [0, 951_782_400, 1_767_323_045, 4_102_444_799, 7_258_118_399] {
            let at = Timestamp::from_secs(secs);
            assert_eq!(iso8601(at), at.iso8601_seconds());
        }
        assert_eq!(iso8601(Timestamp::MAX), "9999-12-31T23:59:59Z");
    }

    #[test]
    fn knows_weekdays() {
        assert_eq!(Date { year: 1970, month: 1, day: 1 }.weekday(), 5);
        assert_eq!(Date { year: 2026, month: 9, day: 13 }.weekday(), 1);
        assert_eq!(Date { year: 2000, month: 2, day: 29 }.weekday(), 3);
    }
}
