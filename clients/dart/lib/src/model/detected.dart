//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'detected.g.dart';

/// Detected
///
/// Properties:
/// * [operator_] - A code.
/// * [name]
/// * [prefix] - The longest prefix the number begins with.
/// * [isAvailable] - Whether its numbers can be recharged now.
/// * [differs] - The operator that was named is another one. It is taken all the same: numbers can be ported.
@BuiltValue()
abstract class Detected implements Built<Detected, DetectedBuilder> {
  /// A code.
  @BuiltValueField(wireName: r'operator')
  String get operator_;

  @BuiltValueField(wireName: r'name')
  String get name;

  /// The longest prefix the number begins with.
  @BuiltValueField(wireName: r'prefix')
  String get prefix;

  /// Whether its numbers can be recharged now.
  @BuiltValueField(wireName: r'is_available')
  bool get isAvailable;

  /// The operator that was named is another one. It is taken all the same: numbers can be ported.
  @BuiltValueField(wireName: r'differs')
  bool get differs;

  Detected._();

  factory Detected([void updates(DetectedBuilder b)]) = _$Detected;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DetectedBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Detected> get serializer => _$DetectedSerializer();
}

class _$DetectedSerializer implements PrimitiveSerializer<Detected> {
  @override
  final Iterable<Type> types = const [Detected, _$Detected];

  @override
  final String wireName = r'Detected';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Detected object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'operator';
    yield serializers.serialize(
      object.operator_,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'prefix';
    yield serializers.serialize(
      object.prefix,
      specifiedType: const FullType(String),
    );
    yield r'is_available';
    yield serializers.serialize(
      object.isAvailable,
      specifiedType: const FullType(bool),
    );
    yield r'differs';
    yield serializers.serialize(
      object.differs,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Detected object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DetectedBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'operator':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.operator_ = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'prefix':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.prefix = valueDes;
          break;
        case r'is_available':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isAvailable = valueDes;
          break;
        case r'differs':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.differs = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Detected deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DetectedBuilder();
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


