//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cash_direction_enum.g.dart';

/// * `IN` - Put in * `OUT` - Taken out
class CashDirectionEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'IN')
  static const CashDirectionEnum IN = _$IN;
  @BuiltValueEnumConst(wireName: r'OUT')
  static const CashDirectionEnum OUT = _$OUT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CashDirectionEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CashDirectionEnum> get serializer => _$cashDirectionEnumSerializer;

  const CashDirectionEnum._(String name): super(name);

  static BuiltSet<CashDirectionEnum> get values => _$values;
  static CashDirectionEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CashDirectionEnumMixin = Object with _$CashDirectionEnumMixin;

