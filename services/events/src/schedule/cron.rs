//! `cron(minutes hours day-of-month month day-of-week year)`.
//!
//! ```text
//! field         values             wildcards
//! minutes       0-59               , - * /
//! hours         0-23               , - * /
//! day of month  1-31               , - * ? / L W    (also LW and L-3)
//! month         1-12 or JAN-DEC    , - * /
//! day of week   1-7 or SUN-SAT     , - * ? / L #
//! year          1970-2199          , - * /
//! ```
//!
//! Exactly one of the two day fields is `?`. A range may wrap around, as in hours `20-2`; years don't.

use super::NotASchedule;

/// The first and the last year an expression can name.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1970..=2199;

const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A cron expression, as sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cron {
    pub(super) minutes: u64,
    pub(super) hours: u64,
    pub(super) days: Days,
    pub(super) months: u64,
    /// Bit `n` stands for the year 1970 + n.
    pub(super) years: [u64; 4],
}

/// The days of a month on which an expression fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// Bit `n`: day `n` of the month.
    OfMonth(u64),
    /// `L`, `L-3`: that many days before the last.
    BeforeLast(u32),
    /// `LW`: the last day from Monday to Friday.
    LastWorkday,
    /// `15W`: the day from Monday to Friday that is nearest to that day, in the same month.
    NearestWorkday(u32),
    /// Bit `n`: weekday `n`, 1 for Sunday.
    OfWeek(u64),
    /// `6L`: the last such weekday of the month.
    LastOfWeek(u32),
    /// `3#2`: the second Tuesday.
    NthOfWeek { weekday: u32, nth: u32 },
}

impl Cron {
    /// Reads what stands between the parentheses.
    pub(crate) fn parse(inside: &str) -> Result<Cron, NotASchedule> {
        let mut fields = inside.split_ascii_whitespace();
        let mut field = || fields.next().ok_or(NotASchedule);
        let (minutes, hours, of_month, month, of_week, year) =
            (field()?, field()?, field()?, field()?, field()?, field()?);
        if fields.next().is_some() {
            return Err(NotASchedule);
        }
        Ok(Cron {
            minutes: Field::MINUTES.set(minutes)?,
            hours: Field::HOURS.set(hours)?,
            days: days(of_month, of_week)?,
            months: Field::MONTH.set(month)?,
            years: years(year)?,
        })
    }

    pub(super) fn has_year(&self, year: u32) -> bool {
        year.checked_sub(*YEARS.start())
            .and_then(|offset| self.years.get(offset as usize / 64).map(|word| word >> (offset % 64) & 1 == 1))
            .unwrap_or(false)
    }
}

fn days(of_month: &str, of_week: &str) -> Result<Days, NotASchedule> {
    match (of_month, of_week) {
        ("?", "?") => Err(NotASchedule),
        (of_month, "?") => day_of_month(of_month),
        ("?", of_week) => day_of_week(of_week),
        _ => Err(NotASchedule),
    }
}

fn day_of_month(text: &str) -> Result<Days, NotASchedule> {
    let upper = text.to_ascii_uppercase();
    if upper == "L" {
        return Ok(Days::BeforeLast(0));
    }
    if upper == "LW" || upper == "WL" {
        return Ok(Days::LastWorkday);
    }
    if let Some(before) = upper.strip_prefix("L-") {
        return Ok(Days::BeforeLast(number(before, 0, 30)?));
    }
    if let Some(day) = upper.strip_suffix('W') {
        return Ok(Days::NearestWorkday(number(day, 1, 31)?));
    }
    Field::DAY_OF_MONTH.set(text).map(Days::OfMonth)
}

fn day_of_week(text: &str) -> Result<Days, NotASchedule> {
    let upper = text.to_ascii_uppercase();
    if upper == "L" {
        return Ok(Days::OfWeek(1 << 7));
    }
    if let Some((weekday, nth)) = upper.split_once('#') {
        return Ok(Days::NthOfWeek { weekday: Field::DAY_OF_WEEK.value(weekday)?, nth: number(nth, 1, 5)? });
    }
    if let Some(weekday) = upper.strip_suffix('L') {
        return Ok(Days::LastOfWeek(Field::DAY_OF_WEEK.value(weekday)?));
    }
    Field::DAY_OF_WEEK.set(text).map(Days::OfWeek)
}

fn years(text: &str) -> Result<[u64; 4], NotASchedule> {
    let mut set = [0_u64; 4];
    let (first, last) = (*YEARS.start(), *YEARS.end());
    for part in text.split(',') {
        let (range, step) = stepped(part, last)?;
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (first, last),
            Some((from, to)) => (number(from, first, last)?, number(to, first, last)?),
            None => {
                let from = number(range, first, last)?;
                (from, if step.is_some() { last } else { from })
            }
        };
        if from > to {
            return Err(NotASchedule);
        }
        for year in (from..=to).step_by(step.unwrap_or(1) as usize) {
            let offset = year - first;
            set[offset as usize / 64] |= 1 << (offset % 64);
        }
    }
    Ok(set)
}

/// One field whose values fit into the bits of a `u64`.
struct Field {
    min: u32,
    max: u32,
    /// Names of the values, the first for `min`.
    names: &'static [&'static str],
}

impl Field {
    const MINUTES: Field = Field { min: 0, max: 59, names: &[] };
    const HOURS: Field = Field { min: 0, max: 23, names: &[] };
    const DAY_OF_MONTH: Field = Field { min: 1, max: 31, names: &[] };
    const MONTH: Field = Field { min: 1, max: 12, names: &MONTHS };
    const DAY_OF_WEEK: Field = Field { min: 1, max: 7, names: &WEEKDAYS };

    fn set(&self, text: &str) -> Result<u64, NotASchedule> {
        let mut set = 0;
        for part in text.split(',') {
            set |= self.part(part)?;
        }
        Ok(set)
    }

    fn part(&self, part: &str) -> Result<u64, NotASchedule> {
        let (range, step) = stepped(part, self.max)?;
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (self.min, self.max),
            Some((from, to)) => (self.value(from)?, self.value(to)?),
            None => {
                let from = self.value(range)?;
                (from, if step.is_some() { self.max } else { from })
            }
        };
        // A range that ends before it starts goes round: 20-2 is 20, 21, 22, 23, 0, 1, 2.
        let size = self.max - self.min + 1;
        let length = if from <= to { to - from } else { to + size - from };
        let mut set = 0;
        for offset in (0..=length).step_by(step.unwrap_or(1) as usize) {
            set |= 1 << (self.min + (from - self.min + offset) % size);
        }
        Ok(set)
    }

    fn value(&self, text: &str) -> Result<u32, NotASchedule> {
        let named = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        match named {
            Some(place) => Ok(self.min + u32::try_from(place).map_err(|_| NotASchedule)?),
            None => number(text, self.min, self.max),
        }
    }
}

/// Splits `a/n` into its range and its step; a step larger than the field's greatest value is refused, as AWS does.
fn stepped(part: &str, max: u32) -> Result<(&str, Option<u32>), NotASchedule> {
    match part.split_once('/') {
        None => Ok((part, None)),
        Some((range, step)) => Ok((range, Some(number(step, 1, max)?))),
    }
}

fn number(text: &str, min: u32, max: u32) -> Result<u32, NotASchedule> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotASchedule);
    }
    let number: u32 = text.parse().map_err(|_| NotASchedule)?;
    if (min..=max).contains(&number) { Ok(number) } else { Err(NotASchedule) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_documented_examples() {
        for good in [
            "0 10 * * ? *",
            "15 12 * * ? *",
            "0 18 ? * MON-FRI *",
            "0 8 1 * ? *",
            "0/15 * * * ? *",
            "0/10 * ? * MON-FRI *",
            "0/5 8-17 ? * MON-FRI *",
            "0/30 20-2 ? * MON-FRI *",
            "5,35 14 * * ? *",
            "15 10 ? * 6L 2019-2022",
            "0 9 ? * 2#1 *",
            "0 0 L * ? *",
            "0 0 3W * ? *",
            "0 0 LW * ? *",
            "0 0 L-2 * ? *",
            "0 0 ? JAN,jul fri-mon *",
            "0-15/1 8-8 ? * 2,3,4,5,6,7 *",
            "30-30 13-13 ? * 2,4,6 *",
            "0 0 1 1 ? 2030/10",
        ] {
            assert!(Cron::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn refuses_what_aws_refuses() {
        for bad in [
            "",
            "* * * * *",
            "* * * * * *",
            "* * ? * ? *",
            "7 20 * * 1-7 *",
            "*/60 * * * ? *",
            "*/0 * * * ? *",
            "15 12 ? * -1 *",
            "15 12 ? * 0 *",
            "15 12 ? * 8 *",
            "60 * * * ? *",
            "0 24 * * ? *",
            "0 0 32 * ? *",
            "0 0 0 * ? *",
            "0 0 1 13 ? *",
            "0 0 1 * ? 1969",
            "0 0 1 * ? 2200",
            "0 0 1 * ? 2030-2020",
            "0 0 ? * 3#6 *",
            "0 0 ? * 3#1,6#3 *",
            "0 0 1,15W * ? *",
            "0 0 ? * MONDAY *",
            "0 0 1 * ? * *",
            "0, 9, ?, *, MON, *",
            "0 50 0,6,12,18 * ? *",
            "1,,2 0 1 * ? *",
            "1- 0 1 * ? *",
        ] {
            assert_eq!(Cron::parse(bad), Err(NotASchedule), "{bad}");
        }
    }

    #[test]
    fn ranges_go_round() {
        let cron = Cron::parse("0 20-2 ? * FRI-MON *").expect("valid");
        assert_eq!(cron.hours, 0b1111_0000_0000_0000_0000_0111);
        assert_eq!(cron.days, Days::OfWeek(0b1100_0110));
    }
}
