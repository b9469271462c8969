//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'push_key.g.dart';

/// What a browser subscribes with.
///
/// Properties:
/// * [key] - The applicationServerKey, in base64url; null where no pushes are sent.
/// * [subscribed] - Whether the browser of this session hears of news already.
@BuiltValue()
abstract class PushKey implements Built<PushKey, PushKeyBuilder> {
  /// The applicationServerKey, in base64url; null where no pushes are sent.
  @BuiltValueField(wireName: r'key')
  String? get key;

  /// Whether the browser of this session hears of news already.
  @BuiltValueField(wireName: r'subscribed')
  bool get subscribed;

  PushKey._();

  factory PushKey([void updates(PushKeyBuilder b)]) = _$PushKey;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PushKeyBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PushKey> get serializer => _$PushKeySerializer();
}

class _$PushKeySerializer implements PrimitiveSerializer<PushKey> {
  @override
  final Iterable<Type> types = const [PushKey, _$PushKey];

  @override
  final String wireName = r'PushKey';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PushKey object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'key';
    yield object.key == null ? null : serializers.serialize(
      object.key,
      specifiedType: const FullType.nullable(String),
    );
    yield r'subscribed';
    yield serializers.serialize(
      object.subscribed,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    PushKey object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PushKeyBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'key':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.key = valueDes;
          break;
        case r'subscribed':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.subscribed = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PushKey deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PushKeyBuilder();
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


