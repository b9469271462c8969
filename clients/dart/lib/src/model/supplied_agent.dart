//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agent_tier_enum.dart';
import 'package:gopay_client/src/model/agent_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'supplied_agent.g.dart';

/// SuppliedAgent
///
/// Properties:
/// * [id]
/// * [code] - Of its main outlet; null before it is approved.
/// * [name]
/// * [city]
/// * [territory]
/// * [tier]
/// * [status]
/// * [appliedAt]
@BuiltValue()
abstract class SuppliedAgent implements Built<SuppliedAgent, SuppliedAgentBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Of its main outlet; null before it is approved.
  @BuiltValueField(wireName: r'code')
  String? get code;

  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'city')
  String get city;

  @BuiltValueField(wireName: r'territory')
  String get territory;

  @BuiltValueField(wireName: r'tier')
  AgentTierEnum get tier;
  // enum tierEnum {  STANDARD,  SILVER,  GOLD,  };

  @BuiltValueField(wireName: r'status')
  AgentStatusEnum get status;
  // enum statusEnum {  APPLIED,  REJECTED,  ACTIVE,  SUSPENDED,  CLOSED,  };

  @BuiltValueField(wireName: r'applied_at')
  DateTime get appliedAt;

  SuppliedAgent._();

  factory SuppliedAgent([void updates(SuppliedAgentBuilder b)]) = _$SuppliedAgent;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SuppliedAgentBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SuppliedAgent> get serializer => _$SuppliedAgentSerializer();
}

class _$SuppliedAgentSerializer implements PrimitiveSerializer<SuppliedAgent> {
  @override
  final Iterable<Type> types = const [SuppliedAgent, _$SuppliedAgent];

  @override
  final String wireName = r'SuppliedAgent';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SuppliedAgent object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield object.code == null ? null : serializers.serialize(
      object.code,
      specifiedType: const FullType.nullable(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'city';
    yield serializers.serialize(
      object.city,
      specifiedType: const FullType(String),
    );
    yield r'territory';
    yield serializers.serialize(
      object.territory,
      specifiedType: const FullType(String),
    );
    yield r'tier';
    yield serializers.serialize(
      object.tier,
      specifiedType: const FullType(AgentTierEnum),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(AgentStatusEnum),
    );
    yield r'applied_at';
    yield serializers.serialize(
      object.appliedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SuppliedAgent object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SuppliedAgentBuilder result,
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
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.code = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'city':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.city = valueDes;
          break;
        case r'territory':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.territory = valueDes;
          break;
        case r'tier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentTierEnum),
          ) as AgentTierEnum;
          result.tier = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentStatusEnum),
          ) as AgentStatusEnum;
          result.status = valueDes;
          break;
        case r'applied_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.appliedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SuppliedAgent deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SuppliedAgentBuilder();
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


