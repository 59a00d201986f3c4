//! `#[derive(Shape)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, GenericArgument, Ident, PathArguments, Type};

use crate::attributes::Attributes;
use crate::names;

/// One field, as the generated code needs it.
struct Field {
    ident: Ident,
    slot: Ident,
    wire: String,
    optional: bool,
    required: bool,
    /// The type of a payload, without the `Option` around it.
    payload: Option<Type>,
    member: TokenStream,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new_spanned(&input.ident, "derive(Shape) is for structs"));
    };
    let fields = match &data.fields {
        Fields::Named(named) => named.named.iter().map(field).collect::<syn::Result<Vec<_>>>()?,
        Fields::Unit => Vec::new(),
        Fields::Unnamed(_) => return Err(syn::Error::new_spanned(&input.ident, "a shape's members have names")),
    };
    let ident = &input.ident;
    let own = Attributes::parse(&input.attrs)?;
    let name = own.name.unwrap_or_else(|| ident.unraw().to_string());
    let xml = own.xml.map(|xml| quote!(const XML: &'static str = #xml;));
    let streams = fields
        .iter()
        .find_map(|f| f.payload.as_ref())
        .map(|payload| quote!(const STREAMS: bool = <#payload as ::tradewind_wire::Value>::IS_STREAM;));
    let members = fields.iter().map(|f| &f.member);
    let index = index(&fields);
    let read = read(&fields);
    let write = fields.iter().enumerate().map(|(i, f)| write_field(i, f));
    let validate = fields.iter().enumerate().map(|(i, f)| validate_field(i, f));
    let show = fields.iter().enumerate().map(|(i, f)| show_field(i, f));
    Ok(quote! {
        #[automatically_derived]
        impl ::tradewind_wire::Shape for #ident {
            const NAME: &'static str = #name;
            #xml
            #streams
            const MEMBERS: &'static [::tradewind_wire::Member] = &[#(#members),*];

            fn index(name: &[u8]) -> ::core::option::Option<usize> { #index }

            #[allow(unused_variables)]
            fn validate_members(&self, path: &::tradewind_wire::Path<'_>, out: &mut ::tradewind_wire::Violations) {
                #(#validate)*
            }
        }

        #[automatically_derived]
        impl ::tradewind_wire::Value for #ident {
            fn read<R: ::tradewind_wire::Reader>(
                reader: &mut R,
                _: &'static ::tradewind_wire::Member,
            ) -> ::core::result::Result<Self, ::tradewind_wire::Malformed> { #read }

            fn write<W: ::tradewind_wire::Writer>(&self, writer: &mut W, _: &'static ::tradewind_wire::Member) {
                writer.structure_start();
                #(#write)*
                writer.structure_end();
            }

            fn validate(
                &self,
                _: &'static ::tradewind_wire::Member,
                path: &::tradewind_wire::Path<'_>,
                out: &mut ::tradewind_wire::Violations,
            ) {
                ::tradewind_wire::Shape::validate_members(self, path, out);
            }

            fn show(&self, out: &mut ::std::string::String) {
                #[allow(unused_mut, unused_variables)]
                let mut list = ::tradewind_wire::ShowStructure::start(#name, out);
                #(#show)*
                list.end();
            }
        }
    })
}

fn field(field: &syn::Field) -> syn::Result<Field> {
    let Some(ident) = field.ident.clone() else {
        return Err(syn::Error::new_spanned(field, "a shape's members have names"));
    };
    let attributes = Attributes::parse(&field.attrs)?;
    let plain = ident.unraw().to_string();
    let wire = attributes.name.clone().unwrap_or_else(|| names::pascal_case(&plain));
    Ok(Field {
        slot: format_ident!("slot_{}", plain),
        optional: in_option(&field.ty).is_some(),
        payload: attributes.payload.then(|| in_option(&field.ty).unwrap_or(&field.ty).clone()),
        required: attributes.required,
        member: attributes.member(&wire, &names::lower_first(&wire)),
        ident,
        wire,
    })
}

/// `fn index`: from a wire name to the member's place in the table.
fn index(fields: &[Field]) -> TokenStream {
    let arms = fields.iter().enumerate().map(|(i, f)| {
        let name = proc_macro2::Literal::byte_string(f.wire.as_bytes());
        quote!(#name => ::core::option::Option::Some(#i))
    });
    quote!(match name { #(#arms,)* _ => ::core::option::Option::None })
}

fn read(fields: &[Field]) -> TokenStream {
    let slots = fields.iter().map(|f| {
        let slot = &f.slot;
        quote!(let mut #slot = ::core::option::Option::None;)
    });
    let arms = fields.iter().enumerate().map(|(i, f)| {
        let slot = &f.slot;
        let member = member(i);
        quote!(#i => #slot = ::core::option::Option::Some(::tradewind_wire::read_member(reader, #member)?))
    });
    let build = fields.iter().enumerate().map(|(i, f)| {
        let (ident, slot) = (&f.ident, &f.slot);
        let member = member(i);
        match (f.optional, f.required) {
            (true, false) => quote!(#ident: #slot),
            (true, true) => quote!(#ident: ::tradewind_wire::note_if_absent(reader, #slot, #member)),
            (false, true) => quote!(#ident: ::tradewind_wire::required(reader, #slot, #member)),
            (false, false) => quote!(#ident: #slot.unwrap_or_default()),
        }
    });
    quote! {
        #(#slots)*
        reader.structure_start()?;
        while let ::core::option::Option::Some(index) = reader.next_member::<Self>()? {
            match index {
                #(#arms,)*
                _ => reader.skip()?,
            }
        }
        ::core::result::Result::Ok(Self { #(#build),* })
    }
}

fn write_field(i: usize, f: &Field) -> TokenStream {
    let ident = &f.ident;
    let member = member(i);
    if f.optional {
        quote! {
            if let ::core::option::Option::Some(value) = &self.#ident {
                ::tradewind_wire::write_member(writer, value, #member);
            }
        }
    } else {
        quote!(::tradewind_wire::write_member(writer, &self.#ident, #member);)
    }
}

fn validate_field(i: usize, f: &Field) -> TokenStream {
    let ident = &f.ident;
    let member = member(i);
    let value =
        if f.optional { quote!(self.#ident.as_ref()) } else { quote!(::core::option::Option::Some(&self.#ident)) };
    quote!(::tradewind_wire::validate_member(#value, #member, path, out);)
}

fn show_field(i: usize, f: &Field) -> TokenStream {
    let ident = &f.ident;
    let member = member(i);
    let value =
        if f.optional { quote!(self.#ident.as_ref()) } else { quote!(::core::option::Option::Some(&self.#ident)) };
    quote!(list.member(#member, #value);)
}

fn member(i: usize) -> TokenStream {
    quote!(&<Self as ::tradewind_wire::Shape>::MEMBERS[#i])
}

/// The type in one that is written `Option<...>`.
fn in_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}
