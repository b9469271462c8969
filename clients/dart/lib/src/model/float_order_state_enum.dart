//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'float_order_state_enum.g.dart';

/// * `REQUESTED` - Requested: somebody has to check the bank * `PROPOSED` - Checked by one operator, waits for another * `DONE` - Done * `REJECTED` - Rejected * `CANCELLED` - Called off
class FloatOrderStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'REQUESTED')
  static const FloatOrderStateEnum REQUESTED = _$REQUESTED;
  @BuiltValueEnumConst(wireName: r'PROPOSED')
  static const FloatOrderStateEnum PROPOSED = _$PROPOSED;
  @BuiltValueEnumConst(wireName: r'DONE')
  static const FloatOrderStateEnum DONE = _$DONE;
  @BuiltValueEnumConst(wireName: r'REJECTED')
  static const FloatOrderStateEnum REJECTED = _$REJECTED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const FloatOrderStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const FloatOrderStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<FloatOrderStateEnum> get serializer => _$floatOrderStateEnumSerializer;

  const FloatOrderStateEnum._(String name): super(name);

  static BuiltSet<FloatOrderStateEnum> get values => _$values;
  static FloatOrderStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class FloatOrderStateEnumMixin = Object with _$FloatOrderStateEnumMixin;

