//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'receipt_link.g.dart';

/// ReceiptLink
///
/// Properties:
/// * [url] - Whoever has it sees the receipt. It is told this once.
/// * [expiresAt]
@BuiltValue()
abstract class ReceiptLink implements Built<ReceiptLink, ReceiptLinkBuilder> {
  /// Whoever has it sees the receipt. It is told this once.
  @BuiltValueField(wireName: r'url')
  String get url;

  @BuiltValueField(wireName: r'expires_at')
  DateTime get expiresAt;

  ReceiptLink._();

  factory ReceiptLink([void updates(ReceiptLinkBuilder b)]) = _$ReceiptLink;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReceiptLinkBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ReceiptLink> get serializer => _$ReceiptLinkSerializer();
}

class _$ReceiptLinkSerializer implements PrimitiveSerializer<ReceiptLink> {
  @override
  final Iterable<Type> types = const [ReceiptLink, _$ReceiptLink];

  @override
  final String wireName = r'ReceiptLink';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ReceiptLink object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'url';
    yield serializers.serialize(
      object.url,
      specifiedType: const FullType(String),
    );
    yield r'expires_at';
    yield serializers.serialize(
      object.expiresAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ReceiptLink object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReceiptLinkBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.url = valueDes;
          break;
        case r'expires_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.expiresAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ReceiptLink deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReceiptLinkBuilder();
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


