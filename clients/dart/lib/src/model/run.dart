//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/schedule_run_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'run.g.dart';

/// A due date and what became of it (for the schema; `run_answer` writes it).
///
/// Properties:
/// * [id]
/// * [occurrence] - Which due date it is, counted from 1.
/// * [dueAt]
/// * [state]
/// * [tries] - How often it was tried to pay it.
/// * [nextTryAt]
/// * [transactionId] - The payment, or the last one declined.
/// * [failureCode] - Why it is not paid.
/// * [decidedAt]
@BuiltValue()
abstract class Run implements Built<Run, RunBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Which due date it is, counted from 1.
  @BuiltValueField(wireName: r'occurrence')
  int get occurrence;

  @BuiltValueField(wireName: r'due_at')
  DateTime get dueAt;

  @BuiltValueField(wireName: r'state')
  ScheduleRunStateEnum get state;
  // enum stateEnum {  PENDING,  RETRYING,  PAID,  HELD,  SKIPPED,  };

  /// How often it was tried to pay it.
  @BuiltValueField(wireName: r'tries')
  int get tries;

  @BuiltValueField(wireName: r'next_try_at')
  DateTime? get nextTryAt;

  /// The payment, or the last one declined.
  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  /// Why it is not paid.
  @BuiltValueField(wireName: r'failure_code')
  String? get failureCode;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  Run._();

  factory Run([void updates(RunBuilder b)]) = _$Run;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RunBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Run> get serializer => _$RunSerializer();
}

class _$RunSerializer implements PrimitiveSerializer<Run> {
  @override
  final Iterable<Type> types = const [Run, _$Run];

  @override
  final String wireName = r'Run';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Run object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'occurrence';
    yield serializers.serialize(
      object.occurrence,
      specifiedType: const FullType(int),
    );
    yield r'due_at';
    yield serializers.serialize(
      object.dueAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(ScheduleRunStateEnum),
    );
    yield r'tries';
    yield serializers.serialize(
      object.tries,
      specifiedType: const FullType(int),
    );
    yield r'next_try_at';
    yield object.nextTryAt == null ? null : serializers.serialize(
      object.nextTryAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'failure_code';
    yield object.failureCode == null ? null : serializers.serialize(
      object.failureCode,
      specifiedType: const FullType.nullable(String),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Run object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RunBuilder result,
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
        case r'occurrence':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.occurrence = valueDes;
          break;
        case r'due_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.dueAt = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ScheduleRunStateEnum),
          ) as ScheduleRunStateEnum;
          result.state = valueDes;
          break;
        case r'tries':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.tries = valueDes;
          break;
        case r'next_try_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.nextTryAt = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        case r'failure_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.failureCode = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Run deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RunBuilder();
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


