//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_order_direction_enum.g.dart';

/// * `BUY` - Buys float: has paid into the trust bank * `SELL` - Sells float back: is paid by the trust bank
class FloatOrderDirectionEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'BUY')
  static const FloatOrderDirectionEnum BUY = _$BUY;
  @BuiltValueEnumConst(wireName: r'SELL')
  static const FloatOrderDirectionEnum SELL = _$SELL;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const FloatOrderDirectionEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<FloatOrderDirectionEnum> get serializer => _$floatOrderDirectionEnumSerializer;

  const FloatOrderDirectionEnum._(String name): super(name);

  static BuiltSet<FloatOrderDirectionEnum> get values => _$values;
  static FloatOrderDirectionEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class FloatOrderDirectionEnumMixin = Object with _$FloatOrderDirectionEnumMixin;

