//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'charge_source_enum.g.dart';

/// * `TILL` - A code shown at the till * `PRESENTED` - A code the payer showed * `API` - The merchant's own server * `LINK` - A payment link * `INVOICE` - An invoice
class ChargeSourceEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'TILL')
  static const ChargeSourceEnum TILL = _$TILL;
  @BuiltValueEnumConst(wireName: r'PRESENTED')
  static const ChargeSourceEnum PRESENTED = _$PRESENTED;
  @BuiltValueEnumConst(wireName: r'API')
  static const ChargeSourceEnum API = _$API;
  @BuiltValueEnumConst(wireName: r'LINK')
  static const ChargeSourceEnum LINK = _$LINK;
  @BuiltValueEnumConst(wireName: r'INVOICE')
  static const ChargeSourceEnum INVOICE = _$INVOICE;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ChargeSourceEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ChargeSourceEnum> get serializer => _$chargeSourceEnumSerializer;

  const ChargeSourceEnum._(String name): super(name);

  static BuiltSet<ChargeSourceEnum> get values => _$values;
  static ChargeSourceEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ChargeSourceEnumMixin = Object with _$ChargeSourceEnumMixin;

