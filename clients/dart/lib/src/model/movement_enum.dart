//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'movement_enum.g.dart';

/// * `payment` - payment * `hold` - hold * `return` - return * `reversal` - reversal * `other` - other
class MovementEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'payment')
  static const MovementEnum payment = _$payment;
  @BuiltValueEnumConst(wireName: r'hold')
  static const MovementEnum hold = _$hold;
  @BuiltValueEnumConst(wireName: r'return')
  static const MovementEnum return_ = _$return_;
  @BuiltValueEnumConst(wireName: r'reversal')
  static const MovementEnum reversal = _$reversal;
  @BuiltValueEnumConst(wireName: r'other')
  static const MovementEnum other = _$other;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const MovementEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<MovementEnum> get serializer => _$movementEnumSerializer;

  const MovementEnum._(String name): super(name);

  static BuiltSet<MovementEnum> get values => _$values;
  static MovementEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class MovementEnumMixin = Object with _$MovementEnumMixin;

