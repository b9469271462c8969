//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'invoice_state_enum.g.dart';

/// * `DRAFT` - Draft: may be changed * `SENT` - Sent: to be paid * `PAID` - Paid * `CANCELLED` - Cancelled
class InvoiceStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'DRAFT')
  static const InvoiceStateEnum DRAFT = _$DRAFT;
  @BuiltValueEnumConst(wireName: r'SENT')
  static const InvoiceStateEnum SENT = _$SENT;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const InvoiceStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const InvoiceStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const InvoiceStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<InvoiceStateEnum> get serializer => _$invoiceStateEnumSerializer;

  const InvoiceStateEnum._(String name): super(name);

  static BuiltSet<InvoiceStateEnum> get values => _$values;
  static InvoiceStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class InvoiceStateEnumMixin = Object with _$InvoiceStateEnumMixin;

