//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/agents_total.dart';
import 'package:gopay_client/src/model/agent_liquidity.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agents_liquidity.g.dart';

/// A page of a super-agent's agents, with the totals of all of them.
///
/// Properties:
/// * [results]
/// * [totals]
/// * [next]
/// * [previous]
@BuiltValue()
abstract class AgentsLiquidity implements Built<AgentsLiquidity, AgentsLiquidityBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<AgentLiquidity> get results;

  @BuiltValueField(wireName: r'totals')
  BuiltList<AgentsTotal> get totals;

  @BuiltValueField(wireName: r'next')
  String? get next;

  @BuiltValueField(wireName: r'previous')
  String? get previous;

  AgentsLiquidity._();

  factory AgentsLiquidity([void updates(AgentsLiquidityBuilder b)]) = _$AgentsLiquidity;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentsLiquidityBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AgentsLiquidity> get serializer => _$AgentsLiquiditySerializer();
}

class _$AgentsLiquiditySerializer implements PrimitiveSerializer<AgentsLiquidity> {
  @override
  final Iterable<Type> types = const [AgentsLiquidity, _$AgentsLiquidity];

  @override
  final String wireName = r'AgentsLiquidity';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AgentsLiquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(AgentLiquidity)]),
    );
    yield r'totals';
    yield serializers.serialize(
      object.totals,
      specifiedType: const FullType(BuiltList, [FullType(AgentsTotal)]),
    );
    yield r'next';
    yield object.next == null ? null : serializers.serialize(
      object.next,
      specifiedType: const FullType.nullable(String),
    );
    yield r'previous';
    yield object.previous == null ? null : serializers.serialize(
      object.previous,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AgentsLiquidity object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentsLiquidityBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(AgentLiquidity)]),
          ) as BuiltList<AgentLiquidity>;
          result.results.replace(valueDes);
          break;
        case r'totals':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(AgentsTotal)]),
          ) as BuiltList<AgentsTotal>;
          result.totals.replace(valueDes);
          break;
        case r'next':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.next = valueDes;
          break;
        case r'previous':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.previous = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AgentsLiquidity deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentsLiquidityBuilder();
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


