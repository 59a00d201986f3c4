//! Random passwords: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html>.

use tradewind_clock::Random;

use crate::api::GetRandomPasswordRequest;
use crate::error::SecretsManagerError;
use crate::limits;

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// The kinds of characters the password is made of, without those that are excluded.
fn kinds(input: &GetRandomPasswordRequest) -> Vec<Vec<char>> {
    let excluded = input.exclude_characters.as_deref().unwrap_or_default();
    let all = [
        (input.exclude_lowercase != Some(true), LOWER),
        (input.exclude_uppercase != Some(true), UPPER),
        (input.exclude_numbers != Some(true), DIGITS),
        (input.exclude_punctuation != Some(true), PUNCTUATION),
        (input.include_space == Some(true), " "),
    ];
    let included = all.into_iter().filter(|(included, _)| *included);
    let kept = included.map(|(_, kind)| kind.chars().filter(|one| !excluded.contains(*one)).collect::<Vec<_>>());
    kept.filter(|kind| !kind.is_empty()).collect()
}

fn pick(random: &Random, from: &[char]) -> Option<char> {
    let place = random.below(u64::try_from(from.len()).unwrap_or(0));
    from.get(usize::try_from(place).unwrap_or(0)).copied()
}

/// Makes a password.
pub(crate) fn make(random: &Random, input: &GetRandomPasswordRequest) -> Result<String, SecretsManagerError> {
    let length = usize::try_from(input.password_length.unwrap_or(limits::PASSWORD)).unwrap_or(0);
    let kinds = kinds(input);
    if kinds.is_empty() {
        return Err(SecretsManagerError::parameter("The password can't be made: all characters are excluded."));
    }
    let every = input.require_each_included_type != Some(false);
    if every && length < kinds.len() {
        return Err(SecretsManagerError::parameter("Password length is too short based on the required types."));
    }
    let alphabet: Vec<char> = kinds.concat();
    // One of each kind first, if that is asked for; then anything; then all in another order.
    let needed = kinds.iter().filter(|_| every).filter_map(|kind| pick(random, kind));
    let mut password: Vec<char> = needed.collect();
    password.extend((password.len()..length).filter_map(|_| pick(random, &alphabet)));
    for place in (1..password.len()).rev() {
        let other = random.below(u64::try_from(place + 1).unwrap_or(1));
        password.swap(place, usize::try_from(other).unwrap_or(0));
    }
    Ok(password.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(seed: u64, input: &GetRandomPasswordRequest) -> String {
        make(&Random::seeded(seed), input).expect("a password")
    }

    #[test]
    fn every_kind_is_in_it() {
        for seed in 0..200 {
            let password = made(seed, &GetRandomPasswordRequest { password_length: Some(4), ..Default::default() });
            assert_eq!(password.chars().count(), 4);
            for kind in [LOWER, UPPER, DIGITS, PUNCTUATION] {
                assert!(password.chars().any(|one| kind.contains(one)), "{password}");
            }
        }
        assert_eq!(made(1, &GetRandomPasswordRequest::default()).len(), 32);
    }

    #[test]
    fn what_is_excluded_is_not_in_it() {
        let input = GetRandomPasswordRequest {
            password_length: Some(4_096),
            exclude_characters: Some("abc\"".to_owned()),
            exclude_numbers: Some(true),
            exclude_uppercase: Some(true),
            include_space: Some(true),
            ..Default::default()
        };
        let password = made(1, &input);
        assert_eq!(password.len(), 4_096);
        assert!(
            !password.contains(|one: char| one.is_ascii_digit() || one.is_ascii_uppercase() || "abc\"".contains(one))
        );
        assert!(password.contains(' ') && password.contains('z') && password.contains('~'));
    }

    #[test]
    fn what_can_not_be() {
        let none = GetRandomPasswordRequest {
            exclude_lowercase: Some(true),
            exclude_uppercase: Some(true),
            exclude_numbers: Some(true),
            exclude_punctuation: Some(true),
            ..Default::default()
        };
        let short = GetRandomPasswordRequest { password_length: Some(3), ..Default::default() };
        for input in [&none, &short] {
            assert!(make(&Random::seeded(1), input).is_err());
        }
        let any = GetRandomPasswordRequest { require_each_included_type: Some(false), ..short };
        assert_eq!(made(1, &any).len(), 3);
    }
}
