//! `#[derive(ShapeEnum)]`: an enum of unit variants, a string on the wire.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields};

use crate::attributes::Attributes;
use crate::names;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(&input.ident, "derive(ShapeEnum) is for enums"));
    };
    let mut idents = Vec::new();
    let mut values = Vec::new();
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(syn::Error::new_spanned(variant, "an enum value carries nothing"));
        }
        let attributes = Attributes::parse(&variant.attrs)?;
        idents.push(&variant.ident);
        values.push(attributes.name.unwrap_or_else(|| names::screaming_snake_case(&variant.ident.unraw().to_string())));
    }
    let ident = &input.ident;
    Ok(quote! {
        #[automatically_derived]
        impl #ident {
            /// The values as AWS's model lists them.
            pub const VALUES: &'static [&'static str] = &[#(#values),*];

            /// The wire form.
            pub fn as_str(&self) -> &'static str {
                match self { #(Self::#idents => #values),* }
            }

            /// The variant with this wire form.
            pub fn from_wire(text: &str) -> ::core::option::Option<Self> {
                match text { #(#values => ::core::option::Option::Some(Self::#idents),)* _ => ::core::option::Option::None }
            }
        }

        #[automatically_derived]
        impl ::tradewind_wire::Value for #ident {
            fn read<R: ::tradewind_wire::Reader>(
                reader: &mut R,
                member: &'static ::tradewind_wire::Member,
            ) -> ::core::result::Result<Self, ::tradewind_wire::Malformed> {
                let text = reader.string(member)?;
                ::core::result::Result::Ok(match Self::from_wire(&text) {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        reader.notes().unknown_value(text, Self::VALUES);
                        ::core::default::Default::default()
                    }
                })
            }

            fn write<W: ::tradewind_wire::Writer>(&self, writer: &mut W, member: &'static ::tradewind_wire::Member) {
                writer.string(self.as_str(), member);
            }

            fn show(&self, out: &mut ::std::string::String) {
                out.push_str(self.as_str());
            }
        }
    })
}
