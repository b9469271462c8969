//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'schedule_state_enum.g.dart';

/// * `ACTIVE` - Active * `PAUSED` - Paused * `FINISHED` - Finished * `CANCELLED` - Cancelled
class ScheduleStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const ScheduleStateEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'PAUSED')
  static const ScheduleStateEnum PAUSED = _$PAUSED;
  @BuiltValueEnumConst(wireName: r'FINISHED')
  static const ScheduleStateEnum FINISHED = _$FINISHED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const ScheduleStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ScheduleStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ScheduleStateEnum> get serializer => _$scheduleStateEnumSerializer;

  const ScheduleStateEnum._(String name): super(name);

  static BuiltSet<ScheduleStateEnum> get values => _$values;
  static ScheduleStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ScheduleStateEnumMixin = Object with _$ScheduleStateEnumMixin;

