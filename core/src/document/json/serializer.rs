//! Which of serde's values is written how.

use serde::ser::{self, Serialize};
use serde_json::{Error, to_writer};

use super::{End, Json, Open, write};

/// What `serde_json` writes as quickly as anyone.
macro_rules! scalars {
    ($($method:ident: $type:ty,)+) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            to_writer(self.text, &value)
        }
    )+};
}

impl<'a> ser::Serializer for Json<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Open<'a>;
    type SerializeTupleVariant = Open<'a>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Open<'a>;

    scalars! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_bytes: &[u8],
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.text.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.text.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut open = self.open(b'{', End::Object)?;
        open.field(variant, value)?;
        open.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Error> {
        self.open(b'[', End::List)
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Error> {
        self.open(b'[', End::List)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Error> {
        self.open(b'[', End::List)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Error> {
        self.variant(variant, b'[', End::ListOfVariant)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Error> {
        self.open(b'{', End::Object)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Error> {
        self.open(b'{', End::Object)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'a>, Error> {
        self.variant(variant, b'{', End::ObjectOfVariant)
    }
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.member_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        write(value, self.text)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// Arrays and objects of all kinds: what a member is written by, and what is known of it.
macro_rules! members {
    ($($kind:ident::$method:ident($($name:ident: $type:ty)?) by $by:ident,)+) => {$(
        impl ser::$kind for Open<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, $($name: $type,)? value: &T) -> Result<(), Error> {
                self.$by($($name,)? value)
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )+};
}

members! {
    SerializeSeq::serialize_element() by item,
    SerializeTuple::serialize_element() by item,
    SerializeTupleStruct::serialize_field() by item,
    SerializeTupleVariant::serialize_field() by item,
    SerializeStruct::serialize_field(name: &'static str) by field,
    SerializeStructVariant::serialize_field(name: &'static str) by field,
}
