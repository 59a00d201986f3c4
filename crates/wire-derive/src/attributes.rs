//! `#[shape(...)]` on a field, parsed, and the `Member` constant it becomes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::{Expr, ExprLit, ExprRange, ExprUnary, Lit, LitStr, RangeLimits, UnOp};

/// What `#[shape(...)]` said about one field, list element, map key or map value.
#[derive(Default)]
pub(crate) struct Attributes {
    pub(crate) name: Option<String>,
    pub(crate) required: bool,
    pub(crate) xml: Option<String>,
    query: Option<String>,
    attribute: bool,
    namespace: Option<String>,
    prefix: Option<String>,
    flat: bool,
    key: Option<String>,
    value: Option<String>,
    length: Option<Bounds>,
    range: Option<Bounds>,
    pattern: Option<LitStr>,
    one_of: Option<Expr>,
    timestamp_format: Option<String>,
    location: Option<TokenStream>,
    pub(crate) payload: bool,
    host_label: bool,
    sensitive: bool,
    item: Option<Box<Attributes>>,
    map_key: Option<Box<Attributes>>,
}

struct Bounds {
    min: Option<i128>,
    max: Option<i128>,
}

impl Attributes {
    /// Reads every `#[shape(...)]` in `attributes`.
    pub(crate) fn parse(attributes: &[syn::Attribute]) -> syn::Result<Self> {
        let mut out = Self::default();
        for attribute in attributes.iter().filter(|a| a.path().is_ident("shape")) {
            attribute.parse_nested_meta(|meta| out.accept(&meta))?;
        }
        Ok(out)
    }

    fn accept(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let Some(word) = meta.path.get_ident().map(ToString::to_string) else {
            return Err(meta.error("expected one word"));
        };
        match word.as_str() {
            "required" => self.required = true,
            "flat" => self.flat = true,
            "sensitive" => self.sensitive = true,
            "host_label" => self.host_label = true,
            "name" => self.name = Some(text(meta)?),
            "query" => self.query = Some(text(meta)?),
            "xml" => self.xml = Some(text(meta)?),
            "attribute" => self.attribute = true,
            "namespace" => self.namespace = Some(text(meta)?),
            "prefix" => self.prefix = Some(text(meta)?),
            "key" => self.key = Some(text(meta)?),
            "value" => self.value = Some(text(meta)?),
            "pattern" => self.pattern = Some(meta.value()?.parse()?),
            "one_of" => self.one_of = Some(meta.value()?.parse()?),
            "length" => self.length = Some(bounds(meta)?),
            "range" => self.range = Some(bounds(meta)?),
            "timestamp_format" => self.timestamp_format = Some(text(meta)?),
            "item" | "each" => nested(self.item.get_or_insert_default(), meta)?,
            "map_key" => nested(self.map_key.get_or_insert_default(), meta)?,
            "header" | "headers" | "query_param" | "query_params" | "label" => {
                self.location = Some(located(&word, Some(text(meta)?)));
            }
            "payload" | "status_code" => {
                self.payload = word == "payload";
                self.location = Some(located(&word, None));
            }
            other => return Err(meta.error(format!("`{other}` is not part of the shape vocabulary"))),
        }
        Ok(())
    }

    /// The `Member` constant for a field with this wire name.
    pub(crate) fn member(&self, name: &str, path: &str) -> TokenStream {
        let fields = self.fields();
        quote! { ::tradewind_wire::Member { #(#fields,)* ..::tradewind_wire::Member::new(#name, #path) } }
    }

    fn fields(&self) -> Vec<TokenStream> {
        let mut out = Vec::new();
        if self.required {
            out.push(quote!(required: true));
        }
        if self.flat {
            out.push(quote!(flat: true));
        }
        if self.sensitive {
            out.push(quote!(sensitive: true));
        }
        if self.host_label {
            out.push(quote!(host_label: true));
        }
        if let Some(query) = &self.query {
            out.push(quote!(query: #query));
        }
        if self.attribute {
            out.push(quote!(attribute: true));
        }
        if let Some(uri) = &self.namespace {
            let prefix = self.prefix.as_deref().unwrap_or_default();
            out.push(quote!(namespace: ::core::option::Option::Some((#prefix, #uri))));
        }
        if let Some(key) = &self.key {
            out.push(quote!(key: #key));
        }
        if let Some(value) = &self.value {
            out.push(quote!(value: #value));
        }
        if let Some(location) = &self.location {
            out.push(quote!(location: #location));
        }
        if let Some(format) = &self.timestamp_format {
            let format = timestamp_format(format);
            out.push(quote!(timestamp_format: ::core::option::Option::Some(#format)));
        }
        let rules = self.rules();
        if !rules.is_empty() {
            out.push(quote!(rules: ::tradewind_wire::Rules { #(#rules,)* ..::tradewind_wire::Rules::NONE }));
        }
        if let Some(item) = &self.item {
            let member = item.member(item.name.as_deref().unwrap_or("member"), "member");
            out.push(quote!(item: ::core::option::Option::Some(&#member)));
        }
        if let Some(key) = &self.map_key {
            let member = key.member("key", "key");
            out.push(quote!(map_key: ::core::option::Option::Some(&#member)));
        }
        out
    }

    fn rules(&self) -> Vec<TokenStream> {
        let mut out = Vec::new();
        if let Some(length) = &self.length {
            let (min, max) = (limit(length.min, quote!(u64)), limit(length.max, quote!(u64)));
            out.push(quote!(min_length: #min, max_length: #max));
        }
        if let Some(range) = &self.range {
            let (min, max) = (limit(range.min, quote!(i64)), limit(range.max, quote!(i64)));
            out.push(quote!(min: #min, max: #max));
        }
        if let Some(pattern) = &self.pattern {
            out.push(quote! {
                pattern: ::core::option::Option::Some(::tradewind_wire::Pattern {
                    text: #pattern,
                    matcher: {
                        fn matcher() -> &'static ::tradewind_wire::Matcher {
                            static MATCHER: ::std::sync::OnceLock<::tradewind_wire::Matcher> = ::std::sync::OnceLock::new();
                            MATCHER.get_or_init(|| ::tradewind_wire::Matcher::new(#pattern))
                        }
                        matcher
                    },
                })
            });
        }
        if let Some(set) = &self.one_of {
            let set = match set {
                Expr::Array(_) => quote!(&#set),
                other => quote!(#other),
            };
            out.push(quote!(one_of: ::core::option::Option::Some(#set)));
        }
        out
    }
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

/// Reads `item(...)`; several of them add up.
fn nested(inner: &mut Attributes, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    meta.parse_nested_meta(|meta| inner.accept(&meta))
}

/// The names of headers are kept in lower case, as HTTP libraries have them.
fn located(word: &str, name: Option<String>) -> TokenStream {
    let name = if word.starts_with("header") { name.map(|name| name.to_ascii_lowercase()) } else { name };
    match word {
        "header" => quote!(::tradewind_wire::Location::Header(#name)),
        "headers" => quote!(::tradewind_wire::Location::Headers(#name)),
        "query_param" => quote!(::tradewind_wire::Location::Query(#name)),
        "query_params" => quote!(::tradewind_wire::Location::QueryRest),
        "label" => quote!(::tradewind_wire::Location::Label(#name)),
        "payload" => quote!(::tradewind_wire::Location::Payload),
        _ => quote!(::tradewind_wire::Location::StatusCode),
    }
}

fn timestamp_format(name: &str) -> TokenStream {
    match name {
        "iso8601" | "date-time" => quote!(::tradewind_wire::TimestampFormat::DateTime),
        "iso8601-seconds" => quote!(::tradewind_wire::TimestampFormat::DateTimeSeconds),
        "rfc822" | "http-date" => quote!(::tradewind_wire::TimestampFormat::HttpDate),
        "unixTimestamp" | "epoch-seconds" => quote!(::tradewind_wire::TimestampFormat::EpochSeconds),
        other => {
            let message = format!("unknown timestamp_format {other}");
            quote!(compile_error!(#message))
        }
    }
}

fn limit(value: Option<i128>, kind: TokenStream) -> TokenStream {
    match value {
        Some(value) => {
            let literal = proc_macro2::Literal::i128_unsuffixed(value.abs());
            let sign = (value < 0).then(|| quote!(-));
            quote!(::core::option::Option::Some(#sign #literal as #kind))
        }
        None => quote!(::core::option::Option::None),
    }
}

fn bounds(meta: &ParseNestedMeta<'_>) -> syn::Result<Bounds> {
    let expr: Expr = meta.value()?.parse()?;
    let Expr::Range(ExprRange { start, end, limits, .. }) = &expr else {
        return Err(syn::Error::new_spanned(&expr, "expected a range such as 1..=64 or 1.."));
    };
    if end.is_some() && matches!(limits, RangeLimits::HalfOpen(_)) {
        return Err(syn::Error::new_spanned(&expr, "write an inclusive range: ..="));
    }
    Ok(Bounds { min: bound(start.as_deref())?, max: bound(end.as_deref())? })
}

fn bound(expr: Option<&Expr>) -> syn::Result<Option<i128>> {
    match expr {
        None => Ok(None),
        Some(Expr::Lit(ExprLit { lit: Lit::Int(value), .. })) => value.base10_parse().map(Some),
        Some(Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. })) => Ok(bound(Some(expr))?.map(|v| -v)),
        Some(other) => Err(syn::Error::new_spanned(other, "expected an integer")),
    }
}
