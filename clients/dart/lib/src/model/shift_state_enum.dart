//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'shift_state_enum.g.dart';

/// * `OPEN` - Open * `DIFFERENT` - Closed with a difference that somebody has to approve * `CLOSED` - Closed
class ShiftStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OPEN')
  static const ShiftStateEnum OPEN = _$OPEN;
  @BuiltValueEnumConst(wireName: r'DIFFERENT')
  static const ShiftStateEnum DIFFERENT = _$DIFFERENT;
  @BuiltValueEnumConst(wireName: r'CLOSED')
  static const ShiftStateEnum CLOSED = _$CLOSED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ShiftStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ShiftStateEnum> get serializer => _$shiftStateEnumSerializer;

  const ShiftStateEnum._(String name): super(name);

  static BuiltSet<ShiftStateEnum> get values => _$values;
  static ShiftStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ShiftStateEnumMixin = Object with _$ShiftStateEnumMixin;

