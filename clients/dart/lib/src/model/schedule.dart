//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/schedule_state_enum.dart';
import 'package:gopay_client/src/model/frequency_enum.dart';
import 'package:gopay_client/src/model/schedule_paused_because_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'schedule.g.dart';

/// A schedule as its person sees it (for the schema; `schedule_answer` writes it).
///
/// Properties:
/// * [id]
/// * [state]
/// * [pausedBecause]
/// * [to] - As it was given.
/// * [payeeName] - Masked: enough to recognise somebody one knows.
/// * [amount] - What the payee gets each time, as a decimal string.
/// * [currency]
/// * [note]
/// * [frequency]
/// * [interval]
/// * [startDate]
/// * [time] - HH:MM on the wall, in `time_zone`.
/// * [dayOfMonth]
/// * [endDate]
/// * [count]
/// * [timeZone] - Mine when it was made. A later change of mine moves nothing.
/// * [nextRunAt] - The next due date; null unless active.
/// * [runsMade] - How many due dates were paid, or are held for review.
/// * [createdAt]
/// * [endedAt]
@BuiltValue()
abstract class Schedule implements Built<Schedule, ScheduleBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'state')
  ScheduleStateEnum get state;
  // enum stateEnum {  ACTIVE,  PAUSED,  FINISHED,  CANCELLED,  };

  @BuiltValueField(wireName: r'paused_because')
  SchedulePausedBecauseEnum? get pausedBecause;
  // enum pausedBecauseEnum {  PERSON,  SKIPS,  DEVICE,  };

  /// As it was given.
  @BuiltValueField(wireName: r'to')
  String get to;

  /// Masked: enough to recognise somebody one knows.
  @BuiltValueField(wireName: r'payee_name')
  String get payeeName;

  /// What the payee gets each time, as a decimal string.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'note')
  String get note;

  @BuiltValueField(wireName: r'frequency')
  FrequencyEnum get frequency;
  // enum frequencyEnum {  ONCE,  DAILY,  WEEKLY,  MONTHLY,  };

  @BuiltValueField(wireName: r'interval')
  int get interval;

  @BuiltValueField(wireName: r'start_date')
  Date get startDate;

  /// HH:MM on the wall, in `time_zone`.
  @BuiltValueField(wireName: r'time')
  String get time;

  @BuiltValueField(wireName: r'day_of_month')
  int? get dayOfMonth;

  @BuiltValueField(wireName: r'end_date')
  Date? get endDate;

  @BuiltValueField(wireName: r'count')
  int? get count;

  /// Mine when it was made. A later change of mine moves nothing.
  @BuiltValueField(wireName: r'time_zone')
  String get timeZone;

  /// The next due date; null unless active.
  @BuiltValueField(wireName: r'next_run_at')
  DateTime? get nextRunAt;

  /// How many due dates were paid, or are held for review.
  @BuiltValueField(wireName: r'runs_made')
  int get runsMade;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  @BuiltValueField(wireName: r'ended_at')
  DateTime? get endedAt;

  Schedule._();

  factory Schedule([void updates(ScheduleBuilder b)]) = _$Schedule;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ScheduleBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Schedule> get serializer => _$ScheduleSerializer();
}

class _$ScheduleSerializer implements PrimitiveSerializer<Schedule> {
  @override
  final Iterable<Type> types = const [Schedule, _$Schedule];

  @override
  final String wireName = r'Schedule';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Schedule object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(ScheduleStateEnum),
    );
    yield r'paused_because';
    yield object.pausedBecause == null ? null : serializers.serialize(
      object.pausedBecause,
      specifiedType: const FullType.nullable(SchedulePausedBecauseEnum),
    );
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(String),
    );
    yield r'payee_name';
    yield serializers.serialize(
      object.payeeName,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'frequency';
    yield serializers.serialize(
      object.frequency,
      specifiedType: const FullType(FrequencyEnum),
    );
    yield r'interval';
    yield serializers.serialize(
      object.interval,
      specifiedType: const FullType(int),
    );
    yield r'start_date';
    yield serializers.serialize(
      object.startDate,
      specifiedType: const FullType(Date),
    );
    yield r'time';
    yield serializers.serialize(
      object.time,
      specifiedType: const FullType(String),
    );
    yield r'day_of_month';
    yield object.dayOfMonth == null ? null : serializers.serialize(
      object.dayOfMonth,
      specifiedType: const FullType.nullable(int),
    );
    yield r'end_date';
    yield object.endDate == null ? null : serializers.serialize(
      object.endDate,
      specifiedType: const FullType.nullable(Date),
    );
    yield r'count';
    yield object.count == null ? null : serializers.serialize(
      object.count,
      specifiedType: const FullType.nullable(int),
    );
    yield r'time_zone';
    yield serializers.serialize(
      object.timeZone,
      specifiedType: const FullType(String),
    );
    yield r'next_run_at';
    yield object.nextRunAt == null ? null : serializers.serialize(
      object.nextRunAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'runs_made';
    yield serializers.serialize(
      object.runsMade,
      specifiedType: const FullType(int),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'ended_at';
    yield object.endedAt == null ? null : serializers.serialize(
      object.endedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Schedule object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ScheduleBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ScheduleStateEnum),
          ) as ScheduleStateEnum;
          result.state = valueDes;
          break;
        case r'paused_because':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(SchedulePausedBecauseEnum),
          ) as SchedulePausedBecauseEnum?;
          if (valueDes == null) continue;
          result.pausedBecause = valueDes;
          break;
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.to = valueDes;
          break;
        case r'payee_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.payeeName = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'frequency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FrequencyEnum),
          ) as FrequencyEnum;
          result.frequency = valueDes;
          break;
        case r'interval':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.interval = valueDes;
          break;
        case r'start_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.startDate = valueDes;
          break;
        case r'time':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.time = valueDes;
          break;
        case r'day_of_month':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.dayOfMonth = valueDes;
          break;
        case r'end_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.endDate = valueDes;
          break;
        case r'count':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.count = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.timeZone = valueDes;
          break;
        case r'next_run_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.nextRunAt = valueDes;
          break;
        case r'runs_made':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.runsMade = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        case r'ended_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.endedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Schedule deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ScheduleBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


