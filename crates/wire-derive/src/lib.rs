//! `#[derive(Shape)]` and `#[derive(ShapeEnum)]`: the code that carries one plain Rust type through every protocol.
//!
//! The attributes are documented where they are used, on `tradewind_wire::Shape`. This crate only turns them into
//! a static member table and straight-line `read`, `write` and `validate` functions.

mod attributes;
mod names;
mod shape;
mod shape_enum;

use proc_macro::TokenStream;

/// Derives `tradewind_wire::Shape` and `tradewind_wire::Value` for a struct with named fields.
#[proc_macro_derive(Shape, attributes(shape))]
pub fn derive_shape(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    shape::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Derives `tradewind_wire::Value` for an enum of unit variants whose wire form is a string.
#[proc_macro_derive(ShapeEnum, attributes(shape))]
pub fn derive_shape_enum(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    shape_enum::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}
