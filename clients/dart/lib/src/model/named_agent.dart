//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'named_agent.g.dart';

/// NamedAgent
///
/// Properties:
/// * [code] - Of its main outlet.
/// * [name]
@BuiltValue()
abstract class NamedAgent implements Built<NamedAgent, NamedAgentBuilder> {
  /// Of its main outlet.
  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'name')
  String get name;

  NamedAgent._();

  factory NamedAgent([void updates(NamedAgentBuilder b)]) = _$NamedAgent;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NamedAgentBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NamedAgent> get serializer => _$NamedAgentSerializer();
}

class _$NamedAgentSerializer implements PrimitiveSerializer<NamedAgent> {
  @override
  final Iterable<Type> types = const [NamedAgent, _$NamedAgent];

  @override
  final String wireName = r'NamedAgent';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NamedAgent object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    NamedAgent object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NamedAgentBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NamedAgent deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NamedAgentBuilder();
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


