//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'move_cash_direction_enum.g.dart';

/// * `IN` - IN * `OUT` - OUT
class MoveCashDirectionEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'IN')
  static const MoveCashDirectionEnum IN = _$IN;
  @BuiltValueEnumConst(wireName: r'OUT')
  static const MoveCashDirectionEnum OUT = _$OUT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const MoveCashDirectionEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<MoveCashDirectionEnum> get serializer => _$moveCashDirectionEnumSerializer;

  const MoveCashDirectionEnum._(String name): super(name);

  static BuiltSet<MoveCashDirectionEnum> get values => _$values;
  static MoveCashDirectionEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class MoveCashDirectionEnumMixin = Object with _$MoveCashDirectionEnumMixin;

