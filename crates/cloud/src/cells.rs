//! Names of cells.

/// The cell that holds what a service has in an account and region: `kms/<account>/<region>`.
///
/// A region is whatever a client's credentials say. One that is not made of letters, digits and dashes is written in hexadecimal,
/// so that a slash in it makes no other cell's name.
pub fn regional_cell(service: &str, account: &str, region: &str) -> String {
    if region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return [service, "/", account, "/", region].concat();
    }
    let hexadecimal: String = region.bytes().map(|byte| format!("{byte:02x}")).collect();
    [service, "/", account, "/", &hexadecimal, "-hex"].concat()
}

#[cfg(test)]
mod tests {
    use super::regional_cell;

    #[test]
    fn a_region_stays_one_part_of_the_name() {
        for (region, name) in
            [("eu-west-1", "sqs/1/eu-west-1"), ("", "sqs/1/"), ("a/queue/b", "sqs/1/612f71756575652f62-hex")]
        {
            assert_eq!(regional_cell("sqs", "1", region), name);
        }
    }
}
