//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'schedule_paused_because_enum.g.dart';

/// * `PERSON` - The person paused it * `SKIPS` - Three payments in a row were skipped * `DEVICE` - The phone it was made on was locked
class SchedulePausedBecauseEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PERSON')
  static const SchedulePausedBecauseEnum PERSON = _$PERSON;
  @BuiltValueEnumConst(wireName: r'SKIPS')
  static const SchedulePausedBecauseEnum SKIPS = _$SKIPS;
  @BuiltValueEnumConst(wireName: r'DEVICE')
  static const SchedulePausedBecauseEnum DEVICE = _$DEVICE;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SchedulePausedBecauseEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SchedulePausedBecauseEnum> get serializer => _$schedulePausedBecauseEnumSerializer;

  const SchedulePausedBecauseEnum._(String name): super(name);

  static BuiltSet<SchedulePausedBecauseEnum> get values => _$values;
  static SchedulePausedBecauseEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SchedulePausedBecauseEnumMixin = Object with _$SchedulePausedBecauseEnumMixin;

