//! The hosts of sites.
//!
//! ```text
//! photos.s3-website.localhost                        photos.s3-website.eu-west-1.localhost
//! photos.s3-website-eu-west-1.amazonaws.com          photos.s3-website.eu-west-1.amazonaws.com
//! ```

/// The bucket whose site has this host.
pub(super) fn bucket(host: &str) -> Option<String> {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let (bucket, _) = name.rsplit_once(".s3-website")?;
    Some(bucket.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_name_buckets() {
        for (host, found) in [
            ("photos.s3-website.localhost:4566", Some("photos")),
            ("my.photos.s3-website.eu-west-1.localhost", Some("my.photos")),
            ("photos.s3-website-eu-west-1.amazonaws.com", Some("photos")),
            ("a.s3-website.b.s3-website.localhost", Some("a.s3-website.b")),
            ("photos.localhost", None),
        ] {
            assert_eq!(bucket(host).as_deref(), found, "{host}");
        }
    }
}
