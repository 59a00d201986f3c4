//! When a cron expression fires next.

use tradewind_clock::Timestamp;

use super::cron::{Cron, Days, YEARS};
use crate::calendar::{DAY_SECONDS, Date, days_in_month};

/// The first minute after `after` on which `cron` fires; none when there is none left until the end of 2199.
pub(super) fn after(cron: &Cron, after: Timestamp) -> Option<Timestamp> {
    let from = after.as_secs() / 60 * 60 + 60;
    let (start, start_of_day) = (Date::from_days(from / DAY_SECONDS), from % DAY_SECONDS);
    for year in start.year..=*YEARS.end() {
        if !cron.has_year(year) {
            continue;
        }
        let first_month = if year == start.year { start.month } else { 1 };
        for month in (first_month..=12).filter(|month| has(cron.months, *month)) {
            let first_day = if (year, month) == (start.year, start.month) { start.day } else { 1 };
            for day in first_day..=days_in_month(year, month) {
                let date = Date { year, month, day };
                if !fires_on(cron.days, date) {
                    continue;
                }
                let not_before = if date == start { start_of_day } else { 0 };
                if let Some(second) = in_day(cron, not_before) {
                    return Some(Timestamp::from_secs(date.days() * DAY_SECONDS + second));
                }
            }
        }
    }
    None
}

/// The first second of a day, not before `not_before`, that the expression's hours and minutes allow.
fn in_day(cron: &Cron, not_before: u64) -> Option<u64> {
    let (hour, minute) = (not_before / 3_600, not_before / 60 % 60);
    for candidate in hour..24 {
        if cron.hours >> candidate & 1 == 0 {
            continue;
        }
        let open = if candidate == hour { cron.minutes & (u64::MAX << minute) } else { cron.minutes };
        if open != 0 {
            return Some(candidate * 3_600 + u64::from(open.trailing_zeros()) * 60);
        }
    }
    None
}

fn has(set: u64, bit: u32) -> bool {
    set >> bit & 1 == 1
}

fn fires_on(days: Days, date: Date) -> bool {
    let last = days_in_month(date.year, date.month);
    match days {
        Days::OfMonth(set) => has(set, date.day),
        Days::BeforeLast(before) => date.day + before == last,
        Days::LastWorkday => date.day == workday_near(date, last, last),
        Days::NearestWorkday(day) => day <= last && date.day == workday_near(date, day, last),
        Days::OfWeek(set) => has(set, date.weekday()),
        Days::LastOfWeek(weekday) => date.weekday() == weekday && date.day + 7 > last,
        Days::NthOfWeek { weekday, nth } => date.weekday() == weekday && (date.day - 1) / 7 + 1 == nth,
    }
}

/// The workday nearest to `day` in the month of `date`, never leaving the month.
fn workday_near(date: Date, day: u32, last: u32) -> u32 {
    match (Date { day, ..date }).weekday() {
        7 if day == 1 => 3,
        7 => day - 1,
        1 if day == last => day - 2,
        1 => day + 1,
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Schedule;
    use crate::calendar::{Date, iso8601};
    use tradewind_clock::Timestamp;

    fn at(year: u32, month: u32, day: u32, hour: u64, minute: u64) -> Timestamp {
        Timestamp::from_secs(Date { year, month, day }.days() * 86_400 + hour * 3_600 + minute * 60)
    }

    fn fires(expression: &str, from: Timestamp, count: usize) -> Vec<String> {
        let schedule = Schedule::parse(expression).expect("valid");
        let mut now = from;
        let mut seen = Vec::new();
        while seen.len() < count {
            let Some(next) = schedule.following(now, now) else { break };
            assert!(next > now);
            seen.push(iso8601(next));
            now = next;
        }
        seen
    }

    #[test]
    fn daily_and_within_the_day() {
        let noon = at(2026, 1, 31, 12, 0);
        assert_eq!(fires("cron(0 10 * * ? *)", noon, 2), ["2026-02-01T10:00:00Z", "2026-02-02T10:00:00Z"]);
        assert_eq!(
            fires("cron(5,35 14-15 * * ? *)", noon, 4),
            ["2026-01-31T14:05:00Z", "2026-01-31T14:35:00Z", "2026-01-31T15:05:00Z", "2026-01-31T15:35:00Z"]
        );
        assert_eq!(fires("cron(0 12 * * ? *)", noon, 1), ["2026-02-01T12:00:00Z"], "never at the moment itself");
    }

    #[test]
    fn last_days_and_workdays() {
        let start = at(2026, 1, 1, 0, 0);
        assert_eq!(
            fires("cron(0 0 L * ? *)", start, 3),
            ["2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"]
        );
        assert_eq!(fires("cron(0 0 L-3 2 ? *)", start, 1), ["2026-02-25T00:00:00Z"]);
        // 2026-01-31 is a Saturday, 2026-02-28 is a Saturday, 2026-05-31 is a Sunday.
        assert_eq!(
            fires("cron(0 0 LW 1,2,5 ? *)", start, 3),
            ["2026-01-30T00:00:00Z", "2026-02-27T00:00:00Z", "2026-05-29T00:00:00Z"]
        );
        // 2026-08-01 is a Saturday: Friday would be in July, so Monday the third.
        assert_eq!(fires("cron(0 0 1W 8 ? *)", start, 1), ["2026-08-03T00:00:00Z"]);
        // 2026-02-15 is a Sunday.
        assert_eq!(fires("cron(0 0 15W 2 ? *)", start, 1), ["2026-02-16T00:00:00Z"]);
        // February has no 31st, so 31W passes it over.
        assert_eq!(fires("cron(0 0 31W 2,3 ? *)", start, 1), ["2026-03-31T00:00:00Z"]);
    }

    #[test]
    fn weekdays_of_the_month() {
        let start = at(2019, 1, 1, 0, 0);
        assert_eq!(fires("cron(15 10 ? * 6L 2019-2022)", start, 2), ["2019-01-25T10:15:00Z", "2019-02-22T10:15:00Z"]);
        assert_eq!(fires("cron(0 9 ? * 3#2 *)", start, 2), ["2019-01-08T09:00:00Z", "2019-02-12T09:00:00Z"]);
        // Only some months have a fifth Friday.
        assert_eq!(fires("cron(0 9 ? * FRI#5 *)", start, 2), ["2019-03-29T09:00:00Z", "2019-05-31T09:00:00Z"]);
        assert_eq!(fires("cron(0 0 ? * L *)", start, 1), ["2019-01-05T00:00:00Z"], "a lone L is Saturday");
    }

    #[test]
    fn years_end() {
        assert_eq!(fires("cron(15 10 ? * 6L 2019-2022)", at(2022, 12, 30, 10, 15), 5), Vec::<String>::new());
        assert_eq!(
            fires("cron(0 0 29 2 ? *)", at(2026, 1, 1, 0, 0), 2),
            ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"]
        );
        assert_eq!(fires("cron(0 0 30 2 ? *)", at(2026, 1, 1, 0, 0), 1), Vec::<String>::new());
        assert_eq!(
            fires("cron(0 0 1 1 ? 2030/10)", at(2026, 1, 1, 0, 0), 2),
            ["2030-01-01T00:00:00Z", "2040-01-01T00:00:00Z"]
        );
    }
}
