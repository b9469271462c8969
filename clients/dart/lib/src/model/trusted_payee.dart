//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'trusted_payee.g.dart';

/// TrustedPayee
///
/// Properties:
/// * [id]
/// * [name] - Masked: enough to recognise somebody one knows.
/// * [nickname]
/// * [addedAt]
@BuiltValue()
abstract class TrustedPayee implements Built<TrustedPayee, TrustedPayeeBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Masked: enough to recognise somebody one knows.
  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'nickname')
  String get nickname;

  @BuiltValueField(wireName: r'added_at')
  DateTime get addedAt;

  TrustedPayee._();

  factory TrustedPayee([void updates(TrustedPayeeBuilder b)]) = _$TrustedPayee;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TrustedPayeeBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<TrustedPayee> get serializer => _$TrustedPayeeSerializer();
}

class _$TrustedPayeeSerializer implements PrimitiveSerializer<TrustedPayee> {
  @override
  final Iterable<Type> types = const [TrustedPayee, _$TrustedPayee];

  @override
  final String wireName = r'TrustedPayee';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    TrustedPayee object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'nickname';
    yield serializers.serialize(
      object.nickname,
      specifiedType: const FullType(String),
    );
    yield r'added_at';
    yield serializers.serialize(
      object.addedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    TrustedPayee object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TrustedPayeeBuilder result,
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
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'nickname':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.nickname = valueDes;
          break;
        case r'added_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.addedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  TrustedPayee deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TrustedPayeeBuilder();
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


