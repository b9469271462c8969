//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cash_mode_enum.g.dart';

/// * `PHONE` - The customer approves it on their phone * `DOCUMENT` - By identity document and a supervisor
class CashModeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PHONE')
  static const CashModeEnum PHONE = _$PHONE;
  @BuiltValueEnumConst(wireName: r'DOCUMENT')
  static const CashModeEnum DOCUMENT = _$DOCUMENT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CashModeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CashModeEnum> get serializer => _$cashModeEnumSerializer;

  const CashModeEnum._(String name): super(name);

  static BuiltSet<CashModeEnum> get values => _$values;
  static CashModeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CashModeEnumMixin = Object with _$CashModeEnumMixin;

