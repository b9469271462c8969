//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agent_alert.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/agent_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agent_liquidity.g.dart';

/// AgentLiquidity
///
/// Properties:
/// * [agentId]
/// * [name]
/// * [status]
/// * [currency]
/// * [outlets]
/// * [float]
/// * [held]
/// * [alerts]
@BuiltValue()
abstract class AgentLiquidity implements Built<AgentLiquidity, AgentLiquidityBuilder> {
  @BuiltValueField(wireName: r'agent_id')
  String get agentId;

  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'status')
  AgentStatusEnum get status;
  // enum statusEnum {  APPLIED,  REJECTED,  ACTIVE,  SUSPENDED,  CLOSED,  };

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'outlets')
  int get outlets;

  @BuiltValueField(wireName: r'float')
  String get float;

  @BuiltValueField(wireName: r'held')
  String get held;

  @BuiltValueField(wireName: r'alerts')
  BuiltList<AgentAlert> get alerts;

  AgentLiquidity._();

  factory AgentLiquidity([void updates(AgentLiquidityBuilder b)]) = _$AgentLiquidity;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentLiquidityBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AgentLiquidity> get serializer => _$AgentLiquiditySerializer();
}

class _$AgentLiquiditySerializer implements PrimitiveSerializer<AgentLiquidity> {
  @override
  final Iterable<Type> types = const [AgentLiquidity, _$AgentLiquidity];

  @override
  final String wireName = r'AgentLiquidity';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AgentLiquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'agent_id';
    yield serializers.serialize(
      object.agentId,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(AgentStatusEnum),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'outlets';
    yield serializers.serialize(
      object.outlets,
      specifiedType: const FullType(int),
    );
    yield r'float';
    yield serializers.serialize(
      object.float,
      specifiedType: const FullType(String),
    );
    yield r'held';
    yield serializers.serialize(
      object.held,
      specifiedType: const FullType(String),
    );
    yield r'alerts';
    yield serializers.serialize(
      object.alerts,
      specifiedType: const FullType(BuiltList, [FullType(AgentAlert)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AgentLiquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentLiquidityBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'agent_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.agentId = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AgentStatusEnum),
          ) as AgentStatusEnum;
          result.status = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'outlets':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.outlets = valueDes;
          break;
        case r'float':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.float = valueDes;
          break;
        case r'held':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.held = valueDes;
          break;
        case r'alerts':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(AgentAlert)]),
          ) as BuiltList<AgentAlert>;
          result.alerts.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AgentLiquidity deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentLiquidityBuilder();
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


