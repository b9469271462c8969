//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'schedule_run_state_enum.g.dart';

/// * `PENDING` - Being paid * `RETRYING` - Tried again later * `PAID` - Paid * `HELD` - Held for review * `SKIPPED` - Skipped
class ScheduleRunStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PENDING')
  static const ScheduleRunStateEnum PENDING = _$PENDING;
  @BuiltValueEnumConst(wireName: r'RETRYING')
  static const ScheduleRunStateEnum RETRYING = _$RETRYING;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const ScheduleRunStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'HELD')
  static const ScheduleRunStateEnum HELD = _$HELD;
  @BuiltValueEnumConst(wireName: r'SKIPPED')
  static const ScheduleRunStateEnum SKIPPED = _$SKIPPED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ScheduleRunStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ScheduleRunStateEnum> get serializer => _$scheduleRunStateEnumSerializer;

  const ScheduleRunStateEnum._(String name): super(name);

  static BuiltSet<ScheduleRunStateEnum> get values => _$values;
  static ScheduleRunStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ScheduleRunStateEnumMixin = Object with _$ScheduleRunStateEnumMixin;

