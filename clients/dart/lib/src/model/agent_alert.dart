//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/float_alert_reason_enum.dart';
import 'package:gopay_client/src/model/inner_outlet.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_alert.g.dart';

/// AgentAlert
///
/// Properties:
/// * [reason]
/// * [raisedAt]
/// * [outlet]
@BuiltValue()
abstract class AgentAlert implements Built<AgentAlert, AgentAlertBuilder> {
  @BuiltValueField(wireName: r'reason')
  FloatAlertReasonEnum get reason;
  // enum reasonEnum {  LOW,  FORECAST,  };

  @BuiltValueField(wireName: r'raised_at')
  DateTime get raisedAt;

  @BuiltValueField(wireName: r'outlet')
  InnerOutlet get outlet;

  AgentAlert._();

  factory AgentAlert([void updates(AgentAlertBuilder b)]) = _$AgentAlert;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentAlertBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AgentAlert> get serializer => _$AgentAlertSerializer();
}

class _$AgentAlertSerializer implements PrimitiveSerializer<AgentAlert> {
  @override
  final Iterable<Type> types = const [AgentAlert, _$AgentAlert];

  @override
  final String wireName = r'AgentAlert';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AgentAlert object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(FloatAlertReasonEnum),
    );
    yield r'raised_at';
    yield serializers.serialize(
      object.raisedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'outlet';
    yield serializers.serialize(
      object.outlet,
      specifiedType: const FullType(InnerOutlet),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AgentAlert object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentAlertBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(FloatAlertReasonEnum),
          ) as FloatAlertReasonEnum;
          result.reason = valueDes;
          break;
        case r'raised_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.raisedAt = valueDes;
          break;
        case r'outlet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(InnerOutlet),
          ) as InnerOutlet;
          result.outlet.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AgentAlert deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentAlertBuilder();
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


