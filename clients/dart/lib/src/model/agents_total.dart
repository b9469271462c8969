//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'agents_total.g.dart';

/// AgentsTotal
///
/// Properties:
/// * [currency]
/// * [outlets]
/// * [float]
/// * [held]
/// * [alerts]
@BuiltValue()
abstract class AgentsTotal implements Built<AgentsTotal, AgentsTotalBuilder> {
  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'outlets')
  int get outlets;

  @BuiltValueField(wireName: r'float')
  String get float;

  @BuiltValueField(wireName: r'held')
  String get held;

  @BuiltValueField(wireName: r'alerts')
  int get alerts;

  AgentsTotal._();

  factory AgentsTotal([void updates(AgentsTotalBuilder b)]) = _$AgentsTotal;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AgentsTotalBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AgentsTotal> get serializer => _$AgentsTotalSerializer();
}

class _$AgentsTotalSerializer implements PrimitiveSerializer<AgentsTotal> {
  @override
  final Iterable<Type> types = const [AgentsTotal, _$AgentsTotal];

  @override
  final String wireName = r'AgentsTotal';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AgentsTotal object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
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
      specifiedType: const FullType(int),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AgentsTotal object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AgentsTotalBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
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
            specifiedType: const FullType(int),
          ) as int;
          result.alerts = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AgentsTotal deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AgentsTotalBuilder();
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


