//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'masked_payer.g.dart';

/// MaskedPayer
///
/// Properties:
/// * [name] - Masked.
@BuiltValue()
abstract class MaskedPayer implements Built<MaskedPayer, MaskedPayerBuilder> {
  /// Masked.
  @BuiltValueField(wireName: r'name')
  String get name;

  MaskedPayer._();

  factory MaskedPayer([void updates(MaskedPayerBuilder b)]) = _$MaskedPayer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MaskedPayerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<MaskedPayer> get serializer => _$MaskedPayerSerializer();
}

class _$MaskedPayerSerializer implements PrimitiveSerializer<MaskedPayer> {
  @override
  final Iterable<Type> types = const [MaskedPayer, _$MaskedPayer];

  @override
  final String wireName = r'MaskedPayer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    MaskedPayer object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    MaskedPayer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MaskedPayerBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
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
  MaskedPayer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MaskedPayerBuilder();
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


