//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'subscribed.g.dart';

/// A browser that hears of news.
///
/// Properties:
/// * [id]
/// * [browser] - For example \"Chrome on Android\"; empty for one we do not know.
/// * [createdAt]
@BuiltValue()
abstract class Subscribed implements Built<Subscribed, SubscribedBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// For example \"Chrome on Android\"; empty for one we do not know.
  @BuiltValueField(wireName: r'browser')
  String get browser;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  Subscribed._();

  factory Subscribed([void updates(SubscribedBuilder b)]) = _$Subscribed;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SubscribedBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Subscribed> get serializer => _$SubscribedSerializer();
}

class _$SubscribedSerializer implements PrimitiveSerializer<Subscribed> {
  @override
  final Iterable<Type> types = const [Subscribed, _$Subscribed];

  @override
  final String wireName = r'Subscribed';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Subscribed object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'browser';
    yield serializers.serialize(
      object.browser,
      specifiedType: const FullType(String),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Subscribed object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SubscribedBuilder result,
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
        case r'browser':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.browser = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Subscribed deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SubscribedBuilder();
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


