//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/auto_recharge_run_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_run.g.dart';

/// AutoRun
///
/// Properties:
/// * [dueOn]
/// * [state]
/// * [transactionId]
/// * [failureCode] - Why nothing was bought.
/// * [decidedAt]
@BuiltValue()
abstract class AutoRun implements Built<AutoRun, AutoRunBuilder> {
  @BuiltValueField(wireName: r'due_on')
  Date get dueOn;

  @BuiltValueField(wireName: r'state')
  AutoRechargeRunStateEnum get state;
  // enum stateEnum {  UNDER_WAY,  DONE,  FAILED,  SKIPPED,  };

  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  /// Why nothing was bought.
  @BuiltValueField(wireName: r'failure_code')
  String? get failureCode;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  AutoRun._();

  factory AutoRun([void updates(AutoRunBuilder b)]) = _$AutoRun;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AutoRunBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AutoRun> get serializer => _$AutoRunSerializer();
}

class _$AutoRunSerializer implements PrimitiveSerializer<AutoRun> {
  @override
  final Iterable<Type> types = const [AutoRun, _$AutoRun];

  @override
  final String wireName = r'AutoRun';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AutoRun object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'due_on';
    yield serializers.serialize(
      object.dueOn,
      specifiedType: const FullType(Date),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(AutoRechargeRunStateEnum),
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
    AutoRun object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AutoRunBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'due_on':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.dueOn = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AutoRechargeRunStateEnum),
          ) as AutoRechargeRunStateEnum;
          result.state = valueDes;
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
  AutoRun deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AutoRunBuilder();
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


