//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'issued.g.dart';

/// A code of the merchant's (for the schema).
///
/// Properties:
/// * [text] - An EMVCo payload, to be drawn as a QR code.
/// * [code] - What it names: the till's code, or the charge's.
@BuiltValue()
abstract class Issued implements Built<Issued, IssuedBuilder> {
  /// An EMVCo payload, to be drawn as a QR code.
  @BuiltValueField(wireName: r'text')
  String get text;

  /// What it names: the till's code, or the charge's.
  @BuiltValueField(wireName: r'code')
  String get code;

  Issued._();

  factory Issued([void updates(IssuedBuilder b)]) = _$Issued;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(IssuedBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Issued> get serializer => _$IssuedSerializer();
}

class _$IssuedSerializer implements PrimitiveSerializer<Issued> {
  @override
  final Iterable<Type> types = const [Issued, _$Issued];

  @override
  final String wireName = r'Issued';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Issued object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'text';
    yield serializers.serialize(
      object.text,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Issued object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required IssuedBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'text':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.text = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Issued deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = IssuedBuilder();
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


